// Lines: where they end, what they hold, how high they are.

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

static void
expect_lines(struct text *text, const char *content, int width_px, const char *expected)
{
    char found[1024] = "";
    char *out = found;
    const struct layout *layout = engine_layout(text, "es", content, width_px);
    for (int i = 0; i < layout->shown.line_count; i++) {
        const struct text_line *line = &layout->lines[i];
        out += snprintf(
            out, 200, "%s%.*s", i ? "|" : "", line->end - line->start, content + line->start);
    }
    assert_string_equal(found, expected);
}

static void
forced_lines(void **state)
{
    struct text *text = *state;
    expect_lines(text, "", 0, "");
    expect_lines(text, "uno", 0, "uno");
    expect_lines(text, "uno\ndos", 0, "uno|dos");
    expect_lines(text, "uno\n", 0, "uno");
    expect_lines(text, "uno\n\ndos\r\ntres", 0, "uno||dos|tres");
    expect_lines(text, "\n", 0, "");
    expect_lines(text, "uno \xe2\x80\xa8 dos", 0, "uno| dos");
    assert_int_equal(engine_layout(text, "es", "", 0)->shown.line_count, 1);
    assert_int_equal(engine_layout(text, "es", "uno\n", 0)->shown.line_count, 1);
    assert_int_equal(engine_layout(text, "es", "\n", 0)->shown.line_count, 1);
}

static void
blanks_hang(void **state)
{
    struct text *text = *state;
    int width = engine_layout(text, "es", "uno dos", 0)->shown.width_px;
    expect_lines(text, "uno dos   tres", width, "uno dos|tres");
    expect_lines(text, "uno dos", width - 1, "uno|dos");
    expect_lines(text, "   ", 1, "");
    assert_int_equal(engine_layout(text, "es", "uno dos   ", 0)->shown.width_px, width);
}

static void
long_words(void **state)
{
    struct text *text = *state;
    int width = engine_layout(text, "es", "mmmm", 0)->shown.width_px;
    expect_lines(text, "mmmmmmmmm mm", width, "mmmm|mmmm|m mm");
    assert_true(engine_layout(text, "es", "mmmmmmmmm mm", width)->shown.broken_word);
    assert_false(engine_layout(text, "es", "mmmm mm", width)->shown.broken_word);
    // A pixel wide: a cluster a line, none torn.
    expect_lines(text,
        "ae\xcc\x81"
        "b c",
        1, "a|e\xcc\x81|b|c");
}

// A soft hyphen shows where its word is broken, and nowhere else.
static void
soft_hyphens(void **state)
{
    struct text *text = *state;
    const char *content = "migra\xc2\xad"
                          "ci\xc3\xb3n";
    int whole = engine_layout(text, "es", "migración", 0)->shown.width_px;
    int part = engine_layout(text, "es", "migra-", 0)->shown.width_px;
    assert_int_equal(engine_layout(text, "es", content, 0)->shown.width_px, whole);
    expect_lines(text, content, whole,
        "migra\xc2\xad"
        "ci\xc3\xb3n");
    expect_lines(text, content, whole - 1, "migra\xc2\xad|ci\xc3\xb3n");
    assert_int_equal(engine_layout(text, "es", content, whole - 1)->lines[0].width_px, part);
    assert_false(engine_layout(text, "es", content, whole - 1)->shown.broken_word);
    // Where the hyphen itself has no room, the word is cut before it.
    assert_true(engine_layout(text, "es", content, part - 1)->shown.line_count >= 2);
    assert_true(engine_layout(text, "es", content, part - 1)->lines[0].width_px < part);
}

// Bytes of spaces and isolates that lines leave out at their ends.
static int
blanks(const char *text)
{
    int at = 0;
    while (text[at] == ' ' || strncmp(text + at, "\xe2\x81\xa6", 3) == 0 ||
           strncmp(text + at, "\xe2\x81\xa9", 3) == 0) {
        at += text[at] == ' ' ? 1 : 3;
    }
    return at;
}

// Each line holds all that fits and nothing more, and together they hold the text.
static void
greedy(void **state)
{
    struct text *text = *state;
    static const char *const samples[][2] = {
        {"es", "Para renovar su pasaporte necesita la partida de nacimiento, WAVY Tomato."},
        {"ar", "لتجديد جواز سفرك تحتاج إلى شهادة الميلاد وصورة حديثة \xe2\x81\xa6"
               "+502 "
               "2414-7401\xe2\x81\xa9"
               " "
               "نعم"},
        {"ur", "دفتر صبح 8:00 بجے سے شام 4:00 بجے تک کھلا رہتا ہے۔ کسی کو پیسے نہ دیں!"},
        {"hi", "पासपोर्ट नवीनीकरण के लिए आपको जन्म प्रमाणपत्र चाहिए। श्रद्धा क्षत्रिय"},
        {"zh-Hans", "更换护照需要出生证明、近期照片和缴费收据。（请早点来）abc 8:00"},
        {"th", "สำนักงานเปิดวันจันทร์ถึงวันศุกร์เวลา 8:00 ถึง 16:00 น."}};
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        for (int width = 150; width < 900; width += 7) {
            const char *content = samples[i][1];
            const struct layout *layout = engine_layout(text, samples[i][0], content, width);
            int at = 0;
            for (int k = 0; k < layout->shown.line_count; k++) {
                const struct text_line *line = &layout->lines[k];
                at += blanks(content + at);
                assert_int_equal(line->start + blanks(content + line->start), at);
                at = line->end;
                assert_true(line->width_px <= width);
            }
            at += blanks(content + at);
            assert_int_equal(at, strlen(content));
        }
    }
}

// The next word would not have fitted: shaped together with its line it is too wide.
static void
no_room_left(void **state)
{
    struct text *text = *state;
    static const char content[] =
        "Para renovar su pasaporte necesita la partida de nacimiento, una "
        "foto reciente y el recibo de pago. Tomato WAVY AVATAR.";
    for (int width = 200; width < 900; width += 3) {
        struct text_line lines[64];
        const struct layout *layout = engine_layout(text, "es", content, width);
        int count = layout->shown.line_count;
        memcpy(lines, layout->lines, (size_t)count * sizeof lines[0]);
        for (int i = 0; i + 1 < count; i++) {
            char longer[256];
            const char *next = content + lines[i + 1].start;
            int len = (int)(next - content) - lines[i].start + (int)strcspn(next, " ");
            snprintf(longer, sizeof longer, "%.*s", len, content + lines[i].start);
            assert_true(engine_layout(text, "es", longer, 0)->shown.width_px > width);
        }
    }
}

// Lines of one paragraph stand at one distance, whatever stands in for a character.
static void
steady_boxes(void **state)
{
    struct text *text = *state;
    for (int i = 0; i < ENGINE_LANGUAGES; i++) {
        const struct layout *layout =
            engine_layout(text, engine_languages[i].tag, "Uno 12\nDos (3)\n\nẪg", 0);
        for (int k = 1; k < layout->shown.line_count; k++) {
            assert_int_equal(layout->lines[k].height_px, layout->lines[0].height_px);
            assert_int_equal(layout->lines[k].baseline_px - layout->lines[k - 1].baseline_px,
                layout->lines[0].height_px);
        }
    }
    const struct layout *latin = engine_layout(text, "es", "Uno", 0);
    assert_int_equal(latin->lines[0].height_px, 56); // 1.42 of 39
    const struct layout *arabic = engine_layout(text, "ar", "نعم", 0);
    assert_true(arabic->lines[0].height_px > latin->lines[0].height_px);
    const struct layout *mixed = engine_layout(text, "es", "Uno 中国\nDos", 0);
    assert_int_equal(mixed->lines[0].height_px, mixed->lines[1].height_px);
}

static void
right_to_left_lines(void **state)
{
    struct text *text = *state;
    const struct layout *layout = engine_layout(text, "ar", "نعم 12 abc", 0);
    // From left: abc, 12, then the word.
    assert_string_equal(fonts_view(text->fonts, layout->runs[0].size).file, "Andika-Regular.ttf");
    assert_int_equal(layout->runs[0].start, (int)strlen("نعم 12 "));
    assert_true(layout->runs[layout->run_count - 1].rtl);
    assert_int_equal(layout->runs[layout->run_count - 1].start, 0);
    for (int i = 1; i < layout->glyph_count; i++) {
        assert_true(layout->glyphs[i].x >= layout->glyphs[i - 1].x - 10 * PX);
    }
}

static void
too_many_lines(void **state)
{
    struct text *text = *state;
    char content[2 * TEXT_LINES_MAX + 64];
    memset(content, '\n', sizeof content);
    content[sizeof content - 1] = '\0';
    const struct layout *layout = engine_layout(text, "es", content, 0);
    assert_int_equal(layout->shown.line_count, TEXT_LINES_MAX);
    assert_true(layout->shown.cut);
    assert_false(engine_layout(text, "es", "a", 0)->shown.cut);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forced_lines),
        cmocka_unit_test(blanks_hang),
        cmocka_unit_test(long_words),
        cmocka_unit_test(soft_hyphens),
        cmocka_unit_test(greedy),
        cmocka_unit_test(no_room_left),
        cmocka_unit_test(steady_boxes),
        cmocka_unit_test(right_to_left_lines),
        cmocka_unit_test(too_many_lines),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
