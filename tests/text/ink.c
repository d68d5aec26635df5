// Pictures of lines.

#include <SDL.h>

#include "tests/test.h"
#include "tests/text/engine.h"

static int
set_up(void **state)
{
    *state = engine_open();
    return 0;
}

static int
tear_down(void **state)
{
    text_close(*state);
    return 0;
}

static uint8_t *
unpack(const struct ink *ink)
{
    uint8_t *dense = calloc((size_t)ink->box.height + 1, (size_t)ink->box.width + INK_BLOCK);
    for (int y = 0; y < ink->box.height; y++) {
        for (uint32_t i = ink->rows[y]; i < ink->rows[y + 1]; i++) {
            memcpy(dense + (ptrdiff_t)y * (ink->box.width + INK_BLOCK) + ink->xs[i],
                ink->alpha + (size_t)i * INK_BLOCK, INK_BLOCK);
        }
    }
    return dense;
}

struct bounds {
    int left;
    int top;
    int right;
    int bottom;
};

static struct bounds
drawn_bounds(const struct ink *ink)
{
    int stride = ink->box.width + INK_BLOCK;
    struct bounds all = {INK_SIDE_MAX, INK_SIDE_MAX, -INK_SIDE_MAX, -INK_SIDE_MAX};
    uint8_t *dense = unpack(ink);
    for (int i = 0; i < stride * ink->box.height; i++) {
        if (dense[i]) {
            int x = ink->box.left + i % stride;
            int y = ink->box.top + i / stride;
            all.left = x < all.left ? x : all.left;
            all.top = y < all.top ? y : all.top;
            all.right = x >= all.right ? x + 1 : all.right;
            all.bottom = y >= all.bottom ? y + 1 : all.bottom;
        }
    }
    free(dense);
    return all;
}

// What HarfBuzz says of the glyphs of a line.
static struct bounds
shaped_bounds(struct text *text, const struct layout *layout, const struct layout_line *part)
{
    struct bounds all = {INK_SIDE_MAX, INK_SIDE_MAX, -INK_SIDE_MAX, -INK_SIDE_MAX};
    for (int i = part->first_run; i < part->first_run + part->run_count; i++) {
        const struct layout_run *run = &layout->runs[i];
        for (int k = run->first_glyph; k < run->first_glyph + run->glyph_count; k++) {
            const struct glyph *glyph = &layout->glyphs[k];
            hb_glyph_extents_t ink = {0};
            hb_font_get_glyph_extents(fonts_shaper(text->fonts, run->size), glyph->id, &ink);
            if (ink.width == 0) {
                continue;
            }
            int left = px_floor(glyph->x + ink.x_bearing);
            int right = px_ceil(glyph->x + ink.x_bearing + ink.width);
            int top = -px_ceil(glyph->y + ink.y_bearing);
            int bottom = -px_floor(glyph->y + ink.y_bearing + ink.height);
            all.left = left < all.left ? left : all.left;
            all.top = top < all.top ? top : all.top;
            all.right = right > all.right ? right : all.right;
            all.bottom = bottom > all.bottom ? bottom : all.bottom;
        }
    }
    return all;
}

static bool
near(int a, int b, int off)
{
    return a - b <= off && b - a <= off;
}

static void
check_place(struct text *text, const struct layout *layout)
{
    for (int i = 0; i < layout->shown.line_count; i++) {
        const struct layout_line *part = &layout->parts[i];
        struct ink *ink = ink_make(text, layout, part);
        struct bounds is = drawn_bounds(ink);
        struct bounds should = shaped_bounds(text, layout, part);
        // SDL_ttf sets glyphs on whole pixels: one is lost, one more where advances add up.
        bool stands = near(is.left, should.left, 1) && near(is.top, should.top, 1) &&
                      near(is.right, should.right, 2) && near(is.bottom, should.bottom, 1);
        if (!stands) {
            print_message("line %d of \"%s\": %d %d %d %d instead of %d %d %d %d\n", i,
                layout->text, is.left, is.top, is.right, is.bottom, should.left, should.top,
                should.right, should.bottom);
        }
        assert_true(stands);
        ink_free(text, &ink);
    }
}

// Negative bearings, marks above the ascent and below the descent, words cut between joined letters,
// runs of both directions, controls.
static void
stands_where_its_glyphs_stand(void **state)
{
    struct text *text = *state;
    static const char *const samples[][2] = {{"es", "j"}, {"es", "jota fij\xcc\x8cj"},
        {"es", "\xe1\xba\xaa\xcc\x8c\xcc\x8c\xcc\x8c g\xcc\xa3\xcc\xa3\xcc\xa3\xcc\xa3"},
        {"ar", "لتجديد الجَوازِ"}, {"ar", "ببببببببببببببببببببببببب"}, {"ur", "کسی کو پیسے نہ دیں"},
        {"ar", "اتصل 1-800 غدًا"}, {"es", "ver \xd8\xb9\xd9\x86\xd9\x88\xd8\xa7\xd9\x86 aquí"},
        {"hi", "क्षत्रिय र्कि हिन्दी"}, {"zh-Hans", "更换护照“第一”"}, {"th", "ที่นี่ ปฏิ๊ทู่"},
        {"es", "a\tb\x01j\x7fj"}, {"es", "\xffj\xc3"},
        {"es", "ininteligibilidad in\xc2\xad"
               "inte\xc2\xadli\xc2\xadgi\xc2\xad"
               "bi\xc2\xadli\xc2\xad"
               "dad"}};
    for (size_t s = 0; s < sizeof samples / sizeof samples[0]; s++) {
        check_place(text, engine_layout(text, samples[s][0], samples[s][1], 0));
        check_place(text, engine_layout(text, samples[s][0], samples[s][1], 120));
    }
}

// Far behind the left edge the letters stand where the first ones do: a long run is drawn in pieces.
static void
long_runs(void **state)
{
    struct text *text = *state;
    static char content[TEXT_BYTES_MAX];
    static const char *const units[][2] = {{"es", "l"}, {"ar", "ب"}, {"ar", "بَ"}, {"hi", "कि"}};
    for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
        char *end = content;
        for (int i = 0; i < 800; i++) {
            end = stpcpy(end, units[u][1]);
        }
        const struct layout *layout = engine_layout(text, units[u][0], content, 0);
        int width = layout->shown.width_px;
        struct ink *ink = ink_make(text, layout, &layout->parts[0]);
        struct bounds is = drawn_bounds(ink);
        struct bounds should = shaped_bounds(text, layout, &layout->parts[0]);
        assert_true(near(is.left, should.left, 1) && near(is.top, should.top, 1));
        assert_true(width > INK_SIDE_MAX || near(is.right, should.right, 6));
        // No gap: ink in every stretch as wide as two letters.
        int step = 2 * width / 800 + 2;
        uint8_t *dense = unpack(ink);
        int stride = ink->box.width + INK_BLOCK;
        for (int x = is.left; x + step < is.right && x + step < INK_SIDE_MAX / 2; x += step) {
            int sum = 0;
            for (int y = 0; y < ink->box.height; y++) {
                for (int k = 0; k < step; k++) {
                    sum += dense[y * stride + x - ink->box.left + k];
                }
            }
            assert_true(sum > 255);
        }
        free(dense);
        ink_free(text, &ink);
    }
}

static struct bounds
word_bounds(struct text *text, const char *lang, const char *content, bool bold)
{
    struct text_spec spec = {.text = content, .lang = lang, .cap_px = 28, .bold = bold};
    const struct layout *layout = (const void *)text_layout(text, &spec);
    struct ink *ink = ink_make(text, layout, &layout->parts[0]);
    struct bounds bounds = drawn_bounds(ink);
    ink_free(text, &ink);
    return bounds;
}

// A capital H stands cap_px high on the baseline, in every language.
static void
capital(void **state)
{
    struct text *text = *state;
    for (int i = 0; i < ENGINE_LANGUAGES; i++) {
        struct bounds bounds = word_bounds(text, engine_languages[i].tag, "H", false);
        assert_in_range(bounds.bottom - bounds.top, 27, 29);
        assert_int_equal(bounds.bottom, 0);
    }
    static const char *const letters[][2] = {
        {"ar", "ا"}, {"hi", "क"}, {"bn", "ক"}, {"am", "ሀ"}, {"zh-Hans", "国"}, {"ru", "Н"}};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        struct bounds bounds = word_bounds(text, letters[i][0], letters[i][1], false);
        assert_in_range(bounds.bottom - bounds.top, 27, 30);
    }
}

// No bold face: SDL_ttf thickens the strokes.
static void
thicker(void **state)
{
    struct text *text = *state;
    struct err err;
    assert_true(text_language(text, "zxx", "Zsym", "NotoSansSymbols2-Regular.ttf", &err));
    struct bounds thin = word_bounds(text, "zxx", "☎", false);
    struct bounds thick = word_bounds(text, "zxx", "☎", true);
    assert_true(thick.right - thick.left > thin.right - thin.left);
    assert_int_equal(thick.left, thin.left);
    assert_int_equal(thick.bottom, thin.bottom);
}

// A shaded surface's byte is its coverage: white on black, no gamma, no other order.
static void
shades(void **state)
{
    struct text *text = *state;
    int face = fonts_face(text->fonts, "Andika-Regular.ttf");
    static const uint16_t ids[] = {40, 50};
    SDL_Surface *drawn = fonts_draw(text->fonts, fonts_size(text->fonts, face, 40, false), ids, 2);
    assert_non_null(drawn);
    assert_int_equal(drawn->format->BytesPerPixel, 1);
    assert_int_equal(drawn->format->palette->ncolors, 256);
    for (int i = 0; i < 256; i++) {
        assert_int_equal(drawn->format->palette->colors[i].r, i);
        assert_int_equal(drawn->format->palette->colors[i].g, i);
        assert_int_equal(drawn->format->palette->colors[i].b, i);
    }
    fonts_free_drawn(drawn);
}

// No mark reaches over its line's box into the next: for every paragraph of the oracle at three sizes.
static void
inside_the_box(void **state)
{
    struct text *text = *state;
    for (int i = 0; i < ENGINE_LANGUAGES; i++) {
        char path[128];
        char line[1024];
        snprintf(path, sizeof path, "tests/oracle/paragraphs/%s.txt", engine_languages[i].tag);
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        while (fgets(line, sizeof line, file)) {
            line[strcspn(line, "\n")] = '\0';
            for (int cap = 14; cap < 60; cap += 17) {
                struct text_spec spec = {.text = line,
                    .lang = engine_languages[i].tag,
                    .dir = engine_languages[i].dir,
                    .cap_px = (float)cap};
                const struct layout *layout = (const void *)text_layout(text, &spec);
                struct ink *ink = ink_make(text, layout, &layout->parts[0]);
                int above = -ink->box.top;
                int below = ink->box.top + ink->box.height;
                const struct text_line *box = &layout->lines[0];
                bool inside =
                    above <= box->baseline_px + 1 && below <= box->height_px - box->baseline_px + 1;
                if (!inside) {
                    printf("%s %d px: %d above %d, %d below %d: %s\n", spec.lang, cap, above,
                        box->baseline_px, below, box->height_px - box->baseline_px, line);
                }
                assert_true(inside);
                ink_free(text, &ink);
            }
            text_trim(text);
        }
        fclose(file);
    }
}

static void
empty_lines(void **state)
{
    struct text *text = *state;
    const struct layout *layout = engine_layout(text, "es", "  ", 0);
    struct ink *ink = ink_make(text, layout, &layout->parts[0]);
    assert_int_equal(ink->box.width, 0);
    assert_int_equal(ink->rows[0], 0);
    assert_true(text_stats(text).line.now > 0);
    ink_free(text, &ink);
    assert_null(ink);
    assert_int_equal(text_stats(text).line.now, 0);
    ink_free(text, &ink);
    layout = engine_layout(text, "es", "", 0);
    ink = ink_make(text, layout, &layout->parts[0]);
    assert_int_equal(ink->box.width, 0);
    ink_free(text, &ink);
    layout =
        engine_layout(text, "ar", "\xe2\x81\xa6\xe2\x81\xa9\xe2\x80\x8f", 0); // only marks of bidi
    ink = ink_make(text, layout, &layout->parts[0]);
    assert_int_equal(ink->box.width, 0);
    ink_free(text, &ink);
}

// 16 kB on one line: the picture ends where no screen reaches.
static void
endless_lines(void **state)
{
    struct text *text = *state;
    static char content[TEXT_BYTES_MAX];
    memset(content, 'm', sizeof content - 1);
    struct text_spec spec = {.text = content, .lang = "es", .cap_px = 100};
    const struct layout *layout = (const void *)text_layout(text, &spec);
    assert_int_equal(layout->shown.line_count, 1);
    struct ink *ink = ink_make(text, layout, &layout->parts[0]);
    assert_in_range(ink->box.width, INK_SIDE_MAX / 2, INK_SIDE_MAX);
    ink_free(text, &ink);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(stands_where_its_glyphs_stand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(long_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(capital, set_up, tear_down),
        cmocka_unit_test_setup_teardown(thicker, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shades, set_up, tear_down),
        cmocka_unit_test_setup_teardown(inside_the_box, set_up, tear_down),
        cmocka_unit_test_setup_teardown(empty_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(endless_lines, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
