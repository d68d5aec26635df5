#include "db/internal.h"

#include "db/made.h"

static void
test_reads_as_from_a_file(void **state)
{
    const struct place *place = *state;
    struct made_source source;
    struct db *db = NULL;
    struct err err = {0};
    int64_t count = 0;
    made_save(place->file);
    made_source_load(&source, place->file);
    unlink(place->file); // nothing but the source is read
    assert_true(db_open_source(&source.of, &db, &err));
    assert_true(made_ask(db, &err));
    assert_true(db_check(db, &err));
    assert_true(db_number(db, "SELECT count(*) FROM w WHERE b > 100", &count, &err));
    assert_int_equal(count, 100);
    assert_true(db_number(db, "SELECT count(*) FROM f WHERE f MATCH 'work'", &count, &err));
    assert_int_equal(count, 200);
    db_close(db);
    free(source.bytes);
}

// Two at once do not meet, and none stays registered.
static void
test_comes_and_goes(void **state)
{
    const struct place *place = *state;
    struct made_source source;
    struct db *first = NULL;
    struct db *second = NULL;
    struct err err = {0};
    char name[32];
    made_save(place->file);
    made_source_load(&source, place->file);
    assert_true(db_open_source(&source.of, &first, &err));
    assert_true(db_open_source(&source.of, &second, &err));
    assert_string_not_equal(first->source->name, second->source->name);
    snprintf(name, sizeof name, "%s", first->source->name);
    assert_non_null(sqlite3_vfs_find(name));
    db_close(first);
    assert_null(sqlite3_vfs_find(name));
    assert_true(made_ask(second, &err));
    db_close(second);
    assert_string_equal(sqlite3_vfs_find(NULL)->zName, "unix"); // never the default
    free(source.bytes);
}

// Whichever read fails, once or from then on: an error, or an answer that needed it not.
static void
test_fails_at_any_read(void **state)
{
    const struct place *place = *state;
    struct made_source source;
    struct err err = {0};
    made_save(place->file);
    made_source_load(&source, place->file);
    int failed = 0;
    int reads = 1;
    for (int at = 0; at <= reads; at++) { // 0: none, to count them
        for (int forever = 0; forever < 2; forever++) {
            struct db *db = NULL;
            source.reads = 0;
            source.fails_at = at;
            source.fails_forever = forever;
            err = (struct err){0};
            bool fine = db_open_source(&source.of, &db, &err) && made_ask(db, &err);
            reads = !forever && source.reads > reads ? source.reads : reads;
            assert_true(fine || err.kind == ERR_FORMAT);
            failed += !fine;
            db_close(db);
        }
    }
    assert_true(reads > (int)(source.len / DB_PAGE_SIZE)); // all pages, and the header first
    assert_true(failed >= reads);
    free(source.bytes);
}

static void
test_lies_about_its_size(void **state)
{
    static const int64_t sizes[] = {
        0, 1, 99, 100, 511, 4095, 4096, 8192, INT64_C(1) << 40, INT64_MAX, -1, INT64_MIN};
    const struct place *place = *state;
    struct made_source source;
    struct db *db = NULL;
    struct err err = {0};
    made_save(place->file);
    made_source_load(&source, place->file);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        source.of.size = sizes[i];
        assert_false(db_open_source(&source.of, &db, &err));
        assert_int_equal(err.kind, ERR_FORMAT);
        assert_null(db);
    }
    source.bytes[30] = 0x7f; // and with a header that lies along
    source.of.size = (int64_t)(0x7f00 | (unsigned char)source.bytes[31]) * DB_PAGE_SIZE;
    assert_true(db_open_source(&source.of, &db, &err));
    assert_true(made_ask(db, &err)); // nothing needs the pages that are not there
    db_close(db);
    free(source.bytes);
}

// Other bytes at each read: any answer or error, and an end.
static void
test_unsteady(void **state)
{
    const struct place *place = *state;
    struct made_source source;
    struct err err = {0};
    made_save(place->file);
    made_source_load(&source, place->file);
    source.unsteady = true;
    for (int round = 0; round < 200; round++) {
        struct db *db = NULL;
        if (db_open_source(&source.of, &db, &err)) {
            made_ask(db, &err);
        }
        db_close(db);
        source.reads = round * 7 + 1;
    }
    free(source.bytes);
}

// What SQLite may ask a file system for, asked directly.
static void
test_file_system_does_nothing_else(void **state)
{
    (void)state;
    struct made_source made = {.of = {.size = 4096, .read = made_source_read, .context = &made}};
    struct source *source = source_open(&made.of);
    sqlite3_vfs *vfs = &source->vfs;
    char room[256];
    assert_true((size_t)vfs->szOsFile <= sizeof room);
    sqlite3_file *file = (sqlite3_file *)(void *)room;
    int number = 7;
    assert_int_equal(
        vfs->xOpen(vfs, "x-journal", file, SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_READONLY, NULL),
        SQLITE_CANTOPEN);
    assert_null(file->pMethods);
    assert_int_equal(vfs->xOpen(vfs, "x", file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE, NULL),
        SQLITE_CANTOPEN);
    assert_int_equal(vfs->xOpen(vfs, NULL, file, SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_READWRITE, NULL),
        SQLITE_CANTOPEN);
    assert_int_equal(vfs->xAccess(vfs, "x-wal", SQLITE_ACCESS_EXISTS, &number), SQLITE_OK);
    assert_int_equal(number, 0);
    assert_int_not_equal(vfs->xDelete(vfs, "x", 1), SQLITE_OK);
    assert_int_equal(
        vfs->xOpen(vfs, "x", file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READONLY, &number), SQLITE_OK);
    assert_int_equal(file->pMethods->iVersion, 1);
    assert_int_equal(file->pMethods->xWrite(file, "x", 1, 0), SQLITE_READONLY);
    assert_int_equal(file->pMethods->xTruncate(file, 0), SQLITE_READONLY);
    assert_int_equal(file->pMethods->xRead(file, room + 128, 16, -1), SQLITE_IOERR_READ);
    memset(room + 128, 'x', 16);
    assert_int_equal(file->pMethods->xRead(file, room + 128, 16, 5000), SQLITE_IOERR_SHORT_READ);
    assert_memory_equal(room + 128, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
    assert_int_equal(file->pMethods->xClose(file), SQLITE_OK);
    source_close(source);
    source_close(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_reads_as_from_a_file, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_comes_and_goes, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_fails_at_any_read, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_lies_about_its_size, place_setup, place_teardown),
        cmocka_unit_test_setup_teardown(test_unsteady, place_setup, place_teardown),
        cmocka_unit_test(test_file_system_does_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
