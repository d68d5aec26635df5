#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data.h"
#include "map/map.h"
#include "route/route.h"

#include "test.h"

// A street and a house, far enough apart for two tiles of zoom 14.
static const char *const town =
    "n 1 0.001 0.001\nn 2 0.001 0.005\nn 3 0.05 0.05\nn 4 0.05 0.0501\nn 5 0.0501 0.0501\n"
    "w 1 1,2 highway=residential name=Uno\nw 2 3,4,5,3 building=yes\n";

// What hub-map makes of the town, changed by sql as another program might have it.
static const char *
make(struct data *data, const char *sql, char path[DATA_PATH_MAX])
{
    char arguments[2 * DATA_PATH_MAX + 100];
    char source[DATA_PATH_MAX];
    char output[2000];
    struct db *db = NULL;
    struct db *copy = NULL;
    struct db_query *rows = NULL;
    struct db_query *insert = NULL;
    struct err err = {0};
    char made[DATA_PATH_MAX];
    data_write(data, town);
    snprintf(arguments, sizeof arguments, "build %s -o %s --name Pueblo",
        data_path(data, "town.osm", source), data_path(data, "made.mbtiles", made));
    if (data_run(arguments, output, sizeof output) != 0) {
        fail_msg("%s", output);
    }
    assert_true(db_open(made, DB_READ_ANY, &db, &err));
    assert_true(db_open(data_path(data, "other.mbtiles", path), DB_CREATE, &copy, &err));
    assert_true(db_exec(copy,
        "CREATE TABLE metadata(name, value); CREATE TABLE tiles(zoom_level, tile_column, tile_row,"
        " tile_data); CREATE TABLE route_graph(name, data)",
        &err));
    static const char *const tables[][2] = {{"SELECT name, value FROM metadata ORDER BY name DESC",
                                                "INSERT INTO metadata VALUES(?1, ?2)"},
        {"SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles ORDER BY tile_column DESC",
            "INSERT INTO tiles VALUES(?1, ?2, ?3, ?4)"},
        {"SELECT name, data FROM route_graph", "INSERT INTO route_graph VALUES(?1, ?2)"}};
    for (int t = 0; t < 3; t++) {
        assert_true(db_prepare(db, tables[t][0], &rows, &err));
        assert_true(db_prepare(copy, tables[t][1], &insert, &err));
        while (db_step(rows)) {
            int last = db_columns(rows) - 1;
            size_t len = 0;
            for (int i = 0; i < last; i++) {
                if (t == 1) {
                    db_bind_int(insert, i + 1, db_int(rows, i));
                } else {
                    db_bind_text(insert, i + 1, db_text(rows, i));
                }
            }
            const void *data_at = db_blob(rows, last, &len);
            if (t == 0) {
                db_bind_text(insert, last + 1, db_text(rows, last));
            } else {
                db_bind_blob(insert, last + 1, data_at, len);
            }
            db_step(insert);
            assert_false(db_failed(insert, &err));
            db_reset(insert);
        }
        db_finish(rows);
        db_finish(insert);
    }
    if (sql && !db_exec(copy, sql, &err)) {
        fail_msg("%s", err.text);
    }
    db_close(db);
    db_close(copy);
    return path;
}

struct imported {
    struct import_job job;
    struct db *db;
    struct err err;
    bool ok;
    char path[DATA_PATH_MAX];
};

static struct imported *
import(struct data *data, const char *sql, const struct osm_box *box, struct imported *into)
{
    *into = (struct imported){.job = {.box = box}};
    into->job.file = make(data, sql, into->path);
    assert_true(db_open("", DB_MEMORY, &into->db, &into->err));
    into->ok = import_map(&into->job, into->db, &into->err);
    return into;
}

static int64_t
count(struct imported *imported, const char *sql)
{
    int64_t number = -1;
    if (!imported->ok || !db_number(imported->db, sql, &number, &imported->err)) {
        fail_msg("%s", imported->err.text);
    }
    return number;
}

static void
test_all_of_it(void **state)
{
    struct imported imported;
    struct map *map = NULL;
    struct route_graph *walks = NULL;
    import(*state, NULL, NULL, &imported);
    assert_int_equal(count(&imported, "SELECT count(*) FROM tiles WHERE zoom_level = 14"), 2);
    assert_true(map_open_db(imported.db, &map, &imported.err));
    assert_true(route_open_db(imported.db, &walks, &imported.err));
    assert_string_equal(map_info(map)->name, "Pueblo");
    assert_string_equal(map_info(map)->credit, "© OpenStreetMap contributors");
    assert_true(imported.job.known);
    assert_int_equal(imported.job.damaged, 0);
    route_close(walks);
    map_close(map);
    db_close(imported.db);
}

// As tilemaker and planetiler leave it: no walks, names of their own, tiles twice or in another order.
static void
test_of_other_programs(void **state)
{
    struct imported imported;
    struct map *map = NULL;
    struct route_graph *walks = NULL;
    import(*state,
        "DROP TABLE route_graph; INSERT INTO tiles SELECT * FROM tiles ORDER BY zoom_level DESC;"
        "UPDATE metadata SET value = '<a href=\"x\">&copy; Somebody</a>' WHERE name = "
        "'attribution';"
        "INSERT INTO metadata VALUES('planetiler:version', '0.8'),"
        " ('planetiler:osm:osmosisreplicationtime', '2026-01-02T00:00:00Z')",
        NULL, &imported);
    assert_int_equal(count(&imported, "SELECT count(*) FROM tiles WHERE zoom_level = 14"), 2);
    assert_int_equal(
        count(&imported, "SELECT count(*) FROM metadata WHERE name LIKE 'planet%'"), 0);
    assert_true(map_open_db(imported.db, &map, &imported.err));
    assert_string_equal(map_info(map)->credit, "© Somebody");
    assert_string_equal(map_info(map)->date, "2026-01-02");
    assert_false(route_open_db(imported.db, &walks, &imported.err));
    assert_int_equal(imported.err.kind, ERR_MISSING);
    map_close(map);
    db_close(imported.db);
}

static void
test_a_part_of_it(void **state)
{
    static const struct osm_box box = {0, 0, 100000, 100000};
    static const struct osm_box elsewhere = {100000000, 0, 100100000, 100000};
    struct imported imported;
    import(*state, NULL, &box, &imported);
    assert_int_equal(count(&imported, "SELECT count(*) FROM tiles WHERE zoom_level = 14"), 1);
    assert_int_equal(count(&imported, "SELECT count(*) FROM metadata WHERE name = 'bounds' AND"
                                      " value = '0.0010000,0.0010000,0.0100000,0.0100000'"),
        1);
    db_close(imported.db);
    import(*state, NULL, &elsewhere, &imported);
    assert_false(imported.ok);
    assert_non_null(strstr(imported.err.text, "other.mbtiles: no tile in it or in this area"));
    db_close(imported.db);
}

static void
test_damaged_tiles(void **state)
{
    struct imported imported;
    import(*state,
        "UPDATE tiles SET tile_data = x'1aff' WHERE zoom_level = 14 AND tile_column = 8192;"
        "INSERT INTO tiles VALUES(12, 5, 5, zeroblob(2000000)), (40, 0, 0, x''), (3, 9, 0, x''),"
        " ('x', 'y', 'z', x'')",
        NULL, &imported);
    assert_int_equal(count(&imported, "SELECT count(*) FROM tiles WHERE zoom_level = 14"), 1);
    assert_int_equal(count(&imported, "SELECT count(*) FROM tiles WHERE zoom_level IN (3, 40)"), 0);
    assert_int_equal(imported.job.damaged, 2);
    assert_string_equal(imported.job.first, "12/5/5: 2000000 bytes, the limit is 1048576");
    db_close(imported.db);
}

static void
test_what_is_no_map(void **state)
{
    static const char *const cases[][2] = {
        {"UPDATE metadata SET value = 'png' WHERE name = 'format'",
            "tiles are \"png\", not vectors"},
        {"DELETE FROM tiles", "no tile in it"}, {"DROP TABLE tiles", "no such table: tiles"},
        {"UPDATE route_graph SET data = x'00'", "walking graph: not one"},
        {"UPDATE tiles SET tile_data = x'1a00' WHERE zoom_level < 10", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct imported imported;
        import(*state, cases[i][0], NULL, &imported);
        if (cases[i][1] ? imported.ok || !strstr(imported.err.text, cases[i][1]) : !imported.ok) {
            fail_msg("%s: %s", cases[i][0], imported.err.text);
        }
        db_close(imported.db);
    }
}

static void
test_unknown_layers(void **state)
{
    struct imported imported;
    import(*state, "DELETE FROM tiles WHERE zoom_level > 9; INSERT INTO tiles VALUES(0, 0, 0, x'')",
        NULL, &imported);
    assert_true(imported.ok);
    assert_false(imported.job.known);
    db_close(imported.db);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all_of_it, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_of_other_programs, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_a_part_of_it, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_damaged_tiles, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_no_map, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_unknown_layers, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
