#pragma once
// Between the files that paint.

#include <SDL.h>

#include "platform/platform.h"

// One list of nodes on its way to the canvas.
struct brush {
    struct SDL_Surface *canvas; // its clip rectangle is the part being painted
    struct text *text;
    struct images *images;
    const struct panel *panel;
    uint32_t paper;
};

// Everything the node paints lies in these bounds, and paint_node keeps to them.
SDL_Rect node_bounds(const struct panel *panel, const struct node *node);
void paint_node(const struct brush *brush, const struct node *node);

SDL_Rect ring_bounds(const struct panel *panel, const struct frame *frame, const struct node *node);
void paint_ring(const struct brush *brush, const struct frame *frame, const struct node *node);
