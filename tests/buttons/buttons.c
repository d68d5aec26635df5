#include "buttons/buttons.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

enum { MS = 1000 };

static struct panel_wiring wiring;
static struct buttons buttons;
static struct buttons_event events[BUTTONS_EVENTS_MAX];

static int
fresh(void **state)
{
    (void)state;
    wiring = wiring_default();
    buttons_init(&buttons, &wiring);
    for (enum wiring_function i = WIRING_UP; i < WIRING_LED_READY; i++) {
        buttons_begin(&buttons, i, false, 0);
    }
    return 0;
}

static int
take(void)
{
    return buttons_take(&buttons, events, BUTTONS_EVENTS_MAX);
}

static void
edge(enum wiring_function function, bool active, int64_t ms)
{
    buttons_edge(&buttons, function, active, ms * MS);
}

static void
sample(enum wiring_function function, bool active, int64_t ms)
{
    buttons_sample(&buttons, function, active, ms * MS);
}

static void
says_when_it_wants_a_sample(void **state)
{
    (void)state;
    assert_true(buttons_due_us(&buttons) == INT64_MAX);
    assert_false(buttons_wants(&buttons, WIRING_UP, 5 * MS));
    edge(WIRING_UP, true, 10);
    assert_true(buttons_wants(&buttons, WIRING_UP, 10 * MS)); // was that the right way round?
    assert_false(buttons_wants(&buttons, WIRING_DOWN, 10 * MS));
    sample(WIRING_UP, true, 10);
    assert_int_equal(buttons_due_us(&buttons), 30 * MS);
    assert_false(buttons_wants(&buttons, WIRING_UP, 29 * MS));
    assert_true(buttons_wants(&buttons, WIRING_UP, 30 * MS));
    sample(WIRING_UP, true, 30);
    assert_int_equal(take(), 1);
    assert_int_equal(events[0].function, WIRING_UP);
    assert_true(events[0].active);
    assert_int_equal(events[0].time_us, 30 * MS);
    // Nothing more but the day it counts as stuck.
    assert_int_equal(buttons_due_us(&buttons), 30 * MS + 30 * 1000 * MS);
    assert_int_equal(buttons.state.lines[WIRING_UP].presses, 1);
    assert_int_equal(buttons.state.lines[WIRING_UP].edge_us, 10 * MS);
    assert_true(buttons.state.lines[WIRING_UP].active);
}

static void
what_is_down_at_the_start_is_no_press(void **state)
{
    (void)state;
    buttons_begin(&buttons, WIRING_UP, true, 50 * MS);
    assert_true(buttons.state.lines[WIRING_UP].active);
    assert_int_equal(take(), 0);
    buttons_tick(&buttons, 50 * MS + 30 * 1000 * MS);
    assert_true(buttons.state.lines[WIRING_UP].stuck);
    edge(WIRING_UP, false, 40000);
    sample(WIRING_UP, false, 40100);
    assert_false(buttons.state.lines[WIRING_UP].stuck);
    assert_int_equal(take(), 0);
    edge(WIRING_UP, true, 41000);
    sample(WIRING_UP, true, 41100);
    assert_int_equal(take(), 1);
    // Headphones that are in already are told.
    buttons_begin(&buttons, WIRING_HEADPHONE, true, 42000 * MS);
    assert_int_equal(take(), 1);
    assert_true(events[0].active);
}

static void
a_chip_that_goes_lets_go(void **state)
{
    (void)state;
    edge(WIRING_UP, true, 10);
    sample(WIRING_UP, true, 40);
    edge(WIRING_HEADPHONE, true, 41);
    sample(WIRING_HEADPHONE, true, 70);
    assert_int_equal(take(), 2);
    buttons_end(&buttons, WIRING_UP, 100 * MS);
    buttons_end(&buttons, WIRING_HEADPHONE, 100 * MS);
    assert_int_equal(take(), 1); // what is heard on headphones is not for the loudspeaker
    assert_int_equal(events[0].function, WIRING_UP);
    assert_false(events[0].active);
    // Nothing is heard of it meanwhile.
    edge(WIRING_UP, true, 200);
    sample(WIRING_UP, true, 300);
    assert_int_equal(take(), 0);
    assert_true(buttons_due_us(&buttons) == INT64_MAX);
    // It comes back, unplugged meanwhile.
    buttons_begin(&buttons, WIRING_HEADPHONE, false, 400 * MS);
    assert_int_equal(take(), 1);
    assert_int_equal(events[0].function, WIRING_HEADPHONE);
    assert_false(events[0].active);
}

static void
times_that_go_back_do_no_harm(void **state)
{
    (void)state;
    edge(WIRING_UP, true, 100);
    edge(WIRING_UP, false, 90);
    edge(WIRING_UP, true, 95);
    sample(WIRING_UP, true, 120);
    assert_int_equal(take(), 1);
    assert_int_equal(events[0].time_us, 120 * MS);
}

// Nobody takes them: presses are dropped then, releases never.
static void
a_full_list_keeps_its_releases(void **state)
{
    (void)state;
    int64_t ms = 100;
    for (int i = 0; i < 20; i++) {
        for (enum wiring_function key = WIRING_UP; key < WIRING_LED_READY; key++) {
            edge(key, true, ms);
        }
        for (enum wiring_function key = WIRING_UP; key < WIRING_LED_READY; key++) {
            sample(key, true, ms + 50);
            edge(key, false, ms + 100);
        }
        for (enum wiring_function key = WIRING_UP; key < WIRING_LED_READY; key++) {
            sample(key, false, ms + 150);
        }
        ms += 200;
    }
    int open[WIRING_COUNT] = {0};
    int count = take();
    assert_true(count > BUTTONS_EVENTS_MAX / 2);
    for (int i = 0; i < count; i++) {
        open[events[i].function] += events[i].active ? 1 : -1;
        assert_true(i == 0 || events[i].time_us >= events[i - 1].time_us);
    }
    for (int i = 0; i < WIRING_COUNT; i++) {
        assert_int_equal(open[i], 0);
    }
}

// A kernel between the switch and us -----------------------------------------------------------------

struct change {
    int64_t us;
    bool active;
};

enum { CHANGES_MAX = 64, PRESSES = 10000 };

static struct change physical[CHANGES_MAX];
static int changes;
static uint32_t seed = 12345;

static int
chance(int below)
{
    seed = seed * 1664525u + 1013904223u;
    return (int)(seed >> 8) % below;
}

// Up to 15 ms of bounces that end at active.
static int64_t
bounce(int64_t us, bool active)
{
    int64_t end_us = us + chance(15 * MS);
    physical[changes++] = (struct change){us, active};
    while (chance(8) > 0 && changes + 2 < CHANGES_MAX / 2) {
        int64_t off_us = us + 20 + chance(4 * MS);
        int64_t on_us = off_us + 20 + chance(4 * MS);
        if (on_us > end_us) {
            break;
        }
        physical[changes++] = (struct change){off_us, !active};
        physical[changes++] = (struct change){on_us, active};
        us = on_us;
    }
    return us;
}

static bool
level_at(int64_t us)
{
    bool active = false;
    for (int i = 0; i < changes && physical[i].us <= us; i++) {
        active = physical[i].active;
    }
    return active;
}

static void
look(enum wiring_function key, int64_t us)
{
    if (buttons_wants(&buttons, key, us)) {
        buttons_sample(&buttons, key, level_at(us), us);
    }
    buttons_tick(&buttons, us);
}

// The interrupt's thread runs a little after the edge and tells the level it finds then; edges until then are
// lost. The program reads at once, or is busy for up to 150 ms.
static void
play_press(enum wiring_function key, int64_t end_us)
{
    int64_t awake_us = physical[0].us;
    for (int i = 0; i < changes; i++) {
        int64_t told_us = physical[i].us + chance(200);
        for (int64_t due = buttons_due_us(&buttons); due < physical[i].us;
            due = buttons_due_us(&buttons)) {
            int64_t wake_us = due > awake_us ? due : awake_us;
            if (wake_us >= physical[i].us) {
                break;
            }
            look(key, wake_us);
        }
        int64_t edge_us = physical[i].us;
        while (i + 1 < changes && physical[i + 1].us <= told_us) {
            i++;
        }
        buttons_edge(&buttons, key, level_at(told_us), edge_us);
        if (told_us >= awake_us) {
            look(key, told_us);
            awake_us = chance(4) == 0 ? told_us + chance(150 * MS) : told_us;
        }
    }
    for (int64_t due = buttons_due_us(&buttons); due < end_us; due = buttons_due_us(&buttons)) {
        look(key, due > awake_us ? due : awake_us);
    }
}

static void
ten_thousand_presses_lose_none_and_double_none(void **state)
{
    (void)state;
    int64_t us = MS;
    for (int i = 0; i < PRESSES; i++) {
        enum wiring_function key = WIRING_UP + (enum wiring_function)chance(WIRING_TALLY_REFERRED);
        changes = 0;
        int64_t down_us = bounce(us, true);
        bounce(down_us + 45 * MS + chance(200 * MS), false);
        us = physical[changes - 1].us + 200 * MS + chance(100 * MS);
        play_press(key, us);
        assert_int_equal(take(), 2);
        assert_int_equal(events[0].function, key);
        assert_true(events[0].active);
        assert_int_equal(events[1].function, key);
        assert_false(events[1].active);
        assert_false(buttons.state.lines[key].chatters);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(says_when_it_wants_a_sample, fresh),
        cmocka_unit_test_setup(what_is_down_at_the_start_is_no_press, fresh),
        cmocka_unit_test_setup(a_chip_that_goes_lets_go, fresh),
        cmocka_unit_test_setup(times_that_go_back_do_no_harm, fresh),
        cmocka_unit_test_setup(a_full_list_keeps_its_releases, fresh),
        cmocka_unit_test_setup(ten_thousand_presses_lose_none_and_double_none, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
