#pragma once
// A .hub file: signed content for hubs. One file in two layers, a head of text that one signature
// covers and a SQLite database whose every MiB is hashed in that text.
//
//   offset           size            what                                        all numbers little-endian
//   0                8               "VENTHUB1"
//   8                4               trust_len
//   12               4               manifest_len
//   16               4               signature_len
//   20               4               payload_offset, the end of the head rounded up to 4096
//   24               8               payload_size
//   32               32              zero
//   64               trust_len       trust chain, documents 1, 2, ... N, each
//                                        u32 text_len | u32 signatures_len | text | signatures
//   ...              manifest_len    manifest
//   ...              signature_len   signature of the manifest
//   ...              pad             zero up to payload_offset
//   payload_offset   payload_size    the database; the file ends here
//
// Manifest and trust documents are canonical text: one "key value" line each, keys in the order
// below, single spaces, LF, no others; whoever reads one writes it again and compares, so that equal
// meaning is equal bytes. Signatures are minisign's files (Denis, minisign 0.11: Ed25519 over
// BLAKE2b-512, "ED"), with comments fixed by bundle_signature_write(), so that `minisign -V` checks
// them and no byte of the file goes unchecked. Roles and chain: TUF 1.0; targeting, time: Uptane.
//
//   hub-manifest-v1                        hub-trust-v1
//   network gt                             version 3
//   hubs * | a,b,c (sorted)                use production | demonstration
//   epoch 1                                issued 2026-11-28
//   seq 42                                 threshold 2
//   issued 2026-11-28                      root HEX                      1..8, sorted
//   stale_after_days 180                   publisher HEX gt,hn 2028-11-28 1   key networks not_after max_epoch
//   min_app 3                              release HEX
//   schema_id HEX                          collector HEX
//   content_version 2026-11-28             epoch gt 1                    lowest epoch still accepted
//   languages es,ht                        revoked HEX                   id of a bundle taken back
//   payload_size N
//   chunk_size 1048576
//   chunk HEX                              one per chunk, BLAKE2b-256

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

enum {
    BUNDLE_HEADER_BYTES = 64,
    BUNDLE_ALIGN = 4096,
    BUNDLE_SEAL_BYTES = 48, // that a sealed text is longer
    BUNDLE_CHUNK_BYTES = 1024 * 1024,
    BUNDLE_CHUNKS_MAX = 2048,         // payloads up to 2 GiB
    BUNDLE_MANIFEST_MAX = 176 * 1024, // bytes: 2048 chunk lines and 256 names fit
    BUNDLE_TRUST_MAX = 72 * 1024,     // bytes of the whole chain
    BUNDLE_SIGNATURE_MAX = 512,       // bytes of one signature
    BUNDLE_HEAD_MAX = 256 * 1024,     // header, trust, manifest, signature and pad
    BUNDLE_HUBS_MAX = 256,
    BUNDLE_LANGUAGES_MAX = 64,
    BUNDLE_NAME_MAX = 32,            // a hub or network: [a-z0-9][a-z0-9-]{0,30}, and NUL
    BUNDLE_VERSION_MAX = 48,         // content_version: printable ASCII, no space, and NUL
    BUNDLE_DOCUMENTS_MAX = 32,       // of a chain
    BUNDLE_DOCUMENT_MAX = 16 * 1024, // bytes of one trust document
    BUNDLE_ROOTS_MAX = 8,
    BUNDLE_PUBLISHERS_MAX = 32,
    BUNDLE_NETWORKS_MAX = 16, // of one publisher
    BUNDLE_KEYS_MAX = 8,      // release and collector keys
    BUNDLE_EPOCHS_MAX = 64,
    BUNDLE_REVOKED_MAX = 64,
    BUNDLE_APP_LEVEL = 3, // what this program understands; min_app above it is refused
};

struct bundle_hash { // BLAKE2b-256
    unsigned char bytes[32];
};
struct bundle_key { // public, Ed25519; X25519 for a collector
    unsigned char bytes[32];
};
// Hexadecimal of a hash or key in lower case, and back (false unless exactly that).
void bundle_hex(const unsigned char bytes[32], char hex[65]);
bool bundle_unhex(const char *hex, unsigned char bytes[32]);
struct bundle_hash bundle_hash(const void *data, size_t len);

// Why a stick's content is not taken; the four digits the screen, RESULT.txt and the manual show.
enum bundle_reason {
    BUNDLE_FINE = 0,
    BUNDLE_NONE_FOUND = 5101,    // no .hub file on the stick
    BUNDLE_DAMAGED = 5102,       // not the format, cut, or changed on the way
    BUNDLE_UNTRUSTED = 5103,     // not signed by a publisher this hub trusts
    BUNDLE_KEY_EXPIRED = 5104,   // issued, or today is, after the publisher's not_after
    BUNDLE_OTHER_HUB = 5105,     // for another network or hub
    BUNDLE_OLDER = 5106,         // lower (epoch, seq) than was accepted before
    BUNDLE_OTHER_PROGRAM = 5107, // min_app or schema_id of another version
    BUNDLE_REVOKED = 5108,       // taken back by the roots
    BUNDLE_DEMONSTRATION = 5109, // signed with throw-away keys, and this is no demonstration
    BUNDLE_PULLED = 5201,        // the stick went away
    BUNDLE_UNREADABLE = 5202,    // the stick gives read errors
    BUNDLE_UNSTEADY = 5203,      // a chunk is not what the manifest says
    BUNDLE_NO_SPACE = 5204,      // the card is full
    BUNDLE_CARD = 5205,          // the card cannot be written
    BUNDLE_HOSTILE = 5206,       // the database does not pass the gate
    BUNDLE_NO_FILESYSTEM = 5207, // neither FAT nor exFAT
    BUNDLE_PARTITIONS = 5208,    // not exactly one partition
    BUNDLE_TOO_MANY = 5209,      // more files than are looked at, none of them usable
    BUNDLE_STUCK = 5210,         // no progress for too long
};

// Trust -------------------------------------------------------------------------------------------
struct bundle_publisher {
    struct bundle_key key;
    char networks[BUNDLE_NETWORKS_MAX][BUNDLE_NAME_MAX];
    int networks_count;
    int not_after;     // day since 1970
    int64_t max_epoch; // of what it may sign
};
struct bundle_epoch {
    char network[BUNDLE_NAME_MAX];
    int64_t lowest;
};
struct bundle_trust { // one trust document
    int64_t version;  // 1..
    bool demonstration;
    int issued; // day since 1970
    int threshold;
    struct bundle_key roots[BUNDLE_ROOTS_MAX];
    int roots_count;
    struct bundle_publisher publishers[BUNDLE_PUBLISHERS_MAX];
    int publishers_count;
    struct bundle_key releases[BUNDLE_KEYS_MAX];
    int releases_count;
    struct bundle_key collectors[BUNDLE_KEYS_MAX];
    int collectors_count;
    struct bundle_epoch epochs[BUNDLE_EPOCHS_MAX];
    int epochs_count;
    struct bundle_hash revoked[BUNDLE_REVOKED_MAX];
    int revoked_count;
};

// ERR_FORMAT unless canonical; ERR_LIMIT beyond a number above.
bool bundle_trust_parse(
    const char *text, size_t len, struct bundle_trust *trust, struct err *err) MUST_USE;
// Canonical text into buffer (NUL-terminated); ERR_LIMIT when it does not fit.
bool bundle_trust_write(const struct bundle_trust *trust, char *buffer, size_t size, size_t *len,
    struct err *err) MUST_USE;
// Verifies a chain against the anchor, the longest chain this machine believes: one must begin with the
// other's documents, and the longer one's last is *trust, so that a fork is refused. Every document N+1
// carries signatures of the threshold of roots of N and of N+1, all good. ERR_SIGNATURE or ERR_FORMAT.
bool bundle_chain_verify(const void *anchor, size_t anchor_len, const void *chain, size_t chain_len,
    struct bundle_trust *trust, struct err *err) MUST_USE;
int64_t bundle_lowest_epoch(const struct bundle_trust *trust, const char *network); // else 1
// Signatures --------------------------------------------------------------------------------------
#define BUNDLE_COMMENT "signed with hub-bundle" // the trusted comment of every signature
struct bundle_signature {
    unsigned char key_id[8]; // first bytes of BLAKE2b-256 of the key
    unsigned char of_text[64];
    unsigned char of_comment[64]; // minisign's second signature: of_text and trusted comment
};
void bundle_key_id(const struct bundle_key *key, unsigned char id[8]);
// Canonical minisign file of at most BUNDLE_SIGNATURE_MAX bytes.
size_t bundle_signature_write(
    const struct bundle_signature *signature, char buffer[BUNDLE_SIGNATURE_MAX]);
bool bundle_signature_parse(
    const char *text, size_t len, struct bundle_signature *signature, struct err *err) MUST_USE;
// Whether that key signed these bytes.
bool bundle_signature_verify(const struct bundle_signature *signature, const struct bundle_key *key,
    const void *text, size_t len);
// What a hub signs itself: plain Ed25519 (RFC 8032) with 32 secret bytes, the same text the same bytes.
struct bundle_key bundle_public(const unsigned char seed[32]);
void bundle_sign(const unsigned char seed[32], const void *text, size_t len, unsigned char out[64]);
bool bundle_signed(
    const struct bundle_key *key, const void *text, size_t len, const unsigned char signature[64]);
// Sealed: only who has the secret half reads it (crypto_box_seal; another box each time). box holds len and
// BUNDLE_SEAL_BYTES, text that much less. False: no usable key; not sealed to this one, or changed.
struct bundle_key bundle_seal_public(const unsigned char secret[32]);
bool bundle_seal(const struct bundle_key *to, const void *text, size_t len, void *box) MUST_USE;
bool bundle_unseal(const unsigned char secret[32], const void *box, size_t len, void *text);
// Manifest ----------------------------------------------------------------------------------------
struct bundle_manifest { // strings and chunks live in one allocation: bundle_manifest_free()
    char network[BUNDLE_NAME_MAX];
    bool every_hub;
    int hubs_count;
    char (*hubs)[BUNDLE_NAME_MAX];
    int64_t epoch; // 1..2^53
    int64_t seq;   // 1..2^53
    int issued;    // day since 1970
    int stale_after_days;
    int min_app;
    struct bundle_hash schema_id;
    char content_version[BUNDLE_VERSION_MAX];
    int languages_count;
    char (*languages)[BUNDLE_NAME_MAX]; // BCP 47 tags
    int64_t payload_size;
    int chunks_count;
    struct bundle_hash *chunks;
};
bool bundle_manifest_parse(
    const char *text, size_t len, struct bundle_manifest *manifest, struct err *err) MUST_USE;
bool bundle_manifest_write(const struct bundle_manifest *manifest, char *buffer, size_t size,
    size_t *len, struct err *err) MUST_USE;
void bundle_manifest_free(struct bundle_manifest *manifest);
// Reading a bundle --------------------------------------------------------------------------------
struct bundle_anchor { // whom this machine believes
    const void *chain; // the longest trust chain accepted so far; at first the image's
    size_t len;
    bool demonstration; // accept a chain whose use is demonstration
};

struct bundle_head {       // everything before the payload, verified
    struct bundle_hash id; // of the manifest's bytes: the bundle's name
    struct bundle_manifest manifest;
    struct bundle_trust trust;
    struct bundle_key publisher;
    int64_t payload_offset;
    unsigned char *bytes; // the head as it stands in the file, payload_offset of them
    const void *chain;    // in bytes
    size_t chain_len;
};
// Reads and verifies the head from fd, reading each byte once, at most BUNDLE_HEAD_MAX: format, chain,
// publisher's signature for network and epoch, the file's size. *head is zeroed after a failure and
// *reason says why (DAMAGED, UNTRUSTED, KEY_EXPIRED for issued > not_after, DEMONSTRATION, REVOKED,
// OLDER for an epoch below the trust's, UNREADABLE). Free with bundle_head_free().
bool bundle_head_read(int fd, const struct bundle_anchor *anchor, struct bundle_head *head,
    enum bundle_reason *reason, struct err *err) MUST_USE;
void bundle_head_free(struct bundle_head *head);
// Whether these bytes are the payload's chunk of that index.
bool bundle_chunk_fits(
    const struct bundle_manifest *manifest, int index, const void *data, size_t len);
// What a hub knows of itself when a bundle asks to be admitted.
struct bundle_hub {
    const char *network;
    const char *name;
    int today;                   // floor: the day since 1970 that is surely reached
    int64_t trust_version;       // highest chain ever accepted
    struct bundle_hash trust_id; // of that chain's last document
    int64_t epoch;               // highest (epoch, seq) ever accepted, and by which bundle
    int64_t seq;
    struct bundle_hash id;
    struct bundle_hash schema_id; // what this program reads (gate/gate.h)
};
// Targeting, rollback, expiry against today, program, schema. FINE also for the bundle accepted last.
enum bundle_reason bundle_admit(const struct bundle_head *head, const struct bundle_hub *hub);
// An open bundle: the head was verified, a chunk is when SQLite first reads from it.
struct bundle;
bool bundle_open(const char *path, const struct bundle_anchor *anchor, struct bundle **bundle,
    enum bundle_reason *reason, struct err *err) MUST_USE;
void bundle_close(struct bundle *bundle); // after its database
const struct bundle_head *bundle_head_of(const struct bundle *bundle);
void bundle_mark_verified(struct bundle *bundle); // just written from chunks that each fitted
// Opens the payload for reading. A chunk that does not fit ends every later read in ERR_FORMAT.
bool bundle_database(struct bundle *bundle, struct db **db, struct err *err) MUST_USE;
