#include "value.h"

#include <string.h>

#include "test.h"

static void
expect(enum column_kind kind, const char *text, const char *why)
{
    struct column column = {.name = "x", .kind = kind, .words = "red|green|light blue"};
    char said[VALUE_WHY_MAX] = "";
    bool fits = value_check(&column, text, said);
    if (fits != !why || (why && !strstr(said, why))) {
        fail_msg("%s: %s, expected %s", text, fits ? "fits" : said, why ? why : "to fit");
    }
}

static void
test_ids(void **state)
{
    (void)state;
    expect(COLUMN_ID, "a", NULL);
    expect(COLUMN_ID, "carne-de-residencia-2", NULL);
    expect(COLUMN_ID, "4e1a0b6c-7d4c-4a35-9a0a-0a8f2f6f3f11", NULL); // an HSDS UUID
    expect(COLUMN_ID, "Carné De Residencia", "write carn-de-residencia");
    expect(COLUMN_ID, "-a", "write a");
    expect(COLUMN_ID, "ñ", "small letters a-z");
    expect(COLUMN_REFS, "a|b-c", NULL);
    expect(COLUMN_REFS, "a,b", "is no list; write its items with | between");
    expect(COLUMN_REFS, "a||b", "is no list");
    expect(COLUMN_REFS, "a|", "is no list");
    expect(COLUMN_FACT, "has_work", NULL);
    expect(COLUMN_FACT, "Has Work", "is no fact");
    assert_false(value_is_id("abc", 2));
}

static void
test_words(void **state)
{
    (void)state;
    expect(COLUMN_ENUM, "light blue", NULL);
    expect(COLUMN_ENUM, "light", "write one of: red green light blue");
    expect(COLUMN_ENUM, "red|green", "is none of the words");
    expect(COLUMN_ENUMS, "red|green", NULL);
    expect(COLUMN_ENUMS, "red|pink", "'pink' is none of the words of x");
    expect(COLUMN_WORD, "anything, at all", NULL);
    expect(COLUMN_BOOL, "1", NULL);
    expect(COLUMN_BOOL, "yes", "'yes' is not 0 or 1; write 1 for yes, 0 for no");
}

static void
test_numbers(void **state)
{
    (void)state;
    int value = 0;
    expect(COLUMN_INT, "0", NULL);
    expect(COLUMN_INT, "-1", "is no whole number");
    expect(COLUMN_INT, "1.5", "is no whole number");
    expect(COLUMN_INT, "99999999", "is no whole number");
    expect(COLUMN_INTS, "1|15", NULL);
    expect(COLUMN_LATITUDE, "-33.4", NULL);
    expect(COLUMN_LATITUDE, "91", "is no latitude");
    expect(COLUMN_LATITUDE, "15,4", "is no latitude");
    expect(COLUMN_LATITUDE, "nan", "is no latitude");
    expect(COLUMN_LATITUDE, "0x10", "is no latitude");
    expect(COLUMN_LONGITUDE, "-91.5", NULL);
    expect(COLUMN_LONGITUDE, "181", "is no longitude");
    assert_true(value_int("365", &value));
    assert_int_equal(value, 365);
}

static void
test_dates(void **state)
{
    (void)state;
    int days = 0;
    expect(COLUMN_DATE, "2026-11-30", NULL);
    expect(COLUMN_DATE, "2026-11-31", "is no date");
    expect(COLUMN_DATE, "2026-13-01", "is no date");
    expect(COLUMN_DATE, "2026-1-1", "is no date");
    expect(COLUMN_DATE, "30/11/2026", "'30/11/2026' is no date; write 2026-11-30");
    expect(COLUMN_DATE, "2025-02-29", "is no date");
    expect(COLUMN_DATE, "2024-02-29", NULL);
    expect(COLUMN_DATE, "2000-02-29", NULL);
    expect(COLUMN_DATE, "2100-02-29", "is no date");
    assert_true(value_date("1970-01-01", &days));
    assert_int_equal(days, 0);
    assert_true(value_date("2026-11-20", &days));
    assert_int_equal(days, 20777);
    assert_true(value_date("1969-12-31", &days));
    assert_true(days == -1);
}

static void
test_times(void **state)
{
    (void)state;
    int minutes = 0;
    expect(COLUMN_TIME, "00:00", NULL);
    expect(COLUMN_TIME, "23:59", NULL);
    expect(COLUMN_TIME, "24:00", "is no time");
    expect(COLUMN_TIME, "8:30", "'8:30' is no time; write 08:30");
    expect(COLUMN_TIME, "8 am", "is no time");
    assert_true(value_time("08:30", &minutes));
    assert_int_equal(minutes, 510);
}

static void
test_money(void **state)
{
    (void)state;
    int64_t minor = 0;
    expect(COLUMN_MONEY, "12.50", NULL);
    expect(COLUMN_MONEY, "0", NULL);
    expect(COLUMN_MONEY, "12,50", "'12,50' is no amount; write 12.50");
    expect(COLUMN_MONEY, "Q12", "is no amount");
    expect(COLUMN_MONEY, "free", "0 for free");
    expect(COLUMN_MONEY, "-5", "is no amount");
    expect(COLUMN_MONEY, "1.", "is no amount");
    assert_true(value_money("12.5", "GTQ", &minor));
    assert_true(minor == 1250);
    assert_true(value_money("1200", "CLP", &minor));
    assert_true(minor == 1200);
    assert_true(value_money("1200.00", "CLP", &minor));
    assert_true(minor == 1200);
    assert_true(value_money("1.234", "KWD", &minor));
    assert_true(minor == 1234);
    assert_false(value_money("1.234", "GTQ", &minor));
    assert_false(value_money("1200.50", "CLP", &minor));
    expect(COLUMN_CURRENCY, "USD", NULL);
    expect(COLUMN_CURRENCY, "$", "is no currency");
}

static void
test_addresses(void **state)
{
    (void)state;
    expect(COLUMN_COUNTRY, "GT", NULL);
    expect(COLUMN_COUNTRY, "Guatemala", "is no country");
    expect(COLUMN_URL, "https://www.example.org/a?b", NULL);
    expect(COLUMN_URL, "www.example.org", "is no address of a website; write https://");
    expect(COLUMN_EMAIL, "info@example.org", NULL);
    expect(COLUMN_EMAIL, "info at example.org", "is no e-mail address");
    expect(COLUMN_PHONE, "+502 5555-0100", NULL);
    expect(COLUMN_PHONE, "*110", NULL);
    expect(COLUMN_PHONE, "call 1500", "is no phone number");
    expect(COLUMN_PHONE, "555+0100", "is no phone number");
}

static void
test_tags(void **state)
{
    (void)state;
    static const char *const good[] = {
        "es", "ht", "quc", "zh-Hans", "es-GT", "zh-Hant-TW", "es-419"};
    static const char *const bad[] = {
        "", "e", "ES", "spanish", "zh_Hans", "zh-", "es--GT", "es GT"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(value_is_tag(good[i]));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(value_is_tag(bad[i]));
    }
    expect(COLUMN_TAGS, "es|ht", NULL);
    expect(COLUMN_TAGS, "es|Kreyol", "is no language tag");
}

static void
test_conditions(void **state)
{
    (void)state;
    expect(COLUMN_CONDITION, "minor", NULL);
    expect(COLUMN_CONDITION, "married&!minor", NULL);
    expect(COLUMN_CONDITION, "married & minor", "is no condition");
    expect(COLUMN_CONDITION, "married&", "is no condition");
    expect(COLUMN_CONDITION, "age<18", "is no condition; write facts joined by &");
    expect(COLUMN_CONDITION, "!!minor", "is no condition");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_tags),
        cmocka_unit_test(test_conditions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
