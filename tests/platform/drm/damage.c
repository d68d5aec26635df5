// links: platform
#include "platform/drm/internal.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

enum { WIDTH = 40, HEIGHT = 30, ROUNDS = 2000 };

static SDL_Surface *canvas;
static uint32_t pixels[2][WIDTH][WIDTH]; // room for either way up
static struct buffer buffers[2];
static struct damage damage;

static int
set_up(void **state)
{
    (void)state;
    canvas = SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_XRGB8888);
    memset(pixels, 0xff, sizeof pixels);
    for (int i = 0; i < 2; i++) {
        buffers[i] = (struct buffer){.map = pixels[i], .pitch = sizeof *pixels[i]};
    }
    damage_all(&damage, WIDTH, HEIGHT);
    return canvas ? 0 : -1;
}

static int
tear_down(void **state)
{
    (void)state;
    SDL_FreeSurface(canvas);
    return 0;
}

// Some rectangles get another colour.
static void
paint(uint32_t colour)
{
    SDL_Rect rects[3];
    int count = 1 + rand() % 3;
    for (int i = 0; i < count; i++) {
        rects[i].x = rand() % WIDTH;
        rects[i].y = rand() % HEIGHT;
        rects[i].w = 1 + rand() % (WIDTH - rects[i].x);
        rects[i].h = 1 + rand() % (HEIGHT - rects[i].y);
        SDL_FillRect(canvas, &rects[i], colour);
    }
    damage_add(&damage, rects, count);
}

static bool
same(enum turned turn, int buffer)
{
    static uint32_t expected[WIDTH][WIDTH];
    memset(expected, 0xff, sizeof expected);
    SDL_Rect whole = {0, 0, WIDTH, HEIGHT};
    turn_pixels(turn, canvas, &whole, expected, sizeof *expected);
    return memcmp(expected, pixels[buffer], sizeof expected) == 0;
}

// Frames are painted one, or several, between two exchanges: what is shown next is the whole canvas.
static void
each_buffer_catches_up(void **state)
{
    (void)state;
    srand(7);
    for (enum turned turn = TURN_NONE; turn <= TURN_270; turn++) {
        memset(pixels, 0xff, sizeof pixels);
        damage_all(&damage, WIDTH, HEIGHT);
        for (int i = 0; i < ROUNDS; i++) {
            for (int frames = rand() % 4; frames > 0; frames--) {
                paint((uint32_t)rand() & 0xffffff);
            }
            damage_repair(&damage, i % 2, turn, canvas, &buffers[i % 2]);
            assert_true(same(turn, i % 2));
        }
    }
}

static void
only_what_changed_is_copied(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        damage_repair(&damage, i, TURN_NONE, canvas, &buffers[i]);
        assert_true(same(TURN_NONE, i));
    }
    memset(pixels, 0xff, sizeof pixels);
    damage_add(&damage, &(SDL_Rect){1, 2, 3, 4}, 1);
    damage_repair(&damage, 0, TURN_NONE, canvas, &buffers[0]);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            bool in = x >= 1 && x < 4 && y >= 2 && y < 6;
            assert_int_equal(pixels[0][y][x] == 0, in);
        }
    }
    damage_repair(&damage, 0, TURN_NONE, canvas, &buffers[0]);
    assert_int_equal(damage.missing[0].count, 0);
    assert_int_equal(damage.missing[1].count, 1); // the other one still lacks it
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_buffer_catches_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_what_changed_is_copied, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
