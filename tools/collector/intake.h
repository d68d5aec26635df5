#pragma once
// What comes in, by network or stick: a record, or one that is sealed to this collector. Both are kept as the
// record itself, so that a second seal of the same record is the same record.

#include "record/record.h"

struct intake {
    bool has_secret; // --seal-key
    bool sealed_only;
    unsigned char secret[32];
    struct record_bytes opened;
    struct record record; // of the last intake_read()
    const void *body;     // its bytes: those that came, or those that were sealed
    size_t len;
};

// The file that `hub-collector seal-key` made; ERR_MISSING when there is none. path NULL: no key.
bool intake_key(struct intake *intake, const char *path, struct err *err) MUST_USE;
// Any bytes. ERR_SIGNATURE: of the seal, by whose fault it may be, so that the hub may try again later: there is no
// key here, another one, or the record is not sealed and has to be. ERR_FORMAT, ERR_LIMIT: never a record.
// Says nothing about who signed it.
bool intake_read(struct intake *intake, const void *data, size_t len, struct err *err) MUST_USE;
