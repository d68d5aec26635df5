#include "graph.h"

#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "route/route.h"

#include "test.h"

// 0.001 degrees are 111.19 m.
static struct route_graph *
graph_of(struct data *data, const char *lines, const struct osm_box *box)
{
    struct buffer bytes = {0};
    struct route_graph *graph = NULL;
    struct err err = {0};
    const struct extract *extract = data_load(data, lines, box);
    if (!graph_build(extract, &bytes, &err) || !route_load(bytes.data, bytes.len, &graph, &err)) {
        fail_msg("%s", err.text);
    }
    buffer_finish(&bytes);
    return graph;
}

static void
expect(struct data *data, const char *lines, struct route_summary expected)
{
    struct route_graph *graph = graph_of(data, lines, NULL);
    struct route_summary found = route_summary(graph);
    route_close(graph);
    if (found.nodes != expected.nodes || found.edges != expected.edges ||
        found.islands != expected.islands) {
        fail_msg("%u junctions, %u ways, %u islands", found.nodes, found.edges, found.islands);
    }
}

#define CROSS "n 1 0 0\nn 2 0 0.001\nn 3 0 0.002\nn 4 0.001 0.001\nn 5 -0.001 0.001\nn 6 0 0.0005\n"

static void
test_cut_where_ways_meet(void **state)
{
    expect(*state, CROSS "w 1 1,6,2,3 highway=residential\nw 2 4,2,5 highway=path\n",
        (struct route_summary){5, 4, 1, 0, 0});
    // A bridge without a common node is no crossroads.
    expect(*state, CROSS "n 7 0 0.001\nw 1 1,2,3 highway=residential\nw 2 4,7,5 highway=path\n",
        (struct route_summary){4, 2, 2, 0, 0});
    expect(*state, CROSS "w 1 1,2,3 highway=motorway\nw 2 4,2,5 waterway=river\n",
        (struct route_summary){0, 0, 0, 0, 0});
}

static void
test_round_ways(void **state)
{
    expect(*state, CROSS "w 1 1,4,3,5,1 highway=footway\n", (struct route_summary){1, 1, 1, 0, 0});
    expect(*state, CROSS "w 1 1,4,3,5,1 highway=footway\nw 2 3,2 highway=path\n",
        (struct route_summary){3, 3, 1, 0, 0});
}

static void
test_barriers(void **state)
{
    // A wall across the street: both sides end there, and each is an island.
    expect(*state, CROSS "n 8 0 0.0015 barrier=wall\nw 1 1,2,8,3 highway=residential\n",
        (struct route_summary){4, 2, 2, 0, 0});
    expect(*state, CROSS "n 8 0 0.0015 barrier=gate\nw 1 1,2,8,3 highway=residential\n",
        (struct route_summary){2, 1, 1, 0, 0});
    expect(*state, CROSS "n 8 0 0.0015 barrier=stile\nw 1 1,2,8,3 highway=path\n",
        (struct route_summary){3, 2, 1, 0, 0});
}

static void
test_lengths_names_and_stiles(void **state)
{
    struct route_graph *graph = graph_of(*state,
        CROSS "n 8 0 0.0015 barrier=stile\nw 1 1,6,2,8,3 highway=path name=Senda_del_Río\n"
              "w 2 4,2,5 highway=trunk ref=RN1\n",
        NULL);
    struct route_place hub;
    struct route_walk walk;
    struct route_steps steps;
    struct arena arena = {0};
    struct route_point door = {10000, 10000};
    assert_true(route_snap(graph, (struct route_point){0, 0}, ROUTE_WALK, NULL, &hub));
    struct route_tree *tree = route_tree_grow(graph, &hub, ROUTE_SHORTEST);
    assert_int_equal(route_find(tree, door, &arena, &walk), ROUTE_REACHED);
    assert_true(walk.length_cm > 22230 && walk.length_cm < 22250);
    assert_int_equal(walk.line_count, 4); // over node 6, which is no junction
    route_describe(graph, &walk, door, (struct route_landmarks){0}, &steps);
    assert_int_equal(steps.count, 3);
    assert_string_equal(steps.steps[0].name, "Senda del Río");
    assert_string_equal(steps.steps[1].name, "RN1");
    assert_int_equal(steps.steps[1].turn, ROUTE_LEFT);
    route_tree_free(tree);
    tree = route_tree_grow(graph, &hub, ROUTE_STEP_FREE);
    assert_int_equal(route_measure(tree, (struct route_point){0, 19000}, &walk),
        ROUTE_NO_WAY); // behind the stile
    route_tree_free(tree);
    route_close(graph);
    arena_finish(&arena);
}

// Ways are followed a little out of the box, no farther.
static void
test_box(void **state)
{
    static const struct osm_box box = {0, 0, 20000, 20000};
    struct route_graph *graph = graph_of(*state,
        "n 1 0 0\nn 2 0 0.002\nn 3 0 0.004\nn 4 0 0.02\nn 5 0 0.003\nw 1 1,2,3,4,5,1 "
        "highway=path\n",
        &box);
    struct route_summary summary = route_summary(graph);
    assert_int_equal(summary.edges, 2);
    assert_true(summary.length_km > 0.77 && summary.length_km < 0.79);
    route_close(graph);
}

static void
test_same_bytes(void **state)
{
    static const char *const lines = CROSS "w 1 1,6,2,3 highway=residential name=B\n"
                                           "w 2 4,2,5 highway=path name=A\n";
    struct buffer once = {0};
    struct buffer twice = {0};
    struct err err = {0};
    assert_true(graph_build(data_load(*state, lines, NULL), &once, &err));
    assert_true(graph_build(data_load(*state, lines, NULL), &twice, &err));
    assert_int_equal(once.len, twice.len);
    assert_memory_equal(once.data, twice.data, once.len);
    buffer_finish(&once);
    buffer_finish(&twice);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cut_where_ways_meet, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_round_ways, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_barriers, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_lengths_names_and_stiles, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_box, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_same_bytes, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
