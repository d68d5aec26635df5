// Outlines written down anew.

#include "tests/test.h"
#include "tests/text/engine.h"

enum { ENDCHAR = 14, FIXED = 255 };

static int
set_up(void **state)
{
    static struct face face;
    text_close(engine_open()); // skips where there are no fonts
    *state = &face;
    return face_open(&face, ENGINE_CJK "/NotoSansCJK-Regular.ttc", 2) ? 0 : -1;
}

static int
tear_down(void **state)
{
    face_close(*state);
    return 0;
}

// A letter of four straight strokes: to 一's first corner, and round it.
static void
one_stroke(void **state)
{
    const struct face *face = *state;
    hb_draw_funcs_t *funcs = outline_open();
    static uint8_t out[OUTLINE_BYTES];
    hb_codepoint_t id = 0;
    assert_true(hb_font_get_nominal_glyph(face->font, 0x4e00, &id));
    size_t len = outline_write(funcs, face->font, (uint16_t)id, out);
    assert_in_range(len, 10, 40);
    assert_int_equal(out[len - 1], ENDCHAR);
    assert_true(memchr(out, 21, len) && memchr(out, 6, len) && memchr(out, 7, len));
    assert_int_equal(outline_write(funcs, face->font, 0xffff, out), 1); // no such glyph
    assert_int_equal(out[0], ENDCHAR);
    hb_draw_funcs_destroy(funcs);
}

// Of 65,535 glyphs none is cut: the longest leaves half the room.
static void
all_fit(void **state)
{
    const struct face *face = *state;
    hb_draw_funcs_t *funcs = outline_open();
    static uint8_t out[OUTLINE_BYTES];
    unsigned count = hb_face_get_glyph_count(face->face);
    size_t longest = 0;
    for (unsigned i = 0; i < count; i++) {
        size_t len = outline_write(funcs, face->font, (uint16_t)i, out);
        longest = len > longest ? len : longest;
        assert_int_equal(out[len - 1], ENDCHAR);
    }
    assert_in_range(longest, 500, OUTLINE_BYTES / 2);
    hb_draw_funcs_destroy(funcs);
}

// Parts of units, and places no charstring can say: never past the room.
static void
other_scales(void **state)
{
    const struct face *face = *state;
    hb_draw_funcs_t *funcs = outline_open();
    static uint8_t out[OUTLINE_BYTES];
    static const int scales[] = {777, 1 << 14, 1 << 20, INT32_MAX, -1000};
    for (size_t s = 0; s < sizeof scales / sizeof scales[0]; s++) {
        hb_font_t *font = hb_font_create(face->face);
        hb_font_set_scale(font, scales[s], scales[s]);
        for (unsigned i = 0; i < 60000; i += 97) {
            size_t len = outline_write(funcs, font, (uint16_t)i, out);
            assert_in_range(len, 1, OUTLINE_BYTES);
            assert_int_equal(out[len - 1], ENDCHAR);
            assert_true(s > 0 || len < 100 || memchr(out, FIXED, len));
        }
        hb_font_destroy(font);
    }
    hb_draw_funcs_destroy(funcs);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_stroke, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_fit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_scales, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
