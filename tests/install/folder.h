#pragma once
// A machine's folders of our own, in memory where there is enough of it (no test here cuts the power, and
// thousands of syncs of a disk take minutes), removed at the end with everything in them.

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "install/install.h"

#define FOLDER_ROOM (UINT64_C(1) << 30)

struct folder {
    char root[64];
    struct install_dirs dirs;
};

static inline int
folder_remove_entry(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline void
folder_make(const struct folder *folder, const char *name)
{
    char path[INSTALL_PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder->root, name);
    ASSERT(mkdir(path, 0755) == 0);
}

static inline void
folder_begin(struct folder *folder)
{
    static const char *const names[] = {"data", "data/bundles", "data/bundles/incoming",
        "data/state", "data/kiosk", "run", "run/usb", "run/requests", "stick"};
    struct statvfs fs;
    bool memory = statvfs("/dev/shm", &fs) == 0 &&
                  (uint64_t)fs.f_bavail * fs.f_frsize > FOLDER_ROOM &&
                  access("/dev/shm", W_OK) == 0;
    *folder = (struct folder){.root = ""};
    snprintf(
        folder->root, sizeof folder->root, "%s/hub-install-XXXXXX", memory ? "/dev/shm" : "/tmp");
    ASSERT(mkdtemp(folder->root));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        folder_make(folder, names[i]);
    }
    char data[80];
    char run[80];
    char factory[80];
    struct err err = {0};
    snprintf(data, sizeof data, "%s/data", folder->root);
    snprintf(run, sizeof run, "%s/run", folder->root);
    snprintf(factory, sizeof factory, "%s/factory.hub", folder->root);
    ASSERT(install_dirs_of(data, run, factory, &folder->dirs, &err));
}

static inline void
folder_end(struct folder *folder)
{
    nftw(folder->root, folder_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

// Path of a name in it; the same buffer each time is the caller's.
static inline const char *
folder_path(const struct folder *folder, const char *name, char path[INSTALL_PATH_MAX])
{
    snprintf(path, INSTALL_PATH_MAX, "%s/%s", folder->root, name);
    return path;
}

static inline void
folder_put(const struct folder *folder, const char *name, const void *data, size_t len)
{
    char path[INSTALL_PATH_MAX];
    FILE *file = fopen(folder_path(folder, name, path), "wb");
    ASSERT(file && fwrite(data, 1, len, file) == len && fclose(file) == 0);
}

static inline size_t
folder_get(const struct folder *folder, const char *name, void *data, size_t size)
{
    char path[INSTALL_PATH_MAX];
    FILE *file = fopen(folder_path(folder, name, path), "rb");
    ASSERT(file);
    size_t len = fread(data, 1, size, file);
    fclose(file);
    return len;
}

static inline bool
folder_has(const struct folder *folder, const char *name)
{
    char path[INSTALL_PATH_MAX];
    struct stat st;
    return lstat(folder_path(folder, name, path), &st) == 0;
}

// A folder's content put in the place of another's, to begin again from.
static inline void
folder_copy(const struct folder *folder, const char *from, const char *to)
{
    char source[INSTALL_PATH_MAX];
    char target[INSTALL_PATH_MAX];
    int status = -1;
    folder_path(folder, from, source);
    nftw(folder_path(folder, to, target), folder_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    pid_t pid = fork();
    if (pid == 0) {
        execlp("cp", "cp", "-a", source, target, (char *)NULL);
        _exit(127);
    }
    ASSERT(pid > 0 && waitpid(pid, &status, 0) == pid && status == 0);
}
