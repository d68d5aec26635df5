// libgpiod 1.6, of Debian 12.
#include <errno.h>
#include <gpiod.h>
#include <stdlib.h>

#include "gpio/internal.h"

struct chip {
    struct gpiod_chip *own;
};

struct line {
    struct gpiod_line *own; // the chip's
};

struct chip *
chip_open(const char *path)
{
    struct gpiod_chip *own = gpiod_chip_open(path);
    if (!own) {
        return NULL;
    }
    struct chip *chip = calloc(1, sizeof *chip);
    ASSERT(chip);
    chip->own = own;
    return chip;
}

void
chip_close(struct chip *chip)
{
    if (chip) {
        gpiod_chip_close(chip->own);
        free(chip);
    }
}

const char *
chip_label(const struct chip *chip)
{
    return gpiod_chip_label(chip->own);
}

static int
flags_of(const struct line_wish *wish)
{
    int bias = wish->bias == WIRING_BIAS_UP     ? GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP
               : wish->bias == WIRING_BIAS_DOWN ? GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN
                                                : GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE;
    bias = wish->output ? 0 : bias;
    return bias | (wish->active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0);
}

struct line *
line_request(struct chip *chip, const struct line_wish *wish, enum buttons_refusal *refusal)
{
    struct gpiod_line_request_config config = {
        .consumer = "ventanilla",
        .request_type = wish->output ? GPIOD_LINE_REQUEST_DIRECTION_OUTPUT
                                     : GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES,
        .flags = flags_of(wish),
    };
    if ((unsigned)wish->offset >= gpiod_chip_num_lines(chip->own)) {
        *refusal = BUTTONS_NO_LINE;
        return NULL;
    }
    struct gpiod_line *own = gpiod_chip_get_line(chip->own, (unsigned)wish->offset);
    if (!own || gpiod_line_request(own, &config, 0) != 0) {
        *refusal = refusal_of(errno);
        return NULL;
    }
    struct line *line = calloc(1, sizeof *line);
    ASSERT(line);
    line->own = own;
    return line;
}

void
line_release(struct line *line)
{
    if (line) {
        gpiod_line_release(line->own);
        free(line);
    }
}

int
line_fd(const struct line *line)
{
    return gpiod_line_event_get_fd(line->own);
}

int
line_edges(struct line *line, struct edge edges[CHIP_EDGES_MAX])
{
    struct gpiod_line_event events[CHIP_EDGES_MAX];
    int count = gpiod_line_event_read_multiple(line->own, events, CHIP_EDGES_MAX);
    for (int i = 0; i < count; i++) {
        edges[i] = (struct edge){
            .active = events[i].event_type == GPIOD_LINE_EVENT_RISING_EDGE,
            .time_us = (int64_t)events[i].ts.tv_sec * 1000000 + events[i].ts.tv_nsec / 1000,
        };
    }
    return count;
}

bool
line_level(struct line *line, bool *active)
{
    int value = gpiod_line_get_value(line->own);
    *active = value == 1;
    return value >= 0;
}

bool
line_set(struct line *line, bool active)
{
    return gpiod_line_set_value(line->own, active) == 0;
}
