#include <stdlib.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "install/internal.h"

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
    AUTO_FREE struct bundle_trust *trust = calloc(1, sizeof *trust);
    ASSERT(trust);
    if (!bundle_chain_verify(image->chain, image->len, chain, len, trust, &err)) {
        LOG_WARN("%s: %s; the image's trust is used", path, err.text);
        return *image;
    }
    if (len <= image->len) { // a newer image brought what was learnt
        return *image;
    }
    *bytes = chain;
    chain = NULL;
    return (struct bundle_anchor){
        .chain = *bytes, .len = len, .demonstration = image->demonstration};
}
