#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "db/db.h"
#include "map/map.h"

#include "build.h"

#include "test.h"

enum { GZIP = 15 + 16 };

struct place {
    char folder[64];
    char file[96];
};

static int
setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    snprintf(place->folder, sizeof place->folder, "/tmp/hub-map-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->file, sizeof place->file, "%s/m.mbtiles", place->folder);
    *state = place;
    return 0;
}

static int
teardown(void **state)
{
    struct place *place = *state;
    unlink(place->file);
    rmdir(place->folder);
    free(place);
    return 0;
}

static size_t
sample_tile(uint8_t *packed, size_t room)
{
    static const uint32_t commands[] = {9, 2, 2};
    struct build layer = {.len = 0};
    struct build tile = {.len = 0};
    build_number(&layer, 15, 2);
    build_text(&layer, 1, "pois");
    build_feature(&layer, &(struct build_feature){MAP_POINT, commands, 3, NULL, 0});
    build_tile(&tile, &layer);
    z_stream stream = {.next_in = tile.data,
        .avail_in = (uInt)tile.len,
        .next_out = packed,
        .avail_out = (uInt)room};
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return room - stream.avail_out;
}

// As another program might write it; tiles[0] is a statement that makes "tiles" of the table "stored".
static void
make(const char *path, const char *metadata, const char *tiles)
{
    uint8_t packed[400];
    size_t len = sample_tile(packed, sizeof packed);
    struct db *db = NULL;
    struct db_query *query = NULL;
    struct err err = {0};
    char sql[2000];
    snprintf(sql, sizeof sql,
        "PRAGMA application_id=1297105496; PRAGMA user_version=0;"
        "CREATE TABLE metadata(name TEXT, value TEXT); %s;"
        "CREATE TABLE stored(zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER,"
        " tile_data BLOB); %s",
        metadata, tiles);
    if (!db_open(path, DB_CREATE, &db, &err) || !db_exec(db, sql, &err)) {
        fail_msg("%s", err.text);
    }
    assert_true(db_prepare(
        db, "INSERT INTO stored VALUES (2, 1, 3, ?1), (3, 0, 0, x'1aff')", &query, &err));
    db_bind_blob(query, 1, packed, len);
    db_step(query);
    assert_false(db_failed(query, &err));
    db_finish(query);
    db_close(db);
}

static const char *const as_view = "CREATE VIEW tiles AS SELECT * FROM stored";
static const char *const pbf = "INSERT INTO metadata VALUES ('format', 'pbf')";

static void
test_tiles(void **state)
{
    struct place *place = *state;
    struct map *map = NULL;
    struct err err = {0};
    struct arena arena = {0};
    struct map_tile tile;
    make(place->file, pbf, as_view);
    if (!map_open(place->file, &map, &err)) {
        fail_msg("%s", err.text);
    }
    // Row 3 of zoom 2, counted from the south, is the northernmost.
    assert_true(map_read(map, (struct map_at){2, 1, 0}, &arena, &tile, &err));
    assert_int_equal(tile.layer_count, 1);
    assert_string_equal(tile.layers[0].name, "pois");
    assert_true(map_read(map, (struct map_at){2, 1, 1}, &arena, &tile, &err));
    assert_int_equal(tile.layer_count, 0);
    static const struct map_at nowhere[] = {
        {-1, 0, 0}, {MAP_ZOOM_MAX + 1, 0, 0}, {2, 4, 0}, {2, 0, 4}, {0, 0, 1}};
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
        assert_true(map_read(map, nowhere[i], &arena, &tile, &err));
        assert_int_equal(tile.layer_count, 0);
    }
    assert_false(map_read(map, (struct map_at){3, 0, 7}, &arena, &tile, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_non_null(strstr(err.text, "tile 3/0/7"));
    map_close(map);
    map_close(NULL);
    arena_finish(&arena);
}

static void
test_metadata(void **state)
{
    struct place *place = *state;
    struct map *map = NULL;
    struct err err = {0};
    make(place->file,
        "INSERT INTO metadata VALUES ('format', 'pbf'), ('name', 'Puerto Ejemplo'),"
        " ('attribution', '<a href=\"x\">&copy; OpenStreetMap</a> &amp; friends <3'),"
        " ('bounds', '-30.1,-0.05,-29.9,89'), ('minzoom', '10'), ('maxzoom', '14'),"
        " ('json', '{}')",
        as_view);
    assert_true(map_open(place->file, &map, &err));
    const struct map_info *info = map_info(map);
    assert_string_equal(info->name, "Puerto Ejemplo");
    assert_string_equal(info->credit, "© OpenStreetMap & friends <3");
    assert_int_equal(info->zoom_min, 10);
    assert_int_equal(info->zoom_max, 14);
    assert_true(info->west < -30.09 && info->east > -29.91 && info->south < -0.04);
    assert_true(info->north < 85.06); // where the square world ends
    map_close(map);
}

// What makes no sense is as if it were not there.
static void
test_odd_metadata(void **state)
{
    struct place *place = *state;
    struct map *map = NULL;
    struct err err = {0};
    static const char *const bounds[] = {"", "1,2,3", "1,2,3,4,5", "5,0,4,1", "0,5,1,4",
        "nan,0,1,1", "-200,0,1,1", "0,0,1,91", "a,b,c,d"};
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        char sql[300];
        snprintf(sql, sizeof sql,
            "%s, ('bounds', '%s'), ('minzoom', '14'), ('maxzoom', '9'),"
            " ('attribution', 'a&b <i'), ('name', NULL)",
            pbf, bounds[i]);
        make(place->file, sql, as_view);
        assert_true(map_open(place->file, &map, &err));
        const struct map_info *info = map_info(map);
        assert_true(info->west == -180 && info->east == 180 && info->south < -85);
        assert_int_equal(info->zoom_min, 0);
        assert_int_equal(info->zoom_max, 9);
        assert_string_equal(info->credit, "a&b <i");
        assert_string_equal(info->name, "");
        map_close(map);
    }
}

static void
test_refuses(void **state)
{
    struct place *place = *state;
    struct map *map = NULL;
    struct err err = {0};
    assert_false(map_open(place->file, &map, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    make(place->file, "INSERT INTO metadata VALUES ('format', 'png')", as_view);
    assert_false(map_open(place->file, &map, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_non_null(strstr(err.text, "png"));
    make(place->file, pbf, "SELECT 1"); // no tiles
    assert_false(map_open(place->file, &map, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_true(file_replace(place->file, "hello", 5, &err));
    assert_false(map_open(place->file, &map, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_null(map);
}

// A view that never ends is no reason to wait, and one that calls itself is none of the format.
static void
test_endless_view(void **state)
{
    struct place *place = *state;
    struct map *map = NULL;
    struct err err = {0};
    struct arena arena = {0};
    struct map_tile tile;
    make(place->file, pbf,
        "CREATE TABLE n (x); INSERT INTO n VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), "
        "(10);"
        "CREATE VIEW m AS SELECT a.x FROM n a, n b, n c, n d, n e;"
        "CREATE VIEW tiles AS SELECT -(a.x + b.x + c.x) AS zoom_level, 1 AS tile_column,"
        " 2 AS tile_row, a.x AS tile_data FROM m a, m b, m c");
    assert_true(map_open(place->file, &map, &err));
    assert_false(map_read(map, (struct map_at){2, 1, 1}, &arena, &tile, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    map_close(map);
    arena_finish(&arena);
    make(place->file, pbf,
        "CREATE VIEW tiles AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
        " SELECT -x AS zoom_level, -x AS tile_column, -x AS tile_row, x AS tile_data FROM c");
    assert_false(map_open(place->file, &map, &err));
    assert_null(map);
}

// One connection for the content and its map; the map's end leaves it open.
static void
test_inside_of_a_database(void **state)
{
    struct place *place = *state;
    struct map *map = NULL;
    struct db *db = NULL;
    struct err err = {0};
    struct arena arena = {0};
    struct map_tile tile;
    int64_t rows = 0;
    make(place->file, pbf, as_view);
    assert_true(db_open(place->file, DB_READ_ANY, &db, &err));
    for (int i = 0; i < 2; i++) {
        assert_true(map_open_db(db, &map, &err));
        assert_true(map_read(map, (struct map_at){2, 1, 0}, &arena, &tile, &err));
        assert_int_equal(tile.layer_count, 1);
        map_close(map);
    }
    assert_true(db_number(db, "SELECT count(*) FROM stored", &rows, &err));
    assert_int_equal(rows, 2);
    db_close(db);
    arena_finish(&arena);
    make(place->file, "SELECT 1", as_view); // the tables are there, but no map
    assert_true(db_open(place->file, DB_READ_ANY, &db, &err));
    assert_false(map_open_db(db, &map, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(map);
    db_close(db);
    assert_false(map_open(place->file, &map, &err)); // as a file it is no map at all
    assert_int_equal(err.kind, ERR_FORMAT);
}

// What map_look() writes to stderr while the damaged tile is looked at so often.
static void
said_of(const char *path, int times, char said[1000])
{
    struct map *map = NULL;
    struct err err = {0};
    struct arena arena = {0};
    struct map_tile tile;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    fflush(stderr);
    int saved = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[1]);
    assert_true(map_open(path, &map, &err));
    for (int i = 0; i < times; i++) {
        tile.layer_count = 9;
        map_look(map, (struct map_at){3, 0, 7}, &arena, &tile);
        assert_int_equal(tile.layer_count, 0);
    }
    map_look(map, (struct map_at){2, 1, 0}, &arena, &tile);
    assert_int_equal(tile.layer_count, 1);
    map_close(map);
    arena_finish(&arena);
    fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    ssize_t got = read(ends[0], said, 999);
    close(ends[0]);
    said[got > 0 ? got : 0] = '\0';
}

static void
test_damaged_tile_is_empty(void **state)
{
    struct place *place = *state;
    char said[1000];
    make(place->file, pbf, as_view);
    said_of(place->file, 0, said);
    assert_string_equal(said, "");
    said_of(place->file, 1, said);
    assert_non_null(strstr(said, "map: tile 3/0/7: "));
    assert_ptr_equal(strchr(said, '\n') + 1, said + strlen(said)); // one line
    said_of(place->file, 5, said);
    int lines = 0;
    for (const char *at = said; *at; at++) {
        lines += *at == '\n';
    }
    assert_int_equal(lines, 2);
    assert_non_null(strstr(said, "\nwarning: map: 5 damaged tiles were shown empty\n"));
}

static void
test_date(void **state)
{
    struct place *place = *state;
    struct map *map = NULL;
    struct err err = {0};
    static const char *const rows[][2] = {{"'data_date', '2026-11-15'", "2026-11-15"},
        {"'planetiler:osm:osmosisreplicationtime', '2025-01-02T20:21:23Z'", "2025-01-02"},
        {"'data_date', '15/11/2026'", ""}, {"'data_date', '2026-11'", ""}, {"'x', ''", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char sql[300];
        snprintf(sql, sizeof sql, "%s, (%s)", pbf, rows[i][0]);
        make(place->file, sql, as_view);
        assert_true(map_open(place->file, &map, &err));
        assert_string_equal(map_info(map)->date, rows[i][1]);
        map_close(map);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_tiles, setup, teardown),
        cmocka_unit_test_setup_teardown(test_metadata, setup, teardown),
        cmocka_unit_test_setup_teardown(test_odd_metadata, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refuses, setup, teardown),
        cmocka_unit_test_setup_teardown(test_endless_view, setup, teardown),
        cmocka_unit_test_setup_teardown(test_inside_of_a_database, setup, teardown),
        cmocka_unit_test_setup_teardown(test_damaged_tile_is_empty, setup, teardown),
        cmocka_unit_test_setup_teardown(test_date, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
