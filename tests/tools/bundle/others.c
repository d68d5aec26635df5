// Maps of the demonstration's town as other programs make them go into content: shown, but nobody is led.

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "gate/gate.h"
#include "map/map.h"
#include "route/route.h"
#include "town.h"

#include "test.h"

enum { STREETS_MIN = 200, PATH_LEN = 700 };

static const char *const source = "content/demo/map/puerto-ejemplo.osm";

static bool
has(const char *program)
{
    char command[100];
    snprintf(command, sizeof command, "command -v %s >/dev/null", program);
    return system(command) == 0;
}

static void
run(const char *format, ...)
{
    char command[4 * PATH_LEN];
    va_list list;
    va_start(list, format);
    vsnprintf(command, sizeof command, format, list);
    va_end(list);
    if (system(command) != 0) {
        fail_msg("failed: %s", command);
    }
}

// Features of layer streets in all tiles of zoom 14.
static uint32_t
count_streets(struct map *map)
{
    uint32_t count = 0;
    for (uint32_t x = 6820; x < 6830; x++) {
        for (uint32_t y = 8185; y < 8195; y++) {
            struct arena arena = {0};
            struct map_tile tile;
            struct err err = {0};
            if (!map_read(map, (struct map_at){14, x, y}, &arena, &tile, &err)) {
                fail_msg("%s", err.text);
            }
            const struct map_layer *layer = map_layer_of(&tile, "streets");
            count += layer ? layer->feature_count : 0;
            arena_finish(&arena);
        }
    }
    return count;
}

// The folder's map/otro.mbtiles in content, through the gate, as a kiosk opens it.
static void
expect_shown(struct hub *hub, const char *credit)
{
    struct map *map = NULL;
    struct route_graph *walks = NULL;
    struct err err = {0};
    hub_replace(hub, "hub.csv", "longitude,-30.0000", "longitude,-30.0200");
    hub_replace(hub, "sheets/location.csv", "-30.0000", "-30.0200");
    hub_silent(hub, ": warning: ");
    struct db *db = hub_build(hub);
    if (!gate_check(db, &err) || !map_open_db(db, &map, &err)) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(map_info(map)->credit, credit);
    assert_int_equal(map_info(map)->zoom_max, 14);
    assert_true(count_streets(map) >= STREETS_MIN);
    assert_false(route_open_db(db, &walks, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    map_close(map);
    db_close(db);
}

// tilemaker 2 (Debian 12) or 3 (Debian 13).
static void
test_tilemaker(void **state)
{
    struct hub *hub = *state;
    if (!has("tilemaker") || !has("osmium")) {
        print_message("no tilemaker or osmium here\n");
        skip();
    }
    hub_write(hub, "map/notes.txt", "x"); // makes the folder
    run("osmium cat -O -o %s/town.osm.pbf %s >/dev/null 2>&1", hub->assets, source);
    run("tilemaker --input %s/town.osm.pbf --output %s/map/otro.mbtiles --config"
        " tests/tools/bundle/tilemaker/config.json --process "
        "tests/tools/bundle/tilemaker/process.lua"
        " >/dev/null 2>&1",
        hub->assets, hub->path);
    expect_shown(hub, "Puerto Ejemplo");
}

static void
test_gdal(void **state)
{
    struct hub *hub = *state;
    char arguments[2 * PATH_LEN];
    char output[2000];
    if (!has("ogr2ogr")) {
        print_message("no ogr2ogr here\n");
        skip();
    }
    hub_write(hub, "map/notes.txt", "x");
    run("ogr2ogr -f GeoJSON %s/streets.json %s -dialect SQLite -sql"
        " \"SELECT name, highway AS kind, geometry FROM lines WHERE highway IS NOT NULL\" "
        ">/dev/null 2>&1",
        hub->assets, source);
    run("ogr2ogr -f MBTILES %s/map/otro.mbtiles %s/streets.json -nln streets -dsco MINZOOM=10"
        " -dsco MAXZOOM=14 >/dev/null 2>&1",
        hub->path, hub->assets);
    snprintf(arguments, sizeof arguments, "show %s/map/otro.mbtiles", hub->path);
    assert_int_equal(town_run_map(arguments, output, sizeof output), 0);
    hub_says(hub, "map/otro.mbtiles: error: the map does not say whose data it is");
    hub_append(hub, "hub.csv", "map_credit,Puerto Ejemplo");
    expect_shown(hub, "Puerto Ejemplo");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_tilemaker, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_gdal, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
