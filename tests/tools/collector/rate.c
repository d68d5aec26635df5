#include "rate.h"

#include <string.h>

#include "test.h"

static struct rate rate;

static void
test_burst_then_interval(void **state)
{
    int64_t wait = 0;
    (void)state;
    memset(&rate, 0, sizeof rate);
    rate.interval_ms = 1000;
    rate.burst = 3;
    for (int i = 0; i < 3; i++) {
        assert_true(rate_take(&rate, "gt.a", 5000, &wait));
    }
    assert_false(rate_take(&rate, "gt.a", 5000, &wait));
    assert_true(wait == 1000);
    assert_true(rate_take(&rate, "gt.b", 5000, &wait)); // another's
    assert_false(rate_take(&rate, "gt.a", 5999, &wait));
    assert_true(wait == 1);
    assert_true(rate_take(&rate, "gt.a", 6000, &wait));
    assert_false(rate_take(&rate, "gt.a", 6000, &wait));
}

static void
test_rest_fills_up(void **state)
{
    int64_t wait = 0;
    (void)state;
    memset(&rate, 0, sizeof rate);
    rate.interval_ms = 1000;
    rate.burst = 3;
    for (int turn = 0; turn < 3; turn++) {
        for (int i = 0; i < 3; i++) {
            assert_true(rate_take(&rate, "gt.a", 100000 * turn, &wait));
        }
        assert_false(rate_take(&rate, "gt.a", 100000 * turn, &wait));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_burst_then_interval),
        cmocka_unit_test(test_rest_fills_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
