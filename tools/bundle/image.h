#pragma once
// What a picture file is, without decoding it.

#include <stddef.h>

#include "base/err.h"

enum {
    IMAGE_SIDE_MAX = 2048,         // px; the largest panel has 1920
    IMAGE_SVG_SIDE_MAX = 4096,     // its own units
    IMAGE_SVG_MAX = 128 * 1024,    // bytes
    IMAGE_COLOURS_MAX = 512 * 512, // px of a PNG with more than 256 colours
};

struct image_facts {
    const char *mime; // image/png, image/jpeg or image/svg+xml
    int width;        // px
    int height;
    bool progressive; // JPEG: decodes in twice the time
    bool true_colour; // PNG: without a palette; the same picture is five times as slow as a JPEG
};

// data[len] must be readable and NUL. ERR_FORMAT: none of the three, damaged, or an SVG that refers to
// something outside itself or carries a script, or of a kind that a kiosk decodes slowly; ERR_LIMIT: too large.
bool image_examine(
    const char *data, size_t len, struct image_facts *facts, struct err *err) MUST_USE;
