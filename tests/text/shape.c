// Glyphs of runs.

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

// Glyphs of the only line, from left to right.
static int
ids(struct text *text, const char *lang, const char *content, uint16_t out[64])
{
    const struct layout *layout = engine_layout(text, lang, content, 0);
    assert_true(layout->glyph_count <= 64);
    for (int i = 0; i < layout->glyph_count; i++) {
        out[i] = layout->glyphs[i].id;
    }
    return layout->glyph_count;
}

static void
joined_letters(void **state)
{
    struct text *text = *state;
    uint16_t alone[64];
    uint16_t joined[64];
    assert_int_equal(ids(text, "ar", "ب", alone), 1);
    assert_int_equal(ids(text, "ar", "ببب", joined), 3);
    for (int i = 0; i < 3; i++) { // end, middle and beginning each have their form
        assert_int_not_equal(joined[i], alone[0]);
        assert_int_not_equal(joined[i], joined[(i + 1) % 3]);
    }
    int lam_alef = ids(text, "ar", "لا", joined);
    assert_true(lam_alef <= 2);
}

static void
conjuncts(void **state)
{
    struct text *text = *state;
    uint16_t glyphs[64];
    assert_int_equal(ids(text, "hi", "क्ष", glyphs), 1);
    assert_int_equal(ids(text, "hi", "कि", glyphs), 2);
    uint16_t ka[64];
    ids(text, "hi", "क", ka);
    assert_int_equal(glyphs[1], ka[0]); // the sign stands before the letter
}

// Forms that depend on the language, not on the characters.
static void
language_forms(void **state)
{
    struct text *text = *state;
    uint16_t hindi[64];
    uint16_t nepali[64];
    int a = ids(text, "hi", "१५झ", hindi);
    int b = ids(text, "ne", "१५झ", nepali);
    assert_int_equal(a, b);
    assert_memory_not_equal(hindi, nepali, (size_t)a * sizeof hindi[0]);
}

static void
mirrored_brackets(void **state)
{
    struct text *text = *state;
    uint16_t ltr[64];
    uint16_t rtl[64];
    ids(text, "es", "(", ltr);
    ids(text, "ar", ")", rtl); // Andika draws both
    assert_int_equal(ltr[0], rtl[0]);
}

static void
pens_grow(void **state)
{
    struct text *text = *state;
    engine_layout(text, "es", "Tomato WAY fi", 0);
    const struct paragraph *para = &text->para;
    for (int i = 0; i < para->len; i++) {
        assert_true(para->pens[i + 1] >= para->pens[i]); // equal inside a ligature
    }
    assert_int_equal(para->pens[0], 0);
}

// Shaping a part again where it is safe gives the same glyphs: what lines rely on.
static void
safe_places_are_safe(void **state)
{
    struct text *text = *state;
    static const char *const samples[][2] = {{"es", "Tomate, WAVY ofidio fin"},
        {"ar", "محمد يقرأ الكتاب لا إله"}, {"ur", "کسی کو پیسے نہ دیں"}, {"hi", "क्षत्रिय र्कि श्रद्धा"},
        {"th", "น้ำที่กำลัง"}, {"am", "ሰላም ዓለም"}};
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        engine_layout(text, samples[i][0], samples[i][1], 0);
        struct paragraph *para = &text->para;
        for (int at = 1; at < para->len; at++) {
            const struct run *run = &para->runs[0];
            int whole = para->glyph_count;
            if (at >= run->end || para->flags[at] & UNIT_UNSAFE) {
                continue;
            }
            int32_t before = 0;
            int32_t both = 0;
            for (int k = 0; k < run->glyph_count; k++) {
                before += para->glyphs[run->first_glyph + k].advance;
            }
            shape_range(text, run, run->start, at);
            shape_range(text, run, at, run->end);
            assert_int_equal(para->glyph_count - whole, run->glyph_count);
            for (int k = whole; k < para->glyph_count; k++) {
                both += para->glyphs[k].advance;
            }
            assert_int_equal(both, before);
            para->glyph_count = whole;
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joined_letters),
        cmocka_unit_test(conjuncts),
        cmocka_unit_test(language_forms),
        cmocka_unit_test(mirrored_brackets),
        cmocka_unit_test(pens_grow),
        cmocka_unit_test(safe_places_are_safe),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
