#include "box.h"

#include <stdlib.h>

#include "test.h"

static void
test_bbox(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "1,2,3", "1,2,3,4,5", "1,2,x,4", "2,0,1,1", "0,1,1,0",
        "-181,0,1,1", "0,0,1,86", "nan,0,1,1", "0,0,10,1", "1,2,3,4 "};
    struct osm_box box;
    struct err err = {0};
    assert_true(box_edges("-84.5,9.8,-83.9,10.1", &box, &err));
    assert_int_equal(box.west, -845000000);
    assert_int_equal(box.north, 101000000);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (box_edges(wrong[i], &box, &err)) {
            fail_msg("%s is accepted", wrong[i]);
        }
    }
}

static void
test_around(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "1,2", "1,2,0", "1,2,-3", "1,2,101", "90,0,1", "0,180,1", "a,b,c", "1,2,3,4"};
    struct osm_box box;
    struct err err = {0};
    assert_true(box_around("60,10,11.119492664", &box, &err));
    assert_int_equal(box.south, 599000000);
    assert_int_equal(box.north, 601000000);
    assert_true(abs(box.west - 98000000) < 10); // twice as many degrees at 60 north
    assert_true(abs(box.east - 102000000) < 10);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (box_around(wrong[i], &box, &err)) {
            fail_msg("%s is accepted", wrong[i]);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bbox),
        cmocka_unit_test(test_around),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
