// A small database that is written in place for years and shall tell nothing of its past. A write-ahead
// log, or a new file renamed over the old one, would leave every earlier state on the card; a rollback
// journal that stays and is overwritten leaves none. DELETE and TRUNCATE give its blocks back unwiped.

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "db/internal.h"

enum {
    HEADER_BYTES = 100,
    PATH_BYTES = 512,
    VALUE_MAX = 32 * 1024, // longest value, row or statement, bytes
    COLUMNS_MAX = 8,
    VARIABLES_MAX = 8,
};

static bool
io_error(struct err *err, const char *path)
{
    enum err_kind kind = errno == ENOENT                      ? ERR_MISSING
                         : errno == ENOSPC || errno == EDQUOT ? ERR_SPACE
                                                              : ERR_IO;
    char reason[128];
    return err_set(err, kind, "%s: %s", path, strerror_r(errno, reason, sizeof reason));
}

static uint32_t
big_endian(const unsigned char *at, int len)
{
    uint32_t value = 0;
    for (int i = 0; i < len; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

// What a cut cannot change, as it never changes: with other numbers SQLite would do more than we ask, open
// a write-ahead log for one.
static bool
check_header(const unsigned char header[HEADER_BYTES], const struct db_kept *kind, struct err *err)
{
    const struct {
        int at;
        int len;
        uint32_t value;
    } fields[] = {{16, 2, DB_KEPT_PAGE}, {18, 1, 1}, {19, 1, 1}, {20, 1, 0}, {21, 1, 64},
        {22, 1, 32}, {23, 1, 32}, {44, 4, 4}, {48, 4, 0}, {52, 4, 0}, {56, 4, 1},
        {60, 4, kind->version}, {64, 4, 0}, {68, 4, kind->application_id}};
    bool ours = memcmp(header, "SQLite format 3", 16) == 0;
    for (size_t i = 0; ours && i < sizeof fields / sizeof *fields; i++) {
        ours = big_endian(header + fields[i].at, fields[i].len) == fields[i].value;
    }
    return ours || err_set(err, ERR_FORMAT, "the header is of another database");
}

// Before SQLite opens the file: POSIX drops a process's locks when it closes any descriptor of it.
static bool
check_file(const char *path, const struct db_kept *kind, struct err *err)
{
    unsigned char header[HEADER_BYTES];
    struct stat st;
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) != 0) {
        return io_error(err, path);
    }
    if (!S_ISREG(st.st_mode) || st.st_size < (off_t)DB_KEPT_PAGE || st.st_size > kind->size_max) {
        return err_set(err, ERR_FORMAT, "%s: no file of ours", path);
    }
    return pread(fd, header, sizeof header, 0) == (ssize_t)sizeof header
               ? check_header(header, kind, err) || err_wrap(err, "%s", path)
               : io_error(err, path);
}

static void
set_limits(sqlite3 *handle)
{
    static const struct {
        int what;
        int value;
    } limits[] = {{SQLITE_LIMIT_LENGTH, VALUE_MAX}, {SQLITE_LIMIT_SQL_LENGTH, VALUE_MAX},
        {SQLITE_LIMIT_COLUMN, COLUMNS_MAX}, {SQLITE_LIMIT_VARIABLE_NUMBER, VARIABLES_MAX},
        {SQLITE_LIMIT_ATTACHED, 0}, {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0}};
    static const struct {
        int what;
        int value;
    } switches[] = {{SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0}, {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0}, {SQLITE_DBCONFIG_ENABLE_FKEY, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0}, {SQLITE_DBCONFIG_DQS_DDL, 0}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        sqlite3_limit(handle, limits[i].what, limits[i].value);
    }
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        sqlite3_db_config(handle, switches[i].what, switches[i].value, NULL);
    }
}

static bool
open_handle(const char *path, int flags, struct db **db, struct err *err)
{
    struct db *opened = calloc(1, sizeof *opened);
    ASSERT(opened);
    opened->fd = -1;
    int rc = sqlite3_open_v2(path, &opened->handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
            SQLITE_OPEN_NOFOLLOW | flags,
        NULL);
    ASSERT(opened->handle);
    if (rc != SQLITE_OK) {
        db_fail(opened, rc, err);
        db_close(opened);
        return false;
    }
    sqlite3_extended_result_codes(opened->handle, 1);
    set_limits(opened->handle);
    *db = opened;
    return true;
}

bool
db_make_kept(const char *path, const struct db_kept *kind, struct db **db, struct err *err)
{
    char sql[320];
    *db = NULL;
    if (unlink(path) != 0 && errno != ENOENT) {
        return io_error(err, path);
    }
    if (!open_handle(path, SQLITE_OPEN_CREATE, db, err)) {
        return err_wrap(err, "%s", path);
    }
    snprintf(sql, sizeof sql,
        "PRAGMA page_size=%d; PRAGMA encoding='UTF-8'; PRAGMA auto_vacuum=NONE;"
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;"
        "PRAGMA application_id=%u; PRAGMA user_version=%u",
        DB_KEPT_PAGE, (unsigned)kind->application_id, (unsigned)kind->version);
    if (!db_exec(*db, sql, err)) {
        db_close(*db);
        *db = NULL;
        return err_wrap(err, "%s", path);
    }
    return true;
}

bool
db_open_kept(const char *path, const struct db_kept *kind, struct db **db, struct err *err)
{
    char sql[320];
    *db = NULL;
    if (!check_file(path, kind, err)) {
        return false;
    }
    if (!open_handle(path, 0, db, err)) {
        return err_wrap(err, "%s", path);
    }
    // The empty transaction takes the lock for as long as the database is open, and rolls back what a cut
    // left behind.
    snprintf(sql, sizeof sql,
        "PRAGMA locking_mode=EXCLUSIVE; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"
        "PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
        "PRAGMA journal_mode=PERSIST; PRAGMA journal_size_limit=%d; PRAGMA synchronous=FULL;"
        "BEGIN EXCLUSIVE; COMMIT",
        DB_KEPT_JOURNAL);
    if (!db_exec(*db, sql, err)) {
        db_close(*db);
        *db = NULL;
        return err_wrap(err, "%s", path);
    }
    return true;
}

// Zeros from the first byte to the last; the size is the same whatever was written.
static bool
wipe(const char *path, struct err *err)
{
    static const char zeros[DB_KEPT_JOURNAL];
    struct stat st;
    AUTO_CLOSE int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 || fstat(fd, &st) != 0) {
        return io_error(err, path);
    }
    off_t size = st.st_size > DB_KEPT_JOURNAL ? st.st_size : DB_KEPT_JOURNAL;
    for (off_t at = 0; at < size;) {
        off_t left = size - at;
        ssize_t put =
            pwrite(fd, zeros, left < DB_KEPT_JOURNAL ? (size_t)left : DB_KEPT_JOURNAL, at);
        if (put <= 0) {
            return io_error(err, path);
        }
        at += put;
    }
    return (fdatasync(fd) == 0 && ftruncate(fd, DB_KEPT_JOURNAL) == 0) || io_error(err, path);
}

bool
db_wipe_kept(const char *path, struct err *err)
{
    const struct timespec times[2] = {{.tv_sec = DB_KEPT_TIME_S}, {.tv_sec = DB_KEPT_TIME_S}};
    char journal[PATH_BYTES];
    int len = snprintf(journal, sizeof journal, "%s-journal", path);
    if (len >= (int)sizeof journal) {
        return err_set(err, ERR_LIMIT, "%.100s: path too long", path);
    }
    // By name: a second descriptor of the database would drop its locks.
    return wipe(journal, err) &&
           ((utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) == 0 &&
                utimensat(AT_FDCWD, journal, times, AT_SYMLINK_NOFOLLOW) == 0) ||
               io_error(err, path));
}
