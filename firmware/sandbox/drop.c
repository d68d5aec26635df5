#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox/sandbox.h"

enum { PASSWD_BYTES_MAX = 4096 };

static bool
failed(const char *what, struct err *err)
{
    return err_set(err, ERR_IO, "%s: %s", what, strerrordesc_np(errno));
}

static bool
become(const char *user, struct err *err)
{
    char buffer[PASSWD_BYTES_MAX];
    struct passwd entry;
    struct passwd *found = NULL;
    int number = getpwnam_r(user, &entry, buffer, sizeof buffer, &found);
    if (number != 0 || !found) {
        return err_set(err, ERR_MISSING, "user %s: %s", user,
            number != 0 ? strerrordesc_np(number) : "not on this machine");
    }
    if (found->pw_uid == 0) {
        return err_set(err, ERR_FORMAT, "user %s: is root", user);
    }
    int at_parents_end = 0;
    prctl(PR_GET_PDEATHSIG, &at_parents_end, 0, 0, 0);
    if (setgroups(0, NULL) != 0 || setresgid(found->pw_gid, found->pw_gid, found->pw_gid) != 0 ||
        setresuid(found->pw_uid, found->pw_uid, found->pw_uid) != 0) {
        return failed("changing user", err);
    }
    // The kernel forgets it when the user changes; a watched child must not outlive its watcher.
    prctl(PR_SET_PDEATHSIG, at_parents_end, 0, 0, 0);
    // Linux has had ways to let these calls succeed in part.
    return setuid(0) != 0 || err_set(err, ERR_IO, "user %s: could become root again", user);
}

// The three sets of this thread to nothing; the libc has no call for it. Asked first: a unit that never
// had any may not be allowed to change them.
static bool
drop_capabilities(struct err *err)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct held[_LINUX_CAPABILITY_U32S_3] = {0};
    static const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, held) == 0 && memcmp(held, none, sizeof held) == 0) {
        return true;
    }
    return syscall(SYS_capset, &header, none) == 0 || failed("dropping capabilities", err);
}

static bool
limit(int resource, rlim_t most, struct err *err)
{
    const struct rlimit both = {.rlim_cur = most, .rlim_max = most};
    return setrlimit((__rlimit_resource_t)resource, &both) == 0 || failed("setting a limit", err);
}

bool
sandbox_drop(const char *user, struct err *err)
{
    if ((user && !become(user, err)) || !drop_capabilities(err)) {
        return false;
    }
    umask(SANDBOX_UMASK);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) {
        return failed("giving up privileges", err);
    }
    return limit(RLIMIT_CORE, 0, err) && limit(RLIMIT_NOFILE, SANDBOX_FILES_MAX, err) &&
           limit(RLIMIT_FSIZE, (rlim_t)SANDBOX_FILE_MIB_MAX * 1024 * 1024, err);
}
