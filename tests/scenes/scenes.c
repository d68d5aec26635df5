// The table of screens, and the invitation that speaks the main languages in turn.

#include "scenes/scenes.h"
#include "tests/ui/stage.h"

static void
test_every_screen_has_a_scene(void **state)
{
    (void)state;
    for (int i = 0; i < SCREEN_COUNT; i++) {
        const struct scene *scene = scene_of((enum screen)i);
        assert_non_null(scene->name);
        assert_non_null(scene->build);
        bool bare = i == SCREEN_ATTRACT || i == SCREEN_STICK || i == SCREEN_POINTS;
        assert_true(scene->chrome == !bare);
        assert_true(scene->staff == (i >= SCREEN_STICK));
        for (int j = 0; j < i; j++) {
            assert_string_not_equal(scene->name, scene_of((enum screen)j)->name);
        }
    }
    assert_string_equal(scene_of((enum screen)SCREEN_COUNT)->name, "home");
    assert_string_equal(scene_of((enum screen) - 1)->name, "home");
    assert_string_equal(scene_of((enum screen)9999)->name, "home");
}

static void
build(struct stage *stage, enum screen screen, int arg)
{
    stage->visit.at = (struct place){.screen = (int16_t)screen, .arg = arg};
    arena_reset(&stage->arena);
    scenes_build(&stage->world, &stage->visit, &stage->arena, stage->frame);
    assert_false(stage->frame->full);
    assert_true(stage->frame->count > 0);
}

static void
test_attract_speaks_in_turn(void **state)
{
    struct stage *stage = *state;
    static const char *const tags[] = {"es", "ht", "ar", "hi", "es"};
    stage->visit = (struct visit){0};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        build(stage, SCREEN_ATTRACT, 0);
        assert_string_equal(stage->frame->lang, tags[i]);
        clock_advance(&stage->clock, 7999);
        build(stage, SCREEN_ATTRACT, 0);
        assert_string_equal(stage->frame->lang, tags[i]);
        clock_advance(&stage->clock, 1);
    }
    assert_int_equal(stage->visit.language, 0); // the visit knows nothing of it
    build(stage, SCREEN_LANGUAGE, 0);
    assert_string_equal(stage->frame->lang, "es");
}

// A hub that has only begun to fill in its content: no screen of an empty file, and no subject that
// is not there, takes the kiosk down; the way out is always there.
static void
test_every_screen_of_empty_content(void **state)
{
    static const int args[] = {0, 1, 7, -1, 1000000};
    struct stage *stage = *state;
    for (int i = 0; i < SCREEN_COUNT; i++) {
        for (size_t a = 0; a < sizeof args / sizeof *args; a++) {
            for (int language = 0; language < 4; language++) {
                stage->visit.language = (int16_t)language;
                stage->visit.size = (uint8_t)(language % SIZE_COUNT);
                build(stage, (enum screen)i, args[a]);
                assert_string_equal(stage->frame->screen, scene_of((enum screen)i)->name);
                assert_true(i == SCREEN_ATTRACT || frame_find(stage->frame, "foot.help") ||
                            frame_find(stage->frame, "stick.close") ||
                            frame_find(stage->frame, "points.no"));
            }
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_screen_has_a_scene),
        cmocka_unit_test_setup(test_attract_speaks_in_turn, stage_reset),
        cmocka_unit_test_setup(test_every_screen_of_empty_content, stage_reset),
    };
    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
