#include "tests/store/content.h"
#include "tests/town/made.h"
#include "town/town.h"

struct fixture {
    struct content content;
    struct town *town;
};

enum { ES, HT, FR };

static int
setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err = {0};
    char *sql = made_content(true);
    content_begin(&fixture->content);
    content_sql(&fixture->content, content_languages);
    content_sql(&fixture->content, sql);
    content_open(&fixture->content);
    free(sql);
    assert_true(town_open(fixture->content.store, NULL, MADE_STYLES, &fixture->town, &err));
    *state = fixture;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *fixture = *state;
    town_close(fixture->town);
    content_end(&fixture->content);
    free(fixture);
    return 0;
}

static const struct route_step *
step_of(struct fixture *fixture, int location, int index)
{
    static struct route_steps steps;
    struct route_walk walk;
    assert_true(town_route(fixture->town, location, false, &fixture->content.arena, &walk, &steps));
    assert_true(index < steps.count);
    return &steps.steps[index];
}

static const char *
name(struct fixture *fixture, int landmark, int lang)
{
    return town_landmark(fixture->town, &fixture->content.arena, landmark, lang).text;
}

// In the visitor's language, with the content's fallback; never the quiet place, though it is nearer.
static void
test_a_place_of_the_content(void **state)
{
    const struct route_step *corner = step_of(*state, MADE_CLINIC, 1);
    assert_int_equal(corner->turn, ROUTE_LEFT);
    assert_string_equal(name(*state, corner->landmark, ES), "Casa market");
    assert_string_equal(name(*state, corner->landmark, HT), "Mache a");
    assert_string_equal(name(*state, corner->landmark, FR), "Casa market");
}

static void
test_a_place_of_the_map(void **state)
{
    const struct route_step *stairs = step_of(*state, MADE_OFFICE, 1);
    assert_int_equal(stairs->way, ROUTE_STAIRS_UP);
    assert_string_equal(name(*state, stairs->landmark, ES), "Biblioteca");
    assert_string_equal(name(*state, stairs->landmark, HT), "Bibliyotèk");
    struct store_text text = town_landmark(((struct fixture *)*state)->town,
        &((struct fixture *)*state)->content.arena, stairs->landmark, HT);
    assert_string_equal(text.lang, "ht");
}

// Looking again finds the same, and nothing twice.
static void
test_looked_at_once(void **state)
{
    int first = step_of(*state, MADE_OFFICE, 1)->landmark;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(step_of(*state, MADE_OFFICE, 1)->landmark, first);
        step_of(*state, MADE_CLINIC, 1);
    }
    assert_string_equal(name(*state, first + 1, ES), "");
    assert_string_equal(name(*state, -1, ES), "");
}

// Neither the bakery nor the market beside it leads to the bakery.
static void
test_nothing_at_the_door(void **state)
{
    struct fixture *fixture = *state;
    struct route_walk walk;
    struct route_steps steps;
    assert_true(
        town_route(fixture->town, MADE_BAKERY, false, &fixture->content.arena, &walk, &steps));
    assert_int_equal(steps.count, 3);
    for (int i = 0; i < steps.count; i++) {
        assert_int_equal(steps.steps[i].landmark, -1);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_place_of_the_content, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_place_of_the_map, setup, teardown),
        cmocka_unit_test_setup_teardown(test_looked_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_nothing_at_the_door, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
