#pragma once
// The walking graph of an extract, as firmware/route reads it.

#include "buffer.h"
#include "extract.h"

// Ways may lead this far out of the map's box: 0.005 degrees, 550 m.
enum { GRAPH_MARGIN_E7 = 50 * 1000 };

// Appends the bytes. ERR_LIMIT beyond the limits of route/route.h.
bool graph_build(const struct extract *extract, struct buffer *out, struct err *err) MUST_USE;
