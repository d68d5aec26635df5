// The cache of layouts, and texts meant to break it.

#include <math.h>

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
found_again(void **state)
{
    struct text *text = *state;
    struct text_spec spec = {.text = "Hola", .lang = "es", .cap_px = 20, .width_px = 300};
    const struct text_layout *first = text_layout(text, &spec);
    char copy[] = "Hola";
    spec.text = copy;
    assert_ptr_equal(text_layout(text, &spec), first);
    assert_int_equal(text_stats(text).layouts, 1);
    assert_int_equal(text_stats(text).laid_out, 1);
}

static void
told_apart(void **state)
{
    struct text *text = *state;
    const struct text_spec base = {.text = "Hola 12", .lang = "es", .cap_px = 20, .width_px = 300};
    struct text_spec other[7];
    for (int i = 0; i < 7; i++) {
        other[i] = base;
    }
    other[1].text = "Hola 13";
    other[2].lang = "ar";
    other[3].dir = DIRECTION_RTL;
    other[4].cap_px = 21;
    other[5].bold = true;
    other[6].width_px = 301;
    const struct text_layout *seen[7];
    for (int i = 0; i < 7; i++) {
        seen[i] = text_layout(text, &other[i]);
        for (int k = 0; k < i; k++) {
            assert_ptr_not_equal(seen[i], seen[k]);
        }
    }
    assert_int_equal(text_stats(text).layouts, 7);
}

static void
declared_anew(void **state)
{
    struct text *text = *state;
    struct err err;
    struct text_spec spec = {.text = "Hola", .lang = "es", .cap_px = 20};
    const struct text_layout *before = text_layout(text, &spec);
    assert_true(text_language(text, "es", "Latn", "NotoSans-Regular.ttf", &err));
    const struct text_layout *after = text_layout(text, &spec);
    assert_ptr_not_equal(after, before);
    assert_int_not_equal(after->width_px, before->width_px);
}

// Far more than the ceiling: what the last frames used stays, the rest goes.
static void
trimmed(void **state)
{
    struct text *text = *state;
    char content[2048];
    struct text_spec spec = {.text = content, .lang = "es", .cap_px = 20, .width_px = 300};
    memset(content, 'a', sizeof content);
    for (size_t i = 7; i < sizeof content; i += 8) {
        content[i] = ' ';
    }
    content[sizeof content - 1] = '\0';
    struct text_spec kept = {.text = "kept", .lang = "es", .cap_px = 20};
    const struct text_layout *stays = text_layout(text, &kept);
    for (int frame = 0; frame < 80; frame++) {
        for (int i = 0; i < 8; i++) {
            snprintf(content, 9, "%03d %03d", frame, i);
            content[7] = ' ';
            text_layout(text, &spec);
        }
        assert_ptr_equal(text_layout(text, &kept), stays);
        text_trim(text);
    }
    assert_true(text->layout_bytes < LAYOUT_BYTES_MAX + (1 << 20));
    assert_true(text_stats(text).layouts < 300);
    assert_ptr_equal(text_layout(text, &kept), stays);
}

static void
sizes_run_out(void **state)
{
    struct text *text = *state;
    for (int i = 0; i < 2 * FONT_SIZES_MAX; i++) {
        struct text_spec spec = {.text = "a", .lang = "es", .cap_px = 10 + (float)i};
        assert_int_equal(text_layout(text, &spec)->line_count, 1);
        if (i % 50 == 0) {
            text_trim(text);
        }
    }
}

static void
odd_wishes(void **state)
{
    struct text *text = *state;
    static const float caps[] = {0, -1, 1e30f, INFINITY, NAN, 0.001f, 1000};
    for (size_t i = 0; i < sizeof caps / sizeof caps[0]; i++) {
        struct text_spec spec = {.text = "Hola", .lang = "es", .cap_px = caps[i], .width_px = 50};
        const struct text_layout *layout = text_layout(text, &spec);
        assert_true(layout->line_count >= 1 && layout->height_px > 0);
    }
    static const int widths[] = {-1, 1, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        struct text_spec spec = {.text = "Hola", .lang = "es", .cap_px = 9, .width_px = widths[i]};
        assert_int_equal(text_layout(text, &spec)->line_count, i == 1 ? 4 : 1);
    }
    struct text_spec none = {.cap_px = 20};
    assert_int_equal(text_layout(text, &none)->line_count, 1);
}

static void
check_layout(struct text *text, const char *lang, const char *content, int width_px)
{
    const struct layout *layout = engine_layout(text, lang, content, width_px);
    int at = 0;
    assert_true(layout->shown.line_count >= 1 && layout->shown.line_count <= TEXT_LINES_MAX);
    for (int i = 0; i < layout->shown.line_count; i++) {
        const struct text_line *line = &layout->lines[i];
        assert_true(line->start >= at && line->end >= line->start);
        assert_true(line->height_px > 0 && line->baseline_px > line->top_px);
        at = line->end;
    }
    assert_true(at <= (int)strlen(content));
    struct ink *ink = ink_make(text, layout, &layout->parts[0]);
    ink_free(text, &ink);
    text_trim(text);
}

static void
heavy_texts(void **state)
{
    struct text *text = *state;
    static char content[3 * TEXT_BYTES_MAX];
    static const char *const units[] = {"\xcc\x81", "a", " ", "\xe2\x80\x8d", "\xe2\x80\xae",
        "\xe2\x81\xa6", "(", "ﷺ", "ക്ഷ്രീ", "\xff", "\t", "\x01", "ब", "中", "-", "\xe2\x80\xa8",
        "\xf0\x9f\x87\xac", "\xe0\xb8\x81"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        char *end = content;
        while (end < content + TEXT_BYTES_MAX + 100) {
            end = stpcpy(end, units[i]);
        }
        check_layout(text, "ar", content, 300);
        check_layout(text, "es", content, 0);
        check_layout(text, "th", content, 1);
    }
}

static void
any_text(void **state)
{
    struct text *text = *state;
    uint32_t seed = 99;
    for (int round = 0; round < 1500; round++) {
        char content[300];
        size_t len = 0;
        while (len < 250) {
            uint32_t pick = engine_random(&seed, 4);
            if (pick == 0) {
                content[len++] = (char)(1 + engine_random(&seed, 255));
            } else {
                static const uint32_t starts[] = {0x20, 0x600, 0x900, 0x2000};
                uint32_t code = starts[pick] + engine_random(&seed, 0x100);
                char bytes[4] = {(char)(0xe0 | code >> 12), (char)(0x80 | (code >> 6 & 63)),
                    (char)(0x80 | (code & 63)), 0};
                if (code < 0x800) {
                    bytes[0] = (char)(0xc0 | code >> 6);
                    bytes[1] = (char)(0x80 | (code & 63));
                    bytes[2] = '\0';
                }
                len = (size_t)(stpcpy(content + len, bytes) - content);
            }
        }
        content[len] = '\0';
        static const char *const langs[] = {"es", "ar", "hi", "th", "zh-Hans", "xx"};
        check_layout(text, langs[round % 6], content, (int)engine_random(&seed, 600));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(found_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(declared_anew, set_up, tear_down),
        cmocka_unit_test_setup_teardown(trimmed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sizes_run_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(odd_wishes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(heavy_texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_text, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
