#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/log.h"
#include "install/internal.h"

// The last document of the longer of two chains; version 0 when they do not verify. free() it.
static struct bundle_trust *
last_of(const struct bundle_anchor *image, const void *chain, size_t len, struct err *err)
{
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    ASSERT(trust);
    if (!bundle_chain_verify(image->chain, image->len, chain, len, trust, err)) {
        memset(trust, 0, sizeof *trust);
    }
    return trust;
}

int64_t
install_anchor_version(const struct bundle_anchor *anchor)
{
    struct err err = {0};
    AUTO_FREE struct bundle_trust *trust = last_of(anchor, anchor->chain, anchor->len, &err);
    return trust->version;
}

// A document is u32 text_len, u32 signatures_len, text, signatures (bundle/bundle.h).
struct bundle_anchor
install_first_document(const struct bundle_anchor *image)
{
    uint32_t lens[2] = {0, 0};
    struct bundle_anchor first = *image;
    if (image->len >= sizeof lens) {
        memcpy(lens, image->chain, sizeof lens);
        size_t len = sizeof lens + (size_t)le32toh(lens[0]) + le32toh(lens[1]);
        first.len = len < image->len ? len : image->len;
    }
    return first;
}

int
install_image_day(const struct install_dirs *dirs, const struct bundle_anchor *image)
{
    struct err err = {0};
    struct bundle *factory = NULL;
    enum bundle_reason reason = BUNDLE_FINE;
    const struct bundle_anchor first = install_first_document(image);
    AUTO_FREE struct bundle_trust *trust = last_of(image, image->chain, image->len, &err);
    int day = trust->version > 0 ? trust->issued : 0;
    if (day > 0 && bundle_open(dirs->factory, &first, &factory, &reason, &err)) {
        int issued = bundle_head_of(factory)->manifest.issued;
        day = issued > day ? issued : day;
    }
    bundle_close(factory);
    return day;
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
    AUTO_FREE struct bundle_trust *trust = last_of(image, chain, len, &err);
    if (trust->version == 0) {
        LOG_WARN("%s: %s; the image's trust is used", path, err.text);
    }
    // The longer chain's version; equal to the image's when a newer image brought what was learnt.
    if (trust->version <= install_anchor_version(image)) {
        return *image;
    }
    *bytes = chain;
    chain = NULL;
    return (struct bundle_anchor){
        .chain = *bytes, .len = len, .demonstration = image->demonstration};
}

static bool
is_taken_back(const struct install_dirs *dirs, const struct bundle_anchor *image,
    const struct bundle_hash *id)
{
    char *bytes = NULL;
    struct err err = {0};
    const struct bundle_anchor newest = install_anchor(dirs, image, &bytes);
    AUTO_FREE struct bundle_trust *trust = last_of(&newest, newest.chain, newest.len, &err);
    bool revoked = false;
    for (int i = 0; i < trust->revoked_count; i++) {
        revoked = revoked || install_equal_ids(&trust->revoked[i], id);
    }
    free(bytes);
    return revoked;
}

bool
install_open(const struct install_dirs *dirs, const struct bundle_anchor *image, const char *path,
    struct install_opened *opened, struct err *err)
{
    const struct bundle_anchor first = install_first_document(image);
    if (!bundle_open(path, &first, &opened->bundle, &opened->reason, err)) {
        return false;
    }
    if (is_taken_back(dirs, image, &bundle_head_of(opened->bundle)->id)) {
        bundle_close(opened->bundle);
        *opened = (struct install_opened){.reason = BUNDLE_REVOKED};
        return err_set(err, ERR_SIGNATURE, "%s: taken back by the roots", path);
    }
    return true;
}
