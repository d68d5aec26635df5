#pragma once
// Areas out of loose ways: rings, what is inside of what. As OSM reads multipolygons: by geometry alone,
// whatever the roles say, and by even-odd where ways are used twice.

#include "extract.h"

// Rings without their closing point. Outer rings turn counterclockwise (north up), holes clockwise.
struct area_ring {
    uint32_t first; // of nodes
    uint32_t count;
    uint32_t outer; // index of the ring it is a hole of, AREA_OUTER if it is none
};

#define AREA_OUTER UINT32_MAX

enum { AREA_WORK_MAX = 50 * 1000 * 1000 }; // pairs of segments and rings looked at

struct area {
    struct area_ring *rings;
    uint32_t *nodes;
    uint32_t ring_count;
    uint32_t node_count;
};

struct area_way {
    const uint32_t *nodes;
    uint32_t count;
};

// False when the ways do not close, cross each other, or are beyond AREA_WORK_MAX: *problem says which.
// Empty areas are none.
// Free by area_finish(), also after a failure.
bool area_assemble(const struct extract *extract, const struct area_way *ways, uint32_t way_count,
    struct area *area, const char **problem);
void area_finish(struct area *area);
// Twice the signed area of the ring in square 1e-7 degrees; counterclockwise is positive.
double area_of_ring(const struct extract *extract, const uint32_t *nodes, uint32_t count);
// A node in the middle of the area's greatest width halfway up; added to the extract.
uint32_t area_middle(struct extract *extract, const struct area *area);
// Whether the point is within the ring; on its edge: either.
bool area_ring_has(
    const struct extract *extract, const uint32_t *nodes, uint32_t count, double lat, double lon);
