// links: base
// Counting, validating and reading must agree on any bytes; what was read is written back the same.

#include "base/utf8.h"
#include "base/err.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    const char *text = (const char *)data;
    size_t count = 0;
    bool valid = true;
    for (size_t at = 0; at < len; count++) {
        size_t before = at;
        uint32_t code = utf8_next(text, len, &at);
        char again[UTF8_MAX];
        size_t size = utf8_put(again, code);
        bool same = size == at - before;
        for (size_t i = 0; same && i < size; i++) {
            same = again[i] == text[before + i];
        }
        ASSERT(at <= len && (same || (code == UTF8_REPLACEMENT && at == before + 1)));
        valid = valid && same && code != 0;
    }
    ASSERT(utf8_count(text, len) == count);
    ASSERT(utf8_valid(text, len) == valid);
    return 0;
}
