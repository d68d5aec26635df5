#pragma once
// Pixel arithmetic and picture decoding inside draw/. Integer rounding is spelt out here instead of
// left to SDL's blitters, which differ between processors: a Pi paints what a test painted.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "draw/draw.h"

enum { IMAGE_SIDE_MAX = 4096, IMAGE_BYTES_MAX = 8 * 1024 * 1024, SVG_BYTES_MAX = 256 * 1024 };

// Each of the two channels in 0x00AA00BB times weight / 255, rounded to nearest.
static inline uint32_t
pixel_scale_pair(uint32_t pair, uint32_t weight)
{
    uint32_t product = (pair & 0x00ff00ffu) * weight + 0x00800080u;
    return ((product + ((product >> 8) & 0x00ff00ffu)) >> 8) & 0x00ff00ffu;
}

// All four channels times weight / 255.
static inline uint32_t
pixel_scale(uint32_t pixel, uint32_t weight)
{
    return pixel_scale_pair(pixel, weight) | (pixel_scale_pair(pixel >> 8, weight) << 8);
}

// A premultiplied pixel over an opaque one.
static inline uint32_t
pixel_over(uint32_t under, uint32_t premultiplied)
{
    return 0xff000000u | (premultiplied + pixel_scale(under, 255 - (premultiplied >> 24)));
}

static inline uint32_t
pixel_premultiply(uint32_t colour)
{
    uint32_t alpha = colour >> 24;
    return (alpha << 24) | (pixel_scale(colour, alpha) & 0x00ffffffu);
}

// A row of the canvas.
struct SDL_Surface;
uint32_t *canvas_row(struct SDL_Surface *canvas, int y);

struct picture { // premultiplied ARGB, rows without padding; pixels NULL = nothing there
    int width;
    int height;
    uint32_t *pixels;
};

// Natural size from the header of a PNG, JPEG or SVG; false for anything else, for damaged headers
// and for sides above IMAGE_SIDE_MAX.
bool image_probe(struct image_bytes bytes, int *width, int *height);
// Decodes and scales to exactly width x height (SVG: at most, its shape kept). Caller frees pixels.
bool image_decode(struct image_bytes bytes, int width, int height, struct picture *picture);
