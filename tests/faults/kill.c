// kill -9 of hub-usb at every call that changes a file: the old or the new content stands, and a second run
// installs it. The tracer stops the program before the call, counts, and kills it there.

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>

#include "faults/program.h"

static int
begin(void **state)
{
    static struct machine machine;
    machine_begin(&machine);
    program_prepare(&machine);
    machine_content(&machine, "one", 0);
    machine_put(&machine, "stick/content.hub");
    setenv("ASAN_OPTIONS", "detect_leaks=0", 1); // which would trace as well
    assert_int_equal(RUN(&machine, "--stick", "@stick", "--trust", "@trust"), 0);
    machine.make->manifest.seq = 2;
    machine_content(&machine, "two", 2 * BUNDLE_CHUNK_BYTES);
    machine_clear_stick(&machine);
    machine_put(&machine, "stick/content.hub");
    *state = &machine;
    return 0;
}

static int
end(void **state)
{
    machine_end(*state);
    return 0;
}

#if defined __x86_64__

static bool
changes_a_file(const struct user_regs_struct *regs)
{
    switch (regs->orig_rax) {
    case SYS_write:
        return regs->rdi > 2;
    case SYS_pwrite64:
    case SYS_fsync:
    case SYS_ftruncate:
    case SYS_rename:
    case SYS_unlink:
    case SYS_unlinkat:
        return true;
    default:
        return false;
    }
}

struct trace {
    pid_t watcher;
    pid_t importer; // his child
    int at;         // call to be killed before
    int calls;
    bool entering; // the importer's next stop is a call's beginning
};

static void
kill_both(const struct trace *trace)
{
    kill(trace->watcher, SIGKILL);
    kill(trace->importer, SIGKILL);
}

// What happened to the importer; true when it was killed.
static bool
at_call(struct trace *trace)
{
    struct user_regs_struct regs;
    trace->entering = !trace->entering;
    if (trace->entering && ptrace(PTRACE_GETREGS, trace->importer, NULL, &regs) == 0 &&
        changes_a_file(&regs) && ++trace->calls == trace->at) {
        kill_both(trace);
        return true;
    }
    return false;
}

static int
signal_of(int status)
{
    int number = WSTOPSIG(status);
    return number == SIGSTOP || number == SIGTRAP || number == (SIGTRAP | 0x80) ? 0 : number;
}

static void
follow(struct trace *trace)
{
    for (;;) {
        int status = 0;
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0) {
            return;
        }
        if (!WIFSTOPPED(status)) {
            continue;
        }
        if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_FORK << 8))) {
            unsigned long child = 0;
            ptrace(PTRACE_GETEVENTMSG, pid, NULL, &child);
            trace->importer = (pid_t)child;
        }
        bool killed =
            pid == trace->importer && WSTOPSIG(status) == (SIGTRAP | 0x80) && at_call(trace);
        if (!killed) {
            ptrace(pid == trace->importer ? PTRACE_SYSCALL : PTRACE_CONT, pid, NULL,
                (void *)(intptr_t)signal_of(status));
        }
    }
}

// Runs hub-usb to its call number at; false when it needed fewer.
static bool
run_until(struct machine *machine, int at)
{
    static const char *const words[] = {"--stick", "@stick", "--trust", "@trust", NULL};
    struct trace trace = {.at = at};
    trace.watcher = fork();
    if (trace.watcher == 0) {
        ptrace(PTRACE_TRACEME, 0, NULL, NULL);
        raise(SIGSTOP);
        program_become(machine, words);
    }
    int status = 0;
    assert_int_equal(waitpid(trace.watcher, &status, 0), trace.watcher);
    ptrace(PTRACE_SETOPTIONS, trace.watcher, NULL,
        (void *)(intptr_t)(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_EXITKILL));
    ptrace(PTRACE_CONT, trace.watcher, NULL, NULL);
    follow(&trace);
    return trace.calls >= at;
}

static void
killed_at_every_step(void **state)
{
    struct machine *machine = *state;
    folder_copy(&machine->folder, "data", "before");
    int at = 1;
    int old = 0;
    while (run_until(machine, at)) {
        char version[64];
        machine_version(machine, INSTALL_CURRENT, version);
        if (strcmp(version, "one") != 0 && strcmp(version, "two") != 0) {
            fail_msg("call %d: shows %s", at, version);
        }
        old += strcmp(version, "one") == 0;
        int second = RUN(machine, "--stick", "@stick", "--trust", "@trust");
        if (second != 0) {
            fail_msg("call %d: the second run ends with %d", at, second);
        }
        assert_shows(machine, "two", "one");
        folder_copy(&machine->folder, "before", "data");
        at++;
    }
    assert_true(at > 40); // it saw the steps, and both sides of the change
    assert_true(old > 30 && old < at - 1);
    assert_shows(machine, "two", "one"); // the run that was not killed
}

#else

static void
killed_at_every_step(void **state)
{
    (void)state;
    skip(); // reads the registers of x86-64
}

#endif

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(killed_at_every_step, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
