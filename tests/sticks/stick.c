#define FUSE_USE_VERSION 31
#include "stick.h"

#include <errno.h>
#include <fuse.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CROWD = 1000 * 1000, READY_ROUNDS = 10000, READ_TWICE_BYTES = 4096 };

static const off_t ENDLESS_BYTES = (off_t)2 * 1024 * 1024 * 1024 * 1024;
static const char NAME[] = "/content.hub";

struct stick {
    struct stick_content content;
    unsigned char *seen; // of STICK_UNSTEADY: blocks that were read
    bool gone;
};

static struct stick *
stick_of(void)
{
    return fuse_get_context()->private_data;
}

static bool
is_crowd(const char *path)
{
    return strncmp(path, "/note-", 6) == 0;
}

static int
on_getattr(const char *path, struct stat *st, struct fuse_file_info *info)
{
    const struct stick *stick = stick_of();
    (void)info;
    memset(st, 0, sizeof *st);
    if (stick->gone) {
        return -ENODEV;
    }
    bool folder = strcmp(path, "/") == 0;
    bool content = strcmp(path, NAME) == 0;
    if (!folder && !content && !is_crowd(path)) {
        return -ENOENT;
    }
    st->st_mode = folder ? S_IFDIR | 0555 : S_IFREG | 0444;
    st->st_nlink = 1;
    st->st_size = folder                                  ? 0
                  : !content                              ? 1
                  : stick->content.fault == STICK_ENDLESS ? ENDLESS_BYTES
                                                          : (off_t)stick->content.len;
    return 0;
}

static int
on_readdir(const char *path, void *into, fuse_fill_dir_t fill, off_t offset,
    struct fuse_file_info *info, enum fuse_readdir_flags flags)
{
    const struct stick *stick = stick_of();
    (void)path;
    (void)info;
    (void)flags;
    if (stick->gone) {
        return -ENODEV;
    }
    bool bundles = stick->content.fault == STICK_CROWDED_BUNDLES;
    bool crowded = bundles || stick->content.fault == STICK_CROWDED;
    // Entry 0 is the bundle; each is numbered, so that the kernel asks for as much as it wants to.
    for (off_t i = offset; i < (crowded ? CROWD : 1); i++) {
        char name[32];
        snprintf(name, sizeof name, "note-%07d.%s", (int)i, bundles ? "hub" : "txt");
        // The bundle comes last among many: it is found only by whoever reads on.
        bool last = i == (crowded ? CROWD : 1) - 1;
        if (fill(into, last ? NAME + 1 : name, NULL, i + 1, 0) != 0) {
            break;
        }
    }
    return 0;
}

static int
on_open(const char *path, struct fuse_file_info *info)
{
    (void)path;
    info->direct_io = 1; // every read comes here
    return stick_of()->gone ? -ENODEV : 0;
}

// A byte read before is another one now.
static void
turn(struct stick *stick, char *into, size_t len, size_t offset)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char *seen = &stick->seen[(offset + i) / READ_TWICE_BYTES];
        if ((offset + i) % READ_TWICE_BYTES == 0 && offset + i >= stick->content.from) {
            into[i] = (char)(*seen ? into[i] ^ 1 : into[i]);
            *seen = 1;
        }
    }
}

static int
on_read(const char *path, char *into, size_t len, off_t offset, struct fuse_file_info *info)
{
    struct stick *stick = stick_of();
    const struct stick_content *content = &stick->content;
    size_t at = (size_t)offset;
    (void)info;
    if (is_crowd(path)) {
        memset(into, 0, len);
        return offset == 0 && len > 0 ? 1 : 0;
    }
    bool faulty = at + len > content->from;
    if (stick->gone || (faulty && content->fault == STICK_GONE)) {
        stick->gone = true;
        return -ENODEV;
    }
    if (faulty && content->fault == STICK_ERRORS) {
        return -EIO;
    }
    while (faulty && content->fault == STICK_HANGS) {
        pause();
    }
    size_t here = at < content->len ? content->len - at : 0;
    size_t got = len < here ? len : here;
    memcpy(into, content->bytes + at, got);
    if (content->fault == STICK_ENDLESS) {
        memset(into + got, 0, len - got);
        return (int)len;
    }
    if (content->fault == STICK_UNSTEADY) {
        turn(stick, into, got, at);
    }
    return (int)got;
}

static int
serve(const char *folder, const struct stick_content *content)
{
    static const struct fuse_operations operations = {
        .getattr = on_getattr, .readdir = on_readdir, .open = on_open, .read = on_read};
    struct stick stick = {.content = *content};
    char name[] = "stick";
    char option[] = "-oallow_other,default_permissions,ro";
    char *arguments[] = {name, option, NULL};
    struct fuse_args args = FUSE_ARGS_INIT(2, arguments);
    stick.seen = calloc(1, content->len / READ_TWICE_BYTES + 1);
    struct fuse *fuse = fuse_new(&args, &operations, sizeof operations, &stick);
    if (!stick.seen || !fuse || fuse_mount(fuse, folder) != 0) {
        return 1;
    }
    return fuse_loop(fuse);
}

static bool
wait_until_served(struct stick_server *server)
{
    char path[96];
    struct stat st;
    snprintf(path, sizeof path, "%s%s", server->folder, NAME);
    for (int i = 0; i < READY_ROUNDS; i++) {
        if (stat(path, &st) == 0) {
            return true;
        }
        if (waitpid(server->pid, NULL, WNOHANG) == server->pid) {
            server->pid = 0;
            return false;
        }
        usleep(1000);
    }
    return false;
}

bool
stick_insert(struct stick_server *server, const struct stick_content *content)
{
    *server = (struct stick_server){.folder = "/tmp/hub-stick-XXXXXX"};
    if (!mkdtemp(server->folder)) {
        printf("no temporary folder\n");
        return false;
    }
    fflush(NULL);
    server->pid = fork();
    if (server->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        _exit(serve(server->folder, content));
    }
    if (!wait_until_served(server)) {
        printf("no FUSE here\n");
        stick_remove(server);
        return false;
    }
    return true;
}

void
stick_remove(struct stick_server *server)
{
    if (server->pid > 0) {
        kill(server->pid, SIGKILL);
        waitpid(server->pid, NULL, 0);
    }
    umount2(server->folder, MNT_DETACH);
    rmdir(server->folder);
}
