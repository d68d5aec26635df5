// links: record
// What a phone pasted: either a whole record's text or a reason; never beyond the limits, always to an end.

#include <string.h>

#include "base/err.h"
#include "fuzz.h"
#include "record/record.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static char buffer[RECORD_BYTES_MAX];
    const char *text = (const char *)data;
    size_t at = 0;
    size_t before = 0;
    (void)record_is_parts(text, len);
    do {
        struct err err = {0};
        size_t got = 0;
        before = at;
        bool ok = record_join(text, len, &at, buffer, &got, &err);
        ASSERT(at <= len && got <= sizeof buffer);
        if (ok && got == 0) {
            break;
        }
    } while (at > before);
    return 0;
}
