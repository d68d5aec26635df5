// links: gate
// The map's tables between what a publisher may put there and what nobody needs.

#include "tests/gate/made.h"

static void
expect(const struct made *made, const char *sql, const char *refusal)
{
    struct err err = {0};
    made_save(made->path, sql);
    bool passes = made_passes(made->path, &err);
    if (refusal ? passes || !strstr(err.text, refusal) : !passes) {
        fail_msg("%s: %s", sql, passes ? "passes" : err.text);
    }
}

#define NO_MAP "DELETE FROM tiles; DELETE FROM metadata; DELETE FROM route_graph"

static void
test_passes(void **state)
{
    expect(*state, NULL, NULL);
    expect(*state, NO_MAP, NULL);
    expect(*state, "DELETE FROM route_graph", NULL); // of another program
    expect(*state,
        "INSERT INTO tiles VALUES(0, 0, 0, zeroblob(1048576)), (22, 4194303, 4194303, x'')", NULL);
    // One edge of 24 bytes, a name that ends at 2, "ab", three bytes of geometry.
    expect(*state,
        "UPDATE route_graph SET data = CAST(substr(data, 1, 12) || x'00000000' || x'01000000'"
        " || x'01000000' || x'02000000' || x'03000000' || zeroblob(33) AS BLOB)",
        NULL);
}

static void
test_refuses(void **state)
{
    expect(
        *state, "INSERT INTO tiles VALUES(0, 0, 0, zeroblob(1048577))", "map: a tile of 1048577");
    expect(*state, "INSERT INTO tiles VALUES(22, 4194304, 0, x''), (22, 0, 4194304, x'')",
        "map: 2 tiles off the world");
    expect(*state, "INSERT INTO metadata VALUES('json', CAST(zeroblob(65533) AS TEXT))",
        "map: metadata of 65537 bytes");
    expect(*state, "UPDATE route_graph SET name = 'bicycle'", "map: walks that are nobody's");
    expect(*state, "UPDATE route_graph SET data = CAST(data || x'00' AS BLOB)",
        "map: walks of 33 bytes that say they have 32");
}

static struct map_difference
compare(const struct made *made, const char *before, const char *after)
{
    struct db *dbs[2] = {NULL, NULL};
    struct map_difference difference;
    struct err err = {0};
    made_save(made->path, before);
    made_save(made->other, after);
    assert_true(db_open(made->path, DB_READ, &dbs[0], &err));
    assert_true(db_open(made->other, DB_READ, &dbs[1], &err));
    if (!gate_compare_map(dbs[0], dbs[1], &difference, &err)) {
        fail_msg("%s", err.text);
    }
    db_close(dbs[0]);
    db_close(dbs[1]);
    return difference;
}

static void
test_compare(void **state)
{
    static const char *const changes[] = {"DELETE FROM tiles WHERE zoom_level = 10",
        "UPDATE tiles SET tile_data = zeroblob(9001) WHERE length(tile_data) = 9000",
        "UPDATE metadata SET value = 'y.osm' WHERE name = 'name'", "DELETE FROM route_graph",
        "INSERT INTO tiles VALUES(15, 0, 0, x'')"};
    struct map_difference same = compare(*state, NULL, NULL);
    assert_true(same.before && same.after && same.equal);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        assert_false(compare(*state, NULL, changes[i]).equal);
        assert_false(compare(*state, changes[i], NULL).equal);
    }
    struct map_difference gone = compare(*state, NULL, NO_MAP);
    assert_true(gone.before && !gone.after && !gone.equal);
    struct map_difference none = compare(*state, NO_MAP, NO_MAP);
    assert_true(!none.before && !none.after && none.equal);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_passes, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_refuses, made_setup, made_teardown),
        cmocka_unit_test_setup_teardown(test_compare, made_setup, made_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
