// hub-map draw: a view of a map as the kiosk shows it.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "config/config.h"
#include "mapview/mapview.h"

enum { PATH_MAX_BYTES = 600, STEP_US = 100 * 1000 };

struct picture {
    const struct command_line *line;
    struct config config;
    struct mapview_camera camera;
    struct mapview_window window;
    struct map *map;
    struct text *text;
    struct mapview *view;
};

static const char *const styles[] = {"light", "dark", "yellow"};

// "LAT,LON,ZOOM"
static bool
read_view(const char *text, struct mapview_camera *camera, struct err *err)
{
    char *end = NULL;
    double lat = strtod(text, &end);
    bool ok = end != text && *end == ',' && fabs(lat) <= 85;
    const char *at = ok ? end + 1 : text;
    double lon = ok ? strtod(at, &end) : 0;
    ok = ok && end != at && *end == ',' && fabs(lon) <= 180;
    at = ok ? end + 1 : text;
    long zoom = ok ? strtol(at, &end, 10) : 0;
    ok = ok && end != at && *end == '\0' && zoom >= MAPVIEW_ZOOM_MIN && zoom <= MAPVIEW_ZOOM_MAX;
    *camera =
        (struct mapview_camera){(int32_t)lround(lat * 1e7), (int32_t)lround(lon * 1e7), (int)zoom};
    return ok ||
           err_set(err, ERR_FORMAT, "%.60s: write --view LAT,LON,ZOOM in degrees, zoom %d to %d",
               text, MAPVIEW_ZOOM_MIN, MAPVIEW_ZOOM_MAX);
}

// "1280x800@217x136mm", or "1280x800" with the pixels of a 10.1" panel.
static bool
read_size(const char *text, struct mapview_window *window, struct err *err)
{
    static const float usual = 1280 / 217.0F;
    struct panel panel;
    char *end = NULL;
    if (strchr(text, '@')) {
        if (!config_parse_panel(text, &panel, err)) {
            return false;
        }
        window->width_px = panel.width_px;
        window->height_px = panel.height_px;
        window->px_per_mm = panel.px_per_mm;
    } else {
        long width = strtol(text, &end, 10);
        long height = *end == 'x' ? strtol(end + 1, &end, 10) : 0;
        if (*end || width < 1 || height < 1 || width > MAPVIEW_SIDE_MAX ||
            height > MAPVIEW_SIDE_MAX) {
            return err_set(err, ERR_FORMAT,
                "%.60s: write --size 1280x800 or 1280x800@217x136mm, at most %d px a side", text,
                MAPVIEW_SIDE_MAX);
        }
        window->width_px = (int)width;
        window->height_px = (int)height;
        window->px_per_mm = usual;
    }
    return true;
}

static bool
read_style(const char *text, struct mapview_window *window, struct err *err)
{
    for (int i = 0; i < 3; i++) {
        if (strcmp(text, styles[i]) == 0) {
            window->contrast = i;
            return true;
        }
    }
    return err_set(err, ERR_FORMAT, "%.60s: the styles are light, dark and yellow", text);
}

static bool
read_line(struct picture *picture, struct err *err)
{
    const struct command_line *line = picture->line;
    picture->window = (struct mapview_window){.letters = 1, .lang = "es"};
    return read_view(line->view, &picture->camera, err) &&
           read_size(line->size, &picture->window, err) &&
           read_style(line->style, &picture->window, err);
}

// Styles that are wrong are worth a line of their own: who draws maps may be writing one.
static bool
check_styles(const char *folder, struct err *err)
{
    struct mapview_style_set *set = NULL;
    bool ok = mapview_styles_read(folder, &set, err);
    mapview_styles_free(set);
    return ok;
}

static bool
draw(struct picture *picture, struct err *err)
{
    char folder[PATH_MAX_BYTES];
    const struct command_line *line = picture->line;
    snprintf(folder, sizeof folder, "%s/map", picture->config.assets);
    if (!check_styles(line->styles ? line->styles : folder, err) ||
        !map_open(line->file, &picture->map, err) ||
        (!line->no_names && !text_open(picture->config.fonts, &picture->text, err)) ||
        !mapview_open(picture->map, picture->text, line->styles ? line->styles : folder,
            &picture->view, err)) {
        return false;
    }
    mapview_show(picture->view, &picture->camera, &picture->window, NULL);
    while (mapview_work(picture->view, STEP_US)) {
    }
    return draw_save(mapview_canvas(picture->view), line->out, err);
}

int
command_draw(const struct command_line *line)
{
    struct picture picture = {.line = line, .config = config_default()};
    struct err err = {0};
    if (!read_line(&picture, &err)) {
        fprintf(stderr, "hub-map: error: %s\n", err.text);
        return EXIT_USAGE;
    }
    bool ok = draw(&picture, &err);
    if (!ok) {
        fprintf(stderr, "%s\n", err.text);
    }
    mapview_close(picture.view);
    text_close(picture.text);
    map_close(picture.map);
    bool disk = err.kind == ERR_IO || err.kind == ERR_MISSING || err.kind == ERR_SPACE;
    return ok ? EXIT_DONE : disk ? EXIT_IO : EXIT_CONTENT;
}
