// Who has a pin and who has none, what a pin leads to, and that no name and no button goes missing.
#include "scenes/internal.h"
#include "tests/scenes/mapped.h"

// Whether the list has it on any of its pages.
static bool
listed(struct desk *desk, const char *name)
{
    int pages = desk->kiosk.frame->pages;
    for (int page = 0; page < pages; page++) {
        desk->kiosk.visit.at.page = (int16_t)page;
        kiosk_build(&desk->kiosk);
        if (frame_find(desk->kiosk.frame, name)) {
            return true;
        }
    }
    return false;
}

static void
only_public_places_are_shown(void **state)
{
    struct desk *desk = *state;
    static const char *const shown[] = {"location.hub", "location.clinic", "location.office",
        "location.market", "location.island", "location.bakery", "location.off-map"};
    static const char *const hidden[] = {"location.quiet", "location.secret", "location.vague"};
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        mapped_begin(desk, 0);
        assert_true(listed(desk, shown[i]));
    }
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        mapped_begin(desk, 0);
        assert_false(listed(desk, hidden[i]));
    }
    // Not even asked for by its number.
    static const int asked[] = {MADE_QUIET, MADE_SECRET, MADE_VAGUE, 999};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        mapped_begin(desk, asked[i]);
        for (int n = 0; n < desk->kiosk.frame->count; n++) {
            const struct node *node = &desk->kiosk.frame->nodes[n];
            assert_int_not_equal(node->action.arg2, SCREEN_SERVICE);
            assert_int_not_equal(strncmp(node->name, "pin.", 4), 0);
        }
    }
}

static void
every_place_in_view_has_a_pin(void **state)
{
    struct desk *desk = *state;
    mapped_begin(desk, 0);
    for (int zoom = 0; zoom < 5; zoom++) {
        static struct map_places places;
        struct ui ui = {
            .world = &desk->kiosk.world, .visit = &desk->kiosk.visit, .arena = &desk->kiosk.arena};
        places_find(&ui, 0, &places);
        int standing = 0;
        const struct frame *frame = desk->kiosk.frame;
        for (int n = 0; n < frame->count; n++) {
            bool group = strncmp(frame->nodes[n].name, "group.", 6) == 0;
            standing += group || strncmp(frame->nodes[n].name, "pin.", 4) == 0;
        }
        const struct node *map = stage_node(desk->stage, "map");
        int in_view = 0;
        for (int i = 0; i < places.count; i++) {
            float x;
            float y;
            mapview_to_window(desk->stage->world.view, places.at[i].at, &x, &y);
            float px = desk->stage->world.panel.px_per_mm;
            in_view += x >= 0 && y >= 0 && x < map->rect.w * px && y < map->rect.h * px;
        }
        assert_true(standing > 0 && standing <= in_view);
        mapped_act(desk, ACT_ZOOM, -1);
    }
}

static void
a_group_lists_its_places(void **state)
{
    struct desk *desk = *state;
    mapped_begin(desk, 0);
    while (mapped_camera(desk).zoom > MAPVIEW_ZOOM_MIN) { // all of the town in one pin
        mapped_act(desk, ACT_ZOOM, -1);
    }
    const struct node *group = NULL;
    for (int n = 0; n < desk->kiosk.frame->count; n++) {
        const struct node *node = &desk->kiosk.frame->nodes[n];
        group = strncmp(node->name, "group.", 6) == 0 ? node : group;
    }
    assert_non_null(group);
    struct action action = group->action;
    int depth = desk->kiosk.visit.depth;
    kiosk_act(&desk->kiosk, &action);
    kiosk_build(&desk->kiosk);
    assert_int_equal(desk->kiosk.visit.depth, depth + 1);
    assert_true(listed(desk, "location.market"));
    assert_true(listed(desk, "location.bakery"));
    assert_false(listed(desk, "location.off-map"));
    mapped_act(desk, ACT_BACK, 0);
    assert_int_equal(desk->kiosk.visit.at.group, 0);
    assert_true(listed(desk, "location.off-map"));
}

static void
one_place_and_the_way_there(void **state)
{
    struct desk *desk = *state;
    mapped_begin(desk, MADE_CLINIC);
    assert_int_equal(stage_node(desk->stage, "map.walk")->action.arg2, SCREEN_WALK);
    assert_int_equal(stage_node(desk->stage, "service.clinic")->action.arg, MADE_CLINIC);
    stage_node(desk->stage, "map.hub");
    stage_node(desk->stage, "pin.2");
    // No way is known to an island: it has its pin, and the staff know.
    mapped_begin(desk, MADE_ISLAND);
    assert_int_equal(stage_node(desk->stage, "map.walk")->action.kind, ACT_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_public_places_are_shown),
        cmocka_unit_test(every_place_in_view_has_a_pin),
        cmocka_unit_test(a_group_lists_its_places),
        cmocka_unit_test(one_place_and_the_way_there),
    };
    return cmocka_run_group_tests(tests, mapped_setup, mapped_teardown);
}
