// What input and time do to a visit: waking, keys, quick exit, the idle question, being forgotten
// (requirements 20, 31, 38, 46-50, 52, 53).

#include "tests/scenes/desk.h"

static const char topics[] =
    "INSERT INTO topic VALUES (1, 'plain', NULL, 1, 'info', ',current,', 0),"
    " (2, 'private', NULL, 2, 'info', ',current,', 1);";

static int
desk_setup(void **state)
{
    return desk_open(state, topics);
}

// Waking ---------------------------------------------------------------------------------------------

static void
test_touch_only_wakes(void **state)
{
    struct desk *desk = *state;
    assert_string_equal(desk->kiosk.frame->screen, "attract");
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_DOWN, .x = 40, .y = 40});
    assert_string_equal(desk->kiosk.frame->screen, "attract");
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_UP, .x = 90, .y = 70});
    assert_string_equal(desk->kiosk.frame->screen, "language");
    assert_false(desk->kiosk.visit.started || desk->kiosk.visit.keys);
    assert_string_equal(focus_name(desk), "");
}

static void
test_any_key_only_wakes(void **state)
{
    struct desk *desk = *state;
    for (int key = KEY_UP; key < KEY_COUNT; key++) {
        desk_reset(state);
        press(desk, (enum platform_key)key);
        assert_string_equal(desk->kiosk.frame->screen, "language");
        assert_false(desk->kiosk.visit.started);
        assert_int_equal(desk->kiosk.visit.depth, 0);
        assert_string_equal(focus_name(desk), "language.es"); // the ring shows where one is
    }
}

// Keys -----------------------------------------------------------------------------------------------

// The first key shows the focus, the next moves it; SELECT never acts unseen.
static void
test_first_key_shows_the_focus(void **state)
{
    static const enum platform_key keys[] = {KEY_DOWN, KEY_UP, KEY_SELECT};
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        desk_reset(state);
        begin(desk);
        assert_string_equal(focus_name(desk), "");
        press(desk, keys[i]);
        assert_string_equal(focus_name(desk), "home.current");
        assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
    }
    press(desk, KEY_DOWN);
    assert_string_equal(focus_name(desk), "home.potential");
    press(desk, KEY_UP);
    press(desk, KEY_SELECT);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_TOPICS);
    assert_int_equal(desk->kiosk.visit.audience, AUDIENCE_CURRENT);
    tap_at(desk, 1, 1); // a finger hides it
    assert_string_equal(focus_name(desk), "");
}

static void
test_keys_with_a_name(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_TOPIC, 1);
    press(desk, KEY_HELP);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HELP);
    press(desk, KEY_HELP); // leaves again
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_TOPIC);
    press(desk, KEY_LANGUAGE);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_LANGUAGE);
    press(desk, KEY_LANGUAGE);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_TOPIC);
    press(desk, KEY_HOME);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
    press(desk, KEY_BACK);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_TOPIC);
    press(desk, KEY_NEXT); // no further page: the next row
    assert_int_equal(desk->kiosk.visit.at.page, 0);
    assert_true(desk->kiosk.visit.at.focus != 0);
    press(desk, KEY_AUDIO);
    assert_true(desk->kiosk.visit.notice);
    press(desk, KEY_BACK);
    assert_false(desk->kiosk.visit.notice);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
}

// BACK returns to the very page and the very focus.
static void
test_back_returns_page_and_focus(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    press(desk, KEY_DOWN);
    for (int i = 0; i < 4; i++) {
        press(desk, KEY_DOWN);
    }
    char name[NODE_NAME_MAX];
    snprintf(name, sizeof name, "%s", focus_name(desk));
    uint64_t before = frame_hash(desk->kiosk.frame);
    press(desk, KEY_SELECT);
    assert_int_not_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
    press(desk, KEY_BACK);
    assert_string_equal(focus_name(desk), name);
    assert_true(frame_hash(desk->kiosk.frame) == before);
}

static void
test_home_on_a_private_screen_forgets_the_way(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_TOPICS, 0);
    go(desk, SCREEN_TOPIC, 2);
    stage_node(desk->stage, "header.exit");
    press(desk, KEY_HOME);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
    assert_int_equal(desk->kiosk.visit.depth, 0);
    assert_int_equal(desk->kiosk.visit.language, LANG_HT);
    press(desk, KEY_BACK);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
    go(desk, SCREEN_TOPIC, 2);
    tap(desk, "header.exit");
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
    assert_int_equal(desk->kiosk.visit.depth, 0);
}

// The pressed node shows in the very next frame (requirement 30).
static void
test_pressed_shows(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    struct rect rect = stage_node(desk->stage, "home.papers")->rect;
    event(desk,
        (struct platform_event){.kind = PLATFORM_TOUCH_DOWN, .x = rect.x + 5, .y = rect.y + 5});
    assert_true(stage_node(desk->stage, "home.papers")->pressed);
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_MOVE, .x = rect.x + 5, .y = 1});
    assert_false(stage_node(desk->stage, "home.papers")->pressed);
}

// Time -----------------------------------------------------------------------------------------------

static void
test_warning_comes_in_time(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    pass(desk, idle_ms(desk) - 1);
    assert_false(desk->kiosk.visit.idle);
    pass(desk, 1);
    assert_true(desk->kiosk.visit.idle);
    stage_node(desk->stage, "idle.continue");
    assert_true(warning_ms(desk) >= 20000); // requirement 46
    pass(desk, warning_ms(desk) - 1);
    assert_true(desk->kiosk.visit.idle);
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
}

// Any input answers and does nothing else; as often as one likes.
static void
test_any_input_extends(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    go(desk, SCREEN_TOPIC, 1);
    struct place was = desk->kiosk.visit.at;
    int depth = desk->kiosk.visit.depth;
    for (int key = KEY_UP; key < KEY_COUNT; key++) {
        pass(desk, idle_ms(desk) + warning_ms(desk) / 2);
        assert_true(desk->kiosk.visit.idle);
        press(desk, (enum platform_key)key);
        assert_false(desk->kiosk.visit.idle);
        assert_memory_equal(&desk->kiosk.visit.at, &was, sizeof was);
        assert_int_equal(desk->kiosk.visit.depth, depth);
        pass(desk, idle_ms(desk));
        assert_true(desk->kiosk.visit.idle);
        tap_at(desk, 20, 125); // where the back button is, under the question
        assert_false(desk->kiosk.visit.idle);
        assert_memory_equal(&desk->kiosk.visit.at, &was, sizeof was);
        pass(desk, idle_ms(desk));
        tap(desk, "idle.continue");
        assert_false(desk->kiosk.visit.idle);
        assert_memory_equal(&desk->kiosk.visit.at, &was, sizeof was);
    }
}

static void
fill_in(struct desk *desk)
{
    struct visit *visit = &desk->kiosk.visit;
    memset(visit->have, 0xff, sizeof visit->have);
    memset(visit->lack, 0xff, sizeof visit->lack);
    memset(visit->back, 0x11, sizeof visit->back);
    snprintf(visit->query, sizeof visit->query, "pasaporte");
    visit->facts = UINT64_MAX;
    visit->filters = 7;
    visit->spoken = 3;
    visit->size = SIZE_XL;
    visit->contrast = CONTRAST_YELLOW;
}

// Nobody there: every byte of the visit is gone.
static void
test_the_forgotten_is_forgotten(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    fill_in(desk);
    pass(desk, idle_ms(desk));
    assert_true(desk->kiosk.visit.idle);
    pass(desk, warning_ms(desk));
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
    assert_string_equal(desk->kiosk.frame->screen, "attract");
}

static void
test_finish_forgets(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    fill_in(desk);
    desk->kiosk.visit.size = SIZE_NORMAL;
    go(desk, SCREEN_HELP, 0);
    tap(desk, "help.finish");
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
    assert_string_equal(desk->kiosk.frame->screen, "attract");
}

// Before a language is chosen there is nothing to lose and nobody to ask.
static void
test_languages_left_alone(void **state)
{
    struct desk *desk = *state;
    tap_at(desk, 50, 50);
    pass(desk, idle_ms(desk) - 1);
    assert_string_equal(desk->kiosk.frame->screen, "language");
    pass(desk, 1);
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
}

static void
test_a_finger_on_the_glass_is_no_idleness(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_DOWN, .x = 1, .y = 1});
    pass(desk, idle_ms(desk) + 1000);
    assert_false(desk->kiosk.visit.idle);
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_UP, .x = 1, .y = 1});
    pass(desk, idle_ms(desk) - 1);
    assert_false(desk->kiosk.visit.idle);
    pass(desk, 1);
    assert_true(desk->kiosk.visit.idle);
}

// What never lifts is dirt or a drop of water.
static void
test_dirt_on_the_glass_keeps_nothing_open(void **state)
{
    struct desk *desk = *state;
    begin(desk);
    event(desk, (struct platform_event){.kind = PLATFORM_TOUCH_DOWN, .x = 1, .y = 1});
    pass(desk, 600 * 1000);
    assert_true(desk->kiosk.visit.idle || !desk->kiosk.visit.started);
}

// The kiosk sleeps until something is due, no longer and no shorter.
static void
test_sleep(void **state)
{
    struct desk *desk = *state;
    assert_in_range(kiosk_timeout(&desk->kiosk), 1, 8000);
    begin(desk);
    assert_int_equal(kiosk_timeout(&desk->kiosk), idle_ms(desk));
    pass(desk, 1234);
    assert_int_equal(kiosk_timeout(&desk->kiosk), idle_ms(desk) - 1234);
    pass(desk, kiosk_timeout(&desk->kiosk));
    assert_true(desk->kiosk.visit.idle);
    for (int i = 0; i < desk->stage->config.warning_s; i++) {
        assert_int_equal(kiosk_timeout(&desk->kiosk), 1000); // the number counts down
        pass(desk, 1000);
    }
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
}

// Languages ------------------------------------------------------------------------------------------

static void
choose(struct desk *desk, const char *tag)
{
    struct platform_event chosen = {.kind = PLATFORM_LANGUAGE};
    snprintf(chosen.text, sizeof chosen.text, "%s", tag);
    event(desk, chosen);
}

static void
test_language_from_outside(void **state)
{
    struct desk *desk = *state;
    choose(desk, "xx");
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_ATTRACT);
    choose(desk, "hi");
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_HOME);
    assert_int_equal(desk->kiosk.visit.language, LANG_HI);
    go(desk, SCREEN_TOPIC, 1);
    choose(desk, "ar");
    assert_int_equal(desk->kiosk.visit.at.screen, SCREEN_TOPIC);
    assert_int_equal(desk->kiosk.visit.language, LANG_AR);
}

// Trouble --------------------------------------------------------------------------------------------

static void
test_without_content(void **state)
{
    struct desk *desk = *state;
    desk->kiosk.world.store = NULL;
    desk->kiosk.trouble = 4101;
    kiosk_build(&desk->kiosk);
    assert_string_equal(desk->kiosk.frame->screen, "trouble");
    tap_at(desk, 50, 50);
    press(desk, KEY_SELECT);
    choose(desk, "es");
    pass(desk, 1000000);
    assert_string_equal(desk->kiosk.frame->screen, "trouble");
    assert_memory_equal(&desk->kiosk.visit, &nobody, sizeof nobody);
    assert_int_equal(kiosk_timeout(&desk->kiosk), KIOSK_TROUBLE_RETRY_MS);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_touch_only_wakes),
        DESK(test_any_key_only_wakes),
        DESK(test_first_key_shows_the_focus),
        DESK(test_keys_with_a_name),
        DESK(test_back_returns_page_and_focus),
        DESK(test_home_on_a_private_screen_forgets_the_way),
        DESK(test_pressed_shows),
        DESK(test_warning_comes_in_time),
        DESK(test_any_input_extends),
        DESK(test_the_forgotten_is_forgotten),
        DESK(test_finish_forgets),
        DESK(test_languages_left_alone),
        DESK(test_a_finger_on_the_glass_is_no_idleness),
        DESK(test_dirt_on_the_glass_keeps_nothing_open),
        DESK(test_sleep),
        DESK(test_language_from_outside),
        DESK(test_without_content),
    };
    return cmocka_run_group_tests(tests, desk_setup, desk_teardown);
}
