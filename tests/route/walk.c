#include "town.h"

#include "test.h"

// A block of four streets, stairs as a short cut through it, an alley joined by nothing.
//
//   3 ---- 2      y = 100
//   |   /  |
//   0 ---- 1      y = 0
static const struct plan block = {
    .nodes = {{0, 0}, {100, 0}, {100, 100}, {0, 100}, {500, 0}, {600, 0}, {100, 200}},
    .node_count = 7,
    .edges = {{0, 1, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {2, 1, 2, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0}, {2, 3, 3, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {0, 3, 4, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {0, 2, 0, ROUTE_FOOTWAY, ROUTE_NOT_STEP_FREE, 0, {{40, 50}}, 1},
        {4, 5, 0, ROUTE_FOOTWAY, 0, 0, {{0}}, 0},
        {2, 6, 0, ROUTE_STEPS, ROUTE_NOT_STEP_FREE | ROUTE_UP, 0, {{0}}, 0}},
    .edge_count = 7,
    .names = {"Sur", "Este", "Norte", "Oeste"},
    .name_count = 4,
};

struct walked {
    struct route_graph *graph;
    struct route_tree *tree;
    struct arena arena;
    struct route_walk walk;
};

static enum route_reach
go_in(const struct plan *town, struct walked *walked, enum route_mode mode, const double from[2],
    const double to[2])
{
    struct route_walk measured;
    walked->graph = town_graph(town);
    struct route_place hub = town_place(walked->graph, from[0], from[1]);
    walked->tree = route_tree_grow(walked->graph, &hub, mode);
    struct route_point door = town_point(to[0], to[1]);
    enum route_reach reach = route_find(walked->tree, door, &walked->arena, &walked->walk);
    // What is measured is what is found.
    assert_int_equal(route_measure(walked->tree, door, &measured), reach);
    assert_int_equal(measured.length_cm, walked->walk.length_cm);
    assert_int_equal(measured.seconds, walked->walk.seconds);
    assert_int_equal(measured.minutes, walked->walk.minutes);
    assert_int_equal(measured.stairs, walked->walk.stairs);
    assert_null(measured.line);
    return reach;
}

static enum route_reach
go(struct walked *walked, enum route_mode mode, const double from[2], const double to[2])
{
    return go_in(&block, walked, mode, from, to);
}

static void
done(struct walked *walked)
{
    route_tree_free(walked->tree);
    route_close(walked->graph);
    arena_finish(&walked->arena);
    *walked = (struct walked){0};
}

static bool
around(uint32_t value, double expected)
{
    return fabs(value - expected) <= 3;
}

static void
assert_line_is_whole(const struct route_walk *walk)
{
    double length = 0;
    for (uint32_t i = 0; i + 1 < walk->line_count; i++) {
        length += route_distance(walk->line[i], walk->line[i + 1]);
    }
    assert_true(around(walk->length_cm, length));
    uint32_t legs = 0;
    for (uint32_t i = 0; i < walk->leg_count; i++) {
        legs += walk->legs[i].length_cm;
    }
    assert_int_equal(legs, walk->length_cm);
}

static void
test_through_the_block(void **state)
{
    (void)state;
    struct walked walked = {0};
    assert_int_equal(
        go(&walked, ROUTE_SHORTEST, (double[]){20, 0}, (double[]){80, 100}), ROUTE_REACHED);
    assert_true(around(walked.walk.length_cm, 2000 + 6403.1 + 7810.2 + 2000));
    assert_int_equal(walked.walk.leg_count, 3);
    assert_int_equal(walked.walk.line_count, 5);
    assert_true(walked.walk.legs[0].reverse);
    assert_false(walked.walk.legs[2].reverse);
    assert_line_is_whole(&walked.walk);
    done(&walked);
}

static void
test_step_free_goes_around(void **state)
{
    (void)state;
    struct walked walked = {0};
    assert_int_equal(
        go(&walked, ROUTE_STEP_FREE, (double[]){80, 0}, (double[]){90, 100}), ROUTE_REACHED);
    assert_true(around(walked.walk.length_cm, 2000 + 10000 + 1000));
    assert_true(walked.walk.legs[1].reverse); // drawn from north to south
    assert_false(walked.walk.stairs);
    assert_line_is_whole(&walked.walk);
    done(&walked);
}

static void
test_stairs_only(void **state)
{
    (void)state;
    struct walked walked = {0};
    assert_int_equal(
        go(&walked, ROUTE_STEP_FREE, (double[]){80, 0}, (double[]){100, 190}), ROUTE_NO_WAY);
    done(&walked);
    assert_int_equal(
        go(&walked, ROUTE_WALK, (double[]){80, 0}, (double[]){100, 190}), ROUTE_REACHED);
    assert_true(around(walked.walk.length_cm, 2000 + 10000 + 9000));
    // Stairs take twice the time: (120 + 2 * 90) m at 1.25 m/s.
    assert_int_equal(walked.walk.seconds, 240);
    assert_int_equal(walked.walk.minutes, 4);
    assert_true(walked.walk.stairs);
    done(&walked);
}

static void
test_island_and_off_map(void **state)
{
    (void)state;
    struct walked walked = {0};
    assert_int_equal(go(&walked, ROUTE_WALK, (double[]){80, 0}, (double[]){550, 0}), ROUTE_ISLAND);
    done(&walked);
    assert_int_equal(
        go(&walked, ROUTE_WALK, (double[]){80, 0}, (double[]){3000, 0}), ROUTE_OFF_MAP);
    assert_int_equal(walked.walk.length_cm, 0);
    done(&walked);
    // From the alley to itself one gets.
    assert_int_equal(
        go(&walked, ROUTE_WALK, (double[]){510, 0}, (double[]){590, 5}), ROUTE_REACHED);
    assert_true(around(walked.walk.length_cm, 8000));
    done(&walked);
}

static void
test_along_one_street(void **state)
{
    (void)state;
    struct walked walked = {0};
    assert_int_equal(go(&walked, ROUTE_WALK, (double[]){80, 0}, (double[]){30, 4}), ROUTE_REACHED);
    assert_true(around(walked.walk.length_cm, 5000));
    assert_int_equal(walked.walk.leg_count, 1);
    assert_true(walked.walk.legs[0].reverse);
    assert_int_equal(walked.walk.line_count, 2);
    assert_true(around(walked.walk.door.away_cm, 400));
    assert_int_equal(walked.walk.seconds, 43); // (50 + 4) m
    assert_line_is_whole(&walked.walk);
    done(&walked);
}

static void
test_to_itself(void **state)
{
    (void)state;
    struct walked walked = {0};
    assert_int_equal(go(&walked, ROUTE_WALK, (double[]){80, 0}, (double[]){80, 0}), ROUTE_REACHED);
    assert_int_equal(walked.walk.length_cm, 0);
    assert_int_equal(walked.walk.leg_count, 0);
    assert_int_equal(walked.walk.line_count, 1);
    assert_int_equal(walked.walk.minutes, 1);
    done(&walked);
}

// A cycleway 10 m north of a street, joined to it only at its far end; another street north of both, joined
// there too.
//
//   3 =======   y = 20, street
//           |
//   2 ----- 4   y = 10, cycleway
//           |
//   0 ===== 1   y = 0, street
static const struct plan beside = {
    .nodes = {{0, 0}, {1000, 0}, {0, 10}, {0, 20}, {1000, 10}},
    .node_count = 5,
    .edges = {{0, 1, 0, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {2, 4, 0, ROUTE_CYCLEWAY, 0, 0, {{0}}, 0}, {1, 4, 0, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {3, 4, 0, ROUTE_RESIDENTIAL, 0, 0, {{999, 20}}, 1}},
    .edge_count = 4,
};

static void
test_street_beside_a_cycleway(void **state)
{
    (void)state;
    static const double hub[] = {100, 0};
    struct walked walked = {0};
    // On the cycleway, 8 m from the street: along the street, instead of 1.7 km to the end and back.
    go_in(&beside, &walked, ROUTE_WALK, hub, (double[]){200, 8});
    assert_int_equal(walked.walk.reach, ROUTE_REACHED);
    assert_true(around(walked.walk.length_cm, 10000));
    assert_true(around(walked.walk.door.away_cm, 800));
    assert_line_is_whole(&walked.walk);
    done(&walked);
    // Near the end, where the cycleway costs little more, the door is where it is.
    go_in(&beside, &walked, ROUTE_WALK, hub, (double[]){950, 9});
    assert_true(around(walked.walk.length_cm, 90000 + 1000 + 5000));
    done(&walked);
    // A door on the other street stays there, though the first is 12 m off and much nearer to walk.
    go_in(&beside, &walked, ROUTE_WALK, hub, (double[]){200, 21});
    assert_true(walked.walk.length_cm > 160000);
    done(&walked);
}

// Every pair of places: the walk there is as long as the walk back, and never shorter than the air line.
static void
test_there_and_back(void **state)
{
    (void)state;
    static const double places[][2] = {
        {10, 0}, {60, 0}, {100, 30}, {50, 100}, {0, 70}, {20, 25}, {100, 180}, {0, 0}, {100, 100}};
    enum { COUNT = sizeof places / sizeof *places };
    for (int a = 0; a < COUNT; a++) {
        for (int b = 0; b < COUNT; b++) {
            struct walked there = {0};
            struct walked back = {0};
            assert_int_equal(go(&there, ROUTE_SHORTEST, places[a], places[b]), ROUTE_REACHED);
            assert_int_equal(go(&back, ROUTE_SHORTEST, places[b], places[a]), ROUTE_REACHED);
            assert_true(around(there.walk.length_cm, back.walk.length_cm));
            double air = route_distance(
                town_point(places[a][0], places[a][1]), town_point(places[b][0], places[b][1]));
            assert_true(there.walk.length_cm + there.walk.door.away_cm + 300.0 > air);
            assert_line_is_whole(&there.walk);
            done(&there);
            done(&back);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_through_the_block),
        cmocka_unit_test(test_step_free_goes_around),
        cmocka_unit_test(test_stairs_only),
        cmocka_unit_test(test_island_and_off_map),
        cmocka_unit_test(test_along_one_street),
        cmocka_unit_test(test_to_itself),
        cmocka_unit_test(test_street_beside_a_cycleway),
        cmocka_unit_test(test_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
