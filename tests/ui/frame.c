// A frame from a visit: mirrored for right-to-left, one focus, an idle question that covers all, and a
// note where words are missing (requirements 5, 20, 34, 46, 48, 49, 57).

#include "tests/ui/stage.h"

static struct rect area;
static struct {
    int blocks;
    bool sensitive;
    bool foreign;
} wanted;

static void
scene_list(struct ui *ui)
{
    static const char *const names[] = {"one", "two", "three", "four", "five", "six", "seven",
        "eight", "nine", "ten", "eleven", "twelve"};
    ui->sensitive = wanted.sensitive;
    ui_title(ui, spanish("Lista"), "list");
    area = ui->area;
    if (wanted.foreign) {
        ui_paragraph(ui, "foreign", ui_field(ui, "page_block", "a", "text"), TYPE_BODY);
    }
    for (int i = 0; i < wanted.blocks; i++) {
        struct choice choice = {.name = names[i],
            .icon = "info",
            .title = spanish("Un lugar"),
            .action = ui_go(SCREEN_PAGE, i)};
        ui_button(ui, &choice);
    }
}

static int
setup(void **state)
{
    struct stage *stage = *state;
    stage_reset(state);
    stage->scene = scene_list;
    wanted.blocks = 3;
    wanted.sensitive = false;
    wanted.foreign = false;
    area = (struct rect){0};
    return 0;
}

static int
focused(const struct frame *frame)
{
    int count = 0;
    for (int i = 0; i < frame->count; i++) {
        count += frame->nodes[i].focused;
    }
    return count;
}

static const struct node *
shown_focus(struct stage *stage)
{
    assert_int_equal(focused(stage_show(stage, stage->visit.at.page)), 1);
    return visit_focused(&stage->visit, stage->frame);
}

// Direction ------------------------------------------------------------------------------------------

static void
test_frame_of_the_visitor(void **state)
{
    struct stage *stage = *state;
    const struct frame *frame = stage_show(stage, 0);
    assert_string_equal(frame->screen, "test");
    assert_string_equal(frame->lang, "es");
    assert_int_equal(frame->dir, DIRECTION_LTR);
    assert_int_equal(frame->pages, 1);
    assert_true(frame->paper == stage->world.themes[CONTRAST_LIGHT].paper);
    stage->visit.contrast = CONTRAST_DARK;
    stage->visit.language = LANG_AR;
    frame = stage_show(stage, 0);
    assert_string_equal(frame->lang, "ar");
    assert_int_equal(frame->dir, DIRECTION_RTL);
    assert_true(frame->paper == stage->world.themes[CONTRAST_DARK].paper);
    assert_true(frame->ring_mm * 3 >= 2.0f); // requirement 20
}

// Right to left is left to right in a mirror: the same widths, the other side.
static void
test_mirrored(void **state)
{
    struct stage *stage = *state;
    static const char *const bars[] = {"foot.back", "foot.home", "foot.language", "foot.help",
        "pager.more", "one", "two", "title", "header.size", "header.contrast", "foot.line"};
    struct rect left[sizeof bars / sizeof *bars];
    wanted.blocks = 12;
    stage_show(stage, 0);
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        left[i] = stage_node(stage, bars[i])->rect;
    }
    struct rect icon = stage_node(stage, "one")->icon_rect;
    stage->visit.language = LANG_AR;
    stage_show(stage, 0);
    float width = stage->world.panel.width_mm;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        struct rect right = stage_node(stage, bars[i])->rect;
        assert_close(right.w, left[i].w);
        assert_close(right.h, left[i].h);
        assert_close(right.y, left[i].y);
        assert_close(right.x, width - left[i].x - left[i].w);
    }
    assert_close(stage_node(stage, "one")->icon_rect.x, width - icon.x - icon.w);
    // Back stands first: at the right.
    assert_true(stage_node(stage, "foot.back")->rect.x > stage_node(stage, "foot.help")->rect.x);
    assert_true(stage_node(stage, "foot.back")->icon_mirrored);
    assert_false(stage_node(stage, "foot.home")->icon_mirrored);
}

// Pages ----------------------------------------------------------------------------------------------

static void
test_pages_are_counted(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(stage_show(stage, 0)->pages, 1);
    assert_null(frame_find(stage->frame, "pager.more"));
    assert_null(frame_find(stage->frame, "pager.count"));
    wanted.blocks = 12;
    int pages = stage_show(stage, 0)->pages;
    assert_true(pages >= 3);
    for (int page = 0; page < pages; page++) {
        const struct frame *frame = stage_show(stage, page);
        char count[64];
        snprintf(count, sizeof count, "\u2068%d\u2069 de \u2068%d\u2069", page + 1, pages);
        assert_string_equal(stage_node(stage, "pager.count")->text, count);
        assert_true((frame_find(frame, "pager.more") != NULL) == (page + 1 < pages));
        assert_true((frame_find(frame, "pager.previous") != NULL) == (page > 0));
    }
    assert_int_equal(stage_show(stage, 99)->page, pages - 1);
}

// Focus ------------------------------------------------------------------------------------------------

static void
test_no_focus_without_keys(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(focused(stage_show(stage, 0)), 0);
    assert_null(visit_focused(&stage->visit, stage->frame));
}

static void
test_focus_shows_and_moves(void **state)
{
    struct stage *stage = *state;
    stage->visit.keys = true;
    assert_string_equal(shown_focus(stage)->name, "one");
    visit_focus(&stage->visit, stage->frame, 1);
    assert_string_equal(shown_focus(stage)->name, "two");
    visit_focus(&stage->visit, stage->frame, -1);
    visit_focus(&stage->visit, stage->frame, -1);
    assert_string_not_equal(shown_focus(stage)->name, "two"); // round to the last
    visit_focus(&stage->visit, stage->frame, 1);
    assert_string_equal(shown_focus(stage)->name, "one");
}

// Row by row down to the foot bar, and from there to the top again.
static void
test_focus_moves_by_rows(void **state)
{
    struct stage *stage = *state;
    static const char *const rows[] = {"two", "three", "foot.back", "one"};
    stage->visit.keys = true;
    stage->visit.depth = 1;
    stage_show(stage, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        visit_focus_row(&stage->visit, stage->frame);
        assert_string_equal(shown_focus(stage)->name, rows[i]);
    }
}

// The whole ring: every target once, in reading order, none that is disabled.
static void
test_ring_holds_every_target(void **state)
{
    struct stage *stage = *state;
    wanted.blocks = 12;
    stage->visit.keys = true;
    stage_show(stage, 1);
    int targets = 0;
    for (int i = 0; i < stage->frame->count; i++) {
        const struct node *node = &stage->frame->nodes[i];
        assert_true(node->focusable == (node->action.kind != ACT_NONE));
        assert_false(node->focusable && node->disabled);
        targets += node->focusable;
    }
    char first[NODE_NAME_MAX];
    snprintf(first, sizeof first, "%s", shown_focus(stage)->name);
    int steps = 0;
    do {
        visit_focus(&stage->visit, stage->frame, 1);
        steps++;
    } while (strcmp(shown_focus(stage)->name, first) != 0 && steps < 100);
    assert_int_equal(steps, targets);
}

// The node that had the focus is gone: the first has it.
static void
test_focus_of_a_lost_node(void **state)
{
    struct stage *stage = *state;
    stage->visit.keys = true;
    stage_show(stage, 0);
    visit_focus(&stage->visit, stage->frame, 1);
    visit_focus(&stage->visit, stage->frame, 1);
    assert_string_equal(shown_focus(stage)->name, "three");
    wanted.blocks = 2;
    assert_string_equal(shown_focus(stage)->name, "one");
}

// The idle question --------------------------------------------------------------------------------

static void
test_idle_covers_everything(void **state)
{
    struct stage *stage = *state;
    stage->visit.keys = true;
    stage->visit.idle = true;
    stage->visit.last_input_ms = 0;
    clock_advance(&stage->clock, ((int64_t)stage->config.idle_s + 5) * 1000);
    stage_show(stage, 0);
    const struct node *ground = stage_node(stage, "idle");
    const struct panel *panel = &stage->world.panel;
    assert_int_equal(ground->role, ROLE_DIALOG);
    assert_true(ground->fill >> 24 == 0xff);
    assert_close(ground->rect.w, panel->width_mm);
    assert_close(ground->rect.h, panel->height_mm);
    // One thing to choose, and it has the focus.
    for (int i = 0; i < stage->frame->count; i++) {
        const struct node *node = &stage->frame->nodes[i];
        assert_true(node->focusable == (strcmp(node->name, "idle.continue") == 0));
    }
    assert_string_equal(shown_focus(stage)->name, "idle.continue");
    for (float y = 1; y < panel->height_mm; y += 5) {
        for (float x = 1; x < panel->width_mm; x += 5) {
            const struct node *node = frame_hit(stage->frame, x, y);
            assert_true(!node || strcmp(node->name, "idle.continue") == 0);
        }
    }
    const struct node *stay = stage_node(stage, "idle.continue");
    assert_int_equal(stay->action.kind, ACT_STAY);
    assert_true(stay->rect.h >= 20 && stay->rect.w >= 60);
    // A number and a bar that go down.
    char left[64];
    snprintf(left, sizeof left, "\u2068%d\u2069 segundos", stage->config.warning_s - 5);
    assert_string_equal(stage_node(stage, "idle.note")->text, left);
    float value = stage_node(stage, "idle.bar")->value;
    assert_true(value > 0 && value < 1);
    clock_advance(&stage->clock, 10000);
    stage_show(stage, 0);
    assert_true(stage_node(stage, "idle.bar")->value < value);
    clock_advance(&stage->clock, 1000000); // late: nothing below zero
    stage_show(stage, 0);
    assert_true(stage_node(stage, "idle.bar")->value == 0);
    assert_string_equal(stage_node(stage, "idle.note")->text, "\u20680\u2069 segundos");
    stage->clock.fake_ms = 0;
}

// What is under the question is as it was (requirement 48).
static void
test_after_the_question_all_is_as_before(void **state)
{
    struct stage *stage = *state;
    wanted.blocks = 12;
    stage->visit.keys = true;
    stage_show(stage, 1);
    visit_focus(&stage->visit, stage->frame, 1);
    uint64_t before = frame_hash(stage_show(stage, 1));
    stage->visit.idle = true;
    assert_true(frame_hash(stage_show(stage, 1)) != before);
    stage->visit.idle = false;
    assert_true(frame_hash(stage_show(stage, 1)) == before);
}

// Notes --------------------------------------------------------------------------------------------

static void
test_fallback_note_names_the_language(void **state)
{
    struct stage *stage = *state;
    wanted.foreign = true;
    stage->visit.language = LANG_HT;
    stage_show(stage, 0);
    const struct node *note = stage_node(stage, "fallback");
    assert_string_equal(note->text, "En \u2068Español\u2069 ht");
    assert_string_equal(note->lang, "ht");
    assert_true(note->rect.y < stage_node(stage, "foreign")->rect.y);
    assert_true(note->rect.y >= area.y - 0.05f);
    stage->visit.language = LANG_ES;
    stage_show(stage, 0);
    assert_null(frame_find(stage->frame, "fallback"));
    // Also where only a later page holds the foreign words, and also when that page is far away.
    stage->visit.language = LANG_HI;
    wanted.blocks = 12;
    const struct frame *last = stage_show(stage, 50);
    assert_int_equal(last->page, last->pages - 1);
    assert_true(last->pages > 2);
}

static void
test_voice_notice(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, 0);
    assert_null(frame_find(stage->frame, "notice"));
    stage->visit.notice = true;
    stage_show(stage, 0);
    assert_int_equal(stage_node(stage, "notice")->role, ROLE_STATUS);
    assert_string_equal(stage_node(stage, "notice")->text, "Sin voz");
}

// Sizes ------------------------------------------------------------------------------------------------

static void
test_content_keeps_clear_of_the_bars(void **state)
{
    struct stage *stage = *state;
    const struct panel panels[] = {panel_make(800, 480, 152, 91), panel_make(720, 1280, 87, 155),
        panel_make(1280, 800, 217, 136), panel_make(1920, 1080, 476, 268),
        panel_make(1080, 1920, 268, 476)};
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        stage->world.panel = panels[i];
        stage_show(stage, 0);
        const struct node *title = stage_node(stage, "title");
        const struct node *line = stage_node(stage, "foot.line");
        assert_true(area.y >= title->rect.y + title->rect.h);
        assert_true(area.y + area.h <= line->rect.y + 0.05f);
        assert_true(area.h > 25 && area.w > 70);
        for (int n = 0; n < stage->frame->count; n++) {
            struct rect r = stage->frame->nodes[n].rect;
            assert_true(r.x >= -0.05f && r.x + r.w <= panels[i].width_mm + 0.05f);
            assert_true(r.y >= -0.05f && r.y + r.h <= panels[i].height_mm + 0.05f);
        }
    }
}

// Without bars a scene has the whole glass.
static void
test_bare(void **state)
{
    struct stage *stage = *state;
    stage->bare = true;
    stage_show(stage, 0);
    assert_null(frame_find(stage->frame, "foot.back"));
    assert_null(frame_find(stage->frame, "header.line"));
    assert_true(area.h > stage->world.panel.height_mm * 0.8f);
}

// The same visit gives the same frame: nothing is redrawn for nothing.
static void
test_same_visit_same_frame(void **state)
{
    struct stage *stage = *state;
    wanted.blocks = 12;
    uint64_t first = frame_hash(stage_show(stage, 0));
    for (int i = 0; i < 5; i++) {
        assert_true(frame_hash(stage_show(stage, 0)) == first);
    }
    size_t held = stage->arena.held;
    for (int i = 0; i < 50; i++) {
        stage_show(stage, i % 3);
    }
    assert_true(stage->arena.held <= 2 * held);
}

#define FRAME(test) cmocka_unit_test_setup(test, setup)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        FRAME(test_frame_of_the_visitor),
        FRAME(test_mirrored),
        FRAME(test_pages_are_counted),
        FRAME(test_no_focus_without_keys),
        FRAME(test_focus_shows_and_moves),
        FRAME(test_focus_moves_by_rows),
        FRAME(test_ring_holds_every_target),
        FRAME(test_focus_of_a_lost_node),
        FRAME(test_idle_covers_everything),
        FRAME(test_after_the_question_all_is_as_before),
        FRAME(test_fallback_note_names_the_language),
        FRAME(test_voice_notice),
        FRAME(test_content_keeps_clear_of_the_bars),
        FRAME(test_bare),
        FRAME(test_same_visit_same_frame),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
