#include "platform/drm/internal.h"

#include <linux/input.h>

void
evdev_init(struct evdev *evdev)
{
    *evdev = (struct evdev){0};
    for (int i = 0; i < SLOTS_MAX; i++) {
        evdev->fingers[i] = (struct evdev_finger){.id = -1, .shown = -1, .number = -1};
    }
}

static void
say(struct heard *heard, const struct platform_event *event)
{
    if (heard->count < HEARD_MAX) {
        heard->events[heard->count++] = *event;
    }
}

// Keys -------------------------------------------------------------------------------------------

static void
say_key(struct evdev *evdev, struct heard *heard, enum platform_key key, bool down)
{
    unsigned bit = 1u << key;
    if (down == ((evdev->keys & bit) != 0)) {
        return; // of two codes for one key the first counts
    }
    evdev->keys ^= bit;
    say(heard, &(struct platform_event){
                   .kind = down ? PLATFORM_KEY_DOWN : PLATFORM_KEY_UP,
                   .key = key,
               });
}

static void
take_key(struct evdev *evdev, const struct input_event *event, struct heard *heard)
{
    if (event->code == BTN_TOUCH || event->code == BTN_LEFT) {
        if (evdev->touch && !evdev->slots) {
            evdev->fingers[0].id = event->value != 0 ? 1 : -1;
        }
        return;
    }
    enum platform_key key = keycode(event->code);
    if (key != KEY_NONE && event->value != 2) { // 2: held down; one press, one action
        say_key(evdev, heard, key, event->value != 0);
    }
}

// Fingers ----------------------------------------------------------------------------------------

static float
part_of(int value, int min, int max)
{
    float part = ((float)value - (float)min + 0.5f) / ((float)max - (float)min + 1.0f);
    return part < 0 ? 0 : part > 1 ? 1 : part;
}

static int
free_number(const struct heard *heard)
{
    int number = 0;
    while (number < FINGERS_MAX && heard->fingers[number]) {
        number++;
    }
    return number < FINGERS_MAX ? number : -1;
}

static void
say_finger(const struct evdev *evdev, const struct evdev_finger *finger, struct heard *heard,
    enum platform_event_kind kind)
{
    if (finger->number >= 0) {
        say(heard, &(struct platform_event){
                       .kind = kind,
                       .finger = finger->number,
                       .x = part_of(finger->x, evdev->min_x, evdev->max_x),
                       .y = part_of(finger->y, evdev->min_y, evdev->max_y),
                   });
    }
}

static void
lift(struct evdev_finger *finger, struct heard *heard)
{
    if (finger->number >= 0) {
        heard->fingers[finger->number] = false;
    }
    finger->shown = -1;
    finger->number = -1;
}

// At the end of a report every finger stands where the report says.
static void
report(struct evdev *evdev, struct heard *heard)
{
    for (int i = 0; i < SLOTS_MAX; i++) {
        struct evdev_finger *finger = &evdev->fingers[i];
        if (finger->shown >= 0 && finger->id != finger->shown) {
            say_finger(evdev, finger, heard, PLATFORM_TOUCH_UP);
            lift(finger, heard);
        }
        if (finger->id >= 0 && finger->shown < 0) {
            finger->shown = finger->id;
            finger->number = free_number(heard);
            if (finger->number >= 0) {
                heard->fingers[finger->number] = true;
            }
            say_finger(evdev, finger, heard, PLATFORM_TOUCH_DOWN);
        } else if (finger->id >= 0 && finger->moved) {
            say_finger(evdev, finger, heard, PLATFORM_TOUCH_MOVE);
        }
        finger->moved = false;
    }
}

static void
take_place(struct evdev *evdev, const struct input_event *event)
{
    if (event->code == ABS_MT_SLOT) {
        evdev->slot = event->value;
        return;
    }
    int slot = evdev->slots ? evdev->slot : 0;
    if (!evdev->touch || slot < 0 || slot >= SLOTS_MAX) {
        return;
    }
    struct evdev_finger *finger = &evdev->fingers[slot];
    if (event->code == ABS_MT_TRACKING_ID && evdev->slots) {
        finger->id = event->value < 0 ? -1 : event->value;
    } else if (event->code == (evdev->slots ? ABS_MT_POSITION_X : ABS_X)) {
        finger->x = event->value;
        finger->moved = true;
    } else if (event->code == (evdev->slots ? ABS_MT_POSITION_Y : ABS_Y)) {
        finger->y = event->value;
        finger->moved = true;
    }
}

// Both ---------------------------------------------------------------------------------------------

void
evdev_release(struct evdev *evdev, struct heard *heard)
{
    for (int i = 0; i < SLOTS_MAX; i++) {
        struct evdev_finger *finger = &evdev->fingers[i];
        for (int step = 0; step < 2 && finger->number >= 0; step++) {
            say(heard, &(struct platform_event){
                           .kind = step == 0 ? PLATFORM_TOUCH_MOVE : PLATFORM_TOUCH_UP,
                           .finger = finger->number,
                           .x = -1,
                           .y = -1,
                       });
        }
        lift(finger, heard);
        finger->id = -1;
    }
    for (enum platform_key key = KEY_NONE + 1; key < KEY_COUNT; key++) {
        say_key(evdev, heard, key, false);
    }
}

void
evdev_event(struct evdev *evdev, const struct input_event *event, struct heard *heard)
{
    if (event->type == EV_SYN && event->code == SYN_DROPPED) {
        evdev_release(evdev, heard);
        evdev->lost = true;
    } else if (event->type == EV_SYN && event->code == SYN_REPORT) {
        if (!evdev->lost) {
            report(evdev, heard);
        }
        evdev->lost = false;
    } else if (!evdev->lost && event->type == EV_KEY) {
        take_key(evdev, event, heard);
    } else if (!evdev->lost && event->type == EV_ABS) {
        take_place(evdev, event);
    }
}
