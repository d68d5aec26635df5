// links: platform_drm
// Whatever a device says, fingers go down, move and come up in that order, and keys likewise.

#include "platform/drm/internal.h"

#include <string.h>

#include "base/err.h"
#include "fuzz.h"

#include <linux/input.h>

enum { RECORD = 8 }; // type, code, value

static void
check(const struct heard *heard, bool fingers[FINGERS_MAX], unsigned *keys)
{
    for (int i = 0; i < heard->count; i++) {
        const struct platform_event *event = &heard->events[i];
        bool key = event->kind == PLATFORM_KEY_DOWN || event->kind == PLATFORM_KEY_UP;
        unsigned bit = 1u << event->key;
        if (key) {
            ASSERT(event->key < KEY_COUNT);
            ASSERT(((*keys & bit) != 0) == (event->kind == PLATFORM_KEY_UP));
            *keys ^= bit;
            continue;
        }
        ASSERT(event->finger >= 0 && event->finger < FINGERS_MAX);
        ASSERT(fingers[event->finger] == (event->kind != PLATFORM_TOUCH_DOWN));
        ASSERT(event->x >= -1 && event->x <= 1 && event->y >= -1 && event->y <= 1);
        fingers[event->finger] = event->kind != PLATFORM_TOUCH_UP;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const bool none[FINGERS_MAX];
    bool fingers[FINGERS_MAX] = {false};
    unsigned keys = 0;
    struct evdev evdev;
    struct heard heard = {0};
    evdev_init(&evdev);
    evdev.touch = len > 0 && data[0] & 1;
    evdev.slots = len > 0 && data[0] & 2;
    evdev.max_x = 1000;
    evdev.max_y = INT32_MAX;
    evdev.min_y = INT32_MIN;
    for (size_t at = 1; at + RECORD <= len; at += RECORD) {
        struct input_event event = {0};
        memcpy(&event.type, data + at, 2);
        memcpy(&event.code, data + at + 2, 2);
        memcpy(&event.value, data + at + 4, 4);
        evdev_event(&evdev, &event, &heard);
        ASSERT(heard.count <= EVDEV_REPORT_MAX);
        check(&heard, fingers, &keys);
        heard.count = 0;
    }
    evdev_release(&evdev, &heard);
    check(&heard, fingers, &keys);
    ASSERT(memcmp(fingers, none, sizeof none) == 0 && keys == 0);
    return 0;
}
