#pragma once
// A folder in memory, a fake clock that begins on Monday 2026-11-23 at 10:00, and the cells of a small hub.

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "counts/internal.h"
#include "test.h"

#define BOX_MONDAY INT64_C(1795392000) // 2026-11-23T00:00Z
enum { BOX_HOUR_MS = 3600 * 1000, BOX_DAY_MS = 24 * BOX_HOUR_MS };

struct box {
    char folder[64];
    char file[96];
    char journal[112];
    struct clock clock;
    struct counts_rules rules;
    struct counts *counts;
};

static inline int
box_remove_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline void
box_cell(struct counts_rules *rules, const char *name, bool monthly)
{
    struct counts_cell *cell = &rules->cells[rules->count++];
    memset(cell, 0, sizeof *cell);
    snprintf(cell->name, sizeof cell->name, "%s", name);
    cell->monthly = monthly;
}

static inline void
box_rules(struct counts_rules *rules)
{
    static const char *const weekly[] = {"visit", "lang:es", "lang:ht", "lang:other",
        "topic:documents", "topic:work", "topic:health", "topic:travel", "referral:health",
        "referral:work", "unmet:search", "unmet:work", "hotline", "gap:ht", "qr", "help", "audio",
        "tally:woman", "tally:man", "health:reboot", "health:undervolt"};
    *rules = (struct counts_rules){
        .epoch = 1, .seq = 7, .epsilon_num = 1, .epsilon_den = 1, .threshold = 10};
    for (size_t i = 0; i < sizeof weekly / sizeof *weekly; i++) {
        box_cell(rules, weekly[i], false);
    }
    box_cell(rules, "topic:gbv", true);
    box_cell(rules, "referral:protection", true);
}

static inline void
box_open(struct box *box)
{
    box->counts = counts_open(box->folder, "gt", "ventanilla-1", &box->clock);
    counts_declare(box->counts, &box->rules);
}

static inline void
box_close(struct box *box)
{
    counts_close(box->counts);
    box->counts = NULL;
}

static inline void
box_begin(struct box *box)
{
    bool memory = access("/dev/shm", W_OK) == 0; // thousands of syncs
    *box = (struct box){.clock = clock_fake(BOX_MONDAY + 10 * 3600)};
    clock_advance(&box->clock, BOX_HOUR_MS); // the machine did not just start
    snprintf(box->folder, sizeof box->folder, "%s/hub-counts-XXXXXX", memory ? "/dev/shm" : "/tmp");
    ASSERT(mkdtemp(box->folder));
    snprintf(box->file, sizeof box->file, "%s/counts.db", box->folder);
    snprintf(box->journal, sizeof box->journal, "%s-journal", box->file);
    box_rules(&box->rules);
}

static inline void
box_end(struct box *box)
{
    box_close(box);
    nftw(box->folder, box_remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static inline int
box_setup(void **state)
{
    struct box *box = malloc(sizeof *box);
    assert_non_null(box);
    box_begin(box);
    *state = box;
    return 0;
}

static inline int
box_teardown(void **state)
{
    box_end(*state);
    free(*state);
    return 0;
}

static inline void
box_mark(struct box *box, struct counts_visit *visit, const char *name)
{
    int cell = counts_find(box->counts, name);
    assert_true(cell >= 0);
    counts_mark(box->counts, visit, cell);
}

// A visit that marks names, separated by spaces.
static inline void
box_visit(struct box *box, const char *names)
{
    struct counts_visit visit = {0};
    char name[RECORD_CELL_MAX];
    while (*names) {
        size_t len = strcspn(names, " ");
        snprintf(name, sizeof name, "%.*s", (int)len, names);
        box_mark(box, &visit, name);
        names += len;
        names += *names == ' ';
    }
    counts_visit_end(box->counts, &visit);
}

static inline void
box_flush(struct box *box)
{
    struct err err = {0};
    bool ok = counts_flush(box->counts, &err);
    assert_string_equal(err.text, "");
    assert_true(ok);
}

static inline void
box_wait(struct box *box, int days)
{
    clock_advance(&box->clock, (int64_t)days * BOX_DAY_MS);
}

// What the open period has of it, exactly; SPAN_NONE where it is not counted there.
static inline uint32_t
box_open_value(const struct box *box, const char *name)
{
    const struct book *book = &box->counts->book;
    for (int i = 0; i < book->names_count; i++) {
        if (strcmp(book->names[i], name) == 0) {
            uint32_t week = book->week.cells[i].least;
            return week != SPAN_NONE ? week : book->month.cells[i].least;
        }
    }
    return SPAN_NONE;
}

static inline char *
box_read(const char *path, size_t *len)
{
    char *data = NULL;
    struct err err = {0};
    assert_true(file_read(path, 16 * 1024 * 1024, &data, len, &err));
    return data;
}

// Records in the folder "closed" with that suffix.
static inline int
box_records(const struct box *box, const char *suffix)
{
    char path[96];
    int count = 0;
    snprintf(path, sizeof path, "%s/closed", box->folder);
    DIR *folder = opendir(path);
    const struct dirent *entry = NULL;
    while (folder && (entry = readdir(folder)) != NULL) {
        count += record_file_is(entry->d_name, suffix);
    }
    if (folder) {
        closedir(folder);
    }
    return count;
}

static inline int
box_row(const struct box *box, const char *name)
{
    struct record_period period;
    assert_true(record_period_parse(name, &period));
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        const struct head *head = &box->counts->book.heads[row];
        if (head->state != PERIOD_FREE && head->period.kind == period.kind &&
            head->period.year == period.year && head->period.number == period.number) {
            return row;
        }
    }
    return 0;
}
