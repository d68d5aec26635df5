#include "bundle/bundle.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "bundle/internal.h"

struct document {
    const char *text;
    size_t len;
    const char *signatures;
    size_t signatures_len;
};

struct chain {
    struct document documents[BUNDLE_DOCUMENTS_MAX];
    int count;
};

static uint32_t
number_at(const char *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return le32toh(value);
}

static bool
split(const void *bytes, size_t len, struct chain *chain, struct err *err)
{
    const char *at = bytes;
    const char *end = at + len;
    chain->count = 0;
    if (len == 0 || len > BUNDLE_TRUST_MAX) {
        return err_set(err, ERR_FORMAT, "trust chain: %zu bytes", len);
    }
    while (at < end) {
        if (chain->count == BUNDLE_DOCUMENTS_MAX || end - at < 8) {
            return err_set(err, ERR_FORMAT, "trust chain: cut, or too many documents");
        }
        size_t text_len = number_at(at);
        size_t signatures_len = number_at(at + 4);
        at += 8;
        if (text_len > BUNDLE_DOCUMENT_MAX || signatures_len > BUNDLE_TRUST_MAX ||
            text_len + signatures_len > (size_t)(end - at)) {
            return err_set(err, ERR_FORMAT, "trust chain: cut, or a document too long");
        }
        chain->documents[chain->count++] =
            (struct document){at, text_len, at + text_len, signatures_len};
        at += text_len + signatures_len;
    }
    return true;
}

static const struct bundle_key *
find_root(const struct bundle_trust *trust, const unsigned char id[8])
{
    for (int i = 0; i < trust->roots_count; i++) {
        unsigned char own[8];
        bundle_key_id(&trust->roots[i], own);
        if (memcmp(own, id, sizeof own) == 0) {
            return &trust->roots[i];
        }
    }
    return NULL;
}

// Counts the signatures by roots of before and of after; every single one must verify.
static bool
check_signatures(const struct document *document, const struct bundle_trust *before,
    const struct bundle_trust *after, struct err *err)
{
    struct bundle_signature signature;
    unsigned char last[8] = {0};
    int of_before = 0;
    int of_after = 0;
    for (size_t at = 0; at < document->signatures_len; at += BUNDLE_SIGNATURE_BYTES) {
        size_t left = document->signatures_len - at;
        size_t len = left < BUNDLE_SIGNATURE_BYTES ? left : BUNDLE_SIGNATURE_BYTES;
        if (!bundle_signature_parse(document->signatures + at, len, &signature, err)) {
            return false;
        }
        if (at > 0 && memcmp(last, signature.key_id, sizeof last) >= 0) {
            return err_set(err, ERR_FORMAT, "signatures are not sorted by key");
        }
        memcpy(last, signature.key_id, sizeof last);
        const struct bundle_key *old = find_root(before, signature.key_id);
        const struct bundle_key *new = find_root(after, signature.key_id);
        const struct bundle_key *key = old ? old : new;
        if (!key || !bundle_signature_verify(&signature, key, document->text, document->len)) {
            return err_set(err, ERR_SIGNATURE, "a signature is not by a root key");
        }
        of_before += old != NULL;
        of_after += new != NULL;
    }
    if (of_before < before->threshold || of_after < after->threshold) {
        return err_set(err, ERR_SIGNATURE, "signed by %d of the old and %d of the new root keys",
            of_before, of_after);
    }
    return true;
}

static bool
follows(const struct bundle_trust *before, const struct bundle_trust *after, int version,
    struct err *err)
{
    if (after->version != version) {
        return err_set(err, ERR_FORMAT, "version %lld", (long long)after->version);
    }
    if (after->demonstration != before->demonstration || after->issued < before->issued) {
        return err_set(err, ERR_FORMAT, "another use, or an earlier day than the one before");
    }
    return true;
}

// *last becomes the last document.
static bool
check(const struct chain *chain, struct bundle_trust *last, struct err *err)
{
    AUTO_FREE struct bundle_trust *next = malloc(sizeof *next);
    ASSERT(next);
    for (int i = 0; i < chain->count; i++) {
        const struct document *document = &chain->documents[i];
        bool ok = bundle_trust_parse(document->text, document->len, next, err);
        const struct bundle_trust *before = i > 0 ? last : next; // the first signs itself
        if (!ok || !follows(before, next, i + 1, err) ||
            !check_signatures(document, before, next, err)) {
            return err_wrap(err, "trust document %d", i + 1);
        }
        *last = *next;
    }
    return true;
}

static bool
agree(const struct chain *one, const struct chain *other, struct err *err)
{
    int common = one->count < other->count ? one->count : other->count;
    for (int i = 0; i < common; i++) {
        const struct document *a = &one->documents[i];
        const struct document *b = &other->documents[i];
        if (a->len != b->len || memcmp(a->text, b->text, a->len) != 0) {
            return err_set(err, ERR_SIGNATURE, "another trust chain from document %d on", i + 1);
        }
    }
    return true;
}

bool
bundle_chain_verify(const void *anchor, size_t anchor_len, const void *chain, size_t chain_len,
    struct bundle_trust *trust, struct err *err)
{
    struct chain believed;
    struct chain shown;
    if (!split(anchor, anchor_len, &believed, err) || !split(chain, chain_len, &shown, err) ||
        !agree(&believed, &shown, err) || !check(&shown, trust, err)) {
        return false;
    }
    return shown.count >= believed.count || check(&believed, trust, err);
}

bool
bundle_chain_claims_demonstration(const void *chain, size_t len)
{
    struct chain documents;
    AUTO_FREE struct bundle_trust *trust = malloc(sizeof *trust);
    ASSERT(trust);
    if (!split(chain, len, &documents, NULL)) {
        return false;
    }
    const struct document *last = &documents.documents[documents.count - 1];
    return bundle_trust_parse(last->text, last->len, trust, NULL) && trust->demonstration;
}
