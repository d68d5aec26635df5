// What the machine says of itself: that it started, and that its power was too weak (the firmware of a Raspberry
// Pi: bit 0 now, bit 16 since the start).
#include <stdlib.h>

#include "base/auto.h"
#include "base/file.h"
#include "counts/internal.h"

enum { NOW = 1 << 0, SINCE_START = 1 << 16, JUST_STARTED_MS = 10 * 60 * 1000, TEXT_MAX = 64 };

static const char THROTTLED[] = "/sys/devices/platform/soc/soc:firmware/get_throttled";

void
health_look(struct counts *counts)
{
    AUTO_FREE char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    if (!counts->health_begun && clock_ms(counts->clock) < JUST_STARTED_MS) {
        counts_add(counts, counts_find(counts, "health:reboot"));
    }
    // Elsewhere there is no such file.
    unsigned long bits =
        file_read(THROTTLED, TEXT_MAX, &text, &len, &err) ? strtoul(text, NULL, 16) : 0;
    if (bits & NOW || (bits & SINCE_START && !counts->health_begun)) {
        counts_add(counts, counts_find(counts, "health:undervolt"));
    }
    counts->health_begun = true;
}
