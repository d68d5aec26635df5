#include <string.h>

#include "platform/platform.h"

static const char *const names[KEY_COUNT] = {
    [KEY_NONE] = "",
    [KEY_UP] = "up",
    [KEY_DOWN] = "down",
    [KEY_SELECT] = "select",
    [KEY_BACK] = "back",
    [KEY_NEXT] = "next",
    [KEY_HOME] = "home",
    [KEY_LANGUAGE] = "language",
    [KEY_AUDIO] = "audio",
    [KEY_HELP] = "help",
    [KEY_VOLUME_DOWN] = "volume-down",
    [KEY_VOLUME_UP] = "volume-up",
};

const char *
platform_key_name(enum platform_key key)
{
    return (unsigned)key < KEY_COUNT ? names[key] : "";
}

enum platform_key
platform_key_named(const char *name)
{
    for (enum platform_key key = KEY_NONE + 1; key < KEY_COUNT; key++) {
        if (strcmp(names[key], name) == 0) {
            return key;
        }
    }
    return KEY_NONE;
}

_Static_assert((int)KEY_UP == (int)WIRING_UP && (int)KEY_VOLUME_UP == (int)WIRING_VOLUME_UP,
    "the eleven keys stand in one order");

static enum platform_key
key_of(enum wiring_function function)
{
    return function == WIRING_SWITCH_1    ? KEY_DOWN
           : function == WIRING_SWITCH_2  ? KEY_SELECT
           : function <= WIRING_VOLUME_UP ? (enum platform_key)function
                                          : KEY_NONE;
}

static int
key_events(uint32_t *held, enum platform_key key, bool down, struct platform_event *events)
{
    uint32_t bit = 1u << key;
    int count = 0;
    if (down && *held & bit) {
        events[count++] = (struct platform_event){.kind = PLATFORM_KEY_UP, .key = key};
    }
    events[count++] =
        (struct platform_event){.kind = down ? PLATFORM_KEY_DOWN : PLATFORM_KEY_UP, .key = key};
    *held = down ? *held | bit : *held & ~bit;
    return count;
}

int
platform_button(uint32_t *held, const struct buttons_event *button,
    struct platform_event events[PLATFORM_BUTTON_EVENTS])
{
    enum platform_key key = key_of(button->function);
    if (key != KEY_NONE) {
        return key_events(held, key, button->active, events);
    }
    bool tally = wiring_is_tally(button->function);
    events[0] = (struct platform_event){
        .kind = tally ? PLATFORM_TALLY : PLATFORM_HEADPHONE,
        .tally = tally ? button->function : WIRING_NONE,
        .plugged = button->active,
    };
    bool means = tally ? button->active : button->function == WIRING_HEADPHONE;
    return means ? 1 : 0;
}
