#include "grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"

#include "test.h"

static void
test_places(void **state)
{
    (void)state;
    int32_t x = 0;
    int32_t y = 0;
    enum { WORLD = GRID_EXTENT << GRID_ZOOM };
    grid_place(0, 0, &x, &y);
    assert_int_equal(x, WORLD / 2);
    assert_int_equal(y, WORLD / 2);
    grid_place(900000000, -1800000000, &x, &y); // beyond the square world's edge
    assert_int_equal(x, 0);
    assert_true(y == 0 || y == -1);
    // Vaduz's tile of zoom 14, by asinh(tan()): 8625, 5753.
    grid_place(471410000, 95209000, &x, &y);
    assert_int_equal(x / GRID_EXTENT, 8625);
    assert_int_equal(y / GRID_EXTENT, 5753);
}

static void
test_coarser(void **state)
{
    (void)state;
    assert_int_equal(grid_coarser(1000, 14), 1000);
    assert_int_equal(grid_coarser(1000, 12), 250);
    assert_int_equal(grid_coarser(1002, 12), 251); // rounded
    assert_int_equal(grid_coarser(-1000, 12), -250);
}

// Places straight into the grid.
static void
begin(struct grid *grid, const int32_t (*points)[2], uint32_t count)
{
    grid->x = calloc(count, sizeof *grid->x);
    grid->y = calloc(count, sizeof *grid->y);
    grid->worth = calloc(count, sizeof *grid->worth);
    assert_true(grid->x && grid->y && grid->worth);
    for (uint32_t i = 0; i < count; i++) {
        grid->x[i] = points[i][0];
        grid->y[i] = points[i][1];
        grid->worth[i] = INFINITY;
    }
}

static void
test_line(void **state)
{
    (void)state;
    static const int32_t points[][2] = {{0, 0}, {100, 3}, {200, 50}, {300, 1}, {400, 0}};
    static const uint32_t nodes[] = {0, 1, 2, 3, 4};
    struct grid_line line = {nodes, 5, false};
    struct grid grid = {0};
    begin(&grid, points, 5);
    grid_weigh(&grid, 5, &line, 1);
    assert_true(isinf(grid.worth[0]) && isinf(grid.worth[4]));
    assert_true(fabsf(grid.worth[2] - 50) < 0.01F);
    assert_true(grid.worth[1] < 30 && grid.worth[3] < 30 && grid.worth[1] > 20);
    grid_finish(&grid);
}

// Two fields with a hedge between them, drawn in opposite directions, and one that meets both: the hedge loses
// the same nodes on both sides, and where lines part nothing is lost.
static void
test_shared_border(void **state)
{
    (void)state;
    static const int32_t points[][2] = {{0, 0}, {100, 0}, {104, 20}, {97, 40}, {103, 60}, {99, 80},
        {100, 100}, {0, 100}, {200, 100}, {200, 0}};
    static const uint32_t left[] = {0, 1, 2, 3, 4, 5, 6, 7};
    static const uint32_t right[] = {6, 5, 4, 3, 2, 1, 9, 8};
    struct grid_line both[] = {{left, 8, true}, {right, 8, true}};
    struct grid grid = {0};
    begin(&grid, points, 10);
    grid_weigh(&grid, 10, both, 2);
    assert_true(isinf(grid.worth[1]) && isinf(grid.worth[6]));
    float once[10];
    memcpy(once, grid.worth, sizeof once);
    for (int i = 2; i <= 5; i++) {
        assert_true(once[i] < 10);
    }
    // Whoever comes first, and wherever a ring begins.
    static const uint32_t turned[] = {3, 2, 1, 9, 8, 6, 5, 4};
    struct grid_line other[] = {{turned, 8, true}, {left, 8, true}};
    for (int i = 0; i < 10; i++) {
        grid.worth[i] = INFINITY;
    }
    grid_weigh(&grid, 10, other, 2);
    assert_memory_equal(once, grid.worth, sizeof once);
    grid_finish(&grid);
}

static void
test_lone_ring(void **state)
{
    (void)state;
    static const int32_t points[][2] = {{0, 0}, {50, 1}, {100, 0}, {100, 100}, {0, 100}};
    static const uint32_t ring[] = {0, 1, 2, 3, 4};
    static const uint32_t turned[] = {3, 2, 1, 0, 4};
    float once[5];
    struct grid_line line = {ring, 5, true};
    struct grid grid = {0};
    begin(&grid, points, 5);
    grid_weigh(&grid, 5, &line, 1);
    memcpy(once, grid.worth, sizeof once);
    assert_true(once[1] < 2 && once[2] > 40 && once[3] > 40 && once[4] > 40);
    line.nodes = turned;
    for (int i = 0; i < 5; i++) {
        grid.worth[i] = INFINITY;
    }
    grid_weigh(&grid, 5, &line, 1);
    assert_memory_equal(once, grid.worth, sizeof once);
    grid_finish(&grid);
}

static void
test_begin(void **state)
{
    struct extract *extract = data_load(*state, "n 1 0 0\nn 2 0 90\n", NULL);
    struct grid grid = {0};
    grid_begin(extract, &grid);
    assert_int_equal(grid.x[1] - grid.x[0], (GRID_EXTENT << GRID_ZOOM) / 4);
    assert_true(isinf(grid.worth[0]));
    grid_finish(&grid);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_coarser),
        cmocka_unit_test(test_line),
        cmocka_unit_test(test_shared_border),
        cmocka_unit_test(test_lone_ring),
        cmocka_unit_test_setup_teardown(test_begin, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
