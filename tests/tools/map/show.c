#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "data.h"
#include "db/db.h"

#include "test.h"

static void
expect(const char *arguments, int code, const char *says)
{
    char output[4000];
    int got = data_run(arguments, output, sizeof output);
    if (got != code || !strstr(output, says)) {
        fail_msg("%s: %d, %s", arguments, got, output);
    }
}

static void
test_our_map(void **state)
{
    struct data *data = *state;
    char arguments[300];
    data_write(data, "n 1 0.001 0.001\nn 2 0.001 0.002\nn 3 0.005 0.001\nn 4 0.005 0.0011\n"
                     "w 1 1,2 highway=residential\nw 2 3,4 highway=path\n");
    snprintf(arguments, sizeof arguments, "build %s/town.osm -o %s/t.mbtiles", data->folder,
        data->folder);
    expect(arguments, 0, "");
    snprintf(arguments, sizeof arguments, "show %s/t.mbtiles", data->folder);
    expect(arguments, 0, "  bounds       0.00100,0.00100,0.00200,0.00500\n");
    expect(arguments, 0, "  zoom         10 to 14\n");
    expect(arguments, 0, "\n  14       1 ");
    expect(arguments, 0, "  junctions    4\n");
    expect(arguments, 0, "  ways         2, 0.1 km\n");
    expect(arguments, 0, "  islands      2; the largest has 50.0 % of the junctions\n");
}

static void
make_other(const char *path, const char *sql)
{
    struct db *db = NULL;
    struct err err = {0};
    assert_true(db_open(path, DB_CREATE, &db, &err));
    assert_true(db_exec(db, sql, &err));
    db_close(db);
}

static void
test_other_files(void **state)
{
    struct data *data = *state;
    char arguments[700];
    char path[DATA_PATH_MAX];
    struct err err = {0};
    snprintf(arguments, sizeof arguments, "show %s", data_path(data, "o.mbtiles", path));
    expect(arguments, 3, "no such file");
    assert_true(file_replace(path, "hello", 5, &err));
    expect(arguments, 1, "error: ");
    make_other(path,
        "CREATE TABLE metadata(name, value); INSERT INTO metadata VALUES ('format', 'pbf');"
        "CREATE TABLE tiles(zoom_level, tile_column, tile_row, tile_data)");
    expect(arguments, 0, "No walks");
    make_other(path,
        "CREATE TABLE metadata(name, value); INSERT INTO metadata VALUES ('format', 'pbf');"
        "CREATE TABLE tiles(zoom_level, tile_column, tile_row, tile_data);"
        "CREATE TABLE route_graph(name, data); INSERT INTO route_graph VALUES ('foot', 'x')");
    expect(arguments, 1, "walking graph: not one");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_our_map, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_other_files, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
