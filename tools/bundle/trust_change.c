#include "trust_change.h"

#include <stdlib.h>
#include <string.h>

#include "key.h"
#include "options.h"
#include "signed.h"

enum { MONTHS_24 = 730 }; // days a publisher's key is good for, if nothing else is said

static int
compare_keys(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct bundle_key)); // a publisher begins with its key
}

static int
compare_epochs(const void *a, const void *b)
{
    return strcmp(
        ((const struct bundle_epoch *)a)->network, ((const struct bundle_epoch *)b)->network);
}

static void
sort(struct bundle_trust *trust)
{
    qsort(trust->roots, (size_t)trust->roots_count, sizeof *trust->roots, compare_keys);
    qsort(trust->publishers, (size_t)trust->publishers_count, sizeof *trust->publishers,
        compare_keys);
    qsort(trust->releases, (size_t)trust->releases_count, sizeof *trust->releases, compare_keys);
    qsort(trust->collectors, (size_t)trust->collectors_count, sizeof *trust->collectors,
        compare_keys);
    qsort(trust->epochs, (size_t)trust->epochs_count, sizeof *trust->epochs, compare_epochs);
    qsort(trust->revoked, (size_t)trust->revoked_count, sizeof *trust->revoked, compare_keys);
}

// Takes the key out of a list of count things of size bytes that begin with a key.
static bool
remove_key(void *list, int *count, size_t size, const unsigned char key[32])
{
    char *at = list;
    for (int i = 0; i < *count; i++) {
        if (memcmp(at + (size_t)i * size, key, 32) == 0) {
            memmove(at + (size_t)i * size, at + (size_t)(i + 1) * size,
                (size_t)(*count - i - 1) * size);
            --*count;
            return true;
        }
    }
    return false;
}

static bool
add_keys(const struct command_list *files, enum key_role role, struct bundle_key *keys, int *count,
    struct err *err)
{
    int most = BUNDLE_KEYS_MAX;
    _Static_assert(
        (int)BUNDLE_KEYS_MAX == (int)BUNDLE_ROOTS_MAX, "one limit for all lists of keys");
    for (int i = 0; i < files->count; i++) {
        struct bundle_key key;
        if (!key_read_public(files->items[i], role, &key, err)) {
            return false;
        }
        remove_key(keys, count, sizeof *keys, key.bytes); // twice is once
        if (*count == most) {
            return err_set(err, ERR_LIMIT, "more than %d %s keys", most, key_role_name(role));
        }
        keys[(*count)++] = key;
    }
    return true;
}

// PUB=network,network; replaces the publisher of that key.
static bool
add_publisher(
    const struct command_line *line, const char *text, struct bundle_trust *trust, struct err *err)
{
    char path[4096];
    const char *equals = strrchr(text, '=');
    size_t len = equals ? (size_t)(equals - text) : 0;
    struct bundle_publisher one = {0};
    int64_t lowest = 1;
    if (!equals || len >= sizeof path) {
        return err_set(
            err, ERR_FORMAT, "--publisher %s: say for which networks, as FILE.pub=gt,hn", text);
    }
    memcpy(path, text, len);
    path[len] = '\0';
    if (!key_read_public(path, KEY_PUBLISHER, &one.key, err) ||
        !options_names(
            "publisher", equals + 1, one.networks, BUNDLE_NETWORKS_MAX, &one.networks_count, err)) {
        return false;
    }
    for (int i = 0; i < one.networks_count; i++) {
        int64_t epoch = bundle_lowest_epoch(trust, one.networks[i]);
        lowest = epoch > lowest ? epoch : lowest;
    }
    if (!options_day(
            "not-after", line->not_after, trust->issued + MONTHS_24, &one.not_after, err) ||
        !options_number("max-epoch", line->max_epoch, lowest, &one.max_epoch, err)) {
        return false;
    }
    remove_key(
        trust->publishers, &trust->publishers_count, sizeof *trust->publishers, one.key.bytes);
    if (trust->publishers_count == BUNDLE_PUBLISHERS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d publishers", BUNDLE_PUBLISHERS_MAX);
    }
    trust->publishers[trust->publishers_count++] = one;
    return true;
}

// NETWORK=N
static bool
set_epoch(const char *text, struct bundle_trust *trust, struct err *err)
{
    char name[64];
    const char *equals = strchr(text, '=');
    size_t len = equals ? (size_t)(equals - text) : 0;
    struct bundle_epoch one;
    if (!equals || len >= sizeof name) {
        return err_set(err, ERR_FORMAT, "--epoch %s: write it as gt=2", text);
    }
    memcpy(name, text, len);
    name[len] = '\0';
    if (!options_name("epoch", name, one.network, err) ||
        !options_number("epoch", equals + 1, 1, &one.lowest, err)) {
        return false;
    }
    if (one.lowest < bundle_lowest_epoch(trust, name)) {
        return err_set(err, ERR_FORMAT, "--epoch %s: an epoch never goes back", text);
    }
    for (int i = 0; i < trust->epochs_count; i++) {
        if (strcmp(trust->epochs[i].network, name) == 0) {
            trust->epochs[i] = one;
            return true;
        }
    }
    if (trust->epochs_count == BUNDLE_EPOCHS_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d epochs", BUNDLE_EPOCHS_MAX);
    }
    trust->epochs[trust->epochs_count++] = one;
    return true;
}

static bool
set_epochs(const struct command_line *line, struct bundle_trust *trust, struct err *err)
{
    for (int i = 0; i < line->epochs.count; i++) {
        if (!set_epoch(line->epochs.items[i], trust, err)) {
            return false;
        }
    }
    return true;
}

// Whatever role the file has.
static bool
drop(const char *path, struct bundle_trust *trust, struct err *err)
{
    struct bundle_key key;
    for (int role = 0; role < KEY_ROLES; role++) {
        if (!key_read_public(path, (enum key_role)role, &key, err)) {
            if (err->kind != ERR_FORMAT) {
                return false;
            }
            continue;
        }
        bool found =
            remove_key(trust->roots, &trust->roots_count, sizeof *trust->roots, key.bytes) ||
            remove_key(trust->publishers, &trust->publishers_count, sizeof *trust->publishers,
                key.bytes) ||
            remove_key(
                trust->releases, &trust->releases_count, sizeof *trust->releases, key.bytes) ||
            remove_key(
                trust->collectors, &trust->collectors_count, sizeof *trust->collectors, key.bytes);
        return found || err_set(err, ERR_MISSING, "%s: this key is not in the document", path);
    }
    return false;
}

static bool
set_threshold(const struct command_line *line, struct bundle_trust *trust, struct err *err)
{
    int64_t threshold = 0;
    if (!options_number("threshold", line->threshold, trust->threshold, &threshold, err)) {
        return false;
    }
    if (threshold < 2 || threshold > trust->roots_count) {
        return err_set(err, ERR_FORMAT,
            "%lld of %d roots: it takes at least two, and no more than there are",
            (long long)threshold, trust->roots_count);
    }
    trust->threshold = (int)threshold;
    return true;
}

static bool
set_keys(const struct command_line *line, struct bundle_trust *trust, struct err *err)
{
    for (int i = 0; i < line->drops.count; i++) {
        if (!drop(line->drops.items[i], trust, err)) {
            return false;
        }
    }
    if (!add_keys(&line->roots, KEY_ROOT, trust->roots, &trust->roots_count, err) ||
        !add_keys(&line->releases, KEY_RELEASE, trust->releases, &trust->releases_count, err) ||
        !add_keys(
            &line->collectors, KEY_COLLECTOR, trust->collectors, &trust->collectors_count, err) ||
        !set_epochs(line, trust, err)) {
        return false;
    }
    for (int i = 0; i < line->publishers.count; i++) {
        if (!add_publisher(line, line->publishers.items[i], trust, err)) {
            return false;
        }
    }
    return set_threshold(line, trust, err);
}

bool
trust_first(const struct command_line *line, struct bundle_trust *trust, struct err *err)
{
    memset(trust, 0, sizeof *trust);
    trust->version = 1;
    trust->demonstration = line->demonstration;
    trust->threshold = 2;
    bool ok = options_day("issued", line->issued, options_today(), &trust->issued, err) &&
              set_keys(line, trust, err);
    sort(trust);
    return ok;
}

// A document is never of an earlier day than the one before.
static bool
next(const struct command_line *line, struct bundle_trust *trust, struct err *err)
{
    int today = options_today();
    int least = trust->issued;
    if (!options_day("issued", line->issued, today > least ? today : least, &trust->issued, err)) {
        return false;
    }
    trust->version++;
    return trust->issued >= least ||
           err_set(err, ERR_FORMAT, "--issued: before the day of the document before");
}

bool
trust_rotate(const struct command_line *line, struct bundle_trust *trust, struct err *err)
{
    bool ok = next(line, trust, err) && set_keys(line, trust, err);
    sort(trust);
    return ok;
}

static bool
revoke_bundle(const char *text, struct bundle_trust *trust, struct err *err)
{
    struct bundle_hash id;
    if (!bundle_unhex(text, id.bytes) && !signed_id(text, &id, err)) {
        return false;
    }
    remove_key(trust->revoked, &trust->revoked_count, sizeof *trust->revoked, id.bytes);
    if (trust->revoked_count == BUNDLE_REVOKED_MAX) {
        return err_set(err, ERR_LIMIT, "more than %d revoked bundles", BUNDLE_REVOKED_MAX);
    }
    trust->revoked[trust->revoked_count++] = id;
    return true;
}

static bool
revoke_publisher(const char *path, struct bundle_trust *trust, struct err *err)
{
    struct bundle_key key;
    if (!key_read_public(path, KEY_PUBLISHER, &key, err)) {
        return false;
    }
    return remove_key(
               trust->publishers, &trust->publishers_count, sizeof *trust->publishers, key.bytes) ||
           err_set(err, ERR_MISSING, "%s: this key is not in the document", path);
}

bool
trust_revoke(const struct command_line *line, struct bundle_trust *trust, struct err *err)
{
    bool ok = next(line, trust, err) && set_epochs(line, trust, err);
    for (int i = 0; ok && i < line->publishers.count; i++) {
        ok = revoke_publisher(line->publishers.items[i], trust, err);
    }
    for (int i = 0; ok && i < line->bundles.count; i++) {
        ok = revoke_bundle(line->bundles.items[i], trust, err);
    }
    sort(trust);
    return ok;
}
