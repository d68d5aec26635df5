#include "report_desk.h"

static void
test_sums(void **state)
{
    struct desk *desk = *state;
    report_fill(desk);
    struct report *report = report_of(desk, "en", NULL);
    assert_int_equal(report->visits.least, 300);
    assert_int_equal(report->visits.records, 3);
    const struct report_rows *languages = &report->sections[REPORT_LANGUAGE];
    assert_int_equal(languages->count, 3);
    assert_string_equal(languages->at[0].name, "Spanish");
    assert_int_equal(languages->at[0].most, 180);
    assert_string_equal(languages->at[2].name, "xx");
    assert_int_equal(languages->at[2].least, 0);
    assert_int_equal(languages->at[2].most, 27);
    assert_int_equal(languages->at[2].small, 3);
    assert_int_equal(report_error(&languages->at[0]), 24); // of three numbers
    assert_int_equal(report->sections[REPORT_HEALTH].at[0].most, 33);
    assert_int_equal(report_error(&report->sections[REPORT_HEALTH].at[0]), 0); // exact
    report_free(report);
}

static void
test_ranked(void **state)
{
    struct desk *desk = *state;
    report_fill(desk);
    struct report *report = report_of(desk, "en", NULL);
    const struct report_rows *unmet = &report->sections[REPORT_UNMET];
    assert_int_equal(unmet->count, 2);
    assert_string_equal(unmet->at[0].code, "shelter");
    assert_string_equal(unmet->at[1].name, "cash help");
    assert_string_equal(report->sections[REPORT_GAP].at[0].code, "quc");
    report_free(report);
}

static void
test_weeks_and_hubs(void **state)
{
    struct desk *desk = *state;
    report_fill(desk);
    struct report *report = report_of(desk, "en", NULL);
    assert_int_equal(report->weeks.count, 2);
    assert_string_equal(report->weeks.at[0].code, "2026-W10");
    assert_int_equal(report->weeks.at[0].most, 200);
    assert_int_equal(report->weeks.at[1].most, 100);
    assert_int_equal(report->hubs, 2);
    assert_int_equal(report->heard, 2);
    assert_int_equal(report->unsure, 1);
    assert_string_equal(report->sections[REPORT_HUB].at[0].code, "gt.ventanilla-1");
    assert_int_equal(report->sections[REPORT_HUB].at[0].most, 200);
    assert_int_equal(report->sections[REPORT_HUB].at[0].records, 2); // no months
    report_free(report);
}

// reference: e' = 1/5 has variance 49.83 and 95 % within 15; e' = 1/2: 7.835 and 6.
static void
test_noise(void **state)
{
    (void)state;
    assert_true(report_variance(1, 5) > 49.82 && report_variance(1, 5) < 49.84);
    assert_true(report_variance(1, 2) > 7.83 && report_variance(1, 2) < 7.84);
    assert_true(report_variance(0, 1) < 1e-9);
    assert_int_equal(report_reach(1, 5), 15);
    assert_int_equal(report_reach(1, 2), 6);
    assert_int_equal(report_reach(1, 8), 24);
    assert_int_equal(report_reach(0, 1), 0);
    struct report_row row = {.variance = 120 * report_variance(1, 5)};
    assert_int_equal(report_error(&row), 152); // 1.96 times 77.3
}

static void
test_ranges(void **state)
{
    static const struct {
        const char *from;
        const char *to;
        const char *first;
        const char *last;
    } cases[] = {
        {"2026-01-01", "2026-12-31", "2026-01-01", "2026-12-31"},
        {"2026", "2026", "2026-01-01", "2026-12-31"},
        {"2026-W10", "2026-W10", "2026-03-02", "2026-03-08"},
        {"2026-03", "2026-04", "2026-03-01", "2026-04-30"},
    };
    static struct report report;
    static struct report days;
    struct err err = {0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(report_range(cases[i].from, cases[i].to, 0, &report, &err));
        assert_true(report_range(cases[i].first, cases[i].last, 0, &days, &err));
        assert_int_equal(report.from, days.from);
        assert_int_equal(report.to, days.to);
    }
    assert_true(report_range(NULL, NULL, 20600, &report, &err));
    assert_int_equal(report.to, 20600);
    assert_int_equal(report.to - report.from, 363);
    assert_false(report_range("2026-13", NULL, 20600, &report, &err));
    assert_false(report_range("2026-W20", "2026-W10", 20600, &report, &err));
}

static void
test_kinds(void **state)
{
    const char *code = NULL;
    (void)state;
    assert_int_equal(report_kind("lang:ht", &code), REPORT_LANGUAGE);
    assert_string_equal(code, "ht");
    assert_int_equal(report_kind("visit", &code), REPORT_OTHER);
    assert_string_equal(code, "visit");
    assert_int_equal(report_kind("strange:x", &code), REPORT_OTHER);
    assert_string_equal(code, "strange:x");
}

static void
test_empty(void **state)
{
    struct desk *desk = *state;
    struct report *report = report_of(desk, "en", NULL);
    assert_int_equal(report->visits.most, 0);
    assert_int_equal(report->heard, 0);
    assert_int_equal(report->hubs, 1);
    report_free(report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_sums),
        DESK_TEST(test_ranked),
        DESK_TEST(test_weeks_and_hubs),
        cmocka_unit_test(test_noise),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_kinds),
        DESK_TEST(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
