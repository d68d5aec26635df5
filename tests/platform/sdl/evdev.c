#include "platform/sdl/evdev.h"

#include <fcntl.h>
#include <linux/input.h>
#include <unistd.h>

#include "test.h"

static struct buttons_event event;

static void
keys_have_functions(void **state)
{
    (void)state;
    assert_int_equal(evdev_function(KEY_UP, false), WIRING_UP);
    assert_int_equal(evdev_function(KEY_KPENTER, false), WIRING_SELECT);
    assert_int_equal(evdev_function(KEY_L, false), WIRING_LANGUAGE);
    assert_int_equal(evdev_function(KEY_VOLUMEUP, false), WIRING_VOLUME_UP);
    assert_int_equal(evdev_function(KEY_1, false), WIRING_NONE);
    assert_int_equal(evdev_function(KEY_POWER, false), WIRING_NONE);
    // Every one of the eleven is on a keyboard.
    bool there[WIRING_COUNT] = {false};
    for (unsigned code = 0; code < KEY_CNT; code++) {
        there[evdev_function(code, false)] = true;
        there[evdev_function(code, true)] = true;
    }
    for (int i = WIRING_UP; i <= WIRING_VOLUME_UP; i++) {
        assert_true(there[i]);
    }
    // The staff's digits, on either block; nothing else there.
    static const unsigned digits[] = {KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7};
    static const unsigned block[] = {KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4, KEY_KP5, KEY_KP6, KEY_KP7};
    for (int i = 0; i < 7; i++) {
        assert_int_equal(evdev_function(digits[i], true), WIRING_TALLY_WOMAN + i);
        assert_int_equal(evdev_function(block[i], true), WIRING_TALLY_WOMAN + i);
    }
    assert_int_equal(evdev_function(KEY_8, true), WIRING_NONE);
    assert_int_equal(evdev_function(KEY_ENTER, true), WIRING_NONE);
}

static void
put(int fd, unsigned short type, unsigned short code, int value)
{
    struct input_event from = {.type = type, .code = code, .value = value};
    from.input_event_sec = 3;
    from.input_event_usec = 5;
    assert_int_equal(write(fd, &from, sizeof from), sizeof from);
}

static void
reads_presses(void **state)
{
    (void)state;
    int fds[2];
    assert_int_equal(pipe2(fds, O_NONBLOCK), 0);
    assert_int_equal(evdev_read(fds[0], false, &event), 0);
    put(fds[1], EV_MSC, MSC_SCAN, 7);
    put(fds[1], EV_KEY, KEY_DOWN, 1);
    put(fds[1], EV_SYN, SYN_REPORT, 0);
    put(fds[1], EV_KEY, KEY_DOWN, 2); // repeat
    put(fds[1], EV_KEY, KEY_DOWN, 0);
    assert_int_equal(evdev_read(fds[0], false, &event), 1);
    assert_int_equal(event.function, WIRING_NONE);
    assert_int_equal(evdev_read(fds[0], false, &event), 1);
    assert_int_equal(event.function, WIRING_DOWN);
    assert_true(event.active);
    assert_int_equal(event.time_us, 3000005);
    assert_int_equal(evdev_read(fds[0], false, &event), 1);
    assert_int_equal(event.function, WIRING_NONE);
    assert_int_equal(evdev_read(fds[0], false, &event), 1);
    assert_int_equal(event.function, WIRING_NONE);
    assert_int_equal(evdev_read(fds[0], false, &event), 1);
    assert_int_equal(event.function, WIRING_DOWN);
    assert_false(event.active);
    assert_int_equal(evdev_read(fds[0], false, &event), 0);
    close(fds[1]);
    assert_int_equal(evdev_read(fds[0], false, &event), -1);
    close(fds[0]);
}

static void
what_is_no_keyboard_is_not_opened(void **state)
{
    (void)state;
    assert_int_equal(evdev_open("/dev/null"), -1);
    assert_int_equal(evdev_open("/dev/there-is-no-such-device"), -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_have_functions),
        cmocka_unit_test(reads_presses),
        cmocka_unit_test(what_is_no_keyboard_is_not_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
