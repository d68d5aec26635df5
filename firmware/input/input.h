#pragma once
// From fingers and keys to one intent: a single finger, up inside the same node acts, bounces and
// second fingers count for nothing (EN 301 549 5.8, WCAG 2.5.1 and 2.5.2). On a map one finger may also
// drag, and tap twice; buttons do the same (WCAG 2.5.7).

#include <stdbool.h>
#include <stdint.h>

#include "draw/draw.h"
#include "platform/platform.h"

enum {
    INPUT_GUARD_MS = 250, // a second touch of the same place within this is the same touch
    INPUT_GUARD_MM = 8,
    INPUT_DRAG_MM = 5, // a finger that went farther drags: more than a hand that trembles
    // From the first tap's end to the second's beginning: sooner it is a bounce of the glass.
    INPUT_AGAIN_MIN_MS = 50,
    INPUT_AGAIN_MAX_MS = 500,
};

// INTENT_TOUCHED: the glass was touched, nothing was chosen; INTENT_PRESENT: palms or several fingers,
// somebody is there but nothing was meant. INTENT_DRAG, INTENT_AGAIN (tapped twice): on a map.
enum intent_kind {
    INTENT_NONE,
    INTENT_ACTION,
    INTENT_KEY,
    INTENT_TOUCHED,
    INTENT_PRESENT,
    INTENT_DRAG,
    INTENT_AGAIN,
};

struct intent {
    enum intent_kind kind;
    struct action action;
    enum platform_key key;
    float x; // mm. INTENT_DRAG: how far since the last one; INTENT_AGAIN: where on the panel
    float y;
};

struct input {
    bool down; // the one finger that counts is on the glass
    int finger;
    bool spoilt; // a second finger came: nothing acts until all are up
    int fingers;
    char pressed[NODE_NAME_MAX]; // node under the finger since it came down; "" = none
    bool inside;                 // the finger is still on it
    int64_t down_ms;             // when it came down
    bool may_drag;               // it came down on a map
    bool drags;                  // and went on from there
    float last_x;                // where it came down, then where it dragged to
    float last_y;
    bool tapped; // the last touch was a tap on a map, then and there
    float tapped_x;
    float tapped_y;
    int64_t tapped_ms;
    float acted_x; // where and when a touch acted last
    float acted_y;
    int64_t acted_ms;
    bool acted;
    uint32_t held; // keys down, a bit each: a held or stuck key counts once, others still count
};

// What the event means on this frame.
struct intent input_event(
    struct input *input, const struct platform_event *event, const struct frame *frame);
// Marks the node under the finger as pressed, so that it shows within one frame.
void input_mark(const struct input *input, struct frame *frame);
