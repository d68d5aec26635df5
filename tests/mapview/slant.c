// links: config

#include "test.h"

#include "town.h"

static void
meets_what_it_covers(void **state)
{
    (void)state;
    struct slant flat = {100, 100, 50, 10, 0};
    struct slant beside = {100, 121, 50, 10, 0};
    struct slant over = {140, 115, 50, 10, 0};
    struct slant across = {100, 130, 50, 10, 1.5707963F};
    struct slant corner = {165, 125, 40, 5, -0.7853982F}; // its box overlaps, it does not
    assert_false(slants_meet(&flat, &beside));
    assert_true(slants_meet(&flat, &over));
    assert_true(slants_meet(&flat, &across));
    assert_true(slants_meet(&flat, &flat));
    assert_false(slants_meet(&flat, &corner));
    assert_false(slants_meet(&corner, &flat));
    corner.x = 150;
    corner.y = 110;
    assert_true(slants_meet(&flat, &corner));
    assert_true(slants_meet(&corner, &flat));
}

static void
lies_within(void **state)
{
    (void)state;
    struct box box = {0, 0, 200, 100};
    struct slant flat = {100, 50, 90, 10, 0};
    struct slant upright = {100, 50, 90, 10, 1.5707963F};
    assert_true(slant_within(&flat, box));
    assert_false(slant_within(&upright, box));
    flat.x = 80;
    assert_false(slant_within(&flat, box));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(meets_what_it_covers),
        cmocka_unit_test(lies_within),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
