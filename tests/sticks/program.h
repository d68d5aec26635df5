#pragma once
// The hub-usb that was built, run as the unit runs it: as nobody, sealed.

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "install/stick.h"

enum {
    PROGRAM_PATIENCE_S = 60, // far beyond its own deadlines: it has to end by itself
    PROGRAM_NOBODY = 65534,
};

struct program_run {
    pid_t group;  // of all its processes; the shell's, which is none of them
    int status;   // exit status, or minus the signal
    long rss_kib; // of the largest of its processes
};

// Gives the machine's folders, a hub.conf and the image's trust to a user without rights.
static inline void
program_prepare(struct machine *machine)
{
    const char *root = machine->folder.root;
    char text[1024];
    char line[256];
    int len = snprintf(text, sizeof text,
        "[hub]\nnetwork = gt\nname = hub-1\n[paths]\ndata = %s/data\nrun = %s/run\n"
        "factory = %s/factory.hub\n",
        root, root, root);
    folder_put(&machine->folder, "hub.conf", text, (size_t)len);
    folder_put(&machine->folder, "trust", machine->hub.anchor.chain, machine->hub.anchor.len);
    if (geteuid() == 0) {
        snprintf(line, sizeof line, "chown -R %d:%d '%s'", PROGRAM_NOBODY, PROGRAM_NOBODY, root);
        assert_int_equal(system(line), 0);
    }
}

// A shell in between, which starts the program and ends: the kernel counts the memory that a process had
// before exec as its own, and a test's is large. What loses its parent comes to the test.
static inline _Noreturn void
program_exec(int program, int told, const char *config, const char *stick)
{
    bool nobody = geteuid() != 0 || (setgroups(0, NULL) == 0 && setgid(PROGRAM_NOBODY) == 0 &&
                                        setuid(PROGRAM_NOBODY) == 0);
    program = fcntl(program, F_DUPFD, 10); // out of the way of 3 and 4
    if (nobody && dup2(told, 3) == 3 && dup2(program, 4) == 4) {
        // By descriptor: the folder it lies in may be closed to nobody.
        execl("/bin/sh", "sh", "-c", "\"$@\" 3>&- & echo $! >&3", "sh", "/proc/self/fd/4", "--seal",
            "--config", config, "--stick", stick, (char *)NULL);
    }
    _exit(127);
}

// Waits for processes of the run, until that one (0: all) ended.
static inline void
program_wait(struct program_run *run, pid_t program)
{
    struct rusage usage;
    int status = 0;
    pid_t ended;
    alarm(PROGRAM_PATIENCE_S); // ends this test
    while ((ended = wait4(-run->group, &status, 0, &usage)) > 0) {
        if (ended != run->group && usage.ru_maxrss > run->rss_kib) {
            run->rss_kib = usage.ru_maxrss;
        }
        if (ended == program) {
            run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
            break;
        }
    }
    alarm(0);
}

// Until hub-usb has ended. The importing child that it watched may still hang in the kernel, beyond any
// signal, until the stick is gone: then program_wait(&run, 0).
static inline struct program_run
program_insert(const struct machine *machine, const char *stick)
{
    char path[512];
    char config[INSTALL_PATH_MAX];
    char number[16] = "";
    int ends[2];
    const char *binaries = getenv("HUB_BINARY_DIR");
    snprintf(path, sizeof path, "%s/bin/hub-usb", binaries ? binaries : "build/dev");
    folder_path(&machine->folder, "hub.conf", config);
    int program = open(path, O_RDONLY);
    assert_true(program >= 0 && pipe(ends) == 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    fflush(NULL);
    pid_t shell = fork();
    if (shell == 0) {
        setpgid(0, 0);
        program_exec(program, ends[1], config, stick);
    }
    setpgid(shell, shell); // whoever comes first
    close(program);
    close(ends[1]);
    assert_true(read(ends[0], number, sizeof number - 1) > 0);
    close(ends[0]);
    struct program_run run = {.status = -1, .group = shell};
    program_wait(&run, (pid_t)strtol(number, NULL, 10));
    return run;
}

// What the run told the screen.
static inline void
program_told(struct machine *machine)
{
    struct err err = {0};
    assert_true(install_status_read(&machine->folder.dirs, &machine->status, &err));
}
