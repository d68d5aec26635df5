#include <SDL.h>
#include <math.h>

#include "draw/internal.h"

uint32_t *
canvas_row(struct SDL_Surface *canvas, int y)
{
    void *row = (unsigned char *)canvas->pixels + (ptrdiff_t)y * canvas->pitch;
    return row;
}

// Fills [x0, x1) of a row with a premultiplied colour.
static void
fill_span(uint32_t *row, int x0, int x1, uint32_t premultiplied)
{
    if (premultiplied >> 24 == 255) {
        if (x0 < x1) {
            SDL_memset4(row + x0, premultiplied, (size_t)(x1 - x0));
        }
    } else if (premultiplied >> 24 != 0) {
        for (int x = x0; x < x1; x++) {
            row[x] = pixel_over(row[x], premultiplied);
        }
    }
}

void
draw_fill(struct SDL_Surface *canvas, const struct SDL_Rect *rect, uint32_t colour)
{
    SDL_Rect seen;
    if (!SDL_IntersectRect(rect, &canvas->clip_rect, &seen)) {
        return;
    }
    uint32_t premultiplied = pixel_premultiply(colour);
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        fill_span(canvas_row(canvas, y), seen.x, seen.x + seen.w, premultiplied);
    }
}

// A rounded rectangle in its own coordinates. Distances are counted from the nearest corner, so one
// quarter describes all four.
struct shape {
    int width;
    int height;
    int radius;
    int edge_px;
    int corner;    // pixels from a side within which a row or column needs looking at
    int skipped;   // columns left of the clip rectangle; rows begin at the next one
    uint32_t fill; // premultiplied
    uint32_t edge;
};

// How much of the pixel px, py from the corner lies inside the arc of that radius: 0..255.
static uint32_t
corner_cover(int px, int py, int radius)
{
    if (px < 0 || py < 0) {
        return 0;
    }
    if (px >= radius || py >= radius) {
        return 255;
    }
    float dx = (float)(radius - px) - 0.5f;
    float dy = (float)(radius - py) - 0.5f;
    float inside = (float)radius - sqrtf(dx * dx + dy * dy) + 0.5f;
    if (inside <= 0) {
        return 0;
    }
    return inside >= 1 ? 255 : (uint32_t)(inside * 255 + 0.5f);
}

static uint32_t
shape_pixel(const struct shape *shape, uint32_t under, int px, int py)
{
    uint32_t outer = corner_cover(px, py, shape->radius);
    if (outer == 0) {
        return under;
    }
    int inner_radius = shape->radius > shape->edge_px ? shape->radius - shape->edge_px : 0;
    uint32_t inner = corner_cover(px - shape->edge_px, py - shape->edge_px, inner_radius);
    inner = inner < outer ? inner : outer;
    // The two parts of a pixel share it; neither lies over the other.
    uint32_t ink = pixel_scale(shape->fill, inner) + pixel_scale(shape->edge, outer - inner);
    return pixel_over(under, ink);
}

static int
from_side(int at, int size)
{
    return at < size - 1 - at ? at : size - 1 - at;
}

// Columns [x0, x1) of row y.
static void
shape_pixels(const struct shape *shape, uint32_t *row, int y, int x0, int x1)
{
    int py = from_side(y, shape->height);
    for (int x = x0; x < x1; x++) {
        uint32_t *pixel = &row[x - shape->skipped];
        *pixel = shape_pixel(shape, *pixel, from_side(x, shape->width), py);
    }
}

static int
clamp(int value, int min, int max)
{
    return value < min ? min : value > max ? max : value;
}

// Row y of the shape as far as column end; row points at the first column that is seen.
static void
shape_row(const struct shape *shape, uint32_t *row, int y, int end)
{
    int first = shape->skipped;
    int py = from_side(y, shape->height);
    bool round = py < shape->corner;
    int side = round ? shape->corner : shape->edge_px;
    int left = clamp(side, first, end);
    int right = clamp(shape->width - side, left, end);
    if (round) {
        shape_pixels(shape, row, y, first, left);
        shape_pixels(shape, row, y, right, end);
    } else {
        fill_span(row, 0, left - first, shape->edge);
        fill_span(row, right - first, end - first, shape->edge);
    }
    fill_span(row, left - first, right - first, py < shape->edge_px ? shape->edge : shape->fill);
}

void
draw_rounded(struct SDL_Surface *canvas, const struct SDL_Rect *rect, const struct draw_look *look)
{
    SDL_Rect seen;
    if (!SDL_IntersectRect(rect, &canvas->clip_rect, &seen)) {
        return;
    }
    int half = (rect->w < rect->h ? rect->w : rect->h) / 2;
    struct shape shape = {
        .width = rect->w,
        .height = rect->h,
        .radius = clamp(look->radius_px, 0, half),
        .edge_px = look->edge == COLOUR_NONE ? 0 : clamp(look->edge_px, 0, half),
        .fill = pixel_premultiply(look->fill),
        .edge = pixel_premultiply(look->edge),
    };
    shape.corner = shape.radius > shape.edge_px ? shape.radius : shape.edge_px;
    shape.skipped = seen.x - rect->x;
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        shape_row(&shape, canvas_row(canvas, y) + seen.x, y - rect->y, shape.skipped + seen.w);
    }
}
