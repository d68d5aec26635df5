#include "platform/drm/internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/log.h"

#include <linux/input.h>

enum { LONG_BITS = CHAR_BIT * (int)sizeof(unsigned long) };

// Which device is for us -------------------------------------------------------------------------

struct bits { // what a device says it can
    unsigned long set[KEY_CNT / LONG_BITS + 1];
};

static bool
has(const struct bits *bits, int at)
{
    return bits->set[at / LONG_BITS] >> (at % LONG_BITS) & 1;
}

static bool
has_key(const struct bits *keys)
{
    for (int code = 0; code < KEY_CNT; code++) {
        if (has(keys, code) && keycode(code) != KEY_NONE) {
            return true;
        }
    }
    return false;
}

static bool
range(int fd, unsigned axis, int *min, int *max)
{
    struct input_absinfo info = {0};
    if (ioctl(fd, EVIOCGABS(axis), &info) < 0 || info.maximum <= info.minimum) {
        return false;
    }
    *min = info.minimum;
    *max = info.maximum;
    return true;
}

// A screen for fingers, or what stands where it points (a tablet, a virtual machine's mouse); not a touchpad
// nor a mouse, for there is no pointer.
static void
look_for_touch(int fd, const struct bits *keys, struct evdev *evdev)
{
    struct bits axes = {{0}};
    struct bits properties = {{0}};
    ioctl(fd, EVIOCGBIT(EV_ABS, sizeof axes.set), axes.set);
    ioctl(fd, EVIOCGPROP(sizeof properties.set), properties.set);
    evdev->slots =
        has(&axes, ABS_MT_SLOT) && has(&axes, ABS_MT_POSITION_X) && has(&axes, ABS_MT_POSITION_Y);
    bool single =
        has(&axes, ABS_X) && has(&axes, ABS_Y) && (has(keys, BTN_TOUCH) || has(keys, BTN_LEFT));
    evdev->touch =
        !has(&properties, INPUT_PROP_POINTER) && (evdev->slots || single) &&
        range(fd, evdev->slots ? ABS_MT_POSITION_X : ABS_X, &evdev->min_x, &evdev->max_x) &&
        range(fd, evdev->slots ? ABS_MT_POSITION_Y : ABS_Y, &evdev->min_y, &evdev->max_y);
}

// The kernel speaks of a slot only when it changes.
static void
ask_slot(int fd, struct evdev *evdev)
{
    struct input_absinfo info = {0};
    if (evdev->slots && ioctl(fd, EVIOCGABS(ABS_MT_SLOT), &info) == 0) {
        evdev->slot = info.value;
    }
}

static bool
is_ours(int fd, struct evdev *evdev)
{
    struct bits keys = {{0}};
    evdev_init(evdev);
    ioctl(fd, EVIOCGBIT(EV_KEY, sizeof keys.set), keys.set);
    look_for_touch(fd, &keys, evdev);
    ask_slot(fd, evdev);
    bool typed = has_key(&keys);
    if (typed) {
        // The kernel's console would hear the keys too, and change to another one.
        ioctl(fd, EVIOCGRAB, 1);
    }
    return typed || evdev->touch;
}

// Coming and going -------------------------------------------------------------------------------

static bool
known(const struct inputs *inputs, const char *name)
{
    for (int i = 0; i < inputs->count; i++) {
        if (strcmp(inputs->list[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void
open_input(struct inputs *inputs, const char *name)
{
    char path[PATH_MAX];
    struct input *input = &inputs->list[inputs->count];
    if (inputs->count == INPUTS_MAX ||
        (size_t)snprintf(input->name, sizeof input->name, "%s", name) >= sizeof input->name) {
        return;
    }
    snprintf(path, sizeof path, "%s/%s", inputs->folder, name);
    input->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    inputs->refused += input->fd < 0 && (errno == EACCES || errno == EPERM);
    if (input->fd >= 0 && is_ours(input->fd, &input->evdev)) {
        LOG_INFO("input: %s is heard", name);
        inputs->count++;
    } else if (input->fd >= 0) {
        close(input->fd);
    }
}

static void
scan(struct inputs *inputs)
{
    DIR *folder = opendir(inputs->folder);
    inputs->refused = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (strncmp(entry->d_name, "event", 5) == 0 && !known(inputs, entry->d_name)) {
            open_input(inputs, entry->d_name);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

// The folder comes with the first device, so its own is watched too.
static void
watch(struct inputs *inputs)
{
    char parent[PATH_MAX];
    const char *slash = strrchr(inputs->folder, '/');
    snprintf(
        parent, sizeof parent, "%.*s", slash ? (int)(slash - inputs->folder) : 0, inputs->folder);
    // udev gives a device to its group after it made it: then its attributes change.
    if (inotify_add_watch(inputs->watch_fd, inputs->folder, IN_CREATE | IN_ATTRIB) < 0) {
        inotify_add_watch(inputs->watch_fd, parent, IN_CREATE);
    }
}

void
inputs_open(struct inputs *inputs, const char *folder)
{
    *inputs = (struct inputs){.folder = folder};
    inputs->watch_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch(inputs);
    scan(inputs);
    if (inputs->count == 0 && inputs->refused > 0) {
        LOG_ERROR("input: %d devices in %s, and none may be read: is the program in group input?",
            inputs->refused, folder);
    }
}

void
inputs_close(struct inputs *inputs)
{
    for (int i = 0; i < inputs->count; i++) {
        close(inputs->list[i].fd);
    }
    if (inputs->watch_fd >= 0) {
        close(inputs->watch_fd);
    }
    inputs->count = 0;
    inputs->watch_fd = -1;
}

// Listening --------------------------------------------------------------------------------------

int
inputs_sources(const struct inputs *inputs, struct pollfd *sources)
{
    for (int i = 0; i < inputs->count; i++) {
        sources[i] = (struct pollfd){.fd = inputs->list[i].fd, .events = POLLIN};
    }
    sources[inputs->count] = (struct pollfd){.fd = inputs->watch_fd, .events = POLLIN};
    return inputs->count + 1;
}

// Reads while there is room for what it may say; false when the device is gone.
static bool
hear(struct input *input, struct heard *heard)
{
    struct input_event event;
    while (heard->count + EVDEV_REPORT_MAX <= HEARD_MAX) {
        ssize_t got = read(input->fd, &event, sizeof event);
        if (got != (ssize_t)sizeof event) {
            return got < 0 && (errno == EAGAIN || errno == EINTR);
        }
        bool was_lost = input->evdev.lost;
        evdev_event(&input->evdev, &event, heard);
        if (was_lost && !input->evdev.lost) {
            ask_slot(input->fd, &input->evdev);
        }
    }
    return true;
}

static void
lose(struct inputs *inputs, int at)
{
    LOG_INFO("input: %s is gone", inputs->list[at].name);
    evdev_release(&inputs->list[at].evdev, &inputs->heard);
    close(inputs->list[at].fd);
    inputs->list[at] = inputs->list[--inputs->count];
}

// Empties the watch; true if it had anything to tell.
static bool
changed(struct inputs *inputs)
{
    char words[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    bool any = false;
    ssize_t got = 0;
    while ((got = read(inputs->watch_fd, words, sizeof words)) > 0) {
        any = true;
    }
    return any;
}

void
inputs_ready(struct inputs *inputs, const struct pollfd *sources, int count)
{
    for (int i = count - 2; i >= 0; i--) { // backwards: lose() moves the last one up
        bool gone = (sources[i].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
        bool heard = sources[i].revents == 0 || hear(&inputs->list[i], &inputs->heard);
        if (gone || !heard) {
            lose(inputs, i);
        }
    }
    if (sources[count - 1].revents != 0 && changed(inputs)) {
        watch(inputs);
        scan(inputs);
    }
}

bool
inputs_next(struct inputs *inputs, struct platform_event *event)
{
    struct heard *heard = &inputs->heard;
    if (heard->count == 0) {
        return false;
    }
    *event = heard->events[0];
    heard->count--;
    memmove(heard->events, heard->events + 1, (size_t)heard->count * sizeof *event);
    return true;
}
