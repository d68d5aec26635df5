#include "compile.h"

#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "map/map.h"
#include "mbtiles.h"
#include "route/route.h"

#include "test.h"

static const char *const town =
    "n 1 0 0\nn 2 0 0.005\nn 3 0.005 0.005 amenity=bank\nn 4 0.005 0\n"
    "w 1 1,2,3 highway=residential name=Uno\nw 2 1,2,3,4,1 landuse=residential\n";

static bool
compile(struct data *data, struct compile_job *job, struct db **db, struct err *err)
{
    static char path[DATA_PATH_MAX]; // of the job
    job->file = data_path(data, "town.osm", path);
    assert_true(db_open("", DB_MEMORY, db, err));
    return compile_map(job, *db, err);
}

static void
test_what_a_kiosk_opens(void **state)
{
    struct db *db = NULL;
    struct map *map = NULL;
    struct route_graph *walks = NULL;
    struct compile_job job = {.name = "town"};
    struct err err = {0};
    data_write(*state, town);
    if (!compile(*state, &job, &db, &err) || !map_open_db(db, &map, &err) ||
        !route_open_db(db, &walks, &err)) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(map_info(map)->name, "town");
    assert_string_equal(map_info(map)->credit, MBTILES_CREDIT);
    assert_string_equal(map_info(map)->date, "");
    assert_int_equal(route_summary(walks).edges, 1);
    assert_int_equal(job.broken, 0);
    route_close(walks);
    map_close(map);
    db_close(db);
}

static void
test_credit_and_broken_areas(void **state)
{
    struct db *db = NULL;
    struct map *map = NULL;
    struct compile_job job = {.name = "town", .credit = "Drawn by hand"};
    struct err err = {0};
    data_write(*state, "n 1 0 0\nn 2 0 0.005\nn 3 0.005 0.005\nw 1 1,2,3 natural=water\n"
                       "r 1 w1 type=multipolygon natural=water\n");
    assert_true(compile(*state, &job, &db, &err) && map_open_db(db, &map, &err));
    assert_string_equal(map_info(map)->credit, "Drawn by hand");
    assert_int_equal(job.broken, 1);
    map_close(map);
    db_close(db);
}

static void
test_errors_name_the_file(void **state)
{
    struct db *db = NULL;
    struct compile_job job = {.name = "town"};
    struct err err = {0};
    data_write(*state, "n 1 0 0\nn 2 1 5\nw 1 1,2 highway=path\n");
    assert_false(compile(*state, &job, &db, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_int_equal(strncmp(err.text, job.file, strlen(job.file)), 0);
    assert_non_null(strstr(err.text, "more than 2 degrees a side"));
    db_close(db);
    struct osm_box elsewhere = {100, 100, 200, 200};
    job.box = &elsewhere;
    data_write(*state, "n 1 50 50\n");
    assert_false(compile(*state, &job, &db, &err));
    assert_non_null(strstr(err.text, "town.osm: nothing in it or in this area"));
    db_close(db);
    job.file = "/nowhere/town.osm";
    assert_true(db_open("", DB_MEMORY, &db, &err));
    assert_false(compile_map(&job, db, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    db_close(db);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_a_kiosk_opens, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_credit_and_broken_areas, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_errors_name_the_file, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
