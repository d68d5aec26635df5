// Pictures of lines.

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

// The picture is what its glyphs' masks are, added up one by one.
static void
sum_of_masks(void **state)
{
    struct text *text = *state;
    static const char *const samples[][2] = {{"es", "Para jugar, ñandú fij"},
        {"ar", "لتجديد الجَوازِ"}, {"ur", "کسی کو پیسے"}, {"hi", "क्षत्रिय र्कि"},
        {"zh-Hans", "更换护照"}};
    for (size_t s = 0; s < sizeof samples / sizeof samples[0]; s++) {
        const struct layout *layout = engine_layout(text, samples[s][0], samples[s][1], 0);
        struct ink *ink = ink_make(text, layout, &layout->parts[0]);
        int stride = ink->box.width + INK_BLOCK;
        uint8_t *dense = unpack(ink);
        unsigned *sums = calloc((size_t)stride * (size_t)ink->box.height, sizeof *sums);
        for (int i = 0; i < layout->run_count; i++) {
            const struct layout_run *run = &layout->runs[i];
            for (int k = 0; k < run->glyph_count; k++) {
                struct mask_view mask =
                    glyphs_mask(text, &layout->glyphs[run->first_glyph + k], run->size);
                for (int p = 0; p < mask.box.width * mask.box.height; p++) {
                    int x = p % mask.box.width;
                    int y = p / mask.box.width;
                    sums[(mask.box.top + y - ink->box.top) * stride + mask.box.left + x -
                         ink->box.left] += mask.alpha[y * mask_stride(&mask.box) + x];
                }
            }
        }
        for (int i = 0; i < stride * ink->box.height; i++) {
            assert_int_equal(dense[i], sums[i] > 255 ? 255 : sums[i]);
        }
        free(sums);
        free(dense);
        ink_free(text, &ink);
    }
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
    assert_true(text_stats(text).line_bytes > 0);
    ink_free(text, &ink);
    assert_null(ink);
    assert_int_equal(text_stats(text).line_bytes, 0);
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
        cmocka_unit_test_setup_teardown(sum_of_masks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(inside_the_box, set_up, tear_down),
        cmocka_unit_test_setup_teardown(empty_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(endless_lines, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
