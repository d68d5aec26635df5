#include "bundle/bundle.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "bundle/internal.h"

// A minisign file of four lines. The comments are part of the format, so that every byte is checked.
#define UNTRUSTED "untrusted comment: signature made by hub-bundle\n"
#define TRUSTED   "\ntrusted comment: " BUNDLE_COMMENT "\n"

enum {
    BASE64 = sodium_base64_VARIANT_ORIGINAL,
    FIRST_BYTES = 2 + 8 + 64, // "ED", key id, signature
    FIRST_TEXT = 100,         // of them in base 64
    SECOND_TEXT = 88,         // of 64 bytes
    FIRST_AT = sizeof UNTRUSTED - 1,
    SECOND_AT = FIRST_AT + FIRST_TEXT + sizeof TRUSTED - 1,
    ALL_BYTES = SECOND_AT + SECOND_TEXT + 1,
};
_Static_assert((int)ALL_BYTES == (int)BUNDLE_SIGNATURE_BYTES, "of a signature file");
_Static_assert((int)ALL_BYTES < (int)BUNDLE_SIGNATURE_MAX, "with its NUL");

void
bundle_key_id(const struct bundle_key *key, unsigned char id[8])
{
    struct bundle_hash hash = bundle_hash(key->bytes, sizeof key->bytes);
    memcpy(id, hash.bytes, 8);
}

size_t
bundle_signature_write(const struct bundle_signature *signature, char buffer[BUNDLE_SIGNATURE_MAX])
{
    unsigned char first[FIRST_BYTES] = "ED";
    char first_text[FIRST_TEXT + 1];
    char second_text[SECOND_TEXT + 1];
    memcpy(first + 2, signature->key_id, 8);
    memcpy(first + 10, signature->of_text, 64);
    sodium_bin2base64(first_text, sizeof first_text, first, sizeof first, BASE64);
    sodium_bin2base64(second_text, sizeof second_text, signature->of_comment, 64, BASE64);
    int n = snprintf(
        buffer, BUNDLE_SIGNATURE_MAX, UNTRUSTED "%s" TRUSTED "%s\n", first_text, second_text);
    ASSERT(n == ALL_BYTES);
    return (size_t)n;
}

static bool
decode(const char *text, size_t text_len, unsigned char *bytes, size_t len)
{
    size_t got = 0;
    return sodium_base642bin(bytes, len, text, text_len, NULL, &got, NULL, BASE64) == 0 &&
           got == len;
}

bool
bundle_signature_parse(
    const char *text, size_t len, struct bundle_signature *signature, struct err *err)
{
    unsigned char first[FIRST_BYTES];
    char again[BUNDLE_SIGNATURE_MAX];
    if (len != ALL_BYTES || !decode(text + FIRST_AT, FIRST_TEXT, first, sizeof first) ||
        !decode(text + SECOND_AT, SECOND_TEXT, signature->of_comment, 64)) {
        return err_set(err, ERR_FORMAT, "not a signature as hub-bundle writes it");
    }
    memcpy(signature->key_id, first + 2, 8);
    memcpy(signature->of_text, first + 10, 64);
    if (bundle_signature_write(signature, again) != len || memcmp(again, text, len) != 0) {
        return err_set(err, ERR_FORMAT, "not a signature as hub-bundle writes it");
    }
    return true;
}

// Ed25519 of libsodium refuses what is malleable: large S, points of small order, odd encodings.
bool
bundle_signature_verify(const struct bundle_signature *signature, const struct bundle_key *key,
    const void *text, size_t len)
{
    unsigned char id[8];
    unsigned char digest[64];
    unsigned char comment[64 + sizeof BUNDLE_COMMENT - 1];
    bundle_key_id(key, id);
    crypto_generichash(digest, sizeof digest, text, len, NULL, 0);
    memcpy(comment, signature->of_text, 64);
    memcpy(comment + 64, BUNDLE_COMMENT, sizeof BUNDLE_COMMENT - 1);
    return memcmp(id, signature->key_id, 8) == 0 &&
           crypto_sign_ed25519_verify_detached(
               signature->of_text, digest, sizeof digest, key->bytes) == 0 &&
           crypto_sign_ed25519_verify_detached(
               signature->of_comment, comment, sizeof comment, key->bytes) == 0;
}

struct bundle_key
bundle_public(const unsigned char seed[32])
{
    struct bundle_key key;
    unsigned char secret[crypto_sign_ed25519_SECRETKEYBYTES];
    bundle_ready();
    crypto_sign_ed25519_seed_keypair(key.bytes, secret, seed);
    sodium_memzero(secret, sizeof secret);
    return key;
}

void
bundle_sign(const unsigned char seed[32], const void *text, size_t len, unsigned char out[64])
{
    unsigned char public[crypto_sign_ed25519_PUBLICKEYBYTES];
    unsigned char secret[crypto_sign_ed25519_SECRETKEYBYTES];
    bundle_ready();
    crypto_sign_ed25519_seed_keypair(public, secret, seed);
    crypto_sign_ed25519_detached(out, NULL, text, len, secret);
    sodium_memzero(secret, sizeof secret);
}

bool
bundle_signed(
    const struct bundle_key *key, const void *text, size_t len, const unsigned char signature[64])
{
    bundle_ready();
    return crypto_sign_ed25519_verify_detached(signature, text, len, key->bytes) == 0;
}
