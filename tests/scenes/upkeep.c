// A stick is put in: who is there, who is thrown out (nobody), what ends by itself.

#include "scenes/internal.h"
#include "tests/scenes/desk.h"
#include "tests/scenes/sticks.h"

static int
setup(void **state)
{
    return desk_open(state, stick_words);
}

static int
reset(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.upkeep = (struct upkeep){0};
    desk->kiosk.wanted = 0;
    return desk_reset(state);
}

static void
stick(struct desk *desk, int64_t run, enum install_phase phase)
{
    struct install_status status = {
        .phase = phase, .run = run, .bytes = 50, .bytes_total = 200, .seconds_left = -1};
    kiosk_stick(&desk->kiosk, &status);
    kiosk_tick(&desk->kiosk);
    kiosk_build(&desk->kiosk);
}

static const char *
screen(const struct desk *desk)
{
    return desk->kiosk.frame->screen;
}

// At rest ----------------------------------------------------------------------------------------------

static void
test_takes_the_resting_screen(void **state)
{
    struct desk *desk = *state;
    assert_string_equal(screen(desk), "attract");
    for (int phase = INSTALL_LOOKING; phase < INSTALL_PHASES; phase++) {
        stick(desk, 1, (enum install_phase)phase);
        assert_string_equal(screen(desk), "stick");
        assert_string_equal(desk->kiosk.frame->lang, "es");
        assert_null(frame_find(desk->kiosk.frame, "stick.strip"));
        assert_true(kiosk_resting(&desk->kiosk));
    }
    stick(desk, 1, INSTALL_IDLE);
    assert_string_equal(screen(desk), "attract");
}

static void
test_in_the_staffs_language(void **state)
{
    struct desk *desk = *state;
    snprintf(desk->stage->config.staff_language, sizeof desk->stage->config.staff_language, "ar");
    stick(desk, 1, INSTALL_LOOKING);
    assert_string_equal(desk->kiosk.frame->lang, "ar");
    assert_int_equal(desk->kiosk.frame->dir, DIRECTION_RTL);
    snprintf(desk->stage->config.staff_language, sizeof desk->stage->config.staff_language, "xx");
    stick(desk, 1, INSTALL_LOOKING);
    assert_string_equal(desk->kiosk.frame->lang, "es"); // the hub's first
    snprintf(desk->stage->config.staff_language, sizeof desk->stage->config.staff_language, "es");
}

static void
test_closed_by_touch(void **state)
{
    struct desk *desk = *state;
    stick(desk, 1, INSTALL_COPYING);
    tap_at(desk, 5, 5); // beside the button
    assert_string_equal(screen(desk), "stick");
    tap(desk, "stick.close");
    assert_string_equal(screen(desk), "attract");
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
    assert_int_equal(stage_node(desk->stage, "stick.strip")->action.kind, ACT_NONE);
    stick(desk, 1, INSTALL_CHECKING);
    assert_string_equal(screen(desk), "attract");
    stick(desk, 1, INSTALL_DONE); // how it ended is news
    assert_string_equal(screen(desk), "stick");
    tap(desk, "stick.close");
    stick(desk, 1, INSTALL_DONE);
    assert_string_equal(screen(desk), "attract");
    stick(desk, 2, INSTALL_LOOKING); // another stick
    assert_string_equal(screen(desk), "stick");
}

static void
test_closed_by_keys(void **state)
{
    static const enum platform_key away[] = {KEY_BACK, KEY_HOME, KEY_SELECT};
    struct desk *desk = *state;
    for (int i = 0; i < 3; i++) {
        reset(state);
        stick(desk, 1 + i, INSTALL_COPYING);
        press(desk, KEY_DOWN); // the ring shows first
        assert_string_equal(screen(desk), "stick");
        assert_string_equal(focus_name(desk), "stick.close");
        press(desk, away[i]);
        assert_string_equal(screen(desk), "attract");
        assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
    }
    stick(desk, 9, INSTALL_COPYING);
    press(desk, KEY_SELECT); // never acts unseen
    assert_string_equal(screen(desk), "stick");
}

static void
test_leaves_after_a_while(void **state)
{
    static const enum install_phase ends[] = {
        INSTALL_DONE, INSTALL_SAME, INSTALL_REFUSED, INSTALL_REVERTED};
    struct desk *desk = *state;
    for (int i = 0; i < 4; i++) {
        stick(desk, i + 1, INSTALL_CHECKING);
        pass(desk, 2 * UPKEEP_END_MS); // as long as it takes
        assert_string_equal(screen(desk), "stick");
        stick(desk, i + 1, ends[i]);
        assert_in_range(kiosk_timeout(&desk->kiosk), 1, 8000);
        pass(desk, UPKEEP_END_MS - 1);
        assert_string_equal(screen(desk), "stick");
        assert_int_equal(kiosk_timeout(&desk->kiosk), 1);
        pass(desk, 1);
        assert_string_equal(screen(desk), "attract");
        assert_null(frame_find(desk->kiosk.frame, "stick.strip"));
        stick(desk, i + 1, ends[i]); // told once more
        assert_string_equal(screen(desk), "attract");
    }
}

// During a visit ---------------------------------------------------------------------------------------

static void
test_nobody_is_thrown_out(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_TOPICS, 0);
    struct visit before = desk->kiosk.visit;
    for (int phase = INSTALL_LOOKING; phase < INSTALL_PHASES; phase++) {
        stick(desk, phase, (enum install_phase)phase);
        assert_string_equal(screen(desk), "topics");
        assert_string_equal(desk->kiosk.frame->lang, "ht");
        assert_string_equal(stage_node(desk->stage, "stick.strip")->lang, "es");
        assert_memory_equal(&desk->kiosk.visit, &before, sizeof before);
    }
    assert_false(kiosk_resting(&desk->kiosk));
    stick(desk, 99, INSTALL_IDLE);
    assert_null(frame_find(desk->kiosk.frame, "stick.strip"));
}

static void
test_opened_from_the_strip(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_TOPICS, 0);
    stick(desk, 1, INSTALL_COPYING);
    assert_says(desk->stage, "stick.strip", "Copiando 25 %");
    tap(desk, "stick.strip");
    assert_string_equal(screen(desk), "stick");
    assert_string_equal(desk->kiosk.frame->lang, "es");
    assert_null(frame_find(desk->kiosk.frame, "stick.strip"));
    tap(desk, "stick.close");
    assert_string_equal(screen(desk), "topics");
    assert_int_equal(desk->kiosk.visit.language, LANG_HT);
    tap(desk, "stick.strip");
    press(desk, KEY_BACK);
    assert_string_equal(screen(desk), "topics");
    tap(desk, "stick.strip");
    stick(desk, 1, INSTALL_DONE);
    assert_says(desk->stage, "stick.visit", "Después");
    stick(desk, 1, INSTALL_IDLE); // pulled out: nothing is left to look at
    assert_string_equal(screen(desk), "topics");
}

// The end of a visit is the stick's turn.
static void
test_after_the_visit(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    stick(desk, 1, INSTALL_COPYING);
    pass(desk, idle_ms(desk) + warning_ms(desk));
    assert_string_equal(screen(desk), "stick");
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
}

// An idle question is over everything; the timer of a visit still counts.
static void
test_sleeps_no_longer_than_it_must(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    stick(desk, 1, INSTALL_COPYING);
    assert_int_equal(kiosk_timeout(&desk->kiosk), idle_ms(desk));
    pass(desk, idle_ms(desk) - 50000);
    stick(desk, 1, INSTALL_DONE);
    assert_int_equal(kiosk_timeout(&desk->kiosk), 50000);
    tap_at(desk, 1, 60);
    pass(desk, 100000);
    assert_int_equal(kiosk_timeout(&desk->kiosk), 19700); // the strip leaves before the question
}

// Without content --------------------------------------------------------------------------------------

static void
test_without_content(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.world.store = NULL;
    desk->kiosk.trouble = 4101;
    stick(desk, 1, INSTALL_COPYING);
    assert_string_equal(screen(desk), "trouble");
    assert_says(desk->stage, "trouble.es.title", "Leyendo la memoria USB. Déjela puesta.");
    assert_close(stage_node(desk->stage, "trouble.bar")->value, 0.25f);
    stick(desk, 1, INSTALL_DONE);
    assert_says(desk->stage, "trouble.en.title", "Done. You can pull the USB stick out.");
    struct install_status refused = {
        .phase = INSTALL_REFUSED, .run = 1, .reason = BUNDLE_OTHER_HUB, .seconds_left = -1};
    kiosk_stick(&desk->kiosk, &refused);
    kiosk_build(&desk->kiosk);
    assert_says(desk->stage, "trouble.code", "5105");
    assert_int_equal(kiosk_timeout(&desk->kiosk), KIOSK_TROUBLE_RETRY_MS);
    stick(desk, 1, INSTALL_IDLE);
    assert_says(desk->stage, "trouble.code", "4101");
    desk->kiosk.trouble = 0;
}

#define UPKEEP(test) cmocka_unit_test_setup(test, reset)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        UPKEEP(test_takes_the_resting_screen),
        UPKEEP(test_in_the_staffs_language),
        UPKEEP(test_closed_by_touch),
        UPKEEP(test_closed_by_keys),
        UPKEEP(test_leaves_after_a_while),
        UPKEEP(test_nobody_is_thrown_out),
        UPKEEP(test_opened_from_the_strip),
        UPKEEP(test_after_the_visit),
        UPKEEP(test_sleeps_no_longer_than_it_must),
        UPKEEP(test_without_content),
    };
    return cmocka_run_group_tests(tests, setup, desk_teardown);
}
