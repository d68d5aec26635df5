#define ZLIB_CONST // input bytes are not written

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "map/map.h"

enum { ROOM_MIN = 16 * 1024, WINDOW_GZIP_OR_ZLIB = 15 + 32 };

static bool
is_packed(const uint8_t *data, size_t len)
{
    bool gzip = len >= 2 && data[0] == 0x1f && data[1] == 0x8b;
    // RFC 1950: deflate, and the first two bytes a multiple of 31.
    bool zlib = len >= 2 && (data[0] & 0x0f) == 8 && data[0] >> 4 <= 7 &&
                ((unsigned)data[0] << 8 | data[1]) % 31 == 0;
    return gzip || zlib;
}

// Grows the output up to limit + 1 bytes, so that passing the limit shows.
static void
grow(struct map_bytes *out, size_t *room, size_t limit)
{
    *room = *room > (limit + 1) / 2 ? limit + 1 : *room * 2;
    out->data = realloc(out->data, *room);
    ASSERT(out->data);
}

static bool
inflate_all(z_stream *stream, size_t limit, struct map_bytes *out, struct err *err)
{
    size_t room = limit < ROOM_MIN ? limit + 1 : ROOM_MIN;
    out->data = malloc(room);
    ASSERT(out->data);
    for (;;) {
        stream->next_out = out->data + out->len;
        stream->avail_out = (uInt)(room - out->len);
        int rc = inflate(stream, Z_NO_FLUSH);
        out->len = room - stream->avail_out;
        if (out->len > limit) {
            return err_set(err, ERR_LIMIT, "inflates to more than %zu bytes", limit);
        }
        if (rc == Z_STREAM_END) {
            return true;
        }
        if (rc != Z_OK || (stream->avail_in == 0 && stream->avail_out > 0)) {
            return err_set(err, ERR_FORMAT, "damaged compressed bytes: %s",
                stream->msg ? stream->msg : "cut off");
        }
        if (stream->avail_out == 0) {
            grow(out, &room, limit);
        }
    }
}

bool
map_inflate(const void *data, size_t len, size_t limit, struct map_bytes *out, struct err *err)
{
    *out = (struct map_bytes){0};
    ASSERT(len <= UINT32_MAX && limit < UINT32_MAX);
    if (!is_packed(data, len)) {
        if (len > limit) {
            return err_set(err, ERR_LIMIT, "%zu bytes, the limit is %zu", len, limit);
        }
        out->data = malloc(len + 1);
        ASSERT(out->data);
        memcpy(out->data, len > 0 ? data : "", len);
        out->len = len;
        return true;
    }
    z_stream stream = {.next_in = data, .avail_in = (uInt)len};
    ASSERT(inflateInit2(&stream, WINDOW_GZIP_OR_ZLIB) == Z_OK);
    bool ok = inflate_all(&stream, limit, out, err);
    inflateEnd(&stream);
    if (!ok) {
        free(out->data);
        *out = (struct map_bytes){0};
    }
    return ok;
}
