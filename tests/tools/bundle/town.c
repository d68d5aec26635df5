#include "hub.h"

#include <stdlib.h>
#include <string.h>

#include "map/map.h"
#include "route/route.h"
#include "town.h"

#include "test.h"

static void
test_without_a_map(void **state)
{
    struct hub *hub = *state;
    hub_silent(hub, "map");
    assert_null(hub->content->town.file);
    assert_null(hub->content->town.map);
}

static void
test_data(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    hub_silent(hub, ": error:");
    const struct town *town = &hub->content->town;
    assert_string_equal(town->file, "map/pueblo.osm");
    assert_string_equal(map_info(town->map)->name, "pueblo.osm");
    assert_string_equal(map_info(town->map)->date, "2026-11-01");
    assert_int_equal(route_summary(town->walks).islands, 2);
}

static void
test_ready_map(void **state)
{
    struct hub *hub = *state;
    char arguments[700];
    char output[2000];
    town_write(hub, "map/pueblo.osm");
    snprintf(arguments, sizeof arguments, "build %s/map/pueblo.osm -o %s/map/made.mbtiles",
        hub->path, hub->path);
    assert_int_equal(town_run_map(arguments, output, sizeof output), 0);
    hub_says(hub, "map/pueblo.osm: error: a second map beside map/made.mbtiles; keep one of them");
    hub_remove(hub, "map/pueblo.osm");
    hub_silent(hub, ": error:");
    assert_int_equal(route_summary(hub->content->town.walks).islands, 2);
    hub_append(hub, "hub.csv", "map_credit,Dibujado a mano");
    hub_check(hub);
    assert_string_equal(map_info(hub->content->town.map)->credit, "Dibujado a mano");
}

static void
test_area(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    hub_append(hub, "hub.csv", "map_around_km,1");
    hub_silent(hub, ": error:");
    const struct map_info *info = map_info(hub->content->town.map);
    assert_true(info->south > 0.0009 && info->south < 0.0011); // 0.0100 less a kilometre
    hub_append(hub, "hub.csv", "map_bbox,\"-30.01,0,-29.99,0.02\"");
    hub_says(hub, "hub.csv:23:2: error: map_bbox and map_around_km; write one of them");
    hub_replace(hub, "hub.csv", "map_around_km,1\n", "");
    hub_silent(hub, ": error:");
    assert_true(map_info(hub->content->town.map)->west < -30.009);
    hub_replace(hub, "hub.csv", "-30.01,0,-29.99", "-29.99,0,-30.01");
    hub_says(
        hub, "hub.csv:22:2: error: map_bbox: -29.99,0,-30.01,0.02: west must be less than east");
    hub_replace(hub, "hub.csv", "map_bbox,\"-29.99,0,-30.01,0.02\"", "map_around_km,1");
    hub_replace(hub, "hub.csv", "map_around_km,1", "map_around_km,0");
    hub_says(hub, "hub.csv:22:2: error: map_around_km: 0; write kilometres, 1 to 100");
    hub_replace(hub, "hub.csv", "map_around_km,0", "map_around_km,1");
    hub_replace(hub, "hub.csv", "latitude,0.0100\n", "");
    hub_says(hub, "hub.csv:21:2: error: map_around_km, but not where the hub stands");
}

static void
test_damage(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "map/pueblo.osm", "<osm>\n<node id='1' lat='x' lon='0'/>\n</osm>");
    hub_says(hub, "map/pueblo.osm:2:31: error: a latitude or longitude that is none");
    hub_write(hub, "map/pueblo.osm", "<osm>\n</osm>");
    hub_says(hub, "map/pueblo.osm: error: nothing in it or in this area");
    hub_remove(hub, "map/pueblo.osm");
    hub_write(hub, "map/pueblo.osm.pbf", "hello, this is no data");
    hub_says(hub, "map/pueblo.osm.pbf: error: at byte 0: ");
    hub_remove(hub, "map/pueblo.osm.pbf");
    hub_write(hub, "map/pueblo.mbtiles", "hello, this is no data");
    hub_says(hub, "map/pueblo.mbtiles: error: ");
    hub_remove(hub, "map/pueblo.mbtiles");
    hub_write(hub, "map/pueblo.osm.bz2", "BZh");
    hub_says(hub, "map/pueblo.osm.bz2: warning: not a map; write .osm.pbf, .osm or .mbtiles");
    hub_remove(hub, "map/pueblo.osm.bz2");
    hub_write(hub, "map/notes.txt", "x");
    hub_silent(hub, "map/");
}

// A coast that ends within the data cannot be closed.
static void
test_half_a_coast(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    hub_replace(
        hub, "map/pueblo.osm", "<tag k='highway' v='path'/>", "<tag k='natural' v='coastline'/>");
    hub_says(hub, "map/pueblo.osm: error: ");
    hub_append(hub, "hub.csv", "map_sea,0");
    hub_silent(hub, ": error:");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_without_a_map, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_data, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_ready_map, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_area, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_damage, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_half_a_coast, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
