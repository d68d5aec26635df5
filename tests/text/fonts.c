// Faces, their bold sisters, stand-ins, sizes.

#include <math.h>

#include "base/file.h"

#include "tests/test.h"
#include "tests/text/engine.h"

static int
set_up(void **state)
{
    struct err err;
    text_close(engine_open()); // skips where there are no fonts
    *state = fonts_open(ENGINE_ANDIKA ":" ENGINE_NOTO ":" ENGINE_CJK, &err);
    return *state ? 0 : -1;
}

static int
tear_down(void **state)
{
    fonts_close(*state);
    return 0;
}

static void
faces(void **state)
{
    struct fonts *fonts = *state;
    assert_int_equal(fonts_count(fonts), 0);
    int andika = fonts_face(fonts, "Andika-Regular.ttf");
    assert_int_equal(andika, 0);
    assert_int_equal(fonts_face(fonts, "Andika-Regular.ttf"), andika);
    int simplified = fonts_face(fonts, "NotoSansCJK-Regular.ttc#2");
    int japanese = fonts_face(fonts, "NotoSansCJK-Regular.ttc");
    assert_true(simplified > 0 && japanese > 0 && simplified != japanese);
    assert_int_equal(fonts_count(fonts), 3);
    assert_true(fonts_covers(fonts, andika, 0x1eaa));
    assert_false(fonts_covers(fonts, andika, 0x56fd));
    assert_true(fonts_covers(fonts, simplified, 0x56fd));
    assert_string_equal(fonts_face_name(fonts, simplified), "NotoSansCJK-Regular.ttc");
}

static void
absent_faces(void **state)
{
    struct fonts *fonts = *state;
    assert_int_equal(fonts_face(fonts, "Nobody.ttf"), FACE_NONE);
    assert_int_equal(fonts_face(fonts, "Nobody.ttf"), FACE_NONE);
    assert_int_equal(fonts_face(fonts, ""), FACE_NONE);
    assert_int_equal(fonts_face(fonts, "NotoSansCJK-Regular.ttc#99"), FACE_NONE);
    assert_int_equal(fonts_face(fonts, "Andika-Regular.ttf#1"), FACE_NONE);
    assert_int_equal(fonts_count(fonts), 0);
}

static void
bold_sisters(void **state)
{
    struct fonts *fonts = *state;
    int regular = fonts_face(fonts, "Andika-Regular.ttf");
    int bold = fonts_bold(fonts, regular);
    assert_string_equal(fonts_face_name(fonts, bold), "Andika-Bold.ttf");
    assert_int_equal(fonts_bold(fonts, regular), bold);
    assert_int_equal(fonts_bold(fonts, bold), bold);
    int han = fonts_bold(fonts, fonts_face(fonts, "NotoSansCJK-Regular.ttc#2"));
    assert_string_equal(fonts_face_name(fonts, han), "NotoSansCJK-Bold.ttc");
    int size = fonts_size(fonts, regular, 30, true);
    assert_string_equal(fonts_view(fonts, size).file, "Andika-Bold.ttf");
    assert_int_equal(fonts_embolden(fonts, size), 0);
    // A face without a sister is thickened.
    int symbols = fonts_face(fonts, "NotoSansSymbols2-Regular.ttf");
    assert_true(symbols >= 0);
    assert_true(fonts_embolden(fonts, fonts_size(fonts, symbols, 30, true)) > 0);
    assert_int_equal(fonts_embolden(fonts, fonts_size(fonts, symbols, 30, false)), 0);
}

static void
stand_ins(void **state)
{
    struct fonts *fonts = *state;
    int andika = fonts_face(fonts, "Andika-Regular.ttf");
    assert_int_equal(fonts_stand_in(fonts, 'a'), andika);
    int khmer = fonts_stand_in(fonts, 0x1780);
    assert_true(khmer > andika && fonts_covers(fonts, khmer, 0x1780));
    assert_int_equal(fonts_stand_in(fonts, 0x1780), khmer);
    assert_int_equal(fonts_stand_in(fonts, 0x10fffd), FACE_NONE);
}

// A capital H, or the letter a script is measured by, stands cap_px high, rounded to a whole em.
static void
equal_ink(void **state)
{
    struct fonts *fonts = *state;
    static const struct {
        const char *file;
        hb_script_t script;
        uint32_t letter;
    } cases[] = {{"Andika-Regular.ttf", HB_SCRIPT_LATIN, 'H'},
        {"Andika-Regular.ttf", HB_SCRIPT_HAN, 'H'}, // digits of a Latin face in Chinese
        {"NotoNaskhArabic-Regular.ttf", HB_SCRIPT_ARABIC, 0x627},
        {"NotoSansDevanagari-Regular.ttf", HB_SCRIPT_DEVANAGARI, 0x915},
        {"NotoSansBengali-Regular.ttf", HB_SCRIPT_BENGALI, 0x995},
        {"NotoSansEthiopic-Regular.ttf", HB_SCRIPT_ETHIOPIC, 0x1200},
        {"NotoSansCJK-Regular.ttc#2", HB_SCRIPT_HAN, 0x56fd},
        {"NotoSansCJK-Regular.ttc#2", HB_SCRIPT_LATIN, 'H'}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int face = fonts_face(fonts, cases[i].file);
        for (float cap = 12; cap < 200; cap *= 1.7f) {
            int em = fonts_em_px(fonts, face, cases[i].script, cap);
            hb_font_t *font = fonts_shaper(fonts, fonts_size(fonts, face, em, false));
            hb_codepoint_t glyph = 0;
            hb_glyph_extents_t ink;
            assert_true(hb_font_get_nominal_glyph(font, cases[i].letter, &glyph));
            assert_true(hb_font_get_glyph_extents(font, glyph, &ink));
            float height = (float)-ink.height / PX;
            assert_true(fabsf(height - cap) <= 0.51f);
        }
    }
}

static void
sizes(void **state)
{
    struct fonts *fonts = *state;
    int face = fonts_face(fonts, "Andika-Regular.ttf");
    int size = fonts_size(fonts, face, 39, false);
    assert_int_equal(fonts_size(fonts, face, 39, false), size);
    assert_int_not_equal(fonts_size(fonts, face, 40, false), size);
    assert_int_equal(fonts_view(fonts, size).em_px, 39);
    struct font_metrics box = fonts_metrics(fonts, size);
    assert_in_range(box.ascent + box.descent, 54, 56); // not Andika's own 1.61 em = 63
    assert_int_equal(fonts_em_px(fonts, face, HB_SCRIPT_LATIN, NAN), 1);
    assert_int_equal(fonts_em_px(fonts, face, HB_SCRIPT_LATIN, -4), 1);
    assert_int_equal(fonts_em_px(fonts, face, HB_SCRIPT_LATIN, 1e30f), FONT_PX_MAX);
}

// More sizes than there is room for: the nearest of the face stands in, until all are forgotten.
static void
too_many_sizes(void **state)
{
    struct fonts *fonts = *state;
    int face = fonts_face(fonts, "Andika-Regular.ttf");
    for (int em = 1; em <= FONT_SIZES_MAX; em++) {
        assert_false(fonts_full(fonts));
        assert_int_equal(fonts_size(fonts, face, em, false), em - 1);
    }
    assert_true(fonts_full(fonts));
    assert_int_equal(fonts_size(fonts, face, FONT_PX_MAX, false), FONT_SIZES_MAX - 1);
    assert_int_equal(fonts_size(fonts, face, 7, false), 6);
    fonts_forget(fonts);
    assert_false(fonts_full(fonts));
    assert_int_equal(fonts_size(fonts, face, FONT_PX_MAX, false), 0);
}

static void
damaged_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/fonts-XXXXXX";
    char path[128];
    struct err err;
    assert_non_null(mkdtemp(folder));
    assert_null(fonts_open(folder, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    snprintf(path, sizeof path, "%s/Broken.ttf", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("no font at all", file);
    fclose(file);
    struct fonts *fonts = fonts_open(folder, &err);
    assert_non_null(fonts);
    assert_int_equal(fonts_face(fonts, "Broken.ttf"), FACE_NONE);
    assert_int_equal(fonts_stand_in(fonts, 'a'), FACE_NONE);
    fonts_close(fonts);
    unlink(path);
    rmdir(folder);
}

// Random bytes over a copy of a font: it opens or not, and what opens can be measured.
static void
bit_flips(void **state)
{
    (void)state;
    char folder[] = "/tmp/fonts-XXXXXX";
    char path[128];
    char *data = NULL;
    size_t len = 0;
    struct err err;
    uint32_t seed = 1;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/Flip-Regular.ttf", folder);
    assert_true(file_read(ENGINE_NOTO "/NotoSansEthiopic-Regular.ttf", 1 << 22, &data, &len, &err));
    for (int round = 0; round < 60; round++) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        for (int i = 0; i < 40; i++) {
            size_t reach = round % 2 ? len : 2048;
            data[engine_random(&seed, (uint32_t)reach)] = (char)engine_random(&seed, 256);
        }
        fwrite(data, 1, len, file);
        fclose(file);
        struct text *text = NULL;
        assert_true(text_open(folder, &text, &err));
        assert_true(text_language(text, "am", "Ethi", "Flip-Regular.ttf", &err));
        const struct layout *layout = engine_layout(text, "am", "ሰላም ዓለም Abc 123", 200);
        for (int i = 0; i < layout->shown.line_count; i++) {
            struct ink *ink = ink_make(text, layout, &layout->parts[i]);
            ink_free(text, &ink);
        }
        text_close(text);
    }
    free(data);
    unlink(path);
    rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(faces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(absent_faces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bold_sisters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stand_ins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(equal_ink, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sizes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_many_sizes, set_up, tear_down),
        cmocka_unit_test(damaged_files),
        cmocka_unit_test(bit_flips),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
