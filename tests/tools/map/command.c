#include "command.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "data.h"

#include "test.h"

static const char *const town =
    "n 1 0 0\nn 2 0 0.005\nn 3 0.005 0.005 amenity=bank\nn 4 0.005 0\n"
    "w 1 1,2,3 highway=residential name=Uno\nw 2 1,2,3,4,1 landuse=residential\n";

static void
expect(const char *arguments, int code, const char *says)
{
    char output[4000];
    int got = data_run(arguments, output, sizeof output);
    if (got != code || !strstr(output, says) || (*says == '\0' && *output)) {
        fail_msg("%s: %d, %s", arguments, got, output);
    }
}

static void
test_build(void **state)
{
    struct data *data = *state;
    char arguments[1000];
    char path[DATA_PATH_MAX];
    data_write(data, town);
    snprintf(arguments, sizeof arguments, "build %s/town.osm -o %s/t.mbtiles --name Puerto",
        data->folder, data->folder);
    expect(arguments, 0, "");
    snprintf(arguments, sizeof arguments, "show %s/t.mbtiles", data->folder);
    expect(arguments, 0, "name         Puerto\n");
    expect(arguments, 0, "© OpenStreetMap contributors");
    snprintf(arguments, sizeof arguments,
        "build %s/town.osm --around 0.002,0.002,0.2 -o %s/u.mbtiles --credit Nadie", data->folder,
        data->folder);
    expect(arguments, 0, "");
    snprintf(arguments, sizeof arguments, "show %s/u.mbtiles", data->folder);
    expect(arguments, 0, "attribution  Nadie\n");
    assert_int_equal(access(data_path(data, "u.mbtiles", path), R_OK), 0);
}

// One line each, naming the file; the map that stood there stays.
static void
test_failures(void **state)
{
    struct data *data = *state;
    char arguments[1000];
    char path[DATA_PATH_MAX];
    struct err err = {0};
    data_write(data, town);
    assert_true(file_replace(data_path(data, "t.mbtiles", path), "old", 3, &err));
    static const struct {
        const char *options;
        int code;
        const char *says;
    } cases[] = {
        {"--bbox 1,2,3", 2, "WEST,SOUTH,EAST,NORTH"},
        {"--around 1,2,3000", 2, "LAT,LON,KM"},
        {"--bbox 50,50,51,51", 1, "town.osm: nothing in it or in this area"},
        {"--around 1,2,3 --bbox 1,2,3,4", 2, "not both"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(arguments, sizeof arguments, "build %s/town.osm -o %s %s", data->folder, path,
            cases[i].options);
        expect(arguments, cases[i].code, cases[i].says);
    }
    data_write(data, "n 1 -1 0.5\nn 2 0.5 0.5\nn 3 1 1\nw 1 1,2 natural=coastline\n");
    snprintf(
        arguments, sizeof arguments, "build %s/town.osm -o %s --bbox 0,0,1,1", data->folder, path);
    expect(arguments, 1, "town.osm: the coastline ends within the map, at 0.50000,0.50000");
    char *left = NULL;
    size_t len = 0;
    assert_true(file_read(path, 100, &left, &len, &err));
    assert_string_equal(left, "old");
    free(left);
    snprintf(arguments, sizeof arguments, "build %s/town.osm -o %s --bbox 0,0,1,1 --no-sea",
        data->folder, path);
    expect(arguments, 0, "");
    snprintf(arguments, sizeof arguments, "build %s/none.osm -o %s", data->folder, path);
    expect(arguments, 3, "none.osm: No such file");
    snprintf(arguments, sizeof arguments, "build %s/town.osm -o %s/no/t.mbtiles --no-sea",
        data->folder, data->folder);
    expect(arguments, 3, "no/t.mbtiles");
}

static void
test_warning(void **state)
{
    struct data *data = *state;
    char arguments[1000];
    data_write(data, "n 1 0 0\nn 2 0 1\nn 3 1 0\nn 4 1 1\nw 1 1,4,3,2,1 building=yes\n");
    snprintf(arguments, sizeof arguments, "build %s/town.osm -o %s/t.mbtiles", data->folder,
        data->folder);
    expect(arguments, 0, "town.osm: warning: 1 areas left out");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_build, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_failures, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_warning, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
