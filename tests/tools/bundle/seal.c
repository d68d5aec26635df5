#include "seal.h"

#include <fcntl.h>

#include "signing.h"

enum { SIZE = 2 * BUNDLE_CHUNK_BYTES + 12345 };

static struct bundle_manifest
manifest_of(void)
{
    return (struct bundle_manifest){.network = "gt",
        .every_hub = true,
        .epoch = 1,
        .seq = 3,
        .issued = 20777,
        .stale_after_days = 90,
        .min_app = 1,
        .content_version = "1",
        .languages_count = 1};
}

static void
write_content(const struct signing *signing, const char *name, int extra)
{
    char path[160];
    struct err err = {0};
    char *bytes = malloc(SIZE);
    for (int i = 0; i < SIZE; i++) {
        bytes[i] = (char)(i * 7 + extra);
    }
    assert_true(file_replace(signing_path(signing, name, path), bytes, SIZE, &err));
    free(bytes);
}

// Writes NAME over the chain of gt.trust.
static bool
write_seal(const struct signing *signing, struct bundle_manifest *manifest, const char *name,
    struct err *err)
{
    char trust[160];
    char content[160];
    char path[160];
    char languages[1][BUNDLE_NAME_MAX] = {"es"};
    char *bytes = NULL;
    struct seal seal = {
        .content = signing_path(signing, "content", content), .key = &signing->publisher};
    manifest->languages = languages;
    assert_true(
        file_read(signing_path(signing, "gt.trust", trust), 1 << 20, &bytes, &seal.chain_len, err));
    seal.chain = bytes;
    bool ok = seal_write(&seal, manifest, signing_path(signing, name, path), err);
    free(bytes);
    return ok;
}

static void
test_firmware_reads_it(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char *chain = NULL;
    size_t len = 0;
    struct err err = {0};
    struct bundle *bundle = NULL;
    enum bundle_reason reason = BUNDLE_FINE;
    struct bundle_manifest manifest = manifest_of();
    signing_save_trust(signing);
    write_content(signing, "content", 0);
    assert_true(seal_measure(signing_path(signing, "content", path), &manifest, &err));
    assert_int_equal(manifest.chunks_count, 3);
    assert_int_equal(manifest.payload_size, SIZE);
    assert_true(write_seal(signing, &manifest, "a.hub", &err));
    assert_true(write_seal(signing, &manifest, "b.hub", &err));
    char *one = NULL;
    char *other = NULL;
    size_t other_len = 0;
    assert_true(file_read(signing_path(signing, "a.hub", path), 1 << 26, &one, &len, &err));
    assert_true(file_read(signing_path(signing, "b.hub", path), 1 << 26, &other, &other_len, &err));
    assert_int_equal(len, other_len);
    assert_memory_equal(one, other, len); // equal input, equal bytes
    assert_true(file_read(signing_path(signing, "gt.trust", path), 1 << 20, &chain, &len, &err));
    struct bundle_anchor anchor = {chain, len, false};
    signing_path(signing, "a.hub", path);
    if (!bundle_open(path, &anchor, &bundle, &reason, &err)) {
        fail_msg("%s", err.text);
    }
    const struct bundle_head *head = bundle_head_of(bundle);
    assert_int_equal(head->manifest.seq, 3);
    assert_int_equal(head->payload_offset % BUNDLE_ALIGN, 0);
    for (int i = 0; i < 3; i++) {
        int64_t at = head->payload_offset + (int64_t)i * BUNDLE_CHUNK_BYTES;
        size_t part = i < 2 ? BUNDLE_CHUNK_BYTES : 12345;
        assert_true(bundle_chunk_fits(&head->manifest, i, one + at, part));
    }
    bundle_close(bundle);
    free(one);
    free(other);
    free(chain);
    free(manifest.chunks);
}

static void
test_content_changes_meanwhile(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    struct err err = {0};
    struct bundle_manifest manifest = manifest_of();
    signing_save_trust(signing);
    write_content(signing, "content", 0);
    assert_true(seal_measure(signing_path(signing, "content", path), &manifest, &err));
    write_content(signing, "content", 1);
    assert_false(write_seal(signing, &manifest, "c.hub", &err));
    assert_int_equal(err.kind, ERR_BUSY);
    free(manifest.chunks);
}

static void
test_what_cannot_be_measured(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    struct err err = {0};
    struct bundle_manifest manifest = manifest_of();
    assert_false(seal_measure("/nowhere/x", &manifest, &err));
    assert_false(seal_measure(signing->folder, &manifest, &err));
    signing_write(signing, "empty", "");
    assert_false(seal_measure(signing_path(signing, "empty", path), &manifest, &err));
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_equal(ftruncate(fd, ((off_t)BUNDLE_CHUNKS_MAX << 20) + 1), 0);
    close(fd);
    assert_false(seal_measure(path, &manifest, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    free(manifest.chunks);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_firmware_reads_it),
        cmocka_unit_test(test_content_changes_meanwhile),
        cmocka_unit_test(test_what_cannot_be_measured),
    };
    return cmocka_run_group_tests(tests, signing_setup, signing_teardown);
}
