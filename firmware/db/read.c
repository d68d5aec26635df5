// Opening compiled content, as bytes a stranger wrote: SQLite's "Defense Against Dark Arts".

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "db/internal.h"

enum {
    HEADER_BYTES = 100,
    SQL_MAX = 20 * 1000,        // longest statement, also of the schema, bytes
    SCHEMA_ROW_MAX = 32 * 1024, // of sqlite_schema, bytes
    COLUMNS_MAX = 64,           // of a table, index or result
    DEPTH_MAX = 40,             // of an expression
    COMPOUND_MAX = 3,           // SELECTs joined by UNION
    PROGRAM_MAX = 25000,        // instructions of one statement
    ARGUMENTS_MAX = 16,         // of a function
    PATTERN_MAX = 256,          // of LIKE, bytes
    VARIABLES_MAX = 32,         // ?1, ?2, ...
    MILLION = 1000 * 1000,
};

// The numbers of the header that db_save() always writes as they stand here; big-endian. With any
// other SQLite would do more than a reader needs: write-ahead logs, pointer maps, UTF-16, a cache as
// large as the file says.
static const struct {
    int at;
    int len;
    uint32_t value;
    const char *what;
} header_fields[] = {
    {16, 2, DB_PAGE_SIZE, "page size"},
    {18, 1, 1, "write version"},
    {19, 1, 1, "read version"},
    {20, 1, 0, "reserved bytes"},
    {21, 1, 64, "largest payload fraction"},
    {22, 1, 32, "smallest payload fraction"},
    {23, 1, 32, "leaf payload fraction"},
    {44, 4, 4, "schema format"},
    {48, 4, 0, "cache size"},
    {52, 4, 0, "largest root page"},
    {56, 4, 1, "text encoding"},
    {64, 4, 0, "incremental vacuum"},
};

static uint32_t
big_endian(const unsigned char *at, int len)
{
    uint32_t value = 0;
    for (int i = 0; i < len; i++) {
        value = value << 8 | at[i];
    }
    return value;
}

static bool
check_header(const unsigned char header[HEADER_BYTES], int64_t size, struct err *err)
{
    if (memcmp(header, "SQLite format 3", 16) != 0 ||
        big_endian(header + 68, 4) != DB_APPLICATION_ID) {
        return err_set(err, ERR_FORMAT, "not compiled content");
    }
    uint32_t version = big_endian(header + 60, 4);
    if (version != DB_SCHEMA_VERSION) {
        return err_set(
            err, ERR_VERSION, "schema %u, this program reads %d", version, DB_SCHEMA_VERSION);
    }
    for (size_t i = 0; i < sizeof header_fields / sizeof *header_fields; i++) {
        uint32_t value = big_endian(header + header_fields[i].at, header_fields[i].len);
        if (value != header_fields[i].value) {
            return err_set(err, ERR_FORMAT, "database header: %s %u, not %u", header_fields[i].what,
                value, header_fields[i].value);
        }
    }
    int64_t pages = big_endian(header + 28, 4);
    if (pages * DB_PAGE_SIZE != size || memcmp(header + 24, header + 92, 4) != 0) {
        return err_set(err, ERR_FORMAT, "database header: %lld pages in a file of %lld bytes",
            (long long)pages, (long long)size);
    }
    return true;
}

static bool
read_header(const struct db_source *source, struct err *err)
{
    unsigned char header[HEADER_BYTES];
    if (source->size < DB_PAGE_SIZE) {
        return err_set(err, ERR_FORMAT, "not compiled content");
    }
    return source->read(source->context, 0, header, sizeof header)
               ? check_header(header, source->size, err)
               : err_set(err, ERR_FORMAT, "the first page cannot be read");
}

static bool
is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; word && i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

// A list of what may be done; the rest may not. Functions are those of store/, gate/ and hub-bundle.
static int
authorize(void *data, int action, const char *first, const char *second, const char *database,
    const char *inside)
{
    (void)data;
    (void)database;
    (void)inside;
    static const char *const functions[] = {"bm25", "coalesce", "count", "group_concat", "iif",
        "instr", "length", "like", "match", "max", "min", "printf", "substr", "sum"};
    static const char *const pragmas[] = {// to be asked, not set; FTS5 asks data_version
        "application_id", "data_version", "encoding", "foreign_key_check", "freelist_count",
        "integrity_check", "page_count", "page_size", "user_version"};
    bool may = false;
    if (action == SQLITE_SELECT || action == SQLITE_READ) {
        may = true;
    } else if (action == SQLITE_FUNCTION) {
        may = is_one_of(second, functions, sizeof functions / sizeof *functions);
    } else if (action == SQLITE_PRAGMA) {
        may = strcmp(first, "quick_check") == 0 ||
              (!second && is_one_of(first, pragmas, sizeof pragmas / sizeof *pragmas));
    } else if (action == SQLITE_UPDATE) { // compiled, never run, when FTS5 declares its columns
        may = strcmp(first, "sqlite_master") == 0;
    }
    return may ? SQLITE_OK : SQLITE_DENY;
}

static int
count_work(void *data)
{
    struct db *db = data;
    db->work++;
    return db->work > db->work_max;
}

static void
set_limits(sqlite3 *handle)
{
    static const struct {
        int what;
        int value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, DB_VALUE_MAX},
        {SQLITE_LIMIT_SQL_LENGTH, SQL_MAX},
        {SQLITE_LIMIT_COLUMN, COLUMNS_MAX},
        {SQLITE_LIMIT_EXPR_DEPTH, DEPTH_MAX},
        {SQLITE_LIMIT_COMPOUND_SELECT, COMPOUND_MAX},
        {SQLITE_LIMIT_VDBE_OP, PROGRAM_MAX},
        {SQLITE_LIMIT_FUNCTION_ARG, ARGUMENTS_MAX},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PATTERN_MAX},
        {SQLITE_LIMIT_VARIABLE_NUMBER, VARIABLES_MAX},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        sqlite3_limit(handle, limits[i].what, limits[i].value);
    }
}

static bool
set_switches(sqlite3 *handle, bool views)
{
    const struct {
        int what;
        int value;
    } switches[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, views},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 0},
        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
        {SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        int now = -1;
        int rc = sqlite3_db_config(handle, switches[i].what, switches[i].value, &now);
        if (rc != SQLITE_OK || now != switches[i].value) {
            return false;
        }
    }
    return true;
}

// Reads the definitions into memory. More rows than any content has, and it ends here: SQLite parses
// each, which no work counter sees.
static bool
load_schema(struct db *db, struct err *err)
{
    struct db_query *query = NULL;
    db->work = 0;
    db->work_max = 0; // DB_WORK_UNIT steps are some 1400 rows
    sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, SCHEMA_ROW_MAX);
    bool ok = db_prepare(db, "SELECT 1 FROM sqlite_schema", &query, err);
    db_finish(query);
    sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, DB_VALUE_MAX);
    db->work_max = (int64_t)DB_WORK_MAX * (MILLION / DB_WORK_UNIT);
    return ok;
}

static bool
open_handle(struct db *db, bool views, struct err *err)
{
    enum { FLAGS = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE };
    int rc = sqlite3_open_v2("content", &db->handle, FLAGS, db->source->name);
    ASSERT(db->handle);
    if (rc != SQLITE_OK) {
        return db_fail(db, rc, err);
    }
    sqlite3_extended_result_codes(db->handle, 1);
    set_limits(db->handle);
    ASSERT(set_switches(db->handle, views)); // else this SQLite cannot do what we rely on
    if (!db_exec(db,
            "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0;"
            "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY",
            err)) {
        return false;
    }
    sqlite3_progress_handler(db->handle, DB_WORK_UNIT, count_work, db);
    sqlite3_set_authorizer(db->handle, authorize, db);
    return load_schema(db, err);
}

// fd: of a path, which becomes the database's; else -1.
static bool
open_db(const struct db_source *source, int fd, enum db_mode mode, struct db **db, struct err *err)
{
    struct db *opened = calloc(1, sizeof *opened);
    ASSERT(opened);
    opened->fd = fd;
    opened->source = source_open(source);
    if (!open_handle(opened, mode == DB_READ_ANY, err)) {
        opened->fd = -1; // the caller's until we succeed
        db_close(opened);
        return false;
    }
    *db = opened;
    return true;
}

bool
db_open_source(const struct db_source *source, struct db **db, struct err *err)
{
    *db = NULL;
    return read_header(source, err) && open_db(source, -1, DB_READ, db, err);
}

static bool
read_file(void *context, int64_t offset, void *into, size_t len)
{
    int fd = (int)(intptr_t)context;
    char *at = into;
    while (len > 0) {
        ssize_t got = pread(fd, at, len, offset);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        at += got;
        offset += got;
        len -= (size_t)got;
    }
    return true;
}

// No link, no device, no pipe; O_NONBLOCK so that a pipe does not wait for a writer.
static bool
open_fd(const char *path, int *fd, int64_t *size, struct err *err)
{
    struct stat st;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (*fd < 0) {
        char reason[128];
        const char *why = errno == ENOENT  ? "no such file"
                          : errno == ELOOP ? "a link, not a file"
                                           : strerror_r(errno, reason, sizeof reason);
        return err_set(err, errno == ENOENT ? ERR_MISSING : ERR_IO, "%s: %s", path, why);
    }
    if (fstat(*fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        return err_set(err, ERR_IO, "%s: not a file", path);
    }
    *size = st.st_size;
    return true;
}

bool
db_open_path(const char *path, enum db_mode mode, struct db **db, struct err *err)
{
    AUTO_CLOSE int fd = -1;
    struct db_source source = {.read = read_file};
    *db = NULL;
    if (!open_fd(path, &fd, &source.size, err)) {
        return false;
    }
    source.context = (void *)(intptr_t)fd;
    bool ours = mode == DB_READ_ANY || read_header(&source, err);
    if (!ours || !open_db(&source, fd, mode, db, err)) {
        return err_wrap(err, "%s", path);
    }
    fd = -1; // the database's
    return true;
}

bool
db_check(struct db *db, struct err *err)
{
    char word[128];
    int64_t pages = db->source ? db->source->of.size / DB_PAGE_SIZE : 0;
    int64_t work_max = db->work_max;
    if (db->source) {
        db->work_max = (DB_CHECK_WORK + pages * DB_CHECK_WORK_PAGE) / DB_WORK_UNIT;
    }
    bool ok = db_word(db, "PRAGMA quick_check(1)", word, sizeof word, err);
    db->work_max = work_max;
    return ok && (strcmp(word, "ok") == 0 || err_set(err, ERR_FORMAT, "quick check: %s", word));
}
