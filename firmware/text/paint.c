// Lines as pictures: drawn once by SDL_ttf, kept, tinted when they are shown.

#include <SDL.h>
#include <SDL_ttf.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "text/internal.h"

struct ink {
    SDL_Surface *surface;
    int left; // of the surface, from the line's left edge and baseline
    int top;
};

struct box { // 26.6, y upwards
    int32_t left;
    int32_t right;
    int32_t top;
    int32_t bottom;
};

void
ink_free(struct text *text, struct ink **ink)
{
    if (*ink) {
        SDL_Surface *surface = (*ink)->surface;
        text->line_bytes -= surface ? (size_t)surface->pitch * (size_t)surface->h : 0;
        SDL_FreeSurface(surface);
        free(*ink);
        *ink = NULL;
    }
}

static struct box
run_box(const struct text *text, const struct layout *layout, const struct layout_run *run)
{
    struct box box = {INT32_MAX, INT32_MIN, INT32_MIN, INT32_MAX};
    hb_font_t *font = fonts_shaper(text->fonts, run->size);
    for (int i = run->first_glyph; i < run->first_glyph + run->glyph_count; i++) {
        const struct glyph *glyph = &layout->glyphs[i];
        hb_glyph_extents_t ink = {0};
        if (!hb_font_get_glyph_extents(font, glyph->id, &ink) || ink.width == 0) {
            continue;
        }
        int32_t left = glyph->x + ink.x_bearing;
        int32_t top = glyph->y + ink.y_bearing;
        box.left = left < box.left ? left : box.left;
        box.right = left + ink.width > box.right ? left + ink.width : box.right;
        box.top = top > box.top ? top : box.top;
        box.bottom = top + ink.height < box.bottom ? top + ink.height : box.bottom;
    }
    return box;
}

static char *
run_text(const struct layout *layout, const struct layout_run *run, char *out)
{
    char *end = out;
    for (size_t at = (size_t)run->start; at < (size_t)run->end;) {
        uint32_t code = utf8_next(layout->text, layout->text_len, &at);
        bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
        end += utf8_put(end, control ? ' ' : code);
    }
    *end = '\0';
    return out;
}

static void
draw_run(struct text *text, const struct layout *layout, const struct layout_run *run,
    const struct ink *ink)
{
    struct box box = run_box(text, layout, run);
    TTF_Font *font = fonts_drawer(text->fonts, run->size);
    if (!font || box.left > box.right) {
        return;
    }
    char tag[5] = {0};
    uint32_t script = hb_script_to_iso15924_tag(run->script);
    for (int i = 0; i < 4; i++) {
        tag[i] = (char)(script >> (24 - 8 * i) & 0xff);
    }
    TTF_SetFontScriptName(font, tag);
    TTF_SetFontDirection(font, run->rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    char *bytes = malloc((size_t)(run->end - run->start) * UTF8_MAX + 1);
    ASSERT(bytes);
    SDL_Color white = {255, 255, 255, 255};
    SDL_Surface *drawn = TTF_RenderUTF8_Blended(font, run_text(layout, run, bytes), white);
    free(bytes);
    if (!drawn) {
        return;
    }
    int pen = px_floor(layout->glyphs[run->first_glyph].x + PX / 2);
    int left = px_floor(box.left) - pen;
    int above = TTF_FontAscent(font) - px_ceil(box.top);
    SDL_Rect at = {
        .x = pen + (left < 0 ? left : 0) - ink->left,
        .y = -TTF_FontAscent(font) + (above < 0 ? above : 0) - ink->top,
    };
    SDL_BlitSurface(drawn, NULL, ink->surface, &at);
    SDL_FreeSurface(drawn);
}

static struct ink *
draw_line(struct text *text, const struct layout *layout, const struct layout_line *part)
{
    struct ink *ink = calloc(1, sizeof *ink);
    ASSERT(ink);
    struct box box = {INT32_MAX, INT32_MIN, INT32_MIN, INT32_MAX};
    for (int i = 0; i < part->run_count; i++) {
        struct box run = run_box(text, layout, &layout->runs[part->first_run + i]);
        box.left = run.left < box.left ? run.left : box.left;
        box.right = run.right > box.right ? run.right : box.right;
        box.top = run.top > box.top ? run.top : box.top;
        box.bottom = run.bottom < box.bottom ? run.bottom : box.bottom;
    }
    if (box.left >= box.right) {
        return ink;
    }
    ink->left = px_floor(box.left) - 1;
    ink->top = -px_ceil(box.top) - 1;
    int width = px_ceil(box.right) + 2 - ink->left;
    int height = -px_floor(box.bottom) + 2 - ink->top;
    ink->surface = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!ink->surface) {
        return ink;
    }
    SDL_FillRect(ink->surface, NULL, 0x00ffffff);
    for (int i = 0; i < part->run_count; i++) {
        draw_run(text, layout, &layout->runs[part->first_run + i], ink);
    }
    text->line_bytes += (size_t)ink->surface->pitch * (size_t)ink->surface->h;
    text->drawn++;
    return ink;
}

static int
aligned_x(const struct layout *layout, const struct text_line *line, const struct text_place *place)
{
    int room = place->width_px - line->width_px;
    bool rtl = layout->dir == DIRECTION_RTL;
    if (place->align == ALIGN_CENTER) {
        return place->x + room / 2;
    }
    return (place->align == ALIGN_START) == rtl ? place->x + room : place->x;
}

void
text_draw(struct text *text, const struct text_layout *shown, const struct text_place *place,
    SDL_Surface *canvas, const SDL_Rect *clip)
{
    // The layout is ours; callers hold it const because only text_trim may end it.
    struct layout *layout = (struct layout *)(uintptr_t)shown;
    int first = place->first < 0 ? 0 : place->first;
    int last = place->count > 0 ? first + place->count : shown->line_count;
    last = last > shown->line_count ? shown->line_count : last;
    SDL_Rect kept;
    SDL_GetClipRect(canvas, &kept);
    SDL_SetClipRect(canvas, clip);
    for (int i = first; i < last; i++) {
        const struct text_line *line = &layout->lines[i];
        struct layout_line *part = &layout->parts[i];
        if (!part->ink) {
            part->ink = draw_line(text, layout, part);
        }
        if (!part->ink->surface) {
            continue;
        }
        SDL_Rect at = {
            .x = aligned_x(layout, line, place) + part->ink->left,
            .y = place->y + line->baseline_px - layout->lines[first].top_px + part->ink->top,
        };
        SDL_SetSurfaceColorMod(part->ink->surface, (uint8_t)(place->colour >> 16),
            (uint8_t)(place->colour >> 8), (uint8_t)place->colour);
        SDL_SetSurfaceAlphaMod(part->ink->surface, (uint8_t)(place->colour >> 24));
        SDL_BlitSurface(part->ink->surface, NULL, canvas, &at);
    }
    SDL_SetClipRect(canvas, &kept);
}
