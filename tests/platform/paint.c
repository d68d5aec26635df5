#include "platform/platform.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/fake_text.h"
#include "test.h"

enum { WIDTH = 320, HEIGHT = 200, DIRTY_MAX = 8 };

static const char icon[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\">"
                           "<circle cx=\"10\" cy=\"12\" r=\"9\" fill=\"#8a3b00\"/></svg>";

static struct image_bytes
load(void *context, const char *name)
{
    (void)context;
    return strcmp(name, "missing") == 0 ? (struct image_bytes){0}
                                        : (struct image_bytes){icon, sizeof icon - 1};
}

struct stage {
    struct panel panel;
    struct images *images;
    struct paint *paint; // keeps up with changes
    SDL_Surface *canvas;
    SDL_Surface *fresh; // always painted whole
    struct frame frame;
};

static struct stage stage;

static SDL_Surface *
new_canvas(void)
{
    return SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_XRGB8888);
}

static int
set_up(void **state)
{
    (void)state;
    stage.panel = panel_make(WIDTH, HEIGHT, 80, 50); // 4 px a millimetre
    stage.images = images_create(load, NULL, 1 << 22);
    stage.paint = paint_create(NULL, stage.images, &stage.panel);
    stage.canvas = new_canvas();
    stage.fresh = new_canvas();
    memset(&stage.frame, 0, sizeof stage.frame);
    stage.frame.screen = "home";
    stage.frame.lang = "es";
    stage.frame.paper = 0xfff6f4ef;
    stage.frame.ring[0] = 0xff14213d;
    stage.frame.ring[1] = 0xffffc857;
    stage.frame.ring_mm = 1;
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    paint_destroy(stage.paint);
    images_destroy(stage.images);
    SDL_FreeSurface(stage.canvas);
    SDL_FreeSurface(stage.fresh);
    return 0;
}

static uint32_t
at(SDL_Surface *canvas, int x, int y)
{
    return ((uint32_t *)canvas->pixels)[y * canvas->pitch / 4 + x] & 0xffffff;
}

static int
paint(SDL_Rect dirty[DIRTY_MAX])
{
    return paint_frame(stage.paint, stage.canvas, &stage.frame, dirty, DIRTY_MAX);
}

static void
paint_fresh(void)
{
    SDL_Rect dirty[1];
    struct paint *whole = paint_create(NULL, stage.images, &stage.panel);
    SDL_FillRect(stage.fresh, NULL, 0x123456);
    assert_int_equal(paint_frame(whole, stage.fresh, &stage.frame, dirty, 1), 1);
    paint_destroy(whole);
}

static bool
in_any(const SDL_Rect *rects, int count, int x, int y)
{
    for (int i = 0; i < count; i++) {
        if (SDL_PointInRect(&(SDL_Point){x, y}, &rects[i])) {
            return true;
        }
    }
    return false;
}

// The property everything rests on: after any change the canvas equals one painted from nothing, and
// no pixel changed outside the rectangles that were named.
static void
assert_caught_up(SDL_Surface *before)
{
    SDL_Rect dirty[DIRTY_MAX];
    int count = paint(dirty);
    paint_fresh();
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            assert_int_equal(at(stage.canvas, x, y), at(stage.fresh, x, y));
            if (at(stage.canvas, x, y) != at(before, x, y)) {
                assert_true(in_any(dirty, count, x, y));
            }
        }
    }
    for (int i = 0; i < count; i++) {
        assert_true(dirty[i].x >= 0 && dirty[i].y >= 0 && dirty[i].w > 0 && dirty[i].h > 0);
        assert_true(dirty[i].x + dirty[i].w <= WIDTH && dirty[i].y + dirty[i].h <= HEIGHT);
        for (int j = 0; j < i; j++) {
            assert_false(SDL_HasIntersection(&dirty[i], &dirty[j]));
        }
    }
}

static float
random_mm(int max)
{
    return (float)(rand() % (max * 8)) / 8;
}

static struct rect
random_rect(void)
{
    return (struct rect){random_mm(90) - 8, random_mm(60) - 8, random_mm(40), random_mm(25)};
}

static uint32_t
random_colour(void)
{
    uint32_t colour = (uint32_t)rand() & 0xffffff;
    int kind = rand() % 8;
    return kind == 0 ? COLOUR_NONE : kind == 1 ? colour | 0x60000000 : colour | 0xff000000;
}

static void
random_state(struct node *node)
{
    node->pressed = rand() % 8 == 0;
    node->disabled = rand() % 8 == 0;
    node->focused = rand() % 10 == 0;
    node->checked = rand() % 4 == 0;
    node->value = (float)(rand() % 12 - 1) / 10;
}

static void
random_node(struct node *node, int number)
{
    static const char *const texts[] = {
        "", "Volver", "Mis papeles para el trámite de hoy", "a b c"};
    static const char *const icons[] = {"", "home", "missing"};
    static const enum role roles[] = {ROLE_GROUP, ROLE_TEXT, ROLE_BUTTON, ROLE_TILE, ROLE_PROGRESS,
        ROLE_QR, ROLE_HEADING, ROLE_DIALOG};
    memset(node, 0, sizeof *node);
    snprintf(node->name, sizeof node->name, "node.%d", number);
    node->role = roles[rand() % 8];
    node->rect = random_rect();
    node->key = node->lang = node->clip = "";
    node->text = texts[rand() % 4];
    node->icon = icons[rand() % 3];
    node->text_rect = rand() % 2 ? node->rect : random_rect();
    node->icon_rect = random_rect();
    node->cap_mm = random_mm(5);
    node->align = (enum align)(rand() % 3);
    node->dir = (enum direction)(rand() % 2);
    node->first_line = rand() % 6 == 0;
    node->line_count = rand() % 6 == 0;
    node->fg = random_colour();
    node->fill = random_colour();
    node->edge = random_colour();
    node->edge_mm = random_mm(2);
    node->radius_mm = random_mm(4);
    node->icon_tint = rand() % 2 ? random_colour() : COLOUR_NONE;
    node->icon_mirrored = rand() % 2;
    random_state(node);
}

static void
remove_node(int index)
{
    struct frame *frame = &stage.frame;
    memmove(&frame->nodes[index], &frame->nodes[index + 1],
        (size_t)(--frame->count - index) * sizeof frame->nodes[0]);
}

static void
insert_node(int index, int number)
{
    struct frame *frame = &stage.frame;
    memmove(&frame->nodes[index + 1], &frame->nodes[index],
        (size_t)(frame->count++ - index) * sizeof frame->nodes[0]);
    random_node(&frame->nodes[index], number);
}

static void
change_frame(int *number)
{
    struct frame *frame = &stage.frame;
    int index = frame->count > 0 ? rand() % frame->count : 0;
    int kind = frame->count == 0 ? 0 : rand() % 12;
    if (kind <= 1 && frame->count < 40) {
        insert_node(index, (*number)++);
    } else if (kind == 2) {
        remove_node(index);
    } else if (kind == 3) { // moves in the order of painting
        struct node moved = frame->nodes[index];
        remove_node(index);
        int to = frame->count > 0 ? rand() % frame->count : 0;
        insert_node(to, 0);
        frame->nodes[to] = moved;
    } else if (kind == 4 && rand() % 10 == 0) {
        frame->paper = random_colour();
    } else if (kind == 5 && rand() % 10 == 0) {
        frame->ring_mm = random_mm(2);
        frame->ring[rand() % 3] = random_colour();
    } else if (kind == 6 && rand() % 20 == 0) {
        frame->count = 0;
    } else if (kind <= 8) {
        random_state(&frame->nodes[index]);
    } else if (kind == 9) {
        frame->nodes[index].rect = random_rect();
    } else {
        frame->nodes[index].text = "otra cosa";
    }
}

static void
partial_painting_equals_whole_painting(void **state)
{
    (void)state;
    int rounds = getenv("HUB_LONG") ? 20000 : 700;
    srand(getenv("HUB_SEED") ? (unsigned)strtoul(getenv("HUB_SEED"), NULL, 10) : 11);
    SDL_Surface *before = new_canvas();
    int number = 0;
    for (int round = 0; round < rounds; round++) {
        int changes = rand() % 4;
        for (int i = 0; i < changes; i++) {
            change_frame(&number);
        }
        SDL_BlitSurface(stage.canvas, NULL, before, NULL);
        assert_caught_up(before);
    }
    SDL_FreeSurface(before);
}

static struct node *
add_button(const char *name, struct rect rect)
{
    struct node *node = frame_add(&stage.frame, ROLE_BUTTON, name, rect);
    node->fill = 0xff0b5563;
    node->fg = 0xffffffff;
    return node;
}

static void
an_equal_frame_costs_nothing(void **state)
{
    (void)state;
    SDL_Rect dirty[DIRTY_MAX];
    add_button("a", (struct rect){10, 10, 20, 10});
    assert_int_equal(paint(dirty), 1);
    assert_true(SDL_RectEquals(&dirty[0], &(SDL_Rect){0, 0, WIDTH, HEIGHT}));
    assert_int_equal(paint(dirty), 0);
    paint_forget(stage.paint);
    assert_int_equal(paint(dirty), 1);
}

static void
a_press_repaints_its_button(void **state)
{
    (void)state;
    SDL_Rect dirty[DIRTY_MAX];
    add_button("a", (struct rect){10, 10, 20, 10});
    add_button("b", (struct rect){40, 10, 20, 10});
    paint(dirty);
    stage.frame.nodes[0].pressed = true;
    assert_int_equal(paint(dirty), 1);
    assert_true(SDL_RectEquals(&dirty[0], &(SDL_Rect){40, 40, 80, 40}));
    stage.frame.nodes[0].pressed = false;
    stage.frame.nodes[0].focused = true; // with the ring: three lines of 4 px
    assert_int_equal(paint(dirty), 1);
    assert_true(SDL_RectEquals(&dirty[0], &(SDL_Rect){28, 28, 104, 64}));
}

static void
a_new_node_leaves_the_rest_alone(void **state)
{
    (void)state;
    SDL_Rect dirty[DIRTY_MAX];
    for (int i = 0; i < 10; i++) {
        char name[8];
        snprintf(name, sizeof name, "n%d", i);
        add_button(name, (struct rect){(float)i * 7, 5, 5, 5});
    }
    paint(dirty);
    insert_node(0, 77);
    stage.frame.nodes[0].rect = (struct rect){10, 30, 10, 10};
    stage.frame.nodes[0].text = stage.frame.nodes[0].icon = "";
    stage.frame.nodes[0].focused = false;
    assert_int_equal(paint(dirty), 1);
    assert_true(SDL_RectEquals(&dirty[0], &(SDL_Rect){40, 120, 40, 40}));
    remove_node(0);
    assert_int_equal(paint(dirty), 1);
    assert_true(SDL_RectEquals(&dirty[0], &(SDL_Rect){40, 120, 40, 40}));
}

// A map costs nothing until its pixels change; then its rectangle and no more is painted.
static void
a_map_is_painted_when_its_pixels_change(void **state)
{
    (void)state;
    SDL_Rect dirty[DIRTY_MAX];
    SDL_Surface *canvas = SDL_CreateRGBSurfaceWithFormat(0, 80, 40, 32, SDL_PIXELFORMAT_XRGB8888);
    struct node *map = frame_add(&stage.frame, ROLE_MAP, "map", (struct rect){10, 10, 20, 10});
    map->canvas = canvas;
    map->canvas_stamp = 1;
    paint(dirty);
    assert_int_equal(paint(dirty), 0);
    SDL_FillRect(canvas, NULL, 0x2468ac);
    map->canvas_stamp = 2;
    assert_int_equal(paint(dirty), 1);
    assert_true(SDL_RectEquals(&dirty[0], &(SDL_Rect){40, 40, 80, 40}));
    assert_int_equal(at(stage.canvas, 40, 40), 0x2468ac);
    SDL_FreeSurface(canvas);
}

static void
caches_are_trimmed_between_frames(void **state)
{
    (void)state;
    SDL_Rect dirty[DIRTY_MAX];
    add_button("a", (struct rect){10, 10, 20, 10});
    fake_trims = 0;
    paint(dirty);
    paint(dirty);
    assert_int_equal(fake_trims, 1);
}

static void
pictures_are_ready_before_their_frame(void **state)
{
    (void)state;
    SDL_Rect dirty[DIRTY_MAX];
    struct node *node = frame_add(&stage.frame, ROLE_ICON, "icon", (struct rect){10, 10, 20, 10});
    node->icon = "icon";
    node->icon_rect = node->rect;
    paint_prepare(stage.paint, &stage.frame);
    size_t held = images_use(stage.images).now;
    assert_true(held > 0);
    assert_int_equal(at(stage.canvas, 100, 60), 0); // nothing was painted
    paint(dirty);
    assert_int_equal(images_use(stage.images).now, held);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_equal_frame_costs_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_press_repaints_its_button, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_node_leaves_the_rest_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_map_is_painted_when_its_pixels_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pictures_are_ready_before_their_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(caches_are_trimmed_between_frames, set_up, tear_down),
        cmocka_unit_test_setup_teardown(partial_painting_equals_whole_painting, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
