// What hub-usb answers: exit status, files, memory.

#include "faults/program.h"

#if defined(__has_feature)
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

static int
begin(void **state)
{
    static struct machine machine;
    machine_begin(&machine);
    program_prepare(&machine);
    *state = &machine;
    return 0;
}

static int
end(void **state)
{
    machine_end(*state);
    return 0;
}

static enum install_phase
phase_now(struct machine *machine)
{
    struct err err = {0};
    assert_true(install_status_read(&machine->folder.dirs, &machine->status, &err));
    return machine->status.phase;
}

static void
installs_refuses_and_goes_back(void **state)
{
    struct machine *machine = *state;
    machine_content(machine, "one", 0);
    machine_put(machine, "stick/a.hub");
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust"), 0);
    assert_int_equal(phase_now(machine), INSTALL_DONE);
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust"), 0);
    assert_int_equal(phase_now(machine), INSTALL_SAME);
    machine->make->manifest.seq = 2;
    machine_content(machine, "two", 0);
    machine_put(machine, "stick/a.hub");
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust", "--seal"), 0);
    assert_int_equal(phase_now(machine), INSTALL_DONE);
    assert_shows(machine, "two", "one");
    machine->make->manifest.seq = 1;
    machine_put(machine, "stick/a.hub");
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust"), 1);
    assert_int_equal(machine->status.reason, BUNDLE_FINE);
    assert_int_equal(phase_now(machine), INSTALL_REFUSED);
    assert_int_equal(machine->status.reason, BUNDLE_OLDER);
    struct err err = {0};
    assert_int_equal(RUN(machine, "--requests", "--trust", "@trust"), 0);
    assert_shows(machine, "two", "one");
    assert_true(install_ask_revert(&machine->folder.dirs, &err));
    assert_int_equal(RUN(machine, "--requests", "--trust", "@trust"), 0);
    assert_shows(machine, "one", "two");
    assert_int_equal(phase_now(machine), INSTALL_REVERTED);
}

static void
writes_the_result_where_it_is_wanted(void **state)
{
    struct machine *machine = *state;
    machine_put(machine, "stick/a.hub");
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust"), 0);
    assert_int_equal(RUN(machine, "--report", "@stick", "--trust", "@trust"), 0);
    assert_false(folder_has(&machine->folder, "stick/hub"));
    folder_make(&machine->folder, "stick/hub");
    folder_make(&machine->folder, "stick/hub/out");
    folder_make(&machine->folder, "data/kiosk/counts");
    folder_make(&machine->folder, "data/kiosk/counts/closed");
    folder_put(&machine->folder, "data/kiosk/counts/closed/gt.hub-1.2026-W10.counts", "ten", 3);
    assert_int_equal(RUN(machine, "--report", "@stick", "--trust", "@trust"), 0);
    assert_true(folder_has(&machine->folder, "stick/hub/out/RESULT.txt"));
    assert_true(folder_has(&machine->folder, "stick/hub/out/gt.hub-1.2026-W10.counts"));
    assert_int_equal(phase_now(machine), INSTALL_DONE);
}

static void
counts_hours(void **state)
{
    struct machine *machine = *state;
    struct install_accepted accepted;
    struct err err = {0};
    for (int i = 0; i < 25; i++) {
        assert_int_equal(RUN(machine, "--hour", "--trust", "@trust"), 0);
    }
    assert_true(install_accepted_read(&machine->folder.dirs, &accepted, &err));
    assert_int_equal(accepted.powered_hours, 25);
    assert_true(accepted.floor_day >= MAKE_TODAY - 100 + 1);
}

static void
says_when_it_cannot_run(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    assert_int_equal(RUN(machine, "--help"), 0);
    assert_int_equal(RUN(machine, "--hour", "--requests"), 2);
    assert_int_equal(RUN(machine, "--stick"), 2);
    assert_int_equal(RUN(machine, "--unsigned"), 2);
    assert_int_equal(RUN(machine, "--trust", "@trust"), 2);
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@nothing"), 3);
    folder_put(&machine->folder, "trust", "x", 1);
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust"), 3);
    assert_int_equal(
        RUN(machine, "--disk", "/dev/null", "--trust", "@nothing"), 3); // before it touches it
    program_prepare(machine);
    assert_int_equal(unlink(folder_path(&machine->folder, "data/bundles/incoming/x", path)), -1);
    nftw(folder_path(&machine->folder, "run", path), folder_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust"), 3);
}

static int
own_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return lchown(path, 65534, 65534);
}

// As the unit runs it: not as root.
static int
run_as_nobody(struct machine *machine, const char *const *words)
{
    int status = 0;
    nftw(machine->folder.root, own_entry, 16, FTW_PHYS);
    pid_t pid = fork();
    if (pid == 0) {
        if (geteuid() == 0 &&
            (setresgid(65534, 65534, 65534) != 0 || setresuid(65534, 65534, 65534) != 0)) {
            _exit(126);
        }
        program_become(machine, words);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void
what_is_no_disk_is_refused(void **state)
{
    struct machine *machine = *state;
    static const char *const words[] = {"--disk", "@stick/a.hub", "--trust", "@trust", NULL};
    machine_put(machine, "stick/a.hub");
    assert_int_equal(run_as_nobody(machine, words), 1);
    assert_int_equal(phase_now(machine), INSTALL_REFUSED);
    assert_int_not_equal(machine->status.reason, BUNDLE_FINE);
    assert_shows(machine, "none", "none");
}

static void
demonstrations_need_a_word(void **state)
{
    struct machine *machine = *state;
    machine->make->trust.demonstration = true;
    machine->make->chain_len = 0;
    make_document(machine->make, 3);
    folder_put(&machine->folder, "trust", machine->make->chain, machine->make->chain_len);
    machine_put(machine, "stick/a.hub");
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust"), 1);
    assert_int_equal(phase_now(machine), INSTALL_REFUSED);
    assert_int_equal(machine->status.reason, BUNDLE_DEMONSTRATION);
    assert_int_equal(RUN(machine, "--stick", "@stick", "--trust", "@trust", "--demonstration"), 0);
}

enum { RSS_MAX_KIB = 32 * 1024 };

static void
memory_does_not_grow_with_the_content(void **state)
{
    struct machine *machine = *state;
    long rss_kib = 0;
    machine_content(machine, "large", 48u * 1024 * 1024);
    machine_put(machine, "stick/a.hub");
    make_payload(machine->make, make_bytes(1), 1); // our own memory would count as the program's
    for (int i = 0; i < INSTALL_ENTRIES_MAX - 2; i++) {
        char name[64];
        snprintf(name, sizeof name, "stick/junk-%d.hub", i);
        folder_put(&machine->folder, name, machine->make->chain, 3000);
    }
    static const char *const words[] = {"--stick", "@stick", "--trust", "@trust", NULL};
    assert_int_equal(program_run(machine, words, &rss_kib), 0);
    assert_int_equal(phase_now(machine), INSTALL_DONE);
    assert_int_equal(program_run(machine, words, NULL), 0);
    assert_int_equal(phase_now(machine), INSTALL_SAME);
    if (!SANITIZED) { // which keeps freed memory
        print_message("%ld KiB\n", rss_kib);
        assert_in_range(rss_kib, 1000, RSS_MAX_KIB);
    }
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(installs_refuses_and_goes_back),
        IN_MACHINE(writes_the_result_where_it_is_wanted),
        IN_MACHINE(counts_hours),
        IN_MACHINE(says_when_it_cannot_run),
        IN_MACHINE(what_is_no_disk_is_refused),
        IN_MACHINE(demonstrations_need_a_word),
        IN_MACHINE(memory_does_not_grow_with_the_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
