#include "extract.h"

#include <string.h>

#include "base/file.h"
#include "data.h"
#include "pbf_write.h"

#include "test.h"

// A town at 0,0, a wood that reaches far out of it, and something elsewhere.
static const char *const town =
    "n 1 0 0 name=Plaza source=x\nn 2 0 0.001\nn 3 0.001 0.001 amenity=bank\n"
    "n 4 0 0.5\nn 5 0.5 0.5\nn 6 0.5 0\nn 7 3 3 amenity=cafe\nn 8 3 3.1\n"
    "w 20 1,2,3 highway=path\nw 10 3,4\nw 30 4,5,6\nw 40 6,1\nw 50 7,8 highway=path\nw 60 3,99\n"
    "r 1 w10,w30,w40 type=multipolygon natural=wood\nr 2 w50 type=multipolygon natural=wood\n"
    "r 3 w20 type=route route=bus\nr 4 w20,w50 type=boundary admin_level=4\n";

static const struct osm_box around = {-10000, -10000, 20000, 20000};

static void
test_all(void **state)
{
    struct extract *extract = data_load(*state, town, NULL);
    assert_int_equal(extract->node_count, 8);
    assert_int_equal(extract->way_count, 6);
    assert_int_equal(extract->relation_count, 3); // routes are no area
    assert_int_equal(extract->point_count, 3);
    assert_int_equal(extract->box.south, 0); // of the nodes, as the file says nothing
    assert_int_equal(extract->box.north, 30000000);
    assert_int_equal(extract->box.east, 31000000);
    struct osm_tags tags =
        extract_tags(extract, extract->points[0].tag_first, extract->points[0].tag_count);
    assert_int_equal(tags.count, 1); // "source" tells nothing about a map
    assert_string_equal(osm_tag(tags, "name"), "Plaza");
}

static void
test_box_takes_what_belongs_to_it(void **state)
{
    struct extract *extract = data_load(*state, town, &around);
    assert_int_equal(extract->way_count, 5);
    assert_int_equal(extract_find_way(extract, 50), UINT32_MAX);
    uint32_t far = extract_find_way(extract, 30); // only the wood needs it
    assert_true(far != UINT32_MAX);
    assert_int_equal(extract->ways[far].ref_count, 3);
    assert_int_equal(extract->node_count, 6);
    assert_int_equal(extract->relation_count, 2);
    assert_int_equal(extract->relations[0].member_count, 3);
    assert_true(extract->relations[0].whole);
    assert_false(extract->relations[1].whole); // a boundary may go on outside
    assert_int_equal(extract->box.east, 20000);
}

static void
test_missing_nodes_are_left_out(void **state)
{
    struct extract *extract = data_load(*state, town, NULL);
    uint32_t way = extract_find_way(extract, 60);
    assert_int_equal(extract->ways[way].ref_count, 1);
}

static void
test_ways_are_nodes_by_index(void **state)
{
    struct extract *extract = data_load(*state, town, NULL);
    const struct extract_way *way = &extract->ways[extract_find_way(extract, 20)];
    assert_int_equal(way->ref_count, 3);
    assert_true(extract->ids[extract->refs[way->ref_first + 2]] == 3);
    assert_int_equal(extract->lat[extract->refs[way->ref_first + 2]], 10000);
    uint32_t added = extract_add_node(extract, 5, 6);
    assert_int_equal(added, 8);
    assert_int_equal(extract->lat[added], 5);
    assert_true(extract->ids[added] == 0);
}

// A name that is no UTF-8 is no name; only a .osm.pbf can hold one.
static void
test_malformed_text(void **state)
{
    struct data *data = *state;
    char path[DATA_PATH_MAX];
    struct pbf_writer writer = {0};
    struct buffer node = {0};
    struct err err = {0};
    pbf_header(&writer, "DenseNodes");
    pbf_string(&writer, "name");
    pbf_string(&writer, "Calle \xd1"); // Latin-1
    pbf_string(&writer, "amenity");
    pbf_string(&writer, "bank");
    buffer_field(&node, 1, 2);
    buffer_bytes(&node, 2, "\1\3", 2);
    buffer_bytes(&node, 3, "\2\4", 2);
    buffer_bytes(&writer.group, 1, node.data, node.len);
    pbf_block(&writer, true);
    assert_true(
        file_replace(data_path(data, "t.osm.pbf", path), writer.file.data, writer.file.len, &err));
    assert_true(extract_load(path, NULL, NULL, &data->extract, &err));
    assert_int_equal(data->extract.point_count, 1);
    assert_int_equal(data->extract.points[0].tag_count, 1);
    assert_string_equal(data->extract.tags[0].value, "bank");
    buffer_finish(&node);
    pbf_finish(&writer);
}

static void
fail_to_load(struct data *data, const char *lines, const struct osm_box *box, const char *says)
{
    char path[DATA_PATH_MAX];
    struct err err = {0};
    data_write(data, lines);
    data_path(data, "town.osm", path);
    assert_false(extract_load(path, box, NULL, &data->extract, &err));
    extract_finish(&data->extract);
    if (!strstr(err.text, says) || strncmp(err.text, path, strlen(path)) != 0) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(err.kind, ERR_FORMAT);
}

static void
test_failures(void **state)
{
    struct osm_box elsewhere = {800000000, 0, 800010000, 10000};
    fail_to_load(*state, town, &elsewhere, "nothing in it or in this area");
    fail_to_load(*state, "w 1 1,2\nn 1 0 0\n", NULL, "osmium sort");
    fail_to_load(*state, "", NULL, "nothing in it");
    struct data *data = *state;
    char path[DATA_PATH_MAX];
    struct err err = {0};
    static const char bounded[] =
        "<osm><bounds minlat='1' minlon='2' maxlat='3' maxlon='4'/></osm>";
    data_path(data, "town.osm", path);
    assert_true(file_replace(path, bounded, sizeof bounded - 1, &err));
    assert_false(extract_load(path, &elsewhere, NULL, &data->extract, &err));
    assert_non_null(strstr(err.text, "covers 2.0000,1.0000,4.0000,3.0000"));
    extract_finish(&data->extract);
    assert_false(extract_load("/nowhere.osm", NULL, NULL, &data->extract, &err));
    assert_int_equal(err.kind, ERR_MISSING);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_all, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(
            test_box_takes_what_belongs_to_it, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_missing_nodes_are_left_out, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_ways_are_nodes_by_index, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_malformed_text, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_failures, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
