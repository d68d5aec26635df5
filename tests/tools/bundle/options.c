#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
test_numbers(void **state)
{
    (void)state;
    int64_t value = 0;
    struct err err = {0};
    assert_true(options_number("seq", NULL, 7, &value, &err));
    assert_int_equal(value, 7);
    assert_true(options_number("seq", "42", 7, &value, &err));
    assert_int_equal(value, 42);
    assert_true(options_number("seq", "9007199254740992", 7, &value, &err));
    static const char *const wrong[] = {
        "", "0", "-1", "4x", "1e3", "9007199254740993", "99999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(options_number("seq", wrong[i], 7, &value, &err));
        assert_non_null(strstr(err.text, "--seq"));
    }
}

static void
test_days(void **state)
{
    (void)state;
    int day = 0;
    struct err err = {0};
    assert_true(options_day("issued", "2026-11-28", 3, &day, &err));
    assert_int_equal(day, 20785);
    assert_true(options_day("issued", NULL, 3, &day, &err));
    assert_int_equal(day, 3);
    assert_false(options_day("issued", "28.11.2026", 3, &day, &err));
    assert_false(options_day("issued", "1900-01-01", 3, &day, &err));
    setenv("SOURCE_DATE_EPOCH", "1795132800", 1);
    assert_int_equal(options_today(), 20777);
}

static void
test_names(void **state)
{
    (void)state;
    char names[3][BUNDLE_NAME_MAX];
    char name[BUNDLE_NAME_MAX];
    int count = 0;
    struct err err = {0};
    assert_true(options_names("hubs", "b,a-1", names, 3, &count, &err));
    assert_int_equal(count, 2);
    assert_string_equal(names[0], "a-1");
    assert_string_equal(names[1], "b");
    assert_false(options_names("hubs", "b,a,b", names, 3, &count, &err));
    assert_non_null(strstr(err.text, "twice"));
    assert_false(options_names("hubs", "a,b,c,d", names, 3, &count, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    static const char *const wrong[] = {"", "a,", ",a", "A", "a b", "-a", "a/b", "\xc3\xa9",
        "a23456789-123456789-123456789-12", "a23456789-123456789-123456789-123456789-1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(options_names("hubs", wrong[i], names, 3, &count, &err));
    }
    assert_true(options_name("network", "a23456789-123456789-123456789-1", name, &err));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
