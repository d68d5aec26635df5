#include "town.h"

#include "test.h"

// A street from west to east, stairs north of it, and a path on the far side of a river.
static const struct plan town = {
    .nodes = {{0, 0}, {200, 0}, {0, 50}, {200, 50}, {0, 400}, {200, 400}},
    .node_count = 6,
    .edges = {{0, 1, 1, ROUTE_RESIDENTIAL, 0, 0, {{100, -30}}, 1},
        {2, 3, 0, ROUTE_STEPS, ROUTE_NOT_STEP_FREE, 0, {{0}}, 0},
        {1, 3, 0, ROUTE_FOOTWAY, 0, 0, {{0}}, 0}, {4, 5, 0, ROUTE_PATH, 0, 0, {{0}}, 0}},
    .edge_count = 4,
    .names = {"Calle"},
    .name_count = 1,
};

static void
test_nearest(void **state)
{
    (void)state;
    struct route_graph *graph = town_graph(&town);
    struct route_place place = town_place(graph, 100, -40);
    assert_int_equal(place.edge, 0);
    assert_true(place.away_cm >= 998 && place.away_cm <= 1002);
    assert_true(place.along_cm > 10400 && place.along_cm < 10480); // hypot(100, 30)
    place = town_place(graph, -20, 0);                             // beyond the end
    assert_int_equal(place.along_cm, 0);
    assert_true(place.away_cm >= 1999 && place.away_cm <= 2001);
    place = town_place(graph, 60, 50);
    assert_int_equal(place.edge, 1);
    assert_int_equal(place.away_cm, 0);
    assert_true(place.along_cm >= 5999 && place.along_cm <= 6001);
    route_close(graph);
}

static void
test_without_stairs(void **state)
{
    (void)state;
    struct route_graph *graph = town_graph(&town);
    struct route_place place;
    assert_true(route_snap(graph, town_point(60, 50), ROUTE_STEP_FREE, NULL, &place));
    assert_int_equal(place.edge, 0);
    route_close(graph);
}

static void
test_same_island(void **state)
{
    (void)state;
    struct route_graph *graph = town_graph(&town);
    struct route_place street = town_place(graph, 10, 0);
    struct route_place place;
    assert_true(route_snap(graph, town_point(60, 300), ROUTE_WALK, NULL, &place));
    assert_int_equal(place.edge, 3);
    assert_true(route_snap(graph, town_point(60, 300), ROUTE_WALK, &street, &place));
    assert_int_equal(place.edge, 1);
    route_close(graph);
}

static void
test_too_far(void **state)
{
    (void)state;
    struct route_graph *graph = town_graph(&town);
    struct route_place place;
    assert_true(
        route_snap(graph, town_point(0, 400 + ROUTE_SNAP_MAX_M - 1), ROUTE_WALK, NULL, &place));
    assert_false(
        route_snap(graph, town_point(0, 400 + ROUTE_SNAP_MAX_M + 1), ROUTE_WALK, NULL, &place));
    assert_false(
        route_snap(graph, (struct route_point){900000000, 1800000000}, ROUTE_WALK, NULL, &place));
    route_close(graph);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_without_stairs),
        cmocka_unit_test(test_same_island),
        cmocka_unit_test(test_too_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
