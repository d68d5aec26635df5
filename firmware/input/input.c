#include "input/input.h"

#include <stdio.h>
#include <string.h>

static const struct intent NOTHING = {.kind = INTENT_NONE};

static bool
near(float dx, float dy, int mm)
{
    return dx * dx + dy * dy < (float)(mm * mm);
}

static void
finger_down(struct input *input, const struct platform_event *event, const struct frame *frame)
{
    input->fingers++;
    if (input->fingers > 1) {
        input->spoilt = true;
        input->inside = false;
        return;
    }
    const struct node *node = frame_hit(frame, event->x, event->y);
    input->down = true;
    input->spoilt = false;
    input->finger = event->finger;
    input->down_ms = event->time_ms;
    input->inside = node != NULL;
    snprintf(input->pressed, sizeof input->pressed, "%s", node ? node->name : "");
    input->may_drag = frame_drags(frame, event->x, event->y);
    input->drags = false;
    input->last_x = event->x;
    input->last_y = event->y;
    int64_t since = event->time_ms - input->tapped_ms;
    input->tapped = input->tapped && input->may_drag && !node && since >= INPUT_AGAIN_MIN_MS &&
                    since <= INPUT_AGAIN_MAX_MS &&
                    near(event->x - input->tapped_x, event->y - input->tapped_y, INPUT_GUARD_MM);
}

static bool
on_pressed_node(
    const struct input *input, const struct platform_event *event, const struct frame *frame)
{
    const struct node *node = frame_hit(frame, event->x, event->y);
    return node && input->pressed[0] != '\0' && strcmp(node->name, input->pressed) == 0;
}

// The glass bounces, and the next screen may lie under the finger already: place and time tell.
static bool
is_bounce(const struct input *input, const struct platform_event *event)
{
    return input->acted && event->time_ms - input->acted_ms < INPUT_GUARD_MS &&
           near(event->x - input->acted_x, event->y - input->acted_y, INPUT_GUARD_MM);
}

// What a drag has left behind no longer acts, even if the finger comes back to it.
static struct intent
finger_move(struct input *input, const struct platform_event *event, const struct frame *frame)
{
    if (!input->down || event->finger != input->finger || input->spoilt) {
        return NOTHING;
    }
    float dx = event->x - input->last_x;
    float dy = event->y - input->last_y;
    if (!input->drags) {
        input->drags = input->may_drag && !near(dx, dy, INPUT_DRAG_MM);
        input->inside = !input->drags && on_pressed_node(input, event, frame);
    }
    if (!input->drags) {
        return NOTHING;
    }
    input->pressed[0] = '\0';
    input->tapped = false;
    input->last_x = event->x;
    input->last_y = event->y;
    return (struct intent){.kind = INTENT_DRAG, .x = dx, .y = dy};
}

// The end of a touch that chose nothing.
static struct intent
map_tapped(struct input *input, const struct platform_event *event)
{
    bool tap = !input->spoilt && input->may_drag && !input->drags && input->pressed[0] == '\0';
    bool again = tap && input->tapped;
    input->tapped = tap && !again;
    input->tapped_x = event->x;
    input->tapped_y = event->y;
    input->tapped_ms = event->time_ms;
    return (struct intent){.kind = input->spoilt ? INTENT_PRESENT
                                   : again       ? INTENT_AGAIN
                                                 : INTENT_TOUCHED,
        .x = event->x,
        .y = event->y};
}

static struct intent
finger_up(struct input *input, const struct platform_event *event, const struct frame *frame)
{
    input->fingers = input->fingers > 0 ? input->fingers - 1 : 0;
    if (!input->down || event->finger != input->finger) {
        return NOTHING;
    }
    input->down = false;
    bool chosen = !input->spoilt && on_pressed_node(input, event, frame);
    input->inside = false;
    if (!chosen) {
        return map_tapped(input, event);
    }
    if (is_bounce(input, event)) {
        return NOTHING;
    }
    input->acted = true;
    input->acted_x = event->x;
    input->acted_y = event->y;
    input->acted_ms = event->time_ms;
    const struct node *node = frame_find(frame, input->pressed);
    return (struct intent){.kind = INTENT_ACTION, .action = node->action};
}

static struct intent
key_down(struct input *input, const struct platform_event *event)
{
    uint32_t bit = 1u << event->key;
    if (input->held & bit) {
        return NOTHING;
    }
    input->held |= bit;
    return (struct intent){.kind = INTENT_KEY, .key = event->key};
}

struct intent
input_event(struct input *input, const struct platform_event *event, const struct frame *frame)
{
    switch (event->kind) {
    case PLATFORM_TOUCH_DOWN:
        finger_down(input, event, frame);
        return NOTHING;
    case PLATFORM_TOUCH_MOVE:
        return finger_move(input, event, frame);
    case PLATFORM_TOUCH_UP:
        return finger_up(input, event, frame);
    case PLATFORM_KEY_DOWN:
        return key_down(input, event);
    case PLATFORM_KEY_UP:
        input->held &= ~(1u << event->key);
        return NOTHING;
    case PLATFORM_NOTHING:
    case PLATFORM_TALLY:
    case PLATFORM_HEADPHONE:
    case PLATFORM_ACTION:
    case PLATFORM_LANGUAGE:
    case PLATFORM_QUIT:
        break;
    }
    return NOTHING;
}

void
input_mark(const struct input *input, struct frame *frame)
{
    if (!input->down || !input->inside) {
        return;
    }
    for (int i = 0; i < frame->count; i++) {
        if (strcmp(frame->nodes[i].name, input->pressed) == 0) {
            frame->nodes[i].pressed = true;
        }
    }
}
