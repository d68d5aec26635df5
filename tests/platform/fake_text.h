#pragma once
// Stands in for the text engine, so that painting is tested apart from fonts: every byte of a text is
// a block as wide as half the capital height, lines break after so many, and the ink is allowed to
// leave its box by a pixel as real glyphs do.

#include <SDL.h>
#include <string.h>

#include "draw/draw.h"
#include "text/text.h"

struct fake_layout {
    struct text_layout layout;
    struct text_line lines[64];
    int advance;
    char bytes[256];
};

static struct fake_layout fake;
static struct text_spec fake_spec; // asked for last
static struct text_place fake_place;
static int fake_trims;

const struct text_layout *
text_layout(struct text *text, const struct text_spec *spec)
{
    (void)text;
    memset(&fake, 0, sizeof fake);
    fake_spec = *spec;
    int len = (int)strnlen(spec->text, sizeof fake.bytes);
    memcpy(fake.bytes, spec->text, (size_t)len);
    fake.advance = (int)(spec->cap_px / 2) + 1;
    int height = (int)(spec->cap_px * 2) + 1;
    int per_line = spec->width_px / fake.advance > 1 ? spec->width_px / fake.advance : 1;
    for (int at = 0; at < len && fake.layout.line_count < 64; at += per_line) {
        int end = at + per_line < len ? at + per_line : len;
        fake.lines[fake.layout.line_count] = (struct text_line){
            .start = at,
            .end = end,
            .width_px = (end - at) * fake.advance,
            .top_px = fake.layout.line_count * height,
            .height_px = height,
            .baseline_px = height,
        };
        fake.layout.line_count++;
    }
    fake.layout.lines = fake.lines;
    fake.layout.height_px = fake.layout.line_count * height;
    return &fake.layout;
}

static void
fake_draw_line(const struct text_line *line, const struct text_place *place, int top,
    struct SDL_Surface *canvas)
{
    int spare = place->width_px - line->width_px;
    int x = place->x + (place->align == ALIGN_CENTER   ? spare / 2
                           : place->align == ALIGN_END ? spare
                                                       : 0);
    for (int i = line->start; i < line->end; i++, x += fake.advance) {
        SDL_Rect block = {x - 1, top - 1, fake.advance, line->height_px / 2 + fake.bytes[i] % 5};
        uint32_t shade = (uint32_t)(fake.bytes[i] * 37 % 200 + 56) << 24;
        draw_fill(canvas, &block, shade | (place->colour & 0xffffff));
    }
}

void
text_draw(struct text *text, const struct text_layout *layout, const struct text_place *place,
    struct SDL_Surface *canvas, const struct SDL_Rect *clip)
{
    (void)text;
    fake_place = *place;
    SDL_Rect before = canvas->clip_rect;
    if (clip) {
        SDL_Rect both;
        SDL_IntersectRect(&before, clip, &both);
        SDL_SetClipRect(canvas, &both);
    }
    int last = place->count == 0 ? layout->line_count : place->first + place->count;
    for (int i = place->first; i < last && i < layout->line_count; i++) {
        int top = place->y + layout->lines[i].top_px - layout->lines[place->first].top_px;
        fake_draw_line(&layout->lines[i], place, top, canvas);
    }
    SDL_SetClipRect(canvas, &before);
}

void
text_trim(struct text *text)
{
    (void)text;
    fake_trims++;
}
