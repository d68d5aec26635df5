// Glyphs drawn once.

#include <SDL.h>
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

enum { DRAWERS_MAX = 256, SIDE_MAX = 4096 };

struct drawer { // SDL_ttf's font as any program would open it
    char file[64];
    int em_px;
    bool bold;
    TTF_Font *font;
};

static TTF_Font *
plain_font(const struct font_view *view)
{
    static struct drawer drawers[DRAWERS_MAX];
    struct drawer *drawer = drawers;
    for (; drawer->font; drawer++) {
        if (drawer->em_px == view->em_px && drawer->bold == view->emboldened &&
            strcmp(drawer->file, view->file) == 0) {
            return drawer->font;
        }
    }
    assert_true(drawer - drawers < DRAWERS_MAX - 1);
    static const char *const folders[] = {ENGINE_ANDIKA, ENGINE_NOTO, ENGINE_CJK};
    for (int i = 0; i < 3 && !drawer->font; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s", folders[i], view->file);
        drawer->font = TTF_OpenFontIndex(path, view->em_px, i == 2 ? 2 : 0);
    }
    assert_non_null(drawer->font);
    snprintf(drawer->file, sizeof drawer->file, "%s", view->file);
    drawer->em_px = view->em_px;
    drawer->bold = view->emboldened;
    TTF_SetFontHinting(drawer->font, TTF_HINTING_NONE);
    TTF_SetFontStyle(drawer->font, view->emboldened ? TTF_STYLE_BOLD : TTF_STYLE_NORMAL);
    return drawer->font;
}

// A run's text as SDL_ttf shapes and draws it by itself.
static SDL_Surface *
plain_run(struct text *text, const struct layout *layout, const struct layout_run *run)
{
    struct font_view view = fonts_view(text->fonts, run->size);
    TTF_Font *font = plain_font(&view);
    char words[2048];
    char *end = words;
    for (size_t at = (size_t)run->start; at < (size_t)run->end;) {
        end += utf8_put(end, paragraph_shown(utf8_next(layout->text, layout->text_len, &at)));
    }
    *end = '\0';
    char tag[5] = {0};
    hb_tag_to_string(hb_script_to_iso15924_tag(run->script), tag);
    TTF_SetFontScriptName(font, tag);
    TTF_SetFontDirection(font, run->rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    SDL_Color white = {255, 255, 255, 255};
    SDL_Color black = {0, 0, 0, 255};
    return TTF_RenderUTF8_Shaded(font, words, white, black);
}

struct dense { // rows of SIDE_MAX
    SDL_Rect ink;
    const uint8_t *pixels;
    int pitch;
};

static void
find_ink(struct dense *dense, int width, int height)
{
    int left = width;
    int right = 0;
    int top = height;
    int bottom = 0;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            if (dense->pixels[(ptrdiff_t)y * dense->pitch + x]) {
                left = x < left ? x : left;
                right = x >= right ? x + 1 : right;
                top = y < top ? y : top;
                bottom = y + 1;
            }
        }
    }
    dense->ink = (SDL_Rect){left, top, right - left, bottom - top};
}

// The same pixels, wherever they stand: tests of ink.c say where.
static bool
same_ink(const struct ink *ink, const SDL_Surface *drawn)
{
    static uint8_t pixels[SIDE_MAX * 512];
    memset(pixels, 0, sizeof pixels);
    for (int y = 0; y < ink->box.height; y++) {
        for (uint32_t i = ink->rows[y]; i < ink->rows[y + 1]; i++) {
            memcpy(pixels + (ptrdiff_t)y * SIDE_MAX + ink->xs[i],
                ink->alpha + (size_t)i * INK_BLOCK, INK_BLOCK);
        }
    }
    struct dense a = {.pixels = pixels, .pitch = SIDE_MAX};
    find_ink(&a, SIDE_MAX, ink->box.height);
    if (!drawn || a.ink.h == 0) {
        return a.ink.h <= 0;
    }
    struct dense b = {.pixels = drawn->pixels, .pitch = drawn->pitch};
    find_ink(&b, drawn->w, drawn->h);
    bool same = a.ink.w == b.ink.w && a.ink.h == b.ink.h;
    for (int y = 0; same && y < a.ink.h; y++) {
        same = memcmp(a.pixels + (ptrdiff_t)(a.ink.y + y) * a.pitch + a.ink.x,
                   b.pixels + (ptrdiff_t)(b.ink.y + y) * b.pitch + b.ink.x, (size_t)a.ink.w) == 0;
    }
    return same;
}

struct tally {
    int runs;
    int other;
};

static void
compare_runs(struct text *text, const struct layout *layout, struct tally *tally)
{
    for (int i = 0; i < layout->run_count; i++) {
        struct layout_line part = {.first_run = i, .run_count = 1};
        struct ink *ink = ink_make(text, layout, &part);
        SDL_Surface *drawn = plain_run(text, layout, &layout->runs[i]);
        bool same = same_ink(ink, drawn);
        if (!same) {
            print_message("%s run %d at %.0f px: %s\n", layout->language->tag, i,
                (double)layout->cap_px, layout->text);
        }
        tally->runs++;
        tally->other += !same;
        SDL_FreeSurface(drawn);
        ink_free(text, &ink);
    }
}

// Set glyph by glyph a run has the pixels that SDL_ttf gives it when it shapes the text itself: for every
// paragraph of the oracle at three sizes, thin and bold. Two languages have forms of their own, of which SDL_ttf
// knows nothing; and where it rounds an advance to another 1/64 px, a glyph may stand on the next pixel.
static void
pixels_of_runs(void **state)
{
    struct text *text = *state;
    struct tally tally = {0};
    for (int i = 0; i < ENGINE_LANGUAGES; i++) {
        char path[128];
        char line[1024];
        const char *tag = engine_languages[i].tag;
        if (strcmp(tag, "vi") == 0 || strcmp(tag, "ne") == 0) {
            continue;
        }
        snprintf(path, sizeof path, "tests/oracle/paragraphs/%s.txt", tag);
        FILE *file = fopen(path, "r");
        assert_non_null(file);
        while (fgets(line, sizeof line, file)) {
            line[strcspn(line, "\n")] = '\0';
            for (int k = 0; k < 6; k++) {
                struct text_spec spec = {.text = line,
                    .lang = tag,
                    .dir = engine_languages[i].dir,
                    .cap_px = 14.0f + 17.0f * (float)(k / 2),
                    .width_px = 2000,
                    .bold = k % 2};
                compare_runs(text, (const void *)text_layout(text, &spec), &tally);
            }
            text_trim(text);
        }
        fclose(file);
    }
    assert_true(tally.runs > 2000);
    assert_in_range(tally.other, 0, tally.runs / 500);
}

static bool
drawn_apart(struct text *text, const char *lang, const char *content)
{
    const struct layout *layout = engine_layout(text, lang, content, 0);
    size_t before = ready_masks(text);
    draw_lines(text, layout);
    return ready_masks(text) > before;
}

// Whatever its glyphs depend on: joined letters, conjuncts, mirrored signs, marks, no glyph at all.
static void
any_glyph(void **state)
{
    struct text *text = *state;
    static const char *const samples[][2] = {{"es", "Hola"}, {"ru", "Дом"}, {"am", "ሰላም"},
        {"zh-Hans", "护照“《》”"}, {"th", "กขค"}, {"es", "\xff"}, {"ar", "5"}, {"ar", "نعم"},
        {"ar", "( )"}, {"ur", "کسی"}, {"hi", "हिन्दी"}, {"bn", "ক্ষ"}, {"es", "e\xcc\x8c"},
        {"es", "\xf4\x8f\xbf\xbd"}};
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        masks_forget(text);
        bool drawn = drawn_apart(text, samples[i][0], samples[i][1]);
        if (!drawn) {
            print_message("%s: %s\n", samples[i][0], samples[i][1]);
        }
        assert_true(drawn);
    }
    struct text_spec large = {.text = "护照", .lang = "zh-Hans", .cap_px = 300};
    size_t before = ready_masks(text);
    draw_lines(text, (const void *)text_layout(text, &large));
    assert_int_equal(ready_masks(text), before + 2);
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

// What cannot be seen has no mask.
static void
blanks(void **state)
{
    struct text *text = *state;
    const struct layout *layout = engine_layout(text, "es", "a\u2066b\u2069a", 0);
    struct ink *ink = ink_make(text, layout, &layout->parts[0]);
    assert_int_equal(text->piece_count, 3);
    assert_int_equal(ready_masks(text), 2);
    ink_free(text, &ink);
}

// Past the ceiling the next line begins with none; between frames all go.
static void
ceiling(void **state)
{
    struct text *text = *state;
    bool began_anew = false;
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
        size_t before = text->masks.bytes;
        struct ink *ink = ink_make(text, layout, &layout->parts[0]);
        assert_true(ink->rows[ink->box.height] > 1000);
        ink_free(text, &ink);
        draw_lines(text, layout);
        began_anew |= text->masks.bytes < before;
        assert_true(text->masks.bytes < MASK_BYTES_MAX + (1 << 20));
    }
    assert_true(began_anew);
    static char endless[2000 * UTF8_MAX];
    char *end = endless;
    for (uint32_t i = 0; i < 1900; i++) {
        end += utf8_put(end, 0x4e00 + i);
    }
    struct text_spec spec = {.text = endless, .lang = "zh-Hans", .cap_px = 70};
    draw_lines(text, (const void *)text_layout(text, &spec));
    assert_true(text->masks.bytes >= MASK_BYTES_MAX);
    text_trim(text);
    assert_int_equal(text->masks.bytes, 0);
    assert_true(drawn_apart(text, "zh-Hans", "护照"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pixels_of_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_glyph, set_up, tear_down),
        cmocka_unit_test_setup_teardown(drawn_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(blanks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ceiling, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
