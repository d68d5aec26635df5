#include "route/internal.h"

#include "town.h"

#include "test.h"

static bool
near(double value, double expected, double tolerance)
{
    return fabs(value - expected) <= tolerance;
}

static void
test_distances(void **state)
{
    (void)state;
    struct route_point zero = {0, 0};
    assert_true(near(route_distance(zero, zero), 0, 0));
    assert_true(near(route_distance(zero, (struct route_point){10000000, 0}), 11119508, 20));
    // A degree of longitude shrinks with the cosine of the latitude.
    struct route_point north = {600000000, 0};
    assert_true(
        near(route_distance(north, (struct route_point){600000000, 10000000}), 5559700, 300));
    // Buenos Aires to Bogotá, by a common calculator: 4673 km.
    struct route_point ba = {-346037000, -583816000};
    struct route_point bogota = {47110000, -740721000};
    assert_true(near(route_distance(ba, bogota) / 1e5, 4663, 15));
    assert_true(near(route_distance(ba, bogota), route_distance(bogota, ba), 1));
}

static void
test_bearings(void **state)
{
    (void)state;
    static const struct {
        double east;
        double north;
        double bearing;
    } cases[] = {{0, 1, 0}, {1, 1, 45}, {1, 0, 90}, {0, -1, 180}, {-1, 0, 270}, {-1, 1, 315}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double bearing =
            bearing_of(town_point(0, 0), town_point(cases[i].east * 1000, cases[i].north * 1000));
        assert_true(near(bearing, cases[i].bearing, 0.1));
    }
}

static void
test_line_of_an_edge(void **state)
{
    (void)state;
    static const struct plan town = {
        .nodes = {{0, 0}, {100, 0}},
        .node_count = 2,
        .edges = {{0, 1, 0, ROUTE_PATH, 0, 0, {{0}}, 0},
            {1, 0, 1, ROUTE_PATH, 0, 0, {{90, 40}, {-10, 50}}, 2}},
        .edge_count = 2,
        .names = {"Ñ"},
        .name_count = 1,
    };
    struct route_graph *graph = town_graph(&town);
    struct route_point line[8];
    assert_int_equal(graph->most_points, 4);
    assert_int_equal(graph_line(graph, 0, line), 2);
    assert_int_equal(graph_line(graph, 1, line), 4);
    struct route_point expected = town_point(-10, 50);
    assert_int_equal(line[2].lat_e7, expected.lat_e7);
    assert_int_equal(line[2].lon_e7, expected.lon_e7);
    assert_string_equal(graph_name(graph, 0), "");
    assert_string_equal(graph_name(graph, 1), "Ñ");
    route_close(graph);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distances),
        cmocka_unit_test(test_bearings),
        cmocka_unit_test(test_line_of_an_edge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
