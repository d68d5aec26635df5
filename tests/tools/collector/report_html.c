#include "report_desk.h"

static char *
page_of(struct desk *desk, const char *language)
{
    char *text = NULL;
    size_t len = 0;
    struct report *report = report_of(desk, language, NULL);
    FILE *out = open_memstream(&text, &len);
    report_html(report, out);
    fclose(out);
    report_free(report);
    return text;
}

static void
test_says_what_it_is(void **state)
{
    struct desk *desk = *state;
    report_fill(desk);
    char *text = page_of(desk, "en");
    assert_non_null(strstr(text, "visits, never people"));
    assert_non_null(strstr(text, "epsilon 1/5"));
    assert_non_null(strstr(text, "within 15 of"));
    assert_non_null(strstr(text, "below 10 leaves"));
    assert_non_null(strstr(text, "1 of the weeks have days that are not sure"));
    assert_non_null(strstr(text, "Unmet need"));
    assert_non_null(strstr(text, "Translation gap"));
    assert_non_null(strstr(text, "violence against women"));
    free(text);
}

static void
test_stands_alone(void **state)
{
    static const char *const never[] = {"<script", "http:", "https:", "url(", "@import", "<img",
        "<link", "onload", "{FROM}", "{COUNT}"};
    struct desk *desk = *state;
    report_fill(desk);
    for (int i = 0; i < 2; i++) {
        char *text = page_of(desk, i == 0 ? "en" : "es");
        for (size_t n = 0; n < sizeof never / sizeof *never; n++) {
            assert_null(strstr(text, never[n]));
        }
        free(text);
    }
}

static void
test_labels_are_text(void **state)
{
    struct desk *desk = *state;
    report_fill(desk);
    char *text = page_of(desk, "es");
    assert_null(strstr(text, "<b>"));
    assert_non_null(strstr(text, "&quot;Norte&quot;, &lt;b&gt;&amp;"));
    assert_non_null(strstr(text, "<html lang=\"es\">"));
    free(text);
}

static void
test_nothing_yet(void **state)
{
    struct desk *desk = *state;
    char *text = page_of(desk, "en");
    assert_non_null(strstr(text, "No records in these days."));
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_says_what_it_is),
        DESK_TEST(test_stands_alone),
        DESK_TEST(test_labels_are_text),
        DESK_TEST(test_nothing_yet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
