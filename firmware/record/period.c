// Weeks as ISO 8601 counts them: Monday to Sunday, of the year their Thursday lies in.

#include <stdio.h>
#include <string.h>

#include "clock/clock.h"
#include "record/record.h"

static int
day_of(int year, int month, int day)
{
    struct date date = {.year = year, .month = month, .day = day};
    return clock_days(&date);
}

// The Monday of week 1: the week with 4 January.
static int
first_monday(int year)
{
    int day = day_of(year, 1, 4);
    struct date date = clock_date_of_days(day);
    return day - date.weekday;
}

static int
weeks_of(int year)
{
    return (first_monday(year + 1) - first_monday(year)) / 7;
}

static bool
number_of(const char *text, size_t digits, int *value)
{
    *value = 0;
    for (size_t i = 0; i < digits; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

bool
record_period_parse(const char *text, struct record_period *period)
{
    *period = (struct record_period){.kind = RECORD_YEAR};
    size_t len = strnlen(text, RECORD_PERIOD_MAX);
    if (len < 4 || !number_of(text, 4, &period->year) || period->year < RECORD_YEAR_FIRST) {
        return false;
    }
    if (len == 4) {
        return true;
    }
    int most = 12;
    const char *digits = text + 5;
    period->kind = RECORD_MONTH;
    if (len == 8 && text[5] == 'W') {
        period->kind = RECORD_WEEK;
        most = weeks_of(period->year);
        digits++;
    }
    return text[4] == '-' && len == (size_t)(digits - text) + 2 &&
           number_of(digits, 2, &period->number) && period->number >= 1 && period->number <= most;
}

void
record_period_write(const struct record_period *period, char text[RECORD_PERIOD_MAX])
{
    unsigned year = (unsigned)period->year % 10000;
    unsigned number = (unsigned)period->number % 100;
    switch (period->kind) {
    case RECORD_WEEK:
        snprintf(text, RECORD_PERIOD_MAX, "%04u-W%02u", year, number);
        break;
    case RECORD_MONTH:
        snprintf(text, RECORD_PERIOD_MAX, "%04u-%02u", year, number);
        break;
    case RECORD_YEAR:
        snprintf(text, RECORD_PERIOD_MAX, "%04u", year);
        break;
    }
}

int
record_period_first(const struct record_period *period)
{
    switch (period->kind) {
    case RECORD_WEEK:
        return first_monday(period->year) + 7 * (period->number - 1);
    case RECORD_MONTH:
        return day_of(period->year, period->number, 1);
    case RECORD_YEAR:
        break;
    }
    return day_of(period->year, 1, 1);
}

int
record_period_last(const struct record_period *period)
{
    switch (period->kind) {
    case RECORD_WEEK:
        return record_period_first(period) + 6;
    case RECORD_MONTH:
        return period->number == 12 ? day_of(period->year, 12, 31)
                                    : day_of(period->year, period->number + 1, 1) - 1;
    case RECORD_YEAR:
        break;
    }
    return day_of(period->year, 12, 31);
}

int
record_period_middle(const struct record_period *period)
{
    switch (period->kind) {
    case RECORD_WEEK:
        return record_period_first(period) + 3;
    case RECORD_MONTH:
        return day_of(period->year, period->number, 15);
    case RECORD_YEAR:
        break;
    }
    return day_of(period->year, 7, 1);
}

struct record_period
record_period_of(enum record_kind kind, int day)
{
    struct date date = clock_date_of_days(day);
    struct record_period period = {.kind = kind, .year = date.year};
    if (kind == RECORD_MONTH) {
        period.number = date.month;
    } else if (kind == RECORD_WEEK) {
        struct date thursday = clock_date_of_days(day - date.weekday + 3);
        period.year = thursday.year;
        period.number = (day - first_monday(period.year)) / 7 + 1;
    }
    return period;
}
