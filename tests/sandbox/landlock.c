// Paths that were not named are out of reach, for root too.
#include "sandbox/internal.h"

#include <errno.h>

#include "sandbox/folder.h"

struct place {
    const struct folder *folder;
    bool held;
};

// Runs in a child: which of the deeds below succeeds, as bits.
enum { READ_STICK = 1, WRITE_STICK = 2, READ_OUT = 4, WRITE_OUT = 8, WORK = 16, TRUNCATE_OUT = 32 };

static bool
opens(const struct place *place, const char *name, int flags)
{
    char path[FOLDER_PATH_MAX];
    int fd = open(folder_path(place->folder, name, path), flags | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
    }
    return fd >= 0;
}

// What replacing a file takes.
static bool
works(const struct place *place)
{
    char from[FOLDER_PATH_MAX];
    char to[FOLDER_PATH_MAX];
    folder_path(place->folder, "data/in/new", from);
    folder_path(place->folder, "data/kept", to);
    return opens(place, "data/in/new", O_WRONLY | O_CREAT | O_TRUNC) && rename(from, to) == 0 &&
           opens(place, "data/kept", O_RDONLY) && opens(place, "data", O_RDONLY | O_DIRECTORY) &&
           unlink(to) == 0;
}

static int
deeds(const struct place *place)
{
    char secret[FOLDER_PATH_MAX];
    folder_path(place->folder, "out/secret", secret);
    return (opens(place, "stick/a.hub", O_RDONLY) ? READ_STICK : 0) |
           (opens(place, "stick/b", O_WRONLY | O_CREAT) ? WRITE_STICK : 0) |
           (opens(place, "out/secret", O_RDONLY) ? READ_OUT : 0) |
           (opens(place, "out/new", O_WRONLY | O_CREAT) ? WRITE_OUT : 0) |
           (truncate(secret, 1) == 0 ? TRUNCATE_OUT : 0) | (works(place) ? WORK : 0);
}

static int
run(const struct place *place)
{
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        char stick[FOLDER_PATH_MAX];
        char data[FOLDER_PATH_MAX];
        struct err err = {0};
        const struct sandbox_paths paths = {
            .read = {folder_path(place->folder, "stick", stick), "/not/there"},
            .write = {folder_path(place->folder, "data", data)}};
        bool held = !place->held ||
                    (sandbox_drop(NULL, &err) && landlock_hold(&paths, landlock_version(), &err));
        _exit(held ? deeds(place) : 100);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
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
        "cd '%s' && mkdir -p stick data/in out && echo 1 >stick/a.hub && echo secret >out/secret",
        folder->path);
    return shell(line) == 0 ? 0 : -1;
}

static void
only_named_paths_are_in_reach(void **state)
{
    if (landlock_version() == 0) {
        print_message("this kernel has no Landlock\n");
        skip();
    }
    const struct place held = {*state, true};
    int expected = READ_STICK | WORK | (landlock_version() < 3 ? TRUNCATE_OUT : 0);
    assert_int_equal(run(&held), expected);
}

static void
all_is_in_reach_without(void **state)
{
    const struct place free_one = {*state, false};
    assert_int_equal(
        run(&free_one), READ_STICK | WRITE_STICK | READ_OUT | WRITE_OUT | WORK | TRUNCATE_OUT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_named_paths_are_in_reach, setup, folder_teardown),
        cmocka_unit_test_setup_teardown(all_is_in_reach_without, setup, folder_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
