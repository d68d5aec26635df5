// Times of hub.conf: the offset from UTC, hours of a desk, hours without a picture.
#include "config/internal.h"

#include <string.h>
#include <strings.h>

enum { OFFSET_MIN = -12 * 60, OFFSET_MAX = 14 * 60, DAY_MINUTES = 24 * 60, DAYS = 7 };

static bool
digit(char c)
{
    return c >= '0' && c <= '9';
}

static void
skip_spaces(const char **at)
{
    *at += strspn(*at, " ");
}

// "8:00" or "08:00", to "24:00"; moves *at past it.
static bool
scan_time(const char **at, int *minutes)
{
    const char *p = *at;
    int hour = 0;
    int count = 0;
    for (; digit(*p) && count < 2; count++) {
        hour = hour * 10 + (*p++ - '0');
    }
    if (count == 0 || *p != ':' || !digit(p[1]) || !digit(p[2]) || digit(p[3])) {
        return false;
    }
    int minute = (p[1] - '0') * 10 + (p[2] - '0');
    *at = p + 3;
    *minutes = hour * 60 + minute;
    return minute < 60 && *minutes <= DAY_MINUTES;
}

// "08:00-16:00", spaces around the dash allowed.
static bool
scan_span(const char **at, int *from, int *to)
{
    if (!scan_time(at, from)) {
        return false;
    }
    skip_spaces(at);
    if (**at != '-') {
        return false;
    }
    ++*at;
    skip_spaces(at);
    return scan_time(at, to);
}

enum config_code
take_utc_offset(struct config_entry *entry, void *into)
{
    const char *value = entry->value;
    const char *at = value + 1;
    int minutes = 0;
    if ((value[0] != '-' && value[0] != '+') || strlen(value) != 6 || !scan_time(&at, &minutes) ||
        *at != '\0') {
        return CONFIG_VALUE;
    }
    minutes = value[0] == '-' ? -minutes : minutes;
    if (minutes < OFFSET_MIN || minutes > OFFSET_MAX) {
        memcpy(entry->hint, "-12:00 … +14:00", sizeof "-12:00 … +14:00");
        return CONFIG_RANGE;
    }
    *(int *)into = minutes;
    return CONFIG_FINE;
}

enum config_code
take_quiet(struct config_entry *entry, void *into)
{
    const char *at = entry->value;
    struct config_shift quiet = {.weekday_mask = (1 << DAYS) - 1};
    if (!scan_span(&at, &quiet.opens, &quiet.closes) || *at != '\0' ||
        quiet.opens == quiet.closes || quiet.opens == DAY_MINUTES) {
        return CONFIG_VALUE;
    }
    *(struct config_shift *)into = quiet;
    return CONFIG_FINE;
}

// Days as OpenStreetMap writes them, in any case; -1: none.
static int
scan_day(const char **at)
{
    static const char names[DAYS][3] = {"mo", "tu", "we", "th", "fr", "sa", "su"};
    for (int i = 0; i < DAYS; i++) {
        if (strncasecmp(*at, names[i], 2) == 0) {
            *at += 2;
            return i;
        }
    }
    return -1;
}

// "mo-fr 08:00-16:00" or "sa 08:00-12:00"; also over Sunday: "sa-mo".
static bool
scan_shift(const char **at, struct config_shift *shift)
{
    int first = scan_day(at);
    int last = first;
    if (first >= 0 && **at == '-') {
        ++*at;
        last = scan_day(at);
    }
    if (first < 0 || last < 0 || **at != ' ') {
        return false;
    }
    *shift = (struct config_shift){.weekday_mask = 1 << last};
    for (int day = first; day != last; day = (day + 1) % DAYS) {
        shift->weekday_mask |= 1 << day;
    }
    skip_spaces(at);
    return scan_span(at, &shift->opens, &shift->closes) && shift->opens < shift->closes &&
           shift->closes < DAY_MINUTES;
}

enum config_code
take_hours(struct config_entry *entry, void *into)
{
    struct config_shift shifts[CONFIG_SHIFTS_MAX] = {{0}};
    const char *at = entry->value;
    for (int i = 0; i < CONFIG_SHIFTS_MAX; i++) {
        if (!scan_shift(&at, &shifts[i])) {
            return CONFIG_VALUE;
        }
        skip_spaces(&at);
        if (*at == '\0') {
            memcpy(into, shifts, sizeof shifts);
            return CONFIG_FINE;
        }
        if (*at++ != ',') {
            return CONFIG_VALUE;
        }
        skip_spaces(&at);
    }
    return CONFIG_LONG;
}
