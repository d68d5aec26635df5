#pragma once
// The hub-usb that was built, run as the unit runs it: as nobody, sealed.

#include <errno.h>
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

static inline _Noreturn void
program_exec(int file, char *const *arguments)
{
    bool nobody = geteuid() != 0 || (setgroups(0, NULL) == 0 && setgid(PROGRAM_NOBODY) == 0 &&
                                        setuid(PROGRAM_NOBODY) == 0);
    if (nobody) {
        fexecve(file, arguments, environ); // the folder it lies in may be closed to nobody
    }
    _exit(127);
}

// hub-usb and the importing child that it watches; both are ours to wait for.
static inline struct program_run
program_wait(pid_t pid)
{
    struct program_run run = {.status = -1};
    struct rusage usage;
    int status = 0;
    pid_t ended;
    while ((ended = wait4(-1, &status, 0, &usage)) > 0) {
        run.rss_kib = usage.ru_maxrss > run.rss_kib ? usage.ru_maxrss : run.rss_kib;
        if (ended == pid) {
            run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
            return run;
        }
    }
    return run;
}

static inline struct program_run
program_insert(const struct machine *machine, const char *stick, bool seal)
{
    char path[512];
    char name[] = "hub-usb";
    char config_option[] = "--config";
    char stick_option[] = "--stick";
    char seal_option[] = "--seal";
    char config[INSTALL_PATH_MAX];
    char folder[INSTALL_PATH_MAX];
    const char *binaries = getenv("HUB_BINARY_DIR");
    snprintf(path, sizeof path, "%s/bin/hub-usb", binaries ? binaries : "build/dev");
    snprintf(folder, sizeof folder, "%s", stick);
    folder_path(&machine->folder, "hub.conf", config);
    char *arguments[] = {
        name, config_option, config, stick_option, folder, seal ? seal_option : NULL, NULL};
    int file = open(path, O_RDONLY);
    assert_true(file >= 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        alarm(PROGRAM_PATIENCE_S); // survives exec; whoever needs it failed
        program_exec(file, arguments);
    }
    close(file);
    return program_wait(pid);
}

// What the run told the screen.
static inline void
program_told(struct machine *machine)
{
    struct err err = {0};
    assert_true(install_status_read(&machine->folder.dirs, &machine->status, &err));
}
