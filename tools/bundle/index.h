#pragma once
// From a name to a number: open addressing over strings that outlive the index.

#include <stdbool.h>

#include "base/arena.h"

struct index {
    const char **keys;
    int *values;
    int room; // a power of two
    int count;
};

// False when the name is there already (its value stays).
bool index_add(struct index *index, struct arena *arena, const char *name, int value);
// The value, or -1.
int index_find(const struct index *index, const char *name);
