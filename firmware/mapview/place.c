// Web Mercator (EPSG:3857): places as parts of the world's side, counted from the north-west.

#include <math.h>

#include "mapview/internal.h"

static const double pi = 3.14159265358979323846;
static const double world = (double)(1 << WORLD_BITS);
static const double latitude_max = 85.0511287798066;

struct spot
place_of(struct mapview_point at)
{
    double lat = at.lat_e7 / 1e7;
    lat = fmin(fmax(lat, -latitude_max), latitude_max) * pi / 180;
    double lon = fmin(fmax(at.lon_e7 / 1e7, -180.0), 180.0);
    double x = (lon + 180) / 360 * world;
    double y = (1 - log(tan(pi / 4 + lat / 2)) / pi) / 2 * world;
    return (struct spot){
        (int32_t)lround(fmin(fmax(x, 0), world - 1)), (int32_t)lround(fmin(fmax(y, 0), world - 1))};
}

struct mapview_point
place_back(double x, double y)
{
    double lon = fmin(fmax(x / world * 360 - 180, -180), 180);
    double lat = atan(sinh(pi * (1 - 2 * y / world))) * 180 / pi;
    lat = fmin(fmax(lat, -latitude_max), latitude_max);
    return (struct mapview_point){(int32_t)lround(lat * 1e7), (int32_t)lround(lon * 1e7)};
}

double
mapview_metres_per_px(int32_t lat_e7, int zoom)
{
    static const double equator_m = 40075016.685578488; // of the sphere of EPSG:3857
    return equator_m * cos(lat_e7 / 1e7 * pi / 180) / (double)(INT64_C(256) << zoom);
}
