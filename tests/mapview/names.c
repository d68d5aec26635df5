// links: config

#include "test.h"

#include "town.h"

enum { TILE_UNITS = 1 << (WORLD_BITS - 14) };

struct made {
    struct map_tile tile;
    struct map_feature feature;
    const char *keys[3];
    struct map_value values[3];
    uint32_t tags[6];
    struct map_point points[4];
    struct map_part part;
};

// A tile with one named feature.
static void
make(struct made *made, const char *layer, enum map_geometry geometry, const char *name)
{
    memset(made, 0, sizeof *made);
    made->keys[0] = "name";
    made->keys[1] = "kind";
    made->keys[2] = "way_area";
    made->values[0] = (struct map_value){.kind = MAP_TEXT, .text = name};
    made->values[1] = (struct map_value){.kind = MAP_TEXT, .text = "residential"};
    made->values[2] = (struct map_value){.kind = MAP_INT, .number = 2500, .text = ""};
    for (uint32_t i = 0; i < 3; i++) {
        made->tags[i * 2] = made->tags[i * 2 + 1] = i;
    }
    made->part = (struct map_part){0, 4, false};
    made->feature = (struct map_feature){.geometry = geometry,
        .parts = &made->part,
        .points = made->points,
        .tags = made->tags,
        .part_count = 1,
        .point_count = 4,
        .tag_count = 2};
    made->tile.layers[0] = (struct map_layer){.name = layer,
        .extent = 4096,
        .features = &made->feature,
        .keys = made->keys,
        .values = made->values,
        .feature_count = 1,
        .key_count = 3,
        .value_count = 3};
    made->tile.layer_count = 1;
}

static void
lines_end_at_the_tile(void **state)
{
    (void)state;
    struct made made;
    struct source source = {.at = {14, 2, 3}};
    make(&made, "street_labels", MAP_LINE, "Calle Nueva");
    made.points[0] = (struct map_point){-64, 100};
    made.points[1] = (struct map_point){200, 100};
    made.points[2] = (struct map_point){200, -64};
    made.points[3] = (struct map_point){300, -64};
    names_gather(&source, &made.tile);
    assert_int_equal(source.name_count, 1);
    const struct name *name = &source.names[0];
    assert_string_equal(name->text, "Calle Nueva");
    assert_int_equal(name->kind, LABEL_STREET);
    assert_int_equal(name->count, 3);
    assert_int_equal(name->points[0].x, 2 * TILE_UNITS);
    assert_int_equal(name->points[0].y, 3 * TILE_UNITS + 100 * TILE_UNITS / 4096);
    assert_int_equal(name->points[2].y, 3 * TILE_UNITS);
    source_finish(&source);
}

static void
a_line_outside_is_none(void **state)
{
    (void)state;
    struct made made;
    struct source source = {.at = {14, 2, 3}};
    make(&made, "street_labels", MAP_LINE, "Calle Nueva");
    for (int i = 0; i < 4; i++) {
        made.points[i] = (struct map_point){-60 + i, 5000};
    }
    names_gather(&source, &made.tile);
    assert_int_equal(source.name_count, 0);
    // Nor one of which a spot is left.
    made.points[0] = made.points[1] = made.points[2] = made.points[3] = (struct map_point){5, 5};
    names_gather(&source, &made.tile);
    assert_int_equal(source.name_count, 0);
    source_finish(&source);
}

static void
points_belong_to_one_tile(void **state)
{
    (void)state;
    struct made made;
    struct source source = {.at = {14, 2, 3}};
    make(&made, "streets_polygons_labels", MAP_POINT, "Plaza");
    made.points[0] = (struct map_point){4095, 0};
    made.points[1] = (struct map_point){4096, 0};
    made.points[2] = (struct map_point){-1, 0};
    made.points[3] = (struct map_point){0, 4096};
    names_gather(&source, &made.tile);
    assert_int_equal(source.name_count, 1);
    source_finish(&source);
}

static void
ponds_are_named_when_they_are_large(void **state)
{
    (void)state;
    struct made made;
    struct source source = {.at = {14, 2, 3}};
    make(&made, "water_polygons_labels", MAP_POINT, "Laguna");
    made.feature.tag_count = 3;
    names_gather(&source, &made.tile);
    assert_int_equal(source.names[0].from, 18); // 50 m a side
    made.values[2].number = 4000 * 1000;
    names_gather(&source, &made.tile);
    assert_int_equal(source.names[4].from, 13);
    source_finish(&source);
}

static void
bad_names_are_left_out(void **state)
{
    (void)state;
    static const char *const names[] = {"", "\xff\xfe", "a\xc3"};
    struct made made;
    struct source source = {.at = {14, 2, 3}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        make(&made, "place_labels", MAP_POINT, names[i]);
        made.values[1].text = "town";
        names_gather(&source, &made.tile);
    }
    assert_int_equal(source.name_count, 0);
    make(&made, "pois", MAP_POINT, "Banco"); // a thing nobody looks for
    names_gather(&source, &made.tile);
    assert_int_equal(source.name_count, 0);
    source_finish(&source);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_at_the_tile),
        cmocka_unit_test(a_line_outside_is_none),
        cmocka_unit_test(points_belong_to_one_tile),
        cmocka_unit_test(ponds_are_named_when_they_are_large),
        cmocka_unit_test(bad_names_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
