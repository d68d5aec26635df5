// A line's charge is the time it was active less the time it was not, between nothing and debounce; full it is
// pressed, empty it is released. So bounces of any pattern take only as long as they last, a spike shorter
// than debounce is nothing, and edges that are read late still give every press.
#include "buttons/buttons.h"

#include <string.h>

#include "base/log.h"

enum { US = 1000, SECOND_US = 1000 * 1000 };

static bool
may_be_held(enum wiring_function function)
{
    return function == WIRING_HEADPHONE || wiring_is_led(function);
}

// Events -------------------------------------------------------------------------------------------

static void
push(struct buttons *buttons, enum wiring_function function, bool active, int64_t time_us)
{
    int at = buttons->count++;
    while (at > 0 && buttons->events[at - 1].time_us > time_us) {
        buttons->events[at] = buttons->events[at - 1];
        at--;
    }
    buttons->events[at] = (struct buttons_event){function, active, time_us};
}

// A press is handed out only while there is room for every release, its own too.
static void
tell_press(struct buttons *buttons, enum wiring_function function, int64_t time_us)
{
    struct buttons_track *track = &buttons->tracks[function];
    if (track->told || BUTTONS_EVENTS_MAX - buttons->count < buttons->owed + 2) {
        return;
    }
    track->told = true;
    buttons->owed++;
    buttons->state.lines[function].presses++;
    push(buttons, function, true, time_us);
}

static void
tell_release(struct buttons *buttons, enum wiring_function function, int64_t time_us)
{
    struct buttons_track *track = &buttons->tracks[function];
    if (!track->told) {
        return;
    }
    track->told = false;
    buttons->owed--;
    push(buttons, function, false, time_us);
}

int
buttons_take(struct buttons *buttons, struct buttons_event *events, int max)
{
    int count = buttons->count < max ? buttons->count : max;
    memcpy(events, buttons->events, sizeof *events * (size_t)count);
    buttons->count -= count;
    memmove(buttons->events, buttons->events + count, sizeof *events * (size_t)buttons->count);
    return count;
}

// Faults -------------------------------------------------------------------------------------------

static void
chatter(struct buttons *buttons, enum wiring_function function, int64_t time_us)
{
    struct buttons_line *line = &buttons->state.lines[function];
    struct buttons_track *track = &buttons->tracks[function];
    if (line->chatters) {
        return;
    }
    line->chatters = true;
    tell_release(buttons, function, time_us);
    if (!track->complained) {
        LOG_WARN("panel: %s chatters and does not count meanwhile", wiring_name(function));
        track->complained = true;
    }
}

static void
look_for_stuck(struct buttons *buttons, enum wiring_function function, int64_t now_us)
{
    struct buttons_line *line = &buttons->state.lines[function];
    struct buttons_track *track = &buttons->tracks[function];
    bool over =
        line->active && !may_be_held(function) && now_us - track->pressed_us >= buttons->stuck_us;
    if (!over || line->stuck) {
        return;
    }
    line->stuck = true;
    tell_release(buttons, function, now_us);
    LOG_WARN("panel: %s is stuck and does not count until it is let go", wiring_name(function));
}

// A hand does not press so often.
static void
count_press(struct buttons *buttons, enum wiring_function function, int64_t time_us)
{
    struct buttons_track *track = &buttons->tracks[function];
    if (time_us - track->second_us >= SECOND_US) {
        track->second_us = time_us;
        track->in_second = 0;
    }
    if (++track->in_second > BUTTONS_PRESSES_MAX) {
        chatter(buttons, function, time_us);
    }
}

// Levels -------------------------------------------------------------------------------------------

static void
settle(struct buttons *buttons, enum wiring_function function, bool active, int64_t time_us)
{
    struct buttons_line *line = &buttons->state.lines[function];
    struct buttons_track *track = &buttons->tracks[function];
    line->active = active;
    if (!active) {
        line->stuck = false;
        tell_release(buttons, function, time_us);
        return;
    }
    track->pressed_us = time_us;
    count_press(buttons, function, time_us);
    if (!line->chatters) {
        tell_press(buttons, function, time_us);
    }
}

// Reckons the charge up to then, the line standing as raw says.
static void
advance(struct buttons *buttons, enum wiring_function function, int64_t time_us)
{
    struct buttons_line *line = &buttons->state.lines[function];
    struct buttons_track *track = &buttons->tracks[function];
    if (time_us <= track->at_us) {
        return;
    }
    int64_t full = buttons->debounce_us;
    int64_t need = track->raw ? full - track->charge_us : track->charge_us;
    int64_t passed = time_us - track->at_us;
    int64_t settled_us = track->at_us + need;
    track->at_us = time_us;
    if (passed < need) {
        track->charge_us += track->raw ? passed : -passed;
        return;
    }
    track->charge_us = track->raw ? full : 0;
    if (line->active != track->raw) {
        settle(buttons, function, track->raw, settled_us);
    }
}

static void
disturb(struct buttons *buttons, enum wiring_function function, bool active, int64_t time_us)
{
    struct buttons_line *line = &buttons->state.lines[function];
    struct buttons_track *track = &buttons->tracks[function];
    if (line->edge_us == 0 || time_us - line->edge_us > buttons->debounce_us) {
        track->restless_us = time_us;
    }
    if (time_us - track->restless_us >= (int64_t)BUTTONS_CHATTER_MS * US) {
        chatter(buttons, function, time_us);
    }
    track->raw = active;
    track->unsure = true;
    line->edge_us = time_us;
}

void
buttons_edge(struct buttons *buttons, enum wiring_function function, bool active, int64_t time_us)
{
    struct buttons_track *track = &buttons->tracks[function];
    if (!buttons->state.lines[function].watched) {
        return;
    }
    int64_t then_us = time_us > track->at_us ? time_us : track->at_us;
    advance(buttons, function, then_us);
    disturb(buttons, function, active, then_us);
    track->edged = true;
}

void
buttons_sample(struct buttons *buttons, enum wiring_function function, bool active, int64_t now_us)
{
    struct buttons_line *line = &buttons->state.lines[function];
    struct buttons_track *track = &buttons->tracks[function];
    if (!line->watched) {
        return;
    }
    bool differs = active != track->raw;
    if (differs && track->edged) {
        track->raw = active; // its last edge was told the wrong way round
    }
    advance(buttons, function, now_us);
    if (differs && !track->edged) {
        disturb(buttons, function, active, track->at_us); // an edge was lost
    }
    track->edged = false;
    track->unsure = track->unsure && now_us - line->edge_us < buttons->debounce_us;
}

// Life of a line -----------------------------------------------------------------------------------

void
buttons_init(struct buttons *buttons, const struct panel_wiring *wiring)
{
    *buttons = (struct buttons){
        .debounce_us = (int64_t)wiring->debounce_ms * US,
        .stuck_us = (int64_t)wiring->stuck_s * SECOND_US,
    };
    buttons->state.keypads = -1;
    for (int i = 0; i < WIRING_CHIPS; i++) {
        buttons->state.chips[i] = wiring->chip[i][0] ? BUTTONS_ABSENT : BUTTONS_UNSET;
    }
}

void
buttons_begin(struct buttons *buttons, enum wiring_function function, bool active, int64_t now_us)
{
    struct buttons_line *line = &buttons->state.lines[function];
    struct buttons_track *track = &buttons->tracks[function];
    line->watched = true;
    line->refusal = BUTTONS_ACCEPTED;
    line->active = active;
    line->stuck = false;
    line->chatters = false;
    *track = (struct buttons_track){.raw = active,
        .told = track->told,
        .complained = track->complained,
        .at_us = now_us,
        .charge_us = active ? buttons->debounce_us : 0,
        .pressed_us = now_us};
    if (function == WIRING_HEADPHONE && active) {
        tell_press(buttons, function, now_us);
    } else {
        tell_release(buttons, function, now_us);
    }
}

void
buttons_end(struct buttons *buttons, enum wiring_function function, int64_t now_us)
{
    struct buttons_line *line = &buttons->state.lines[function];
    line->watched = false;
    line->stuck = false;
    line->chatters = false;
    if (function != WIRING_HEADPHONE) {
        line->active = false;
        tell_release(buttons, function, now_us);
    }
}

// Time ---------------------------------------------------------------------------------------------

// When the line has to be looked at; INT64_MAX: not by itself.
static int64_t
sample_due_us(const struct buttons *buttons, enum wiring_function function)
{
    const struct buttons_line *line = &buttons->state.lines[function];
    const struct buttons_track *track = &buttons->tracks[function];
    if (!line->watched) {
        return INT64_MAX;
    }
    int64_t need = track->raw ? buttons->debounce_us - track->charge_us : track->charge_us;
    int64_t due = need > 0 ? track->at_us + need : INT64_MAX;
    int64_t rest = track->unsure ? line->edge_us + buttons->debounce_us : INT64_MAX;
    return due < rest ? due : rest;
}

// When something happens to it without a sample.
static int64_t
tick_due_us(const struct buttons *buttons, enum wiring_function function)
{
    const struct buttons_line *line = &buttons->state.lines[function];
    const struct buttons_track *track = &buttons->tracks[function];
    bool may_stick = line->watched && line->active && !line->stuck && !may_be_held(function);
    int64_t stuck = may_stick ? track->pressed_us + buttons->stuck_us : INT64_MAX;
    int64_t calm = line->chatters ? line->edge_us + (int64_t)BUTTONS_CALM_MS * US : INT64_MAX;
    return stuck < calm ? stuck : calm;
}

void
buttons_tick(struct buttons *buttons, int64_t now_us)
{
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT; i++) {
        struct buttons_line *line = &buttons->state.lines[i];
        if (!line->watched || now_us < tick_due_us(buttons, i)) {
            continue;
        }
        look_for_stuck(buttons, i, now_us);
        if (now_us - line->edge_us >= (int64_t)BUTTONS_CALM_MS * US) {
            line->chatters = false;
        }
    }
}

bool
buttons_wants(const struct buttons *buttons, enum wiring_function function, int64_t now_us)
{
    return buttons->tracks[function].edged || sample_due_us(buttons, function) <= now_us;
}

int64_t
buttons_due_us(const struct buttons *buttons)
{
    int64_t due = INT64_MAX;
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT; i++) {
        int64_t sample = sample_due_us(buttons, i);
        int64_t tick = tick_due_us(buttons, i);
        due = sample < due ? sample : due;
        due = tick < due ? tick : due;
    }
    return due;
}
