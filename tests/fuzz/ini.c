// links: base
// Any text is read to its end, line by line, within the limits.

#include <string.h>

#include "base/err.h"
#include "base/ini.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct ini ini = {.text = (const char *)data, .len = len};
    int line = 0;
    while (ini_next(&ini)) {
        ASSERT(ini.line > line);
        ASSERT(memchr(ini.section, '\0', sizeof ini.section));
        ASSERT(memchr(ini.key, '\0', sizeof ini.key));
        ASSERT(memchr(ini.value, '\0', sizeof ini.value));
        line = ini.line;
    }
    ASSERT(ini.at >= len);
    return 0;
}
