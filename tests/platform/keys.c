#include "platform/platform.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

static void
names_and_keys_belong_together(void **state)
{
    (void)state;
    for (enum platform_key key = KEY_NONE + 1; key < KEY_COUNT; key++) {
        const char *name = platform_key_name(key);
        assert_true(name[0] != '\0');
        assert_int_equal(platform_key_named(name), key);
    }
    assert_int_equal(platform_key_named("volume-up"), KEY_VOLUME_UP);
    assert_int_equal(platform_key_named("Volume-up"), KEY_NONE);
    assert_int_equal(platform_key_named(""), KEY_NONE);
    assert_string_equal(platform_key_name(KEY_NONE), "");
    assert_string_equal(platform_key_name(KEY_COUNT), "");
}

// "down:up " of what a button's press or release is, in one line.
static const char *
events_of(uint32_t *held, enum wiring_function function, bool active)
{
    static char text[64];
    struct platform_event events[PLATFORM_BUTTON_EVENTS];
    struct buttons_event button = {.function = function, .active = active};
    int count = platform_button(held, &button, events);
    text[0] = '\0';
    for (int i = 0; i < count; i++) {
        const struct platform_event *event = &events[i];
        size_t len = strlen(text);
        const char *kind = event->kind == PLATFORM_KEY_DOWN    ? "down"
                           : event->kind == PLATFORM_KEY_UP    ? "up"
                           : event->kind == PLATFORM_TALLY     ? "tally"
                           : event->kind == PLATFORM_HEADPHONE ? (event->plugged ? "in" : "out")
                                                               : "?";
        const char *what =
            event->key != KEY_NONE ? platform_key_name(event->key) : wiring_name(event->tally);
        snprintf(text + len, sizeof text - len, "%s %s;", kind, what);
    }
    return text;
}

static void
buttons_are_keys(void **state)
{
    (void)state;
    uint32_t held = 0;
    for (enum wiring_function i = WIRING_UP; i <= WIRING_VOLUME_UP; i++) {
        char wanted[64];
        assert_string_equal(wiring_name(i), platform_key_name((enum platform_key)i));
        snprintf(wanted, sizeof wanted, "down %s;", wiring_name(i));
        assert_string_equal(events_of(&held, i, true), wanted);
        snprintf(wanted, sizeof wanted, "up %s;", wiring_name(i));
        assert_string_equal(events_of(&held, i, false), wanted);
    }
    assert_int_equal(held, 0);
    assert_string_equal(events_of(&held, WIRING_SWITCH_1, true), "down down;");
    assert_string_equal(events_of(&held, WIRING_SWITCH_2, true), "down select;");
    // DOWN on the panel counts although the switch is held, and the other way round.
    assert_string_equal(events_of(&held, WIRING_DOWN, true), "up down;down down;");
    assert_string_equal(events_of(&held, WIRING_SWITCH_1, false), "up down;");
    assert_string_equal(events_of(&held, WIRING_SWITCH_1, true), "down down;");
    assert_string_equal(events_of(&held, WIRING_TALLY_GIRL, true), "tally tally-girl;");
    assert_string_equal(events_of(&held, WIRING_TALLY_GIRL, false), "");
    assert_string_equal(events_of(&held, WIRING_HEADPHONE, true), "in ;");
    assert_string_equal(events_of(&held, WIRING_HEADPHONE, false), "out ;");
    assert_string_equal(events_of(&held, WIRING_LED_READY, true), "");
    assert_string_equal(events_of(&held, WIRING_NONE, true), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buttons_are_keys),
        cmocka_unit_test(names_and_keys_belong_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
