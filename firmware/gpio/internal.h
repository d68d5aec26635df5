#pragma once
// One chip and its lines as libgpiod has them: gpio_v1.c or gpio_v2.c. Levels are logical: true is active.

#include <stdbool.h>
#include <stdint.h>

#include "buttons/buttons.h"

enum { CHIP_EDGES_MAX = 16 }; // as many as the kernel keeps of a line

struct chip; // of libgpiod
struct line; // likewise, requested

struct line_wish {
    int offset;
    bool output; // dark at first
    bool active_low;
    enum wiring_bias bias;
    int debounce_us; // by the kernel, where the API has it; beside ours
};

struct edge {
    bool active;
    int64_t time_us; // of CLOCK_MONOTONIC, from Linux 5.7 on
};

// NULL when path is no GPIO chip, or may not be opened; then errno says so.
struct chip *chip_open(const char *path);
// Lines first.
void chip_close(struct chip *chip);
// Valid until it is closed.
const char *chip_label(const struct chip *chip);

// The first chip of that label among a folder's gpiochip0, gpiochip1 and so on; NULL when there is none.
struct chip *chip_find(const char *folder, const char *label);

// NULL: refused, and why.
struct line *line_request(
    struct chip *chip, const struct line_wish *wish, enum buttons_refusal *refusal);
void line_release(struct line *line);
// Readable when an edge came.
int line_fd(const struct line *line);
// Edges that came, at most CHIP_EDGES_MAX; -1: the chip is gone. Only when the descriptor can be read.
int line_edges(struct line *line, struct edge edges[CHIP_EDGES_MAX]);
// False: the chip is gone.
bool line_level(struct line *line, bool *active);
bool line_set(struct line *line, bool active);

// What an errno of a refused line means.
enum buttons_refusal refusal_of(int number);
