// Cached lines in any colour onto the canvas.

#include <SDL.h>
#include <string.h>

#include "text/internal.h"

// Four pixels in one register, by byte, by 16-bit lane, and as moved; GCC and clang make SSE2 or NEON
// of it.
typedef uint8_t bytes16 __attribute__((vector_size(16)));
typedef uint16_t lanes8 __attribute__((vector_size(16)));
typedef uint32_t pixels4 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));
typedef lanes8 unaligned8 __attribute__((aligned(4), may_alias));

#define LOW_BYTES(a, b)                                                                            \
    __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define LOW_LANES(a)  __builtin_shufflevector(a, a, 0, 8, 1, 9, 2, 10, 3, 11)
#define HIGH_LANES(a) __builtin_shufflevector(a, a, 4, 12, 5, 13, 6, 14, 7, 15)

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the low byte of a lane comes first");

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

// The same for four pixels. under * 256 + (over - under) * weight never leaves 16 bits, though its parts do:
// unsigned lanes wrap there and back.
static inline void
mix_four(uint32_t *at, lanes8 weights, lanes8 even_over, lanes8 odd_over)
{
    lanes8 under = *(const unaligned8 *)at;
    lanes8 even = (under << 8) + (even_over - (under & 0xff)) * weights;
    lanes8 odd = (under & 0xff00) + (odd_over - (under >> 8)) * weights;
    *(unaligned8 *)at = (even >> 8) | (odd & 0xff00);
}

// 0..256 for eight pixels.
static inline lanes8
weights_of(uint64_t alpha)
{
    bytes16 none = {0};
    words2 both = {alpha, 0};
    lanes8 weights = (lanes8)LOW_BYTES((bytes16)both, none);
    return weights + (weights >> 7);
}

struct rows { // of an ink, and where they go
    const struct ink *ink;
    uint32_t *corner; // of the ink, on the canvas or beside it
    int stride;       // pixels
    int from;
    int to;
};

// An opaque colour where the clip cuts nothing off at the sides. No branch asks what a block is: which
// pixels are empty, solid or edge is beyond prediction.
static void
paint_whole(const struct rows *rows, uint32_t colour)
{
    pixels4 over = {colour, colour, colour, colour};
    lanes8 even = (lanes8)over & 0xff;
    lanes8 odd = (lanes8)over >> 8;
    const uint16_t *xs = rows->ink->xs;
    const uint8_t *alpha = rows->ink->alpha;
    const uint32_t *ends = rows->ink->rows + 1;
    uint32_t at = rows->ink->rows[rows->from];
    for (int y = rows->from; y < rows->to; y++) {
        uint32_t *row = rows->corner + (ptrdiff_t)y * rows->stride;
        for (; at + 2 <= ends[y]; at += 2) {
            uint64_t two = 0;
            memcpy(&two, alpha + (size_t)at * INK_BLOCK, sizeof two);
            lanes8 weights = weights_of(two);
            mix_four(row + xs[at], LOW_LANES(weights), even, odd);
            mix_four(row + xs[at + 1], HIGH_LANES(weights), even, odd);
        }
        if (at < ends[y]) {
            uint32_t one = 0;
            memcpy(&one, alpha + (size_t)at * INK_BLOCK, sizeof one);
            mix_four(row + xs[at], LOW_LANES(weights_of(one)), even, odd);
            at++;
        }
    }
}

// Any colour, pixel by pixel, between two x of the ink.
static void
paint_part(const struct rows *rows, const struct brush *brush, int left, int right)
{
    const struct ink *ink = rows->ink;
    for (int y = rows->from; y < rows->to; y++) {
        uint32_t *row = rows->corner + (ptrdiff_t)y * rows->stride;
        for (uint32_t i = ink->rows[y]; i < ink->rows[y + 1]; i++) {
            int from = ink->xs[i] > left ? ink->xs[i] : left;
            int to = ink->xs[i] + INK_BLOCK < right ? ink->xs[i] + INK_BLOCK : right;
            const uint8_t *alpha = ink->alpha + (size_t)i * INK_BLOCK;
            for (int x = from; x < to; x++) {
                uint32_t a = (alpha[x - ink->xs[i]] * brush->opacity + 127) / 255;
                row[x] = mix(row[x], brush->pixel, a);
            }
        }
    }
}

// left, top: the ink's corner on the canvas.
static void
paint_ink(SDL_Surface *canvas, const struct ink *ink, int left, int top, const struct brush *brush)
{
    const SDL_Rect *clip = &brush->clip;
    int stride = canvas->pitch / 4;
    int bottom = clip->y + clip->h - top;
    struct rows rows = {
        .ink = ink,
        .corner = (uint32_t *)canvas->pixels + (ptrdiff_t)top * stride + left,
        .stride = stride,
        .from = clip->y > top ? clip->y - top : 0,
        .to = bottom < ink->box.height ? bottom : ink->box.height,
    };
    bool inside = left >= clip->x && left + ink->box.width + INK_WORD <= clip->x + clip->w;
    if (rows.from < rows.to && inside && brush->opacity == 255) {
        paint_whole(&rows, brush->pixel);
    } else {
        paint_part(&rows, brush, clip->x - left, clip->x + clip->w - left);
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
