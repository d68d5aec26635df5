#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/log.h"
#include "install/internal.h"

enum {
    AHEAD_BYTES = 4 * BUNDLE_CHUNK_BYTES,   // asked of the stick while a chunk is hashed
    BEHIND_BYTES = 16 * BUNDLE_CHUNK_BYTES, // on the way to the card, not more
    FIRST_RATE_MS = 2000,                   // before that nobody promises minutes
};

struct copy {
    struct install_run *run;
    const struct bundle_head *head;
    int stick;
    int part;
    unsigned char *chunk;
    int64_t since_ms; // of the rate below
    int64_t since_bytes;
    double bytes_per_ms; // smoothed; 0 = not known
};

static size_t
chunk_len(const struct bundle_head *head, int index)
{
    int64_t left = head->manifest.payload_size - (int64_t)index * BUNDLE_CHUNK_BYTES;
    return left < BUNDLE_CHUNK_BYTES ? (size_t)left : BUNDLE_CHUNK_BYTES;
}

static off_t
chunk_at(const struct bundle_head *head, int index)
{
    return (off_t)(head->payload_offset + (int64_t)index * BUNDLE_CHUNK_BYTES);
}

// Bytes read; fewer than len at the file's end; -1 and errno.
static ssize_t
read_at(int fd, unsigned char *into, size_t len, off_t offset)
{
    size_t got = 0;
    while (got < len) {
        ssize_t n = pread(fd, into + got, len - got, offset + (off_t)got);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return -1;
        }
        if (n == 0) {
            break;
        }
        got += (size_t)n;
    }
    return (ssize_t)got;
}

static bool
write_at(int fd, const unsigned char *data, size_t len, off_t offset)
{
    while (len > 0) {
        ssize_t n = pwrite(fd, data, len, offset);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            errno = n == 0 ? ENOSPC : errno;
            return false;
        }
        data += n;
        offset += n;
        len -= (size_t)n;
    }
    return true;
}

static bool
is_on_card(const struct copy *copy, int fd, int index)
{
    size_t len = chunk_len(copy->head, index);
    ssize_t got = read_at(fd, copy->chunk, len, chunk_at(copy->head, index));
    return got == (ssize_t)len && bundle_chunk_fits(&copy->head->manifest, index, copy->chunk, len);
}

// Progress --------------------------------------------------------------------------------------------

static void
estimate(struct copy *copy)
{
    struct install_status *status = copy->run->status;
    int64_t ms = clock_ms(&copy->run->clock) - copy->since_ms;
    if (ms < FIRST_RATE_MS) {
        return;
    }
    double rate = (double)(status->bytes - copy->since_bytes) / (double)ms;
    copy->bytes_per_ms = copy->bytes_per_ms > 0 ? (3 * copy->bytes_per_ms + rate) / 4 : rate;
    copy->since_ms += ms;
    copy->since_bytes = status->bytes;
    double left = (double)(status->bytes_total - status->bytes);
    double seconds = copy->bytes_per_ms > 0 ? left / copy->bytes_per_ms / 1000 : -1;
    status->seconds_left = seconds > 24 * 60 * 60 ? -1 : (int)seconds;
}

static void
advance(struct copy *copy, int index)
{
    copy->run->status->bytes += (int64_t)chunk_len(copy->head, index);
    estimate(copy);
    install_tell_sometimes(copy->run);
}

// Chunks ----------------------------------------------------------------------------------------------

// Read once: what is hashed here is what is written, so a stick that answers otherwise a second time
// has nobody to lie to.
static bool
read_chunk(struct copy *copy, int index)
{
    struct install_run *run = copy->run;
    size_t len = chunk_len(copy->head, index);
    off_t at = chunk_at(copy->head, index);
    install_pulse(run->hub->pulse, INSTALL_STICK);
    posix_fadvise(copy->stick, at + (off_t)len, AHEAD_BYTES, POSIX_FADV_WILLNEED);
    ssize_t got = read_at(copy->stick, copy->chunk, len, at);
    int error = errno;
    install_pulse(run->hub->pulse, INSTALL_CARD);
    if (got < 0) {
        return install_refuse(run, install_stick_fault(run, error));
    }
    if (got < (ssize_t)len) {
        return install_refuse(run, BUNDLE_UNREADABLE);
    }
    return bundle_chunk_fits(&copy->head->manifest, index, copy->chunk, len) ||
           install_refuse(run, BUNDLE_UNSTEADY);
}

// The card writes while the next chunk is read, and never has much left for the sync at the end, so that
// the minutes on the screen are true.
static void
push_to_card(const struct copy *copy, int index)
{
    off_t at = chunk_at(copy->head, index);
    sync_file_range(copy->part, at, BUNDLE_CHUNK_BYTES, SYNC_FILE_RANGE_WRITE);
    if (at >= BEHIND_BYTES) {
        sync_file_range(copy->part, at - BEHIND_BYTES, BUNDLE_CHUNK_BYTES,
            SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE | SYNC_FILE_RANGE_WAIT_AFTER);
    }
    posix_fadvise(copy->stick, at, BUNDLE_CHUNK_BYTES, POSIX_FADV_DONTNEED);
}

static bool
copy_chunk(struct copy *copy, int index)
{
    if (!read_chunk(copy, index)) {
        return false;
    }
    if (!write_at(
            copy->part, copy->chunk, chunk_len(copy->head, index), chunk_at(copy->head, index))) {
        return install_refuse(copy->run, install_card_fault(errno));
    }
    push_to_card(copy, index);
    return true;
}

// What an earlier, broken-off copy left is taken over as far as it is right.
static bool
copy_chunks(struct copy *copy)
{
    off_t end = lseek(copy->part, 0, SEEK_END);
    for (int i = 0; i < copy->head->manifest.chunks_count; i++) {
        bool here = chunk_at(copy->head, i) < end && is_on_card(copy, copy->part, i);
        if (!here && !copy_chunk(copy, i)) {
            return false;
        }
        advance(copy, i);
    }
    return true;
}

static bool
copy_all(struct copy *copy)
{
    const struct bundle_head *head = copy->head;
    off_t size = (off_t)(head->payload_offset + head->manifest.payload_size);
    if (!copy_chunks(copy)) {
        return false;
    }
    if (!write_at(copy->part, head->bytes, (size_t)head->payload_offset, 0) ||
        ftruncate(copy->part, size) != 0 || fsync(copy->part) != 0) {
        return install_refuse(copy->run, install_card_fault(errno));
    }
    return true;
}

bool
install_copy(struct install_run *run, const struct install_found *found)
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    AUTO_FREE unsigned char *chunk = malloc(BUNDLE_CHUNK_BYTES);
    ASSERT(chunk);
    if (!install_part_path(run->dirs, &found->head.id, path, &err)) {
        LOG_ERROR("%s", err.text);
        return install_refuse(run, BUNDLE_CARD);
    }
    AUTO_CLOSE int part = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (part < 0) {
        return install_refuse(run, install_card_fault(errno));
    }
    struct copy copy = {.run = run,
        .head = &found->head,
        .stick = found->fd,
        .part = part,
        .chunk = chunk,
        .since_ms = clock_ms(&run->clock)};
    run->status->bytes_total = found->head.manifest.payload_size;
    install_tell(run, INSTALL_COPYING);
    posix_fadvise(found->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    bool copied = copy_all(&copy);
    if (!copied && run->status->reason == BUNDLE_NO_SPACE) {
        unlink(path); // the counts need that room more than a copy nobody can finish
    }
    return copied;
}

bool
install_is_whole(struct install_run *run, const struct bundle_head *head, const char *path)
{
    AUTO_FREE unsigned char *chunk = malloc(BUNDLE_CHUNK_BYTES);
    ASSERT(chunk);
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    enum bundle_reason reason = BUNDLE_FINE;
    struct err err = {0};
    AUTO_FREE struct bundle_head *here = calloc(1, sizeof *here);
    ASSERT(here);
    const struct bundle_anchor first = install_first_document(&run->hub->anchor);
    if (fd < 0 || !bundle_head_read(fd, &first, here, &reason, &err)) {
        return false;
    }
    struct copy copy = {.run = run, .head = here, .stick = -1, .part = -1, .chunk = chunk};
    bool whole = install_equal_ids(&here->id, &head->id);
    install_tell(run, INSTALL_CHECKING);
    for (int i = 0; whole && i < here->manifest.chunks_count; i++) {
        whole = is_on_card(&copy, fd, i);
    }
    bundle_head_free(here);
    return whole;
}
