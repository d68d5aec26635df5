#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sandbox/internal.h"

// What taking content and writing a report use by strace of hub-usb, glibc and SQLite, and the same under
// the names that other processors and C libraries have for it. Each works on files below the sandbox's
// paths, on memory, or on the process itself.
static const int ALLOWED[] = {
    // files
    SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(close), SCMP_SYS(read), SCMP_SYS(pread64),
    SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(pwrite64), SCMP_SYS(writev), SCMP_SYS(lseek),
    SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
    SCMP_SYS(statfs), SCMP_SYS(fstatfs), SCMP_SYS(getdents64), SCMP_SYS(access),
    SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
    SCMP_SYS(fcntl), SCMP_SYS(flock), SCMP_SYS(ftruncate), SCMP_SYS(fadvise64), SCMP_SYS(fsync),
    SCMP_SYS(fdatasync), SCMP_SYS(sync_file_range), SCMP_SYS(syncfs), SCMP_SYS(rename),
    SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat), SCMP_SYS(poll), SCMP_SYS(ppoll),
    // memory; executable pages are refused below
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    // the process itself, time
    SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid),
    SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(getrandom), SCMP_SYS(futex),
    SCMP_SYS(sysinfo), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(tgkill), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall), SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday)};

// Asked, and a no is an answer: isatty, limits, names of threads, attributes, whether the clock is set.
static const int REFUSED[] = {SCMP_SYS(ioctl), SCMP_SYS(prctl), SCMP_SYS(prlimit64),
    SCMP_SYS(getrlimit), SCMP_SYS(uname), SCMP_SYS(getxattr), SCMP_SYS(fgetxattr), SCMP_SYS(fchmod),
    SCMP_SYS(fchown), SCMP_SYS(utimensat), SCMP_SYS(membarrier), SCMP_SYS(adjtimex),
    SCMP_SYS(clock_adjtime)};

static bool
add(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        // Negative: not a call of this processor (open, stat, rename on arm64).
        if (calls[i] >= 0 && seccomp_rule_add(filter, action, calls[i], 0) != 0) {
            return false;
        }
    }
    return true;
}

// Memory may not become code.
static bool
add_mappings(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_code) == 0 &&
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0;
}

static bool
load_filter(struct err *err)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    ASSERT(filter);
    // Every thread, and calls of another architecture's numbers kill as well.
    bool loaded = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 &&
                  seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
                  add(filter, SCMP_ACT_ALLOW, ALLOWED, sizeof ALLOWED / sizeof ALLOWED[0]) &&
                  add(filter, SCMP_ACT_ERRNO(EPERM), REFUSED, sizeof REFUSED / sizeof REFUSED[0]) &&
                  add_mappings(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return loaded || err_set(err, ERR_IO, "the seccomp filter cannot be loaded");
}

bool
sandbox_seal(const struct sandbox_paths *paths, bool *paths_held, struct err *err)
{
    int version = landlock_version();
    *paths_held = version > 0;
    return (version == 0 || landlock_hold(paths, version, err)) && load_filter(err);
}

void
sandbox_exit(int status)
{
    fflush(NULL);
    _exit(status);
}
