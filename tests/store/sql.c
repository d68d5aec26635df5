#include "tests/store/content.h"

static int
setup(void **state)
{
    return content_setup(state, "");
}

// Every statement is understood over the real schema, by a connection that may only read.
static void
all_can_be_prepared(void **state)
{
    struct content *content = *state;
    for (int i = 0; i < QUERY_COUNT; i++) {
        const char *sql = store_sql((enum query)i);
        struct db_query *query = NULL;
        struct err err = {0};
        if (!db_prepare(content->store->db, sql, &query, &err)) {
            fail_msg("query %d: %s", i, err.text);
        }
        assert_true(strncmp(sql, "SELECT ", 7) == 0);
        db_step(query);
        assert_false(db_failed(query, &err));
        db_finish(query);
    }
}

static void
none_is_shared(void **state)
{
    (void)state;
    for (int i = 0; i < QUERY_COUNT; i++) {
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(store_sql((enum query)i), store_sql((enum query)j));
        }
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_can_be_prepared),
        cmocka_unit_test(none_is_shared),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
