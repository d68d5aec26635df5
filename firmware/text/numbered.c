// A font as SDL_ttf is handed it: code point GLYPH_CODE + n is glyph n, and there are no tables to shape with.
// HarfBuzz has shaped already; so SDL_ttf draws any glyph at all, and has a small map of characters to read
// instead of the font's. The file itself stands behind a directory of the tables that outlines need.
//
// FreeType reads all subroutines of a CFF table when it opens it, a megabyte of a Chinese font, and all hints of
// each glyph it loads, which are not used. So its CFF table is made up as well: a CID-keyed font (Adobe Technical
// Note #5176) of one private dictionary, whose charstrings are written when they are read. Each has OUTLINE_BYTES
// of addresses, and behind them all OUTLINE_BOX_BYTES for its box: the index tells the ones or the others. A reader
// that kept an index would get outlines, which are always right.

#include <SDL.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

enum { HEAD_BYTES = 512, RECORD_BYTES = 16, MAP_BYTES = 48, FORMAT_BYTES = 28, INDEX_BYTES = 3 };

// https://learn.microsoft.com/typography/opentype/spec/otff: outlines, and the measures of a face.
static const hb_tag_t tables[] = {
    HB_TAG('O', 'S', '/', '2'),
    HB_TAG('g', 'l', 'y', 'f'),
    HB_TAG('h', 'e', 'a', 'd'),
    HB_TAG('h', 'h', 'e', 'a'),
    HB_TAG('h', 'm', 't', 'x'),
    HB_TAG('l', 'o', 'c', 'a'),
    HB_TAG('m', 'a', 'x', 'p'),
};

enum { TABLES = sizeof tables / sizeof tables[0] };

struct charstring {
    size_t glyph;
    size_t len;
    size_t box_len;
    uint8_t box[OUTLINE_BOX_BYTES];
    uint8_t bytes[];
};

struct
    numbered { // its addresses: the head, the file; of a CFF font the index of charstrings and those
    const struct face *face;
    size_t glyphs; // of the index; 0: none
    size_t len;
    size_t at;
    uint8_t head[HEAD_BYTES];
    hb_draw_funcs_t *funcs; // NULL: the file's own outlines
    enum numbered_looks looks;
    struct charstring *kept[SHEET_CELLS]; // SDL_ttf loads a glyph for its box, then for its picture
    unsigned oldest;
    struct outline written;
};

static uint8_t *
put16(uint8_t *out, size_t value)
{
    *out++ = (uint8_t)(value >> 8);
    *out++ = (uint8_t)value;
    return out;
}

static uint8_t *
put32(uint8_t *out, size_t value)
{
    return put16(put16(out, value >> 16), value & 0xffff);
}

static uint8_t *
put_record(uint8_t *out, hb_tag_t tag, size_t offset, size_t len)
{
    out = put32(put32(out, tag), 0); // FreeType reads no checksum
    return put32(put32(out, offset), len);
}

// A cmap of one group, named as Unicode's and as Windows': without the first FreeType looks for the names of
// glyphs, SDL_ttf takes the second.
static uint8_t *
put_map(uint8_t *out, unsigned glyphs)
{
    out = put16(put16(out, 0), 2);
    out = put32(put16(put16(out, 0), 4), MAP_BYTES - FORMAT_BYTES);
    out = put32(put16(put16(out, 3), 10), MAP_BYTES - FORMAT_BYTES);
    out = put32(put16(put16(out, 12), 0), FORMAT_BYTES);
    out = put32(put32(out, 0), 1);
    return put32(put32(put32(out, GLYPH_CODE), GLYPH_CODE + glyphs - 1), 0);
}

// An offset or a length in a dictionary.
static uint8_t *
put_operand(uint8_t *out, size_t value)
{
    *out++ = 29;
    return put32(out, value);
}

// The CFF table up to its charstrings, which stand at the table's offset charstrings.
static void
put_cff(uint8_t *out, size_t glyphs, size_t charstrings)
{
    static const uint8_t front[] = {1, 0, 4, 4, // header
        0, 1, 1, 1, 2, 'A',                     // names
        0, 1, 1, 1, 32,                         // top dictionaries
        140, 140, 139, 12, 30};                 // ROS
    enum { TOP = 15, TOP_BYTES = 31, CHARSET = TOP + TOP_BYTES + 4, SELECT = CHARSET + 5 };
    enum { ARRAY = SELECT + 8, PRIVATE = ARRAY + 5 + 7 };
    static const uint8_t none[] = {0, 0, 0, 0};          // strings, subroutines
    static const uint8_t array[] = {0, 1, 1, 1, 8, 141}; // one dictionary; two bytes
    uint8_t *at = mempcpy(out, front, sizeof front);
    at = put_operand(at, CHARSET);
    *at++ = 15;
    at = put_operand(at, charstrings);
    *at++ = 17;
    at = put16(put_operand(at, ARRAY), 12 << 8 | 36);
    at = put16(put_operand(at, SELECT), 12 << 8 | 37);
    at = mempcpy(at, none, sizeof none);
    *at++ = 2; // all glyphs behind the first
    at = put16(put16(at, 1), glyphs > 2 ? glyphs - 2 : 0);
    *at++ = 3; // all have dictionary 0
    at = put16(put16(at, 1), 0);
    *at++ = 0;
    at = put16(at, glyphs);
    at = mempcpy(at, array, sizeof array);
    at = put_operand(at, PRIVATE);
    *at++ = 18;
    put16(at, 139 << 8 | 20); // width 0: FreeType asks hmtx
}

static bool
has_table(const struct face *face, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(face->face, tag);
    bool has = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return has;
}

static size_t
index_at(const struct numbered *numbered)
{
    return HEAD_BYTES + numbered->face->len;
}

static size_t
charstrings_at(const struct numbered *numbered)
{
    return index_at(numbered) + INDEX_BYTES + 4 * (numbered->glyphs + 1);
}

static void
put_head(struct numbered *numbered)
{
    const struct face *face = numbered->face;
    uint8_t *out = numbered->head + 12;
    unsigned count = 1;
    for (int i = 0; i < TABLES; i++) {
        hb_blob_t *blob = hb_face_reference_table(face->face, tables[i]);
        unsigned len = 0;
        const char *data = hb_blob_get_data(blob, &len);
        if (len > 0) {
            size_t offset = (size_t)(data - (const char *)face->data);
            out = put_record(out, tables[i], HEAD_BYTES + offset, len);
            count++;
        }
        hb_blob_destroy(blob);
    }
    size_t map = 12 + (size_t)(TABLES + 2) * RECORD_BYTES;
    size_t cff = map + MAP_BYTES;
    out = put_record(out, HB_TAG('c', 'm', 'a', 'p'), map, MAP_BYTES);
    put_map(numbered->head + map, hb_face_get_glyph_count(face->face));
    if (numbered->funcs) {
        put_record(out, HB_TAG('C', 'F', 'F', ' '), cff, numbered->len - cff);
        put_cff(numbered->head + cff, numbered->glyphs, index_at(numbered) - cff);
        count++;
    }
    out = put32(numbered->head, numbered->funcs ? HB_TAG('O', 'T', 'T', 'O') : 0x10000);
    put16(out, count);
}

static Sint64
size_of(SDL_RWops *bytes)
{
    const struct numbered *numbered = bytes->hidden.unknown.data1;
    return (Sint64)numbered->len;
}

static Sint64
seek(SDL_RWops *bytes, Sint64 offset, int whence)
{
    struct numbered *numbered = bytes->hidden.unknown.data1;
    Sint64 len = (Sint64)numbered->len;
    Sint64 from = whence == RW_SEEK_CUR ? (Sint64)numbered->at : whence == RW_SEEK_END ? len : 0;
    Sint64 at = from + offset;
    numbered->at = (size_t)(at < 0 ? 0 : at > len ? len : at);
    return (Sint64)numbered->at;
}

static size_t
copy(uint8_t *out, size_t room, const void *data, size_t len)
{
    size_t count = len < room ? len : room;
    memcpy(out, data, count);
    return count;
}

static size_t
outlines_len(const struct numbered *numbered)
{
    return numbered->glyphs * OUTLINE_BYTES;
}

// The index's count, the size of its offsets, and from 1 on those.
static uint8_t
index_byte(const struct numbered *numbered, size_t at)
{
    if (at < INDEX_BYTES) {
        return (uint8_t)(at == 2 ? 4 : numbered->glyphs >> (at == 0 ? 8 : 0));
    }
    size_t glyph = (at - INDEX_BYTES) / 4;
    size_t offset = numbered->looks == NUMBERED_BOXES
                        ? outlines_len(numbered) + glyph * OUTLINE_BOX_BYTES
                        : glyph * OUTLINE_BYTES;
    return (uint8_t)((offset + 1) >> (24 - 8 * ((at - INDEX_BYTES) % 4)));
}

static const struct charstring *
charstring_of(struct numbered *numbered, size_t glyph)
{
    for (int i = 0; i < SHEET_CELLS; i++) {
        if (numbered->kept[i] && numbered->kept[i]->glyph == glyph) {
            return numbered->kept[i];
        }
    }
    struct outline *written = &numbered->written;
    outline_write(numbered->funcs, numbered->face->font, (uint16_t)glyph, written);
    struct charstring **kept = &numbered->kept[numbered->oldest++ % SHEET_CELLS];
    free(*kept);
    *kept = malloc(sizeof **kept + written->len);
    ASSERT(*kept);
    (*kept)->glyph = glyph;
    (*kept)->len = written->len;
    (*kept)->box_len = written->box_len;
    memcpy((*kept)->box, written->box, written->box_len);
    memcpy((*kept)->bytes, written->bytes, written->len);
    return *kept;
}

// What stands behind the end of a charstring is not read.
static size_t
read_charstring(struct numbered *numbered, size_t at, uint8_t *out, size_t room)
{
    bool box = at >= outlines_len(numbered);
    size_t bytes = box ? OUTLINE_BOX_BYTES : OUTLINE_BYTES;
    at -= box ? outlines_len(numbered) : 0;
    const struct charstring *charstring = charstring_of(numbered, at / bytes);
    at %= bytes;
    size_t len = box ? charstring->box_len : charstring->len;
    if (at < len) {
        copy(out, room, (box ? charstring->box : charstring->bytes) + at, len - at);
    }
    return room < bytes - at ? room : bytes - at;
}

// As much as there is of one kind at an address.
static size_t
read_part(struct numbered *numbered, size_t at, uint8_t *out, size_t room)
{
    if (at < HEAD_BYTES) {
        return copy(out, room, numbered->head + at, HEAD_BYTES - at);
    }
    const struct face *face = numbered->face;
    if (at < index_at(numbered)) {
        at -= HEAD_BYTES;
        return copy(out, room, (const uint8_t *)face->data + at, face->len - at);
    }
    if (at < charstrings_at(numbered)) {
        *out = index_byte(numbered, at - index_at(numbered));
        return 1;
    }
    return read_charstring(numbered, at - charstrings_at(numbered), out, room);
}

static size_t
read_bytes(SDL_RWops *bytes, void *out, size_t size, size_t count)
{
    struct numbered *numbered = bytes->hidden.unknown.data1;
    size_t left = numbered->len - numbered->at;
    count = size > 0 && count > left / size ? left / size : count;
    for (size_t done = 0; done < size * count;) {
        size_t part = read_part(numbered, numbered->at, (uint8_t *)out + done, size * count - done);
        numbered->at += part;
        done += part;
    }
    return size > 0 ? count : 0;
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
    struct numbered *numbered = bytes->hidden.unknown.data1;
    hb_draw_funcs_destroy(numbered->funcs);
    for (int i = 0; i < SHEET_CELLS; i++) {
        free(numbered->kept[i]);
    }
    free(numbered);
    SDL_FreeRW(bytes);
    return 0;
}

SDL_RWops *
numbered_open(const struct face *face)
{
    struct numbered *numbered = calloc(1, sizeof *numbered);
    SDL_RWops *bytes = SDL_AllocRW();
    ASSERT(numbered && bytes);
    numbered->face = face;
    numbered->len = HEAD_BYTES + face->len;
    if (has_table(face, HB_TAG('C', 'F', 'F', ' ')) ||
        has_table(face, HB_TAG('C', 'F', 'F', '2'))) {
        numbered->funcs = outline_open();
        numbered->glyphs = hb_face_get_glyph_count(face->face);
        numbered->len = charstrings_at(numbered) + outlines_len(numbered) +
                        numbered->glyphs * OUTLINE_BOX_BYTES;
    }
    put_head(numbered);
    bytes->type = SDL_RWOPS_UNKNOWN;
    bytes->size = size_of;
    bytes->seek = seek;
    bytes->read = read_bytes;
    bytes->write = write_nothing;
    bytes->close = close_bytes;
    bytes->hidden.unknown.data1 = numbered;
    return bytes;
}

void
numbered_show(SDL_RWops *bytes, enum numbered_looks looks)
{
    struct numbered *numbered = bytes->hidden.unknown.data1;
    numbered->looks = looks;
}
