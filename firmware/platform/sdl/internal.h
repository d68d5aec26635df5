#pragma once
// The window and its hands.

#include <SDL.h>

#include "platform/platform.h"

enum { FINGERS_MAX = 10 };

bool window_open(
    const struct platform_options *options, struct presenter *screen, struct err *err) MUST_USE;

// Fingers and keys as they stand, to make one list of events from SDL's several kinds.
struct hands {
    struct panel panel; // as people see it
    enum turned turn;   // what is touched comes as the glass has it
    bool used[FINGERS_MAX];
    SDL_FingerID fingers[FINGERS_MAX]; // place in the list = finger of the event
    bool mouse;                        // its button is down
    Uint32 touched_ticks;              // last touch; X repeats touches as mouse events
};

// Turns an SDL event into one of ours; false if it means nothing to the kiosk.
bool hands_event(struct hands *hands, const SDL_Event *from, struct platform_event *to);
