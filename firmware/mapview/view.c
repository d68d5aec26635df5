// The window onto the map: what it shows, what is missing, and the canvas.

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "mapview/view.h"

const struct map_style *
view_style(const struct mapview *view)
{
    return &view->styles->styles[view->window.contrast];
}

bool
mapview_open(
    struct map *map, struct text *text, const char *styles, struct mapview **view, struct err *err)
{
    struct err wrong;
    *view = NULL;
    struct mapview *opened = calloc(1, sizeof *opened);
    ASSERT(opened);
    opened->map = map;
    opened->text = text;
    if (!mapview_styles_read(styles, &opened->styles, &wrong)) {
        LOG_WARN("mapview: %s", wrong.text);
    }
    tiles_trim(&opened->tiles, MAPVIEW_TILES_BYTES / TILE_BYTES);
    if (!raster_open(&opened->raster, err)) {
        mapview_close(opened);
        return false;
    }
    *view = opened;
    return true;
}

void
mapview_close(struct mapview *view)
{
    if (view) {
        view_forget_sources(view);
        tiles_finish(&view->tiles);
        labels_finish(&view->labels);
        raster_close(&view->raster);
        mapview_styles_free(view->styles);
        SDL_FreeSurface(view->canvas);
        free(view->walk);
        free(view);
    }
}

// Tiles are of one look.
static void
forget_pixels(struct mapview *view)
{
    tiles_forget(&view->tiles);
    view->is_painting = false;
}

void
mapview_forget(struct mapview *view)
{
    forget_pixels(view);
    view_forget_sources(view);
    labels_finish(&view->labels);
    view->shown = false; // the next mapview_show is as the first
}

struct box
view_tiles(const struct mapview *view)
{
    int right = view->left + view->window.width_px;
    int bottom = view->top + view->window.height_px;
    int last = (1 << view->camera.zoom) - 1;
    struct box box = {view->left >> 8, view->top >> 8, (right - 1) >> 8, (bottom - 1) >> 8};
    return box_meet((struct box){box.left, box.top, box.right + 1, box.bottom + 1},
        (struct box){0, 0, last + 1, last + 1});
}

static void
draw_canvas(struct mapview *view, struct box clip)
{
    struct box whole = {0, 0, view->canvas->w, view->canvas->h};
    clip = box_meet(clip, whole);
    if (box_empty(clip)) {
        return;
    }
    struct box tiles = view_tiles(view);
    struct blit blit = {.canvas = view->canvas,
        .clip = clip,
        .ground = view_style(view)->ground,
        .turn = view->turn};
    for (int y = tiles.top; y < tiles.bottom; y++) {
        for (int x = tiles.left; x < tiles.right; x++) {
            blit.x = x * TILE_PX - view->left;
            blit.y = y * TILE_PX - view->top;
            struct tile_at at = {view->camera.zoom, (uint32_t)x, (uint32_t)y};
            tiles_blit(&view->tiles, at, &blit);
        }
    }
    walk_draw(view, clip);
    labels_draw(view, clip);
    view->stamp++;
}

void
view_draw(struct mapview *view)
{
    draw_canvas(view, (struct box){0, 0, view->canvas->w, view->canvas->h});
}

// A window larger than the usual ceiling keeps what it shows and a little more.
static void
fit_tiles(struct mapview *view)
{
    enum { SPARE = 8 };
    size_t across = (size_t)view->window.width_px / TILE_PX + 2;
    size_t down = (size_t)view->window.height_px / TILE_PX + 2;
    size_t usual = MAPVIEW_TILES_BYTES / TILE_BYTES;
    size_t needed = across * down + SPARE;
    tiles_trim(&view->tiles, needed > usual ? needed : usual);
}

static int
within(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

static bool
take_window(struct mapview *view, const struct mapview_window *window)
{
    struct mapview_window *own = &view->window;
    struct mapview_window wanted = *window;
    wanted.width_px = within(wanted.width_px, 1, MAPVIEW_SIDE_MAX);
    wanted.height_px = within(wanted.height_px, 1, MAPVIEW_SIDE_MAX);
    wanted.contrast = within(wanted.contrast, 0, CONTRASTS - 1);
    const char *lang = window->lang ? window->lang : "";
    bool other_look = own->contrast != wanted.contrast || own->px_per_mm != wanted.px_per_mm;
    bool other_names =
        other_look || own->letters != wanted.letters || strcmp(view->lang, lang) != 0;
    bool other_size = own->width_px != wanted.width_px || own->height_px != wanted.height_px;
    *own = wanted;
    snprintf(view->lang, sizeof view->lang, "%s", lang);
    own->lang = view->lang;
    if (other_size || !view->canvas) {
        SDL_FreeSurface(view->canvas);
        view->canvas = SDL_CreateRGBSurfaceWithFormat(
            0, own->width_px, own->height_px, 32, SDL_PIXELFORMAT_XRGB8888);
        ASSERT(view->canvas);
        fit_tiles(view);
    }
    if (other_look) {
        forget_pixels(view);
    }
    if (other_names) {
        labels_finish(&view->labels);
    }
    return other_look || other_names || other_size;
}

static bool
take_camera(struct mapview *view, const struct mapview_camera *camera)
{
    int zoom = within(camera->zoom, MAPVIEW_ZOOM_MIN, MAPVIEW_ZOOM_MAX);
    struct spot at = place_of((struct mapview_point){camera->lat_e7, camera->lon_e7});
    int shift = place_shift(zoom);
    int left = (at.x >> shift) - view->window.width_px / 2;
    int top = (at.y >> shift) - view->window.height_px / 2;
    bool other = left != view->left || top != view->top || zoom != view->camera.zoom;
    if (zoom != view->camera.zoom) {
        view->is_painting = false;
    }
    view->camera = (struct mapview_camera){camera->lat_e7, camera->lon_e7, zoom};
    view->left = left;
    view->top = top;
    return other;
}

void
mapview_show(struct mapview *view, const struct mapview_camera *camera,
    const struct mapview_window *window, const struct mapview_line *line)
{
    bool other = take_window(view, window);
    other = take_camera(view, camera) || other;
    if (walk_take(view, line)) { // names make room for it
        view->labels.valid = false;
        other = true;
    }
    other = other || !view->shown;
    view->shown = true;
    if (other) {
        view->turn++;
        labels_begin(view);
        labels_hide(view);
        view_draw(view);
    }
}

// The tile nearest to the window's middle that is missing.
static bool
next_missing(const struct mapview *view, struct tile_at *next)
{
    struct box tiles = view_tiles(view);
    int middle_x = view->left + view->window.width_px / 2 - TILE_PX / 2;
    int middle_y = view->top + view->window.height_px / 2 - TILE_PX / 2;
    int64_t least = INT64_MAX;
    for (int y = tiles.top; y < tiles.bottom; y++) {
        for (int x = tiles.left; x < tiles.right; x++) {
            struct tile_at at = {view->camera.zoom, (uint32_t)x, (uint32_t)y};
            const struct tile *tile = tiles_find(&view->tiles, at);
            int64_t dx = x * TILE_PX - middle_x;
            int64_t dy = y * TILE_PX - middle_y;
            if (!(tile && tile->done) && dx * dx + dy * dy < least) {
                least = dx * dx + dy * dy;
                *next = at;
            }
        }
    }
    return least < INT64_MAX;
}

static struct painter
painter_of(struct mapview *view, const struct tile *tile)
{
    return (struct painter){.raster = &view->raster,
        .style = view_style(view),
        .px_per_mm = view->window.px_per_mm,
        .at = tile->at,
        .pixels = tile->pixels};
}

static void
begin_tile(struct mapview *view, struct tile_at at)
{
    struct tile *tile = (struct tile *)(uintptr_t)tiles_find(&view->tiles, at);
    tile = tile ? tile : tiles_take(&view->tiles, at, view->turn);
    struct painter painter = painter_of(view, tile);
    paint_ground(&painter);
    view->painting = at;
    view->painted = 0;
    view->is_painting = true;
}

// Where a tile lies in the window.
static struct box
window_box(const struct mapview *view, struct tile_at at)
{
    int x = (int)at.x * TILE_PX - view->left;
    int y = (int)at.y * TILE_PX - view->top;
    return (struct box){x, y, x + TILE_PX, y + TILE_PX};
}

static void
go_on_with_tile(struct mapview *view)
{
    const struct map_info *info = map_info(view->map);
    struct source *source = view_source(view, source_of(info, view->painting), true);
    struct tile *tile = (struct tile *)(uintptr_t)tiles_find(&view->tiles, view->painting);
    if (!source || !tile) {
        view->is_painting = tile != NULL;
        return;
    }
    struct painter painter = painter_of(view, tile);
    if (view->painted < source->item_count) {
        view->painted = paint_some(&painter, source, view->painted);
        return;
    }
    paint_outside(&painter, info);
    tile->done = true;
    view->is_painting = false;
    view->tiles_drawn++;
    draw_canvas(view, window_box(view, tile->at));
}

// One step; false: nothing is missing.
static bool
step(struct mapview *view)
{
    struct tile_at next = {0};
    if (view->is_painting) {
        go_on_with_tile(view);
        return true;
    }
    if (next_missing(view, &next)) {
        begin_tile(view, next);
        return true;
    }
    return labels_step(view);
}

static int64_t
now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now); // measures the slice; no pixel depends on it
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

bool
mapview_work(struct mapview *view, int budget_us)
{
    int64_t end = now_us() + budget_us;
    bool more = view->shown;
    while (more) {
        more = step(view);
        if (now_us() >= end) {
            break;
        }
    }
    return more && mapview_busy(view);
}

bool
mapview_busy(const struct mapview *view)
{
    struct tile_at next;
    return view->shown && (view->is_painting || next_missing(view, &next) || labels_busy(view));
}

struct SDL_Surface *
mapview_canvas(struct mapview *view)
{
    return view->canvas;
}

uint64_t
mapview_stamp(const struct mapview *view)
{
    return view->stamp;
}

void
mapview_to_window(const struct mapview *view, struct mapview_point at, float *x_px, float *y_px)
{
    struct spot spot = place_of(at);
    double per_px = (double)(1 << place_shift(view->camera.zoom));
    *x_px = (float)(spot.x / per_px - view->left);
    *y_px = (float)(spot.y / per_px - view->top);
}

struct mapview_point
mapview_from_window(const struct mapview *view, float x_px, float y_px)
{
    double per_px = (double)(1 << place_shift(view->camera.zoom));
    return place_back(((double)x_px + view->left) * per_px, ((double)y_px + view->top) * per_px);
}

void
mapview_keep_free(struct mapview *view, const struct mapview_free *rects, int count)
{
    bool other = false;
    bool other_pinned = false;
    count = within(count, 0, MAPVIEW_FREE_MAX);
    for (int i = 0; i < count; i++) {
        struct mapview_free rect = rects[i];
        rect.x += rect.pinned ? (float)view->left : 0;
        rect.y += rect.pinned ? (float)view->top : 0;
        const struct mapview_free *own = &view->free[i];
        bool same = i < view->free_count && fabsf(own->x - rect.x) < 2 &&
                    fabsf(own->y - rect.y) < 2 && own->w == rect.w && own->h == rect.h &&
                    own->pinned == rect.pinned;
        other = other || !same;
        other_pinned = other_pinned || (!same && rect.pinned);
        view->free[i] = rect;
    }
    other = other || count != view->free_count;
    view->free_count = count;
    if (other && view->shown) {
        if (other_pinned) {
            view->labels.valid = false;
            labels_begin(view);
        }
        labels_hide(view);
        view_draw(view);
    }
}

struct mapview_stats
mapview_stats(const struct mapview *view)
{
    struct mapview_stats stats = {.tile_bytes = view->tiles.made * TILE_BYTES,
        .tiles_drawn = view->tiles_drawn,
        .laid_out = view->labels.laid_out,
        .labels = (int)view->labels.shown_count,
        .data_bytes = view->labels.arena.held};
    for (size_t i = 0; i < view->source_count; i++) {
        stats.data_bytes += source_bytes(view->sources[i]);
    }
    for (size_t i = 0; i < view->labels.shown_count; i++) {
        stats.label_bytes += view->labels.shown[i].letter->bytes;
    }
    stats.label_bytes += view->labels.making_bytes;
    stats.canvas_bytes = view->canvas ? (size_t)view->canvas->pitch * (size_t)view->canvas->h : 0;
    return stats;
}
