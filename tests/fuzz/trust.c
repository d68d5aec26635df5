// links: bundle
// As one document: what is taken is written again as the same bytes. As a chain: none but the one our
// roots signed is believed.

#include <stdlib.h>
#include <string.h>

#include "bundle/bundle.h"
#include "fuzz.h"
#include "tests/bundle/make.h"

// Two documents, the second with other roots and everything a document may say.
static void
make_two(struct make *make)
{
    struct bundle_trust *trust = &make->trust;
    for (int i = 0; i < 3; i++) {
        trust->roots[i] = make->roots[i + 2].public;
    }
    trust->version = 2;
    make_publisher(trust, &make->stranger, "hn");
    trust->releases_count = 1;
    trust->releases[0] = make_key(3).public;
    trust->collectors_count = 1;
    trust->collectors[0] = make_key(4).public;
    trust->epochs_count = 1;
    trust->epochs[0] = (struct bundle_epoch){.network = "gt", .lowest = 2};
    trust->revoked_count = 1;
    trust->revoked[0] = bundle_hash("", 0);
    make_document(make, 1 | 2 | 4 | 8);
}

static void
try_document(const uint8_t *data, size_t len, struct bundle_trust *trust)
{
    if (!bundle_trust_parse((const char *)data, len, trust, NULL)) {
        return;
    }
    char *again = malloc(len + 1);
    size_t written = 0;
    ASSERT(again);
    ASSERT(bundle_trust_write(trust, again, len + 1, &written, NULL));
    ASSERT(written == len && memcmp(again, data, len) == 0);
    ASSERT(trust->threshold >= 1 && trust->threshold <= trust->roots_count);
    free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct make *make; // made once: every input is held against it
    static size_t first;
    static struct bundle_trust trust;
    if (!make) {
        make = make_begin();
        first = make->chain_len;
        make_two(make);
        ASSERT(bundle_chain_verify(make->chain, first, make->chain, make->chain_len, &trust, NULL));
    }
    try_document(data, len, &trust);
    if (bundle_chain_verify(make->chain, first, data, len, &trust, NULL)) {
        ASSERT(len == first || len == make->chain_len);
        ASSERT(memcmp(data, make->chain, len) == 0);
    }
    return 0;
}
