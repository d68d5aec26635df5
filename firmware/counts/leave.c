// Closed periods leave as signed records (record/record.h): files in the folder "closed", which hub-upload and
// hub-usb take. Equal rows make equal bytes, so writing one again is no harm.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "counts/internal.h"

enum { FILE_BYTES = PATH_BYTES + RECORD_FILE_MAX };

static int
by_name(const void *a, const void *b)
{
    return strcmp(((const struct record_cell *)a)->name, ((const struct record_cell *)b)->name);
}

int
period_cells(const struct period *period, const struct book *book,
    struct record_cell cells[COUNTS_CELLS_MAX])
{
    int count = 0;
    for (int i = 0; i < book->names_count; i++) {
        struct span span = period->cells[i];
        if (span.least == SPAN_NONE) {
            continue;
        }
        if (period->head.state == PERIOD_OPEN) {
            // Who looks twice, before a visit and after it, must not see what it did.
            uint32_t least = span.least - span.least % 10;
            span = (struct span){least, least + 9};
        }
        cells[count] = (struct record_cell){.least = span.least, .most = span.most};
        memcpy(cells[count++].name, book->names[i], RECORD_CELL_MAX);
    }
    qsort(cells, (size_t)count, sizeof *cells, by_name);
    return count;
}

static void
record_of(const struct counts *counts, const struct head *head, struct record *record)
{
    *record = (struct record){.period = head->period,
        .epoch = head->epoch,
        .seq = head->seq,
        .clock = head->clock,
        .noise_num = head->noise_num,
        .noise_den = head->noise_den,
        .threshold = head->threshold};
    snprintf(record->network, sizeof record->network, "%s", counts->network);
    snprintf(record->hub, sizeof record->hub, "%s", counts->hub);
}

static void
path_of(const struct counts *counts, const struct record *record, const char *suffix,
    char path[FILE_BYTES])
{
    char plain[RECORD_FILE_MAX];
    char name[RECORD_FILE_MAX];
    record_file_name(record, plain);
    ASSERT(record_file_rename(plain, suffix, name));
    snprintf(path, FILE_BYTES, "%s/closed/%s", counts->folder, name);
}

bool
leave_taken(const struct counts *counts, const struct head *head)
{
    struct record record;
    struct stat st;
    char path[FILE_BYTES];
    record_of(counts, head, &record);
    path_of(counts, &record, RECORD_SUFFIX, path);
    return head->told && stat(path, &st) != 0 && errno == ENOENT;
}

static bool
waits_as(const struct counts *counts, int row, const char *suffix, char path[FILE_BYTES])
{
    struct record name;
    struct stat st;
    if (!counts || row < 1 || row > COUNTS_PERIODS_MAX || counts->folder[0] == '\0' ||
        counts->book.heads[row].state != PERIOD_CLOSED) {
        return false;
    }
    record_of(counts, &counts->book.heads[row], &name);
    path_of(counts, &name, suffix, path);
    return stat(path, &st) == 0;
}

bool
counts_waits(const struct counts *counts, int row)
{
    char path[FILE_BYTES];
    return waits_as(counts, row, RECORD_SUFFIX, path) ||
           waits_as(counts, row, RECORD_LEAVING, path);
}

// Whoever sees it may keep it.
size_t
counts_record(const struct counts *counts, int row, char bytes[RECORD_BYTES_MAX])
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    char path[FILE_BYTES];
    if (waits_as(counts, row, RECORD_SUFFIX, path)) {
        *strrchr(path, '/') = '\0';
        if (!record_begin_leaving(path, &err)) {
            LOG_WARN("counts: %s; it is not shown", err.text);
            return 0;
        }
    }
    if (!waits_as(counts, row, RECORD_LEAVING, path) ||
        !file_read(path, RECORD_BYTES_MAX, &text, &len, &err)) {
        return 0;
    }
    memcpy(bytes, text, len);
    return len;
}

// Unsigned content has no number a record could name.
static bool
leaves(const struct head *head)
{
    return head->state == PERIOD_CLOSED && !head->told && head->epoch > 0 && head->seq > 0;
}

static void
key_path(const struct counts *counts, char path[FILE_BYTES])
{
    snprintf(path, FILE_BYTES, "%s/hub.key", counts->folder);
}

void
leave_begin(const struct counts *counts)
{
    unsigned char seed[32];
    char path[FILE_BYTES];
    struct err err = {0};
    key_path(counts, path);
    if (counts->network[0] == '\0' || counts->hub[0] == '\0') {
        return; // nothing will leave: a record needs both names
    }
    if (!record_key_load(path, seed, &err)) {
        LOG_WARN("counts: %s", err.text);
    }
    explicit_bzero(seed, sizeof seed);
}

static bool
write_record(struct counts *counts, const struct period *period, struct err *err)
{
    unsigned char seed[32];
    char path[FILE_BYTES];
    char text[RECORD_BYTES_MAX / 2];
    size_t len = 0;
    struct record *record = malloc(sizeof *record);
    ASSERT(record);
    record_of(counts, &period->head, record);
    record->cells_count = period_cells(period, &counts->book, record->cells);
    path_of(counts, record, RECORD_SUFFIX, path);
    char key[FILE_BYTES];
    key_path(counts, key);
    bool ok = record_key_load(key, seed, err) &&
              record_write(record, seed, text, sizeof text, &len, err) &&
              file_replace(path, text, len, err);
    explicit_bzero(seed, sizeof seed);
    free(record);
    // The uploader is of the same group.
    return ok && (chmod(path, 0640) == 0 || err_set(err, ERR_IO, "%s: its mode", path));
}

static bool
tell(struct counts *counts, int row, struct err *err)
{
    struct period period = {0};
    if (!file_get_period(&counts->file, row, &period, err) || !write_record(counts, &period, err)) {
        return false;
    }
    period.head.told = true;
    if (!file_begin(&counts->file, err)) {
        return false;
    }
    if (!file_put_period(&counts->file, &period, err) || !file_commit(&counts->file, err)) {
        file_undo(&counts->file);
        return false;
    }
    counts->book.heads[row].told = true;
    return db_wipe_kept(counts->file.path, err);
}

static bool
went_into_year(const struct counts *counts, const struct record_period *period)
{
    bool row = false;
    bool year = false;
    for (int i = 1; i <= COUNTS_PERIODS_MAX; i++) {
        const struct head *head = &counts->book.heads[i];
        if (head->state != PERIOD_FREE && head->period.year == period->year) {
            year = year || head->period.kind == RECORD_YEAR;
            row =
                row || (head->period.kind == period->kind && head->period.number == period->number);
        }
    }
    return year && !row;
}

struct leavers { // records that may have left
    int count;
    int oldest_day;
    char oldest[RECORD_FILE_MAX];
};

static void
count_leaver(struct leavers *leavers, const char *name)
{
    struct record_period period;
    if (!record_file_is(name, RECORD_LEAVING) || !record_file_period(name, &period)) {
        return;
    }
    int day = record_period_last(&period);
    if (leavers->count++ == 0 || day < leavers->oldest_day) {
        leavers->oldest_day = day;
        snprintf(leavers->oldest, sizeof leavers->oldest, "%s", name);
    }
}

// One pass over the folder. True: another one is needed.
static bool
sweep_once(const struct counts *counts, DIR *folder)
{
    struct leavers leavers = {.count = 0};
    const struct dirent *entry;
    while ((entry = readdir(folder))) { // NOLINT(concurrency-mt-unsafe): one thread
        struct record_period period;
        count_leaver(&leavers, entry->d_name);
        if (record_file_is(entry->d_name, RECORD_SUFFIX) &&
            record_file_period(entry->d_name, &period) && went_into_year(counts, &period)) {
            unlinkat(dirfd(folder), entry->d_name, 0);
        }
    }
    return leavers.count > COUNTS_PERIODS_MAX && unlinkat(dirfd(folder), leavers.oldest, 0) == 0;
}

// A record of what went into a year would count twice. Those that may have left went into none; they are the
// only ones that no row bounds, so the oldest of too many go.
static void
sweep(const struct counts *counts)
{
    char path[FILE_BYTES];
    snprintf(path, sizeof path, "%s/closed", counts->folder);
    DIR *folder = opendir(path);
    while (folder && sweep_once(counts, folder)) {
        rewinddir(folder);
    }
    if (folder) {
        closedir(folder);
    }
}

void
leave(struct counts *counts)
{
    bool any = false;
    struct err err = {0};
    char path[FILE_BYTES];
    bool named = counts->network[0] != '\0' && counts->hub[0] != '\0';
    snprintf(path, sizeof path, "%s/closed", counts->folder);
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        if (!named || !leaves(&counts->book.heads[row])) {
            continue;
        }
        // Its group takes what is in it. Where it is not ours somebody saw to that.
        if (!any && mkdir(path, 0770) == 0 && chmod(path, 0770) != 0) {
            LOG_WARN("%s: its group may not be able to take records", path);
        }
        any = true;
        if (!tell(counts, row, &err)) {
            if (!counts->mute) {
                LOG_WARN("counts: %s; the record waits", err.text);
            }
            counts->mute = true;
            return;
        }
    }
    if (any) {
        sweep(counts);
    }
}
