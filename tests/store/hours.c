#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "store/internal.h"
#include "test.h"

enum { MO = 1, TU = 2, WE = 4, TH = 8, FR = 16, SA = 32, SU = 64, WEEKDAYS = 31, EVERY_DAY = 127 };
enum { SHIFTS_MAX = 8 };

static int
day(const char *date)
{
    int days = 0;
    if (date) {
        assert_true(clock_parse_date(date, &days));
    }
    return days;
}

struct row_spec { // a schedule row; times "08:00-12:00", "" = closed
    unsigned weekdays;
    const char *times;
    const char *from;
    const char *to;
    bool monthly;
    int interval;
    uint32_t monthdays;
};

static struct shift
shift_of(const struct row_spec *spec)
{
    struct shift shift = {
        .weekdays = spec->weekdays,
        .monthdays = spec->monthdays,
        .monthly = spec->monthly,
        .interval = spec->interval ? spec->interval : 1,
        .from = day(spec->from),
        .to = spec->to ? day(spec->to) : INT_MAX,
        .closed = !spec->times[0],
    };
    if (!shift.closed) {
        char opens[6] = "";
        memcpy(opens, spec->times, 5);
        assert_true(clock_parse_time(opens, &shift.opens));
        assert_true(clock_parse_time(spec->times + 6, &shift.closes));
    }
    return shift;
}

// "open 17:00", "open always", "later 2026-12-01 08:00", "later never", "unknown"
static void
describe(const struct store_opening *opening, char text[64])
{
    if (opening->state == OPEN_UNKNOWN) {
        snprintf(text, 64, "unknown");
    } else if (opening->state == OPEN_NOW && opening->until_minutes < 0) {
        snprintf(text, 64, "open always");
    } else if (opening->state == OPEN_NOW) {
        snprintf(
            text, 64, "open %02d:%02d", opening->until_minutes / 60, opening->until_minutes % 60);
    } else if (opening->next_days == 0) {
        snprintf(text, 64, "later never");
    } else {
        struct date date = clock_date_of_days(opening->next_days);
        snprintf(text, 64, "later %04d-%02d-%02d %02d:%02d", date.year, date.month, date.day,
            opening->next_minutes / 60, opening->next_minutes % 60);
    }
}

struct moment {
    const char *date;
    const char *time;
    const char *expected;
};

static void
check(const struct row_spec *specs, int count, const struct moment *moments, int moment_count)
{
    struct shift shifts[SHIFTS_MAX];
    struct shift_set set = {.count = count};
    for (int i = 0; i < count; i++) {
        shifts[i] = shift_of(&specs[i]);
        set.shift[i] = &shifts[i];
    }
    for (int i = 0; i < moment_count; i++) {
        int minute = 0;
        char text[64];
        assert_true(clock_parse_time(moments[i].time, &minute));
        struct store_opening opening = store_opening_of(&set, day(moments[i].date), minute);
        describe(&opening, text);
        if (strcmp(text, moments[i].expected) != 0) {
            fail_msg("%s %s: %s, expected %s", moments[i].date, moments[i].time, text,
                moments[i].expected);
        }
    }
}

#define CHECK(specs, moments)                                                                      \
    check(specs, (int)(sizeof(specs) / sizeof *(specs)), moments,                                  \
        (int)(sizeof(moments) / sizeof *(moments)))

// 2026-11-30 is a Monday.
static void
office_hours(void **state)
{
    (void)state;
    static const struct row_spec rows[] = {{.weekdays = WEEKDAYS, .times = "08:00-16:00"}};
    static const struct moment moments[] = {
        {"2026-11-30", "00:00", "later 2026-11-30 08:00"},
        {"2026-11-30", "07:59", "later 2026-11-30 08:00"},
        {"2026-11-30", "08:00", "open 16:00"},
        {"2026-11-30", "15:59", "open 16:00"},
        {"2026-11-30", "16:00", "later 2026-12-01 08:00"},
        {"2026-11-30", "23:59", "later 2026-12-01 08:00"},
        {"2026-12-04", "17:00", "later 2026-12-07 08:00"},
        {"2026-12-05", "10:00", "later 2026-12-07 08:00"},
        {"2026-12-06", "10:00", "later 2026-12-07 08:00"},
        {"2027-01-01", "10:00", "open 16:00"},
    };
    CHECK(rows, moments);
}

static void
several_shifts(void **state)
{
    (void)state;
    // The later shift stands first: order of rows does not matter.
    static const struct row_spec rows[] = {
        {.weekdays = WEEKDAYS, .times = "14:00-18:00"},
        {.weekdays = WEEKDAYS, .times = "08:00-12:00"},
        {.weekdays = SA, .times = "09:00-11:30"},
    };
    static const struct moment moments[] = {
        {"2026-12-01", "06:00", "later 2026-12-01 08:00"},
        {"2026-12-01", "09:00", "open 12:00"},
        {"2026-12-01", "12:00", "later 2026-12-01 14:00"},
        {"2026-12-01", "13:59", "later 2026-12-01 14:00"},
        {"2026-12-01", "14:00", "open 18:00"},
        {"2026-12-01", "18:00", "later 2026-12-02 08:00"},
        {"2026-12-04", "18:00", "later 2026-12-05 09:00"},
        {"2026-12-05", "11:29", "open 11:30"},
        {"2026-12-05", "11:30", "later 2026-12-07 08:00"},
    };
    CHECK(rows, moments);
}

static void
shifts_that_touch_or_overlap(void **state)
{
    (void)state;
    static const struct row_spec touching[] = {
        {.times = "08:00-12:00"}, {.times = "12:00-15:00"}, {.times = "14:00-17:00"}};
    static const struct moment moments[] = {
        {"2026-12-01", "09:00", "open 17:00"},
        {"2026-12-01", "12:00", "open 17:00"},
        {"2026-12-01", "16:00", "open 17:00"},
        {"2026-12-01", "17:00", "later 2026-12-02 08:00"},
    };
    CHECK(touching, moments);
    static const struct row_spec inside[] = {{.times = "08:00-18:00"}, {.times = "10:00-11:00"}};
    static const struct moment within[] = {
        {"2026-12-01", "10:30", "open 18:00"},
        {"2026-12-01", "11:00", "open 18:00"},
        {"2026-12-01", "08:00", "open 18:00"},
    };
    CHECK(inside, within);
}

static void
past_midnight(void **state)
{
    (void)state;
    static const struct row_spec rows[] = {{.weekdays = FR | SA, .times = "20:00-02:00"}};
    static const struct moment moments[] = {
        {"2026-12-04", "19:59", "later 2026-12-04 20:00"},
        {"2026-12-04", "20:00", "open 02:00"},
        {"2026-12-04", "23:59", "open 02:00"},
        {"2026-12-05", "00:00", "open 02:00"},
        {"2026-12-05", "01:59", "open 02:00"},
        {"2026-12-05", "02:00", "later 2026-12-05 20:00"},
        {"2026-12-06", "01:00", "open 02:00"},
        {"2026-12-06", "02:00", "later 2026-12-11 20:00"},
        {"2026-12-04", "01:00", "later 2026-12-04 20:00"},
        {"2026-12-31", "01:00", "later 2027-01-01 20:00"},
    };
    CHECK(rows, moments);
    static const struct row_spec to_midnight[] = {
        {.times = "20:00-23:59"}, {.weekdays = TU, .times = "00:00-06:00"}};
    static const struct moment nights[] = {
        {"2026-11-30", "22:00", "open 06:00"}, // Monday into Tuesday
        {"2026-12-01", "22:00", "open 23:59"},
        {"2026-12-01", "03:00", "open 06:00"},
    };
    CHECK(to_midnight, nights);
    static const struct row_spec exactly[] = {{.weekdays = MO, .times = "20:00-00:00"}};
    static const struct moment midnight[] = {
        {"2026-11-30", "23:59", "open 23:59"},
        {"2026-12-01", "00:00", "later 2026-12-07 20:00"},
    };
    CHECK(exactly, midnight);
}

static void
round_the_clock(void **state)
{
    (void)state;
    static const struct row_spec daily[] = {{.weekdays = EVERY_DAY, .times = "00:00-23:59"}};
    static const struct moment always[] = {
        {"2026-11-30", "00:00", "open always"},
        {"2026-11-30", "23:59", "open always"},
        {"2026-12-06", "12:00", "open always"},
    };
    CHECK(daily, always);
    static const struct row_spec no_days_named[] = {{.times = "00:00-23:59"}};
    CHECK(no_days_named, always);
    static const struct row_spec same_hour[] = {{.times = "07:00-07:00"}};
    static const struct moment also[] = {
        {"2026-11-30", "07:00", "open always"},
        {"2026-11-30", "06:59", "open always"},
    };
    CHECK(same_hour, also);
    static const struct row_spec weekdays[] = {{.weekdays = WEEKDAYS, .times = "00:00-23:59"}};
    static const struct moment moments[] = {
        {"2026-11-30", "10:00", "open always"},
        {"2026-12-04", "10:00", "open 23:59"}, // Friday: not for another day
        {"2026-12-05", "10:00", "later 2026-12-07 00:00"},
        {"2026-12-06", "23:59", "later 2026-12-07 00:00"},
    };
    CHECK(weekdays, moments);
    static const struct row_spec halves[] = {{.times = "00:00-12:00"}, {.times = "12:00-23:59"}};
    CHECK(halves, always);
}

static void
holidays(void **state)
{
    (void)state;
    static const struct row_spec rows[] = {
        {.weekdays = EVERY_DAY, .times = "08:00-16:00"},
        {.times = "", .from = "2026-12-24", .to = "2026-12-26"},
        {.times = "", .from = "2027-01-01", .to = "2027-01-01"},
    };
    static const struct moment moments[] = {
        {"2026-12-23", "10:00", "open 16:00"},
        {"2026-12-23", "17:00", "later 2026-12-27 08:00"},
        {"2026-12-24", "10:00", "later 2026-12-27 08:00"},
        {"2026-12-26", "10:00", "later 2026-12-27 08:00"},
        {"2026-12-27", "10:00", "open 16:00"},
        {"2026-12-31", "16:00", "later 2027-01-02 08:00"},
        {"2028-01-01", "10:00", "open 16:00"},
    };
    CHECK(rows, moments);
    // The night shift that began before the holiday ends as it always does.
    static const struct row_spec night[] = {
        {.times = "20:00-04:00"}, {.times = "", .from = "2026-12-25", .to = "2026-12-25"}};
    static const struct moment nights[] = {
        {"2026-12-25", "03:00", "open 04:00"},
        {"2026-12-25", "21:00", "later 2026-12-26 20:00"},
        {"2026-12-26", "03:00", "later 2026-12-26 20:00"},
    };
    CHECK(night, nights);
    // Closed every first of the month.
    static const struct row_spec inventory[] = {
        {.times = "08:00-16:00"}, {.times = "", .monthly = true, .monthdays = 1U << 1}};
    static const struct moment firsts[] = {
        {"2026-11-30", "17:00", "later 2026-12-02 08:00"},
        {"2026-12-01", "09:00", "later 2026-12-02 08:00"},
        {"2026-12-02", "09:00", "open 16:00"},
    };
    CHECK(inventory, firsts);
}

static void
never_and_unknown(void **state)
{
    (void)state;
    static const struct moment unknown[] = {{"2026-12-01", "10:00", "unknown"}};
    check(NULL, 0, unknown, 1);
    static const struct row_spec only_closed[] = {{.times = ""}};
    CHECK(only_closed, unknown);
    static const struct row_spec over[] = {{.times = "08:00-16:00", .to = "2026-11-30"}};
    static const struct row_spec far[] = {{.times = "08:00-16:00", .from = "2027-01-01"}};
    static const struct row_spec shut[] = {{.times = "08:00-16:00"}, {.times = ""}};
    static const struct moment never[] = {{"2026-12-01", "10:00", "later never"}};
    CHECK(over, never);
    CHECK(far, never);
    CHECK(shut, never);
    static const struct moment at_the_edge[] = {
        {"2026-12-02", "10:00", "later 2027-01-01 08:00"}, // in 30 days
        {"2027-01-01", "10:00", "open 16:00"},
    };
    CHECK(far, at_the_edge);
}

static void
monthly(void **state)
{
    (void)state;
    static const struct row_spec rows[] = {
        {.times = "09:00-12:00", .monthly = true, .monthdays = 1U << 5 | 1U << 31}};
    static const struct moment moments[] = {
        {"2026-12-04", "10:00", "later 2026-12-05 09:00"}, {"2026-12-05", "10:00", "open 12:00"},
        {"2026-12-05", "12:00", "later 2026-12-31 09:00"}, {"2026-12-31", "11:00", "open 12:00"},
        {"2027-02-06", "11:00", "later 2027-03-05 09:00"}, // February has no 31st
    };
    CHECK(rows, moments);
    static const struct row_spec on_its_day[] = {
        {.times = "09:00-12:00", .monthly = true, .from = "2026-01-15"}};
    static const struct moment fifteenth[] = {
        {"2026-12-15", "10:00", "open 12:00"},
        {"2026-12-16", "10:00", "later 2027-01-15 09:00"},
    };
    CHECK(on_its_day, fifteenth);
    static const struct row_spec no_day[] = {{.times = "09:00-12:00", .monthly = true}};
    static const struct moment never[] = {{"2026-12-15", "10:00", "later never"}};
    CHECK(no_day, never);
    static const struct row_spec friday_13[] = {
        {.times = "09:00-12:00", .monthly = true, .weekdays = FR, .monthdays = 1U << 13}};
    static const struct moment fridays[] = {
        {"2026-11-13", "10:00", "open 12:00"},
        {"2026-11-20", "10:00", "later never"},
    };
    CHECK(friday_13, fridays);
}

static void
intervals(void **state)
{
    (void)state;
    static const struct row_spec fortnight[] = {
        {.weekdays = WE, .times = "09:00-12:00", .interval = 2, .from = "2026-11-30"}};
    static const struct moment moments[] = {
        {"2026-11-29", "10:00", "later 2026-12-02 09:00"},
        {"2026-12-02", "10:00", "open 12:00"},
        {"2026-12-09", "10:00", "later 2026-12-16 09:00"},
        {"2026-12-16", "10:00", "open 12:00"},
    };
    CHECK(fortnight, moments);
    static const struct row_spec third[] = {
        {.weekdays = WE, .times = "09:00-12:00", .interval = 3, .from = "2026-11-30"}};
    static const struct moment thirds[] = {
        {"2026-12-02", "10:00", "open 12:00"},
        {"2026-12-03", "10:00", "later 2026-12-23 09:00"},
    };
    CHECK(third, thirds);
    // It begins on a Sunday: the next Wednesday is already in its second week.
    static const struct row_spec from_sunday[] = {
        {.weekdays = WE, .times = "09:00-12:00", .interval = 2, .from = "2026-11-29"}};
    static const struct moment second_week[] = {
        {"2026-12-02", "10:00", "later 2026-12-09 09:00"},
        {"2026-12-09", "10:00", "open 12:00"},
    };
    CHECK(from_sunday, second_week);
    static const struct row_spec quarterly[] = {{.times = "09:00-12:00",
        .monthly = true,
        .monthdays = 1U << 10,
        .interval = 3,
        .from = "2026-11-01"}};
    static const struct moment quarters[] = {
        {"2026-11-10", "10:00", "open 12:00"},
        {"2026-12-10", "10:00", "later never"},
        {"2027-01-11", "10:00", "later 2027-02-10 09:00"},
        {"2027-02-10", "11:59", "open 12:00"},
    };
    CHECK(quarterly, quarters);
    static const struct row_spec no_start[] = {
        {.weekdays = MO, .times = "09:00-12:00", .interval = 2}};
    struct shift shift = shift_of(&no_start[0]);
    int open_days = 0;
    for (int i = 0; i < 28; i++) {
        open_days += store_shift_on(&shift, day("2026-11-30") + i);
    }
    assert_int_equal(open_days, 2);
}

static void
valid_range(void **state)
{
    (void)state;
    static const struct row_spec rows[] = {
        {.weekdays = WEEKDAYS, .times = "08:00-16:00", .to = "2026-12-15"},
        {.weekdays = WEEKDAYS, .times = "09:00-13:00", .from = "2026-12-16", .to = "2027-01-10"},
    };
    static const struct moment moments[] = {
        {"2026-12-15", "15:00", "open 16:00"},
        {"2026-12-15", "16:00", "later 2026-12-16 09:00"},
        {"2026-12-16", "08:30", "later 2026-12-16 09:00"},
        {"2026-12-16", "12:00", "open 13:00"},
        {"2027-01-08", "13:00", "later never"},
    };
    CHECK(rows, moments);
    // One day only, no weekday named.
    static const struct row_spec fair[] = {
        {.times = "10:00-20:00", .from = "2026-12-12", .to = "2026-12-12"}};
    static const struct moment day_of_fair[] = {
        {"2026-12-11", "12:00", "later 2026-12-12 10:00"},
        {"2026-12-12", "12:00", "open 20:00"},
        {"2026-12-13", "12:00", "later never"},
    };
    CHECK(fair, day_of_fair);
}

// A clock that never was set, and one far ahead.
static void
odd_days(void **state)
{
    (void)state;
    static const struct row_spec rows[] = {{.weekdays = WEEKDAYS, .times = "08:00-16:00"}};
    static const struct moment moments[] = {
        {"1970-01-01", "09:00", "open 16:00"},
        {"1970-01-02", "17:00", "later 1970-01-05 08:00"},
        {"9999-12-01", "09:00", "open 16:00"},
    };
    CHECK(rows, moments);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(office_hours),
        cmocka_unit_test(several_shifts),
        cmocka_unit_test(shifts_that_touch_or_overlap),
        cmocka_unit_test(past_midnight),
        cmocka_unit_test(round_the_clock),
        cmocka_unit_test(holidays),
        cmocka_unit_test(never_and_unknown),
        cmocka_unit_test(monthly),
        cmocka_unit_test(intervals),
        cmocka_unit_test(valid_range),
        cmocka_unit_test(odd_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
