#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/log.h"
#include "install/internal.h"

// Deletes folder/HEX<end> except those of keep (an id of zeros is no file's).
static void
sweep_folder(const char *folder, const char *end, const struct bundle_hash *keep, int keep_count)
{
    DIR *dir = opendir(folder);
    const struct dirent *entry;
    while (dir && (entry = readdir(dir))) { // NOLINT(concurrency-mt-unsafe): one thread
        char hex[INSTALL_ID_TEXT];
        struct bundle_hash id;
        size_t len = strlen(entry->d_name);
        if (len != INSTALL_ID_TEXT - 1 + strlen(end) ||
            strcmp(entry->d_name + INSTALL_ID_TEXT - 1, end) != 0) {
            continue;
        }
        memcpy(hex, entry->d_name, INSTALL_ID_TEXT - 1);
        hex[INSTALL_ID_TEXT - 1] = '\0';
        bool kept = !bundle_unhex(hex, id.bytes);
        for (int i = 0; i < keep_count; i++) {
            kept = kept || install_equal_ids(&id, &keep[i]);
        }
        if (!kept) {
            LOG_INFO("%.8s%s: not needed any more", hex, end);
            unlinkat(dirfd(dir), entry->d_name, 0);
        }
    }
    if (dir) {
        closedir(dir);
    }
}

// False when a pointer is there but cannot be read: then nobody knows what is not needed.
static bool
read_pointer(const struct install_dirs *dirs, const char *pointer, struct bundle_hash *id)
{
    struct err err = {0};
    *id = (struct bundle_hash){0};
    return install_pointer_read(dirs, pointer, id, &err) || err.kind == ERR_MISSING;
}

void
install_sweep(const struct install_dirs *dirs, const struct bundle_hash *keep)
{
    struct bundle_hash named[2];
    char incoming[INSTALL_PATH_MAX];
    struct err err = {0};
    if (read_pointer(dirs, "current", &named[0]) && read_pointer(dirs, "previous", &named[1])) {
        sweep_folder(dirs->bundles, ".hub", named, 2);
    }
    if (install_join(dirs->bundles, "incoming", incoming, &err)) {
        sweep_folder(incoming, ".part", keep, keep ? 1 : 0);
    }
}

// What a resumed copy holds already need not be free.
static uint64_t
size_here(const struct install_dirs *dirs, const struct bundle_hash *id)
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    struct stat st;
    bool there = install_part_path(dirs, id, path, &err) && stat(path, &st) == 0;
    return there && st.st_blocks > 0 ? (uint64_t)st.st_blocks * 512 : 0;
}

bool
install_make_room(struct install_run *run, const struct bundle_head *head)
{
    struct statvfs fs;
    install_sweep(run->dirs, &head->id);
    if (statvfs(run->dirs->bundles, &fs) != 0) {
        return install_refuse(run, install_card_fault(errno));
    }
    uint64_t free_bytes = (uint64_t)fs.f_bavail * fs.f_frsize;
    uint64_t wanted = (uint64_t)(head->payload_offset + head->manifest.payload_size);
    uint64_t here = size_here(run->dirs, &head->id);
    wanted = wanted > here ? wanted - here : 0;
    return free_bytes >= wanted + INSTALL_SPARE_BYTES || install_refuse(run, BUNDLE_NO_SPACE);
}
