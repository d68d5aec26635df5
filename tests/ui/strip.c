// Quiet lines beside what a screen is about: nothing moves for them, nothing lies under them.

#include "tests/ui/stage.h"

static const struct panel *panels;
static int panels_count;
static float room; // of the content, as the scene saw it last
static bool sensitive;
static float value;

static void
scene_tiles(struct ui *ui)
{
    struct choice choice = {
        .name = "first", .title = spanish("Uno"), .action = {.kind = ACT_LISTEN}};
    ui->sensitive = sensitive;
    ui_title(ui, spanish("Lugares que ayudan"), "pin");
    room = ui->area.h;
    ui_button(ui, &choice);
}

static void
over(struct ui *ui)
{
    struct choice strip = {.name = "strip",
        .icon = "usb",
        .title = spanish("Buscando contenido nuevo en la memoria"),
        .note = spanish("Memoria USB"),
        .action = ui_go(SCREEN_STICK, 0),
        .tone = TONE_TINT};
    ui_strip(ui, &strip, value);
}

static void
over_rest(struct ui *ui)
{
    struct choice strip = {.name = "strip", .icon = "usb", .title = spanish("Copiando: 12 %")};
    ui_strip(ui, &strip, value);
}

static int
setup(void **state)
{
    static struct panel all[5];
    struct stage *stage = *state;
    all[0] = panel_make(800, 480, 152, 91);
    all[1] = panel_make(720, 1280, 87, 155);
    all[2] = panel_make(1280, 800, 217, 136);
    all[3] = panel_make(800, 1280, 136, 217);
    all[4] = panel_make(1080, 1920, 268, 476);
    panels = all;
    panels_count = 5;
    stage_reset(state);
    stage->scene = scene_tiles;
    stage->visit.at.screen = SCREEN_PAGE;
    stage->visit.depth = 1;
    stage->world.over = NULL;
    stage->world.old_since = 0;
    sensitive = false;
    value = 0.12f;
    return 0;
}

static float
bottom(const struct node *node)
{
    return node->rect.y + node->rect.h;
}

// Old content ----------------------------------------------------------------------------------------

static void
test_old_content_is_said(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < panels_count; i++) {
        for (int language = 0; language < 4; language++) {
            stage->world.panel = panels[i];
            stage->visit.language = (int16_t)language;
            stage->visit.size = (uint8_t)(language % SIZE_COUNT);
            stage->world.old_since = 0;
            stage_show(stage, 0);
            assert_null(frame_find(stage->frame, "old"));
            float before = room;
            stage->world.old_since = 20785;
            stage_show(stage, 0);
            const struct node *old = stage_node(stage, "old");
            assert_non_null(strstr(old->text, language == LANG_HI ? "२८ 11 २०२६" : "28 11 2026"));
            assert_false(old->clipped);
            assert_true(old->cap_mm >= 3.49f);
            assert_true(room < before && room > before * 0.6f);
            assert_true(old->rect.y >= bottom(stage_node(stage, "first")) - 0.05f);
            assert_true(bottom(old) <= stage_node(stage, "foot.line")->rect.y + 0.05f);
            assert_int_equal(old->action.kind, ACT_NONE);
        }
    }
}

// It is not the reason for the note about untranslated texts.
static void
test_old_content_in_another_language(void **state)
{
    struct stage *stage = *state;
    stage->visit.language = LANG_HI;
    stage->world.old_since = 20785;
    stage_show(stage, 0);
    assert_null(frame_find(stage->frame, "fallback"));
}

// The strip --------------------------------------------------------------------------------------------

static float
apart(struct rect a, struct rect b)
{
    float dx = fmaxf(fmaxf(b.x - (a.x + a.w), a.x - (b.x + b.w)), 0);
    float dy = fmaxf(fmaxf(b.y - (a.y + a.h), a.y - (b.y + b.h)), 0);
    return hypotf(dx, dy);
}

static void
check_strip(struct stage *stage)
{
    static struct frame without;
    stage->world.over = NULL;
    stage_show(stage, 0);
    without = *stage->frame;
    stage->world.over = over;
    stage_show(stage, 0);
    const struct node *strip = stage_node(stage, "strip");
    assert_true(fminf(strip->rect.w, strip->rect.h) >= 12.65f);
    assert_true(strip->focusable && strip->action.kind == ACT_GO && !strip->clipped);
    assert_true(strip->rect.x >= 0 && strip->rect.y >= 0);
    assert_true(frame_hit(stage->frame, strip->rect.x + strip->rect.w / 2,
                    strip->rect.y + strip->rect.h / 2) == strip);
    for (int i = 0; i < without.count; i++) { // nothing else moved
        assert_string_equal(stage->frame->nodes[i].name, without.nodes[i].name);
        assert_memory_equal(
            &stage->frame->nodes[i].rect, &without.nodes[i].rect, sizeof(struct rect));
        if (without.nodes[i].action.kind != ACT_NONE) {
            assert_true(apart(strip->rect, without.nodes[i].rect) >= 2.45f);
        }
    }
}

static void
test_strip_moves_nothing(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < panels_count; i++) {
        stage->world.panel = panels[i];
        for (int turn = 0; turn < 8; turn++) {
            stage->visit.language = turn % 2 ? LANG_AR : LANG_ES;
            sensitive = turn / 2 % 2;
            value = turn / 4 ? -1 : 0.5f;
            check_strip(stage);
            if (panels[i].width_mm > 200 || (panels[i].width_mm > 150 && !sensitive)) {
                assert_string_equal(
                    stage_node(stage, "strip")->text, "Buscando contenido nuevo en la memoria");
            } else if (sensitive && panels[i].width_mm < 100) { // the quick exit takes half of it
                assert_string_equal(stage_node(stage, "strip")->text, "Memoria USB");
            }
            assert_true((frame_find(stage->frame, "strip.bar") != NULL) == (value >= 0));
        }
    }
}

static void
test_strip_bar(void **state)
{
    struct stage *stage = *state;
    stage->world.over = over;
    static const float given[] = {0, 0.25f, 1, 7};
    static const float shown[] = {0, 0.25f, 1, 1};
    for (int i = 0; i < 4; i++) {
        value = given[i];
        stage_show(stage, 0);
        assert_close(stage_node(stage, "strip.bar")->value, shown[i]);
    }
}

static void
test_strip_lies_under_questions(void **state)
{
    struct stage *stage = *state;
    stage->world.over = over;
    stage->visit.idle = true;
    stage_show(stage, 0);
    const struct node *strip = stage_node(stage, "strip");
    assert_false(strip->focusable);
    assert_null(frame_hit(stage->frame, strip->rect.x + 5, strip->rect.y + 2));
}

// Over a screen without bars it is no button and has the width.
static void
test_strip_at_rest(void **state)
{
    struct stage *stage = *state;
    stage->bare = true;
    stage->world.over = over_rest;
    for (int i = 0; i < panels_count; i++) {
        stage->world.panel = panels[i];
        stage_show(stage, 0);
        const struct node *strip = stage_node(stage, "strip");
        assert_int_equal(strip->role, ROLE_STATUS);
        assert_false(strip->focusable);
        assert_true(bottom(strip) < panels[i].height_mm * 0.2f);
        assert_close(strip->rect.x, panels[i].width_mm - strip->rect.x - strip->rect.w);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_old_content_is_said, setup),
        cmocka_unit_test_setup(test_old_content_in_another_language, setup),
        cmocka_unit_test_setup(test_strip_moves_nothing, setup),
        cmocka_unit_test_setup(test_strip_bar, setup),
        cmocka_unit_test_setup(test_strip_lies_under_questions, setup),
        cmocka_unit_test_setup(test_strip_at_rest, setup),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
