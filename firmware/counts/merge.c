// When every row is taken, some ten years on: the closed periods of the oldest year become one row, coarser,
// never lost. What somebody took is with the collector and goes into no year, or it would count twice.
#include "counts/internal.h"

static uint32_t
sum(uint32_t a, uint32_t b)
{
    uint64_t all = (uint64_t)a + b;
    return all < RECORD_VALUE_MAX ? (uint32_t)all : (uint32_t)RECORD_VALUE_MAX;
}

static void
add_cells(struct period *year, const struct period *part)
{
    for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
        struct span *to = &year->cells[i];
        const struct span *from = &part->cells[i];
        if (from->least == SPAN_NONE) {
            continue;
        }
        bool first = to->least == SPAN_NONE;
        *to = first ? *from : (struct span){sum(to->least, from->least), sum(to->most, from->most)};
    }
    year->head.clock = part->head.clock > year->head.clock ? part->head.clock : year->head.clock;
    if (part->head.threshold > year->head.threshold) {
        year->head.threshold = part->head.threshold;
    }
    year->head.noise_num = part->head.noise_num;
    year->head.noise_den = part->head.noise_den;
    year->head.epoch = part->head.epoch;
    year->head.seq = part->head.seq;
}

// Parts may have been closed with different thresholds.
static void
settle(struct period *year)
{
    uint32_t below = year->head.threshold - 1;
    for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
        struct span *cell = &year->cells[i];
        if (cell->least == SPAN_NONE) {
            continue;
        }
        if (cell->least == cell->most && cell->least <= below) {
            *cell = (struct span){0, below};
        }
        cell->most = cell->most < below ? below : cell->most;
    }
}

static bool
is_part(const struct head *head, int year)
{
    return head->state == PERIOD_CLOSED && head->period.kind != RECORD_YEAR &&
           (year == 0 || head->period.year == year);
}

static int
oldest_year(const struct book *book)
{
    int oldest = 0;
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        const struct head *head = &book->heads[row];
        if (is_part(head, 0) && (oldest == 0 || head->period.year < oldest)) {
            oldest = head->period.year;
        }
    }
    return oldest;
}

// The year's row if there is one, else an empty year without a row.
static bool
find_year(struct counts *counts, int number, struct period *year, struct err *err)
{
    *year = (struct period){
        .head = {.state = PERIOD_CLOSED, .period = {RECORD_YEAR, number, 0}, .noise_den = 1}};
    for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
        year->cells[i] = (struct span){SPAN_NONE, SPAN_NONE};
    }
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        const struct head *head = &counts->book.heads[row];
        if (head->state == PERIOD_CLOSED && head->period.kind == RECORD_YEAR &&
            head->period.year == number) {
            return file_get_period(&counts->file, row, year, err);
        }
    }
    return true;
}

static bool
put(struct counts *counts, const struct period *period, struct err *err)
{
    counts->book.heads[period->row] = period->head;
    return file_put_period(&counts->file, period, err);
}

bool
merge_oldest(struct counts *counts, struct err *err)
{
    int number = oldest_year(&counts->book);
    struct period year;
    if (number == 0) {
        return err_set(err, ERR_LIMIT, "counts: nothing can be merged");
    }
    if (!find_year(counts, number, &year, err)) {
        return false;
    }
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        struct period part = {.row = row};
        if (!is_part(&counts->book.heads[row], number)) {
            continue;
        }
        if (!file_get_period(&counts->file, row, &part, err)) {
            return false;
        }
        if (!leave_taken(counts, &part.head)) {
            year.row = year.row > 0 ? year.row : row;
            add_cells(&year, &part);
        }
        if (!put(counts, &(struct period){.row = row}, err)) {
            return false;
        }
    }
    settle(&year);
    year.head.told = false;
    return year.row == 0 || put(counts, &year, err);
}
