#pragma once
// A record of an invented hub, and the key it signs with.

#include <stdio.h>
#include <string.h>

#include "record/record.h"

static const unsigned char sample_seed[32] = "an invented hub signs with this";

static inline void
sample_record(struct record *record)
{
    *record = (struct record){.network = "gt",
        .hub = "ventanilla-1",
        .period = {RECORD_WEEK, 2026, 48},
        .epoch = 1,
        .seq = 42,
        .clock = RECORD_CLOCK_SURE,
        .noise_num = 1,
        .noise_den = 5,
        .threshold = 10,
        .cells_count = 4,
        .cells = {{"help", 31, 31}, {"lang:ht", 118, 118}, {"lang:zh-Hans", 0, 9},
            {"topic:documents", 77, 77}}};
}

// Its text up to the signature.
static const char sample_text[] = "hub-record-v1\n"
                                  "network gt\n"
                                  "hub ventanilla-1\n"
                                  "period 2026-W48\n"
                                  "bundle 1 42\n"
                                  "clock sure\n"
                                  "noise 1/5\n"
                                  "threshold 10\n"
                                  "cell help 31\n"
                                  "cell lang:ht 118\n"
                                  "cell lang:zh-Hans 0-9\n"
                                  "cell topic:documents 77\n";

// Signs any text as a record would be; returns the length.
static inline size_t
sample_sign(const char *text, size_t len, char *buffer)
{
    unsigned char signature[64];
    char hex[65];
    memcpy(buffer, text, len);
    bundle_sign(sample_seed, text, len, signature);
    memcpy(buffer + len, "signature ", 10);
    len += 10;
    for (int half = 0; half < 2; half++) {
        bundle_hex(signature + 32 * half, hex);
        memcpy(buffer + len, hex, 64);
        len += 64;
    }
    buffer[len] = '\n';
    return len + 1;
}
