// libgpiod 2, of Debian 13.
#include <errno.h>
#include <gpiod.h>
#include <stdlib.h>

#include "gpio/internal.h"

struct chip {
    struct gpiod_chip *own;
    struct gpiod_chip_info *info;
};

// A request of its own for each line: one that is refused, or floods, is nothing to the others.
struct line {
    struct gpiod_line_request *own;
    struct gpiod_edge_event_buffer *buffer;
    unsigned offset;
};

struct chip *
chip_open(const char *path)
{
    struct gpiod_chip *own = gpiod_chip_open(path);
    struct gpiod_chip_info *info = own ? gpiod_chip_get_info(own) : NULL;
    if (!info) {
        int why = errno;
        if (own) {
            gpiod_chip_close(own);
        }
        errno = why;
        return NULL;
    }
    struct chip *chip = calloc(1, sizeof *chip);
    ASSERT(chip);
    *chip = (struct chip){own, info};
    return chip;
}

void
chip_close(struct chip *chip)
{
    if (chip) {
        gpiod_chip_info_free(chip->info);
        gpiod_chip_close(chip->own);
        free(chip);
    }
}

const char *
chip_label(const struct chip *chip)
{
    return gpiod_chip_info_get_label(chip->info);
}

static bool
set_input(struct gpiod_line_settings *settings, const struct line_wish *wish)
{
    enum gpiod_line_bias bias = wish->bias == WIRING_BIAS_UP     ? GPIOD_LINE_BIAS_PULL_UP
                                : wish->bias == WIRING_BIAS_DOWN ? GPIOD_LINE_BIAS_PULL_DOWN
                                                                 : GPIOD_LINE_BIAS_DISABLED;
    gpiod_line_settings_set_debounce_period_us(settings, (unsigned long)wish->debounce_us);
    return gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT) == 0 &&
           gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH) == 0 &&
           gpiod_line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_MONOTONIC) == 0 &&
           gpiod_line_settings_set_bias(settings, bias) == 0;
}

static bool
set_output(struct gpiod_line_settings *settings)
{
    return gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT) == 0 &&
           gpiod_line_settings_set_output_value(settings, GPIOD_LINE_VALUE_INACTIVE) == 0;
}

static struct gpiod_line_request *
request(struct chip *chip, const struct line_wish *wish)
{
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    struct gpiod_line_config *lines = gpiod_line_config_new();
    struct gpiod_request_config *config = gpiod_request_config_new();
    ASSERT(settings && lines && config);
    unsigned offset = (unsigned)wish->offset;
    gpiod_request_config_set_consumer(config, "ventanilla");
    gpiod_line_settings_set_active_low(settings, wish->active_low);
    bool set = (wish->output ? set_output(settings) : set_input(settings, wish)) &&
               gpiod_line_config_add_line_settings(lines, &offset, 1, settings) == 0;
    struct gpiod_line_request *own =
        set ? gpiod_chip_request_lines(chip->own, config, lines) : NULL;
    int why = errno;
    gpiod_request_config_free(config);
    gpiod_line_config_free(lines);
    gpiod_line_settings_free(settings);
    errno = why;
    return own;
}

struct line *
line_request(struct chip *chip, const struct line_wish *wish, enum buttons_refusal *refusal)
{
    if ((size_t)wish->offset >= gpiod_chip_info_get_num_lines(chip->info)) {
        *refusal = BUTTONS_NO_LINE;
        return NULL;
    }
    struct gpiod_line_request *own = request(chip, wish);
    if (!own) {
        *refusal = refusal_of(errno);
        return NULL;
    }
    struct line *line = calloc(1, sizeof *line);
    ASSERT(line);
    *line = (struct line){own, gpiod_edge_event_buffer_new(CHIP_EDGES_MAX), (unsigned)wish->offset};
    ASSERT(line->buffer);
    return line;
}

void
line_release(struct line *line)
{
    if (line) {
        gpiod_edge_event_buffer_free(line->buffer);
        gpiod_line_request_release(line->own);
        free(line);
    }
}

int
line_fd(const struct line *line)
{
    return gpiod_line_request_get_fd(line->own);
}

int
line_edges(struct line *line, struct edge edges[CHIP_EDGES_MAX])
{
    int count = gpiod_line_request_read_edge_events(line->own, line->buffer, CHIP_EDGES_MAX);
    for (int i = 0; i < count; i++) {
        struct gpiod_edge_event *event =
            gpiod_edge_event_buffer_get_event(line->buffer, (unsigned long)i);
        edges[i] = (struct edge){
            .active = gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE,
            .time_us = (int64_t)(gpiod_edge_event_get_timestamp_ns(event) / 1000),
        };
    }
    return count;
}

bool
line_level(struct line *line, bool *active)
{
    enum gpiod_line_value value = gpiod_line_request_get_value(line->own, line->offset);
    *active = value == GPIOD_LINE_VALUE_ACTIVE;
    return value != GPIOD_LINE_VALUE_ERROR;
}

bool
line_set(struct line *line, bool active)
{
    enum gpiod_line_value value = active ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
    return gpiod_line_request_set_value(line->own, line->offset, value) == 0;
}
