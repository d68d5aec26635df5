#define ZLIB_CONST // input bytes are not written

#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void
make_room(struct buffer *buffer, size_t more)
{
    if (buffer->len + more > buffer->room) {
        buffer->room = (buffer->len + more) * 2;
        buffer->data = realloc(buffer->data, buffer->room);
        ASSERT(buffer->data);
    }
}

void
buffer_put(struct buffer *buffer, const void *data, size_t len)
{
    make_room(buffer, len + 1);
    if (len > 0) {
        memcpy(buffer->data + buffer->len, data, len);
    }
    buffer->len += len;
}

void
buffer_u32(struct buffer *buffer, uint32_t value)
{
    uint8_t bytes[4] = {
        (uint8_t)value, (uint8_t)(value >> 8), (uint8_t)(value >> 16), (uint8_t)(value >> 24)};
    buffer_put(buffer, bytes, sizeof bytes);
}

void
buffer_varint(struct buffer *buffer, uint64_t value)
{
    uint8_t bytes[10];
    size_t len = 0;
    do {
        bytes[len++] = (uint8_t)((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
        value >>= 7;
    } while (value > 0);
    buffer_put(buffer, bytes, len);
}

void
buffer_zigzag(struct buffer *buffer, int64_t value)
{
    buffer_varint(buffer, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

void
buffer_field(struct buffer *buffer, uint32_t field, uint64_t value)
{
    buffer_varint(buffer, (uint64_t)field << 3);
    buffer_varint(buffer, value);
}

void
buffer_bytes(struct buffer *buffer, uint32_t field, const void *data, size_t len)
{
    buffer_varint(buffer, (uint64_t)field << 3 | 2);
    buffer_varint(buffer, len);
    buffer_put(buffer, data, len);
}

void
buffer_printf(struct buffer *buffer, const char *format, ...)
{
    va_list args;
    va_list again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    ASSERT(len >= 0);
    make_room(buffer, (size_t)len + 1);
    vsnprintf((char *)buffer->data + buffer->len, (size_t)len + 1, format, again);
    va_end(again);
    buffer->len += (size_t)len;
}

void
buffer_gzip(struct buffer *out, const struct buffer *in)
{
    enum { BEST = 9, MEMORY = 9, WINDOW_GZIP = 15 + 16 };
    z_stream stream = {.next_in = in->data, .avail_in = (uInt)in->len};
    ASSERT(in->len < UINT32_MAX / 2);
    int rc = deflateInit2(&stream, BEST, Z_DEFLATED, WINDOW_GZIP, MEMORY, Z_DEFAULT_STRATEGY);
    ASSERT(rc == Z_OK);
    uLong most = deflateBound(&stream, (uLong)in->len);
    make_room(out, most);
    stream.next_out = out->data + out->len;
    stream.avail_out = (uInt)most;
    rc = deflate(&stream, Z_FINISH);
    ASSERT(rc == Z_STREAM_END);
    out->len += most - stream.avail_out;
    deflateEnd(&stream);
}

void
buffer_reset(struct buffer *buffer)
{
    buffer->len = 0;
}

void
buffer_finish(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}
