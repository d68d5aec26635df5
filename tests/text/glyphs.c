// Masks of glyphs: their size, place and number.

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

static struct mask_view
mask_of(struct text *text, const char *lang, const char *content, bool bold)
{
    struct text_spec spec = {.text = content, .lang = lang, .cap_px = 28, .bold = bold};
    const struct layout *layout = (const void *)text_layout(text, &spec);
    return glyphs_mask(text, &layout->glyphs[0], layout->runs[0].size);
}

static unsigned
ink_of(const struct mask_view *mask)
{
    unsigned sum = 0;
    for (int i = 0; i < mask_stride(&mask->box) * mask->box.height; i++) {
        sum += mask->alpha[i];
    }
    return sum / 255;
}

// A capital H stands cap_px high on the baseline, in every language.
static void
capital(void **state)
{
    struct text *text = *state;
    for (int i = 0; i < ENGINE_LANGUAGES; i++) {
        struct mask_view mask = mask_of(text, engine_languages[i].tag, "H", false);
        assert_in_range(mask.box.height, 27, 29);
        assert_int_equal(mask.box.top + mask.box.height, 0);
    }
    static const char *const letters[][2] = {
        {"ar", "ا"}, {"hi", "क"}, {"bn", "ক"}, {"am", "ሀ"}, {"zh-Hans", "国"}, {"ru", "Н"}};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        struct mask_view mask = mask_of(text, letters[i][0], letters[i][1], false);
        assert_in_range(mask.box.height, 27, 30);
    }
}

static void
blanks_have_none(void **state)
{
    struct text *text = *state;
    struct text_spec spec = {.text = "a b", .lang = "es", .cap_px = 28};
    const struct layout *layout = (const void *)text_layout(text, &spec);
    struct mask_view mask = glyphs_mask(text, &layout->glyphs[1], layout->runs[0].size);
    assert_int_equal(mask.box.width, 0);
}

// The same glyph on four places of a pixel is four masks of about the same ink; whole pixels further
// it is the same mask.
static void
phases(void **state)
{
    struct text *text = *state;
    struct text_spec spec = {.text = "o", .lang = "es", .cap_px = 28};
    const struct layout *layout = (const void *)text_layout(text, &spec);
    struct glyph glyph = layout->glyphs[0];
    unsigned ink = 0;
    for (int x = 0; x < 8 * PX; x += PX / 8) {
        glyph.x = x;
        struct mask_view mask = glyphs_mask(text, &glyph, layout->runs[0].size);
        unsigned now = ink_of(&mask);
        assert_true(ink == 0 || (now > ink - 4 && now < ink + 4));
        ink = ink ? ink : now;
        assert_in_range(mask.box.left, x / PX, x / PX + 3);
    }
    assert_int_equal(text->masks.count, GLYPH_PHASES);
}

static void
thicker(void **state)
{
    struct text *text = *state;
    struct err err;
    // Symbols have no bold face.
    assert_true(text_language(text, "zxx", "Zsym", "NotoSansSymbols2-Regular.ttf", &err));
    struct mask_view thin = mask_of(text, "zxx", "☎", false);
    unsigned thin_ink = ink_of(&thin);
    struct mask_view thick = mask_of(text, "zxx", "☎", true);
    assert_true(ink_of(&thick) > thin_ink);
    assert_true(thick.box.width > thin.box.width);
}

// Ceiling passed: all are made anew, and drawing goes on.
static void
too_many(void **state)
{
    struct text *text = *state;
    size_t most = 0;
    for (int cap = 300; cap < 360; cap += 2) {
        struct text_spec spec = {
            .text = "abcdefghijklmnopqrstuvwxyz", .lang = "es", .cap_px = (float)cap};
        const struct layout *layout = (const void *)text_layout(text, &spec);
        for (int i = 0; i < layout->glyph_count; i++) {
            struct mask_view mask = glyphs_mask(text, &layout->glyphs[i], layout->runs[0].size);
            assert_true(mask.box.width > 0 && ink_of(&mask) > 0);
            most = text->masks.used > most ? text->masks.used : most;
        }
    }
    assert_true(most > MASK_BYTES_MAX);
    assert_true(most < MASK_BYTES_MAX + (1 << 20));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(capital, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blanks_have_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(phases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(thicker, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_many, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
