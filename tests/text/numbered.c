// What SDL_ttf is handed instead of a font file.

#include <SDL.h>
#include <SDL_ttf.h>

#include "tests/test.h"
#include "tests/text/engine.h"

static const char *const paths[] = {ENGINE_ANDIKA "/Andika-Regular.ttf",
    ENGINE_NOTO "/NotoNaskhArabic-Regular.ttf", ENGINE_CJK "/NotoSansCJK-Regular.ttc"};

enum { PATHS = sizeof paths / sizeof paths[0], COLLECTION = 2, EM_PX = 40 };

static int
set_up(void **state)
{
    (void)state;
    text_close(engine_open()); // skips where there are no fonts
    return TTF_Init();
}

static int
tear_down(void **state)
{
    (void)state;
    TTF_Quit();
    return 0;
}

static uint32_t
glyph_of(const struct face *face, uint32_t code)
{
    hb_codepoint_t id = 0;
    assert_true(hb_font_get_nominal_glyph(face->font, code, &id));
    return id;
}

// A glyph's number brings the glyph, as the letter does in the file itself.
static void
glyphs_by_number(void **state)
{
    (void)state;
    for (int i = 0; i < PATHS; i++) {
        struct face face;
        int index = i == COLLECTION ? 2 : 0;
        assert_true(face_open(&face, paths[i], (unsigned)index));
        TTF_Font *numbered = TTF_OpenFontIndexRW(numbered_open(&face), 1, EM_PX, 0);
        TTF_Font *plain = TTF_OpenFontIndex(paths[i], EM_PX, index);
        assert_non_null(numbered);
        assert_non_null(plain);
        TTF_SetFontHinting(numbered, TTF_HINTING_NONE);
        TTF_SetFontHinting(plain, TTF_HINTING_NONE);
        assert_int_equal(TTF_FontAscent(numbered), TTF_FontAscent(plain));
        uint32_t letter = i == 0 ? 'g' : i == 1 ? 0x628 : 0x9aa8;
        int box[2][5];
        uint32_t id = glyph_of(&face, letter);
        assert_int_equal(TTF_GlyphMetrics32(numbered, GLYPH_CODE + id, &box[0][0], &box[0][1],
                             &box[0][2], &box[0][3], &box[0][4]),
            0);
        assert_int_equal(TTF_GlyphMetrics32(plain, letter, &box[1][0], &box[1][1], &box[1][2],
                             &box[1][3], &box[1][4]),
            0);
        assert_memory_equal(box[0], box[1], sizeof box[0]);
        assert_false(TTF_GlyphIsProvided32(numbered, letter));
        assert_true(
            TTF_GlyphIsProvided32(numbered, GLYPH_CODE + hb_face_get_glyph_count(face.face) - 1));
        TTF_CloseFont(numbered);
        TTF_CloseFont(plain);
        face_close(&face);
    }
}

// Two letters that the font would join stay what they are.
static void
nothing_shapes(void **state)
{
    (void)state;
    struct err err;
    struct fonts *fonts = fonts_open(ENGINE_NOTO, &err);
    int face = fonts_face(fonts, "NotoNaskhArabic-Regular.ttf");
    int size = fonts_size(fonts, face, EM_PX, false);
    hb_codepoint_t id = 0;
    assert_true(hb_font_get_nominal_glyph(fonts_shaper(fonts, size), 0x628, &id));
    uint16_t ids[] = {(uint16_t)id, (uint16_t)id};
    SDL_Surface *one = fonts_draw(fonts, size, ids, 1);
    SDL_Surface *two = fonts_draw(fonts, size, ids, 2);
    assert_in_range(two->w, 2 * one->w - 4, 2 * one->w + 4);
    fonts_free_drawn(one);
    fonts_free_drawn(two);
    fonts_close(fonts);
}

// Any place, any length: never beyond the end.
static void
reads(void **state)
{
    (void)state;
    struct face face;
    assert_true(face_open(&face, paths[0], 0));
    SDL_RWops *bytes = numbered_open(&face);
    Sint64 len = SDL_RWsize(bytes);
    assert_true(len > (Sint64)face.len);
    uint8_t *all = calloc(1, (size_t)len);
    uint8_t *part = calloc(1, (size_t)len);
    assert_int_equal(SDL_RWread(bytes, all, 1, (size_t)len), len);
    assert_memory_equal(all + len - face.len, face.data, face.len);
    uint32_t seed = 1;
    for (int i = 0; i < 2000; i++) {
        Sint64 at = engine_random(&seed, i % 2 ? 600 : (uint32_t)len);
        size_t want = engine_random(&seed, i % 3 ? 300 : 100000) + 1;
        size_t got = at + (Sint64)want > len ? (size_t)(len - at) : want;
        assert_int_equal(SDL_RWseek(bytes, at, RW_SEEK_SET), at);
        assert_int_equal(SDL_RWread(bytes, part, 1, want), got);
        assert_memory_equal(part, all + at, got);
        assert_int_equal(SDL_RWtell(bytes), at + (Sint64)got);
    }
    assert_int_equal(SDL_RWseek(bytes, 1, RW_SEEK_END), len);
    assert_int_equal(SDL_RWread(bytes, part, 1, 1), 0);
    assert_int_equal(SDL_RWseek(bytes, -5, RW_SEEK_END), len - 5);
    assert_int_equal(SDL_RWread(bytes, part, 2, 9), 2);
    assert_int_equal(SDL_RWread(bytes, part, 0, 9), 0);
    assert_int_equal(SDL_RWseek(bytes, -5, RW_SEEK_SET), 0);
    assert_int_equal(SDL_RWwrite(bytes, part, 1, 1), 0);
    SDL_RWclose(bytes);
    free(all);
    free(part);
    face_close(&face);
}

static uint32_t
offset_of(SDL_RWops *bytes, Sint64 at)
{
    uint8_t offset[4];
    SDL_RWseek(bytes, at, RW_SEEK_SET);
    assert_int_equal(SDL_RWread(bytes, offset, 1, 4), 4);
    return (uint32_t)offset[0] << 24 | (uint32_t)offset[1] << 16 | (uint32_t)offset[2] << 8 |
           offset[3];
}

static void
read_again(SDL_RWops *bytes, Sint64 at, const uint8_t *meant, size_t count)
{
    static uint8_t got[OUTLINE_BYTES];
    SDL_RWseek(bytes, at, RW_SEEK_SET);
    assert_int_equal(SDL_RWread(bytes, got, 1, count), count);
    assert_memory_equal(got, meant, count);
}

// The charstrings of a Chinese font: one behind the other, a gigabyte of addresses, the same bytes each time; behind
// them the boxes'. The index tells those that are wanted.
static void
charstrings(void **state)
{
    (void)state;
    struct face face;
    assert_true(face_open(&face, paths[COLLECTION], 2));
    SDL_RWops *bytes = numbered_open(&face);
    Sint64 len = SDL_RWsize(bytes);
    Sint64 glyphs = hb_face_get_glyph_count(face.face);
    Sint64 boxes = len - glyphs * OUTLINE_BOX_BYTES;
    Sint64 first = boxes - glyphs * OUTLINE_BYTES;
    Sint64 index = first - 4 * (glyphs + 1);
    assert_true(len < INT32_MAX); // SDL_ttf seeks with an int
    hb_draw_funcs_t *funcs = outline_open();
    static struct outline meant;
    uint32_t seed = 1;
    for (int i = 0; i < 3000; i++) {
        uint16_t glyph = (uint16_t)engine_random(&seed, i % 2 ? 65000 : 80);
        outline_write(funcs, face.font, glyph, &meant);
        uint32_t from = engine_random(&seed, (uint32_t)meant.len);
        numbered_show(bytes, i % 3 ? NUMBERED_OUTLINES : NUMBERED_BOXES);
        read_again(
            bytes, first + glyph * OUTLINE_BYTES + from, meant.bytes + from, meant.len - from);
        read_again(bytes, boxes + glyph * OUTLINE_BOX_BYTES, meant.box, meant.box_len);
        assert_int_equal(first - 1 + offset_of(bytes, index + 4 * glyph),
            i % 3 ? first + glyph * OUTLINE_BYTES : boxes + glyph * OUTLINE_BOX_BYTES);
    }
    static uint8_t got[100];
    numbered_show(bytes, NUMBERED_BOXES);
    assert_int_equal(first - 1 + offset_of(bytes, index + 4 * glyphs), len);
    numbered_show(bytes, NUMBERED_OUTLINES);
    assert_int_equal(first - 1 + offset_of(bytes, index + 4 * glyphs), boxes);
    SDL_RWseek(bytes, -10, RW_SEEK_END);
    assert_int_equal(SDL_RWread(bytes, got, 1, 100), 10);
    SDL_RWclose(bytes);
    hb_draw_funcs_destroy(funcs);
    face_close(&face);
}

// Every box is measured as its outline is.
static void
boxes_measure_alike(void **state)
{
    (void)state;
    struct face face;
    assert_true(face_open(&face, paths[COLLECTION], 2));
    uint32_t glyphs = hb_face_get_glyph_count(face.face);
    for (int em = 9; em < 200; em = 2 * em + 5) {
        SDL_RWops *bytes = numbered_open(&face);
        TTF_Font *boxes = TTF_OpenFontIndexRW(bytes, 1, em, 0);
        TTF_Font *outlines = TTF_OpenFontIndexRW(numbered_open(&face), 1, em, 0);
        assert_true(boxes && outlines);
        TTF_SetFontHinting(boxes, TTF_HINTING_NONE);
        TTF_SetFontHinting(outlines, TTF_HINTING_NONE);
        numbered_show(bytes, NUMBERED_BOXES);
        for (uint32_t id = (uint32_t)em; id < glyphs; id += 5) {
            int box[2][5];
            assert_int_equal(TTF_GlyphMetrics32(boxes, GLYPH_CODE + id, &box[0][0], &box[0][1],
                                 &box[0][2], &box[0][3], &box[0][4]),
                0);
            assert_int_equal(TTF_GlyphMetrics32(outlines, GLYPH_CODE + id, &box[1][0], &box[1][1],
                                 &box[1][2], &box[1][3], &box[1][4]),
                0);
            assert_memory_equal(box[0], box[1], sizeof box[0]);
        }
        TTF_CloseFont(boxes);
        TTF_CloseFont(outlines);
    }
    face_close(&face);
}

enum { MET = 8 };

static void
assert_same_surface(const SDL_Surface *a, const SDL_Surface *b)
{
    assert_true(a && b && a->w == b->w && a->h == b->h);
    for (int y = 0; y < a->h; y++) {
        assert_memory_equal((const uint8_t *)a->pixels + (ptrdiff_t)y * a->pitch,
            (const uint8_t *)b->pixels + (ptrdiff_t)y * b->pitch, (size_t)a->w);
    }
}

// A glyph is drawn whole whether it was measured before, or never, or so long ago that SDL_ttf has forgotten it.
static void
measured_or_not(void **state)
{
    (void)state;
    struct err err;
    struct fonts *fonts[2] = {fonts_open(ENGINE_CJK, &err), fonts_open(ENGINE_CJK, &err)};
    for (int bold = 0; bold < 2; bold++) {
        int size[2];
        uint16_t ids[MET];
        for (int i = 0; i < 2; i++) {
            int face = fonts_face(fonts[i], "NotoSansCJK-Regular.ttc#2");
            size[i] = fonts_size(fonts[i], face, EM_PX, bold);
        }
        for (int i = 0; i < MET; i++) {
            hb_codepoint_t id = 0;
            assert_true(hb_font_get_nominal_glyph(
                fonts_shaper(fonts[0], size[0]), 0x9aa8 + (uint32_t)i, &id));
            ids[i] = (uint16_t)id;
            struct glyph_box box;
            assert_true(fonts_measure(fonts[0], size[0], ids[i], &box));
            if (i % 2) { // SDL_ttf keeps it at the same place
                fonts_measure(fonts[0], size[0], (uint16_t)(id ^ 0x100), &box);
            }
        }
        SDL_Surface *measured = fonts_draw(fonts[0], size[0], ids, MET);
        SDL_Surface *plain = fonts_draw(fonts[1], size[1], ids, MET);
        assert_same_surface(measured, plain);
        fonts_free_drawn(measured);
        fonts_free_drawn(plain);
    }
    fonts_close(fonts[0]);
    fonts_close(fonts[1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glyphs_by_number),
        cmocka_unit_test(nothing_shapes),
        cmocka_unit_test(reads),
        cmocka_unit_test(charstrings),
        cmocka_unit_test(boxes_measure_alike),
        cmocka_unit_test(measured_or_not),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
