#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "db/internal.h"

struct db_query {
    sqlite3_stmt *stmt;
    struct db *db;
    int bind_rc; // first failed bind since the last reset
    int rc;      // of the last step
};

// What a source of our own cannot read is not what its owner says it is.
static enum err_kind
kind_of(const struct db *db, int rc)
{
    bool source = db->source && db->fd < 0;
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return ERR_SPACE;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_BUSY;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM: // asked for by a damaged file; ours would be small
    case SQLITE_INTERRUPT:
        return ERR_LIMIT;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return source ? ERR_FORMAT : ERR_IO;
    default:
        return ERR_FORMAT;
    }
}

bool
db_fail(const struct db *db, int rc, struct err *err)
{
    return err_set(err, kind_of(db, rc), "database: %s",
        sqlite3_errcode(db->handle) == rc ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc));
}

static bool
open_handle(const char *path, enum db_mode mode, struct db *db, struct err *err)
{
    enum {
        FLAGS = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_READWRITE |
                SQLITE_OPEN_CREATE
    };
    if (mode == DB_CREATE && unlink(path) != 0 && errno != ENOENT) {
        return err_set(err, ERR_IO, "%s: cannot be replaced", path);
    }
    int rc = sqlite3_open_v2(mode == DB_MEMORY ? ":memory:" : path, &db->handle, FLAGS, NULL);
    ASSERT(db->handle);
    return rc == SQLITE_OK || db_fail(db, rc, err);
}

static void
set_limits(sqlite3 *handle)
{
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, DB_TEXT_MAX);
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, DB_SQL_MAX);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1); // VACUUM INTO
    sqlite3_limit(handle, SQLITE_LIMIT_WORKER_THREADS, 0);
    sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    static const struct {
        int what;
        int value;
    } configs[] = {
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    for (size_t i = 0; i < sizeof configs / sizeof *configs; i++) {
        sqlite3_db_config(handle, configs[i].what, configs[i].value, NULL);
    }
}

static bool
prepare_writing(struct db *db, struct err *err)
{
    char sql[256];
    snprintf(sql, sizeof sql,
        "PRAGMA page_size=%d; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE;"
        "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;"
        "PRAGMA secure_delete=ON; PRAGMA application_id=%d; PRAGMA user_version=%d",
        DB_PAGE_SIZE, DB_APPLICATION_ID, DB_SCHEMA_VERSION);
    return db_exec(db, sql, err);
}

// An empty file is anybody's; every other one has to carry our number.
static bool
prepare_sharing(struct db *db, struct err *err)
{
    char sql[256];
    int64_t application = 0;
    int64_t tables = 0;
    sqlite3_busy_timeout(db->handle, DB_BUSY_MS);
    if (!db_number(db, "PRAGMA application_id", &application, err) ||
        !db_number(db, "SELECT count(*) FROM sqlite_schema", &tables, err)) {
        return false;
    }
    if (application != DB_APPLICATION_ID && (application != 0 || tables != 0)) {
        return err_set(err, ERR_FORMAT, "database: of another program");
    }
    snprintf(sql, sizeof sql,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
    if (application == 0) {
        snprintf(sql, sizeof sql,
            "PRAGMA page_size=%d; PRAGMA encoding='UTF-8'; PRAGMA application_id=%d;"
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            DB_PAGE_SIZE, DB_APPLICATION_ID);
    }
    return db_exec(db, sql, err);
}

bool
db_open(const char *path, enum db_mode mode, struct db **db, struct err *err)
{
    *db = NULL;
    if (mode == DB_READ || mode == DB_READ_ANY) {
        return db_open_path(path, mode, db, err);
    }
    struct db *opened = calloc(1, sizeof *opened);
    ASSERT(opened);
    opened->fd = -1;
    if (!open_handle(path, mode, opened, err)) {
        db_close(opened);
        return false;
    }
    sqlite3_extended_result_codes(opened->handle, 1);
    set_limits(opened->handle);
    if (!(mode == DB_SHARED ? prepare_sharing(opened, err) : prepare_writing(opened, err))) {
        db_close(opened);
        return false;
    }
    *db = opened;
    return true;
}

void
db_close(struct db *db)
{
    if (db) {
        int rc = sqlite3_close(db->handle);
        ASSERT(rc == SQLITE_OK); // else a query was left open
        source_close(db->source);
        if (db->fd >= 0) {
            close(db->fd);
        }
        free(db);
    }
}

size_t
db_cached(struct db *db)
{
    int now = 0;
    int high = 0;
    int rc = sqlite3_db_status(db->handle, SQLITE_DBSTATUS_CACHE_USED, &now, &high, 0);
    return rc == SQLITE_OK && now > 0 ? (size_t)now : 0;
}

size_t
db_held(void)
{
    return (size_t)sqlite3_memory_used();
}

bool
db_exec(struct db *db, const char *sql, struct err *err)
{
    db->work = 0;
    int rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK || db_fail(db, rc, err);
}

bool
db_word(struct db *db, const char *sql, char *value, size_t size, struct err *err)
{
    struct db_query *query = NULL;
    if (!db_prepare(db, sql, &query, err)) {
        return false;
    }
    bool row = db_step(query);
    if (row) {
        snprintf(value, size, "%s", db_text(query, 0));
    } else if (!db_failed(query, err)) {
        err_set(err, ERR_FORMAT, "database: no row: %s", sql);
    }
    db_finish(query);
    return row;
}

bool
db_number(struct db *db, const char *sql, int64_t *value, struct err *err)
{
    char word[32];
    if (!db_word(db, sql, word, sizeof word, err)) {
        return false;
    }
    *value = strtoll(word, NULL, 10);
    return true;
}

static bool
sync_path(const char *path, int flags)
{
    AUTO_CLOSE int fd = open(path, flags | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0;
}

static bool
vacuum_into(struct db *db, const char *path, struct err *err)
{
    struct db_query *query = NULL;
    if (!db_prepare(db, "VACUUM INTO ?1", &query, err)) {
        return false;
    }
    db_bind_text(query, 1, path);
    db_step(query);
    bool ok = !db_failed(query, err);
    db_finish(query);
    return ok;
}

bool
db_save(struct db *db, const char *path, struct err *err)
{
    char beside[PATH_MAX];
    char folder[PATH_MAX];
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside) {
        return err_set(err, ERR_LIMIT, "%.100s: path too long", path);
    }
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s/", slash ? (int)(slash - path) : 1, slash ? path : ".");
    unlink(beside);
    if (!vacuum_into(db, beside, err)) {
        err_wrap(err, "%s", path);
        unlink(beside);
        return false;
    }
    if (!sync_path(beside, O_RDWR) || rename(beside, path) != 0) {
        char reason[128];
        err_set(err, errno == ENOSPC ? ERR_SPACE : ERR_IO, "%s: %s", path,
            strerror_r(errno, reason, sizeof reason));
        unlink(beside);
        return false;
    }
    return sync_path(folder, O_RDONLY | O_DIRECTORY) ||
           err_set(err, ERR_IO, "%s: the folder cannot be synced", folder);
}

bool
db_prepare(struct db *db, const char *sql, struct db_query **query, struct err *err)
{
    *query = NULL;
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    if (rc != SQLITE_OK) {
        return db_fail(db, rc, err);
    }
    if (!stmt) {
        return err_set(err, ERR_FORMAT, "database: an empty statement");
    }
    struct db_query *prepared = malloc(sizeof *prepared);
    ASSERT(prepared);
    *prepared = (struct db_query){.stmt = stmt, .db = db, .rc = SQLITE_DONE};
    *query = prepared;
    return true;
}

void
db_finish(struct db_query *query)
{
    if (query) {
        sqlite3_finalize(query->stmt);
        free(query);
    }
}

static void
bound(struct db_query *query, int rc)
{
    if (rc != SQLITE_OK && query->bind_rc == SQLITE_OK) {
        query->bind_rc = rc;
    }
}

void
db_bind_int(struct db_query *query, int index, int64_t value)
{
    if (query) {
        bound(query, sqlite3_bind_int64(query->stmt, index, value));
    }
}

void
db_bind_real(struct db_query *query, int index, double value)
{
    if (query) {
        bound(query, sqlite3_bind_double(query->stmt, index, value));
    }
}

void
db_bind_text(struct db_query *query, int index, const char *value)
{
    if (query) {
        bound(query, sqlite3_bind_text(query->stmt, index, value, -1, SQLITE_TRANSIENT));
    }
}

void
db_bind_blob(struct db_query *query, int index, const void *data, size_t len)
{
    if (query) {
        bound(query, sqlite3_bind_blob64(query->stmt, index, data, len, SQLITE_TRANSIENT));
    }
}

void
db_bind_null(struct db_query *query, int index)
{
    if (query) {
        bound(query, sqlite3_bind_null(query->stmt, index));
    }
}

bool
db_step(struct db_query *query)
{
    if (!query) {
        return false;
    }
    if (query->bind_rc != SQLITE_OK) {
        query->rc = query->bind_rc;
        query->bind_rc = SQLITE_OK;
        return false;
    }
    if (query->rc != SQLITE_ROW) {
        query->db->work = 0;
    }
    query->rc = sqlite3_step(query->stmt);
    if (query->rc != SQLITE_ROW) {
        sqlite3_reset(query->stmt);
    }
    return query->rc == SQLITE_ROW;
}

bool
db_failed(const struct db_query *query, struct err *err)
{
    if (!query || query->rc == SQLITE_ROW || query->rc == SQLITE_DONE) {
        return false;
    }
    db_fail(query->db, query->rc, err);
    return true;
}

void
db_reset(struct db_query *query)
{
    if (query) {
        sqlite3_reset(query->stmt);
        query->rc = SQLITE_DONE;
    }
}

int64_t
db_int(const struct db_query *query, int column)
{
    return query ? sqlite3_column_int64(query->stmt, column) : 0;
}

double
db_real(const struct db_query *query, int column)
{
    return query ? sqlite3_column_double(query->stmt, column) : 0;
}

const char *
db_text(const struct db_query *query, int column)
{
    const unsigned char *text = query ? sqlite3_column_text(query->stmt, column) : NULL;
    return text ? (const char *)text : "";
}

const void *
db_blob(const struct db_query *query, int column, size_t *len)
{
    const void *data = query ? sqlite3_column_blob(query->stmt, column) : NULL;
    *len = data ? (size_t)sqlite3_column_bytes(query->stmt, column) : 0;
    return data;
}

bool
db_is_null(const struct db_query *query, int column)
{
    return !query || sqlite3_column_type(query->stmt, column) == SQLITE_NULL;
}

int
db_columns(const struct db_query *query)
{
    return query ? sqlite3_column_count(query->stmt) : 0;
}

const char *
db_column_name(const struct db_query *query, int column)
{
    const char *name = query ? sqlite3_column_name(query->stmt, column) : NULL;
    return name ? name : "";
}
