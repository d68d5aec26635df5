#include "report_desk.h"

static char *
rows_of(struct desk *desk, const char *by, bool csv)
{
    char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    struct report *report = report_of(desk, "en", by);
    FILE *out = open_memstream(&text, &len);
    assert_true(csv ? report_csv(desk->ledger, report, out, &err)
                    : report_dhis2(desk->ledger, report, out, &err));
    fclose(out);
    report_free(report);
    return text;
}

static int
commas(const char *line)
{
    int count = 0;
    bool quoted = false;
    for (; *line && *line != '\n'; line++) {
        quoted = quoted != (*line == '"');
        count += !quoted && *line == ',';
    }
    return count;
}

static void
test_csv(void **state)
{
    struct desk *desk = *state;
    report_fill(desk);
    char *text = rows_of(desk, NULL, true);
    const char *tags = strchr(text, '\n') + 1;
    assert_int_equal(strncmp(tags, "#date+period,", 13), 0);
    int lines = 0;
    for (const char *line = text; *line; line = strchr(line, '\n') + 1, lines++) {
        assert_int_equal(commas(line), 15);
    }
    assert_int_equal(lines, 2 + 8 + 8 + 1 + 3); // both weeks' cells, the month's, the hubs' weeks
    assert_non_null(strstr(
        text, "2026-W10,2026-03-02,2026-03-08,gt,,,,lang,ht,Haitian Creole,80,80,2,0,1/5,10\n"));
    assert_non_null(
        strstr(text, "2026-W10,2026-03-02,2026-03-08,gt,,,,lang,xx,xx,0,18,2,2,1/5,10\n"));
    assert_non_null(strstr(text, "2026-03,2026-03-01,2026-03-31,gt,,,,topic,gbv,"));
    assert_non_null(strstr(
        text, ",gt,gt.ventanilla-2,\"\"\"Norte\"\", <b>&\",GT02,,visit,visits,100,100,1,,,\n"));
    free(text);
}

static void
test_csv_of_one_kind(void **state)
{
    struct desk *desk = *state;
    report_fill(desk);
    char *text = rows_of(desk, "language", true);
    assert_null(strstr(text, ",unmet,"));
    assert_null(strstr(text, "ventanilla"));
    assert_non_null(strstr(text, ",lang,es,"));
    free(text);
}

static void
test_dhis2(void **state)
{
    struct desk *desk = *state;
    report_fill(desk);
    char *text = rows_of(desk, NULL, false);
    assert_int_equal(strncmp(text, "{\"dataElementIdScheme\":\"CODE\"", 29), 0);
    assert_non_null(
        strstr(text, "{\"dataElement\":\"lang:ht\",\"period\":\"2026W10\",\"orgUnit\":\"gt."
                     "ventanilla-1\",\"value\":\"40\"}"));
    assert_null(strstr(text, "lang:xx")); // 0-9 is no number
    assert_null(strstr(text, "topic:gbv"));
    int values = 0;
    for (const char *at = text; (at = strstr(at, "dataElement\"")) != NULL; at++) {
        values++;
    }
    assert_int_equal(values, 21);
    free(text);
}

static void
test_empty(void **state)
{
    struct desk *desk = *state;
    char *text = rows_of(desk, NULL, false);
    assert_non_null(strstr(text, "\"dataValues\":[\n]}\n"));
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_csv),
        DESK_TEST(test_csv_of_one_kind),
        DESK_TEST(test_dhis2),
        DESK_TEST(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
