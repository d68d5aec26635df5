// links: config

#include "test.h"

#include "town.h"

// A feature with up to two texts, of a layer of that name.
struct thing {
    struct map_layer layer;
    struct map_feature feature;
    const char *keys[2];
    struct map_value values[2];
    uint32_t tags[4];
};

static struct thing *
thing(const char *layer, const char *key, const char *value)
{
    static struct thing made;
    memset(&made, 0, sizeof made);
    made.keys[0] = key;
    made.values[0] = (struct map_value){.kind = MAP_TEXT, .text = value};
    made.layer = (struct map_layer){
        .name = layer, .keys = made.keys, .values = made.values, .key_count = 2, .value_count = 2};
    made.feature = (struct map_feature){.tags = made.tags, .tag_count = 1};
    return &made;
}

static int
area(const char *layer, const char *kind)
{
    struct thing *made = thing(layer, "kind", kind);
    return kind_of_area(&made->layer, &made->feature);
}

static int
line(const char *layer, const char *kind)
{
    struct thing *made = thing(layer, "kind", kind);
    return kind_of_line(&made->layer, &made->feature);
}

static int
label(const char *layer, const char *key, const char *value, int *rank)
{
    struct thing *made = thing(layer, key, value);
    return kind_of_label(&made->layer, &made->feature, rank);
}

static void
knows_areas(void **state)
{
    (void)state;
    assert_int_equal(area("ocean", ""), AREA_SEA);
    assert_int_equal(area("water_polygons", "lake"), AREA_WATER);
    assert_int_equal(area("land", "grass"), AREA_MEADOW);
    assert_int_equal(area("land", "forest"), AREA_FOREST);
    assert_int_equal(area("land", "fore"), KIND_NONE); // a part of a word is none
    assert_int_equal(area("land", "grave_yard"), AREA_CEMETERY);
    assert_int_equal(area("sites", "hospital"), AREA_HOSPITAL);
    assert_int_equal(area("street_polygons", "pedestrian"), AREA_SQUARE);
    assert_int_equal(area("buildings", ""), AREA_BUILDING);
    assert_int_equal(area("pois", "hospital"), KIND_NONE);
    assert_int_equal(area("", ""), KIND_NONE);
}

static void
knows_lines(void **state)
{
    (void)state;
    assert_int_equal(line("streets", "motorway"), LINE_MOTORWAY);
    assert_int_equal(line("streets", "residential"), LINE_STREET);
    assert_int_equal(line("streets", "footway"), LINE_PATH);
    assert_int_equal(line("streets", "steps"), LINE_STEPS);
    assert_int_equal(line("streets", "rail"), LINE_RAIL);
    assert_int_equal(line("streets", "unheard of"), KIND_NONE);
    assert_int_equal(line("water_lines", "canal"), LINE_RIVER);
    assert_int_equal(line("ferries", "ferry"), LINE_FERRY);
}

static void
draws_the_borders_of_countries(void **state)
{
    (void)state;
    struct thing *made = thing("boundaries", "admin_level", "");
    made->values[0] = (struct map_value){.kind = MAP_INT, .number = 2, .text = ""};
    assert_int_equal(kind_of_line(&made->layer, &made->feature), LINE_BORDER);
    made->values[0] = (struct map_value){.kind = MAP_REAL, .real = 2, .text = ""}; // tilemaker's
    assert_int_equal(kind_of_line(&made->layer, &made->feature), LINE_BORDER);
    made->values[0] = (struct map_value){.kind = MAP_UINT, .count = 4, .text = ""};
    assert_int_equal(kind_of_line(&made->layer, &made->feature), KIND_NONE);
    made->values[0].count = 2;
    made->keys[1] = "maritime";
    made->values[1] = (struct map_value){.kind = MAP_BOOL, .count = 1, .text = ""};
    made->tags[2] = made->tags[3] = 1;
    made->feature.tag_count = 2;
    assert_int_equal(kind_of_line(&made->layer, &made->feature), KIND_NONE);
}

static void
knows_points(void **state)
{
    (void)state;
    int hospital = 9;
    int pharmacy = 0;
    int rank = 0;
    assert_int_equal(label("pois", "amenity", "hospital", &hospital), LABEL_HELP);
    assert_int_equal(label("pois", "amenity", "pharmacy", &pharmacy), LABEL_HELP);
    assert_true(hospital < pharmacy);
    assert_int_equal(label("pois", "amenity", "bench", &rank), KIND_NONE);
    assert_int_equal(label("pois", "shop", "shoes", &rank), LABEL_SHOP);
    assert_int_equal(label("public_transport", "kind", "bus_stop", &rank), LABEL_STOP);
    assert_int_equal(label("public_transport", "kind", "bus_station", &rank), LABEL_STATION);
    assert_int_equal(label("place_labels", "kind", "capital", &rank), LABEL_CITY);
    assert_int_equal(label("place_labels", "kind", "quarter", &rank), LABEL_QUARTER);
    assert_int_equal(label("place_labels", "kind", "farm", &rank), KIND_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_areas),
        cmocka_unit_test(knows_lines),
        cmocka_unit_test(draws_the_borders_of_countries),
        cmocka_unit_test(knows_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
