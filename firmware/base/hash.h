#pragma once
// FNV-1a (Fowler, Noll, Vo): names and frames are told apart by it; never used for security.

#include <stddef.h>
#include <stdint.h>

#define HASH_SEED UINT64_C(0xcbf29ce484222325)

static inline uint64_t
hash_bytes(uint64_t hash, const void *data, size_t len)
{
    const unsigned char *p = data;
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    }
    return hash;
}

static inline uint64_t
hash_text(uint64_t hash, const char *text)
{
    while (*text) {
        hash = (hash ^ (unsigned char)*text++) * UINT64_C(0x100000001b3);
    }
    return hash;
}
