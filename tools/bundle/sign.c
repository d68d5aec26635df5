// hub-bundle sign: compiled content becomes a bundle that hubs accept.

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "chain.h"
#include "command.h"
#include "db/db.h"
#include "gate/gate.h"
#include "options.h"
#include "seal.h"
#include "signed.h"

enum { STALE_AFTER_DAYS = 180 };

struct signing {
    const struct command_line *line;
    struct chain *chain;
    struct key key;
    struct bundle_manifest manifest;
    char hubs[BUNDLE_HUBS_MAX][BUNDLE_NAME_MAX];
    char languages[BUNDLE_LANGUAGES_MAX][BUNDLE_NAME_MAX];
};

static bool
read_languages(struct db *db, struct signing *signing, struct err *err)
{
    struct db_query *query = NULL;
    struct bundle_manifest *manifest = &signing->manifest;
    if (!db_prepare(db, "SELECT id FROM language_pack ORDER BY launch_order, n", &query, err)) {
        return false;
    }
    while (db_step(query) && manifest->languages_count < BUNDLE_LANGUAGES_MAX) {
        snprintf(signing->languages[manifest->languages_count++], BUNDLE_NAME_MAX, "%s",
            db_text(query, 0));
    }
    bool ok = !db_failed(query, err);
    db_finish(query);
    manifest->languages = signing->languages;
    return ok;
}

static bool
read_content(struct signing *signing, struct err *err)
{
    const char *path = signing->line->args[0];
    struct db *db = NULL;
    if (!db_open(path, DB_READ, &db, err)) {
        return false;
    }
    struct bundle_manifest *manifest = &signing->manifest;
    bool ok = gate_check(db, err) &&
              db_word(db, "SELECT value FROM meta WHERE key = 'content_version'",
                  manifest->content_version, sizeof manifest->content_version, err) &&
              read_languages(db, signing, err);
    db_close(db);
    manifest->schema_id = gate_schema_id();
    manifest->min_app = BUNDLE_APP_LEVEL;
    return ok || err_wrap(err, "%s", path);
}

// The number after the one that was signed last; it begins anew in a new epoch.
static bool
count_on(struct signing *signing, int64_t *seq, int64_t *epoch, struct err *err)
{
    const char *path = signing->line->after;
    struct bundle *old = NULL;
    if (!signed_open(path, NULL, &old, err)) {
        return false;
    }
    const struct bundle_head *head = bundle_head_of(old);
    bool ok =
        strcmp(head->manifest.network, signing->manifest.network) == 0 ||
        err_set(err, ERR_FORMAT, "--after %s: is of the network %s", path, head->manifest.network);
    if (ok && head->trust.version > signing->chain->last->version) {
        ok = err_set(err, ERR_FORMAT, "--after %s: carries a newer trust document than %s", path,
            signing->line->trust);
    }
    *epoch = head->manifest.epoch > *epoch ? head->manifest.epoch : *epoch;
    *seq = head->manifest.epoch == *epoch ? head->manifest.seq + 1 : 1;
    bundle_close(old);
    return ok;
}

static bool
set_numbers(struct signing *signing, struct err *err)
{
    const struct command_line *line = signing->line;
    struct bundle_manifest *manifest = &signing->manifest;
    int64_t epoch = bundle_lowest_epoch(signing->chain->last, manifest->network);
    int64_t seq = 0;
    int64_t stale = 0;
    const char *epoch_text = line->epochs.count > 0 ? line->epochs.items[0] : NULL;
    if (!line->after && !line->seq) {
        return err_set(err, ERR_FORMAT,
            "say with --after OLD.hub what was signed last; for the very first --seq 1");
    }
    if (line->after && !count_on(signing, &seq, &epoch, err)) {
        return false;
    }
    if (!options_number("epoch", epoch_text, epoch, &manifest->epoch, err) ||
        !options_number(
            "seq", line->seq, manifest->epoch == epoch ? seq : 1, &manifest->seq, err) ||
        !options_number("stale-after", line->stale_after, STALE_AFTER_DAYS, &stale, err) ||
        !options_day("issued", line->issued, options_today(), &manifest->issued, err)) {
        return false;
    }
    manifest->stale_after_days = stale < INT_MAX ? (int)stale : INT_MAX;
    return true;
}

static bool
set_target(struct signing *signing, struct err *err)
{
    const struct command_line *line = signing->line;
    struct bundle_manifest *manifest = &signing->manifest;
    if (!options_name("network", line->network, manifest->network, err)) {
        return false;
    }
    manifest->every_hub = !line->hubs || strcmp(line->hubs, "*") == 0;
    manifest->hubs = signing->hubs;
    return manifest->every_hub || options_names("hubs", line->hubs, signing->hubs, BUNDLE_HUBS_MAX,
                                      &manifest->hubs_count, err);
}

// Before the passphrase is asked for.
static bool
read_chain(struct signing *signing, struct err *err)
{
    const char *path = signing->line->trust;
    if (!chain_read(signing->chain, path, err)) {
        return false;
    }
    struct chain_missing missing = chain_missing(signing->chain);
    return (missing.of_before == 0 && missing.of_last == 0) ||
           err_set(err, ERR_SIGNATURE,
               "%s: document %d still needs %d signatures; see hub-bundle trust show", path,
               signing->chain->count,
               missing.of_before > missing.of_last ? missing.of_before : missing.of_last);
}

static const struct bundle_publisher *
find_publisher(const struct bundle_trust *trust, const struct bundle_key *key)
{
    for (int i = 0; i < trust->publishers_count; i++) {
        if (memcmp(trust->publishers[i].key.bytes, key->bytes, sizeof key->bytes) == 0) {
            return &trust->publishers[i];
        }
    }
    return NULL;
}

static bool
has_network(const struct bundle_publisher *publisher, const char *network)
{
    for (int i = 0; i < publisher->networks_count; i++) {
        if (strcmp(publisher->networks[i], network) == 0) {
            return true;
        }
    }
    return false;
}

// In words what hubs would refuse, before the passphrase is asked for.
static bool
may_sign(const struct signing *signing, struct err *err)
{
    const struct bundle_manifest *manifest = &signing->manifest;
    const struct bundle_trust *trust = signing->chain->last;
    const struct bundle_publisher *publisher = find_publisher(trust, &signing->key.public);
    char number[KEY_NUMBER_MAX];
    key_number(&signing->key.public, number);
    if (!publisher) {
        return err_set(err, ERR_SIGNATURE, "publisher %s is not in document %lld of %s", number,
            (long long)trust->version, signing->line->trust);
    }
    if (!has_network(publisher, manifest->network)) {
        return err_set(err, ERR_SIGNATURE, "publisher %s may not sign for the network %s", number,
            manifest->network);
    }
    if (manifest->issued > publisher->not_after) {
        return err_set(err, ERR_SIGNATURE,
            "the key of publisher %s expired; let the roots name a new one", number);
    }
    int64_t lowest = bundle_lowest_epoch(trust, manifest->network);
    return (manifest->epoch >= lowest && manifest->epoch <= publisher->max_epoch) ||
           err_set(err, ERR_SIGNATURE, "epoch %lld: publisher %s may sign from %lld to %lld",
               (long long)manifest->epoch, number, (long long)lowest,
               (long long)publisher->max_epoch);
}

// What hubs would say of it decides whether it is kept.
static bool
write_checked(struct signing *signing, const char *beside, struct err *err)
{
    struct bundle *bundle = NULL;
    AUTO_FREE char *chain = NULL;
    struct seal seal = {.content = signing->line->args[0], .key = &signing->key};
    if (!chain_bytes(signing->chain, &chain, &seal.chain_len, err)) {
        return false;
    }
    seal.chain = chain;
    bool ok = seal_write(&seal, &signing->manifest, beside, err) &&
              signed_open(beside, signing->line->trust, &bundle, err) &&
              signed_check(beside, bundle_head_of(bundle), err);
    if (ok && rename(beside, signing->line->out) != 0) {
        ok = err_set(err, ERR_IO, "%s: cannot be written", signing->line->out);
    }
    if (ok) {
        printf("%s\n", signing->line->out);
        signed_print(bundle_head_of(bundle), stdout);
    }
    bundle_close(bundle);
    return ok;
}

static bool
sign(struct signing *signing, struct err *err)
{
    const struct command_line *line = signing->line;
    char beside[PATH_MAX];
    if (snprintf(beside, sizeof beside, "%s.new", line->out) >= (int)sizeof beside) {
        return err_set(err, ERR_LIMIT, "%s: path too long", line->out);
    }
    bool ok = read_chain(signing, err) && set_target(signing, err) && set_numbers(signing, err) &&
              read_content(signing, err) && seal_measure(line->args[0], &signing->manifest, err) &&
              key_peek(line->key, KEY_PUBLISHER, &signing->key.public, err) &&
              may_sign(signing, err) &&
              key_read(line->key, KEY_PUBLISHER, line->passphrase_file, &signing->key, err);
    if (ok) {
        ok = write_checked(signing, beside, err);
        unlink(beside);
    }
    key_wipe(&signing->key);
    free(signing->manifest.chunks);
    return ok;
}

int
command_sign(const struct command_line *line)
{
    struct err err = {0};
    if (!line->key || !line->trust || !line->network) {
        fprintf(stderr, "hub-bundle: say --key PUBLISHER.key, --trust TRUST and --network NAME\n"
                        "Try: hub-bundle sign --help\n");
        return EXIT_USAGE;
    }
    struct signing *signing = calloc(1, sizeof *signing);
    ASSERT(signing);
    signing->line = line;
    signing->chain = chain_new();
    bool ok = sign(signing, &err);
    chain_finish(signing->chain);
    free(signing);
    if (ok) {
        return EXIT_DONE;
    }
    fprintf(stderr, "hub-bundle: %s\n", err.text);
    return err.kind == ERR_IO || err.kind == ERR_SPACE || err.kind == ERR_MISSING ? EXIT_IO
                                                                                  : EXIT_CONTENT;
}
