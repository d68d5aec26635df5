// What leaves by stick is copied beside RESULT.txt: the technician's pictures and texts, and the records that wait
// for the network, sealed if hub.conf has the collector's key. All of it stays here too, as nobody can tell
// whether a stick arrives; whoever counts records takes each once.

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
    const struct install_cargo *cargo;
    const struct bundle_key *seal; // of records; NULL: as they are
    bool (*one)(const struct carry *carry, const char *name, struct err *err);
};

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
carry_file(const struct carry *carry, const char *name, struct err *err)
{
    size_t most = carry->cargo->bytes_max;
    AUTO_FREE char *bytes = malloc(2 * most);
    ASSERT(bytes);
    char *there = bytes + most;
    ssize_t len = read_file(carry->from, name, bytes, most);
    return len < 0 ||
           (read_file(carry->to, name, there, most) == len &&
               memcmp(bytes, there, (size_t)len) == 0) ||
           write_file(carry->to, name, bytes, (size_t)len) || install_io_error(err, "hub/out");
}

struct papers { // of one record
    struct record_bytes open;
    struct record_bytes sealed;
    char there[RECORD_BYTES_MAX];
};

// A record never changes and its seal always does, so what is sealed to the same key is the same.
static bool
is_there(const struct carry *carry, const char *name, struct papers *papers)
{
    const struct record_bytes *out = carry->seal ? &papers->sealed : &papers->open;
    size_t known = carry->seal ? RECORD_SEALED_HEAD : out->len;
    return read_file(carry->to, name, papers->there, sizeof papers->there) == (ssize_t)out->len &&
           memcmp(papers->there, out->at, known) == 0;
}

// name: of a record that is leaving.
static bool
carry_record(const struct carry *carry, const char *name, struct err *err)
{
    char there[RECORD_FILE_MAX];
    AUTO_FREE struct papers *papers = malloc(sizeof *papers);
    ASSERT(papers);
    const struct record_bytes *out = carry->seal ? &papers->sealed : &papers->open;
    ssize_t len = read_file(carry->from, name, papers->open.at, sizeof papers->open.at);
    if (len < 0 || !record_file_rename(name, RECORD_SUFFIX, there)) {
        return true;
    }
    papers->open.len = (size_t)len;
    if (carry->seal &&
        !record_seal(carry->seal, papers->open.at, papers->open.len, &papers->sealed, err)) {
        return err_wrap(err, "%s", name);
    }
    return is_there(carry, there, papers) || write_file(carry->to, there, out->at, out->len) ||
           install_io_error(err, "hub/out: counts");
}

static bool
carry_all(struct carry *carry, struct err *err)
{
    const struct install_cargo *cargo = carry->cargo;
    DIR *dir = opendir(cargo->folder);
    if (!dir) {
        return errno == ENOENT || install_io_error(err, cargo->folder);
    }
    carry->from = dirfd(dir);
    ASSERT(carry->from >= 0);
    const struct dirent *entry = NULL;
    bool ok = true;
    int count = 0;
    while (ok && count < INSTALL_RECORDS_MAX &&
           (entry = readdir(dir)) != NULL) { // NOLINT(concurrency-mt-unsafe): one thread
        if (record_file_is(entry->d_name, cargo->suffix)) {
            ok = carry->one(carry, entry->d_name, err);
            count++;
        }
    }
    closedir(dir);
    return ok;
}

// hub/out of the stick; -1: see errno.
static int
open_out(const char *stick)
{
    AUTO_CLOSE int root = open(stick, FOLDER);
    AUTO_CLOSE int hub = root < 0 ? -1 : openat(root, "hub", FOLDER);
    return hub < 0 ? -1 : openat(hub, "out", FOLDER);
}

bool
install_carry(const struct install_cargo *cargo, const char *stick, struct err *err)
{
    AUTO_CLOSE int out = open_out(stick);
    if (out < 0) {
        return errno == ENOENT || install_io_error(err, "hub/out"); // not made for it
    }
    struct carry carry = {.to = out, .cargo = cargo, .one = carry_file};
    return carry_all(&carry, err);
}

bool
install_carry_counts(
    const char *records, const char *stick, const struct bundle_key *seal, struct err *err)
{
    const struct install_cargo cargo = {records, RECORD_LEAVING, RECORD_BYTES_MAX};
    AUTO_CLOSE int out = open_out(stick);
    if (out < 0) {
        return errno == ENOENT || install_io_error(err, "hub/out");
    }
    struct carry carry = {.to = out, .cargo = &cargo, .seal = seal, .one = carry_record};
    return record_begin_leaving(records, err) && carry_all(&carry, err);
}
