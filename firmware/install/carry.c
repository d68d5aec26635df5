// Counts leave by stick: the records that wait for the network are copied beside RESULT.txt. They stay here
// too, as nobody can tell whether a stick arrives; whoever counts them takes each once.

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

// At most INSTALL_RECORD_MAX bytes of a record of ours, or -1: it went to the collector meanwhile, or is none.
static ssize_t
read_record(int folder, const char *name, char *bytes)
{
    AUTO_CLOSE int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > INSTALL_RECORD_MAX) {
        return -1;
    }
    ssize_t len = read(fd, bytes, INSTALL_RECORD_MAX);
    return len == st.st_size ? len : -1;
}

// Written beside and renamed: a stick pulled meanwhile holds whole records only.
static bool
write_record(int folder, const char *name, const char *bytes, size_t len)
{
    AUTO_CLOSE int fd = openat(folder, "RECORD.new",
        O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    struct stat st;
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
              write(fd, bytes, len) == (ssize_t)len && fsync(fd) == 0 &&
              renameat(folder, "RECORD.new", folder, name) == 0;
    if (!ok) {
        int why = errno;
        unlinkat(folder, "RECORD.new", 0);
        errno = why;
    }
    return ok;
}

static bool
carry_one(int from, int to, const char *name)
{
    AUTO_FREE char *bytes = malloc((size_t)2 * INSTALL_RECORD_MAX);
    ASSERT(bytes);
    char *there = bytes + INSTALL_RECORD_MAX;
    ssize_t len = read_record(from, name, bytes);
    if (len < 0 ||
        (read_record(to, name, there) == len && memcmp(bytes, there, (size_t)len) == 0)) {
        return true;
    }
    return write_record(to, name, bytes, (size_t)len);
}

static bool
is_record(const char *name)
{
    static const char suffix[] = ".counts";
    size_t len = strlen(name);
    return name[0] != '.' && len > sizeof suffix - 1 &&
           strcmp(name + len - (sizeof suffix - 1), suffix) == 0;
}

bool
install_carry(const char *records, const char *stick, struct err *err)
{
    AUTO_CLOSE int root = open(stick, FOLDER);
    AUTO_CLOSE int hub = root < 0 ? -1 : openat(root, "hub", FOLDER);
    AUTO_CLOSE int out = hub < 0 ? -1 : openat(hub, "out", FOLDER);
    if (out < 0) {
        return errno == ENOENT || install_io_error(err, "hub/out"); // not made for it
    }
    DIR *dir = opendir(records);
    if (!dir) {
        return errno == ENOENT || install_io_error(err, records);
    }
    int from = dirfd(dir);
    ASSERT(from >= 0);
    const struct dirent *entry = NULL;
    bool ok = true;
    int count = 0;
    while (ok && count < INSTALL_RECORDS_MAX &&
           (entry = readdir(dir)) != NULL) { // NOLINT(concurrency-mt-unsafe): one thread
        if (is_record(entry->d_name)) {
            ok = carry_one(from, out, entry->d_name) || install_io_error(err, "hub/out: counts");
            count++;
        }
    }
    closedir(dir);
    return ok;
}
