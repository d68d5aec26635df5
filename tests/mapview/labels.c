// links: config

#include <math.h>

#include "test.h"

#include "town.h"

static struct slant
shape_of(const struct mapview_label *label)
{
    return (struct slant){label->x, label->y, label->w / 2, label->h / 2, label->angle};
}

// No two meet, none leaves the window, none stands on its head.
static void
check_labels(const struct mapview *view, int width, int height)
{
    int count = mapview_stats(view).labels;
    for (int i = 0; i < count; i++) {
        struct mapview_label a = mapview_label(view, i);
        struct slant one = shape_of(&a);
        if (a.hidden) {
            continue;
        }
        assert_true(slant_within(&one, (struct box){0, 0, width, height}));
        assert_true(a.angle > -1.5708F && a.angle <= 1.5708F);
        for (int k = 0; k < i; k++) {
            struct mapview_label b = mapview_label(view, k);
            struct slant other = shape_of(&b);
            if (!b.hidden && slants_meet(&one, &other)) {
                fail_msg("\"%s\" lies over \"%s\"", a.text, b.text);
            }
        }
    }
}

static int
seen(const struct mapview *view)
{
    int count = 0;
    for (int i = 0; i < mapview_stats(view).labels; i++) {
        count += !mapview_label(view, i).hidden;
    }
    return count;
}

static void
names_stand_free(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, true);
    for (int zoom = MAPVIEW_ZOOM_MIN; zoom <= MAPVIEW_ZOOM_MAX; zoom++) {
        struct town_shot shot = {town_square, zoom, 900, 600, 0};
        town_draw(&town, &shot);
        check_labels(town.view, 900, 600);
        int least = zoom == 13 ? 1 : zoom == 14 ? 4 : 12;
        if (seen(town.view) < least) {
            fail_msg("zoom %d shows %d names", zoom, seen(town.view));
        }
    }
    town_close(&town);
}

// The label of that text nearest to a place of the window, or one without text.
static struct mapview_label
find(const struct mapview *view, const char *text, float x, float y)
{
    struct mapview_label best = {.text = NULL};
    float least = 1e9F;
    for (int i = 0; i < mapview_stats(view).labels; i++) {
        struct mapview_label label = mapview_label(view, i);
        float off = hypotf(label.x - x, label.y - y);
        if (strcmp(label.text, text) == 0 && off < least) {
            least = off;
            best = label;
        }
    }
    return best;
}

static void
names_stay_while_the_window_moves(void **state)
{
    (void)state;
    enum { KEEP_MAX = 64, WAY = 300 };
    struct town_shot shot = {town_square, 17, 900, 600, 0};
    struct town town;
    struct {
        char text[80];
        float x;
        float y;
    } kept[KEEP_MAX];
    int count = 0;
    town_open(&town, true);
    town_draw(&town, &shot);
    for (int i = 0; i < mapview_stats(town.view).labels && count < KEEP_MAX; i++) {
        struct mapview_label label = mapview_label(town.view, i);
        if (!label.hidden && label.x > WAY + 200) {
            snprintf(kept[count].text, sizeof kept[count].text, "%s", label.text);
            kept[count].x = label.x;
            kept[count++].y = label.y;
        }
    }
    assert_true(count > 8);
    uint64_t laid_out = mapview_stats(town.view).laid_out;
    shot.at = mapview_from_window(town.view, 450 + WAY, 300); // beyond what was laid out
    town_draw(&town, &shot);
    assert_true(mapview_stats(town.view).laid_out > laid_out);
    check_labels(town.view, 900, 600);
    for (int i = 0; i < count; i++) {
        struct mapview_label label =
            find(town.view, kept[i].text, kept[i].x - (float)WAY, kept[i].y);
        if (!label.text || fabsf(label.x - kept[i].x + (float)WAY) > 1 ||
            fabsf(label.y - kept[i].y) > 1) {
            fail_msg("\"%s\" moved", kept[i].text);
        }
    }
    town_close(&town);
}

static void
small_steps_lay_nothing_out(void **state)
{
    (void)state;
    struct town_shot shot = {town_square, 17, 900, 600, 0};
    struct town town;
    town_open(&town, true);
    town_draw(&town, &shot);
    uint64_t laid_out = mapview_stats(town.view).laid_out;
    struct mapview_point at = mapview_from_window(town.view, 451, 301);
    shot.at = at;
    town_draw(&town, &shot);
    assert_true(mapview_stats(town.view).laid_out - laid_out <= 1); // a tile's edge may lie there
    laid_out = mapview_stats(town.view).laid_out;
    shot.at = town_square;
    town_draw(&town, &shot);
    assert_int_equal(mapview_stats(town.view).laid_out, laid_out);
    town_close(&town);
}

static void
nothing_is_written_over_what_is_kept_free(void **state)
{
    (void)state;
    struct town_shot shot = {town_square, 17, 900, 600, 0};
    struct town town;
    town_open(&town, true);
    town_draw(&town, &shot);
    struct mapview_free rects[2] = {{.x = 700, .y = 0, .w = 200, .h = 600},
        {.x = 300, .y = 200, .w = 120, .h = 120, .pinned = true}};
    mapview_keep_free(town.view, rects, 2);
    town_finish(&town);
    int shown = 0;
    for (int i = 0; i < mapview_stats(town.view).labels; i++) {
        struct mapview_label label = mapview_label(town.view, i);
        struct slant slant = shape_of(&label);
        for (int k = 0; k < 2 && !label.hidden; k++) {
            struct slant rect = {rects[k].x + rects[k].w / 2, rects[k].y + rects[k].h / 2,
                rects[k].w / 2, rects[k].h / 2, 0};
            assert_false(slants_meet(&slant, &rect));
        }
        shown += !label.hidden;
    }
    assert_true(shown > 12);
    // The pinned one moves along: its names stay away, those of the other come back.
    shot.at = mapview_from_window(town.view, 450 + 50, 300);
    town_draw(&town, &shot);
    struct slant pin = {360 - 50, 260, 60, 60, 0};
    for (int i = 0; i < mapview_stats(town.view).labels; i++) {
        struct mapview_label label = mapview_label(town.view, i);
        struct slant slant = shape_of(&label);
        assert_true(label.hidden || !slants_meet(&slant, &pin));
    }
    mapview_keep_free(town.view, NULL, 0);
    town_finish(&town);
    check_labels(town.view, 900, 600);
    town_close(&town);
}

static void
larger_letters_are_fewer_and_free_too(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, true);
    struct mapview_camera camera = {town_square.lat_e7, town_square.lon_e7, 17};
    struct mapview_window window = {900, 600, 5.9F, 1, 0, "es"};
    mapview_show(town.view, &camera, &window, NULL);
    town_finish(&town);
    int normal = seen(town.view);
    window.letters = 1.75F;
    mapview_show(town.view, &camera, &window, NULL);
    town_finish(&town);
    check_labels(town.view, 900, 600);
    assert_true(seen(town.view) > 5 && seen(town.view) < normal);
    town_close(&town);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_free),
        cmocka_unit_test(names_stay_while_the_window_moves),
        cmocka_unit_test(small_steps_lay_nothing_out),
        cmocka_unit_test(nothing_is_written_over_what_is_kept_free),
        cmocka_unit_test(larger_letters_are_fewer_and_free_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
