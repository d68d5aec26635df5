// What the machine says of itself: that it started, and that its power was too weak.
#include "health/health.h"
#include "counts/internal.h"

enum { JUST_STARTED_MS = 10 * 60 * 1000 };

void
health_look(struct counts *counts)
{
    if (!counts->health_begun && clock_ms(counts->clock) < JUST_STARTED_MS) {
        counts_add(counts, counts_find(counts, "health:reboot"));
    }
    int64_t power = health_power(""); // elsewhere it is not known
    bool before = !counts->health_begun && power & HEALTH_POWER_WEAK_BEFORE;
    if (power > 0 && (power & HEALTH_POWER_WEAK || before)) {
        counts_add(counts, counts_find(counts, "health:undervolt"));
    }
    counts->health_begun = true;
}
