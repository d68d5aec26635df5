// links: counts
// An honest counts.db with patches of any bytes at any place: the kiosk opens it or puts it aside, counts, closes a
// week and shows the table, and never keeps a number that it would not write itself. An input is a row of patches
//     u16 page | u16 offset | u8 length | bytes        little-endian; page and offset by remainder
// of which page 0xffff means the journal beside it.

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "counts/internal.h"
#include "fuzz.h"

enum { PATCH_HEAD = 5, PATCH_BYTES = 64, BASE_MAX = 4 * 1024 * 1024, JOURNAL_PAGE = 0xffff };

#define MONDAY INT64_C(1795392000) // 2026-11-23T00:00Z

struct place {
    char folder[64];
    char file[80];
    char journal[96];
    char aside[96];
    char *base; // the honest file
    size_t len;
};

static void
use(const char *folder, int64_t wall_s, bool close_a_week)
{
    static struct counts_rules rules;
    static struct counts_period periods[COUNTS_PERIODS_MAX];
    static struct record_cell cells[COUNTS_CELLS_MAX];
    static const char *const names[] = {"visit", "lang:ht", "topic:work", "topic:gbv"};
    struct clock clock = clock_fake(wall_s);
    struct counts_visit visit = {0};
    struct err err = {0};
    rules = (struct counts_rules){.epsilon_num = 1, .epsilon_den = 1, .threshold = 10, .count = 4};
    for (int i = 0; i < 4; i++) {
        snprintf(rules.cells[i].name, sizeof rules.cells[i].name, "%s", names[i]);
    }
    rules.cells[3].monthly = true;
    struct counts *counts = counts_open(folder, "gt", "hub", &clock);
    counts_declare(counts, &rules);
    counts_mark(counts, &visit, 0);
    counts_mark(counts, &visit, 3);
    counts_visit_end(counts, &visit);
    if (close_a_week) {
        clock_advance(&clock, INT64_C(8) * 24 * 3600 * 1000);
    }
    bool flushed = counts_flush(counts, &err);
    ASSERT(flushed || err.kind != ERR_NONE);
    int count = counts_periods(counts, periods);
    for (int i = 0; i < count && i < 4; i++) {
        int values = counts_values(counts, periods[i].row, cells);
        for (int v = 0; v < values; v++) { // nothing between 1 and the threshold is told
            ASSERT(cells[v].least <= cells[v].most);
            ASSERT(cells[v].most <= RECORD_VALUE_MAX + 9);
            ASSERT(name_valid(cells[v].name));
        }
    }
    counts_close(counts);
}

static void
put(const char *path, const void *data, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ASSERT(fd >= 0 && write(fd, data, len) == (ssize_t)len);
    close(fd);
}

static struct place made; // once

static void
tidy(void)
{
    static const char *const names[] = {
        "counts.db", "counts.db-journal", "counts.damaged", "counts.db.new"};
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", made.folder, names[i]);
        unlink(path);
    }
    rmdir(made.folder);
    free(made.base);
}

static struct place *
place(void)
{
    struct err err = {0};
    if (!made.base) {
        bool memory = access("/dev/shm", W_OK) == 0;
        atexit(tidy);
        snprintf(made.folder, sizeof made.folder, "%s/hub-fuzz-counts-XXXXXX",
            memory ? "/dev/shm" : "/tmp");
        ASSERT(mkdtemp(made.folder));
        snprintf(made.file, sizeof made.file, "%s/counts.db", made.folder);
        snprintf(made.journal, sizeof made.journal, "%s-journal", made.file);
        snprintf(made.aside, sizeof made.aside, "%s/counts.damaged", made.folder);
        use(made.folder, MONDAY, true);
        bool read = file_read(made.file, BASE_MAX, &made.base, &made.len, &err);
        ASSERT(read && made.len > 64 * DB_KEPT_PAGE);
    }
    return &made;
}

static size_t
number_at(const uint8_t *data)
{
    return (size_t)data[0] | (size_t)data[1] << 8;
}

static void
apply(const uint8_t *data, size_t len, char *file, size_t file_len, char *journal)
{
    while (len > PATCH_HEAD) {
        bool other = number_at(data) == JOURNAL_PAGE;
        size_t room = other ? (size_t)DB_KEPT_JOURNAL : file_len;
        size_t at = other ? number_at(data + 2) % room
                          : number_at(data) % (room / DB_KEPT_PAGE) * DB_KEPT_PAGE +
                                number_at(data + 2) % DB_KEPT_PAGE;
        size_t bytes = data[4] % PATCH_BYTES + 1;
        bytes = bytes < len - PATCH_HEAD ? bytes : len - PATCH_HEAD;
        bytes = bytes < room - at ? bytes : room - at;
        memcpy((other ? journal : file) + at, data + PATCH_HEAD, bytes);
        data += PATCH_HEAD + bytes;
        len -= PATCH_HEAD + bytes;
    }
}

// What was put aside is no failure; not to count afterwards is one.
static void
check(const struct place *at)
{
    static struct book book;
    struct file file;
    struct err err = {0};
    bool opened = file_open(&file, at->folder, &book, &err);
    ASSERT(opened);
    file_close(&file);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static char journal[DB_KEPT_JOURNAL];
    struct place *at = place();
    char *file = malloc(at->len);
    ASSERT(file);
    memcpy(file, at->base, at->len);
    memset(journal, 0, sizeof journal);
    apply(data, len, file, at->len, journal);
    unlink(at->aside);
    put(at->file, file, at->len);
    put(at->journal, journal, sizeof journal);
    free(file);
    use(at->folder, MONDAY + INT64_C(9) * 24 * 3600, len % 2 == 1);
    check(at);
    return 0;
}
