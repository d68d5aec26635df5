#pragma once
// Arrays that grow by half.

#include <stdint.h>
#include <stdlib.h>

#include "base/err.h"

// Room for one more thing of size bytes behind count; returns where the array is now.
static inline void *
grow(void *array, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room) {
        return array;
    }
    ASSERT(*room < UINT32_MAX / 2);
    *room = *room < 64 ? 64 : *room + *room / 2;
    void *moved = realloc(array, *room * size);
    ASSERT(moved);
    return moved;
}
