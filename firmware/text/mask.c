// Glyphs that look the same wherever they stand: SDL_ttf draws each once and the picture is kept. SDL_ttf
// itself keeps 256 glyphs of a font, told apart by the low byte of their number: a Chinese page has more.

#include <SDL.h>
#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/internal.h"

enum {
    ENTRIES_LEAST = 256,
    SHEET_CELLS = 32,
    SHEET_PX = 2048,
};

struct cell {
    const struct mask_glyph *glyph;
    int left; // px of its ink, y upwards, from its pen on the baseline
    int right;
    int bottom;
    int top;
    int pen; // on the sheet
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
add(struct masks *masks, uint32_t key, enum mask_state state)
{
    struct mask_entry *entry = find(masks, key);
    if (entry->key == 0 && ++masks->count * 2 > masks->room) {
        widen(masks);
        entry = find(masks, key);
    }
    *entry = (struct mask_entry){.key = key, .state = state};
    return entry;
}

// What a glyph not met before is: waiting to be drawn if it is the code point's own.
static enum mask_state
meet(const struct text *text, int size, const struct mask_glyph *glyph)
{
    hb_font_t *shaper = fonts_shaper(text->fonts, size);
    hb_codepoint_t nominal = 0;
    if (hb_font_get_nominal_glyph(shaper, glyph->code, &nominal) && nominal == glyph->id) {
        return MASK_WAITING;
    }
    hb_glyph_extents_t ink = {0};
    bool blank = hb_font_get_glyph_extents(shaper, glyph->id, &ink) && ink.width == 0;
    return blank ? MASK_READY : MASK_BOUND;
}

// The sheet's code points shape to its glyphs at their common places; so they will when SDL_ttf draws them.
static bool
shapes_as_meant(struct text *text, const struct mask_run *run, const struct sheet *sheet)
{
    hb_font_t *shaper = fonts_shaper(text->fonts, run->size);
    hb_buffer_t *buffer = text->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, run->script);
    for (int i = 0; i < sheet->count; i++) {
        hb_buffer_add(buffer, sheet->cells[i].glyph->code, (unsigned)i);
    }
    hb_shape(shaper, buffer, NULL, 0);
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, NULL);
    bool same = count == (unsigned)sheet->count;
    for (unsigned i = 0; same && i < count; i++) {
        uint16_t id = sheet->cells[i].glyph->id;
        same = infos[i].codepoint == id && at[i].x_offset == 0 && at[i].y_offset == 0 &&
               at[i].x_advance == hb_font_get_glyph_h_advance(shaper, id);
    }
    return same;
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
cut_cell(struct text *text, const struct mask_run *run, const struct cell *cell,
    const SDL_Surface *drawn)
{
    int above = TTF_FontAscent(fonts_drawer(text->fonts, run->size)) - cell->top;
    SDL_Rect ink = {cell->pen + (cell->left > 0 ? cell->left : 0), above > 0 ? above : 0,
        cell->right - cell->left, cell->top - cell->bottom};
    SDL_Rect all = {0, 0, drawn->w, drawn->h};
    struct mask_entry *entry = add(&text->masks, key_of(run->size, cell->glyph->id), MASK_READY);
    if (SDL_IntersectRect(&ink, &all, &ink)) {
        entry->mask = cut(drawn, &ink);
        entry->mask->left = cell->left;
        entry->mask->top = -cell->top;
        text->masks.bytes += entry->mask->bytes;
    }
}

static bool
draw_sheet(struct text *text, const struct mask_run *run, const struct sheet *sheet)
{
    char utf8[SHEET_CELLS * UTF8_MAX + 1];
    char *end = utf8;
    if (!shapes_as_meant(text, run, sheet)) {
        return false;
    }
    for (int i = 0; i < sheet->count; i++) {
        end += utf8_put(end, sheet->cells[i].glyph->code);
    }
    *end = '\0';
    struct font_words words = {utf8, run->size, run->script, false};
    SDL_Surface *drawn = fonts_draw(text->fonts, &words);
    explicit_bzero(utf8, sizeof utf8);
    if (!drawn) {
        return false;
    }
    for (int i = 0; i < sheet->count; i++) {
        cut_cell(text, run, &sheet->cells[i], drawn);
    }
    fonts_free_drawn(drawn);
    return true;
}

// Each for itself what could not be drawn together.
static void
finish_sheet(struct text *text, const struct mask_run *run, struct sheet *sheet)
{
    bool drawn = sheet->count > 0 && draw_sheet(text, run, sheet);
    for (int i = 0; !drawn && i < sheet->count; i++) {
        struct sheet alone = {.cells = {sheet->cells[i]}, .count = 1};
        alone.cells[0].pen = 0;
        if (sheet->count == 1 || !draw_sheet(text, run, &alone)) {
            add(&text->masks, key_of(run->size, sheet->cells[i].glyph->id), MASK_BOUND);
        }
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
    return advance % PX == 0 && cell->left >= 0 && cell->right <= px_floor(advance) &&
           cell->top <= TTF_FontAscent(font);
}

static void
put_on_sheet(struct text *text, const struct mask_run *run, const struct mask_glyph *glyph,
    struct sheet *sheet)
{
    TTF_Font *font = fonts_drawer(text->fonts, run->size);
    struct cell cell = {.glyph = glyph};
    int32_t advance = hb_font_get_glyph_h_advance(fonts_shaper(text->fonts, run->size), glyph->id);
    if (sheet->count == SHEET_CELLS || sheet->width + px_floor(advance) > SHEET_PX ||
        !takes_place(sheet, glyph->id)) {
        finish_sheet(text, run, sheet);
        takes_place(sheet, glyph->id);
    }
    bool known = font && advance <= SHEET_PX * PX &&
                 TTF_GlyphMetrics32(font, glyph->code, &cell.left, &cell.right, &cell.bottom,
                     &cell.top, NULL) == 0 &&
                 cell.right - cell.left <= SHEET_PX && cell.top - cell.bottom <= SHEET_PX;
    if (!known || cell.right <= cell.left || cell.top <= cell.bottom) {
        add(&text->masks, key_of(run->size, glyph->id), known ? MASK_READY : MASK_BOUND);
    } else if (is_tile(&cell, advance, font)) {
        cell.pen = sheet->width;
        sheet->cells[sheet->count++] = cell;
        sheet->width += px_floor(advance);
    } else {
        struct sheet alone = {.cells = {cell}, .count = 1};
        finish_sheet(text, run, &alone);
    }
}

// False if a glyph is bound, or new and there is no room.
static bool
meet_all(struct text *text, const struct mask_run *run)
{
    struct masks *masks = &text->masks;
    for (int i = 0; i < run->count; i++) {
        uint32_t key = key_of(run->size, run->glyphs[i].id);
        const struct mask_entry *entry = find(masks, key);
        if (!entry->key && masks->bytes >= MASK_BYTES_MAX) {
            return false;
        }
        if (!entry->key) {
            entry = add(masks, key, meet(text, run->size, &run->glyphs[i]));
        }
        if (entry->state == MASK_BOUND) {
            return false;
        }
    }
    return true;
}

bool
masks_draw(struct text *text, const struct mask_run *run)
{
    struct masks *masks = &text->masks;
    struct sheet sheet = {.count = 0};
    if (masks->room == 0) {
        widen(masks);
    }
    if (fonts_view(text->fonts, run->size).em_px > MASK_EM_MAX || !meet_all(text, run)) {
        return false;
    }
    for (int i = 0; i < run->count && masks->bytes < MASK_BYTES_MAX; i++) {
        struct mask_entry *entry = find(masks, key_of(run->size, run->glyphs[i].id));
        if (entry->state == MASK_WAITING) {
            entry->state = MASK_DRAWING;
            put_on_sheet(text, run, &run->glyphs[i], &sheet);
        }
    }
    finish_sheet(text, run, &sheet);
    bool ready = true;
    for (int i = 0; i < run->count && ready; i++) {
        ready = find(masks, key_of(run->size, run->glyphs[i].id))->state == MASK_READY;
    }
    return ready;
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
