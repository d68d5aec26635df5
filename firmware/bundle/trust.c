#include "bundle/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "bundle/internal.h"

#define TITLE "hub-trust-v1"

static bool
has_room(struct canon_reader *reader, int count, int most)
{
    if (count >= most) {
        canon_fail(reader, "too many of this kind");
    }
    return !reader->bad;
}

// Keys of a kind stand in ascending order, each once.
static int
read_keys(struct canon_reader *reader, const char *key, struct bundle_key *keys, int most)
{
    int count = 0;
    while (canon_is(reader, key) && has_room(reader, count, most)) {
        canon_bytes(reader, canon_line(reader, key), keys[count].bytes);
        if (count > 0 && memcmp(keys[count - 1].bytes, keys[count].bytes, 32) >= 0) {
            canon_fail(reader, "keys are not sorted");
        }
        count++;
    }
    return count;
}

static void
read_publisher(struct canon_reader *reader, struct bundle_publisher *publisher)
{
    struct canon_span span = canon_line(reader, "publisher");
    canon_bytes(reader, canon_part(&span, ' '), publisher->key.bytes);
    struct canon_span names = canon_part(&span, ' ');
    int count = canon_count(names, ',');
    if (count > BUNDLE_NETWORKS_MAX) {
        canon_fail(reader, "too many networks");
        return;
    }
    for (int i = 0; i < count; i++) {
        canon_word(reader, CANON_NAME, canon_part(&names, ','), publisher->networks[i],
            sizeof publisher->networks[i]);
        if (i > 0 && strcmp(publisher->networks[i - 1], publisher->networks[i]) >= 0) {
            canon_fail(reader, "networks are not sorted");
        }
    }
    publisher->networks_count = count;
    publisher->not_after = canon_day(reader, canon_part(&span, ' '));
    publisher->max_epoch = canon_number(reader, span, 1, BUNDLE_NUMBER_MAX);
}

static void
read_publishers(struct canon_reader *reader, struct bundle_trust *trust)
{
    struct bundle_publisher *list = trust->publishers;
    int count = 0;
    while (canon_is(reader, "publisher") && has_room(reader, count, BUNDLE_PUBLISHERS_MAX)) {
        read_publisher(reader, &list[count]);
        if (count > 0 && memcmp(list[count - 1].key.bytes, list[count].key.bytes, 32) >= 0) {
            canon_fail(reader, "publishers are not sorted");
        }
        count++;
    }
    trust->publishers_count = count;
}

static void
read_epochs(struct canon_reader *reader, struct bundle_trust *trust)
{
    struct bundle_epoch *list = trust->epochs;
    int count = 0;
    while (canon_is(reader, "epoch") && has_room(reader, count, BUNDLE_EPOCHS_MAX)) {
        struct canon_span span = canon_line(reader, "epoch");
        canon_word(reader, CANON_NAME, canon_part(&span, ' '), list[count].network,
            sizeof list[count].network);
        list[count].lowest = canon_number(reader, span, 1, BUNDLE_NUMBER_MAX);
        if (count > 0 && strcmp(list[count - 1].network, list[count].network) >= 0) {
            canon_fail(reader, "epochs are not sorted");
        }
        count++;
    }
    trust->epochs_count = count;
}

static void
read_revoked(struct canon_reader *reader, struct bundle_trust *trust)
{
    struct bundle_hash *list = trust->revoked;
    int count = 0;
    while (canon_is(reader, "revoked") && has_room(reader, count, BUNDLE_REVOKED_MAX)) {
        canon_bytes(reader, canon_line(reader, "revoked"), list[count].bytes);
        if (count > 0 && memcmp(list[count - 1].bytes, list[count].bytes, 32) >= 0) {
            canon_fail(reader, "revoked bundles are not sorted");
        }
        count++;
    }
    trust->revoked_count = count;
}

static bool
read_use(struct canon_reader *reader)
{
    struct canon_span span = canon_line(reader, "use");
    bool demonstration = span.len == 13 && memcmp(span.text, "demonstration", 13) == 0;
    if (!demonstration && (span.len != 10 || memcmp(span.text, "production", 10) != 0)) {
        canon_fail(reader, "use is production or demonstration");
    }
    return demonstration;
}

// One key, one role: what a root signs can never pass for what a publisher signs.
static bool
roles_differ(const struct bundle_trust *trust)
{
    const unsigned char *keys[BUNDLE_ROOTS_MAX + BUNDLE_PUBLISHERS_MAX + 2 * BUNDLE_KEYS_MAX];
    int count = 0;
    for (int i = 0; i < trust->roots_count; i++) {
        keys[count++] = trust->roots[i].bytes;
    }
    for (int i = 0; i < trust->publishers_count; i++) {
        keys[count++] = trust->publishers[i].key.bytes;
    }
    for (int i = 0; i < trust->releases_count; i++) {
        keys[count++] = trust->releases[i].bytes;
    }
    for (int i = 0; i < trust->collectors_count; i++) {
        keys[count++] = trust->collectors[i].bytes;
    }
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < i; j++) {
            if (memcmp(keys[i], keys[j], 32) == 0) {
                return false;
            }
        }
    }
    return true;
}

static void
read_document(struct canon_reader *reader, struct bundle_trust *trust)
{
    canon_title(reader, TITLE);
    trust->version = canon_number(reader, canon_line(reader, "version"), 1, BUNDLE_NUMBER_MAX);
    trust->demonstration = read_use(reader);
    trust->issued = canon_day(reader, canon_line(reader, "issued"));
    trust->threshold =
        (int)canon_number(reader, canon_line(reader, "threshold"), 1, BUNDLE_ROOTS_MAX);
    trust->roots_count = read_keys(reader, "root", trust->roots, BUNDLE_ROOTS_MAX);
    if (trust->threshold > trust->roots_count) {
        canon_fail(reader, "fewer roots than the threshold");
    }
    read_publishers(reader, trust);
    trust->releases_count = read_keys(reader, "release", trust->releases, BUNDLE_KEYS_MAX);
    trust->collectors_count = read_keys(reader, "collector", trust->collectors, BUNDLE_KEYS_MAX);
    read_epochs(reader, trust);
    read_revoked(reader, trust);
    if (!reader->bad && !roles_differ(trust)) {
        canon_fail(reader, "one key in two roles");
    }
}

bool
bundle_trust_parse(const char *text, size_t len, struct bundle_trust *trust, struct err *err)
{
    memset(trust, 0, sizeof *trust);
    if (len > BUNDLE_DOCUMENT_MAX) {
        return err_set(
            err, ERR_LIMIT, "trust document: %zu bytes, the limit is %d", len, BUNDLE_DOCUMENT_MAX);
    }
    struct canon_reader reader = canon_begin(text, len, err);
    read_document(&reader, trust);
    AUTO_FREE char *again = malloc(len + 1);
    ASSERT(again);
    size_t written = 0;
    if (!reader.bad && (!bundle_trust_write(trust, again, len + 1, &written, NULL) ||
                           written != len || memcmp(again, text, len) != 0)) {
        canon_fail(&reader, "not in canonical form");
    }
    return !reader.bad || err_wrap(err, "trust document");
}

static void
put_keys(struct canon_writer *writer, const char *key, const struct bundle_key *keys, int count)
{
    for (int i = 0; i < count; i++) {
        canon_put_bytes(writer, key, keys[i].bytes);
        canon_put(writer, "\n");
    }
}

static void
put_publisher(struct canon_writer *writer, const struct bundle_publisher *publisher)
{
    canon_put_bytes(writer, "publisher", publisher->key.bytes);
    canon_put(writer, " ");
    canon_put_names(writer, publisher->networks, publisher->networks_count);
    canon_put_day(writer, "", publisher->not_after);
    canon_put(writer, " %lld\n", (long long)publisher->max_epoch);
}

bool
bundle_trust_write(
    const struct bundle_trust *trust, char *buffer, size_t size, size_t *len, struct err *err)
{
    struct canon_writer writer = {.buffer = buffer, .size = size};
    canon_put(&writer, TITLE "\nversion %lld\nuse %s\n", (long long)trust->version,
        trust->demonstration ? "demonstration" : "production");
    canon_put_day(&writer, "issued", trust->issued);
    canon_put(&writer, "\nthreshold %d\n", trust->threshold);
    put_keys(&writer, "root", trust->roots, trust->roots_count);
    for (int i = 0; i < trust->publishers_count; i++) {
        put_publisher(&writer, &trust->publishers[i]);
    }
    put_keys(&writer, "release", trust->releases, trust->releases_count);
    put_keys(&writer, "collector", trust->collectors, trust->collectors_count);
    for (int i = 0; i < trust->epochs_count; i++) {
        canon_put(&writer, "epoch %s %lld\n", trust->epochs[i].network,
            (long long)trust->epochs[i].lowest);
    }
    for (int i = 0; i < trust->revoked_count; i++) {
        canon_put_bytes(&writer, "revoked", trust->revoked[i].bytes);
        canon_put(&writer, "\n");
    }
    return canon_end(&writer, len, err);
}

int64_t
bundle_lowest_epoch(const struct bundle_trust *trust, const char *network)
{
    for (int i = 0; i < trust->epochs_count; i++) {
        if (strcmp(trust->epochs[i].network, network) == 0) {
            return trust->epochs[i].lowest;
        }
    }
    return 1;
}
