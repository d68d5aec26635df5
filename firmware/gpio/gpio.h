#pragma once
// A button panel on the lines of GPIO chips, found by their labels: a chip may come, go and come back. Needs
// neither screen nor SDL:
//
//     struct gpio *gpio = gpio_open(&config.wiring);
//     for (;;) {
//         struct pollfd fds[GPIO_SOURCES_MAX];
//         struct buttons_event events[8];
//         poll(fds, (nfds_t)gpio_sources(gpio, fds), gpio_timeout_ms(gpio));
//         gpio_work(gpio);
//         int count = gpio_take(gpio, events, 8);
//     }

#include <poll.h>
#include <stdbool.h>

#include "buttons/buttons.h"

enum {
    GPIO_SOURCES_MAX = WIRING_COUNT,
    GPIO_SEEK_MS = 3000, // how often a chip that is not there, or a refused line, is tried again
};

struct gpio;

// Never fails: what is not there is sought again. wiring must outlive it.
struct gpio *gpio_open(const struct panel_wiring *wiring);
// LEDs go dark. Accepts NULL, as do all functions below.
void gpio_close(struct gpio *gpio);

// What to wait for; returns how many. Not the same ones every time.
int gpio_sources(const struct gpio *gpio, struct pollfd fds[GPIO_SOURCES_MAX]);
// Milliseconds until gpio_work() has something to do anyhow; -1: never.
int gpio_timeout_ms(const struct gpio *gpio);
// After each wait: reads what came, without waiting for more. True when the state below changed.
bool gpio_work(struct gpio *gpio);
// What was pressed and let go, oldest first; returns how many.
int gpio_take(struct gpio *gpio, struct buttons_event *events, int max);

void gpio_led(struct gpio *gpio, enum wiring_function led, bool lit);
const struct buttons_state *gpio_state(const struct gpio *gpio);
