#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/log.h"
#include "install/internal.h"

// Why a child: a signal interrupts no read(2) of a disk that does not answer, and a thread would do but
// cannot be got rid of. The child needs no kill(2) either: when its watcher has given up, its next beat
// meets a closed pipe, which is deadly, and the watcher's end is its own.

pid_t
install_watch_begin(int *pulse)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return -1;
    }
    pid_t pid = fork();
    if (pid < 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    *pulse = pid == 0 ? ends[1] : ends[0];
    close(pid == 0 ? ends[0] : ends[1]);
    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
    }
    return pid;
}

void
install_pulse(int pulse, enum install_beat beat)
{
    if (pulse > 0) {
        char byte = (char)beat;
        while (write(pulse, &byte, 1) < 0 && errno == EINTR) {
        }
    }
}

static int
patience_ms(char beat)
{
    return beat == INSTALL_STICK ? INSTALL_STUCK_MS : beat == INSTALL_MOUNT ? INSTALL_MOUNT_MS : -1;
}

enum outcome { DONE, STUCK, DIED };

static enum outcome
follow(int pulse)
{
    char beats[256];
    char last = INSTALL_CARD;
    for (;;) {
        struct pollfd fds = {.fd = pulse, .events = POLLIN};
        int ready = poll(&fds, 1, patience_ms(last));
        if (ready == 0) {
            return STUCK;
        }
        ssize_t n = ready < 0 ? -1 : read(pulse, beats, sizeof beats);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return last == INSTALL_END ? DONE : DIED;
        }
        last = beats[n - 1];
    }
}

static bool
tell_refused(const struct install_dirs *dirs, struct install_status *status, struct err *err)
{
    struct install_accepted accepted = {0};
    struct err lost = {0};
    struct install_audit audit = {.result = INSTALL_REFUSED, .reason = status->reason};
    status->phase = INSTALL_REFUSED;
    status->result = INSTALL_REFUSED;
    status->seconds_left = -1;
    audit.day = install_accepted_read(dirs, &accepted, &lost) ? accepted.floor_day : 0;
    return install_status_write(dirs, status, err) && install_audit_add(dirs, &audit, err);
}

bool
install_refusal(const struct install_dirs *dirs, enum bundle_reason reason, struct err *err)
{
    struct clock clock = clock_real();
    struct install_status status = {.run = clock_ms(&clock), .reason = reason};
    return tell_refused(dirs, &status, err);
}

// The child died over what it read, or the kernel did not let it go.
static void
tell_broken(const struct install_dirs *dirs, bool stuck)
{
    struct install_status status;
    struct err err = {0};
    bool known = install_status_read(dirs, &status, &err);
    bool checking = known && status.phase == INSTALL_CHECKING;
    status.reason = stuck ? BUNDLE_STUCK : checking ? BUNDLE_HOSTILE : BUNDLE_UNREADABLE;
    LOG_ERROR("stick: %s", stuck ? "no progress" : "the import died");
    if (!tell_refused(dirs, &status, &err)) {
        LOG_ERROR("%s", err.text);
    }
}

bool
install_wait(int pulse)
{
    enum outcome outcome = follow(pulse);
    close(pulse);
    return outcome == DONE;
}

bool
install_watch(const struct install_dirs *dirs, int pulse)
{
    enum outcome outcome = follow(pulse);
    close(pulse); // deadly to a child that comes to itself again
    if (outcome != DONE) {
        tell_broken(dirs, outcome == STUCK);
    }
    return outcome == DONE;
}
