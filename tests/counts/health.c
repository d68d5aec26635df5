// What the machine counts of itself.
#include "counts/box.h"

static void
test_a_start_is_counted_once(void **state)
{
    struct box *box = *state;
    box->clock.fake_ms = 5000; // just started
    box_open(box);
    box_flush(box);
    box_flush(box);
    assert_int_equal(box_open_value(box, "health:reboot"), 1);
    box_close(box);
    box->clock.fake_ms = 3600 * 1000; // the kiosk, not the machine
    box_open(box);
    box_flush(box);
    assert_int_equal(box_open_value(box, "health:reboot"), 1);
    box_close(box);
    box->clock.fake_ms = 60 * 1000;
    box_open(box);
    assert_int_equal(box_open_value(box, "health:reboot"), 2);
}

static void
test_content_without_such_cells(void **state)
{
    struct box *box = *state;
    box->clock.fake_ms = 5000;
    box->rules.count = 1; // visit
    box_open(box);
    box_flush(box);
    assert_int_equal(box_open_value(box, "visit"), 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_a_start_is_counted_once),
        TEST(test_content_without_such_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
