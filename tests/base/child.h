#pragma once
// A call that ends the process, watched from outside.

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// Runs call(data) in a child; true if it died of SIGABRT. text: the beginning of its stderr.
static inline bool
child_aborts(void (*call)(void *data), void *data, char text[static 512])
{
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        signal(SIGABRT, SIG_DFL);
        call(data);
        _exit(0);
    }
    close(ends[1]);
    size_t len = 0;
    ssize_t n;
    while (len < 511 && (n = read(ends[0], text + len, 511 - len)) > 0) {
        len += (size_t)n;
    }
    text[len] = '\0';
    close(ends[0]);
    int status = 0;
    return waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}
