// links: config

#include "test.h"

#include "town.h"

static void
streets_are_whole(void **state)
{
    (void)state;
    struct town town;
    struct town_shot shot = {town_square, 16, 1200, 800, 0};
    town_open(&town, true);
    town_draw(&town, &shot);
    struct mapview *view = town.view;
    // As labels do it, to look at what they get.
    view->labels.region = (struct box){view->left, view->top, view->left + 1200, view->top + 800};
    candidates_gather(view);
    const struct labels *labels = &view->labels;
    assert_true(labels->candidate_count > 40);
    int over_borders = 0; // of vector tiles, where each street ends and begins
    for (size_t i = 0; i < labels->candidate_count; i++) {
        const struct candidate *one = &labels->candidates[i];
        const struct spot *last = &one->points[one->count - 1];
        int shift = WORLD_BITS - SOURCE_ZOOM;
        assert_true(i == 0 || labels->candidates[i - 1].order <= one->order);
        over_borders += one->points[0].x >> shift != last->x >> shift ||
                        one->points[0].y >> shift != last->y >> shift;
    }
    assert_true(over_borders > 5);
    town_close(&town);
}

static struct spot first_line[] = {{0, 0}, {100000, 0}};
static struct spot second_line[] = {{220000, 5000}, {100020, 10}};
static struct spot branch_line[] = {{100000, 0}, {100000, 90000}};

// The straighter way on, whichever way round it was drawn.
static void
joins_what_goes_straight_on(void **state)
{
    (void)state;
    struct town town;
    struct town_shot shot = {town_square, 18, 300, 200, 0};
    town_open(&town, false);
    town_show(&town, &shot);
    struct mapview *view = town.view;
    struct source *source = calloc(1, sizeof *source);
    assert_non_null(source);
    source->named = true;
    source->names = calloc(3, sizeof *source->names);
    struct spot *lines[3] = {branch_line, first_line, second_line};
    for (int i = 0; i < 3; i++) {
        source->names[i] =
            (struct name){.text = "Sur", .points = lines[i], .count = 2, .kind = LABEL_STREET};
    }
    source->name_count = 3;
    view->sources = room_for(view->sources, 1, &view->source_room, sizeof *view->sources);
    view->sources[view->source_count++] = source;
    view->labels.region = (struct box){0, 0, 100000, 100000};
    candidates_gather(view);
    assert_int_equal(view->labels.candidate_count, 2);
    const struct candidate *longest = &view->labels.candidates[0];
    assert_int_equal(longest->count, 3);
    assert_true(longest->length > 220000 / 16.0F - 2);
    assert_int_equal(view->labels.candidates[1].count, 2);
    town_close(&town);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streets_are_whole),
        cmocka_unit_test(joins_what_goes_straight_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
