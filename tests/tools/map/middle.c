#include "areas.h"

#include "data.h"

#include "test.h"

static void
label(struct data *data, const char *lines, struct extract **extract, uint32_t *node)
{
    struct area area = {0};
    struct area_way ways[4];
    const char *problem = NULL;
    *extract = data_load(data, lines, NULL);
    for (uint32_t i = 0; i < (*extract)->way_count; i++) {
        const struct extract_way *way = &(*extract)->ways[i];
        ways[i] = (struct area_way){(*extract)->refs + way->ref_first, way->ref_count};
    }
    assert_true(area_assemble(*extract, ways, (*extract)->way_count, &area, &problem));
    *node = area_middle(*extract, &area);
    area_finish(&area);
}

static void
test_square(void **state)
{
    struct extract *extract = NULL;
    uint32_t node = 0;
    label(*state, "n 1 0 0\nn 2 0 0.001\nn 3 0.001 0.001\nn 4 0.001 0\nw 1 1,2,3,4,1\n", &extract,
        &node);
    assert_int_equal(node, 4);
    assert_int_equal(extract->lat[node], 5000);
    assert_int_equal(extract->lon[node], 5000);
}

// A U whose middle is not in it, and a ring around a hole.
static void
test_never_outside(void **state)
{
    struct extract *extract = NULL;
    uint32_t node = 0;
    label(*state,
        "n 1 0 0\nn 2 0 0.001\nn 3 0.001 0.001\nn 4 0.001 0.0009\nn 5 0.0001 0.0009\n"
        "n 6 0.0001 0.0002\nn 7 0.001 0.0002\nn 8 0.001 0\nw 1 1,2,3,4,5,6,7,8,1\n",
        &extract, &node);
    assert_int_equal(extract->lon[node], 1000); // the thicker of the two arms
    label(*state,
        "n 1 0 0\nn 2 0 0.001\nn 3 0.001 0.001\nn 4 0.001 0\n"
        "n 5 0.0001 0.0004\nn 6 0.0001 0.0009\nn 7 0.0009 0.0009\nn 8 0.0009 0.0004\n"
        "w 1 1,2,3,4,1\nw 2 5,6,7,8,5\n",
        &extract, &node);
    assert_int_equal(extract->lon[node], 2000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_square, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_never_outside, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
