#pragma once
// Between the files of the bare screen.

#include <SDL.h>
#include <poll.h>
#include <xf86drmMode.h>

#include "platform/drm/drm.h"

struct input_event; // <linux/input.h> has other meanings for KEY_UP and its like: include it last

// Where a display is plugged in (connector.c) -------------------------------------------------------

struct connector {
    char card[16]; // "card1": numbers change from boot to boot
    char name[32]; // "HDMI-A-1"
};

// Searches root, "/sys/class/drm", for what is connected: built-in panels first. False if nothing is.
bool connector_find(const char *root, struct connector *found);
bool connector_connected(const char *root, const struct connector *connector);
// Index of the mode of exactly that size, else the display's own favourite, else the largest; of equal ones
// the quickest that is not interlaced. -1 if there is none.
int mode_choose(const drmModeModeInfo *modes, int count, int width, int height);

// A card that is ours (card.c) ----------------------------------------------------------------------

struct buffer {
    uint32_t handle;
    uint32_t fb;
    uint32_t pitch;
    uint64_t size;
    void *map;
};

struct card {
    int fd; // -1: closed
    uint32_t connector;
    uint32_t crtc;
    uint32_t dpms; // property; 0: the display cannot be switched off
    drmModeModeInfo mode;
    struct buffer buffers[2];
};

// Asks every card below /dev/dri to look what is plugged in; false if there is no card.
bool card_probe(void);
// Opens it, becomes its master and makes the buffers; width and height of the wished mode. ERR_BUSY when
// another program is master, ERR_MISSING without display or device, ERR_DENIED without permission.
bool card_open(struct card *card, const struct connector *connector, int width, int height,
    struct err *err) MUST_USE;
void card_close(struct card *card);
// The mode that the display would now get is another one.
bool card_outdated(const struct card *card, int width, int height);
// The first picture: sets the mode. May take tens of milliseconds.
bool card_light(struct card *card, int buffer, struct err *err) MUST_USE;
// Shows the buffer from the next vertical blank on; then *flipping is set to false by card_read.
bool card_flip(struct card *card, int buffer, bool *flipping, struct err *err) MUST_USE;
void card_read(struct card *card);
void card_dark(struct card *card, bool dark);

// What the buffers lack of the canvas (damage.c) ----------------------------------------------------

enum { DAMAGE_MAX = 16 };

struct damage {
    SDL_Rect rects[2][DAMAGE_MAX];
    struct region missing[2];
};

// Both lack everything.
void damage_all(struct damage *damage, int width, int height);
void damage_add(struct damage *damage, const SDL_Rect *rects, int count);
// Copies what the buffer lacks, and nothing else.
void damage_repair(struct damage *damage, int buffer, enum turned turn, const SDL_Surface *canvas,
    struct buffer *into);

// What the kernel says of plugs (uevent.c) ----------------------------------------------------------

// Readable when a device came, went or changed; -1 where the kernel does not tell us.
int uevent_open(void);
// Empties it (-1 afterwards if it failed); true if a display may have come, gone or changed.
bool uevent_read(int *fd);
// One message of len bytes: strings with their zeros.
bool uevent_is_display(const char *message, size_t len);

// What fingers and keys do (evdev.c) ----------------------------------------------------------------

enum { FINGERS_MAX = 10, SLOTS_MAX = 16, HEARD_MAX = 64 };

struct heard { // of all devices together
    struct platform_event events[HEARD_MAX];
    int count;
    bool fingers[FINGERS_MAX]; // numbers that are on the glass
};

struct evdev_finger {
    int id;     // the kernel's number of this contact; -1: none
    int shown;  // the one that was told; -1: none
    int number; // of ours; -1: there are too many
    int x;
    int y;
    bool moved;
};

struct evdev { // what one device says
    bool touch;
    bool slots; // several fingers
    int min_x;
    int max_x;
    int min_y;
    int max_y;
    int slot;
    struct evdev_finger fingers[SLOTS_MAX];
    unsigned keys; // bit = enum platform_key that is down
    bool lost;     // the kernel dropped events: nothing counts until the report ends
};

void evdev_init(struct evdev *evdev);
// The panel's key that a code of <linux/input-event-codes.h> stands for (keycode.c).
enum platform_key keycode(int code);
// Appends to heard what the event completes: x and y in parts of the glass, 0..1. heard must have room for
// EVDEV_REPORT_MAX more.
enum { EVDEV_REPORT_MAX = 2 * SLOTS_MAX + KEY_COUNT };
void evdev_event(struct evdev *evdev, const struct input_event *event, struct heard *heard);
// The device is gone: keys come up, fingers leave by an edge, where they touch nothing.
void evdev_release(struct evdev *evdev, struct heard *heard);

// The devices (inputs.c) ----------------------------------------------------------------------------

enum { INPUTS_MAX = 16 };

struct input {
    int fd;
    char name[24]; // "event3"
    struct evdev evdev;
};

struct inputs {
    const char *folder; // "/dev/input"
    struct input list[INPUTS_MAX];
    int count;
    int refused;  // may not be read
    int watch_fd; // inotify; -1 = none
    struct heard heard;
};

void inputs_open(struct inputs *inputs, const char *folder);
void inputs_close(struct inputs *inputs);
// At most INPUTS_MAX + 1.
int inputs_sources(const struct inputs *inputs, struct pollfd *sources);
// Reads what came, closes what went, opens what is new.
void inputs_ready(struct inputs *inputs, const struct pollfd *sources, int count);
bool inputs_next(struct inputs *inputs, struct platform_event *event);
