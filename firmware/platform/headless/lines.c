// A button panel that a script wires up: what happens behind a line is the real thing (buttons/buttons.h).
#include <limits.h>
#include <string.h>

#include "platform/headless/internal.h"

static int64_t
now_us(const struct platform *platform)
{
    return clock_ms(platform->options.clock) * 1000;
}

void
lines_open(struct platform *platform)
{
    buttons_init(&platform->buttons, &platform->options.config->wiring);
}

int
lines_timeout_ms(const struct platform *platform, int timeout_ms)
{
    int64_t due_us = buttons_due_us(&platform->buttons);
    if (due_us == INT64_MAX) {
        return timeout_ms;
    }
    int64_t left_ms = (due_us - now_us(platform) + 999) / 1000;
    return timeout_ms >= 0 && timeout_ms < left_ms ? timeout_ms : (int)left_ms;
}

int
lines_take(struct platform *platform, struct platform_event *events, int max)
{
    struct buttons *buttons = &platform->buttons;
    struct buttons_event event;
    int count = 0;
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT; i++) {
        if (buttons_wants(buttons, i, now_us(platform))) {
            buttons_sample(buttons, i, platform->levels[i], now_us(platform));
        }
    }
    buttons_tick(buttons, now_us(platform));
    while (count + PLATFORM_BUTTON_EVENTS <= max && buttons_take(buttons, &event, 1) > 0) {
        int added = platform_button(&platform->buttons_held, &event, &events[count]);
        for (int i = 0; i < added; i++) {
            events[count++].time_ms = clock_ms(platform->options.clock);
        }
    }
    return count;
}

const struct buttons_state *
platform_buttons(const struct platform *platform)
{
    return &platform->buttons.state;
}

void
platform_led(struct platform *platform, enum wiring_function led, bool lit)
{
    platform->buttons.state.lines[led].active = lit && wiring_is_led(led);
}

// Commands -----------------------------------------------------------------------------------------

// Without a wiring in hub.conf everything is wired.
static bool
wired(const struct platform *platform, enum wiring_function function)
{
    const struct panel_wiring *wiring = &platform->options.config->wiring;
    bool any = false;
    for (int i = 0; i < WIRING_COUNT; i++) {
        any = any || wiring->lines[i].offset >= 0;
    }
    return !any || wiring->lines[function].offset >= 0;
}

static void
set_chips(struct platform *platform, enum buttons_chip chip)
{
    const struct panel_wiring *wiring = &platform->options.config->wiring;
    struct buttons_state *state = &platform->buttons.state;
    state->chips[0] = chip;
    state->chips[1] = wiring->chip[1][0] != '\0' ? chip : BUTTONS_UNSET;
    for (enum wiring_function i = WIRING_NONE + 1; i < WIRING_COUNT; i++) {
        platform->levels[i] = false;
        bool watched = chip == BUTTONS_PRESENT && wired(platform, i);
        if (wiring_is_led(i)) {
            state->lines[i].watched = watched;
        } else if (watched) {
            buttons_begin(&platform->buttons, i, false, now_us(platform));
        } else {
            buttons_end(&platform->buttons, i, now_us(platform));
        }
    }
}

void
command_gpio(struct platform *platform, const char *rest)
{
    static const enum buttons_chip chips[] = {
        BUTTONS_UNSET, BUTTONS_ABSENT, BUTTONS_PRESENT, BUTTONS_LOST};
    for (size_t i = 0; i < sizeof chips / sizeof *chips; i++) {
        if (strcmp(buttons_chip_name(chips[i]), rest) == 0) {
            set_chips(platform, chips[i]);
            platform->woken = true;
            return;
        }
    }
    script_error(platform, "expected: gpio unset, absent, present or lost");
}

// The line of "NAME WORD", and the word.
static enum wiring_function
take_line(const char *rest, const char **word)
{
    char name[WIRING_NAME_MAX];
    size_t len = strcspn(rest, " ");
    *word = rest + len + strspn(rest + len, " ");
    if (len >= sizeof name) {
        return WIRING_NONE;
    }
    memcpy(name, rest, len);
    name[len] = '\0';
    return wiring_named(name);
}

static bool
refuse(struct platform *platform, enum wiring_function function, const char *word)
{
    static const enum buttons_refusal refusals[] = {
        BUTTONS_BUSY, BUTTONS_NO_LINE, BUTTONS_DENIED, BUTTONS_UNABLE};
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        if (strcmp(buttons_refusal_name(refusals[i]), word) == 0) {
            buttons_end(&platform->buttons, function, now_us(platform));
            platform->buttons.state.lines[function].refusal = refusals[i];
            return true;
        }
    }
    return false;
}

void
command_line(struct platform *platform, const char *rest)
{
    const char *word = "";
    enum wiring_function function = take_line(rest, &word);
    const struct buttons_line *line = &platform->buttons.state.lines[function];
    bool on = strcmp(word, "on") == 0;
    if (function == WIRING_NONE) {
        script_error(platform, "\"%s\" names no line", rest);
    } else if (refuse(platform, function, word)) {
        platform->woken = true;
    } else if (wiring_is_led(function) || (!on && strcmp(word, "off") != 0)) {
        script_error(
            platform, "expected: line NAME on or off, or busy, no-line, denied, unable; no LED");
    } else if (!line->watched) {
        script_error(platform, "%s is not watched; see the command gpio", wiring_name(function));
    } else {
        platform->levels[function] = on;
        buttons_edge(&platform->buttons, function, on, now_us(platform));
        platform->woken = true;
    }
}

void
command_expect_led(struct platform *platform, const char *rest)
{
    const char *word = "";
    enum wiring_function led = take_line(rest, &word);
    bool lit = platform->buttons.state.lines[led].active;
    bool on = strcmp(word, "on") == 0;
    if (!wiring_is_led(led) || (!on && strcmp(word, "off") != 0)) {
        script_error(platform, "expected: led-ready or led-attention, then on or off");
    } else if (lit != on) {
        script_error(platform, "%s is %s", wiring_name(led), lit ? "on" : "off");
    }
}
