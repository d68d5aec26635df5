// Keyboards as Linux has them. Apart from the rest: linux/input.h and platform.h both own KEY_UP.
#include "platform/sdl/evdev.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/err.h"

// As hands.c has them; the keys with digits as if there were no Num Lock, which no keypad's user sees.
static const struct {
    unsigned short code;
    enum wiring_function function;
} keys[] = {
    {KEY_UP, WIRING_UP},
    {KEY_KP8, WIRING_UP},
    {KEY_DOWN, WIRING_DOWN},
    {KEY_KP2, WIRING_DOWN},
    {KEY_ENTER, WIRING_SELECT},
    {KEY_KPENTER, WIRING_SELECT},
    {KEY_SPACE, WIRING_SELECT},
    {KEY_SELECT, WIRING_SELECT},
    {KEY_KP5, WIRING_SELECT},
    {KEY_ESC, WIRING_BACK},
    {KEY_BACKSPACE, WIRING_BACK},
    {KEY_LEFT, WIRING_BACK},
    {KEY_KP4, WIRING_BACK},
    {KEY_BACK, WIRING_BACK},
    {KEY_RIGHT, WIRING_NEXT},
    {KEY_KP6, WIRING_NEXT},
    {KEY_PAGEDOWN, WIRING_NEXT},
    {KEY_KP3, WIRING_NEXT},
    {KEY_HOME, WIRING_HOME},
    {KEY_KP7, WIRING_HOME},
    {KEY_HOMEPAGE, WIRING_HOME},
    {KEY_L, WIRING_LANGUAGE},
    {KEY_A, WIRING_AUDIO},
    {KEY_H, WIRING_HELP},
    {KEY_F1, WIRING_HELP},
    {KEY_HELP, WIRING_HELP},
    {KEY_MINUS, WIRING_VOLUME_DOWN},
    {KEY_KPMINUS, WIRING_VOLUME_DOWN},
    {KEY_VOLUMEDOWN, WIRING_VOLUME_DOWN},
    {KEY_EQUAL, WIRING_VOLUME_UP},
    {KEY_KPPLUS, WIRING_VOLUME_UP},
    {KEY_VOLUMEUP, WIRING_VOLUME_UP},
};

static const struct {
    unsigned short code;
    enum wiring_function function;
} digits[] = {
    {KEY_1, WIRING_TALLY_WOMAN},
    {KEY_KP1, WIRING_TALLY_WOMAN},
    {KEY_2, WIRING_TALLY_MAN},
    {KEY_KP2, WIRING_TALLY_MAN},
    {KEY_3, WIRING_TALLY_GIRL},
    {KEY_KP3, WIRING_TALLY_GIRL},
    {KEY_4, WIRING_TALLY_BOY},
    {KEY_KP4, WIRING_TALLY_BOY},
    {KEY_5, WIRING_TALLY_OTHER},
    {KEY_KP5, WIRING_TALLY_OTHER},
    {KEY_6, WIRING_TALLY_DISABILITY},
    {KEY_KP6, WIRING_TALLY_DISABILITY},
    {KEY_7, WIRING_TALLY_REFERRED},
    {KEY_KP7, WIRING_TALLY_REFERRED},
};

enum wiring_function
evdev_function(unsigned code, bool tally)
{
    size_t count = tally ? sizeof digits / sizeof *digits : sizeof keys / sizeof *keys;
    for (size_t i = 0; i < count; i++) {
        if ((tally ? digits[i].code : keys[i].code) == code) {
            return tally ? digits[i].function : keys[i].function;
        }
    }
    return WIRING_NONE;
}

int
evdev_open(const char *path)
{
    enum { LONG_BITS = 8 * sizeof(unsigned long) };
    unsigned long has[KEY_CNT / LONG_BITS + 1] = {0};
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    bool useful = false;
    if (ioctl(fd, EVIOCGBIT(EV_KEY, sizeof has), has) >= 0) {
        for (unsigned code = 0; code < KEY_CNT && !useful; code++) {
            bool there = has[code / LONG_BITS] >> (code % LONG_BITS) & 1;
            useful = there && (evdev_function(code, false) || evdev_function(code, true));
        }
    }
    if (!useful) {
        close(fd);
        return -1;
    }
    // Its keys are ours alone: neither SDL nor the text console hears them too. Without that they count all
    // the same.
    (void)ioctl(fd, EVIOCGRAB, 1);
    return fd;
}

int
evdev_read(int fd, bool tally, struct buttons_event *event)
{
    struct input_event from;
    ssize_t got = read(fd, &from, sizeof from);
    if (got != (ssize_t)sizeof from) {
        return got < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
    }
    // 0 is up, 1 down, 2 the keyboard's own repeat.
    enum wiring_function function =
        from.type == EV_KEY && from.value < 2 ? evdev_function(from.code, tally) : WIRING_NONE;
    *event = (struct buttons_event){
        .function = function,
        .active = from.value == 1,
        .time_us = (int64_t)from.input_event_sec * 1000000 + from.input_event_usec,
    };
    return 1;
}
