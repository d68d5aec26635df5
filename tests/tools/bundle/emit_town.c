#include "emit.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "gate/gate.h"
#include "map/map.h"
#include "route/route.h"
#include "town.h"

#include "test.h"

static void
expect(struct db *db, const char *sql, const char *value)
{
    char found[256];
    assert_string_equal(hub_ask(db, sql, found), value);
}

static void
test_without_a_map(void **state)
{
    struct db *db = hub_build(*state);
    struct map *map = NULL;
    struct err err = {0};
    expect(db, "SELECT count(*) FROM metadata", "0");
    expect(db, "SELECT count(*) FROM tiles", "0");
    expect(db, "SELECT count(*) FROM route_graph", "0");
    assert_false(map_open_db(db, &map, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    db_close(db);
}

// The whole way: a folder's data, the gate, and what a kiosk opens.
static void
test_the_kiosk_opens_it(void **state)
{
    struct hub *hub = *state;
    town_write(hub, "map/pueblo.osm");
    struct db *db = hub_build(hub);
    struct map *map = NULL;
    struct route_graph *walks = NULL;
    struct arena arena = {0};
    struct err err = {0};
    struct map_tile tile;
    if (!gate_check(db, &err) || !map_open_db(db, &map, &err) || !route_open_db(db, &walks, &err)) {
        fail_msg("%s", err.text);
    }
    assert_true(map_read(map, (struct map_at){14, 6826, 8191}, &arena, &tile, &err));
    assert_non_null(map_layer_of(&tile, "streets"));
    assert_true(route_summary(walks).edges >= 4);
    expect(db, "SELECT value FROM metadata WHERE name = 'data_date'", "2026-11-01");
    expect(db, "SELECT value FROM metadata WHERE name = 'attribution'",
        "© OpenStreetMap contributors");
    arena_finish(&arena);
    route_close(walks);
    map_close(map);
    db_close(db);
}

static void
test_same_bytes(void **state)
{
    struct hub *hub = *state;
    char paths[2][300];
    char *bytes[2] = {NULL, NULL};
    size_t len[2] = {0, 0};
    struct err err = {0};
    town_write(hub, "map/pueblo.osm");
    for (int i = 0; i < 2; i++) {
        snprintf(paths[i], sizeof paths[i], "%s.%d.db", hub->path, i);
        hub_build_to(hub, paths[i]);
        assert_true(file_read(paths[i], 64 << 20, &bytes[i], &len[i], &err));
    }
    assert_int_equal(len[0], len[1]);
    assert_memory_equal(bytes[0], bytes[1], len[0]);
    free(bytes[0]);
    free(bytes[1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_without_a_map, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_the_kiosk_opens_it, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_same_bytes, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
