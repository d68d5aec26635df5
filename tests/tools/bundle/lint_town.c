#include "hub.h"

#include <stdlib.h>
#include <string.h>

#include "town.h"

#include "test.h"

static void
put_place(struct hub *hub, const char *latitude, const char *longitude)
{
    char row[300];
    snprintf(row, sizeof row, "lugar-dos,physical,municipalidad,Casa dos,,,%s,%s,exact", latitude,
        longitude);
    hub_append(hub, "sheets/location.csv", row);
}

static void
test_places_that_are_reached(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    put_place(hub, "0.0101", "-29.9950");
    hub_silent(hub, "lugar-dos");
    hub_silent(hub, "map");
}

static void
test_place_outside_the_map(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    put_place(hub, "0.0301", "-29.9950");
    hub_says(hub, "sheets/location.csv:3:7: warning: location 'lugar-dos' lies outside the map");
}

static void
test_places_nobody_walks_to(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    put_place(hub, "0.0025", "-30.0101");
    hub_says(hub, "sheets/location.csv:3:7: warning: location 'lugar-dos': this place cannot be "
                  "reached on foot from"
                  " the hub: the way at its door is joined to none of the hub's");
    hub_replace(hub, "sheets/location.csv", "0.0025,-30.0101", "0.0170,-29.9850");
    hub_says(hub, "sheets/location.csv:3:7: warning: location 'lugar-dos': this place cannot be "
                  "reached on foot from"
                  " the hub: no way of the map is near its pin");
    hub_replace(hub, "sheets/location.csv", "0.0170,-29.9850,exact", "0.0170,-29.9850,hidden");
    hub_silent(hub, "cannot be reached"); // it has no pin
}

static void
test_place_behind_stairs(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    put_place(hub, "0.0121", "-29.9885");
    hub_silent(hub, "lugar-dos");
    hub_write(hub, "sheets/accessibility.csv",
        "id,location_id,code,description\nacc-dos,lugar-dos,step_free,Sin escalones.\n");
    hub_says(hub,
        "sheets/location.csv:3:7: warning: location 'lugar-dos' is step_free, but on the map only"
        " stairs lead there");
}

static void
test_hub(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    hub_replace(hub, "hub.csv", "latitude,0.0100", "latitude,0.5000");
    hub_says(hub, "hub.csv:10:2: warning: the hub lies outside the map map/pueblo.osm");
    hub_replace(hub, "hub.csv", "latitude,0.5000", "latitude,0.0180");
    hub_says(hub, "hub.csv:10:2: warning: no way of the map is within 300 m of the hub");
    hub_replace(hub, "hub.csv", "latitude,0.0180\n", "");
    hub_says(hub, "hub.csv: warning: there is a map, but not where the hub stands");
}

static void
test_old_data(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    hub_replace(hub, "map/pueblo.osm", "2026-11-01T", "2020-11-01T");
    hub_says(
        hub, "map/pueblo.osm: warning: the map's data is of 2020-11-01, more than a year before");
}

// A ready map without walks, of which nobody says whose it is.
static void
test_map_of_another_program(void **state)
{
    struct hub *hub = *state;
    char path[400];
    struct db *db = NULL;
    struct err err = {0};
    hub_write(hub, "map/notes.txt", "x"); // makes the folder
    snprintf(path, sizeof path, "%s/map/otro.mbtiles", hub->path);
    assert_true(db_open(path, DB_CREATE, &db, &err));
    assert_true(db_exec(db,
        "CREATE TABLE metadata(name, value); CREATE TABLE tiles(zoom_level, tile_column, tile_row,"
        " tile_data); INSERT INTO metadata VALUES('format', 'pbf'), ('maxzoom', '12');"
        "INSERT INTO tiles VALUES(12, 1706, 2048, x'1a0c0a0577617465727802288020'), (12, 1, 1,"
        " x'1aff')",
        &err));
    db_close(db);
    hub_says(hub, "map/otro.mbtiles: error: the map does not say whose data it is");
    hub_says(hub,
        "map/otro.mbtiles: warning: 1 tiles left out, which no kiosk could show; the first is "
        "12/1/1: ");
    hub_says(hub, "map/otro.mbtiles: warning: no layer is called streets");
    hub_says(hub, "map/otro.mbtiles: warning: the map ends at zoom 12");
    hub_says(
        hub, "map/otro.mbtiles: note: a map of another program: it is shown, but nobody is led");
    hub_append(hub, "hub.csv", "map_credit,Otro");
    hub_silent(hub, ": error:");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_places_that_are_reached, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_place_outside_the_map, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_places_nobody_walks_to, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_place_behind_stairs, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_hub, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_old_data, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_map_of_another_program, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
