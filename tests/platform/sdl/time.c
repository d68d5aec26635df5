#include <time.h>

#include "platform/platform.h"
#include "test.h"

static void
the_window_lives_in_real_time(void **state)
{
    (void)state;
    struct clock clock = platform_clock();
    assert_false(clock.fake);
    int64_t off = clock_wall_s(&clock) - (int64_t)time(NULL);
    assert_in_range(off + 2, 0, 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_window_lives_in_real_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
