#pragma once
// Lines and rings cut to a rectangle, on a grid of whole numbers.

#include <stdbool.h>
#include <stdint.h>

#include "map/map.h"

struct clip_box {
    int32_t left;
    int32_t top;
    int32_t right;
    int32_t bottom;
};

// Points of one or more lines; each ends where ends[] says.
struct clip_lines {
    struct map_point *points;
    uint32_t *ends;
    uint32_t point_count;
    uint32_t line_count;
    uint32_t point_room;
    uint32_t end_room;
};

// Adds the pieces of the line within the box, each of two points at least.
void clip_line(const struct clip_box *box, const struct map_point *points, uint32_t count,
    struct clip_lines *out);
// Adds what is left of the ring (closed, its first point not repeated), if it has an area. Borders shared by two rings stay
// shared: a segment is cut at the same point whichever way it runs.
void clip_ring(const struct clip_box *box, const struct map_point *points, uint32_t count,
    struct clip_lines *out);
// Forgets the lines, keeps the room.
void clip_reset(struct clip_lines *lines);
void clip_finish(struct clip_lines *lines);
