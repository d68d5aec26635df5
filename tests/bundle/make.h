#pragma once
// Makes keys, trust chains and bundles in memory, right ones and wrong ones. Keys come from a number,
// so that a test is the same each time it runs.

#include <endian.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bundle/bundle.h"

enum { MAKE_TODAY = 20785 }; // 2026-11-28

struct make_key {
    struct bundle_key public;
    unsigned char secret[64];
};

struct make {
    struct make_key roots[6]; // the first three are the chain's
    struct make_key publisher;
    struct make_key stranger;  // in no chain
    struct bundle_trust trust; // the last document, and the next one's draft
    unsigned char chain[BUNDLE_TRUST_MAX + 4096];
    size_t chain_len;
    struct bundle_manifest manifest;
    struct make_key signer; // of the manifest
    unsigned char *payload;
    size_t payload_len;
};

static inline struct make_key
make_key(int number)
{
    struct make_key key;
    unsigned char seed[32] = {(unsigned char)number, (unsigned char)(number >> 8), 'k'};
    if (crypto_sign_ed25519_seed_keypair(key.public.bytes, key.secret, seed) != 0) {
        abort();
    }
    return key;
}

static inline struct bundle_signature
make_signature(const struct make_key *key, const void *text, size_t len)
{
    struct bundle_signature signature;
    unsigned char digest[64];
    unsigned char comment[64 + sizeof BUNDLE_COMMENT - 1];
    bundle_key_id(&key->public, signature.key_id);
    crypto_generichash(digest, sizeof digest, text, len, NULL, 0);
    crypto_sign_ed25519_detached(signature.of_text, NULL, digest, sizeof digest, key->secret);
    memcpy(comment, signature.of_text, 64);
    memcpy(comment + 64, BUNDLE_COMMENT, sizeof BUNDLE_COMMENT - 1);
    crypto_sign_ed25519_detached(signature.of_comment, NULL, comment, sizeof comment, key->secret);
    return signature;
}

static inline int
make_compare_keys(const void *a, const void *b)
{
    return memcmp(a, b, 32); // the key, or it begins the struct
}

// Sorted as a document wants them.
static inline void
make_sort(struct bundle_trust *trust)
{
    qsort(trust->roots, (size_t)trust->roots_count, sizeof *trust->roots, make_compare_keys);
    qsort(trust->publishers, (size_t)trust->publishers_count, sizeof *trust->publishers,
        make_compare_keys);
    qsort(trust->revoked, (size_t)trust->revoked_count, sizeof *trust->revoked, make_compare_keys);
}

static inline void
make_publisher(struct bundle_trust *trust, const struct make_key *key, const char *network)
{
    struct bundle_publisher *publisher = &trust->publishers[trust->publishers_count++];
    *publisher = (struct bundle_publisher){
        .key = key->public, .networks_count = 1, .not_after = MAKE_TODAY + 730, .max_epoch = 1};
    snprintf(publisher->networks[0], sizeof publisher->networks[0], "%s", network);
}

static inline void
make_u32(unsigned char *at, size_t value)
{
    uint32_t little = htole32((uint32_t)value);
    memcpy(at, &little, sizeof little);
}

static inline int
make_compare_signatures(const void *a, const void *b)
{
    return memcmp(((const struct bundle_signature *)a)->key_id,
        ((const struct bundle_signature *)b)->key_id, 8);
}

// Appends make->trust as the next document, signed by roots[i] for every set bit of signers.
static inline void
make_document(struct make *make, unsigned signers)
{
    struct bundle_signature list[6];
    char signature_text[BUNDLE_SIGNATURE_MAX];
    unsigned char *at = make->chain + make->chain_len;
    size_t text_len = 0;
    size_t signatures_len = 0;
    size_t count = 0;
    make_sort(&make->trust);
    if (!bundle_trust_write(&make->trust, (char *)at + 8, BUNDLE_DOCUMENT_MAX, &text_len, NULL)) {
        abort();
    }
    for (int i = 0; i < 6; i++) {
        if (signers >> i & 1) {
            list[count++] = make_signature(&make->roots[i], at + 8, text_len);
        }
    }
    qsort(list, count, sizeof *list, make_compare_signatures);
    for (size_t i = 0; i < count; i++) {
        size_t len = bundle_signature_write(&list[i], signature_text);
        memcpy(at + 8 + text_len + signatures_len, signature_text, len);
        signatures_len += len;
    }
    make_u32(at, text_len);
    make_u32(at + 4, signatures_len);
    make->chain_len += 8 + text_len + signatures_len;
}

// Takes the payload over; free it with make_free().
static inline void
make_payload(struct make *make, unsigned char *payload, size_t len)
{
    size_t count = (len + BUNDLE_CHUNK_BYTES - 1) / BUNDLE_CHUNK_BYTES;
    free(make->payload);
    free(make->manifest.chunks);
    make->payload = payload;
    make->payload_len = len;
    make->manifest.chunks = calloc(count, sizeof *make->manifest.chunks);
    make->manifest.chunks_count = (int)count;
    make->manifest.payload_size = (int64_t)len;
    for (size_t i = 0; i < count; i++) {
        size_t at = i * BUNDLE_CHUNK_BYTES;
        size_t part = len - at < BUNDLE_CHUNK_BYTES ? len - at : BUNDLE_CHUNK_BYTES;
        make->manifest.chunks[i] = bundle_hash(payload + at, part);
    }
}

// Any bytes as a payload: chunk boundaries matter, a database does not.
static inline unsigned char *
make_bytes(size_t len)
{
    unsigned char *bytes = malloc(len);
    for (size_t i = 0; bytes && i < len; i++) {
        bytes[i] = (unsigned char)(i * 131 + i / 251);
    }
    return bytes;
}

// Three roots of which two sign, one publisher for the network gt, content for every hub of it.
static inline struct make *
make_begin(void)
{
    struct make *make = calloc(1, sizeof *make);
    if (!make || sodium_init() < 0) {
        abort();
    }
    for (int i = 0; i < 6; i++) {
        make->roots[i] = make_key(100 + i);
    }
    make->publisher = make_key(1);
    make->stranger = make_key(2);
    make->signer = make->publisher;
    make->trust.version = 1;
    make->trust.issued = MAKE_TODAY - 100;
    make->trust.threshold = 2;
    make->trust.roots_count = 3;
    for (int i = 0; i < 3; i++) {
        make->trust.roots[i] = make->roots[i].public;
    }
    make_publisher(&make->trust, &make->publisher, "gt");
    make_document(make, 3);
    make->manifest = (struct bundle_manifest){.network = "gt",
        .every_hub = true,
        .epoch = 1,
        .seq = 1,
        .issued = MAKE_TODAY,
        .stale_after_days = 180,
        .min_app = 1,
        .content_version = "2026-11-28",
        .languages_count = 1};
    make->manifest.languages = calloc(1, sizeof *make->manifest.languages);
    snprintf(make->manifest.languages[0], sizeof *make->manifest.languages, "es");
    make_payload(make, make_bytes(5000), 5000);
    return make;
}

static inline void
make_free(struct make *make)
{
    free(make->manifest.chunks);
    free(make->manifest.languages);
    free(make->manifest.hubs);
    free(make->payload);
    free(make);
}

// For these hubs only, sorted: "a,b".
static inline void
make_for_hubs(struct make *make, const char *const *names, int count)
{
    make->manifest.every_hub = false;
    make->manifest.hubs_count = count;
    free(make->manifest.hubs);
    make->manifest.hubs = calloc((size_t)count, sizeof *make->manifest.hubs);
    for (int i = 0; i < count; i++) {
        snprintf(make->manifest.hubs[i], sizeof make->manifest.hubs[i], "%s", names[i]);
    }
}

struct make_file {
    unsigned char *bytes;
    size_t len;
    size_t trust_at; // where the parts begin
    size_t manifest_at;
    size_t signature_at;
    size_t pad_at;
    size_t payload_at;
};

static inline struct make_file
make_file(const struct make *make)
{
    struct make_file file = {.trust_at = BUNDLE_HEADER_BYTES};
    char signature_text[BUNDLE_SIGNATURE_MAX];
    char *text = malloc(BUNDLE_MANIFEST_MAX);
    size_t text_len = 0;
    if (!text ||
        !bundle_manifest_write(&make->manifest, text, BUNDLE_MANIFEST_MAX, &text_len, NULL)) {
        abort();
    }
    struct bundle_signature signature = make_signature(&make->signer, text, text_len);
    size_t signature_len = bundle_signature_write(&signature, signature_text);
    file.manifest_at = file.trust_at + make->chain_len;
    file.signature_at = file.manifest_at + text_len;
    file.pad_at = file.signature_at + signature_len;
    file.payload_at = (file.pad_at + BUNDLE_ALIGN - 1) / BUNDLE_ALIGN * BUNDLE_ALIGN;
    file.len = file.payload_at + make->payload_len;
    file.bytes = calloc(1, file.len);
    if (!file.bytes) {
        abort();
    }
    uint64_t payload_size = htole64(make->payload_len);
    memcpy(file.bytes, "VENTHUB1", 8);
    make_u32(file.bytes + 8, make->chain_len);
    make_u32(file.bytes + 12, text_len);
    make_u32(file.bytes + 16, signature_len);
    make_u32(file.bytes + 20, file.payload_at);
    memcpy(file.bytes + 24, &payload_size, 8);
    memcpy(file.bytes + file.trust_at, make->chain, make->chain_len);
    memcpy(file.bytes + file.manifest_at, text, text_len);
    memcpy(file.bytes + file.signature_at, signature_text, signature_len);
    memcpy(file.bytes + file.payload_at, make->payload, make->payload_len);
    free(text);
    return file;
}

// A file without a name that holds these bytes; close() it.
static inline int
make_fd(const void *bytes, size_t len)
{
    int fd = memfd_create("bundle", MFD_CLOEXEC);
    if (fd < 0 || write(fd, bytes, len) != (ssize_t)len) {
        abort();
    }
    return fd;
}

static inline struct bundle_anchor
make_anchor(const struct make *make)
{
    return (struct bundle_anchor){make->chain, make->chain_len, make->trust.demonstration};
}
