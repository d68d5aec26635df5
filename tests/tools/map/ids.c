#include "ids.h"

#include "test.h"

static void
test_sort_and_find(void **state)
{
    (void)state;
    struct ids ids = {0};
    static const int64_t given[] = {5, -3, 5, INT64_MAX, 0, INT64_MIN, 5};
    ids_sort(&ids); // nothing
    assert_int_equal(ids_find(ids.at, ids.count, 5), UINT32_MAX);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        ids_add(&ids, given[i]);
    }
    ids_sort(&ids);
    assert_int_equal(ids.count, 5);
    for (uint32_t i = 0; i < ids.count; i++) {
        assert_true(i == 0 || ids.at[i - 1] < ids.at[i]);
        assert_int_equal(ids_find(ids.at, ids.count, ids.at[i]), i);
    }
    assert_int_equal(ids_find(ids.at, ids.count, 4), UINT32_MAX);
    ids_finish(&ids);
}

static void
test_many(void **state)
{
    (void)state;
    struct ids ids = {0};
    for (int64_t i = 10000; i > 0; i--) {
        ids_add(&ids, i * 3);
    }
    ids_sort(&ids);
    assert_int_equal(ids.count, 10000);
    assert_int_equal(ids_find(ids.at, ids.count, 3000), 999);
    assert_int_equal(ids_find(ids.at, ids.count, 3001), UINT32_MAX);
    ids_finish(&ids);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sort_and_find),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
