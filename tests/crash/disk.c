#define FUSE_USE_VERSION 31
#include "disk.h"

#include <errno.h>
#include <fuse.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DATA_BYTES = 512 * 1024 * 1024, READY_ROUNDS = 100000 };

static const char NAME[] = "/disk";

// The log ---------------------------------------------------------------------------------------------

static void
take(struct disk_log *log)
{
    while (__atomic_exchange_n(&log->busy, 1, __ATOMIC_ACQUIRE)) {
        sched_yield();
    }
}

static void
give(struct disk_log *log)
{
    __atomic_store_n(&log->busy, 0, __ATOMIC_RELEASE);
}

static void
add(struct disk_log *log, struct disk_event event, const void *bytes)
{
    take(log);
    if (log->count == DISK_EVENTS_MAX || event.len > DATA_BYTES - log->used) {
        log->full = true;
    } else {
        event.data = log->used;
        if (event.len > 0) {
            memcpy(log->data + log->used, bytes, event.len);
            memcpy(log->bytes + event.offset, bytes, event.len);
        }
        log->used += event.len;
        log->events[log->count++] = event;
    }
    give(log);
}

void
disk_say(struct disk *disk, int said)
{
    add(disk->log, (struct disk_event){.kind = DISK_SAID, .said = said}, NULL);
}

// The file system -------------------------------------------------------------------------------------

static struct disk_log *
log_of(void)
{
    return fuse_get_context()->private_data;
}

static int
on_getattr(const char *path, struct stat *st, struct fuse_file_info *info)
{
    (void)info;
    memset(st, 0, sizeof *st);
    bool disk = strcmp(path, NAME) == 0;
    st->st_mode = disk ? S_IFREG | 0600 : S_IFDIR | 0700;
    st->st_nlink = 1;
    st->st_size = disk ? DISK_BYTES : 0;
    return disk || strcmp(path, "/") == 0 ? 0 : -ENOENT;
}

static int
on_open(const char *path, struct fuse_file_info *info)
{
    (void)path;
    info->direct_io = 1; // no page cache of the kernel between the loop device and the log
    return 0;
}

static int
on_read(const char *path, char *into, size_t len, off_t offset, struct fuse_file_info *info)
{
    (void)path;
    (void)info;
    size_t at = (size_t)offset;
    size_t most = at < DISK_BYTES ? DISK_BYTES - at : 0;
    len = len < most ? len : most;
    memcpy(into, log_of()->bytes + at, len);
    return (int)len;
}

static int
on_write(const char *path, const char *from, size_t len, off_t offset, struct fuse_file_info *info)
{
    (void)path;
    (void)info;
    size_t at = (size_t)offset;
    if (at > DISK_BYTES || len > DISK_BYTES - at) {
        return -EFBIG;
    }
    add(log_of(), (struct disk_event){.kind = DISK_WRITE, .offset = at, .len = len}, from);
    return (int)len;
}

static int
on_fsync(const char *path, int data_only, struct fuse_file_info *info)
{
    (void)path;
    (void)data_only;
    (void)info;
    add(log_of(), (struct disk_event){.kind = DISK_FLUSH}, NULL);
    return 0;
}

static int
serve(struct disk *disk)
{
    static const struct fuse_operations operations = {.getattr = on_getattr,
        .open = on_open,
        .read = on_read,
        .write = on_write,
        .fsync = on_fsync};
    char name[] = "disk";
    char *arguments[] = {name, NULL};
    struct fuse_args args = FUSE_ARGS_INIT(1, arguments);
    struct fuse *fuse = fuse_new(&args, &operations, sizeof operations, disk->log);
    if (!fuse || fuse_mount(fuse, disk->folder) != 0) {
        return 1;
    }
    int status = fuse_loop(fuse);
    fuse_unmount(fuse);
    fuse_destroy(fuse);
    return status;
}

// Begin and end ---------------------------------------------------------------------------------------

static bool
wait_until_served(struct disk *disk)
{
    struct stat st;
    for (int i = 0; i < READY_ROUNDS; i++) {
        if (stat(disk->path, &st) == 0 && st.st_size == DISK_BYTES) {
            return true;
        }
        if (waitpid(disk->server, NULL, WNOHANG) == disk->server) {
            disk->server = 0;
            return false;
        }
        usleep(1000);
    }
    return false;
}

bool
disk_begin(struct disk *disk)
{
    *disk = (struct disk){0};
    snprintf(disk->folder, sizeof disk->folder, "/tmp/hub-disk-XXXXXX");
    disk->log = mmap(NULL, sizeof *disk->log + DATA_BYTES, PROT_READ | PROT_WRITE,
        MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (disk->log == MAP_FAILED || !mkdtemp(disk->folder)) {
        printf("no memory or no temporary folder for a disk\n");
        return false;
    }
    snprintf(disk->path, sizeof disk->path, "%s%s", disk->folder, NAME);
    fflush(NULL);
    disk->server = fork();
    if (disk->server == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        _exit(serve(disk)); // no leak check of what libfuse keeps
    }
    if (!wait_until_served(disk)) {
        printf("no FUSE here\n");
        disk_end(disk);
        return false;
    }
    return true;
}

void
disk_end(struct disk *disk)
{
    if (disk->server > 0) {
        umount2(disk->folder, MNT_DETACH);
        kill(disk->server, SIGTERM);
        waitpid(disk->server, NULL, 0);
    }
    rmdir(disk->folder);
    munmap(disk->log, sizeof *disk->log + DATA_BYTES);
}
