#include "platform/platform.h"
#include "test.h"

static void
every_script_starts_on_a_working_morning(void **state)
{
    (void)state;
    struct clock clock = platform_clock();
    assert_true(clock.fake);
    struct date date = clock_date(&clock);
    assert_int_equal(date.weekday, 0);
    assert_int_equal(date.minute, 600);
    assert_int_equal(date.year, 2026);
    assert_int_equal(clock_ms(&clock), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_script_starts_on_a_working_morning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
