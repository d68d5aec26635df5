// What leaves by stick: records that wait for the network are copied beside RESULT.txt, and the technician's
// pictures and texts. They stay here too, as nobody can tell whether a stick arrives; whoever counts records
// takes each once.

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "install/internal.h"

enum { FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC };

// At most so many bytes of a file of ours, or -1: a record went to the collector meanwhile, or it is none.
static ssize_t
read_file(int folder, const char *name, char *bytes, size_t most)
{
    AUTO_CLOSE int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > (off_t)most) {
        return -1;
    }
    ssize_t len = read(fd, bytes, most);
    return len == st.st_size ? len : -1;
}

// Written beside and renamed: a stick pulled meanwhile holds whole files only.
static bool
write_file(int folder, const char *name, const char *bytes, size_t len)
{
    AUTO_CLOSE int fd = openat(folder, "COPY.new",
        O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    struct stat st;
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
              write(fd, bytes, len) == (ssize_t)len && fsync(fd) == 0 &&
              renameat(folder, "COPY.new", folder, name) == 0;
    if (!ok) {
        int why = errno;
        unlinkat(folder, "COPY.new", 0);
        errno = why;
    }
    return ok;
}

static bool
carry_one(int from, int to, const char *name, size_t most)
{
    AUTO_FREE char *bytes = malloc(2 * most);
    ASSERT(bytes);
    char *there = bytes + most;
    ssize_t len = read_file(from, name, bytes, most);
    if (len < 0 ||
        (read_file(to, name, there, most) == len && memcmp(bytes, there, (size_t)len) == 0)) {
        return true;
    }
    return write_file(to, name, bytes, (size_t)len);
}

static bool
has_suffix(const char *name, const char *suffix)
{
    size_t len = strlen(name);
    size_t end = strlen(suffix);
    return name[0] != '.' && len > end && strcmp(name + len - end, suffix) == 0;
}

bool
install_carry(const struct install_cargo *cargo, const char *stick, struct err *err)
{
    AUTO_CLOSE int root = open(stick, FOLDER);
    AUTO_CLOSE int hub = root < 0 ? -1 : openat(root, "hub", FOLDER);
    AUTO_CLOSE int out = hub < 0 ? -1 : openat(hub, "out", FOLDER);
    if (out < 0) {
        return errno == ENOENT || install_io_error(err, "hub/out"); // not made for it
    }
    DIR *dir = opendir(cargo->folder);
    if (!dir) {
        return errno == ENOENT || install_io_error(err, cargo->folder);
    }
    int from = dirfd(dir);
    ASSERT(from >= 0);
    const struct dirent *entry = NULL;
    bool ok = true;
    int count = 0;
    while (ok && count < INSTALL_RECORDS_MAX &&
           (entry = readdir(dir)) != NULL) { // NOLINT(concurrency-mt-unsafe): one thread
        if (has_suffix(entry->d_name, cargo->suffix)) {
            ok = carry_one(from, out, entry->d_name, cargo->bytes_max) ||
                 install_io_error(err, "hub/out");
            count++;
        }
    }
    closedir(dir);
    return ok;
}
