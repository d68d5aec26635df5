#pragma once
// The only door to SQLite: compiled content is read as hostile bytes, tools write it.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum {
    DB_APPLICATION_ID = 0x56454e54, // "VENT", header offset 68
    DB_SCHEMA_VERSION = 2,          // PRAGMA user_version, header offset 60
    DB_PAGE_SIZE = 4096,
    DB_TEXT_MAX = 64 * 1024 * 1024, // longest text, blob or row, bytes
    DB_SQL_MAX = 256 * 1024,        // longest statement, bytes
    // Pages of content kept in memory. SQLite's own default: to set it reads the schema before its limits hold.
    DB_CACHE_KIB = 2000,
    DB_VALUE_MAX = 8 * 1024 * 1024 + 64 * 1024, // longest value or row of DB_READ, bytes
    DB_BUSY_MS = 5000,                          // of DB_SHARED
    DB_WORK_MAX =
        100, // millions of virtual machine steps of one DB_READ query: what a damaged file
             // could spin on ends in ERR_LIMIT
    DB_CHECK_WORK = 2 * 1000 * 1000, // steps that db_check() may take, and for each page. 200 MB of
    DB_CHECK_WORK_PAGE = 3000,       // short texts need 450 a page, the shortest 1,300
};

enum db_mode {
    DB_READ, // compiled content, as hostile bytes (read.c): a regular file, no link; nothing but
             // SELECT with a list of functions. ERR_FORMAT: no database, of another program or
             // with a header db_save() does not write; ERR_VERSION: another user_version
    DB_READ_ANY, // files of other programs (maps): likewise, with any header, and with the views that
                 // their formats call for
    DB_CREATE,   // tools: an empty new file (what stood there is removed) with both numbers set
    DB_SHARED, // tools: kept and changed by several processes at a time; made when there is none (WAL,
               // every commit on the disk). A process that waits for another gives up after a while
               // with ERR_BUSY. ERR_FORMAT: a database of another program
    DB_MEMORY, // tools and tests: as DB_CREATE, in memory; the path is ignored
};

struct db;       // hides sqlite3
struct db_query; // hides sqlite3_stmt

// ERR_MISSING when there is no file; *db is NULL after a failure.
bool db_open(const char *path, enum db_mode mode, struct db **db, struct err *err) MUST_USE;

struct db_source { // a database inside something else, read through a function
    int64_t size;  // bytes
    // Fills into with exactly len bytes from offset; false ends the query in ERR_FORMAT.
    bool (*read)(void *context, int64_t offset, void *into, size_t len);
    void *context; // must outlive the db
};
// As DB_READ, over a source: no file is opened.
bool db_open_source(const struct db_source *source, struct db **db, struct err *err) MUST_USE;

// keep.c: a small database that is written in place for years and tells nothing of its past (counts/).
enum {
    DB_KEPT_PAGE = 1024,
    DB_KEPT_JOURNAL =
        16 * 1024,              // bytes of "<path>-journal", always, zeros between two transactions
    DB_KEPT_TIME_S = 946684800, // 2000-01-01: both files' times of reading and writing, always
};
struct db_kept {
    uint32_t application_id;
    uint32_t version;
    int64_t size_max; // bytes; a larger file is not ours
};
// An empty new file, neither journalled nor synced: fill it, close it, sync it, rename it.
bool db_make_kept(
    const char *path, const struct db_kept *kind, struct db **db, struct err *err) MUST_USE;
// Opens such a file as bytes anybody may have written: rolls back what a cut left, then holds the lock until
// db_close(). ERR_MISSING; ERR_FORMAT of another program or version; ERR_BUSY in another process's hands.
bool db_open_kept(
    const char *path, const struct db_kept *kind, struct db **db, struct err *err) MUST_USE;
// After db_open_kept() and after each commit: overwrites the journal, which holds what was changed, and sets
// the times. Never before the database was opened: the journal may be needed.
bool db_wipe_kept(const char *path, struct err *err) MUST_USE;

// SQLite's quick_check. ERR_FORMAT says what it found first, ERR_LIMIT that it works too long.
bool db_check(struct db *db, struct err *err) MUST_USE;
// Accepts NULL. Every query must have been finished.
void db_close(struct db *db);

// Bytes of pages kept, with SQLite's own head to each; and of all that SQLite holds for this process.
size_t db_cached(struct db *db);
size_t db_held(void);

// Runs one or more statements without results ("BEGIN", a schema, a pragma).
bool db_exec(struct db *db, const char *sql, struct err *err) MUST_USE;
// The first column of the first row: one number, or a short text (cut at size).
bool db_number(struct db *db, const char *sql, int64_t *value, struct err *err) MUST_USE;
bool db_word(struct db *db, const char *sql, char *value, size_t size, struct err *err) MUST_USE;
// Writes a compact copy beside path, syncs it and renames it over path. Equal content, written in
// equal order, gives equal bytes.
bool db_save(struct db *db, const char *path, struct err *err) MUST_USE;

// *query is NULL after a failure; all functions below accept NULL and then do nothing.
bool db_prepare(struct db *db, const char *sql, struct db_query **query, struct err *err) MUST_USE;
void db_finish(struct db_query *query);

// Parameters count from 1 and stay bound over db_reset(). Text and blobs are copied; text NULL binds
// NULL. A failed bind makes the next db_step() fail.
void db_bind_int(struct db_query *query, int index, int64_t value);
void db_bind_real(struct db_query *query, int index, double value);
void db_bind_text(struct db_query *query, int index, const char *value);
void db_bind_blob(struct db_query *query, int index, const void *data, size_t len);
void db_bind_null(struct db_query *query, int index);

// True: a row can be read. False: no more rows, or an error, which db_failed() tells apart. After
// false the query stands as after db_reset().
bool db_step(struct db_query *query);
// True if the last db_step() or a bind before it failed; *err (may be NULL) says how.
bool db_failed(const struct db_query *query, struct err *err);
void db_reset(struct db_query *query);

// Columns count from 0. Texts and blobs live until the next step, reset or finish of the query. Text is
// never NULL: NULL reads as "". What is not UTF-8 inside is the caller's to bear (base/utf8.h).
int64_t db_int(const struct db_query *query, int column);
double db_real(const struct db_query *query, int column);
const char *db_text(const struct db_query *query, int column);
const void *db_blob(const struct db_query *query, int column, size_t *len);
bool db_is_null(const struct db_query *query, int column);
int db_columns(const struct db_query *query);
const char *db_column_name(const struct db_query *query, int column);
