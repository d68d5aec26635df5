#include "walkable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "data.h"

#include "test.h"

enum { TAGS_MAX = 20, ROWS_MIN = 230 };

static struct walkable
way(const char *words)
{
    struct osm_tag tags[TAGS_MAX];
    char room[500];
    return walkable_way(data_tags(words, tags, room));
}

static void
test_kinds(void **state)
{
    (void)state;
    assert_int_equal(way("highway=footway").kind, ROUTE_FOOTWAY);
    assert_int_equal(way("highway=footway footway=crossing").kind, ROUTE_CROSSING);
    assert_int_equal(way("highway=steps").kind, ROUTE_STEPS);
    assert_int_equal(way("highway=secondary_link").kind, ROUTE_SECONDARY);
    assert_int_equal(way("highway=road").kind, ROUTE_RESIDENTIAL);
    assert_int_equal(way("route=ferry").kind, ROUTE_FERRY);
    assert_int_equal(way("man_made=pier").kind, ROUTE_PLATFORM);
    assert_int_equal(way("highway=elevator").kind, ROUTE_ELEVATOR);
    assert_true(way("man_made=pier").yes && way("railway=platform").yes && way("route=ferry").yes);
    assert_false(way("waterway=river").yes);
    assert_false(way("").yes);
    assert_false(way("highway=via_ferrata").yes);
    assert_false(way("highway=proposed foot=yes").yes);
    assert_false(way("route=ferry foot=no").yes);
}

// The choices of README.md, "What can be walked".
static void
test_policy(void **state)
{
    (void)state;
    assert_false(way("highway=motorway").yes);
    assert_true(way("highway=motorway foot=designated").yes);
    assert_false(way("highway=primary motorroad=yes").yes);
    assert_true(way("highway=trunk").yes);
    assert_true(way("highway=cycleway").yes);
    assert_false(way("highway=cycleway foot=no").yes);
    assert_true(way("highway=bridleway").yes);
    assert_false(way("highway=residential access=private").yes);
    assert_true(way("highway=residential access=private foot=yes").yes);
    assert_false(way("highway=primary foot=use_sidepath").yes);
    assert_false(way("highway=track access=forestry").yes);
    assert_true(way("highway=track access=forestry hiking=yes").yes);
    assert_false(way("highway=track foot=no hiking=yes").yes);
}

static void
test_flags(void **state)
{
    (void)state;
    assert_int_equal(way("highway=primary sidewalk=both").flags, ROUTE_SIDEWALK);
    assert_int_equal(way("highway=primary sidewalk:right=separate").flags, ROUTE_SEPARATE);
    assert_int_equal(way("highway=primary sidewalk=separate foot=yes").flags, 0);
    assert_int_equal(way("highway=service service=parking_aisle").flags, ROUTE_MINOR);
    assert_int_equal(way("highway=steps incline=up").flags, ROUTE_NOT_STEP_FREE | ROUTE_UP);
    assert_int_equal(way("highway=steps incline=-20%").flags, ROUTE_NOT_STEP_FREE | ROUTE_DOWN);
    assert_int_equal(way("highway=steps ramp:wheelchair=yes").flags, 0);
    assert_int_equal(way("highway=path wheelchair=no").flags, ROUTE_NOT_STEP_FREE);
    assert_int_equal(way("highway=residential bridge=yes oneway=yes").flags, ROUTE_BRIDGE);
    assert_int_equal(way("highway=footway oneway:foot=yes").flags, ROUTE_NOT_BACKWARD);
    assert_int_equal(way("highway=footway oneway:foot=-1").flags, ROUTE_NOT_FORWARD);
    assert_int_equal(way("highway=footway tunnel=yes").flags, ROUTE_TUNNEL);
    assert_int_equal(way("highway=path surface=sand").surface, ROUTE_SOFT);
    assert_int_equal(way("highway=path surface=moon").surface, ROUTE_UNKNOWN);
}

static void
test_barriers(void **state)
{
    (void)state;
    struct osm_tag tags[TAGS_MAX];
    char room[500];
    assert_true(walkable_node(data_tags("barrier=gate", tags, room)));
    assert_false(walkable_node(data_tags("barrier=wall", tags, room)));
    assert_true(walkable_node(data_tags("barrier=border_control", tags, room)));
    assert_true(walkable_node(data_tags("barrier=wall access=yes", tags, room)));
    assert_false(walkable_node(data_tags("barrier=gate access=private", tags, room)));
    assert_false(walkable_node_step_free(data_tags("barrier=stile", tags, room)));
    assert_true(walkable_node_step_free(data_tags("barrier=bollard", tags, room)));
}

// --- OSRM's table of what can be walked, which stands beside the tree ---

// Splits "highway=x node/barrier=y" in tags of the way and of a node on it. Without highway OSRM's tests
// mean a primary road; "(nil)" is no tag.
static void
split(const char *words, char *way_words, char *node_words, size_t size)
{
    char copy[500];
    char *at = copy;
    bool highway = strncmp(words, "highway=", 8) == 0 || strstr(words, " highway=");
    snprintf(copy, sizeof copy, "%s", words);
    snprintf(way_words, size, "%s", highway ? "" : "highway=primary");
    node_words[0] = '\0';
    for (char *word; (word = strsep(&at, " "));) {
        if (!strchr(word, '=') || strstr(word, "(nil)")) { // "maxspeed=1 mph": the unit is dropped
            continue;
        }
        bool node = strncmp(word, "node/", 5) == 0;
        char *to = node ? node_words : way_words;
        size_t len = strlen(to);
        snprintf(to + len, size - len, "%s%s", len ? " " : "", node ? word + 5 : word);
    }
}

// Whether a row of the list of differences says so: "tags<TAB>reason".
static bool
differs_on_purpose(const char *list, const char *words)
{
    size_t len = strlen(words);
    for (const char *at = list; at && *at;) {
        if (strncmp(at, words, len) == 0 && at[len] == '\t') {
            assert_true(at[len + 1] > ' ');
            return true;
        }
        at = strchr(at, '\n');
        at = at ? at + 1 : NULL;
    }
    return false;
}

static bool
agrees(const struct walkable *found, bool node, const char *expected)
{
    bool forward = found->yes && node && !(found->flags & ROUTE_NOT_FORWARD);
    bool backward = found->yes && node && !(found->flags & ROUTE_NOT_BACKWARD);
    if (strncmp(expected, "bothw=", 6) == 0) {
        bool yes = expected[6] != '-';
        return forward == yes && backward == yes;
    }
    bool same = true;
    const char *forw = strstr(expected, "forw=");
    const char *backw = strstr(expected, "backw=");
    same = same && (!forw || forward == (forw[5] != '-'));
    return same && (!backw || backward == (backw[6] != '-'));
}

static void
try_row(const char *row, const char *list, int *rows)
{
    char copy[600];
    char way_words[500];
    char node_words[500];
    struct osm_tag tags[TAGS_MAX];
    char room[500];
    snprintf(copy, sizeof copy, "%s", row);
    char *at = copy;
    strsep(&at, "\t");
    const char *words = strsep(&at, "\t");
    assert_non_null(at);
    split(words, way_words, node_words, sizeof way_words);
    struct walkable found = way(way_words);
    bool node = walkable_node(data_tags(node_words, tags, room));
    bool same = agrees(&found, node, at);
    bool listed = differs_on_purpose(list, words);
    if (!same && !listed) {
        print_error("%s: OSRM says %s, we say %d %d\n", words, at, found.yes, node);
        *rows -= 1000;
    }
    *rows += 1;
}

static void
test_as_osrm(void **state)
{
    (void)state;
    char path[DATA_PATH_MAX];
    char *table = NULL;
    char *list = NULL;
    size_t len = 0;
    struct err err = {0};
    int rows = 0;
    if (!data_shared("fixtures/osrm-foot-routability.tsv", path)) {
        print_message("no %s here\n", path);
        skip();
    }
    assert_true(file_read(path, 1 << 20, &table, &len, &err));
    assert_true(file_read("tests/tools/map/osrm-differences.txt", 1 << 20, &list, &len, &err));
    char *at = table;
    strsep(&at, "\n"); // the names of the columns
    for (const char *row; (row = strsep(&at, "\n"));) {
        if (*row) {
            try_row(row, list, &rows);
        }
    }
    free(table);
    free(list);
    print_message("%d rows\n", rows);
    assert_true(rows >= ROWS_MIN);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_policy),
        cmocka_unit_test(test_flags),
        cmocka_unit_test(test_barriers),
        cmocka_unit_test(test_as_osrm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
