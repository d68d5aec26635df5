// Where to put the label of an area.

#include <math.h>
#include <stdlib.h>

#include "areas.h"

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

// Longitudes where the area's edges cross the latitude.
static uint32_t
crossings(const struct extract *extract, const struct area *area, double lat, double *lons)
{
    uint32_t count = 0;
    for (uint32_t r = 0; r < area->ring_count; r++) {
        const uint32_t *nodes = area->nodes + area->rings[r].first;
        uint32_t size = area->rings[r].count;
        for (uint32_t i = 0; i < size; i++) {
            uint32_t a = nodes[i];
            uint32_t b = nodes[i + 1 < size ? i + 1 : 0];
            if ((extract->lat[a] > lat) != (extract->lat[b] > lat)) {
                double part = (lat - extract->lat[a]) / ((double)extract->lat[b] - extract->lat[a]);
                lons[count++] =
                    extract->lon[a] + part * ((double)extract->lon[b] - extract->lon[a]);
            }
        }
    }
    qsort(lons, count, sizeof *lons, compare_doubles);
    return count;
}

uint32_t
area_middle(struct extract *extract, const struct area *area)
{
    double south = HUGE_VAL;
    double north = -HUGE_VAL;
    for (uint32_t i = 0; i < area->node_count; i++) {
        south = fmin(south, extract->lat[area->nodes[i]]);
        north = fmax(north, extract->lat[area->nodes[i]]);
    }
    double lat = floor((south + north) / 2) + 0.5; // never a node's own
    double *lons = calloc((size_t)area->node_count + 1, sizeof *lons);
    ASSERT(lons);
    uint32_t count = crossings(extract, area, lat, lons);
    double lon = extract->lon[area->nodes[0]];
    double widest = -1;
    for (uint32_t i = 0; i + 1 < count; i += 2) {
        if (lons[i + 1] - lons[i] > widest) {
            widest = lons[i + 1] - lons[i];
            lon = (lons[i + 1] + lons[i]) / 2;
        }
    }
    free(lons);
    return extract_add_node(extract, (int32_t)floor(lat), (int32_t)lround(lon));
}
