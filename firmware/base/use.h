#pragma once
// What a cache holds beside its ceiling.

#include <stddef.h>

struct use {
    size_t now;
    size_t most; // 0: bounded by others
};
