// Moves of the staff.
#include "tests/ui/stage.h"

static struct visit visit;
static struct clock fixed;
static struct world world;
static struct frame frame;

static int
reset(void **state)
{
    (void)state;
    visit = (struct visit){.started = true};
    fixed = clock_fake(1795428000); // 2026-11-23, 10:00 UTC
    world = (struct world){.clock = &fixed};
    return 0;
}

static void
act(enum act kind, int arg)
{
    struct action action = {.kind = (int16_t)kind, .arg = arg};
    visit_apply(&visit, &action, &world, &frame);
}

static void
go(enum screen screen, int arg)
{
    struct action action = {.kind = ACT_GO, .arg2 = (int16_t)screen, .arg = arg};
    visit_apply(&visit, &action, &world, &frame);
}

// The way in -------------------------------------------------------------------------------------------

static int
after(const char *digits)
{
    reset(NULL);
    go(SCREEN_STAFF, 0);
    for (; *digits; digits++) {
        act(ACT_STAFF, *digits - '0');
    }
    return visit.at.screen;
}

static void
two_numbers_two_ways(void **state)
{
    (void)state;
    assert_int_equal(after("3142"), SCREEN_MANAGER);
    assert_int_equal(after("2413"), SCREEN_TECH);
    assert_int_equal(after("33142"), SCREEN_MANAGER);
    assert_int_equal(after("22413"), SCREEN_TECH);
    assert_int_equal(after("312413"), SCREEN_TECH); // the end of one try begins the other
    assert_int_equal(after("243142"), SCREEN_MANAGER);
    assert_int_equal(visit.depth, 1); // BACK leads to where the numbers were called up
}

static void
nothing_else_opens(void **state)
{
    static const char *const wrong[] = {
        "", "314", "241", "3124", "1234", "4321", "2143", "3413", "1111", "31413", "99999999999"};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_int_equal(after(wrong[i]), SCREEN_STAFF);
    }
    reset(NULL);
    act(ACT_STAFF, 3); // elsewhere digits mean nothing
    assert_int_equal(visit.at.screen, SCREEN_ATTRACT);
}

// The clock --------------------------------------------------------------------------------------------

static void
expect_time(int year, int month, int day, int minute)
{
    int32_t set = visit_minute(&visit, &fixed);
    struct date date = clock_date_of_days(set / 1440);
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day);
    assert_int_equal(set % 1440, minute);
}

static void
every_field_turns_like_a_dial(void **state)
{
    (void)state;
    go(SCREEN_CLOCK, 0);
    go(SCREEN_SET_CLOCK, CLOCK_YEAR);
    expect_time(2026, 11, 23, 600);
    act(ACT_TURN_CLOCK, 1);
    expect_time(2027, 11, 23, 600);
    go(SCREEN_SET_CLOCK, CLOCK_MONTH);
    for (int i = 0; i < 3; i++) {
        act(ACT_TURN_CLOCK, 1);
    }
    expect_time(2027, 2, 23, 600); // round the end of the year, which stays
    go(SCREEN_SET_CLOCK, CLOCK_DAY);
    for (int i = 0; i < 6; i++) {
        act(ACT_TURN_CLOCK, 1);
    }
    expect_time(2027, 2, 1, 600); // round the end of February
    act(ACT_TURN_CLOCK, -1);
    expect_time(2027, 2, 28, 600);
    go(SCREEN_SET_CLOCK, CLOCK_HOUR);
    for (int i = 0; i < 11; i++) {
        act(ACT_TURN_CLOCK, -1);
    }
    expect_time(2027, 2, 28, 23 * 60);
    go(SCREEN_SET_CLOCK, CLOCK_TENS);
    act(ACT_TURN_CLOCK, -1);
    expect_time(2027, 2, 28, 23 * 60 + 50);
    go(SCREEN_SET_CLOCK, CLOCK_MINUTE);
    act(ACT_TURN_CLOCK, -1);
    expect_time(2027, 2, 28, 23 * 60 + 59);
    act(ACT_SET_CLOCK, 0);
    assert_int_equal(visit.at.screen, SCREEN_CLOCK);
    assert_int_equal(visit.minute, 0);
}

static void
the_last_day_of_a_shorter_month(void **state)
{
    (void)state;
    fixed = clock_fake(INT64_C(1832925600)); // 2028-01-31 10:00: a leap year
    go(SCREEN_SET_CLOCK, CLOCK_MONTH);
    act(ACT_TURN_CLOCK, 1);
    struct date date = clock_date_of_days(visit.minute / 1440);
    assert_int_equal(date.month, 2);
    assert_int_equal(date.day, 29);
    go(SCREEN_SET_CLOCK, CLOCK_YEAR);
    act(ACT_TURN_CLOCK, 1);
    date = clock_date_of_days(visit.minute / 1440);
    assert_int_equal(date.day, 28);
}

static void
begun_again_it_begins_with_the_clock(void **state)
{
    (void)state;
    go(SCREEN_CLOCK, 0);
    go(SCREEN_SET_CLOCK, CLOCK_YEAR);
    act(ACT_TURN_CLOCK, 1);
    act(ACT_BACK, 0);
    go(SCREEN_SET_CLOCK, CLOCK_YEAR);
    expect_time(2026, 11, 23, 600);
    go(SCREEN_HOME, 0);
    act(ACT_TURN_CLOCK, 1); // and nowhere else
    assert_int_equal(visit.minute, 0);
}

// The first check --------------------------------------------------------------------------------------

static void
answer(enum check step, enum checked result)
{
    struct action action = {.kind = ACT_CHECKED, .arg = (int)step, .arg2 = (int16_t)result};
    visit_apply(&visit, &action, &world, &frame);
}

static void
answers_are_kept_and_can_be_changed(void **state)
{
    (void)state;
    go(SCREEN_TECH, 0);
    go(SCREEN_CHECK, 0);
    answer(CHECK_LANGUAGE, CHECKED_WRONG);
    assert_int_equal(visit.at.arg, 1);
    answer(CHECK_ROTATION, CHECKED_RIGHT);
    act(ACT_BACK, 0);
    act(ACT_BACK, 0);
    answer(CHECK_LANGUAGE, CHECKED_RIGHT);
    assert_int_equal(visit.duty.right, 1 << CHECK_LANGUAGE | 1 << CHECK_ROTATION);
    assert_int_equal(visit.duty.wrong, 0);
    answer(CHECK_SOUND, CHECKED_NOT);
    assert_int_equal(visit.duty.right, 1 << CHECK_LANGUAGE | 1 << CHECK_ROTATION);
    go(SCREEN_TECH, 0);
    go(SCREEN_CHECK, 0); // a new round
    assert_int_equal(visit.duty.right, 0);
}

static void
nine_points_in_their_order(void **state)
{
    (void)state;
    go(SCREEN_TECH, 0);
    go(SCREEN_CHECK, CHECK_TOUCH);
    go(SCREEN_POINTS, 0);
    act(ACT_POINT, 4); // not its turn
    assert_int_equal(visit.duty.points, 0);
    for (int i = 0; i < CHECK_POINTS; i++) {
        assert_int_equal(visit.at.screen, SCREEN_POINTS);
        visit.duty.missed_x = 7;
        act(ACT_POINT, i);
        assert_int_equal(visit.duty.missed_x, -1);
    }
    assert_int_equal(visit.at.screen, SCREEN_CHECK);
    assert_int_equal(visit.at.arg, CHECK_TOUCH + 1);
    assert_int_equal(visit.duty.right, 1 << CHECK_TOUCH);
    act(ACT_BACK, 0);
    assert_int_equal(visit.at.arg, CHECK_TOUCH); // not the points
}

static void
points_met_by_keys_prove_nothing(void **state)
{
    (void)state;
    go(SCREEN_CHECK, CHECK_TOUCH);
    go(SCREEN_POINTS, 0);
    for (int i = 0; i < CHECK_POINTS; i++) {
        visit.keys = i == 3;
        act(ACT_POINT, i);
    }
    assert_int_equal(visit.duty.right, 0);
    assert_int_equal(visit.duty.wrong, 0);
}

static void
factory_leaves_both_questions(void **state)
{
    (void)state;
    go(SCREEN_TECH, 0);
    go(SCREEN_FACTORY, 0);
    go(SCREEN_FACTORY, 1);
    act(ACT_FACTORY, 0);
    assert_int_equal(visit.at.screen, SCREEN_TECH);
}

#define DUTY(test) cmocka_unit_test_setup(test, reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DUTY(two_numbers_two_ways),
        DUTY(nothing_else_opens),
        DUTY(every_field_turns_like_a_dial),
        DUTY(the_last_day_of_a_shorter_month),
        DUTY(begun_again_it_begins_with_the_clock),
        DUTY(answers_are_kept_and_can_be_changed),
        DUTY(nine_points_in_their_order),
        DUTY(points_met_by_keys_prove_nothing),
        DUTY(factory_leaves_both_questions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
