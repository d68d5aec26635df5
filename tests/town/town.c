#include "town/town.h"

#include "tests/store/content.h"
#include "tests/town/made.h"

struct fixture {
    struct content content;
    struct town *town;
};

static void
open_content(struct fixture *fixture, bool map, const char *more)
{
    char *sql = made_content(map);
    content_begin(&fixture->content);
    content_sql(&fixture->content, content_languages);
    content_sql(&fixture->content, sql);
    content_sql(&fixture->content, more);
    content_open(&fixture->content);
    free(sql);
}

static int
setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err = {0};
    open_content(fixture, true, "");
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

static void
test_what_was_measured(void **state)
{
    const struct town *town = ((struct fixture *)*state)->town;
    assert_true(town_leads(town));
    assert_string_equal(town_info(town)->name, "Made");
    struct route_point hub = town_hub(town);
    assert_int_equal(hub.lon_e7, town_point(100, -5).lon_e7);
    struct town_walk clinic = town_walk(town, MADE_CLINIC, false);
    assert_int_equal(clinic.reach, ROUTE_REACHED);
    assert_int_equal(clinic.length_m, 350);
    assert_in_range(clinic.minutes, 4, 6);
    assert_false(clinic.stairs);
    assert_int_equal(town_walk(town, MADE_CLINIC, true).length_m, 350);
}

static void
test_the_hubs_own_house(void **state)
{
    struct fixture *fixture = *state;
    struct town_walk walk = town_walk(fixture->town, MADE_HUB, false);
    assert_int_equal(walk.reach, ROUTE_REACHED);
    assert_int_equal(walk.minutes, 0);
    struct route_walk line;
    struct route_steps steps;
    assert_false(
        town_route(fixture->town, MADE_HUB, false, &fixture->content.arena, &line, &steps));
}

static void
test_without_stairs_around(void **state)
{
    const struct town *town = ((struct fixture *)*state)->town;
    struct town_walk usual = town_walk(town, MADE_OFFICE, false);
    struct town_walk other = town_walk(town, MADE_OFFICE, true);
    assert_int_equal(usual.reach, ROUTE_REACHED);
    assert_int_equal(other.reach, ROUTE_REACHED);
    assert_true(usual.stairs);
    assert_false(other.stairs);
    assert_true(other.length_m > usual.length_m + 200);
    assert_true(other.minutes > usual.minutes);
}

static void
test_where_nobody_is_led(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        int location;
        enum route_reach reach;
    } cases[] = {{MADE_ISLAND, ROUTE_ISLAND}, {MADE_OFF_MAP, ROUTE_OFF_MAP},
        {MADE_SECRET, ROUTE_OFF_MAP}, {MADE_VAGUE, ROUTE_OFF_MAP}, {0, ROUTE_OFF_MAP},
        {MADE_COUNT, ROUTE_OFF_MAP}, {-3, ROUTE_OFF_MAP}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct route_walk walk;
        struct route_steps steps;
        int location = cases[i].location;
        assert_int_equal(town_walk(fixture->town, location, false).reach, cases[i].reach);
        assert_false(
            town_route(fixture->town, location, false, &fixture->content.arena, &walk, &steps));
        assert_int_equal(steps.count, 0);
    }
}

static void
test_a_way_that_is_found(void **state)
{
    struct fixture *fixture = *state;
    struct route_walk walk;
    struct route_steps steps;
    assert_true(
        town_route(fixture->town, MADE_OFFICE, false, &fixture->content.arena, &walk, &steps));
    assert_true(walk.stairs);
    bool stairs = false;
    for (int i = 0; i < steps.count; i++) {
        stairs = stairs || steps.steps[i].way == ROUTE_STAIRS_UP;
    }
    assert_true(stairs);
    assert_int_equal(steps.steps[steps.count - 1].turn, ROUTE_ARRIVE);
    assert_int_equal(steps.steps[steps.count - 1].side, ROUTE_ON_LEFT);
    assert_true(
        town_route(fixture->town, MADE_OFFICE, true, &fixture->content.arena, &walk, &steps));
    assert_false(walk.stairs);
}

// What was measured is what is walked.
static void
test_measured_as_walked(void **state)
{
    struct fixture *fixture = *state;
    for (int n = 1; n < MADE_COUNT; n++) {
        for (int free = 0; free < 2; free++) {
            struct route_walk walk;
            struct route_steps steps;
            struct town_walk measured = town_walk(fixture->town, n, free);
            if (town_route(fixture->town, n, free, &fixture->content.arena, &walk, &steps)) {
                assert_int_equal(measured.minutes, walk.minutes);
                assert_int_equal(measured.length_m, (walk.length_cm + 50) / 100);
                assert_int_equal(measured.stairs, walk.stairs);
            }
        }
    }
}

static enum err_kind
open_kind(struct fixture *fixture)
{
    struct err err = {0};
    assert_false(town_open(fixture->content.store, NULL, MADE_STYLES, &fixture->town, &err));
    assert_null(fixture->town);
    enum err_kind kind = err.kind;
    content_end(&fixture->content);
    return kind;
}

static void
test_content_without_a_map(void **state)
{
    (void)state;
    struct fixture fixture = {.town = NULL};
    open_content(&fixture, false, "");
    assert_int_equal(open_kind(&fixture), ERR_MISSING);
    open_content(&fixture, true, "DELETE FROM meta WHERE key = 'latitude'");
    assert_int_equal(open_kind(&fixture), ERR_MISSING);
    open_content(&fixture, true, "UPDATE route_graph SET data = X'00'");
    assert_int_equal(open_kind(&fixture), ERR_FORMAT);
}

static void
test_a_map_without_walks(void **state)
{
    (void)state;
    struct fixture fixture = {.town = NULL};
    struct err err = {0};
    open_content(&fixture, true, "DELETE FROM route_graph");
    assert_true(town_open(fixture.content.store, NULL, MADE_STYLES, &fixture.town, &err));
    assert_false(town_leads(fixture.town));
    assert_int_equal(town_walk(fixture.town, MADE_CLINIC, false).reach, ROUTE_OFF_MAP);
    assert_int_equal(town_walk(fixture.town, MADE_CLINIC, true).reach, ROUTE_OFF_MAP);
    town_close(fixture.town);
    content_end(&fixture.content);
}

// A path in a yard that is joined to nothing is nearer to the hub than the street.
static void
test_a_hub_in_a_yard(void **state)
{
    (void)state;
    struct fixture fixture = {.town = NULL};
    struct err err = {0};
    char sql[128];
    snprintf(sql, sizeof sql, "UPDATE meta SET value = '%.7f' WHERE key = 'latitude'",
        town_point(100, -38).lat_e7 / 1e7);
    open_content(&fixture, true, sql);
    assert_true(town_open(fixture.content.store, NULL, MADE_STYLES, &fixture.town, &err));
    assert_int_equal(town_walk(fixture.town, MADE_CLINIC, false).reach, ROUTE_REACHED);
    assert_int_equal(town_walk(fixture.town, MADE_CLINIC, true).reach, ROUTE_REACHED);
    town_close(fixture.town);
    content_end(&fixture.content);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_was_measured, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_hubs_own_house, setup, teardown),
        cmocka_unit_test_setup_teardown(test_without_stairs_around, setup, teardown),
        cmocka_unit_test_setup_teardown(test_where_nobody_is_led, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_way_that_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_measured_as_walked, setup, teardown),
        cmocka_unit_test(test_content_without_a_map),
        cmocka_unit_test(test_a_map_without_walks),
        cmocka_unit_test(test_a_hub_in_a_yard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
