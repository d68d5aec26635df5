#include <stdio.h>

#include "town.h"

#include "test.h"

struct told {
    struct route_graph *graph;
    struct route_tree *tree;
    struct arena arena;
    struct route_walk walk;
    struct route_steps steps;
};

struct trip {
    double from[2];
    double to[2];
    struct route_landmarks landmarks;
};

static void
tell(struct told *told, const struct plan *town, const struct trip *trip)
{
    told->graph = town_graph(town);
    struct route_place hub = town_place(told->graph, trip->from[0], trip->from[1]);
    told->tree = route_tree_grow(told->graph, &hub, ROUTE_WALK);
    struct route_point door = town_point(trip->to[0], trip->to[1]);
    assert_int_equal(route_find(told->tree, door, &told->arena, &told->walk), ROUTE_REACHED);
    route_describe(told->graph, &told->walk, door, trip->landmarks, &told->steps);
}

static void
done(struct told *told)
{
    route_tree_free(told->tree);
    route_close(told->graph);
    arena_finish(&told->arena);
    *told = (struct told){0};
}

// One line for all steps: turn, way, name, metres, landmark with side.
static const char *
written(const struct told *told, char *text, size_t size)
{
    static const char *const turns[] = {"out", "straight", "slight-left", "left", "sharp-left",
        "back", "sharp-right", "right", "slight-right", "arrive"};
    static const char *const ways[] = {
        "", " across", " stairs", " up", " down", " bridge", " lift", " ferry"};
    static const char *const sides[] = {"ahead", "left", "right"};
    size_t used = 0;
    text[0] = '\0';
    for (int i = 0; i < told->steps.count; i++) {
        const struct route_step *step = &told->steps.steps[i];
        used += (size_t)snprintf(text + used, size - used, "%s%s%s%s%s", i ? "; " : "",
            turns[step->turn], ways[step->way], *step->name ? " " : "", step->name);
        if (step->turn != ROUTE_ARRIVE) {
            used += (size_t)snprintf(text + used, size - used, " %u", (step->length_cm + 50) / 100);
        }
        if (step->landmark >= 0 || step->turn == ROUTE_ARRIVE) {
            used += (size_t)snprintf(text + used, size - used, " %s", sides[step->side]);
        }
        if (step->landmark >= 0) {
            used += (size_t)snprintf(text + used, size - used, " #%d", step->landmark);
        }
        assert_true(used < size);
    }
    return text;
}

static void
expect(const struct plan *town, struct trip trip, const char *expected)
{
    char text[2000];
    struct told told = {0};
    tell(&told, town, &trip);
    assert_string_equal(written(&told, text, sizeof text), expected);
    uint32_t sum = 0;
    for (int i = 0; i < told.steps.count; i++) {
        const struct route_step *step = &told.steps.steps[i];
        assert_true(step->bearing >= 0 && step->bearing < 360);
        assert_true(step->line_first < told.walk.line_count);
        assert_true(i == 0 || step->line_first >= told.steps.steps[i - 1].line_first);
        sum += step->length_cm;
    }
    assert_int_equal(sum, told.walk.length_cm); // nothing of the way is left out
    done(&told);
}

static void
test_two_streets(void **state)
{
    (void)state;
    static const struct plan town = {
        .nodes = {{0, 0}, {200, 0}, {200, 150}, {300, 0}},
        .node_count = 4,
        .edges = {{0, 1, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
            {1, 2, 2, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
            {1, 3, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0}},
        .edge_count = 3,
        .names = {"Calle Uno", "Calle Dos"},
        .name_count = 2,
    };
    expect(&town, (struct trip){{50, 0}, {190, 100}, {0}},
        "out Calle Uno 150; left Calle Dos 100; arrive left");
    expect(&town, (struct trip){{200, 100}, {50, -10}, {0}},
        "out Calle Dos 100; right Calle Uno 150; arrive left");
    expect(&town, (struct trip){{50, 0}, {250, 0}, {0}}, "out Calle Uno 200; arrive ahead");
    // A fountain at the corner, on the right hand; the bakery opposite the door.
    struct route_point landmarks[] = {
        town_point(400, 0), town_point(205, -15), town_point(210, 100)};
    expect(&town, (struct trip){{50, 0}, {190, 100}, {landmarks, 3}},
        "out Calle Uno 150; left Calle Dos 100 right #1; arrive right #2");
}

// Left and at once right again is straight on: the street that goes on behind a junction.
static void
test_left_right_pair(void **state)
{
    (void)state;
    static const struct plan town = {
        .nodes = {{0, 0}, {200, 0}, {200, 12}, {400, 12}},
        .node_count = 4,
        .edges = {{0, 1, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
            {1, 2, 2, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
            {2, 3, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0}},
        .edge_count = 3,
        .names = {"Calle Uno", "Pasaje"},
        .name_count = 2,
    };
    expect(&town, (struct trip){{50, 0}, {300, 12}, {0}}, "out Calle Uno 262; arrive ahead");
}

static void
test_stairs(void **state)
{
    (void)state;
    static const struct plan town = {
        .nodes = {{0, 0}, {100, 0}, {100, 15}, {100, 100}},
        .node_count = 4,
        .edges = {{0, 1, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
            {1, 2, 0, ROUTE_STEPS, ROUTE_NOT_STEP_FREE | ROUTE_UP, 0, {{0}}, 0},
            {2, 3, 2, ROUTE_FOOTWAY, 0, 0, {{0}}, 0}},
        .edge_count = 3,
        .names = {"Calle Uno", "Paseo Alto"},
        .name_count = 2,
    };
    expect(&town, (struct trip){{0, 0}, {100, 80}, {0}},
        "out Calle Uno 100; left up 15; straight Paseo Alto 65; arrive ahead");
    expect(&town, (struct trip){{100, 80}, {0, 0}, {0}},
        "out Paseo Alto 65; straight down 15; right Calle Uno 100; arrive ahead");
}

// A pavement with crossings: the main street is told, the lane is not.
static void
test_crossings(void **state)
{
    (void)state;
    static const struct plan town = {
        .nodes = {{0, 0}, {100, 0}, {105, 0}, {110, 0}, {200, 0}, {204, 0}, {208, 0}, {300, 0},
            {105, 50}, {204, 50}},
        .node_count = 10,
        .edges = {{0, 1, 0, ROUTE_FOOTWAY, 0, 0, {{0}}, 0},
            {1, 2, 0, ROUTE_CROSSING, 0, 0, {{0}}, 0}, {2, 3, 0, ROUTE_CROSSING, 0, 0, {{0}}, 0},
            {3, 4, 0, ROUTE_FOOTWAY, 0, 0, {{0}}, 0}, {4, 5, 0, ROUTE_CROSSING, 0, 0, {{0}}, 0},
            {5, 6, 0, ROUTE_CROSSING, 0, 0, {{0}}, 0}, {6, 7, 0, ROUTE_FOOTWAY, 0, 0, {{0}}, 0},
            {2, 8, 1, ROUTE_PRIMARY, 0, 0, {{0}}, 0}, {5, 9, 2, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0}},
        .edge_count = 9,
        .names = {"Avenida Central", "Callejón"},
        .name_count = 2,
    };
    expect(&town, (struct trip){{0, 0}, {300, 0}, {0}},
        "out 100; straight across Avenida Central 10; straight 190; arrive ahead");
}

// Fifteen streets in 600 m, each with another name: at most what one remembers, and nothing is lost.
static void
test_few_steps(void **state)
{
    (void)state;
    static struct plan town = {.node_count = 1, .names = {"A", "B", "C"}, .name_count = 3};
    for (int i = 0; i < 15; i++) {
        bool east = i % 2 == 0;
        town.nodes[i + 1][0] = town.nodes[i][0] + (east ? 40 : 0);
        town.nodes[i + 1][1] = town.nodes[i][1] + (east ? 0 : 40);
        town.edges[i] = (struct town_edge){
            .from = i, .to = i + 1, .name = 1 + i % 3, .kind = ROUTE_RESIDENTIAL};
        town.node_count++;
        town.edge_count++;
    }
    struct told told = {0};
    tell(&told, &town, &(struct trip){{0, 0}, {320, 280}, {0}});
    assert_int_equal(told.walk.length_cm / 100, 600);
    assert_true(told.steps.count <= 4 + 1); // 0.6 km of six per km, and the arrival
    assert_false(told.steps.full);
    done(&told);
}

// More stairs than there is room for: the list is cut, says so, and still arrives.
static void
test_full(void **state)
{
    (void)state;
    static struct plan town = {.node_count = 1};
    for (int i = 0; i < TOWN_NODES_MAX - 1; i++) {
        town.nodes[i + 1][0] = town.nodes[i][0] + 10;
        town.edges[i] = (struct town_edge){
            .from = i, .to = i + 1, .kind = i % 2 ? ROUTE_STEPS : ROUTE_ELEVATOR};
        town.node_count++;
        town.edge_count++;
    }
    struct told told = {0};
    tell(&told, &town, &(struct trip){{0, 0}, {10 * (TOWN_NODES_MAX - 1), 0}, {0}});
    assert_true(told.steps.full);
    assert_int_equal(told.steps.count, ROUTE_STEPS_MAX);
    assert_int_equal(told.steps.steps[ROUTE_STEPS_MAX - 1].turn, ROUTE_ARRIVE);
    done(&told);
}

static void
test_bridge_and_ferry(void **state)
{
    (void)state;
    static const struct plan town = {
        .nodes = {{0, 0}, {100, 0}, {160, 0}, {260, 0}, {260, 500}},
        .node_count = 5,
        .edges = {{0, 1, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
            {1, 2, 2, ROUTE_RESIDENTIAL, ROUTE_BRIDGE, 0, {{0}}, 0},
            {2, 3, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0}, {3, 4, 0, ROUTE_FERRY, 0, 0, {{0}}, 0}},
        .edge_count = 4,
        .names = {"Calle Uno", "Puente Viejo"},
        .name_count = 2,
    };
    expect(&town, (struct trip){{0, 0}, {260, 490}, {0}},
        "out Calle Uno 100; straight bridge Puente Viejo 60; straight Calle Uno 100;"
        " left ferry 490; arrive ahead");
}

static void
test_no_walk(void **state)
{
    (void)state;
    static const struct plan town = {
        .nodes = {{0, 0}, {100, 0}},
        .node_count = 2,
        .edges = {{0, 1, 0, ROUTE_PATH, 0, 0, {{0}}, 0}},
        .edge_count = 1,
    };
    struct told told = {.graph = town_graph(&town)};
    told.walk.reach = ROUTE_ISLAND;
    route_describe(
        told.graph, &told.walk, town_point(0, 0), (struct route_landmarks){0}, &told.steps);
    assert_int_equal(told.steps.count, 0);
    done(&told);
    // At the hub's own door there is nothing but to arrive.
    tell(&told, &town, &(struct trip){{50, 0}, {50, 3}, {0}});
    assert_int_equal(told.steps.count, 1);
    assert_int_equal(told.steps.steps[0].turn, ROUTE_ARRIVE);
    done(&told);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_streets),
        cmocka_unit_test(test_left_right_pair),
        cmocka_unit_test(test_stairs),
        cmocka_unit_test(test_crossings),
        cmocka_unit_test(test_few_steps),
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_bridge_and_ferry),
        cmocka_unit_test(test_no_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
