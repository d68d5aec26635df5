#include "coast.h"

#include <math.h>
#include <string.h>

#include "data.h"

#include "test.h"

// The map is 0..1000 in both directions, in units of 1e-7 degree times 100.
static const struct osm_box box = {0, 0, 100000, 100000};

// Part of the box that is sea, in per cent.
static double
sea_share(struct data *data, const char *lines, struct area *sea)
{
    struct err err = {0};
    struct extract *extract = data_load(data, lines, &box);
    if (!coast_sea(extract, sea, &err)) {
        fail_msg("%s", err.text);
    }
    double twice = 0;
    for (uint32_t i = 0; i < sea->ring_count; i++) {
        twice += area_of_ring(extract, sea->nodes + sea->rings[i].first, sea->rings[i].count);
    }
    return twice / 2 / 1e10 * 100;
}

static void
expect(struct data *data, const char *lines, double per_cent, uint32_t rings)
{
    struct area sea = {0};
    double share = sea_share(data, lines, &sea);
    if (fabs(share - per_cent) > 0.01 || sea.ring_count != rings) {
        fail_msg("%.3f %% in %u rings, not %.3f %% in %u", share, sea.ring_count, per_cent, rings);
    }
    area_finish(&sea);
}

static void
test_no_coastline(void **state)
{
    expect(*state, "n 1 0.001 0.001\nn 2 0.002 0.002\nw 1 1,2 highway=path\n", 0, 0);
}

// From south to north at a quarter: land on the left, so the east is sea.
static void
test_straight_coast(void **state)
{
    expect(*state, "n 1 -0.001 0.0025\nn 2 0.011 0.0025\nw 1 1,2 natural=coastline\n", 75, 1);
    expect(*state, "n 1 -0.001 0.0025\nn 2 0.011 0.0025\nw 1 2,1 natural=coastline\n", 25, 1);
    expect(*state, "n 1 0.0025 -0.001\nn 2 0.0025 0.011\nw 1 1,2 natural=coastline\n", 25, 1);
    expect(*state, "n 1 0.0025 -0.001\nn 2 0.0025 0.011\nw 1 2,1 natural=coastline\n", 75, 1);
}

// In several ways, out of order.
static void
test_joined_ways(void **state)
{
    expect(*state,
        "n 1 -0.001 0.0025\nn 2 0.003 0.0025\nn 3 0.006 0.0025\nn 4 0.011 0.0025\n"
        "w 1 3,4 natural=coastline\nw 2 1,2 natural=coastline\nw 3 2,3 natural=coastline\n",
        75, 1);
}

// Comes in from the west, goes out there again: a bay, or a cape.
static void
test_bay_and_cape(void **state)
{
    static const char *const nodes =
        "n 1 0.008 -0.001\nn 2 0.008 0.006\nn 3 0.002 0.006\nn 4 0.002 -0.001\n";
    char lines[300];
    snprintf(lines, sizeof lines, "%sw 1 1,2,3,4 natural=coastline\n", nodes);
    expect(*state, lines, 36, 1);
    snprintf(lines, sizeof lines, "%sw 1 4,3,2,1 natural=coastline\n", nodes);
    expect(*state, lines, 64, 1);
}

static void
test_strait(void **state)
{
    expect(*state,
        "n 1 -0.001 0.004\nn 2 0.011 0.004\nn 3 0.011 0.006\nn 4 -0.001 0.006\n"
        "w 1 1,2 natural=coastline\nw 2 3,4 natural=coastline\n",
        20, 1);
    // The other way round: a spit of land between two seas.
    expect(*state,
        "n 1 -0.001 0.004\nn 2 0.011 0.004\nn 3 0.011 0.006\nn 4 -0.001 0.006\n"
        "w 1 2,1 natural=coastline\nw 2 4,3 natural=coastline\n",
        80, 2);
}

static const char *const square =
    "n 11 0.004 0.004\nn 12 0.004 0.006\nn 13 0.006 0.006\nn 14 0.006 0.004\n";

static void
test_island_in_the_sea(void **state)
{
    char lines[500];
    snprintf(lines, sizeof lines, "%sw 5 11,12,13,14,11 natural=coastline\n", square);
    expect(*state, lines, 96, 2);
    snprintf(lines, sizeof lines,
        "%sn 1 -0.001 0.0025\nn 2 0.011 0.0025\nw 1 1,2 natural=coastline\n"
        "w 5 11,12,13,14,11 natural=coastline\n",
        square);
    expect(*state, lines, 71, 2);
}

static void
test_lagoon(void **state)
{
    char lines[300];
    snprintf(lines, sizeof lines, "%sw 5 11,14,13,12,11 natural=coastline\n", square);
    expect(*state, lines, 4, 1);
}

// Half of it lies outside.
static void
test_island_at_the_edge(void **state)
{
    static const char *const lines = "n 1 0.004 -0.002\nn 2 0.004 0.002\nn 3 0.006 0.002\n"
                                     "n 4 0.006 -0.002\nw 1 1,2,3,4,1 natural=coastline\n";
    expect(*state, lines, 96, 1);
}

static void
test_corner(void **state)
{
    // Cuts off the north-east corner; the sea is the corner, then all but the corner.
    static const char *const nodes = "n 1 0.011 0.004\nn 2 0.004 0.011\n";
    char lines[200];
    snprintf(lines, sizeof lines, "%sw 1 2,1 natural=coastline\n", nodes);
    expect(*state, lines, 12.5, 1);
    snprintf(lines, sizeof lines, "%sw 1 1,2 natural=coastline\n", nodes);
    expect(*state, lines, 87.5, 1);
}

static void
test_coast_that_ends_inside(void **state)
{
    struct data *data = *state;
    struct area sea = {0};
    struct err err = {0};
    struct extract *extract =
        data_load(data, "n 1 -0.001 0.0025\nn 2 0.005 0.0025\nw 1 1,2 natural=coastline\n", &box);
    assert_false(coast_sea(extract, &sea, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_non_null(strstr(err.text, "0.00500,0.00250"));
    area_finish(&sea);
}

// A coastline that only passes by leaves the box dry; nobody can know better.
static void
test_coast_outside(void **state)
{
    expect(*state, "n 1 -0.001 0.02\nn 2 0.011 0.02\nn 3 0 0\nw 1 1,2 natural=coastline\n", 0, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_no_coastline, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_straight_coast, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_joined_ways, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_bay_and_cape, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_strait, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_island_in_the_sea, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_lagoon, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_island_at_the_edge, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_corner, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_coast_that_ends_inside, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_coast_outside, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
