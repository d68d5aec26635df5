// links: config

#include <math.h>

#include "test.h"

#include "town.h"

// A view with nothing written on it, in which candidates settle one by one.
static void
begin(struct town *town)
{
    struct town_shot shot = {town_square, 18, 800, 600, 0};
    town_open(town, true);
    town_show(town, &shot);
    struct mapview *view = town->view;
    view->labels.region = (struct box){view->left, view->top, view->left + 800, view->top + 600};
}

static struct spot
at(const struct town *town, int x, int y)
{
    return (struct spot){(town->view->left + x) * 16, (town->view->top + y) * 16};
}

static void
put(struct town *town, const char *text, const struct spot *points, uint32_t count, int kind)
{
    struct candidate candidate = {
        .text = text, .points = points, .count = count, .kind = (uint8_t)kind};
    settle(town->view, &candidate);
}

static void
follows_its_street(void **state)
{
    (void)state;
    struct town town;
    begin(&town);
    struct spot line[] = {at(&town, 100, 100), at(&town, 500, 400)};
    put(&town, "Calle Sol", line, 2, LABEL_STREET);
    assert_int_equal(town.view->labels.making_count, 1);
    const struct placed *placed = &town.view->labels.making[0];
    assert_true(fabsf(placed->angle - atan2f(300, 400)) < 0.01F);
    struct spot back[] = {line[1], line[0]}; // from right to left it is upright too
    put(&town, "Calle Sol 2", back, 2, LABEL_STREET);
    assert_int_equal(town.view->labels.making_count, 2);
    placed = &town.view->labels.making[1];
    assert_true(fabsf(placed->angle - atan2f(300, 400)) < 0.01F);
    town_close(&town);
}

static void
avoids_bends_and_short_streets(void **state)
{
    (void)state;
    struct town town;
    begin(&town);
    struct spot zigzag[40];
    for (int i = 0; i < 40; i++) {
        zigzag[i] = at(&town, 50 + i * 15, 200 + (i % 2) * 60);
    }
    put(&town, "Calle Larga del Norte", zigzag, 40, LABEL_STREET);
    assert_int_equal(town.view->labels.making_count, 0);
    struct spot stub[] = {at(&town, 300, 300), at(&town, 340, 300)};
    put(&town, "Calle Larga del Norte", stub, 2, LABEL_STREET);
    assert_int_equal(town.view->labels.making_count, 0);
    put(&town, "Sol", stub, 2, LABEL_STREET);
    assert_int_equal(town.view->labels.making_count, 1);
    town_close(&town);
}

static void
one_gives_way_to_another(void **state)
{
    (void)state;
    struct town town;
    begin(&town);
    struct spot here[] = {at(&town, 400, 300)};
    struct spot near[] = {at(&town, 404, 288)};
    put(&town, "Hospital", here, 1, LABEL_HELP);
    put(&town, "Puerto", near, 1, LABEL_TOWN);
    const struct labels *labels = &town.view->labels;
    assert_int_equal(labels->making_count, 2);
    assert_true(labels->making[0].at.y > labels->making[0].dot.y); // first choice: below its dot
    struct slant a = settle_slant(&labels->making[0], 0, 0);
    struct slant b = settle_slant(&labels->making[1], 0, 0);
    struct slant dot = settle_dot(&labels->making[0], 0, 0);
    assert_false(slants_meet(&a, &b));
    assert_false(slants_meet(&dot, &b));
    // Said once is enough.
    put(&town, "Hospital", near, 1, LABEL_HELP);
    assert_int_equal(labels->making_count, 2);
    town_close(&town);
}

static void
repeats_at_a_distance(void **state)
{
    (void)state;
    struct town town;
    begin(&town);
    struct spot line[] = {at(&town, 10, 300), at(&town, 790, 300)};
    put(&town, "Sol", line, 2, LABEL_STREET);
    const struct labels *labels = &town.view->labels;
    assert_true(labels->making_count >= 1);
    float repeat = view_style(town.view)->repeat_mm * 5.9F;
    for (size_t i = 1; i < labels->making_count; i++) {
        assert_true(abs(labels->making[i].at.x - labels->making[0].at.x) >= (int)repeat - 1);
    }
    town_close(&town);
}

static void
stands_beside_a_walk(void **state)
{
    (void)state;
    struct town town;
    begin(&town);
    struct mapview_point walk[2] = {
        mapview_from_window(town.view, 50, 300), mapview_from_window(town.view, 750, 300)};
    struct mapview_line line = {walk, 2};
    struct mapview_camera camera = {town_square.lat_e7, town_square.lon_e7, 18};
    struct mapview_window window = {800, 600, 5.9F, 1, 0, "es"};
    mapview_show(town.view, &camera, &window, &line);
    town.view->labels.region =
        (struct box){town.view->left, town.view->top, town.view->left + 800, town.view->top + 600};
    struct spot street[] = {at(&town, 100, 300), at(&town, 700, 300)};
    put(&town, "Calle Sol", street, 2, LABEL_STREET);
    const struct labels *labels = &town.view->labels;
    assert_true(labels->making_count >= 1);
    struct slant name = settle_slant(&labels->making[0], town.view->left, town.view->top);
    assert_false(walk_meets(town.view, &name));
    assert_true(fabsf(name.y - 300) < 60);
    town_close(&town);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_its_street),
        cmocka_unit_test(avoids_bends_and_short_streets),
        cmocka_unit_test(one_gives_way_to_another),
        cmocka_unit_test(repeats_at_a_distance),
        cmocka_unit_test(stands_beside_a_walk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
