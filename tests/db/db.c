#include "db/db.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "db/made.h"

static void
make(const char *path)
{
    struct db *db = NULL;
    struct err err = {0};
    assert_true(db_open(path, DB_CREATE, &db, &err));
    made_fill(db);
    db_close(db);
}

static void
test_round_trip(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct db_query *query = NULL;
    struct err err = {0};
    size_t len = 0;
    make(place->file);
    assert_true(db_open(place->file, DB_READ, &db, &err));
    assert_true(
        db_prepare(db, "SELECT n, name, size, data, NULL FROM t WHERE n = ?1", &query, &err));
    db_bind_int(query, 1, 7);
    assert_true(db_step(query));
    assert_int_equal(db_columns(query), 5);
    assert_string_equal(db_column_name(query, 1), "name");
    assert_true(db_int(query, 0) == 7);
    assert_string_equal(db_text(query, 1), "name-7");
    assert_true(db_real(query, 2) > 3.4 && db_real(query, 2) < 3.6);
    assert_memory_equal(db_blob(query, 3, &len), "a\0b", 3);
    assert_int_equal(len, 3);
    assert_true(db_is_null(query, 4));
    assert_false(db_is_null(query, 0));
    assert_string_equal(db_text(query, 4), "");
    assert_false(db_step(query));
    assert_false(db_failed(query, &err));
    db_bind_int(query, 1, 8);
    assert_true(db_step(query));
    assert_string_equal(db_text(query, 1), "name-8");
    db_reset(query);
    assert_true(db_step(query)); // parameters stay
    assert_string_equal(db_text(query, 1), "name-8");
    db_finish(query);
    db_close(db);
}

static void
test_numbers_and_words(void **state)
{
    (void)state;
    struct db *db = NULL;
    struct err err = {0};
    int64_t number = 0;
    char word[8];
    assert_true(db_open("", DB_MEMORY, &db, &err));
    made_fill(db);
    assert_true(db_number(db, "SELECT count(*) FROM t", &number, &err));
    assert_true(number == 200);
    assert_true(db_word(db, "SELECT name FROM t WHERE n = 12", word, sizeof word, &err));
    assert_string_equal(word, "name-12");
    assert_true(db_word(db, "SELECT 'longer than eight'", word, sizeof word, &err));
    assert_string_equal(word, "longer ");
    assert_false(db_number(db, "SELECT n FROM t WHERE n = 0", &number, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_false(db_number(db, "SELECT n FROM nowhere", &number, &err));
    db_close(db);
}

static void
test_null_query_and_database(void **state)
{
    (void)state;
    size_t len = 1;
    db_close(NULL);
    db_finish(NULL);
    db_reset(NULL);
    db_bind_int(NULL, 1, 1);
    db_bind_text(NULL, 1, "");
    db_bind_null(NULL, 1);
    db_bind_real(NULL, 1, 1);
    db_bind_blob(NULL, 1, "", 0);
    assert_false(db_step(NULL));
    assert_false(db_failed(NULL, NULL));
    assert_true(db_int(NULL, 0) == 0);
    assert_string_equal(db_text(NULL, 0), "");
    assert_null(db_blob(NULL, 0, &len));
    assert_int_equal(len, 0);
    assert_true(db_is_null(NULL, 0));
    assert_int_equal(db_columns(NULL), 0);
}

static void
test_failed_bind_and_step(void **state)
{
    (void)state;
    struct db *db = NULL;
    struct db_query *query = NULL;
    struct err err = {0};
    assert_true(db_open("", DB_MEMORY, &db, &err));
    made_fill(db);
    assert_true(db_prepare(db, "INSERT INTO t(n, name) VALUES(?1, ?2)", &query, &err));
    db_bind_int(query, 1, 7);
    db_bind_text(query, 2, NULL);
    assert_false(db_step(query)); // there is a 7
    assert_true(db_failed(query, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    db_bind_int(query, 9, 1); // no such parameter
    db_bind_int(query, 1, 1000);
    assert_false(db_step(query));
    assert_true(db_failed(query, &err));
    assert_false(db_step(query)); // the fault was told; this one inserts
    assert_false(db_failed(query, &err));
    db_finish(query);
    assert_false(db_prepare(db, "SELEC", &query, &err));
    assert_null(query);
    assert_false(db_prepare(db, " ", &query, &err));
    db_close(db);
}

static void
test_refuses_what_is_not_ours(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(db);
    assert_false(db_open(place->folder, DB_READ, &db, &err));
    assert_true(err.kind == ERR_IO || err.kind == ERR_FORMAT);
    assert_true(file_replace(place->file, "hello", 5, &err));
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_true(file_replace(place->file, "", 0, &err));
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
}

static void
renumber(const char *path, const char *sql)
{
    struct db *db = NULL;
    struct err err = {0};
    assert_true(db_open(path, DB_CREATE, &db, &err));
    assert_true(db_exec(db, "CREATE TABLE t(a)", &err) && db_exec(db, sql, &err));
    db_close(db);
}

static void
test_version_and_application(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    renumber(place->file, "PRAGMA user_version=1");
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_VERSION);
    renumber(place->file, "PRAGMA application_id=1");
    assert_false(db_open(place->file, DB_READ, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
}

// Files of other programs open under every rule but the two numbers.
static void
test_any_application(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    int64_t number = 0;
    assert_false(db_open(place->file, DB_READ_ANY, &db, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    renumber(place->file,
        "PRAGMA application_id=7; PRAGMA user_version=9; INSERT INTO t VALUES (5);"
        "CREATE VIEW v AS SELECT a + 1 AS a FROM t");
    assert_true(db_open(place->file, DB_READ_ANY, &db, &err));
    assert_true(db_number(db, "SELECT a FROM v", &number, &err));
    assert_true(number == 6);
    assert_false(db_exec(db, "DELETE FROM t", &err));
    assert_false(db_exec(db, "ATTACH 'x.db' AS y", &err));
    db_close(db);
    renumber(place->file, "CREATE VIEW v AS SELECT 1");
    assert_true(db_open(place->file, DB_READ, &db, &err));
    assert_false(db_number(db, "SELECT * FROM v", &number, &err)); // our own content has none
    db_close(db);
}

static void
test_reading_cannot_write(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    make(place->file);
    assert_true(db_open(place->file, DB_READ, &db, &err));
    assert_false(db_exec(db, "DELETE FROM t", &err));
    assert_false(db_exec(db, "CREATE TABLE x(a)", &err));
    assert_false(db_exec(db, "ATTACH 'x.db' AS y", &err));
    assert_false(db_exec(db, "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql=''", &err));
    db_close(db);
}

// A name that means something in a URI is a name.
static void
test_odd_names(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    char odd[160];
    snprintf(odd, sizeof odd, "%s/50%% ñ?mode=rwc#x.db", place->folder);
    make(odd);
    bool opened = db_open(odd, DB_READ, &db, &err);
    db_close(db);
    unlink(odd);
    if (!opened) {
        fail_msg("%s", err.text);
    }
    char longer[6000];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    assert_false(db_open(longer, DB_READ, &db, &err));
}

static void
test_saved_bytes_are_equal(void **state)
{
    struct place *place = *state;
    struct err err = {0};
    char *first = NULL;
    char *second = NULL;
    size_t first_len = 0;
    size_t second_len = 0;
    made_save(place->file);
    assert_true(file_read(place->file, 1 << 24, &first, &first_len, &err));
    made_save(place->file);
    assert_true(file_read(place->file, 1 << 24, &second, &second_len, &err));
    assert_int_equal(first_len, second_len);
    assert_memory_equal(first, second, first_len);
    assert_memory_equal(first + 68, "VENT", 4);
    assert_memory_equal(first + 60, "\0\0\0\2", 4);
    assert_int_equal((unsigned char)first[16] << 8 | (unsigned char)first[17], DB_PAGE_SIZE);
    free(first);
    free(second);
}

static void
test_save_that_fails_leaves_the_old(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    char folder[128];
    struct stat st;
    snprintf(folder, sizeof folder, "%s/nowhere/x.db", place->folder);
    assert_true(db_open("", DB_MEMORY, &db, &err));
    made_fill(db);
    assert_false(db_save(db, folder, &err));
    assert_true(db_save(db, place->file, &err));
    assert_true(db_exec(db, "BEGIN", &err)); // VACUUM does not run in a transaction
    assert_false(db_save(db, place->file, &err));
    assert_int_equal(stat(place->file, &st), 0);
    snprintf(folder, sizeof folder, "%s.new", place->file);
    assert_int_not_equal(stat(folder, &st), 0);
    db_close(db);
}

// A query that would spin for hours ends.
static void
test_work_is_limited(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct db_query *query = NULL;
    struct err err = {0};
    make(place->file);
    assert_true(db_open(place->file, DB_READ, &db, &err));
    assert_true(db_prepare(db, "SELECT count(*) FROM t a, t b, t c, t d", &query, &err));
    assert_false(db_step(query));
    assert_true(db_failed(query, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    db_finish(query);
    db_close(db);
}

static uint32_t
next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void
test_damaged_files(void **state)
{
    enum { ROUNDS = 1500 };
    struct place *place = *state;
    struct err err = {0};
    char *whole = NULL;
    size_t len = 0;
    uint32_t seed = 20261120;
    int opened = 0;
    made_save(place->file);
    assert_true(file_read(place->file, 1 << 24, &whole, &len, &err));
    for (int round = 0; round < ROUNDS; round++) {
        char *hurt = malloc(len);
        assert_non_null(hurt);
        memcpy(hurt, whole, len);
        int flips = 1 + (int)(next_random(&seed) % 8);
        for (int i = 0; i < flips; i++) {
            hurt[next_random(&seed) % len] ^= (char)(1 << next_random(&seed) % 8);
        }
        size_t kept = round % 10 == 0 ? next_random(&seed) % len : len; // cut short, too
        int fd = open(place->file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
        assert_true(fd >= 0 && write(fd, hurt, kept) == (ssize_t)kept);
        close(fd);
        free(hurt);
        struct db *db = NULL;
        if (db_open(place->file, DB_READ, &db, &err)) {
            opened++;
            made_ask(db, &err);
        } else {
            assert_true(err.kind != ERR_NONE);
        }
        db_close(db);
    }
    free(whole);
    assert_true(opened > ROUNDS / 2); // else the test would prove little
}

// Two processes' worth of handles on one file: what one commits the other reads, and whoever has to wait too
// long is told so.
static void
test_shared(void **state)
{
    struct place *place = *state;
    struct db *first = NULL;
    struct db *second = NULL;
    struct err err = {0};
    int64_t number = 0;
    char word[8];
    assert_true(db_open(place->file, DB_SHARED, &first, &err));
    assert_true(db_exec(first, "CREATE TABLE t (n)", &err));
    assert_true(db_open(place->file, DB_SHARED, &second, &err));
    assert_true(db_exec(second, "INSERT INTO t VALUES (1)", &err));
    assert_true(db_number(first, "SELECT count(*) FROM t", &number, &err));
    assert_true(number == 1);
    assert_true(db_word(first, "PRAGMA journal_mode", word, sizeof word, &err));
    assert_string_equal(word, "wal");
    assert_true(db_number(first, "PRAGMA synchronous", &number, &err));
    assert_true(number == 2); // FULL
    assert_true(db_exec(second, "PRAGMA busy_timeout = 1", &err));
    assert_true(db_exec(first, "BEGIN IMMEDIATE", &err));
    assert_false(db_exec(second, "INSERT INTO t VALUES (2)", &err));
    assert_int_equal(err.kind, ERR_BUSY);
    assert_true(db_exec(first, "ROLLBACK", &err));
    db_close(second);
    db_close(first);
}

static void
test_shared_leaves_others_alone(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    assert_true(db_open(place->file, DB_SHARED, &db, &err));
    assert_true(db_exec(db, "CREATE TABLE t (n); PRAGMA application_id = 7", &err));
    db_close(db);
    assert_false(db_open(place->file, DB_SHARED, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_null(db);
    assert_true(file_replace(place->file, "no database at all, but long enough", 35, &err));
    assert_false(db_open(place->file, DB_SHARED, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_shared, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(
            test_shared_leaves_others_alone, place_setup, place_teardown),
        cmocka_unit_test(test_numbers_and_words),
        cmocka_unit_test(test_null_query_and_database),
        cmocka_unit_test(test_failed_bind_and_step),
        cmocka_unit_test_setup_teardown(test_refuses_what_is_not_ours, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_version_and_application, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_any_application, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_reading_cannot_write, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_odd_names, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_saved_bytes_are_equal, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(
            test_save_that_fails_leaves_the_old, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_work_is_limited, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_damaged_files, place_setup, place_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
