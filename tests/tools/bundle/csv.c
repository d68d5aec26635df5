#include "csv.h"

#include <stdlib.h>
#include <string.h>

#include "hub.h"

#include "test.h"

struct reading {
    struct arena arena;
    struct report report;
    struct csv csv;
    bool usable;
    char *said;
};

static void
read_text(struct reading *reading, const char *text, size_t len)
{
    size_t said_len = 0;
    *reading = (struct reading){.csv.file = "x.csv"};
    reading->usable = csv_parse(&reading->csv, &reading->arena, text, len, &reading->report);
    FILE *out = open_memstream(&reading->said, &said_len);
    report_print(&reading->report, out);
    fclose(out);
}

static void
end_reading(struct reading *reading)
{
    free(reading->said);
    report_finish(&reading->report);
    arena_finish(&reading->arena);
}

static void
expect_cells(const char *text, const char *flat)
{
    struct reading reading;
    char got[512] = "";
    read_text(&reading, text, strlen(text));
    assert_true(reading.usable);
    for (int row = 0; row <= reading.csv.rows; row++) {
        for (int column = 0; column < reading.csv.columns; column++) {
            size_t used = strlen(got);
            snprintf(got + used, sizeof got - used, "%s[%s]", column ? "" : (row ? "/" : ""),
                csv_cell(&reading.csv, row, column));
        }
    }
    assert_string_equal(got, flat);
    assert_int_equal(reading.report.errors, 0);
    end_reading(&reading);
}

static void
expect_error(const char *text, const char *said)
{
    struct reading reading;
    read_text(&reading, text, strlen(text));
    if (!strstr(reading.said, said)) {
        fail_msg("not said: %s\nbut: %s", said, reading.said);
    }
    end_reading(&reading);
}

static void
test_plain(void **state)
{
    (void)state;
    expect_cells("a,b\n1,2\n", "[a][b]/[1][2]");
    expect_cells("a,b\n1,2", "[a][b]/[1][2]");
    expect_cells("a,b\r\n1,2\r\n", "[a][b]/[1][2]");
    expect_cells("a\n1\n", "[a]/[1]");
}

static void
test_quotes(void **state)
{
    (void)state;
    expect_cells("a,b\n\"1,2\",\"say \"\"yes\"\"\"\n", "[a][b]/[1,2][say \"yes\"]");
    expect_cells("a,b\n\"two\nlines\",x\n", "[a][b]/[two\nlines][x]");
    expect_cells("a,b\n\"\",x\n", "[a][b]/[][x]");
}

static void
test_byte_order_mark(void **state)
{
    (void)state;
    expect_cells("\xef\xbb\xbf"
                 "a,b\n1,2\n",
        "[a][b]/[1][2]");
}

static void
test_other_separators(void **state)
{
    (void)state;
    expect_cells("a;b\n1,5;2\n", "[a][b]/[1,5][2]");
    expect_cells("a\tb\n1\t2\n", "[a][b]/[1][2]");
    expect_error("a;b\n", "x.csv:1: note: cells are separated by ';'; taken as such");
    expect_error("a\tb\n", "x.csv:1: note: cells are separated by tabs; taken as such");
}

static void
test_shapes(void **state)
{
    (void)state;
    expect_cells("a,b,c\n1\n", "[a][b][c]/[1][][]");
    expect_cells("a,b,,\n1,2,,\n", "[a][b]/[1][2]");
    expect_cells("a,b\n\n,\n1,2\n", "[a][b]/[1][2]");
    expect_cells("a,b\n 1 ,\t2\n", "[a][b]/[1][2]");
}

static void
test_row_numbers_are_those_of_the_spreadsheet(void **state)
{
    (void)state;
    struct reading reading;
    const char text[] = "a,b\n\n\"x\ny\",2\n3,4\n";
    read_text(&reading, text, strlen(text));
    assert_int_equal(reading.csv.rows, 2);
    assert_int_equal(csv_spot(&reading.csv, 1, 0).row, 3);
    assert_int_equal(csv_spot(&reading.csv, 2, 1).row, 4);
    assert_int_equal(csv_spot(&reading.csv, 2, 1).column, 2);
    assert_int_equal(csv_column(&reading.csv, "b"), 1);
    assert_int_equal(csv_column(&reading.csv, "c"), -1);
    end_reading(&reading);
}

static void
test_faults(void **state)
{
    (void)state;
    expect_error("", "x.csv: error: the sheet is empty");
    expect_error("a,b\n\"1,2\n", "x.csv:2:1: error: a cell opens with \" and never closes");
    expect_error("a,b\n1\",2\n", "x.csv:2:1: error: a \" inside a cell");
    expect_error("a,b\n\"1\"x,2\n", "x.csv:2:1: error: text after a closing \"");
    expect_error("a,b\n1,2,3\n", "x.csv:2:3: error: '3' stands right of the last named column");
    expect_error("a,,b\n", "x.csv:1:2: error: a column without a name");
    expect_error("a,b,a\n", "x.csv:1:3: error: column 'a' stands twice");
    expect_error(
        "a,b\n1,\xf1\n", "x.csv:2: error: not UTF-8 text; save the sheet as \"CSV UTF-8\"");
}

static void
test_nul_byte_is_no_text(void **state)
{
    (void)state;
    struct reading reading;
    read_text(&reading, "a,b\n1,\0002\n", 9);
    assert_false(reading.usable);
    end_reading(&reading);
}

static void
test_limits(void **state)
{
    (void)state;
    char *text = malloc(CSV_CELL_MAX + 100);
    assert_non_null(text);
    memset(text, 'x', CSV_CELL_MAX + 99);
    text[CSV_CELL_MAX + 99] = '\0';
    text[0] = 'a';
    text[1] = '\n';
    expect_error(text, "x.csv:2:1: error: cell longer than 8191 bytes; split the text");
    memset(text, ',', 100);
    for (int i = 0; i < 100; i++) {
        text[i] = i % 2 ? ',' : 'a';
    }
    memset(text + 100, ',', 100);
    text[200] = '\n';
    text[201] = '\0';
    expect_error(text, "columns, the limit is 80");
    free(text);
}

static void
test_too_many_rows(void **state)
{
    (void)state;
    size_t len = 2 + (CSV_ROWS_MAX + 1) * 2;
    char *text = malloc(len + 1);
    assert_non_null(text);
    for (size_t i = 0; i < len; i++) {
        text[i] = i % 2 ? '\n' : 'a';
    }
    text[len] = '\0';
    expect_error(text, "error: more than 50000 rows");
    free(text);
}

static void
test_files(void **state)
{
    struct hub *hub = *state;
    struct reading reading = {.csv.file = "x.csv"};
    char path[200];
    snprintf(path, sizeof path, "%s/nowhere.csv", hub->path);
    assert_true(csv_read(&reading.csv, &reading.arena, path, true, &reading.report));
    assert_int_equal(reading.csv.columns, 0);
    assert_false(csv_read(&reading.csv, &reading.arena, path, false, &reading.report));
    assert_int_equal(reading.report.errors, 1);
    snprintf(path, sizeof path, "%s/hub.csv", hub->path);
    assert_true(csv_read(&reading.csv, &reading.arena, path, false, &reading.report));
    assert_int_equal(reading.csv.columns, 2);
    end_reading(&reading);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_byte_order_mark),
        cmocka_unit_test(test_other_separators),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_row_numbers_are_those_of_the_spreadsheet),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_nul_byte_is_no_text),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_too_many_rows),
        cmocka_unit_test_setup_teardown(test_files, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
