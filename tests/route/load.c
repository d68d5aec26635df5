#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/db.h"
#include "route/route.h"

#include "town.h"

#include "test.h"

static const struct plan crossroads = {
    .nodes = {{0, 0}, {100, 0}, {200, 0}, {100, 80}, {900, 900}, {950, 900}},
    .node_count = 6,
    .edges = {{0, 1, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {1, 2, 1, ROUTE_RESIDENTIAL, ROUTE_SIDEWALK, ROUTE_PAVED, {{150, 10}}, 1},
        {1, 3, 2, ROUTE_STEPS, ROUTE_NOT_STEP_FREE, 0, {{0}}, 0},
        {4, 5, 0, ROUTE_PATH, 0, 0, {{0}}, 0}},
    .edge_count = 4,
    .names = {"Calle Uno", "Escalera Ñ"},
    .name_count = 2,
};

static bool
loads(const uint8_t *data, size_t len, struct err *err)
{
    struct route_graph *graph = NULL;
    uint8_t *exact = malloc(len > 0 ? len : 1); // so that reading beyond shows
    assert_non_null(exact);
    memcpy(exact, data, len);
    bool ok = route_load(exact, len, &graph, err);
    free(exact);
    assert_true(ok == (graph != NULL));
    route_close(graph);
    return ok;
}

static void
test_summary(void **state)
{
    (void)state;
    struct route_graph *graph = town_graph(&crossroads);
    struct route_summary summary = route_summary(graph);
    assert_int_equal(summary.nodes, 6);
    assert_int_equal(summary.edges, 4);
    assert_int_equal(summary.islands, 2);
    assert_int_equal(summary.main_nodes, 4);
    assert_true(summary.length_km > 0.330 && summary.length_km < 0.333);
    route_close(graph);
    route_close(NULL);
}

static void
test_empty_graph(void **state)
{
    (void)state;
    static const struct plan nothing = {.node_count = 0};
    struct route_place place;
    struct route_graph *graph = town_graph(&nothing);
    assert_int_equal(route_summary(graph).islands, 0);
    assert_false(route_snap(graph, town_point(0, 0), ROUTE_WALK, NULL, &place));
    route_close(graph);
}

static void
test_cut_off(void **state)
{
    (void)state;
    size_t len = 0;
    struct err err = {0};
    uint8_t *data = town_bytes(&crossroads, &len);
    assert_true(loads(data, len, &err));
    for (size_t cut = 0; cut < len; cut++) {
        assert_false(loads(data, cut, &err));
        assert_int_equal(err.kind, ERR_FORMAT);
    }
    free(data);
}

// One wrong byte or word each: where, what, and the kind of error.
static void
test_damage(void **state)
{
    (void)state;
    enum {
        EDGES = ROUTE_HEADER_BYTES + 6 * ROUTE_NODE_BYTES,
        NAMES = EDGES + 4 * ROUTE_EDGE_BYTES
    };
    static const struct {
        size_t at;
        uint32_t value;
        enum err_kind kind;
    } hurts[] = {
        {0, 0, ERR_FORMAT}, {8, 2, ERR_VERSION}, {12, 7, ERR_FORMAT},
        {12, ROUTE_NODES_MAX + 1, ERR_LIMIT}, {16, ROUTE_EDGES_MAX + 1, ERR_LIMIT},
        {20, ROUTE_NAMES_MAX + 1, ERR_LIMIT}, {24, ROUTE_TEXT_MAX + 1, ERR_LIMIT},
        {28, ROUTE_GEOMETRY_MAX + 1, ERR_LIMIT},
        {ROUTE_HEADER_BYTES, 900000001, ERR_FORMAT},                 // latitude
        {ROUTE_HEADER_BYTES + 4, (uint32_t)-1800000001, ERR_FORMAT}, // longitude
        {EDGES, 6, ERR_FORMAT},                                      // a node that is not there
        {EDGES + 4, 6, ERR_FORMAT}, {EDGES + 8, ROUTE_LENGTH_MAX + 1, ERR_FORMAT},
        {EDGES + 12, 3, ERR_FORMAT},  // a name that is not there
        {EDGES + 16, 99, ERR_FORMAT}, // geometry beyond the end
        {EDGES + 16, 2, ERR_FORMAT},  // half a varint, then less than before
        {EDGES + 20, ROUTE_KINDS, ERR_FORMAT}, {EDGES + 20, ROUTE_SURFACES << 8, ERR_FORMAT},
        {EDGES + 20, (ROUTE_FLAGS_ALL + 1u) << 16, ERR_FORMAT}, {NAMES, 99, ERR_FORMAT},
        {NAMES + 4, 3, ERR_FORMAT},  // ends before it begins
        {NAMES + 4, 19, ERR_FORMAT}, // in the middle of Ñ, and text left over
    };
    size_t len = 0;
    uint8_t *data = town_bytes(&crossroads, &len);
    for (size_t i = 0; i < sizeof hurts / sizeof *hurts; i++) {
        uint8_t was[4];
        struct err err = {0};
        memcpy(was, data + hurts[i].at, 4);
        uint8_t *at = data + hurts[i].at;
        town_u32(&at, hurts[i].value);
        if (loads(data, len, &err) || err.kind != hurts[i].kind) {
            fail_msg("case %zu: %s", i, err.text);
        }
        memcpy(data + hurts[i].at, was, 4);
    }
    free(data);
}

static void
test_random_bytes(void **state)
{
    (void)state;
    size_t len = 0;
    uint32_t seed = 20261128;
    uint8_t *data = town_bytes(&crossroads, &len);
    for (int round = 0; round < 20000; round++) {
        struct err err = {0};
        uint8_t was[4];
        size_t places[4];
        for (int i = 0; i < 4; i++) {
            seed = seed * 1664525 + 1013904223;
            places[i] = 8 + (seed >> 8) % (len - 8);
            was[i] = data[places[i]];
            data[places[i]] ^= (uint8_t)(1 << (seed >> 29));
        }
        loads(data, len, &err);
        for (int i = 4; i-- > 0;) {
            data[places[i]] = was[i];
        }
    }
    free(data);
}

static void
make_file(const char *path, const char *table)
{
    size_t len = 0;
    struct db *db = NULL;
    struct db_query *query = NULL;
    struct err err = {0};
    uint8_t *data = town_bytes(&crossroads, &len);
    assert_true(db_open(path, DB_CREATE, &db, &err));
    assert_true(db_exec(db, table, &err));
    assert_true(db_exec(db, "PRAGMA application_id=1297105496; PRAGMA user_version=0", &err));
    if (db_prepare(db, "INSERT INTO route_graph VALUES ('foot', ?1)", &query, &err)) {
        db_bind_blob(query, 1, data, len);
        db_step(query);
    }
    db_finish(query);
    db_close(db);
    free(data);
}

static void
test_file(void **state)
{
    (void)state;
    char folder[] = "/tmp/hub-route-XXXXXX";
    char path[64];
    struct route_graph *graph = NULL;
    struct err err = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.mbtiles", folder);
    assert_false(route_open(path, &graph, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    make_file(path, "CREATE TABLE route_graph(name TEXT PRIMARY KEY, data BLOB)");
    if (!route_open(path, &graph, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(route_summary(graph).nodes, 6);
    route_close(graph);
    make_file(path, "CREATE TABLE tiles(a)");
    assert_false(route_open(path, &graph, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(graph);
    make_file(path, "CREATE TABLE route_graph(name TEXT, data BLOB);"
                    "INSERT INTO route_graph VALUES ('foot', 'no graph')");
    assert_false(route_open(path, &graph, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    unlink(path);
    rmdir(folder);
}

// What was opened stands on its own: the database may go.
static void
test_inside_of_a_database(void **state)
{
    (void)state;
    size_t len = 0;
    struct db *db = NULL;
    struct db_query *query = NULL;
    struct route_graph *graph = NULL;
    struct err err = {0};
    uint8_t *data = town_bytes(&crossroads, &len);
    assert_true(db_open("", DB_MEMORY, &db, &err));
    assert_false(route_open_db(db, &graph, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_true(db_exec(db, "CREATE TABLE route_graph(name TEXT, data BLOB)", &err));
    assert_false(route_open_db(db, &graph, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_null(graph);
    assert_true(db_prepare(db, "INSERT INTO route_graph VALUES ('foot', ?1)", &query, &err));
    db_bind_blob(query, 1, data, len);
    db_step(query);
    db_finish(query);
    assert_true(route_open_db(db, &graph, &err));
    db_close(db);
    assert_int_equal(route_summary(graph).nodes, 6);
    route_close(graph);
    free(data);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_summary),
        cmocka_unit_test(test_empty_graph),
        cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_inside_of_a_database),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
