#include "tests/store/content.h"

static const char sql[] =
    "INSERT INTO organization VALUES (1, 'org', '', '', NULL, 'government');"
    "INSERT INTO phone VALUES (1, 'p', 1, NULL, NULL, '1', '', 'voice', 0, 0, '');"
    "INSERT INTO hotline VALUES (1, 'h1', 2, '', 'XX', 1, NULL, 0, '', 0), (2, 'h2', 1, '', 'XX', "
    "1, NULL, 0, '',"
    " 0), (3, 'h3', 3, '', 'XX', 1, NULL, 0, '', 0);"
    "INSERT INTO provenance VALUES ('hotline', 3, '2026-01-01', 'E', 1, 2, '', '', '', 0),"
    " ('hotline', 1, '2026-01-01', 'E', 1, 0, '', '', '', 0),"
    " ('lesson_card', 1, '2026-01-01', 'E', 1, 2, '', '', '', 0);"
    "INSERT INTO myth VALUES (1, 'm1', NULL, 3, ''), (2, 'm2', NULL, 1, '2026-11-30'), (3, 'm3', "
    "NULL, 2,"
    " '2026-11-29');"
    "INSERT INTO poster VALUES (1, 'po1', 2, 'pic', '', 1), (2, 'po2', 1, 'pic', '', 1);"
    "INSERT INTO lesson VALUES (1, 'l1', NULL, 2, ''), (2, 'l2', NULL, 1, '');"
    "INSERT INTO lesson_card VALUES (1, 'c1', 1, 1, ''), (2, 'c2', 1, 3, ''), (3, 'c3', 1, 2, ''),"
    " (4, 'c4', 2, 1, '');"
    "INSERT INTO quiz_item VALUES (1, 'q1', 2, 2), (2, 'q2', 2, 1);"
    "INSERT INTO quiz_answer VALUES (1, 'a1', 1, 2, 1), (2, 'a2', 1, 1, 0), (3, 'a3', 2, 1, 1);"
    "INSERT INTO learn_item VALUES (1, 'li1', NULL, NULL, 1, 20, '', 0, 1);"
    "INSERT INTO event VALUES (1, 'e1', NULL, NULL, '2026-12-05', '10:00', '', ''),"
    " (2, 'e2', NULL, NULL, '2026-11-30', '15:00', '', ''), (3, 'e3', NULL, NULL, '2026-11-30', "
    "'09:00', '', ''),"
    " (4, 'e4', NULL, NULL, '2026-11-29', '09:00', '', '');"
    "INSERT INTO survey VALUES (1, 's1', '2026-11-01', '2026-11-29'), (2, 's2', '2026-11-30', "
    "'2026-12-30'),"
    " (3, 's3', '2026-12-01', ''), (4, 's4', '', '');"
    "INSERT INTO survey_option VALUES (1, 'o1', 2, 2, ''), (2, 'o2', 2, 1, '');"
    "INSERT INTO showcard VALUES (1, 'sc1', 2, '', NULL, NULL), (2, 'sc2', 1, '', NULL, NULL);"
    "INSERT INTO hub_window VALUES (1, 'w1', 2), (2, 'w2', 1);"
    "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 200)"
    " INSERT INTO quiz_item SELECT 100 + i, 'many' || i, 1, i FROM r;";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
lists(void **state)
{
    struct content *content = *state;
    static const struct {
        const char *table;
        int owner;
        const char *list;
    } cases[] = {
        {"hotline", 0, "2,1"},
        {"hotline", 7, "2,1"},
        {"myth", 0, "2,1"},
        {"poster", 0, "2,1"},
        {"lesson", 0, "2,1"},
        {"lesson_card", 1, "3,2"},
        {"lesson_card", 2, "4"},
        {"lesson_card", 3, ""},
        {"lesson_card", 0, ""},
        {"quiz_item", 2, "2,1"},
        {"quiz_answer", 1, "2,1"},
        {"quiz_answer", 2, "3"},
        {"learn_item", 0, "1"},
        {"event", 0, "3,2,1"},
        {"survey", 0, "2,4"},
        {"survey_option", 2, "2,1"},
        {"showcard", 0, "2,1"},
        {"hub_window", 0, "2,1"},
        {"service", 0, ""},
        {"", 0, ""},
        {"sqlite_schema", 0, ""},
        {"hotline t", 0, ""},
    };
    content_today(content, "2026-11-30", "23:59");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct store_list list = store_all(
            content->store, &content->arena, cases[i].table, cases[i].owner, &content->clock);
        if (strcmp(content_list(content, list), cases[i].list) != 0) {
            fail_msg("%s of %d: %s", cases[i].table, cases[i].owner, content_list(content, list));
        }
    }
}

static void
without_a_clock_nothing_expires(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    assert_string_equal(
        content_list(content, store_all(content->store, arena, "myth", 0, NULL)), "2,3,1");
    assert_string_equal(
        content_list(content, store_all(content->store, arena, "hotline", 0, NULL)), "2,1,3");
}

static void
a_full_list_says_so(void **state)
{
    struct content *content = *state;
    struct store_list list = store_all(content->store, &content->arena, "quiz_item", 1, NULL);
    assert_int_equal(list.count, STORE_LIST_MAX);
    assert_true(list.full);
    assert_int_equal(list.n[0], 101);
    assert_int_equal(list.n[STORE_LIST_MAX - 1], 100 + STORE_LIST_MAX);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists),
        cmocka_unit_test(without_a_clock_nothing_expires),
        cmocka_unit_test(a_full_list_says_so),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
