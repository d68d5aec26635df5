#include "platform/drm/internal.h"

#include <string.h>

#include "test.h"

enum { PANEL_SELECT = KEY_SELECT, PANEL_UP = KEY_UP };

#include <linux/input.h>

static struct evdev evdev;
static struct heard heard;

static int
set_up(void **state)
{
    (void)state;
    evdev_init(&evdev);
    evdev.touch = true;
    evdev.slots = true;
    evdev.max_x = 99;
    evdev.min_y = -100;
    evdev.max_y = 99;
    memset(&heard, 0, sizeof heard);
    return 0;
}

static void
say(int type, int code, int value)
{
    struct input_event event = {.type = (uint16_t)type, .code = (uint16_t)code, .value = value};
    evdev_event(&evdev, &event, &heard);
}

static void
place(int slot, int x, int y)
{
    say(EV_ABS, ABS_MT_SLOT, slot);
    say(EV_ABS, ABS_MT_POSITION_X, x);
    say(EV_ABS, ABS_MT_POSITION_Y, y);
}

static void
contact(int slot, int id)
{
    say(EV_ABS, ABS_MT_SLOT, slot);
    say(EV_ABS, ABS_MT_TRACKING_ID, id);
}

static void
end_report(void)
{
    say(EV_SYN, SYN_REPORT, 0);
}

// The next event heard is this one; a place of -2 may be any.
static void
assert_next(enum platform_event_kind kind, int finger, float x, float y)
{
    assert_true(heard.count > 0);
    struct platform_event event = heard.events[0];
    heard.count--;
    memmove(heard.events, heard.events + 1, (size_t)heard.count * sizeof event);
    assert_int_equal(event.kind, kind);
    assert_int_equal(event.finger, finger);
    if (x > -2) {
        assert_float_equal(event.x, x, 0.0001f);
        assert_float_equal(event.y, y, 0.0001f);
    }
}

static void
a_tap_is_told_when_its_report_ends(void **state)
{
    (void)state;
    contact(0, 7);
    place(0, 49, 0);
    assert_int_equal(heard.count, 0);
    end_report();
    assert_next(PLATFORM_TOUCH_DOWN, 0, 0.495f, 0.5025f); // the middle of that unit
    place(0, 99, -100);
    end_report();
    assert_next(PLATFORM_TOUCH_MOVE, 0, 0.995f, 0.0025f);
    end_report();
    contact(0, -1);
    end_report();
    assert_next(PLATFORM_TOUCH_UP, 0, 0.995f, 0.0025f);
    assert_int_equal(heard.count, 0);
}

static void
fingers_keep_their_numbers(void **state)
{
    (void)state;
    contact(0, 1);
    contact(3, 2);
    end_report();
    assert_next(PLATFORM_TOUCH_DOWN, 0, -2, 0);
    assert_next(PLATFORM_TOUCH_DOWN, 1, -2, 0);
    contact(0, -1);
    end_report();
    assert_next(PLATFORM_TOUCH_UP, 0, -2, 0);
    contact(5, 3);
    place(3, 10, 10);
    end_report();
    assert_next(PLATFORM_TOUCH_MOVE, 1, -2, 0);
    assert_next(PLATFORM_TOUCH_DOWN, 0, -2, 0);
    contact(5, 4); // another finger in the same place, within one report
    end_report();
    assert_next(PLATFORM_TOUCH_UP, 0, -2, 0);
    assert_next(PLATFORM_TOUCH_DOWN, 0, -2, 0);
}

static void
an_eleventh_finger_is_none(void **state)
{
    (void)state;
    for (int slot = 0; slot < SLOTS_MAX; slot++) {
        contact(slot, slot);
    }
    end_report();
    assert_int_equal(heard.count, FINGERS_MAX);
    heard.count = 0;
    contact(SLOTS_MAX - 1, -1);
    contact(SLOTS_MAX, 9);
    contact(-1, 9);
    contact(1 << 30, 9);
    end_report();
    assert_int_equal(heard.count, 0);
}

static void
a_screen_for_one_finger(void **state)
{
    (void)state;
    evdev.slots = false;
    say(EV_ABS, ABS_X, 0);
    say(EV_ABS, ABS_Y, 99);
    end_report();
    assert_int_equal(heard.count, 0); // a tablet's pen that is not down
    say(EV_KEY, BTN_LEFT, 1);
    end_report();
    assert_next(PLATFORM_TOUCH_DOWN, 0, 0.005f, 0.9975f);
    say(EV_KEY, BTN_LEFT, 0);
    end_report();
    assert_next(PLATFORM_TOUCH_UP, 0, 0.005f, 0.9975f);
}

static void
places_beyond_the_range_are_at_the_edge(void **state)
{
    (void)state;
    contact(0, 1);
    place(0, INT32_MAX, INT32_MIN);
    end_report();
    assert_next(PLATFORM_TOUCH_DOWN, 0, 1, 0);
}

static void
keys_are_pressed_once(void **state)
{
    (void)state;
    say(EV_KEY, KEY_ENTER, 1);
    say(EV_KEY, KEY_ENTER, 2);
    say(EV_KEY, KEY_KPENTER, 1); // the same key of the panel
    say(EV_KEY, KEY_X, 1);
    assert_int_equal(heard.count, 1);
    assert_int_equal(heard.events[0].key, PANEL_SELECT);
    say(EV_KEY, KEY_ENTER, 0);
    say(EV_KEY, KEY_KPENTER, 0);
    assert_int_equal(heard.count, 2);
    assert_int_equal(heard.events[1].kind, PLATFORM_KEY_UP);
}

// What was held when a device went must not act, and must not stay held.
static void
a_device_that_goes_lets_go_of_everything(void **state)
{
    (void)state;
    contact(0, 1);
    place(0, 50, 50);
    end_report();
    say(EV_KEY, KEY_UP, 1);
    heard.count = 0;
    evdev_release(&evdev, &heard);
    assert_next(PLATFORM_TOUCH_MOVE, 0, -1, -1);
    assert_next(PLATFORM_TOUCH_UP, 0, -1, -1);
    assert_int_equal(heard.events[0].key, PANEL_UP);
    assert_next(PLATFORM_KEY_UP, 0, -2, 0);
    assert_int_equal(heard.count, 0);
    assert_false(heard.fingers[0]);
    evdev_release(&evdev, &heard);
    assert_int_equal(heard.count, 0);
}

static void
after_lost_events_nothing_is_held(void **state)
{
    (void)state;
    contact(0, 1);
    place(0, 50, 50);
    end_report();
    heard.count = 0;
    say(EV_SYN, SYN_DROPPED, 0);
    place(0, 60, 60);
    say(EV_KEY, KEY_UP, 1);
    end_report();
    assert_next(PLATFORM_TOUCH_MOVE, 0, -1, -1);
    assert_next(PLATFORM_TOUCH_UP, 0, -1, -1);
    place(0, 70, 70);       // the finger is still on the glass: it begins with its next contact
    say(EV_KEY, KEY_UP, 2); // and the key is still held
    end_report();
    assert_int_equal(heard.count, 0);
    contact(0, 2);
    end_report();
    assert_next(PLATFORM_TOUCH_DOWN, 0, 0.705f, 0.8525f);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_tap_is_told_when_its_report_ends, set_up),
        cmocka_unit_test_setup(fingers_keep_their_numbers, set_up),
        cmocka_unit_test_setup(an_eleventh_finger_is_none, set_up),
        cmocka_unit_test_setup(a_screen_for_one_finger, set_up),
        cmocka_unit_test_setup(places_beyond_the_range_are_at_the_edge, set_up),
        cmocka_unit_test_setup(keys_are_pressed_once, set_up),
        cmocka_unit_test_setup(a_device_that_goes_lets_go_of_everything, set_up),
        cmocka_unit_test_setup(after_lost_events_nothing_is_held, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
