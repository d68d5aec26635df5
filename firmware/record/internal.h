#pragma once
// What the parts of record share.

#include "record/record.h"

#define RECORD_TITLE     "hub-record-v1\n"
#define RECORD_SIGNATURE "signature "
enum { RECORD_SIGNATURE_LINE = sizeof RECORD_SIGNATURE - 1 + 128 + 1 }; // bytes, with its LF

// The lines before the signature; checks every rule. ERR_FORMAT, or ERR_LIMIT when size is too small.
bool record_body(
    const struct record *record, char *buffer, size_t size, size_t *len, struct err *err) MUST_USE;
const char *record_clock_name(enum record_clock clock);
