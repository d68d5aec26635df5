#pragma once
// Everything that is pressed and is no business of SDL's: the GPIO panel and the keypads at their ports.

#include <poll.h>

#include "gpio/gpio.h"
#include "platform/platform.h"
#include "platform/sdl/keypad.h"

enum { PADS_SOURCES_MAX = GPIO_SOURCES_MAX + KEYPAD_SOURCES_MAX };

struct pads {
    struct gpio *gpio;
    struct keypad *keypad;
    uint32_t held; // a bit per platform_key
    struct buttons_state state;
};

void pads_open(struct pads *pads, const struct panel_wiring *wiring);
void pads_close(struct pads *pads);
int pads_sources(const struct pads *pads, struct pollfd fds[PADS_SOURCES_MAX]);
// The shorter of timeout_ms and what the pads need; -1 is for ever.
int pads_timeout_ms(const struct pads *pads, int timeout_ms);
// Reads what came. True when the state changed.
bool pads_work(struct pads *pads);
// At most max events; the rest stays.
int pads_take(struct pads *pads, int64_t time_ms, struct platform_event *events, int max);
