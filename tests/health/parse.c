#include "health/health.h"

#include <string.h>

#include "test.h"

static void
numbers(void **state)
{
    (void)state;
    int64_t value = -7;
    assert_true(health_parse_number("51234\n", 6, 200000, &value));
    assert_true(value == 51234);
    static const char *const none[] = {
        "", "\n", "-1\n", "12x", "200001\n", "1 2", "99999999999999999999999999999999999", "0x10"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(health_parse_number(none[i], strlen(none[i]), 200000, &value));
    }
    assert_false(health_parse_number("1\0002", 3, 9, &value));
    assert_true(value == 51234);
}

static void
bits(void **state)
{
    (void)state;
    int64_t value = 0;
    assert_true(health_parse_bits("50005\n", 6, &value)); // raspberrypi/firmware 681
    assert_true(value == 0x50005);
    assert_true(value & HEALTH_POWER_WEAK && value & HEALTH_POWER_SLOWED &&
                value & HEALTH_POWER_WEAK_BEFORE && value & HEALTH_POWER_SLOWED_BEFORE);
    assert_true(health_parse_bits("0x1", 3, &value));
    assert_true(value == 1);
    assert_false(health_parse_bits("0x", 2, &value));
    assert_false(health_parse_bits("123456789", 9, &value));
    assert_false(health_parse_bits("weak", 4, &value));
}

static void
life(void **state)
{
    (void)state;
    int percent = -1;
    assert_true(health_parse_life("0x02 0x01\n", 10, &percent));
    assert_int_equal(percent, 20);
    assert_true(health_parse_life("0x01 0x0b\n", 10, &percent));
    assert_int_equal(percent, 110);
    static const char *const none[] = {"", "0x00 0x00\n", "0x02\n", "0x02 0x0c\n", "x y"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(health_parse_life(none[i], strlen(none[i]), &percent));
    }
}

static void
names(void **state)
{
    (void)state;
    char name[HEALTH_NAME_MAX];
    health_parse_name("Raspberry Pi 4\0", 15, name);
    assert_string_equal(name, "Raspberry Pi 4");
    health_parse_name("a\tb\xc3\xb1\nc", 7, name);
    assert_string_equal(name, "a?b??");
    char longest[100];
    memset(longest, 'x', sizeof longest);
    health_parse_name(longest, sizeof longest, name);
    assert_int_equal(strlen(name), HEALTH_NAME_MAX - 1);
}

static void
upload(void **state)
{
    (void)state;
    static const char text[] = "[upload]\nfailures = 30\nskip = 5\nlast = no-network\n[refused]\n"
                               "gt.a.2026-W10.counts = 00\ngt.a.2026-W11.counts = 01\n";
    struct health health = {.failures = -1};
    health_parse_upload(text, sizeof text - 1, &health);
    assert_int_equal(health.failures, 30);
    assert_int_equal(health.refused, 2);
    assert_string_equal(health.last, "no-network");
    static const char spoilt[] = "[upload]\nfailures = -3\nlast = <b>\n";
    health_parse_upload(spoilt, sizeof spoilt - 1, &health);
    assert_int_equal(health.failures, 0);
    assert_int_equal(health.refused, 0);
    assert_string_equal(health.last, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(bits),
        cmocka_unit_test(life),
        cmocka_unit_test(names),
        cmocka_unit_test(upload),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
