// A touch screen for the guest of tests/qemu/drm, through the kernel's uinput, for QEMU 7.2 has none. Reads lines
// from a FIFO: "X Y" taps there (0 to 32767), "hold X Y" leaves the finger on the glass; the end of them unplugs it.
// usage: qemu_finger FIFO
#include <fcntl.h>
#include <linux/uinput.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { SIDE = 32767 };

static void
say(int fd, int type, int code, int value)
{
    struct input_event event = {
        .type = (unsigned short)type, .code = (unsigned short)code, .value = value};
    if (write(fd, &event, sizeof event) != (ssize_t)sizeof event) {
        perror("uinput");
    }
}

static void
add_axis(int fd, int code, int max)
{
    struct uinput_abs_setup axis = {.code = (unsigned short)code, .absinfo = {.maximum = max}};
    ioctl(fd, UI_SET_ABSBIT, code);
    ioctl(fd, UI_ABS_SETUP, &axis);
}

static int
plug(void)
{
    int fd = open("/dev/uinput", O_WRONLY);
    struct uinput_setup setup = {.id = {.bustype = BUS_VIRTUAL}, .name = "finger"};
    ioctl(fd, UI_SET_EVBIT, EV_ABS);
    ioctl(fd, UI_SET_EVBIT, EV_KEY);
    ioctl(fd, UI_SET_KEYBIT, BTN_TOUCH);
    ioctl(fd, UI_SET_PROPBIT, INPUT_PROP_DIRECT);
    add_axis(fd, ABS_MT_SLOT, 9);
    add_axis(fd, ABS_MT_TRACKING_ID, 65535);
    add_axis(fd, ABS_MT_POSITION_X, SIDE);
    add_axis(fd, ABS_MT_POSITION_Y, SIDE);
    ioctl(fd, UI_DEV_SETUP, &setup);
    return ioctl(fd, UI_DEV_CREATE) == 0 ? fd : -1;
}

static void
touch(int fd, int x, int y)
{
    static int contact;
    say(fd, EV_ABS, ABS_MT_TRACKING_ID, ++contact);
    say(fd, EV_ABS, ABS_MT_POSITION_X, x);
    say(fd, EV_ABS, ABS_MT_POSITION_Y, y);
    say(fd, EV_KEY, BTN_TOUCH, 1);
    say(fd, EV_SYN, SYN_REPORT, 0);
}

static void
lift(int fd)
{
    say(fd, EV_ABS, ABS_MT_TRACKING_ID, -1);
    say(fd, EV_KEY, BTN_TOUCH, 0);
    say(fd, EV_SYN, SYN_REPORT, 0);
}

int
main(int argc, char **argv)
{
    char line[64];
    int fd = plug();
    FILE *orders = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (fd < 0 || !orders) {
        fprintf(stderr, "qemu_finger: no uinput, or no FIFO\n");
        return 1;
    }
    while (fgets(line, sizeof line, orders)) {
        int x = 0;
        int y = 0;
        bool hold = strncmp(line, "hold ", 5) == 0;
        if (sscanf(hold ? line + 5 : line, "%d %d", &x, &y) == 2) { // NOLINT(cert-err34-c): our own
            touch(fd, x, y);
            if (!hold) {
                lift(fd);
            }
        }
    }
    return 0;
}
