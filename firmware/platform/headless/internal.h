#pragma once
// The headless kiosk: a script on stdin, the fake clock, the frame shown last.

#include <stdio.h>

#include <SDL.h>

#include "base/arena.h"
#include "platform/platform.h"

enum { SCRIPT_LINE_MAX = 1024, SCRIPT_EVENTS_MAX = 8 };

struct platform {
    struct platform_options options;
    struct panel panel;
    SDL_Surface *canvas;
    struct paint *paint;
    struct platform_stats stats;
    struct frame *frame; // the one shown; its strings are in words
    struct arena words;
    FILE *script;
    int line;                    // of the script
    char again[SCRIPT_LINE_MAX]; // a line to obey once more before the next is read; "" = none
    int turns;                   // pages turned for this line
    bool failed;
    bool ended;   // quit, end of file or failure
    bool woken;   // a command wants the kiosk to look again although nothing happened
    bool waiting; // until until_ms
    int64_t until_ms;
    int idle_turns; // waits in a row that asked for no time at all
    struct buttons buttons;
    bool levels[WIRING_COUNT]; // of the lines
    uint32_t buttons_held;     // platform_button()
    int queued;
    struct platform_event queue[SCRIPT_EVENTS_MAX]; // time_ms = when the fake clock gets there
};

// Whether a waker can be read.
bool headless_woken(const struct platform *platform);
// Reads and obeys one line: fills the queue, prints, or ends the script.
void script_step(struct platform *platform);
// The best match among the nodes that can be activated: by name, "prefix*" of names, text, part of a
// text; NULL after an error.
const struct node *script_target(struct platform *platform, const char *wanted);
// Whether a node that matches is on the screen.
bool script_shown(const struct frame *frame, const char *wanted);
// A point of the node where a finger meets it and nothing else, its centre if that will do.
bool script_point(
    const struct platform *platform, const struct node *node, struct platform_event *event);
// Prints "line N: error: ..." and ends the script.
void script_error(struct platform *platform, const char *format, ...) PRINTF(2, 3);

// The panel of the commands "gpio" and "line" (lines.c).
void lines_open(struct platform *platform);
// The sooner of timeout_ms and what a line waits for.
int lines_timeout_ms(const struct platform *platform, int timeout_ms);
int lines_take(struct platform *platform, struct platform_event *events, int max);
void command_gpio(struct platform *platform, const char *rest);
void command_line(struct platform *platform, const char *rest);
void command_expect_led(struct platform *platform, const char *rest);

// One JSON object for the frame, then one per node.
void tree_print(FILE *out, const struct panel *panel, const struct frame *frame);
