// Words on the screen: whose language, how large, and whether they fit (requirements 16, 23, 57).

#include "tests/ui/stage.h"

static const char long_title[] = "¿Qué papeles necesita para vivir y trabajar en este país?";

static bool reached; // the end of a scene with assertions
static struct store_text text_seen[4];
static float caps[16];

static void
show(struct stage *stage, ui_scene scene)
{
    stage->scene = scene;
    stage_show(stage, 0);
}

// Whose language ---------------------------------------------------------------------------------------

static void
scene_words(struct ui *ui)
{
    struct store_value value = {"page", "3"};
    text_seen[0] = ui_words(ui, "back");
    text_seen[1] = ui_words_with(ui, "page-of", &value, 1);
    text_seen[2] = ui_words_count(ui, "idle-note", 1);
    text_seen[3] = ui_words_count(ui, "idle-note", 12);
    assert_false(ui->fell_back);
}

static void
test_words_of_the_visitor(void **state)
{
    struct stage *stage = *state;
    stage->visit.language = LANG_HI;
    show(stage, scene_words);
    assert_string_equal(text_seen[0].text, "Atrás hi");
    assert_string_equal(text_seen[0].lang, "hi");
    assert_false(text_seen[0].fallback);
    assert_string_equal(text_seen[1].text, "\u20683\u2069 de {pages} hi");
    assert_string_equal(text_seen[2].text, "\u2068१\u2069 segundo hi");
    assert_string_equal(text_seen[3].text, "\u2068१२\u2069 segundos hi");
    stage->visit.language = LANG_AR;
    show(stage, scene_words);
    assert_int_equal(text_seen[0].dir, DIRECTION_RTL);
}

static void
scene_fallback(struct ui *ui)
{
    assert_false(ui->fell_back);
    ui_field(ui, "page_block", "none", "text"); // nowhere to be had: nothing to say about it
    assert_false(ui->fell_back);
    text_seen[0] = ui_field(ui, "page_block", "b", "text");
    assert_false(ui->fell_back);
    text_seen[1] = ui_field(ui, "page_block", "a", "text");
    assert_true(ui->fell_back);
    assert_string_equal(ui->fallback_lang, "es");
    text_seen[2] = ui_plain(ui, "12:30");
}

static void
test_fallback_is_noted(void **state)
{
    struct stage *stage = *state;
    stage->visit.language = LANG_HT;
    stage->bare = true;
    show(stage, scene_fallback);
    assert_string_equal(text_seen[0].text, "Youn");
    assert_string_equal(text_seen[1].text, "Texto en español");
    assert_true(text_seen[1].fallback);
    assert_string_equal(text_seen[1].lang, "es");
    assert_string_equal(text_seen[2].lang, "ht");
    assert_false(text_seen[2].fallback);
}

static void
scene_names(struct ui *ui)
{
    assert_string_equal(ui_name(ui, "topic", 12), "topic.12");
    struct action action = ui_go(SCREEN_PAGE, 70000);
    assert_int_equal(action.kind, ACT_GO);
    assert_int_equal(action.arg2, SCREEN_PAGE);
    assert_int_equal(action.arg, 70000);
}

static void
test_names_and_ways(void **state)
{
    show(*state, scene_names);
}

// How large ------------------------------------------------------------------------------------------

static void
scene_caps(struct ui *ui)
{
    for (int style = 0; style < TYPE_STYLES; style++) {
        caps[style] = ui_cap(ui, (enum type_style)style);
    }
}

// Requirement 16: the sizes of the body, on every panel.
static void
test_sizes(void **state)
{
    struct stage *stage = *state;
    static const float least[SIZE_COUNT] = {4.8f, 6.4f, 8.5f};
    const struct panel panels[] = {panel_make(800, 480, 152, 91), panel_make(720, 1280, 87, 155),
        panel_make(1280, 800, 217, 136), panel_make(1920, 1080, 476, 268)};
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        for (int size = 0; size < SIZE_COUNT; size++) {
            stage->world.panel = panels[i];
            stage->visit.size = (uint8_t)size;
            show(stage, scene_caps);
            assert_true(caps[TYPE_BODY] >= least[size]);
            assert_true(caps[TYPE_SMALL] >= 3.5f);
            assert_true(caps[TYPE_TITLE] >= caps[TYPE_TILE]);
            assert_true(caps[TYPE_TILE] >= caps[TYPE_BODY]);
        }
    }
}

static void
scene_fit(struct ui *ui)
{
    struct ui_look look = {.style = TYPE_TITLE, .bold = true};
    struct store_text text = spanish(long_title);
    float wanted = ui_cap(ui, TYPE_TITLE);
    assert_close(ui_fit(ui, text, &look, 200, 100), wanted); // room enough: as large as asked
    assert_close(ui_fit(ui, spanish(""), &look, 1, 1), wanted);
    float before = wanted;
    for (float height = 60; height > 0; height -= 4) {
        float cap = ui_fit(ui, text, &look, 90, height);
        assert_true(cap <= before && cap >= 3.5f);
        look.cap_mm = cap;
        struct rect rect = {10, 20, 90, height};
        struct node node = {0};
        ui_set_text(ui, &node, text, &look, rect);
        assert_true(cap <= 3.51f || !node.clipped); // what was found to fit does
        look.cap_mm = 0;
        before = cap;
    }
    assert_true(before < 3.51f);
}

static void
test_fit(void **state)
{
    show(*state, scene_fit);
}

// Never below 3.5 mm, whatever the box, the script and the size asked for.
static void
scene_fit_least(struct ui *ui)
{
    static const struct {
        const char *text;
        const char *lang;
        enum direction dir;
    } samples[] = {{"Electroencefalografista", "es", DIRECTION_LTR},
        {"تصريح العمل", "ar", DIRECTION_RTL}, {"पासपोर्ट", "hi", DIRECTION_LTR}};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct store_text text = {samples[i].text, samples[i].lang, samples[i].dir, false, ""};
        for (int style = 0; style < TYPE_STYLES; style++) {
            struct ui_look look = {.style = (enum type_style)style};
            float cap = ui_fit(ui, text, &look, 1, 1);
            assert_true(cap >= 3.5f && cap < 3.51f);
        }
    }
}

static void
test_fit_never_below_the_least(void **state)
{
    struct stage *stage = *state;
    for (int size = 0; size < SIZE_COUNT; size++) {
        stage->visit.size = (uint8_t)size;
        show(stage, scene_fit_least);
    }
}

// A word is not cut to make letters larger.
static void
scene_whole_words(struct ui *ui)
{
    struct ui_look look = {.style = TYPE_TITLE};
    struct store_text text = spanish("Responsabilidades");
    struct rect rect = {0, 0, 60, 100};
    look.cap_mm = ui_fit(ui, text, &look, rect.w, rect.h);
    assert_true(look.cap_mm < ui_cap(ui, TYPE_TITLE));
    struct node node = {0};
    ui_set_text(ui, &node, text, &look, rect);
    assert_false(node.clipped);
    look.cap_mm = 20; // a size at which it must be cut is said to clip, however tall the box
    rect.h = 1000;
    ui_set_text(ui, &node, text, &look, rect);
    assert_true(node.clipped);
}

static void
test_words_stay_whole(void **state)
{
    show(*state, scene_whole_words);
}

static void
scene_heights(struct ui *ui)
{
    struct ui_look look = {.style = TYPE_BODY};
    assert_close(ui_text_height(ui, spanish(""), &look, 50), 0);
    assert_close(ui_text_height(ui, (struct store_text){0}, &look, 50), 0);
    float one = ui_text_height(ui, spanish("Uno"), &look, 50);
    float two = ui_text_height(ui, spanish("Uno\nDos"), &look, 50);
    assert_true(one > 5 && fabsf(two - 2 * one) < 0.4f);
    assert_true(ui_text_height(ui, spanish(long_title), &look, 50) > 2.9f * one);
    assert_true(ui_text_height(ui, spanish("Uno"), &look, 0) > 0); // no width: still no crash
}

static void
test_heights(void **state)
{
    show(*state, scene_heights);
}

// Where ------------------------------------------------------------------------------------------------

static const struct text_layout *
laid_out(struct ui *ui, const struct node *node, float width)
{
    const struct panel *panel = &ui->world->panel;
    struct text_spec spec = {.text = node->text,
        .lang = node->lang,
        .dir = node->dir,
        .cap_px = node->cap_mm * panel->px_per_mm,
        .bold = node->bold,
        .width_px = panel_px(panel, width)};
    return text_layout(ui->world->text, &spec);
}

// A centred title has no widow: its lines are about as long as one another.
static void
scene_balanced(struct ui *ui)
{
    static const float widths[] = {70, 100, 140, 180};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct ui_look look = {.style = TYPE_TILE, .bold = true, .align = ALIGN_CENTER};
        struct rect rect = {15, 30, widths[i], 100};
        struct node node = {0};
        ui_set_text(ui, &node, spanish(long_title), &look, rect);
        assert_false(node.clipped);
        assert_close(node.text_rect.x + node.text_rect.w / 2, rect.x + rect.w / 2);
        const struct text_layout *wide = laid_out(ui, &node, rect.w);
        int lines = wide->line_count;
        const struct text_layout *set = laid_out(ui, &node, node.text_rect.w);
        assert_int_equal(set->line_count, lines);
        int longest = 0;
        for (int l = 0; l < lines; l++) {
            longest = set->lines[l].width_px > longest ? set->lines[l].width_px : longest;
        }
        assert_true(lines == 1 || set->lines[lines - 1].width_px * 2 > longest);
    }
}

static void
test_centred_titles_are_balanced(void **state)
{
    show(*state, scene_balanced);
}

static void
scene_box(struct ui *ui)
{
    struct rect rect = {20, 40, 120, 30};
    struct ui_look look = {.style = TYPE_BODY, .colour = 0xff123456, .align = ALIGN_START};
    struct node node = {0};
    ui_set_text(ui, &node, spanish("Uno"), &look, rect);
    assert_true(node.text_rect.y >= rect.y - 0.05f);
    assert_true(node.text_rect.y + node.text_rect.h <= rect.y + rect.h + 0.05f);
    float middle = node.text_rect.y + node.text_rect.h / 2;
    assert_true(fabsf(middle - (rect.y + rect.h / 2)) < 3); // in the middle, as the eye sees it
    assert_true(node.fg == 0xff123456 && node.cap_mm > 4.8f);
    assert_int_equal(node.align, ALIGN_START);
    // Too tall for its box: from the top, and said so.
    ui_set_text(ui, &node, spanish("1\n2\n3\n4\n5\n6\n7\n8"), &look, rect);
    assert_true(node.clipped);
    assert_close(node.text_rect.y, rect.y);
    assert_close(node.text_rect.h, rect.h);
    // Words of the other direction keep the side of the screen they belong to.
    struct store_text arabic = {"مرحبا", "ar", DIRECTION_RTL, true, ""};
    ui_set_text(ui, &node, arabic, &look, rect);
    assert_int_equal(node.align, ALIGN_END);
    assert_int_equal(node.dir, DIRECTION_RTL);
    assert_true(node.fallback);
    look.align = ALIGN_END;
    ui_set_text(ui, &node, arabic, &look, rect);
    assert_int_equal(node.align, ALIGN_START);
    look.align = ALIGN_CENTER;
    ui_set_text(ui, &node, arabic, &look, rect);
    assert_int_equal(node.align, ALIGN_CENTER);
    ui_set_text(ui, &node, (struct store_text){0}, &look, rect);
    assert_string_equal(node.text, "");
    assert_string_equal(node.lang, "es");
    reached = true;
}

static void
test_words_in_their_box(void **state)
{
    reached = false;
    show(*state, scene_box);
    assert_true(reached);
}

#define WORDS(test) cmocka_unit_test_setup(test, stage_reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WORDS(test_words_of_the_visitor),
        WORDS(test_fallback_is_noted),
        WORDS(test_names_and_ways),
        WORDS(test_sizes),
        WORDS(test_fit),
        WORDS(test_fit_never_below_the_least),
        WORDS(test_words_stay_whole),
        WORDS(test_heights),
        WORDS(test_centred_titles_are_balanced),
        WORDS(test_words_in_their_box),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
