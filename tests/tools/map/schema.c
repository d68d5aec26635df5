#include "schema_test.h"

static bool
is_area(const char *words)
{
    struct osm_tag tags[10];
    char room[200];
    return schema_is_area(data_tags(words, tags, room));
}

static void
test_lines_and_areas(void **state)
{
    (void)state;
    static const char *const areas[] = {"building=yes", "landuse=forest", "natural=water",
        "natural=beach", "leisure=park", "highway=pedestrian area=yes", "amenity=school",
        "man_made=pier", "waterway=riverbank", "building=yes highway=corridor", "tourism=museum"};
    static const char *const lines[] = {"highway=residential", "natural=coastline", "natural=cliff",
        "barrier=fence", "railway=rail", "waterway=river", "landuse=grass area=no",
        "highway=pedestrian", "name=x", "man_made=cutline", ""};
    for (size_t i = 0; i < sizeof areas / sizeof *areas; i++) {
        assert_true(is_area(areas[i]));
    }
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_false(is_area(lines[i]));
    }
}

static void
test_closed_and_open(void **state)
{
    expect(*state, NODES "w 1 4,5,6,7,4 building=yes\n", "buildings area 14 dummy=1\n");
    expect(*state, NODES "w 1 4,5,6,7 building=yes\n", ""); // open: neither street nor house
    expect(*state, NODES "w 1 4,5,6,7,4\n", "");
    expect(
        *state, NODES "w 1 4,5,6,7,4 highway=residential\n", "streets line 12 kind=residential\n");
}

static void
test_relations(void **state)
{
    expect(*state, NODES "w 1 4,5,6\nw 2 6,7,4\nr 1 w1,w2 type=multipolygon natural=wood\n",
        "land area 7 kind=forest\n");
    expect(*state,
        NODES "w 1 1,2\nw 2 2,3 maritime=yes\n"
              "r 1 w1 type=boundary boundary=administrative admin_level=4\n"
              "r 2 w1,w2 type=boundary boundary=administrative admin_level=2\n"
              "r 3 w1 type=boundary boundary=administrative admin_level=8\n",
        "boundaries line 0 admin_level=2\nboundaries line 0 admin_level=2 maritime=1\n");
}

static void
test_broken_areas_are_counted(void **state)
{
    struct data *data = *state;
    struct area sea = {0};
    struct features features = {0};
    struct schema schema = {.features = &features};
    schema.extract = data_load(data,
        NODES "w 1 4,6,5,7,4 building=yes\nw 2 4,5\nr 1 w2 type=multipolygon natural=wood\n", NULL);
    schema_apply(&schema, &sea);
    assert_int_equal(schema.broken, 2);
    assert_int_equal(features.count, 0);
    features_finish(&features);
}

static void
test_names(void **state)
{
    expect(*state,
        "n 1 0 0 place=village name=Puerto name:en=Port name:zh-Hans=x name:=y\nn 2 1 1\n",
        "place_labels point 10 kind=village population=100 name=Puerto name_en=Port"
        " name_zh-Hans=x\n");
    expect(*state, "n 1 0 0 highway=motorway_junction ref=12 name=Sur\nn 2 1 1\n",
        "street_labels_points point 12 kind=motorway_junction ref=12 name=Sur\n");
}

static void
test_sea(void **state)
{
    struct data *data = *state;
    uint32_t nodes[] = {3, 4, 5, 6};
    struct area_ring ring = {0, 4, AREA_OUTER};
    struct area sea = {&ring, nodes, 1, 4};
    struct features features = {0};
    struct schema schema = {.extract = data_load(data, NODES, NULL), .features = &features};
    schema_apply(&schema, &sea);
    assert_int_equal(features.count, 1);
    assert_int_equal(features.at[0].layer, LAYER_OCEAN);
    features_finish(&features);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_and_areas),
        cmocka_unit_test_setup_teardown(test_closed_and_open, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_relations, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_broken_areas_are_counted, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_names, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_sea, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
