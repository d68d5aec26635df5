#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "record/record.h"

#define TITLE "hub-sealed-v1\n"
enum { TITLE_BYTES = sizeof TITLE - 1, ID_BYTES = 8, HEAD_BYTES = TITLE_BYTES + ID_BYTES };
_Static_assert((int)HEAD_BYTES == (int)RECORD_SEALED_HEAD, "what a sealed record begins with");
_Static_assert(RECORD_BYTES_MAX % RECORD_SEALED_STEP == 0, "the longest is whole steps");

bool
record_is_sealed(const void *data, size_t len)
{
    return len >= TITLE_BYTES && memcmp(data, TITLE, TITLE_BYTES) == 0;
}

bool
record_seal_key(const char *hex, struct bundle_key *to, struct err *err)
{
    unsigned char box[BUNDLE_SEAL_BYTES + 1];
    return (bundle_unhex(hex, to->bytes) && bundle_seal(to, "", 1, box)) ||
           err_set(err, ERR_FORMAT, "[upload] seal: not a key; hub-collector seal-key prints it");
}

bool
record_seal(const struct bundle_key *to, const void *data, size_t len, struct record_bytes *sealed,
    struct err *err)
{
    enum { FRAME = HEAD_BYTES + BUNDLE_SEAL_BYTES, STEP = RECORD_SEALED_STEP };
    const char *text = data;
    if (len == 0 || len > RECORD_BYTES_MAX - FRAME || text[len - 1] != '\n') {
        return err_set(err, ERR_FORMAT, "record: %zu bytes that cannot be sealed", len);
    }
    sealed->len = (len + FRAME + STEP - 1) / STEP * STEP;
    size_t room = sealed->len - FRAME;
    AUTO_FREE char *padded = calloc(1, room);
    ASSERT(padded);
    memcpy(padded, data, len);
    memcpy(sealed->at, TITLE, TITLE_BYTES);
    bundle_key_id(to, (unsigned char *)sealed->at + TITLE_BYTES);
    return bundle_seal(to, padded, room, sealed->at + HEAD_BYTES) ||
           err_set(err, ERR_SIGNATURE, "record: not a key that anything can be sealed to");
}

bool
record_unseal(const unsigned char secret[32], const void *data, size_t len,
    struct record_bytes *text, struct err *err)
{
    const char *at = data;
    unsigned char id[ID_BYTES];
    struct bundle_key key = bundle_seal_public(secret);
    text->len = 0;
    if (!record_is_sealed(data, len) || len > RECORD_BYTES_MAX || len % RECORD_SEALED_STEP != 0) {
        return err_set(err, ERR_FORMAT, "record: not sealed, or not whole");
    }
    bundle_key_id(&key, id);
    if (memcmp(at + TITLE_BYTES, id, ID_BYTES) != 0) {
        return err_set(err, ERR_SIGNATURE, "record: sealed to another key than this collector's");
    }
    if (!bundle_unseal(secret, at + HEAD_BYTES, len - HEAD_BYTES, text->at)) {
        return err_set(err, ERR_SIGNATURE, "record: the seal is damaged");
    }
    text->len = len - HEAD_BYTES - BUNDLE_SEAL_BYTES;
    while (text->len > 0 && text->at[text->len - 1] == '\0') {
        text->len--;
    }
    return true;
}
