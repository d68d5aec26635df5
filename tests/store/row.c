#include "tests/store/content.h"

static int
setup(void **state)
{
    return content_setup(state,
        "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 5000)"
        "INSERT INTO search_item SELECT i, 'page', i, '' FROM r");
}

// Readers over the values of one SELECT. The slot is the test's, finished by it.
static struct row
open_row(struct content *content, struct slot *slot, const char *sql)
{
    return store_row_open(content->store, &content->arena, slot, sql);
}

static void
texts(void **state)
{
    struct content *content = *state;
    struct slot slot = {0};
    struct row row = open_row(content, &slot,
        "SELECT 'áé', '', NULL, 12, CAST(x'c328' AS TEXT), CAST(x'edA080' AS TEXT), ',a,b,', "
        "'a,b', ',', ',,,',"
        " ',a', printf('%.*c', 16384, 'y'), printf('%.*c', 16385, 'y')");
    assert_true(store_row_next(&row));
    assert_string_equal(store_row_text(&row), "áé");
    assert_string_equal(store_row_text(&row), "");
    assert_string_equal(store_row_text(&row), "");
    assert_string_equal(store_row_text(&row), "12");
    assert_false(slot.warned);
    assert_string_equal(store_row_text(&row), "");
    assert_true(slot.warned);
    assert_string_equal(store_row_text(&row), ""); // a surrogate
    assert_string_equal(store_row_codes(&row), "a,b");
    assert_string_equal(store_row_codes(&row), "a,b");
    assert_string_equal(store_row_codes(&row), "");
    assert_string_equal(store_row_codes(&row), "");
    assert_string_equal(store_row_codes(&row), "a");
    assert_int_equal(strlen(store_row_text(&row)), STORE_TEXT_MAX);
    assert_string_equal(store_row_text(&row), "");
    assert_false(store_row_next(&row));
    db_finish(slot.query);
}

static void
numbers(void **state)
{
    struct content *content = *state;
    struct slot slot = {0};
    struct row row = open_row(content, &slot,
        "SELECT 5, NULL, 11, -1, 9223372036854775807, 'text', 1, 1000000, 0, NULL, 1000001, "
        "4294967297,"
        " 0, 1, 2, NULL, 1000000000000000, 1000000000000001, -1, 1.9");
    assert_true(store_row_next(&row));
    assert_int_equal(store_row_int(&row, 0, 10, 7), 5);
    assert_int_equal(store_row_int(&row, 0, 10, 7), 7);
    assert_false(slot.warned); // NULL is no fault
    assert_int_equal(store_row_int(&row, 0, 10, 7), 7);
    assert_true(slot.warned);
    assert_int_equal(store_row_int(&row, 0, 10, 7), 7);
    assert_int_equal(store_row_int(&row, 0, 10, 7), 7);
    assert_int_equal(store_row_int(&row, 0, 10, 7), 0);
    assert_int_equal(store_row_n(&row), 1);
    assert_int_equal(store_row_n(&row), STORE_N_MAX);
    assert_int_equal(store_row_n(&row), 0);
    assert_int_equal(store_row_n(&row), 0);
    assert_int_equal(store_row_n(&row), 0);
    assert_int_equal(store_row_n(&row), 0); // not cut to 1
    assert_false(store_row_flag(&row));
    assert_true(store_row_flag(&row));
    assert_false(store_row_flag(&row));
    assert_false(store_row_flag(&row));
    assert_int_equal(store_row_money(&row), INT64_C(1000000000000000));
    assert_int_equal(store_row_money(&row), 0);
    assert_int_equal(store_row_money(&row), 0);
    assert_int_equal(store_row_int(&row, 0, 10, 7), 1);
    store_row_end(&row);
    db_finish(slot.query);
}

static void
past_the_last_column(void **state)
{
    struct content *content = *state;
    struct slot slot = {0};
    struct row row = open_row(content, &slot, "SELECT 1");
    assert_true(store_row_next(&row));
    assert_int_equal(store_row_n(&row), 1);
    assert_int_equal(store_row_n(&row), 0);
    assert_string_equal(store_row_text(&row), "");
    store_row_end(&row);
    db_finish(slot.query);
}

static void
as_many_rows_as_the_limit(void **state)
{
    struct content *content = *state;
    struct slot slot = {0};
    static const char many[] = "SELECT n FROM search_item ORDER BY n";
    struct row row = open_row(content, &slot, many);
    int count = 0;
    while (store_row_next(&row)) {
        count++;
        assert_int_equal(store_row_int(&row, 0, INT32_MAX, -1), count);
    }
    assert_int_equal(count, STORE_ROWS_MAX);
    assert_true(slot.warned);
    row = open_row(content, &slot, many); // from the first row again
    assert_true(store_row_next(&row));
    assert_int_equal(store_row_n(&row), 1);
    store_row_end(&row);
    db_finish(slot.query);
}

static void
parameters_and_rewinding(void **state)
{
    struct content *content = *state;
    struct slot slot = {0};
    for (int i = 1; i < 4; i++) {
        struct row row = open_row(content, &slot, "SELECT ?1, ?2 UNION ALL SELECT 8, 'last'");
        store_row_bind(&row, 1, i);
        store_row_bind_text(&row, 2, "it's");
        assert_true(store_row_next(&row));
        assert_int_equal(store_row_n(&row), i);
        assert_string_equal(store_row_text(&row), "it's");
        if (i == 2) {
            store_row_end(&row); // half read
            continue;
        }
        assert_true(store_row_next(&row));
        assert_int_equal(store_row_n(&row), 8);
        assert_false(store_row_next(&row));
    }
    db_finish(slot.query);
}

// A statement that cannot be prepared, or fails, is no rows; one that needed too much is not run again.
static void
failures(void **state)
{
    struct content *content = *state;
    struct slot slot = {0};
    struct row row = open_row(content, &slot, "SELECT nothing FROM nowhere");
    assert_true(slot.warned);
    assert_null(slot.query);
    store_row_bind(&row, 1, 1);
    assert_false(store_row_next(&row));
    store_row_end(&row);
    slot = (struct slot){0};
    row = open_row(
        content, &slot, "SELECT sum(9223372036854775807) FROM (SELECT 1 UNION ALL SELECT 1)");
    assert_false(store_row_next(&row));
    assert_true(slot.warned);
    assert_false(slot.broken);
    db_finish(slot.query);
    slot = (struct slot){0};
    row = open_row(
        content, &slot, "SELECT count(*) FROM search_item a, search_item b, search_item c");
    while (store_row_next(&row)) {
    }
    assert_true(slot.broken);
    row = open_row(content, &slot, "SELECT 1");
    assert_false(store_row_next(&row));
    db_finish(slot.query);
}

static void
one_of_each_query(void **state)
{
    struct content *content = *state;
    struct row row = store_row_begin(content->store, &content->arena, QUERY_META);
    struct db_query *query = row.slot->query;
    assert_non_null(query);
    store_row_end(&row);
    row = store_row_begin(content->store, &content->arena, QUERY_META);
    assert_ptr_equal(row.slot->query, query);
    store_row_end(&row);
    row = store_row_of(content->store, &content->arena, QUERY_TOPIC, 4);
    assert_false(store_row_next(&row));
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(numbers),
        cmocka_unit_test(past_the_last_column),
        cmocka_unit_test(as_many_rows_as_the_limit),
        cmocka_unit_test(parameters_and_rewinding),
        cmocka_unit_test(failures),
        cmocka_unit_test(one_of_each_query),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
