#pragma once
// Where nodes lie in the square world of web Mercator, at the precision of the deepest tiles, and which of
// them a coarser map can do without.

#include "extract.h"

enum {
    GRID_ZOOM = 14,     // of the deepest tiles
    GRID_EXTENT = 4096, // units along a tile
};

struct grid {
    int32_t *x; // per node, units of zoom 14 from the north-west
    int32_t *y;
    float *
        worth; // per node: how far, in units of zoom 14, lines move without it; INFINITY = never drop
};

// A line over nodes; closed: the first one follows the last.
struct grid_line {
    const uint32_t *nodes;
    uint32_t count;
    bool closed;
};

void grid_place(int32_t lat_e7, int32_t lon_e7, int32_t *x, int32_t *y);
// Places all nodes. worth is INFINITY until grid_weigh().
void grid_begin(const struct extract *extract, struct grid *grid);
// Weighs the nodes of all lines together: neighbours that share a border lose the same nodes of it, so
// that no gap opens between them (Douglas and Peucker, between the points where lines part).
void grid_weigh(
    struct grid *grid, uint32_t node_count, const struct grid_line *lines, uint32_t line_count);
void grid_finish(struct grid *grid);

// A coordinate of zoom 14 in units of a coarser zoom.
static inline int32_t
grid_coarser(int32_t value, int zoom)
{
    int shift = GRID_ZOOM - zoom;
    return shift > 0 ? (value + (1 << (shift - 1))) >> shift : value;
}
