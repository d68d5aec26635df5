#include "bundle/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/auto.h"
#include "bundle/internal.h"

struct bundle {
    int fd;
    struct bundle_head head;
    bool unsteady; // a chunk did not fit
    unsigned char verified[(BUNDLE_CHUNKS_MAX + 7) / 8];
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

// The chunk's part [from, from + len); the whole chunk is read and judged at the first touch, and what
// is handed over then are the very bytes that were judged.
static bool
read_part(struct bundle *bundle, int index, size_t from, unsigned char *into, size_t len)
{
    const struct bundle_manifest *manifest = &bundle->head.manifest;
    int64_t start = (int64_t)index * BUNDLE_CHUNK_BYTES;
    unsigned char bit = (unsigned char)(1u << (index % 8));
    if (bundle->verified[index / 8] & bit) {
        return read_at(bundle, start + (int64_t)from, into, len);
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
        len -= part;
    }
    return true;
}
