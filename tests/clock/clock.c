#include "clock/clock.h"

#include <stdlib.h>
#include <time.h>

#include "test.h"

static void
advances(void **state)
{
    (void)state;
    struct clock clock = clock_fake(1000);
    assert_int_equal(clock_ms(&clock), 0);
    assert_int_equal(clock_wall_s(&clock), 1000);
    clock_advance(&clock, 999);
    assert_int_equal(clock_wall_s(&clock), 1000);
    clock_advance(&clock, 1);
    assert_int_equal(clock_ms(&clock), 1000);
    assert_int_equal(clock_wall_s(&clock), 1001);
    for (int i = 0; i < 30; i++) {
        clock_advance(&clock, 100); // small steps lose nothing
    }
    assert_int_equal(clock_wall_s(&clock), 1004);
    assert_int_equal(clock_quality(&clock), CLOCK_SURE);
}

static void
is_never_before_the_content(void **state)
{
    (void)state;
    struct clock clock = clock_fake(0);
    clock.floor_s = 1764547200; // 2025-12-01
    assert_int_equal(clock_wall_s(&clock), 1764547200);
    assert_int_equal(clock_quality(&clock), CLOCK_UNSURE);
    struct date date = clock_date(&clock);
    assert_int_equal(date.year, 2025);
    assert_int_equal(date.month, 12);
    assert_int_equal(date.day, 1);
    clock.fake_wall_s = clock.floor_s;
    assert_int_equal(clock_quality(&clock), CLOCK_SURE);
    clock.synchronised = false;
    assert_int_equal(clock_quality(&clock), CLOCK_UNSURE);
}

static void
set_by_hand_is_neither_sure_nor_unsure(void **state)
{
    (void)state;
    struct clock clock = clock_fake(1000);
    clock.floor_s = 2000;
    clock_set_fake(&clock, 3000);
    assert_int_equal(clock_wall_s(&clock), 3000);
    assert_int_equal(clock_quality(&clock), CLOCK_BY_HAND);
    clock_set_fake(&clock, 1500); // nobody believes a day that is surely over
    assert_int_equal(clock_quality(&clock), CLOCK_UNSURE);
}

static void
shows_local_time(void **state)
{
    (void)state;
    struct clock clock = clock_fake(1780272000); // 2026-06-01 00:00 UTC, a Monday
    struct date date = clock_date(&clock);
    assert_int_equal(date.year, 2026);
    assert_int_equal(date.month, 6);
    assert_int_equal(date.day, 1);
    assert_int_equal(date.weekday, 0);
    assert_int_equal(date.minute, 0);
    clock.offset_s = -6 * 3600;
    date = clock_date(&clock);
    assert_int_equal(date.month, 5);
    assert_int_equal(date.day, 31);
    assert_int_equal(date.weekday, 6);
    assert_int_equal(date.minute, 18 * 60);
    clock.fake_wall_s = -1; // before 1970 the day still has 24 hours
    clock.floor_s = -10;
    clock.offset_s = 0;
    date = clock_date(&clock);
    assert_int_equal(date.year, 1969);
    assert_int_equal(date.minute, 1439);
}

// Every day of four centuries against the C library.
static void
agrees_with_the_c_library(void **state)
{
    (void)state;
    for (int days = -74000; days < 74000; days++) {
        time_t at = (time_t)days * 86400;
        struct tm tm;
        gmtime_r(&at, &tm);
        struct date date = clock_date_of_days(days);
        assert_int_equal(date.year, tm.tm_year + 1900);
        assert_int_equal(date.month, tm.tm_mon + 1);
        assert_int_equal(date.day, tm.tm_mday);
        assert_int_equal(date.weekday, (tm.tm_wday + 6) % 7);
        assert_int_equal(clock_days(&date), days);
    }
}

static void
reads_dates(void **state)
{
    (void)state;
    int days = 7;
    assert_true(clock_parse_date("1970-01-01", &days));
    assert_int_equal(days, 0);
    assert_true(clock_parse_date("2024-02-29", &days));
    assert_int_equal(days, 19782);
    static const char *const bad[] = {"", "2026", "2026-1-01", "2026-13-01", "2026-00-10",
        "2026-01-00", "2026-02-29", "2026-04-31", "0000-01-01", "2026-01-011", "2026/01/01",
        "20a6-01-01", "2026-01-1 "};
    days = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(clock_parse_date(bad[i], &days));
        assert_int_equal(days, 7);
    }
}

static void
reads_times(void **state)
{
    (void)state;
    int minutes = 7;
    assert_true(clock_parse_time("00:00", &minutes));
    assert_int_equal(minutes, 0);
    assert_true(clock_parse_time("23:59", &minutes));
    assert_int_equal(minutes, 1439);
    static const char *const bad[] = {
        "", "8:30", "24:00", "12:60", "12-30", "12:3", "12:300", " 2:30", "-1:30"};
    minutes = 7;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(clock_parse_time(bad[i], &minutes));
        assert_int_equal(minutes, 7);
    }
}

static void
real_clock_runs(void **state)
{
    (void)state;
    setenv("TZ", "XXX+6", 1); // POSIX: west of Greenwich is positive
    struct clock clock = clock_real();
    assert_int_equal(clock.offset_s, -6 * 3600);
    int64_t before = clock_ms(&clock);
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    assert_true(clock_ms(&clock) >= before + 5);
    assert_true(clock_wall_s(&clock) > 1700000000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(advances),
        cmocka_unit_test(is_never_before_the_content),
        cmocka_unit_test(set_by_hand_is_neither_sure_nor_unsure),
        cmocka_unit_test(shows_local_time),
        cmocka_unit_test(agrees_with_the_c_library),
        cmocka_unit_test(reads_dates),
        cmocka_unit_test(reads_times),
        cmocka_unit_test(real_clock_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
