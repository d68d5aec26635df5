#include "bundle/bundle.h"

#include <string.h>

#include "bundle/make.h"

#include "test.h"

#define HEX  "0000000000000000000000000000000000000000000000000000000000000000"
#define HEX2 "00000000000000000000000000000000000000000000000000000000000000ff"

static const char good[] = "hub-manifest-v1\n"
                           "network gt\n"
                           "hubs north,south-2\n"
                           "epoch 1\n"
                           "seq 42\n"
                           "issued 2026-11-28\n"
                           "stale_after_days 180\n"
                           "min_app 3\n"
                           "schema_id " HEX2 "\n"
                           "content_version 2026-11-28\n"
                           "languages es,ht,zh-Hans\n"
                           "payload_size 1048577\n"
                           "chunk_size 1048576\n"
                           "chunk " HEX "\n"
                           "chunk " HEX2 "\n";

static void
test_values(void **state)
{
    (void)state;
    struct err err = {0};
    struct bundle_manifest manifest;
    assert_true(bundle_manifest_parse(good, strlen(good), &manifest, &err));
    assert_string_equal(manifest.network, "gt");
    assert_false(manifest.every_hub);
    assert_int_equal(manifest.hubs_count, 2);
    assert_string_equal(manifest.hubs[1], "south-2");
    assert_int_equal(manifest.epoch, 1);
    assert_int_equal(manifest.seq, 42);
    assert_int_equal(manifest.issued, MAKE_TODAY);
    assert_int_equal(manifest.stale_after_days, 180);
    assert_int_equal(manifest.min_app, 3);
    assert_int_equal(manifest.schema_id.bytes[31], 0xff);
    assert_string_equal(manifest.content_version, "2026-11-28");
    assert_int_equal(manifest.languages_count, 3);
    assert_string_equal(manifest.languages[2], "zh-Hans");
    assert_int_equal(manifest.payload_size, 1048577);
    assert_int_equal(manifest.chunks_count, 2);
    assert_int_equal(manifest.chunks[1].bytes[31], 0xff);
    bundle_manifest_free(&manifest);
    assert_null(manifest.chunks);
    bundle_manifest_free(&manifest);
}

static void
test_writes_what_it_read(void **state)
{
    (void)state;
    struct err err = {0};
    struct bundle_manifest manifest;
    char again[sizeof good];
    size_t len = 0;
    assert_true(bundle_manifest_parse(good, strlen(good), &manifest, &err));
    assert_true(bundle_manifest_write(&manifest, again, sizeof again, &len, &err));
    assert_string_equal(again, good);
    assert_int_equal(len, strlen(good));
    assert_false(bundle_manifest_write(&manifest, again, sizeof again - 1, &len, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    bundle_manifest_free(&manifest);
}

// The good text with one part replaced.
static void
refused(const char *old, const char *new)
{
    struct bundle_manifest manifest;
    char text[2048];
    const char *at = strstr(good, old);
    assert_non_null(at);
    int len =
        snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, new, at + strlen(old));
    struct err err = {0};
    if (bundle_manifest_parse(text, (size_t)len, &manifest, &err)) {
        fail_msg("taken: %s -> %s", old, new);
    }
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_null(manifest.chunks);
}

static void
test_not_canonical(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"hub-manifest-v1", "hub-manifest-v2"},
        {"hub-manifest-v1", "hub-trust-v1"},
        {"network gt\n", ""},
        {"network gt", "network  gt"},
        {"network gt", "network gt "},
        {"network gt\n", "network gt\r\n"},
        {"network gt", "network GT"},
        {"network gt\nhubs", "hubs north\nnetwork"},
        {"north,south-2", "south-2,north"},
        {"north,south-2", "north,north"},
        {"north,south-2", "north,"},
        {"north,south-2", ""},
        {"north,south-2", "*,north"},
        {"north,south-2", "**"},
        {"epoch 1", "epoch 01"},
        {"epoch 1", "epoch 0"},
        {"seq 42", "seq 9007199254740993"},
        {"seq 42", "seq 9223372036854775807"},
        {"2026-11-28\nstale", "2026-11-31\nstale"},
        {"2026-11-28\nstale", "1969-11-30\nstale"},
        {"stale_after_days 180", "stale_after_days 0"},
        {"min_app 3", "min_app -3"},
        {"schema_id 0", "schema_id g"},
        {"schema_id 0", "schema_id 00"},
        {"content_version 2026", "content_version 20 26"},
        {"es,ht", "es,,ht"},
        {"payload_size 1048577", "payload_size 1048576"},
        {"payload_size 1048577", "payload_size 2097153"},
        {"payload_size 1048577", "payload_size 0"},
        {"payload_size 1048577", "payload_size 2147483649"},
        {"chunk_size 1048576", "chunk_size 1048575"},
        {"chunk " HEX "\n", ""},
        {"chunk " HEX2 "\n", "chunk " HEX2},
        {"chunk " HEX2 "\n", "chunk " HEX2 "\n\n"},
        {"chunk " HEX2 "\n", "chunk " HEX2 "\nchunk " HEX2 "\n"},
        {"00ff\ncontent", "00FF\ncontent"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        refused(pairs[i][0], pairs[i][1]);
    }
}

static void
test_nul_inside(void **state)
{
    (void)state;
    struct bundle_manifest manifest;
    char text[sizeof good];
    memcpy(text, good, sizeof good);
    *strchr(text, 'g') = '\0';
    assert_false(bundle_manifest_parse(text, sizeof text - 1, &manifest, NULL));
    assert_false(bundle_manifest_parse(good, sizeof good, &manifest, NULL));
}

// 2 GiB, 256 hubs and 64 languages of the longest names fit into the limit; one more of each does not.
static void
test_largest(void **state)
{
    (void)state;
    struct err err = {0};
    struct make *make = make_begin();
    char(*names)[BUNDLE_NAME_MAX] = calloc(BUNDLE_HUBS_MAX + 1, sizeof *names);
    char *text = malloc(BUNDLE_MANIFEST_MAX + 256);
    size_t len = 0;
    assert_non_null(names);
    assert_non_null(text);
    struct bundle_manifest manifest = make->manifest;
    for (int i = 0; i <= BUNDLE_HUBS_MAX; i++) {
        snprintf(names[i], sizeof names[i], "a-name-of-thirty-one-letter-%03d", i);
    }
    manifest.every_hub = false;
    manifest.hubs = names;
    manifest.hubs_count = BUNDLE_HUBS_MAX;
    manifest.languages = names;
    manifest.languages_count = BUNDLE_LANGUAGES_MAX;
    manifest.chunks_count = BUNDLE_CHUNKS_MAX;
    manifest.chunks = calloc(BUNDLE_CHUNKS_MAX, sizeof *manifest.chunks);
    manifest.payload_size = (int64_t)BUNDLE_CHUNKS_MAX * BUNDLE_CHUNK_BYTES;
    struct bundle_manifest back;
    assert_true(bundle_manifest_write(&manifest, text, BUNDLE_MANIFEST_MAX, &len, &err));
    assert_true(bundle_manifest_parse(text, len, &back, &err));
    bundle_manifest_free(&back);
    manifest.hubs_count++;
    assert_true(bundle_manifest_write(&manifest, text, BUNDLE_MANIFEST_MAX + 256, &len, &err));
    assert_false(bundle_manifest_parse(text, len, &back, &err));
    manifest.hubs_count--;
    manifest.languages_count++;
    assert_true(bundle_manifest_write(&manifest, text, BUNDLE_MANIFEST_MAX + 256, &len, &err));
    assert_false(bundle_manifest_parse(text, len, &back, &err));
    assert_false(bundle_manifest_parse(text, BUNDLE_MANIFEST_MAX + 1, &back, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    free(manifest.chunks);
    free(names);
    free(text);
    make_free(make);
}

static void
test_chunks(void **state)
{
    (void)state;
    struct make *make = make_begin();
    size_t len = BUNDLE_CHUNK_BYTES + 100;
    make_payload(make, make_bytes(len), len);
    const unsigned char *second = make->payload + BUNDLE_CHUNK_BYTES;
    const struct bundle_manifest *manifest = &make->manifest;
    assert_true(bundle_chunk_fits(manifest, 0, make->payload, BUNDLE_CHUNK_BYTES));
    assert_true(bundle_chunk_fits(manifest, 1, second, 100));
    assert_false(bundle_chunk_fits(manifest, 1, second, 99));
    assert_false(bundle_chunk_fits(manifest, 1, make->payload, 100));
    assert_false(bundle_chunk_fits(manifest, 0, make->payload, BUNDLE_CHUNK_BYTES - 1));
    assert_false(bundle_chunk_fits(manifest, 2, second, 0));
    assert_false(bundle_chunk_fits(manifest, -1, second, 100));
    make->manifest.chunks[1] = bundle_hash(second, 99); // a hash does not make it shorter
    assert_false(bundle_chunk_fits(manifest, 1, second, 99));
    make->payload[5] ^= 0x80;
    assert_false(bundle_chunk_fits(manifest, 0, make->payload, BUNDLE_CHUNK_BYTES));
    make_free(make);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_writes_what_it_read),
        cmocka_unit_test(test_not_canonical),
        cmocka_unit_test(test_nul_inside),
        cmocka_unit_test(test_largest),
        cmocka_unit_test(test_chunks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
