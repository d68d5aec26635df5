#include "data.h"

#include "test.h"

// Nodes in any order, one of them twice: the later one counts, and tags stay with their node.
static void
test_nodes(void **state)
{
    struct extract *extract = data_load(*state,
        "n 9 0.9 0\nn 3 0.3 0 amenity=bank\nn 7 0.1 0\nn 7 0.7 0 amenity=cafe\nn -2 0 0\n"
        "w 2 3,9\nw 1 9,7\nw 2 7,9\n",
        NULL);
    static const int64_t ids[] = {-2, 3, 7, 9};
    assert_int_equal(extract->node_count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_true(extract->ids[i] == ids[i]);
    }
    assert_int_equal(extract->lat[2], 7000000);
    assert_int_equal(extract->lat[1], 3000000);
    assert_int_equal(extract->point_count, 2);
    assert_int_equal(extract->points[0].node, 1);
    assert_int_equal(extract->points[1].node, 2);
    assert_int_equal(extract->way_count, 2);
    assert_true(extract->ways[0].id == 1);
    assert_int_equal(extract_find_way(extract, 2), 1);
    assert_int_equal(extract_find_way(extract, 5), UINT32_MAX);
}

static void
test_nothing(void **state)
{
    (void)state;
    struct extract extract = {0};
    extract_sort_nodes(&extract);
    extract_sort_ways(&extract);
    assert_int_equal(extract_find_way(&extract, 1), UINT32_MAX);
    extract_finish(&extract);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nodes, data_setup, data_teardown),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
