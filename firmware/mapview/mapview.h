#pragma once
// The picture of one map window: streets, water, names and a walk, drawn from vector tiles (map/map.h)
// into a surface, a little at a time. Web Mercator (EPSG:3857), north up, whole zooms whose world is
// 256 << zoom pixels wide. The same tiles give the same pixels on every machine; colours and widths are
// data (assets/map). Marks over the map are nodes of the scene, not pixels of it.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "map/map.h"
#include "text/text.h"

enum {
    MAPVIEW_ZOOM_MIN = 13,          // a town at a glance
    MAPVIEW_ZOOM_MAX = 18,          // house by house: 0.6 m a pixel at the equator
    MAPVIEW_SIDE_MAX = 4096,        // px of a window
    MAPVIEW_FREE_MAX = 192,         // rectangles kept free
    MAPVIEW_LINE_MAX = 64 * 1024,   // points of a line
    MAPVIEW_LABELS_BYTES = 3 << 20, // of pictures of names, and one more
    MAPVIEW_TILES_BYTES = 14 << 20, // of drawn tiles, unless one window needs more
};

struct mapview_style_set; // one look for each contrast

// Reads light.ini, dark.ini and yellow.ini of the folder. What is wrong there or missing keeps a plain
// look; then the result is false and err says file, line and why, of the first. *set is never NULL.
bool mapview_styles_read(
    const char *folder, struct mapview_style_set **set, struct err *err) MUST_USE;
void mapview_styles_free(struct mapview_style_set *set);

struct mapview;

// map and text stay the caller's and must outlive the view; without text there are no names. styles is a folder; what is wrong there is
// logged, and a plain look stands in. ERR_IO when the rasteriser cannot start; then *view is NULL.
bool mapview_open(struct map *map, struct text *text, const char *styles, struct mapview **view,
    struct err *err) MUST_USE;
// Accepts NULL.
void mapview_close(struct mapview *view);

struct mapview_camera { // the window's middle
    int32_t lat_e7;
    int32_t lon_e7;
    int zoom; // brought into MAPVIEW_ZOOM_MIN..MAPVIEW_ZOOM_MAX
};

struct mapview_window {
    int width_px; // 1..MAPVIEW_SIDE_MAX
    int height_px;
    float px_per_mm;
    float letters;    // 1 = the style's letter sizes
    int contrast;     // 0 light, 1 dark, 2 yellow
    const char *lang; // of the visitor: decides font order for what has no language of its own
};

struct mapview_point {
    int32_t lat_e7;
    int32_t lon_e7;
};

struct mapview_line { // a walk; over streets, under names
    const struct mapview_point *points;
    int count; // fewer than 2: none
};

// What the next frames show; takes copies. Cheap when nothing changed. The canvas at once shows what is
// there: tiles drawn before, else those of other zooms scaled, else the ground.
void mapview_show(struct mapview *view, const struct mapview_camera *camera,
    const struct mapview_window *window, const struct mapview_line *line);

// The camera shown last, its zoom within bounds.
struct mapview_camera mapview_shown(const struct mapview *view);

struct mapview_free { // px of the window
    float x;
    float y;
    float w;
    float h;
    bool
        pinned; // lies on a place of the map and moves with it; else stays on the window (keys, scale)
};
// No name is drawn over these; names look for other places beside pinned ones. Holds until the next call,
// for the camera shown last; count is at most MAPVIEW_FREE_MAX (more are ignored).
void mapview_keep_free(struct mapview *view, const struct mapview_free *rects, int count);

// Draws what is missing for about budget_us (one slice at least: a few ms), then brings it onto the
// canvas. True: there is more to do.
bool mapview_work(struct mapview *view, int budget_us);
bool mapview_busy(const struct mapview *view);

// Width x height of the window, 32 bit XRGB; NULL before the first mapview_show. Lives until a
// mapview_show with another size.
struct SDL_Surface;
struct SDL_Surface *mapview_canvas(struct mapview *view);
// Changes whenever the pixels may have.
uint64_t mapview_stamp(const struct mapview *view);

// From a place to px from the window's top left, and back; valid after mapview_show.
void mapview_to_window(
    const struct mapview *view, struct mapview_point at, float *x_px, float *y_px);
struct mapview_point mapview_from_window(const struct mapview *view, float x_px, float y_px);
// Ground metres of one pixel at a latitude.
double mapview_metres_per_px(int32_t lat_e7, int zoom);

struct mapview_stats {
    size_t
        tile_bytes; // pixels of drawn tiles, at most MAPVIEW_TILES_BYTES or what the window needs
    size_t data_bytes;  // decoded vector tiles and their names
    size_t label_bytes; // pictures of names
    size_t canvas_bytes;
    uint64_t tiles_drawn; // since mapview_open
    uint64_t laid_out;    // how often names were placed anew
    int labels;           // shown
};
struct mapview_stats mapview_stats(const struct mapview *view);

// Forgets everything drawn, not the camera: for measurements and tests.
void mapview_forget(struct mapview *view);

struct mapview_label { // of the layout shown; px of the window
    const char *text;
    float x; // middle
    float y;
    float w; // along the text
    float h;
    float angle; // radians, clockwise, more than -pi/2 and at most pi/2
    bool hidden; // by a rectangle kept free
};
// The label of index < mapview_stats().labels; valid until the next call that draws.
struct mapview_label mapview_label(const struct mapview *view, int index);
