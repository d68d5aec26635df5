#include "chain.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"

struct chain *
chain_new(void)
{
    struct chain *chain = calloc(1, sizeof *chain);
    ASSERT(chain);
    chain->before = calloc(1, sizeof *chain->before);
    chain->last = calloc(1, sizeof *chain->last);
    ASSERT(chain->before && chain->last);
    return chain;
}

void
chain_finish(struct chain *chain)
{
    if (chain) {
        free(chain->bytes);
        free(chain->before);
        free(chain->last);
        free(chain);
    }
}

static uint32_t
number_at(const char *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return le32toh(value);
}

// Where the last document begins; counts them. False when the lengths do not add up.
static bool
find_last(const char *bytes, size_t len, size_t *last, int *count)
{
    size_t at = 0;
    *count = 0;
    while (len - at >= 8) {
        uint64_t size = (uint64_t)number_at(bytes + at) + number_at(bytes + at + 4) + 8;
        if (size > len - at) {
            return false;
        }
        *last = at;
        at += (size_t)size;
        (*count)++;
    }
    return at == len && *count > 0;
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

static bool
is_right(const struct chain *chain, const struct bundle_signature *signature)
{
    const struct bundle_key *key = find_root(chain->last, signature->key_id);
    if (!key) {
        key = find_root(chain->before, signature->key_id);
    }
    return key && bundle_signature_verify(signature, key, chain->text, chain->text_len);
}

static bool
read_signatures(struct chain *chain, const char *at, size_t len, struct err *err)
{
    char buffer[BUNDLE_SIGNATURE_MAX];
    size_t each = bundle_signature_write(&(struct bundle_signature){0}, buffer);
    if (len % each != 0 || len / each > CHAIN_SIGNATURES_MAX) {
        return err_set(err, ERR_FORMAT, "signatures of an odd length");
    }
    chain->signatures_count = (int)(len / each);
    for (int i = 0; i < chain->signatures_count; i++) {
        struct bundle_signature *signature = &chain->signatures[i];
        if (!bundle_signature_parse(at + (size_t)i * each, each, signature, err)) {
            return false;
        }
        if (!is_right(chain, signature)) {
            return err_set(err, ERR_SIGNATURE, "a signature is not by a root of the chain");
        }
    }
    return true;
}

static bool
read_last(struct chain *chain, const char *at, struct err *err)
{
    chain->text_len = number_at(at);
    if (chain->text_len >= sizeof chain->text) {
        return err_set(err, ERR_LIMIT, "a document is too long");
    }
    memcpy(chain->text, at + 8, chain->text_len);
    if (!bundle_trust_parse(chain->text, chain->text_len, chain->last, err)) {
        return false;
    }
    if (chain->len == 0) {
        *chain->before = *chain->last;
    } else if (!bundle_chain_verify(
                   chain->bytes, chain->len, chain->bytes, chain->len, chain->before, err)) {
        return false;
    }
    return read_signatures(chain, at + 8 + chain->text_len, number_at(at + 4), err);
}

bool
chain_read(struct chain *chain, const char *path, struct err *err)
{
    size_t len = 0;
    size_t last = 0;
    if (!file_read(path, BUNDLE_TRUST_MAX, &chain->bytes, &len, err)) {
        return false;
    }
    if (!find_last(chain->bytes, len, &last, &chain->count)) {
        return err_set(err, ERR_FORMAT, "%s: not a trust file", path);
    }
    chain->len = last;
    return read_last(chain, chain->bytes + last, err) || err_wrap(err, "%s", path);
}

static void
put_number(char *at, size_t value)
{
    uint32_t little = htole32((uint32_t)value);
    memcpy(at, &little, sizeof little);
}

bool
chain_bytes(const struct chain *chain, char **bytes, size_t *len, struct err *err)
{
    size_t room = chain->len + 8 + chain->text_len + CHAIN_SIGNATURES_MAX * BUNDLE_SIGNATURE_MAX;
    char *all = malloc(room);
    ASSERT(all);
    if (chain->len > 0) {
        memcpy(all, chain->bytes, chain->len);
    }
    char *document = all + chain->len;
    char *end = document + 8 + chain->text_len;
    memcpy(document + 8, chain->text, chain->text_len);
    for (int i = 0; i < chain->signatures_count; i++) {
        char text[BUNDLE_SIGNATURE_MAX];
        size_t text_len = bundle_signature_write(&chain->signatures[i], text);
        memcpy(end, text, text_len);
        end += text_len;
    }
    put_number(document, chain->text_len);
    put_number(document + 4, (size_t)(end - document) - 8 - chain->text_len);
    *len = (size_t)(end - all);
    if (*len > BUNDLE_TRUST_MAX || chain->count > BUNDLE_DOCUMENTS_MAX) {
        free(all);
        return err_set(err, ERR_LIMIT, "the trust chain is full");
    }
    *bytes = all;
    return true;
}

bool
chain_write(const struct chain *chain, const char *path, struct err *err)
{
    char *bytes = NULL;
    size_t len = 0;
    if (!chain_bytes(chain, &bytes, &len, err)) {
        return false;
    }
    bool written = file_replace(path, bytes, len, err);
    free(bytes);
    return written;
}

struct chain_missing
chain_missing(const struct chain *chain)
{
    struct chain_missing missing = {chain->before->threshold, chain->last->threshold};
    for (int i = 0; i < chain->signatures_count; i++) {
        const unsigned char *id = chain->signatures[i].key_id;
        missing.of_before -= find_root(chain->before, id) != NULL;
        missing.of_last -= find_root(chain->last, id) != NULL;
    }
    missing.of_before = missing.of_before > 0 ? missing.of_before : 0;
    missing.of_last = missing.of_last > 0 ? missing.of_last : 0;
    return missing;
}

// The last document joins those before it.
static bool
close_last(struct chain *chain, struct err *err)
{
    char *bytes = NULL;
    size_t len = 0;
    if (!chain_bytes(chain, &bytes, &len, err)) {
        return false;
    }
    free(chain->bytes);
    chain->bytes = bytes;
    chain->len = len;
    chain->signatures_count = 0;
    *chain->before = *chain->last;
    return true;
}

bool
chain_append(struct chain *chain, const struct bundle_trust *trust, struct err *err)
{
    struct chain_missing missing = chain_missing(chain);
    bool draft = chain->count > 0 && chain->signatures_count == 0;
    if (chain->count > 0 && !draft) {
        if (missing.of_before > 0 || missing.of_last > 0) {
            return err_set(err, ERR_BUSY,
                "document %d still needs signatures; let the roots sign it first", chain->count);
        }
        if (!close_last(chain, err)) {
            return false;
        }
    }
    chain->count += draft ? 0 : 1;
    if (!bundle_trust_write(trust, chain->text, sizeof chain->text, &chain->text_len, err)) {
        return false;
    }
    // What would not be read again is not written either.
    if (!bundle_trust_parse(chain->text, chain->text_len, chain->last, err)) {
        return false;
    }
    if (chain->count == 1) {
        *chain->before = *chain->last;
    }
    return true;
}

static int
compare(const void *a, const void *b)
{
    const struct bundle_signature *one = a;
    const struct bundle_signature *other = b;
    return memcmp(one->key_id, other->key_id, sizeof one->key_id);
}

bool
chain_sign(struct chain *chain, const struct key *key, struct err *err)
{
    struct bundle_signature signature = key_sign(key, chain->text, chain->text_len);
    if (!is_right(chain, &signature)) {
        return err_set(
            err, ERR_SIGNATURE, "this key is none of the roots of document %d", chain->count);
    }
    for (int i = 0; i < chain->signatures_count; i++) {
        if (memcmp(chain->signatures[i].key_id, signature.key_id, sizeof signature.key_id) == 0) {
            return err_set(err, ERR_BUSY, "this key has signed it already");
        }
    }
    if (chain->signatures_count == CHAIN_SIGNATURES_MAX) {
        return err_set(err, ERR_LIMIT, "too many signatures");
    }
    chain->signatures[chain->signatures_count++] = signature;
    qsort(chain->signatures, (size_t)chain->signatures_count, sizeof signature, compare);
    return true;
}
