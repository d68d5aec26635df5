#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

enum { ARENA_BLOCK_MIN = 64 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size; // bytes of data
    size_t used;
    _Alignas(max_align_t) unsigned char data[];
};

static struct arena_block *
block_new(struct arena *arena, size_t size)
{
    struct arena_block *block = malloc(sizeof *block + size);
    ASSERT(block);
    *block = (struct arena_block){.next = arena->first, .size = size};
    arena->first = block;
    arena->held += size;
    return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
    size_t align = _Alignof(max_align_t);
    ASSERT(size <= SIZE_MAX / 2);
    size = (size + align - 1) / align * align;
    arena->used += size;
    ASSERT(arena->limit == 0 || arena->used <= arena->limit);
    struct arena_block *block = arena->first;
    if (!block || block->size - block->used < size) {
        block = block_new(arena, size > ARENA_BLOCK_MIN ? size : ARENA_BLOCK_MIN);
    }
    void *at = block->data + block->used;
    block->used += size;
    memset(at, 0, size);
    return at;
}

void *
arena_alloc_array(struct arena *arena, size_t size, size_t count)
{
    ASSERT(size == 0 || count <= SIZE_MAX / 2 / size);
    return arena_alloc(arena, size * count);
}

char *
arena_strndup(struct arena *arena, const char *text, size_t len)
{
    char *copy = arena_alloc(arena, len + 1);
    memcpy(copy, text, len);
    return copy;
}

char *
arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    ASSERT(len >= 0);
    char *text = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text;
}

static void
free_blocks(struct arena *arena)
{
    while (arena->first) {
        struct arena_block *next = arena->first->next;
        free(arena->first);
        arena->first = next;
    }
}

void
arena_reset(struct arena *arena)
{
    if (arena->first && arena->first->next) {
        size_t held = arena->held;
        free_blocks(arena);
        arena->held = 0;
        block_new(arena, held);
    }
    if (arena->first) {
        arena->first->used = 0;
    }
    arena->used = 0;
}

void
arena_finish(struct arena *arena)
{
    free_blocks(arena);
    *arena = (struct arena){.limit = arena->limit};
}
