#pragma once
// Protocol Buffers written by hand, to be damaged or read back.

#include <stdint.h>
#include <string.h>

#include "base/err.h"

enum { BUILD_MAX = 1024 };

struct build {
    uint8_t data[BUILD_MAX];
    size_t len;
};

static inline void
build_varint(struct build *build, uint64_t value)
{
    do {
        ASSERT(build->len < BUILD_MAX);
        build->data[build->len++] = (uint8_t)((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
        value >>= 7;
    } while (value > 0);
}

static inline void
build_number(struct build *build, uint32_t field, uint64_t value)
{
    build_varint(build, (uint64_t)field << 3);
    build_varint(build, value);
}

static inline void
build_bytes(struct build *build, uint32_t field, const void *data, size_t len)
{
    build_varint(build, (uint64_t)field << 3 | 2);
    build_varint(build, len);
    ASSERT(build->len + len <= BUILD_MAX);
    memcpy(build->data + build->len, data, len);
    build->len += len;
}

static inline void
build_text(struct build *build, uint32_t field, const char *text)
{
    build_bytes(build, field, text, strlen(text));
}

static inline void
build_inside(struct build *build, uint32_t field, const struct build *inside)
{
    build_bytes(build, field, inside->data, inside->len);
}

static inline void
build_packed(struct build *build, uint32_t field, const uint32_t *values, size_t count)
{
    struct build packed = {.len = 0};
    for (size_t i = 0; i < count; i++) {
        build_varint(&packed, values[i]);
    }
    build_inside(build, field, &packed);
}

// A feature of the type with these commands and the tags of tags[0..tag_count).
struct build_feature {
    uint32_t type;
    const uint32_t *commands;
    size_t command_count;
    const uint32_t *tags;
    size_t tag_count;
};

static inline void
build_feature(struct build *layer, const struct build_feature *feature)
{
    struct build message = {.len = 0};
    build_packed(&message, 2, feature->tags, feature->tag_count);
    build_number(&message, 3, feature->type);
    build_packed(&message, 4, feature->commands, feature->command_count);
    build_inside(layer, 2, &message);
}

static inline void
build_tile(struct build *tile, const struct build *layer)
{
    build_inside(tile, 3, layer);
}
