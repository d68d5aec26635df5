// A font as SDL_ttf is handed it: code point GLYPH_CODE + n is glyph n, and there are no tables to shape with.
// HarfBuzz has shaped already; so SDL_ttf draws any glyph at all, and has a small map of characters to read
// instead of the font's. The file itself stands behind a directory of the tables that outlines need.

#include <SDL.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

enum { HEAD_BYTES = 256, RECORD_BYTES = 16, MAP_BYTES = 48, FORMAT_BYTES = 28 };

// https://learn.microsoft.com/typography/opentype/spec/otff: outlines, and the measures of a face.
static const hb_tag_t tables[] = {
    HB_TAG('C', 'F', 'F', ' '),
    HB_TAG('C', 'F', 'F', '2'),
    HB_TAG('O', 'S', '/', '2'),
    HB_TAG('g', 'l', 'y', 'f'),
    HB_TAG('h', 'e', 'a', 'd'),
    HB_TAG('h', 'h', 'e', 'a'),
    HB_TAG('h', 'm', 't', 'x'),
    HB_TAG('l', 'o', 'c', 'a'),
    HB_TAG('m', 'a', 'x', 'p'),
};

enum { TABLES = sizeof tables / sizeof tables[0] };

_Static_assert(12 + (TABLES + 1) * RECORD_BYTES + MAP_BYTES <= HEAD_BYTES, "the head holds all");

struct numbered {
    const uint8_t *file;
    Sint64 len; // of both
    Sint64 at;
    uint8_t head[HEAD_BYTES];
};

static uint8_t *
put16(uint8_t *out, uint32_t value)
{
    *out++ = (uint8_t)(value >> 8);
    *out++ = (uint8_t)value;
    return out;
}

static uint8_t *
put32(uint8_t *out, uint32_t value)
{
    return put16(put16(out, value >> 16), value & 0xffff);
}

static uint8_t *
put_record(uint8_t *out, hb_tag_t tag, size_t offset, size_t len)
{
    out = put32(put32(out, tag), 0); // FreeType reads no checksum
    return put32(put32(out, (uint32_t)offset), (uint32_t)len);
}

// A cmap of one group, named as Unicode's and as Windows': without the first FreeType looks for the names of
// glyphs, SDL_ttf takes the second.
static void
put_map(uint8_t *out, unsigned glyphs)
{
    out = put16(put16(out, 0), 2);
    out = put32(put16(put16(out, 0), 4), MAP_BYTES - FORMAT_BYTES);
    out = put32(put16(put16(out, 3), 10), MAP_BYTES - FORMAT_BYTES);
    out = put32(put16(put16(out, 12), 0), FORMAT_BYTES);
    out = put32(put32(out, 0), 1);
    put32(put32(put32(out, GLYPH_CODE), GLYPH_CODE + glyphs - 1), 0);
}

static void
put_head(const struct face *face, uint8_t *head)
{
    uint8_t *out = head + 12;
    bool cff = false;
    unsigned count = 1;
    for (int i = 0; i < TABLES; i++) {
        hb_blob_t *blob = hb_face_reference_table(face->face, tables[i]);
        unsigned len = 0;
        const char *data = hb_blob_get_data(blob, &len);
        if (len > 0) {
            size_t offset = (size_t)(data - (const char *)face->data);
            out = put_record(out, tables[i], HEAD_BYTES + offset, len);
            cff |= i < 2;
            count++;
        }
        hb_blob_destroy(blob);
    }
    size_t map = 12 + (size_t)count * RECORD_BYTES;
    put_record(out, HB_TAG('c', 'm', 'a', 'p'), map, MAP_BYTES);
    unsigned glyphs = hb_face_get_glyph_count(face->face);
    put_map(head + map, glyphs < GLYPH_CODES ? glyphs : GLYPH_CODES);
    out = put32(head, cff ? HB_TAG('O', 'T', 'T', 'O') : 0x10000);
    put16(out, count);
}

static Sint64
size_of(SDL_RWops *bytes)
{
    const struct numbered *numbered = bytes->hidden.unknown.data1;
    return numbered->len;
}

static Sint64
seek(SDL_RWops *bytes, Sint64 offset, int whence)
{
    struct numbered *numbered = bytes->hidden.unknown.data1;
    Sint64 from = whence == RW_SEEK_CUR ? numbered->at : whence == RW_SEEK_END ? numbered->len : 0;
    Sint64 at = from + offset;
    numbered->at = at < 0 ? 0 : at > numbered->len ? numbered->len : at;
    return numbered->at;
}

static size_t
read_bytes(SDL_RWops *bytes, void *out, size_t size, size_t count)
{
    struct numbered *numbered = bytes->hidden.unknown.data1;
    size_t left = (size_t)(numbered->len - numbered->at);
    size_t len = size > 0 && count > left / size ? left / size * size : size * count;
    size_t at = (size_t)numbered->at;
    size_t head = at >= HEAD_BYTES ? 0 : HEAD_BYTES - at < len ? HEAD_BYTES - at : len;
    if (head > 0) {
        memcpy(out, numbered->head + at, head);
    }
    if (len > head) {
        memcpy((uint8_t *)out + head, numbered->file + at + head - HEAD_BYTES, len - head);
    }
    numbered->at += (Sint64)len;
    return size > 0 ? len / size : 0;
}

static size_t
write_nothing(SDL_RWops *bytes, const void *data, size_t size, size_t count)
{
    (void)bytes, (void)data, (void)size, (void)count;
    return 0;
}

static int
close_bytes(SDL_RWops *bytes)
{
    free(bytes->hidden.unknown.data1);
    SDL_FreeRW(bytes);
    return 0;
}

SDL_RWops *
numbered_open(const struct face *face)
{
    struct numbered *numbered = calloc(1, sizeof *numbered);
    SDL_RWops *bytes = SDL_AllocRW();
    ASSERT(numbered && bytes);
    numbered->file = face->data;
    numbered->len = (Sint64)face->len + HEAD_BYTES;
    put_head(face, numbered->head);
    bytes->type = SDL_RWOPS_UNKNOWN;
    bytes->size = size_of;
    bytes->seek = seek;
    bytes->read = read_bytes;
    bytes->write = write_nothing;
    bytes->close = close_bytes;
    bytes->hidden.unknown.data1 = numbered;
    return bytes;
}
