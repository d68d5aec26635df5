#pragma once
// From fingers and keys to one intent: a single finger, up inside the same node acts, bounces and
// second fingers count for nothing (EN 301 549 5.8, WCAG 2.5.1 and 2.5.2).

#include <stdbool.h>
#include <stdint.h>

#include "draw/draw.h"
#include "platform/platform.h"

enum {
    INPUT_GUARD_MS = 250, // a second touch of the same place within this is the same touch
    INPUT_GUARD_MM = 8,
};

// INTENT_TOUCHED: the glass was touched, nothing was chosen; INTENT_PRESENT: palms or several fingers,
// somebody is there but nothing was meant.
enum intent_kind { INTENT_NONE, INTENT_ACTION, INTENT_KEY, INTENT_TOUCHED, INTENT_PRESENT };

struct intent {
    enum intent_kind kind;
    struct action action;
    enum platform_key key;
};

struct input {
    bool down; // the one finger that counts is on the glass
    int finger;
    bool spoilt; // a second finger came: nothing acts until all are up
    int fingers;
    char pressed[NODE_NAME_MAX]; // node under the finger since it came down; "" = none
    bool inside;                 // the finger is still on it
    int64_t down_ms;             // when it came down
    float acted_x;               // where and when a touch acted last
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
