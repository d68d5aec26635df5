#pragma once
// USB keypads that hub.conf names by their ports. While one is named, keyboards anywhere else are not heard:
// whoever plugs one in at the front cannot type.

#include <poll.h>
#include <stdbool.h>

#include "buttons/buttons.h"

enum { KEYPAD_DEVICES_MAX = 8, KEYPAD_SOURCES_MAX = KEYPAD_DEVICES_MAX + 1, KEYPAD_SEEK_MS = 3000 };

struct keypad;

// NULL when wiring names no port; every function below accepts that. wiring must outlive it. devices and
// classes: /dev/input and /sys/class/input.
struct keypad *keypad_open(
    const struct panel_wiring *wiring, const char *devices, const char *classes);
void keypad_close(struct keypad *keypad);
// Whether SDL's own keys do not count.
bool keypad_alone(const struct keypad *keypad);
int keypad_sources(const struct keypad *keypad, struct pollfd fds[KEYPAD_SOURCES_MAX]);
// -1: until a source can be read.
int keypad_timeout_ms(const struct keypad *keypad);
// Keys pressed and let go that came, at most max; returns how many. Call again while it is max.
int keypad_take(struct keypad *keypad, struct buttons_event *events, int max);
// Keyboards that are heard.
int keypad_count(const struct keypad *keypad);
// Whether a device's folder in /sys lies below that port, as the kernel writes both.
bool keypad_at_port(const char *folder, const char *port);
