// Glyphs that look the same wherever they stand: SDL_ttf draws each once and the picture is kept. SDL_ttf
// itself keeps 256 glyphs of a font, told apart by the low byte of their number: a Chinese page has more.

#include <SDL.h>
#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

enum {
    ENTRIES_LEAST = 256,
    SHEET_PX = 2048,
};

struct cell {
    uint16_t id;
    int pen; // px, on the sheet
    struct glyph_box box;
};

struct sheet { // glyphs that SDL_ttf draws side by side
    struct cell cells[SHEET_CELLS];
    int count;
    int width;
    uint64_t places[4]; // taken in SDL_ttf's own cache
};

static uint32_t
key_of(int size, uint16_t id)
{
    return ((uint32_t)size << 16 | id) + 1;
}

// Its entry, or the free one where it belongs. There is one: half of them stay free.
static struct mask_entry *
find(const struct masks *masks, uint32_t key)
{
    size_t at = (key * UINT32_C(0x9e3779b1)) >> 12;
    struct mask_entry *entry = &masks->entries[at & (masks->room - 1)];
    while (entry->key != key && entry->key != 0) {
        at++;
        entry = &masks->entries[at & (masks->room - 1)];
    }
    return entry;
}

static void
widen(struct masks *masks)
{
    struct masks wider = *masks;
    wider.room = masks->room ? 2 * masks->room : ENTRIES_LEAST;
    wider.bytes += (wider.room - masks->room) * sizeof *wider.entries;
    wider.entries = calloc(wider.room, sizeof *wider.entries);
    ASSERT(wider.entries);
    for (size_t i = 0; i < masks->room; i++) {
        if (masks->entries[i].key) {
            *find(&wider, masks->entries[i].key) = masks->entries[i];
        }
    }
    free(masks->entries);
    *masks = wider;
}

static struct mask_entry *
add(struct masks *masks, uint32_t key)
{
    struct mask_entry *entry = find(masks, key);
    if (entry->key == 0 && ++masks->count * 2 > masks->room) {
        widen(masks);
        entry = find(masks, key);
    }
    *entry = (struct mask_entry){.key = key};
    return entry;
}

static struct mask *
cut(const SDL_Surface *drawn, const SDL_Rect *ink)
{
    int pitch = (ink->w + MASK_STEP - 1) / MASK_STEP * MASK_STEP;
    size_t bytes = sizeof(struct mask) + (size_t)pitch * (size_t)ink->h;
    struct mask *mask = calloc(1, bytes);
    ASSERT(mask);
    *mask = (struct mask){.bytes = bytes, .width = ink->w, .height = ink->h, .pitch = pitch};
    for (int y = 0; y < ink->h; y++) {
        memcpy(mask->alpha + (ptrdiff_t)y * pitch,
            (const uint8_t *)drawn->pixels + (ptrdiff_t)(ink->y + y) * drawn->pitch + ink->x,
            (size_t)ink->w);
    }
    return mask;
}

// SDL_ttf puts the pen at the surface's left edge and the ascent above the baseline, but moves both so
// that all ink is inside.
static void
cut_cell(struct text *text, int size, const struct cell *cell, const SDL_Surface *drawn)
{
    int above = TTF_FontAscent(fonts_drawer(text->fonts, size)) - cell->box.top;
    SDL_Rect ink = {cell->pen + (cell->box.left > 0 ? cell->box.left : 0), above > 0 ? above : 0,
        cell->box.right - cell->box.left, cell->box.top - cell->box.bottom};
    SDL_Rect all = {0, 0, drawn->w, drawn->h};
    struct mask_entry *entry = find(&text->masks, key_of(size, cell->id));
    if (SDL_IntersectRect(&ink, &all, &ink)) {
        entry->mask = cut(drawn, &ink);
        entry->mask->left = cell->box.left;
        entry->mask->top = -cell->box.top;
        text->masks.bytes += entry->mask->bytes;
    }
}

static void
finish_sheet(struct text *text, int size, struct sheet *sheet)
{
    uint16_t ids[SHEET_CELLS];
    for (int i = 0; i < sheet->count; i++) {
        ids[i] = sheet->cells[i].id;
    }
    SDL_Surface *drawn = sheet->count > 0 ? fonts_draw(text->fonts, size, ids, sheet->count) : NULL;
    if (drawn) {
        for (int i = 0; i < sheet->count; i++) {
            cut_cell(text, size, &sheet->cells[i], drawn);
        }
        fonts_free_drawn(drawn);
    }
    *sheet = (struct sheet){.count = 0};
}

// True once a sheet: SDL_ttf keeps a glyph at the low byte of its number and would load the other anew.
static bool
takes_place(struct sheet *sheet, uint16_t id)
{
    uint64_t *places = &sheet->places[id >> 6 & 3];
    uint64_t place = UINT64_C(1) << (id & 63);
    bool free = !(*places & place);
    *places |= place;
    return free;
}

// Side by side stand only glyphs of whole pixels that keep to their own place, so that SDL_ttf moves none
// and none touches another.
static bool
is_tile(const struct cell *cell, int32_t advance, TTF_Font *font)
{
    return advance % PX == 0 && cell->box.left >= 0 && cell->box.right <= px_floor(advance) &&
           cell->box.top <= TTF_FontAscent(font);
}

static void
put_on_sheet(struct text *text, int size, uint16_t id, struct sheet *sheet)
{
    struct cell cell = {.id = id};
    int32_t advance = hb_font_get_glyph_h_advance(fonts_shaper(text->fonts, size), id);
    if (sheet->count == SHEET_CELLS || sheet->width > SHEET_PX - px_floor(advance) ||
        !takes_place(sheet, id)) {
        finish_sheet(text, size, sheet);
        takes_place(sheet, id);
    }
    if (!fonts_measure(text->fonts, size, id, &cell.box)) {
        return;
    }
    if (advance <= SHEET_PX * PX && is_tile(&cell, advance, fonts_drawer(text->fonts, size))) {
        cell.pen = sheet->width;
        sheet->cells[sheet->count++] = cell;
        sheet->width += px_floor(advance);
    } else {
        struct sheet alone = {.cells = {cell}, .count = 1};
        finish_sheet(text, size, &alone);
    }
}

void
masks_draw(struct text *text, int size, const struct glyph *glyphs, int count)
{
    struct masks *masks = &text->masks;
    struct sheet sheet = {.count = 0};
    if (masks->room == 0) {
        widen(masks);
    }
    for (int i = 0; i < count; i++) {
        uint32_t key = key_of(size, glyphs[i].id);
        if (!find(masks, key)->key) {
            add(masks, key);
            put_on_sheet(text, size, glyphs[i].id, &sheet);
        }
    }
    finish_sheet(text, size, &sheet);
}

const struct mask *
mask_of(const struct text *text, int size, uint16_t id)
{
    return find(&text->masks, key_of(size, id))->mask;
}

void
masks_forget(struct text *text)
{
    struct masks *masks = &text->masks;
    for (size_t i = 0; i < masks->room; i++) {
        struct mask *mask = masks->entries[i].mask;
        if (mask) {
            explicit_bzero(mask, mask->bytes);
            free(mask);
        }
    }
    if (masks->entries) {
        explicit_bzero(masks->entries, masks->room * sizeof *masks->entries);
    }
    free(masks->entries);
    *masks = (struct masks){0};
}
