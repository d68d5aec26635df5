#include "counted.h"

#include "counts/counts.h"
#include "test.h"

static void
test_epsilon(void **state)
{
    static const char *const good[] = {"1", "1/2", "3/2", "200/200", "2"};
    static const char *const weak[] = {"3", "7/3", "200"};
    static const char *const bad[] = {
        "", "0", "1/0", "0/1", "1/", "/1", "1.5", "-1", "1/2/3", "201", "1/201", "0000001x", " 1"};
    bool is_weak = true;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(counted_epsilon(good[i], &is_weak));
        assert_false(is_weak);
    }
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
        assert_true(counted_epsilon(weak[i], &is_weak));
        assert_true(is_weak);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(counted_epsilon(bad[i], &is_weak));
    }
}

static void
test_limits(void **state)
{
    (void)state;
    assert_int_equal(counted_cells_max(), COUNTS_CELLS_MAX);
    assert_int_equal(counted_name_max(), RECORD_CELL_MAX - 1);
    assert_int_equal(counted_epsilon_max(), COUNTS_EPSILON_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_epsilon),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
