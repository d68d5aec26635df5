// When something is open: rows of shifts turned into spans of minutes around today.

#include <string.h>

#include "store/internal.h"

enum {
    DAY = 24 * 60,
    LAST_MINUTE = DAY - 1, // 23:59 means the end of the day
    AHEAD_DAYS = 30,
    MONDAY = 4, // 1970-01-05, days since 1970
};

struct span { // minutes from today's 00:00; end is not open any more
    int start;
    int end;
};

static int
weeks(int day)
{
    int from_monday = day - MONDAY;
    return from_monday >= 0 ? from_monday / 7 : (from_monday - 6) / 7;
}

static int
months(const struct date *date)
{
    return date->year * 12 + date->month - 1;
}

// Every interval-th week or month, counted from the one the row begins in.
static bool
interval_matches(const struct shift *shift, int day, const struct date *date)
{
    bool begins = shift->from > 0;
    if (shift->interval == 1) {
        return true;
    }
    if (!shift->monthly) {
        return (weeks(day) - (begins ? weeks(shift->from) : 0)) % shift->interval == 0;
    }
    struct date first = clock_date_of_days(shift->from);
    return (months(date) - (begins ? months(&first) : 0)) % shift->interval == 0;
}

bool
store_shift_on(const struct shift *shift, int day)
{
    if (day < shift->from || day > shift->to) {
        return false;
    }
    struct date date = clock_date_of_days(day);
    uint32_t monthdays = shift->monthdays;
    if (shift->monthly && !monthdays && !shift->weekdays) {
        // Monthly on no named day: the day of the month it begins on.
        monthdays = shift->from > 0 ? 1U << clock_date_of_days(shift->from).day : 0;
        if (!monthdays) {
            return false;
        }
    }
    if (shift->weekdays && !(shift->weekdays & 1U << date.weekday)) {
        return false;
    }
    if (monthdays && !(monthdays & 1U << date.day)) {
        return false;
    }
    return interval_matches(shift, day, &date);
}

static void
insert(struct span *spans, int count, struct span span)
{
    int at = count;
    while (at > 0 && spans[at - 1].start > span.start) {
        spans[at] = spans[at - 1];
        at--;
    }
    spans[at] = span;
}

// Spans of the shifts that start on today + offset, by start; none on a holiday.
static int
day_spans(const struct shift_set *set, int today, int offset, struct span spans[STORE_SHIFTS_MAX])
{
    int count = 0;
    for (int i = 0; i < set->count; i++) {
        const struct shift *shift = set->shift[i];
        if (!store_shift_on(shift, today + offset)) {
            continue;
        }
        if (shift->closed) {
            return 0;
        }
        int closes = shift->closes == LAST_MINUTE ? DAY : shift->closes;
        closes += closes <= shift->opens ? DAY : 0; // ends after midnight
        struct span span = {offset * DAY + shift->opens, offset * DAY + closes};
        insert(spans, count++, span);
    }
    return count;
}

// When what is open at the minute closes, shifts that touch taken as one; -1 if it is not open.
static int
open_until(const struct shift_set *set, int today, int minute)
{
    int end = -1;
    for (int offset = -1; offset <= 2; offset++) {
        struct span spans[STORE_SHIFTS_MAX];
        int count = day_spans(set, today, offset, spans);
        for (int i = 0; i < count; i++) {
            bool touches = end < 0 ? spans[i].start <= minute && minute < spans[i].end
                                   : spans[i].start <= end && spans[i].end > end;
            end = touches ? spans[i].end : end;
        }
    }
    return end;
}

static void
find_next(const struct shift_set *set, int today, int minute, struct store_opening *opening)
{
    for (int offset = 0; offset <= AHEAD_DAYS; offset++) {
        struct span spans[STORE_SHIFTS_MAX];
        int count = day_spans(set, today, offset, spans);
        for (int i = 0; i < count; i++) {
            if (spans[i].start > minute) {
                opening->next_days = today + offset;
                opening->next_minutes = spans[i].start - offset * DAY;
                return;
            }
        }
    }
}

struct store_opening
store_opening_of(const struct shift_set *set, int today, int minute)
{
    struct store_opening opening = {.state = OPEN_UNKNOWN};
    bool told = false;
    for (int i = 0; i < set->count; i++) {
        told = told || !set->shift[i]->closed;
    }
    if (!told) {
        return opening;
    }
    int end = open_until(set, today, minute);
    if (end < 0) {
        opening.state = OPEN_LATER;
        find_next(set, today, minute, &opening);
        return opening;
    }
    opening.state = OPEN_NOW;
    bool always = end - minute >= DAY;
    // The end of a day is said as 23:59: nobody is sure which day "00:00" belongs to.
    opening.until_minutes = always ? -1 : end % DAY == 0 ? LAST_MINUTE : end % DAY;
    return opening;
}
