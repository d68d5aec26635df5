// links: collector_tool
// Any method, path and body: an answer with one of the known statuses and one line of JSON. What is kept was
// signed, and nothing is kept twice. The method SEAL puts a body as it is and then sealed: both fare alike.

#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "fuzz.h"

enum { METHOD_MAX = 8, WORD_MAX = 128 };

static struct collector *
open_collector(void)
{
    static const unsigned char seed[32] = "the key of the hub in the corpus";
    struct err err = {0};
    struct ledger_hub hub = {.label = "v"};
    struct collector *collector = calloc(1, sizeof *collector);
    ASSERT(collector && ledger_open("sqlite::memory:", &collector->ledger, &err));
    ASSERT(ledger_hub_parse("gt.v", &hub));
    hub.key = bundle_public(seed);
    ASSERT(ledger_enrol(collector->ledger, &hub, 20000, false, &err));
    collector->rate.burst = collector->refused.burst = 1; // with an interval of 0: never too often
    collector->intake.has_secret = true;
    memcpy(collector->intake.secret, seed, sizeof seed);
    return collector;
}

// Up to the first newline, or what fits.
static size_t
take_word(const uint8_t **data, size_t *len, char *word, size_t size)
{
    const uint8_t *end = *len > 0 ? memchr(*data, '\n', *len) : NULL;
    size_t n = end ? (size_t)(end - *data) : *len;
    size_t kept = n < size - 1 ? n : size - 1;
    memcpy(word, *data, kept);
    word[kept] = '\0';
    size_t taken = n + (end ? 1 : 0);
    *data += taken;
    *len -= taken;
    return kept;
}

static void
check(const struct answer *said)
{
    size_t text = strlen(said->text);
    ASSERT(text > 3 && said->text[0] == '{' && strcmp(said->text + text - 2, "}\n") == 0);
    ASSERT(strcspn(said->text, "\n") == text - 1);
    ASSERT(said->status >= ANSWER_OK && said->status <= ANSWER_TOO_OFTEN);
}

// What was kept of a body that came open is there already when it comes sealed.
static void
seal_too(struct collector *collector, const struct request *plain, const struct answer *before)
{
    static struct record_bytes sealed;
    struct bundle_key to = bundle_seal_public(collector->intake.secret);
    struct request request = *plain;
    struct answer said;
    struct err err = {0};
    if (!record_seal(&to, plain->body, plain->len, &sealed, &err)) {
        ASSERT(err.kind == ERR_FORMAT);
        return;
    }
    request.body = sealed.at;
    request.len = sealed.len;
    char digest[65];
    bundle_hex(bundle_hash(sealed.at, sealed.len).bytes, digest);
    request.digest = digest;
    answer(collector, &request, &said);
    check(&said);
    // A seal within a seal is no record.
    ASSERT(record_is_sealed(plain->body, plain->len) ? said.status >= ANSWER_BAD
           : before->status == ANSWER_CREATED        ? said.status == ANSWER_OK
                                                     : said.status == before->status);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct collector *collector;
    char method[METHOD_MAX];
    char path[WORD_MAX];
    struct answer said;
    if (!collector) {
        collector = open_collector();
    }
    take_word(&data, &len, method, sizeof method);
    take_word(&data, &len, path, sizeof path);
    bool seals = strcmp(method, "SEAL") == 0;
    char digest[65];
    bundle_hex(bundle_hash(data, len).bytes, digest);
    struct request request = {
        .method = seals ? "PUT" : method, .path = path, .body = data, .digest = digest, .len = len};
    answer(collector, &request, &said);
    check(&said);
    if (seals) {
        seal_too(collector, &request, &said);
    }
    if (!record_is_sealed(data, len) &&
        (said.status == ANSWER_CREATED || said.status == ANSWER_CONFLICT)) {
        struct record record;
        struct err err = {0};
        ASSERT(record_parse(data, len, &record, &err));
    }
    return 0;
}
