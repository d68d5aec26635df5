#include "report_chart.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
test_escape(void **state)
{
    char *text = NULL;
    size_t len = 0;
    (void)state;
    FILE *out = open_memstream(&text, &len);
    chart_escape("<a href=\"x\">&</a>é", out);
    fclose(out);
    assert_string_equal(text, "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;é");
    free(text);
}

static void
test_bar(void **state)
{
    char *text = NULL;
    size_t len = 0;
    (void)state;
    struct report_row row = {.least = 25, .most = 50};
    FILE *out = open_memstream(&text, &len);
    chart_bar(&row, 100, out);
    chart_bar(&(struct report_row){.least = 0}, 0, out);
    fclose(out);
    assert_non_null(strstr(text, "class=\"may\" width=\"500\""));
    assert_non_null(strstr(text, "class=\"sure\" width=\"250\""));
    assert_non_null(strstr(text, "class=\"sure\" width=\"0\""));
    free(text);
}

// A week without records leaves its place empty.
static void
test_weeks(void **state)
{
    char *text = NULL;
    size_t len = 0;
    (void)state;
    struct report_row rows[] = {{.code = "2026-W10", .least = 100, .most = 120},
        {.code = "2026-W13", .least = 1900, .most = 1900}};
    struct report_rows weeks = {rows, 2, 2};
    FILE *out = open_memstream(&text, &len);
    chart_weeks(&weeks, "per week", out);
    fclose(out);
    assert_non_null(strstr(text, "<title>2026-W10: 100\xe2\x80\x93"
                                 "120</title>"));
    assert_non_null(strstr(text, ">2\xe2\x80\xaf"
                                 "000</text>")); // top of the grid
    assert_null(strstr(text, "2026-W11:"));
    double first = 0;
    double second = 0;
    const char *at = strstr(text, "class=\"may\" x=\"");
    assert_int_equal(sscanf(at, "class=\"may\" x=\"%lf", &first), 1);
    at = strstr(strstr(text, "2026-W13:"), "class=\"may\" x=\"");
    assert_int_equal(sscanf(at, "class=\"may\" x=\"%lf", &second), 1);
    assert_true(second - first > 200); // three of nine places
    free(text);
}

static void
test_no_weeks(void **state)
{
    char *text = NULL;
    size_t len = 0;
    (void)state;
    FILE *out = open_memstream(&text, &len);
    chart_weeks(&(struct report_rows){NULL, 0, 0}, "", out);
    fclose(out);
    assert_string_equal(text, "");
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escape),
        cmocka_unit_test(test_bar),
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_no_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
