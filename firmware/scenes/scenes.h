#pragma once
// The screens. A scene reads the visit and the content and writes blocks; it keeps nothing.

#include "input/input.h"
#include "ui/ui.h"

struct scene {
    const char *name; // stable; "procedure"
    ui_scene build;
    bool chrome; // header and foot bar
};

// Never NULL; an unknown screen is home.
const struct scene *scene_of(enum screen screen);

// Builds the frame of the visit.
void scenes_build(
    const struct world *world, const struct visit *visit, struct arena *arena, struct frame *frame);

// The screen shown when there is no content: three languages and a code, from assets/ui/trouble.ini
// with words of last resort built in.
void scenes_trouble(const struct world *world, const char *trouble_ini, int code,
    struct arena *arena, struct frame *frame);

// The kiosk between two frames: what input and time do to the visit.
enum { KIOSK_TROUBLE_RETRY_MS = 30000 };

struct kiosk {
    struct world world; // store NULL: trouble is shown
    int trouble;        // four-digit code
    char trouble_ini[512];
    struct visit visit;
    struct input input;
    struct arena arena;  // of the frame
    struct frame *frame; // shown last; process lifetime
};

// Builds kiosk->frame from the visit.
void kiosk_build(struct kiosk *kiosk);
// Lets one event act on the visit.
void kiosk_event(struct kiosk *kiosk, const struct platform_event *event);
// Lets time act: idle warning, end of an abandoned visit.
void kiosk_tick(struct kiosk *kiosk);
// Milliseconds until kiosk_tick has something to do, -1 = nothing is due.
int kiosk_timeout(const struct kiosk *kiosk);
// A node was chosen; also for tests that walk without a finger.
void kiosk_act(struct kiosk *kiosk, const struct action *action);
