#pragma once
// Keys as files. NAME.pub is a minisign public key whose comment names the role; NAME.key is text:
//
//   hub-key-v1
//   role root | publisher | release | collector
//   public HEX          Ed25519; X25519 for a collector
//   salt HEX            16 bytes for Argon2id, MODERATE of libsodium (256 MiB, 3 passes)
//   nonce HEX           24 bytes
//   sealed HEX          crypto_secretbox of 16 bytes of role and the 32 secret bytes

#include "bundle/bundle.h"
#include "passphrase.h"

enum key_role { KEY_ROOT, KEY_PUBLISHER, KEY_RELEASE, KEY_COLLECTOR, KEY_ROLES };

enum { KEY_TEXT_MAX = 1024, KEY_NUMBER_MAX = 17 };

struct key {
    enum key_role role;
    struct bundle_key public;
    unsigned char secret[32]; // Ed25519's seed, or X25519's scalar; key_wipe() it
};

const char *key_role_name(enum key_role role);
// KEY_ROLES for another word.
enum key_role key_role_find(const char *name);

// 16 digits that people compare: the key id as minisign prints it.
void key_number(const struct bundle_key *key, char number[KEY_NUMBER_MAX]);

bool key_make(enum key_role role, struct key *key, struct err *err) MUST_USE;
void key_wipe(struct key *key);
// Canonical text of NAME.pub; returns its length.
size_t key_public_text(
    enum key_role role, const struct bundle_key *public, char text[KEY_TEXT_MAX]);
// Text of NAME.key; takes about a second.
bool key_seal(const struct key *key, const struct passphrase *passphrase, char text[KEY_TEXT_MAX],
    struct err *err) MUST_USE;

// ERR_FORMAT when the file is of another role than expected.
bool key_read_public(
    const char *path, enum key_role expected, struct bundle_key *public, struct err *err) MUST_USE;
// The public half that stands in a .key file, as nobody vouches for yet; needs no passphrase.
bool key_peek(
    const char *path, enum key_role expected, struct bundle_key *public, struct err *err) MUST_USE;
// Asks for the passphrase (file NULL: on the terminal). ERR_SIGNATURE: it is the wrong one.
bool key_read(const char *path, enum key_role expected, const char *passphrase_file,
    struct key *key, struct err *err) MUST_USE;

struct bundle_signature key_sign(const struct key *key, const void *text, size_t len);
