#pragma once
// Part of config/config.h: what hangs on which line of a GPIO chip, sections [gpio] and [keypad] of hub.conf.

#include <stdbool.h>

#include "base/err.h"

enum { WIRING_NAME_MAX = 32 };

// What a line of the button panel does. The eleven keys stand in the order of enum platform_key.
enum wiring_function {
    WIRING_NONE,
    WIRING_UP,
    WIRING_DOWN,
    WIRING_SELECT,
    WIRING_BACK,
    WIRING_NEXT,
    WIRING_HOME,
    WIRING_LANGUAGE,
    WIRING_AUDIO,
    WIRING_HELP,
    WIRING_VOLUME_DOWN,
    WIRING_VOLUME_UP,
    WIRING_HEADPHONE,   // active while something is plugged in
    WIRING_SWITCH_1,    // of two: moves the focus on
    WIRING_SWITCH_2,    // chooses
    WIRING_TALLY_WOMAN, // keys of the staff
    WIRING_TALLY_MAN,
    WIRING_TALLY_GIRL,
    WIRING_TALLY_BOY,
    WIRING_TALLY_OTHER,
    WIRING_TALLY_DISABILITY,
    WIRING_TALLY_REFERRED,
    WIRING_LED_READY, // outputs
    WIRING_LED_ATTENTION,
    WIRING_COUNT,
};

enum wiring_bias { WIRING_BIAS_PANEL, WIRING_BIAS_UP, WIRING_BIAS_DOWN, WIRING_BIAS_NONE };
enum wiring_active { WIRING_ACTIVE_PANEL, WIRING_ACTIVE_LOW, WIRING_ACTIVE_HIGH };

enum { WIRING_CHIPS = 2 }; // the panel's, that of the staff's tally keys

struct wiring_line {
    int offset;                // of the chip's line; -1: not wired
    enum wiring_bias bias;     // ..._PANEL: as the whole panel; wiring_bias() says which
    enum wiring_active active; // likewise wiring_active_low()
};

struct panel_wiring {
    // Labels: [gpio] chip, tally_chip. Without the first there is no panel, without the second the tally
    // keys are lines of the first.
    char chip[WIRING_CHIPS][WIRING_NAME_MAX];
    int debounce_ms;           // [gpio] debounce = 5..100
    int stuck_s;               // [gpio] stuck = seconds after which a key held is stuck, 5..600
    enum wiring_bias bias;     // [gpio] bias = up, down or none, of every input
    enum wiring_active active; // [gpio] active = low or high, of every input
    struct wiring_line lines[WIRING_COUNT]; // [gpio] FUNCTION = OFFSET [bias=...] [active=...]
    char keypad
        [WIRING_NAME_MAX]; // [keypad] port = 1-1.3: keyboards elsewhere are not heard; empty: all
    char tally_keypad[WIRING_NAME_MAX]; // [keypad] tally_port = whose digits 1 to 7 are tally keys
};

enum wiring_verdict {
    WIRING_TAKEN,
    WIRING_UNKNOWN, // no such key: a warning
    WIRING_TWICE,   // taken, but it stood there already: a warning
    WIRING_WRONG,   // refused, nothing changed
};

struct panel_wiring wiring_default(void);
// One entry of [gpio] or [keypad]; of WIRING_WRONG err has how to write it.
enum wiring_verdict wiring_set(struct panel_wiring *wiring, const char *section, const char *key,
    const char *value, struct err *err);
// "volume-down" in scripts, "volume_down" in hub.conf; "" for none.
const char *wiring_name(enum wiring_function function);
// Either spelling; WIRING_NONE for an unknown one.
enum wiring_function wiring_named(const char *name);
// 0 or 1: which chip the function's line is on.
int wiring_chip(const struct panel_wiring *wiring, enum wiring_function function);
// Of a line, the panel's where it has none of its own. LEDs: none, and active high.
enum wiring_bias wiring_bias(const struct panel_wiring *wiring, enum wiring_function function);
bool wiring_active_low(const struct panel_wiring *wiring, enum wiring_function function);
bool wiring_is_led(enum wiring_function function);
bool wiring_is_tally(enum wiring_function function);
