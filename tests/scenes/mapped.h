#pragma once
// A kiosk on the stage with a made town, and what its map shows.

#include "tests/scenes/desk.h"
#include "tests/town/made.h"

#include "mapview/mapview.h"

static inline int
mapped_setup(void **state)
{
    char *made = made_content(true);
    int result = desk_open(state, made);
    free(made);
    struct desk *desk = *state;
    struct world *world = &desk->stage->world;
    struct err err = {0};
    assert_true(town_open(world->store, world->text, MADE_STYLES, &world->town, &err));
    world->view = town_view(world->town);
    return result;
}

static inline int
mapped_teardown(void **state)
{
    struct desk *desk = *state;
    town_close(desk->stage->world.town);
    desk->stage->world.view = NULL;
    return desk_teardown(state);
}

static inline void
mapped_begin(struct desk *desk, int subject)
{
    desk_reset((void *[]){desk});
    desk->kiosk.visit.started = true;
    desk->kiosk.visit.last_input_ms = clock_ms(&desk->stage->clock);
    desk->kiosk.visit.at.screen = SCREEN_HOME;
    kiosk_build(&desk->kiosk);
    go(desk, SCREEN_MAP, subject);
    assert_string_equal(desk->kiosk.frame->screen, "map");
}

static inline void
mapped_draw(struct desk *desk)
{
    while (kiosk_timeout(&desk->kiosk) == 0) {
        kiosk_work(&desk->kiosk);
        kiosk_build(&desk->kiosk);
    }
}

static inline void
mapped_act(struct desk *desk, enum act kind, int arg)
{
    struct action action = {.kind = (int16_t)kind, .arg = arg};
    kiosk_act(&desk->kiosk, &action);
    kiosk_build(&desk->kiosk);
}

static inline struct mapview_camera
mapped_camera(const struct desk *desk)
{
    return mapview_shown(desk->stage->world.view);
}
