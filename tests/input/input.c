// One finger, up where it came down, acts; nothing else does (requirements 27, 29, 38, 41).

#include <stdio.h>
#include <string.h>

#include "input/input.h"
#include "test.h"

enum { LEFT = 7, RIGHT = 8, PIN = 9 }; // kinds of the buttons' actions

struct hands { // an input, the frame it meets and the time
    struct input input;
    struct frame frame;
    int64_t now_ms;
};

static struct node *
button(struct hands *hands, const char *name, int kind, float x)
{
    struct node *node = frame_add(&hands->frame, ROLE_BUTTON, name, (struct rect){x, 10, 20, 20});
    node->action = (struct action){.kind = (int16_t)kind, .arg = 3};
    return node;
}

static int
setup(void **state)
{
    static struct hands hands;
    memset(&hands, 0, sizeof hands);
    hands.now_ms = 5000;
    button(&hands, "left", LEFT, 10);
    button(&hands, "right", RIGHT, 40);
    *state = &hands;
    return 0;
}

static enum intent_kind
finger(struct hands *hands, enum platform_event_kind kind, int finger, float x)
{
    struct platform_event event = {
        .kind = kind, .time_ms = hands->now_ms, .finger = finger, .x = x, .y = 20};
    struct intent intent = input_event(&hands->input, &event, &hands->frame);
    if (intent.kind == INTENT_ACTION) {
        assert_int_equal(intent.action.arg, 3);
        assert_in_range(intent.action.kind, LEFT, PIN);
    }
    return intent.kind;
}

static enum intent_kind
tap(struct hands *hands, float x)
{
    assert_int_equal(finger(hands, PLATFORM_TOUCH_DOWN, 0, x), INTENT_NONE);
    return finger(hands, PLATFORM_TOUCH_UP, 0, x);
}

static enum intent_kind
key(struct hands *hands, enum platform_event_kind kind, enum platform_key key)
{
    struct platform_event event = {.kind = kind, .time_ms = hands->now_ms, .key = key};
    struct intent intent = input_event(&hands->input, &event, &hands->frame);
    if (intent.kind == INTENT_KEY) {
        assert_int_equal(intent.key, key);
    }
    return intent.kind;
}

static bool
pressed(struct hands *hands, const char *name)
{
    for (int i = 0; i < hands->frame.count; i++) {
        hands->frame.nodes[i].pressed = false;
    }
    input_mark(&hands->input, &hands->frame);
    return frame_find(&hands->frame, name)->pressed;
}

// Touch --------------------------------------------------------------------------------------------

static void
test_up_inside_acts(void **state)
{
    struct hands *hands = *state;
    assert_int_equal(finger(hands, PLATFORM_TOUCH_DOWN, 0, 20), INTENT_NONE);
    struct platform_event up = {
        .kind = PLATFORM_TOUCH_UP, .time_ms = hands->now_ms, .x = 20, .y = 20};
    struct intent intent = input_event(&hands->input, &up, &hands->frame);
    assert_int_equal(intent.kind, INTENT_ACTION);
    assert_int_equal(intent.action.kind, LEFT);
}

static void
test_slide_off_cancels(void **state)
{
    struct hands *hands = *state;
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 20);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 50), INTENT_NONE);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 50), INTENT_TOUCHED);
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 20);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 5), INTENT_TOUCHED);
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 5);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 20), INTENT_TOUCHED);
}

static void
test_slide_back_acts(void **state)
{
    struct hands *hands = *state;
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 20);
    finger(hands, PLATFORM_TOUCH_MOVE, 0, 100);
    finger(hands, PLATFORM_TOUCH_MOVE, 0, 22);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 22), INTENT_ACTION);
}

static void
test_pressed_while_inside(void **state)
{
    struct hands *hands = *state;
    assert_false(pressed(hands, "left"));
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 20);
    assert_true(pressed(hands, "left"));
    assert_false(hands->frame.nodes[1].pressed);
    finger(hands, PLATFORM_TOUCH_MOVE, 0, 50);
    assert_false(pressed(hands, "left"));
    assert_false(hands->frame.nodes[1].pressed);
    finger(hands, PLATFORM_TOUCH_MOVE, 0, 21);
    assert_true(pressed(hands, "left"));
    finger(hands, PLATFORM_TOUCH_DOWN, 1, 50);
    assert_false(pressed(hands, "left"));
    finger(hands, PLATFORM_TOUCH_UP, 1, 50);
    finger(hands, PLATFORM_TOUCH_UP, 0, 21);
    assert_false(pressed(hands, "left"));
}

// Somebody may be there, but nothing was chosen and nothing is to start.
static bool
means_nothing(enum intent_kind kind)
{
    return kind == INTENT_NONE || kind == INTENT_PRESENT;
}

static void
test_second_finger_spoils(void **state)
{
    struct hands *hands = *state;
    for (int first = 0; first < 2; first++) { // whichever leaves first
        finger(hands, PLATFORM_TOUCH_DOWN, 0, 20);
        finger(hands, PLATFORM_TOUCH_DOWN, 1, 50);
        assert_true(means_nothing(finger(hands, PLATFORM_TOUCH_UP, first, first ? 50 : 20)));
        assert_true(means_nothing(finger(hands, PLATFORM_TOUCH_UP, 1 - first, first ? 20 : 50)));
        hands->now_ms += INPUT_GUARD_MS;
        assert_int_equal(tap(hands, first ? 50 : 20), INTENT_ACTION);
    }
}

static void
test_palm_spoils_until_all_are_up(void **state)
{
    struct hands *hands = *state;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(finger(hands, PLATFORM_TOUCH_DOWN, i, 20), INTENT_NONE);
    }
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 20), INTENT_PRESENT);
    // One finger of the palm comes down again while the others rest.
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 20);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 20), INTENT_NONE);
    for (int i = 1; i < 5; i++) {
        assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, i, 20), INTENT_NONE);
    }
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
}

static void
test_up_without_down(void **state)
{
    struct hands *hands = *state;
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 20), INTENT_NONE);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 20), INTENT_NONE);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 3, 20), INTENT_NONE);
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
}

static void
test_another_fingers_moves_do_not_count(void **state)
{
    struct hands *hands = *state;
    finger(hands, PLATFORM_TOUCH_DOWN, 2, 20);
    finger(hands, PLATFORM_TOUCH_MOVE, 0, 100);
    assert_true(pressed(hands, "left"));
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 2, 20), INTENT_ACTION);
}

static void
test_bounce_counts_once(void **state)
{
    struct hands *hands = *state;
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
    for (int i = 0; i < 4; i++) {
        hands->now_ms += 60;
        assert_int_equal(tap(hands, 20), INTENT_NONE);
    }
    hands->now_ms += INPUT_GUARD_MS - 240 - 1;
    assert_int_equal(tap(hands, 20), INTENT_NONE);
    hands->now_ms += 1;
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
}

// A double tap of a trembling hand: the second one falls on what the first one opened.
static void
test_bounce_spares_the_next_screen(void **state)
{
    struct hands *hands = *state;
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
    hands->frame.count = 0;
    button(hands, "other", LEFT, 10);
    hands->now_ms += 100;
    assert_int_equal(tap(hands, 20), INTENT_NONE);
    hands->now_ms += INPUT_GUARD_MS;
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
}

// Two keys of the keyboard in quick succession are two letters.
static void
test_bounce_is_of_one_node(void **state)
{
    struct hands *hands = *state;
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
    hands->now_ms += 40;
    assert_int_equal(tap(hands, 50), INTENT_ACTION);
}

// The screen changed under the finger: the node it came down on is gone, or has another place.
static void
test_frame_changes_under_the_finger(void **state)
{
    struct hands *hands = *state;
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 20);
    hands->frame.count = 0;
    button(hands, "other", RIGHT, 10);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 20), INTENT_TOUCHED);
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 20);
    hands->frame.count = 0;
    button(hands, "other", RIGHT, 60);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 20), INTENT_TOUCHED);
}

static void
test_what_cannot_act(void **state)
{
    struct hands *hands = *state;
    hands->frame.nodes[0].disabled = true;
    hands->frame.nodes[1].action.kind = 0;
    assert_int_equal(tap(hands, 20), INTENT_TOUCHED);
    assert_int_equal(tap(hands, 50), INTENT_TOUCHED);
    assert_int_equal(tap(hands, 35), INTENT_TOUCHED);
    assert_int_equal(tap(hands, -5), INTENT_TOUCHED);
}

static void
test_dialog_covers(void **state)
{
    struct hands *hands = *state;
    frame_add(&hands->frame, ROLE_DIALOG, "ask", (struct rect){0, 0, 100, 60});
    assert_int_equal(tap(hands, 20), INTENT_TOUCHED);
    button(hands, "answer", RIGHT, 10);
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
}

// Maps ---------------------------------------------------------------------------------------------

// A map from 100 to 200, at 180 to 200 a button over it, at 150 to 160 a pin on it.
static void
add_map(struct hands *hands)
{
    frame_add(&hands->frame, ROLE_MAP, "map", (struct rect){100, 0, 100, 60})->draggable = true;
    button(hands, "closer", RIGHT, 180);
    button(hands, "pin", PIN, 150)->draggable = true;
}

static struct intent
moved(struct hands *hands, enum platform_event_kind kind, float x, float y)
{
    struct platform_event event = {.kind = kind, .time_ms = hands->now_ms, .x = x, .y = y};
    return input_event(&hands->input, &event, &hands->frame);
}

static void
test_a_finger_drags_the_map(void **state)
{
    struct hands *hands = *state;
    add_map(hands);
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 120);
    // A hand that trembles does not drag.
    assert_int_equal(moved(hands, PLATFORM_TOUCH_MOVE, 123, 23).kind, INTENT_NONE);
    struct intent intent = moved(hands, PLATFORM_TOUCH_MOVE, 130, 24);
    assert_int_equal(intent.kind, INTENT_DRAG);
    assert_float_equal(intent.x, 10, 0.001);
    assert_float_equal(intent.y, 4, 0.001);
    // From then on every millimetre counts, also back and over the edge.
    intent = moved(hands, PLATFORM_TOUCH_MOVE, 129, 24);
    assert_int_equal(intent.kind, INTENT_DRAG);
    assert_float_equal(intent.x, -1, 0.001);
    assert_int_equal(moved(hands, PLATFORM_TOUCH_MOVE, 20, 20).kind, INTENT_DRAG);
    // Let go over a button of elsewhere: nothing acts.
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 20), INTENT_TOUCHED);
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
}

static void
test_a_drag_never_acts(void **state)
{
    struct hands *hands = *state;
    add_map(hands);
    // Also one that sets out from a pin and comes back to it.
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 155);
    assert_true(pressed(hands, "pin"));
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 170), INTENT_DRAG);
    assert_false(pressed(hands, "pin"));
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 155), INTENT_DRAG);
    assert_false(pressed(hands, "pin"));
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 155), INTENT_TOUCHED);
    assert_int_equal(tap(hands, 155), INTENT_ACTION);
}

static void
test_what_lies_over_the_map_does_not_drag(void **state)
{
    struct hands *hands = *state;
    add_map(hands);
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 190);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 120), INTENT_NONE);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 120), INTENT_TOUCHED);
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 20); // nor does what lies beside it
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 120), INTENT_NONE);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 120), INTENT_TOUCHED);
    frame_add(&hands->frame, ROLE_DIALOG, "ask", (struct rect){0, 0, 200, 60});
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 120);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 150), INTENT_NONE);
}

static void
test_a_second_finger_ends_the_drag(void **state)
{
    struct hands *hands = *state;
    add_map(hands);
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 120);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 130), INTENT_DRAG);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 1, 140), INTENT_NONE);
    finger(hands, PLATFORM_TOUCH_DOWN, 1, 140);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 0, 110), INTENT_NONE);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 1, 110), INTENT_NONE);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 110), INTENT_PRESENT);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_MOVE, 1, 160), INTENT_NONE);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 1, 160), INTENT_NONE);
}

static void
test_tapped_twice(void **state)
{
    struct hands *hands = *state;
    add_map(hands);
    assert_int_equal(tap(hands, 120), INTENT_TOUCHED);
    hands->now_ms += 200;
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 121);
    struct intent intent = moved(hands, PLATFORM_TOUCH_UP, 121, 22);
    assert_int_equal(intent.kind, INTENT_AGAIN);
    assert_float_equal(intent.x, 121, 0.001);
    assert_float_equal(intent.y, 22, 0.001);
    // A third tap is a first one.
    hands->now_ms += 200;
    assert_int_equal(tap(hands, 120), INTENT_TOUCHED);
    hands->now_ms += 200;
    assert_int_equal(tap(hands, 120), INTENT_AGAIN);
}

static void
test_what_is_not_tapped_twice(void **state)
{
    struct hands *hands = *state;
    add_map(hands);
    tap(hands, 120);
    hands->now_ms += INPUT_AGAIN_MIN_MS - 1; // a bounce
    assert_int_equal(tap(hands, 120), INTENT_TOUCHED);
    hands->now_ms += INPUT_AGAIN_MAX_MS + 1; // too late
    assert_int_equal(tap(hands, 120), INTENT_TOUCHED);
    hands->now_ms += 200; // too far
    assert_int_equal(tap(hands, 130), INTENT_TOUCHED);
    hands->now_ms += 200; // a drag in between
    finger(hands, PLATFORM_TOUCH_DOWN, 0, 130);
    finger(hands, PLATFORM_TOUCH_MOVE, 0, 140);
    assert_int_equal(finger(hands, PLATFORM_TOUCH_UP, 0, 130), INTENT_TOUCHED);
    hands->now_ms += 200;
    assert_int_equal(tap(hands, 130), INTENT_TOUCHED);
    hands->now_ms += 200; // a button in between
    assert_int_equal(tap(hands, 155), INTENT_ACTION);
    hands->now_ms += 200;
    assert_int_equal(tap(hands, 130), INTENT_TOUCHED);
    hands->now_ms += 1000; // not on a map
    assert_int_equal(tap(hands, 80), INTENT_TOUCHED);
    hands->now_ms += 200;
    assert_int_equal(tap(hands, 80), INTENT_TOUCHED);
}

// Keys ---------------------------------------------------------------------------------------------

static void
test_held_key_is_one_press(void **state)
{
    struct hands *hands = *state;
    assert_int_equal(key(hands, PLATFORM_KEY_DOWN, KEY_DOWN), INTENT_KEY);
    for (int i = 0; i < 100; i++) { // ten seconds of a keyboard's own repeat
        hands->now_ms += 100;
        assert_int_equal(key(hands, PLATFORM_KEY_DOWN, KEY_DOWN), INTENT_NONE);
    }
    assert_int_equal(key(hands, PLATFORM_KEY_UP, KEY_DOWN), INTENT_NONE);
    hands->now_ms += 300;
    assert_int_equal(key(hands, PLATFORM_KEY_DOWN, KEY_DOWN), INTENT_KEY);
}

static void
test_stuck_key_blocks_no_other(void **state)
{
    struct hands *hands = *state;
    key(hands, PLATFORM_KEY_DOWN, KEY_HELP);
    hands->now_ms += 60 * 1000;
    assert_int_equal(key(hands, PLATFORM_KEY_DOWN, KEY_HELP), INTENT_NONE);
    for (int k = KEY_UP; k < KEY_COUNT; k++) {
        if (k != KEY_HELP) {
            assert_int_equal(key(hands, PLATFORM_KEY_DOWN, (enum platform_key)k), INTENT_KEY);
            key(hands, PLATFORM_KEY_UP, (enum platform_key)k);
        }
    }
    assert_int_equal(tap(hands, 20), INTENT_ACTION);
    key(hands, PLATFORM_KEY_UP, KEY_HELP);
    assert_int_equal(key(hands, PLATFORM_KEY_DOWN, KEY_HELP), INTENT_KEY);
}

static void
test_other_events_mean_nothing(void **state)
{
    struct hands *hands = *state;
    static const enum platform_event_kind kinds[] = {
        PLATFORM_NOTHING, PLATFORM_ACTION, PLATFORM_LANGUAGE, PLATFORM_QUIT};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct platform_event event = {.kind = kinds[i], .x = 20, .y = 20};
        assert_int_equal(input_event(&hands->input, &event, &hands->frame).kind, INTENT_NONE);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_up_inside_acts, setup),
        cmocka_unit_test_setup(test_slide_off_cancels, setup),
        cmocka_unit_test_setup(test_slide_back_acts, setup),
        cmocka_unit_test_setup(test_pressed_while_inside, setup),
        cmocka_unit_test_setup(test_second_finger_spoils, setup),
        cmocka_unit_test_setup(test_palm_spoils_until_all_are_up, setup),
        cmocka_unit_test_setup(test_up_without_down, setup),
        cmocka_unit_test_setup(test_another_fingers_moves_do_not_count, setup),
        cmocka_unit_test_setup(test_bounce_counts_once, setup),
        cmocka_unit_test_setup(test_bounce_is_of_one_node, setup),
        cmocka_unit_test_setup(test_bounce_spares_the_next_screen, setup),
        cmocka_unit_test_setup(test_frame_changes_under_the_finger, setup),
        cmocka_unit_test_setup(test_what_cannot_act, setup),
        cmocka_unit_test_setup(test_dialog_covers, setup),
        cmocka_unit_test_setup(test_a_finger_drags_the_map, setup),
        cmocka_unit_test_setup(test_a_drag_never_acts, setup),
        cmocka_unit_test_setup(test_what_lies_over_the_map_does_not_drag, setup),
        cmocka_unit_test_setup(test_a_second_finger_ends_the_drag, setup),
        cmocka_unit_test_setup(test_tapped_twice, setup),
        cmocka_unit_test_setup(test_what_is_not_tapped_twice, setup),
        cmocka_unit_test_setup(test_held_key_is_one_press, setup),
        cmocka_unit_test_setup(test_stuck_key_blocks_no_other, setup),
        cmocka_unit_test_setup(test_other_events_mean_nothing, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
