#include "clock/clock.h"

#include <string.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"

enum { DAY_S = 86400, ERA_DAYS = 146097, DAYS_TO_1970 = 719468 };

static int64_t
now_ms(clockid_t id)
{
    struct timespec now = {0};
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool
synchronised(void)
{
    // A sandboxed unit may not be allowed to ask the kernel; systemd-timesyncd leaves this file.
    if (access("/run/systemd/timesync/synchronized", F_OK) == 0) {
        return true;
    }
    struct timex state = {0};
    int answer = adjtimex(&state);
    return answer != -1 && answer != TIME_ERROR && !(state.status & STA_UNSYNC);
}

struct clock
clock_real(void)
{
    time_t now = time(NULL);
    struct tm local = {0};
    tzset();
    localtime_r(&now, &local);
    return (struct clock){
        .offset_s = (int)local.tm_gmtoff,
        .synchronised = synchronised(),
    };
}

struct clock
clock_fake(int64_t wall_s)
{
    return (struct clock){.fake = true, .fake_wall_s = wall_s, .synchronised = true};
}

void
clock_advance(struct clock *clock, int64_t ms)
{
    ASSERT(clock->fake && ms >= 0);
    // Whole seconds of the monotonic clock move the wall clock.
    int64_t before_s = clock->fake_ms / 1000;
    clock->fake_ms += ms;
    clock->fake_wall_s += clock->fake_ms / 1000 - before_s;
}

void
clock_set_fake(struct clock *clock, int64_t wall_s)
{
    ASSERT(clock->fake);
    clock->fake_wall_s = wall_s;
    clock->by_hand = true;
}

int64_t
clock_ms(const struct clock *clock)
{
    return clock->fake ? clock->fake_ms : now_ms(CLOCK_MONOTONIC);
}

static int64_t
wall_s(const struct clock *clock)
{
    return clock->fake ? clock->fake_wall_s : now_ms(CLOCK_REALTIME) / 1000;
}

int64_t
clock_wall_s(const struct clock *clock)
{
    int64_t now = wall_s(clock);
    return now < clock->floor_s ? clock->floor_s : now;
}

enum clock_quality
clock_quality(const struct clock *clock)
{
    bool possible = wall_s(clock) >= clock->floor_s;
    return possible && clock->by_hand        ? CLOCK_BY_HAND
           : possible && clock->synchronised ? CLOCK_SURE
                                             : CLOCK_UNSURE;
}

struct date
clock_date(const struct clock *clock)
{
    int64_t local = clock_wall_s(clock) + clock->offset_s;
    int64_t days = local / DAY_S;
    if (local % DAY_S < 0) {
        days--;
    }
    struct date date = clock_date_of_days((int)days);
    date.minute = (int)((local - days * DAY_S) / 60);
    return date;
}

// Days and dates after Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in
// March, so that the leap day is the last one; 400 years are an era of 146,097 days.

static int
days_of(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - DAYS_TO_1970;
}

struct date
clock_date_of_days(int days)
{
    int from_era = days + DAYS_TO_1970;
    int era = (from_era >= 0 ? from_era : from_era - (ERA_DAYS - 1)) / ERA_DAYS;
    int day_of_era = from_era - era * ERA_DAYS;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int march_month = (5 * day_of_year + 2) / 153;
    int month = march_month < 10 ? march_month + 3 : march_month - 9;
    // 1970-01-01 was a Thursday.
    int weekday = (days % 7 + 7 + 3) % 7;
    return (struct date){
        .year = year_of_era + era * 400 + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * march_month + 2) / 5 + 1,
        .weekday = weekday,
    };
}

int
clock_days(const struct date *date)
{
    return days_of(date->year, date->month, date->day);
}

// The number written in the len digits at text, or -1.
static int
digits(const char *text, int len)
{
    int value = 0;
    for (int i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool
clock_parse_date(const char *text, int *days)
{
    if (strnlen(text, 11) != 10 || text[4] != '-' || text[7] != '-') {
        return false;
    }
    int year = digits(text, 4);
    int month = digits(text + 5, 2);
    int day = digits(text + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    int found = days_of(year, month, day);
    struct date back = clock_date_of_days(found);
    if (back.month != month || back.day != day) {
        return false; // 30 February
    }
    *days = found;
    return true;
}

bool
clock_parse_time(const char *text, int *minutes)
{
    if (strnlen(text, 6) != 5 || text[2] != ':') {
        return false;
    }
    int hour = digits(text, 2);
    int minute = digits(text + 3, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
        return false;
    }
    *minutes = hour * 60 + minute;
    return true;
}
