#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"

static bool
io_error(struct err *err, const char *path)
{
    enum err_kind kind = errno == ENOENT ? ERR_MISSING : errno == ENOSPC ? ERR_SPACE : ERR_IO;
    char reason[128];
    // The GNU form: may return a static string, never writes past the buffer.
    return err_set(err, kind, "%s: %s", path, strerror_r(errno, reason, sizeof reason));
}

static bool
read_all(int fd, char *data, size_t size, size_t *got)
{
    *got = 0;
    while (*got < size) {
        ssize_t n = read(fd, data + *got, size - *got);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return false;
        }
        if (n == 0) {
            return true;
        }
        *got += (size_t)n;
    }
    return true;
}

bool
file_read(const char *path, size_t limit, char **data, size_t *len, struct err *err)
{
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        return io_error(err, path);
    }
    if (!S_ISREG(st.st_mode)) {
        return err_set(err, ERR_IO, "%s: not a regular file", path);
    }
    if ((unsigned long long)st.st_size > limit) {
        return err_set(
            err, ERR_LIMIT, "%s: %lld bytes, the limit is %zu", path, (long long)st.st_size, limit);
    }
    AUTO_FREE char *bytes = malloc((size_t)st.st_size + 1);
    ASSERT(bytes);
    if (!read_all(fd, bytes, (size_t)st.st_size, len)) {
        return io_error(err, path);
    }
    bytes[*len] = '\0';
    *data = bytes;
    bytes = NULL;
    return true;
}

static bool
write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, data, len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        data += n;
        len -= (size_t)n;
    }
    return true;
}

static bool
sync_folder_of(const char *path)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    if (len >= sizeof folder) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(folder, path, len);
    folder[len] = '\0';
    const char *name = slash == path ? "/" : (slash ? folder : ".");
    AUTO_CLOSE int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0;
}

bool
file_replace(const char *path, const void *data, size_t len, struct err *err)
{
    char beside[PATH_MAX];
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside) {
        return err_set(err, ERR_LIMIT, "%s: path too long", path);
    }
    AUTO_CLOSE int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        return io_error(err, beside);
    }
    bool written = write_all(fd, data, len) && fsync(fd) == 0;
    if (!written || rename(beside, path) != 0) {
        io_error(err, beside);
        unlink(beside);
        return false;
    }
    return sync_folder_of(path) || io_error(err, path);
}
