#include "config/internal.h"
#include "test.h"

static void
assert_nearest(const char *section, const char *key, const char *expected)
{
    char out[CONFIG_HINT_MAX];
    config_nearest(section, key, out);
    assert_string_equal(out, expected);
}

static void
near_misses(void **state)
{
    (void)state;
    assert_nearest("kiosk", "idel", "[kiosk] idle");
    assert_nearest("kiosk", "warnings", "[kiosk] warning");
    assert_nearest("kiosk", "utc-offset", "[kiosk] utc_offset");
    assert_nearest("panel", "rotate", "[panel] rotation");
    assert_nearest("hub", "nam", "[hub] name");
    assert_nearest("hub", "idle", "[kiosk] idle");
    assert_nearest("", "ssid", "[wifi] ssid");
    assert_nearest("Panel", "", "[panel]");
    assert_nearest("kisok", "", "[kiosk]");
}

static void
no_idea(void **state)
{
    (void)state;
    assert_nearest("hub", "city", "");
    assert_nearest("hub", "x", "");
    assert_nearest("gpu", "", "");
    // The longest names a line can bring.
    static const char longest[] = "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn";
    assert_nearest(longest, longest, "");
    assert_nearest(longest, "", "");
}

static void
finds_keys(void **state)
{
    (void)state;
    assert_string_equal(config_keys[config_key_find("kiosk", "idle")].key, "idle");
    assert_int_equal(config_key_find("hub", "idle"), -1);
    assert_int_equal(config_key_find("", ""), -1);
    assert_true(config_section_known("wifi"));
    assert_false(config_section_known(""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(near_misses),
        cmocka_unit_test(no_idea),
        cmocka_unit_test(finds_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
