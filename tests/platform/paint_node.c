#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "platform/fake_text.h"
#include "platform/internal.h"
#include "test.h"

enum { WIDTH = 400, HEIGHT = 200 };

static const char square[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 10\">"
    "<rect x=\"0\" y=\"0\" width=\"10\" height=\"10\" fill=\"#204060\"/></svg>";

static struct image_bytes
load(void *context, const char *name)
{
    (void)context;
    (void)name;
    return (struct image_bytes){square, sizeof square - 1};
}

static struct panel panel;
static struct brush brush;
static struct node node;

static int
set_up(void **state)
{
    (void)state;
    panel = panel_make(WIDTH, HEIGHT, 100, 50); // 4 px a millimetre
    brush = (struct brush){
        .canvas = SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_XRGB8888),
        .images = images_create(load, NULL, 1 << 20),
        .panel = &panel,
        .paper = 0xfff0f0f0,
    };
    SDL_FillRect(brush.canvas, NULL, brush.paper);
    node = (struct node){.role = ROLE_BUTTON,
        .key = "",
        .text = "",
        .lang = "es",
        .icon = "",
        .clip = "",
        .fg = 0xffffffff,
        .rect = {10, 10, 50, 20}};
    fake_place = (struct text_place){0};
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    SDL_FreeSurface(brush.canvas);
    images_destroy(brush.images);
    return 0;
}

static uint32_t
at(int x, int y)
{
    return ((uint32_t *)brush.canvas->pixels)[y * brush.canvas->pitch / 4 + x] & 0xffffff;
}

static void
millimetres_become_pixels(void **state)
{
    (void)state;
    SDL_Rect px;
    paint_rect(&panel, (struct rect){10, 5, 20, 10}, &px);
    assert_true(SDL_RectEquals(&px, &(SDL_Rect){40, 20, 80, 40}));
    // Neighbours meet without gap or overlap, wherever their common edge falls.
    struct panel odd = panel_make(1280, 800, 217, 136);
    for (int i = 1; i < 200; i++) {
        SDL_Rect left;
        SDL_Rect right;
        float edge = (float)i * 0.37f;
        paint_rect(&odd, (struct rect){0, 0, edge, 1}, &left);
        paint_rect(&odd, (struct rect){edge, 0, 3, 1}, &right);
        assert_int_equal(left.x + left.w, right.x);
    }
    paint_rect(&panel, (struct rect){10, 10, 0.05f, 0.05f}, &px); // a hairline shows
    assert_int_equal(px.w, 1);
    assert_int_equal(px.h, 1);
    paint_rect(&panel, (struct rect){NAN, 1e30f, -1e30f, INFINITY}, &px);
    assert_in_range(px.x + 70000, 0, 140000);
    assert_in_range(px.w + 70000, 0, 140000);
}

static void
a_press_shows(void **state)
{
    (void)state;
    node.fill = 0xffc8c8c8;
    node.edge = 0xff0b5563;
    node.edge_mm = 1;
    paint_node(&brush, &node);
    assert_int_equal(at(140, 80), 0xc8c8c8);
    assert_int_equal(at(43, 80), 0x0b5563);
    assert_int_equal(at(44, 80), 0xc8c8c8);
    node.pressed = true;
    paint_node(&brush, &node);
    assert_int_equal(at(140, 80), 0xb0b0b0); // 12 % darker
    assert_int_equal(at(47, 80), 0x0b5563);  // 1 mm more of edge, inwards
    assert_int_equal(at(48, 80), 0xb0b0b0);
    assert_int_equal(at(39, 80), 0xf0f0f0);
}

static void
a_press_shows_on_black(void **state)
{
    (void)state;
    node.fill = 0xff000000;
    node.fg = 0xffffe500;
    node.pressed = true;
    paint_node(&brush, &node);
    assert_int_equal(at(41, 80), 0xffe500);
    assert_true((at(140, 80) >> 16) > 0x30); // lighter, for it cannot become darker
    node.fill = COLOUR_NONE;
    SDL_FillRect(brush.canvas, NULL, brush.paper);
    paint_node(&brush, &node);
    assert_int_equal(at(41, 80), 0xffe500);
    assert_int_equal(at(140, 80), 0xf0f0f0);
}

static void
labels_stand_in_the_middle(void **state)
{
    (void)state;
    node.text = "Hola";
    node.text_rect = (struct rect){12, 10, 40, 20};
    node.cap_mm = 5;
    node.bold = true;
    node.align = ALIGN_CENTER;
    paint_node(&brush, &node);
    assert_string_equal(fake_spec.lang, "es");
    assert_true(fake_spec.cap_px == 20);
    assert_true(fake_spec.bold);
    assert_int_equal(fake_spec.width_px, 160);
    assert_int_equal(fake_place.x, 48);
    assert_int_equal(fake_place.width_px, 160);
    assert_int_equal(fake_place.align, ALIGN_CENTER);
    assert_int_equal(fake_place.y, 40 + (80 - 41) / 2); // one line of 41 px
    assert_int_equal(fake_place.count, 0);
    assert_true(fake_place.colour == 0xffffffff);
    node.cap_mm = 0; // the style's
    node.style = TYPE_SMALL;
    paint_node(&brush, &node);
    assert_true(fabsf(fake_spec.cap_px - 15.2f) < 0.001f);
}

static void
running_text_begins_at_the_top(void **state)
{
    (void)state;
    node.text = "Hola";
    node.text_rect = (struct rect){12, 10, 40, 20};
    node.cap_mm = 5;
    static const enum role roles[] = {ROLE_TEXT, ROLE_HEADING};
    for (int i = 0; i < 2; i++) {
        node.role = roles[i];
        paint_node(&brush, &node);
        assert_int_equal(fake_place.y, 40);
    }
    node.role = ROLE_BUTTON;
    node.text = "Una frase que ocupa varias lineas";
    node.first_line = 1;
    node.line_count = 1;
    paint_node(&brush, &node);
    assert_int_equal(fake_place.y, 40);
    assert_int_equal(fake_place.first, 1);
    assert_int_equal(fake_place.count, 1);
    // What is too tall begins at the top as well: its beginning is what must be read.
    node.first_line = node.line_count = 0;
    node.text_rect.h = 5;
    paint_node(&brush, &node);
    assert_int_equal(fake_place.y, 40);
}

static void
ink_may_leave_its_box_a_little(void **state)
{
    (void)state;
    node.role = ROLE_TEXT;
    node.rect = (struct rect){0};
    node.text = "Hola";
    node.fg = 0xff000000;
    node.text_rect = (struct rect){20, 20, 40, 10};
    node.cap_mm = 5;
    paint_node(&brush, &node);
    assert_true(at(79, 85) != 0xf0f0f0); // the fake's overhang of one pixel
    assert_true(at(85, 79) != 0xf0f0f0);
    SDL_Rect bounds = node_bounds(&panel, &node);
    assert_true(SDL_PointInRect(&(SDL_Point){79, 79}, &bounds));
}

static void
disabled_fades_towards_its_ground(void **state)
{
    (void)state;
    node.disabled = true;
    node.fill = 0xff000000;
    node.text = "Hola";
    node.text_rect = node.rect;
    node.icon = "square";
    node.icon_rect = (struct rect){12, 12, 10, 10};
    node.icon_tint = 0xffffffff;
    paint_node(&brush, &node);
    assert_true(fake_place.colour == 0xff8c8c8c); // 45 % of the way to black
    assert_int_equal(at(52, 52), 0x8c8c8c);
    node.icon_tint = COLOUR_NONE; // own colours fade as well
    node.fill = COLOUR_NONE;
    node.text = "";
    SDL_FillRect(brush.canvas, NULL, brush.paper);
    paint_node(&brush, &node);
    uint32_t red = at(52, 52) >> 16;
    assert_in_range(
        red, 0x20 * 55 / 100 + 0xf0 * 45 / 100 - 3, 0x20 * 55 / 100 + 0xf0 * 45 / 100 + 3);
}

static void
progress_grows_with_the_reading(void **state)
{
    (void)state;
    node.role = ROLE_PROGRESS;
    node.fill = 0xffc0c0c0;
    node.edge = 0xff000000;
    node.edge_mm = 0.25f;
    node.fg = 0xff14532d;
    node.value = 0.25f;
    paint_node(&brush, &node);
    assert_int_equal(at(40, 80), 0x000000);
    assert_int_equal(at(41, 80), 0x14532d);
    assert_int_equal(at(90, 80), 0x14532d); // 41 + 198 / 4 = 91
    assert_int_equal(at(92, 80), 0xc0c0c0);
    node.dir = DIRECTION_RTL;
    paint_node(&brush, &node);
    assert_int_equal(at(41, 80), 0xc0c0c0);
    assert_int_equal(at(238, 80), 0x14532d);
    assert_int_equal(at(190, 80), 0x14532d);
    assert_int_equal(at(187, 80), 0xc0c0c0);
    node.value = 7; // more than all is all
    paint_node(&brush, &node);
    assert_int_equal(at(41, 80), 0x14532d);
    assert_int_equal(at(239, 80), 0x000000);
    node.value = NAN;
    paint_node(&brush, &node);
    assert_int_equal(at(140, 80), 0xc0c0c0);
}

static void
codes_are_black_on_white_in_every_theme(void **state)
{
    (void)state;
    node.role = ROLE_QR;
    node.rect = (struct rect){10, 5, 40, 40};
    node.fill = 0xff000000;
    node.fg = 0xffffe500;
    node.text = "Hola";
    paint_node(&brush, &node);
    bool dark = false;
    bool other = false;
    for (int y = 30; y < 170; y++) {
        for (int x = 50; x < 190; x++) {
            dark = dark || at(x, y) == 0;
            other = other || (at(x, y) != 0 && at(x, y) != 0xffffff);
        }
    }
    assert_true(dark);
    assert_false(other);
}

// Requirement 20: 2 mm of ring all around, outside the node.
static void
the_ring_surrounds_its_node(void **state)
{
    (void)state;
    static struct frame frame;
    frame.ring_mm = 1;
    frame.ring[0] = 0xff14213d;
    frame.ring[1] = 0xffffc857;
    node.rect = (struct rect){20, 20, 50, 20};
    paint_ring(&brush, &frame, &node);
    for (int x = 80; x < 280; x++) {
        for (int line = 0; line < 4; line++) {
            assert_int_equal(at(x, 79 - line), 0x14213d);
            assert_int_equal(at(x, 75 - line), 0xffc857);
            assert_int_equal(at(x, 160 + line), 0x14213d);
            assert_int_equal(at(x, 164 + line), 0xffc857);
        }
        assert_int_equal(at(x, 71), 0xf0f0f0);
        assert_int_equal(at(x, 80), 0xf0f0f0); // the node's own pixels stay
        assert_int_equal(at(x, 159), 0xf0f0f0);
    }
    for (int y = 80; y < 160; y++) {
        assert_int_equal(at(79, y), 0x14213d);
        assert_int_equal(at(72, y), 0xffc857);
        assert_int_equal(at(280, y), 0x14213d);
        assert_int_equal(at(287, y), 0xffc857);
        assert_int_equal(at(71, y), 0xf0f0f0);
        assert_int_equal(at(288, y), 0xf0f0f0);
    }
    SDL_Rect bounds = ring_bounds(&panel, &frame, &node);
    assert_true(bounds.x <= 72 && bounds.x + bounds.w >= 288);
    // Round like the node, and no ground between the lines.
    SDL_FillRect(brush.canvas, NULL, brush.paper);
    node.radius_mm = 5;
    paint_ring(&brush, &frame, &node);
    for (int i = 0; i < 40; i++) {
        uint32_t pixel = at(72 + i, 72 + i);
        uint32_t inner = at(73 + i, 73 + i);
        bool between = pixel != 0xf0f0f0 && inner != 0xf0f0f0;
        assert_true(!between || (pixel & 0xff) < 0xf0);
    }
}

// Pixel for pixel from the rectangle's corner, cut off at its other sides, whatever the canvas' size.
static void
a_map_is_its_canvas(void **state)
{
    (void)state;
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 300, 60, 32, SDL_PIXELFORMAT_XRGB8888);
    for (int i = 0; i < 300 * 60; i++) {
        ((uint32_t *)canvas->pixels)[i / 300 * canvas->pitch / 4 + i % 300] = (uint32_t)i;
    }
    node.role = ROLE_MAP;
    node.fill = 0xff102030;
    paint_node(&brush, &node); // so far without a picture
    assert_int_equal(at(40, 40), 0x102030);
    node.canvas = canvas;
    paint_node(&brush, &node);
    assert_int_equal(at(40, 40), 0);
    assert_int_equal(at(41, 42), 601);
    assert_int_equal(at(239, 99), 59 * 300 + 199);
    assert_int_equal(at(240, 99), 0xf0f0f0);
    assert_int_equal(at(40, 100), 0x102030);
    assert_int_equal(at(39, 40), 0xf0f0f0);
    SDL_FreeSurface(canvas);
}

static void
nothing_leaves_its_bounds(void **state)
{
    (void)state;
    node.text = "Hola";
    node.text_rect = (struct rect){12, 12, 10, 3}; // far too small
    node.cap_mm = 12;
    node.fg = 0xff000000;
    node.icon = "square";
    node.icon_rect = (struct rect){50, 40, 5, 5};
    SDL_Rect bounds = node_bounds(&panel, &node);
    paint_node(&brush, &node);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            if (!SDL_PointInRect(&(SDL_Point){x, y}, &bounds)) {
                assert_int_equal(at(x, y), 0xf0f0f0);
            }
        }
    }
    assert_int_equal(at(205, 165), 0x204060);
    assert_true(brush.canvas->clip_rect.w == WIDTH);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(millimetres_become_pixels, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_press_shows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_press_shows_on_black, set_up, tear_down),
        cmocka_unit_test_setup_teardown(labels_stand_in_the_middle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(running_text_begins_at_the_top, set_up, tear_down),
        cmocka_unit_test_setup_teardown(ink_may_leave_its_box_a_little, set_up, tear_down),
        cmocka_unit_test_setup_teardown(disabled_fades_towards_its_ground, set_up, tear_down),
        cmocka_unit_test_setup_teardown(progress_grows_with_the_reading, set_up, tear_down),
        cmocka_unit_test_setup_teardown(codes_are_black_on_white_in_every_theme, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_ring_surrounds_its_node, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_map_is_its_canvas, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_leaves_its_bounds, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
