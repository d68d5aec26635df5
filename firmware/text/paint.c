// Cached lines in any colour onto the canvas.

#include <SDL.h>
#include <string.h>

#include "text/internal.h"

struct brush {
    uint32_t pixel;   // the colour in the canvas's order, its fourth byte 255
    uint32_t opacity; // 0..255
    SDL_Rect clip;
};

// Each of the four bytes of under, a / 255 of the way to over.
static inline uint32_t
mix(uint32_t under, uint32_t over, uint32_t a)
{
    uint32_t weight = a + (a >> 7); // 0..256
    uint32_t even = under & 0xff00ff;
    uint32_t odd = under >> 8 & 0xff00ff;
    even = (even * (256 - weight) + (over & 0xff00ff) * weight) >> 8 & 0xff00ff;
    odd = (odd * (256 - weight) + (over >> 8 & 0xff00ff) * weight) & 0xff00ff00;
    return even | odd;
}

static inline void
paint_block(uint32_t *at, const uint8_t *alpha, uint32_t pixel)
{
    uint64_t block = 0;
    memcpy(&block, alpha, INK_BLOCK);
    if (block == UINT64_MAX) {
        for (int i = 0; i < INK_BLOCK; i++) {
            at[i] = pixel;
        }
        return;
    }
    for (int i = 0; i < INK_BLOCK; i++) {
        at[i] = mix(at[i], pixel, alpha[i]);
    }
}

// A block that the clip cuts, or one of a translucent colour; x is its left edge on the canvas.
static void
paint_careful(uint32_t *row, int x, const uint8_t *alpha, const struct brush *brush)
{
    for (int i = 0; i < INK_BLOCK; i++) {
        if (x + i >= brush->clip.x && x + i < brush->clip.x + brush->clip.w) {
            uint32_t a = (alpha[i] * brush->opacity + 127) / 255;
            row[x + i] = mix(row[x + i], brush->pixel, a);
        }
    }
}

static void
paint_row(uint32_t *row, const struct ink *ink, int y, int left, const struct brush *brush)
{
    int right = brush->clip.x + brush->clip.w - INK_BLOCK;
    for (uint32_t i = ink->rows[y]; i < ink->rows[y + 1]; i++) {
        int x = left + ink->xs[i];
        const uint8_t *alpha = ink->alpha + (size_t)i * INK_BLOCK;
        if (x >= brush->clip.x && x <= right && brush->opacity == 255) {
            paint_block(row + x, alpha, brush->pixel);
        } else {
            paint_careful(row, x, alpha, brush);
        }
    }
}

// left, top: the ink's corner on the canvas.
static void
paint_ink(SDL_Surface *canvas, const struct ink *ink, int left, int top, const struct brush *brush)
{
    int from = brush->clip.y - top > 0 ? brush->clip.y - top : 0;
    int to = brush->clip.y + brush->clip.h - top;
    to = to < ink->box.height ? to : ink->box.height;
    for (int y = from; y < to; y++) {
        char *row = (char *)canvas->pixels + (ptrdiff_t)(top + y) * canvas->pitch;
        paint_row((uint32_t *)(void *)row, ink, y, left, brush);
    }
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

static struct brush
make_brush(const SDL_Surface *canvas, uint32_t colour, const SDL_Rect *clip)
{
    const SDL_PixelFormat *format = canvas->format;
    struct brush brush = {
        .pixel = SDL_MapRGBA(format, (uint8_t)(colour >> 16), (uint8_t)(colour >> 8),
                     (uint8_t)colour, 255) |
                 ~(format->Rmask | format->Gmask | format->Bmask),
        .opacity = colour >> 24,
        .clip = {0, 0, canvas->w, canvas->h},
    };
    if (clip && !SDL_IntersectRect(clip, &brush.clip, &brush.clip)) {
        brush.clip = (SDL_Rect){0};
    }
    return brush;
}

void
text_draw(struct text *text, const struct text_layout *shown, const struct text_place *place,
    SDL_Surface *canvas, const SDL_Rect *clip)
{
    // The layout is ours; callers hold it const because only text_trim may end it.
    struct layout *layout = (struct layout *)(uintptr_t)shown;
    struct brush brush = make_brush(canvas, place->colour, clip);
    int first = place->first < 0 ? 0 : place->first;
    int last = place->count > 0 ? first + place->count : shown->line_count;
    last = last > shown->line_count ? shown->line_count : last;
    if (canvas->format->BytesPerPixel != 4 || SDL_LockSurface(canvas) != 0) {
        return;
    }
    for (int i = first; i < last; i++) {
        const struct text_line *line = &layout->lines[i];
        struct layout_line *part = &layout->parts[i];
        if (!part->ink) {
            part->ink = ink_make(text, layout, part);
        }
        int baseline = place->y + line->baseline_px - layout->lines[first].top_px;
        paint_ink(canvas, part->ink, aligned_x(layout, line, place) + part->ink->box.left,
            baseline + part->ink->box.top, &brush);
    }
    SDL_UnlockSurface(canvas);
}
