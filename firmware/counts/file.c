// counts.db: three tables whose rows are all made on the first day, each of one length for ever, so that
// every change is made where it stands and no page is ever free.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/log.h"
#include "counts/internal.h"

enum { APPLICATION_ID = 0x564e5443, VERSION = 1, SIZE_MAX_BYTES = 4 * 1024 * 1024 }; // "VNTC"

static const struct db_kept KIND = {APPLICATION_ID, VERSION, SIZE_MAX_BYTES};

static const struct {
    const char *name;
    const char *sql;
} TABLES[] = {
    {"cell", "CREATE TABLE cell(n INTEGER PRIMARY KEY, name BLOB NOT NULL)"},
    {"period", "CREATE TABLE period(n INTEGER PRIMARY KEY, data BLOB NOT NULL)"},
    {"state", "CREATE TABLE state(n INTEGER PRIMARY KEY, data BLOB NOT NULL)"},
};
enum { TABLES_COUNT = sizeof TABLES / sizeof *TABLES };

// Making --------------------------------------------------------------------------------------------

static bool
fill_table(struct db *db, const char *sql, int rows, size_t len, struct err *err)
{
    static const unsigned char zeros[PERIOD_BYTES];
    struct db_query *query = NULL;
    bool ok = db_prepare(db, sql, &query, err);
    for (int n = 1; ok && n <= rows; n++) {
        db_bind_int(query, 1, n);
        db_bind_blob(query, 2, zeros, len);
        db_step(query);
        ok = !db_failed(query, err);
    }
    db_finish(query);
    return ok;
}

static bool
fill(struct db *db, struct err *err)
{
    bool ok = db_exec(db, "BEGIN", err);
    for (int i = 0; ok && i < TABLES_COUNT; i++) {
        ok = db_exec(db, TABLES[i].sql, err);
    }
    return ok &&
           fill_table(
               db, "INSERT INTO cell VALUES(?1, ?2)", COUNTS_CELLS_MAX, RECORD_CELL_MAX, err) &&
           fill_table(db, "INSERT INTO state VALUES(?1, ?2)", 1, STATE_BYTES, err) &&
           fill_table(
               db, "INSERT INTO period VALUES(?1, ?2)", COUNTS_PERIODS_MAX, PERIOD_BYTES, err) &&
           db_exec(db, "COMMIT", err);
}

static bool
sync_path(const char *path, int flags)
{
    AUTO_CLOSE int fd = open(path, flags | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0;
}

// Beside it first: a cut leaves no counts.db or a whole one.
static bool
make(const char *path, const char *folder, struct err *err)
{
    char beside[PATH_BYTES + 8];
    struct db *db = NULL;
    snprintf(beside, sizeof beside, "%s.new", path);
    bool ok = db_make_kept(beside, &KIND, &db, err) && fill(db, err);
    db_close(db);
    if (ok && (chmod(beside, 0600) != 0 || !sync_path(beside, O_RDWR) ||
                  rename(beside, path) != 0 || !sync_path(folder, O_RDONLY | O_DIRECTORY))) {
        char reason[128];
        ok = err_set(err, errno == ENOSPC ? ERR_SPACE : ERR_IO, "%s: %s", path,
            strerror_r(errno, reason, sizeof reason));
    }
    if (!ok) {
        unlink(beside);
    }
    return ok;
}

// Reading -------------------------------------------------------------------------------------------

static bool
damaged(struct err *err, const char *what)
{
    return err_set(err, ERR_FORMAT, "counts.db: %s", what);
}

static bool
check_schema(struct db *db, struct err *err)
{
    int64_t all = 0;
    int64_t ours = 0;
    struct db_query *query = NULL;
    if (!db_number(db, "SELECT count(*) FROM sqlite_schema", &all, err) ||
        !db_prepare(db,
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND tbl_name = ?1"
            " AND sql = ?2",
            &query, err)) {
        return false;
    }
    for (int i = 0; i < TABLES_COUNT; i++) {
        db_bind_text(query, 1, TABLES[i].name);
        db_bind_text(query, 2, TABLES[i].sql);
        ours += db_step(query);
        db_reset(query);
    }
    db_finish(query);
    return (all == TABLES_COUNT && ours == TABLES_COUNT) || damaged(err, "other tables");
}

// Each row once, from 1 on, with what take() makes of its bytes.
static bool
read_rows(struct db *db, const char *sql, int rows,
    bool (*take)(struct book *book, int n, const void *data, size_t len), struct book *book)
{
    struct db_query *query = NULL;
    bool ok = db_prepare(db, sql, &query, NULL);
    int n = 0;
    while (ok && db_step(query)) {
        size_t len = 0;
        const void *data = db_blob(query, 1, &len);
        n++;
        ok = n <= rows && db_int(query, 0) == n && take(book, n, data, len);
    }
    ok = ok && !db_failed(query, NULL) && n == rows;
    db_finish(query);
    return ok;
}

static bool
take_name(struct book *book, int n, const void *data, size_t len)
{
    static const char none[RECORD_CELL_MAX];
    if (len != RECORD_CELL_MAX) {
        return false;
    }
    if (memcmp(data, none, len) == 0) {
        return true; // this and all behind it
    }
    bool next = n == book->names_count + 1 && name_valid(data);
    for (int i = 0; next && i < book->names_count; i++) {
        next = strcmp(book->names[i], data) != 0;
    }
    if (next) {
        memcpy(book->names[book->names_count++], data, len);
    }
    return next;
}

static bool
take_state(struct book *book, int n, const void *data, size_t len)
{
    (void)n;
    return state_decode(data, len, book);
}

static bool
same_period(const struct head *a, const struct head *b)
{
    return a->state != PERIOD_FREE && b->state != PERIOD_FREE && a->period.kind == b->period.kind &&
           a->period.year == b->period.year && a->period.number == b->period.number;
}

static bool
take_period(struct book *book, int n, const void *data, size_t len)
{
    struct period period = {.row = n};
    if (!period_decode(data, len, &period)) {
        return false;
    }
    for (int i = 1; i < n; i++) {
        if (same_period(&book->heads[i], &period.head)) {
            return false;
        }
    }
    book->heads[n] = period.head;
    if (period.head.state == PERIOD_OPEN) {
        struct period *open = period.head.period.kind == RECORD_WEEK ? &book->week : &book->month;
        if (open->head.state == PERIOD_OPEN) {
            return false; // one of each
        }
        *open = period;
    }
    return true;
}

// An open period is the last of its kind, and cells that count have a name.
static bool
consistent(const struct book *book)
{
    const struct period *open[] = {&book->week, &book->month};
    for (int k = 0; k < 2; k++) {
        if (open[k]->head.state != PERIOD_OPEN) {
            continue;
        }
        int first = record_period_first(&open[k]->head.period);
        for (int i = 1; i <= COUNTS_PERIODS_MAX; i++) {
            const struct head *head = &book->heads[i];
            if (head->state == PERIOD_CLOSED && head->period.kind == open[k]->head.period.kind &&
                record_period_first(&head->period) >= first) {
                return false;
            }
        }
        for (int i = book->names_count; i < COUNTS_CELLS_MAX; i++) {
            if (open[k]->cells[i].least != SPAN_NONE && open[k]->cells[i].most != 0) {
                return false;
            }
        }
    }
    return true;
}

static bool
read_book(struct db *db, struct book *book, struct err *err)
{
    memset(book, 0, sizeof *book);
    if (!check_schema(db, err) || !db_check(db, err)) {
        return false;
    }
    bool ok =
        read_rows(db, "SELECT n, name FROM cell ORDER BY n", COUNTS_CELLS_MAX, take_name, book) &&
        read_rows(db, "SELECT n, data FROM state ORDER BY n", 1, take_state, book) &&
        read_rows(
            db, "SELECT n, data FROM period ORDER BY n", COUNTS_PERIODS_MAX, take_period, book) &&
        consistent(book);
    book->names_saved = book->names_count;
    return ok || damaged(err, "numbers that no kiosk writes");
}

static bool
prepare(struct file *file, struct err *err)
{
    return db_prepare(
               file->db, "UPDATE period SET data = ?2 WHERE n = ?1", &file->put_period, err) &&
           db_prepare(file->db, "SELECT data FROM period WHERE n = ?1", &file->get_period, err) &&
           db_prepare(file->db, "UPDATE cell SET name = ?2 WHERE n = ?1", &file->put_name, err) &&
           db_prepare(file->db, "UPDATE state SET data = ?2 WHERE n = ?1", &file->put_state, err);
}

static bool
open_and_read(struct file *file, struct book *book, struct err *err)
{
    bool ok = db_open_kept(file->path, &KIND, &file->db, err) && db_wipe_kept(file->path, err) &&
              read_book(file->db, book, err) && prepare(file, err);
    if (!ok) {
        file_close(file);
    }
    return ok;
}

// The journal goes: it belongs to the other file, and says what was in it.
static bool
put_aside(const char *path, struct err *err)
{
    char aside[PATH_BYTES + 16];
    char journal[PATH_BYTES + 16];
    const char *slash = strrchr(path, '/');
    snprintf(aside, sizeof aside, "%.*s/counts.damaged", slash ? (int)(slash - path) : 1,
        slash ? path : ".");
    snprintf(journal, sizeof journal, "%s-journal", path);
    LOG_ERROR("%s; counting begins anew, the file is kept as counts.damaged", err->text);
    if (rename(path, aside) != 0) {
        return false;
    }
    unlink(journal);
    return true;
}

bool
file_open(struct file *file, const char *folder, struct book *book, struct err *err)
{
    *file = (struct file){0};
    snprintf(file->path, sizeof file->path, "%s/counts.db", folder);
    char path[PATH_BYTES];
    memcpy(path, file->path, sizeof path);
    if (open_and_read(file, book, err)) {
        return true;
    }
    bool anew = err->kind == ERR_MISSING || (err->kind == ERR_FORMAT && put_aside(path, err));
    if (!anew) {
        return false;
    }
    *err = (struct err){0};
    memcpy(file->path, path, sizeof path);
    return make(path, folder, err) && open_and_read(file, book, err);
}

void
file_close(struct file *file)
{
    db_finish(file->put_period);
    db_finish(file->get_period);
    db_finish(file->put_name);
    db_finish(file->put_state);
    db_close(file->db);
    *file = (struct file){0};
}

// Writing -------------------------------------------------------------------------------------------

static bool
put_row(struct db_query *query, int n, const void *data, size_t len, struct err *err)
{
    db_bind_int(query, 1, n);
    db_bind_blob(query, 2, data, len);
    db_step(query);
    return !db_failed(query, err);
}

bool
file_begin(struct file *file, struct err *err)
{
    return db_exec(file->db, "BEGIN IMMEDIATE", err);
}

// SQLite passes over pages that would stay as they are. Turned over first, all of the row is written, so that a
// quiet quarter-hour writes the very pages that a busy one does.
bool
file_put_period(struct file *file, const struct period *period, struct err *err)
{
    unsigned char data[PERIOD_BYTES];
    unsigned char other[PERIOD_BYTES];
    period_encode(period, data);
    for (size_t i = 0; i < sizeof data; i++) {
        other[i] = data[i] ^ 0xff;
    }
    return put_row(file->put_period, period->row, other, sizeof other, err) &&
           put_row(file->put_period, period->row, data, sizeof data, err);
}

bool
file_put_rest(struct file *file, struct book *book, struct err *err)
{
    unsigned char data[STATE_BYTES];
    bool ok = true;
    for (int i = book->names_saved; ok && i < book->names_count; i++) {
        ok = put_row(file->put_name, i + 1, book->names[i], RECORD_CELL_MAX, err);
    }
    book->names_saved = book->names_count;
    state_encode(book, data);
    return ok && put_row(file->put_state, 1, data, sizeof data, err);
}

bool
file_commit(struct file *file, struct err *err)
{
    return db_exec(file->db, "COMMIT", err);
}

void
file_undo(struct file *file)
{
    struct err err = {0};
    if (!db_exec(file->db, "ROLLBACK", &err)) { // SQLite did it, or the disk is gone
        err = (struct err){0};
    }
}

bool
file_get_period(struct file *file, int row, struct period *period, struct err *err)
{
    db_bind_int(file->get_period, 1, row);
    bool ok = db_step(file->get_period);
    size_t len = 0;
    const void *data = ok ? db_blob(file->get_period, 0, &len) : NULL;
    period->row = row;
    ok = ok && period_decode(data, len, period);
    if (!ok && !db_failed(file->get_period, err)) {
        damaged(err, "a period cannot be read");
    }
    db_reset(file->get_period);
    return ok;
}
