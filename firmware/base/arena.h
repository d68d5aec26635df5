#pragma once
// Memory with one lifetime: process, bundle or frame. Freed or reset as a whole.

#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *first; // newest block
    size_t limit;              // bytes; 0 = none. Passing it is a broken invariant
    size_t used;               // bytes handed out since the last reset
    size_t held;               // bytes of blocks kept, used or not
};

// Zeroed memory aligned for any type; never NULL (out of memory ends the process).
void *arena_alloc(struct arena *arena, size_t size);
// Likewise for count things of size bytes each; a product that does not fit is a broken invariant.
void *arena_alloc_array(struct arena *arena, size_t size, size_t count);
// A copy of the string, or of its first len bytes with a terminator.
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Takes everything back but keeps one block as large as all were, so that a steady
// frame allocates nothing from the system after its first turns.
void arena_reset(struct arena *arena);
// Gives the memory back. Accepts a zeroed arena.
void arena_finish(struct arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, len)                                                              \
    ((type *)arena_alloc_array((arena), sizeof(type), (size_t)(len)))
