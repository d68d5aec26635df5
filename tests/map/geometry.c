#include "map/map.h"

#include "build.h"

#include "test.h"

enum { MOVE = 1, LINE = 2, CLOSE = 7 };
#define COMMAND(what, count) ((uint32_t)(count) << 3 | (what))
#define DELTA(n)             ((uint32_t)((n) < 0 ? -2 * (n) - 1 : 2 * (n)))

struct shape {
    uint32_t version;
    uint32_t type;
    const uint32_t *commands;
    size_t count;
};

// The only feature of a tile with that geometry; NULL when it is refused.
static const struct map_feature *
decode(struct arena *arena, const struct shape *shape, struct map_tile *tile, struct err *err)
{
    struct build layer = {.len = 0};
    struct build bytes = {.len = 0};
    build_number(&layer, 15, shape->version);
    build_text(&layer, 1, "l");
    build_feature(&layer,
        &(struct build_feature){
            .type = shape->type, .commands = shape->commands, .command_count = shape->count});
    build_tile(&bytes, &layer);
    return map_decode(bytes.data, bytes.len, arena, tile, err) ? tile->layers[0].features : NULL;
}

#define SHAPE(version, type, commands)                                                             \
    (&(struct shape){(version), (type), (commands), sizeof(commands) / sizeof *(commands)})

static void
test_points(void **state)
{
    (void)state;
    static const uint32_t commands[] = {COMMAND(MOVE, 2), DELTA(5), DELTA(7), DELTA(-2), DELTA(-5)};
    struct arena arena = {0};
    struct map_tile tile;
    struct err err = {0};
    const struct map_feature *f = decode(&arena, SHAPE(2, MAP_POINT, commands), &tile, &err);
    assert_non_null(f);
    assert_int_equal(f->part_count, 1);
    assert_int_equal(f->point_count, 2);
    assert_int_equal(f->points[0].x, 5);
    assert_int_equal(f->points[1].x, 3);
    assert_int_equal(f->points[1].y, 2);
    arena_finish(&arena);
}

static void
test_two_lines(void **state)
{
    (void)state;
    static const uint32_t commands[] = {COMMAND(MOVE, 1), DELTA(2), DELTA(2), COMMAND(LINE, 2),
        DELTA(0), DELTA(8), DELTA(8), DELTA(0), COMMAND(MOVE, 1), DELTA(-9), DELTA(-9),
        COMMAND(LINE, 1), DELTA(2), DELTA(4)};
    struct arena arena = {0};
    struct map_tile tile;
    struct err err = {0};
    const struct map_feature *f = decode(&arena, SHAPE(2, MAP_LINE, commands), &tile, &err);
    assert_non_null(f);
    assert_int_equal(f->part_count, 2);
    assert_int_equal(f->parts[0].count, 3);
    assert_int_equal(f->parts[1].first, 3);
    assert_int_equal(f->parts[1].count, 2);
    assert_int_equal(f->points[4].x, 3);
    assert_int_equal(f->points[4].y, 5);
    arena_finish(&arena);
}

// The specification's own example: an outer ring, then another with a hole (4.3.5.6).
static void
test_rings_and_holes(void **state)
{
    (void)state;
    static const uint32_t commands[] = {9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0,
        0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15};
    struct arena arena = {0};
    struct map_tile tile;
    struct err err = {0};
    const struct map_feature *f = decode(&arena, SHAPE(2, MAP_AREA, commands), &tile, &err);
    assert_non_null(f);
    assert_int_equal(f->part_count, 3);
    assert_false(f->parts[0].hole);
    assert_false(f->parts[1].hole);
    assert_true(f->parts[2].hole);
    assert_int_equal(f->parts[2].count, 4);
    assert_int_equal(f->points[8].x, 13);
    assert_int_equal(f->points[8].y, 13);
    arena_finish(&arena);
}

// Version 1 let lines be closed.
static void
test_closed_line_of_version_1(void **state)
{
    (void)state;
    static const uint32_t commands[] = {9, 4, 4, 18, 0, 16, 16, 0, 7 | 1 << 3};
    struct arena arena = {0};
    struct map_tile tile;
    struct err err = {0};
    assert_non_null(decode(&arena, SHAPE(1, MAP_LINE, commands), &tile, &err));
    assert_null(decode(&arena, SHAPE(2, MAP_LINE, commands), &tile, &err));
    arena_finish(&arena);
}

static void
test_damage(void **state)
{
    (void)state;
    static const struct {
        uint32_t type;
        uint32_t commands[9];
        size_t count;
    } damaged[] = {
        {MAP_POINT, {COMMAND(MOVE, 0)}, 1},
        {MAP_POINT, {COMMAND(MOVE, 1), 0}, 2},             // half a point
        {MAP_POINT, {COMMAND(MOVE, 0x1fffffff), 2, 2}, 3}, // half a billion points
        {MAP_POINT, {COMMAND(MOVE, 1), 0, 0, COMMAND(LINE, 1), 2, 2}, 6},
        {MAP_LINE, {COMMAND(MOVE, 2), 0, 0, 2, 2}, 5},
        {MAP_LINE, {COMMAND(LINE, 1), 2, 2}, 3}, // without a beginning
        {MAP_LINE, {COMMAND(MOVE, 1), 0, 0, COMMAND(LINE, 0)}, 4},
        {MAP_LINE, {COMMAND(MOVE, 1), 0, 0, COMMAND(LINE, 0x1fffffff), 2, 2}, 6},
        {MAP_LINE, {COMMAND(MOVE, 1), 0, 0, 3, 2, 2}, 6}, // no such command
        {MAP_AREA, {COMMAND(CLOSE, 1)}, 1},
        {MAP_AREA, {COMMAND(MOVE, 1), 0, 0, COMMAND(LINE, 1), 2, 2, COMMAND(CLOSE, 2)}, 7},
        {MAP_AREA,
            {COMMAND(MOVE, 1), 0, 0, COMMAND(LINE, 1), 2, 2, COMMAND(CLOSE, 1), COMMAND(CLOSE, 1)},
            8},
        {MAP_AREA, {COMMAND(MOVE, 1), 0x80}, 2},
    };
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        struct arena arena = {0};
        struct map_tile tile;
        struct err err = {0};
        struct shape shape = {2, damaged[i].type, damaged[i].commands, damaged[i].count};
        if (decode(&arena, &shape, &tile, &err)) {
            fail_msg("case %zu is accepted", i);
        }
        assert_int_equal(err.kind, ERR_FORMAT);
        assert_int_equal(tile.layer_count, 0);
        arena_finish(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_two_lines),
        cmocka_unit_test(test_rings_and_holes),
        cmocka_unit_test(test_closed_line_of_version_1),
        cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
