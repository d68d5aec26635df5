#include "bundle/bundle.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

static bool
is_same(const struct bundle_hash *a, const struct bundle_hash *b)
{
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

static bool
is_for(const struct bundle_manifest *manifest, const struct bundle_hub *hub)
{
    bool named = manifest->every_hub;
    for (int i = 0; i < manifest->hubs_count; i++) {
        named = named || strcmp(manifest->hubs[i], hub->name) == 0;
    }
    return named && strcmp(manifest->network, hub->network) == 0;
}

// The chain may have been lost with the card's state; what was accepted once binds all the same.
static bool
follows_trust(const struct bundle_trust *trust, const struct bundle_hub *hub)
{
    if (trust->version != hub->trust_version) {
        return trust->version > hub->trust_version;
    }
    AUTO_FREE char *text = malloc(BUNDLE_DOCUMENT_MAX + 1);
    ASSERT(text);
    size_t len = 0;
    if (!bundle_trust_write(trust, text, BUNDLE_DOCUMENT_MAX + 1, &len, NULL)) {
        return false;
    }
    struct bundle_hash id = bundle_hash(text, len);
    return is_same(&id, &hub->trust_id);
}

static bool
has_expired(const struct bundle_head *head, int today)
{
    for (int i = 0; i < head->trust.publishers_count; i++) {
        const struct bundle_publisher *publisher = &head->trust.publishers[i];
        if (memcmp(publisher->key.bytes, head->publisher.bytes, 32) == 0) {
            return today > publisher->not_after;
        }
    }
    return true;
}

static bool
is_older(const struct bundle_manifest *manifest, const struct bundle_hub *hub)
{
    return manifest->epoch != hub->epoch ? manifest->epoch < hub->epoch : manifest->seq <= hub->seq;
}

enum bundle_reason
bundle_admit(const struct bundle_head *head, const struct bundle_hub *hub)
{
    const struct bundle_manifest *manifest = &head->manifest;
    // It was judged when it was accepted; its key may have expired since.
    bool again =
        is_same(&head->id, &hub->id) && manifest->epoch == hub->epoch && manifest->seq == hub->seq;
    if (!is_for(manifest, hub)) {
        return BUNDLE_OTHER_HUB;
    }
    if (!follows_trust(&head->trust, hub)) {
        return BUNDLE_UNTRUSTED;
    }
    if (!again && has_expired(head, hub->today)) {
        return BUNDLE_KEY_EXPIRED;
    }
    if (!again && is_older(manifest, hub)) {
        return BUNDLE_OLDER;
    }
    if (manifest->min_app > BUNDLE_APP_LEVEL || !is_same(&manifest->schema_id, &hub->schema_id)) {
        return BUNDLE_OTHER_PROGRAM;
    }
    return BUNDLE_FINE;
}
