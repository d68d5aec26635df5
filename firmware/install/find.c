#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/log.h"
#include "install/internal.h"

// The stick is read twice when one of its bundles carries newer trust than this machine had: first for
// the trust, then for the choice, so that what is revoked on one file is refused in all.

enum { SAID_MAX = 8 }; // files whose fault the journal tells

struct walk {
    struct install_run *run;
    struct install_found *found;
    int names;
    int files;
    bool full; // a limit was met
    bool gone; // the stick is; the status' reason is set
};

// How much a reason tells the person who brought the stick: a bundle that was meant for this hub says
// more than a stranger's, a stranger's more than a damaged file.
static int
rank_of(enum bundle_reason reason)
{
    static const enum bundle_reason order[] = {BUNDLE_NONE_FOUND, BUNDLE_UNREADABLE, BUNDLE_DAMAGED,
        BUNDLE_UNTRUSTED, BUNDLE_DEMONSTRATION, BUNDLE_OTHER_HUB, BUNDLE_REVOKED,
        BUNDLE_KEY_EXPIRED, BUNDLE_OLDER, BUNDLE_OTHER_PROGRAM, BUNDLE_FINE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        if (order[i] == reason) {
            return (int)i;
        }
    }
    return 0;
}

// Details --------------------------------------------------------------------------------------------

static void
list_hubs(const struct bundle_manifest *manifest, char text[INSTALL_DETAIL_MAX])
{
    size_t len = 0;
    text[0] = '\0';
    for (int i = 0; i < manifest->hubs_count; i++) {
        int n = snprintf(
            text + len, INSTALL_DETAIL_MAX - len, "%s%s", i > 0 ? ", " : "", manifest->hubs[i]);
        if (n >= (int)(INSTALL_DETAIL_MAX - len)) {
            text[len] = '\0'; // whole names only
            return;
        }
        len += (size_t)n;
    }
}

static void
describe(const struct walk *walk, const struct bundle_head *head, struct install_found *found)
{
    const struct bundle_manifest *manifest = &head->manifest;
    bool other_network = strcmp(manifest->network, walk->run->network) != 0;
    if (found->reason == BUNDLE_OTHER_HUB && other_network) {
        snprintf(found->asked, sizeof found->asked, "%s", manifest->network);
        snprintf(found->here, sizeof found->here, "%s", walk->run->network);
    } else if (found->reason == BUNDLE_OTHER_HUB) {
        list_hubs(manifest, found->asked);
        snprintf(found->here, sizeof found->here, "%s", walk->run->hub->name);
    } else {
        snprintf(found->asked, sizeof found->asked, "%s", manifest->content_version);
        snprintf(found->here, sizeof found->here, "%s", walk->run->version);
    }
}

// Choosing ------------------------------------------------------------------------------------------

static bool
is_better(const struct install_found *found, const struct bundle_head *head, int rank)
{
    if (rank != found->rank) {
        return rank > found->rank;
    }
    const struct bundle_manifest *manifest = &head->manifest;
    if (manifest->epoch != found->epoch) {
        return manifest->epoch > found->epoch;
    }
    return manifest->seq > found->seq;
}

// A head is too large for a stack, so that nothing here is copied by value. What the stick itself is stays.
static void
forget(struct install_found *found)
{
    bool two_way = found->two_way;
    bool technician = found->technician;
    install_found_free(found);
    memset(found, 0, sizeof *found);
    found->fd = -1;
    found->reason = BUNDLE_NONE_FOUND;
    found->two_way = two_way;
    found->technician = technician;
}

// Takes *fd and *head when they are better than what was found so far.
static void
consider(struct walk *walk, int *fd, struct bundle_head *head, enum bundle_reason reason)
{
    struct install_found *found = walk->found;
    int rank = rank_of(reason);
    if (!is_better(found, head, rank)) {
        return;
    }
    forget(found);
    found->reason = reason;
    found->rank = rank;
    found->epoch = head->manifest.epoch;
    found->seq = head->manifest.seq;
    if (head->bytes) {
        describe(walk, head, found);
        bundle_key_id(&head->publisher, found->key_id);
    }
    if (reason == BUNDLE_FINE) {
        found->fd = *fd;
        found->head = *head;
        *fd = -1;
        memset(head, 0, sizeof *head);
    }
}

static struct bundle_hash
id_of_trust(const struct bundle_trust *trust)
{
    AUTO_FREE char *text = malloc(BUNDLE_DOCUMENT_MAX + 1);
    ASSERT(text);
    size_t len = 0;
    bool fits = bundle_trust_write(trust, text, BUNDLE_DOCUMENT_MAX + 1, &len, NULL);
    ASSERT(fits); // it was read from canonical text
    return bundle_hash(text, len);
}

// trust is the last document of the longer of the two chains; is it the bundle's?
static void
learn(struct install_run *run, const struct bundle_head *head)
{
    if (head->trust.version <= run->version_known) {
        return;
    }
    free(run->chain);
    run->chain = malloc(head->chain_len);
    ASSERT(run->chain);
    memcpy(run->chain, head->chain, head->chain_len);
    run->anchor.chain = run->chain;
    run->anchor.len = head->chain_len;
    run->version_known = head->trust.version;
    run->chain_is_new = true;
    run->accepted.hub.trust_version = head->trust.version;
    run->accepted.hub.trust_id = id_of_trust(&head->trust);
    install_saw_day(&run->accepted, head->trust.issued);
}

static void
judge(struct walk *walk, int *fd)
{
    struct install_run *run = walk->run;
    AUTO_FREE struct bundle_head *head = calloc(1, sizeof *head);
    ASSERT(head);
    enum bundle_reason reason = BUNDLE_FINE;
    struct err err = {0};
    errno = 0;
    install_pulse(run->hub->pulse, INSTALL_STICK);
    bool read = bundle_head_read(*fd, &run->anchor, head, &reason, &err);
    int error = errno;
    install_pulse(run->hub->pulse, INSTALL_CARD);
    if (read) {
        learn(run, head);
        const struct bundle_hub hub = install_hub_of(run);
        reason = bundle_admit(head, &hub);
    } else if (walk->files <= SAID_MAX) {
        LOG_INFO("stick, file %d: %s (%d)", walk->files, err.text, (int)reason);
    }
    if (reason == BUNDLE_UNREADABLE && install_stick_fault(run, error) == BUNDLE_PULLED) {
        walk->gone = true;
        install_refuse(run, BUNDLE_PULLED);
    }
    consider(walk, fd, head, reason);
    bundle_head_free(head);
}

// Walking -------------------------------------------------------------------------------------------

static bool
is_candidate(const struct dirent *entry)
{
    const char *name = entry->d_name;
    size_t len = strlen(name);
    bool regular = entry->d_type == DT_REG || entry->d_type == DT_UNKNOWN;
    // macOS leaves "._name.hub" beside "name.hub"; a bare ".hub" is hidden too.
    return regular && name[0] != '.' && len > 4 && strcasecmp(name + len - 4, ".hub") == 0;
}

// What a link, a device, a pipe or a socket would do when it is opened, it does not do here.
static int
open_regular(int folder, const char *name)
{
    struct stat st;
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        return -1;
    }
    if (!S_ISREG(st.st_mode)) {
        errno = EISDIR;
        return -1;
    }
    return openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static void
look_at(struct walk *walk, int folder, const char *name)
{
    AUTO_CLOSE int fd = open_regular(folder, name);
    struct stat st;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        judge(walk, &fd);
    } else if (fd < 0 && install_stick_fault(walk->run, errno) == BUNDLE_PULLED) {
        walk->gone = true;
        install_refuse(walk->run, BUNDLE_PULLED);
    }
}

// The next name, or NULL at the end, at a limit or when the stick failed.
static const struct dirent *
next_entry(struct walk *walk, DIR *dir)
{
    if (walk->names == INSTALL_NAMES_MAX || walk->files == INSTALL_ENTRIES_MAX) {
        walk->full = true;
        return NULL;
    }
    walk->names++;
    install_pulse(walk->run->hub->pulse, INSTALL_STICK);
    errno = 0;
    const struct dirent *entry = readdir(dir); // NOLINT(concurrency-mt-unsafe): one thread
    if (!entry && errno != 0) {
        walk->gone = true;
        install_refuse(walk->run, install_stick_fault(walk->run, errno));
    }
    return entry;
}

// Takes fd.
static void
walk_folder(struct walk *walk, int fd)
{
    DIR *dir = fdopendir(fd);
    if (!dir) {
        walk->gone = true;
        install_refuse(walk->run, install_stick_fault(walk->run, errno));
        close(fd);
        return;
    }
    walk->names = 0;
    walk->files = 0;
    const struct dirent *entry;
    while (!walk->gone && (entry = next_entry(walk, dir))) {
        if (is_candidate(entry)) {
            walk->files++;
            look_at(walk, dirfd(dir), entry->d_name);
        }
    }
    install_pulse(walk->run->hub->pulse, INSTALL_CARD);
    closedir(dir);
}

enum { FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC };

static void
walk_stick(struct walk *walk)
{
    install_pulse(walk->run->hub->pulse, INSTALL_STICK);
    int root = open(walk->run->stick, FOLDER);
    if (root < 0) {
        walk->gone = true;
        install_refuse(walk->run, install_stick_fault(walk->run, errno));
        return;
    }
    int hub = openat(root, "hub", FOLDER);
    if (hub >= 0) {
        struct stat st;
        walk->found->two_way =
            fstatat(hub, "out", &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
        walk->found->technician =
            fstatat(hub, "technician.txt", &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode);
        walk_folder(walk, hub);
    }
    if (walk->gone) {
        close(root);
    } else {
        walk_folder(walk, root);
    }
}

bool
install_find(struct install_run *run, struct install_found *found)
{
    forget(found);
    struct walk walk = {.run = run, .found = found};
    walk_stick(&walk);
    if (!walk.gone && run->chain_is_new) {
        forget(found);
        walk_stick(&walk);
    }
    bool meant_for_us = found->rank > rank_of(BUNDLE_OTHER_HUB);
    if (walk.full && !meant_for_us) {
        found->reason = BUNDLE_TOO_MANY;
    }
    return !walk.gone;
}

void
install_found_free(struct install_found *found)
{
    bundle_head_free(&found->head);
    if (found->fd >= 0) {
        close(found->fd);
    }
    found->fd = -1;
}
