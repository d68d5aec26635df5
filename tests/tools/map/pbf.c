#include "pbf_write.h"

#include <stdlib.h>

#include "test.h"

static bool
hear(const struct buffer *file, struct heard *heard, struct err *err)
{
    struct osm_sink sink = HEARD_SINK(heard);
    *heard = (struct heard){0};
    FILE *stream = fmemopen(file->data, file->len > 0 ? file->len : 1, "rb");
    assert_non_null(stream);
    if (file->len == 0) {
        fgetc(stream);
    }
    bool ok = pbf_read(stream, (int64_t)file->len, &sink, err);
    fclose(stream);
    return ok;
}

static void
write_all(struct pbf_writer *writer, bool packed)
{
    pbf_header(writer, "DenseNodes");
    pbf_fill(writer);
    pbf_block(writer, packed);
}

static const char *const everything =
    "n10(10000000,-300000000) N12(-10000000,-299999995) n13(-2,4) "
    "W100(3,13) r7(2,120) ";

static void
test_everything(void **state)
{
    (void)state;
    for (int packed = 0; packed < 2; packed++) {
        struct pbf_writer writer = {0};
        struct heard heard;
        struct err err = {0};
        write_all(&writer, packed);
        if (!hear(&writer.file, &heard, &err)) {
            fail_msg("%s", err.text);
        }
        assert_string_equal(heard.text, everything);
        assert_int_equal(heard.day, 20412); // 2025-11-20
        assert_int_equal(heard.box.west, -20000000);
        assert_int_equal(heard.box.east, 30000000);
        assert_int_equal(heard.box.north, 10000000);
        assert_int_equal(heard.box.south, -10000000);
        assert_true(heard.progress > 0);
        pbf_finish(&writer);
    }
}

static void
test_nobody_listens(void **state)
{
    (void)state;
    struct pbf_writer writer = {0};
    struct err err = {0};
    struct osm_sink sink = {.data = NULL};
    write_all(&writer, true);
    FILE *stream = fmemopen(writer.file.data, writer.file.len, "rb");
    assert_true(pbf_read(stream, 0, &sink, &err));
    fclose(stream);
    pbf_finish(&writer);
}

static void
test_cut_off(void **state)
{
    (void)state;
    struct pbf_writer writer = {0};
    struct heard heard;
    struct err err = {0};
    write_all(&writer, false);
    size_t whole = writer.file.len;
    int accepted = 0;
    for (size_t len = 0; len < whole; len++) {
        writer.file.len = len;
        bool ok = hear(&writer.file, &heard, &err);
        accepted += ok; // only where one blob ends
        assert_true(ok || err.kind == ERR_FORMAT);
    }
    assert_int_equal(accepted, 1);
    writer.file.len = whole - 1;
    assert_false(hear(&writer.file, &heard, &err));
    assert_non_null(strstr(err.text, "at byte "));
    pbf_finish(&writer);
}

static void
test_unknown_features_and_packings(void **state)
{
    (void)state;
    struct pbf_writer writer = {0};
    struct heard heard;
    struct err err = {0};
    pbf_header(&writer, "HistoricalInformation");
    assert_false(hear(&writer.file, &heard, &err));
    assert_int_equal(err.kind, ERR_VERSION);
    assert_non_null(strstr(err.text, "HistoricalInformation"));
    pbf_finish(&writer);
    pbf_header(&writer, "DenseNodes");
    static const uint8_t zstd[] = {
        0, 0, 0, 11, 0x0a, 7, 'O', 'S', 'M', 'D', 'a', 't', 'a', 0x18, 3, 0x3a, 1, 'x'};
    buffer_put(&writer.file, zstd, sizeof zstd);
    assert_false(hear(&writer.file, &heard, &err));
    assert_int_equal(err.kind, ERR_VERSION);
    assert_non_null(strstr(err.text, "osmium cat"));
    pbf_finish(&writer);
}

static void
test_limits(void **state)
{
    (void)state;
    struct pbf_writer writer = {0};
    struct heard heard;
    struct err err = {0};
    pbf_header(&writer, "DenseNodes");
    size_t begin = writer.file.len;
    struct buffer huge = {0};
    buffer_put(&huge, "", 1);
    huge.len = 0;
    for (int i = 0; i < OSM_BLOB_MAX / 4096 + 1; i++) {
        static const uint8_t zeroes[4096] = {0};
        buffer_put(&huge, zeroes, sizeof zeroes);
    }
    pbf_blob(&writer, "OSMData", &huge, true); // packs to a few kilobytes
    assert_false(hear(&writer.file, &heard, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    writer.file.len = begin;
    pbf_blob(&writer, "OSMData", &huge, false);
    assert_false(hear(&writer.file, &heard, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    buffer_finish(&huge);
    pbf_finish(&writer);
}

static void
test_random_damage(void **state)
{
    (void)state;
    struct pbf_writer writer = {0};
    struct heard heard;
    uint32_t seed = 20261128;
    write_all(&writer, false);
    for (int round = 0; round < 5000; round++) {
        struct err err = {0};
        seed = seed * 1664525 + 1013904223;
        uint8_t *at = &writer.file.data[(seed >> 8) % writer.file.len];
        uint8_t was = *at;
        *at ^= (uint8_t)(1 << (seed >> 29));
        assert_true(hear(&writer.file, &heard, &err) || err.kind != ERR_NONE);
        *at = was;
    }
    pbf_finish(&writer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything),
        cmocka_unit_test(test_nobody_listens),
        cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_unknown_features_and_packings),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_random_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
