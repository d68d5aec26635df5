// links: health
// The kernel's small files, as they may be, are read or are not known; the diagnosis is always short ASCII.

#include <string.h>

#include "base/err.h"
#include "fuzz.h"
#include "health/health.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    const char *text = (const char *)data;
    struct health health = {.failures = -1, .power = -1, .worn_percent = -1};
    struct health_rest rest = {.collector = true};
    int codes[HEALTH_FAULTS_MAX];
    char out[HEALTH_TEXT_MAX];
    (void)health_parse_number(text, len, INT64_MAX, &health.free_mb);
    (void)health_parse_bits(text, len, &health.power);
    (void)health_parse_life(text, len, &health.worn_percent);
    health_parse_name(text, len, health.board);
    health_parse_upload(text, len, &health);
    int count = health_judge(&health, &rest, codes);
    ASSERT(count >= 0 && count <= HEALTH_FAULTS_MAX);
    struct health_words words = {health.board, health.board, health.last, health.board};
    health_text(&health, &words, codes, count, out);
    ASSERT(memchr(out, '\0', sizeof out));
    for (const char *c = out; *c; c++) {
        ASSERT(*c == '\n' || (*c >= ' ' && (unsigned char)*c < 0x7f));
    }
    return 0;
}
