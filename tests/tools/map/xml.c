#include "pbf_write.h"

#include "test.h"

static bool
hear(const char *xml, struct heard *heard, struct err *err)
{
    struct osm_sink sink = HEARD_SINK(heard);
    *heard = (struct heard){0};
    size_t len = strlen(xml);
    FILE *stream = fmemopen((void *)(uintptr_t)xml, len > 0 ? len : 1, "rb");
    assert_non_null(stream);
    bool ok = xml_read(stream, (int64_t)len, &sink, err);
    fclose(stream);
    return ok;
}

static void
expect(const char *xml, const char *text)
{
    struct heard heard;
    struct err err = {0};
    if (!hear(xml, &heard, &err)) {
        fail_msg("%s: %s", xml, err.text);
    }
    assert_string_equal(heard.text, text);
}

static void
test_everything(void **state)
{
    (void)state;
    struct heard heard;
    struct err err = {0};
    static const char *const xml =
        "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6' generator='x'>\n"
        "<bounds minlat='-1' minlon='-2' maxlat='1' maxlon='3'/>\n"
        "<node id='10' lat='1.0' lon='-30' version='2'/>\n"
        "<node id='12' lat='-1.0' lon='-29.9999995'><tag k='amenity' v='b&amp;n'/></node>\n"
        "<way id='100'><nd ref='10'/><nd ref='12'/><tag k='highway' v='path'/></way>\n"
        "<relation id='7'><member type='way' ref='100' role='outer'/>"
        "<member type='relation' ref='-5' role=''/><tag k='type' v='multipolygon'/></relation>"
        "</osm>\n";
    if (!hear(xml, &heard, &err)) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(
        heard.text, "n10(10000000,-300000000) N12(-10000000,-299999995) W100(2,12) R7(2,-48) ");
    assert_int_equal(heard.box.west, -20000000);
    assert_int_equal(heard.box.north, 10000000);
    assert_true(heard.progress > 0);
}

static int
day_of(const char *xml)
{
    struct heard heard;
    struct err err = {0};
    assert_true(hear(xml, &heard, &err));
    return heard.day;
}

// As osmium and osmconvert write it, and the Overpass API.
static void
test_date(void **state)
{
    (void)state;
    assert_int_equal(day_of("<osm timestamp='2025-11-20T01:00:00Z'/>"), 20412);
    assert_int_equal(day_of("<osm><meta osm_base='2025-11-20T01:00:00Z'/></osm>"), 20412);
    assert_int_equal(day_of("<osm timestamp='2025-13-40T01:00:00Z'/>"), 0);
    assert_int_equal(day_of("<osm timestamp='yesterday'/>"), 0);
    assert_int_equal(day_of("<osm/>"), 0);
}

static void
test_what_is_passed_over(void **state)
{
    (void)state;
    expect("<osm/>", "");
    expect("<osm><note>x</note><node id='1' lat='0' lon='0' action='modify'/></osm>", "n1(0,0) ");
    expect("<osm><node id='1' lat='0' lon='0' action='delete'/></osm>", "");
    expect("<osm><node id='1' visible='false'/></osm>", "");
    expect("<osm><way id='1'><tag k='a' v=''/></way></osm>", "w1(0,0) ");
    expect("<osm><bounds minlat='2' minlon='0' maxlat='1' maxlon='1'/></osm>", "");
}

// What is wrong, where, and of which kind.
static void
test_damage(void **state)
{
    (void)state;
    static const struct {
        const char *xml;
        const char *says;
    } damaged[] = {
        {"<osm>", ":1:6: no element found"},
        {"<html/>", "not OpenStreetMap data"},
        {"<osm>\n<node id='1' lat='91' lon='0'/></osm>", ":2:32: a latitude"},
        {"<osm><node id='1' lat='nan' lon='0'/></osm>", "a latitude"},
        {"<osm><node id='1' lat='1,5' lon='0'/></osm>", "a latitude"},
        {"<osm><node id='1' lon='0'/></osm>", "a latitude"},
        {"<osm><node id='x' lat='1' lon='0'/></osm>", "an id"},
        {"<osm><node lat='1' lon='0'/></osm>", "an id"},
        {"<osm><node id='99999999999999999999' lat='1' lon='0'/></osm>", "an id"},
        {"<osm><way id='1'><nd/></way></osm>", "an id"},
        {"<osm><way id='1'><tag k='a'/></way></osm>", "a tag"},
        {"<osm><way id='1'><node id='2' lat='0' lon='0'/></way></osm>", "inside of another"},
        {"<osm><relation id='1'><member ref='2'/></relation></osm>", "a member of unknown type"},
        {"<osm><node id='1' lat='0' lon='0'></way></osm>", "mismatched tag"},
        {"<!DOCTYPE osm [<!ENTITY a 'aa'>]><osm>&a;</osm>", "document type"},
    };
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        struct heard heard;
        struct err err = {0};
        if (hear(damaged[i].xml, &heard, &err) || !strstr(err.text, damaged[i].says)) {
            fail_msg("%s: %s", damaged[i].xml, err.text);
        }
        assert_int_equal(err.kind, ERR_FORMAT);
    }
}

static void
test_limits(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        const char *repeated;
        int times;
    } much[] = {
        {"<osm><node id='1' lat='0' lon='0'>", "<tag k='a' v='b'/>", OSM_TAGS_MAX + 1},
        {"<osm><way id='1'>", "<nd ref='1'/>", OSM_REFS_MAX + 1},
        {"<osm><relation id='1'>", "<member type='node' ref='1'/>", OSM_MEMBERS_MAX + 1},
        {"<osm a='", "xxxxxxxxxxxxxxxx", 100000},
    };
    for (size_t i = 0; i < sizeof much / sizeof *much; i++) {
        struct buffer xml = {0};
        struct heard heard;
        struct err err = {0};
        buffer_printf(&xml, "%s", much[i].head);
        for (int n = 0; n < much[i].times; n++) {
            buffer_put(&xml, much[i].repeated, strlen(much[i].repeated));
        }
        buffer_put(&xml, "", 1);
        if (hear((const char *)xml.data, &heard, &err) || err.kind != ERR_LIMIT) {
            fail_msg("case %zu: %s", i, err.text);
        }
        buffer_finish(&xml);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything),
        cmocka_unit_test(test_date),
        cmocka_unit_test(test_what_is_passed_over),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
