#include "bundle/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "bundle/internal.h"

#define TITLE "hub-manifest-v1"

// Lists are read when their memory is there.
struct lists {
    struct canon_span hubs;
    struct canon_span languages;
};

static int
chunks_of(int64_t size)
{
    return (int)((size + BUNDLE_CHUNK_BYTES - 1) / BUNDLE_CHUNK_BYTES);
}

static struct lists
read_values(struct canon_reader *reader, struct bundle_manifest *manifest)
{
    struct lists lists;
    canon_title(reader, TITLE);
    canon_word(reader, CANON_NAME, canon_line(reader, "network"), manifest->network,
        sizeof manifest->network);
    lists.hubs = canon_line(reader, "hubs");
    manifest->epoch = canon_number(reader, canon_line(reader, "epoch"), 1, BUNDLE_NUMBER_MAX);
    manifest->seq = canon_number(reader, canon_line(reader, "seq"), 1, BUNDLE_NUMBER_MAX);
    manifest->issued = canon_day(reader, canon_line(reader, "issued"));
    manifest->stale_after_days =
        (int)canon_number(reader, canon_line(reader, "stale_after_days"), 1, BUNDLE_STALE_MAX);
    manifest->min_app = (int)canon_number(reader, canon_line(reader, "min_app"), 1, BUNDLE_APP_MAX);
    canon_bytes(reader, canon_line(reader, "schema_id"), manifest->schema_id.bytes);
    canon_word(reader, CANON_VERSION, canon_line(reader, "content_version"),
        manifest->content_version, sizeof manifest->content_version);
    lists.languages = canon_line(reader, "languages");
    manifest->payload_size = canon_number(reader, canon_line(reader, "payload_size"), 1,
        (int64_t)BUNDLE_CHUNKS_MAX * BUNDLE_CHUNK_BYTES);
    canon_number(reader, canon_line(reader, "chunk_size"), BUNDLE_CHUNK_BYTES, BUNDLE_CHUNK_BYTES);
    return lists;
}

static bool
count_lists(
    struct canon_reader *reader, const struct lists *lists, struct bundle_manifest *manifest)
{
    manifest->every_hub = lists->hubs.len == 1 && lists->hubs.text[0] == '*';
    manifest->hubs_count = manifest->every_hub ? 0 : canon_count(lists->hubs, ',');
    manifest->languages_count = canon_count(lists->languages, ',');
    manifest->chunks_count = chunks_of(manifest->payload_size);
    if (manifest->hubs_count > BUNDLE_HUBS_MAX ||
        manifest->languages_count > BUNDLE_LANGUAGES_MAX) {
        canon_fail(reader, "too many hubs or languages");
    }
    return !reader->bad;
}

static void
allocate(struct bundle_manifest *manifest)
{
    size_t chunks = (size_t)manifest->chunks_count * sizeof *manifest->chunks;
    size_t names = (size_t)(manifest->hubs_count + manifest->languages_count) * BUNDLE_NAME_MAX;
    manifest->chunks = calloc(1, chunks + names);
    ASSERT(manifest->chunks);
    manifest->hubs = (char(*)[BUNDLE_NAME_MAX])(manifest->chunks + manifest->chunks_count);
    manifest->languages = manifest->hubs + manifest->hubs_count;
}

static void
read_lists(struct canon_reader *reader, struct lists lists, struct bundle_manifest *manifest)
{
    for (int i = 0; i < manifest->hubs_count; i++) {
        canon_word(reader, CANON_NAME, canon_part(&lists.hubs, ','), manifest->hubs[i],
            sizeof manifest->hubs[i]);
        if (i > 0 && strcmp(manifest->hubs[i - 1], manifest->hubs[i]) >= 0) {
            canon_fail(reader, "hubs are not sorted");
        }
    }
    for (int i = 0; i < manifest->languages_count; i++) {
        canon_word(reader, CANON_TAG, canon_part(&lists.languages, ','), manifest->languages[i],
            sizeof manifest->languages[i]);
    }
    for (int i = 0; i < manifest->chunks_count; i++) {
        canon_bytes(reader, canon_line(reader, "chunk"), manifest->chunks[i].bytes);
    }
}

bool
bundle_manifest_parse(
    const char *text, size_t len, struct bundle_manifest *manifest, struct err *err)
{
    *manifest = (struct bundle_manifest){0};
    if (len > BUNDLE_MANIFEST_MAX) {
        return err_set(
            err, ERR_LIMIT, "manifest: %zu bytes, the limit is %d", len, BUNDLE_MANIFEST_MAX);
    }
    struct canon_reader reader = canon_begin(text, len, err);
    struct lists lists = read_values(&reader, manifest);
    if (!count_lists(&reader, &lists, manifest)) {
        return err_wrap(err, "manifest");
    }
    allocate(manifest);
    read_lists(&reader, lists, manifest);
    AUTO_FREE char *again = malloc(len + 1);
    ASSERT(again);
    size_t written = 0;
    if (!reader.bad && (!bundle_manifest_write(manifest, again, len + 1, &written, NULL) ||
                           written != len || memcmp(again, text, len) != 0)) {
        canon_fail(&reader, "not in canonical form");
    }
    if (reader.bad) {
        bundle_manifest_free(manifest);
        return err_wrap(err, "manifest");
    }
    return true;
}

bool
bundle_manifest_write(
    const struct bundle_manifest *manifest, char *buffer, size_t size, size_t *len, struct err *err)
{
    struct canon_writer writer = {.buffer = buffer, .size = size};
    canon_put(
        &writer, TITLE "\nnetwork %s\nhubs %s", manifest->network, manifest->every_hub ? "*" : "");
    canon_put_names(&writer, manifest->hubs, manifest->hubs_count);
    canon_put(
        &writer, "\nepoch %lld\nseq %lld\n", (long long)manifest->epoch, (long long)manifest->seq);
    canon_put_day(&writer, "issued", manifest->issued);
    canon_put(&writer, "\nstale_after_days %d\nmin_app %d\n", manifest->stale_after_days,
        manifest->min_app);
    canon_put_bytes(&writer, "schema_id", manifest->schema_id.bytes);
    canon_put(&writer, "\ncontent_version %s\nlanguages ", manifest->content_version);
    canon_put_names(&writer, manifest->languages, manifest->languages_count);
    canon_put(&writer, "\npayload_size %lld\nchunk_size %d\n", (long long)manifest->payload_size,
        BUNDLE_CHUNK_BYTES);
    for (int i = 0; i < manifest->chunks_count; i++) {
        canon_put_bytes(&writer, "chunk", manifest->chunks[i].bytes);
        canon_put(&writer, "\n");
    }
    return canon_end(&writer, len, err);
}

void
bundle_manifest_free(struct bundle_manifest *manifest)
{
    free(manifest->chunks);
    *manifest = (struct bundle_manifest){0};
}

bool
bundle_chunk_fits(const struct bundle_manifest *manifest, int index, const void *data, size_t len)
{
    if (index < 0 || index >= manifest->chunks_count) {
        return false;
    }
    int64_t left = manifest->payload_size - (int64_t)index * BUNDLE_CHUNK_BYTES;
    int64_t expected = left < BUNDLE_CHUNK_BYTES ? left : BUNDLE_CHUNK_BYTES;
    struct bundle_hash hash = bundle_hash(data, len);
    return (int64_t)len == expected &&
           memcmp(hash.bytes, manifest->chunks[index].bytes, sizeof hash.bytes) == 0;
}
