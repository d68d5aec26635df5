// links: config

#include "test.h"

#include "town.h"

static void
show(struct town *town, const struct mapview_point *points, int count)
{
    struct mapview_camera camera = {town_square.lat_e7, town_square.lon_e7, 17};
    struct mapview_window window = {400, 300, 5.9F, 1, 0, "es"};
    struct mapview_line line = {points, count};
    mapview_show(town->view, &camera, &window, count > 0 ? &line : NULL);
    while (mapview_work(town->view, TOWN_STEP_US)) {
    }
}

static void
lies_over_the_streets(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, false);
    show(&town, NULL, 0);
    SDL_Surface *without = town_copy(mapview_canvas(town.view));
    uint64_t stamp = mapview_stamp(town.view);
    struct mapview_point points[3] = {mapview_from_window(town.view, 50, 150),
        mapview_from_window(town.view, 200, 150), mapview_from_window(town.view, 200, 900)};
    show(&town, points, 3);
    const struct line_style *style = &view_style(town.view)->lines[LINE_WALK];
    SDL_Surface *canvas = mapview_canvas(town.view);
    assert_true(mapview_stamp(town.view) > stamp);
    int ink = 0;
    int dots = 0;
    for (int x = 60; x < 190; x++) {
        ink += town_pixel(canvas, x, 150) == (style->fill & 0xffffff);
        dots += town_pixel(canvas, x, 150) == (style->tunnel & 0xffffff);
    }
    assert_true(ink > 80 && dots > 6); // not by colour alone
    assert_int_equal(town_pixel(canvas, 200, 299), style->fill & 0xffffff);
    assert_int_equal(town_pixel(canvas, 100, 157), style->casing & 0xffffff);
    stamp = mapview_stamp(town.view);
    show(&town, points, 3); // the same again: nothing to do
    assert_int_equal(mapview_stamp(town.view), stamp);
    show(&town, NULL, 0);
    assert_int_equal(town_difference(without, mapview_canvas(town.view)), 0);
    SDL_FreeSurface(without);
    town_close(&town);
}

static void
is_an_obstacle_for_names(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, false);
    show(&town, NULL, 0);
    struct mapview_point points[2] = {
        mapview_from_window(town.view, 50, 50), mapview_from_window(town.view, 350, 250)};
    struct slant over = {200, 150, 20, 10, 0};
    struct slant away = {300, 60, 20, 10, 0};
    assert_false(walk_meets(town.view, &over));
    show(&town, points, 2);
    assert_true(walk_half(town.view) > 5);
    assert_true(walk_meets(town.view, &over));
    assert_false(walk_meets(town.view, &away));
    town_close(&town);
}

// A point is no walk; points anywhere and more of them than there is room for do no harm.
static void
odd_lines_do_no_harm(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, false);
    int count = MAPVIEW_LINE_MAX + 5;
    struct mapview_point *points = calloc((size_t)count, sizeof *points);
    assert_non_null(points);
    show(&town, points, 1);
    assert_int_equal(town.view->walk_count, 0);
    for (int i = 0; i < count; i++) {
        points[i] = (struct mapview_point){INT32_MAX - i * 7919, INT32_MIN + i * 104729 % 1000000};
    }
    show(&town, points, count);
    assert_int_equal(town.view->walk_count, MAPVIEW_LINE_MAX);
    free(points);
    town_close(&town);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lies_over_the_streets),
        cmocka_unit_test(is_an_obstacle_for_names),
        cmocka_unit_test(odd_lines_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
