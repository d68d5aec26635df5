// Counts leave by stick: the records that wait for the network are copied beside RESULT.txt, sealed if hub.conf
// has the collector's key. They stay here too, as nobody can tell whether a stick arrives; whoever counts them
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
#include "record/record.h"

enum { FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC };

struct carry {
    int from; // folders
    int to;
    const struct bundle_key *seal; // NULL: as they are
    struct record_bytes record;
    struct record_bytes sealed;
    char there[RECORD_BYTES_MAX];
};

// At most RECORD_BYTES_MAX bytes of a record of ours, or -1: it went to the collector meanwhile, or is none.
static ssize_t
read_record(int folder, const char *name, char *bytes)
{
    AUTO_CLOSE int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size > RECORD_BYTES_MAX) {
        return -1;
    }
    ssize_t len = read(fd, bytes, RECORD_BYTES_MAX);
    return len == st.st_size ? len : -1;
}

// Written beside and renamed: a stick pulled meanwhile holds whole records only.
static bool
write_record(int folder, const char *name, const struct record_bytes *record)
{
    AUTO_CLOSE int fd = openat(folder, "RECORD.new",
        O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644);
    struct stat st;
    bool ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
              write(fd, record->at, record->len) == (ssize_t)record->len && fsync(fd) == 0 &&
              renameat(folder, "RECORD.new", folder, name) == 0;
    if (!ok) {
        int why = errno;
        unlinkat(folder, "RECORD.new", 0);
        errno = why;
    }
    return ok;
}

// A record never changes and its seal always does, so what is sealed to the same key is the same.
static bool
is_there(struct carry *carry, const char *name, const struct record_bytes *out)
{
    size_t known = carry->seal ? RECORD_SEALED_HEAD : out->len;
    return read_record(carry->to, name, carry->there) == (ssize_t)out->len &&
           memcmp(carry->there, out->at, known) == 0;
}

// name: of a record that is leaving.
static bool
carry_one(struct carry *carry, const char *name, struct err *err)
{
    char there[RECORD_FILE_MAX];
    const struct record_bytes *out = carry->seal ? &carry->sealed : &carry->record;
    ssize_t len = read_record(carry->from, name, carry->record.at);
    carry->record.len = len < 0 ? 0 : (size_t)len;
    if (len < 0 || !record_file_rename(name, RECORD_SUFFIX, there)) {
        return true;
    }
    if (carry->seal &&
        !record_seal(carry->seal, carry->record.at, carry->record.len, &carry->sealed, err)) {
        return err_wrap(err, "%s", name);
    }
    return is_there(carry, there, out) || write_record(carry->to, there, out) ||
           install_io_error(err, "hub/out: counts");
}

static bool
carry_all(struct carry *carry, DIR *records, struct err *err)
{
    const struct dirent *entry = NULL;
    bool ok = true;
    int count = 0;
    while (ok && count < INSTALL_RECORDS_MAX &&
           (entry = readdir(records)) != NULL) { // NOLINT(concurrency-mt-unsafe): one thread
        if (record_file_is(entry->d_name, RECORD_LEAVING)) {
            ok = carry_one(carry, entry->d_name, err);
            count++;
        }
    }
    return ok;
}

bool
install_carry(
    const char *records, const char *stick, const struct bundle_key *seal, struct err *err)
{
    AUTO_CLOSE int root = open(stick, FOLDER);
    AUTO_CLOSE int hub = root < 0 ? -1 : openat(root, "hub", FOLDER);
    AUTO_CLOSE int out = hub < 0 ? -1 : openat(hub, "out", FOLDER);
    if (out < 0) {
        return errno == ENOENT || install_io_error(err, "hub/out"); // not made for it
    }
    if (!record_begin_leaving(records, err)) {
        return false;
    }
    DIR *dir = opendir(records);
    if (!dir) {
        return errno == ENOENT || install_io_error(err, records);
    }
    AUTO_FREE struct carry *carry = malloc(sizeof *carry);
    ASSERT(carry);
    carry->from = dirfd(dir);
    carry->to = out;
    carry->seal = seal;
    bool ok = carry_all(carry, dir, err);
    closedir(dir);
    return ok;
}
