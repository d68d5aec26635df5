// hub-bundle trust: who may sign. The file is handed from root holder to root holder until enough of
// them signed it.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chain.h"
#include "clock/clock.h"
#include "command.h"
#include "trust_change.h"

static bool
same_roots(const struct bundle_trust *one, const struct bundle_trust *other)
{
    return one->threshold == other->threshold && one->roots_count == other->roots_count &&
           memcmp(one->roots, other->roots, (size_t)one->roots_count * sizeof *one->roots) == 0;
}

static void
print_need(int count, int roots, int document)
{
    if (count > 0) {
        printf("  %d signature%s of the %d roots of document %d\n", count, count == 1 ? "" : "s",
            roots, document);
    }
}

static void
print_missing(const struct chain *chain, const char *path)
{
    struct chain_missing missing = chain_missing(chain);
    if (missing.of_last == 0 && missing.of_before == 0) {
        printf(
            "%s: document %d is complete, with %d signatures; give it to whoever signs content\n",
            path, chain->count, chain->signatures_count);
        return;
    }
    printf("%s: document %d is not valid yet. Missing:\n", path, chain->count);
    print_need(missing.of_last, chain->last->roots_count, chain->count);
    if (!same_roots(chain->before, chain->last)) {
        print_need(missing.of_before, chain->before->roots_count, chain->count - 1);
    }
    printf("Hand the file to a root holder: hub-bundle trust sign %s --key THEIR.key\n", path);
}

static bool
has_signed(const struct chain *chain, const struct bundle_key *key)
{
    unsigned char id[8];
    bundle_key_id(key, id);
    for (int i = 0; i < chain->signatures_count; i++) {
        if (memcmp(chain->signatures[i].key_id, id, sizeof id) == 0) {
            return true;
        }
    }
    return false;
}

static void
print_keys(const char *role, const struct bundle_key *keys, int count)
{
    for (int i = 0; i < count; i++) {
        char number[KEY_NUMBER_MAX];
        key_number(&keys[i], number);
        printf("  %-10s %s\n", role, number);
    }
}

static void
print_publisher(const struct bundle_publisher *publisher)
{
    char number[KEY_NUMBER_MAX];
    struct date date = clock_date_of_days(publisher->not_after);
    key_number(&publisher->key, number);
    printf("  publisher  %s for", number);
    for (int i = 0; i < publisher->networks_count; i++) {
        printf("%s %s", i > 0 ? "," : "", publisher->networks[i]);
    }
    printf(" until %04d-%02d-%02d, epochs up to %lld\n", date.year, date.month, date.day,
        (long long)publisher->max_epoch);
}

static void
print_document(const struct chain *chain)
{
    const struct bundle_trust *trust = chain->last;
    struct date date = clock_date_of_days(trust->issued);
    printf("document %lld of %04d-%02d-%02d, for %s, needs %d of %d roots\n",
        (long long)trust->version, date.year, date.month, date.day,
        trust->demonstration ? "DEMONSTRATION" : "production", trust->threshold,
        trust->roots_count);
    for (int i = 0; i < trust->roots_count; i++) {
        char number[KEY_NUMBER_MAX];
        key_number(&trust->roots[i], number);
        printf(
            "  root       %s%s\n", number, has_signed(chain, &trust->roots[i]) ? "  signed" : "");
    }
    for (int i = 0; i < trust->publishers_count; i++) {
        print_publisher(&trust->publishers[i]);
    }
    print_keys("release", trust->releases, trust->releases_count);
    print_keys("collector", trust->collectors, trust->collectors_count);
    for (int i = 0; i < trust->epochs_count; i++) {
        printf("  epoch      %s from %lld\n", trust->epochs[i].network,
            (long long)trust->epochs[i].lowest);
    }
    for (int i = 0; i < trust->revoked_count; i++) {
        char hex[65];
        bundle_hex(trust->revoked[i].bytes, hex);
        printf("  revoked    %s\n", hex);
    }
}

static bool
make_new(const struct command_line *line, struct chain *chain, struct err *err)
{
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    ASSERT(trust);
    bool ok = trust_first(line, trust, err) && chain_append(chain, trust, err);
    free(trust);
    return ok;
}

// A draft that nobody signed is taken up again, with the version it has.
static bool
make_next(const struct command_line *line, struct chain *chain,
    bool (*change)(const struct command_line *, struct bundle_trust *, struct err *),
    struct err *err)
{
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    ASSERT(trust);
    *trust = *chain->last;
    trust->version -= chain->signatures_count == 0;
    bool ok = change(line, trust, err) && chain_append(chain, trust, err);
    free(trust);
    return ok;
}

static bool
sign(const struct command_line *line, struct chain *chain, struct err *err)
{
    struct key key;
    if (!line->key) {
        return err_set(err, ERR_FORMAT, "say with --key FILE.key who signs");
    }
    print_document(chain); // what one puts one's name to
    if (!key_read(line->key, KEY_ROOT, line->passphrase_file, &key, err)) {
        return false;
    }
    bool ok = chain_sign(chain, &key, err);
    key_wipe(&key);
    return ok;
}

static bool
change(const struct command_line *line, struct chain *chain, struct err *err)
{
    const char *verb = line->args[0];
    const char *path = line->args[1];
    if (strcmp(verb, "new") == 0) {
        return make_new(line, chain, err);
    }
    if (!chain_read(chain, path, err)) {
        return false;
    }
    if (strcmp(verb, "show") == 0) {
        print_document(chain);
        return true;
    }
    return strcmp(verb, "sign") == 0     ? sign(line, chain, err)
           : strcmp(verb, "rotate") == 0 ? make_next(line, chain, trust_rotate, err)
                                         : make_next(line, chain, trust_revoke, err);
}

enum { NEW = 1, ROTATE = 2, REVOKE = 4, SIGN = 8, SHOW = 16 };

static unsigned
find_verb(const char *text)
{
    static const char *const verbs[] = {"new", "rotate", "revoke", "sign", "show"};
    for (unsigned i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strcmp(verbs[i], text) == 0) {
            return 1u << i;
        }
    }
    return 0;
}

// An option that would be passed over in silence; NULL when there is none. A document that does not say
// what its maker meant it to say is worse than none.
static const char *
misplaced(const struct command_line *line, unsigned verb)
{
    const struct {
        const char *option;
        bool given;
        unsigned verbs;
    } options[] = {
        {"root", line->roots.count > 0, NEW | ROTATE},
        {"publisher", line->publishers.count > 0, NEW | ROTATE | REVOKE},
        {"release", line->releases.count > 0, NEW | ROTATE},
        {"collector", line->collectors.count > 0, NEW | ROTATE},
        {"drop", line->drops.count > 0, ROTATE},
        {"bundle", line->bundles.count > 0, REVOKE},
        {"epoch", line->epochs.count > 0, NEW | ROTATE | REVOKE},
        {"threshold", line->threshold != NULL, NEW | ROTATE},
        {"not-after", line->not_after != NULL, NEW | ROTATE},
        {"max-epoch", line->max_epoch != NULL, NEW | ROTATE},
        {"issued", line->issued != NULL, NEW | ROTATE | REVOKE},
        {"demonstration", line->demonstration, NEW},
        {"key", line->key != NULL, SIGN},
        {"passphrase-file", line->passphrase_file != NULL, SIGN},
        {"output", line->out != NULL, NEW | ROTATE | REVOKE | SIGN},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (options[i].given && !(options[i].verbs & verb)) {
            return options[i].option;
        }
    }
    return NULL;
}

static int
usage(const char *what)
{
    fprintf(stderr, "hub-bundle: %s\nTry: hub-bundle trust --help\n", what);
    return EXIT_USAGE;
}

// What the command line lacks or has too much of; 0 when it is right.
static int
check_line(const struct command_line *line, unsigned verb)
{
    const char *option = misplaced(line, verb);
    if (verb == 0) {
        return usage("trust new, rotate, revoke, sign or show");
    }
    if (verb == NEW ? line->count != 1 || !line->out : line->count != 2) {
        return usage(verb == NEW ? "trust new -o FILE" : "say which trust file");
    }
    if (option) {
        fprintf(stderr, "hub-bundle: trust %s does not take --%s\nTry: hub-bundle trust --help\n",
            line->args[0], option);
        return EXIT_USAGE;
    }
    if (verb == REVOKE && line->publishers.count + line->bundles.count + line->epochs.count == 0) {
        return usage("say with --publisher, --bundle or --epoch what is revoked");
    }
    if (verb == NEW && access(line->out, F_OK) == 0) {
        fprintf(stderr, "%s: error: is there already; change it with trust rotate\n", line->out);
        return EXIT_USAGE;
    }
    return 0;
}

int
command_trust(const struct command_line *line)
{
    unsigned verb = find_verb(line->args[0]);
    int wrong = check_line(line, verb);
    if (wrong) {
        return wrong;
    }
    struct err err = {0};
    struct chain *chain = chain_new();
    const char *path = line->out ? line->out : line->args[1];
    bool ok = change(line, chain, &err) && (verb == SHOW || chain_write(chain, path, &err));
    if (ok) {
        print_missing(chain, path);
    } else {
        fprintf(stderr, "hub-bundle: %s\n", err.text);
    }
    chain_finish(chain);
    return ok                          ? EXIT_DONE
           : err.kind == ERR_FORMAT    ? EXIT_USAGE
           : err.kind == ERR_SIGNATURE ? EXIT_CONTENT
           : err.kind == ERR_BUSY      ? EXIT_CONTENT
                                       : EXIT_IO;
}
