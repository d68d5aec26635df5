#include "schema_test.h"

static void
test_places(void **state)
{
    expect(*state,
        "n 1 0 0 place=town name=A capital=yes population=12000\nn 2 0 1 place=suburb name=B\n"
        "n 3 0 2 place=town\nn 4 0 3 place=galaxy name=C\nn 5 0 4 place=village name=D "
        "population=many capital=4\nn 6 0 5 place=suburb name=E capital=yes\n",
        "place_labels point 10 kind=suburb population=1000 name=B\n"
        "place_labels point 10 kind=suburb population=1000 name=E\n"
        "place_labels point 10 kind=state_capital population=100 name=D\n"
        "place_labels point 7 kind=capital population=12000 name=A\n");
}

static void
test_transport(void **state)
{
    expect(*state,
        "n 1 0 0 highway=bus_stop name=Sur\nn 2 0 1 amenity=ferry_terminal\nn 3 0 2 "
        "aerialway=station\nn 4 0 3 aeroway=aerodrome iata=XXA\nn 5 0 4 highway=crossing\n",
        "public_transport point 14 kind=bus_stop name=Sur\n"
        "public_transport point 12 kind=ferry_terminal\n"
        "public_transport point 13 kind=aerialway_station\n"
        "public_transport point 11 kind=aerodrome iata=XXA\n");
}

static void
test_points_of_interest(void **state)
{
    expect(*state,
        "n 1 0 0 amenity=restaurant cuisine=fish name=Mar addr:housenumber=3\n"
        "n 2 0 1 amenity=casino\nn 3 0 2 shop=bakery amenity=cafe\nn 4 0 3 addr:housenumber=7\n"
        "n 5 0 4 barrier=border_control name=Paso\nn 6 0 5 barrier=gate\n"
        "n 7 0 6 amenity=place_of_worship religion=christian\n",
        "addresses point 14 housenumber=7\n"
        "pois point 14 amenity=restaurant cuisine=fish name=Mar housenumber=3\n"
        "pois point 14 amenity=cafe shop=bakery\n"
        "pois point 14 barrier=border_control name=Paso\n"
        "pois point 14 amenity=place_of_worship religion=christian\n");
}

// A house with an address, a school with a name: a point in their middle.
static void
test_of_areas(void **state)
{
    expect(*state, NODES "w 1 4,5,6,7,4 building=yes addr:housenumber=5\n",
        "buildings area 14 dummy=1\naddresses point 14 housenumber=5\n");
    expect(*state, NODES "w 1 4,5,6,7,4 amenity=school name=Uno\n",
        "sites area 14 kind=school\npois point 14 amenity=school name=Uno\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_places, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_transport, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_points_of_interest, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_of_areas, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
