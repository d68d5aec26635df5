#pragma once
// A trust file: the chain of a bundle (bundle/bundle.h), whose last document may still be collecting
// signatures. Every other document has enough of them.

#include "bundle/bundle.h"
#include "key.h"

enum { CHAIN_SIGNATURES_MAX = 2 * BUNDLE_ROOTS_MAX };

struct chain {
    char *bytes; // of all documents but the last: free() by chain_finish()
    size_t len;
    int count;                   // documents, the last included
    struct bundle_trust *before; // the last but one; the last itself when it is the first
    struct bundle_trust *last;
    char text[BUNDLE_DOCUMENT_MAX]; // of the last
    size_t text_len;
    struct bundle_signature signatures[CHAIN_SIGNATURES_MAX]; // of the last, sorted, each right
    int signatures_count;
};

struct chain_missing { // signatures; both zero: the last document counts
    int of_before;     // of the roots of the document before
    int of_last;       // of the last document's own roots
};

// A large struct on the heap; NULL never.
struct chain *chain_new(void);
void chain_finish(struct chain *chain);

// ERR_SIGNATURE for a chain that does not verify.
bool chain_read(struct chain *chain, const char *path, struct err *err) MUST_USE;
// Whole file, beside and renamed.
bool chain_write(const struct chain *chain, const char *path, struct err *err) MUST_USE;
// The bytes as a bundle carries them; free(*bytes).
bool chain_bytes(const struct chain *chain, char **bytes, size_t *len, struct err *err) MUST_USE;

struct chain_missing chain_missing(const struct chain *chain);
// trust becomes the last document, without signatures; one that nobody signed so far is replaced.
// ERR_BUSY when somebody signed the last but not enough did.
bool chain_append(struct chain *chain, const struct bundle_trust *trust, struct err *err) MUST_USE;
// ERR_SIGNATURE when the key is no root of the last document or the one before.
bool chain_sign(struct chain *chain, const struct key *key, struct err *err) MUST_USE;
