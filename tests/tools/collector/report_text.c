#include "report_desk.h"

static void
test_page(void **state)
{
    struct desk *desk = *state;
    char *text = NULL;
    size_t len = 0;
    report_fill(desk);
    struct report *report = report_of(desk, "es", "language,hub");
    FILE *out = open_memstream(&text, &len);
    report_text(report, out);
    fclose(out);
    assert_non_null(strstr(text, "Visitas, nunca personas"));
    assert_non_null(strstr(text, "\nIdiomas\n  español  "));
    assert_non_null(strstr(text, "180"));
    assert_non_null(strstr(text, "0\xe2\x80\x93"
                                 "27"));
    assert_non_null(strstr(text, "2 de 2"));
    assert_null(strstr(text, "Temas")); // not asked for
    free(text);
    report_free(report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
