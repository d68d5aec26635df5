#pragma once
// All time comes from here, so that tests and the headless kiosk can move it.

#include <stdbool.h>
#include <stdint.h>

enum clock_quality {
    CLOCK_SURE,    // set by a network or an RTC since boot
    CLOCK_BY_HAND, // set by a person since boot, whom nobody can check
    CLOCK_UNSURE,  // ran on from the last known time, or stood before the content was built
};

struct clock {
    bool fake;
    int64_t fake_ms; // both clocks of a fake
    int64_t fake_wall_s;
    int64_t floor_s;   // "today" is never before this (build date of the content)
    int offset_s;      // local time east of UTC
    bool synchronised; // somebody vouched for the wall clock since boot
    bool by_hand;      // it was set on the screen since boot, after that
};

struct date { // local calendar time
    int year;
    int month;   // 1..12
    int day;     // 1..31
    int weekday; // 0 = Monday .. 6
    int minute;  // of the day, 0..1439
};

// The real clock; synchronised as systemd-timesyncd or the kernel says. Offset from the system's time zone.
struct clock clock_real(void);
// A fake one: monotonic 0, wall time as given (seconds since 1970, UTC), synchronised, offset 0.
struct clock clock_fake(int64_t wall_s);
// Moves a fake clock; ms >= 0.
void clock_advance(struct clock *clock, int64_t ms);
// Sets a fake clock as a person does; of the real one see hub-clock.
void clock_set_fake(struct clock *clock, int64_t wall_s);

int64_t clock_ms(const struct clock *clock); // monotonic
// Wall clock, seconds since 1970 UTC, never before floor_s.
int64_t clock_wall_s(const struct clock *clock);
// Unsure when nobody vouched for the clock or it stood before floor_s.
enum clock_quality clock_quality(const struct clock *clock);
struct date clock_date(const struct clock *clock);

// "2026-11-30" to days since 1970-01-01 (proleptic Gregorian); false if it is no date.
bool clock_parse_date(const char *text, int *days);
// Days since 1970-01-01 to a date at minute 0.
struct date clock_date_of_days(int days);
int clock_days(const struct date *date);
// "08:30" to minutes of the day, 00:00..23:59; false if it is no time.
bool clock_parse_time(const char *text, int *minutes);
