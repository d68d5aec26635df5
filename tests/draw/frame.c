#include "draw/draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static struct frame frame;

static void
begin(void)
{
    memset(&frame, 0, sizeof frame);
    frame.screen = "home";
    frame.lang = "es";
    frame.pages = 1;
    frame.paper = 0xfff6f4ef;
}

static struct node *
add_button(const char *name, struct rect rect)
{
    struct node *node = frame_add(&frame, ROLE_BUTTON, name, rect);
    node->action = (struct action){.kind = 1};
    return node;
}

static void
panel_ends_at_the_last_pixel(void **state)
{
    (void)state;
    struct panel panel = panel_make(1280, 800, 217, 136);
    assert_int_equal(panel_px(&panel, panel.width_mm), 1280);
    assert_int_equal(panel_px(&panel, panel.height_mm), 800);
    assert_int_equal(panel_px(&panel, 0), 0);
    assert_int_equal(panel_px(&panel, 10), 59); // 58.99
    assert_int_equal(panel_px(&panel, -10), -59);
    panel = panel_make(1000, 500, 100, 50);
    assert_int_equal(panel_px(&panel, 0.25f), 3);   // halves go up ...
    assert_int_equal(panel_px(&panel, -0.25f), -2); // ... on both sides, so that widths stay equal
}

static void
a_new_node_is_empty(void **state)
{
    (void)state;
    begin();
    memset(&frame.nodes[0], 0xff, sizeof frame.nodes[0]); // of an earlier frame
    const struct node *node = frame_add(&frame, ROLE_TILE, "topic.work", (struct rect){1, 2, 3, 4});
    assert_string_equal(node->name, "topic.work");
    assert_int_equal(node->role, ROLE_TILE);
    assert_true(node->rect.h == 4);
    assert_string_equal(node->text, "");
    assert_string_equal(node->key, "");
    assert_string_equal(node->lang, "");
    assert_string_equal(node->icon, "");
    assert_string_equal(node->clip, "");
    assert_int_equal(node->action.kind, 0);
    assert_false(node->focusable);
    assert_int_equal(frame.count, 1);
    assert_ptr_equal(frame_find(&frame, "topic.work"), node);
    assert_null(frame_find(&frame, "topic"));
}

static void
a_full_frame_says_so(void **state)
{
    (void)state;
    begin();
    for (int i = 0; i < FRAME_NODES_MAX; i++) {
        frame_add(&frame, ROLE_TEXT, "x", (struct rect){0});
    }
    assert_false(frame.full);
    struct node *last = frame_add(&frame, ROLE_TEXT, "y", (struct rect){0});
    assert_true(frame.full);
    assert_ptr_equal(last, &frame.nodes[FRAME_NODES_MAX - 1]);
    assert_string_equal(last->name, "x");
    assert_int_equal(frame.count, FRAME_NODES_MAX);
}

static void
a_touch_hits_the_topmost(void **state)
{
    (void)state;
    begin();
    add_button("under", (struct rect){0, 0, 100, 100});
    struct node *over = add_button("over", (struct rect){20, 20, 20, 20});
    frame_add(&frame, ROLE_TEXT, "label", (struct rect){0, 0, 100, 100});
    assert_string_equal(frame_hit(&frame, 30, 30)->name, "over");
    assert_string_equal(frame_hit(&frame, 10, 10)->name, "under");
    assert_string_equal(frame_hit(&frame, 20, 20)->name, "over");  // first millimetre inside
    assert_string_equal(frame_hit(&frame, 40, 40)->name, "under"); // last one outside
    assert_null(frame_hit(&frame, 100, 50));
    assert_null(frame_hit(&frame, -1, 50));
    over->disabled = true;
    assert_string_equal(frame_hit(&frame, 30, 30)->name, "under");
}

static void
a_dialog_hides_what_is_under_it(void **state)
{
    (void)state;
    begin();
    add_button("tile", (struct rect){0, 0, 100, 100});
    frame_add(&frame, ROLE_DIALOG, "idle", (struct rect){20, 20, 60, 60});
    add_button("stay", (struct rect){30, 30, 20, 20});
    assert_string_equal(frame_hit(&frame, 35, 35)->name, "stay");
    assert_null(frame_hit(&frame, 70, 70));
    assert_null(frame_hit(&frame, 5, 5)); // also beside it
    frame.nodes[1].action.kind = 2;
    assert_string_equal(frame_hit(&frame, 70, 70)->name, "idle");
}

static void
a_drag_begins_on_what_is_topmost(void **state)
{
    (void)state;
    begin();
    struct node *map = frame_add(&frame, ROLE_MAP, "map", (struct rect){0, 0, 60, 60});
    map->draggable = true;
    assert_true(frame_drags(&frame, 5, 5));
    assert_false(frame_drags(&frame, 70, 5));
    // Words without a ground do not count, a plate does, a pin says for itself.
    frame_add(&frame, ROLE_TEXT, "scale", (struct rect){0, 0, 20, 20})->text = "100 m";
    assert_true(frame_drags(&frame, 5, 5));
    frame_add(&frame, ROLE_TEXT, "plate", (struct rect){20, 0, 20, 20})->fill = 0xffffffff;
    assert_false(frame_drags(&frame, 25, 5));
    struct node *pin = add_button("pin", (struct rect){40, 0, 10, 10});
    assert_false(frame_drags(&frame, 45, 5));
    pin->draggable = true;
    assert_true(frame_drags(&frame, 45, 5));
    frame_add(&frame, ROLE_DIALOG, "idle", (struct rect){0, 0, 60, 60});
    assert_false(frame_drags(&frame, 5, 5));
}

// Changes one thing; the hash must notice.
#define NOTICES(change)                                                                            \
    do {                                                                                           \
        begin();                                                                                   \
        struct node *node = add_button("a", (struct rect){1, 2, 3, 4});                            \
        uint64_t before = frame_hash(&frame);                                                      \
        assert_true(frame_hash(&frame) == before);                                                 \
        change;                                                                                    \
        (void)node;                                                                                \
        assert_true(frame_hash(&frame) != before);                                                 \
    } while (0)

static void
hash_covers_the_frame(void **state)
{
    (void)state;
    NOTICES(frame.screen = "work");
    NOTICES(frame.lang = "ht");
    NOTICES(frame.dir = DIRECTION_RTL);
    NOTICES(frame.page = 1);
    NOTICES(frame.pages = 2);
    NOTICES(frame.paper = 0xffffffff);
    NOTICES(frame.ring[0] = 1);
    NOTICES(frame.ring[1] = 1);
    NOTICES(frame.ring[2] = 1);
    NOTICES(frame.ring_mm = 1);
    NOTICES(frame.full = true);
    NOTICES(add_button("b", (struct rect){0}));
    NOTICES(frame.count = 0);
}

static void
hash_covers_the_node(void **state)
{
    (void)state;
    NOTICES(node->name[0] = 'b');
    NOTICES(node->role = ROLE_TILE);
    NOTICES(node->rect.x += 0.125f);
    NOTICES(node->rect.h += 0.125f);
    NOTICES(node->key = "ui.back");
    NOTICES(node->text = "Volver");
    NOTICES(node->lang = "es");
    NOTICES(node->dir = DIRECTION_RTL);
    NOTICES(node->text_rect.w = 1);
    NOTICES(node->first_line = 1);
    NOTICES(node->line_count = 1);
    NOTICES(node->style = TYPE_BODY);
    NOTICES(node->cap_mm = 5);
    NOTICES(node->align = ALIGN_END);
    NOTICES(node->bold = true);
    NOTICES(node->fg = 1);
    NOTICES(node->fill = 1);
    NOTICES(node->edge = 1);
    NOTICES(node->edge_mm = 1);
    NOTICES(node->radius_mm = 1);
    NOTICES(node->icon = "home");
    NOTICES(node->icon_rect.y = 1);
    NOTICES(node->icon_tint = 1);
    NOTICES(node->icon_mirrored = true);
    NOTICES(node->value = 0.5f);
    NOTICES(node->clip = "c");
    NOTICES(node->action.kind = 2);
    NOTICES(node->action.arg = 1);
    NOTICES(node->action.arg2 = 1);
    NOTICES(node->focusable = true);
    NOTICES(node->focused = true);
    NOTICES(node->pressed = true);
    NOTICES(node->disabled = true);
    NOTICES(node->checked = true);
    NOTICES(node->draggable = true);
    NOTICES(node->canvas = (struct SDL_Surface *)&frame);
    NOTICES(node->canvas_stamp = 1);
    NOTICES(node->canvas_stamp = UINT64_C(1) << 40);
    NOTICES(node->sensitive = true);
    NOTICES(node->fallback = true);
    NOTICES(node->clipped = true);
}

static void
hash_reads_words_not_pointers(void **state)
{
    (void)state;
    char one[] = "Volver";
    char two[] = "Volver";
    begin();
    struct node *node = add_button("a", (struct rect){0});
    node->text = one;
    uint64_t before = frame_hash(&frame);
    node->text = two;
    assert_true(frame_hash(&frame) == before);
    node->key = "ab";
    node->text = "c";
    before = node_hash(node);
    node->key = "a";
    node->text = "bc";
    assert_true(node_hash(node) != before);
    node->text = NULL; // a scene's slip is an empty text, not a crash
    before = node_hash(node);
    node->text = "";
    assert_true(node_hash(node) == before);
}

static void
rectangles(void **state)
{
    (void)state;
    struct rect in = rect_inset((struct rect){10, 20, 30, 40}, 5);
    assert_true(in.x == 15 && in.y == 25 && in.w == 20 && in.h == 30);
    in = rect_inset((struct rect){10, 20, 4, 40}, 5);
    assert_true(in.x == 12 && in.w == 0 && in.h == 30);
    struct rect a = {0, 0, 10, 10};
    assert_true(rect_overlaps(a, (struct rect){9, 9, 5, 5}));
    assert_false(rect_overlaps(a, (struct rect){10, 0, 5, 5})); // touching
    assert_false(rect_overlaps(a, (struct rect){0, -5, 5, 5}));
    assert_true(rect_contains(a, 0, 0));
    assert_false(rect_contains(a, 10, 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(panel_ends_at_the_last_pixel),
        cmocka_unit_test(a_new_node_is_empty),
        cmocka_unit_test(a_full_frame_says_so),
        cmocka_unit_test(a_touch_hits_the_topmost),
        cmocka_unit_test(a_dialog_hides_what_is_under_it),
        cmocka_unit_test(a_drag_begins_on_what_is_topmost),
        cmocka_unit_test(hash_covers_the_frame),
        cmocka_unit_test(hash_covers_the_node),
        cmocka_unit_test(hash_reads_words_not_pointers),
        cmocka_unit_test(rectangles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
