#include "mbtiles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "data.h"
#include "map/map.h"
#include "route/route.h"

#include "test.h"

static void
write(struct data *data, const char *path)
{
    static const struct osm_box box = {0, 0, 200000, 200000};
    struct features features = {0};
    struct grid grid = {0};
    struct buffer graph = {0};
    struct err err = {0};
    struct db *db = NULL;
    struct extract *extract = data_load(data, "n 1 0.005 0.005\nn 2 0.01 0.01\n", &box);
    features_add(&features, LAYER_POIS, features_point(&features, 0), 14, 0);
    features_text(&features, "name_zh-Hans", "x");
    features_text(&features, "amenity", "bank");
    features_add(&features, LAYER_PLACE_LABELS, features_point(&features, 1), 7, 0);
    features_number(&features, "population", 5);
    grid_begin(extract, &grid);
    buffer_put(&graph, "no graph", 8);
    struct mbtiles file = {.name = "Puerto \"Ejemplo\"",
        .credit = MBTILES_CREDIT,
        .extract = extract,
        .features = &features,
        .grid = &grid,
        .graph = &graph};
    if (!db_open("", DB_MEMORY, &db, &err) || !mbtiles_fill(&file, db, &err) ||
        !db_save(db, path, &err)) {
        fail_msg("%s", err.text);
    }
    db_close(db);
    features_finish(&features);
    grid_finish(&grid);
    buffer_finish(&graph);
}

static void
test_opens_as_a_map(void **state)
{
    char path[DATA_PATH_MAX];
    struct map *map = NULL;
    struct err err = {0};
    struct arena arena = {0};
    struct map_tile tile;
    write(*state, data_path(*state, "t.mbtiles", path));
    if (!map_open(path, &map, &err)) {
        fail_msg("%s", err.text);
    }
    const struct map_info *info = map_info(map);
    assert_string_equal(info->name, "Puerto \"Ejemplo\"");
    assert_string_equal(info->credit, MBTILES_CREDIT);
    assert_int_equal(info->zoom_min, TILES_ZOOM_MIN);
    assert_int_equal(info->zoom_max, TILES_ZOOM_MAX);
    assert_true(info->east > 0.0199 && info->east < 0.0201);
    assert_true(map_read(map, (struct map_at){14, 8192, 8191}, &arena, &tile, &err));
    assert_int_equal(tile.layer_count, 2);
    assert_true(map_read(map, (struct map_at){10, 512, 511}, &arena, &tile, &err));
    assert_int_equal(tile.layer_count, 1);
    map_close(map);
    arena_finish(&arena);
}

static void
expect_word(struct db *db, const char *sql, const char *expected)
{
    char word[400];
    struct err err = {0};
    if (!db_word(db, sql, word, sizeof word, &err)) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(word, expected);
}

static void
test_what_the_format_asks_for(void **state)
{
    char path[DATA_PATH_MAX];
    struct db *db = NULL;
    struct err err = {0};
    write(*state, data_path(*state, "t.mbtiles", path));
    assert_true(db_open(path, DB_READ_ANY, &db, &err));
    expect_word(db, "PRAGMA application_id", "1297105496");
    expect_word(db, "SELECT value FROM metadata WHERE name = 'format'", "pbf");
    expect_word(db, "SELECT value FROM metadata WHERE name = 'bounds'",
        "0.0000000,0.0000000,0.0200000,0.0200000");
    expect_word(db, "SELECT value FROM metadata WHERE name = 'json'",
        "{\"vector_layers\":[{\"id\":\"pois\",\"minzoom\":14,\"maxzoom\":14,\"fields\":{"
        "\"amenity\":"
        "\"String\",\"name_zh-Hans\":\"String\"}},{\"id\":\"place_labels\",\"minzoom\":10,"
        "\"maxzoom\":"
        "14,\"fields\":{\"population\":\"Number\"}}]}");
    expect_word(db, "SELECT data FROM route_graph WHERE name = 'foot'", "no graph");
    // Rows count from the south: the equator's northern neighbour is above the middle.
    expect_word(db, "SELECT tile_row FROM tiles WHERE zoom_level = 14", "8192");
    db_close(db);
}

static void
test_same_bytes(void **state)
{
    char path[DATA_PATH_MAX];
    char *once = NULL;
    char *twice = NULL;
    size_t once_len = 0;
    size_t twice_len = 0;
    struct err err = {0};
    write(*state, data_path(*state, "t.mbtiles", path));
    assert_true(file_read(path, 1 << 24, &once, &once_len, &err));
    write(*state, path);
    assert_true(file_read(path, 1 << 24, &twice, &twice_len, &err));
    assert_int_equal(once_len, twice_len);
    assert_memory_equal(once, twice, once_len);
    free(once);
    free(twice);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_opens_as_a_map, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_what_the_format_asks_for, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_same_bytes, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
