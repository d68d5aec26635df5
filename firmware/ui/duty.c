// Moves of the staff: the way to their screens, the clock, the first check.
#include "ui/internal.h"

enum { DAY_MIN = 24 * 60, YEAR_FIRST = 2020, YEARS = 80 };

// Not secrets: only nobody gets there by leaning on the glass or going round the ring. Neither holds the start
// of the other behind its own.
static const struct {
    int digits;
    enum screen screen;
} GATES[] = {{3142, SCREEN_MANAGER}, {2413, SCREEN_TECH}};

enum { GATE_COUNT = sizeof GATES / sizeof *GATES };

static bool
leads_on(int digits)
{
    for (int i = 0; i < GATE_COUNT; i++) {
        for (int start = GATES[i].digits; start > 0; start /= 10) {
            if (start == digits) {
                return true;
            }
        }
    }
    return digits == 0;
}

// The place remembers of the digits touched the longest end that a number begins with.
static void
touch_number(struct visit *visit, int digit)
{
    struct place *at = &visit->at;
    if (at->screen != SCREEN_STAFF || at->arg < 0 || at->arg > 999 || digit < 0 || digit > 9) {
        return;
    }
    int digits = at->arg * 10 + digit;
    for (int unit = 1000; !leads_on(digits); unit /= 10) {
        digits %= unit;
    }
    at->arg = digits;
    for (int i = 0; i < GATE_COUNT; i++) {
        if (digits == GATES[i].digits) { // BACK leads to where the numbers were called up
            visit_arrive(visit, GATES[i].screen, 0);
        }
    }
}

// Clock ----------------------------------------------------------------------------------------------

int32_t
visit_minute(const struct visit *visit, const struct clock *clock)
{
    struct date now = clock_date(clock);
    return visit->minute > 0 ? visit->minute : clock_days(&now) * DAY_MIN + now.minute;
}

// Round a dial of so many values.
static int
dial(int value, int least, int count)
{
    return least + ((value - least) % count + count) % count;
}

static int
days_of_month(struct date date)
{
    date.day = 1;
    int first = clock_days(&date);
    date.year += date.month / 12;
    date.month = date.month % 12 + 1;
    return clock_days(&date) - first;
}

static void
turn_clock(struct visit *visit, const struct clock *clock, int step)
{
    int32_t minute = visit_minute(visit, clock);
    struct date date = clock_date_of_days(minute / DAY_MIN);
    int hour = minute % DAY_MIN / 60;
    int past = minute % 60;
    switch ((enum clock_field)visit->at.arg) {
    case CLOCK_YEAR:
        date.year = dial(date.year + step, YEAR_FIRST, YEARS);
        break;
    case CLOCK_MONTH:
        date.month = dial(date.month + step, 1, 12);
        break;
    case CLOCK_DAY:
        date.day = dial(date.day + step, 1, days_of_month(date));
        break;
    case CLOCK_HOUR:
        hour = dial(hour + step, 0, 24);
        break;
    case CLOCK_TENS:
        past = dial(past + 10 * step, 0, 60);
        break;
    case CLOCK_MINUTE:
        past = past / 10 * 10 + dial(past % 10 + step, 0, 10);
        break;
    case CLOCK_FIELDS:
        break;
    }
    int last = days_of_month(date);
    date.day = date.day > last ? last : date.day;
    visit->minute = clock_days(&date) * DAY_MIN + hour * 60 + past;
}

// Back to where the time is shown.
static void
leave_clock(struct visit *visit)
{
    visit->minute = 0;
    while (visit->at.screen == SCREEN_SET_CLOCK && visit->depth > 0) {
        visit_back(visit);
    }
}

// First check ----------------------------------------------------------------------------------------

static void
check(struct visit *visit, enum check step, enum checked result)
{
    struct duty *duty = &visit->duty;
    uint16_t bit = (uint16_t)(1u << step);
    duty->right = (uint16_t)((duty->right & ~bit) | (result == CHECKED_RIGHT ? bit : 0));
    duty->wrong = (uint16_t)((duty->wrong & ~bit) | (result == CHECKED_WRONG ? bit : 0));
    if (visit->at.screen == SCREEN_POINTS) { // it stands over its step
        visit_back(visit);
    }
    visit_go(visit, SCREEN_CHECK, (int)step + 1);
}

static void
meet_point(struct visit *visit)
{
    struct duty *duty = &visit->duty;
    duty->missed_x = duty->missed_y = -1;
    duty->by_keys = (uint8_t)(duty->by_keys + visit->keys);
    if (++duty->points == CHECK_POINTS) {
        check(visit, CHECK_TOUCH, duty->by_keys > 0 ? CHECKED_NOT : CHECKED_RIGHT);
    }
}

static void
begin(struct visit *visit, enum screen next)
{
    struct duty *duty = &visit->duty;
    if (next == SCREEN_POINTS) {
        duty->points = duty->by_keys = 0;
        duty->missed_x = duty->missed_y = -1;
    } else if (next == SCREEN_SET_CLOCK && visit->at.screen != SCREEN_SET_CLOCK) {
        visit->minute = 0;
    } else if (next == SCREEN_CHECK && visit->at.screen == SCREEN_TECH) {
        *duty = (struct duty){.right = 0};
    }
}

// ---------------------------------------------------------------------------------------------------------

// Past the questions, to where they were called up.
static void
leave_questions(struct visit *visit)
{
    while ((visit->at.screen == SCREEN_REVERT || visit->at.screen == SCREEN_FACTORY) &&
           visit->depth > 0) {
        visit_back(visit);
    }
}

bool
duty_apply(struct visit *visit, const struct action *action, const struct world *world)
{
    int screen = visit->at.screen;
    switch (action->kind) {
    case ACT_GO:
        begin(visit, (enum screen)action->arg2);
        return false;
    case ACT_STAFF:
        touch_number(visit, action->arg);
        return true;
    case ACT_REVERT:
    case ACT_FACTORY:
        leave_questions(visit);
        return true;
    case ACT_TURN_CLOCK:
        if (screen == SCREEN_SET_CLOCK) {
            turn_clock(visit, world->clock, action->arg);
        }
        return true;
    case ACT_SET_CLOCK:
        leave_clock(visit);
        return true;
    case ACT_CHECKED:
        if ((screen == SCREEN_CHECK || screen == SCREEN_POINTS) && action->arg < CHECK_END) {
            check(visit, (enum check)action->arg, (enum checked)action->arg2);
        }
        return true;
    case ACT_POINT:
        if (screen == SCREEN_POINTS && action->arg == visit->duty.points) {
            meet_point(visit);
        }
        return true;
    default:
        return false;
    }
}
