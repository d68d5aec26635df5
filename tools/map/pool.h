#pragma once
// Every text once.

#include <stdint.h>

#include "base/arena.h"

struct pool {
    struct arena arena;
    const char **slots;  // open addressing, NULL = free
    uint32_t slot_count; // a power of two
    uint32_t count;
};

// The one copy of the text; it lives as long as the pool.
const char *pool_text(struct pool *pool, const char *text);
// Accepts a zeroed pool.
void pool_finish(struct pool *pool);
