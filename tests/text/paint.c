// Lines on the canvas: places, colours, clips.

#include <SDL.h>

#include "tests/test.h"
#include "tests/text/engine.h"

enum { WIDTH = 400, HEIGHT = 120 };

static const uint32_t PAPER = 0xfff6f4ef;

struct fixture {
    struct text *text;
    SDL_Surface *canvas;
};

static int
set_up(void **state)
{
    static struct fixture fixture;
    fixture.text = engine_open();
    fixture.canvas = SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_XRGB8888);
    *state = &fixture;
    return fixture.canvas ? 0 : -1;
}

static int
tear_down(void **state)
{
    struct fixture *fixture = *state;
    SDL_FreeSurface(fixture->canvas);
    text_close(fixture->text);
    return 0;
}

static uint32_t *
pixel(SDL_Surface *canvas, int x, int y)
{
    return (uint32_t *)(void *)((char *)canvas->pixels + y * canvas->pitch) + x;
}

static SDL_Rect
ink_bounds(SDL_Surface *canvas)
{
    int left = WIDTH;
    int top = HEIGHT;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < canvas->h; y++) {
        for (int x = 0; x < canvas->w; x++) {
            if (*pixel(canvas, x, y) != PAPER) {
                left = x < left ? x : left;
                top = y < top ? y : top;
                right = x >= right ? x + 1 : right;
                bottom = y >= bottom ? y + 1 : bottom;
            }
        }
    }
    return (SDL_Rect){left, top, right - left, bottom - top};
}

static SDL_Rect
draw(struct fixture *fixture, const char *lang, const char *content, const struct text_place *place)
{
    const struct layout *layout = engine_layout(fixture->text, lang, content, 0);
    SDL_FillRect(fixture->canvas, NULL, PAPER);
    text_draw(fixture->text, &layout->shown, place, fixture->canvas, NULL);
    return ink_bounds(fixture->canvas);
}

static void
baseline(void **state)
{
    struct fixture *fixture = *state;
    struct text_place place = {.x = 50, .y = 20, .width_px = 300, .colour = 0xff000000};
    SDL_Rect bounds = draw(fixture, "es", "HH", &place);
    const struct layout *layout = engine_layout(fixture->text, "es", "HH", 0);
    assert_int_equal(bounds.y + bounds.h, 20 + layout->lines[0].baseline_px);
    assert_in_range(bounds.h, 27, 29);
    assert_in_range(bounds.x, 50, 55);
    assert_int_equal(fixture->text->drawn, 1);
    draw(fixture, "es", "HH", &place);
    assert_int_equal(fixture->text->drawn, 1); // kept
}

static void
alignment(void **state)
{
    struct fixture *fixture = *state;
    struct text_place place = {.x = 20, .y = 0, .width_px = 360, .colour = 0xff000000};
    for (int rtl = 0; rtl < 2; rtl++) {
        const char *lang = rtl ? "ar" : "es";
        const char *word = rtl ? "نعم" : "HH";
        place.align = ALIGN_START;
        SDL_Rect start = draw(fixture, lang, word, &place);
        place.align = ALIGN_END;
        SDL_Rect end = draw(fixture, lang, word, &place);
        place.align = ALIGN_CENTER;
        SDL_Rect middle = draw(fixture, lang, word, &place);
        const SDL_Rect *left = rtl ? &end : &start;
        const SDL_Rect *right = rtl ? &start : &end;
        assert_in_range(left->x, 15, 25);
        assert_in_range(right->x + right->w, 370, 382);
        assert_in_range(middle.x + middle.w / 2, 195, 205);
        assert_int_equal(left->w, right->w);
    }
}

static void
some_lines(void **state)
{
    struct fixture *fixture = *state;
    struct text_place place = {.x = 0, .y = 10, .width_px = 360, .colour = 0xff000000};
    place.first = 1;
    place.count = 1;
    const struct layout *layout = engine_layout(fixture->text, "es", "H\nHH\nHHH", 0);
    SDL_Rect second = draw(fixture, "es", "H\nHH\nHHH", &place);
    assert_in_range(second.y + second.h, 10 + layout->lines[0].baseline_px - 1,
        10 + layout->lines[0].baseline_px + 1); // the first drawn stands at y
    assert_true(second.h < 40);
    place.first = 7;
    assert_int_equal(draw(fixture, "es", "H\nHH\nHHH", &place).w, -WIDTH);
    place.first = -4;
    place.count = 0;
    assert_true(draw(fixture, "es", "H\nHH\nHHH", &place).h > 80);
}

// Solid pixels have the colour, empty ones keep the paper, edges lie between.
static void
colours(void **state)
{
    struct fixture *fixture = *state;
    struct text_place place = {.x = 10, .y = 10, .width_px = 300, .colour = 0xff9b1c31};
    draw(fixture, "es", "HlI", &place);
    int solid = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        uint32_t found = *pixel(fixture->canvas, i % WIDTH, i / WIDTH);
        solid += found == 0xff9b1c31;
        for (int shift = 0; shift < 24; shift += 8) {
            uint32_t channel = found >> shift & 255;
            uint32_t ink = 0x9b1c31 >> shift & 255;
            uint32_t paper = PAPER >> shift & 255;
            assert_true(channel >= (ink < paper ? ink : paper));
            assert_true(channel <= (ink > paper ? ink : paper));
        }
        assert_int_equal(found >> 24, 255);
    }
    assert_true(solid > 100);
    place.colour = 0x00ffffff; // nothing at all
    assert_int_equal(draw(fixture, "es", "HlI", &place).w, -WIDTH);
    place.colour = 0x80000000;
    draw(fixture, "es", "HlI", &place);
    uint32_t darkest = 255;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        uint32_t channel = *pixel(fixture->canvas, i % WIDTH, i / WIDTH) & 255;
        darkest = channel < darkest ? channel : darkest;
    }
    assert_in_range(darkest, 0xef / 2 - 3, 0xef / 2 + 3);
}

// Any clip: the pixels inside are those drawn without one, the others are left alone. So is what
// lies beyond the canvas.
static void
clips(void **state)
{
    struct fixture *fixture = *state;
    uint32_t seed = 17;
    const struct layout *layout =
        engine_layout(fixture->text, "es", "El pingüino voló\na Bogotá (100 %)", 0);
    SDL_Surface *whole = SDL_ConvertSurface(fixture->canvas, fixture->canvas->format, 0);
    for (int round = 0; round < 300; round++) {
        struct text_place place = {.x = (int)engine_random(&seed, 500) - 250,
            .y = (int)engine_random(&seed, 200) - 100,
            .width_px = 300,
            .colour = round % 2 ? 0xff102030 : 0x7f102030};
        SDL_Rect clip = {(int)engine_random(&seed, WIDTH) - 20,
            (int)engine_random(&seed, HEIGHT) - 20, (int)engine_random(&seed, 200),
            (int)engine_random(&seed, 80)};
        SDL_FillRect(fixture->canvas, NULL, PAPER);
        SDL_FillRect(whole, NULL, PAPER);
        text_draw(fixture->text, &layout->shown, &place, fixture->canvas, &clip);
        text_draw(fixture->text, &layout->shown, &place, whole, NULL);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            SDL_Point at = {i % WIDTH, i / WIDTH};
            uint32_t expected = SDL_PointInRect(&at, &clip) ? *pixel(whole, at.x, at.y) : PAPER;
            assert_int_equal(*pixel(fixture->canvas, at.x, at.y), expected);
        }
    }
    SDL_FreeSurface(whole);
}

static void
other_canvases(void **state)
{
    struct fixture *fixture = *state;
    const struct layout *layout = engine_layout(fixture->text, "es", "HlI", 0);
    struct text_place place = {.x = 0, .y = 0, .width_px = 100, .colour = 0xff102030};
    SDL_Surface *swapped = SDL_CreateRGBSurfaceWithFormat(0, 100, 60, 32, SDL_PIXELFORMAT_ABGR8888);
    SDL_FillRect(swapped, NULL, 0xffffffff);
    text_draw(fixture->text, &layout->shown, &place, swapped, NULL);
    int solid = 0;
    for (int i = 0; i < 100 * 60; i++) {
        solid += *pixel(swapped, i % 100, i / 100) == 0xff302010;
    }
    assert_true(solid > 50);
    SDL_FreeSurface(swapped);
    SDL_Surface *small = SDL_CreateRGBSurfaceWithFormat(0, 100, 60, 16, SDL_PIXELFORMAT_RGB565);
    SDL_FillRect(small, NULL, 0);
    text_draw(fixture->text, &layout->shown, &place, small, NULL); // refused, not damaged
    SDL_FreeSurface(small);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(baseline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(alignment, set_up, tear_down),
        cmocka_unit_test_setup_teardown(some_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(colours, set_up, tear_down),
        cmocka_unit_test_setup_teardown(clips, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_canvases, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
