#include "schema_test.h"

static void
test_streets(void **state)
{
    expect(*state,
        NODES "w 1 1,2,3 highway=primary_link name=Uno ref=RN1;RN22 oneway=-1 surface=sett\n"
              "w 2 1,2 highway=steps\nw 3 1,2 highway=proposed\nw 4 1,2 railway=rail service=yard\n"
              "w 5 2,3 highway=residential bridge=yes layer=1\n",
        "streets line 13 kind=steps\n"
        "streets line 8 kind=primary link=1 oneway=1 oneway_reverse=1 surface=paved\n"
        "streets line 12 kind=rail rail=1 service=yard\n"
        "streets line 12 kind=residential bridge=1\n"
        "street_labels line 12 kind=primary ref=RN1;RN22 ref_rows=2 ref_cols=4 name=Uno\n");
}

// What lies deeper is drawn first: tunnel, ground, bridge, then by class.
static void
test_order(void **state)
{
    expect(*state,
        NODES "w 1 1,2 highway=service bridge=yes\nw 2 1,2 highway=motorway\n"
              "w 3 1,2 highway=trunk tunnel=yes\nw 4 1,2 highway=path layer=99\n",
        "streets line 6 kind=trunk tunnel=1\nstreets line 5 kind=motorway\n"
        "streets line 14 kind=service bridge=1\nstreets line 13 kind=path\n");
}

static void
test_water(void **state)
{
    expect(*state, NODES "w 1 1,2,3 waterway=river name=Agua\nw 2 1,2 waterway=ditch\n",
        "water_lines line 9 kind=river\nwater_lines line 14 kind=ditch\n"
        "water_lines_labels line 13 kind=river name=Agua\n");
    expect(*state, NODES "w 1 4,5,6,7,4 natural=water name=Lago\n",
        "water_polygons area 4 kind=water way_area=12364\n"
        "water_polygons_labels point 14 kind=water way_area=12364 name=Lago\n");
    expect(*state, NODES "w 1 4,5,6,7,4 natural=water water=river\n",
        "water_polygons area 4 kind=river way_area=12364\n");
}

static void
test_land(void **state)
{
    static const struct {
        const char *tags;
        const char *seen;
    } cases[] = {
        {"landuse=residential", "land area 10 kind=residential\n"},
        {"natural=wood", "land area 7 kind=forest\n"},
        {"leisure=park name=X", "land area 11 kind=park\npois point 14 leisure=park name=X\n"},
        {"landuse=cemetery", "land area 13 kind=cemetery\n"},
        {"amenity=hospital", "sites area 14 kind=hospital\npois point 14 amenity=hospital\n"},
        {"man_made=pier", "pier_polygons area 12 kind=pier\n"},
        {"man_made=bridge", "bridges area 12 kind=bridge\n"},
        {"waterway=dam", "dam_polygons area 12 kind=dam\n"},
        {"building=no landuse=x", ""},
        {"highway=pedestrian area=yes name=Plaza",
            "street_polygons area 14 kind=pedestrian\n"
            "streets_polygons_labels point 14 kind=pedestrian name=Plaza\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char lines[400];
        snprintf(lines, sizeof lines, NODES "w 1 4,5,6,7,4 %s\n", cases[i].tags);
        expect(*state, lines, cases[i].seen);
    }
}

static void
test_other_lines(void **state)
{
    expect(*state,
        NODES "w 1 1,2 man_made=breakwater\nw 2 1,2 waterway=dam\nw 3 1,2 aerialway=gondola\n"
              "w 4 1,2 route=ferry name=Barca\n",
        "dam_lines line 12 kind=dam\npier_lines line 12 kind=breakwater\n"
        "aerialways line 12 kind=gondola\nferries line 10 kind=ferry name=Barca\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_streets, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_order, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_water, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_land, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_other_lines, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
