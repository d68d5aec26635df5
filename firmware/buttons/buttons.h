#pragma once
// The panel's buttons: from edges of lines to presses that count, each once, whatever else is held, stuck or
// chattering. It knows no device and no clock: whoever has the lines hands in edges and levels with their
// times (microseconds of CLOCK_MONOTONIC), and asks again when buttons_due_us() says so.

#include <stdbool.h>
#include <stdint.h>

#include "config/config.h"

enum {
    BUTTONS_EVENTS_MAX = 128,
    // A line that did not come to rest for so long chatters; so does one that is pressed more often in a
    // second than any hand does. It counts again once it was quiet for so long.
    BUTTONS_CHATTER_MS = 500,
    BUTTONS_PRESSES_MAX = 15,
    BUTTONS_CALM_MS = 2000,
};

// One press or release, of keys, switches and headphones alike.
struct buttons_event {
    enum wiring_function function;
    bool active; // pressed, plugged in
    int64_t time_us;
};

// What a technician is told -------------------------------------------------------------------------

enum buttons_chip {
    BUTTONS_UNSET,  // hub.conf names no chip
    BUTTONS_ABSENT, // no chip of that label was found since the start
    BUTTONS_PRESENT,
    BUTTONS_LOST, // it was there; it is sought again every few seconds
};

enum buttons_refusal { // why a wired line is not used
    BUTTONS_ACCEPTED,
    BUTTONS_BUSY,    // something else has it
    BUTTONS_NO_LINE, // the chip has no such line
    BUTTONS_DENIED,  // no permission
    BUTTONS_UNABLE,  // the chip cannot tell its edges, or drive it
};

struct buttons_line {
    bool watched; // it is wired, its chip is present and gave it (an LED: can be lit)
    enum buttons_refusal refusal;
    bool active; // debounced: pressed, plugged in; of an LED: lit
    bool stuck;  // held longer than [gpio] stuck: does not count until it is let go
    bool chatters;
    int64_t edge_us;  // of its last edge; 0: none yet
    uint32_t presses; // that counted, since the start
};

struct buttons_state {
    enum buttons_chip chips[WIRING_CHIPS]; // the panel's; [1]: of [gpio] tally_chip
    struct buttons_line lines[WIRING_COUNT];
    int keypads; // keyboards heard at the ports of [keypad]; -1: no port is named, all are heard
};

// Something of it a person should look at: a named chip that is not there, a line refused, stuck or
// chattering.
bool buttons_ailing(const struct buttons_state *state);
// "absent", "busy": stable words for journals and keys of texts.
const char *buttons_chip_name(enum buttons_chip chip);
const char *buttons_refusal_name(enum buttons_refusal refusal);

// Debouncing ---------------------------------------------------------------------------------------

struct buttons_track { // private: a line between two settled levels
    bool raw;          // as edges and samples have it
    bool unsure;       // edges came since it was last found at rest
    bool edged;        // since the last sample
    bool told;         // its press was handed out, its release is owed
    bool complained;
    int64_t at_us;       // until when the charge is reckoned
    int64_t charge_us;   // time it was active, less the time it was not: 0 to debounce
    int64_t restless_us; // since when it has not been at rest
    int64_t pressed_us;
    int64_t second_us; // presses since then
    int in_second;
};

struct buttons {
    struct buttons_state state;
    struct buttons_track tracks[WIRING_COUNT];
    int64_t debounce_us;
    int64_t stuck_us;
    struct buttons_event events[BUTTONS_EVENTS_MAX]; // by time
    int count;
    int owed; // releases
};

void buttons_init(struct buttons *buttons, const struct panel_wiring *wiring);
// The line is watched from now on and stands so. A key that is down already is no press.
void buttons_begin(
    struct buttons *buttons, enum wiring_function function, bool active, int64_t now_us);
// It is not watched any more: what was pressed is let go; headphones stay as they were.
void buttons_end(struct buttons *buttons, enum wiring_function function, int64_t now_us);
// The line changed to that level. Times that go back count as the one before.
void buttons_edge(
    struct buttons *buttons, enum wiring_function function, bool active, int64_t time_us);
// The line was looked at. Edges may be lost or told the wrong way round: this is what holds.
void buttons_sample(
    struct buttons *buttons, enum wiring_function function, bool active, int64_t now_us);
// Lets time act on what needs no sample: stuck keys, lines that have calmed down.
void buttons_tick(struct buttons *buttons, int64_t now_us);
// Whether the line wants to be sampled by then.
bool buttons_wants(const struct buttons *buttons, enum wiring_function function, int64_t now_us);
// When the next sample or tick is due; INT64_MAX: not before the next edge.
int64_t buttons_due_us(const struct buttons *buttons);
// Takes what happened, oldest first; returns how many.
int buttons_take(struct buttons *buttons, struct buttons_event *events, int max);
