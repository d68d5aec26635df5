// Where the map's window looks: what is fitted is in view, what is moved comes back, what is tapped stays.
#include <math.h>

#include "scenes/internal.h"
#include "test.h"

static const struct mapview_point HUB = {140800000, -872000000}; // 14.08 N, 87.2 W
static const struct camera_glass GLASS = {800, 500, {80, 60, 640, 380}};

static struct mapview_camera
at(struct mapview_point point, int zoom)
{
    return (struct mapview_camera){point.lat_e7, point.lon_e7, zoom};
}

static bool
clear(const struct mapview_camera *camera, struct mapview_point point)
{
    float x;
    float y;
    camera_point(camera, &GLASS, point, &x, &y);
    struct rect roomy = rect_inset(GLASS.clear, -1); // an eleventh decimal of a degree
    return rect_contains(roomy, x, y);
}

// Metres east and north of the hub.
static struct mapview_point
off_hub(double east, double north)
{
    double degree = 6371008.8 * 3.14159265358979 / 180;
    double cosine = cos(HUB.lat_e7 * 1e-7 * 3.14159265358979 / 180);
    return (struct mapview_point){HUB.lat_e7 + (int32_t)lround(north / degree * 1e7),
        HUB.lon_e7 + (int32_t)lround(east / degree / cosine * 1e7)};
}

static void
the_closest_view_holds_all(void **state)
{
    (void)state;
    for (int km = 0; km < 40; km++) {
        double far = 50.0 * pow(1.12, km);
        struct mapview_point points[] = {HUB, off_hub(far, -far / 2), off_hub(-far / 3, far / 4)};
        struct mapview_camera camera = camera_fit(points, 3, &GLASS, MAPVIEW_ZOOM_MAX);
        assert_in_range(camera.zoom, MAPVIEW_ZOOM_MIN, MAPVIEW_ZOOM_MAX);
        bool all = true;
        for (int i = 0; i < 3; i++) {
            all = all && clear(&camera, points[i]);
        }
        assert_true(all || camera.zoom == MAPVIEW_ZOOM_MIN);
        if (camera.zoom < MAPVIEW_ZOOM_MAX) { // one closer, and something is lost
            struct mapview_camera closer = camera_zoomed(camera, 1, 0, 0);
            float x[3];
            float y[3];
            for (int i = 0; i < 3; i++) {
                camera_point(&closer, &GLASS, points[i], &x[i], &y[i]);
            }
            float wide = fmaxf(x[1], fmaxf(x[0], x[2])) - fminf(x[1], fminf(x[0], x[2]));
            float tall = fmaxf(y[1], fmaxf(y[0], y[2])) - fminf(y[1], fminf(y[0], y[2]));
            assert_true(wide > GLASS.clear.w - 1 || tall > GLASS.clear.h - 1);
        }
    }
}

static void
too_far_for_any_view_is_around_the_first(void **state)
{
    (void)state;
    struct mapview_point points[] = {HUB, off_hub(90000, 0)};
    struct mapview_camera camera = camera_fit(points, 2, &GLASS, MAPVIEW_ZOOM_MAX);
    assert_int_equal(camera.zoom, MAPVIEW_ZOOM_MIN);
    assert_true(clear(&camera, HUB));
    // One point alone: as near as asked for, and no nearer.
    assert_int_equal(camera_fit(&HUB, 1, &GLASS, 16).zoom, 16);
    assert_int_equal(camera_fit(&HUB, 1, &GLASS, 99).zoom, MAPVIEW_ZOOM_MAX);
}

static void
a_move_comes_back(void **state)
{
    (void)state;
    struct mapview_camera camera = at(HUB, 16);
    struct mapview_camera moved = camera_moved(camera, 320, -200);
    assert_true(moved.lon_e7 > camera.lon_e7); // east
    assert_true(moved.lat_e7 > camera.lat_e7); // north
    for (int i = 0; i < 1000; i++) {           // no drift worth a pixel
        moved = camera_moved(camera_moved(moved, 37, 11), -37, -11);
    }
    moved = camera_moved(moved, -320, 200);
    float x;
    float y;
    camera_point(&moved, &GLASS, HUB, &x, &y);
    assert_float_equal(x, 400, 1);
    assert_float_equal(y, 250, 1);
}

static void
what_is_tapped_stays_where_it_is(void **state)
{
    (void)state;
    struct mapview_camera camera = at(HUB, 15);
    struct mapview_point place = off_hub(700, 300);
    float x;
    float y;
    camera_point(&camera, &GLASS, place, &x, &y);
    struct mapview_camera closer = camera_zoomed(camera, 1, x - 400, y - 250);
    assert_int_equal(closer.zoom, 16);
    float again_x;
    float again_y;
    camera_point(&closer, &GLASS, place, &again_x, &again_y);
    assert_float_equal(again_x, x, 0.6);
    assert_float_equal(again_y, y, 0.6);
    struct mapview_camera back = camera_zoomed(closer, -1, x - 400, y - 250);
    camera_point(&back, &GLASS, HUB, &again_x, &again_y);
    assert_float_equal(again_x, 400, 0.6);
    // At the end of the zooms nothing moves.
    struct mapview_camera last = at(HUB, MAPVIEW_ZOOM_MAX);
    closer = camera_zoomed(last, 1, 100, 100);
    assert_int_equal(closer.zoom, MAPVIEW_ZOOM_MAX);
    assert_int_equal(closer.lat_e7 / 10, last.lat_e7 / 10);
}

static void
nobody_gets_lost(void **state)
{
    (void)state;
    struct map_info info = {.west = -87.3, .east = -87.1, .south = 14.0, .north = 14.2};
    struct mapview_camera camera = at(HUB, 16);
    for (int i = 0; i < 10000; i++) { // for ever to the north-east
        camera = camera_kept(camera_moved(camera, 300, -300), &info);
    }
    assert_int_equal(camera.lat_e7, 142000000);
    assert_int_equal(camera.lon_e7, -871000000);
    assert_int_equal(camera_kept(at(HUB, 3), &info).zoom, MAPVIEW_ZOOM_MIN);
    // Nor beyond the ends of the world.
    struct map_info world = {.west = -180, .east = 180, .south = -90, .north = 90};
    for (int i = 0; i < 10000; i++) {
        camera = camera_kept(camera_moved(camera, 1.0e6f, -1.0e6f), &world);
    }
    assert_in_range(camera.lat_e7, 840000000, 900000000);
    assert_true(camera.lon_e7 <= 1800000000);
}

static void
the_scale_is_a_round_number(void **state)
{
    (void)state;
    struct mapview_camera camera = at(HUB, 16);
    double metre = mapview_metres_per_px(HUB.lat_e7, 16);
    assert_int_equal(camera_scale(&camera, (float)(101 / metre)), 100);
    assert_int_equal(camera_scale(&camera, (float)(99 / metre)), 50);
    assert_int_equal(camera_scale(&camera, (float)(499 / metre)), 200);
    assert_int_equal(camera_scale(&camera, (float)(2100 / metre)), 2000);
    assert_int_equal(camera_scale(&camera, 0), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_closest_view_holds_all),
        cmocka_unit_test(too_far_for_any_view_is_around_the_first),
        cmocka_unit_test(a_move_comes_back),
        cmocka_unit_test(what_is_tapped_stays_where_it_is),
        cmocka_unit_test(nobody_gets_lost),
        cmocka_unit_test(the_scale_is_a_round_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
