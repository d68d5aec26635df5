// Faces, their bold sisters, stand-ins, sizes.

#include <SDL_ttf.h>

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
    assert_int_equal(fonts_faces(fonts).now, 0);
    int andika = fonts_face(fonts, "Andika-Regular.ttf");
    assert_int_equal(andika, 0);
    assert_int_equal(fonts_face(fonts, "Andika-Regular.ttf"), andika);
    int simplified = fonts_face(fonts, "NotoSansCJK-Regular.ttc#2");
    int japanese = fonts_face(fonts, "NotoSansCJK-Regular.ttc");
    assert_true(simplified > 0 && japanese > 0 && simplified != japanese);
    assert_int_equal(fonts_faces(fonts).now, 3);
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
    assert_int_equal(fonts_faces(fonts).now, 0);
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
    assert_false(fonts_view(fonts, size).emboldened);
    // A face without a sister is thickened.
    int symbols = fonts_face(fonts, "NotoSansSymbols2-Regular.ttf");
    assert_true(symbols >= 0);
    assert_true(fonts_view(fonts, fonts_size(fonts, symbols, 30, true)).emboldened);
    assert_false(fonts_view(fonts, fonts_size(fonts, symbols, 30, false)).emboldened);
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
    assert_int_equal(fonts_em_px(fonts, face, HB_SCRIPT_LATIN, 28), 39);
}

static void
drawers(void **state)
{
    struct fonts *fonts = *state;
    int face = fonts_face(fonts, "NotoSansSymbols2-Regular.ttf");
    int size = fonts_size(fonts, face, 40, false);
    TTF_Font *drawer = fonts_drawer(fonts, size);
    assert_non_null(drawer);
    assert_ptr_equal(fonts_drawer(fonts, size), drawer);
    assert_int_equal(TTF_GetFontHinting(drawer), TTF_HINTING_NONE);
    assert_int_equal(TTF_GetFontStyle(drawer), TTF_STYLE_NORMAL);
    TTF_Font *thick = fonts_drawer(fonts, fonts_size(fonts, face, 40, true));
    assert_ptr_not_equal(thick, drawer);
    assert_int_equal(TTF_GetFontStyle(thick), TTF_STYLE_BOLD);
    fonts_forget(fonts);
    assert_non_null(fonts_drawer(fonts, fonts_size(fonts, face, 40, false)));
}

// Of a large file one is open: it takes over every size and style, and goes back.
static void
one_drawer_of_a_large_file(void **state)
{
    struct fonts *fonts = *state;
    int han = fonts_face(fonts, "NotoSansCJK-Regular.ttc#2");
    TTF_Font *drawer = fonts_drawer(fonts, fonts_size(fonts, han, 20, false));
    assert_non_null(drawer);
    int height = TTF_FontHeight(drawer);
    for (int em = 20; em < 20 + 2 * FONT_DRAWERS_MAX; em++) {
        int size = fonts_size(fonts, han, em, false);
        assert_ptr_equal(fonts_drawer(fonts, size), drawer);
        assert_in_range(TTF_FontHeight(drawer), em * 7 / 5, em * 8 / 5);
        assert_int_equal(TTF_GetFontHinting(drawer), TTF_HINTING_NONE);
    }
    assert_ptr_equal(fonts_drawer(fonts, fonts_size(fonts, han, 20, false)), drawer);
    assert_int_equal(TTF_FontHeight(drawer), height);
    int japanese = fonts_face(fonts, "NotoSansCJK-Regular.ttc#0");
    TTF_Font *other = fonts_drawer(fonts, fonts_size(fonts, japanese, 20, false));
    assert_ptr_not_equal(other, drawer);
    // Small ones are open at every size.
    int andika = fonts_face(fonts, "Andika-Regular.ttf");
    TTF_Font *small = fonts_drawer(fonts, fonts_size(fonts, andika, 20, false));
    assert_ptr_not_equal(fonts_drawer(fonts, fonts_size(fonts, andika, 21, false)), small);
    assert_ptr_equal(fonts_drawer(fonts, fonts_size(fonts, andika, 20, false)), small);
}

// Large and without a bold sister.
static void
style_of_a_large_file(void **state)
{
    (void)state;
    char folder[] = "/tmp/fonts-XXXXXX";
    char path[64];
    struct err err;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/Han.ttc", folder);
    assert_int_equal(symlink(ENGINE_CJK "/NotoSansCJK-Regular.ttc", path), 0);
    struct fonts *fonts = fonts_open(folder, &err);
    int han = fonts_face(fonts, "Han.ttc");
    TTF_Font *thick = fonts_drawer(fonts, fonts_size(fonts, han, 20, true));
    assert_int_equal(TTF_GetFontStyle(thick), TTF_STYLE_BOLD);
    assert_ptr_equal(fonts_drawer(fonts, fonts_size(fonts, han, 20, false)), thick);
    assert_int_equal(TTF_GetFontStyle(thick), TTF_STYLE_NORMAL);
    fonts_close(fonts);
    unlink(path);
    rmdir(folder);
}

// More than SDL_ttf may hold open: those not drawn with for the longest time close, and open again.
static void
too_many_drawers(void **state)
{
    struct fonts *fonts = *state;
    int face = fonts_face(fonts, "Andika-Regular.ttf");
    for (int round = 0; round < 2; round++) {
        for (int em = 10; em < 10 + 2 * FONT_DRAWERS_MAX; em++) {
            TTF_Font *drawer = fonts_drawer(fonts, fonts_size(fonts, face, em, false));
            assert_non_null(drawer);
            assert_in_range(TTF_FontHeight(drawer), em * 3 / 2, em * 2);
        }
        int first = fonts_size(fonts, face, 10, false);
        assert_in_range(TTF_FontHeight(fonts_drawer(fonts, first)), 15, 20);
    }
}

// More sizes than there is room for: the nearest of the face stands in, until all are forgotten.
static void
too_many_sizes(void **state)
{
    struct fonts *fonts = *state;
    int face = fonts_face(fonts, "Andika-Regular.ttf");
    for (int em = 1; em <= FONT_SIZES_MAX; em++) {
        assert_int_equal(fonts_full(fonts), em - 1 > FONT_SIZES_KEPT);
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(faces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(absent_faces, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bold_sisters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(stand_ins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sizes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(drawers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_drawer_of_a_large_file, set_up, tear_down),
        cmocka_unit_test(style_of_a_large_file),
        cmocka_unit_test_setup_teardown(too_many_drawers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_many_sizes, set_up, tear_down),
        cmocka_unit_test(damaged_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
