// The arrays one layout works in; they belong to the engine and are used again for the next.

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include "base/utf8.h"
#include "text/internal.h"

static void *
must_alloc(size_t count, size_t size)
{
    void *data = calloc(count, size);
    ASSERT(data);
    return data;
}

void *
array_grow(void *data, int count, int *room, size_t size)
{
    if (count < *room) {
        return data;
    }
    *room = *room ? *room * 2 : 64;
    data = realloc(data, (size_t)*room * size);
    ASSERT(data);
    return data;
}

void
paragraph_init(struct paragraph *para)
{
    enum { UNITS = TEXT_BYTES_MAX + 1 };
    *para = (struct paragraph){
        .units = must_alloc(UNITS, sizeof *para->units),
        .bytes = must_alloc(UNITS, sizeof *para->bytes),
        .flags = must_alloc(UNITS, sizeof *para->flags),
        .levels = must_alloc(UNITS, sizeof *para->levels),
        .scripts = must_alloc(UNITS, sizeof *para->scripts),
        .faces = must_alloc(UNITS, sizeof *para->faces),
        .pens = must_alloc(UNITS, sizeof *para->pens),
    };
}

void
paragraph_finish(struct paragraph *para)
{
    free(para->units);
    free(para->bytes);
    free(para->flags);
    free(para->levels);
    free(para->scripts);
    free(para->faces);
    free(para->pens);
    free(para->runs);
    free(para->order);
    free(para->order_levels);
    free(para->glyphs);
    *para = (struct paragraph){0};
}

void
paragraph_wipe(struct paragraph *para)
{
    explicit_bzero(para->units, (TEXT_BYTES_MAX + 1) * sizeof *para->units);
    if (para->glyphs) {
        explicit_bzero(para->glyphs, (size_t)para->glyph_room * sizeof *para->glyphs);
    }
    para->len = 0;
    para->run_count = 0;
    para->glyph_count = 0;
}

int
units_put(UChar *units, int at, uint32_t code)
{
    if (code < 0x10000) {
        units[at] = (UChar)code;
        return at + 1;
    }
    units[at] = (UChar)(0xd7c0 + (code >> 10));
    units[at + 1] = (UChar)(0xdc00 + (code & 0x3ff));
    return at + 2;
}

uint32_t
units_code(const UChar *units, int len, int at, int *next)
{
    uint32_t code = units[at];
    *next = at + 1;
    if (U16_IS_LEAD(code) && at + 1 < len && U16_IS_TRAIL(units[at + 1])) {
        *next = at + 2;
        code = 0x10000 + ((code & 0x3ff) << 10) + (units[at + 1] & 0x3ffu);
    }
    return code;
}

void
paragraph_decode(struct paragraph *para, const char *text)
{
    size_t len = strnlen(text, TEXT_BYTES_MAX + UTF8_MAX);
    size_t at = 0;
    int units = 0;
    while (at < len) {
        size_t next = at;
        uint32_t code = utf8_next(text, len, &next);
        if (next > TEXT_BYTES_MAX) {
            break;
        }
        int first = units;
        units = units_put(para->units, units, code);
        for (int i = first; i < units; i++) {
            para->bytes[i] = (uint16_t)at;
        }
        at = next;
    }
    para->cut = at < len;
    para->len = units;
    para->bytes[units] = (uint16_t)at;
    para->run_count = 0;
    para->glyph_count = 0;
    para->missing = 0;
    memset(para->flags, 0, (size_t)units + 1);
}

void
paragraph_cut(struct paragraph *para)
{
    if (!para->cut) {
        return;
    }
    int last = para->len - 1;
    while (last > 0 && !(para->flags[last] & UNIT_CLUSTER)) {
        last--;
    }
    if (last > 0) { // one cluster of 16 kB is garbage anyway
        para->len = last;
    }
}

uint32_t
paragraph_code(const struct paragraph *para, int at, int *next)
{
    return units_code(para->units, para->len, at, next);
}

int
paragraph_cluster_end(const struct paragraph *para, int at)
{
    int end = at + 1;
    while (end < para->len && !(para->flags[end] & UNIT_CLUSTER)) {
        end++;
    }
    return end;
}

uint32_t
paragraph_shown(uint32_t code)
{
    bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    if (!control) {
        return code;
    }
    return u_isUWhiteSpace((UChar32)code) ? ' ' : UTF8_REPLACEMENT;
}

void
paragraph_show_controls(struct paragraph *para)
{
    for (int i = 0; i < para->len; i++) {
        para->units[i] = (UChar)paragraph_shown(para->units[i]);
    }
}

struct run *
paragraph_add_run(struct paragraph *para)
{
    para->runs = array_grow(para->runs, para->run_count, &para->run_room, sizeof *para->runs);
    return &para->runs[para->run_count++];
}

void
paragraph_room_for_order(struct paragraph *para)
{
    if (para->order_room >= para->run_count) {
        return;
    }
    para->order_room = para->run_room;
    para->order = realloc(para->order, (size_t)para->order_room * sizeof *para->order);
    para->order_levels =
        realloc(para->order_levels, (size_t)para->order_room * sizeof *para->order_levels);
    ASSERT(para->order && para->order_levels);
}

struct glyph *
paragraph_add_glyph(struct paragraph *para)
{
    if (para->glyph_count == GLYPHS_MAX) {
        return NULL;
    }
    para->glyphs =
        array_grow(para->glyphs, para->glyph_count, &para->glyph_room, sizeof *para->glyphs);
    return &para->glyphs[para->glyph_count++];
}
