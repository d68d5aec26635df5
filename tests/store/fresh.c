#include "tests/store/content.h"

#define P(table, n, date, recheck, hide)                                                           \
    "INSERT INTO provenance VALUES ('" table "', " #n ", '" date "', 'Equipo', " #recheck          \
    ", " #hide ", 'Ley 1; 2026-01-01', 'Visita', 'topic.csv', 2);"

static const char sql[] =
    P("topic", 1, "2026-11-10", 90, 180) P("topic", 2, "2026-11-10", 0, 0) // never asked again
    P("topic", 3, "not a date", 90, 180) P("topic", 4, "2026-11-10", 90, 0)
        P("topic", 5, "2026-11-10", -5, -1) P("topic", 6, "2026-11-10", 99999999, 30) P(
            "service", 1, "2026-11-10", 90, 180) P("procedure", 1, "2026-11-10", 90,
            180) "INSERT INTO organization VALUES (1, 'o', '', '', NULL, 'government');"
                 "INSERT INTO service VALUES (1, 's', 1, 'active', '', '', NULL, NULL, 'yes', "
                 "'no', 'no', 1, 'public', 0,"
                 " ''), (2, 's2', 1, 'defunct', '', '', NULL, NULL, 'yes', 'no', 'no', 1, "
                 "'public', 0, ''),"
                 " (3, 's3', 1, 'temporarily closed', '', '', NULL, NULL, 'yes', 'no', 'no', 1, "
                 "'public', 0, '');"
                 "INSERT INTO procedure VALUES (1, 'p', '', 1, NULL, NULL, 'XX', 'visa', '', '', "
                 "'', NULL, NULL, '', 0,"
                 " '2026-12-01', '2026-12-31', 0, 1);"
                 "INSERT INTO myth VALUES (1, 'm', NULL, 1, '2026-12-31'), (2, 'm2', NULL, 2, '');";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static struct store_provenance
ask(struct content *content, int n, const char *today)
{
    content_today(content, today, "12:00");
    return store_provenance(content->store, &content->arena, "topic", n, &content->clock);
}

static void
ages(void **state)
{
    struct content *content = *state;
    static const struct {
        int n;
        const char *today;
        enum store_freshness freshness;
    } cases[] = {
        {1, "2026-11-10", STORE_FRESH},
        {1, "2026-11-01", STORE_FRESH}, // checked tomorrow, says an unsure clock
        {1, "2027-02-08", STORE_FRESH}, // day 90
        {1, "2027-02-09", STORE_DUE}, {1, "2027-05-09", STORE_DUE}, // day 180
        {1, "2027-05-10", STORE_HIDDEN}, {2, "2099-01-01", STORE_FRESH},
        {3, "2026-11-10", STORE_DUE}, {4, "2099-01-01", STORE_DUE},
        {5, "2099-01-01", STORE_FRESH}, // absurd numbers count as none
        {6, "2026-12-10", STORE_FRESH}, {6, "2026-12-11", STORE_HIDDEN},
        {7, "2026-11-10", STORE_DUE}, // nobody checked it
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (ask(content, cases[i].n, cases[i].today).freshness != cases[i].freshness) {
            fail_msg("topic %d on %s", cases[i].n, cases[i].today);
        }
    }
}

static void
fields(void **state)
{
    struct content *content = *state;
    struct store_provenance answer = ask(content, 1, "2026-11-30");
    int days = 0;
    assert_true(clock_parse_date("2026-11-10", &days));
    assert_int_equal(answer.checked_days, days);
    assert_string_equal(answer.assurer, "Equipo");
    assert_string_equal(answer.source_1, "Ley 1; 2026-01-01");
    assert_string_equal(answer.source_2, "Visita");
    assert_int_equal(ask(content, 3, "2026-11-30").checked_days, 0);
    answer = ask(content, 7, "2026-11-30");
    assert_int_equal(answer.checked_days, 0);
    assert_string_equal(answer.assurer, "");
    assert_string_equal(answer.source_1, "");
    assert_string_equal(answer.source_2, "");
}

static void
valid_dates(void **state)
{
    (void)state;
    int today = 0;
    assert_true(clock_parse_date("2026-11-30", &today));
    static const struct {
        const char *from;
        const char *to;
        bool valid;
    } cases[] = {
        {"", "", true},
        {"2026-11-30", "2026-11-30", true},
        {"2026-12-01", "", false},
        {"2026-11-29", "", true},
        {"", "2026-11-29", false},
        {"", "2026-12-01", true},
        {"soon", "", false},
        {"", "later", false},
        {"2026-13-01", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(store_valid_on(today, cases[i].from, cases[i].to), cases[i].valid);
        assert_true(store_valid_on(0, cases[i].from, cases[i].to)); // no clock: nothing expires
    }
}

static void
today(void **state)
{
    struct content *content = *state;
    int days = 0;
    assert_true(clock_parse_date("2026-11-30", &days));
    content_today(content, "2026-11-30", "23:59");
    assert_int_equal(store_today(content->store, &content->clock), days);
    assert_int_equal(store_today(content->store, NULL), 0);
    store_set_clock(content->store, &content->clock);
    assert_int_equal(store_today(content->store, NULL), days);
    struct clock other = clock_fake(0);
    assert_int_equal(store_today(content->store, &other), 1); // 0 stands for no clock
    other = clock_fake(86400 * 100);
    assert_int_equal(store_today(content->store, &other), 100);
    store_set_clock(content->store, NULL);
}

static void
listed(void **state)
{
    struct content *content = *state;
    static const struct {
        const char *table;
        int n;
        const char *today;
        bool listed;
    } cases[] = {
        {"topic", 1, "2026-11-30", true},
        {"topic", 1, "2027-05-10", false},
        {"topic", 7, "2027-05-10", true},
        {"service", 1, "2026-11-30", true},
        {"service", 1, "2027-05-10", false},
        {"service", 2, "2026-11-30", false},
        {"service", 3, "2026-11-30", true},
        {"service", 9, "2026-11-30", false},
        {"procedure", 1, "2026-11-30", false},
        {"procedure", 1, "2026-12-01", true},
        {"procedure", 1, "2027-01-01", false},
        {"myth", 1, "2026-12-31", true},
        {"myth", 1, "2027-01-01", false},
        {"myth", 2, "2027-01-01", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int day = 0;
        assert_true(clock_parse_date(cases[i].today, &day));
        if (store_listed(content->store, cases[i].table, cases[i].n, day) != cases[i].listed) {
            fail_msg("%s %d on %s", cases[i].table, cases[i].n, cases[i].today);
        }
    }
}

// What is in no sheet of its own is checked with what it belongs to.
static void
due_for_a_check(void **state)
{
    struct content *content = *state;
    struct store_due due[STORE_LIST_MAX];
    int day = 0;
    store_set_clock(content->store, &content->clock);
    content_today(content, "2027-02-01", "12:00"); // due on the 8th
    assert_int_equal(store_due(content->store, &content->arena, 6, due), 0);
    content_today(content, "2027-02-02", "12:00");
    assert_int_equal(store_due(content->store, &content->arena, 6, due), 2);
    assert_string_equal(due[0].table, "procedure");
    assert_string_equal(due[1].table, "service");
    assert_int_equal(due[0].n, 1);
    assert_true(clock_parse_date("2027-02-08", &day));
    assert_int_equal(due[0].due_days, day);
    assert_int_equal(due[0].freshness, STORE_FRESH);
    content_today(content, "2027-02-09", "12:00");
    assert_int_equal(store_due(content->store, &content->arena, 0, due), 2);
    assert_int_equal(due[0].freshness, STORE_DUE);
    content_today(content, "2027-06-01", "12:00");
    assert_int_equal(store_due(content->store, &content->arena, 0, due), 2);
    assert_int_equal(due[0].freshness, STORE_HIDDEN);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ages),
        cmocka_unit_test(fields),
        cmocka_unit_test(valid_dates),
        cmocka_unit_test(today),
        cmocka_unit_test(listed),
        cmocka_unit_test(due_for_a_check),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
