// The command writes its four forms, to a file whole or not at all.

#include "report.h"

#include <sys/stat.h>
#include <unistd.h>

#include "report_desk.h"

static char said[DESK_SAID_MAX];

static void
test_forms(void **state)
{
    static const struct {
        const char *format;
        const char *begins;
    } cases[] = {
        {"text", "Visits to information hubs"},
        {"csv", "period,"},
        {"dhis2", "{\"dataElementIdScheme\""},
        {"html", "<!doctype html>"},
    };
    struct desk *desk = *state;
    report_fill(desk);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(desk_run(desk,
                             DESK_ARGS("report", "--from", "2026", "--to", "2026", "--network",
                                 "gt", "--format", cases[i].format),
                             said),
            0);
        assert_int_equal(strncmp(said, cases[i].begins, strlen(cases[i].begins)), 0);
        assert_true(strlen(said) > 200);
    }
}

static void
test_file(void **state)
{
    struct desk *desk = *state;
    char path[128];
    struct stat st;
    report_fill(desk);
    snprintf(path, sizeof path, "%s/report.html", desk->folder);
    assert_int_equal(desk_run(desk, DESK_ARGS("report", "--format", "html", "-o", path), said), 0);
    assert_string_equal(said, "");
    assert_int_equal(stat(path, &st), 0);
    assert_true(st.st_size > 4000);
    unlink(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_forms),
        DESK_TEST(test_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
