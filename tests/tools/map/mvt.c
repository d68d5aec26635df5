#include "mvt.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

static const struct map_tile *
decoded(const struct mvt *mvt, struct arena *arena, struct map_tile *tile)
{
    struct err err = {0};
    if (!map_decode(mvt->tile.data, mvt->tile.len, arena, tile, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(tile->mended, 0);
    return tile;
}

// What is written is read back by the kiosk's own reader.
static void
test_round_trip(void **state)
{
    (void)state;
    struct map_point points[] = {
        {0, 0}, {4096, 0}, {4096, 4096}, {100, 100}, {200, 100}, {150, -64}};
    uint32_t ends[] = {3, 6};
    struct clip_lines lines = {points, ends, 6, 2, 6, 2};
    static const struct attribute attributes[] = {{"kind", "park", 0, ATTRIBUTE_TEXT},
        {"name", "kind", 0, ATTRIBUTE_TEXT}, {"level", "", -5, ATTRIBUTE_NUMBER},
        {"rail", "", 1, ATTRIBUTE_BOOL}, {"size", "", 1, ATTRIBUTE_NUMBER}};
    struct mvt mvt = {0};
    struct arena arena = {0};
    struct map_tile tile;
    mvt_reset(&mvt);
    mvt_layer(&mvt, "land");
    mvt_feature(&mvt, SHAPE_AREA, &lines, attributes, 5);
    mvt_feature(&mvt, SHAPE_LINE, &lines, attributes, 1);
    mvt_layer(&mvt, "empty");
    mvt_layer(&mvt, "pois");
    mvt_feature(&mvt, SHAPE_POINT, &lines, NULL, 0);
    mvt_end(&mvt);
    decoded(&mvt, &arena, &tile);
    assert_int_equal(tile.layer_count, 2); // one without features is not written
    const struct map_layer *land = map_layer_of(&tile, "land");
    assert_int_equal(land->version, 2);
    assert_int_equal(land->feature_count, 2);
    assert_int_equal(land->key_count, 5);
    assert_int_equal(land->value_count, 5); // true is not 1
    const struct map_feature *area = &land->features[0];
    assert_int_equal(area->geometry, MAP_AREA);
    assert_int_equal(area->part_count, 2);
    assert_memory_equal(area->points, points, sizeof points);
    assert_false(area->parts[0].hole);
    assert_true(area->parts[1].hole);
    assert_string_equal(map_text_of(land, area, "name"), "kind");
    assert_true(map_value_of(land, area, "level")->number == -5);
    assert_true(map_value_of(land, area, "rail")->kind == MAP_BOOL);
    assert_int_equal(land->features[1].geometry, MAP_LINE);
    assert_int_equal(map_layer_of(&tile, "pois")->features[0].point_count, 6);
    arena_finish(&arena);
    mvt_finish(&mvt);
}

// Thousands of values, each once, in every layer anew.
static void
test_many_values(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    struct map_point point = {1, 2};
    struct clip_lines lines = {.points = &point, .point_count = 1};
    struct mvt mvt = {0};
    struct arena arena = {0};
    struct map_tile tile;
    mvt_reset(&mvt);
    for (int layer = 0; layer < 2; layer++) {
        mvt_layer(&mvt, layer ? "b" : "a");
        for (int i = 0; i < 2 * MANY; i++) {
            char text[16];
            snprintf(text, sizeof text, "%d", i % MANY);
            struct attribute attribute = {"name", text, 0, ATTRIBUTE_TEXT};
            mvt_feature(&mvt, SHAPE_POINT, &lines, &attribute, 1);
        }
    }
    mvt_end(&mvt);
    decoded(&mvt, &arena, &tile);
    for (int layer = 0; layer < 2; layer++) {
        assert_int_equal(tile.layers[layer].value_count, MANY);
        assert_string_equal(
            map_text_of(&tile.layers[layer], &tile.layers[layer].features[MANY + 7], "name"), "7");
    }
    arena_finish(&arena);
    mvt_finish(&mvt);
}

static void
test_nothing(void **state)
{
    (void)state;
    struct clip_lines none = {0};
    struct mvt mvt = {0};
    mvt_reset(&mvt);
    mvt_end(&mvt);
    mvt_layer(&mvt, "a");
    mvt_feature(&mvt, SHAPE_LINE, &none, NULL, 0);
    mvt_end(&mvt);
    assert_int_equal(mvt.tile.len, 0);
    mvt_finish(&mvt);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_many_values),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
