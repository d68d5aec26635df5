#include "db/internal.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "db/made.h"

static struct db *
open_made(const struct place *place)
{
    struct db *db = NULL;
    struct err err = {0};
    made_save(place->file);
    if (!db_open(place->file, DB_READ, &db, &err)) {
        fail_msg("%s", err.text);
    }
    return db;
}

static void
test_every_door_is_shut(void **state)
{
    static const char *const doors[] = {
        "ATTACH 'x.db' AS y",
        "DETACH main",
        "CREATE TABLE x(a)",
        "CREATE TEMP TABLE x(a)",
        "CREATE TEMP VIEW x AS SELECT 1",
        "CREATE TEMP TRIGGER x DELETE ON t BEGIN SELECT 1; END",
        "CREATE INDEX x ON t(name)",
        "CREATE VIRTUAL TABLE temp.x USING fts5(a)",
        "INSERT INTO t(n) VALUES(1000)",
        "INSERT INTO f(f) VALUES('rebuild')",
        "UPDATE t SET name = ''",
        "UPDATE sqlite_schema SET sql = ''",
        "DELETE FROM t",
        "DROP TABLE t",
        "ALTER TABLE t RENAME TO u",
        "REINDEX",
        "ANALYZE",
        "VACUUM",
        "VACUUM INTO '/tmp/never-made'",
        "BEGIN IMMEDIATE",
        "SAVEPOINT x",
        "EXPLAIN QUERY PLAN DELETE FROM t",
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 3) SELECT * FROM c",
        "SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4",
        "SELECT load_extension('x')",
        "SELECT randomblob(10)",
        "SELECT zeroblob(1000000000)",
        "SELECT fts3_tokenizer('simple')",
        "SELECT writefile('x', 'x')",
        "SELECT fts5(NULL)",
        "SELECT sqlite_version()",
        "SELECT char(1)",
        "SELECT hex(1)",
        "SELECT * FROM pragma_table_info('t')",
        "PRAGMA writable_schema=ON",
        "PRAGMA query_only=OFF",
        "PRAGMA trusted_schema=ON",
        "PRAGMA mmap_size=1000000",
        "PRAGMA journal_mode=WAL",
        "PRAGMA user_version=3",
        "PRAGMA application_id=3",
        "PRAGMA cell_size_check=OFF",
        "PRAGMA temp_store=FILE",
        "PRAGMA encoding='UTF-16le'",
        "PRAGMA cache_size=1000000",
        "PRAGMA wal_checkpoint",
        "PRAGMA incremental_vacuum",
        "PRAGMA optimize",
    };
    struct db *db = open_made(*state);
    struct err err = {0};
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        if (db_exec(db, doors[i], &err)) {
            fail_msg("open: %s", doors[i]);
        }
    }
    assert_true(made_ask(db, &err)); // and what is wanted still goes
    db_close(db);
}

// The list says no before SQLite notices that nothing can be written.
static void
test_changes_are_not_even_compiled(void **state)
{
    static const char *const changes[] = {"UPDATE t SET name = ''", "INSERT INTO t(n) VALUES(1000)",
        "DELETE FROM t", "CREATE TABLE x(a)", "DROP TABLE t", "SAVEPOINT x"};
    struct db *db = open_made(*state);
    struct db_query *query = NULL;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct err err = {0};
        assert_false(db_prepare(db, changes[i], &query, &err));
        if (!strstr(err.text, "not authorized")) {
            fail_msg("%s: %s", changes[i], err.text);
        }
    }
    db_close(db);
}

static void
test_limits_and_switches(void **state)
{
    static const int limits[][2] = {
        {SQLITE_LIMIT_LENGTH, DB_VALUE_MAX},
        {SQLITE_LIMIT_SQL_LENGTH, 20000},
        {SQLITE_LIMIT_COLUMN, 64},
        {SQLITE_LIMIT_EXPR_DEPTH, 40},
        {SQLITE_LIMIT_COMPOUND_SELECT, 3},
        {SQLITE_LIMIT_VDBE_OP, 25000},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };
    static const int switches[][2] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
        {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
    };
    struct db *db = open_made(*state);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        assert_int_equal(sqlite3_limit(db->handle, limits[i][0], -1), limits[i][1]);
    }
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        int now = -1;
        sqlite3_db_config(db->handle, switches[i][0], -1, &now);
        assert_int_equal(now, switches[i][1]);
    }
    assert_int_equal(sqlite3_db_readonly(db->handle, "main"), 1);
    sqlite3_set_authorizer(db->handle, NULL, NULL);
    struct err err = {0};
    int64_t value = -1;
    assert_true(db_number(db, "PRAGMA cell_size_check", &value, &err) && value == 1);
    assert_true(db_number(db, "PRAGMA temp_store", &value, &err) && value == 2);
    assert_true(db_number(db, "PRAGMA cache_size", &value, &err) && value == -DB_CACHE_KIB);
    assert_true(db_cached(db) > 0 && db_cached(db) <= (size_t)DB_CACHE_KIB * 1024);
    assert_true(db_held() >= db_cached(db));
    assert_true(db_number(db, "PRAGMA query_only", &value, &err) && value == 1);
    assert_true(db_number(db, "PRAGMA trusted_schema", &value, &err) && value == 0);
    assert_false(db_number(db, "PRAGMA mmap_size", &value, &err)); // there is no such thing here
    db_close(db);
}

// Also without the list of what may be done nothing can be changed.
static void
test_second_lock(void **state)
{
    struct db *db = open_made(*state);
    struct err err = {0};
    sqlite3_set_authorizer(db->handle, NULL, NULL);
    assert_true(db_exec(db, "PRAGMA query_only=OFF", &err));
    assert_false(db_exec(db, "DELETE FROM t", &err));
    assert_false(db_exec(db, "CREATE TABLE x(a)", &err));
    assert_false(db_exec(db, "ATTACH ':memory:' AS y", &err));
    assert_false(db_exec(db, "UPDATE sqlite_schema SET sql = ''", &err));
    db_close(db);
}

static void
test_only_a_regular_file(void **state)
{
    const struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    char other[160];
    snprintf(other, sizeof other, "%s/other", place->folder);
    made_save(place->file);
    assert_int_equal(symlink(place->file, other), 0);
    assert_false(db_open(other, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_non_null(strstr(err.text, "a link, not a file"));
    unlink(other);
    assert_int_equal(mkfifo(other, 0600), 0);
    assert_false(db_open(other, DB_READ, &db, &err)); // and does not wait for a writer
    assert_int_equal(err.kind, ERR_IO);
    unlink(other);
    assert_false(db_open("/dev/zero", DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_IO);
}

static void
put(const char *path, int64_t offset, const void *bytes, size_t len)
{
    int fd = open(path, O_WRONLY);
    assert_true(fd >= 0 && pwrite(fd, bytes, len, offset) == (ssize_t)len);
    close(fd);
}

static void
test_header(void **state)
{
    static const struct {
        int at;
        unsigned char value;
        enum err_kind kind;
    } changes[] = {
        {0, 's', ERR_FORMAT},
        {15, 'x', ERR_FORMAT},
        {16, 2, ERR_FORMAT},
        {18, 2, ERR_FORMAT},
        {19, 2, ERR_FORMAT},
        {20, 8, ERR_FORMAT},
        {21, 63, ERR_FORMAT},
        {22, 31, ERR_FORMAT},
        {23, 33, ERR_FORMAT},
        {27, 99, ERR_FORMAT},
        {31, 99, ERR_FORMAT},
        {47, 1, ERR_FORMAT},
        {48, 0x7f, ERR_FORMAT},
        {55, 3, ERR_FORMAT},
        {59, 2, ERR_FORMAT},
        {63, 1, ERR_VERSION},
        {67, 1, ERR_FORMAT},
        {71, 'U', ERR_FORMAT},
        {95, 99, ERR_FORMAT},
    };
    const struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        made_save(place->file);
        put(place->file, changes[i].at, &changes[i].value, 1);
        if (db_open(place->file, DB_READ, &db, &err) || err.kind != changes[i].kind) {
            fail_msg("byte %d: %s", changes[i].at, err.text);
        }
    }
    made_save(place->file);
    assert_int_equal(truncate(place->file, 3 * DB_PAGE_SIZE), 0);
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
}

// A file written with SQLite itself, by sql, with our two numbers.
static void
forge(const char *path, const char *sql)
{
    sqlite3 *handle = NULL;
    char numbers[160];
    char *message = NULL;
    unlink(path);
    snprintf(numbers, sizeof numbers,
        "PRAGMA application_id=%d; PRAGMA user_version=%d; PRAGMA writable_schema=ON;",
        DB_APPLICATION_ID, DB_SCHEMA_VERSION);
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    assert_int_equal(sqlite3_exec(handle, numbers, NULL, NULL, NULL), SQLITE_OK);
    if (sqlite3_exec(handle, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s", message);
    }
    sqlite3_close(handle);
}

static void
test_schema_is_limited(void **state)
{
    const struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    forge(place->file,
        "CREATE TABLE t(a);"
        "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 100000)"
        "INSERT INTO sqlite_schema SELECT 'table', 't' || x, 't' || x, 2,"
        " 'CREATE TABLE t' || x || '(a)' FROM c");
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    forge(place->file, "CREATE TABLE t(a);"
                       "INSERT INTO sqlite_schema VALUES('table', 'u', 'u', 2,"
                       " printf('CREATE TABLE u(a /*%.*c*/)', 10000000, 'x'))");
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_true(err.kind == ERR_LIMIT || err.kind == ERR_FORMAT);
}

// A row of sqlite_schema, whose type nobody reads.
static void
test_schema_rows_are_short(void **state)
{
    const struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    forge(place->file,
        "CREATE TABLE t(a UNIQUE); INSERT INTO sqlite_schema SELECT hex(zeroblob(20000)), name,"
        " tbl_name, rootpage, NULL FROM sqlite_schema WHERE name = 'sqlite_autoindex_t_1'");
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

static void
test_values_are_limited(void **state)
{
    const struct place *place = *state;
    struct db *db = NULL;
    struct db_query *query = NULL;
    struct err err = {0};
    size_t len = 0;
    forge(place->file,
        "CREATE TABLE t(a BLOB);"
        "INSERT INTO t VALUES(zeroblob(8 * 1024 * 1024)), (zeroblob(9 * 1024 * 1024));"
        "CREATE VIEW v AS SELECT 1 AS a");
    assert_true(db_open(place->file, DB_READ, &db, &err));
    assert_true(db_prepare(db, "SELECT a FROM t", &query, &err));
    assert_true(db_step(query));
    assert_non_null(db_blob(query, 0, &len));
    assert_int_equal(len, 8 * 1024 * 1024);
    if (db_step(query)) {
        assert_null(db_blob(query, 0, &len));
    } else {
        assert_true(db_failed(query, &err));
        assert_int_equal(err.kind, ERR_LIMIT);
    }
    db_finish(query);
    assert_false(db_exec(db, "SELECT * FROM v", &err)); // views are no tables
    db_close(db);
}

static void
test_check(void **state)
{
    const struct place *place = *state;
    struct db *db = open_made(place);
    struct err err = {0};
    assert_true(db_check(db, &err));
    db_close(db);
    put(place->file, DB_PAGE_SIZE + 3, "\xff\xff", 2); // number of cells of page 2
    assert_true(db_open(place->file, DB_READ, &db, &err));
    assert_false(db_check(db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    db_close(db);
}

// Rows of five bytes with columns that take none: more to check than such a file may ask for.
static void
test_check_is_limited(void **state)
{
    const struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    forge(place->file,
        "CREATE TABLE t(n INTEGER PRIMARY KEY); WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL"
        " SELECT x + 1 FROM c LIMIT 300000) INSERT INTO t SELECT x FROM c;"
        "ALTER TABLE t ADD COLUMN a INT NOT NULL DEFAULT 1;"
        "ALTER TABLE t ADD COLUMN b INT NOT NULL DEFAULT 1;"
        "ALTER TABLE t ADD COLUMN c INT NOT NULL DEFAULT 1;"
        "ALTER TABLE t ADD COLUMN d INT NOT NULL DEFAULT 1;"
        "ALTER TABLE t ADD COLUMN e INT NOT NULL DEFAULT 1;"
        "ALTER TABLE t ADD COLUMN f INT NOT NULL DEFAULT 1;"
        "ALTER TABLE t ADD COLUMN g INT NOT NULL DEFAULT 1;"
        "ALTER TABLE t ADD COLUMN h INT NOT NULL DEFAULT 1");
    assert_true(db_open(place->file, DB_READ, &db, &err));
    assert_false(db_check(db, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    db_close(db);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_door_is_shut, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(
            test_changes_are_not_even_compiled, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_limits_and_switches, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_second_lock, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_only_a_regular_file, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_header, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_schema_is_limited, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_schema_rows_are_short, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_values_are_limited, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_check, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_check_is_limited, place_setup, place_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
