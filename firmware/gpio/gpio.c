#include "gpio/gpio.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "gpio/internal.h"

enum {
    KERNEL_DEBOUNCE_PART = 4, // of ours: enough to keep a flood away, too short to hide anything
    CHATTER_REST_MS = 50,     // between two looks at a line that chatters
};

struct gpio {
    const struct panel_wiring *wiring;
    struct buttons buttons;
    struct chip *chips[WIRING_CHIPS];
    struct line *lines[WIRING_COUNT];
    int64_t rest_us[WIRING_COUNT]; // not polled before
    bool lit[WIRING_COUNT];        // as was wished
    int64_t seek_us;               // INT64_MAX: everything is there
};

static int64_t
now_us(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

// Chips that come and go ---------------------------------------------------------------------------

static void
lose(struct gpio *gpio, int chip)
{
    int64_t now = now_us();
    if (!gpio->chips[chip]) {
        return;
    }
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT; i++) {
        if (gpio->lines[i] && wiring_chip(gpio->wiring, i) == chip) {
            line_release(gpio->lines[i]);
            gpio->lines[i] = NULL;
            buttons_end(&gpio->buttons, i, now);
        }
    }
    chip_close(gpio->chips[chip]);
    gpio->chips[chip] = NULL;
    gpio->buttons.state.chips[chip] = BUTTONS_LOST;
    gpio->seek_us = now + (int64_t)GPIO_SEEK_MS * 1000;
    LOG_WARN("panel: chip %s is gone", gpio->wiring->chip[chip]);
}

static void
lose_of(struct gpio *gpio, enum wiring_function function)
{
    lose(gpio, wiring_chip(gpio->wiring, function));
}

// A line of a chip ---------------------------------------------------------------------------------

// What may be had later: another program lets it go, udev gives the permission.
static bool
worth_another_try(enum buttons_refusal refusal)
{
    return refusal == BUTTONS_BUSY || refusal == BUTTONS_DENIED;
}

static void
refuse(struct gpio *gpio, enum wiring_function function, enum buttons_refusal refusal)
{
    struct buttons_line *state = &gpio->buttons.state.lines[function];
    if (state->refusal != refusal) {
        LOG_WARN("panel: %s: line %d of %s is refused: %s", wiring_name(function),
            gpio->wiring->lines[function].offset,
            gpio->wiring->chip[wiring_chip(gpio->wiring, function)], buttons_refusal_name(refusal));
    }
    state->refusal = refusal;
}

static void
watch(struct gpio *gpio, enum wiring_function function)
{
    struct buttons_line *state = &gpio->buttons.state.lines[function];
    struct line *line = gpio->lines[function];
    bool active = gpio->lit[function];
    if (wiring_is_led(function)) {
        state->watched = true;
        state->refusal = BUTTONS_ACCEPTED;
        state->active = active;
    }
    if (wiring_is_led(function) ? !line_set(line, active) : !line_level(line, &active)) {
        lose_of(gpio, function);
    } else if (!wiring_is_led(function)) {
        buttons_begin(&gpio->buttons, function, active, now_us());
    }
}

// Asks for what is wired to that chip and not had yet. True when something is worth another try.
static bool
request_lines(struct gpio *gpio, int chip)
{
    const struct panel_wiring *wiring = gpio->wiring;
    bool again = false;
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT && gpio->chips[chip]; i++) {
        enum buttons_refusal refusal = gpio->buttons.state.lines[i].refusal;
        bool wanted = wiring->lines[i].offset >= 0 && wiring_chip(wiring, i) == chip;
        if (!wanted || gpio->lines[i]) {
            continue;
        }
        struct line_wish wish = {.offset = wiring->lines[i].offset,
            .output = wiring_is_led(i),
            .active_low = wiring_active_low(wiring, i),
            .bias = wiring_bias(wiring, i),
            .debounce_us = wiring->debounce_ms * 1000 / KERNEL_DEBOUNCE_PART};
        gpio->lines[i] = line_request(gpio->chips[chip], &wish, &refusal);
        if (gpio->lines[i]) {
            watch(gpio, i);
        } else {
            refuse(gpio, i, refusal);
            again = again || worth_another_try(refusal);
        }
    }
    return again;
}

static void
seek(struct gpio *gpio)
{
    bool again = false;
    for (int i = 0; i < WIRING_CHIPS; i++) {
        const char *label = gpio->wiring->chip[i];
        if (label[0] == '\0') {
            continue;
        }
        if (!gpio->chips[i]) {
            gpio->chips[i] = chip_find("/dev", label);
            if (gpio->chips[i]) {
                gpio->buttons.state.chips[i] = BUTTONS_PRESENT;
                LOG_INFO("panel: chip %s is there", label);
            }
        }
        bool missing = request_lines(gpio, i);
        again = again || missing || !gpio->chips[i];
    }
    gpio->seek_us = again ? now_us() + (int64_t)GPIO_SEEK_MS * 1000 : INT64_MAX;
}

// Reading ------------------------------------------------------------------------------------------

static bool
polled(const struct gpio *gpio, enum wiring_function function, int64_t now)
{
    return gpio->lines[function] && !wiring_is_led(function) && gpio->rest_us[function] <= now;
}

// A line that chatters does not keep the kiosk busy: it is looked at now and then.
static void
read_line(struct gpio *gpio, enum wiring_function function, int64_t now)
{
    struct edge edges[CHIP_EDGES_MAX];
    int count = line_edges(gpio->lines[function], edges);
    if (count < 0) {
        lose_of(gpio, function);
        return;
    }
    for (int i = 0; i < count; i++) {
        // Kernels before 5.7 told the time of day; what is not yet is now.
        int64_t time_us = edges[i].time_us < now ? edges[i].time_us : now;
        buttons_edge(&gpio->buttons, function, edges[i].active, time_us);
    }
    bool rest = gpio->buttons.state.lines[function].chatters;
    gpio->rest_us[function] = rest ? now + (int64_t)CHATTER_REST_MS * 1000 : 0;
}

static void
read_edges(struct gpio *gpio)
{
    struct pollfd fds[GPIO_SOURCES_MAX];
    enum wiring_function functions[GPIO_SOURCES_MAX];
    int64_t now = now_us();
    int count = 0;
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT; i++) {
        if (polled(gpio, i, now)) {
            functions[count] = i;
            fds[count++] = (struct pollfd){.fd = line_fd(gpio->lines[i]), .events = POLLIN};
        }
    }
    if (count == 0 || poll(fds, (nfds_t)count, 0) <= 0) {
        return;
    }
    now = now_us();
    for (int i = 0; i < count; i++) {
        if (!gpio->lines[functions[i]]) {
            continue; // its chip went with another line
        }
        if (fds[i].revents & POLLIN) {
            read_line(gpio, functions[i], now);
        } else if (fds[i].revents != 0) {
            lose_of(gpio, functions[i]); // else it would be ready for ever
        }
    }
}

static void
sample_lines(struct gpio *gpio)
{
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT; i++) {
        bool active = false;
        if (!gpio->lines[i] || wiring_is_led(i) || !buttons_wants(&gpio->buttons, i, now_us())) {
            continue;
        }
        if (line_level(gpio->lines[i], &active)) {
            buttons_sample(&gpio->buttons, i, active, now_us());
        } else {
            lose_of(gpio, i);
        }
    }
}

// Public -------------------------------------------------------------------------------------------

struct gpio *
gpio_open(const struct panel_wiring *wiring)
{
    struct gpio *gpio = calloc(1, sizeof *gpio);
    ASSERT(gpio);
    gpio->wiring = wiring;
    buttons_init(&gpio->buttons, wiring);
    seek(gpio);
    for (int i = 0; i < WIRING_CHIPS; i++) {
        if (gpio->buttons.state.chips[i] == BUTTONS_ABSENT) {
            LOG_WARN("panel: no GPIO chip %s; keyboard only until it comes", wiring->chip[i]);
        }
    }
    return gpio;
}

void
gpio_close(struct gpio *gpio)
{
    if (!gpio) {
        return;
    }
    for (int i = 0; i < WIRING_COUNT; i++) {
        if (gpio->lines[i] && gpio->lit[i]) {
            line_set(gpio->lines[i], false);
        }
        line_release(gpio->lines[i]);
    }
    for (int i = 0; i < WIRING_CHIPS; i++) {
        chip_close(gpio->chips[i]);
    }
    free(gpio);
}

int
gpio_sources(const struct gpio *gpio, struct pollfd fds[GPIO_SOURCES_MAX])
{
    int64_t now = now_us();
    int count = 0;
    for (enum wiring_function i = WIRING_NONE + 1; gpio && i < WIRING_COUNT; i++) {
        if (polled(gpio, i, now)) {
            fds[count++] = (struct pollfd){.fd = line_fd(gpio->lines[i]), .events = POLLIN};
        }
    }
    return count;
}

int
gpio_timeout_ms(const struct gpio *gpio)
{
    if (!gpio) {
        return -1;
    }
    int64_t now = now_us();
    int64_t due = buttons_due_us(&gpio->buttons);
    due = gpio->seek_us < due ? gpio->seek_us : due;
    for (int i = 0; i < WIRING_COUNT; i++) {
        bool rests = gpio->lines[i] && gpio->rest_us[i] > now;
        due = rests && gpio->rest_us[i] < due ? gpio->rest_us[i] : due;
    }
    if (due == INT64_MAX) {
        return -1;
    }
    int64_t left_ms = (due - now + 999) / 1000;
    return left_ms < 0 ? 0 : left_ms > INT_MAX ? INT_MAX : (int)left_ms;
}

bool
gpio_work(struct gpio *gpio)
{
    if (!gpio) {
        return false;
    }
    struct buttons_state before;
    memcpy(&before, &gpio->buttons.state, sizeof before);
    if (now_us() >= gpio->seek_us) {
        seek(gpio);
    }
    read_edges(gpio);
    sample_lines(gpio);
    buttons_tick(&gpio->buttons, now_us());
    return memcmp(&before, &gpio->buttons.state, sizeof before) != 0;
}

int
gpio_take(struct gpio *gpio, struct buttons_event *events, int max)
{
    return gpio ? buttons_take(&gpio->buttons, events, max) : 0;
}

void
gpio_led(struct gpio *gpio, enum wiring_function led, bool lit)
{
    if (!gpio || !wiring_is_led(led) || gpio->lit[led] == lit) {
        return;
    }
    gpio->lit[led] = lit;
    if (gpio->lines[led]) {
        gpio->buttons.state.lines[led].active = lit;
        if (!line_set(gpio->lines[led], lit)) {
            lose_of(gpio, led);
        }
    }
}

const struct buttons_state *
gpio_state(const struct gpio *gpio)
{
    return &gpio->buttons.state;
}
