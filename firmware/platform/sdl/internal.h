#pragma once
// A screen is where the canvas's pixels go and where input comes from. A window is one; a DRM plane can
// become another beside it without anything above noticing.

#include <SDL.h>

#include "platform/platform.h"

enum { FINGERS_MAX = 10, SCREEN_RECTS_MAX = 16 };

struct screen {
    void *own;    // of whoever opened it
    int width_px; // of the canvas: as people see it
    int height_px;
    enum turned turn;    // how the canvas lies on the glass
    SDL_Surface *turned; // the canvas as the glass has it; NULL: it is not turned
    int fd;              // readable when input may have come; -1 = it has to be asked now and then
    bool sdl_sleeps;     // fd is unknown, but SDL_WaitEventTimeout() blocks instead of polling
    // Brings those parts of the canvas to the glass.
    void (*show)(struct screen *screen, SDL_Surface *canvas, const SDL_Rect *rects, int count);
    // True when input waits that fd will not announce any more.
    bool (*pending)(const struct screen *screen);
    void (*close)(struct screen *screen);
};

bool window_open(
    const struct platform_options *options, struct screen *screen, struct err *err) MUST_USE;

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
