// Cached lines in any colour onto the canvas.

#include <SDL.h>
#include <string.h>

#include "text/internal.h"

// Four pixels in one register, by byte, by 16-bit lane, and as moved; GCC and clang make SSE2 or NEON
// of it.
typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef bytes16 unaligned16 __attribute__((aligned(4), may_alias));
typedef uint16_t lanes8 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));

#define LOW_BYTES(a, b)                                                                            \
    __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGH_BYTES(a, b)                                                                           \
    __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)
#define ODD_BYTES(a, b)                                                                            \
    __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)
#define LOW_LANES(a)  __builtin_shufflevector(a, a, 0, 8, 1, 9, 2, 10, 3, 11)
#define HIGH_LANES(a) __builtin_shufflevector(a, a, 4, 12, 5, 13, 6, 14, 7, 15)

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the low byte of a lane comes first");

struct brush {
    uint32_t pixel;   // the colour in the canvas's order, its fourth byte 255
    bytes16 four;     // the same for four pixels
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

// The same for four pixels; weights: each twice. under * 256 + (over - under) * weight never leaves 16
// bits, though its parts do: unsigned lanes wrap there and back.
static inline void
mix_four(uint32_t *at, lanes8 weights, bytes16 over)
{
    bytes16 none = {0};
    bytes16 under = *(const unaligned16 *)at;
    lanes8 low = (lanes8)LOW_BYTES(under, none);
    lanes8 high = (lanes8)HIGH_BYTES(under, none);
    lanes8 colour = (lanes8)LOW_BYTES(over, none);
    low = low * 256 + (colour - low) * LOW_LANES(weights);
    high = high * 256 + (colour - high) * HIGH_LANES(weights);
    *(unaligned16 *)at = ODD_BYTES((bytes16)low, (bytes16)high);
}

// Without a branch: which pixels are empty, solid or edge is beyond prediction.
static inline void
paint_block(uint32_t *at, const uint8_t *alpha, bytes16 over)
{
    uint64_t block = 0;
    memcpy(&block, alpha, INK_BLOCK);
    words2 both = {block, 0};
    bytes16 none = {0};
    lanes8 weights = (lanes8)LOW_BYTES((bytes16)both, none);
    weights += weights / 128; // 0..256
    mix_four(at, LOW_LANES(weights), over);
    mix_four(at + 4, HIGH_LANES(weights), over);
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
            paint_block(row + x, alpha, brush->four);
        } else {
            paint_careful(row, x, alpha, brush);
        }
    }
}

// left, top: the ink's corner on the canvas.
static void
paint_ink(SDL_Surface *canvas, const struct ink *ink, int left, int top, const struct brush *brush)
{
    int stride = canvas->pitch / 4; // pixels
    int from = brush->clip.y - top > 0 ? brush->clip.y - top : 0;
    int to = brush->clip.y + brush->clip.h - top;
    to = to < ink->box.height ? to : ink->box.height;
    for (int y = from; y < to; y++) {
        uint32_t *row = (uint32_t *)canvas->pixels + (ptrdiff_t)(top + y) * stride;
        paint_row(row, ink, y, left, brush);
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
    for (size_t i = 0; i < sizeof brush.four; i += sizeof brush.pixel) {
        memcpy((char *)&brush.four + i, &brush.pixel, sizeof brush.pixel);
    }
    if (clip && !SDL_IntersectRect(clip, &brush.clip, &brush.clip)) {
        brush.clip = (SDL_Rect){0};
    }
    return brush;
}

void
text_draw(struct text *text, const struct text_layout *layout, const struct text_place *place,
    SDL_Surface *canvas, const SDL_Rect *clip)
{
    // The layout is ours; callers hold it const because only text_trim may end it.
    struct layout *own = (struct layout *)(uintptr_t)layout;
    struct brush brush = make_brush(canvas, place->colour, clip);
    int first = place->first < 0 ? 0 : place->first;
    int last = place->count > 0 ? first + place->count : layout->line_count;
    last = last > layout->line_count ? layout->line_count : last;
    if (canvas->format->BytesPerPixel != 4 || SDL_LockSurface(canvas) != 0) {
        return;
    }
    for (int i = first; i < last; i++) {
        const struct text_line *line = &own->lines[i];
        struct layout_line *part = &own->parts[i];
        if (!part->ink) {
            part->ink = ink_make(text, own, part);
        }
        int baseline = place->y + line->baseline_px - own->lines[first].top_px;
        paint_ink(canvas, part->ink, aligned_x(own, line, place) + part->ink->box.left,
            baseline + part->ink->box.top, &brush);
    }
    SDL_UnlockSurface(canvas);
}
