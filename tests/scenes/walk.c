// The walk to a place, from the list of services to the steps, and asking for it.

#include "scenes/internal.h"
#include "tests/town/made.h"
#include "tests/ui/stage.h"

// Every word is its key, with what fills it.
static const char words[] =
    "INSERT INTO translation SELECT 'ui', value, 'text', 'es', 0, value, 'source', 0"
    " FROM json_each('[\"walk-title\", \"walk-here\", \"walk-ask\", \"walk-step-free\","
    " \"walk-no-step-free\", \"walk-stairs-on-way\", \"walk-up\", \"walk-up-right\","
    " \"walk-arrive\", \"walk-arrive-left\", \"walk-arrive-right\", \"services-title\","
    " \"services-filter\", \"service-hours-unknown\", \"service-open-always\", \"service-take\","
    " \"service-show\", \"show-way-note\", \"hours-always\"]');"
    "INSERT INTO translation SELECT 'ui', w.value, 'text', 'es', f.value, '{n} ' || w.value,"
    " 'source', 0 FROM json_each('[\"walk-minutes\", \"walk-metres\", \"walk-distance\","
    " \"walk-other-minutes\"]') w, json_each('[0, 1]') f;"
    "INSERT INTO translation SELECT 'ui', value, 'text', 'es', 0, value || ' {street}', 'source', "
    "0"
    " FROM json_each('[\"walk-out-street\", \"walk-left-street\", \"walk-right-street\","
    " \"walk-sign\"]');"
    "INSERT INTO translation SELECT 'ui', value, 'text', 'es', 0, value || ' {street} {place}',"
    " 'source', 0 FROM json_each('[\"walk-out-street-place\", \"walk-left-street-place\","
    " \"walk-right-street-place\"]');"
    "INSERT INTO translation SELECT 'ui', value, 'text', 'es', 0, value || ' {place}', 'source', 0"
    " FROM json_each('[\"walk-seen\", \"walk-seen-left\", \"walk-seen-right\"]');"
    "INSERT INTO translation VALUES ('ui', 'show-way', 'text', 'es', 0, 'Lléveme a {place}.',"
    " 'source', 0), ('ui', 'show-way', 'text', 'ht', 0, 'Mennen m {place}.', 'draft', 0),"
    " ('location', 'clinic', 'landmark', 'es', 0, 'Puerta azul', 'source', 0),"
    " ('location', 'clinic', 'name', 'ht', 0, 'Klinik la', 'draft', 0);"
    // The office is open, everything else may be: MADE_OFFICE.
    "INSERT INTO schedule VALUES (1, 's', 3, NULL, NULL, '', '', 'WEEKLY', 1, '', '', '00:00',"
    " '23:59');";

static int
setup(void **state)
{
    char *made = made_content(true);
    char *all = NULL;
    assert_true(asprintf(&all, "%s%s", made, words) > 0);
    struct stage *stage = stage_open(all);
    free(made);
    free(all);
    struct err err = {0};
    struct world *world = &stage->world;
    assert_true(town_open(world->store, world->text, MADE_STYLES, &world->town, &err));
    *state = stage;
    return 0;
}

static int
teardown(void **state)
{
    town_close(((struct stage *)*state)->world.town);
    return stage_teardown(state);
}

static const struct frame *
show(struct stage *stage, enum screen screen, int arg, int page)
{
    stage->visit.at = (struct place){.screen = (int16_t)screen, .arg = arg, .page = (int16_t)page};
    arena_reset(&stage->arena);
    text_trim(stage->world.text);
    scenes_build(&stage->world, &stage->visit, &stage->arena, stage->frame);
    return stage->frame;
}

// The node of that name on whichever page it stands; NULL if on none.
static const struct node *
find(struct stage *stage, enum screen screen, int arg, const char *name)
{
    int pages = show(stage, screen, arg, 0)->pages;
    for (int page = 0; page < pages; page++) {
        const struct node *node = frame_find(show(stage, screen, arg, page), name);
        if (node) {
            return node;
        }
    }
    return NULL;
}

static void
assert_text(struct stage *stage, enum screen screen, int arg, const char *name, const char *text)
{
    const struct node *node = find(stage, screen, arg, name);
    if (!node) {
        fail_msg("no node %s", name);
    }
    assert_string_equal(node->text, text);
}

static void
without_stairs(struct stage *stage)
{
    struct action action = {.kind = ACT_FILTER, .arg = FILTER_STEP_FREE};
    visit_apply(&stage->visit, &action, &stage->world, stage->frame);
}

// Names of the services in the order of the list.
static const char *
listed(struct stage *stage)
{
    static char text[512];
    text[0] = '\0';
    int pages = show(stage, SCREEN_SERVICES, 0, 0)->pages;
    for (int page = 0; page < pages; page++) {
        const struct frame *frame = show(stage, SCREEN_SERVICES, 0, page);
        for (int i = 0; i < frame->count; i++) {
            const struct node *node = &frame->nodes[i];
            if (node->action.arg2 == SCREEN_SERVICE && node->action.kind == ACT_GO) {
                size_t used = strlen(text);
                snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "",
                    strchr(node->name, '.') + 1);
            }
        }
    }
    return text;
}

static void
test_open_then_near(void **state)
{
    assert_string_equal(
        listed(*state), "office hub market quiet bakery clinic island off-map secret vague");
}

static void
test_minutes_in_the_list(void **state)
{
    struct stage *stage = *state;
    assert_text(stage, SCREEN_SERVICES, 0, "service.clinic.note",
        "\u20685\u2069 walk-minutes · service-hours-unknown");
    assert_text(stage, SCREEN_SERVICES, 0, "service.hub.note", "walk-here · service-hours-unknown");
    assert_text(
        stage, SCREEN_SERVICES, 0, "service.island.note", "walk-ask · service-hours-unknown");
    assert_text(stage, SCREEN_SERVICES, 0, "service.secret.note", "service-hours-unknown");
}

static void
test_minutes_on_the_card(void **state)
{
    struct stage *stage = *state;
    assert_text(stage, SCREEN_SERVICE, MADE_CLINIC, "service.walk.note",
        "\u20685\u2069 walk-minutes · \u2068350\u2069 walk-metres");
    assert_null(find(stage, SCREEN_SERVICE, MADE_CLINIC, "walk.stairs"));
    assert_null(find(stage, SCREEN_SERVICE, MADE_CLINIC, "walk.step-free"));
    assert_non_null(find(stage, SCREEN_SERVICE, MADE_CLINIC, "service.walk"));
    assert_text(stage, SCREEN_SERVICE, MADE_HUB, "walk", "walk-here");
    assert_null(find(stage, SCREEN_SERVICE, MADE_HUB, "service.walk"));
    assert_text(stage, SCREEN_SERVICE, MADE_ISLAND, "walk", "walk-ask");
    assert_null(find(stage, SCREEN_SERVICE, MADE_ISLAND, "service.walk"));
    assert_null(find(stage, SCREEN_SERVICE, MADE_SECRET, "walk"));
    assert_null(find(stage, SCREEN_SERVICE, MADE_SECRET, "service.walk"));
}

static void
test_steps(void **state)
{
    struct stage *stage = *state;
    assert_text(stage, SCREEN_WALK, MADE_CLINIC, "walk.total",
        "\u20685\u2069 walk-minutes · \u2068350\u2069 walk-metres");
    assert_text(stage, SCREEN_WALK, MADE_CLINIC, "step.1",
        "walk-out-street-place \u2068Calle Uno\u2069 \u2068Casa market\u2069");
    assert_text(stage, SCREEN_WALK, MADE_CLINIC, "step.1.note", "\u2068200\u2069 walk-distance");
    const struct node *turn = find(stage, SCREEN_WALK, MADE_CLINIC, "step.2");
    assert_string_equal(
        turn->text, "walk-left-street-place \u2068Calle Dos\u2069 \u2068Casa market\u2069");
    assert_string_equal(turn->icon, "turn-left");
    assert_false(turn->focusable);
    assert_text(stage, SCREEN_WALK, MADE_CLINIC, "step.2.number", "2");
    assert_text(stage, SCREEN_WALK, MADE_CLINIC, "step.3", "walk-arrive-right");
    assert_text(stage, SCREEN_WALK, MADE_CLINIC, "step.3.note", "Puerta azul");
    assert_null(find(stage, SCREEN_WALK, MADE_CLINIC, "step.4"));
    assert_non_null(find(stage, SCREEN_WALK, MADE_CLINIC, "walk.take"));
}

// Left stays left where lines run from the right.
static void
test_arrows_from_right_to_left(void **state)
{
    struct stage *stage = *state;
    stage->visit.language = LANG_AR;
    const struct node *turn = find(stage, SCREEN_WALK, MADE_CLINIC, "step.2");
    assert_string_equal(turn->icon, "turn-left");
    assert_false(turn->icon_mirrored);
    assert_int_equal(stage->frame->dir, DIRECTION_RTL);
}

static void
test_stairs_and_without(void **state)
{
    struct stage *stage = *state;
    assert_text(stage, SCREEN_WALK, MADE_OFFICE, "step.2", "walk-up-right");
    const char *sign = find(stage, SCREEN_WALK, MADE_OFFICE, "step.2.note")->text;
    assert_string_equal(sign, "walk-seen \u2068Biblioteca\u2069");
    assert_null(find(stage, SCREEN_WALK, MADE_OFFICE, "walk.stairs")); // there is another way
    assert_text(stage, SCREEN_WALK, MADE_OFFICE, "walk.step-free.note",
        "walk-stairs-on-way\n\u20689\u2069 walk-other-minutes");
    const struct node *box = find(stage, SCREEN_WALK, MADE_OFFICE, "walk.step-free");
    assert_false(box->checked);
    assert_int_equal(box->role, ROLE_CHECKBOX);
    without_stairs(stage);
    assert_true(find(stage, SCREEN_WALK, MADE_OFFICE, "walk.step-free")->checked);
    assert_null(find(stage, SCREEN_WALK, MADE_OFFICE, "walk.stairs"));
    assert_text(stage, SCREEN_WALK, MADE_OFFICE, "walk.total",
        "\u20689\u2069 walk-minutes · \u2068650\u2069 walk-metres");
    assert_text(stage, SCREEN_SERVICE, MADE_OFFICE, "service.walk.note",
        "\u20689\u2069 walk-minutes · \u2068650\u2069 walk-metres");
    without_stairs(stage);
    assert_false(find(stage, SCREEN_SERVICE, MADE_OFFICE, "walk.step-free")->checked);
}

static void
test_nobody_is_led_to_an_island(void **state)
{
    struct stage *stage = *state;
    assert_text(stage, SCREEN_WALK, MADE_ISLAND, "walk.total", "walk-ask");
    assert_null(find(stage, SCREEN_WALK, MADE_ISLAND, "step.1"));
    assert_null(find(stage, SCREEN_WALK, MADE_SECRET, "step.1"));
    assert_null(find(stage, SCREEN_WALK, MADE_VAGUE, "step.1"));
}

static void
test_content_without_a_map(void **state)
{
    struct stage *stage = *state;
    struct town *town = stage->world.town;
    stage->world.town = NULL;
    assert_text(stage, SCREEN_SERVICES, 0, "service.clinic.note", "service-hours-unknown");
    assert_null(find(stage, SCREEN_SERVICE, MADE_CLINIC, "service.walk"));
    assert_null(find(stage, SCREEN_SERVICE, MADE_CLINIC, "service.walk"));
    assert_null(find(stage, SCREEN_FILTERS, 0, "walk.step-free"));
    assert_null(find(stage, SCREEN_WALK, MADE_CLINIC, "step.1"));
    assert_string_equal(
        listed(stage), "office hub clinic market quiet island off-map secret vague bakery");
    stage->world.town = town;
    assert_non_null(find(stage, SCREEN_FILTERS, 0, "walk.step-free"));
}

// For whoever is asked in their language, and below it what the visitor holds out.
static void
test_asking_for_the_way(void **state)
{
    struct stage *stage = *state;
    stage->visit.language = LANG_HT;
    assert_text(stage, SCREEN_SHOW_ADDRESS, MADE_CLINIC, "show.request",
        "Lléveme a \u2068Casa clinic\u2069.");
    const struct node *request = frame_find(stage->frame, "show.request");
    assert_string_equal(request->lang, "es");
    assert_false(request->fallback);
    assert_text(stage, SCREEN_SHOW_ADDRESS, MADE_CLINIC, "show.address", "Calle 2, Puerto");
    assert_text(stage, SCREEN_SHOW_ADDRESS, MADE_CLINIC, "show.landmark", "Puerta azul");
    assert_text(
        stage, SCREEN_SHOW_ADDRESS, MADE_CLINIC, "show.own", "Mennen m \u2068Klinik la\u2069.");
    stage->visit.language = LANG_ES;
    assert_null(find(stage, SCREEN_SHOW_ADDRESS, MADE_CLINIC, "show.own"));
}

// The code carries the point and the steps; of a sensitive place neither.
static void
test_taken_along(void **state)
{
    struct stage *stage = *state;
    const char *taken = find(stage, SCREEN_TAKE_SERVICE, MADE_CLINIC, "qr.1")->text;
    assert_string_equal(taken, "Ayuda clinic\nCalle 2, Puerto\nPuerta azul\ngeo:0.00135,-30.01726\n"
                               "5 walk-minutes · 350 walk-metres\n"
                               "1. walk-out-street-place Calle Uno Casa market 200 walk-distance\n"
                               "2. walk-left-street-place Calle Dos Casa market 150 walk-distance\n"
                               "3. walk-arrive-right Puerta azul");
    stage->visit.agreed = true;
    stage->visit.at.screen = SCREEN_TAKE_SERVICE;
    assert_string_equal(find(stage, SCREEN_TAKE_SERVICE, MADE_QUIET, "qr.1")->text, "Ayuda quiet");
    assert_string_equal(find(stage, SCREEN_TAKE_SERVICE, MADE_ISLAND, "qr.1")->text,
        "Ayuda island\nCalle 6, Puerto\ngeo:0.00814,-30.00156");
}

#define WALK(test) cmocka_unit_test_setup(test, stage_reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WALK(test_open_then_near),
        WALK(test_minutes_in_the_list),
        WALK(test_minutes_on_the_card),
        WALK(test_steps),
        WALK(test_arrows_from_right_to_left),
        WALK(test_stairs_and_without),
        WALK(test_nobody_is_led_to_an_island),
        WALK(test_content_without_a_map),
        WALK(test_asking_for_the_way),
        WALK(test_taken_along),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
