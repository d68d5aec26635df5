#include "route/internal.h"

#include "test.h"

static uint32_t
weight(enum route_kind kind, unsigned flags, enum route_mode mode)
{
    struct edge edge = {.kind = (uint8_t)kind, .flags = (uint16_t)flags};
    return weight_of(&edge, mode, false);
}

static void
test_every_kind_can_be_walked(void **state)
{
    (void)state;
    for (int kind = 0; kind < ROUTE_KINDS; kind++) {
        assert_true(weight((enum route_kind)kind, 0, ROUTE_WALK) >= WEIGHT_ONE);
        assert_int_equal(weight((enum route_kind)kind, 0, ROUTE_SHORTEST), WEIGHT_ONE);
    }
}

static void
test_preferences(void **state)
{
    (void)state;
    assert_true(weight(ROUTE_FOOTWAY, 0, ROUTE_WALK) < weight(ROUTE_RESIDENTIAL, 0, ROUTE_WALK));
    assert_true(weight(ROUTE_RESIDENTIAL, 0, ROUTE_WALK) < weight(ROUTE_PRIMARY, 0, ROUTE_WALK));
    assert_true(weight(ROUTE_PRIMARY, 0, ROUTE_WALK) < weight(ROUTE_TRUNK, 0, ROUTE_WALK));
    assert_true(
        weight(ROUTE_PRIMARY, ROUTE_SIDEWALK, ROUTE_WALK) < weight(ROUTE_PRIMARY, 0, ROUTE_WALK));
    assert_true(
        weight(ROUTE_PRIMARY, ROUTE_SEPARATE, ROUTE_WALK) > weight(ROUTE_PRIMARY, 0, ROUTE_WALK));
    assert_true(
        weight(ROUTE_SERVICE, ROUTE_MINOR, ROUTE_WALK) > weight(ROUTE_SERVICE, 0, ROUTE_WALK));
}

static void
test_what_must_not_be_walked(void **state)
{
    (void)state;
    struct edge edge = {.kind = ROUTE_STEPS, .flags = ROUTE_NOT_STEP_FREE};
    assert_true(weight_of(&edge, ROUTE_WALK, false) > 0);
    assert_int_equal(weight_of(&edge, ROUTE_STEP_FREE, false), 0);
    edge.flags = ROUTE_NOT_FORWARD;
    assert_int_equal(weight_of(&edge, ROUTE_SHORTEST, false), 0);
    assert_true(weight_of(&edge, ROUTE_SHORTEST, true) > 0);
    edge.flags = ROUTE_NOT_BACKWARD;
    assert_true(weight_of(&edge, ROUTE_SHORTEST, false) > 0);
    assert_int_equal(weight_of(&edge, ROUTE_SHORTEST, true), 0);
}

static void
test_ground(void **state)
{
    (void)state;
    struct edge firm = {.kind = ROUTE_PATH, .surface = ROUTE_FIRM};
    struct edge stones = {.kind = ROUTE_PATH, .surface = ROUTE_STONES};
    struct edge soft = {.kind = ROUTE_PATH, .surface = ROUTE_SOFT};
    assert_int_equal(weight_of(&stones, ROUTE_WALK, false), weight_of(&firm, ROUTE_WALK, false));
    assert_true(
        weight_of(&stones, ROUTE_STEP_FREE, false) > weight_of(&firm, ROUTE_STEP_FREE, false));
    assert_true(weight_of(&soft, ROUTE_WALK, false) > weight_of(&firm, ROUTE_WALK, false));
}

static void
test_times(void **state)
{
    (void)state;
    struct edge edge = {.kind = ROUTE_FOOTWAY};
    assert_true((int)(seconds_of(&edge, 450000) + 0.5) == 3600); // 4.5 km/h
    edge.surface = ROUTE_GRAVEL;
    assert_true((int)(seconds_of(&edge, 450000) + 0.5) == 4800);
    edge.kind = ROUTE_STEPS;
    edge.surface = ROUTE_SOFT;
    assert_true((int)(seconds_of(&edge, 450000) + 0.5) == 4 * 3600);
}

static void
test_doors_are_on_streets(void **state)
{
    (void)state;
    assert_true(
        is_street(ROUTE_RESIDENTIAL) && is_street(ROUTE_PEDESTRIAN) && is_street(ROUTE_TRUNK));
    assert_false(is_street(ROUTE_FOOTWAY) || is_street(ROUTE_STEPS) || is_street(ROUTE_CYCLEWAY) ||
                 is_street(ROUTE_PLATFORM) || is_street(ROUTE_MOTORWAY));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_doors_are_on_streets),
        cmocka_unit_test(test_every_kind_can_be_walked),
        cmocka_unit_test(test_preferences),
        cmocka_unit_test(test_what_must_not_be_walked),
        cmocka_unit_test(test_ground),
        cmocka_unit_test(test_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
