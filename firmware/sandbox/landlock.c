// Landlock by its system calls: no Debian release wraps them in C (Documentation/userspace-api/landlock.rst).
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/auto.h"
#include "sandbox/internal.h"

// Rights that came after the first version; older headers lack the names.
#define FS_REFER     (UINT64_C(1) << 13) // version 2: rename between folders
#define FS_TRUNCATE  (UINT64_C(1) << 14) // version 3
#define FS_IOCTL_DEV (UINT64_C(1) << 15) // version 5
#define FS_FIRST     ((UINT64_C(1) << 13) - 1)

#define READ_FILE  (LANDLOCK_ACCESS_FS_READ_FILE)
#define READ       (READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_FILE (READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | FS_TRUNCATE)
#define WRITE                                                                                      \
    (READ | WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |            \
        LANDLOCK_ACCESS_FS_MAKE_DIR | FS_REFER)

int
landlock_version(void)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return version < 0 ? 0 : (int)version;
}

// Every right that this version can forbid.
static uint64_t
rights_of(int version)
{
    uint64_t rights = FS_FIRST;
    rights |= version >= 2 ? FS_REFER : 0;
    rights |= version >= 3 ? FS_TRUNCATE : 0;
    rights |= version >= 5 ? FS_IOCTL_DEV : 0;
    return rights;
}

// A path that is not there needs no rule: it stays forbidden.
static bool
allow(int ruleset, const char *path, bool writable, uint64_t known, struct err *err)
{
    AUTO_CLOSE int fd = open(path, O_PATH | O_CLOEXEC);
    struct stat st;
    if (fd < 0 && errno == ENOENT) {
        return true;
    }
    if (fd < 0 || fstat(fd, &st) != 0) {
        return err_set(err, ERR_IO, "%s: %s", path, strerrordesc_np(errno));
    }
    uint64_t rights =
        S_ISDIR(st.st_mode) ? (writable ? WRITE : READ) : (writable ? WRITE_FILE : READ_FILE);
    const struct landlock_path_beneath_attr rule = {
        .allowed_access = rights & known, .parent_fd = fd};
    if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
        return err_set(err, ERR_IO, "%s: Landlock rule: %s", path, strerrordesc_np(errno));
    }
    return true;
}

bool
landlock_hold(const struct sandbox_paths *paths, int version, struct err *err)
{
    uint64_t known = rights_of(version);
    const struct landlock_ruleset_attr attr = {.handled_access_fs = known};
    AUTO_CLOSE int ruleset =
        (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr.handled_access_fs, 0);
    if (ruleset < 0) {
        return err_set(err, ERR_IO, "Landlock: %s", strerrordesc_np(errno));
    }
    for (int i = 0; i < SANDBOX_PATHS_MAX; i++) {
        if ((paths->read[i] && !allow(ruleset, paths->read[i], false, known, err)) ||
            (paths->write[i] && !allow(ruleset, paths->write[i], true, known, err))) {
            return false;
        }
    }
    return syscall(SYS_landlock_restrict_self, ruleset, 0) == 0 ||
           err_set(err, ERR_IO, "Landlock: %s", strerrordesc_np(errno));
}
