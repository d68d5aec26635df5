// links: config

#include <math.h>

#include "test.h"

#include "town.h"

static void
projects_known_places(void **state)
{
    (void)state;
    // Middle of the world, and corners of tiles as slippy maps number them (OSM wiki, zoom 18).
    struct spot middle = place_of((struct mapview_point){0, 0});
    assert_int_equal(middle.x, 1 << 29);
    assert_int_equal(middle.y, 1 << 29);
    struct spot berlin = place_of((struct mapview_point){525200000, 134050000});
    assert_int_equal(berlin.x >> (WORLD_BITS - 10), 550);
    assert_int_equal(berlin.y >> (WORLD_BITS - 10), 335);
    struct spot south = place_of((struct mapview_point){-338688197, 1512092955});
    assert_int_equal(south.x >> (WORLD_BITS - 10), 942);
    assert_int_equal(south.y >> (WORLD_BITS - 10), 614);
}

static void
goes_there_and_back(void **state)
{
    (void)state;
    for (int32_t lat = -840000000; lat <= 840000000; lat += 70000000) {
        for (int32_t lon = -1790000000; lon <= 1790000000; lon += 170000000) {
            struct spot spot = place_of((struct mapview_point){lat, lon});
            struct mapview_point back = place_back(spot.x, spot.y);
            assert_true(abs(back.lat_e7 - lat) < 4 && abs(back.lon_e7 - lon) < 4);
        }
    }
}

static void
knows_how_long_a_pixel_is(void **state)
{
    (void)state;
    assert_true(fabs(mapview_metres_per_px(0, 18) - 0.5972) < 0.001);
    assert_true(fabs(mapview_metres_per_px(600000000, 17) - 0.5972) < 0.001);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(projects_known_places),
        cmocka_unit_test(goes_there_and_back),
        cmocka_unit_test(knows_how_long_a_pixel_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
