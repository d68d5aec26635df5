// Shows a few frames one after the other, then waits for its end. Linked with each platform in turn.

#include <SDL.h>
#include <stdio.h>
#include <string.h>

#include "platform/platform.h"

static const char picture[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\">"
    "<circle cx=\"12\" cy=\"12\" r=\"10\" fill=\"#e3f0f1\" stroke=\"#0b5563\" stroke-width=\"2\"/>"
    "<path d=\"M6 12 L11 17 L18 7\" fill=\"none\" stroke=\"#14532d\" stroke-width=\"3\"/></svg>";

static struct image_bytes
load(void *context, const char *name)
{
    (void)context;
    (void)name;
    return (struct image_bytes){picture, sizeof picture - 1};
}

static void
add_tile(struct frame *frame, int number, const char *text, const char *lang)
{
    char name[16];
    snprintf(name, sizeof name, "tile.%d", number);
    struct rect rect = {6 + (float)(number % 3) * 50, 8 + (float)(number / 3) * 34, 44, 28};
    struct node *node = frame_add(frame, ROLE_TILE, name, rect);
    node->text = text;
    node->lang = lang;
    node->dir = lang[0] == 'a' && lang[1] == 'r' ? DIRECTION_RTL : DIRECTION_LTR;
    node->text_rect = (struct rect){rect.x + 14, rect.y + 2, rect.w - 16, rect.h - 4};
    node->icon = "tick";
    node->icon_rect = (struct rect){rect.x + 2, rect.y + 9, 10, 10};
    node->cap_mm = 4;
    node->fg = 0xff14213d;
    node->fill = 0xffe3f0f1;
    node->edge = 0xff0b5563;
    node->edge_mm = 0.6f;
    node->radius_mm = 3;
}

// Stripes, moved on by so much.
static void
draw_map(SDL_Surface *canvas, int moved)
{
    for (int y = 0; y < canvas->h; y++) {
        uint32_t *row = (uint32_t *)((uint8_t *)canvas->pixels + y * canvas->pitch);
        for (int x = 0; x < canvas->w; x++) {
            row[x] = (uint32_t)((x + moved) * 5 % 256) << 16 | (uint32_t)(y * 3 % 256) << 8 | 0x40;
        }
    }
}

static void
add_map(struct frame *frame, SDL_Surface *canvas)
{
    struct node *map = frame_add(frame, ROLE_MAP, "map", (struct rect){6, 76, 50, 22});
    map->canvas = canvas;
    map->canvas_stamp = 1;
    struct node *pin = frame_add(frame, ROLE_BUTTON, "pin", (struct rect){20, 80, 14, 12});
    pin->fill = 0xffffffff;
    pin->edge = 0xff0b5563;
    pin->edge_mm = 0.8f;
    pin->radius_mm = 2.5f;
}

static void
make_frame(struct frame *frame)
{
    memset(frame, 0, sizeof *frame);
    frame->screen = "show";
    frame->lang = "es";
    frame->pages = 1;
    frame->paper = 0xfff6f4ef;
    frame->ring[0] = 0xff14213d;
    frame->ring[1] = 0xffffc857;
    frame->ring_mm = 1;
    add_tile(frame, 0, "Vivo aquí", "es");
    add_tile(frame, 1, "أريد السفر 2026", "ar");
    add_tile(frame, 2, "我回来了", "zh");
    add_tile(frame, 3, "Mwen tounen", "ht");
    struct node *code = frame_add(frame, ROLE_QR, "code", (struct rect){60, 44, 44, 44});
    code->text = "Acta de nacimiento: original y 2 copias";
    struct node *bar = frame_add(frame, ROLE_PROGRESS, "bar", (struct rect){110, 60, 44, 6});
    bar->fill = 0xffd0d0d0;
    bar->fg = 0xff0b5563;
    bar->radius_mm = 3;
    bar->value = 0.3f;
}

// Frame number step of the show; the one before is still on the screen.
static void
change_frame(struct frame *frame, int step)
{
    struct node *map = &frame->nodes[frame->count - 2];
    draw_map(map->canvas, step);
    map->canvas_stamp++;
    if (step == 1) {
        frame->nodes[0].focused = true;
    } else if (step == 2) {
        frame->nodes[0].focused = false;
        frame->nodes[1].focused = frame->nodes[1].pressed = true;
        frame->nodes[5].value = 0.8f;
    } else if (step == 3) {
        frame->nodes[2].disabled = true;
        frame->nodes[3].text = "Mwen vle vwayaje";
        frame->nodes[1].pressed = false;
    }
}

int
main(void)
{
    static struct frame frame;
    struct err err = {0};
    struct config config = config_default();
    config.panel = panel_make(640, 400, 160, 100);
    struct clock clock = clock_fake(0);
    struct text *text = NULL;
    struct platform *platform = NULL;
    if (!text_open(config.fonts, &text, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    struct images *images = images_create(load, NULL, 1 << 20);
    struct platform_options options = {
        .config = &config, .clock = &clock, .text = text, .images = images, .window = true};
    if (!platform_open(&options, &platform, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    make_frame(&frame);
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 200, 88, 32, SDL_PIXELFORMAT_XRGB8888);
    draw_map(canvas, 0);
    add_map(&frame, canvas);
    for (int step = 0; step < 4; step++) {
        change_frame(&frame, step);
        platform_present(platform, &frame);
    }
    struct platform_event events[PLATFORM_EVENTS_MAX];
    for (bool running = true; running;) {
        int count = platform_wait(platform, -1, events);
        for (int i = 0; i < count; i++) {
            running = running && events[i].kind != PLATFORM_QUIT;
        }
    }
    bool failed = platform_failed(platform);
    platform_close(platform);
    images_destroy(images);
    SDL_FreeSurface(canvas);
    text_close(text);
    return failed;
}
