#include "pool.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"

enum { SLOTS_MIN = 1024 };

static const char **
slot_of(const struct pool *pool, const char *text)
{
    uint32_t mask = pool->slot_count - 1;
    uint32_t at = (uint32_t)hash_text(HASH_SEED, text) & mask;
    while (pool->slots[at] && strcmp(pool->slots[at], text) != 0) {
        at = (at + 1) & mask;
    }
    return &pool->slots[at];
}

static void
make_room(struct pool *pool)
{
    struct pool wider = {.slot_count = pool->slot_count ? pool->slot_count * 2 : SLOTS_MIN};
    wider.slots = calloc(wider.slot_count, sizeof *wider.slots);
    ASSERT(wider.slots);
    for (uint32_t i = 0; i < pool->slot_count; i++) {
        if (pool->slots[i]) {
            *slot_of(&wider, pool->slots[i]) = pool->slots[i];
        }
    }
    free(pool->slots);
    pool->slots = wider.slots;
    pool->slot_count = wider.slot_count;
}

const char *
pool_text(struct pool *pool, const char *text)
{
    if (pool->count * 2 >= pool->slot_count) {
        make_room(pool);
    }
    const char **slot = slot_of(pool, text);
    if (!*slot) {
        *slot = arena_strdup(&pool->arena, text);
        pool->count++;
    }
    return *slot;
}

void
pool_finish(struct pool *pool)
{
    free(pool->slots);
    arena_finish(&pool->arena);
    *pool = (struct pool){0};
}
