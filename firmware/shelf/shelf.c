#include "shelf/shelf.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"

static const char MAGIC[] = "VENTHUB1";

struct attempt { // at one file
    struct store *store;
    int code;
    struct err err;
};

static int
code_of(const struct err *err, enum bundle_reason reason)
{
    if (err->kind == ERR_MISSING) {
        return SHELF_MISSING;
    }
    if (reason != BUNDLE_FINE && reason != BUNDLE_UNREADABLE) {
        return (int)reason;
    }
    return err->kind == ERR_FORMAT    ? SHELF_DAMAGED
           : err->kind == ERR_VERSION ? SHELF_SCHEMA
                                      : SHELF_UNREADABLE;
}

// Opening one ----------------------------------------------------------------------------------------

static bool
open_bundle(const struct shelf_wish *wish, const char *path, struct attempt *attempt,
    enum bundle_reason *reason)
{
    AUTO_FREE char *chain = NULL;
    struct bundle_anchor image = {.demonstration = wish->demonstration};
    struct install_opened opened = {.bundle = NULL};
    if (!file_read(wish->trust, BUNDLE_TRUST_MAX, &chain, &image.len, &attempt->err)) {
        attempt->err.kind = ERR_SIGNATURE; // content is there, and nobody vouches for it
        *reason = BUNDLE_UNTRUSTED;
        return false;
    }
    image.chain = chain;
    bool ok = install_open(&wish->dirs, &image, path, &opened, &attempt->err);
    *reason = opened.reason;
    return ok && store_open(opened.bundle, &attempt->store, &attempt->err);
}

static bool
is_bundle(const char *path)
{
    char start[sizeof MAGIC - 1];
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    return fd >= 0 && pread(fd, start, sizeof start, 0) == (ssize_t)sizeof start &&
           memcmp(start, MAGIC, sizeof start) == 0;
}

static bool
accepted(const struct shelf_wish *wish, struct attempt *attempt)
{
    if (store_language_count(attempt->store) == 0) {
        return err_set(&attempt->err, ERR_FORMAT, "no language in it");
    }
    return !wish->accept || wish->accept(wish->context, attempt->store, &attempt->err);
}

static struct attempt
try(const struct shelf_wish *wish, const char *path)
{
    struct attempt attempt = {.store = NULL};
    enum bundle_reason reason = BUNDLE_FINE;
    bool opened = wish->unsigned_too && !is_bundle(path)
                      ? store_open_file(path, &attempt.store, &attempt.err)
                      : open_bundle(wish, path, &attempt, &reason);
    if (!opened || !accepted(wish, &attempt)) {
        attempt.code = code_of(&attempt.err, reason);
        store_close(attempt.store);
        attempt.store = NULL;
    }
    return attempt;
}

// Which one ------------------------------------------------------------------------------------------

static bool
is_skipped(const struct shelf *shelf, const struct bundle_hash *id)
{
    for (int i = 0; i < shelf->skipped_count; i++) {
        if (memcmp(shelf->skipped[i].bytes, id->bytes, sizeof id->bytes) == 0) {
            return true;
        }
    }
    return false;
}

// What is current has to prove itself each time it is begun.
static bool
on_trial(const struct shelf_wish *wish, struct shelf *shelf, struct attempt *attempt)
{
    const struct bundle_hash *id = &store_head(attempt->store)->id;
    shelf->rests = 0;
    if (install_trial_begin(&wish->dirs, id, &attempt->err)) {
        return true;
    }
    if (attempt->err.kind != ERR_LIMIT) { // it cannot be counted: a full or read-only card
        LOG_WARN("%s", attempt->err.text);
        return true;
    }
    attempt->code = SHELF_TRIED;
    return false;
}

static bool
suits(const struct shelf_wish *wish, struct shelf *shelf, enum install_source source,
    struct attempt *attempt)
{
    if (!attempt->store) {
        return false;
    }
    if (is_skipped(shelf, &store_head(attempt->store)->id)) {
        attempt->code = SHELF_DAMAGED;
        return err_set(&attempt->err, ERR_FORMAT, "content that broke before");
    }
    return source != INSTALL_CURRENT || on_trial(wish, shelf, attempt);
}

static void
say(struct shelf *shelf, int source, const struct attempt *attempt)
{
    static const char *const names[] = {"content", "current", "previous", "factory"};
    int *said = &shelf->said[source + 1];
    if (*said != attempt->code) { // once, not at every new look
        LOG_ERROR("%s: %s (code %d)", names[source + 1], attempt->err.text, attempt->code);
        *said = attempt->code;
    }
}

static bool
open_installed(const struct shelf_wish *wish, struct shelf *shelf)
{
    for (int source = INSTALL_CURRENT; source <= INSTALL_FACTORY; source++) {
        char path[INSTALL_PATH_MAX] = "";
        struct attempt attempt = {.store = NULL};
        shelf->rests = -1;
        if (install_path(&wish->dirs, (enum install_source)source, path, &attempt.err)) {
            attempt = try(wish, path);
        } else {
            attempt.code = code_of(&attempt.err, BUNDLE_FINE);
        }
        if (suits(wish, shelf, (enum install_source)source, &attempt)) {
            shelf->store = attempt.store;
            shelf->source = source;
            return true;
        }
        store_close(attempt.store);
        if (attempt.code != SHELF_MISSING) { // a machine begins without current and previous
            say(shelf, source, &attempt);
            shelf->code = shelf->code ? shelf->code : attempt.code;
        }
    }
    return false;
}

static bool
open_file(const struct shelf_wish *wish, struct shelf *shelf)
{
    struct attempt attempt = try(wish, wish->file);
    shelf->source = SHELF_FILE;
    shelf->rests = -1;
    shelf->store = attempt.store;
    if (!attempt.store) {
        say(shelf, SHELF_FILE, &attempt);
        shelf->code = attempt.code;
    }
    return attempt.store;
}

// Content without a map, or with one that does not open, is shown all the same.
static void
open_town(const struct shelf_wish *wish, struct shelf *shelf)
{
    struct err err = {0};
    bool ok = town_open(shelf->store, wish->text, wish->map_styles, &shelf->town, &err);
    if (!ok && err.kind != ERR_MISSING) {
        LOG_WARN("%s", err.text);
    }
}

bool
shelf_open(const struct shelf_wish *wish, struct shelf *shelf)
{
    shelf_close(shelf);
    shelf->code = 0;
    bool opened = wish->file[0] != '\0' ? open_file(wish, shelf) : open_installed(wish, shelf);
    if (opened) {
        open_town(wish, shelf);
    } else if (shelf->code == 0) {
        struct attempt none = {.code = SHELF_MISSING};
        err_set(&none.err, ERR_MISSING, "no content is installed");
        say(shelf, SHELF_FILE, &none);
        shelf->code = SHELF_MISSING;
    }
    return opened;
}

void
shelf_close(struct shelf *shelf)
{
    town_close(shelf->town);
    store_close(shelf->store);
    shelf->town = NULL;
    shelf->store = NULL;
}

void
shelf_skip(struct shelf *shelf)
{
    const struct bundle_head *head = shelf->store ? store_head(shelf->store) : NULL;
    if (head && shelf->skipped_count < SHELF_SKIPPED_MAX) {
        shelf->skipped[shelf->skipped_count++] = head->id;
    }
}

void
shelf_unskip(struct shelf *shelf)
{
    shelf->skipped_count = 0;
    memset(shelf->said, 0, sizeof shelf->said);
}

void
shelf_rested(const struct shelf_wish *wish, struct shelf *shelf)
{
    if (shelf->store && shelf->rests >= 0 && ++shelf->rests >= SHELF_HEALTHY) {
        shelf->rests = -1;
        install_trial_end(&wish->dirs);
    }
}
