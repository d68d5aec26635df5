#pragma once
// Bytes that grow.

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct buffer {
    uint8_t *data;
    size_t len;
    size_t room;
};

void buffer_put(struct buffer *buffer, const void *data, size_t len);
void buffer_u32(struct buffer *buffer, uint32_t value); // little-endian
void buffer_varint(struct buffer *buffer, uint64_t value);
void buffer_zigzag(struct buffer *buffer, int64_t value);
// A field of a protocol buffer: a number, or bytes.
void buffer_field(struct buffer *buffer, uint32_t field, uint64_t value);
void buffer_bytes(struct buffer *buffer, uint32_t field, const void *data, size_t len);
// Text without its NUL.
void buffer_printf(struct buffer *buffer, const char *format, ...) PRINTF(2, 3);
// Compresses as gzip, without name and time: equal bytes give equal bytes.
void buffer_gzip(struct buffer *out, const struct buffer *in);
void buffer_reset(struct buffer *buffer);
void buffer_finish(struct buffer *buffer);
