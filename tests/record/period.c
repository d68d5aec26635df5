// links: clock
#include "record/record.h"

#include "clock/clock.h"

#include "test.h"

static int
day(const char *text)
{
    int value = 0;
    assert_true(clock_parse_date(text, &value));
    return value;
}

static void
test_texts(void **state)
{
    (void)state;
    static const char *const good[] = {
        "2026-W01", "2026-W53", "2020-W53", "2026-01", "2026-12", "2026", "2000", "9999"};
    static const char *const bad[] = {"", "2026-W54", "2025-W53", "2026-W00", "2026-w48", "2026-13",
        "2026-00", "2026-1", "2026W48", "1999", "026", "20260", "2026-W4", "2026-W048", "2026-",
        "2026-W", " 2026", "2026-11-28"};
    struct record_period period;
    char again[RECORD_PERIOD_MAX];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(record_period_parse(good[i], &period));
        record_period_write(&period, again);
        assert_string_equal(again, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (record_period_parse(bad[i], &period)) {
            fail_msg("taken: %s", bad[i]);
        }
    }
}

static void
test_days(void **state)
{
    (void)state;
    static const struct {
        const char *period;
        const char *first;
        const char *middle;
        const char *last;
    } cases[] = {
        {"2026-W48", "2026-11-23", "2026-11-26", "2026-11-29"},
        {"2026-W01", "2025-12-29", "2026-01-01", "2026-01-04"},
        {"2026-W53", "2026-12-28", "2026-12-31", "2027-01-03"},
        {"2027-W01", "2027-01-04", "2027-01-07", "2027-01-10"},
        {"2024-02", "2024-02-01", "2024-02-15", "2024-02-29"},
        {"2026-12", "2026-12-01", "2026-12-15", "2026-12-31"},
        {"2026", "2026-01-01", "2026-07-01", "2026-12-31"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record_period period;
        assert_true(record_period_parse(cases[i].period, &period));
        assert_int_equal(record_period_first(&period), day(cases[i].first));
        assert_int_equal(record_period_middle(&period), day(cases[i].middle));
        assert_int_equal(record_period_last(&period), day(cases[i].last));
    }
}

// Forty years, day by day: every day lies in the period it belongs to, and weeks follow each other.
static void
test_every_day(void **state)
{
    (void)state;
    for (int at = day("2010-01-01"); at < day("2050-01-01"); at++) {
        for (int kind = RECORD_WEEK; kind <= RECORD_YEAR; kind++) {
            char text[RECORD_PERIOD_MAX];
            struct record_period again;
            struct record_period period = record_period_of((enum record_kind)kind, at);
            assert_in_range(at, record_period_first(&period), record_period_last(&period));
            record_period_write(&period, text);
            assert_true(record_period_parse(text, &again));
            assert_int_equal(record_period_first(&again), record_period_first(&period));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_days),
        cmocka_unit_test(test_every_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
