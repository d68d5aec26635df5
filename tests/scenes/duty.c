// The technician: how one gets in by keys and by a stick, what a key or finger does while parts are checked.
#include <limits.h>

#include "tests/scenes/desk.h"
#include "tests/scenes/sticks.h"

static int
setup(void **state)
{
    return desk_open(state, stick_words);
}

static int
reset(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.upkeep = (struct upkeep){0};
    desk->kiosk.wanted = 0;
    return desk_reset(state);
}

static const char *
screen(const struct desk *desk)
{
    return desk->kiosk.frame->screen;
}

static void
keys(struct desk *desk, const char *letters)
{
    for (; *letters; letters++) {
        press(desk, *letters == '-'   ? KEY_VOLUME_DOWN
                    : *letters == '+' ? KEY_VOLUME_UP
                    : *letters == '?' ? KEY_HELP
                                      : KEY_DOWN);
    }
}

static void
test_sequence(void **state)
{
    struct desk *desk = *state;
    keys(desk, "-+-+?"); // from rest
    assert_string_equal(screen(desk), "tech");
    assert_true(kiosk_on_duty(&desk->kiosk));
    reset(state);
    begin(desk);
    keys(desk, "--+-+?"); // the second softer begins anew
    assert_string_equal(screen(desk), "tech");
    press(desk, KEY_BACK);
    assert_string_equal(screen(desk), "home");
    assert_false(kiosk_on_duty(&desk->kiosk));
}

static void
test_no_sequence(void **state)
{
    static const char *const wrong[] = {"-+-+", "-+-+d?", "-+-?", "+-+-?", "-+-++?", "?"};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        reset(state);
        begin(desk);
        keys(desk, wrong[i]);
        assert_string_not_equal(screen(desk), "tech");
    }
    reset(state);
    begin(desk);
    keys(desk, "-+-+");
    tap_at(desk, 1, 1); // a finger in between
    keys(desk, "?");
    assert_string_not_equal(screen(desk), "tech");
}

static void
stick(struct desk *desk, enum install_phase phase, bool technician)
{
    struct install_status status = {
        .phase = phase, .run = 5, .seconds_left = -1, .technician = technician};
    kiosk_stick(&desk->kiosk, &status);
    kiosk_build(&desk->kiosk);
}

static void
test_stick(void **state)
{
    struct desk *desk = *state;
    stick(desk, INSTALL_SAME, false);
    assert_null(frame_find(desk->kiosk.frame, "stick.tech"));
    stick(desk, INSTALL_COPYING, true);
    assert_null(frame_find(desk->kiosk.frame, "stick.tech")); // first the stick
    stick(desk, INSTALL_SAME, true);
    tap(desk, "stick.tech");
    assert_string_equal(screen(desk), "tech");
    press(desk, KEY_BACK);
    assert_string_equal(screen(desk), "attract");
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
}

static void
test_stick_by_keys(void **state)
{
    struct desk *desk = *state;
    stick(desk, INSTALL_SAME, true);
    press(desk, KEY_SELECT); // only shows the ring
    assert_string_equal(screen(desk), "stick");
    assert_string_equal(focus_name(desk), "stick.close");
    press(desk, KEY_DOWN);
    assert_string_equal(focus_name(desk), "stick.tech");
    press(desk, KEY_SELECT);
    assert_string_equal(screen(desk), "tech");
}

static void
test_keys_are_ticked_once(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_CHECK, CHECK_KEYS);
    press(desk, KEY_HOME);
    assert_string_equal(screen(desk), "check");
    assert_int_equal(desk->kiosk.visit.duty.keys, 1 << KEY_HOME);
    press(desk, KEY_HOME); // pressed again it does what it does
    assert_string_equal(screen(desk), "home");
    press(desk, KEY_BACK);
    go(desk, SCREEN_CHECK, CHECK_SOUND);
    press(desk, KEY_BACK); // elsewhere it was never ticked
    assert_int_equal(desk->kiosk.visit.duty.keys, 1 << KEY_HOME);
}

static void
test_where_the_finger_was(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    tap_at(desk, 3, 100);
    assert_int_equal(desk->kiosk.visit.duty.missed_x, 0); // nobody asked
    go(desk, SCREEN_POINTS, 0);
    tap_at(desk, 60, 90);
    assert_int_equal(desk->kiosk.visit.duty.missed_x, 600);
    assert_int_equal(desk->kiosk.visit.duty.missed_y, 900);
    struct rect mark = stage_node(desk->stage, "points.missed")->rect;
    assert_float_equal(mark.x + mark.w / 2, 60, 0.1);
    snprintf(desk->stage->config.staff_language, sizeof desk->stage->config.staff_language, "ar");
    kiosk_build(&desk->kiosk);
    tap_at(desk, 60, 90); // right to left it stands where it was all the same
    mark = stage_node(desk->stage, "points.missed")->rect;
    assert_float_equal(mark.x + mark.w / 2, 60, 0.1);
    snprintf(desk->stage->config.staff_language, sizeof desk->stage->config.staff_language, "es");
    kiosk_build(&desk->kiosk);
    tap(desk, "points.point");
    assert_null(frame_find(desk->kiosk.frame, "points.missed"));
    assert_int_equal(desk->kiosk.visit.duty.points, 1);
}

static void
test_picture_after_a_while(void **state)
{
    struct desk *desk = *state;
    struct action action = {.kind = ACT_SHOT};
    begin(desk);
    kiosk_act(&desk->kiosk, &action); // not here
    assert_true(desk->kiosk.upkeep.tech.shot_ms == 0);
    go(desk, SCREEN_SHOT, 0);
    kiosk_act(&desk->kiosk, &action);
    assert_int_equal(kiosk_timeout(&desk->kiosk), TECH_SHOT_MS);
    pass(desk, TECH_SHOT_MS - 1);
    assert_int_equal(desk->kiosk.wanted, 0);
    pass(desk, 1);
    assert_int_equal(desk->kiosk.wanted, WANT_SHOT);
}

static void
test_no_picture_of_others(void **state)
{
    struct desk *desk = *state;
    struct action action = {.kind = ACT_SHOT};
    begin(desk);
    go(desk, SCREEN_SHOT, 0);
    kiosk_act(&desk->kiosk, &action);
    go(desk, SCREEN_ABOUT, 0);
    const struct node *finish = NULL;
    for (int page = 0; !finish && page < desk->kiosk.frame->pages; page++) {
        desk->kiosk.visit.at.page = (int16_t)page;
        kiosk_build(&desk->kiosk);
        finish = frame_find(desk->kiosk.frame, "about.finish");
    }
    tap(desk, "about.finish");
    assert_string_equal(screen(desk), "attract");
    pass(desk, TECH_SHOT_MS + 1);
    assert_int_equal(desk->kiosk.wanted, 0);
}

static void
test_wishes_only_from_their_screens(void **state)
{
    struct desk *desk = *state;
    static const enum act acts[] = {ACT_FACTORY, ACT_SET_CLOCK, ACT_SAVE, ACT_REVERT};
    begin(desk);
    go(desk, SCREEN_TECH, 0);
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        struct action action = {.kind = (int16_t)acts[i]};
        kiosk_act(&desk->kiosk, &action);
        assert_int_equal(desk->kiosk.wanted, 0);
    }
    struct action factory = {.kind = ACT_FACTORY};
    go(desk, SCREEN_FACTORY, 0);
    kiosk_act(&desk->kiosk, &factory); // asked once
    assert_int_equal(desk->kiosk.wanted, 0);
    go(desk, SCREEN_FACTORY, 1);
    kiosk_act(&desk->kiosk, &factory);
    assert_int_equal(desk->kiosk.wanted, WANT_FACTORY);
}

static void
test_clock_in_local_time(void **state)
{
    struct desk *desk = *state;
    struct action set = {.kind = ACT_SET_CLOCK};
    desk->stage->clock.offset_s = -6 * 3600;
    begin(desk);
    go(desk, SCREEN_SET_CLOCK, CLOCK_MINUTE);
    desk->kiosk.visit.minute = 29924000;
    kiosk_act(&desk->kiosk, &set);
    assert_int_equal(desk->kiosk.wanted, WANT_CLOCK);
    assert_true(desk->kiosk.clock_s == INT64_C(29924000) * 60 + 6 * 3600);
    desk->kiosk.wanted = 0;
    desk->stage->clock.floor_s = desk->kiosk.clock_s + 1; // before a day that is surely reached
    go(desk, SCREEN_SET_CLOCK, CLOCK_MINUTE);
    desk->kiosk.visit.minute = 29924000;
    kiosk_act(&desk->kiosk, &set);
    assert_int_equal(desk->kiosk.wanted, 0);
}

#define DUTY(test) cmocka_unit_test_setup(test, reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DUTY(test_sequence),
        DUTY(test_no_sequence),
        DUTY(test_stick),
        DUTY(test_stick_by_keys),
        DUTY(test_keys_are_ticked_once),
        DUTY(test_where_the_finger_was),
        DUTY(test_picture_after_a_while),
        DUTY(test_no_picture_of_others),
        DUTY(test_wishes_only_from_their_screens),
        DUTY(test_clock_in_local_time),
    };
    return cmocka_run_group_tests(tests, setup, desk_teardown);
}
