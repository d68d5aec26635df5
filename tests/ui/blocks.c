// Blocks that flow into pages: nothing lost, nothing doubled, nothing over an edge (requirement 23).

#include "tests/ui/flow.h"

static const char *
long_text(struct stage *stage, int sentences)
{
    static char text[TEXT_BYTES_MAX];
    int len = 0;
    for (int i = 1; i <= sentences; i++) {
        len += snprintf(text + len, sizeof text - (size_t)len,
            "Esta es la frase %d de un texto que no cabe en una página. ", i);
    }
    assert_in_range(len, 1, sizeof text - 1);
    assert_non_null(stage);
    return text;
}

// Paragraphs -----------------------------------------------------------------------------------------

static void
scene_paragraph(struct ui *ui)
{
    area = ui->area;
    if (wanted.above > 0) {
        ui_block(ui, wanted.above);
    }
    ui_paragraph(ui, "p", wanted.words, wanted.style);
}

static int
lines_of(struct stage *stage, const struct node *node)
{
    const struct panel *panel = &stage->world.panel;
    struct text_spec spec = {.text = node->text,
        .lang = node->lang,
        .dir = node->dir,
        .cap_px = node->cap_mm * panel->px_per_mm,
        .bold = node->bold,
        .width_px = panel_px(panel, node->text_rect.w)};
    return text_layout(stage->world.text, &spec)->line_count;
}

// Each line of "p" stands on exactly one page, in order, inside the content area.
static void
check_continuity(struct stage *stage)
{
    stage->scene = scene_paragraph;
    int pages = stage_show(stage, 0)->pages;
    assert_in_range(pages, 1, PAGES_MAX);
    int next = 0;
    int total = -1;
    for (int page = 0; page < pages; page++) {
        const struct frame *frame = stage_show(stage, page);
        assert_int_equal(frame->page, page);
        assert_int_equal(frame->pages, pages);
        for (int i = 0; i < frame->count; i++) {
            const struct node *node = &frame->nodes[i];
            if (strcmp(node->name, "p") != 0 && !starts_with(node->name, "p+")) {
                continue;
            }
            total = lines_of(stage, node);
            assert_int_equal(node->first_line, next);
            int count = node->line_count > 0 ? node->line_count : total - next;
            assert_true(count >= 1 && next + count <= total);
            next += count;
            assert_true(node->text_rect.y >= area.y - 0.05f);
            bool alone = count == 1; // one line taller than a page has to go somewhere
            assert_true(alone || node->text_rect.y + node->text_rect.h <= area.y + area.h + 0.2f);
            assert_false(node->clipped);
        }
    }
    assert_int_equal(next, total);
}

static void
test_no_line_lost_or_doubled(void **state)
{
    struct stage *stage = *state;
    wanted.words = spanish(long_text(stage, 60));
    wanted.style = TYPE_BODY;
    for (int i = 0; i < 8; i++) {
        wanted.above = (float)i * 9.7f;
        on_panels(stage, check_continuity);
    }
}

static void
test_paragraphs_of_any_length(void **state)
{
    struct stage *stage = *state;
    wanted.above = 20;
    for (int style = 0; style < TYPE_STYLES; style++) {
        wanted.style = (enum type_style)style;
        for (int sentences = 1; sentences < 24; sentences++) {
            wanted.words = spanish(long_text(stage, sentences));
            check_continuity(stage);
        }
    }
}

static void
test_lines_forced_by_the_author(void **state)
{
    struct stage *stage = *state;
    wanted.words =
        spanish("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21");
    wanted.style = TYPE_BODY;
    wanted.above = 0;
    on_panels(stage, check_continuity);
}

// A first line alone at the foot of a page reads as the end of something else.
static void
test_no_first_line_alone(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_paragraph;
    wanted.words = spanish(long_text(stage, 9));
    wanted.style = TYPE_BODY;
    for (wanted.above = 1; wanted.above < 90; wanted.above += 0.5f) {
        const struct frame *frame = stage_show(stage, 0);
        const struct node *node = frame_find(frame, "p");
        assert_true(!node || node->line_count == 0 || node->line_count >= 2);
    }
}

static void
scene_empty(struct ui *ui)
{
    struct store_text nothing = {0};
    ui_paragraph(ui, "p", nothing, TYPE_BODY);
    ui_paragraph(ui, "p2", spanish(""), TYPE_BODY);
    ui_note(ui, "n", TONE_TINT, "info", nothing);
    ui_fact(ui, "f", "info", spanish("Precio"), nothing);
    ui_picture(ui, "i", "", nothing, 20);
    ui_picture(ui, "i2", NULL, nothing, 20);
    ui_choices(ui, NULL, 0, 3, false);
    ui_gap(ui, 30);
    assert_true(ui->cursor == 0);
    assert_int_equal(ui->filling, 0);
}

static void
test_nothing_takes_no_room(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_empty;
    const struct frame *frame = stage_show(stage, 0);
    assert_int_equal(frame->pages, 1);
    assert_null(frame_find(frame, "f"));
    assert_null(frame_find(frame, "f.icon"));
}

// Pages ------------------------------------------------------------------------------------------------

static void
scene_notes(struct ui *ui)
{
    area = ui->area;
    for (int i = 0; i < wanted.count; i++) {
        struct choice choice = {.name = names[i],
            .icon = i % 2 ? "info" : NULL,
            .title =
                spanish(i % 3 ? "Un lugar que ayuda" : "Un lugar que ayuda a quien llega de lejos"),
            .note = i % 4 ? (struct store_text){0} : spanish("Abierto ahora."),
            .action = ui_go(SCREEN_PAGE, i)};
        if (i % 5 == 4) {
            ui_note(ui, names[i], TONE_ATTENTION, "alert", choice.title);
        } else {
            ui_button(ui, &choice);
        }
    }
}

static void
check_notes(struct stage *stage)
{
    stage->scene = scene_notes;
    check_blocks(stage);
}

static void
test_blocks_go_to_the_next_page(void **state)
{
    wanted.count = BLOCKS;
    on_panels(*state, check_notes);
}

static void
test_page_beyond_the_last(void **state)
{
    struct stage *stage = *state;
    wanted.count = BLOCKS;
    stage->scene = scene_notes;
    int pages = stage_show(stage, 0)->pages;
    assert_true(pages > 2);
    const struct frame *frame = stage_show(stage, 1000);
    assert_int_equal(frame->page, pages - 1);
    assert_non_null(frame_find(frame, names[BLOCKS - 1]));
    assert_null(frame_find(frame, "pager.more"));
    assert_non_null(frame_find(frame, "pager.previous"));
}

// A block taller than a page starts one of its own and is not asked for again and again.
static void
scene_tall(struct ui *ui)
{
    struct slot first = ui_block(ui, 10);
    struct slot tall = ui_block(ui, ui->area.h * 3);
    struct slot last = ui_block(ui, 10);
    assert_int_equal(ui->filling, 2);
    assert_true(first.shown == (ui->page == 0));
    assert_true(tall.shown == (ui->page == 1));
    assert_true(last.shown == (ui->page == 2));
    assert_close(tall.rect.y, ui->area.y);
}

static void
test_a_block_taller_than_a_page(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_tall;
    for (int page = 0; page < 3; page++) {
        assert_int_equal(stage_show(stage, page)->pages, 3);
    }
}

static void
scene_heading(struct ui *ui)
{
    struct ui_look bold = {.style = TYPE_TILE, .bold = true};
    struct ui_look body = {.style = TYPE_BODY};
    float least = ui_text_height(ui, spanish("Los pasos"), &bold, ui->column_w) +
                  ui_text_height(ui, spanish("x\nx"), &body, ui->column_w);
    wanted.fitted = least + 5 < ui->area.h; // the largest letters on the smallest panel do not
    ui_block(ui, wanted.above);
    ui_heading(ui, "h", spanish("Los pasos"));
    ui_paragraph(ui, "p", wanted.words, TYPE_BODY);
}

// A heading is never the last thing on a page.
static void
check_heading(struct stage *stage)
{
    stage->scene = scene_heading;
    for (wanted.above = 1; wanted.above < 150; wanted.above += 4.3f) {
        int pages = stage_show(stage, 0)->pages;
        for (int page = 0; page < pages; page++) {
            const struct frame *frame = stage_show(stage, page);
            if (wanted.fitted && frame_find(frame, "h") && !frame_find(frame, "p")) {
                fail_msg("stranded %g mm down on a panel of %g mm, size %d", (double)wanted.above,
                    (double)stage->world.panel.width_mm, stage->visit.size);
            }
        }
    }
}

static void
test_headings_are_not_stranded(void **state)
{
    wanted.words =
        spanish("Revise sus papeles con una persona de esta ventanilla. Pague en el banco.");
    on_panels(*state, check_heading);
}

// Colours ----------------------------------------------------------------------------------------------

static void
test_tones_are_told_apart(void **state)
{
    struct stage *stage = *state;
    for (int contrast = 0; contrast < CONTRAST_COUNT; contrast++) {
        struct ui ui = {.theme = &stage->world.themes[contrast]};
        for (int tone = TONE_PLAIN; tone <= TONE_GOOD; tone++) {
            uint32_t fill = 0;
            uint32_t edge = 0;
            uint32_t ink = 0;
            ui_tone_colours(&ui, (enum tone)tone, &fill, &edge, &ink);
            assert_true(fill != ink);
            assert_true(fill >> 24 == 0xff && edge >> 24 == 0xff && ink >> 24 == 0xff);
        }
    }
}

// Facts ---------------------------------------------------------------------------------------------

static void
scene_facts(struct ui *ui)
{
    area = ui->area;
    ui_fact(ui, "b.0", "price", spanish("Precio"), spanish("120 pesos"));
    ui_fact(ui, "b.1", "clock", (struct store_text){0}, spanish("30 días"));
    ui_fact(ui, "b.2", "list", spanish("Cómo"), wanted.words);
}

static void
check_facts(struct stage *stage)
{
    stage->scene = scene_facts;
    wanted.count = 3;
    check_blocks(stage);
}

static void
test_facts(void **state)
{
    struct stage *stage = *state;
    wanted.words = spanish("Vaya por la mañana y tome un número en la entrada.");
    on_panels(stage, check_facts);
    stage->world.panel = panel_make(1280, 800, 217, 136);
    stage->visit.size = SIZE_NORMAL;
    stage_show(stage, 0);
    const struct node *label = stage_node(stage, "b.0.label");
    const struct node *value = stage_node(stage, "b.0");
    assert_true(value->rect.x > label->rect.x + label->rect.w - 0.1f); // a table where it is wide
    assert_null(frame_find(stage->frame, "b.1.label"));
    stage->visit.size = SIZE_XL;
    stage_show(stage, 0);
    label = stage_node(stage, "b.0.label");
    assert_true(stage_node(stage, "b.0")->rect.y >= label->rect.y + label->rect.h - 0.1f);
}

// A value taller than a page flows as text.
static void
test_a_fact_taller_than_a_page(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_facts;
    wanted.words = spanish(long_text(stage, 60));
    int pages = stage_show(stage, 0)->pages;
    assert_true(pages > 2);
    stage_show(stage, pages - 1);
    const struct node *last = NULL;
    for (int i = 0; i < stage->frame->count; i++) {
        last = starts_with(stage->frame->nodes[i].name, "b.2+") ? &stage->frame->nodes[i] : last;
    }
    assert_non_null(last);
    assert_int_equal(last->first_line + last->line_count, lines_of(stage, last));
}

// Another language (requirement 57) -------------------------------------------------------------------

static void
scene_fallback(struct ui *ui)
{
    struct store_text text = ui_field(ui, "page_block", "a", "text");
    struct choice choice = {.name = "b.3", .title = text, .action = ui_go(SCREEN_PAGE, 1)};
    ui_paragraph(ui, "b.1", text, TYPE_BODY);
    ui_fact(ui, "b.2", "info", (struct store_text){0}, text);
    ui_button(ui, &choice);
    ui_paragraph(ui, "b.4", ui_words(ui, "help"), TYPE_BODY);
}

static void
test_fallback_is_marked(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_fallback;
    static const char *const marks[][2] = {
        {"b.1", "b.1.mark"}, {"b.2", "b.2.mark"}, {"b.3", "b.3.mark"}};
    for (int rtl = 0; rtl < 2; rtl++) {
        stage->visit.language = rtl ? LANG_AR : LANG_HT;
        stage_show(stage, 0);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            const struct node *text = stage_node(stage, marks[i][0]);
            const struct node *mark = stage_node(stage, marks[i][1]);
            assert_true(text->fallback);
            assert_string_equal(text->lang, "es");
            float end = text->text_rect.x + text->text_rect.w;
            assert_true(rtl ? mark->rect.x >= end - 0.1f
                            : mark->rect.x + mark->rect.w <= text->text_rect.x + 0.1f);
            assert_true(mark->rect.h > 3 && mark->fill != COLOUR_NONE);
        }
        assert_null(frame_find(stage->frame, "b.4.mark"));
    }
    stage->visit.language = LANG_ES;
    stage_show(stage, 0);
    assert_null(frame_find(stage->frame, "b.1.mark"));
    assert_false(stage_node(stage, "b.1")->fallback);
}

#define BLOCK(test) cmocka_unit_test_setup(test, stage_reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        BLOCK(test_no_line_lost_or_doubled),
        BLOCK(test_paragraphs_of_any_length),
        BLOCK(test_lines_forced_by_the_author),
        BLOCK(test_no_first_line_alone),
        BLOCK(test_nothing_takes_no_room),
        BLOCK(test_blocks_go_to_the_next_page),
        BLOCK(test_page_beyond_the_last),
        BLOCK(test_a_block_taller_than_a_page),
        BLOCK(test_headings_are_not_stranded),
        BLOCK(test_tones_are_told_apart),
        BLOCK(test_facts),
        BLOCK(test_a_fact_taller_than_a_page),
        BLOCK(test_fallback_is_marked),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
