#pragma once
// A kiosk on the stage: fingers, keys and time act on it.

#include "scenes/scenes.h"
#include "tests/ui/stage.h"

static const struct visit nobody;

struct desk { // a kiosk on the stage
    struct stage *stage;
    struct kiosk kiosk;
};

static inline int
desk_teardown(void **state)
{
    struct desk *desk = *state;
    arena_finish(&desk->kiosk.arena);
    stage_close(desk->stage);
    free(desk);
    return 0;
}

static inline int
desk_reset(void **state)
{
    struct desk *desk = *state;
    struct kiosk *kiosk = &desk->kiosk;
    desk->stage->clock = clock_fake(1795428000);
    clock_advance(&desk->stage->clock, 1000000);
    kiosk->world = desk->stage->world;
    kiosk->frame = desk->stage->frame;
    kiosk->visit = nobody;
    kiosk->input = (struct input){0};
    kiosk_build(kiosk);
    return 0;
}

static inline void
pass(struct desk *desk, int64_t ms)
{
    clock_advance(&desk->stage->clock, ms);
    kiosk_tick(&desk->kiosk);
    kiosk_build(&desk->kiosk);
}

// As the process does: what a finger is about to choose is made ready, then its screen comes back.
static inline void
settle(struct desk *desk)
{
    kiosk_build(&desk->kiosk);
    (void)kiosk_ahead(&desk->kiosk);
    kiosk_build(&desk->kiosk);
}

static inline void
event(struct desk *desk, struct platform_event event)
{
    event.time_ms = clock_ms(&desk->stage->clock);
    kiosk_event(&desk->kiosk, &event);
    kiosk_tick(&desk->kiosk);
    settle(desk);
}

static inline void
press(struct desk *desk, enum platform_key key)
{
    event(desk, (struct platform_event){.kind = PLATFORM_KEY_DOWN, .key = key});
    event(desk, (struct platform_event){.kind = PLATFORM_KEY_UP, .key = key});
}

static inline void
tap_at(struct desk *desk, float x, float y)
{
    clock_advance(&desk->stage->clock, 300);
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_DOWN, .x = x, .y = y});
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_UP, .x = x, .y = y});
}

static inline void
tap(struct desk *desk, const char *name)
{
    struct rect rect = stage_node(desk->stage, name)->rect;
    tap_at(desk, rect.x + rect.w / 2, rect.y + rect.h / 2);
}

static inline void
go(struct desk *desk, enum screen screen, int arg)
{
    struct action action = {.kind = ACT_GO, .arg2 = (int16_t)screen, .arg = arg};
    kiosk_act(&desk->kiosk, &action);
    kiosk_build(&desk->kiosk);
}

// From rest to home, by touch.
static inline void
begin(struct desk *desk)
{
    tap_at(desk, 50, 50);
    tap(desk, "language.ht");
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
}

static inline int64_t
idle_ms(const struct desk *desk)
{
    return (int64_t)desk->stage->config.idle_s * 1000;
}

static inline int64_t
warning_ms(const struct desk *desk)
{
    return (int64_t)desk->stage->config.warning_s * 1000;
}

static inline const char *
focus_name(struct desk *desk)
{
    const struct node *node = visit_focused(&desk->kiosk.visit, desk->kiosk.frame);
    return node ? node->name : "";
}

static inline int
desk_open(void **state, const char *more)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    desk->stage = stage_open(more);
    *state = desk;
    return 0;
}

#define DESK(test) cmocka_unit_test_setup(test, desk_reset)
