#include <SDL.h>
#include <string.h>

#include "draw/draw.h"
#include "test.h"

enum { WIDTH = 5, HEIGHT = 3 };

static const enum turned turns[] = {TURN_NONE, TURN_90, TURN_180, TURN_270};

// Where a pixel of a WIDTH x HEIGHT canvas lies on the glass, told by hand.
static void
place(enum turned turn, int x, int y, int *glass_x, int *glass_y)
{
    *glass_x = turn == TURN_NONE  ? x
               : turn == TURN_90  ? HEIGHT - 1 - y
               : turn == TURN_180 ? WIDTH - 1 - x
                                  : y;
    *glass_y = turn == TURN_NONE  ? y
               : turn == TURN_90  ? x
               : turn == TURN_180 ? HEIGHT - 1 - y
                                  : WIDTH - 1 - x;
}

static void
a_quarter_is_clockwise(void **state)
{
    (void)state;
    SDL_Rect top_left = {0, 0, 2, 1};
    turn_rect(TURN_90, WIDTH, HEIGHT, &top_left);
    assert_int_equal(top_left.x, 2); // at the right, downwards
    assert_int_equal(top_left.y, 0);
    assert_int_equal(top_left.w, 1);
    assert_int_equal(top_left.h, 2);
    assert_false(turn_lies(TURN_NONE) || turn_lies(TURN_180));
    assert_true(turn_lies(TURN_90) && turn_lies(TURN_270));
}

static void
every_pixel_goes_to_its_place(void **state)
{
    (void)state;
    SDL_Surface *canvas =
        SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_XRGB8888);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        ((uint32_t *)canvas->pixels)[i / WIDTH * canvas->pitch / 4 + i % WIDTH] = (uint32_t)i + 1;
    }
    SDL_Rect part = {1, 1, 3, 2};
    for (int i = 0; i < 4; i++) {
        uint32_t glass[8][8] = {{0}};
        turn_pixels(turns[i], canvas, &part, glass, sizeof *glass);
        int seen = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int glass_x = 0;
                int glass_y = 0;
                place(turns[i], x, y, &glass_x, &glass_y);
                bool in = SDL_PointInRect(&(SDL_Point){x, y}, &part);
                uint32_t expected = in ? (uint32_t)(y * WIDTH + x) + 1 : 0;
                assert_int_equal(glass[glass_y][glass_x], expected);
                seen += in;
            }
        }
        assert_int_equal(seen, 6);
        for (int j = 0; j < 64; j++) {
            seen -= glass[j / 8][j % 8] != 0;
        }
        assert_int_equal(seen, 0); // and nowhere else
    }
    SDL_FreeSurface(canvas);
}

static void
a_finger_finds_the_pixel_it_is_on(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        float glass_width = turn_lies(turns[i]) ? HEIGHT : WIDTH;
        float glass_height = turn_lies(turns[i]) ? WIDTH : HEIGHT;
        for (int j = 0; j < WIDTH * HEIGHT; j++) {
            int glass_x = 0;
            int glass_y = 0;
            place(turns[i], j % WIDTH, j / WIDTH, &glass_x, &glass_y);
            float x = ((float)glass_x + 0.5f) / glass_width;
            float y = ((float)glass_y + 0.5f) / glass_height;
            turn_point(turns[i], &x, &y);
            assert_int_equal((int)(x * WIDTH), j % WIDTH);
            assert_int_equal((int)(y * HEIGHT), j / WIDTH);
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_quarter_is_clockwise),
        cmocka_unit_test(every_pixel_goes_to_its_place),
        cmocka_unit_test(a_finger_finds_the_pixel_it_is_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
