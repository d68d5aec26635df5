// Where a map's window looks: Web Mercator (EPSG:3857), worlds of 256 << zoom pixels.
#include <math.h>

#include "scenes/internal.h"

static const double PI = 3.14159265358979323846;
static const double LAT_MOST = 85.0; // degrees; beyond them Web Mercator ends

struct spot { // px of the world
    double x;
    double y;
};

static double
world_px(int zoom)
{
    return 256.0 * (double)(1 << zoom);
}

static struct spot
spot_of(struct mapview_point point, int zoom)
{
    double lat = fmin(fmax(point.lat_e7 * 1e-7, -LAT_MOST), LAT_MOST) * PI / 180;
    return (struct spot){(point.lon_e7 * 1e-7 / 360 + 0.5) * world_px(zoom),
        (0.5 - asinh(tan(lat)) / (2 * PI)) * world_px(zoom)};
}

static int32_t
e7(double degrees, double most)
{
    return (int32_t)lround(fmin(fmax(degrees, -most), most) * 1e7);
}

static struct mapview_camera
camera_at(struct spot spot, int zoom)
{
    double x = spot.x / world_px(zoom) - 0.5;
    double y = 0.5 - spot.y / world_px(zoom);
    return (struct mapview_camera){.lat_e7 = e7(atan(sinh(y * 2 * PI)) * 180 / PI, LAT_MOST),
        .lon_e7 = e7(x * 360, 180),
        .zoom = zoom};
}

static struct spot
middle_of(const struct mapview_camera *camera)
{
    return spot_of((struct mapview_point){camera->lat_e7, camera->lon_e7}, camera->zoom);
}

static int
zoom_within(int zoom)
{
    return zoom < MAPVIEW_ZOOM_MIN   ? MAPVIEW_ZOOM_MIN
           : zoom > MAPVIEW_ZOOM_MAX ? MAPVIEW_ZOOM_MAX
                                     : zoom;
}

struct mapview_camera
camera_fit(
    const struct mapview_point *points, int count, const struct camera_glass *glass, int zoom)
{
    const struct rect *clear = &glass->clear;
    for (zoom = zoom_within(zoom);; zoom--) {
        struct spot low = spot_of(points[0], zoom);
        struct spot high = low;
        for (int i = 1; i < count; i++) {
            struct spot spot = spot_of(points[i], zoom);
            low = (struct spot){fmin(low.x, spot.x), fmin(low.y, spot.y)};
            high = (struct spot){fmax(high.x, spot.x), fmax(high.y, spot.y)};
        }
        bool fits = high.x - low.x <= (double)clear->w && high.y - low.y <= (double)clear->h;
        if (!fits && zoom > MAPVIEW_ZOOM_MIN) {
            continue;
        }
        if (!fits) {
            low = high = spot_of(points[0], zoom);
        }
        struct spot middle = {
            (low.x + high.x) / 2 + (double)(glass->width / 2 - clear->x - clear->w / 2),
            (low.y + high.y) / 2 + (double)(glass->height / 2 - clear->y - clear->h / 2)};
        return camera_at(middle, zoom);
    }
}

struct mapview_camera
camera_moved(struct mapview_camera camera, float right, float down)
{
    struct spot middle = middle_of(&camera);
    return camera_at((struct spot){middle.x + (double)right, middle.y + (double)down}, camera.zoom);
}

struct mapview_camera
camera_zoomed(struct mapview_camera camera, int by, float right, float down)
{
    int zoom = zoom_within(camera.zoom + by);
    struct spot middle = middle_of(&camera);
    double larger = world_px(zoom) / world_px(camera.zoom);
    return camera_at((struct spot){(middle.x + (double)right) * larger - (double)right,
                         (middle.y + (double)down) * larger - (double)down},
        zoom);
}

struct mapview_camera
camera_kept(struct mapview_camera camera, const struct map_info *info)
{
    double lat = fmin(fmax(camera.lat_e7 * 1e-7, info->south), info->north);
    double lon = fmin(fmax(camera.lon_e7 * 1e-7, info->west), info->east);
    camera.lat_e7 = e7(lat, LAT_MOST);
    camera.lon_e7 = e7(lon, 180);
    camera.zoom = zoom_within(camera.zoom);
    return camera;
}

void
camera_point(const struct mapview_camera *camera, const struct camera_glass *glass,
    struct mapview_point point, float *x, float *y)
{
    struct spot middle = middle_of(camera);
    struct spot spot = spot_of(point, camera->zoom);
    *x = (float)(spot.x - middle.x) + glass->width / 2;
    *y = (float)(spot.y - middle.y) + glass->height / 2;
}

int
camera_scale(const struct mapview_camera *camera, float most)
{
    static const int steps[] = {2, 5, 10};
    double metres = mapview_metres_per_px(camera->lat_e7, camera->zoom) * (double)most;
    int best = 1;
    for (int power = 1; power <= 100000; power *= 10) {
        for (int i = 0; i < 3; i++) {
            best = power * steps[i] <= metres ? power * steps[i] : best;
        }
    }
    return best;
}
