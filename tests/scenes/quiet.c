// Quiet hours: dark and asleep until they end; the first touch or key only wakes.

#include "tests/scenes/desk.h"

enum { TEN_O_CLOCK = 600 }; // of the stage's Monday, when desk_reset has passed 1000 s: 10:16:40

static int
setup(void **state)
{
    return desk_open(state, "");
}

static void
quiet_from(struct desk *desk, int opens, int closes)
{
    desk->stage->config.quiet =
        (struct config_shift){.weekday_mask = 0x7f, .opens = opens, .closes = closes};
    kiosk_build(&desk->kiosk);
}

static int
reset(void **state)
{
    struct desk *desk = *state;
    desk->stage->config.quiet = (struct config_shift){.weekday_mask = 0};
    desk->kiosk.upkeep = (struct upkeep){0};
    desk->kiosk.awake_ms = 0;
    return desk_reset(state);
}

static bool
dark(const struct desk *desk)
{
    const struct frame *frame = desk->kiosk.frame;
    bool black = frame->paper == 0xff000000 && frame->count == 0;
    assert_int_equal(black, strcmp(frame->screen, "dark") == 0);
    return black;
}

static void
test_hours(void **state)
{
    static const struct {
        int opens;
        int closes;
        bool dark; // at 10:16
    } cases[] = {{617, 700, false}, {616, 617, true}, {615, 616, false}, {1200, 360, false},
        {1200, 617, true}, {616, 610, true}, {618, 616, false}, {0, 1440, true}};
    struct desk *desk = *state;
    assert_false(dark(desk));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        quiet_from(desk, cases[i].opens, cases[i].closes);
        assert_int_equal(dark(desk), cases[i].dark);
    }
}

static void
test_sleeps_until_they_end(void **state)
{
    struct desk *desk = *state;
    quiet_from(desk, TEN_O_CLOCK, TEN_O_CLOCK + 60);
    assert_int_equal(kiosk_timeout(&desk->kiosk), (43 * 60 + 20) * 1000); // from 10:16:40 to 11:00
    uint64_t hash = frame_hash(desk->kiosk.frame);
    pass(desk, 600000);
    assert_true(hash == frame_hash(desk->kiosk.frame)); // no turn of the invitation
    pass(desk, kiosk_timeout(&desk->kiosk) - 1000);
    assert_true(dark(desk));
    pass(desk, kiosk_timeout(&desk->kiosk));
    assert_false(dark(desk));
    assert_true(kiosk_timeout(&desk->kiosk) <= 8000);
}

static void
test_a_touch_only_wakes(void **state)
{
    struct desk *desk = *state;
    quiet_from(desk, TEN_O_CLOCK, TEN_O_CLOCK + 60);
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_DOWN, .x = 50, .y = 50});
    assert_string_equal(desk->kiosk.frame->screen, "attract"); // bright under the finger
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_UP, .x = 50, .y = 50});
    assert_string_equal(desk->kiosk.frame->screen, "attract");
    tap_at(desk, 50, 50);
    assert_string_equal(desk->kiosk.frame->screen, "language");
    tap(desk, "language.ht");
    assert_string_equal(desk->kiosk.frame->screen, "home");
    pass(desk, idle_ms(desk) + warning_ms(desk)); // the visitor left
    assert_true(dark(desk));
}

static void
test_a_key_only_wakes(void **state)
{
    struct desk *desk = *state;
    quiet_from(desk, TEN_O_CLOCK, TEN_O_CLOCK + 60);
    press(desk, KEY_SELECT);
    assert_string_equal(desk->kiosk.frame->screen, "attract");
    pass(desk, idle_ms(desk) - 1);
    assert_string_equal(desk->kiosk.frame->screen, "attract");
    pass(desk, 1); // nobody went on
    assert_true(dark(desk));
    press(desk, KEY_HELP);
    press(desk, KEY_SELECT);
    assert_string_equal(desk->kiosk.frame->screen, "language");
}

static void
test_visits_go_on(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    quiet_from(desk, TEN_O_CLOCK, TEN_O_CLOCK + 60);
    assert_string_equal(desk->kiosk.frame->screen, "home");
    pass(desk, idle_ms(desk));
    assert_non_null(frame_find(desk->kiosk.frame, "idle.title"));
}

static void
test_bright_for_a_stick_and_without_time(void **state)
{
    struct desk *desk = *state;
    quiet_from(desk, TEN_O_CLOCK, TEN_O_CLOCK + 60);
    assert_true(dark(desk));
    struct install_status status = {.phase = INSTALL_COPYING, .run = 1, .bytes_total = 10};
    kiosk_stick(&desk->kiosk, &status);
    kiosk_build(&desk->kiosk);
    assert_false(dark(desk));
    status = (struct install_status){.phase = INSTALL_IDLE};
    kiosk_stick(&desk->kiosk, &status);
    kiosk_build(&desk->kiosk);
    assert_true(dark(desk));
    desk->stage->clock.synchronised = false;
    kiosk_build(&desk->kiosk);
    assert_false(dark(desk));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_hours, reset),
        cmocka_unit_test_setup(test_sleeps_until_they_end, reset),
        cmocka_unit_test_setup(test_a_touch_only_wakes, reset),
        cmocka_unit_test_setup(test_a_key_only_wakes, reset),
        cmocka_unit_test_setup(test_visits_go_on, reset),
        cmocka_unit_test_setup(test_bright_for_a_stick_and_without_time, reset),
    };
    return cmocka_run_group_tests(tests, setup, desk_teardown);
}
