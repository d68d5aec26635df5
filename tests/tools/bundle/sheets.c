#include "sheets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "db/db.h"
#include "gate/gate.h"

#include "test.h"

static int
setup(void **state)
{
    struct err err = {0};
    struct db *db = NULL;
    assert_true(db_open("", DB_MEMORY, &db, &err));
    if (!db_exec(db, gate_schema(), &err)) {
        fail_msg("%s", err.text);
    }
    *state = db;
    return 0;
}

static int
teardown(void **state)
{
    db_close(*state);
    return 0;
}

static const struct column *
by_sql_name(const struct sheet *sheet, const char *name)
{
    for (int i = 0; i < sheet->count; i++) {
        char buffer[64];
        const char *sql = sheet_sql_name(&sheet->columns[i], buffer, sizeof buffer);
        if (sql && strcmp(sql, name) == 0) {
            return &sheet->columns[i];
        }
    }
    return NULL;
}

static const char *
sql_type(enum column_kind kind)
{
    switch ((int)kind) {
    case COLUMN_REF:
    case COLUMN_PHOTO:
    case COLUMN_INT:
    case COLUMN_BOOL:
    case COLUMN_MONEY:
        return "INTEGER";
    case COLUMN_LATITUDE:
    case COLUMN_LONGITUDE:
        return "REAL";
    default:
        return "TEXT";
    }
}

// Column for column: every one of the table is in the sheet, of a fitting kind, and filled where the
// table does not take NULL.
static void
compare_table(struct db *db, const struct sheet *sheet)
{
    char sql[128];
    struct db_query *query = NULL;
    struct err err = {0};
    int columns = 0;
    int named = 0;
    snprintf(sql, sizeof sql, "PRAGMA table_info(\"%s\")", sheet->name);
    assert_true(db_prepare(db, sql, &query, &err));
    while (db_step(query)) {
        const char *name = db_text(query, 1);
        bool not_null = db_int(query, 3) != 0;
        if (columns++ == 0) {
            assert_string_equal(name, "n");
            continue;
        }
        const struct column *column = by_sql_name(sheet, name);
        if (!column) {
            fail_msg("%s.%s is in no sheet", sheet->name, name);
        }
        if (column->kind != COLUMN_MADE && strcmp(db_text(query, 2), sql_type(column->kind)) != 0) {
            fail_msg("%s.%s is %s", sheet->name, name, db_text(query, 2));
        }
        bool number = strcmp(sql_type(column->kind), "TEXT") != 0 && column->kind != COLUMN_MADE;
        if (number && not_null != (column->required || column->fallback)) {
            fail_msg("%s.%s: NULL or not?", sheet->name, name);
        }
    }
    db_finish(query);
    assert_true(columns > 1);
    for (int i = 0; i < sheet->count; i++) {
        char buffer[64];
        named += sheet_sql_name(&sheet->columns[i], buffer, sizeof buffer) != NULL;
    }
    if (named != columns - 1) {
        fail_msg("%s: %d columns in the sheet, %d in the table", sheet->name, named, columns - 1);
    }
}

static void
test_sheets_are_the_tables(void **state)
{
    for (int i = 0; i < SHEETS_COUNT; i++) {
        compare_table(*state, sheet_at(i));
    }
}

// What the schema has beside the sheets is written by the build.
static void
test_no_table_is_forgotten(void **state)
{
    static const char *const made[] = {"meta", "translation", "provenance", "service_topic",
        "search_item", "metadata", "tiles", "route_graph"};
    struct db_query *query = NULL;
    struct err err = {0};
    int count = 0;
    assert_true(
        db_prepare(*state, "SELECT name FROM sqlite_schema WHERE type = 'table'", &query, &err));
    while (db_step(query)) {
        bool known = sheets_find(db_text(query, 0)) >= 0;
        for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
            known = known || strcmp(made[i], db_text(query, 0)) == 0;
        }
        if (!known) {
            fail_msg("no sheet for %s", db_text(query, 0));
        }
        count++;
    }
    db_finish(query);
    assert_int_equal(count, SHEETS_COUNT + 8);
}

// The words of a column are those of its CHECK.
static void
test_words_are_those_of_the_schema(void **state)
{
    (void)state;
    const char *schema = gate_schema();
    for (int i = 0; i < SHEETS_COUNT; i++) {
        const struct sheet *sheet = sheet_at(i);
        char head[64];
        snprintf(head, sizeof head, "CREATE TABLE %s (", sheet->name);
        const char *table = strstr(schema, head);
        assert_non_null(table);
        const char *end = strstr(table, "STRICT");
        for (int k = 0; k < sheet->count; k++) {
            const char *words =
                sheet->columns[k].kind == COLUMN_ENUM ? sheet->columns[k].words : NULL;
            char check[512] = "";
            size_t used = 0;
            for (; words && *words; words += strcspn(words, "|"), words += *words == '|') {
                used += (size_t)snprintf(check + used, sizeof check - used, "%s'%.*s'",
                    used ? ", " : "", (int)strcspn(words, "|"), words);
            }
            // Line breaks of the schema are blanks here.
            char flat[4096];
            size_t len = 0;
            for (const char *p = table; p < end && len < sizeof flat - 1; p++) {
                bool blank = *p == '\n' || *p == ' ';
                if (!blank || (len > 0 && flat[len - 1] != ' ')) {
                    flat[len++] = blank ? ' ' : *p;
                }
            }
            flat[len] = '\0';
            if (*check && !strstr(flat, check)) {
                fail_msg("%s.%s: the schema has other words than %s", sheet->name,
                    sheet->columns[k].name, check);
            }
        }
    }
}

static void
test_declarations_hold_together(void **state)
{
    (void)state;
    for (int i = 0; i < SHEETS_COUNT; i++) {
        const struct sheet *sheet = sheet_at(i);
        assert_int_equal(sheets_find(sheet->name), i);
        assert_true(sheet->count <= SHEET_COLUMNS_MAX);
        assert_string_equal(sheet->columns[0].name, "id");
        for (int k = 0; k < sheet->count; k++) {
            const struct column *column = &sheet->columns[k];
            bool refers = column->kind == COLUMN_REF || column->kind == COLUMN_REFS;
            assert_int_equal(sheet_column(sheet, column->name), k);
            assert_true(!refers || sheets_find(column->words) >= 0);
            assert_true(column->kind != COLUMN_ENUM || column->words);
            assert_true(column->kind != COLUMN_MONEY || sheet_column(sheet, "currency") >= 0);
            assert_false(column->required && column->fallback);
        }
        for (int k = 0; k < SHEET_OWNERS_MAX && sheet->owners[k]; k++) {
            assert_true(sheet_column(sheet, sheet->owners[k]) > 0);
        }
        for (int k = 0; k < SHEET_OWNERS_MAX && sheet->exactly_one[k]; k++) {
            assert_true(sheet_column(sheet, sheet->exactly_one[k]) > 0);
        }
    }
}

static void
test_names(void **state)
{
    (void)state;
    char buffer[128];
    const struct sheet *step = sheet_at(sheets_find("step"));
    const struct column *owner = &step->columns[sheet_column(step, "procedure_id")];
    assert_string_equal(sheet_sql_name(owner, buffer, sizeof buffer), "procedure_n");
    assert_null(sheet_sql_name(&step->columns[sheet_column(step, "name")], buffer, sizeof buffer));
    assert_string_equal(sheet_path(step, buffer, sizeof buffer), "sheets/step.csv");
    assert_string_equal(
        sheet_path(sheet_at(sheets_find("language_pack")), buffer, sizeof buffer), "languages.csv");
    assert_int_equal(sheets_find("nothing"), -1);
    assert_int_equal(sheet_column(step, "nothing"), -1);
    assert_string_equal(sheet_provenance(0)->name, "assured_date");
    assert_string_equal(sheet_provenance(SHEET_PROVENANCE - 1)->name, "source_2");
}

// content/README.md names every sheet and each of its columns, bold where it must be filled.
static void
test_the_manual_names_all(void **state)
{
    (void)state;
    char path[512];
    char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    const char *source = getenv("HUB_SOURCE_DIR");
    if (!source) {
        skip();
    }
    snprintf(path, sizeof path, "%s/content/README.md", source);
    assert_true(file_read(path, 1 << 20, &text, &len, &err));
    for (int i = 0; i < SHEETS_COUNT; i++) {
        const struct sheet *sheet = sheet_at(i);
        char head[64];
        bool none = (sheet->flags & (SHEET_MADE | SHEET_KEYED_TAG)) != 0;
        snprintf(head, sizeof head, "| %s ", sheet->name);
        const char *row = strstr(text, head);
        snprintf(head, sizeof head, ", %s |", sheet->name); // "| lesson, lesson_card |"
        const char *second = row ? NULL : strstr(text, head);
        snprintf(head, sizeof head, "| %s,", sheet->name);
        const char *first = row || second ? NULL : strstr(text, head);
        row = row ? row : second ? second : first;
        if (!none && !row) {
            fail_msg("the manual lacks the sheet %s", sheet->name);
        }
        for (int k = 0; !none && k < sheet->count; k++) {
            const struct column *column = &sheet->columns[k];
            bool must = column->required && !(k == 0 && (sheet->flags & SHEET_AUTO_ID));
            char name[80];
            snprintf(name, sizeof name, must ? "**%s**" : "%s", column->name);
            const char *at = column->kind == COLUMN_MADE ? row : strstr(row, name);
            if (!at || at > strchr(row, '\n')) {
                fail_msg("the manual lacks %s of %s", name, sheet->name);
            }
        }
    }
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sheets_are_the_tables),
        cmocka_unit_test(test_no_table_is_forgotten),
        cmocka_unit_test(test_words_are_those_of_the_schema),
        cmocka_unit_test(test_declarations_hold_together),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_the_manual_names_all),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
