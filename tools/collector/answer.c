#include "answer.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"

enum { RETRY_S = 60 };

struct place { // of a record: what the path says
    struct ledger_hub hub;
    char period[RECORD_PERIOD_MAX];
};

static void
say(struct answer *answer, int status, const char *key, const char *words)
{
    char plain[ANSWER_TEXT_MAX / 2];
    size_t len = 0;
    for (; *words && len + 1 < sizeof plain; words++) {
        bool safe = *words >= ' ' && *words < 0x7f && *words != '"' && *words != '\\';
        plain[len++] = safe ? *words : '?';
    }
    plain[len] = '\0';
    answer->status = status;
    snprintf(answer->text, sizeof answer->text, "{\"%s\":\"%s\"}\n", key, plain);
}

static void
refuse(struct answer *answer, int status, const char *why)
{
    say(answer, status, "error", why);
}

// What the database cannot do now it may do later; the hub keeps its record until then.
static void
give_up(struct answer *answer, const struct err *err)
{
    LOG_ERROR("%s", err->text);
    refuse(answer, ANSWER_LATER, "the database cannot be used now");
    answer->retry_after_s = RETRY_S;
}

static bool
read_path(const char *path, struct place *place)
{
    static const char hubs[] = "/v1/hubs/";
    static const char periods[] = "/periods/";
    char id[RECORD_ID_MAX];
    if (strncmp(path, hubs, sizeof hubs - 1) != 0) {
        return false;
    }
    const char *name = path + sizeof hubs - 1;
    size_t len = strcspn(name, "/");
    if (len >= sizeof id || strncmp(name + len, periods, sizeof periods - 1) != 0) {
        return false;
    }
    memcpy(id, name, len);
    id[len] = '\0';
    const char *period = name + len + sizeof periods - 1;
    struct record_period parsed;
    if (!ledger_hub_parse(id, &place->hub) || !record_period_parse(period, &parsed)) {
        return false;
    }
    snprintf(place->period, sizeof place->period, "%s", period);
    return true;
}

// Whether the body is a record of the place and its hub signed it.
static bool
is_theirs(struct collector *collector, const struct request *request, const struct place *place,
    struct answer *answer)
{
    struct err err = {0};
    char period[RECORD_PERIOD_MAX];
    struct intake *intake = &collector->intake;
    const struct record *record = &intake->record;
    if (!intake_read(intake, request->body, request->len, &err)) {
        refuse(answer, err.kind == ERR_SIGNATURE ? ANSWER_SEAL : ANSWER_BAD, err.text);
        return false;
    }
    record_period_write(&record->period, period);
    if (strcmp(record->network, place->hub.network) != 0 ||
        strcmp(record->hub, place->hub.name) != 0 || strcmp(period, place->period) != 0) {
        refuse(answer, ANSWER_BAD, "the record is of another hub or period");
        return false;
    }
    if (place->hub.revoked || !record_verify(intake->body, intake->len, &place->hub.key)) {
        refuse(answer, ANSWER_UNSIGNED, "not signed by this hub's key");
        return false;
    }
    return true;
}

static void
keep(struct collector *collector, const struct request *request, const struct place *place,
    struct answer *answer)
{
    static const struct {
        int status;
        const char *words;
    } results[] = {
        [LEDGER_CREATED] = {ANSWER_CREATED, "created"},
        [LEDGER_SAME] = {ANSWER_OK, "here already"},
        [LEDGER_CONFLICT] = {ANSWER_CONFLICT, "another record is here for this period"},
    };
    const struct intake *intake = &collector->intake;
    struct ledger_batch batch = {
        &place->hub, &intake->record, intake->body, intake->len, request->today};
    enum ledger_result result = LEDGER_CREATED;
    struct err err = {0};
    if (!ledger_put(collector->ledger, &batch, &result, &err)) {
        give_up(answer, &err);
        return;
    }
    say(answer, results[result].status, result == LEDGER_CONFLICT ? "error" : "result",
        results[result].words);
    LOG_INFO(
        "%s.%s %s: %s", place->hub.network, place->hub.name, place->period, results[result].words);
}

static void
put(struct collector *collector, const struct request *request, struct place *place,
    struct answer *answer)
{
    struct err err = {0};
    int64_t wait_ms = 0;
    char id[RECORD_ID_MAX];
    struct ledger_hub asked = place->hub;
    if (!ledger_hub_find(collector->ledger, asked.network, asked.name, &place->hub, &err)) {
        if (err.kind != ERR_MISSING) {
            give_up(answer, &err);
        } else {
            refuse(answer, ANSWER_NOT_FOUND, "no such hub");
        }
        return;
    }
    if (!is_theirs(collector, request, place, answer)) {
        return;
    }
    // After the signature: nobody can use up another's allowance.
    snprintf(id, sizeof id, "%s.%s", asked.network, asked.name);
    if (!rate_take(&collector->rate, id, request->now_ms, &wait_ms)) {
        refuse(answer, ANSWER_TOO_OFTEN, "too often");
        answer->retry_after_s = (int)(wait_ms / 1000) + 1;
        return;
    }
    keep(collector, request, place, answer);
}

static void
health(struct collector *collector, struct answer *answer)
{
    struct err err = {0};
    if (ledger_check(collector->ledger, &err)) {
        say(answer, ANSWER_OK, "status", "ok");
    } else {
        give_up(answer, &err);
    }
}

// A body that was cut or changed between the two is no fault of the record's: it may come again.
static bool
came_whole(const struct request *request, struct answer *answer)
{
    char digest[65];
    bundle_hex(bundle_hash(request->body, request->len).bytes, digest);
    if (!request->digest) {
        refuse(answer, ANSWER_BAD, "no Hub-Digest");
        return false;
    }
    if (strcmp(request->digest, digest) != 0) {
        refuse(answer, ANSWER_LATER, "changed on its way");
        answer->retry_after_s = RETRY_S;
        return false;
    }
    return true;
}

static bool
is_method(const struct request *request, const char *method, struct answer *answer)
{
    if (strcmp(request->method, method) == 0) {
        return true;
    }
    refuse(answer, ANSWER_METHOD, "another method");
    return false;
}

void
answer(struct collector *collector, const struct request *request, struct answer *answer)
{
    struct place place;
    int64_t wait_ms = 0;
    *answer = (struct answer){.status = 0};
    if (strcmp(request->path, "/v1/health") == 0) {
        if (is_method(request, "GET", answer)) {
            health(collector, answer);
        }
    } else if (!read_path(request->path, &place)) {
        refuse(answer, ANSWER_NOT_FOUND, "no such thing");
    } else if (is_method(request, "PUT", answer)) {
        if (request->len > RECORD_BYTES_MAX) {
            refuse(answer, ANSWER_TOO_LONG, "longer than a record can be");
        } else if (came_whole(request, answer)) {
            put(collector, request, &place, answer);
        }
    }
    if (answer->status >= ANSWER_BAD && answer->status < ANSWER_LATER &&
        rate_take(&collector->refused, "", request->now_ms, &wait_ms)) {
        LOG_WARN(
            "refused: %d %.*s", answer->status, (int)strcspn(answer->text, "\n"), answer->text);
    }
}
