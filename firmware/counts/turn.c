// What one flush writes: the open week and month with what was counted since, and, when their time is over,
// these as noisy numbers and new ones in their place.
#include <string.h>

#include "counts/internal.h"

static void
add_pending(struct counts *counts, struct period *period)
{
    const struct counts_rules *rules = &counts->rules;
    bool monthly = period->head.period.kind == RECORD_MONTH;
    for (int i = 0; i < rules->count; i++) {
        int slot = counts->slots[i];
        if (slot < 0 || rules->cells[i].monthly != monthly || counts->kinds[i] == COUNTS_OTHER) {
            continue;
        }
        struct span *cell = &period->cells[slot];
        uint32_t value = cell->least == SPAN_NONE ? 0 : cell->least; // declared from now on
        uint32_t room = RECORD_VALUE_MAX - value;
        value += counts->pending[i] < room ? counts->pending[i] : room;
        *cell = (struct span){value, value};
    }
}

// From exact to noisy, once. A cell of the machine's health tells nothing of anybody and stays exact.
static void
close_cell(struct span *cell, struct noise *noise, const struct head *head, bool exact)
{
    int64_t value = cell->least;
    if (head->noise_num > 0 && !exact) {
        value += noise_laplace(noise, head->noise_num, head->noise_den);
    }
    value = value < 0 ? 0 : value > RECORD_VALUE_MAX ? RECORD_VALUE_MAX : value;
    if (value < head->threshold) {
        *cell = (struct span){0, head->threshold - 1};
    } else {
        *cell = (struct span){(uint32_t)value, (uint32_t)value};
    }
}

static uint32_t
common_divisor(uint32_t a, uint32_t b)
{
    while (b != 0) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

void
period_close(struct period *period, const struct book *book, const struct counts_rules *rules)
{
    struct head *head = &period->head;
    struct noise noise = {.left = 0};
    head->state = PERIOD_CLOSED;
    head->threshold = rules->threshold;
    head->epoch = rules->epoch;
    head->seq = rules->seq;
    // A visit changes at most COUNTS_VISIT_MAX cells by one, so each cell gets that part of epsilon.
    uint32_t num = rules->epsilon_num;
    uint32_t den = num > 0 ? rules->epsilon_den * COUNTS_VISIT_MAX : 1;
    uint32_t divisor = num > 0 ? common_divisor(num, den) : 1;
    head->noise_num = num / divisor;
    head->noise_den = den / divisor;
    for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
        if (period->cells[i].least != SPAN_NONE) {
            bool exact = counts_kind(book->names[i]) == COUNTS_HEALTH;
            close_cell(&period->cells[i], &noise, head, exact);
        }
    }
    noise_end(&noise);
}

static int
free_row(const struct book *book)
{
    int row = 1;
    while (row <= COUNTS_PERIODS_MAX && book->heads[row].state != PERIOD_FREE) {
        row++;
    }
    return row <= COUNTS_PERIODS_MAX ? row : 0;
}

static bool
begin(struct counts *counts, struct period *period, const struct record_period *of, struct err *err)
{
    int row = free_row(&counts->book);
    if (row == 0 && !merge_oldest(counts, err)) {
        return false;
    }
    row = free_row(&counts->book);
    if (row == 0) {
        return err_set(err, ERR_LIMIT, "counts: no row is free");
    }
    *period = (struct period){.row = row, .head = {.state = PERIOD_OPEN, .period = *of}};
    for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
        period->cells[i] = (struct span){SPAN_NONE, SPAN_NONE};
    }
    return true;
}

static bool
keep(struct counts *counts, const struct period *period, struct err *err)
{
    counts->book.heads[period->row] = period->head;
    return file_put_period(&counts->file, period, err);
}

// clock: what the days since the last flush were worth; a period is worth what its worst flush was.
static bool
turn_one(struct counts *counts, enum record_kind kind, enum record_clock clock, struct err *err)
{
    struct period *period = kind == RECORD_WEEK ? &counts->book.week : &counts->book.month;
    struct record_period now = record_period_of(kind, counts->book.day);
    bool over = period->head.state == PERIOD_OPEN &&
                record_period_first(&now) > record_period_first(&period->head.period);
    if (over) {
        add_pending(counts, period);
        period_close(period, &counts->book, &counts->rules);
        if (!keep(counts, period, err)) {
            return false;
        }
        memset(period, 0, sizeof *period);
    }
    if (period->head.state != PERIOD_OPEN && !begin(counts, period, &now, err)) {
        return false;
    }
    if (clock > period->head.clock) {
        period->head.clock = clock;
    }
    if (over) { // what was pending went into the period before
        struct counts_rules *rules = &counts->rules;
        for (int i = 0; i < rules->count; i++) {
            if (rules->cells[i].monthly == (kind == RECORD_MONTH)) {
                counts->pending[i] = 0;
            }
        }
    }
    add_pending(counts, period);
    return keep(counts, period, err);
}

bool
turn(struct counts *counts, struct err *err)
{
    day_look(counts);
    static const enum record_clock worth[] = {[CLOCK_SURE] = RECORD_CLOCK_SURE,
        [CLOCK_BY_HAND] = RECORD_CLOCK_MANUAL,
        [CLOCK_UNSURE] = RECORD_CLOCK_FLOOR};
    enum record_clock clock = worth[clock_quality(counts->clock)];
    counts->book.heartbeat++;
    return turn_one(counts, RECORD_WEEK, clock, err) &&
           turn_one(counts, RECORD_MONTH, clock, err) &&
           file_put_rest(&counts->file, &counts->book, err);
}
