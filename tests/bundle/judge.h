#pragma once
// All that stands between a file and the screen, but the database gate.

#include "bundle/bundle.h"
#include "bundle/make.h"

// Whether every chunk of the file is the manifest's.
static inline bool
judge_chunks(int fd, const struct bundle_head *head)
{
    unsigned char *chunk = malloc(BUNDLE_CHUNK_BYTES);
    bool fits = chunk != NULL;
    for (int i = 0; fits && i < head->manifest.chunks_count; i++) {
        int64_t at = (int64_t)i * BUNDLE_CHUNK_BYTES;
        ssize_t n = pread(fd, chunk, BUNDLE_CHUNK_BYTES, (off_t)(head->payload_offset + at));
        fits = n >= 0 && bundle_chunk_fits(&head->manifest, i, chunk, (size_t)n);
    }
    free(chunk);
    return fits;
}

// Head, chunks, admission; FINE is accepted.
static inline enum bundle_reason
judge(int fd, const struct bundle_anchor *anchor, const struct bundle_hub *hub)
{
    struct bundle_head *head = calloc(1, sizeof *head);
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_FINE;
    if (head && bundle_head_read(fd, anchor, head, &reason, &err)) {
        reason = judge_chunks(fd, head) ? bundle_admit(head, hub) : BUNDLE_UNSTEADY;
        bundle_head_free(head);
    }
    free(head);
    return reason;
}
