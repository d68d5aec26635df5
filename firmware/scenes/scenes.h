#pragma once
// The screens. A scene reads the visit and the content and writes blocks; it keeps nothing.

#include "ui/ui.h"

struct scene {
    const char *name; // stable; "procedure"
    ui_scene build;
    bool chrome;      // header and foot bar
};

// Never NULL; an unknown screen is home.
const struct scene *scene_of(enum screen screen);

// Builds the frame of the visit.
void scenes_build(const struct world *world, const struct visit *visit, struct arena *arena,
    struct frame *frame);

// The screen shown when there is no content: three languages and a code, from assets/ui/trouble.ini
// with words of last resort built in.
void scenes_trouble(const struct world *world, const char *trouble_ini, int code, struct arena *arena,
    struct frame *frame);
