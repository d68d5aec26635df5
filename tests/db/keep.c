#include "db/db.h"

#include <sys/stat.h>

#include "db/made.h"

static const struct db_kept KIND = {0x54455354, 3, 1024 * 1024};

static void
make(const char *path)
{
    struct db *db = NULL;
    struct err err = {0};
    assert_true(db_make_kept(path, &KIND, &db, &err));
    assert_true(db_exec(db, "CREATE TABLE t(n INTEGER PRIMARY KEY, data BLOB)", &err));
    assert_true(db_exec(db, "INSERT INTO t VALUES(1, zeroblob(64)), (2, zeroblob(64))", &err));
    db_close(db);
}

static void
forget_journal(const char *path)
{
    char journal[128];
    snprintf(journal, sizeof journal, "%s-journal", path);
    unlink(journal);
}

static void
test_in_place(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    struct stat st;
    char journal[128];
    char word[32];
    size_t len = 0;
    char *bytes = NULL;
    make(place->file);
    snprintf(journal, sizeof journal, "%s-journal", place->file);
    assert_true(db_open_kept(place->file, &KIND, &db, &err));
    assert_true(db_word(db, "PRAGMA journal_mode", word, sizeof word, &err));
    assert_string_equal(word, "persist");
    assert_true(db_word(db, "PRAGMA synchronous", word, sizeof word, &err));
    assert_string_equal(word, "2");
    assert_true(db_word(db, "PRAGMA secure_delete", word, sizeof word, &err));
    assert_string_equal(word, "1");
    assert_true(db_exec(db, "UPDATE t SET data = CAST('twenty-two visitors' AS BLOB)", &err));
    assert_true(db_exec(db, "UPDATE t SET data = zeroblob(19)", &err));
    assert_true(file_read(journal, 1 << 20, &bytes, &len, &err));
    assert_non_null(memmem(bytes, len, "twenty-two", 10)); // the page before
    free(bytes);
    assert_true(db_wipe_kept(place->file, &err));
    assert_true(file_read(journal, 1 << 20, &bytes, &len, &err));
    assert_int_equal(len, DB_KEPT_JOURNAL);
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(bytes[i], 0);
    }
    free(bytes);
    assert_int_equal(stat(place->file, &st), 0);
    assert_int_equal(st.st_mtime, DB_KEPT_TIME_S);
    db_close(db);
    forget_journal(place->file);
}

static void
test_refused(void **state)
{
    struct place *place = *state;
    struct db *db = NULL;
    struct err err = {0};
    struct db_kept other = KIND;
    assert_false(db_open_kept(place->file, &KIND, &db, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(db);
    make(place->file);
    other.version++;
    assert_false(db_open_kept(place->file, &other, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    other = KIND;
    other.application_id++;
    assert_false(db_open_kept(place->file, &other, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    other = KIND;
    other.size_max = 1024;
    assert_false(db_open_kept(place->file, &other, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    struct err fine = {0};
    assert_true(db_open(place->file, DB_CREATE, &db, &fine)); // content: pages of 4096 bytes
    assert_true(db_exec(db, "CREATE TABLE t(n)", &fine));
    db_close(db);
    assert_false(db_open_kept(place->file, &KIND, &db, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
}

static void
test_wipe_where_nothing_can_be_written(void **state)
{
    struct err err = {0};
    char path[600];
    (void)state;
    assert_false(db_wipe_kept("/nonexistent/x.db", &err));
    assert_int_equal(err.kind, ERR_MISSING);
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_false(db_wipe_kept(path, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, place_setup, place_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_in_place),
        TEST(test_refused),
        TEST(test_wipe_where_nothing_can_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
