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
    static struct outline out;
    hb_codepoint_t id = 0;
    assert_true(hb_font_get_nominal_glyph(face->font, 0x4e00, &id));
    outline_write(funcs, face->font, (uint16_t)id, &out);
    assert_in_range(out.len, 10, 40);
    assert_int_equal(out.bytes[out.len - 1], ENDCHAR);
    assert_true(memchr(out.bytes, 21, out.len) && memchr(out.bytes, 6, out.len) &&
                memchr(out.bytes, 7, out.len));
    outline_write(funcs, face->font, 0xffff, &out); // no such glyph
    assert_int_equal(out.len, 1);
    assert_int_equal(out.bytes[0], ENDCHAR);
    assert_int_equal(out.box_len, 1);
    assert_int_equal(out.box[0], ENDCHAR);
    hb_draw_funcs_destroy(funcs);
}

// Of 65,535 glyphs none is cut: the longest leaves half the room.
static void
all_fit(void **state)
{
    const struct face *face = *state;
    hb_draw_funcs_t *funcs = outline_open();
    static struct outline out;
    unsigned count = hb_face_get_glyph_count(face->face);
    size_t longest = 0;
    for (unsigned i = 0; i < count; i++) {
        outline_write(funcs, face->font, (uint16_t)i, &out);
        longest = out.len > longest ? out.len : longest;
        assert_int_equal(out.bytes[out.len - 1], ENDCHAR);
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
    static struct outline out;
    static const int scales[] = {777, 1 << 14, 1 << 20, INT32_MAX, -1000};
    for (size_t s = 0; s < sizeof scales / sizeof scales[0]; s++) {
        hb_font_t *font = hb_font_create(face->face);
        hb_font_set_scale(font, scales[s], scales[s]);
        for (unsigned i = 0; i < 60000; i += 97) {
            outline_write(funcs, font, (uint16_t)i, &out);
            assert_in_range(out.len, 1, OUTLINE_BYTES);
            assert_int_equal(out.bytes[out.len - 1], ENDCHAR);
            assert_true(s > 0 || out.len < 100 || memchr(out.bytes, FIXED, out.len));
            assert_in_range(out.box_len, 1, OUTLINE_BOX_BYTES);
            assert_int_equal(out.box[out.box_len - 1], ENDCHAR);
        }
        hb_font_destroy(font);
    }
    hb_draw_funcs_destroy(funcs);
}

// NOLINTNEXTLINE(readability-function-size): HarfBuzz's parameters
static void
draw_curve(hb_font_t *font, void *data, hb_codepoint_t glyph, hb_draw_funcs_t *funcs, void *pen,
    void *user)
{
    (void)font, (void)data, (void)glyph, (void)user;
    hb_draw_state_t state = {0};
    hb_draw_move_to(funcs, pen, &state, 10, 0);
    hb_draw_cubic_to(funcs, pen, &state, 40, 60, -20, -30, 0, 50);
    hb_draw_close_path(funcs, pen, &state);
}

// Of a letter whose curve reaches no further than its ends: its middle points stand outside.
static void
box_of_all_points(void **state)
{
    (void)state;
    hb_draw_funcs_t *funcs = outline_open();
    hb_face_t *none = hb_face_create(hb_blob_get_empty(), 0);
    hb_font_t *font = hb_font_create(none);
    hb_font_funcs_t *curve = hb_font_funcs_create();
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_funcs_set_draw_glyph_func(curve, draw_curve, NULL, NULL);
#else
    hb_font_funcs_set_glyph_shape_func(curve, draw_curve, NULL, NULL);
#endif
    hb_font_set_funcs(font, curve, NULL, NULL);
    static struct outline out;
    outline_write(funcs, font, 1, &out);
    static const uint8_t box[] = {139 - 20, 139 - 30, 21, // rmoveto
        139 + 60, 6, 139 + 90, 7, 139 - 60, 6, ENDCHAR};
    assert_int_equal(out.box_len, sizeof box);
    assert_memory_equal(out.box, box, sizeof box);
    hb_font_funcs_destroy(curve);
    hb_font_destroy(font);
    hb_face_destroy(none);
    hb_draw_funcs_destroy(funcs);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_stroke, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_fit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_scales, set_up, tear_down),
        cmocka_unit_test_setup_teardown(box_of_all_points, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
