#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "install/folder.h"
#include "install/internal.h"
#include "test.h"

// Time that passes at once: a wait with an end is over when the child has nothing more to say. -------------

static struct {
    int longest_ms; // wait that was asked for
    bool hurry;
} wait_for;

int
poll(struct pollfd *fds, nfds_t count, int timeout_ms)
{
    struct timespec none = {0, 100 * 1000 * 1000};
    wait_for.longest_ms = timeout_ms > wait_for.longest_ms ? timeout_ms : wait_for.longest_ms;
    bool hurry = wait_for.hurry && timeout_ms > 0;
    return (int)syscall(SYS_ppoll, fds, count, hurry ? &none : NULL, NULL, 0);
}

static int
begin(void **state)
{
    static struct folder folder;
    folder_begin(&folder);
    wait_for.longest_ms = 0;
    wait_for.hurry = true;
    *state = &folder;
    return 0;
}

static int
end(void **state)
{
    folder_end(*state);
    return 0;
}

static void
tell(struct folder *folder, enum install_phase phase)
{
    struct install_status status = {.phase = phase, .run = 77, .bytes = 5, .bytes_total = 10};
    struct err err = {0};
    ASSERT(install_status_write(&folder->dirs, &status, &err));
}

// What a child does, by one letter each.
static void
live(struct folder *folder, int pulse, const char *life)
{
    for (; *life; life++) {
        if (*life == 'k') {
            raise(SIGKILL);
        } else if (*life == 'h') { // a read that does not come back
            for (;;) {
                pause();
            }
        } else if (*life == 'v') {
            tell(folder, INSTALL_CHECKING);
        } else if (*life == 'p') {
            tell(folder, INSTALL_COPYING);
        } else {
            install_pulse(pulse, (enum install_beat) * life);
        }
    }
}

static bool
watch(struct folder *folder, const char *life, pid_t *child)
{
    int pulse = 0;
    *child = install_watch_begin(&pulse);
    assert_true(*child >= 0);
    if (*child == 0) {
        live(folder, pulse, life);
        _exit(0);
    }
    return install_watch(&folder->dirs, pulse);
}

static void
assert_told(struct folder *folder, enum bundle_reason reason)
{
    static struct install_audit list[INSTALL_AUDIT_MAX];
    struct install_status status;
    struct err err = {0};
    assert_true(install_status_read(&folder->dirs, &status, &err));
    assert_int_equal(status.phase, INSTALL_REFUSED);
    assert_int_equal(status.result, INSTALL_REFUSED);
    assert_int_equal(status.reason, reason);
    assert_true(install_audit_read(&folder->dirs, list) > 0);
    assert_int_equal(list[0].reason, reason);
}

static void
a_child_that_gets_on_is_left_alone(void **state)
{
    struct folder *folder = *state;
    pid_t child = 0;
    assert_true(watch(folder, "scscscmce", &child));
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_false(folder_has(folder, "run/usb/status"));
}

static void
a_stick_that_holds_the_read_is_given_up(void **state)
{
    struct folder *folder = *state;
    pid_t child = 0;
    assert_false(watch(folder, "pcscsh", &child));
    assert_int_equal(wait_for.longest_ms, INSTALL_STUCK_MS);
    assert_told(folder, BUNDLE_STUCK);
    kill(child, SIGKILL); // in life it ends with its watcher
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_false(watch(folder, "mh", &child));
    assert_int_equal(wait_for.longest_ms, INSTALL_MOUNT_MS);
    assert_told(folder, BUNDLE_STUCK);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

// A sync of a slow card takes what it takes.
static void
work_on_the_card_has_no_end(void **state)
{
    struct folder *folder = *state;
    int pulse = 0;
    pid_t child = install_watch_begin(&pulse);
    assert_true(child >= 0);
    if (child == 0) {
        install_pulse(pulse, INSTALL_STICK);
        install_pulse(pulse, INSTALL_CARD);
        usleep(300 * 1000); // thrice what the hurried clock gives a stick
        install_pulse(pulse, INSTALL_END);
        _exit(0);
    }
    assert_true(install_watch(&folder->dirs, pulse));
    waitpid(child, NULL, 0);
}

static void
a_child_that_dies_is_told_by_what_it_did(void **state)
{
    struct folder *folder = *state;
    pid_t child = 0;
    assert_false(watch(folder, "pcsk", &child));
    assert_told(folder, BUNDLE_UNREADABLE);
    assert_false(watch(folder, "vck", &child));
    assert_told(folder, BUNDLE_HOSTILE);
    assert_false(watch(folder, "pc", &child)); // ended without a word
    assert_told(folder, BUNDLE_UNREADABLE);
    while (waitpid(-1, NULL, 0) > 0) {
    }
}

// One that comes to itself after it was given up must not write "copying" over the last word.
static void
a_late_beat_is_deadly(void **state)
{
    (void)state;
    int pulse = 0;
    int go[2];
    assert_int_equal(pipe(go), 0);
    pid_t child = install_watch_begin(&pulse);
    if (child == 0) {
        char byte;
        close(go[1]);
        ssize_t n = read(go[0], &byte, 1);
        install_pulse(pulse, INSTALL_CARD);
        _exit(n == 0 ? 0 : 1);
    }
    close(pulse); // as install_watch() does before it writes
    close(go[1]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
    close(go[0]);
}

static void
the_child_ends_with_its_watcher(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t watcher = fork();
    if (watcher == 0) {
        int pulse = 0;
        if (install_watch_begin(&pulse) == 0) {
            for (;;) { // holds ends[1] open for as long as it lives
                pause();
            }
        }
        char beat;
        alarm(1); // the child has set itself up by then
        signal(SIGALRM, SIG_DFL);
        (void)!read(pulse, &beat, 1);
        _exit(0);
    }
    close(ends[1]);
    char byte;
    alarm(30);
    assert_int_equal(read(ends[0], &byte, 1), 0);
    alarm(0);
    close(ends[0]);
    waitpid(watcher, NULL, 0);
}

static void
a_refusal_without_a_stick_is_told(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    assert_true(install_refusal(&folder->dirs, BUNDLE_PARTITIONS, &err));
    assert_told(folder, BUNDLE_PARTITIONS);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(a_child_that_gets_on_is_left_alone),
        IN_FOLDER(a_stick_that_holds_the_read_is_given_up),
        IN_FOLDER(work_on_the_card_has_no_end),
        IN_FOLDER(a_child_that_dies_is_told_by_what_it_did),
        IN_FOLDER(a_late_beat_is_deadly),
        IN_FOLDER(the_child_ends_with_its_watcher),
        IN_FOLDER(a_refusal_without_a_stick_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
