#include "tests/store/content.h"

static const char sql[] =
    "INSERT INTO procedure VALUES (1, 'p', '', 1, NULL, NULL, 'XX', 'visa', '', '', '', NULL, "
    "NULL, '', 0, '', '', 0,"
    " 0);"
    "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 128)"
    " INSERT INTO step SELECT i, 'a' || i, 1, 1000 - i, 'online', NULL, 0, NULL, '', 0, 0 FROM r;"
    "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 129)"
    " INSERT INTO step SELECT 1000 + i, 'b' || i, 2, 7, 'online', NULL, 0, NULL, '', 0, 0 FROM r;"
    "INSERT INTO step VALUES (-5, 'c1', 3, 1, 'online', NULL, 0, NULL, '', 0, 0),"
    " (0, 'c2', 3, 2, 'online', NULL, 0, NULL, '', 0, 0), (2000000, 'c3', 3, 3, 'online', NULL, 0, "
    "NULL, '', 0, 0),"
    " (500, 'c4', 3, 4, 'online', NULL, 0, NULL, '', 0, 0);";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
building(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct list list = store_list_begin(&arena);
    assert_int_equal(store_list_end(&list).count, 0);
    store_list_add(&list, 7);
    store_list_add(&list, 0);
    store_list_add(&list, -3);
    store_list_add(&list, 5);
    assert_true(store_list_has(&list, 7));
    assert_true(store_list_has(&list, 5));
    assert_false(store_list_has(&list, 0));
    struct store_list done = store_list_end(&list);
    assert_int_equal(done.count, 2);
    assert_int_equal(done.n[0], 7);
    assert_int_equal(done.n[1], 5);
    assert_false(done.full);
    for (int i = 0; i < STORE_LIST_MAX; i++) {
        store_list_add(&list, i + 1);
    }
    assert_int_equal(store_list_end(&list).count, STORE_LIST_MAX);
    assert_true(store_list_end(&list).full);
    arena_finish(&arena);
}

static void
of_a_query(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    struct store_list list = store_list_of(content->store, arena, QUERY_STEPS, 1);
    assert_int_equal(list.count, STORE_LIST_MAX); // exactly as many
    assert_false(list.full);
    assert_int_equal(list.n[0], 128);
    list = store_list_of(content->store, arena, QUERY_STEPS, 2);
    assert_int_equal(list.count, STORE_LIST_MAX);
    assert_true(list.full);
    assert_int_equal(list.n[0], 1001);
    // Keys no builder writes are left out.
    assert_string_equal(
        content_list(content, store_list_of(content->store, arena, QUERY_STEPS, 3)), "500");
    assert_int_equal(store_list_of(content->store, arena, QUERY_STEPS, 4).count, 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(building),
        cmocka_unit_test(of_a_query),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
