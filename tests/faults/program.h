#pragma once
// hub-usb run on a machine of tests/install/stick.h.

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "install/stick.h"

// hub.conf and the image's trust, as the unit finds them.
static inline void
program_prepare(struct machine *machine)
{
    char text[2048];
    const char *root = getenv("HUB_SOURCE_DIR");
    int len = snprintf(text, sizeof text,
        "[hub]\nnetwork = gt\nname = hub-1\n[paths]\ndata = %s/data\nrun = %s/run\n"
        "factory = %s/factory.hub\nassets = %s/assets\n[kiosk]\nstaff_language = es\n",
        machine->folder.root, machine->folder.root, machine->folder.root, root ? root : ".");
    folder_put(&machine->folder, "hub.conf", text, (size_t)len);
    folder_put(&machine->folder, "trust", machine->hub.anchor.chain, machine->hub.anchor.len);
}

enum { PROGRAM_WORDS_MAX = 8 };

// The child's side: becomes hub-usb with these words and its configuration. "@name" is a path of the
// machine's folder.
static inline _Noreturn void
program_become(const struct machine *machine, const char *const *words)
{
    static char paths[PROGRAM_WORDS_MAX][INSTALL_PATH_MAX];
    const char *argv[PROGRAM_WORDS_MAX + 4] = {HUB_USB};
    char config[INSTALL_PATH_MAX];
    int count = 1;
    for (int i = 0; words[i] && i < PROGRAM_WORDS_MAX; i++) {
        argv[count++] =
            words[i][0] == '@' ? folder_path(&machine->folder, words[i] + 1, paths[i]) : words[i];
    }
    argv[count++] = "--config";
    argv[count++] = folder_path(&machine->folder, "hub.conf", config);
    int log = open("/dev/null", O_WRONLY);
    if (!getenv("HUB_TEST_LOG")) {
        dup2(log, STDERR_FILENO);
        dup2(log, STDOUT_FILENO);
    }
    execv(HUB_USB, (char *const *)(void *)argv);
    _exit(127);
}

// Its exit status; -signal when it was killed. rss_kib (may be NULL): of the larger of its two processes.
static inline int
program_run(const struct machine *machine, const char *const *words, long *rss_kib)
{
    int result = -1;
    int status = 0;
    long most = 0;
    struct rusage usage;
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); // the watcher does not wait for his child: we do
    pid_t first = fork();
    if (first == 0) {
        program_become(machine, words);
    }
    for (pid_t pid; (pid = wait4(-1, &status, 0, &usage)) > 0;) {
        most = usage.ru_maxrss > most ? usage.ru_maxrss : most;
        if (pid == first) {
            result = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
        }
    }
    if (rss_kib) {
        *rss_kib = most;
    }
    return result;
}

#define RUN(machine, ...) program_run(machine, (const char *const[]){__VA_ARGS__, NULL}, NULL)
