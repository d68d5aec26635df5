#include "index.h"

#include <string.h>

#include "base/hash.h"

// The slot that holds name, or the free one where it belongs.
static int
slot_of(const struct index *index, const char *name)
{
    int at = (int)(hash_text(HASH_SEED, name) & (uint64_t)(index->room - 1));
    while (index->keys[at] && strcmp(index->keys[at], name) != 0) {
        at = (at + 1) & (index->room - 1);
    }
    return at;
}

static void
grow(struct index *index, struct arena *arena)
{
    struct index wider = {.room = index->room ? index->room * 4 : 16, .count = index->count};
    wider.keys = arena_array(arena, const char *, wider.room);
    wider.values = arena_array(arena, int, wider.room);
    for (int i = 0; i < index->room; i++) {
        if (index->keys[i]) {
            int at = slot_of(&wider, index->keys[i]);
            wider.keys[at] = index->keys[i];
            wider.values[at] = index->values[i];
        }
    }
    *index = wider;
}

bool
index_add(struct index *index, struct arena *arena, const char *name, int value)
{
    if (index->count * 2 >= index->room) {
        grow(index, arena);
    }
    int at = slot_of(index, name);
    if (index->keys[at]) {
        return false;
    }
    index->keys[at] = name;
    index->values[at] = value;
    index->count++;
    return true;
}

int
index_find(const struct index *index, const char *name)
{
    if (index->room == 0) {
        return -1;
    }
    int at = slot_of(index, name);
    return index->keys[at] ? index->values[at] : -1;
}
