#pragma once
// How often each of many may come: after a burst, once per interval. One number each (the "theoretical
// arrival time" of the generic cell rate algorithm, ITU-T I.371); who shares a slot by accident shares its
// allowance. No address is ever looked at.

#include <stdbool.h>
#include <stdint.h>

enum { RATE_SLOTS = 16384 };

struct rate {
    int64_t interval_ms; // between two once the burst is used up
    int64_t burst;       // that may come at once
    int64_t due_ms[RATE_SLOTS];
};

// name: of whoever comes. False: it may come again in *wait_ms.
bool rate_take(struct rate *rate, const char *name, int64_t now_ms, int64_t *wait_ms);
