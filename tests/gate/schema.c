#include "base/file.h"
#include "tests/gate/made.h"

static void
test_schema_is_the_file(void **state)
{
    (void)state;
    const char *root = getenv("HUB_SOURCE_DIR");
    char path[512];
    char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    snprintf(path, sizeof path, "%s/firmware/store/schema.sql", root ? root : ".");
    assert_true(file_read(path, 1 << 20, &text, &len, &err));
    assert_int_equal(strlen(gate_schema()), len);
    assert_string_equal(gate_schema(), text);
    free(text);
}

static void
test_search_statements(void **state)
{
    (void)state;
    char words[GATE_SQL_MAX];
    char phrases[GATE_SQL_MAX];
    gate_search_sql(7, false, words);
    gate_search_sql(64, true, phrases);
    assert_non_null(
        strstr(words, "TABLE search_7 USING fts5(name, body, content='', detail=none,"));
    assert_non_null(
        strstr(phrases, "TABLE search_64 USING fts5(name, body, content='', detail=full,"));
}

static void
test_definitions(void **state)
{
    (void)state;
    struct definitions made;
    struct err err = {0};
    struct db *db = made_begin();
    assert_true(definitions_read(db, &made, &err));
    assert_true(made.count > 60 && made.count < 200);
    int tables = 0;
    for (int i = 0; i < made.count; i++) {
        const struct definition *row = &made.rows[i];
        assert_true(i == 0 || strcmp(row[-1].name, row->name) < 0);
        bool virtual = strcmp(row->name, "search_1") == 0 || strcmp(row->name, "search_2") == 0;
        assert_int_equal(row->rooted, !virtual);
        tables += row->table;
    }
    assert_true(tables > 40 && tables < made.count);
    definitions_free(&made);
    for (int i = 0; i < GATE_ROWS_MAX; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "CREATE TABLE more_%d(a)", i);
        assert_true(db_exec(db, sql, &err));
    }
    assert_false(definitions_read(db, &made, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    definitions_free(&made);
    db_close(db);
}

static void
test_id(void **state)
{
    (void)state;
    struct bundle_hash first = gate_schema_id();
    struct bundle_hash second = gate_schema_id();
    assert_memory_equal(&first, &second, sizeof first);
    char hex[65];
    bundle_hex(first.bytes, hex);
    // It changes with schema.sql; then DB_SCHEMA_VERSION wants a thought too.
    print_message("schema %s\n", hex);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schema_is_the_file),
        cmocka_unit_test(test_search_statements),
        cmocka_unit_test(test_definitions),
        cmocka_unit_test(test_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
