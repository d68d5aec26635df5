#include "areas.h"

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "data.h"
#include "db/db.h"

#include "test.h"

enum { CASES_MIN = 80, SQUARES_MAX = 8 };

static bool
assemble(struct extract *extract, const int64_t *ids, int count, struct area *area)
{
    struct area_way ways[SQUARES_MAX];
    const char *problem = NULL;
    for (int i = 0; i < count; i++) {
        uint32_t at = extract_find_way(extract, ids[i]);
        assert_true(at != UINT32_MAX);
        ways[i] = (struct area_way){
            extract->refs + extract->ways[at].ref_first, extract->ways[at].ref_count};
    }
    bool ok = area_assemble(extract, ways, (uint32_t)count, area, &problem);
    assert_true(ok == (problem == NULL));
    return ok;
}

static double
size_of(const struct extract *extract, const struct area *area)
{
    double sum = 0;
    for (uint32_t i = 0; i < area->ring_count; i++) {
        double ring =
            area_of_ring(extract, area->nodes + area->rings[i].first, area->rings[i].count);
        assert_true((ring > 0) == (area->rings[i].outer == AREA_OUTER));
        sum += ring;
    }
    return sum / 2;
}

// Squares: 1-4 large, 5-8 in it, 9-12 beside, 13-16 across the first one's edge, 17-20 in 5-8.
static const char *const squares =
    "n 1 0 0\nn 2 0 0.0008\nn 3 0.0008 0.0008\nn 4 0.0008 0\n"
    "n 5 0.0002 0.0002\nn 6 0.0002 0.0006\nn 7 0.0006 0.0006\nn 8 0.0006 0.0002\n"
    "n 9 0 0.002\nn 10 0 0.0028\nn 11 0.0008 0.0028\nn 12 0.0008 0.002\n"
    "n 13 0.0002 0.0004\nn 14 0.0002 0.0014\nn 15 0.0006 0.0014\nn 16 0.0006 0.0004\n"
    "n 17 0.0003 0.0003\nn 18 0.0003 0.0005\nn 19 0.0005 0.0005\nn 20 0.0005 0.0003\n"
    "w 1 1,2,3,4,1\nw 2 5,6,7,8,5\nw 3 9,10,11,12,9\nw 4 13,14,15,16,13\nw 5 17,18,19,20,17\n"
    "w 6 1,2,3\nw 7 1,4,3\nw 8 1,2,3,4\nw 9 2,3\nw 10 1,2\n";

static void
test_holes_and_islands(void **state)
{
    struct extract *extract = data_load(*state, squares, NULL);
    struct area area = {0};
    assert_true(assemble(extract, (const int64_t[]){1, 2, 5, 3}, 4, &area));
    assert_int_equal(area.ring_count, 4);
    double unit = 1000.0 * 1000;
    assert_true(fabs(size_of(extract, &area) - (64 - 16 + 4 + 64) * unit) < 1);
    int outers = 0;
    for (uint32_t i = 0; i < area.ring_count; i++) {
        outers += area.rings[i].outer == AREA_OUTER;
    }
    assert_int_equal(outers, 3);
    area_finish(&area);
}

static void
test_two_halves(void **state)
{
    struct extract *extract = data_load(*state, squares, NULL);
    struct area area = {0};
    assert_true(assemble(extract, (const int64_t[]){6, 7}, 2, &area));
    assert_int_equal(area.ring_count, 1);
    assert_int_equal(area.rings[0].count, 4);
    area_finish(&area);
    // A way twice is a way not at all.
    assert_true(assemble(extract, (const int64_t[]){1, 10, 10}, 3, &area));
    assert_int_equal(area.ring_count, 1);
    area_finish(&area);
}

static void
test_what_is_no_area(void **state)
{
    struct extract *extract = data_load(*state, squares, NULL);
    struct area area = {0};
    assert_false(assemble(extract, (const int64_t[]){8}, 1, &area)); // open
    area_finish(&area);
    assert_false(assemble(extract, (const int64_t[]){1, 4}, 2, &area)); // crossing
    area_finish(&area);
    assert_false(assemble(extract, (const int64_t[]){1, 1}, 2, &area)); // nothing left
    area_finish(&area);
    const char *problem = NULL;
    assert_false(area_assemble(extract, NULL, 0, &area, &problem));
    assert_string_equal(problem, "it has no outline");
    area_finish(&area);
}

static void
test_point_in_ring(void **state)
{
    struct extract *extract = data_load(*state, squares, NULL);
    const uint32_t ring[] = {0, 1, 2, 3};
    assert_true(area_ring_has(extract, ring, 4, 4000, 4000));
    assert_false(area_ring_has(extract, ring, 4, 4000, 9000));
    assert_false(area_ring_has(extract, ring, 4, -1, 4000));
}

// A comb of long lines, each beside all others: there is an end to looking.
static void
test_too_much_work(void **state)
{
    enum { TEETH = 30000 };
    (void)state;
    struct extract extract = {0};
    uint32_t *nodes = calloc(2 * TEETH + 8, sizeof *nodes);
    uint32_t count = 0;
    assert_non_null(nodes);
    for (int i = 0; i < TEETH; i++) {
        uint32_t west = extract_add_node(&extract, i * 10, i % 2 ? 0 : 1000000);
        uint32_t east = extract_add_node(&extract, i * 10 + 5, i % 2 ? 1000000 : 0);
        nodes[count++] = west;
        nodes[count++] = east;
    }
    nodes[count++] = extract_add_node(&extract, TEETH * 10 + 10, 1000000);
    nodes[count++] = extract_add_node(&extract, TEETH * 10 + 10, -100);
    nodes[count++] = extract_add_node(&extract, -10, -100);
    nodes[count++] = nodes[0];
    struct area_way way = {nodes, count};
    struct area area = {0};
    const char *problem = NULL;
    assert_false(area_assemble(&extract, &way, 1, &area, &problem));
    assert_string_equal(problem, "its outline has too many pieces");
    area_finish(&area);
    extract_finish(&extract);
    free(nodes);
}

// --- conformance: osmcode/osm-testdata, whose cases stand beside the tree ---

struct expected {
    double size;
    int rings; // where rings touch, a hole beside an island may as well be two holes
};

// MULTIPOLYGON(((x y,...),(x y,...)),((...))): the first ring of each polygon is an outer one.
static struct expected
read_wkt(const char *wkt)
{
    struct expected expected = {0};
    int depth = 0;
    bool first = true;
    double last[2] = {0};
    double twice = 0;
    bool begun = false;
    for (const char *at = wkt; *at;) {
        if (*at == '(') {
            depth++;
            first = depth == 2 ? true : first;
            begun = false;
            twice = 0;
            at++;
        } else if (*at == ')') {
            if (depth == 3) {
                expected.size += (first ? 1 : -1) * fabs(twice) / 2;
                expected.rings++;
                first = false;
            }
            depth--;
            at++;
        } else if (depth == 3 && ((*at >= '0' && *at <= '9') || *at == '-')) {
            char *end = NULL;
            double x = strtod(at, &end);
            double y = strtod(end, &end);
            twice += begun ? last[0] * y - x * last[1] : 0;
            last[0] = x;
            last[1] = y;
            begun = true;
            at = end;
        } else {
            at++;
        }
    }
    return expected;
}

static bool
is_as_expected(const struct extract *extract, const struct area *area, const char *wkt)
{
    struct expected expected = read_wkt(wkt);
    double size = size_of(extract, area) / 1e14;
    return fabs(size - expected.size) < 1e-9 && (int)area->ring_count == expected.rings;
}

static bool
assemble_object(struct extract *extract, bool relation, int64_t id, struct area *area)
{
    if (!relation) {
        return assemble(extract, &id, 1, area);
    }
    struct area_way ways[100];
    const char *problem = NULL;
    for (uint32_t i = 0; i < extract->relation_count; i++) {
        const struct extract_relation *r = &extract->relations[i];
        if (r->id != id) {
            continue;
        }
        for (uint32_t m = 0; m < r->member_count; m++) {
            const struct extract_way *way = &extract->ways[extract->members[r->member_first + m]];
            assert_true(m < 100);
            ways[m] = (struct area_way){extract->refs + way->ref_first, way->ref_count};
        }
        return area_assemble(extract, ways, r->member_count, area, &problem);
    }
    fail_msg("no relation %lld", (long long)id);
    return false;
}

// Each area of a case has one outcome or several that are all right: invalid as it is, or mended.
static int
try_case(struct data *data, struct db *db, const char *path)
{
    struct err err = {0};
    char osm[DATA_PATH_MAX];
    struct db_query *query = NULL;
    int tried = 0;
    snprintf(osm, sizeof osm, "%.*sdata.osm", (int)(strlen(path) - strlen("test.json")), path);
    assert_true(db_prepare(db,
        "SELECT json_extract(a.value, '$.from_id'), json_extract(a.value, '$.from_type'),"
        " group_concat(json_extract(a.value, '$.wkt'), '|')"
        " FROM json, json_each(text, '$.areas') variant, json_each(variant.value) a"
        " GROUP BY 1, 2",
        &query, &err));
    while (db_step(query)) {
        struct area area = {0};
        const char *wkts = db_text(query, 2);
        extract_finish(&data->extract);
        if (!extract_load(osm, NULL, NULL, &data->extract, &err)) {
            fail_msg("%s", err.text);
        }
        bool relation = strcmp(db_text(query, 1), "relation") == 0;
        bool made = assemble_object(&data->extract, relation, db_int(query, 0), &area);
        bool right = !made && strstr(wkts, "INVALID");
        for (const char *wkt = wkts; made && wkt; wkt = strchr(wkt, '|')) {
            char one[4000];
            wkt += *wkt == '|';
            snprintf(one, sizeof one, "%.*s", (int)strcspn(wkt, "|"), wkt);
            right = right || is_as_expected(&data->extract, &area, one);
        }
        if (!right) {
            print_error("%s: %s, %g in %u rings, not %s\n", path, made ? "an area" : "none",
                made ? size_of(&data->extract, &area) / 1e14 : 0, area.ring_count, wkts);
        }
        tried += right ? 1 : -1000;
        area_finish(&area);
    }
    assert_false(db_failed(query, &err));
    db_finish(query);
    return tried;
}

static void
test_cases_of_others(void **state)
{
    char pattern[DATA_PATH_MAX];
    char folder[DATA_PATH_MAX];
    glob_t found = {0};
    struct db *db = NULL;
    struct err err = {0};
    int tried = 0;
    if (!data_shared("fixtures/osm-multipolygon", folder)) {
        print_message("no %s here\n", folder);
        skip();
    }
    snprintf(pattern, sizeof pattern, "%.500s/*/*/test.json", folder);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_true(db_open("", DB_MEMORY, &db, &err));
    assert_true(db_exec(db, "CREATE TABLE json(text)", &err));
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *text = NULL;
        size_t len = 0;
        struct db_query *query = NULL;
        assert_true(file_read(found.gl_pathv[i], 1 << 20, &text, &len, &err));
        assert_true(db_exec(db, "DELETE FROM json", &err));
        assert_true(db_prepare(db, "INSERT INTO json VALUES (?1)", &query, &err));
        db_bind_text(query, 1, text);
        db_step(query);
        db_finish(query);
        free(text);
        tried += try_case(*state, db, found.gl_pathv[i]);
    }
    globfree(&found);
    db_close(db);
    print_message("%d areas\n", tried);
    assert_true(tried >= CASES_MIN);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_holes_and_islands, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_two_halves, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_no_area, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_point_in_ring, data_setup, data_teardown),
        cmocka_unit_test(test_too_much_work),
        cmocka_unit_test_setup_teardown(test_cases_of_others, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
