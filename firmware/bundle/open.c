#include "bundle/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "bundle/internal.h"

// Reading ahead, while pages are asked for one after the other: a picture's pages, or all of a check.
enum { AHEAD_BYTES = 64 * 1024 };

struct bundle {
    int fd;
    struct bundle_head head;
    bool unsteady; // a chunk did not fit
    unsigned char verified[(BUNDLE_CHUNKS_MAX + 7) / 8];
    int64_t next;     // where the last read ended
    int64_t ahead_at; // offset in the payload
    size_t ahead_len; // 0 = nothing
    unsigned char ahead[AHEAD_BYTES];
};

bool
bundle_open(const char *path, const struct bundle_anchor *anchor, struct bundle **bundle,
    enum bundle_reason *reason, struct err *err)
{
    *bundle = NULL;
    struct bundle *opened = calloc(1, sizeof *opened);
    ASSERT(opened);
    opened->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (opened->fd < 0) {
        char text[128];
        *reason = BUNDLE_UNREADABLE;
        err_set(err, errno == ENOENT ? ERR_MISSING : ERR_IO, "%s: %s", path,
            strerror_r(errno, text, sizeof text));
        free(opened);
        return false;
    }
    if (!bundle_head_read(opened->fd, anchor, &opened->head, reason, err)) {
        bundle_close(opened);
        return err_wrap(err, "%s", path);
    }
    *bundle = opened;
    return true;
}

void
bundle_close(struct bundle *bundle)
{
    if (!bundle) {
        return;
    }
    bundle_head_free(&bundle->head);
    close(bundle->fd);
    free(bundle);
}

const struct bundle_head *
bundle_head_of(const struct bundle *bundle)
{
    return &bundle->head;
}

void
bundle_mark_verified(struct bundle *bundle)
{
    memset(bundle->verified, 0xff, sizeof bundle->verified);
}

static bool
read_at(const struct bundle *bundle, int64_t offset, unsigned char *into, size_t len)
{
    size_t got = 0;
    while (got < len) {
        ssize_t n = pread(bundle->fd, into + got, len - got,
            (off_t)(bundle->head.payload_offset + offset + (int64_t)got));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        got += (size_t)n;
    }
    return true;
}

static bool
is_ahead(const struct bundle *bundle, int64_t offset, size_t len)
{
    int64_t end = bundle->ahead_at + (int64_t)bundle->ahead_len;
    return offset >= bundle->ahead_at && offset + (int64_t)len <= end;
}

// To the end of the verified chunk at most. What cannot be read ahead may still be read in parts.
static void
look_ahead(struct bundle *bundle, int64_t offset)
{
    int64_t left = bundle->head.manifest.payload_size - offset;
    int64_t of_chunk = BUNDLE_CHUNK_BYTES - offset % BUNDLE_CHUNK_BYTES;
    left = left < of_chunk ? left : of_chunk;
    size_t len = left < AHEAD_BYTES ? (size_t)left : AHEAD_BYTES;
    bundle->ahead_at = offset;
    bundle->ahead_len = read_at(bundle, offset, bundle->ahead, len) ? len : 0;
}

static bool
read_verified(struct bundle *bundle, int64_t offset, unsigned char *into, size_t len)
{
    if (offset == bundle->next && len < AHEAD_BYTES && !is_ahead(bundle, offset, len)) {
        look_ahead(bundle, offset);
    }
    if (!is_ahead(bundle, offset, len)) {
        return read_at(bundle, offset, into, len);
    }
    memcpy(into, bundle->ahead + (offset - bundle->ahead_at), len);
    return true;
}

// The chunk's part [from, from + len); the whole chunk is read and judged at the first touch, and what
// is handed over then are the very bytes that were judged.
static bool
read_part(struct bundle *bundle, int index, size_t from, unsigned char *into, size_t len)
{
    const struct bundle_manifest *manifest = &bundle->head.manifest;
    int64_t start = (int64_t)index * BUNDLE_CHUNK_BYTES;
    unsigned char bit = (unsigned char)(1u << (index % 8));
    if (bundle->verified[index / 8] & bit) {
        return read_verified(bundle, start + (int64_t)from, into, len);
    }
    int64_t left = manifest->payload_size - start;
    size_t size = left < BUNDLE_CHUNK_BYTES ? (size_t)left : BUNDLE_CHUNK_BYTES;
    AUTO_FREE unsigned char *chunk = malloc(size);
    ASSERT(chunk);
    if (!read_at(bundle, start, chunk, size) || !bundle_chunk_fits(manifest, index, chunk, size)) {
        bundle->unsteady = true;
        return false;
    }
    bundle->verified[index / 8] |= bit;
    memcpy(into, chunk + from, len);
    return true;
}

bool
bundle_read(void *bundle, int64_t offset, void *into, size_t len)
{
    struct bundle *self = bundle;
    int64_t size = self->head.manifest.payload_size;
    if (self->unsteady || offset < 0 || offset > size || (int64_t)len > size - offset) {
        return false;
    }
    unsigned char *at = into;
    while (len > 0) {
        size_t from = (size_t)(offset % BUNDLE_CHUNK_BYTES);
        size_t part = BUNDLE_CHUNK_BYTES - from < len ? BUNDLE_CHUNK_BYTES - from : len;
        if (!read_part(self, (int)(offset / BUNDLE_CHUNK_BYTES), from, at, part)) {
            return false;
        }
        at += part;
        offset += (int64_t)part;
        self->next = offset;
        len -= part;
    }
    return true;
}
