// The bars: always the same places, only what leads somewhere can be touched (requirements 52, 53, 59).

#include "tests/ui/stage.h"

static bool sensitive;
static int blocks;

static void
scene_any(struct ui *ui)
{
    ui->sensitive = sensitive;
    ui_title(ui, spanish("Lugares que ayudan"), "pin");
    for (int i = 0; i < blocks; i++) {
        ui_block(ui, 30);
    }
}

static int
setup(void **state)
{
    struct stage *stage = *state;
    stage_reset(state);
    stage->scene = scene_any;
    stage->visit.at.screen = SCREEN_PAGE;
    stage->visit.depth = 1;
    sensitive = false;
    blocks = 1;
    return 0;
}

static bool
acts(struct stage *stage, const char *name)
{
    const struct node *node = stage_node(stage, name);
    assert_true(node->focusable == (node->action.kind != ACT_NONE));
    assert_true(node->disabled == !node->focusable);
    return node->focusable;
}

static void
test_four_buttons(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, 0);
    assert_int_equal(stage_node(stage, "foot.back")->action.kind, ACT_BACK);
    assert_int_equal(stage_node(stage, "foot.home")->action.kind, ACT_HOME);
    assert_int_equal(stage_node(stage, "foot.language")->action.arg2, SCREEN_LANGUAGE);
    assert_int_equal(stage_node(stage, "foot.help")->action.arg2, SCREEN_HELP);
    assert_string_equal(stage_node(stage, "foot.back")->text, "Atrás");
    assert_true(acts(stage, "foot.back") && acts(stage, "foot.home"));
    assert_true(acts(stage, "foot.language") && acts(stage, "foot.help"));
}

// A button that would lead to where one is does nothing and looks so.
static void
test_what_leads_nowhere(void **state)
{
    struct stage *stage = *state;
    stage->visit.depth = 0;
    stage_show(stage, 0);
    assert_false(acts(stage, "foot.back"));
    assert_true(acts(stage, "foot.home"));
    stage->visit.at.screen = SCREEN_HOME;
    stage_show(stage, 0);
    assert_false(acts(stage, "foot.home"));
    stage->visit.at.screen = SCREEN_LANGUAGE;
    stage_show(stage, 0);
    assert_false(acts(stage, "foot.language"));
    assert_true(acts(stage, "foot.help"));
    stage->visit.started = false; // no home before a language
    stage_show(stage, 0);
    assert_false(acts(stage, "foot.home"));
    stage->visit.at.screen = SCREEN_HELP;
    stage_show(stage, 0);
    assert_false(acts(stage, "foot.help"));
}

// The same places whatever the language's words, the letters, the page.
static void
test_places_do_not_move(void **state)
{
    struct stage *stage = *state;
    static const char *const names[] = {"foot.back", "foot.home", "foot.language", "foot.help"};
    stage_show(stage, 0);
    struct rect was[4];
    for (int i = 0; i < 4; i++) {
        was[i] = stage_node(stage, names[i])->rect;
    }
    blocks = 9;
    for (int turn = 0; turn < 12; turn++) {
        stage->visit.language = turn % 2 ? LANG_HI : LANG_HT;
        stage->visit.size = (uint8_t)(turn % SIZE_COUNT);
        stage->visit.contrast = (uint8_t)(turn / 4);
        sensitive = turn % 5 == 0;
        stage_show(stage, turn % 3);
        for (int i = 0; i < 4; i++) {
            assert_memory_equal(&stage_node(stage, names[i])->rect, &was[i], sizeof was[i]);
        }
    }
}

static void
test_header(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, 0);
    assert_string_equal(stage_node(stage, "title")->text, "Lugares que ayudan");
    assert_int_equal(stage_node(stage, "title")->role, ROLE_HEADING);
    assert_string_equal(stage_node(stage, "header.hub")->text, "Ventanilla");
    const struct node *size = stage_node(stage, "header.size");
    assert_int_equal(size->action.kind, ACT_SIZE);
    assert_int_equal(size->action.arg, SIZE_LARGE);
    assert_string_equal(size->text, "Letra"); // a picture only, but spoken and found by name
    const struct node *contrast = stage_node(stage, "header.contrast");
    assert_int_equal(contrast->action.kind, ACT_CONTRAST);
    assert_int_equal(contrast->action.arg, CONTRAST_DARK);
    stage->visit.size = SIZE_XL; // after the last comes the first
    stage->visit.contrast = CONTRAST_YELLOW;
    stage_show(stage, 0);
    assert_int_equal(stage_node(stage, "header.size")->action.arg, SIZE_NORMAL);
    assert_int_equal(stage_node(stage, "header.contrast")->action.arg, CONTRAST_LIGHT);
}

// Quick exit: the same corner, 20 mm wide at least, on every panel; no other button beside it.
static void
test_quick_exit(void **state)
{
    struct stage *stage = *state;
    const struct panel panels[] = {panel_make(800, 480, 152, 91), panel_make(720, 1280, 87, 155),
        panel_make(1280, 800, 217, 136), panel_make(1080, 1920, 268, 476)};
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        stage->world.panel = panels[i];
        sensitive = false;
        stage_show(stage, 0);
        assert_null(frame_find(stage->frame, "header.exit"));
        assert_false(stage_node(stage, "foot.back")->sensitive);
        sensitive = true;
        stage_show(stage, 0);
        const struct node *exit = stage_node(stage, "header.exit");
        assert_int_equal(exit->action.kind, ACT_EXIT);
        assert_string_equal(exit->text, "Ocultar");
        assert_true(exit->rect.w >= 20 && exit->rect.h >= 12.65f);
        assert_true(exit->rect.x + exit->rect.w > panels[i].width_mm * 0.9f);
        assert_false(exit->clipped);
        assert_null(frame_find(stage->frame, "header.size"));
        const struct node *title = stage_node(stage, "title");
        assert_false(rect_overlaps(title->rect, exit->rect));
        assert_true(title->sensitive);
    }
}

static void
test_pager(void **state)
{
    struct stage *stage = *state;
    blocks = 9;
    int pages = stage_show(stage, 0)->pages;
    assert_true(pages >= 3);
    const struct node *more = stage_node(stage, "pager.more");
    assert_int_equal(more->action.kind, ACT_PAGE);
    assert_int_equal(more->action.arg, 1);
    assert_true(more->rect.w >= 20 && more->rect.h >= 12.65f); // requirement 23
    assert_string_equal(more->text, "Más");
    struct rect was = more->rect;
    stage_show(stage, 1);
    assert_memory_equal(&stage_node(stage, "pager.more")->rect, &was, sizeof was);
    assert_int_equal(stage_node(stage, "pager.previous")->action.arg, -1);
    assert_false(rect_overlaps(stage_node(stage, "pager.previous")->rect, was));
    assert_false(rect_overlaps(
        stage_node(stage, "pager.previous")->rect, stage_node(stage, "foot.help")->rect));
}

// Beside "1 / 3" there is no telling from right to left which is which; words tell.
static void
test_pager_from_the_right(void **state)
{
    struct stage *stage = *state;
    stage->world.panel = panel_make(800, 480, 152, 91);
    blocks = 5;
    stage_show(stage, 0);
    assert_non_null(strstr(stage_node(stage, "pager.count")->text, " / "));
    stage->visit.language = LANG_AR;
    stage_show(stage, 0);
    assert_non_null(strstr(stage_node(stage, "pager.count")->text, " de "));
    assert_false(stage_node(stage, "pager.count")->clipped);
}

// A demonstration says that it is one.
static void
test_demonstration(void **unused)
{
    (void)unused;
    struct stage *stage = stage_open("UPDATE meta SET value = '1' WHERE key = 'demonstration';");
    void *state = stage;
    setup(&state);
    stage_show(stage, 0);
    assert_string_equal(stage_node(stage, "header.hub")->text, "Todo inventado");
    stage->world.panel = panel_make(1080, 1920, 268, 476);
    stage_show(stage, 0);
    assert_string_equal(stage_node(stage, "banner.demonstration")->text, "Todo inventado");
    stage_close(stage);
}

// A tall panel: what can be touched is within reach, below the hub's name (requirement 32).
static void
test_tall_panel(void **state)
{
    struct stage *stage = *state;
    stage->world.panel = panel_make(1080, 1920, 268, 476);
    blocks = 30;
    stage_show(stage, 1);
    const struct node *banner = stage_node(stage, "banner");
    assert_string_equal(stage_node(stage, "banner.hub")->text, "Ventanilla");
    for (int i = 0; i < stage->frame->count; i++) {
        const struct node *node = &stage->frame->nodes[i];
        assert_true(node->action.kind == ACT_NONE || node->rect.y >= banner->rect.h);
    }
    stage->world.panel = panel_make(1280, 800, 217, 136);
    stage_show(stage, 0);
    assert_null(frame_find(stage->frame, "banner"));
}

#define BAR(test) cmocka_unit_test_setup(test, setup)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        BAR(test_four_buttons),
        BAR(test_what_leads_nowhere),
        BAR(test_places_do_not_move),
        BAR(test_header),
        BAR(test_quick_exit),
        BAR(test_pager),
        BAR(test_pager_from_the_right),
        BAR(test_demonstration),
        BAR(test_tall_panel),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
