#include "platform/sdl/keypad.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/log.h"
#include "platform/sdl/evdev.h"

struct device {
    int fd;
    char name[NAME_MAX + 1]; // event3
    bool tally;
    uint32_t down; // a bit per function
};

struct keypad {
    const struct panel_wiring *wiring;
    const char *devices;
    const char *classes;
    int notify_fd;
    bool watched; // the folder of devices is
    struct device list[KEYPAD_DEVICES_MAX];
    int count;
};

bool
keypad_at_port(const char *folder, const char *port)
{
    size_t len = strlen(port);
    for (const char *at = strstr(folder, port); at && len > 0; at = strstr(at + 1, port)) {
        bool begins = at > folder && at[-1] == '/';
        if (begins && (at[len] == '/' || at[len] == '\0')) {
            return true;
        }
    }
    return false;
}

static bool
known(const struct keypad *keypad, const char *name)
{
    for (int i = 0; i < keypad->count; i++) {
        if (strcmp(keypad->list[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void
look_at(struct keypad *keypad, const char *name)
{
    char path[PATH_MAX];
    char folder[PATH_MAX];
    const struct panel_wiring *wiring = keypad->wiring;
    bool event = strncmp(name, "event", 5) == 0 && strlen(name) <= NAME_MAX;
    if (!event || keypad->count == KEYPAD_DEVICES_MAX || known(keypad, name)) {
        return;
    }
    snprintf(path, sizeof path, "%s/%s", keypad->classes, name);
    if (!realpath(path, folder)) {
        return;
    }
    bool tally = keypad_at_port(folder, wiring->tally_keypad);
    if (!tally && !keypad_at_port(folder, wiring->keypad)) {
        return;
    }
    snprintf(path, sizeof path, "%s/%s", keypad->devices, name);
    int fd = evdev_open(path);
    if (fd >= 0) {
        struct device *device = &keypad->list[keypad->count++];
        *device = (struct device){.fd = fd, .tally = tally};
        memcpy(device->name, name, strlen(name) + 1);
        LOG_INFO("keypad: %s at %s", name, tally ? wiring->tally_keypad : wiring->keypad);
    }
}

// The folder appears with the first device of all.
static void
seek(struct keypad *keypad)
{
    keypad->watched = inotify_add_watch(keypad->notify_fd, keypad->devices,
                          IN_CREATE | IN_MOVED_TO | IN_ATTRIB) >= 0;
    DIR *folder = opendir(keypad->devices);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        look_at(keypad, entry->d_name);
    }
    if (folder) {
        closedir(folder);
    }
}

struct keypad *
keypad_open(const struct panel_wiring *wiring, const char *devices, const char *classes)
{
    if (wiring->keypad[0] == '\0' && wiring->tally_keypad[0] == '\0') {
        return NULL;
    }
    struct keypad *keypad = calloc(1, sizeof *keypad);
    ASSERT(keypad);
    keypad->wiring = wiring;
    keypad->devices = devices;
    keypad->classes = classes;
    keypad->notify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    seek(keypad);
    if (keypad->count == 0) {
        LOG_WARN("keypad: none at the ports of hub.conf");
    }
    return keypad;
}

void
keypad_close(struct keypad *keypad)
{
    if (!keypad) {
        return;
    }
    for (int i = 0; i < keypad->count; i++) {
        close(keypad->list[i].fd);
    }
    if (keypad->notify_fd >= 0) {
        close(keypad->notify_fd);
    }
    free(keypad);
}

// A second keypad for the staff leaves the keyboards of visitors as they were.
bool
keypad_alone(const struct keypad *keypad)
{
    return keypad && keypad->wiring->keypad[0] != '\0';
}

int
keypad_count(const struct keypad *keypad)
{
    return keypad ? keypad->count : 0;
}

int
keypad_sources(const struct keypad *keypad, struct pollfd fds[KEYPAD_SOURCES_MAX])
{
    int count = 0;
    for (int i = 0; keypad && i < keypad->count; i++) {
        fds[count++] = (struct pollfd){.fd = keypad->list[i].fd, .events = POLLIN};
    }
    if (keypad) {
        fds[count++] = (struct pollfd){.fd = keypad->notify_fd, .events = POLLIN};
    }
    return count;
}

int
keypad_timeout_ms(const struct keypad *keypad)
{
    return keypad && !keypad->watched ? KEYPAD_SEEK_MS : -1;
}

// Reading ------------------------------------------------------------------------------------------

static void
look_around(struct keypad *keypad)
{
    _Alignas(struct inotify_event) char buffer[4096];
    bool changed = !keypad->watched;
    while (read(keypad->notify_fd, buffer, sizeof buffer) > 0) {
        changed = true;
    }
    if (changed) {
        seek(keypad);
    }
}

// One release a call, then the device itself.
static bool
let_go(struct keypad *keypad, int at, struct buttons_event *event)
{
    struct device *device = &keypad->list[at];
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT; i++) {
        if (device->down & 1u << i) {
            device->down &= ~(1u << i);
            *event = (struct buttons_event){.function = i};
            return true;
        }
    }
    LOG_WARN("keypad: %s is gone", device->name);
    close(device->fd);
    keypad->list[at] = keypad->list[--keypad->count];
    return false;
}

static bool
take_one(struct keypad *keypad, int at, struct buttons_event *event)
{
    struct device *device = &keypad->list[at];
    int got = 0;
    while ((got = evdev_read(device->fd, device->tally, event)) == 1) {
        uint32_t bit = 1u << event->function;
        bool was_down = device->down & bit;
        if (event->function == WIRING_NONE || was_down == event->active) {
            continue; // two keys of one function count together
        }
        device->down = event->active ? device->down | bit : device->down & ~bit;
        return true;
    }
    return got < 0 && let_go(keypad, at, event);
}

int
keypad_take(struct keypad *keypad, struct buttons_event *events, int max)
{
    int count = 0;
    if (!keypad) {
        return 0;
    }
    look_around(keypad);
    for (int i = keypad->count - 1; i >= 0; i--) {
        while (count < max && take_one(keypad, i, &events[count])) {
            count++;
        }
    }
    return count;
}
