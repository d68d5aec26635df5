#include "content/content.h"

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
        return CONTENT_MISSING;
    }
    if (reason != BUNDLE_FINE && reason != BUNDLE_UNREADABLE) {
        return (int)reason;
    }
    return err->kind == ERR_FORMAT    ? CONTENT_DAMAGED
           : err->kind == ERR_VERSION ? CONTENT_SCHEMA
                                      : CONTENT_UNREADABLE;
}

// Opening one ----------------------------------------------------------------------------------------

static bool
open_bundle(const struct content_wish *wish, const char *path, struct attempt *attempt,
    enum bundle_reason *reason)
{
    AUTO_FREE char *image = NULL;
    AUTO_FREE char *newer = NULL;
    struct bundle_anchor anchor = {.demonstration = wish->demonstration};
    struct bundle *bundle = NULL;
    if (!file_read(wish->trust, BUNDLE_TRUST_MAX, &image, &anchor.len, &attempt->err)) {
        attempt->err.kind = ERR_SIGNATURE; // that content is there, and nobody vouches for it
        *reason = BUNDLE_UNTRUSTED;
        return false;
    }
    anchor.chain = image;
    anchor = install_anchor(&wish->dirs, &anchor, &newer);
    return bundle_open(path, &anchor, &bundle, reason, &attempt->err) &&
           store_open(bundle, &attempt->store, &attempt->err);
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
accepted(const struct content_wish *wish, struct attempt *attempt)
{
    if (store_language_count(attempt->store) == 0) {
        return err_set(&attempt->err, ERR_FORMAT, "no language in it");
    }
    return !wish->accept || wish->accept(wish->context, attempt->store, &attempt->err);
}

static struct attempt
try(const struct content_wish *wish, const char *path)
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
is_skipped(const struct content *content, const struct bundle_hash *id)
{
    for (int i = 0; i < content->skipped_count; i++) {
        if (memcmp(content->skipped[i].bytes, id->bytes, sizeof id->bytes) == 0) {
            return true;
        }
    }
    return false;
}

// What is current has to prove itself each time it is begun.
static bool
on_trial(const struct content_wish *wish, struct content *content, struct attempt *attempt)
{
    const struct bundle_hash *id = &store_head(attempt->store)->id;
    content->rests = 0;
    if (install_trial_begin(&wish->dirs, id, &attempt->err)) {
        return true;
    }
    if (attempt->err.kind != ERR_LIMIT) { // it cannot be counted: a full or read-only card
        LOG_WARN("%s", attempt->err.text);
        return true;
    }
    attempt->code = CONTENT_TRIED;
    return false;
}

static bool
suits(const struct content_wish *wish, struct content *content, enum install_source source,
    struct attempt *attempt)
{
    if (!attempt->store) {
        return false;
    }
    if (is_skipped(content, &store_head(attempt->store)->id)) {
        attempt->code = CONTENT_DAMAGED;
        return err_set(&attempt->err, ERR_FORMAT, "content that broke before");
    }
    return source != INSTALL_CURRENT || on_trial(wish, content, attempt);
}

static void
say(struct content *content, int source, const struct attempt *attempt)
{
    static const char *const names[] = {"content", "current", "previous", "factory"};
    int *said = &content->said[source + 1];
    if (*said != attempt->code) { // once, not at every new look
        LOG_ERROR("%s: %s (code %d)", names[source + 1], attempt->err.text, attempt->code);
        *said = attempt->code;
    }
}

static bool
open_installed(const struct content_wish *wish, struct content *content)
{
    for (int source = INSTALL_CURRENT; source <= INSTALL_FACTORY; source++) {
        char path[INSTALL_PATH_MAX] = "";
        struct attempt attempt = {.store = NULL};
        content->rests = -1;
        if (install_path(&wish->dirs, (enum install_source)source, path, &attempt.err)) {
            attempt = try(wish, path);
        } else {
            attempt.code = code_of(&attempt.err, BUNDLE_FINE);
        }
        if (suits(wish, content, (enum install_source)source, &attempt)) {
            content->store = attempt.store;
            content->source = source;
            return true;
        }
        store_close(attempt.store);
        if (attempt.code != CONTENT_MISSING) { // a machine begins without current and previous
            say(content, source, &attempt);
            content->code = content->code ? content->code : attempt.code;
        }
    }
    return false;
}

static bool
open_file(const struct content_wish *wish, struct content *content)
{
    struct attempt attempt = try(wish, wish->file);
    content->source = CONTENT_FILE;
    content->rests = -1;
    content->store = attempt.store;
    if (!attempt.store) {
        say(content, CONTENT_FILE, &attempt);
        content->code = attempt.code;
    }
    return attempt.store;
}

bool
content_open(const struct content_wish *wish, struct content *content)
{
    content_close(content);
    content->code = 0;
    bool opened = wish->file[0] != '\0' ? open_file(wish, content) : open_installed(wish, content);
    if (!opened && content->code == 0) {
        struct attempt none = {.code = CONTENT_MISSING};
        err_set(&none.err, ERR_MISSING, "no content is installed");
        say(content, CONTENT_FILE, &none);
        content->code = CONTENT_MISSING;
    }
    return opened;
}

void
content_close(struct content *content)
{
    store_close(content->store);
    content->store = NULL;
}

void
content_skip(struct content *content)
{
    const struct bundle_head *head = content->store ? store_head(content->store) : NULL;
    if (head && content->skipped_count < CONTENT_SKIPPED_MAX) {
        content->skipped[content->skipped_count++] = head->id;
    }
}

void
content_unskip(struct content *content)
{
    content->skipped_count = 0;
    memset(content->said, 0, sizeof content->said);
}

void
content_rested(const struct content_wish *wish, struct content *content)
{
    if (content->store && content->rests >= 0 && ++content->rests >= CONTENT_HEALTHY) {
        content->rests = -1;
        install_trial_end(&wish->dirs);
    }
}
