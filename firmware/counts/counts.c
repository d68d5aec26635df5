#include "counts/counts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "counts/internal.h"

// Names -------------------------------------------------------------------------------------------

enum counts_kind
counts_kind(const char *name)
{
    static const struct {
        const char *name;
        size_t len; // compared: with the colon a code follows, with the NUL none
        enum counts_kind kind;
    } kinds[] = {{"visit", 6, COUNTS_VISIT}, {"lang:", 5, COUNTS_LANGUAGE},
        {"topic:", 6, COUNTS_TOPIC}, {"referral:", 9, COUNTS_REFERRAL}, {"unmet:", 6, COUNTS_UNMET},
        {"hotline", 8, COUNTS_HOTLINE}, {"gap:", 4, COUNTS_GAP}, {"qr", 3, COUNTS_QR},
        {"help", 5, COUNTS_HELP}, {"audio", 6, COUNTS_AUDIO}, {"tally:", 6, COUNTS_STAFF},
        {"health:", 7, COUNTS_HEALTH}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(name, kinds[i].name, kinds[i].len) == 0) {
            return kinds[i].kind;
        }
    }
    return COUNTS_OTHER;
}

int
counts_find(const struct counts *counts, const char *name)
{
    for (int i = 0; counts && i < counts->rules.count; i++) {
        if (strcmp(counts->rules.cells[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

// The name's slot, a new one if there is room; -1.
static int
slot_of(struct book *book, const char name[RECORD_CELL_MAX])
{
    for (int i = 0; i < book->names_count; i++) {
        if (strcmp(book->names[i], name) == 0) {
            return i;
        }
    }
    if (book->names_count == COUNTS_CELLS_MAX || !name_valid(name)) {
        return -1;
    }
    memcpy(book->names[book->names_count], name, RECORD_CELL_MAX);
    return book->names_count++;
}

static void
find_slots(struct counts *counts)
{
    int lost = 0;
    for (int i = 0; i < counts->rules.count; i++) {
        const char *name = counts->rules.cells[i].name;
        counts->kinds[i] = counts_kind(name);
        counts->slots[i] = slot_of(&counts->book, name);
        lost += counts->slots[i] < 0;
    }
    if (lost > 0) {
        LOG_WARN("counts: no room for %d cells of this content; they are not counted", lost);
    }
}

// Opening -----------------------------------------------------------------------------------------

static void
complain(struct counts *counts, const struct err *err)
{
    if (!counts->failed) {
        LOG_WARN("%s; counting goes on in memory", err->text);
    }
    counts->failed = true;
}

static bool
open_file(struct counts *counts, struct err *err)
{
    if (!file_open(&counts->file, counts->folder, &counts->before, err)) {
        return false;
    }
    counts->book = counts->before;
    counts->anchor_day = counts->book.day;
    counts->anchor_ms = clock_ms(counts->clock);
    find_slots(counts);
    leave_begin(counts);
    return true;
}

struct counts *
counts_open(const char *folder, const char *network, const char *hub, const struct clock *clock)
{
    struct counts *counts = calloc(1, sizeof *counts);
    struct err err = {0};
    ASSERT(counts);
    counts->network = network;
    counts->hub = hub;
    counts->clock = clock;
    counts->flushed_ms = clock_ms(clock);
    int len = snprintf(counts->folder, sizeof counts->folder, "%s", folder ? folder : "");
    if (len >= (int)sizeof counts->folder) {
        err_set(&err, ERR_LIMIT, "%.100s: path too long", folder);
        counts->folder[0] = '\0';
        complain(counts, &err);
    }
    if (counts->folder[0] != '\0' && !open_file(counts, &err)) {
        complain(counts, &err);
    }
    return counts;
}

void
counts_close(struct counts *counts)
{
    struct err err = {0};
    if (!counts) {
        return;
    }
    if (!counts_flush(counts, &err)) {
        LOG_WARN("%s; what was counted since the last flush is lost", err.text);
    }
    file_close(&counts->file);
    explicit_bzero(counts, sizeof *counts);
    free(counts);
}

static uint32_t
within(uint32_t value, uint32_t least, uint32_t most)
{
    return value < least ? least : value > most ? most : value;
}

void
counts_declare(struct counts *counts, const struct counts_rules *rules)
{
    struct err err = {0};
    if (!counts) {
        return;
    }
    // Into the cells they were counted for; where the disk fails, what both contents have is kept.
    bool flushed = counts_flush(counts, &err);
    uint32_t pending[COUNTS_CELLS_MAX] = {0};
    for (int i = 0; !flushed && i < rules->count && i < COUNTS_CELLS_MAX; i++) {
        int was = counts_find(counts, rules->cells[i].name);
        pending[i] = was < 0 ? 0 : counts->pending[was];
    }
    counts->rules = *rules;
    struct counts_rules *mine = &counts->rules;
    mine->count = (int)within(rules->count < 0 ? 0 : (uint32_t)rules->count, 0, COUNTS_CELLS_MAX);
    mine->threshold = within(rules->threshold, 1, RECORD_THRESHOLD_MAX);
    mine->epsilon_num = within(rules->epsilon_num, 0, COUNTS_EPSILON_MAX);
    mine->epsilon_den = within(rules->epsilon_den, 1, COUNTS_EPSILON_MAX);
    memcpy(counts->pending, pending, sizeof pending);
    find_slots(counts);
    if (!counts_flush(counts, &err)) { // the new cells are 0 from now on, not unknown
        complain(counts, &err);
    }
}

// Counting ----------------------------------------------------------------------------------------

static bool
is_marked(const struct counts_visit *visit, int cell)
{
    return visit->marked[cell / 64] >> (cell % 64) & 1;
}

static void
set_mark(struct counts_visit *visit, int cell, bool on)
{
    uint64_t bit = UINT64_C(1) << (cell % 64);
    uint64_t *word = &visit->marked[cell / 64];
    *word = on ? *word | bit : *word & ~bit;
}

// The marked cell of that kind; -1.
static int
marked_of(const struct counts *counts, const struct counts_visit *visit, enum counts_kind kind)
{
    for (int i = 0; i < counts->rules.count; i++) {
        if (counts->kinds[i] == kind && is_marked(visit, i)) {
            return i;
        }
    }
    return -1;
}

void
counts_mark(const struct counts *counts, struct counts_visit *visit, int cell)
{
    if (!counts || cell < 0 || cell >= counts->rules.count || is_marked(visit, cell) ||
        counts->kinds[cell] >= COUNTS_STAFF) {
        return;
    }
    enum counts_kind kind = counts->kinds[cell];
    int other = marked_of(counts, visit, kind);
    if (kind == COUNTS_TOPIC) {
        if (visit->topics == COUNTS_TOPICS_MAX) {
            return;
        }
        visit->topic[visit->topics++] = (uint8_t)cell;
    } else if (kind == COUNTS_LANGUAGE && other >= 0) {
        set_mark(visit, other, false);
    } else if (other >= 0) {
        return;
    }
    set_mark(visit, cell, true);
}

static void
count(struct counts *counts, int cell, int *left)
{
    if (cell >= 0 && *left > 0) {
        counts->pending[cell] += counts->pending[cell] < RECORD_VALUE_MAX;
        --*left;
    }
}

void
counts_visit_end(struct counts *counts, struct counts_visit *visit)
{
    int left = COUNTS_VISIT_MAX;
    if (counts && marked_of(counts, visit, COUNTS_VISIT) >= 0) {
        for (int kind = COUNTS_VISIT; kind < COUNTS_STAFF; kind++) {
            int cell = kind == COUNTS_TOPIC && visit->topics > 0
                           ? visit->topic[0]
                           : marked_of(counts, visit, (enum counts_kind)kind);
            count(counts, cell, &left);
        }
        for (int i = 1; i < visit->topics; i++) {
            count(counts, visit->topic[i], &left);
        }
    }
    explicit_bzero(visit, sizeof *visit);
}

void
counts_add(struct counts *counts, int cell)
{
    if (counts && cell >= 0 && cell < counts->rules.count &&
        (counts->kinds[cell] == COUNTS_STAFF || counts->kinds[cell] == COUNTS_HEALTH)) {
        counts->pending[cell] += counts->pending[cell] < RECORD_VALUE_MAX;
    }
}

// Flushing ----------------------------------------------------------------------------------------

int64_t
counts_due_ms(const struct counts *counts)
{
    if (!counts || counts->folder[0] == '\0') {
        return INT64_MAX;
    }
    int64_t left = counts->flushed_ms + COUNTS_FLUSH_MS - clock_ms(counts->clock);
    return left > 0 ? left : 0;
}

static bool
write_down(struct counts *counts, struct err *err)
{
    if (!counts->file.db && !open_file(counts, err)) {
        return false;
    }
    counts->before = counts->book;
    memcpy(counts->uncounted, counts->pending, sizeof counts->pending);
    bool begun = file_begin(&counts->file, err);
    if (begun && turn(counts, err) && file_commit(&counts->file, err)) {
        memset(counts->pending, 0, sizeof counts->pending);
        memset(counts->uncounted, 0, sizeof counts->uncounted);
        memset(&counts->before, 0, sizeof counts->before);
        return db_wipe_kept(counts->file.path, err);
    }
    if (begun) {
        file_undo(&counts->file);
    }
    counts->book = counts->before;
    memcpy(counts->pending, counts->uncounted, sizeof counts->pending);
    return false;
}

bool
counts_flush(struct counts *counts, struct err *err)
{
    if (!counts || counts->folder[0] == '\0') {
        return true;
    }
    counts->flushed_ms = clock_ms(counts->clock);
    if (counts->rules.count == 0) { // without content nothing is counted, and nothing can be closed
        return true;
    }
    health_look(counts);
    if (!write_down(counts, err)) {
        complain(counts, err);
        return false;
    }
    counts->failed = false;
    leave(counts);
    return true;
}

// Reading -----------------------------------------------------------------------------------------

bool
counts_kept(const struct counts *counts)
{
    return counts && counts->file.db && !counts->failed;
}

static int
newest_first(const void *a, const void *b)
{
    const struct counts_period *x = a;
    const struct counts_period *y = b;
    int first_x = record_period_first(&x->period);
    int first_y = record_period_first(&y->period);
    if (first_x != first_y) {
        return first_x < first_y ? 1 : -1;
    }
    return (int)x->period.kind - (int)y->period.kind;
}

int
counts_periods(const struct counts *counts, struct counts_period periods[COUNTS_PERIODS_MAX])
{
    int count = 0;
    for (int row = 1; counts && row <= COUNTS_PERIODS_MAX; row++) {
        const struct head *head = &counts->book.heads[row];
        if (head->state != PERIOD_FREE) {
            periods[count++] = (struct counts_period){.period = head->period,
                .open = head->state == PERIOD_OPEN,
                .clock = head->clock,
                .noise_num = head->noise_num,
                .noise_den = head->noise_den,
                .row = row};
        }
    }
    qsort(periods, (size_t)count, sizeof *periods, newest_first);
    return count;
}

int
counts_values(struct counts *counts, int row, struct record_cell cells[COUNTS_CELLS_MAX])
{
    struct period period;
    struct err err = {0};
    if (!counts || row < 1 || row > COUNTS_PERIODS_MAX || !counts->file.db ||
        counts->book.heads[row].state == PERIOD_FREE ||
        !file_get_period(&counts->file, row, &period, &err)) {
        return 0;
    }
    return period_cells(&period, &counts->book, cells);
}
