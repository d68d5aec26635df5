#pragma once
// Sends closed periods to a collector: HTTPS by libcurl, never without knowing who answers. What has been
// taken is removed from its folder; what could not be sent waits there, for months if need be.
//
//   folder/NAME.counts   records (record/record.h) to be sent; whoever closes periods writes them
//   folder/NAME.leaving  likewise, once the collector answered: from then on they may have arrived
//   state file           INI text, replaced whole:
//     [upload]
//     failures = 3       runs in a row that did not reach the collector
//     skip = 5           runs to let pass before the next try: no clock is needed to wait
//     last = no-network  how the last run ended, as the technician's screen tells it: upload_end_name()
//     [refused]
//     NAME = HASH        records that it will not take; not sent again while they stay the same

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "record/record.h"

enum {
    UPLOAD_URL_MAX = 256,
    UPLOAD_PATH_MAX = 512,
    UPLOAD_QUEUE_MAX = 2048, // records looked at in one run: all there can be
    UPLOAD_REFUSED_MAX = 64, // remembered
    UPLOAD_SKIP_MAX = 24,    // runs: a day with an hourly timer
    UPLOAD_CONNECT_S = 20,
    UPLOAD_TOTAL_S = 60,     // of one request
    UPLOAD_REPLY_MAX = 4096, // bytes read of an answer
};

// Which end a request came to.
enum upload_end {
    UPLOAD_TAKEN,     // 200, 201
    UPLOAD_REFUSED,   // 400, 409, 413: this record never
    UPLOAD_STRANGER,  // 401, 403, 404: not from this hub, until somebody enrols it or sets the seal
    UPLOAD_LATER,     // 429, 503, or any other answer of the collector
    UPLOAD_PORTAL,    // somebody else answers: a login page of the network, another server
    UPLOAD_UNTRUSTED, // TLS: not the collector, or not by that day
    UPLOAD_NO_NETWORK, // no name, no route, no answer
};

struct upload_target {
    const char *collector; // "https://HOST[:PORT]"
    const char
        *pin;       // "sha256//BASE64": that public key and no other, whatever its certificate says
                    // of names and days. "": the certificate must be good
    const char *ca; // PEM file to believe instead of the system's; "": the system's
    int64_t now_s;  // the certificate is judged by this second: clock or what is surely reached
};

struct upload;
bool upload_open(
    const struct upload_target *target, struct upload **upload, struct err *err) MUST_USE;
void upload_close(struct upload *upload); // accepts NULL
// Asks GET /v1/health first of all: whether the collector answers, and nobody else. Then records go out.
// *why: one line for the journal. It is UPLOAD_TAKEN when all is well.
enum upload_end upload_probe(struct upload *upload, struct err *why);
// body: that record, or the same sealed.
enum upload_end upload_send(struct upload *upload, const struct record *record, const void *body,
    size_t len, struct err *why);

struct upload_entry {
    char name[RECORD_FILE_MAX]; // with RECORD_SUFFIX, whichever it has
    int day;                    // record_period_last()
};
struct upload_queue {
    struct upload_entry at[UPLOAD_QUEUE_MAX];
    int count;
};
// Records in the folder by their names, oldest period first. A missing folder is an empty one.
bool upload_queue_read(const char *folder, struct upload_queue *queue, struct err *err) MUST_USE;

struct upload_refused {
    char name[RECORD_FILE_MAX];
    struct bundle_hash hash;
};
struct upload_state {
    int failures;
    int skip;
    char last[16]; // upload_end_name()
    struct upload_refused refused[UPLOAD_REFUSED_MAX];
    int refused_count;
};
// "taken", "refused", "stranger", "later", "portal", "untrusted", "no-network".
const char *upload_end_name(enum upload_end end);
// What cannot be read is as if there were none.
void upload_state_read(const char *path, struct upload_state *state);
bool upload_state_write(
    const char *path, const struct upload_state *state, struct err *err) MUST_USE;
// One more run that did not reach the collector: each lets twice as many pass as the one before, give or take
// chance, so that hubs that lost it together do not come back together.
void upload_state_failed(struct upload_state *state, uint32_t chance);
// Remembers; the oldest is forgotten when there are too many.
void upload_state_refuse(
    struct upload_state *state, const char *name, const struct bundle_hash *hash);
bool upload_state_is_refused(
    const struct upload_state *state, const char *name, const struct bundle_hash *hash);
