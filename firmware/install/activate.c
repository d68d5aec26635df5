#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/log.h"
#include "install/internal.h"

// Becoming current ------------------------------------------------------------------------------------

static bool
move_in(const struct install_dirs *dirs, const struct bundle_head *head, struct err *err)
{
    char part[INSTALL_PATH_MAX];
    char bundle[INSTALL_PATH_MAX];
    if (!install_part_path(dirs, &head->id, part, err) ||
        !install_bundle_path(dirs, &head->id, bundle, err)) {
        return false;
    }
    return (rename(part, bundle) == 0 || install_io_error(err, bundle)) &&
           install_sync_folder(dirs->bundles, err);
}

// What was current becomes previous, unless it is the same or never became healthy: then the previous
// one stays the way back.
static bool
keep_previous(const struct install_dirs *dirs, const struct bundle_hash *id, struct err *err)
{
    struct bundle_hash current;
    struct err none = {0};
    char path[INSTALL_PATH_MAX];
    bool worth = install_pointer_read(dirs, "current", &current, &none) &&
                 !install_equal_ids(&current, id) &&
                 install_path(dirs, INSTALL_CURRENT, path, &none) &&
                 install_trial_tries(dirs, &current) < INSTALL_TRIES_MAX;
    return !worth || install_pointer_write(dirs, "previous", &current, err);
}

// The order makes it safe: accepted before the content, so that nothing older is taken after a power
// cut; the file's name before the pointer to it.
bool
install_activate(const struct install_dirs *dirs, const struct bundle_head *head,
    const struct install_accepted *accepted, struct err *err)
{
    if (!install_accepted_write(dirs, accepted, err) || !move_in(dirs, head, err) ||
        !keep_previous(dirs, &head->id, err) ||
        !install_pointer_write(dirs, "current", &head->id, err)) {
        return false;
    }
    struct install_audit audit = {.day = accepted->floor_day,
        .result = INSTALL_DONE,
        .epoch = head->manifest.epoch,
        .seq = head->manifest.seq};
    struct err unkept = {0};
    bundle_key_id(&head->publisher, audit.key_id);
    if (!install_audit_add(dirs, &audit, &unkept)) {
        LOG_WARN("%s", unkept.text); // installed all the same
    }
    return true;
}

// Going back ------------------------------------------------------------------------------------------

static bool
revert_to_factory(const struct install_dirs *dirs, struct err *err)
{
    char path[INSTALL_PATH_MAX];
    if (!install_path(dirs, INSTALL_FACTORY, path, err) ||
        !install_join(dirs->bundles, "current", path, err)) {
        return false;
    }
    return (unlink(path) == 0 || errno == ENOENT || install_io_error(err, path)) &&
           install_sync_folder(dirs->bundles, err);
}

// The two change places: asked twice, it goes forward again.
bool
install_revert(const struct install_dirs *dirs, struct err *err)
{
    struct bundle_hash current;
    struct bundle_hash previous;
    struct err none = {0};
    char path[INSTALL_PATH_MAX];
    bool has_current = install_pointer_read(dirs, "current", &current, &none);
    bool has_previous = install_pointer_read(dirs, "previous", &previous, &none) &&
                        install_path(dirs, INSTALL_PREVIOUS, path, &none) &&
                        !(has_current && install_equal_ids(&current, &previous));
    if (!has_previous) {
        return revert_to_factory(dirs, err);
    }
    // Between the two writes both name the earlier content: a power cut there loses the way forward.
    return install_pointer_write(dirs, "current", &previous, err) &&
           (!has_current || install_pointer_write(dirs, "previous", &current, err));
}

bool
install_to_factory(const struct install_dirs *dirs, struct err *err)
{
    char previous[INSTALL_PATH_MAX];
    // The way back first: a power cut in between leaves what is current, which is asked for again.
    if (!install_path(dirs, INSTALL_FACTORY, previous, err) ||
        !install_join(dirs->bundles, "previous", previous, err) ||
        (unlink(previous) != 0 && errno != ENOENT && !install_io_error(err, previous)) ||
        !revert_to_factory(dirs, err)) {
        return false;
    }
    install_sweep(dirs, NULL);
    return true;
}

// Set-up ----------------------------------------------------------------------------------------------

bool
install_lock(const struct install_dirs *dirs, int *lock, struct err *err)
{
    char incoming[INSTALL_PATH_MAX];
    char path[INSTALL_PATH_MAX];
    *lock = -1;
    if (!install_join(dirs->bundles, "incoming", incoming, err) ||
        !install_join(dirs->state, "lock", path, err)) {
        return false;
    }
    const char *const folders[] = {dirs->bundles, incoming, dirs->state, dirs->run, dirs->requests};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (mkdir(folders[i], 0755) != 0 && errno != EEXIST) {
            return install_io_error(err, folders[i]);
        }
    }
    *lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (*lock < 0) {
        return install_io_error(err, path);
    }
    while (flock(*lock, LOCK_EX) != 0) {
        if (errno != EINTR) {
            return install_io_error(err, path);
        }
    }
    return true;
}
