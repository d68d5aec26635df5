#pragma once
// What the collector keeps: hubs and their keys, the records they sent, sums over them. schema/1.sql.

#include "record/record.h"
#include "sql.h"

enum {
    LEDGER_SCHEMA = 1, // version of the tables
    LEDGER_LABEL_MAX = 96,
    LEDGER_PLACE_MAX = 32,
};

struct ledger_hub {
    int64_t id;
    char network[BUNDLE_NAME_MAX];
    char name[BUNDLE_NAME_MAX];
    struct bundle_key key;
    char label[LEDGER_LABEL_MAX];
    char place[LEDGER_PLACE_MAX];
    bool revoked;
};

enum ledger_result {
    LEDGER_CREATED,
    LEDGER_SAME,     // these very bytes were here already
    LEDGER_CONFLICT, // other bytes are here for that hub and period; they stay
};

struct ledger;
// Opens what url names (sql.h), and makes or brings up to date its tables. ERR_VERSION: they are of a newer
// program. *ledger is NULL after a failure.
bool ledger_open(const char *url, struct ledger **ledger, struct err *err) MUST_USE;
void ledger_close(struct ledger *ledger); // accepts NULL
struct sql *ledger_sql(struct ledger *ledger);
// Asks the database for a word; connects anew when the server went away.
bool ledger_check(struct ledger *ledger, struct err *err) MUST_USE;

// "gt.ventanilla-1" to network and name; false for anything else.
bool ledger_hub_parse(const char *id, struct ledger_hub *hub);
// ERR_MISSING when there is no such hub.
bool ledger_hub_find(struct ledger *ledger, const char *network, const char *name,
    struct ledger_hub *hub, struct err *err) MUST_USE;
// today: day since 1970. ERR_BUSY when the hub is there with another key and replace is not set; with it,
// and for the same key, the key, label and place are set and a revocation is lifted.
bool ledger_enrol(struct ledger *ledger, const struct ledger_hub *hub, int today, bool replace,
    struct err *err) MUST_USE;
bool ledger_revoke(
    struct ledger *ledger, const struct ledger_hub *hub, int today, struct err *err) MUST_USE;

struct ledger_batch { // one record, verified
    const struct ledger_hub *hub;
    const struct record *record;
    const void *body;
    size_t len;
    int today;
};
// Keeps it, once: when this returns true, what *result says is on the disk. Collectors and repeats may meet
// here in any order.
bool ledger_put(struct ledger *ledger, const struct ledger_batch *batch, enum ledger_result *result,
    struct err *err) MUST_USE;

// Brings the sums up to date, period by period, each in a transaction of its own. *renewed: how many were
// old. Stops early, and well, when *stop becomes true (NULL: never).
bool ledger_tally(
    struct ledger *ledger, const volatile bool *stop, int *renewed, struct err *err) MUST_USE;
