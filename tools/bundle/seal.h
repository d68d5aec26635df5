#pragma once
// Writes a .hub file: the layout stands in bundle/bundle.h.

#include "bundle/bundle.h"
#include "key.h"

struct seal {
    const char *content; // path of the database
    const void *chain;
    size_t chain_len;
    const struct key *key;
};

// Sets payload_size and chunks of the manifest from the content; free(manifest->chunks).
bool seal_measure(const char *content, struct bundle_manifest *manifest, struct err *err) MUST_USE;
// The whole file to path, which is replaced if it is there, synced. ERR_BUSY: the content changed since
// it was measured. Equal input gives equal bytes.
bool seal_write(const struct seal *seal, const struct bundle_manifest *manifest, const char *path,
    struct err *err) MUST_USE;
