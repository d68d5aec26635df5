// The demonstration hub's own map: every place of its sheets lies at a way one can walk to, but for the two
// that show what a visitor is told then; and another program opens what hub-map makes of it.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "data.h"
#include "map/map.h"
#include "route/route.h"

#include "test.h"

enum { PLACES_MIN = 22, STREETS_MIN = 150, NEAR_CM = 2000, STREETS_MAX = 1000 };

static const char *const source = "content/demo/map/puerto-ejemplo.osm";

static void
build(struct data *data, char path[DATA_PATH_MAX])
{
    char arguments[1000];
    char output[2000];
    snprintf(arguments, sizeof arguments, "build %s -o %s --credit 'Puerto Ejemplo'", source,
        data_path(data, "demo.mbtiles", path));
    if (data_run(arguments, output, sizeof output) != 0 || *output) {
        fail_msg("%s", output);
    }
}

struct place {
    char id[40];
    struct route_point at;
};

// Latitude and longitude are the fourth and fifth cell of a row, before any that could be quoted.
static bool
read_place(const char *row, struct place *place)
{
    char copy[200];
    char *at = copy;
    snprintf(copy, sizeof copy, "%s", row);
    const char *cells[5];
    for (int i = 0; i < 5; i++) {
        cells[i] = strsep(&at, ",");
        if (!cells[i]) {
            return false;
        }
    }
    char *end = NULL;
    double lat = strtod(cells[3], &end);
    if (end == cells[3]) {
        return false;
    }
    snprintf(place->id, sizeof place->id, "%s", cells[0]);
    place->at = (struct route_point){(int32_t)(lat * 1e7), (int32_t)(strtod(cells[4], NULL) * 1e7)};
    return true;
}

// What the demonstration has to show: a quay one goes to by boat, a terrace with stairs.
static enum route_reach
expected(const char *id, int mode)
{
    if (strcmp(id, "loc-islote") == 0) {
        return ROUTE_ISLAND;
    }
    return mode == 1 && strcmp(id, "loc-clinica-juridica") == 0 ? ROUTE_NO_WAY : ROUTE_REACHED;
}

static void
test_every_place_can_be_reached(void **state)
{
    char path[DATA_PATH_MAX];
    char *sheet = NULL;
    size_t len = 0;
    struct err err = {0};
    struct route_graph *graph = NULL;
    struct route_tree *trees[2] = {NULL, NULL};
    int places = 0;
    build(*state, path);
    assert_true(route_open(path, &graph, &err));
    assert_true(file_read("content/demo/sheets/location.csv", 1 << 20, &sheet, &len, &err));
    char *at = sheet;
    for (const char *row; (row = strsep(&at, "\n"));) {
        struct place place;
        struct route_walk walk;
        if (!read_place(row, &place)) {
            continue;
        }
        if (places++ == 0) { // the first is the hub itself
            struct route_place hub;
            assert_string_equal(place.id, "loc-ventanilla");
            assert_true(route_snap(graph, place.at, ROUTE_WALK, NULL, &hub));
            trees[0] = route_tree_grow(graph, &hub, ROUTE_WALK);
            trees[1] = route_tree_grow(graph, &hub, ROUTE_STEP_FREE);
        }
        for (int mode = 0; mode < 2; mode++) {
            enum route_reach reach = route_measure(trees[mode], place.at, &walk);
            if (reach != expected(place.id, mode) || walk.door.away_cm > NEAR_CM ||
                walk.minutes > 60) {
                fail_msg("%s: %d, %u cm away, %u minutes", place.id, (int)reach, walk.door.away_cm,
                    walk.minutes);
            }
        }
    }
    assert_true(places >= PLACES_MIN);
    free(sheet);
    route_tree_free(trees[0]);
    route_tree_free(trees[1]);
    route_close(graph);
}

static bool
is_new(const char **names, int count, const char *name)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return false;
        }
    }
    return true;
}

// Coast, river, bridges, stairs, a square, alleys, a border, a neighbour, and enough streets.
static void
test_what_is_in_it(void **state)
{
    struct data *data = *state;
    struct err err = {0};
    const char *names[STREETS_MAX];
    int streets = 0;
    int bridges = 0;
    int stairs = 0;
    int squares = 0;
    int coast = 0;
    if (!extract_load(source, NULL, NULL, &data->extract, &err)) {
        fail_msg("%s", err.text);
    }
    const struct extract *extract = &data->extract;
    for (uint32_t i = 0; i < extract->way_count; i++) {
        const struct extract_way *way = &extract->ways[i];
        struct osm_tags tags = extract_tags(extract, way->tag_first, way->tag_count);
        const char *name = osm_tag(tags, "name");
        bool street = *osm_tag(tags, "highway") != '\0';
        if (street && *name && is_new(names, streets, name)) {
            assert_true(streets < STREETS_MAX);
            names[streets++] = name;
        }
        bridges += street && osm_tag_is(tags, "bridge", "yes");
        stairs += osm_tag_is(tags, "highway", "steps");
        squares += osm_tag_is(tags, "highway", "pedestrian") && osm_tag_is(tags, "area", "yes");
        coast += osm_tag_is(tags, "natural", "coastline");
    }
    print_message("%d streets\n", streets);
    assert_true(streets >= STREETS_MIN);
    assert_int_equal(bridges, 2);
    assert_true(stairs >= 3 && squares >= 1 && coast >= 2);
    assert_int_equal(extract->relation_count, 1);
}

static uint32_t
count_features(const char *path, const char *layer)
{
    struct map *map = NULL;
    struct err err = {0};
    uint32_t count = 0;
    assert_true(map_open(path, &map, &err));
    for (uint32_t x = 6800; x < 6840; x++) {
        for (uint32_t y = 8180; y < 8200; y++) {
            struct arena arena = {0};
            struct map_tile tile;
            assert_true(map_read(map, (struct map_at){14, x, y}, &arena, &tile, &err));
            const struct map_layer *found = map_layer_of(&tile, layer);
            count += found ? found->feature_count : 0;
            arena_finish(&arena);
        }
    }
    map_close(map);
    return count;
}

// GDAL reads the file as we do: its credit, the same layers, and of points, which are in one tile each, the same
// number.
static void
test_opens_elsewhere(void **state)
{
    static const char *const layers[] = {"ocean", "land", "water_polygons", "buildings", "streets",
        "street_labels", "boundaries", "public_transport", "pois", "place_labels", "addresses"};
    static const char *const points[] = {"pois", "public_transport", "place_labels", "addresses"};
    char path[DATA_PATH_MAX];
    char command[DATA_PATH_MAX + 100];
    enum { OUTPUT_MAX = 500000 };
    char *output = calloc(1, OUTPUT_MAX);
    assert_non_null(output);
    if (system("command -v ogrinfo >/dev/null") != 0) {
        print_message("no ogrinfo here\n");
        free(output);
        skip();
    }
    build(*state, path);
    snprintf(command, sizeof command, "ogrinfo -ro -so -al %s 2>&1", path);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t len = fread(output, 1, OUTPUT_MAX - 1, pipe);
    output[len] = '\0';
    assert_int_equal(pclose(pipe), 0);
    assert_non_null(strstr(output, "using driver `MBTiles' successful"));
    assert_null(strstr(output, "ERROR"));
    assert_non_null(strstr(output, "  attribution=Puerto Ejemplo\n"));
    assert_non_null(strstr(output, "  format=pbf\n"));
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        char line[60];
        snprintf(line, sizeof line, "Layer name: %s\n", layers[i]);
        if (!strstr(output, line)) {
            fail_msg("no layer %s", layers[i]);
        }
    }
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        char line[60];
        snprintf(line, sizeof line, "Layer name: %s\n", points[i]);
        const char *count = strstr(strstr(output, line), "Feature Count: ");
        assert_non_null(count);
        assert_int_equal(
            strtol(count + strlen("Feature Count: "), NULL, 10), count_features(path, points[i]));
    }
    free(output);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_place_can_be_reached, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_in_it, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_opens_elsewhere, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
