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
