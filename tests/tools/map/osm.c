#include "osm.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "data.h"
#include "pbf_write.h"

#include "test.h"

static void
test_tags(void **state)
{
    (void)state;
    struct osm_tag tags[8];
    char room[100];
    struct osm_tags found = data_tags("highway=primary_link name=", tags, room);
    assert_string_equal(osm_tag(found, "highway"), "primary_link");
    assert_string_equal(osm_tag(found, "ref"), "");
    assert_true(osm_tag_is(found, "highway", "trunk primary_link"));
    assert_true(osm_tag_is(found, "highway", "primary_link trunk"));
    assert_false(osm_tag_is(found, "highway", "primary"));
    assert_false(osm_tag_is(found, "highway", "primary_link2 xprimary_link"));
    assert_false(osm_tag_is(found, "name", "a b")); // nothing is none of them
    assert_false(osm_tag_is(found, "ref", ""));
}

static void
test_formats_are_told_apart(void **state)
{
    struct data *data = *state;
    char path[DATA_PATH_MAX];
    struct heard heard = {0};
    struct osm_sink sink = HEARD_SINK(&heard);
    struct err err = {0};
    struct pbf_writer writer = {0};
    data_path(data, "any", path);
    static const char xml[] = "\xef\xbb\xbf \n<osm><node id='1' lat='0' lon='0'/></osm>";
    assert_true(file_replace(path, xml, sizeof xml - 1, &err));
    assert_true(osm_read(path, &sink, &err));
    assert_string_equal(heard.text, "n1(0,0) ");
    heard = (struct heard){0};
    pbf_header(&writer, "DenseNodes");
    pbf_fill(&writer);
    pbf_block(&writer, true);
    assert_true(file_replace(path, writer.file.data, writer.file.len, &err));
    assert_true(osm_read(path, &sink, &err));
    assert_non_null(strstr(heard.text, "n13(-2,4)"));
    pbf_finish(&writer);
}

static void
test_errors_name_file_and_place(void **state)
{
    struct data *data = *state;
    char path[DATA_PATH_MAX];
    char expected[DATA_PATH_MAX + 60];
    struct osm_sink sink = {.data = NULL};
    struct err err = {0};
    data_path(data, "any", path);
    assert_false(osm_read(path, &sink, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_false(osm_read(data->folder, &sink, &err));
    assert_int_equal(err.kind, ERR_IO);
    assert_true(file_replace(path, "<osm>\n<a></b>", 13, &err));
    assert_false(osm_read(path, &sink, &err));
    snprintf(expected, sizeof expected, "%s:2:6: mismatched tag", path);
    assert_string_equal(err.text, expected);
    assert_true(file_replace(path, "hello, world", 12, &err));
    assert_false(osm_read(path, &sink, &err));
    snprintf(expected, sizeof expected, "%s: at byte 0: not a .osm.pbf file, or damaged", path);
    assert_string_equal(err.text, expected);
    assert_true(file_replace(path, "", 0, &err));
    assert_false(osm_read(path, &sink, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags),
        cmocka_unit_test_setup_teardown(test_formats_are_told_apart, data_setup, data_teardown),
        cmocka_unit_test_setup_teardown(test_errors_name_file_and_place, data_setup, data_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
