// Sections [gpio] and [keypad] of hub.conf. They are read here alone; config.c hands over their entries.
#include "config/wiring.h"

#include <stdio.h>
#include <string.h>

enum {
    OFFSET_LINE_MAX = 511,
    DEBOUNCE_MIN_MS = 5,
    DEBOUNCE_MAX_MS = 100,
    STUCK_MIN_S = 5,
    STUCK_MAX_S = 600,
};

// With dashes; hub.conf writes underscores.
static const char *const names[WIRING_COUNT] = {
    [WIRING_NONE] = "",
    [WIRING_UP] = "up",
    [WIRING_DOWN] = "down",
    [WIRING_SELECT] = "select",
    [WIRING_BACK] = "back",
    [WIRING_NEXT] = "next",
    [WIRING_HOME] = "home",
    [WIRING_LANGUAGE] = "language",
    [WIRING_AUDIO] = "audio",
    [WIRING_HELP] = "help",
    [WIRING_VOLUME_DOWN] = "volume-down",
    [WIRING_VOLUME_UP] = "volume-up",
    [WIRING_HEADPHONE] = "headphone",
    [WIRING_SWITCH_1] = "switch-1",
    [WIRING_SWITCH_2] = "switch-2",
    [WIRING_TALLY_WOMAN] = "tally-woman",
    [WIRING_TALLY_MAN] = "tally-man",
    [WIRING_TALLY_GIRL] = "tally-girl",
    [WIRING_TALLY_BOY] = "tally-boy",
    [WIRING_TALLY_OTHER] = "tally-other",
    [WIRING_TALLY_DISABILITY] = "tally-disability",
    [WIRING_TALLY_REFERRED] = "tally-referred",
    [WIRING_LED_READY] = "led-ready",
    [WIRING_LED_ATTENTION] = "led-attention",
};

const char *
wiring_name(enum wiring_function function)
{
    return (unsigned)function < WIRING_COUNT ? names[function] : "";
}

static bool
same_name(const char *name, const char *given)
{
    while (*name && (*name == *given || (*name == '-' && *given == '_'))) {
        name++;
        given++;
    }
    return *name == '\0' && *given == '\0';
}

enum wiring_function
wiring_named(const char *name)
{
    for (enum wiring_function function = WIRING_NONE + 1; function < WIRING_COUNT; function++) {
        if (same_name(names[function], name)) {
            return function;
        }
    }
    return WIRING_NONE;
}

bool
wiring_is_led(enum wiring_function function)
{
    return function == WIRING_LED_READY || function == WIRING_LED_ATTENTION;
}

bool
wiring_is_tally(enum wiring_function function)
{
    return function >= WIRING_TALLY_WOMAN && function <= WIRING_TALLY_REFERRED;
}

int
wiring_chip(const struct panel_wiring *wiring, enum wiring_function function)
{
    return wiring_is_tally(function) && wiring->chip[1][0] != '\0';
}

enum wiring_bias
wiring_bias(const struct panel_wiring *wiring, enum wiring_function function)
{
    enum wiring_bias own = wiring->lines[function].bias;
    return own != WIRING_BIAS_PANEL  ? own
           : wiring_is_led(function) ? WIRING_BIAS_NONE
                                     : wiring->bias;
}

bool
wiring_active_low(const struct panel_wiring *wiring, enum wiring_function function)
{
    enum wiring_active own = wiring->lines[function].active;
    enum wiring_active all = wiring_is_led(function) ? WIRING_ACTIVE_HIGH : wiring->active;
    return (own != WIRING_ACTIVE_PANEL ? own : all) == WIRING_ACTIVE_LOW;
}

struct panel_wiring
wiring_default(void)
{
    // A button to ground, which needs no other part.
    struct panel_wiring wiring = {
        .debounce_ms = 20, .stuck_s = 30, .bias = WIRING_BIAS_UP, .active = WIRING_ACTIVE_LOW};
    for (int i = 0; i < WIRING_COUNT; i++) {
        wiring.lines[i].offset = -1;
    }
    return wiring;
}

// Values -------------------------------------------------------------------------------------------

struct word {
    const char *text; // up to the next blank
    size_t len;
};

static struct word
next_word(const char **at)
{
    *at += strspn(*at, " \t");
    struct word word = {*at, strcspn(*at, " \t")};
    *at += word.len;
    return word;
}

static bool
is(struct word word, const char *text)
{
    return strlen(text) == word.len && memcmp(text, word.text, word.len) == 0;
}

static bool
take_number(struct word word, int min, int max, int *out)
{
    int number = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (word.text[i] < '0' || word.text[i] > '9' || number > max) {
            return false;
        }
        number = number * 10 + (word.text[i] - '0');
    }
    if (word.len == 0 || number < min || number > max) {
        return false;
    }
    *out = number;
    return true;
}

static bool
take_bias(struct word word, enum wiring_bias *bias)
{
    enum wiring_bias taken = is(word, "up")     ? WIRING_BIAS_UP
                             : is(word, "down") ? WIRING_BIAS_DOWN
                             : is(word, "none") ? WIRING_BIAS_NONE
                                                : WIRING_BIAS_PANEL;
    *bias = taken != WIRING_BIAS_PANEL ? taken : *bias;
    return taken != WIRING_BIAS_PANEL;
}

static bool
take_active(struct word word, enum wiring_active *active)
{
    enum wiring_active taken = is(word, "low")    ? WIRING_ACTIVE_LOW
                               : is(word, "high") ? WIRING_ACTIVE_HIGH
                                                  : WIRING_ACTIVE_PANEL;
    *active = taken != WIRING_ACTIVE_PANEL ? taken : *active;
    return taken != WIRING_ACTIVE_PANEL;
}

// "bias=none" or "active=high" behind a line's number.
static bool
take_option(struct word word, struct wiring_line *line)
{
    static const char bias[] = "bias=";
    static const char active[] = "active=";
    size_t head = sizeof bias - 1;
    if (word.len > head && memcmp(word.text, bias, head) == 0) {
        return take_bias((struct word){word.text + head, word.len - head}, &line->bias);
    }
    head = sizeof active - 1;
    return word.len > head && memcmp(word.text, active, head) == 0 &&
           take_active((struct word){word.text + head, word.len - head}, &line->active);
}

static bool
take_line(const char *value, struct wiring_line *line)
{
    const char *at = value;
    if (!take_number(next_word(&at), 0, OFFSET_LINE_MAX, &line->offset)) {
        return false;
    }
    for (struct word word = next_word(&at); word.len > 0; word = next_word(&at)) {
        if (!take_option(word, line)) {
            return false;
        }
    }
    return true;
}

// A USB port as the kernel names it: bus, dash, ports with dots.
static bool
is_port(const char *value)
{
    size_t bus = strspn(value, "0123456789");
    const char *port = value + bus + 1;
    size_t len = strlen(value);
    return bus > 0 && value[bus] == '-' && len < WIRING_NAME_MAX && *port != '\0' &&
           strspn(port, "0123456789.") == strlen(port) && *port != '.' && value[len - 1] != '.' &&
           !strstr(port, "..");
}

// Printable ASCII without blanks, as chips name themselves: pinctrl-bcm2711, 1-0020, 9030000.pl061.
static bool
is_label(const char *value)
{
    size_t len = strlen(value);
    for (size_t i = 0; i < len; i++) {
        if (value[i] <= ' ' || value[i] > '~') {
            return false;
        }
    }
    return len > 0 && len < WIRING_NAME_MAX;
}

// Entries ------------------------------------------------------------------------------------------

// The text is what stands behind "write it like".
static enum wiring_verdict
wrong(struct err *err, const char *example)
{
    err_set(err, ERR_FORMAT, "%s", example);
    return WIRING_WRONG;
}

static enum wiring_verdict
set_text(char out[WIRING_NAME_MAX], const char *value)
{
    bool twice = out[0] != '\0';
    memcpy(out, value, strlen(value) + 1);
    return twice ? WIRING_TWICE : WIRING_TAKEN;
}

static enum wiring_verdict
set_line(struct panel_wiring *wiring, const char *key, const char *value, struct err *err)
{
    enum wiring_function function = wiring_named(key);
    struct wiring_line line = {.offset = -1};
    if (!take_line(value, &line)) {
        return wrong(err, "5, or 13 bias=none active=high");
    }
    for (int i = 1; i < WIRING_COUNT; i++) {
        bool both = wiring_chip(wiring, (enum wiring_function)i) == wiring_chip(wiring, function);
        if (i != (int)function && both && wiring->lines[i].offset == line.offset) {
            err_set(err, ERR_FORMAT, "another line: %d is wired to %s", line.offset, names[i]);
            return WIRING_WRONG;
        }
    }
    bool twice = wiring->lines[function].offset >= 0;
    wiring->lines[function] = line;
    return twice ? WIRING_TWICE : WIRING_TAKEN;
}

static enum wiring_verdict
set_number(const char *value, int range[2], int *out, struct err *err)
{
    char example[64];
    const char *at = value;
    struct word word = next_word(&at);
    if (*at == '\0' && take_number(word, range[0], range[1], out)) {
        return WIRING_TAKEN;
    }
    snprintf(example, sizeof example, "%d, from %d to %d", *out, range[0], range[1]);
    return wrong(err, example);
}

// What may be left out may be left empty: the example in hub.conf shows the keys so.
static bool
is_left_empty(const char *section, const char *key, const char *value)
{
    bool gpio = strcmp(section, "gpio") == 0;
    bool optional = gpio ? wiring_named(key) != WIRING_NONE || strcmp(key, "chip") == 0 ||
                               strcmp(key, "tally_chip") == 0
                         : strcmp(key, "port") == 0 || strcmp(key, "tally_port") == 0;
    return optional && value[0] == '\0';
}

static enum wiring_verdict
set_gpio(struct panel_wiring *wiring, const char *key, const char *value, struct err *err)
{
    struct word word = {value, strlen(value)};
    if (strcmp(key, "chip") == 0 || strcmp(key, "tally_chip") == 0) {
        return is_label(value) ? set_text(wiring->chip[key[0] == 't'], value)
                               : wrong(err, "pinctrl-bcm2711");
    }
    if (strcmp(key, "debounce") == 0) {
        return set_number(
            value, (int[2]){DEBOUNCE_MIN_MS, DEBOUNCE_MAX_MS}, &wiring->debounce_ms, err);
    }
    if (strcmp(key, "stuck") == 0) {
        return set_number(value, (int[2]){STUCK_MIN_S, STUCK_MAX_S}, &wiring->stuck_s, err);
    }
    if (strcmp(key, "bias") == 0) {
        return take_bias(word, &wiring->bias) ? WIRING_TAKEN : wrong(err, "up, down or none");
    }
    if (strcmp(key, "active") == 0) {
        return take_active(word, &wiring->active) ? WIRING_TAKEN : wrong(err, "low or high");
    }
    if (wiring_named(key) != WIRING_NONE) {
        return set_line(wiring, key, value, err);
    }
    return WIRING_UNKNOWN;
}

enum wiring_verdict
wiring_set(struct panel_wiring *wiring, const char *section, const char *key, const char *value,
    struct err *err)
{
    if (is_left_empty(section, key, value)) {
        return WIRING_TAKEN;
    }
    if (strcmp(section, "gpio") == 0) {
        return set_gpio(wiring, key, value, err);
    }
    bool tally = strcmp(key, "tally_port") == 0;
    if (!tally && strcmp(key, "port") != 0) {
        return WIRING_UNKNOWN;
    }
    if (!is_port(value)) {
        return wrong(err, "1-1.3");
    }
    return set_text(tally ? wiring->tally_keypad : wiring->keypad, value);
}
