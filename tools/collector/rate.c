#include "rate.h"

#include "base/hash.h"

bool
rate_take(struct rate *rate, const char *name, int64_t now_ms, int64_t *wait_ms)
{
    int64_t *due = &rate->due_ms[hash_text(HASH_SEED, name) % RATE_SLOTS];
    int64_t from = *due > now_ms ? *due : now_ms;
    *wait_ms = from - now_ms - (rate->burst - 1) * rate->interval_ms;
    if (*wait_ms > 0) {
        return false;
    }
    *due = from + rate->interval_ms;
    return true;
}
