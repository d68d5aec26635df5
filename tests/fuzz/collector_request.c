// links: collector_tool
// Any method, path and body: an answer with one of the known statuses and one line of JSON. What is kept was
// signed, and nothing is kept twice.

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
    collector->rate.burst = collector->refused.burst = 1;
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
    struct request request = {.method = method, .path = path, .body = data, .len = len};
    answer(collector, &request, &said);
    size_t text = strlen(said.text);
    ASSERT(text > 3 && said.text[0] == '{' && strcmp(said.text + text - 2, "}\n") == 0);
    ASSERT(strcspn(said.text, "\n") == text - 1);
    ASSERT(said.status >= ANSWER_OK && said.status <= ANSWER_TOO_OFTEN);
    if (said.status == ANSWER_CREATED || said.status == ANSWER_CONFLICT) {
        struct record record;
        struct err err = {0};
        ASSERT(record_parse(data, len, &record, &err));
    }
    return 0;
}
