#include <math.h>

#include "base/pb.h"
#include "route/internal.h"

static const double earth_cm = 637100880.0; // mean radius, IUGG
static const double radians_e7 = 3.14159265358979323846 / 180 / 1e7;

double
route_distance(struct route_point a, struct route_point b)
{
    double lat = sin((b.lat_e7 - (double)a.lat_e7) * radians_e7 / 2);
    double lon = sin((b.lon_e7 - (double)a.lon_e7) * radians_e7 / 2);
    double h = lat * lat + cos(a.lat_e7 * radians_e7) * cos(b.lat_e7 * radians_e7) * lon * lon;
    return 2 * earth_cm * asin(fmin(1, sqrt(h)));
}

double
bearing_of(struct route_point a, struct route_point b)
{
    double north = b.lat_e7 - (double)a.lat_e7;
    double east = (b.lon_e7 - (double)a.lon_e7) * cos(a.lat_e7 * radians_e7);
    double degrees = atan2(east, north) / radians_e7 / 1e7;
    return degrees < 0 ? degrees + 360 : degrees;
}

const char *
graph_name(const struct route_graph *graph, uint32_t name)
{
    return name == 0 ? "" : graph->text + graph->name_first[name - 1];
}

uint32_t
graph_line(const struct route_graph *graph, uint32_t edge, struct route_point *line)
{
    const struct edge *e = &graph->edges[edge];
    uint32_t begin = edge == 0 ? 0 : graph->edges[edge - 1].geometry_end;
    struct pb pb = pb_begin(graph->geometry + begin, e->geometry_end - begin);
    struct route_point point = graph->nodes[e->from];
    uint32_t count = 0;
    line[count++] = point;
    while (pb_more(&pb)) {
        point.lat_e7 += (int32_t)pb_zigzag((uint32_t)pb_varint(&pb));
        point.lon_e7 += (int32_t)pb_zigzag((uint32_t)pb_varint(&pb));
        line[count++] = point;
    }
    line[count++] = graph->nodes[e->to];
    return count;
}
