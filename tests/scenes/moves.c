// Buttons, a drag and a second tap move the map; drawing takes its turns and ends; a visit leaves nothing.
#include <SDL.h>
#include <malloc.h>

#include "scenes/internal.h"
#include "tests/scenes/mapped.h"

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void); // of gcc's and clang's run-time
#endif

enum { PANS = 1000, PANS_LONG = 10000, SLACK = 256 * 1024 };

static void
buttons_move_and_bring_back(void **state)
{
    struct desk *desk = *state;
    mapped_begin(desk, 0);
    struct route_point hub = town_hub(desk->stage->world.town);
    struct mapview_camera first = mapped_camera(desk);
    tap(desk, "map.right");
    assert_true(mapped_camera(desk).lon_e7 > first.lon_e7);
    tap(desk, "map.up");
    assert_true(mapped_camera(desk).lat_e7 > first.lat_e7);
    tap(desk, "map.left");
    tap(desk, "map.down");
    assert_in_range(mapped_camera(desk).lon_e7 - first.lon_e7 + 100, 0, 200);
    assert_in_range(mapped_camera(desk).lat_e7 - first.lat_e7 + 100, 0, 200);
    tap(desk, "map.home");
    assert_int_equal(mapped_camera(desk).lat_e7, hub.lat_e7);
    assert_int_equal(mapped_camera(desk).lon_e7, hub.lon_e7);
    // BACK finds the map as it was left.
    struct mapview_camera left = mapped_camera(desk);
    go(desk, SCREEN_SERVICES, 0);
    mapped_act(desk, ACT_BACK, 0);
    assert_int_equal(mapped_camera(desk).lat_e7, left.lat_e7);
    assert_int_equal(mapped_camera(desk).lon_e7, left.lon_e7);
    assert_int_equal(mapped_camera(desk).zoom, left.zoom);
}

static void
the_ring_stays_where_zooming_ends(void **state)
{
    struct desk *desk = *state;
    mapped_begin(desk, 0);
    desk->kiosk.visit.keys = true;
    while (mapped_camera(desk).zoom < MAPVIEW_ZOOM_MAX) {
        mapped_act(desk, ACT_ZOOM, 1);
    }
    assert_true(stage_node(desk->stage, "map.closer")->disabled);
    assert_string_equal(focus_name(desk), "map.farther");
    while (mapped_camera(desk).zoom > MAPVIEW_ZOOM_MIN) {
        mapped_act(desk, ACT_ZOOM, -1);
    }
    assert_true(stage_node(desk->stage, "map.farther")->disabled);
    assert_string_equal(focus_name(desk), "map.closer");
}

static void
finger_at(struct desk *desk, enum platform_event_kind kind, float x, float y)
{
    event(desk, (struct platform_event){.kind = kind, .x = x, .y = y});
}

static void
the_map_goes_with_the_finger(void **state)
{
    struct desk *desk = *state;
    mapped_begin(desk, 0);
    struct rect from = stage_node(desk->stage, "map.hub")->rect;
    float x = from.x + 20;
    float y = from.y + 20;
    finger_at(desk, PLATFORM_TOUCH_DOWN, x, y);
    finger_at(desk, PLATFORM_TOUCH_MOVE, x + 8, y - 5);
    finger_at(desk, PLATFORM_TOUCH_MOVE, x + 20, y - 12);
    finger_at(desk, PLATFORM_TOUCH_UP, x + 20, y - 12);
    struct rect to = stage_node(desk->stage, "map.hub")->rect;
    assert_float_equal(to.x - from.x, 20, 0.4);
    assert_float_equal(to.y - from.y, -12, 0.4);
    assert_string_equal(desk->kiosk.frame->screen, "map");
}

static void
two_taps_bring_the_place_closer(void **state)
{
    struct desk *desk = *state;
    mapped_begin(desk, 0);
    mapped_act(desk, ACT_ZOOM, -1);
    int zoom = mapped_camera(desk).zoom;
    struct rect map = stage_node(desk->stage, "map")->rect;
    float px = desk->stage->world.panel.px_per_mm;
    float x = map.x + 20;
    float y = map.y + map.h - 30;
    struct mapview *view = desk->stage->world.view;
    struct mapview_point place = mapview_from_window(view, 20 * px, (map.h - 30) * px);
    tap_at(desk, x, y);
    assert_int_equal(mapped_camera(desk).zoom, zoom);
    tap_at(desk, x, y);
    assert_int_equal(mapped_camera(desk).zoom, zoom + 1);
    float there_x;
    float there_y;
    mapview_to_window(view, place, &there_x, &there_y);
    assert_float_equal(there_x, 20 * px, 2);
    assert_float_equal(there_y, (map.h - 30) * px, 2);
}

static void
elsewhere_nothing_moves(void **state)
{
    struct desk *desk = *state;
    mapped_begin(desk, 0);
    go(desk, SCREEN_HOME, 0);
    struct mapview_camera before = mapped_camera(desk);
    mapped_act(desk, ACT_LOOK, LOOK_EAST);
    mapped_act(desk, ACT_ZOOM, 1);
    map_drag(&desk->kiosk, &desk->kiosk.visit, 10, 10);
    map_closer(&desk->kiosk, &desk->kiosk.visit, 10, 10);
    assert_int_equal(desk->kiosk.visit.at.zoom, 0);
    assert_int_equal(mapped_camera(desk).lon_e7, before.lon_e7);
    mapped_begin(desk, 0);
    mapped_act(desk, ACT_LOOK, 99); // no such way
    assert_int_equal(desk->kiosk.visit.at.zoom, 0);
}

static void
drawing_takes_turns_and_ends(void **state)
{
    struct desk *desk = *state;
    mapview_forget(desk->stage->world.view);
    mapped_begin(desk, 0);
    int turns = 0;
    for (; kiosk_timeout(&desk->kiosk) == 0; turns++) {
        assert_true(turns < 10000);
        kiosk_work(&desk->kiosk);
        kiosk_build(&desk->kiosk);
    }
    assert_true(turns > 0);
    uint64_t stamp = stage_node(desk->stage, "map")->canvas_stamp;
    uint64_t hash = frame_hash(desk->kiosk.frame);
    assert_true(kiosk_timeout(&desk->kiosk) > 1000);
    kiosk_work(&desk->kiosk); // nothing
    kiosk_build(&desk->kiosk);
    assert_true(stage_node(desk->stage, "map")->canvas_stamp == stamp);
    assert_true(frame_hash(desk->kiosk.frame) == hash);
    // Another screen does not wait for a map.
    mapped_act(desk, ACT_ZOOM, -1);
    go(desk, SCREEN_HOME, 0);
    assert_true(kiosk_timeout(&desk->kiosk) > 1000);
}

static void
the_way_ends_with_the_visit(void **state)
{
    struct desk *desk = *state;
    for (int exit = 0; exit < 2; exit++) {
        mapped_begin(desk, MADE_CLINIC);
        mapped_draw(desk);
        SDL_Surface *canvas = mapview_canvas(desk->stage->world.view);
        assert_true(canvas->w > 100);
        if (exit) {
            mapped_act(desk, ACT_EXIT, 0);
        } else {
            pass(desk, idle_ms(desk) + warning_ms(desk) + 1000);
            assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_ATTRACT);
        }
        canvas = mapview_canvas(desk->stage->world.view);
        assert_int_equal(canvas->w * canvas->h, 1);
        assert_int_equal(mapped_camera(desk).zoom, MAPVIEW_ZOOM_MIN);
    }
}

static size_t
bytes_in_use(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

// Round the town and back; the same ways every hundred, so that what is kept repeats itself.
static size_t
pan(struct desk *desk, int count)
{
    size_t most = 0;
    uint32_t seed = 1;
    for (int i = 0; i < count; i++) {
        seed = i % 100 == 0 ? 1 : seed * 1664525u + 1013904223u;
        mapped_act(desk, ACT_LOOK, i % 100 == 99 ? LOOK_HUB : (int)(seed >> 24) % 4);
        kiosk_work(&desk->kiosk);
        size_t now = bytes_in_use();
        most = now > most ? now : most;
    }
    return most;
}

static void
pans_keep_their_memory(void **state) // with HUB_LONG=1 ten thousand
{
    struct desk *desk = *state;
    mapped_begin(desk, 0);
    size_t before = pan(desk, PANS / 5);
    size_t after = pan(desk, getenv("HUB_LONG") ? PANS_LONG : PANS);
    printf("most bytes in use: %zu, then %zu\n", before, after);
    assert_true(after <= before + SLACK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buttons_move_and_bring_back),
        cmocka_unit_test(the_ring_stays_where_zooming_ends),
        cmocka_unit_test(the_map_goes_with_the_finger),
        cmocka_unit_test(two_taps_bring_the_place_closer),
        cmocka_unit_test(elsewhere_nothing_moves),
        cmocka_unit_test(drawing_takes_turns_and_ends),
        cmocka_unit_test(the_way_ends_with_the_visit),
        cmocka_unit_test(pans_keep_their_memory),
    };
    return cmocka_run_group_tests(tests, mapped_setup, mapped_teardown);
}
