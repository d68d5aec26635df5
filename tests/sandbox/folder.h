#pragma once
// A temporary folder that takes what is below it along, and programs that a test starts.

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

enum { FOLDER_PATH_MAX = 256 };

struct folder {
    char path[64];
};

// Runs a shell line; its exit status, output thrown away.
static inline int
shell(const char *line)
{
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status)
                                                                           : 255;
}

static inline int
folder_setup(void **state)
{
    struct folder *folder = calloc(1, sizeof *folder);
    snprintf(folder->path, sizeof folder->path, "/tmp/hub-sandbox-XXXXXX");
    *state = folder;
    return mkdtemp(folder->path) && chmod(folder->path, 0755) == 0 ? 0 : -1;
}

static inline int
folder_teardown(void **state)
{
    struct folder *folder = *state;
    char line[128];
    snprintf(line, sizeof line, "rm -rf '%s'", folder->path);
    int status = shell(line);
    free(folder);
    return status == 0 ? 0 : -1;
}

static inline const char *
folder_path(const struct folder *folder, const char *name, char path[FOLDER_PATH_MAX])
{
    snprintf(path, FOLDER_PATH_MAX, "%s/%s", folder->path, name);
    return path;
}

static inline void
folder_write(const struct folder *folder, const char *name, const void *data, size_t len)
{
    char path[FOLDER_PATH_MAX];
    FILE *file = fopen(folder_path(folder, name, path), "we");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}
