// What the screen about the stick says, and that it fits.

#include "tests/scenes/sticks.h"

static struct upkeep upkeep;

static int
setup(void **state)
{
    *state = stage_open(stick_words);
    return 0;
}

static int
reset(void **state)
{
    struct stage *stage = *state;
    stage_reset(state);
    stage->visit = (struct visit){0};
    stage->visit.at.screen = SCREEN_STICK;
    upkeep = (struct upkeep){.stick = {.run = 1, .seconds_left = -1}};
    stage->world.upkeep = &upkeep;
    return 0;
}

static void
show(struct stage *stage)
{
    text_trim(stage->world.text);
    arena_reset(&stage->arena);
    scenes_build(&stage->world, &stage->visit, &stage->arena, stage->frame);
    assert_string_equal(stage->frame->screen, "stick");
    assert_non_null(frame_find(stage->frame, "stick.close"));
}

static void
test_copying(void **state)
{
    struct stage *stage = *state;
    upkeep.stick.phase = INSTALL_COPYING;
    upkeep.stick.bytes = 12 * 1000 * 1000;
    upkeep.stick.bytes_total = 200 * 1000 * 1000;
    show(stage);
    assert_says(stage, "stick.state", "Copiando 6 %");
    assert_close(stage_node(stage, "stick.bar")->value, 0.06f);
    assert_says(stage, "stick.bytes", "12 de 200 MB");
    assert_null(frame_find(stage->frame, "stick.left")); // not known yet
    assert_says(stage, "stick.wait", "Espere");
    static const struct {
        int seconds;
        const char *words;
    } lefts[] = {{0, "Menos de un minuto"}, {59, "Menos de un minuto"}, {60, "1 minuto"},
        {89, "1 minuto"}, {90, "2 minutos"}, {600, "10 minutos"}};
    for (size_t i = 0; i < sizeof lefts / sizeof *lefts; i++) {
        upkeep.stick.seconds_left = lefts[i].seconds;
        show(stage);
        assert_says(stage, "stick.left", lefts[i].words);
    }
}

static void
test_small_and_odd_sizes(void **state)
{
    struct stage *stage = *state;
    upkeep.stick.phase = INSTALL_COPYING;
    show(stage); // 0 of 0
    assert_close(stage_node(stage, "stick.bar")->value, 0);
    upkeep.stick.bytes_total = 1;
    upkeep.stick.bytes = 1;
    show(stage);
    assert_says(stage, "stick.bytes", "1 de 1 MB");
    upkeep.stick.bytes = INT64_MAX;
    show(stage);
    assert_close(stage_node(stage, "stick.bar")->value, 1);
    assert_says(stage, "stick.state", "Copiando 100 %");
}

static void
test_done(void **state)
{
    struct stage *stage = *state;
    upkeep.stick.phase = INSTALL_DONE;
    upkeep.stick.diff = (struct gate_diff){.added = 3, .updated = 41, .removed = 1};
    snprintf(upkeep.stick.version, sizeof upkeep.stick.version, "2026-11-28");
    show(stage);
    assert_says(stage, "stick.state", "Listo");
    assert_says(stage, "stick.changes", "41 cambiadas, 3 nuevas, 1 quitada");
    assert_says(stage, "stick.version", "Contenido 2026-11-28");
    assert_says(stage, "stick.pull", "Saque");
    assert_null(frame_find(stage->frame, "stick.wait"));
    assert_null(frame_find(stage->frame, "stick.visit"));
    assert_null(frame_find(stage->frame, "stick.bar"));
}

static void
test_refused(void **state)
{
    struct stage *stage = *state;
    upkeep.stick.phase = INSTALL_REFUSED;
    upkeep.stick.reason = BUNDLE_OTHER_HUB;
    snprintf(upkeep.stick.asked, sizeof upkeep.stick.asked, "hn/centro");
    snprintf(upkeep.stick.here, sizeof upkeep.stick.here, "gt/sur");
    show(stage);
    assert_says(stage, "stick.state", "No");
    assert_says(stage, "stick.reason", "Es para hn/centro, esto es gt/sur");
    assert_says(stage, "stick.do", "Pida el de gt/sur");
    assert_says(stage, "stick.code", "Código 5105");
    assert_says(stage, "stick.pull", "Saque");
    upkeep.stick.reason = (enum bundle_reason)5999; // of a later version: the code says it
    show(stage);
    assert_null(frame_find(stage->frame, "stick.reason"));
    assert_says(stage, "stick.code", "Código 5999");
}

// No stick is in when the manager went back.
static void
test_reverted(void **state)
{
    struct stage *stage = *state;
    upkeep.stick.phase = INSTALL_REVERTED;
    show(stage);
    assert_says(stage, "stick.state", "Vuelto");
    assert_null(frame_find(stage->frame, "stick.pull"));
    assert_null(frame_find(stage->frame, "stick.wait"));
    assert_null(frame_find(stage->frame, "stick.version"));
}

static void
check_fits(struct stage *stage)
{
    const struct panel *panel = &stage->world.panel;
    const struct node *above = NULL;
    for (int i = 0; i < stage->frame->count; i++) {
        const struct node *node = &stage->frame->nodes[i];
        assert_false(node->clipped);
        assert_true(node->text[0] == '\0' || node->cap_mm >= 3.49f);
        assert_true(node->rect.y >= 0 && node->rect.y + node->rect.h <= panel->height_mm + 0.05f);
        assert_true(!above || node->rect.y >= above->rect.y + above->rect.h - 0.05f);
        above = node;
    }
}

static void
test_fits_every_panel(void **state)
{
    struct stage *stage = *state;
    const struct panel panels[] = {panel_make(800, 480, 152, 91), panel_make(720, 1280, 87, 155),
        panel_make(1280, 800, 217, 136), panel_make(1080, 1920, 268, 476)};
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        stage->world.panel = panels[i];
        for (int phase = INSTALL_LOOKING; phase < INSTALL_PHASES; phase++) {
            upkeep.stick.phase = (enum install_phase)phase;
            upkeep.stick.reason = BUNDLE_OTHER_HUB;
            upkeep.stick.seconds_left = 100;
            show(stage);
            check_fits(stage);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_copying, reset),
        cmocka_unit_test_setup(test_small_and_odd_sizes, reset),
        cmocka_unit_test_setup(test_done, reset),
        cmocka_unit_test_setup(test_refused, reset),
        cmocka_unit_test_setup(test_reverted, reset),
        cmocka_unit_test_setup(test_fits_every_panel, reset),
    };
    return cmocka_run_group_tests(tests, setup, stage_teardown);
}
