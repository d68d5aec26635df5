#include "platform/sdl/pads.h"

#include <string.h>

void
pads_open(struct pads *pads, const struct panel_wiring *wiring)
{
    *pads = (struct pads){.gpio = gpio_open(wiring)};
    pads->keypad = keypad_open(wiring, "/dev/input", "/sys/class/input");
    pads_work(pads);
}

void
pads_close(struct pads *pads)
{
    gpio_close(pads->gpio);
    keypad_close(pads->keypad);
}

int
pads_sources(const struct pads *pads, struct pollfd fds[PADS_SOURCES_MAX])
{
    int count = gpio_sources(pads->gpio, fds);
    return count + keypad_sources(pads->keypad, fds + count);
}

static int
sooner(int a_ms, int b_ms)
{
    return a_ms < 0 || (b_ms >= 0 && b_ms < a_ms) ? b_ms : a_ms;
}

int
pads_timeout_ms(const struct pads *pads, int timeout_ms)
{
    int own_ms = sooner(gpio_timeout_ms(pads->gpio), keypad_timeout_ms(pads->keypad));
    return sooner(timeout_ms, own_ms);
}

bool
pads_work(struct pads *pads)
{
    bool changed = gpio_work(pads->gpio);
    int keypads = pads->keypad ? keypad_count(pads->keypad) : -1;
    changed = changed || keypads != pads->state.keypads;
    if (changed) {
        pads->state = *gpio_state(pads->gpio);
        pads->state.keypads = keypads;
    }
    return changed;
}

// Room is left for the two events that a press may become.
int
pads_take(struct pads *pads, int64_t time_ms, struct platform_event *events, int max)
{
    struct buttons_event event;
    int count = 0;
    while (count + PLATFORM_BUTTON_EVENTS <= max &&
           (gpio_take(pads->gpio, &event, 1) > 0 || keypad_take(pads->keypad, &event, 1) > 0)) {
        int added = platform_button(&pads->held, &event, &events[count]);
        for (int i = 0; i < added; i++) {
            events[count++].time_ms = time_ms;
        }
    }
    return count;
}
