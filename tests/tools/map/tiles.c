#include "tiles.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "map/map.h"

#include "test.h"

// Two tiles of zoom 14 beside each other at the equator: a tile is 0.02197 degrees wide. The corner of the
// world's middle is their common lower left: tiles 8192/8191 and 8193/8191.
static const struct osm_box box = {0, 10000, 400000, 200000};

struct made {
    struct db *db;
    struct features features;
    struct grid grid;
    uint32_t written;
};

static struct geometry
line_of(struct made *made, const uint32_t *nodes, uint32_t count)
{
    return features_line(&made->features, nodes, count);
}

static void
weigh(struct made *made, const struct extract *extract)
{
    struct grid_line lines[20];
    uint32_t count = 0;
    grid_begin(extract, &made->grid);
    for (uint32_t i = 0; i < made->features.count; i++) {
        const struct feature *feature = &made->features.at[i];
        for (uint32_t p = 0; p < feature->part_count && feature->shape != SHAPE_POINT; p++) {
            const struct part *part = &made->features.parts[feature->part_first + p];
            lines[count++] = (struct grid_line){made->features.nodes + part->node_first,
                part->node_count, feature->shape == SHAPE_AREA};
        }
    }
    grid_weigh(&made->grid, extract->node_count, lines, count);
}

static void
make(struct made *made, const struct extract *extract)
{
    struct err err = {0};
    struct tiles_job job = {.box = &extract->box, .features = &made->features, .grid = &made->grid};
    weigh(made, extract);
    features_sort(&made->features);
    assert_true(db_open("", DB_MEMORY, &made->db, &err));
    assert_true(db_exec(made->db, "CREATE TABLE tiles(z, x, y, data)", &err));
    if (!tiles_write(&job, made->db, &err)) {
        fail_msg("%s", err.text);
    }
    made->written = job.written;
}

static void
finish(struct made *made)
{
    db_close(made->db);
    features_finish(&made->features);
    grid_finish(&made->grid);
}

// The layer of the tile at zoom z, column x and row y from the north; NULL if there is none.
static const struct map_layer *
layer_at(struct made *made, struct map_at at, struct arena *arena, const char *name)
{
    struct db_query *query = NULL;
    struct err err = {0};
    struct map_bytes bytes = {0};
    const struct map_layer *layer = NULL;
    assert_true(db_prepare(
        made->db, "SELECT data FROM tiles WHERE z = ?1 AND x = ?2 AND y = ?3", &query, &err));
    db_bind_int(query, 1, at.z);
    db_bind_int(query, 2, at.x);
    db_bind_int(query, 3, (1 << at.z) - 1 - (int)at.y);
    if (db_step(query)) {
        size_t len = 0;
        struct map_tile *tile = arena_new(arena, struct map_tile);
        const void *data = db_blob(query, 0, &len);
        assert_true(map_inflate(data, len, MAP_TILE_MAX, &bytes, &err));
        assert_true(map_decode(bytes.data, bytes.len, arena, tile, &err));
        assert_int_equal(tile->mended, 0);
        layer = map_layer_of(tile, name);
    }
    free(bytes.data);
    db_finish(query);
    return layer;
}

static const struct map_at left = {14, 8192, 8191};
static const struct map_at right = {14, 8193, 8191};

static void
test_line_over_two_tiles(void **state)
{
    struct extract *extract = data_load(*state, "n 1 0.01 0.01\nn 2 0.01 0.03\n", &box);
    struct made made = {0};
    struct arena arena = {0};
    const uint32_t nodes[] = {0, 1};
    features_add(&made.features, LAYER_STREETS, line_of(&made, nodes, 2), 12, 0);
    features_text(&made.features, "kind", "path");
    make(&made, extract);
    const struct map_layer *a = layer_at(&made, left, &arena, "streets");
    const struct map_layer *b = layer_at(&made, right, &arena, "streets");
    assert_non_null(a);
    assert_non_null(b);
    assert_int_equal(a->features[0].points[1].x, GRID_EXTENT + TILES_BUFFER);
    assert_int_equal(b->features[0].points[0].x, -TILES_BUFFER);
    assert_int_equal(a->features[0].points[0].y, b->features[0].points[0].y);
    assert_int_equal(a->features[0].points[0].y, (int)(GRID_EXTENT * (1 - 0.01 / 0.02197265625)));
    assert_null(layer_at(&made, (struct map_at){11, 1024, 1023}, &arena, "streets")); // from 12 on
    assert_non_null(layer_at(&made, (struct map_at){12, 2048, 2047}, &arena, "streets"));
    arena_finish(&arena);
    finish(&made);
}

static void
test_points_are_in_one_tile(void **state)
{
    struct extract *extract =
        data_load(*state, "n 1 0.01 0.0219726\nn 2 0.01 0.0219727\nn 3 0.0005 0.01\n", &box);
    struct made made = {0};
    struct arena arena = {0};
    for (uint32_t node = 0; node < 3; node++) {
        features_add(&made.features, LAYER_POIS, features_point(&made.features, node), 14, 0);
    }
    make(&made, extract);
    assert_int_equal(layer_at(&made, left, &arena, "pois")->feature_count, 1);
    assert_int_equal(layer_at(&made, right, &arena, "pois")->feature_count, 1);
    assert_int_equal(made.written, 2); // the third lies south of the box
    arena_finish(&arena);
    finish(&made);
}

// Signed size of an area feature in square units, holes less.
static double
size_of(const struct map_feature *feature)
{
    double twice = 0;
    for (uint32_t p = 0; p < feature->part_count; p++) {
        const struct map_part *part = &feature->parts[p];
        const struct map_point *points = feature->points + part->first;
        for (uint32_t i = 0; i < part->count; i++) {
            const struct map_point *b = &points[i + 1 < part->count ? i + 1 : 0];
            twice += (double)points[i].x * b->y - (double)b->x * points[i].y;
        }
        assert_true((p == 0) == !part->hole);
    }
    return twice / 2;
}

static void
test_area_with_hole(void **state)
{
    struct extract *extract = data_load(*state,
        "n 1 0.005 0.005\nn 2 0.005 0.015\nn 3 0.015 0.015\nn 4 0.015 0.005\n"
        "n 5 0.007 0.007\nn 6 0.013 0.007\nn 7 0.013 0.013\nn 8 0.007 0.013\n",
        &box);
    struct made made = {0};
    struct arena arena = {0};
    uint32_t nodes[] = {0, 1, 2, 3, 4, 5, 6, 7};
    struct area_ring rings[] = {{0, 4, AREA_OUTER}, {4, 4, 0}};
    struct area area = {rings, nodes, 2, 8};
    features_add(&made.features, LAYER_LAND, features_area(&made.features, &area), 10, 0);
    make(&made, extract);
    const struct map_layer *layer = layer_at(&made, left, &arena, "land");
    assert_non_null(layer);
    assert_int_equal(layer->features[0].part_count, 2);
    double unit = GRID_EXTENT / 0.02197265625;
    double expected = (0.01 * 0.01 - 0.006 * 0.006) * unit * unit;
    assert_true(fabs(size_of(&layer->features[0]) / expected - 1) < 0.001);
    layer = layer_at(&made, (struct map_at){10, 512, 511}, &arena, "land");
    assert_true(fabs(size_of(&layer->features[0]) * 256 / expected - 1) < 0.05);
    arena_finish(&arena);
    finish(&made);
}

// Nothing is drawn beyond the map's box, not even within its tiles.
static void
test_box_cuts(void **state)
{
    struct extract *extract = data_load(*state, "n 1 0.01 -0.005\nn 2 0.01 0.005\n", &box);
    struct made made = {0};
    struct arena arena = {0};
    const uint32_t nodes[] = {0, 1};
    features_add(&made.features, LAYER_STREETS, line_of(&made, nodes, 2), 10, 0);
    make(&made, extract);
    assert_null(layer_at(&made, (struct map_at){14, 8191, 8191}, &arena, "streets"));
    const struct map_layer *layer = layer_at(&made, left, &arena, "streets");
    assert_int_equal(layer->features[0].points[0].x, 0);
    arena_finish(&arena);
    finish(&made);
}

// What no kiosk would read is not written.
static void
test_too_large(void **state)
{
    struct extract *extract = data_load(*state, "n 1 0.01 0.01\n", &box);
    struct made made = {0};
    struct err err = {0};
    char *text = malloc(MAP_TILE_MAX + 1);
    assert_non_null(text);
    memset(text, 'x', MAP_TILE_MAX);
    text[MAP_TILE_MAX] = '\0';
    features_add(&made.features, LAYER_POIS, features_point(&made.features, 0), 14, 0);
    features_text(&made.features, "name", text);
    weigh(&made, extract);
    struct tiles_job job = {.box = &extract->box, .features = &made.features, .grid = &made.grid};
    assert_true(db_open("", DB_MEMORY, &made.db, &err));
    assert_true(db_exec(made.db, "CREATE TABLE tiles(z, x, y, data)", &err));
    assert_false(tiles_write(&job, made.db, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_non_null(strstr(err.text, "tile 14/8192/8191"));
    free(text);
    finish(&made);
}

static void
test_specks_go(void **state)
{
    struct extract *extract = data_load(
        *state, "n 1 0.01 0.01\nn 2 0.01 0.0101\nn 3 0.0101 0.0101\nn 4 0.0101 0.01\n", &box);
    struct made made = {0};
    struct arena arena = {0};
    uint32_t nodes[] = {0, 1, 2, 3};
    struct area_ring ring = {0, 4, AREA_OUTER};
    struct area area = {&ring, nodes, 1, 4};
    features_add(&made.features, LAYER_LAND, features_area(&made.features, &area), 0, 0);
    make(&made, extract);
    assert_non_null(layer_at(&made, left, &arena, "land"));
    assert_null(layer_at(&made, (struct map_at){10, 512, 511}, &arena, "land"));
    arena_finish(&arena);
    finish(&made);
}

// Two neighbours with a wavy border, at every zoom: together as large as their union.
static void
test_no_gaps(void **state)
{
    enum { WAVES = 200 };
    struct buffer lines = {0};
    for (int i = 0; i <= WAVES; i++) {
        buffer_printf(&lines, "n %d %.7f %.7f\n", i + 1, 0.002 + 0.00008 * i,
            0.01 + 0.0004 * sin(i * 0.3) + 0.00003 * (i % 3));
    }
    buffer_printf(
        &lines, "n 900 0.002 0.002\nn 901 0.018 0.002\nn 902 0.018 0.018\nn 903 0.002 0.018\n");
    buffer_put(&lines, "", 1);
    struct extract *extract = data_load(*state, (const char *)lines.data, &box);
    struct made made = {0};
    struct arena arena = {0};
    uint32_t west[WAVES + 3];
    uint32_t east[WAVES + 3];
    for (uint32_t i = 0; i <= WAVES; i++) {
        west[i] = i;
        east[WAVES - i] = i;
    }
    west[WAVES + 1] = WAVES + 2; // counterclockwise: north along the border, then back in the west
    west[WAVES + 2] = WAVES + 1;
    east[WAVES + 1] = WAVES + 4;
    east[WAVES + 2] = WAVES + 3;
    struct area_ring ring = {0, WAVES + 3, AREA_OUTER};
    struct area areas[2] = {{&ring, west, 1, WAVES + 3}, {&ring, east, 1, WAVES + 3}};
    for (int i = 0; i < 2; i++) {
        features_add(&made.features, LAYER_LAND, features_area(&made.features, &areas[i]), 0, 0);
    }
    make(&made, extract);
    for (int z = TILES_ZOOM_MIN; z <= TILES_ZOOM_MAX; z++) {
        struct map_at at = {z, 1U << (z - 1), (1U << (z - 1)) - 1};
        const struct map_layer *layer = layer_at(&made, at, &arena, "land");
        assert_int_equal(layer->feature_count, 2);
        double sum = size_of(&layer->features[0]) + size_of(&layer->features[1]);
        int32_t w = layer->features[0].points[0].x;
        int32_t e = w;
        int32_t n = layer->features[0].points[0].y;
        int32_t s = n;
        for (int f = 0; f < 2; f++) {
            for (uint32_t i = 0; i < layer->features[f].point_count; i++) {
                const struct map_point *point = &layer->features[f].points[i];
                w = point->x < w ? point->x : w;
                e = point->x > e ? point->x : e;
                n = point->y < n ? point->y : n;
                s = point->y > s ? point->y : s;
            }
        }
        assert_true(fabs(fabs(sum) - ((double)e - w) * ((double)s - n)) < 0.5);
        // And coarser zooms are simpler.
        assert_true(z == TILES_ZOOM_MAX || layer->features[0].point_count < WAVES / 2);
    }
    buffer_finish(&lines);
    arena_finish(&arena);
    finish(&made);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_line_over_two_tiles, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_points_are_in_one_tile, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_area_with_hole, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_box_cuts, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_too_large, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_specks_go, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_no_gaps, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
