#include "tests/store/content.h"

static const char sql[] =
    "INSERT INTO organization VALUES (1, 'org', 'a@b.example', '', NULL, 'government');"
    "INSERT INTO topic VALUES (3, 'work', NULL, 1, 'hammer', '', 0);"
    "INSERT INTO showcard VALUES (2, 'card', 1, 'speech', 3, NULL);"
    "INSERT INTO poster VALUES (1, 'poster', 1, 'drawing', '', 1);"
    "INSERT INTO event VALUES (1, 'fair', NULL, NULL, '2026-11-30', '09:30', '', 'tent');"
    "INSERT INTO lesson VALUES (1, 'lesson', NULL, 1, '');"
    "INSERT INTO quiz_item VALUES (1, 'q', 1, 1);"
    "INSERT INTO quiz_answer VALUES (1, 'right', 1, 1, 1), (2, 'wrong', 1, 2, 0);"
    "INSERT INTO learn_item VALUES (1, 'course', NULL, NULL, 1, 20, ',es,', 0, 1),"
    " (2, 'odd', NULL, NULL, 2, 99999999999, '', 0, 1), (3, 'under', NULL, NULL, 3, -12, '', 0, 1),"
    " (4, 'most', NULL, NULL, 4, 999999999, '', 0, 1), (5, 'zero', NULL, NULL, 4, 0, '', 0, 1);"
    "INSERT INTO organization VALUES (2, 'malformed', CAST(x'c328' AS TEXT), '', NULL, 'un');";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
names_and_numbers(void **state)
{
    struct content *content = *state;
    assert_int_equal(store_n(content->store, "topic", "work"), 3);
    assert_int_equal(store_n(content->store, "topic", "play"), 0);
    assert_int_equal(store_n(content->store, "topic", ""), 0);
    assert_int_equal(store_n(content->store, "topic", "' OR 1 --"), 0);
    assert_string_equal(store_id(content->store, &content->arena, "topic", 3), "work");
    assert_string_equal(store_id(content->store, &content->arena, "topic", 1), "");
    assert_string_equal(store_id(content->store, &content->arena, "language_pack", 1), "es");
}

// Only tables with n and id, and only as they are called.
static void
only_named_tables(void **state)
{
    struct content *content = *state;
    static const char *const others[] = {"", "meta", "translation", "sqlite_schema", "TOPIC",
        "topic ", "topic t", "topic; DROP TABLE topic", "search_1"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_int_equal(store_table(others[i]), -1);
        assert_int_equal(store_n(content->store, others[i], "work"), 0);
        assert_string_equal(store_id(content->store, &content->arena, others[i], 3), "");
        assert_string_equal(store_string(content->store, &content->arena, others[i], "id", 3), "");
        assert_int_equal(store_int(content->store, others[i], "n", 3), -1);
        assert_string_equal(store_icon(content->store, &content->arena, others[i], 3), "");
    }
}

static void
all_tables_can_be_asked(void **state)
{
    struct content *content = *state;
    assert_true(store_table_count() > 40);
    for (int i = 0; i < store_table_count(); i++) {
        const char *name = store_table_name(i);
        assert_int_equal(store_table(name), i);
        assert_int_equal(store_n(content->store, name, "no such id"), 0);
        assert_string_equal(store_id(content->store, &content->arena, name, 999), "");
        assert_non_null(content->store->table_row[i].query);
        assert_non_null(content->store->table_id[i].query);
    }
}

static void
strings(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    struct store *store = content->store;
    assert_string_equal(store_string(store, arena, "event", "starts", 1), "2026-11-30");
    assert_string_equal(store_string(store, arena, "learn_item", "languages", 1), ",es,");
    assert_string_equal(store_string(store, arena, "learn_item", "hours", 1), "20");
    assert_string_equal(store_string(store, arena, "event", "location_n", 1), "");
    assert_string_equal(store_string(store, arena, "event", "no_column", 1), "");
    assert_string_equal(store_string(store, arena, "event", "STARTS", 1), "");
    assert_string_equal(store_string(store, arena, "event", "starts", 0), "");
    assert_string_equal(store_string(store, arena, "organization", "email", 1), "a@b.example");
    assert_string_equal(store_string(store, arena, "organization", "email", 2), "");
}

static void
integers(void **state)
{
    struct content *content = *state;
    struct store *store = content->store;
    int days = 0;
    assert_true(clock_parse_date("2026-11-30", &days));
    assert_int_equal(store_int(store, "showcard", "topic_n", 2), 3);
    assert_int_equal(store_int(store, "showcard", "procedure_n", 2), -1); // NULL
    assert_int_equal(store_int(store, "event", "starts", 1), days);
    assert_int_equal(store_int(store, "event", "opens_at", 1), 9 * 60 + 30);
    assert_int_equal(store_int(store, "event", "closes_at", 1), -1);
    assert_int_equal(store_int(store, "event", "id", 1), -1);
    assert_int_equal(store_int(store, "learn_item", "hours", 1), 20);
    assert_int_equal(store_int(store, "learn_item", "hours", 2), -1); // absurd
    assert_int_equal(store_int(store, "learn_item", "hours", 3), -12);
    assert_int_equal(store_int(store, "learn_item", "hours", 4), 999999999);
    assert_int_equal(store_int(store, "learn_item", "hours", 5), 0);
    assert_int_equal(store_int(store, "learn_item", "hours", 9), -1);
}

static void
icons_and_answers(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    assert_string_equal(store_icon(content->store, arena, "showcard", 2), "speech");
    assert_string_equal(store_icon(content->store, arena, "event", 1), "tent");
    assert_string_equal(store_icon(content->store, arena, "poster", 1), "drawing"); // its picture
    assert_string_equal(store_icon(content->store, arena, "quiz_item", 1), "");
    assert_true(store_quiz_correct(content->store, 1));
    assert_false(store_quiz_correct(content->store, 2));
    assert_false(store_quiz_correct(content->store, 3));
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_numbers),
        cmocka_unit_test(only_named_tables),
        cmocka_unit_test(all_tables_can_be_asked),
        cmocka_unit_test(strings),
        cmocka_unit_test(integers),
        cmocka_unit_test(icons_and_answers),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
