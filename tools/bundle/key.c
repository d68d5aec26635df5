#include "key.h"

#include <endian.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"

enum {
    ROLE_BYTES = 16,
    PLAIN_BYTES = ROLE_BYTES + 32,
    SEALED_BYTES = PLAIN_BYTES + crypto_secretbox_MACBYTES,
    PUBLIC_BYTES = 2 + 8 + 32,
    PUBLIC_TEXT = 56,
};

struct sealed {
    unsigned char salt[crypto_pwhash_SALTBYTES];
    unsigned char nonce[crypto_secretbox_NONCEBYTES];
    unsigned char bytes[SEALED_BYTES];
};

static const char *const names[KEY_ROLES] = {"root", "publisher", "release", "collector"};

const char *
key_role_name(enum key_role role)
{
    return names[role];
}

enum key_role
key_role_find(const char *name)
{
    for (int i = 0; i < KEY_ROLES; i++) {
        if (strcmp(names[i], name) == 0) {
            return (enum key_role)i;
        }
    }
    return KEY_ROLES;
}

void
key_number(const struct bundle_key *key, char number[KEY_NUMBER_MAX])
{
    uint64_t id;
    bundle_key_id(key, (unsigned char *)&id);
    snprintf(number, KEY_NUMBER_MAX, "%016llX", (unsigned long long)le64toh(id));
}

static void
derive_public(enum key_role role, const unsigned char secret[32], struct bundle_key *public)
{
    if (role == KEY_COLLECTOR) {
        crypto_scalarmult_base(public->bytes, secret);
        return;
    }
    unsigned char both[crypto_sign_ed25519_SECRETKEYBYTES];
    crypto_sign_ed25519_seed_keypair(public->bytes, both, secret);
    sodium_memzero(both, sizeof both);
}

bool
key_make(enum key_role role, struct key *key, struct err *err)
{
    if (sodium_init() < 0) {
        return err_set(err, ERR_IO, "libsodium cannot be used");
    }
    key->role = role;
    randombytes_buf(key->secret, sizeof key->secret);
    derive_public(role, key->secret, &key->public);
    return true;
}

void
key_wipe(struct key *key)
{
    sodium_memzero(key, sizeof *key);
}

// A collector's key cannot verify anything: its letters are others than minisign's "Ed".
static const char *
algorithm(enum key_role role)
{
    return role == KEY_COLLECTOR ? "Cx" : "Ed";
}

size_t
key_public_text(enum key_role role, const struct bundle_key *public, char text[KEY_TEXT_MAX])
{
    unsigned char bytes[PUBLIC_BYTES];
    char base64[PUBLIC_TEXT + 1];
    char number[KEY_NUMBER_MAX];
    key_number(public, number);
    memcpy(bytes, algorithm(role), 2);
    bundle_key_id(public, bytes + 2);
    memcpy(bytes + 10, public->bytes, 32);
    sodium_bin2base64(base64, sizeof base64, bytes, sizeof bytes, sodium_base64_VARIANT_ORIGINAL);
    int n = snprintf(text, KEY_TEXT_MAX, "untrusted comment: hub-bundle %s key %s\n%s\n",
        names[role], number, base64);
    return (size_t)n;
}

// The role of a public key is in its comment only; a wrong one is a person's mistake, not an attack.
bool
key_read_public(
    const char *path, enum key_role expected, struct bundle_key *public, struct err *err)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    if (!file_read(path, KEY_TEXT_MAX, &text, &len, err)) {
        return false;
    }
    char role[16] = "";
    char base64[PUBLIC_TEXT + 1] = "";
    unsigned char bytes[PUBLIC_BYTES];
    char again[KEY_TEXT_MAX];
    size_t got = 0;
    bool read =
        sscanf(text, "untrusted comment: hub-bundle %15s key %*16s %56s", role, base64) == 2 &&
        sodium_base642bin(bytes, sizeof bytes, base64, strlen(base64), NULL, &got, NULL,
            sodium_base64_VARIANT_ORIGINAL) == 0 &&
        got == sizeof bytes && key_role_find(role) != KEY_ROLES;
    if (read) {
        memcpy(public->bytes, bytes + 10, 32);
        read = key_public_text(key_role_find(role), public, again) == len &&
               memcmp(again, text, len) == 0;
    }
    if (!read) {
        return err_set(err, ERR_FORMAT, "%s: not a .pub file of hub-bundle keygen", path);
    }
    return key_role_find(role) == expected ||
           err_set(err, ERR_FORMAT, "%s: the key of a %s; give that of a %s", path, role,
               names[expected]);
}

static bool
stretch(const struct passphrase *passphrase, const unsigned char *salt,
    unsigned char key[crypto_secretbox_KEYBYTES], struct err *err)
{
    return crypto_pwhash(key, crypto_secretbox_KEYBYTES, passphrase->text, passphrase->len, salt,
               crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
               crypto_pwhash_ALG_ARGON2ID13) == 0 ||
           err_set(err, ERR_LIMIT, "not enough memory to open a key (256 MiB)");
}

bool
key_seal(const struct key *key, const struct passphrase *passphrase, char text[KEY_TEXT_MAX],
    struct err *err)
{
    struct sealed sealed;
    unsigned char plain[PLAIN_BYTES] = {0};
    unsigned char box[crypto_secretbox_KEYBYTES];
    char hex[4][2 * SEALED_BYTES + 1];
    randombytes_buf(sealed.salt, sizeof sealed.salt);
    randombytes_buf(sealed.nonce, sizeof sealed.nonce);
    if (!stretch(passphrase, sealed.salt, box, err)) {
        return false;
    }
    memcpy(plain, names[key->role], strlen(names[key->role]));
    memcpy(plain + ROLE_BYTES, key->secret, 32);
    crypto_secretbox_easy(sealed.bytes, plain, sizeof plain, sealed.nonce, box);
    sodium_memzero(plain, sizeof plain);
    sodium_memzero(box, sizeof box);
    sodium_bin2hex(hex[0], sizeof hex[0], key->public.bytes, 32);
    sodium_bin2hex(hex[1], sizeof hex[1], sealed.salt, sizeof sealed.salt);
    sodium_bin2hex(hex[2], sizeof hex[2], sealed.nonce, sizeof sealed.nonce);
    sodium_bin2hex(hex[3], sizeof hex[3], sealed.bytes, sizeof sealed.bytes);
    snprintf(text, KEY_TEXT_MAX, "hub-key-v1\nrole %s\npublic %s\nsalt %s\nnonce %s\nsealed %s\n",
        names[key->role], hex[0], hex[1], hex[2], hex[3]);
    return true;
}

static bool
unhex(const char *hex, unsigned char *bytes, size_t len)
{
    size_t got = 0;
    return sodium_hex2bin(bytes, len, hex, strlen(hex), NULL, &got, NULL) == 0 && got == len;
}

static bool
parse(const char *text, struct key *key, struct sealed *sealed)
{
    char role[16];
    char public[65];
    char salt[33];
    char nonce[49];
    char bytes[129];
    if (sscanf(text, "hub-key-v1\nrole %15s\npublic %64s\nsalt %32s\nnonce %48s\nsealed %128s\n",
            role, public, salt, nonce, bytes) != 5) {
        return false;
    }
    key->role = key_role_find(role);
    return key->role != KEY_ROLES && bundle_unhex(public, key->public.bytes) &&
           unhex(salt, sealed->salt, sizeof sealed->salt) &&
           unhex(nonce, sealed->nonce, sizeof sealed->nonce) &&
           unhex(bytes, sealed->bytes, sizeof sealed->bytes);
}

static bool
unseal(const struct sealed *sealed, const struct passphrase *passphrase, struct key *key,
    struct err *err)
{
    unsigned char plain[PLAIN_BYTES];
    unsigned char box[crypto_secretbox_KEYBYTES];
    char role[ROLE_BYTES] = "";
    struct bundle_key public;
    if (!stretch(passphrase, sealed->salt, box, err)) {
        return false;
    }
    bool opened = crypto_secretbox_open_easy(
                      plain, sealed->bytes, sizeof sealed->bytes, sealed->nonce, box) == 0;
    sodium_memzero(box, sizeof box);
    if (!opened) {
        return err_set(err, ERR_SIGNATURE, "the passphrase is wrong, or the file is damaged");
    }
    memcpy(key->secret, plain + ROLE_BYTES, 32);
    memcpy(role, names[key->role], strlen(names[key->role]));
    opened = memcmp(plain, role, ROLE_BYTES) == 0;
    sodium_memzero(plain, sizeof plain);
    derive_public(key->role, key->secret, &public);
    return (opened && memcmp(public.bytes, key->public.bytes, 32) == 0) ||
           err_set(err, ERR_FORMAT, "somebody changed the role or the public key in it");
}

static bool
read_sealed(const char *path, enum key_role expected, struct key *key, struct sealed *sealed,
    struct err *err)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    *key = (struct key){0};
    if (!file_read(path, KEY_TEXT_MAX, &text, &len, err)) {
        return false;
    }
    if (sodium_init() < 0 || !parse(text, key, sealed)) {
        return err_set(err, ERR_FORMAT, "%s: not a .key file of hub-bundle keygen", path);
    }
    return key->role == expected ||
           err_set(err, ERR_FORMAT, "%s: the key of a %s; give that of a %s", path,
               names[key->role], names[expected]);
}

bool
key_peek(const char *path, enum key_role expected, struct bundle_key *public, struct err *err)
{
    struct key key;
    struct sealed sealed;
    bool ok = read_sealed(path, expected, &key, &sealed, err);
    *public = key.public;
    return ok;
}

bool
key_read(const char *path, enum key_role expected, const char *passphrase_file, struct key *key,
    struct err *err)
{
    struct sealed sealed;
    struct passphrase passphrase;
    if (!read_sealed(path, expected, key, &sealed, err)) {
        return false;
    }
    if (!passphrase_get(&passphrase, passphrase_file, path, false, err)) {
        return false;
    }
    bool ok = unseal(&sealed, &passphrase, key, err);
    passphrase_wipe(&passphrase);
    if (!ok) {
        key_wipe(key);
        return err_wrap(err, "%s", path);
    }
    return true;
}

struct bundle_signature
key_sign(const struct key *key, const void *text, size_t len)
{
    struct bundle_signature signature;
    unsigned char both[crypto_sign_ed25519_SECRETKEYBYTES];
    unsigned char public[32];
    unsigned char digest[64];
    unsigned char comment[64 + sizeof BUNDLE_COMMENT - 1];
    crypto_sign_ed25519_seed_keypair(public, both, key->secret);
    bundle_key_id(&key->public, signature.key_id);
    crypto_generichash(digest, sizeof digest, text, len, NULL, 0);
    crypto_sign_ed25519_detached(signature.of_text, NULL, digest, sizeof digest, both);
    memcpy(comment, signature.of_text, 64);
    memcpy(comment + 64, BUNDLE_COMMENT, sizeof BUNDLE_COMMENT - 1);
    crypto_sign_ed25519_detached(signature.of_comment, NULL, comment, sizeof comment, both);
    sodium_memzero(both, sizeof both);
    return signature;
}
