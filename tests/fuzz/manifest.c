// links: bundle
// Whatever is taken for a manifest is written again as the same bytes, and within its ranges.

#include <stdlib.h>
#include <string.h>

#include "bundle/bundle.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct bundle_manifest manifest;
    struct err err = {0};
    if (!bundle_manifest_parse((const char *)data, len, &manifest, &err)) {
        ASSERT(err.kind == ERR_FORMAT || err.kind == ERR_LIMIT);
        ASSERT(!manifest.chunks);
        return 0;
    }
    char *again = malloc(len + 1);
    size_t written = 0;
    ASSERT(again);
    ASSERT(bundle_manifest_write(&manifest, again, len + 1, &written, &err));
    ASSERT(written == len && memcmp(again, data, len) == 0);
    ASSERT(manifest.epoch >= 1 && manifest.seq >= 1 && manifest.min_app >= 1);
    ASSERT(manifest.chunks_count >= 1 && manifest.chunks_count <= BUNDLE_CHUNKS_MAX);
    ASSERT(manifest.every_hub ? manifest.hubs_count == 0 : manifest.hubs_count >= 1);
    ASSERT(manifest.hubs_count <= BUNDLE_HUBS_MAX);
    ASSERT(manifest.payload_size > (manifest.chunks_count - 1) * (int64_t)BUNDLE_CHUNK_BYTES);
    ASSERT(manifest.payload_size <= manifest.chunks_count * (int64_t)BUNDLE_CHUNK_BYTES);
    bundle_manifest_free(&manifest);
    free(again);
    return 0;
}
