#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/file.h"
#include "record/record.h"

enum { SEED_BYTES = 32 };

static bool
failed(struct err *err, const char *path)
{
    char reason[128];
    return err_set(err, errno == ENOSPC ? ERR_SPACE : ERR_IO, "%s: %s", path,
        strerror_r(errno, reason, sizeof reason));
}

static bool
sync_folder_of(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s/", slash ? (int)(slash - path) : 1, slash ? path : ".");
    AUTO_CLOSE int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0;
}

static bool
write_new(const char *beside, const unsigned char seed[SEED_BYTES])
{
    AUTO_CLOSE int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    return fd >= 0 && fchmod(fd, 0600) == 0 && write(fd, seed, SEED_BYTES) == SEED_BYTES &&
           fsync(fd) == 0;
}

// link() and not rename(): a key that appeared meanwhile stands, and this one is forgotten.
static bool
make(const char *path, struct err *err)
{
    char beside[PATH_MAX];
    unsigned char seed[SEED_BYTES];
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside) {
        return err_set(err, ERR_LIMIT, "%.100s: path too long", path);
    }
    if (getrandom(seed, sizeof seed, 0) != SEED_BYTES) {
        return failed(err, path);
    }
    bool written = write_new(beside, seed);
    explicit_bzero(seed, sizeof seed);
    bool linked = written && (link(beside, path) == 0 || errno == EEXIST);
    bool ok = linked || failed(err, path);
    unlink(beside);
    return ok && (sync_folder_of(path) || failed(err, path));
}

bool
record_key_load(const char *path, unsigned char seed[32], struct err *err)
{
    char *data = NULL;
    size_t len = 0;
    struct err absent = {0};
    if (!file_read(path, SEED_BYTES, &data, &len, &absent)) {
        if (absent.kind != ERR_MISSING) {
            *err = absent;
            return false;
        }
        if (!make(path, err) || !file_read(path, SEED_BYTES, &data, &len, err)) {
            return false;
        }
    }
    bool whole = len == SEED_BYTES;
    if (whole) {
        memcpy(seed, data, SEED_BYTES);
    }
    explicit_bzero(data, len);
    free(data);
    return whole || err_set(err, ERR_FORMAT, "%s: not a hub's key", path);
}
