#include <stdlib.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "install/internal.h"

// The version of a chain by what it begins with; 0 when it does not verify.
static int64_t
version_of(const struct bundle_anchor *image, const void *chain, size_t len, struct err *err)
{
    AUTO_FREE struct bundle_trust *trust = calloc(1, sizeof *trust);
    ASSERT(trust);
    bool ok = bundle_chain_verify(image->chain, image->len, chain, len, trust, err);
    return ok ? trust->version : 0;
}

int64_t
install_anchor_version(const struct bundle_anchor *anchor)
{
    struct err err = {0};
    return version_of(anchor, anchor->chain, anchor->len, &err);
}

struct bundle_anchor
install_anchor(const struct install_dirs *dirs, const struct bundle_anchor *image, char **bytes)
{
    char path[INSTALL_PATH_MAX];
    AUTO_FREE char *chain = NULL;
    size_t len = 0;
    struct err err = {0};
    *bytes = NULL;
    if (!install_join(dirs->state, "trust", path, &err) ||
        !file_read(path, BUNDLE_TRUST_MAX, &chain, &len, &err)) {
        if (err.kind != ERR_MISSING) {
            LOG_WARN("%s; the image's trust is used", err.text);
        }
        return *image;
    }
    int64_t version = version_of(image, chain, len, &err);
    if (version == 0) {
        LOG_WARN("%s: %s; the image's trust is used", path, err.text);
    }
    // The longer chain's version; equal to the image's when a newer image brought what was learnt.
    if (version <= install_anchor_version(image)) {
        return *image;
    }
    *bytes = chain;
    chain = NULL;
    return (struct bundle_anchor){
        .chain = *bytes, .len = len, .demonstration = image->demonstration};
}
