// links: text
// Painting in parts with real fonts: a rectangle that cuts through letters leaves no trace.

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"
#include "platform/platform.h"
#include "test.h"

enum { WIDTH = 640, HEIGHT = 400, NODES = 14, DIRTY_MAX = 6 };

static const struct {
    const char *text;
    const char *lang;
    enum direction dir;
} words[] = {
    {"Solicite su cita: ¿qué papeles necesito?", "es", DIRECTION_LTR},
    {"Ǹ̌gà̌ý Ẫ́ jjj — «ñandú» fj", "es", DIRECTION_LTR},
    {"أين المكتب؟ اتصل بالرقم 1-800-123-4567", "ar", DIRECTION_RTL},
    {"मुझे कौन से कागज़ चाहिए", "hi", DIRECTION_LTR},
    {"我需要什么文件？2026年", "zh", DIRECTION_LTR},
    {"ምን ሰነዶች ያስፈልጉኛል", "am", DIRECTION_LTR},
};
enum { WORDS = sizeof words / sizeof *words };

static struct frame frame;

static float
some_mm(int max)
{
    return (float)(rand() % (max * 8)) / 8;
}

static void
random_node(struct node *node, int number)
{
    int which = rand() % WORDS;
    memset(node, 0, sizeof *node);
    snprintf(node->name, sizeof node->name, "n%d", number);
    node->role = rand() % 2 ? ROLE_TEXT : ROLE_BUTTON;
    node->rect = (struct rect){some_mm(140), some_mm(80), 10 + some_mm(60), 5 + some_mm(30)};
    node->text_rect = node->rect;
    node->key = node->icon = node->clip = "";
    node->text = words[which].text;
    node->lang = words[which].lang;
    node->dir = words[which].dir;
    node->cap_mm = 3 + some_mm(4);
    node->bold = rand() % 3 == 0;
    node->align = (enum align)(rand() % 3);
    node->fg = 0xff000000 | (uint32_t)rand();
    node->fill = rand() % 3 ? COLOUR_NONE : 0xff000000 | (uint32_t)rand();
    node->radius_mm = 3;
}

static SDL_Surface *
new_canvas(void)
{
    return SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_XRGB8888);
}

static void
cutting_through_letters_leaves_no_trace(void **state)
{
    (void)state;
    struct err err = {0};
    struct text *text = NULL;
    struct config config = config_default();
    struct panel panel = panel_make(WIDTH, HEIGHT, 160, 100);
    assert_true(text_open(config.fonts, &text, &err));
    struct paint *paint = paint_create(text, NULL, &panel);
    SDL_Surface *canvas = new_canvas();
    SDL_Surface *fresh = new_canvas();
    srand(getenv("HUB_SEED") ? (unsigned)strtoul(getenv("HUB_SEED"), NULL, 10) : 17);
    frame.screen = "words";
    frame.lang = "es";
    frame.paper = 0xfff6f4ef;
    frame.count = NODES;
    for (int i = 0; i < NODES; i++) {
        random_node(&frame.nodes[i], i);
    }
    for (int round = 0; round < (getenv("HUB_LONG") ? 2000 : 60); round++) {
        SDL_Rect dirty[DIRTY_MAX];
        int changed = rand() % NODES;
        random_node(&frame.nodes[changed], changed);
        paint_frame(paint, canvas, &frame, dirty, DIRTY_MAX);
        struct paint *whole = paint_create(text, NULL, &panel);
        paint_frame(whole, fresh, &frame, dirty, 1);
        paint_destroy(whole);
        for (int y = 0; y < HEIGHT; y++) {
            const uint32_t *a = (const uint32_t *)canvas->pixels + (ptrdiff_t)y * canvas->pitch / 4;
            const uint32_t *b = (const uint32_t *)fresh->pixels + (ptrdiff_t)y * fresh->pitch / 4;
            for (int x = 0; x < WIDTH; x++) {
                assert_int_equal(a[x] & 0xffffff, b[x] & 0xffffff);
            }
        }
    }
    SDL_FreeSurface(canvas);
    SDL_FreeSurface(fresh);
    paint_destroy(paint);
    text_close(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cutting_through_letters_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
