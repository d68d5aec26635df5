#pragma once
// A view of the demonstration town. Include after tests/test.h.

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/config.h"
#include "db/db.h"
#include "mapview/view.h"

enum { TOWN_STEP_US = 1000 * 1000 };

struct town {
    struct map *map;
    struct text *text;
    struct mapview *view;
};

static const struct mapview_point town_square = {180000, -300210000};

static inline const char *
town_path(char path[600])
{
    const char *build = getenv("HUB_BINARY_DIR");
    snprintf(path, 600, "%s/tests/town.mbtiles", build ? build : "build/dev");
    return path;
}

// Any map; names: with text, which ends the test as skipped where there is no font.
static inline void
town_open_file(struct town *town, const char *path, bool names)
{
    struct err err = {0};
    struct config config = config_default();
    *town = (struct town){0};
    if (!map_open(path, &town->map, &err)) {
        fail_msg("%s", err.text);
    }
    if (names && !text_open(config.fonts, &town->text, &err)) {
        fprintf(stderr, "skipped: %s\n", err.text);
        exit(77);
    }
    if (!mapview_open(town->map, town->text, "assets/map", &town->view, &err)) {
        fail_msg("%s", err.text);
    }
}

static inline void
town_open(struct town *town, bool names)
{
    char path[600];
    town_open_file(town, town_path(path), names);
}

static inline void
town_close(struct town *town)
{
    mapview_close(town->view);
    text_close(town->text);
    map_close(town->map);
}

struct town_shot {
    struct mapview_point at;
    int zoom;
    int width;
    int height;
    int contrast;
};

static inline void
town_show(struct town *town, const struct town_shot *shot)
{
    struct mapview_camera camera = {shot->at.lat_e7, shot->at.lon_e7, shot->zoom};
    struct mapview_window window = {.width_px = shot->width,
        .height_px = shot->height,
        .px_per_mm = 5.9F,
        .letters = 1,
        .contrast = shot->contrast,
        .lang = "es"};
    mapview_show(town->view, &camera, &window, NULL);
}

static inline void
town_finish(struct town *town)
{
    while (mapview_work(town->view, TOWN_STEP_US)) {
    }
}

static inline SDL_Surface *
town_draw(struct town *town, const struct town_shot *shot)
{
    town_show(town, shot);
    town_finish(town);
    return mapview_canvas(town->view);
}

static inline uint32_t
town_pixel(const SDL_Surface *canvas, int x, int y)
{
    return ((const uint32_t *)canvas->pixels)[(ptrdiff_t)y * (canvas->pitch / 4) + x] & 0xffffff;
}

// The greatest difference of a channel between two pictures of the same size.
static inline int
town_difference(const SDL_Surface *a, const SDL_Surface *b)
{
    int most = 0;
    for (int y = 0; y < a->h; y++) {
        for (int x = 0; x < a->w; x++) {
            uint32_t p = town_pixel(a, x, y);
            uint32_t q = town_pixel(b, x, y);
            for (int shift = 0; shift < 24; shift += 8) {
                int off = abs((int)(p >> shift & 0xff) - (int)(q >> shift & 0xff));
                most = off > most ? off : most;
            }
        }
    }
    return most;
}

static inline SDL_Surface *
town_copy(SDL_Surface *canvas)
{
    SDL_Surface *copy = SDL_ConvertSurface(canvas, canvas->format, 0);
    assert_non_null(copy);
    return copy;
}
