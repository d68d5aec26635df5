#include "draw/draw.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>

#include "draw/internal.h"
#include "test.h"

enum { SIDE = 64 };
static const uint32_t PAPER = 0xfff0f0f0u;

static SDL_Surface *
new_canvas(void)
{
    SDL_Surface *canvas =
        SDL_CreateRGBSurfaceWithFormat(0, SIDE, SIDE, 32, SDL_PIXELFORMAT_XRGB8888);
    assert_non_null(canvas);
    SDL_FillRect(canvas, NULL, PAPER);
    return canvas;
}

static uint32_t
at(SDL_Surface *canvas, int x, int y)
{
    return canvas_row(canvas, y)[x] & 0xffffff;
}

static void
fills(void **state)
{
    (void)state;
    SDL_Surface *canvas = new_canvas();
    draw_fill(canvas, &(SDL_Rect){-5, 10, 15, 2}, 0xff102030);
    assert_int_equal(at(canvas, 0, 10), 0x102030);
    assert_int_equal(at(canvas, 9, 11), 0x102030);
    assert_int_equal(at(canvas, 10, 11), 0xf0f0f0);
    assert_int_equal(at(canvas, 0, 9), 0xf0f0f0);
    assert_int_equal(at(canvas, 0, 12), 0xf0f0f0);
    draw_fill(canvas, &(SDL_Rect){20, 20, 5, 5}, 0x80000000);
    assert_int_equal(at(canvas, 22, 22), 0x787878); // 0xf0 x 127/255
    draw_fill(canvas, &(SDL_Rect){30, 30, 5, 5}, COLOUR_NONE);
    assert_int_equal(at(canvas, 32, 32), 0xf0f0f0);
    draw_fill(canvas, &(SDL_Rect){200, 30, 5, 5}, 0xff000000);
    SDL_FreeSurface(canvas);
}

static void
edges_are_inside(void **state)
{
    (void)state;
    SDL_Surface *canvas = new_canvas();
    draw_rounded(canvas, &(SDL_Rect){10, 10, 20, 12},
        &(struct draw_look){.radius_px = 0, .fill = 0xffffffff, .edge = 0xff0000ff, .edge_px = 3});
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            bool outer = x >= 10 && x < 30 && y >= 10 && y < 22;
            bool inner = x >= 13 && x < 27 && y >= 13 && y < 19;
            assert_int_equal(at(canvas, x, y), inner ? 0xffffff : outer ? 0x0000ff : 0xf0f0f0);
        }
    }
    SDL_FreeSurface(canvas);
}

static void
an_outline_leaves_its_middle(void **state)
{
    (void)state;
    SDL_Surface *canvas = new_canvas();
    draw_rounded(canvas, &(SDL_Rect){10, 10, 40, 40},
        &(struct draw_look){.radius_px = 8, .fill = COLOUR_NONE, .edge = 0xff0000ff, .edge_px = 2});
    assert_int_equal(at(canvas, 30, 30), 0xf0f0f0);
    assert_int_equal(at(canvas, 30, 10), 0x0000ff);
    assert_int_equal(at(canvas, 11, 30), 0x0000ff);
    assert_int_equal(at(canvas, 12, 30), 0xf0f0f0);
    assert_int_equal(at(canvas, 10, 10), 0xf0f0f0); // cut off by the radius
    SDL_FreeSurface(canvas);
}

// The ink of a filled shape, in pixels, from how far black drove white.
static double
ink(SDL_Surface *canvas)
{
    double sum = 0;
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            sum += (0xf0 - (at(canvas, x, y) & 0xff)) / (double)0xf0;
        }
    }
    return sum;
}

static void
corners_are_round_and_alike(void **state)
{
    (void)state;
    for (int radius = 1; radius <= 20; radius++) {
        SDL_Surface *canvas = new_canvas();
        draw_rounded(canvas, &(SDL_Rect){12, 12, 40, 40},
            &(struct draw_look){
                .radius_px = radius, .fill = 0xff000000, .edge = COLOUR_NONE, .edge_px = 0});
        double cut = (4 - acos(-1)) * radius * radius;
        assert_true(fabs(ink(canvas) - (1600 - cut)) < 0.6 + 0.15 * radius);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 20; x++) {
                uint32_t pixel = at(canvas, 12 + x, 12 + y);
                assert_int_equal(pixel, at(canvas, 51 - x, 12 + y));
                assert_int_equal(pixel, at(canvas, 12 + x, 51 - y));
                assert_int_equal(pixel, at(canvas, 51 - x, 51 - y));
                assert_int_equal(pixel, at(canvas, 12 + y, 12 + x));
            }
        }
        SDL_FreeSurface(canvas);
    }
}

static void
fill_and_edge_hide_the_ground(void **state)
{
    (void)state;
    // Fill and edge of one colour are one shape: no ground shines through where they meet.
    SDL_Surface *canvas = new_canvas();
    SDL_Surface *plain = new_canvas();
    draw_rounded(canvas, &(SDL_Rect){5, 5, 50, 50},
        &(struct draw_look){.radius_px = 17, .fill = 0xff000000, .edge = 0xff000000, .edge_px = 4});
    draw_rounded(plain, &(SDL_Rect){5, 5, 50, 50},
        &(struct draw_look){
            .radius_px = 17, .fill = 0xff000000, .edge = COLOUR_NONE, .edge_px = 0});
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
            int difference = (int)(at(canvas, x, y) & 0xff) - (int)(at(plain, x, y) & 0xff);
            assert_in_range(difference + 1, 0, 2);
        }
    }
    SDL_FreeSurface(canvas);
    SDL_FreeSurface(plain);
}

// What a clip rectangle shows is a part of the whole picture, and nothing outside is touched.
static void
clipping_changes_no_pixel(void **state)
{
    (void)state;
    srand(1);
    for (int round = 0; round < 2000; round++) {
        SDL_Surface *whole = new_canvas();
        SDL_Surface *part = new_canvas();
        SDL_Rect rect = {rand() % 90 - 20, rand() % 90 - 20, rand() % 60, rand() % 60};
        SDL_Rect clip = {rand() % SIDE, rand() % SIDE, rand() % SIDE, rand() % SIDE};
        int radius = rand() % 40;
        int edge = rand() % 12;
        uint32_t fill = rand() % 3 ? 0x12345678u * (uint32_t)rand() : 0;
        uint32_t line = rand() % 3 ? 0x9abcdef1u * (uint32_t)rand() : 0;
        draw_rounded(whole, &rect,
            &(struct draw_look){.radius_px = radius, .fill = fill, .edge = line, .edge_px = edge});
        SDL_SetClipRect(part, &clip);
        draw_rounded(part, &rect,
            &(struct draw_look){.radius_px = radius, .fill = fill, .edge = line, .edge_px = edge});
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                bool in = SDL_PointInRect(&(SDL_Point){x, y}, &clip);
                assert_int_equal(at(part, x, y), in ? at(whole, x, y) : 0xf0f0f0);
            }
        }
        SDL_FreeSurface(whole);
        SDL_FreeSurface(part);
    }
}

static void
blending_rounds_to_nearest(void **state)
{
    (void)state;
    for (uint32_t value = 0; value < 256; value++) {
        for (uint32_t weight = 0; weight < 256; weight++) {
            uint32_t exact = (value * weight * 2 + 255) / 510;
            assert_int_equal(pixel_scale(value * 0x01010101u, weight), exact * 0x01010101u);
        }
    }
    assert_int_equal(pixel_over(0xff123456, 0xffabcdef), 0xffabcdef);
    assert_int_equal(pixel_over(0xff123456, 0), 0xff123456);
    assert_int_equal(pixel_premultiply(0x80ff8000), 0x80804000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills),
        cmocka_unit_test(edges_are_inside),
        cmocka_unit_test(an_outline_leaves_its_middle),
        cmocka_unit_test(corners_are_round_and_alike),
        cmocka_unit_test(fill_and_edge_hide_the_ground),
        cmocka_unit_test(clipping_changes_no_pixel),
        cmocka_unit_test(blending_rounds_to_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
