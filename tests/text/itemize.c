// Which face draws which part of a text.

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

// expected: "text|text" with the letter of the face before each run: A andika, N naskh, D devanagari,
// E ethiopic, H han, ? any other.
static void
check(struct text *text, const char *lang, const char *content, const char *expected)
{
    static const struct {
        char letter;
        const char *file;
    } names[] = {{'A', "Andika-Regular.ttf"}, {'N', "NotoNaskhArabic-Regular.ttf"},
        {'D', "NotoSansDevanagari-Regular.ttf"}, {'E', "NotoSansEthiopic-Regular.ttf"},
        {'H', "NotoSansCJK-Regular.ttc"}};
    char found[512];
    char *out = found;
    engine_layout(text, lang, content, 0);
    const struct paragraph *para = &text->para;
    int before = FACE_NONE;
    for (int i = 0; i < para->len; i++) {
        if (para->faces[i] != before) {
            before = para->faces[i];
            char letter = '?';
            for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
                if (strcmp(fonts_face_name(text->fonts, before), names[k].file) == 0) {
                    letter = names[k].letter;
                }
            }
            out += snprintf(out, 3, out == found ? "%c" : "|%c", letter);
        }
        if (i == 0 || para->bytes[i] != para->bytes[i - 1]) {
            int next = i + 1;
            paragraph_code(para, i, &next);
            size_t bytes = (size_t)(para->bytes[next] - para->bytes[i]);
            memcpy(out, content + para->bytes[i], bytes);
            out += bytes;
        }
    }
    *out = '\0';
    assert_string_equal(found, expected);
}

static void
order_of_the_language(void **state)
{
    struct text *text = *state;
    check(text, "es", "¿Qué?", "A¿Qué?");
    check(text, "ar", "نعم Parque Central نعم", "Nنعم |AParque Central |Nنعم");
    check(text, "zh-Hans", "中国abc", "H中国|Aabc");
    check(text, "am", "ሰላም 12", "Eሰላም |A12"); // Noto Sans Ethiopic has no digits
}

static void
signs_follow_their_letters(void **state)
{
    struct text *text = *state;
    check(text, "zh-Hans", "他说“好”。OK, OK", "H他说“好”。|AOK, OK");
    check(text, "zh-Hans", "“好”", "H“好”");
    check(text, "es", "“hola”", "A“hola”");
    check(text, "hi", "नमस्ते।", "Dनमस्ते।");
}

// A number with its signs is of one face, whatever the face of the letters lacks.
static void
numbers_hold_together(void **state)
{
    struct text *text = *state;
    check(text, "ar", "رقم 2024 نعم", "Nرقم 2024 نعم");
    check(text, "ar", "رقم 1-800-123 نعم", "Nرقم |A1-800-123|N نعم");
    check(text, "ar", "(+502 2414-7401).", "A(+502 2414-7401).");
    check(text, "zh-Hans", "2024年3月", "A2024|H年|A3|H月");
}

static void
clusters_stay_whole(void **state)
{
    struct text *text = *state;
    check(text, "es", "b\xcc\xb6", "Ab\xcc\xb6");
    check(text, "ar", "بَّ", "Nبَّ");
    check(text, "hi", "क्‍ष", "Dक्‍ष");
    check(text, "zh-Hans", "葛󠄀", "H葛󠄀"); // with its variation selector
}

static void
other_fonts_stand_in(void **state)
{
    struct text *text = *state;
    check(text, "es", "a ሰ b", "Aa |Eሰ |Ab");
    engine_layout(text, "es", "a ខ្មែរ b", 0);
    assert_int_equal(text->para.missing, 0);
}

static void
what_no_font_has(void **state)
{
    struct text *text = *state;
    const struct layout *layout = engine_layout(text, "es",
        "a\xf4\x8f\xbf\xbd"
        "b\xf4\x8f\xbf\xbd",
        0);
    assert_int_equal(layout->shown.missing, 2);
    assert_int_equal(layout->glyph_count, 4);
    assert_int_equal(layout->glyphs[1].id, 0); // the face's own box
    layout = engine_layout(text, "es", "a\x01", 0);
    assert_int_equal(layout->shown.missing, 0); // U+FFFD
}

static void
bold_faces(void **state)
{
    struct text *text = *state;
    struct text_spec spec = {.text = "Hola 中国", .lang = "es", .cap_px = 20, .bold = true};
    const struct layout *layout = (const void *)text_layout(text, &spec);
    assert_string_equal(fonts_view(text->fonts, layout->runs[0].size).file, "Andika-Bold.ttf");
    assert_string_equal(fonts_view(text->fonts, layout->runs[1].size).file, "NotoSansCJK-Bold.ttc");
}

static void
runs_cover_the_text(void **state)
{
    struct text *text = *state;
    uint32_t seed = 3;
    static const char *const parts[] = {"a", " ", "1", "ب", "क्षि", "中", "።", "(", ")", "-", "\n",
        "\xe2\x81\xa6", "\xe2\x81\xa9", "é", "\xcc\x81", "😀", "\xff", "\xe2\x80\x8d", "ก", "."};
    for (int round = 0; round < 500; round++) {
        char content[256];
        char *end = content;
        for (int i = 0; i < 30; i++) {
            end = stpcpy(end, parts[engine_random(&seed, sizeof parts / sizeof parts[0])]);
        }
        engine_layout(text, round % 2 ? "ar" : "es", content, 100);
        int at = 0;
        for (int i = 0; i < text->para.run_count; i++) {
            const struct run *run = &text->para.runs[i];
            assert_int_equal(run->start, at);
            assert_true(run->end > run->start);
            assert_true(text->para.flags[run->start] & UNIT_CLUSTER);
            at = run->end;
        }
        assert_int_equal(at, text->para.len);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_of_the_language),
        cmocka_unit_test(signs_follow_their_letters),
        cmocka_unit_test(numbers_hold_together),
        cmocka_unit_test(clusters_stay_whole),
        cmocka_unit_test(other_fonts_stand_in),
        cmocka_unit_test(what_no_font_has),
        cmocka_unit_test(bold_faces),
        cmocka_unit_test(runs_cover_the_text),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
