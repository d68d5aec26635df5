// A sealed process works on its files and dies of everything else; the same deeds succeed unsealed.
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "sandbox/folder.h"
#include "sandbox/sandbox.h"

enum { DONE = 7, REFUSED = 8, NOT_SEALED = 100 };

static int
sealed(const struct folder *folder, bool seal, int (*deed)(const struct folder *folder))
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        char stick[FOLDER_PATH_MAX];
        char data[FOLDER_PATH_MAX];
        struct err err = {0};
        bool held = false;
        const struct sandbox_paths paths = {.read = {folder_path(folder, "stick", stick)},
            .write = {folder_path(folder, "data", data)}};
        const char *user = geteuid() == 0 ? "nobody" : NULL;
        if (seal && (!sandbox_drop(user, &err) || !sandbox_seal(&paths, &held, &err))) {
            sandbox_exit(NOT_SEALED);
        }
        sandbox_exit(deed(folder));
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int
result(bool done)
{
    return done ? DONE : REFUSED;
}

static int
opens_socket(const struct folder *folder)
{
    (void)folder;
    return result(socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
}

static int
mounts(const struct folder *folder)
{
    return result(
        unshare(CLONE_NEWNS) == 0 && mount("none", folder->path, "tmpfs", MS_RDONLY, NULL) == 0);
}

static int
only_mounts(const struct folder *folder)
{
    return result(mount("none", folder->path, "tmpfs", MS_RDONLY, NULL) == 0);
}

static int
runs_program(const struct folder *folder)
{
    (void)folder;
    char name[] = "sh";
    char flag[] = "-c";
    char line[] = "exit 7";
    char *arguments[] = {name, flag, line, NULL};
    execv("/bin/sh", arguments);
    return REFUSED;
}

static int
forks(const struct folder *folder)
{
    (void)folder;
    pid_t pid = fork();
    if (pid == 0) {
        _exit(0);
    }
    return result(pid > 0 && waitpid(pid, NULL, 0) == pid);
}

static int
traces(const struct folder *folder)
{
    (void)folder;
    return result(ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
}

static int
reads_other_process(const struct folder *folder)
{
    (void)folder;
    char byte = 0;
    char into = 1;
    struct iovec local = {&into, 1};
    struct iovec remote = {&byte, 1};
    return result(process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == 1);
}

static int
maps_code(const struct folder *folder)
{
    (void)folder;
    return result(
        mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
}

static int
makes_code(const struct folder *folder)
{
    (void)folder;
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? 1 : result(mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0);
}

static int
signals_other(const struct folder *folder)
{
    (void)folder;
    return result(kill(getppid(), 0) == 0);
}

static int
opens_outside(const struct folder *folder)
{
    char path[FOLDER_PATH_MAX];
    return result(open(folder_path(folder, "out/open", path), O_RDONLY | O_CLOEXEC) >= 0);
}

static int
writes_stick(const struct folder *folder)
{
    char path[FOLDER_PATH_MAX];
    folder_path(folder, "stick/new", path);
    return result(open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0);
}

static int
asks_terminal(const struct folder *folder)
{
    (void)folder;
    isatty(STDOUT_FILENO);
    return DONE;
}

// An import in small: read the stick, write beside, sync, rename, look at the folder.
static int
imports(const struct folder *folder)
{
    char path[FOLDER_PATH_MAX];
    char beside[FOLDER_PATH_MAX];
    char bytes[64];
    FILE *in = fopen(folder_path(folder, "stick/a.hub", path), "re");
    FILE *out = fopen(folder_path(folder, "data/a.part", beside), "we");
    if (!in || !out) {
        return REFUSED;
    }
    size_t got = fread(bytes, 1, sizeof bytes, in);
    bool written = fwrite(bytes, 1, got, out) == got && fflush(out) == 0 && fsync(fileno(out)) == 0;
    fclose(in);
    fclose(out);
    return result(written && got > 0 &&
                  rename(beside, folder_path(folder, "data/a.hub", path)) == 0 &&
                  access(path, R_OK) == 0);
}

static int
setup(void **state)
{
    char line[512];
    if (folder_setup(state) != 0) {
        return -1;
    }
    const struct folder *folder = *state;
    snprintf(line, sizeof line,
        "cd '%s' && mkdir -p stick data out && echo 1 >stick/a.hub && echo open >out/open && "
        "chmod 777 data stick out && chmod 644 out/open stick/a.hub",
        folder->path);
    return shell(line) == 0 ? 0 : -1;
}

static void
what_an_import_needs_works(void **state)
{
    assert_int_equal(sealed(*state, true, imports), DONE);
    assert_int_equal(sealed(*state, true, asks_terminal), DONE);
}

static void
everything_else_kills(void **state)
{
    assert_int_equal(sealed(*state, true, opens_socket), -SIGSYS);
    assert_int_equal(sealed(*state, true, only_mounts), -SIGSYS);
    assert_int_equal(sealed(*state, true, mounts), -SIGSYS);
    assert_int_equal(sealed(*state, true, runs_program), -SIGSYS);
    assert_int_equal(sealed(*state, true, forks), -SIGSYS);
    assert_int_equal(sealed(*state, true, traces), -SIGSYS);
    assert_int_equal(sealed(*state, true, reads_other_process), -SIGSYS);
    assert_int_equal(sealed(*state, true, maps_code), -SIGSYS);
    assert_int_equal(sealed(*state, true, makes_code), -SIGSYS);
    assert_int_equal(sealed(*state, true, signals_other), -SIGSYS);
}

static void
other_files_are_out_of_reach(void **state)
{
    bool held = false;
    int got = sealed(*state, true, opens_outside);
    held = got == REFUSED;
    if (!held) {
        print_message("this kernel has no Landlock\n");
        skip();
    }
    assert_int_equal(sealed(*state, true, writes_stick), REFUSED);
}

// The control: each deed is one that this machine allows.
static void
all_of_it_works_unsealed(void **state)
{
    assert_int_equal(sealed(*state, false, imports), DONE);
    assert_int_equal(sealed(*state, false, opens_socket), DONE);
    assert_int_equal(sealed(*state, false, runs_program), DONE);
    assert_int_equal(sealed(*state, false, forks), DONE);
    assert_int_equal(sealed(*state, false, traces), DONE);
    assert_int_equal(sealed(*state, false, reads_other_process), DONE);
    assert_int_equal(sealed(*state, false, maps_code), DONE);
    assert_int_equal(sealed(*state, false, makes_code), DONE);
    assert_int_equal(sealed(*state, false, opens_outside), DONE);
    assert_int_equal(sealed(*state, false, writes_stick), DONE);
    assert_int_equal(sealed(*state, false, signals_other), DONE);
    if (geteuid() == 0) {
        assert_int_equal(sealed(*state, false, mounts), DONE);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_an_import_needs_works, setup, folder_teardown),
        cmocka_unit_test_setup_teardown(everything_else_kills, setup, folder_teardown),
        cmocka_unit_test_setup_teardown(other_files_are_out_of_reach, setup, folder_teardown),
        cmocka_unit_test_setup_teardown(all_of_it_works_unsealed, setup, folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
