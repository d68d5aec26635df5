#pragma once
// What a picture file is, without decoding it.

#include <stddef.h>

#include "base/err.h"

enum { IMAGE_SIDE_MAX = 4096, IMAGE_SVG_MAX = 128 * 1024 };

struct image_facts {
    const char *mime; // image/png, image/jpeg or image/svg+xml
    int width;        // px
    int height;
};

// data[len] must be readable and NUL. ERR_FORMAT: none of the three, damaged, or an SVG that refers to
// something outside itself or carries a script; ERR_LIMIT: too large.
bool image_examine(
    const char *data, size_t len, struct image_facts *facts, struct err *err) MUST_USE;
