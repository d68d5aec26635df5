// Tiles and steps: large enough, far enough apart, whole (requirements 25, 26, 58).

#include "tests/ui/flow.h"

// Tiles ----------------------------------------------------------------------------------------------

static void
scene_grid(struct ui *ui)
{
    area = ui->area;
    struct choice *choices = arena_array(ui->arena, struct choice, wanted.count);
    for (int i = 0; i < wanted.count; i++) {
        choices[i] = (struct choice){.name = names[i],
            .icon = "info",
            .title = spanish(i % 4 ? "Salud" : "Papeles y permisos para vivir aquí"),
            .action = ui_go(SCREEN_TOPIC, i)};
    }
    ui_choices(ui, choices, wanted.count, wanted.columns, wanted.stacked);
}

static float
gap_between(struct rect a, struct rect b)
{
    float x = fmaxf(b.x - a.x - a.w, a.x - b.x - b.w);
    float y = fmaxf(b.y - a.y - a.h, a.y - b.y - b.h);
    return fmaxf(x, y);
}

// Targets large enough and far enough apart.
static void
check_targets(struct stage *stage)
{
    const struct frame *frame = stage->frame;
    for (int i = 0; i < frame->count; i++) {
        const struct node *a = &frame->nodes[i];
        if (a->action.kind == ACT_NONE) {
            continue;
        }
        assert_true(a->rect.h >= 12.65f && a->rect.w >= 12.65f);
        for (int j = i + 1; j < frame->count; j++) {
            const struct node *b = &frame->nodes[j];
            if (b->action.kind != ACT_NONE && gap_between(a->rect, b->rect) < 2.5f) {
                fail_msg("%s and %s are too close on %g mm", a->name, b->name,
                    (double)stage->world.panel.width_mm);
            }
        }
    }
}

static void
check_grid(struct stage *stage)
{
    stage->scene = scene_grid;
    check_blocks(stage);
    stage_show(stage, 0);
    check_targets(stage);
    const struct node *first = stage_node(stage, names[0]);
    int columns = 0;
    for (int i = 0; i < wanted.count; i++) {
        const struct node *node = frame_find(stage->frame, names[i]);
        assert_true(!node || fabsf(node->rect.w - first->rect.w) < 0.05f);
        columns += node && fabsf(node->rect.y - first->rect.y) < 0.05f;
    }
    int most = wanted.columns < 0 ? -wanted.columns : wanted.columns;
    assert_in_range(columns, 1, most);
}

static void
test_grids(void **state)
{
    static const int columns[] = {1, 2, 3, -3};
    for (size_t i = 0; i < 2 * sizeof columns / sizeof *columns; i++) {
        wanted.columns = columns[i / 2];
        wanted.stacked = i % 2;
        for (wanted.count = 1; wanted.count <= 9; wanted.count += 4) {
            on_panels(*state, check_grid);
        }
    }
}

static void
scene_grid_in(struct ui *ui)
{
    struct choice choices[6];
    for (int i = 0; i < 6; i++) {
        choices[i] = (struct choice){
            .name = names[i], .title = spanish("Salud"), .action = ui_go(SCREEN_TOPIC, i)};
    }
    wanted.fitted = ui_choices_in(ui, choices, 6, 3, false, wanted.above);
}

static void
test_grid_of_a_height(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_grid_in;
    wanted.above = 60;
    stage_show(stage, 0);
    assert_true(wanted.fitted);
    const struct node *first = stage_node(stage, names[0]);
    const struct node *last = stage_node(stage, names[5]);
    assert_close(last->rect.y + last->rect.h - first->rect.y, 60);
    assert_close(first->rect.w, last->rect.w);
    // Too low for fingers, or letters too large: the tiles flow instead.
    wanted.above = 30;
    stage_show(stage, 0);
    assert_false(wanted.fitted);
    check_targets(stage);
    wanted.above = 60;
    stage->visit.size = SIZE_XL;
    stage_show(stage, 0);
    assert_false(wanted.fitted);
}

static void
scene_tile(struct ui *ui)
{
    struct choice choice = {.name = "tile",
        .icon = "info",
        .title = spanish("Título"),
        .note = spanish("Nota"),
        .action = {.kind = ACT_HAVE, .arg = 3},
        .role = ROLE_CHECKBOX,
        .checked = true,
        .sensitive = true,
        .number = 4};
    ui_button(ui, &choice);
    struct choice words = {.name = "words", .title = spanish("Sin acción")};
    ui_choices(ui, &words, 1, 1, true);
}

static void
test_what_a_tile_says(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_tile;
    stage_show(stage, 0);
    const struct node *tile = stage_node(stage, "tile");
    assert_int_equal(tile->role, ROLE_CHECKBOX);
    assert_string_equal(tile->text, "Título");
    assert_string_equal(tile->icon, "info");
    assert_true(tile->checked && tile->sensitive && tile->focusable);
    assert_int_equal(tile->action.kind, ACT_HAVE);
    assert_int_equal(tile->action.arg, 3);
    assert_string_equal(stage_node(stage, "tile.note")->text, "Nota");
    assert_string_equal(stage_node(stage, "tile.number")->text, "4");
    assert_false(stage_node(stage, "tile.note")->focusable);
    const struct node *words = stage_node(stage, "words");
    assert_int_equal(words->role, ROLE_TILE);
    assert_false(words->focusable || words->checked);
}

static void
scene_onward(struct ui *ui)
{
    struct choice onward = {
        .name = "onward", .icon = "next", .title = spanish("Seguir"), .action = ui_go(0, 0)};
    ui_button(ui, &onward);
}

// The arrow onward points the way one reads; the words stand in the middle of the tile.
static void
test_arrow_and_words(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_onward;
    stage_show(stage, 0);
    const struct node *tile = stage_node(stage, "onward");
    assert_false(tile->icon_mirrored);
    assert_true(tile->text_rect.h > tile->cap_mm && tile->text_rect.h < tile->rect.h);
    assert_true(tile->text_rect.y + tile->text_rect.h / 2 < tile->rect.y + tile->rect.h / 2);
    stage->visit.language = LANG_AR;
    stage_show(stage, 0);
    assert_true(stage_node(stage, "onward")->icon_mirrored);
}

// Steps -----------------------------------------------------------------------------------------

static void
scene_steps(struct ui *ui)
{
    area = ui->area;
    struct ui_line lines[] = {
        {"info", spanish("Diga que es para la residencia.")}, {"clock", spanish("45 días")}};
    for (int i = 0; i < wanted.count; i++) {
        ui_step(ui, names[i], i + 1, spanish("Pague el trámite en el banco."), lines, i % 3);
    }
}

static void
check_steps(struct stage *stage)
{
    stage->scene = scene_steps;
    check_blocks(stage);
    stage_show(stage, 0);
    assert_string_equal(stage_node(stage, "b.0.number")->text, "1");
    assert_null(frame_find(stage->frame, "b.0.line-1"));
    int pages = stage->frame->pages;
    int lines = 0;
    for (int page = 0; page < pages; page++) {
        const struct frame *frame = stage_show(stage, page);
        for (int i = 0; i < frame->count; i++) {
            lines += strstr(frame->nodes[i].name, ".line-") != NULL;
        }
    }
    assert_int_equal(lines, 6); // of steps 0 to 5: 0, 1, 2, 0, 1, 2
}

static void
test_steps(void **state)
{
    wanted.count = 6;
    on_panels(*state, check_steps);
}

static void
scene_pictures(struct ui *ui)
{
    struct choice choices[] = {{.name = "small", .icon = "walk", .title = spanish("Uno")},
        {.name = "large", .icon = "walk", .title = spanish("Dos"), .icon_mm = 15}};
    ui_choices(ui, choices, 2, 1, false);
}

// A picture that has to be seen from afar gets its room, the words beside it less.
static void
test_a_large_picture(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_pictures;
    stage_show(stage, 0);
    const struct node *small = stage_node(stage, "small");
    const struct node *large = stage_node(stage, "large");
    assert_close(large->icon_rect.w, 15);
    assert_close(large->icon_rect.h, 15);
    assert_true(small->icon_rect.w < 12);
    assert_close(large->text_rect.x - small->text_rect.x, 15 - small->icon_rect.w);
}

#define BLOCK(test) cmocka_unit_test_setup(test, stage_reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        BLOCK(test_grids),
        BLOCK(test_grid_of_a_height),
        BLOCK(test_what_a_tile_says),
        BLOCK(test_arrow_and_words),
        BLOCK(test_steps),
        BLOCK(test_a_large_picture),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
