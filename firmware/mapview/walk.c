// The walk: a thick line with a casing, round ends, and dots along it for who does not see the colour.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mapview/view.h"

bool
walk_take(struct mapview *view, const struct mapview_line *line)
{
    size_t count = line && line->count > 1 ? (size_t)line->count : 0;
    count = count > MAPVIEW_LINE_MAX ? MAPVIEW_LINE_MAX : count;
    bool other = count != view->walk_count;
    view->walk = room_for(view->walk, count, &view->walk_room, sizeof *view->walk);
    for (size_t i = 0; i < count; i++) {
        struct spot at = place_of(line->points[i]);
        other = other || at.x != view->walk[i].x || at.y != view->walk[i].y;
        view->walk[i] = at;
    }
    view->walk_count = count;
    return other;
}

// 26.6 px of the window.
static const struct spot *
spots(struct mapview *view)
{
    enum { FAR = 1 << 24 };
    struct raster *raster = &view->raster;
    int shift = place_shift(view->camera.zoom);
    raster->scaled =
        room_for(raster->scaled, view->walk_count, &raster->scaled_room, sizeof *raster->scaled);
    for (size_t i = 0; i < view->walk_count; i++) {
        int64_t x = ((int64_t)view->walk[i].x * SUB >> shift) - (int64_t)view->left * SUB;
        int64_t y = ((int64_t)view->walk[i].y * SUB >> shift) - (int64_t)view->top * SUB;
        x = x > FAR ? FAR : x < -FAR ? -FAR : x;
        y = y > FAR ? FAR : y < -FAR ? -FAR : y;
        raster->scaled[i] = (struct spot){(int32_t)x, (int32_t)y};
    }
    return raster->scaled;
}

void
walk_draw(struct mapview *view, struct box clip)
{
    if (view->walk_count < 2) {
        return;
    }
    const struct line_style *style = &view_style(view)->lines[LINE_WALK];
    struct raster *raster = &view->raster;
    int z = view->camera.zoom - MAPVIEW_ZOOM_MIN;
    float half = view->window.px_per_mm * (float)SUB / 2;
    float width = style->width_mm[z];
    struct stroke stroke = {.round = true};
    const struct spot *line = spots(view);
    raster_onto(raster, view->canvas->pixels, view->canvas->pitch / 4, clip);
    stroke.half = (int)lroundf((width + 2 * style->casing_mm[z]) * half);
    stroke_line(raster, line, view->walk_count, &stroke);
    raster_fill(raster, style->casing);
    stroke.half = (int)lroundf(width * half);
    stroke_line(raster, line, view->walk_count, &stroke);
    raster_fill(raster, style->fill);
    // Dots are dashes of no length.
    if (style->gap_mm > 0) {
        stroke.half = (int)lroundf(width * half * 0.42F);
        stroke.dash = 1;
        stroke.gap = (int)lroundf(2 * style->gap_mm * half);
        stroke_line(raster, line, view->walk_count, &stroke);
        raster_fill(raster, style->tunnel);
    }
}

float
walk_half(const struct mapview *view)
{
    const struct line_style *style = &view_style(view)->lines[LINE_WALK];
    int z = view->camera.zoom - MAPVIEW_ZOOM_MIN;
    return view->window.px_per_mm * (style->width_mm[z] / 2 + style->casing_mm[z]);
}

bool
walk_meets(const struct mapview *view, const struct slant *slant)
{
    float per_px = (float)(1 << place_shift(view->camera.zoom));
    float half = walk_half(view);
    for (size_t i = 1; i < view->walk_count; i++) {
        const struct spot *a = &view->walk[i - 1];
        const struct spot *b = &view->walk[i];
        int shift = place_shift(view->camera.zoom);
        float x = (float)((a->x >> shift) - view->left);
        float y = (float)((a->y >> shift) - view->top);
        float dx = (float)(b->x - a->x) / per_px;
        float dy = (float)(b->y - a->y) / per_px;
        struct slant part = {
            x + dx / 2, y + dy / 2, hypotf(dx, dy) / 2 + half, half, atan2f(dy, dx)};
        if (slants_meet(slant, &part)) {
            return true;
        }
    }
    return false;
}
