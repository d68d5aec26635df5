#include <string.h>

#include "config/config.h"
#include "test.h"

static struct config
parse(const char *text)
{
    struct config config = config_default();
    struct config_report report;
    config_parse(text, strlen(text), &config, &report);
    assert_int_equal(report.count, 0);
    return config;
}

static void
assert_shift(const struct config_shift *shift, int mask, int opens, int closes)
{
    assert_int_equal(shift->weekday_mask, mask);
    assert_int_equal(shift->opens, opens);
    assert_int_equal(shift->closes, closes);
}

static void
hours_of_a_desk(void **state)
{
    (void)state;
    struct config config =
        parse("[hub]\nhours = mo-fr 08:00-12:30, Sa-MO 9:00 - 23:59,th 1:00-2:00\n");
    assert_shift(&config.shifts[0], 0x1f, 480, 750);
    assert_shift(&config.shifts[1], 0x61, 540, 1439);
    assert_shift(&config.shifts[2], 0x08, 60, 120);
    assert_shift(&config.shifts[3], 0, 0, 0);
    config = parse("[hub]\nhours = su 8:00-9:00\n");
    assert_shift(&config.shifts[0], 0x40, 480, 540);
}

static void
quiet_hours(void **state)
{
    (void)state;
    struct config config = parse("[kiosk]\nquiet = 20:00-06:30\n");
    assert_shift(&config.quiet, 0x7f, 1200, 390);
    config = parse("[kiosk]\nquiet = 0:00-24:00\n");
    assert_shift(&config.quiet, 0x7f, 0, 1440);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_of_a_desk),
        cmocka_unit_test(quiet_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
