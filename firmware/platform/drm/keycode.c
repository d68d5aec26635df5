#include "platform/drm/internal.h"

// From the next include on these names are the kernel's.
enum {
    PANEL_UP = KEY_UP,
    PANEL_DOWN = KEY_DOWN,
    PANEL_SELECT = KEY_SELECT,
    PANEL_BACK = KEY_BACK,
    PANEL_NEXT = KEY_NEXT,
    PANEL_HOME = KEY_HOME,
    PANEL_LANGUAGE = KEY_LANGUAGE,
    PANEL_AUDIO = KEY_AUDIO,
    PANEL_HELP = KEY_HELP,
    PANEL_VOLUME_DOWN = KEY_VOLUME_DOWN,
    PANEL_VOLUME_UP = KEY_VOLUME_UP,
};

#include <linux/input-event-codes.h>

// The same keys as in a window (sdl/hands.c), by their place on a US keyboard.
static const struct {
    int code;
    int key;
} keys[] = {
    {KEY_UP, PANEL_UP},
    {KEY_DOWN, PANEL_DOWN},
    {KEY_ENTER, PANEL_SELECT},
    {KEY_KPENTER, PANEL_SELECT},
    {KEY_SPACE, PANEL_SELECT},
    {KEY_SELECT, PANEL_SELECT},
    {KEY_ESC, PANEL_BACK},
    {KEY_BACKSPACE, PANEL_BACK},
    {KEY_LEFT, PANEL_BACK},
    {KEY_BACK, PANEL_BACK},
    {KEY_RIGHT, PANEL_NEXT},
    {KEY_PAGEDOWN, PANEL_NEXT},
    {KEY_NEXT, PANEL_NEXT},
    {KEY_HOME, PANEL_HOME},
    {KEY_HOMEPAGE, PANEL_HOME},
    {KEY_L, PANEL_LANGUAGE},
    {KEY_LANGUAGE, PANEL_LANGUAGE},
    {KEY_A, PANEL_AUDIO},
    {KEY_AUDIO, PANEL_AUDIO},
    {KEY_H, PANEL_HELP},
    {KEY_F1, PANEL_HELP},
    {KEY_HELP, PANEL_HELP},
    {KEY_MINUS, PANEL_VOLUME_DOWN},
    {KEY_KPMINUS, PANEL_VOLUME_DOWN},
    {KEY_VOLUMEDOWN, PANEL_VOLUME_DOWN},
    {KEY_EQUAL, PANEL_VOLUME_UP},
    {KEY_KPPLUS, PANEL_VOLUME_UP},
    {KEY_VOLUMEUP, PANEL_VOLUME_UP},
};

enum platform_key
keycode(int code)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code == code) {
            return (enum platform_key)keys[i].key;
        }
    }
    return KEY_NONE;
}
