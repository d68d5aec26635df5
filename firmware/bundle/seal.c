// Sealed boxes of libsodium: X25519, XSalsa20-Poly1305, a key of the sender's that lives for one box.

#include <sodium.h>

#include "bundle/internal.h"

_Static_assert((int)BUNDLE_SEAL_BYTES == (int)crypto_box_SEALBYTES, "of a box");
_Static_assert(sizeof(struct bundle_key) == crypto_box_PUBLICKEYBYTES, "X25519");

struct bundle_key
bundle_seal_public(const unsigned char secret[32])
{
    struct bundle_key key;
    bundle_ready();
    crypto_scalarmult_base(key.bytes, secret);
    return key;
}

bool
bundle_seal(const struct bundle_key *to, const void *text, size_t len, void *box)
{
    bundle_ready();
    return crypto_box_seal(box, text, len, to->bytes) == 0;
}

bool
bundle_unseal(const unsigned char secret[32], const void *box, size_t len, void *text)
{
    struct bundle_key key = bundle_seal_public(secret);
    return len >= BUNDLE_SEAL_BYTES && crypto_box_seal_open(text, box, len, key.bytes, secret) == 0;
}
