#include "config/config.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

static struct panel_wiring wiring;
static struct err err;

static enum wiring_verdict
gpio(const char *key, const char *value)
{
    err = (struct err){0};
    return wiring_set(&wiring, "gpio", key, value, &err);
}

static int
fresh(void **state)
{
    (void)state;
    wiring = wiring_default();
    return 0;
}

static void
has_defaults(void **state)
{
    (void)state;
    assert_string_equal(wiring.chip[0], "");
    assert_int_equal(wiring.debounce_ms, 20);
    assert_int_equal(wiring.stuck_s, 30);
    for (enum wiring_function i = WIRING_UP; i < WIRING_COUNT; i++) {
        assert_int_equal(wiring.lines[i].offset, -1);
        bool led = i >= WIRING_LED_READY;
        assert_int_equal(wiring_bias(&wiring, i), led ? WIRING_BIAS_NONE : WIRING_BIAS_UP);
        assert_int_equal(wiring_active_low(&wiring, i), !led);
        assert_int_equal(wiring_is_led(i), led);
    }
}

static void
every_function_has_a_name(void **state)
{
    (void)state;
    for (enum wiring_function i = WIRING_UP; i < WIRING_COUNT; i++) {
        assert_true(strlen(wiring_name(i)) > 1);
        assert_int_equal(wiring_named(wiring_name(i)), i);
        assert_int_equal(wiring_is_tally(i), strncmp(wiring_name(i), "tally-", 6) == 0);
    }
    assert_int_equal(wiring_named("volume_down"), WIRING_VOLUME_DOWN);
    assert_int_equal(wiring_named("switch_2"), WIRING_SWITCH_2);
    assert_int_equal(wiring_named(""), WIRING_NONE);
    assert_int_equal(wiring_named("volume"), WIRING_NONE);
    assert_int_equal(wiring_named("volume-down-"), WIRING_NONE);
    assert_string_equal(wiring_name(WIRING_COUNT), "");
    assert_string_equal(wiring_name(WIRING_NONE), "");
}

static void
takes_every_key(void **state)
{
    (void)state;
    assert_int_equal(gpio("chip", "pinctrl-bcm2711"), WIRING_TAKEN);
    assert_int_equal(gpio("tally_chip", "1-0020"), WIRING_TAKEN);
    assert_int_equal(gpio("debounce", "15"), WIRING_TAKEN);
    assert_int_equal(gpio("stuck", "60"), WIRING_TAKEN);
    assert_int_equal(gpio("bias", "none"), WIRING_TAKEN);
    assert_int_equal(gpio("active", "high"), WIRING_TAKEN);
    for (enum wiring_function i = WIRING_UP; i < WIRING_COUNT; i++) {
        char key[WIRING_NAME_MAX];
        char offset[8];
        snprintf(key, sizeof key, "%s", wiring_name(i));
        for (char *dash = strchr(key, '-'); dash; dash = strchr(dash, '-')) {
            *dash = '_';
        }
        snprintf(offset, sizeof offset, "%d", i == WIRING_UP ? 0 : 488 + (int)i);
        assert_int_equal(gpio(key, offset), WIRING_TAKEN);
        assert_int_equal(wiring.lines[i].offset, i == WIRING_UP ? 0 : 488 + (int)i);
    }
    assert_string_equal(wiring.chip[0], "pinctrl-bcm2711");
    assert_string_equal(wiring.chip[1], "1-0020");
    assert_int_equal(wiring.debounce_ms, 15);
    assert_int_equal(wiring.stuck_s, 60);
    assert_int_equal(wiring_bias(&wiring, WIRING_UP), WIRING_BIAS_NONE);
    assert_false(wiring_active_low(&wiring, WIRING_UP));
}

static void
a_line_overrides_the_panel(void **state)
{
    (void)state;
    assert_int_equal(gpio("select", "13 bias=none active=high"), WIRING_TAKEN);
    assert_int_equal(gpio("up", "5"), WIRING_TAKEN);
    assert_int_equal(gpio("led_ready", "9  active=low"), WIRING_TAKEN);
    assert_int_equal(gpio("bias", "down"), WIRING_TAKEN); // also of lines above it
    assert_int_equal(wiring_bias(&wiring, WIRING_SELECT), WIRING_BIAS_NONE);
    assert_false(wiring_active_low(&wiring, WIRING_SELECT));
    assert_int_equal(wiring_bias(&wiring, WIRING_UP), WIRING_BIAS_DOWN);
    assert_true(wiring_active_low(&wiring, WIRING_UP));
    assert_true(wiring_active_low(&wiring, WIRING_LED_READY));
}

static void
tally_keys_may_have_a_chip_of_their_own(void **state)
{
    (void)state;
    assert_int_equal(gpio("up", "4"), WIRING_TAKEN);
    assert_int_equal(gpio("tally_man", "4"), WIRING_WRONG);
    assert_int_equal(wiring_chip(&wiring, WIRING_TALLY_MAN), 0);
    assert_int_equal(gpio("tally_chip", "1-0020"), WIRING_TAKEN);
    assert_int_equal(gpio("tally_man", "4"), WIRING_TAKEN);
    assert_int_equal(wiring_chip(&wiring, WIRING_TALLY_MAN), 1);
    assert_int_equal(wiring_chip(&wiring, WIRING_LED_READY), 0);
}

// Refused with that word, and nothing is changed.
static void
assert_wrong(const char *section, const char *key, const char *value, const char *word)
{
    struct panel_wiring before = wiring;
    err = (struct err){0};
    assert_int_equal(wiring_set(&wiring, section, key, value, &err), WIRING_WRONG);
    assert_non_null(strstr(err.text, word));
    assert_memory_equal(&before, &wiring, sizeof wiring);
}

static void
refuses_what_is_wrong(void **state)
{
    (void)state;
    static const char *const lines[] = {" ", "five", "-1", "512", "99999999999", "5 6", "5 bias",
        "5 bias=", "5 bias=left", "5 active=maybe", "5 bias=up active", "5,", "0x5"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_wrong("gpio", "up", lines[i], "5, or 13");
    }
    assert_wrong("gpio", "chip", "two words", "pinctrl-");
    assert_wrong("gpio", "chip", "a-label-that-is-longer-than-the-kernel-allows", "pinctrl-");
    assert_wrong("gpio", "debounce", "4", "20, from 5 to 100");
    assert_wrong("gpio", "debounce", "101", "20, from 5 to 100");
    assert_wrong("gpio", "debounce", "20 ms", "20, from 5 to 100");
    assert_wrong("gpio", "stuck", "0", "30, from 5 to 600");
    assert_wrong("gpio", "bias", "Up", "up, down or none");
    assert_wrong("gpio", "active", "1", "low or high");
    static const char *const ports[] = {
        " ", "1", "1-", "-1", "1-.1", "1-1.", "1-1..2", "usb1", "1-1.3:1.0", "1-1/../2"};
    for (size_t i = 0; i < sizeof ports / sizeof *ports; i++) {
        assert_wrong("keypad", "port", ports[i], "1-1.3");
        assert_wrong("keypad", "tally_port", ports[i], "1-1.3");
    }
    assert_int_equal(gpio("up", "5"), WIRING_TAKEN);
    assert_wrong("gpio", "down", "5", "5 is wired to up");
}

static void
passes_over_what_is_left_empty(void **state)
{
    (void)state;
    struct panel_wiring before = wiring;
    static const char *const keys[] = {"chip", "tally_chip", "up", "led_ready"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        assert_int_equal(gpio(keys[i], ""), WIRING_TAKEN);
    }
    assert_int_equal(wiring_set(&wiring, "keypad", "port", "", &err), WIRING_TAKEN);
    assert_memory_equal(&before, &wiring, sizeof wiring);
    assert_int_equal(gpio("pu", ""), WIRING_UNKNOWN);
    assert_wrong("gpio", "debounce", "", "20, from 5 to 100");
}

static void
warns(void **state)
{
    (void)state;
    assert_int_equal(gpio("pu", "5"), WIRING_UNKNOWN);
    assert_int_equal(gpio("", "5"), WIRING_UNKNOWN);
    assert_int_equal(wiring_set(&wiring, "keypad", "up", "5", &err), WIRING_UNKNOWN);
    assert_int_equal(gpio("up", "5"), WIRING_TAKEN);
    assert_int_equal(gpio("up", "6"), WIRING_TWICE);
    assert_int_equal(wiring.lines[WIRING_UP].offset, 6);
    assert_int_equal(gpio("chip", "a"), WIRING_TAKEN);
    assert_int_equal(gpio("chip", "b"), WIRING_TWICE);
    assert_string_equal(wiring.chip[0], "b");
}

static void
hub_conf_hands_its_sections_over(void **state)
{
    (void)state;
    static const char text[] = "[gpio]\nchip = pinctrl-rp1\nup = 5\nup=5 bias=no\nfoo = 1\n"
                               "[keypad]\nport = 1-1.3\ntally_port = 3-2\nport = 1-1.4\n";
    static struct config config;
    static struct config_report report;
    config = config_default();
    config_parse(text, sizeof text - 1, &config, &report);
    assert_string_equal(config.wiring.chip[0], "pinctrl-rp1");
    assert_int_equal(config.wiring.lines[WIRING_UP].offset, 5);
    assert_string_equal(config.wiring.keypad, "1-1.4");
    assert_string_equal(config.wiring.tally_keypad, "3-2");
    assert_int_equal(report.count, 3);
    assert_int_equal(report.problems[0].line, 4);
    assert_false(report.problems[0].warning);
    assert_string_equal(report.problems[0].value, "5 bias=no");
    assert_non_null(strstr(report.problems[0].hint, "5, or 13 bias=none"));
    assert_int_equal(report.problems[1].line, 5);
    assert_true(report.problems[1].warning);
    assert_int_equal(report.problems[1].code, CONFIG_UNKNOWN_KEY);
    assert_int_equal(report.problems[2].line, 9);
    assert_true(report.problems[2].warning);
    assert_int_equal(report.problems[2].code, CONFIG_TWICE);
    assert_string_equal(report.problems[2].where, "[keypad] port");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(has_defaults, fresh),
        cmocka_unit_test_setup(every_function_has_a_name, fresh),
        cmocka_unit_test_setup(takes_every_key, fresh),
        cmocka_unit_test_setup(passes_over_what_is_left_empty, fresh),
        cmocka_unit_test_setup(a_line_overrides_the_panel, fresh),
        cmocka_unit_test_setup(tally_keys_may_have_a_chip_of_their_own, fresh),
        cmocka_unit_test_setup(refuses_what_is_wrong, fresh),
        cmocka_unit_test_setup(warns, fresh),
        cmocka_unit_test_setup(hub_conf_hands_its_sections_over, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
