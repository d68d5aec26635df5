// links: config

#include "test.h"

#include "town.h"

static size_t
loaded(const struct mapview *view)
{
    size_t count = 0;
    for (size_t i = 0; i < view->source_count; i++) {
        count += view->sources[i]->loaded;
    }
    return count;
}

static void
a_few_stay_ready_to_draw(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, true);
    struct town_shot shot = {town_square, 14, 1280, 800, 0};
    town_draw(&town, &shot); // thirty tiles of vectors
    assert_true(town.view->source_count >= 20);
    assert_true(loaded(town.view) <= 5);
    town_close(&town);
}

static void
loads_once_and_says_so(void **state)
{
    (void)state;
    struct town town;
    town_open(&town, false);
    struct town_shot shot = {town_square, 16, 100, 100, 0};
    town_show(&town, &shot);
    struct tile_at at = source_of(map_info(town.map), (struct tile_at){16, 27305, 32764});
    assert_int_equal(at.z, 14);
    assert_null(view_source(town.view, at, true));
    struct source *source = view_source(town.view, at, true);
    assert_non_null(source);
    assert_ptr_equal(view_source(town.view, at, false), source);
    view_forget_sources(town.view);
    assert_int_equal(town.view->source_count, 0);
    town_close(&town);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_stay_ready_to_draw),
        cmocka_unit_test(loads_once_and_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
