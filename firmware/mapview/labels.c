// Names on the map: laid out once for a part of it somewhat larger than the window, a candidate at a
// time, then shown until the window leaves that part.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mapview/view.h"

static void
free_placed(struct placed *placed, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (placed[i].borrowed < 0) {
            letter_free(placed[i].letter);
            free(placed[i].text);
        }
    }
    free(placed);
}

static void
drop_making(struct labels *labels)
{
    free_placed(labels->making, labels->making_count);
    labels->making = NULL;
    labels->making_count = labels->making_room = labels->making_bytes = 0;
    free(labels->candidates);
    labels->candidates = NULL;
    labels->candidate_count = labels->candidate_room = labels->next = 0;
    arena_finish(&labels->arena);
    labels->arena = (struct arena){0};
    labels->stage = LABELS_DONE;
}

void
labels_finish(struct labels *labels)
{
    drop_making(labels);
    free_placed(labels->shown, labels->shown_count);
    *labels = (struct labels){.laid_out = labels->laid_out};
}

static struct box
window_box(const struct mapview *view)
{
    return (struct box){view->left, view->top, view->left + view->window.width_px,
        view->top + view->window.height_px};
}

static bool
box_inside(struct box inner, struct box outer)
{
    return inner.left >= outer.left && inner.top >= outer.top && inner.right <= outer.right &&
           inner.bottom <= outer.bottom;
}

void
labels_begin(struct mapview *view)
{
    struct labels *labels = &view->labels;
    bool same_zoom = labels->zoom == view->camera.zoom;
    bool inside = same_zoom && box_inside(window_box(view), labels->region);
    if (!view->text || (inside && (labels->valid || labels->stage != LABELS_DONE))) {
        return;
    }
    drop_making(labels);
    if (!same_zoom) {
        labels_finish(labels);
    }
    struct box window = window_box(view);
    labels->region = (struct box){window.left & ~(TILE_PX - 1), window.top & ~(TILE_PX - 1),
        (window.right + TILE_PX - 1) & ~(TILE_PX - 1),
        (window.bottom + TILE_PX - 1) & ~(TILE_PX - 1)};
    labels->zoom = view->camera.zoom;
    labels->valid = false;
    labels->stage = LABELS_LOAD;
}

bool
labels_busy(const struct mapview *view)
{
    return view->labels.stage != LABELS_DONE;
}

// True when all vector tiles of the region have their names ready.
static bool
load(struct mapview *view)
{
    struct box tiles = view_tiles(view);
    const struct map_info *info = map_info(view->map);
    for (int y = tiles.top; y < tiles.bottom; y++) {
        for (int x = tiles.left; x < tiles.right; x++) {
            struct tile_at at = {view->camera.zoom, (uint32_t)x, (uint32_t)y};
            if (!view_source(view, source_of(info, at), false)) {
                return false;
            }
        }
    }
    return true;
}

bool
labels_meet_free(const struct mapview *view, const struct slant *slant, bool pinned)
{
    for (int i = 0; i < view->free_count; i++) {
        const struct mapview_free *rect = &view->free[i];
        float x = rect->x - (rect->pinned ? (float)view->left : 0);
        float y = rect->y - (rect->pinned ? (float)view->top : 0);
        struct slant box = {x + rect->w / 2, y + rect->h / 2, rect->w / 2, rect->h / 2, 0};
        if ((rect->pinned || !pinned) && slants_meet(slant, &box)) {
            return true;
        }
    }
    return false;
}

static bool
is_covered(const struct mapview *view, const struct placed *placed, bool pinned)
{
    struct slant name = settle_slant(placed, view->left, view->top);
    struct slant dot = settle_dot(placed, view->left, view->top);
    return labels_meet_free(view, &name, pinned) ||
           (placed->dot_px > 0 && labels_meet_free(view, &dot, pinned));
}

struct box
labels_window(const struct mapview *view)
{
    int margin = (int)lroundf(view_style(view)->gap_mm * view->window.px_per_mm);
    return (struct box){
        margin, margin, view->window.width_px - margin, view->window.height_px - margin};
}

// Names that stand keep their places.
static void
keep(struct mapview *view)
{
    struct labels *labels = &view->labels;
    for (size_t i = 0; i < labels->shown_count; i++) {
        struct placed placed = labels->shown[i];
        bool stays = placed.at.x >= labels->region.left && placed.at.x < labels->region.right &&
                     placed.at.y >= labels->region.top && placed.at.y < labels->region.bottom;
        struct slant name = settle_slant(&placed, view->left, view->top);
        if (stays && !is_covered(view, &placed, true) && !walk_meets(view, &name)) {
            labels->making = room_for(labels->making, labels->making_count + 1,
                &labels->making_room, sizeof *labels->making);
            placed.borrowed = (int)i;
            labels->making[labels->making_count++] = placed;
        }
    }
}

static void
swap(struct mapview *view)
{
    struct labels *labels = &view->labels;
    for (size_t i = 0; i < labels->making_count; i++) {
        struct placed *placed = &labels->making[i];
        if (placed->borrowed >= 0) {
            labels->shown[placed->borrowed].borrowed = 0; // is not freed with the others
        }
        placed->borrowed = -1;
    }
    free_placed(labels->shown, labels->shown_count);
    labels->shown = labels->making;
    labels->shown_count = labels->making_count;
    labels->making = NULL;
    labels->making_count = labels->making_room = 0;
    drop_making(labels);
    labels->valid = true;
    labels->laid_out++;
}

static void
place_next(struct mapview *view)
{
    struct labels *labels = &view->labels;
    if (labels->next < labels->candidate_count) {
        settle(view, &labels->candidates[labels->next++]);
    } else if (!labels->outside) {
        labels->outside = true;
        labels->next = 0;
    } else {
        swap(view);
        labels_hide(view);
        view_draw(view);
    }
}

bool
labels_step(struct mapview *view)
{
    struct labels *labels = &view->labels;
    switch (labels->stage) {
    case LABELS_LOAD:
        labels->stage = load(view) ? LABELS_GATHER : LABELS_LOAD;
        return true;
    case LABELS_GATHER:
        if (!load(view)) { // the window moved, and with it what was kept
            return true;
        }
        candidates_gather(view);
        keep(view);
        labels->outside = false;
        labels->stage = LABELS_PLACE;
        return true;
    case LABELS_PLACE:
        place_next(view);
        return true;
    case LABELS_DONE:
    default:
        return false;
    }
}

// Names that the window would cut are not shown.
void
labels_hide(struct mapview *view)
{
    struct labels *labels = &view->labels;
    struct box window = labels_window(view);
    for (size_t i = 0; i < labels->shown_count; i++) {
        struct placed *placed = &labels->shown[i];
        struct slant name = settle_slant(placed, view->left, view->top);
        placed->hidden = !slant_within(&name, window) || is_covered(view, placed, false);
    }
}

static void
draw_dot(struct mapview *view, const struct placed *placed, const struct label_style *style)
{
    struct raster *raster = &view->raster;
    struct spot at = {(placed->dot.x - view->left) * SUB, (placed->dot.y - view->top) * SUB};
    int ring = (int)lroundf(style->halo_mm * view->window.px_per_mm * (float)SUB / 2);
    struct stroke stroke = {.half = placed->dot_px * SUB / 2 + ring, .round = true};
    struct spot twice[2] = {at, {at.x + 1, at.y}};
    stroke_line(raster, twice, 2, &stroke);
    raster_fill(raster, style->halo);
    stroke.half = placed->dot_px * SUB / 2;
    stroke_line(raster, twice, 2, &stroke);
    raster_fill(raster, style->dot);
}

void
labels_draw(struct mapview *view, struct box clip)
{
    const struct labels *labels = &view->labels;
    struct raster *raster = &view->raster;
    raster_onto(raster, view->canvas->pixels, view->canvas->pitch / 4, clip);
    for (size_t i = 0; i < labels->shown_count && labels->zoom == view->camera.zoom; i++) {
        const struct placed *placed = &labels->shown[i];
        const struct label_style *style = &view_style(view)->labels[placed->kind];
        if (placed->hidden) {
            continue;
        }
        struct spot at = {placed->at.x - view->left, placed->at.y - view->top};
        if (placed->dot_px > 0) {
            draw_dot(view, placed, style);
        }
        letter_draw(placed->letter, raster, at, style);
    }
}

struct mapview_label
mapview_label(const struct mapview *view, int index)
{
    const struct placed *placed = &view->labels.shown[index];
    return (struct mapview_label){.text = placed->text,
        .x = (float)(placed->at.x - view->left),
        .y = (float)(placed->at.y - view->top),
        .w = 2 * placed->half_w,
        .h = 2 * placed->half_h,
        .angle = placed->angle,
        .hidden = placed->hidden};
}
