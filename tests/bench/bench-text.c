// links: text
// A page of 2,000 characters laid out and drawn, beside Pango, in interleaved runs of fresh processes.
// Prints Markdown. "cold": nothing is open. "page": fonts are warm, the text is new. "first": the drawing
// of that new page alone, its layout done. "again": the same page once more, as when a frame is repainted.

#include <SDL.h>
#include <pango/pangocairo.h>
#include <pango/pangoft2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "text/text.h"

enum {
    PAGE_POINTS = 2000,
    PAGE_BYTES = PAGE_POINTS * 4 + 1,
    PAGES = 6,
    CAP_PX = 20,
    WIDTH_PX = 900,
    CANVAS_WIDTH = 920,
    CANVAS_HEIGHT = 3600,
    WARM_RUNS = 9,
    ROUNDS_MAX = 200,
    INK = 0x14213d,
};

struct page { // its text: pages/<lang>.txt
    const char *lang;
    const char *script;
    const char *fonts;
    const char *pango_family;
    int em_px; // what the engine makes of CAP_PX in the first font
    bool rtl;
};

static const struct page pages[] = {
    {"es", "Latn", "Andika-Regular.ttf", "Andika", 28, false},
    {"ht", "Latn", "Andika-Regular.ttf", "Andika", 28, false},
    {"ar", "Arab", "NotoNaskhArabic-Regular.ttf,Andika-Regular.ttf", "Noto Naskh Arabic, Andika",
        30, true},
    {"hi", "Deva", "NotoSansDevanagari-Regular.ttf,Andika-Regular.ttf",
        "Noto Sans Devanagari, Andika", 32, false},
    {"am", "Ethi", "NotoSansEthiopic-Regular.ttf,Andika-Regular.ttf", "Noto Sans Ethiopic, Andika",
        28, false},
    {"zh-Hans", "Hans", "NotoSansCJK-Regular.ttc#2,Andika-Regular.ttf", "Noto Sans CJK SC, Andika",
        23, false},
};

static const char *const fonts[] = {
    "/usr/share/fonts/truetype/andika/Andika-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf",
    "/usr/share/fonts/truetype/noto/NotoSansEthiopic-Regular.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
};

enum engine { ENGINE_OURS, ENGINE_FT2, ENGINE_CAIRO, ENGINES };
enum figure { FIGURE_COLD, FIGURE_PAGE, FIGURE_FIRST, FIGURE_AGAIN, FIGURES };

struct sample {
    double ms[FIGURES];
    int lines;
};

static const char *const engine_names[ENGINES] = {"ours", "pangoft2", "pangocairo"};

static double
now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

// The page's sentences over and over until it has PAGE_POINTS characters. Rounds differ in their
// first letter, so that no cache of whole texts answers.
static void
fill_page(const struct page *page, int round, char out[PAGE_BYTES])
{
    char path[512];
    struct err err;
    char *text = NULL;
    size_t len = 0;
    snprintf(path, sizeof path, "%s/%s.txt", BENCH_PAGES, page->lang);
    if (!file_read(path, 1 << 20, &text, &len, &err)) {
        fprintf(stderr, "bench-text: %s\n", err.text);
        exit(1);
    }
    text[len - 1] = ' '; // its newline
    size_t at = 0;
    char *end = out;
    *end++ = (char)('a' + round % 26);
    *end++ = ' ';
    for (int i = 2; i < PAGE_POINTS; i++) {
        end += utf8_put(end, utf8_next(text, len, &at));
        at = at < len ? at : 0;
    }
    *end = '\0';
    free(text);
}

static double
least(double a, double b)
{
    return a < b ? a : b;
}

// Ours ------------------------------------------------------------------------------------------

// first_ms: the drawing alone.
static int
our_page(struct text *text, const struct page *page, const char *content, SDL_Surface *canvas,
    double *first_ms)
{
    struct text_spec spec = {.text = content,
        .lang = page->lang,
        .dir = page->rtl ? DIRECTION_RTL : DIRECTION_LTR,
        .cap_px = CAP_PX,
        .width_px = WIDTH_PX};
    const struct text_layout *layout = text_layout(text, &spec);
    struct text_place place = {.x = 10, .y = 10, .width_px = WIDTH_PX, .colour = 0xff000000u | INK};
    double start = now_ms();
    text_draw(text, layout, &place, canvas, NULL);
    *first_ms = now_ms() - start;
    return layout->line_count;
}

static struct text *
our_open(const char *folder, const struct page *page)
{
    struct err err;
    struct text *text = NULL;
    if (!text_open(folder, &text, &err) ||
        !text_language(text, page->lang, page->script, page->fonts, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    return text;
}

static struct sample
run_ours(const char *folder, const struct page *page)
{
    struct sample sample = {.ms = {1e9, 1e9, 1e9, 1e9}};
    char content[PAGE_BYTES];
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(
        0, CANVAS_WIDTH, CANVAS_HEIGHT, 32, SDL_PIXELFORMAT_XRGB8888);
    SDL_FillRect(canvas, NULL, 0xffffffff);
    fill_page(page, 0, content);
    double start = now_ms();
    struct text *text = our_open(folder, page);
    double first = 0;
    sample.lines = our_page(text, page, content, canvas, &first);
    sample.ms[FIGURE_COLD] = now_ms() - start;
    for (int i = 1; i <= WARM_RUNS; i++) {
        fill_page(page, i, content);
        start = now_ms();
        our_page(text, page, content, canvas, &first);
        sample.ms[FIGURE_PAGE] = least(sample.ms[FIGURE_PAGE], now_ms() - start);
        sample.ms[FIGURE_FIRST] = least(sample.ms[FIGURE_FIRST], first);
        start = now_ms();
        our_page(text, page, content, canvas, &first);
        sample.ms[FIGURE_AGAIN] = least(sample.ms[FIGURE_AGAIN], now_ms() - start);
    }
    if (getenv("BENCH_PICTURES")) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s-ours.bmp", getenv("BENCH_PICTURES"), page->lang);
        SDL_SaveBMP(canvas, path);
    }
    text_close(text);
    SDL_FreeSurface(canvas);
    return sample;
}

// Pango -----------------------------------------------------------------------------------------

static PangoLayout *
pango_page(PangoContext *context, const struct page *page, const char *content)
{
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, page->pango_family);
    pango_font_description_set_absolute_size(font, page->em_px * PANGO_SCALE);
    pango_context_set_language(context, pango_language_from_string(page->lang));
    pango_context_set_base_dir(context, page->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, WIDTH_PX * PANGO_SCALE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, content, -1);
    pango_font_description_free(font);
    return layout;
}

static int
ft2_page(PangoContext *context, const struct page *page, const char *content, FT_Bitmap *canvas,
    double *first_ms)
{
    PangoLayout *layout = pango_page(context, page, content);
    int lines = pango_layout_get_line_count(layout);
    double start = now_ms();
    pango_ft2_render_layout(canvas, layout, 10, 10);
    *first_ms = now_ms() - start;
    g_object_unref(layout);
    return lines;
}

static struct sample
run_ft2(const struct page *page)
{
    struct sample sample = {.ms = {1e9, 1e9, 1e9, 1e9}};
    char content[PAGE_BYTES];
    FT_Bitmap canvas = {.rows = CANVAS_HEIGHT,
        .width = CANVAS_WIDTH,
        .pitch = CANVAS_WIDTH,
        .num_grays = 256,
        .pixel_mode = FT_PIXEL_MODE_GRAY,
        .buffer = calloc(CANVAS_HEIGHT, CANVAS_WIDTH)};
    memset(canvas.buffer, 0, CANVAS_HEIGHT * CANVAS_WIDTH);
    fill_page(page, 0, content);
    double start = now_ms();
    PangoFontMap *map = pango_ft2_font_map_new();
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), FcConfigGetCurrent());
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 72, 72);
    PangoContext *context = pango_font_map_create_context(map);
    double first = 0;
    sample.lines = ft2_page(context, page, content, &canvas, &first);
    sample.ms[FIGURE_COLD] = now_ms() - start;
    for (int i = 1; i <= WARM_RUNS; i++) {
        fill_page(page, i, content);
        start = now_ms();
        ft2_page(context, page, content, &canvas, &first);
        sample.ms[FIGURE_PAGE] = least(sample.ms[FIGURE_PAGE], now_ms() - start);
        sample.ms[FIGURE_FIRST] = least(sample.ms[FIGURE_FIRST], first);
    }
    sample.ms[FIGURE_AGAIN] = sample.ms[FIGURE_PAGE];
    free(canvas.buffer);
    return sample;
}

static int
cairo_page(PangoContext *context, const struct page *page, const char *content, cairo_t *cr,
    double *first_ms)
{
    PangoLayout *layout = pango_page(context, page, content);
    int lines = pango_layout_get_line_count(layout);
    double start = now_ms();
    cairo_move_to(cr, 10, 10);
    pango_cairo_show_layout(cr, layout);
    *first_ms = now_ms() - start;
    g_object_unref(layout);
    return lines;
}

static struct sample
run_cairo(const struct page *page)
{
    struct sample sample = {.ms = {1e9, 1e9, 1e9, 1e9}};
    char content[PAGE_BYTES];
    cairo_surface_t *canvas =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, CANVAS_WIDTH, CANVAS_HEIGHT);
    cairo_t *cr = cairo_create(canvas);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_source_rgb(cr, 0x14 / 255.0, 0x21 / 255.0, 0x3d / 255.0);
    fill_page(page, 0, content);
    double start = now_ms();
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), FcConfigGetCurrent());
    PangoContext *context = pango_font_map_create_context(map);
    double first = 0;
    sample.lines = cairo_page(context, page, content, cr, &first);
    sample.ms[FIGURE_COLD] = now_ms() - start;
    for (int i = 1; i <= WARM_RUNS; i++) {
        fill_page(page, i, content);
        start = now_ms();
        cairo_page(context, page, content, cr, &first);
        sample.ms[FIGURE_PAGE] = least(sample.ms[FIGURE_PAGE], now_ms() - start);
        sample.ms[FIGURE_FIRST] = least(sample.ms[FIGURE_FIRST], first);
    }
    sample.ms[FIGURE_AGAIN] = sample.ms[FIGURE_PAGE];
    if (getenv("BENCH_PICTURES")) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s-cairo.png", getenv("BENCH_PICTURES"), page->lang);
        cairo_surface_write_to_png(canvas, path);
    }
    return sample;
}

// Runs ------------------------------------------------------------------------------------------

// Both get the same few files: a folder of links, and a fontconfig of that folder alone with the
// slight hinting of Debian's own.
static bool
prepare_fonts(const char *folder)
{
    char path[512];
    for (size_t i = 0; i < sizeof fonts / sizeof fonts[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, strrchr(fonts[i], '/') + 1);
        if (access(fonts[i], R_OK) != 0 || symlink(fonts[i], path) != 0) {
            fprintf(stderr, "bench-text: no %s\n", fonts[i]);
            return false;
        }
    }
    snprintf(path, sizeof path, "%s/fonts.conf", folder);
    FILE *file = fopen(path, "w");
    if (!file) {
        return false;
    }
    fprintf(file,
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
        "<dir>%s</dir><cachedir>%s/cache</cachedir><match target=\"pattern\"><edit "
        "name=\"hintstyle\" mode=\"append\"><const>hintslight</const></edit></match>"
        "</fontconfig>",
        folder, folder);
    fclose(file);
    setenv("FONTCONFIG_FILE", path, 1);
    return FcInit();
}

static struct sample
run_engine(enum engine engine, const char *folder, const struct page *page)
{
    switch (engine) {
    case ENGINE_OURS:
        return run_ours(folder, page);
    case ENGINE_FT2:
        return run_ft2(page);
    case ENGINE_CAIRO:
    case ENGINES:
        break;
    }
    return run_cairo(page);
}

// One engine, one language, one process.
static bool
run_child(enum engine engine, const char *folder, const struct page *page, struct sample *sample)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    pid_t child = fork();
    if (child == 0) {
        struct sample own = run_engine(engine, folder, page);
        _exit(write(ends[1], &own, sizeof own) == (ssize_t)sizeof own ? 0 : 1);
    }
    close(ends[1]);
    bool got = read(ends[0], sample, sizeof *sample) == (ssize_t)sizeof *sample;
    close(ends[0]);
    int status = 1;
    waitpid(child, &status, 0);
    return got && status == 0;
}

static int
by_value(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

struct result {
    double ms[ENGINES][FIGURES][ROUNDS_MAX];
    int lines[ENGINES];
};

static void
print_figure(const struct page *page, struct result *result, enum figure figure, int rounds)
{
    static const char *const names[FIGURES] = {"cold", "page", "first", "again"};
    double best[ENGINES];
    double middle[ENGINES];
    for (int i = 0; i < ENGINES; i++) {
        qsort(result->ms[i][figure], (size_t)rounds, sizeof(double), by_value);
        best[i] = result->ms[i][figure][0];
        middle[i] = result->ms[i][figure][rounds / 2];
    }
    printf("| %s | %s |", page->lang, names[figure]);
    for (int i = 0; i < ENGINES; i++) {
        printf(" %.2f / %.2f |", best[i], middle[i]);
    }
    printf(" %.2f | %.2f |\n", middle[0] / middle[ENGINE_FT2], middle[0] / middle[ENGINE_CAIRO]);
}

int
main(int argc, char **argv)
{
    int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 15;
    rounds = rounds < 1 ? 1 : rounds > ROUNDS_MAX ? ROUNDS_MAX : rounds;
    char folder[] = "/tmp/bench-text-XXXXXX";
    static struct result results[PAGES];
    if (!mkdtemp(folder) || !prepare_fonts(folder)) {
        return 77;
    }
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < ENGINES * PAGES; i++) {
            enum engine engine = (enum engine)((i + round) % ENGINES);
            int page = i / ENGINES;
            struct sample sample = {0};
            if (!run_child(engine, folder, &pages[page], &sample)) {
                fprintf(
                    stderr, "bench-text: %s %s failed\n", pages[page].lang, engine_names[engine]);
                return 1;
            }
            for (int k = 0; k < FIGURES; k++) {
                results[page].ms[engine][k][round] = sample.ms[k];
            }
            results[page].lines[engine] = sample.lines;
        }
    }
    printf("ms, min / median of %d interleaved runs; ratios of medians; again = Pango's page\n\n",
        rounds);
    printf("| | | ours | pangoft2 | pangocairo | of ft2 | of cairo |\n|-|-|-|-|-|-|-|\n");
    for (int k = 0; k < FIGURES; k++) {
        for (int i = 0; i < PAGES; i++) {
            print_figure(&pages[i], &results[i], (enum figure)k, rounds);
        }
    }
    printf("\nlines (ours, ft2, cairo):");
    for (int i = 0; i < PAGES; i++) {
        printf(" %s %d %d %d;", pages[i].lang, results[i].lines[0], results[i].lines[1],
            results[i].lines[2]);
    }
    printf("\n");
    return 0;
}
