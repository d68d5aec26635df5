#include <SDL.h>
#include <string.h>

#include "platform/sdl/internal.h"
#include "test.h"

static struct hands hands;
static struct platform_event event;

static int
set_up(void **state)
{
    (void)state;
    memset(&hands, 0, sizeof hands);
    hands.panel = panel_make(400, 200, 100, 50);
    return 0;
}

static bool
key(SDL_Keycode code, bool down, bool repeat)
{
    SDL_Event from = {
        .key = {.type = down ? SDL_KEYDOWN : SDL_KEYUP, .repeat = repeat, .keysym = {.sym = code}}};
    return hands_event(&hands, &from, &event);
}

static bool
finger(Uint32 type, SDL_FingerID id, float x, float y)
{
    SDL_Event from = {.tfinger = {.type = type, .fingerId = id, .x = x, .y = y}};
    return hands_event(&hands, &from, &event);
}

static bool
button(Uint32 type, Uint32 which, Uint8 number)
{
    SDL_Event from = {
        .button = {.type = type, .which = which, .button = number, .x = 100, .y = 20}};
    return hands_event(&hands, &from, &event);
}

static bool
motion(int x, int y)
{
    SDL_Event from = {.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = y}};
    return hands_event(&hands, &from, &event);
}

static void
every_logical_key_has_a_key(void **state)
{
    (void)state;
    static const struct {
        SDL_Keycode code;
        enum platform_key key;
    } expected[] = {{SDLK_UP, KEY_UP}, {SDLK_DOWN, KEY_DOWN}, {SDLK_RETURN, KEY_SELECT},
        {SDLK_SPACE, KEY_SELECT}, {SDLK_ESCAPE, KEY_BACK}, {SDLK_BACKSPACE, KEY_BACK},
        {SDLK_LEFT, KEY_BACK}, {SDLK_RIGHT, KEY_NEXT}, {SDLK_PAGEDOWN, KEY_NEXT},
        {SDLK_HOME, KEY_HOME}, {SDLK_l, KEY_LANGUAGE}, {SDLK_a, KEY_AUDIO}, {SDLK_h, KEY_HELP},
        {SDLK_F1, KEY_HELP}, {SDLK_MINUS, KEY_VOLUME_DOWN}, {SDLK_PLUS, KEY_VOLUME_UP}};
    bool seen[KEY_COUNT] = {0};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(key(expected[i].code, true, false));
        assert_int_equal(event.kind, PLATFORM_KEY_DOWN);
        assert_int_equal(event.key, expected[i].key);
        assert_true(key(expected[i].code, false, false));
        assert_int_equal(event.kind, PLATFORM_KEY_UP);
        seen[event.key] = true;
    }
    for (enum platform_key logical = KEY_NONE + 1; logical < KEY_COUNT; logical++) {
        assert_true(seen[logical]);
    }
    assert_false(key(SDLK_x, true, false));
    assert_false(key(SDLK_RETURN, true, true)); // held down: one press, one action
}

static void
fingers_are_numbered_from_zero(void **state)
{
    (void)state;
    assert_true(finger(SDL_FINGERDOWN, 77, 0.5f, 0.5f));
    assert_int_equal(event.kind, PLATFORM_TOUCH_DOWN);
    assert_int_equal(event.finger, 0);
    assert_true(event.x == 50 && event.y == 25);
    assert_true(finger(SDL_FINGERDOWN, 5, 0.25f, 1));
    assert_int_equal(event.finger, 1);
    assert_true(event.x == 25 && event.y == 50);
    assert_true(finger(SDL_FINGERMOTION, 77, 0.75f, 0.5f));
    assert_int_equal(event.kind, PLATFORM_TOUCH_MOVE);
    assert_int_equal(event.finger, 0);
    assert_true(finger(SDL_FINGERUP, 77, 0.75f, 0.5f));
    assert_int_equal(event.kind, PLATFORM_TOUCH_UP);
    assert_int_equal(event.finger, 0);
    assert_true(finger(SDL_FINGERDOWN, 78, 0, 0)); // the free place, the second finger still down
    assert_int_equal(event.finger, 0);
    assert_true(finger(SDL_FINGERUP, 5, 0, 0));
    assert_int_equal(event.finger, 1);
}

static void
unknown_and_surplus_fingers_are_nobody(void **state)
{
    (void)state;
    assert_false(finger(SDL_FINGERMOTION, 3, 0, 0));
    assert_false(finger(SDL_FINGERUP, 3, 0, 0));
    for (int i = 0; i < FINGERS_MAX; i++) {
        assert_true(finger(SDL_FINGERDOWN, 100 + i, 0, 0));
        assert_int_equal(event.finger, i);
    }
    assert_false(finger(SDL_FINGERDOWN, 500, 0, 0));
    assert_false(finger(SDL_FINGERUP, 500, 0, 0));
    assert_true(finger(SDL_FINGERUP, 104, 0, 0));
    assert_true(finger(SDL_FINGERDOWN, 501, 0, 0));
    assert_int_equal(event.finger, 4);
}

// The glass is 400 x 200 pixels; hung upright the picture is 50 mm wide and 100 mm high.
static void
touch_is_turned_with_the_picture(void **state)
{
    (void)state;
    static const struct {
        enum turned turn;
        float x; // mm of the picture under the glass's pixel 100, 20 and its quarter, eighth
        float y;
    } cases[] = {{TURN_NONE, 25, 5}, {TURN_180, 75, 45}, {TURN_90, 5, 75}, {TURN_270, 45, 25}};
    for (int i = 0; i < 4; i++) {
        memset(&hands, 0, sizeof hands);
        hands.turn = cases[i].turn;
        hands.panel =
            turn_lies(hands.turn) ? panel_make(200, 400, 50, 100) : panel_make(400, 200, 100, 50);
        assert_true(finger(SDL_FINGERDOWN, 1, 0.25f, 0.1f));
        assert_true(event.x > cases[i].x - 0.01f && event.x < cases[i].x + 0.01f);
        assert_true(event.y > cases[i].y - 0.01f && event.y < cases[i].y + 0.01f);
        hands.touched_ticks = 0;
        assert_true(button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT));
        assert_true(event.x > cases[i].x - 0.2f && event.x < cases[i].x + 0.2f);
        assert_true(event.y > cases[i].y - 0.2f && event.y < cases[i].y + 0.2f);
    }
}

static void
the_mouse_is_a_finger(void **state)
{
    (void)state;
    assert_false(motion(10, 10)); // nobody presses
    assert_true(button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT));
    assert_int_equal(event.kind, PLATFORM_TOUCH_DOWN);
    assert_int_equal(event.finger, 0);
    assert_true(event.x == 25.125f && event.y == 5.125f); // the pixel's middle
    assert_true(motion(200, 100));
    assert_int_equal(event.kind, PLATFORM_TOUCH_MOVE);
    assert_true(button(SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT));
    assert_int_equal(event.kind, PLATFORM_TOUCH_UP);
    assert_false(motion(10, 10));
    assert_false(button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_RIGHT));
    assert_false(button(SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_MIDDLE));
}

static void
a_touch_does_not_count_twice(void **state)
{
    (void)state;
    SDL_Delay(2); // the clock of SDL has left zero
    assert_false(button(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT));
    assert_false(button(SDL_MOUSEBUTTONUP, SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT));
    assert_true(finger(SDL_FINGERDOWN, 1, 0, 0));
    assert_false(button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT)); // X repeats it as a mouse
    assert_false(motion(5, 5));
    assert_true(finger(SDL_FINGERUP, 1, 0, 0));
    assert_false(button(SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT));
}

static void
closing_the_window_ends_it(void **state)
{
    (void)state;
    SDL_Event from = {.type = SDL_QUIT};
    assert_true(hands_event(&hands, &from, &event));
    assert_int_equal(event.kind, PLATFORM_QUIT);
    from.type = SDL_TEXTINPUT;
    assert_false(hands_event(&hands, &from, &event));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_logical_key_has_a_key, set_up),
        cmocka_unit_test_setup(fingers_are_numbered_from_zero, set_up),
        cmocka_unit_test_setup(unknown_and_surplus_fingers_are_nobody, set_up),
        cmocka_unit_test_setup(touch_is_turned_with_the_picture, set_up),
        cmocka_unit_test_setup(the_mouse_is_a_finger, set_up),
        cmocka_unit_test_setup(a_touch_does_not_count_twice, set_up),
        cmocka_unit_test_setup(closing_the_window_ends_it, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
