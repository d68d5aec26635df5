// links: config

#include <SDL_image.h>
#include <math.h>
#include <unistd.h>

#include "test.h"

#include "town.h"

// Six views that between them show coast, river and border, squares, buildings, stairs, all contrasts.
static const struct {
    const char *name;
    struct town_shot shot;
} golden[] = {
    {"town-13", {{180000, -300210000}, 13, 300, 240, 0}},
    {"coast-15", {{100000, -300240000}, 15, 320, 240, 0}},
    {"border-16", {{180000, -300330000}, 16, 320, 240, 0}},
    {"square-17", {{180000, -300210000}, 17, 320, 240, 0}},
    {"doors-18-dark", {{178000, -300215000}, 18, 320, 240, 1}},
    {"coast-16-yellow", {{100000, -300240000}, 16, 320, 240, 2}},
};

static void
draws_as_before(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, false);
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        char path[200];
        struct err err = {0};
        snprintf(path, sizeof path, "tests/mapview/golden/%s.png", golden[i].name);
        SDL_Surface *canvas = town_draw(&town, &golden[i].shot);
        if (getenv("HUB_GOLDEN_WRITE")) {
            assert_true(draw_save(canvas, path, &err));
        }
        SDL_Surface *loaded = IMG_Load(path);
        if (!loaded) {
            fail_msg("%s: %s", path, IMG_GetError());
        }
        SDL_Surface *wanted = SDL_ConvertSurface(loaded, canvas->format, 0);
        assert_int_equal(wanted->w, canvas->w);
        assert_int_equal(wanted->h, canvas->h);
        int off = town_difference(canvas, wanted);
        if (off > 1) {
            assert_true(draw_save(canvas, "/tmp/golden-failed.png", &err));
            fail_msg("%s differs by %d, see /tmp/golden-failed.png", path, off);
        }
        SDL_FreeSurface(wanted);
        SDL_FreeSurface(loaded);
    }
    town_close(&town);
}

static void
slices_give_the_same_pixels(void **state)
{
    (void)state;
    struct town_shot shot = {town_square, 16, 700, 500, 0};
    struct town town;
    town_open(&town, true);
    SDL_Surface *whole = town_copy(town_draw(&town, &shot));
    mapview_forget(town.view);
    town_show(&town, &shot);
    int slices = 1;
    while (mapview_work(town.view, 0)) {
        slices++;
        assert_true(slices < 100000);
    }
    assert_true(slices > 30);
    assert_false(mapview_busy(town.view));
    assert_int_equal(town_difference(whole, mapview_canvas(town.view)), 0);
    SDL_FreeSurface(whole);
    town_close(&town);
}

static void
moves_without_drawing_anew(void **state)
{
    (void)state;
    struct town_shot shot = {town_square, 16, 500, 400, 0};
    struct town town;
    town_open(&town, false);
    SDL_Surface *before = town_copy(town_draw(&town, &shot));
    uint64_t stamp = mapview_stamp(town.view);
    uint64_t drawn = mapview_stats(town.view).tiles_drawn;
    town_show(&town, &shot); // nothing new: nothing to do
    assert_false(mapview_busy(town.view));
    assert_int_equal(mapview_stamp(town.view), stamp);
    // 40 px to the east: the same pixels 40 to the left.
    shot.at = mapview_from_window(town.view, 250 + 40, 200);
    town_show(&town, &shot);
    assert_true(mapview_stamp(town.view) > stamp);
    for (int y = 0; y < 400; y += 7) {
        for (int x = 0; x < 400; x += 7) {
            assert_int_equal(
                town_pixel(mapview_canvas(town.view), x, y), town_pixel(before, x + 40, y));
        }
    }
    town_finish(&town);
    uint64_t more = mapview_stats(town.view).tiles_drawn - drawn;
    assert_true(more <= 3); // at most one more column
    SDL_FreeSurface(before);
    town_close(&town);
}

// Mean brightness of a picture, 0..255.
static double
brightness(const SDL_Surface *canvas)
{
    double sum = 0;
    for (int y = 0; y < canvas->h; y++) {
        for (int x = 0; x < canvas->w; x++) {
            sum += town_pixel(canvas, x, y) >> 8 & 0xff;
        }
    }
    return sum / canvas->w / canvas->h;
}

static void
shows_other_zooms_until_tiles_are_there(void **state)
{
    (void)state;
    struct town_shot shot = {town_square, 16, 500, 400, 1};
    struct town town;
    town_open(&town, false);
    double black = 0;
    town_show(&town, &shot);
    assert_true(brightness(mapview_canvas(town.view)) <= black);
    town_finish(&town);
    for (int zoom = 15; zoom <= 17; zoom += 2) {
        shot.zoom = 16;
        town_draw(&town, &shot);
        shot.zoom = zoom;
        town_show(&town, &shot);
        double scaled = brightness(mapview_canvas(town.view));
        assert_true(mapview_busy(town.view));
        town_finish(&town);
        double sharp = brightness(mapview_canvas(town.view));
        // Out, the middle quarter is there; in, all of it.
        assert_true(scaled > sharp * (zoom == 15 ? 0.15 : 0.6));
        mapview_forget(town.view);
    }
    town_close(&town);
}

static void
bounds_what_it_keeps(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, true);
    struct town_shot shot = {town_square, 15, 1280, 800, 0};
    size_t most = 0;
    for (int i = 0; i < 12; i++) {
        shot.zoom = 14 + i % 5;
        shot.at.lon_e7 = town_square.lon_e7 + i * 5000;
        town_draw(&town, &shot);
        struct mapview_stats stats = mapview_stats(town.view);
        size_t all = stats.tile_bytes + stats.data_bytes + stats.label_bytes + stats.canvas_bytes;
        assert_true(stats.tile_bytes <= MAPVIEW_TILES_BYTES);
        assert_true(stats.data_bytes <= 8 << 20);
        assert_true(stats.label_bytes <= 4 << 20);
        most = all > most ? all : most;
    }
    assert_true(most <= 32 << 20);
    assert_int_equal(mapview_stats(town.view).tile_bytes, MAPVIEW_TILES_BYTES); // and uses it
    town_close(&town);
}

static void
a_large_window_keeps_what_it_shows(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, false);
    struct town_shot shot = {town_square, 18, 3840, 2160, 0};
    town_draw(&town, &shot);
    assert_false(mapview_busy(town.view));
    shot.width = 400;
    shot.height = 300;
    town_draw(&town, &shot);
    assert_true(mapview_stats(town.view).tile_bytes <= MAPVIEW_TILES_BYTES);
    town_close(&town);
}

// A copy of the town in which a tile is so much noise.
static const char *
damaged_copy(char path[64], const char *sql)
{
    char from[600];
    char command[800];
    snprintf(path, 64, "/tmp/mapview-test-%d.mbtiles", (int)getpid());
    snprintf(
        command, sizeof command, "cp %s %s && sqlite3 %s \"%s\"", town_path(from), path, path, sql);
    if (system(command) != 0) {
        fprintf(stderr, "skipped: needs sqlite3\n");
        exit(77);
    }
    return path;
}

static void
a_damaged_tile_is_ground(void **state)
{
    (void)state;
    char path[64];
    struct town town;
    struct town_shot shot = {town_square, 16, 300, 200, 0};
    town_open_file(&town,
        damaged_copy(
            path, "UPDATE tiles SET tile_data = x'1f8b0800deadbeef' WHERE zoom_level = 14"),
        true);
    SDL_Surface *canvas = town_draw(&town, &shot);
    for (int y = 0; y < canvas->h; y++) {
        for (int x = 0; x < canvas->w; x++) {
            assert_int_equal(town_pixel(canvas, x, y), view_style(town.view)->ground & 0xffffff);
        }
    }
    assert_int_equal(mapview_stats(town.view).labels, 0);
    town_close(&town);
    unlink(path);
}

static void
enlarges_what_ends_early(void **state)
{
    (void)state;
    char path[64];
    struct town town;
    struct town_shot shot = {town_square, 17, 300, 200, 0};
    town_open_file(&town,
        damaged_copy(path, "DELETE FROM tiles WHERE zoom_level = 14; UPDATE metadata SET value = "
                           "'13' WHERE name = 'maxzoom'"),
        false);
    SDL_Surface *canvas = town_draw(&town, &shot);
    int streets = 0;
    for (int x = 0; x < canvas->w; x++) {
        streets += town_pixel(canvas, x, 20) == 0xffffff;
    }
    assert_true(streets > 3);
    town_close(&town);
    unlink(path);
}

static void
finds_places_in_the_window(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, false);
    struct town_shot shot = {town_square, 17, 640, 480, 0};
    town_show(&town, &shot);
    float x = 0;
    float y = 0;
    mapview_to_window(town.view, town_square, &x, &y);
    assert_true(fabsf(x - 320) <= 1 && fabsf(y - 240) <= 1);
    for (int i = 0; i < 50; i++) {
        float at_x = (float)(i * 13);
        float at_y = (float)(i * 9);
        mapview_to_window(town.view, mapview_from_window(town.view, at_x, at_y), &x, &y);
        assert_true(fabsf(x - at_x) < 0.05F && fabsf(y - at_y) < 0.05F);
    }
    // North is up, east is right.
    mapview_to_window(town.view,
        (struct mapview_point){town_square.lat_e7 + 1000, town_square.lon_e7 + 1000}, &x, &y);
    assert_true(x > 320 && y < 240);
    town_close(&town);
}

static void
survives_any_camera(void **state)
{
    (void)state;
    static const struct mapview_camera cameras[] = {{850000000, 1799999999, 18},
        {-850000000, -1800000000, 13}, {INT32_MAX, INT32_MIN, 99}, {INT32_MIN, INT32_MAX, -5}};
    struct town town;
    town_open(&town, true);
    for (size_t i = 0; i < sizeof cameras / sizeof *cameras; i++) {
        struct mapview_window window = {300, 200, 5, 1, 7, NULL};
        mapview_show(town.view, &cameras[i], &window, NULL);
        town_finish(&town);
        assert_false(mapview_busy(town.view));
    }
    town_close(&town);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_as_before),
        cmocka_unit_test(slices_give_the_same_pixels),
        cmocka_unit_test(moves_without_drawing_anew),
        cmocka_unit_test(shows_other_zooms_until_tiles_are_there),
        cmocka_unit_test(bounds_what_it_keeps),
        cmocka_unit_test(a_large_window_keeps_what_it_shows),
        cmocka_unit_test(a_damaged_tile_is_ground),
        cmocka_unit_test(enlarges_what_ends_early),
        cmocka_unit_test(finds_places_in_the_window),
        cmocka_unit_test(survives_any_camera),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
