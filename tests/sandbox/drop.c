// After the drop a process has nothing of root left, whoever started it.
#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "sandbox/folder.h"
#include "sandbox/sandbox.h"

// The status of a child that runs the call after dropping to that user; 100 when the drop failed.
static int
after_drop(const char *user, int (*call)(void))
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        struct err err = {0};
        _exit(sandbox_drop(user, &err) ? call() : 100);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int
still_root(void)
{
    uid_t ids[3];
    gid_t groups[3];
    getresuid(&ids[0], &ids[1], &ids[2]);
    getresgid(&groups[0], &groups[1], &groups[2]);
    for (int i = 0; i < 3; i++) {
        if (ids[i] == 0 || groups[i] == 0) {
            return 1;
        }
    }
    return getgroups(0, NULL) != 0 || setuid(0) == 0 || setgid(0) == 0 || setgroups(0, NULL) == 0;
}

// CapPrm and CapEff of /proc/thread-self/status, as numbers: 0 = none.
static int
capable(void)
{
    char line[256];
    int bad = 0;
    int seen = 0;
    FILE *file = fopen("/proc/thread-self/status", "re");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, "CapPrm:", 7) == 0 || strncmp(line, "CapEff:", 7) == 0 ||
            strncmp(line, "CapInh:", 7) == 0 || strncmp(line, "CapAmb:", 7) == 0) {
            seen++;
            bad += strtoull(line + 7, NULL, 16) != 0;
        }
    }
    return seen == 4 ? bad : 50;
}

static int
may_gain(void)
{
    struct rlimit core;
    struct rlimit files;
    getrlimit(RLIMIT_CORE, &core);
    getrlimit(RLIMIT_NOFILE, &files);
    bool closed = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 &&
                  prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 && core.rlim_max == 0 &&
                  files.rlim_max == SANDBOX_FILES_MAX;
    return !closed;
}

static int
reads_root_file(void)
{
    return open("/etc/shadow", O_RDONLY | O_CLOEXEC) >= 0;
}

static void
need_root(void)
{
    if (geteuid() != 0) {
        print_message("needs root\n");
        skip();
    }
}

static void
root_becomes_nobody(void **state)
{
    (void)state;
    need_root();
    assert_int_equal(after_drop("nobody", still_root), 0);
    assert_int_equal(after_drop("nobody", reads_root_file), 0);
}

static void
capabilities_are_gone(void **state)
{
    (void)state;
    // /proc/thread-self of an undumpable process belongs to root; reading it is still allowed.
    assert_int_equal(after_drop(NULL, capable), 0);
    if (geteuid() == 0) {
        assert_int_equal(after_drop("nobody", capable), 0);
    }
}

static void
nothing_can_be_gained_again(void **state)
{
    (void)state;
    assert_int_equal(after_drop(NULL, may_gain), 0);
    if (geteuid() == 0) {
        assert_int_equal(after_drop("nobody", may_gain), 0);
    }
}

static void
a_wrong_user_is_an_error(void **state)
{
    (void)state;
    assert_int_equal(after_drop("no-such-user", still_root), 100);
    assert_int_equal(after_drop("root", still_root), 100);
}

// Without the drop the same questions have the other answer.
static void
the_questions_tell_a_difference(void **state)
{
    (void)state;
    need_root();
    assert_int_not_equal(still_root(), 0);
    assert_int_not_equal(capable(), 0);
    assert_int_not_equal(may_gain(), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(root_becomes_nobody),
        cmocka_unit_test(capabilities_are_gone),
        cmocka_unit_test(nothing_can_be_gained_again),
        cmocka_unit_test(a_wrong_user_is_an_error),
        cmocka_unit_test(the_questions_tell_a_difference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
