// Which day may be believed. A Pi has no clock of its own, and every week it believes in is a row that is
// closed for ever: a clock that jumps must not run through ten years of them.
#include "base/log.h"
#include "counts/internal.h"

enum {
    JUMP_DAYS = 60,   // a clock may be this far ahead of what is known
    WILD_FLUSHES = 8, // a sure clock that is further is believed after so many flushes
    DAY_MS = 24 * 60 * 60 * 1000,
    DAY_S = 24 * 60 * 60,
};

// The last day that a wild clock could not have: measured from what was known when the process began and from
// what somebody vouched for, never from the day believed last, or many small jumps would add up.
static int
latest(const struct counts *counts)
{
    int floor_day = (int)(counts->clock->floor_s / DAY_S);
    int known = counts->book.sure_day > floor_day ? counts->book.sure_day : floor_day;
    int64_t days = (clock_ms(counts->clock) - counts->anchor_ms) / DAY_MS;
    int powered = counts->anchor_day + 1 + (int)days;
    return known + JUMP_DAYS > powered ? known + JUMP_DAYS : powered;
}

void
day_look(struct counts *counts)
{
    struct book *book = &counts->book;
    struct date date = clock_date(counts->clock);
    int now = clock_days(&date);
    bool sure = clock_quality(counts->clock) != CLOCK_UNSURE; // a person's word is somebody's word
    if (book->day == 0 && sure) { // a new machine: nothing to compare with
        book->day = now;
    } else if (book->day == 0) {
        int floor_day = (int)(counts->clock->floor_s / DAY_S);
        book->day = floor_day > 0 ? floor_day : now;
    }
    if (counts->anchor_day == 0) {
        counts->anchor_day = book->day;
        counts->anchor_ms = clock_ms(counts->clock);
    }
    bool far = now > latest(counts);
    counts->wild = far && sure ? counts->wild + 1 : 0;
    if (far && counts->wild == 1) {
        LOG_WARN("counts: the clock jumped %d days; not yet believed", now - book->day);
    }
    bool believed = !far || counts->wild >= WILD_FLUSHES;
    if (believed && now > book->day) {
        book->day = now;
    }
    if (believed && sure && now == book->day) {
        book->sure_day = now;
    }
}
