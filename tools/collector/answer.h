#pragma once
// What the collector answers to a request; knows nothing of sockets.
//
//   PUT /v1/hubs/NETWORK.HUB/periods/PERIOD   body: a record, perhaps sealed (record/record.h);
//       Hub-Digest: its BLAKE2b-256 in lower case hexadecimal
//       201 kept   200 these bytes were here already   409 others were; they stay
//       400 no record, no Hub-Digest, or of another hub or period than the path says   401 not signed by that hub
//       403 sealed to another key, or not sealed and this collector wants that
//       404 no such hub   413 longer than a record can be   429 too often: Retry-After   503 try later, or changed on its way
//   GET /v1/health                            200, or 503 when the database cannot be reached
//
// A repeat is harmless: whoever lost an answer sends again until it is 200, 201 or 409.

#include "intake.h"
#include "ledger.h"
#include "rate.h"

enum {
    ANSWER_TEXT_MAX = 512,
    ANSWER_OK = 200,
    ANSWER_CREATED = 201,
    ANSWER_BAD = 400,
    ANSWER_UNSIGNED = 401,
    ANSWER_SEAL = 403,
    ANSWER_NOT_FOUND = 404,
    ANSWER_METHOD = 405,
    ANSWER_CONFLICT = 409,
    ANSWER_TOO_LONG = 413,
    ANSWER_TOO_OFTEN = 429,
    ANSWER_LATER = 503,
};

struct collector {
    struct ledger *ledger;
    struct rate rate;    // by hub, of what it signed
    struct rate refused; // lines of the log about the rest
    struct intake intake;
};

struct request {
    const char *method;
    const char *path;
    const void *body;
    const char *digest; // NULL: none came
    size_t len;         // more than RECORD_BYTES_MAX: too long, however much of it there is
    int64_t now_ms;     // monotonic
    int today;          // day since 1970
};

struct answer {
    int status;
    int retry_after_s;          // 0: the header is left out
    char text[ANSWER_TEXT_MAX]; // one JSON object and LF
};

void answer(struct collector *collector, const struct request *request, struct answer *answer);
