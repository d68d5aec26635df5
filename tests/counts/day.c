// Which day is believed: the clock may stand, go back, jump, and nothing of that may run through years of weeks.
#include "counts/box.h"

static int
believed(const struct box *box)
{
    return box->counts->book.day - (int)(BOX_MONDAY / 86400);
}

static void
jump(struct box *box, int days)
{
    box->clock.fake_wall_s += (int64_t)days * 86400;
}

static void
test_goes_on(void **state)
{
    struct box *box = *state;
    box_open(box);
    assert_int_equal(believed(box), 0);
    box_wait(box, 3);
    box_flush(box);
    assert_int_equal(believed(box), 3);
}

static void
test_back_is_the_same_bucket(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_visit(box, "visit");
    jump(box, -30);
    box_flush(box);
    assert_int_equal(believed(box), 0);
    assert_int_equal(box_open_value(box, "visit"), 1);
    box->clock.synchronised = false;
    jump(box, -15000); // 1985
    box_close(box);
    box_open(box);
    box_visit(box, "visit");
    box_flush(box);
    assert_int_equal(believed(box), 0);
    assert_int_equal(box_open_value(box, "visit"), 2);
}

static void
test_wild_jump(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_visit(box, "visit");
    box->clock.synchronised = false;
    jump(box, 26000); // 2098
    for (int i = 0; i < 50; i++) {
        box_flush(box);
    }
    assert_int_equal(believed(box), 0);
    assert_int_equal(box_open_value(box, "visit"), 1);
    jump(box, -25999);
    box_flush(box);
    assert_int_equal(believed(box), 1);
}

// Many small jumps do not add up to a large one, restarts included.
static void
test_no_ratchet(void **state)
{
    struct box *box = *state;
    box_open(box);
    box->clock.synchronised = false;
    for (int i = 0; i < 40; i++) {
        jump(box, 59);
        box_flush(box);
        if (i % 4 == 0) {
            box_close(box);
            box_open(box);
        }
    }
    assert_true(believed(box) <= 59 + 12);
}

// Without anybody who vouches for it the clock may still go on as the machine runs.
static void
test_months_without_a_sure_clock(void **state)
{
    struct box *box = *state;
    box->clock.synchronised = false;
    box->clock.floor_s = BOX_MONDAY;
    box_open(box);
    for (int day = 1; day <= 120; day++) {
        box_wait(box, 1);
        box_flush(box);
        assert_int_equal(believed(box), day);
    }
}

// Power was off for half a year; the network says so again and again.
static void
test_sure_jump(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_close(box);
    jump(box, 180);
    box_open(box);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(believed(box), 0);
        box_flush(box);
    }
    box_flush(box);
    assert_int_equal(believed(box), 180);
}

static void
test_content_is_a_floor(void **state)
{
    struct box *box = *state;
    box_open(box);
    box->clock.synchronised = false;
    box->clock.floor_s = BOX_MONDAY + INT64_C(200) * 86400;
    box_flush(box);
    assert_int_equal(believed(box), 200);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_goes_on),
        TEST(test_back_is_the_same_bucket),
        TEST(test_wild_jump),
        TEST(test_no_ratchet),
        TEST(test_months_without_a_sure_clock),
        TEST(test_sure_jump),
        TEST(test_content_is_a_floor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
