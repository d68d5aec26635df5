// The screen of a kiosk without content: three languages and a code, on every panel, whatever is left
// of its own files.

#include "scenes/scenes.h"
#include "tests/ui/stage.h"

static const char *
ini_of(struct stage *stage, const char *text)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/trouble.ini", stage->folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return path;
}

static const struct frame *
show(struct stage *stage, const char *ini, int code)
{
    arena_reset(&stage->arena);
    scenes_trouble(&stage->world, ini, code, &stage->arena, stage->frame);
    unlink(ini);
    assert_string_equal(stage->frame->screen, "trouble");
    assert_int_equal(stage->frame->pages, 1);
    assert_int_equal(stage->frame->count, 7);
    return stage->frame;
}

static int
texts_in(const struct frame *frame, const char *lang)
{
    int count = 0;
    for (int i = 0; i < frame->count; i++) {
        const struct node *node = &frame->nodes[i];
        assert_int_equal(node->action.kind, ACT_NONE);
        assert_false(node->focusable);
        assert_true(node->text[0] != '\0');
        count += strcmp(node->lang, lang) == 0;
    }
    return count;
}

static void
test_words_of_last_resort(void **state)
{
    struct stage *stage = *state;
    const struct frame *frame = show(stage, "/nowhere/trouble.ini", 4101);
    assert_string_equal(stage_node(stage, "trouble.code")->text, "4101");
    assert_int_equal(texts_in(frame, "es"), 3);
    assert_int_equal(texts_in(frame, "ht"), 2);
    assert_int_equal(texts_in(frame, "en"), 2);
    assert_int_equal(stage_node(stage, "trouble.es.title")->role, ROLE_HEADING);
}

static void
test_code_has_four_digits(void **state)
{
    struct stage *stage = *state;
    show(stage, "/nowhere", 7);
    assert_string_equal(stage_node(stage, "trouble.code")->text, "0007");
}

static void
test_words_of_the_hub(void **state)
{
    struct stage *stage = *state;
    show(stage,
        ini_of(stage, "[pt]\ntitle = Sem dados\ntext = Pergunte.\n[fr]\ntitle = Rien\n"
                      "text = Demandez.\n[es]\ntitle = Nada\ntext = Pregunte.\n"
                      "[en]\ntitle = A fourth is not shown\ntext = No.\n"),
        4102);
    assert_string_equal(stage_node(stage, "trouble.pt.title")->text, "Sem dados");
    assert_string_equal(stage_node(stage, "trouble.fr.text")->text, "Demandez.");
    assert_string_equal(stage_node(stage, "trouble.es.text")->text, "Pregunte.");
    assert_null(frame_find(stage->frame, "trouble.en.title"));
    assert_string_equal(stage->frame->lang, "pt");
}

static void
test_damaged_words(void **state)
{
    struct stage *stage = *state;
    static const char *const bad[] = {"", "no section = 1\n", "[", "[es\ntitle", "\xff\xfe\x00[es]",
        "[averyveryverylongsectionnameindeed]\ntitle = Uno\n", "[es]\ntitle = \xc3\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        show(stage, ini_of(stage, bad[i]), 4104);
        assert_string_equal(stage_node(stage, "trouble.code")->text, "4104");
    }
}

// Far more sections than languages are shown.
static void
test_many_languages(void **state)
{
    struct stage *stage = *state;
    static char text[16 * 1024];
    size_t len = 0;
    for (int i = 0; len + 64 < sizeof text; i++) {
        len += (size_t)snprintf(text + len, sizeof text - len, "[l%d]\ntitle = %d\n", i, i);
    }
    show(stage, ini_of(stage, text), 4102);
    assert_string_equal(stage_node(stage, "trouble.l0.title")->text, "0");
    assert_string_equal(stage_node(stage, "trouble.l2.title")->text, "2");
}

// Nothing over an edge, nothing over another, nothing smaller than 3.5 mm, every word fits.
static void
test_fits_every_panel(void **state)
{
    struct stage *stage = *state;
    const struct panel panels[] = {panel_make(800, 480, 152, 91), panel_make(720, 1280, 87, 155),
        panel_make(1280, 800, 217, 136), panel_make(1080, 1920, 268, 476)};
    char shipped[512];
    const char *root = getenv("HUB_SOURCE_DIR");
    snprintf(shipped, sizeof shipped, "%s/assets/ui/trouble.ini", root ? root : ".");
    for (size_t i = 0; i < sizeof panels / sizeof *panels; i++) {
        stage->world.panel = panels[i];
        arena_reset(&stage->arena);
        scenes_trouble(&stage->world, shipped, 4101, &stage->arena, stage->frame);
        for (int n = 0; n < stage->frame->count; n++) {
            const struct node *node = &stage->frame->nodes[n];
            struct rect r = node->rect;
            assert_true(r.x >= 0 && r.x + r.w <= panels[i].width_mm + 0.05f);
            assert_true(r.y >= 0 && r.y + r.h <= panels[i].height_mm + 0.05f);
            assert_true(n == 0 || !rect_overlaps(stage->frame->nodes[n - 1].rect, r));
            assert_true(node->cap_mm >= 3.49f);
            struct text_spec spec = {.text = node->text,
                .lang = node->lang,
                .bold = node->bold,
                .cap_px = node->cap_mm * panels[i].px_per_mm,
                .width_px = panel_px(&panels[i], r.w)};
            const struct text_layout *layout = text_layout(stage->world.text, &spec);
            assert_false(layout->broken_word);
            assert_int_equal(layout->missing, 0);
            assert_true((float)layout->height_px / panels[i].px_per_mm <= r.h + 0.3f);
        }
    }
}

// The file that ships says what the words of last resort say.
static void
test_shipped_words(void **state)
{
    struct stage *stage = *state;
    char last[8][256];
    show(stage, "/nowhere", 4101);
    for (int i = 0; i < 7; i++) {
        snprintf(last[i], sizeof last[i], "%s", stage->frame->nodes[i].text);
    }
    char shipped[512];
    const char *root = getenv("HUB_SOURCE_DIR");
    snprintf(shipped, sizeof shipped, "%s/assets/ui/trouble.ini", root ? root : ".");
    arena_reset(&stage->arena);
    scenes_trouble(&stage->world, shipped, 4101, &stage->arena, stage->frame);
    for (int i = 0; i < 7; i++) {
        assert_string_equal(stage->frame->nodes[i].text, last[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_words_of_last_resort, stage_reset),
        cmocka_unit_test_setup(test_code_has_four_digits, stage_reset),
        cmocka_unit_test_setup(test_words_of_the_hub, stage_reset),
        cmocka_unit_test_setup(test_damaged_words, stage_reset),
        cmocka_unit_test_setup(test_many_languages, stage_reset),
        cmocka_unit_test_setup(test_fits_every_panel, stage_reset),
        cmocka_unit_test_setup(test_shipped_words, stage_reset),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
