// Glyphs drawn once.

#include <SDL_ttf.h>

#include "base/utf8.h"
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

static size_t
ready_masks(const struct text *text)
{
    size_t count = 0;
    for (size_t i = 0; i < text->masks.room; i++) {
        count += text->masks.entries[i].mask != NULL;
    }
    return count;
}

static void
draw_lines(struct text *text, const struct layout *layout)
{
    for (int i = 0; i < layout->shown.line_count; i++) {
        struct ink *ink = ink_make(text, layout, &layout->parts[i]);
        ink_free(text, &ink);
    }
}

enum { SPREAD_WIDTH = 8192, SPREAD_HEIGHT = 256 }; // the baseline in the middle

static void
spread(const struct ink *ink, uint8_t *out)
{
    memset(out, 0, (size_t)SPREAD_WIDTH * SPREAD_HEIGHT);
    for (int y = 0; y < ink->box.height; y++) {
        uint8_t *row = out + (ptrdiff_t)(SPREAD_HEIGHT / 2 + ink->box.top + y) * SPREAD_WIDTH;
        for (uint32_t i = ink->rows[y]; i < ink->rows[y + 1]; i++) {
            memcpy(row + SPREAD_WIDTH / 4 + ink->box.left + ink->xs[i],
                ink->alpha + (size_t)i * INK_BLOCK, INK_BLOCK);
        }
    }
}

// The same pixels at the same place; boxes may differ, and what is taken together.
static bool
same_ink(const struct ink *a, const struct ink *b)
{
    static uint8_t spread_a[SPREAD_WIDTH * SPREAD_HEIGHT];
    static uint8_t spread_b[SPREAD_WIDTH * SPREAD_HEIGHT];
    spread(a, spread_a);
    spread(b, spread_b);
    return memcmp(spread_a, spread_b, sizeof spread_a) == 0;
}

// Set from masks a line has the pixels that SDL_ttf gives its runs: for every paragraph of the oracle at three
// sizes, thin and bold.
static void
pixels_of_runs(void **state)
{
    struct text *text = *state;
    int lines = 0;
    for (int i = 0; i < ENGINE_LANGUAGES; i++) {
        char path[128];
        char line[1024];
        snprintf(path, sizeof path, "tests/oracle/paragraphs/%s.txt", engine_languages[i].tag);
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        while (fgets(line, sizeof line, file)) {
            line[strcspn(line, "\n")] = '\0';
            for (int k = 0; k < 6; k++) {
                struct text_spec spec = {.text = line,
                    .lang = engine_languages[i].tag,
                    .dir = engine_languages[i].dir,
                    .cap_px = 14.0f + 17.0f * (float)(k / 2),
                    .bold = k % 2};
                const struct layout *layout = (const void *)text_layout(text, &spec);
                struct ink *masked = ink_make(text, layout, &layout->parts[0]);
                masks_forget(text);
                text->masks.bytes = MASK_BYTES_MAX; // no room
                struct ink *run = ink_make(text, layout, &layout->parts[0]);
                assert_int_equal(text->masks.count, 0);
                masks_forget(text);
                if (!same_ink(masked, run)) {
                    print_message("%s %.0f px: %s\n", spec.lang, (double)spec.cap_px, line);
                }
                assert_true(same_ink(masked, run));
                ink_free(text, &masked);
                ink_free(text, &run);
                lines++;
            }
            text_trim(text);
        }
        fclose(file);
    }
    assert_true(lines > 1000);
}

static bool
drawn_apart(struct text *text, const char *lang, const char *content)
{
    const struct layout *layout = engine_layout(text, lang, content, 0);
    size_t before = ready_masks(text);
    draw_lines(text, layout);
    return ready_masks(text) > before;
}

// Joined letters, conjuncts, mirrored signs and letters with marks of their own are drawn with their run.
static void
bound(void **state)
{
    struct text *text = *state;
    static const char *const apart[][2] = {{"es", "Hola"}, {"es", "\xc3\xb1"}, {"ru", "Дом"},
        {"am", "ሰላም"}, {"zh-Hans", "护照"}, {"zh-Hans", "“《》”"}, {"th", "กขค"}, {"es", "\xff"},
        {"ar", "5"}};
    for (size_t i = 0; i < sizeof apart / sizeof apart[0]; i++) {
        bool drawn = drawn_apart(text, apart[i][0], apart[i][1]);
        if (!drawn) {
            print_message("%s: %s\n", apart[i][0], apart[i][1]);
        }
        assert_true(drawn);
    }
    static const char *const joined[][2] = {{"ar", "نعم"}, {"ar", "( )"}, {"ur", "کسی"},
        {"hi", "हिन्दी"}, {"bn", "ক্ষ"}, {"es", "e\xcc\x8c"}, {"es", "\xf4\x8f\xbf\xbd"}};
    for (size_t i = 0; i < sizeof joined / sizeof joined[0]; i++) {
        assert_false(drawn_apart(text, joined[i][0], joined[i][1]));
    }
    struct text_spec large = {.text = "护照", .lang = "zh-Hans", .cap_px = 2 * MASK_EM_MAX};
    size_t before = ready_masks(text);
    draw_lines(text, (const void *)text_layout(text, &large));
    assert_int_equal(ready_masks(text), before);
}

// A soft hyphen has a glyph and is not shown: asked alone, the font gives another one.
static void
other_alone(void **state)
{
    struct text *text = *state;
    int face = fonts_face(text->fonts, "Andika-Regular.ttf");
    int size = fonts_size(text->fonts, face, 30, false);
    for (int i = 0; i < 2; i++) {
        uint32_t code = i == 0 ? '-' : SOFT_HYPHEN;
        hb_codepoint_t id = 0;
        assert_true(hb_font_get_nominal_glyph(fonts_shaper(text->fonts, size), code, &id));
        struct mask_glyph glyph = {code, (uint16_t)id};
        struct mask_run run = {&glyph, 1, size, HB_SCRIPT_LATIN};
        assert_int_equal(masks_draw(text, &run), i == 0);
    }
}

// 600 ideographs, more than SDL_ttf keeps: a mask for each, and no other for the same ones in another order.
static void
drawn_once(void **state)
{
    struct text *text = *state;
    char content[2 * 600 * UTF8_MAX];
    char *end = content;
    for (uint32_t i = 0; i < 600; i++) {
        end += utf8_put(end, 0x4e00 + i);
    }
    *end = '\0';
    draw_lines(text, engine_layout(text, "zh-Hans", content, 900));
    assert_int_equal(ready_masks(text), 600);
    size_t bytes = text->masks.bytes;
    for (uint32_t i = 600; i > 0; i--) {
        end += utf8_put(end, 0x4e00 + i - 1);
    }
    *end = '\0';
    draw_lines(text, engine_layout(text, "zh-Hans", content, 800));
    assert_int_equal(ready_masks(text), 600);
    assert_int_equal(text->masks.bytes, bytes);
    text_forget(text);
    assert_int_equal(ready_masks(text), 0);
    assert_int_equal(text->masks.bytes, 0);
}

// What cannot be seen has no mask and needs no run.
static void
blanks(void **state)
{
    struct text *text = *state;
    const struct layout *layout = engine_layout(text, "es", "a\u2066b\u2069a", 0);
    struct ink *ink = ink_make(text, layout, &layout->parts[0]);
    for (int i = 0; i < text->piece_count; i++) {
        assert_null(text->pieces[i].drawn);
    }
    assert_int_equal(text->piece_count, 3);
    assert_int_equal(ready_masks(text), 2);
    ink_free(text, &ink);
}

// Past the ceiling glyphs are drawn with their runs; between frames all masks go.
static void
ceiling(void **state)
{
    struct text *text = *state;
    for (uint32_t round = 0; round < 30; round++) {
        char content[300 * UTF8_MAX];
        char *end = content;
        for (uint32_t i = 0; i < 200; i++) {
            end += utf8_put(end, 0x4e00 + 200 * round + i);
        }
        *end = '\0';
        struct text_spec spec = {
            .text = content, .lang = "zh-Hans", .cap_px = 70, .width_px = 1200};
        const struct layout *layout = (const void *)text_layout(text, &spec);
        struct ink *ink = ink_make(text, layout, &layout->parts[0]);
        assert_true(ink->rows[ink->box.height] > 1000);
        ink_free(text, &ink);
        draw_lines(text, layout);
        assert_true(text->masks.bytes < MASK_BYTES_MAX + (1 << 20));
    }
    assert_true(text->masks.bytes >= MASK_BYTES_MAX);
    text_trim(text);
    assert_int_equal(text->masks.bytes, 0);
    static char endless[2000 * UTF8_MAX];
    char *end = endless;
    for (uint32_t i = 0; i < 1900; i++) {
        end += utf8_put(end, 0x4e00 + i);
    }
    struct text_spec spec = {.text = endless, .lang = "zh-Hans", .cap_px = 70};
    draw_lines(text, (const void *)text_layout(text, &spec));
    assert_in_range(text->masks.bytes, MASK_BYTES_MAX, MASK_BYTES_MAX + (1 << 20));
    text_trim(text);
    assert_int_equal(text->masks.bytes, 0);
    assert_true(drawn_apart(text, "zh-Hans", "护照"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pixels_of_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bound, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(drawn_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blanks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ceiling, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
