#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/auto.h"
#include "test.h"

// Faults: the calls below stand before the C library's. ----------------------------------------------

static struct {
    char order[64]; // s = fsync of a file, d = of a folder, r = rename
    int fail_sync;  // the one that fails, counted from here; 0 = none
    bool fail_rename;
    bool trickle; // one byte per read and write, interrupted in between
    int calls;
} fault;

static void
note(char what)
{
    size_t len = strlen(fault.order);
    if (len + 1 < sizeof fault.order) {
        fault.order[len] = what;
    }
}

int
fsync(int fd)
{
    struct stat st;
    note(fstat(fd, &st) == 0 && S_ISDIR(st.st_mode) ? 'd' : 's');
    if (fault.fail_sync > 0 && --fault.fail_sync == 0) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

int
rename(const char *from, const char *to)
{
    note('r');
    if (fault.fail_rename) {
        errno = EACCES;
        return -1;
    }
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static bool
interrupted(void)
{
    return fault.trickle && ++fault.calls % 2 == 1;
}

ssize_t
read(int fd, void *data, size_t len)
{
    if (interrupted()) {
        errno = EINTR;
        return -1;
    }
    return syscall(SYS_read, fd, data, fault.trickle && len > 1 ? (size_t)1 : len);
}

ssize_t
write(int fd, const void *data, size_t len)
{
    if (interrupted()) {
        errno = EINTR;
        return -1;
    }
    return syscall(SYS_write, fd, data, fault.trickle && len > 1 ? (size_t)1 : len);
}

// A folder of our own, entered; emptied and left at the end. ------------------------------------------

static char folder[] = "/tmp/hub-file-XXXXXX";

static int
enter(void **state)
{
    (void)state;
    memset(&fault, 0, sizeof fault);
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    return mkdtemp(folder) && chmod(folder, 0755) == 0 ? chdir(folder) : -1;
}

static int
leave(void **state)
{
    (void)state;
    memset(&fault, 0, sizeof fault);
    chmod(".", 0755);
    static const char *const names[] = {"a", "a.new", "pipe", "sub/a", "sub/a.new"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(names[i]);
    }
    rmdir("sub");
    return chdir("/") == 0 ? rmdir(folder) : -1;
}

static void
put(const char *path, const char *text)
{
    struct err err;
    if (!file_replace(path, text, strlen(text), &err)) {
        fail_msg("%s", err.text);
    }
}

static void
assert_holds(const char *path, const char *text)
{
    struct err err;
    char *data = NULL;
    size_t len = 0;
    if (!file_read(path, 1u << 20, &data, &len, &err)) {
        fail_msg("%s", err.text);
    }
    assert_int_equal(len, strlen(text));
    assert_string_equal(data, text);
    free(data);
}

static void
assert_read_fails(const char *path, size_t limit, enum err_kind kind)
{
    struct err err = {0};
    char *data = NULL;
    size_t len = 0;
    assert_false(file_read(path, limit, &data, &len, &err));
    assert_null(data);
    assert_string_equal(err_kind_name(err.kind), err_kind_name(kind));
    assert_non_null(strstr(err.text, path));
}

static void
assert_replace_fails(const char *path, enum err_kind kind)
{
    struct err err = {0};
    assert_false(file_replace(path, "new", 3, &err));
    assert_string_equal(err_kind_name(err.kind), err_kind_name(kind));
    assert_non_null(strstr(err.text, path));
}

// Reading ---------------------------------------------------------------------------------------------

static void
reads_up_to_the_limit(void **state)
{
    (void)state;
    put("a", "12345");
    struct err err;
    char *data = NULL;
    size_t len = 0;
    assert_true(file_read("a", 5, &data, &len, &err));
    assert_int_equal(len, 5);
    assert_memory_equal(data, "12345", 6);
    free(data);
    assert_read_fails("a", 4, ERR_LIMIT);
    assert_read_fails("a", 0, ERR_LIMIT);
    put("a", "");
    assert_holds("a", "");
}

static void
refuses_what_is_no_file(void **state)
{
    (void)state;
    assert_read_fails("none", 10, ERR_MISSING);
    assert_read_fails("none/none", 10, ERR_MISSING);
    assert_read_fails(".", 10, ERR_IO);
    assert_read_fails("/dev/zero", 10, ERR_IO);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    alarm(10); // a pipe nobody writes to must not hold us
    assert_read_fails("pipe", 10, ERR_IO);
    alarm(0);
}

// As somebody who is not root, for whom permissions do not count.
static void
as_nobody(void (*call)(void))
{
    bool root = geteuid() == 0;
    assert_false(root && seteuid(65534) != 0);
    call();
    assert_false(root && seteuid(0) != 0);
}

static void
read_forbidden(void)
{
    assert_read_fails("a", 10, ERR_IO);
}

static void
unreadable_files_are_io_errors(void **state)
{
    (void)state;
    put("a", "secret");
    assert_int_equal(chmod("a", 0), 0);
    as_nobody(read_forbidden);
}

static void
slow_devices_and_signals_lose_nothing(void **state)
{
    (void)state;
#if defined __USE_FORTIFY_LEVEL && __USE_FORTIFY_LEVEL > 0
    skip(); // fortified reads do not pass through the read above
#endif
    fault.trickle = true;
    put("a", "trickled");
    assert_holds("a", "trickled");
    assert_true(fault.calls >= 2 * 2 * 8);
}

// Replacing -------------------------------------------------------------------------------------------

static void
replaces_and_leaves_nothing_beside(void **state)
{
    (void)state;
    put("a", "first");
    put("a", "second, longer");
    put("a", "3");
    assert_holds("a", "3");
    assert_int_equal(access("a.new", F_OK), -1);
    assert_int_equal(mkdir("sub", 0755), 0);
    put("sub/a", "x");
    assert_holds("sub/a", "x");
    char path[64];
    snprintf(path, sizeof path, "%s/a", folder);
    put(path, "absolute");
    assert_holds("a", "absolute");
}

// The order is what makes it safe: data on the disk before the name, the name before we say so.
static void
syncs_then_renames_then_syncs_the_folder(void **state)
{
    (void)state;
    put("a", "text");
    assert_string_equal(fault.order, "srd");
}

static void
a_power_cut_before_the_rename_is_swept_away(void **state)
{
    (void)state;
    put("a", "old");
    put("a.new", "half of something much longer that was never finished");
    put("a", "new");
    assert_holds("a", "new");
    assert_int_equal(access("a.new", F_OK), -1);
}

static void
full_disk_keeps_the_old_file(void **state)
{
    (void)state;
    put("a", "old");
    assert_int_equal(symlink("/dev/full", "a.new"), 0);
    assert_replace_fails("a", ERR_SPACE);
    assert_holds("a", "old");
    assert_int_equal(access("a.new", F_OK), -1);
}

static void
failing_sync_keeps_the_old_file(void **state)
{
    (void)state;
    put("a", "old");
    fault.fail_sync = 1;
    assert_replace_fails("a", ERR_IO);
    assert_holds("a", "old");
    assert_int_equal(access("a.new", F_OK), -1);
}

static void
failing_rename_keeps_the_old_file(void **state)
{
    (void)state;
    put("a", "old");
    fault.fail_rename = true;
    assert_replace_fails("a", ERR_IO);
    fault.fail_rename = false;
    assert_holds("a", "old");
    assert_int_equal(access("a.new", F_OK), -1);
}

// The new name is there but may not survive a power cut: the caller must hear of it.
static void
failing_sync_of_the_folder_is_reported(void **state)
{
    (void)state;
    put("a", "old");
    fault.fail_sync = 2;
    assert_replace_fails("a", ERR_IO);
}

static void
replace_forbidden(void)
{
    assert_replace_fails("a", ERR_IO);
}

static void
read_only_folder_keeps_the_old_file(void **state)
{
    (void)state;
    put("a", "old");
    assert_int_equal(chmod(".", 0555), 0);
    as_nobody(replace_forbidden);
    assert_holds("a", "old");
}

static void
strange_paths(void **state)
{
    (void)state;
    assert_replace_fails("none/a", ERR_MISSING);
    assert_int_equal(mkdir("sub", 0755), 0);
    assert_replace_fails("sub", ERR_IO); // a folder cannot be replaced by a file
    char path[5000];
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    struct err err;
    assert_false(file_replace(path, "", 0, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

// A real disk of 64 KiB, where the kernel lets us have one. ---------------------------------------------

enum { NO_DISK = 3 };

static int
fill_small_disk(void)
{
    if (unshare(geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0 ||
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("none", folder, "tmpfs", 0, "size=64k") != 0 || chdir(folder) != 0) {
        return NO_DISK;
    }
    static char large[60000];
    memset(large, 'o', sizeof large);
    struct err err = {0};
    if (!file_replace("a", large, sizeof large, &err)) {
        return 1;
    }
    // There is no room for both.
    if (file_replace("a", large, sizeof large - 1, &err) || err.kind != ERR_SPACE) {
        return 1;
    }
    struct stat st;
    bool kept = stat("a", &st) == 0 && st.st_size == sizeof large;
    return kept && access("a.new", F_OK) != 0 ? 0 : 1;
}

static int
outcome(pid_t pid)
{
    int status = 0;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
a_disk_that_fills_up_keeps_the_old_file(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0) {
        _exit(fill_small_disk());
    }
    int result = outcome(pid);
    if (result == NO_DISK) {
        skip();
    }
    assert_int_equal(result, 0);
}

// kill -9 at any moment leaves one of the two texts, whole. -----------------------------------------------

static _Noreturn void
replace_for_ever(void)
{
    static char text[2][200000];
    memset(text[0], '0', sizeof text[0]);
    memset(text[1], '1', sizeof text[1]);
    struct err err;
    for (int i = 0;; i ^= 1) {
        if (!file_replace("a", text[i], sizeof text[i], &err)) {
            _exit(1);
        }
    }
}

static void
killed_writers_leave_old_or_new(void **state)
{
    (void)state;
    put("a", "");
    size_t before = 0;
    for (int round = 0; round < 60; round++) {
        pid_t pid = fork();
        if (pid == 0) {
            replace_for_ever();
        }
        usleep((useconds_t)(1000 + round * 317));
        kill(pid, SIGKILL);
        assert_int_equal(outcome(pid), -1);
        struct err err;
        AUTO_FREE char *data = NULL;
        size_t len = 0;
        assert_true(file_read("a", 1u << 20, &data, &len, &err));
        assert_true(len == 200000 || (len == 0 && before == 0));
        before = len;
        assert_true(len == 0 || memcmp(data, data + 1, len - 1) == 0);
    }
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(reads_up_to_the_limit),
        IN_FOLDER(refuses_what_is_no_file),
        IN_FOLDER(unreadable_files_are_io_errors),
        IN_FOLDER(slow_devices_and_signals_lose_nothing),
        IN_FOLDER(replaces_and_leaves_nothing_beside),
        IN_FOLDER(syncs_then_renames_then_syncs_the_folder),
        IN_FOLDER(a_power_cut_before_the_rename_is_swept_away),
        IN_FOLDER(full_disk_keeps_the_old_file),
        IN_FOLDER(failing_sync_keeps_the_old_file),
        IN_FOLDER(failing_rename_keeps_the_old_file),
        IN_FOLDER(failing_sync_of_the_folder_is_reported),
        IN_FOLDER(read_only_folder_keeps_the_old_file),
        IN_FOLDER(strange_paths),
        IN_FOLDER(a_disk_that_fills_up_keeps_the_old_file),
        IN_FOLDER(killed_writers_leave_old_or_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
