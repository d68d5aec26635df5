// What answers nothing by itself, a heading, a note about the text, a remark in small letters, never
// stands alone on a page (requirements 23, 57).

#include "tests/ui/flow.h"

enum then { THEN_TEXT, THEN_NOTE, THEN_FACT, THEN_BUTTON, THEN_STEP, THEN_KINDS };

static struct {
    enum then then; // the body between heading and remark
    int sentences;  // of the body
    float above;    // mm of other things before
    bool question;  // a heading of several lines
    bool remark;    // in small letters after the body
    bool foreign;   // with the note about untranslated words
} story;

static char body_text[2048];

static void
scene_body(struct ui *ui, const char *name)
{
    struct store_text text =
        story.foreign ? ui_field(ui, "page_block", "a", "text") : ui_plain(ui, body_text);
    struct choice choice = {.name = name, .title = text, .action = ui_go(SCREEN_PAGE, 1)};
    switch (story.then) {
    case THEN_NOTE:
        ui_note(ui, name, TONE_GOOD, "true", text);
        break;
    case THEN_FACT:
        ui_fact(ui, name, "info", spanish("Cómo"), text);
        break;
    case THEN_BUTTON:
        ui_button(ui, &choice);
        break;
    case THEN_STEP:
        ui_step(ui, name, 1, text, NULL, 0);
        break;
    case THEN_TEXT:
    case THEN_KINDS:
        ui_paragraph(ui, name, text, TYPE_BODY);
        break;
    }
}

static void
scene_story(struct ui *ui)
{
    area = ui->area;
    if (story.above > 0) {
        ui_block(ui, story.above);
    }
    ui_heading(ui, "heading",
        spanish(story.question ? "Le ofrecen un trabajo, pero debe pagar antes. ¿Qué hace?"
                               : "La verdad"));
    scene_body(ui, "body");
    if (story.remark) {
        ui_paragraph(ui, "checked",
            spanish("Revisado el 3 de noviembre de 2026 por la ventanilla."), TYPE_SMALL);
    }
}

static int
setup(void **state)
{
    struct stage *stage = *state;
    stage_reset(state);
    memset(&story, 0, sizeof story);
    stage->scene = scene_story;
    return 0;
}

static bool
is_body(const struct node *node)
{
    return starts_with(node->name, "body") && node->text[0] != '\0' &&
           strcmp(node->name, "body.label") != 0;
}

// Every page holds some of the body; the block above counts as one.
static void
check_company(struct stage *stage)
{
    int pages = stage_show(stage, 0)->pages;
    for (int page = 0; page < pages; page++) {
        const struct frame *frame = stage_show(stage, page);
        bool answers = page == 0 && story.above > 0;
        float used = 0;
        for (int i = 0; i < frame->count; i++) {
            const struct node *node = &frame->nodes[i];
            answers = answers || is_body(node);
            bool along = strcmp(node->name, "heading") == 0 || strcmp(node->name, "checked") == 0 ||
                         strcmp(node->name, "fallback") == 0 ||
                         strcmp(node->name, "body.label") == 0;
            used += along ? node->rect.h : 0;
            assert_false(node->clipped);
            assert_true(node->cap_mm == 0 || node->cap_mm >= 3.49f);
        }
        if (!answers && used < area.h * 0.6f) {
            fail_msg("page %d of %d: kind %d, %d sentences, %g mm above, size %d, %g mm wide", page,
                pages, story.then, story.sentences, (double)story.above, stage->visit.size,
                (double)stage->world.panel.width_mm);
        }
    }
}

static void
every_body(struct stage *stage)
{
    for (int then = 0; then < THEN_KINDS; then++) {
        story.then = (enum then)then;
        int len = 0;
        int most = then == THEN_BUTTON ? 2 : 4; // a button is no story
        for (story.sentences = 1; story.sentences <= most; story.sentences++) {
            len += snprintf(body_text + len, sizeof body_text - (size_t)len,
                "Lleve sus papeles en una bolsa y no se los dé a nadie. ");
            check_company(stage);
        }
    }
}

static void
test_nothing_stands_alone(void **state)
{
    for (int question = 0; question < 2; question++) {
        story.question = question == 1;
        story.remark = !story.question;
        on_panels(*state, every_body);
    }
}

// Wherever the page ends.
static void
test_nothing_stands_alone_further_down(void **state)
{
    story.remark = true;
    for (story.above = 3; story.above < 120; story.above += 7.7f) {
        on_panels(*state, every_body);
    }
}

// The note about untranslated words stands with what it is about.
static void
test_the_note_keeps_company(void **state)
{
    struct stage *stage = *state;
    stage->visit.language = LANG_HT;
    story.foreign = true;
    for (int question = 0; question < 2; question++) {
        story.question = question == 1;
        on_panels(stage, every_body);
        stage_show(stage, 0);
        assert_non_null(frame_find(stage->frame, "fallback"));
    }
}

// No line of a fact is lost where it is taken apart, and its picture stands at its beginning.
static void
scene_long_fact(struct ui *ui)
{
    ui_heading(ui, "heading", spanish("Cómo llegar"));
    ui_fact(ui, "body", "info", spanish("Cómo"), spanish(body_text));
}

static void
check_long_fact(struct stage *stage)
{
    stage->scene = scene_long_fact;
    int pages = stage_show(stage, 0)->pages;
    int next = 0;
    int icons = 0;
    for (int page = 0; page < pages; page++) {
        const struct frame *frame = stage_show(stage, page);
        const struct node *icon = frame_find(frame, "body.icon");
        icons += icon != NULL;
        assert_true(!icon || frame_find(frame, "body") || frame_find(frame, "body.label"));
        for (int i = 0; i < frame->count; i++) {
            const struct node *node = &frame->nodes[i];
            if (is_body(node)) {
                assert_int_equal(node->first_line, next);
                next += node->line_count;
            }
        }
    }
    assert_int_equal(icons, 1);
    assert_true(pages == 1 || next > 1);
}

static void
test_a_long_fact(void **state)
{
    int len = 0;
    for (int i = 0; i < 24; i++) {
        len += snprintf(body_text + len, sizeof body_text - (size_t)len, "La calle número %d. ", i);
    }
    on_panels(*state, check_long_fact);
}

// A picture gives way to its words, down to nothing.
static void
scene_pictured(struct ui *ui)
{
    area = ui->area;
    ui_picture(ui, "picture", "info", (struct store_text){0}, 60);
    ui_paragraph(ui, "body", spanish("Una buena oferta dice el salario y las horas."), TYPE_TILE);
}

static void
check_pictured(struct stage *stage)
{
    stage->scene = scene_pictured;
    stage_show(stage, 0);
    const struct node *picture = frame_find(stage->frame, "picture");
    assert_non_null(frame_find(stage->frame, "body"));
    assert_true(!picture || picture->rect.h >= 8.0f);
}

static void
test_a_picture_gives_way(void **state)
{
    on_panels(*state, check_pictured);
}

static void
scene_new_pages(struct ui *ui)
{
    ui_new_page(ui); // an empty page is new enough
    for (int i = 0; i < 3; i++) {
        ui_new_page(ui);
        ui_block(ui, 10);
    }
}

static void
test_pages_on_purpose(void **state)
{
    struct stage *stage = *state;
    stage->scene = scene_new_pages;
    assert_int_equal(stage_show(stage, 0)->pages, 3);
}

#define FLOW(test) cmocka_unit_test_setup(test, setup)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(test_nothing_stands_alone),
        FLOW(test_nothing_stands_alone_further_down),
        FLOW(test_the_note_keeps_company),
        FLOW(test_a_long_fact),
        FLOW(test_a_picture_gives_way),
        FLOW(test_pages_on_purpose),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
