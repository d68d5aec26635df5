// A tile of pixels from a vector tile, a few features at a time. A batch is of things that look the same
// and ends with them or when it is large, wherever the slices of work end: the pixels do not know.

#include <math.h>
#include <string.h>

#include "mapview/internal.h"

enum {
    AREA_POINTS = 1500, // of a batch: what lies side by side is filled as one, without seams
    LINE_POINTS = 100,  // fewer cells in a row, whose list FreeType walks for each
    LIMIT = 1 << 24,    // 26.6 px from the tile; what lies beyond, a damaged tile's, is moved here
};

struct scale { // from a vector tile's units to 26.6 px of a tile of pixels
    int64_t times;
    int64_t extent;
    int64_t x;
    int64_t y;
};

struct tile_at
source_of(const struct map_info *info, struct tile_at at)
{
    int zoom = info->zoom_max < SOURCE_ZOOM ? info->zoom_max : SOURCE_ZOOM;
    zoom = at.z < zoom ? at.z : zoom;
    int shift = at.z - zoom;
    return (struct tile_at){zoom, at.x >> shift, at.y >> shift};
}

static struct scale
scale_of(const struct painter *painter, const struct source *source, uint32_t extent)
{
    int shift = painter->at.z - source->at.z;
    int64_t side = (int64_t)TILE_PX * SUB;
    return (struct scale){.times = side << shift,
        .extent = extent,
        .x = ((int64_t)painter->at.x - ((int64_t)source->at.x << shift)) * side,
        .y = ((int64_t)painter->at.y - ((int64_t)source->at.y << shift)) * side};
}

static int32_t
scaled(int64_t units, const struct scale *scale, int64_t less)
{
    int64_t value = units * scale->times;
    int64_t whole = value / scale->extent - (value % scale->extent < 0) - less;
    return (int32_t)(whole > LIMIT ? LIMIT : whole < -LIMIT ? -LIMIT : whole);
}

static struct spot
spot_of(struct map_point at, const struct scale *scale)
{
    return (struct spot){scaled(at.x, scale, scale->x), scaled(at.y, scale, scale->y)};
}

static int
zoom_index(const struct painter *painter)
{
    return painter->at.z - MAPVIEW_ZOOM_MIN;
}

static int
half_of(const struct painter *painter, float mm)
{
    return (int)lroundf(mm * painter->px_per_mm * (float)SUB / 2);
}

struct look {
    uint32_t colour;
    struct stroke stroke;
};

static bool
area_look(const struct painter *painter, const struct item *item, struct look *look)
{
    const struct area_style *style = &painter->style->areas[item->kind];
    look->colour = item->pass == PASS_AREA ? style->fill : style->edge;
    look->stroke = (struct stroke){
        .half = half_of(painter, style->edge_mm[zoom_index(painter)]), .round = true};
    return painter->at.z >= style->from && look->colour != COLOUR_NONE &&
           (item->pass == PASS_AREA || look->stroke.half > 0);
}

// Below ground the casing is dashed.
static bool
line_look(const struct painter *painter, const struct item *item, struct look *look)
{
    enum { TUNNEL_DASH_MM = 1 };
    const struct line_style *style = &painter->style->lines[item->kind];
    int z = zoom_index(painter);
    float casing = item->pass == PASS_CASING ? style->casing_mm[z] : 0;
    look->stroke = (struct stroke){.half = half_of(painter, style->width_mm[z] + 2 * casing),
        .round = !(item->bridge && item->pass == PASS_CASING)};
    if (item->pass == PASS_CASING) {
        look->colour = casing > 0 ? style->casing : COLOUR_NONE;
        if (item->tunnel) {
            look->stroke.dash = look->stroke.gap = 2 * half_of(painter, TUNNEL_DASH_MM);
        }
    } else {
        look->colour = item->tunnel ? style->tunnel : style->fill;
        look->stroke.dash = 2 * half_of(painter, style->dash_mm);
        look->stroke.gap = 2 * half_of(painter, style->gap_mm);
    }
    look->stroke.round = look->stroke.round && look->stroke.dash == 0;
    if (style->width_mm[z] > 0 && look->stroke.half < SUB / 3) {
        look->stroke.half = SUB / 3; // thinner would fade away
    }
    return painter->at.z >= style->from && look->colour != COLOUR_NONE && look->stroke.half > 0;
}

static bool
look_of(const struct painter *painter, const struct item *item, struct look *look)
{
    return item->pass <= PASS_EDGE ? area_look(painter, item, look)
                                   : line_look(painter, item, look);
}

// Units compared before they are divided.
static bool
in_sight(const struct item *item, const struct scale *scale, int half)
{
    int64_t reach = half + SUB;
    int64_t beyond = TILE_PX * SUB + reach + 1;
    return item->right * scale->times >= (scale->x - reach) * scale->extent &&
           item->left * scale->times < (scale->x + beyond) * scale->extent &&
           item->bottom * scale->times >= (scale->y - reach) * scale->extent &&
           item->top * scale->times < (scale->y + beyond) * scale->extent;
}

// Points of a part, scaled; they stay until the next.
static const struct spot *
part_spots(struct painter const *painter, const struct item *item, const struct map_part *part,
    const struct scale *scale)
{
    struct raster *raster = painter->raster;
    const struct map_point *points = item->feature->points + part->first;
    raster->scaled =
        room_for(raster->scaled, part->count + 1, &raster->scaled_room, sizeof *raster->scaled);
    for (uint32_t i = 0; i < part->count; i++) {
        raster->scaled[i] = spot_of(points[i], scale);
    }
    if (part->count > 0) {
        raster->scaled[part->count] = raster->scaled[0];
    }
    return raster->scaled;
}

// Whether the edge between two points was made by cutting the tile out.
static bool
is_cut(const struct item *item, struct map_point a, struct map_point b)
{
    int32_t extent = (int32_t)item->extent;
    return (a.x == b.x && (a.x <= 0 || a.x >= extent)) ||
           (a.y == b.y && (a.y <= 0 || a.y >= extent));
}

// A ring's edges without those that the tile's border made.
static void
add_edges(struct painter const *painter, const struct item *item, const struct map_part *part,
    const struct look *look, const struct spot *spots)
{
    const struct map_point *points = item->feature->points + part->first;
    uint32_t from = 0;
    for (uint32_t i = 0; i < part->count; i++) {
        if (is_cut(item, points[i], points[i + 1 < part->count ? i + 1 : 0])) {
            stroke_line(painter->raster, spots + from, i + 1 - from, &look->stroke);
            from = i + 1;
        }
    }
    if (from < part->count) {
        stroke_line(painter->raster, spots + from, part->count + 1 - from, &look->stroke);
    }
}

static void
add_parts(const struct painter *painter, const struct item *item, const struct look *look,
    const struct scale *scale)
{
    for (uint32_t p = 0; p < item->feature->part_count; p++) {
        const struct map_part *part = &item->feature->parts[p];
        const struct spot *spots = part_spots(painter, item, part, scale);
        if (item->pass == PASS_AREA) {
            raster_ring(painter->raster, spots, part->count);
        } else if (item->pass == PASS_EDGE) {
            add_edges(painter, item, part, look, spots);
        } else {
            stroke_line(painter->raster, spots, part->count, &look->stroke);
        }
    }
}

static bool
looks_same(const struct item *a, const struct item *b)
{
    return a->order == b->order && a->kind == b->kind && a->pass == b->pass &&
           a->tunnel == b->tunnel && a->bridge == b->bridge;
}

size_t
paint_some(const struct painter *painter, const struct source *source, size_t from)
{
    struct box whole = {0, 0, TILE_PX, TILE_PX};
    const struct item *first = &source->items[from];
    struct look look = {0};
    bool drawn = from < source->item_count && look_of(painter, first, &look);
    size_t at = from;
    size_t most = drawn && first->pass == PASS_AREA ? AREA_POINTS : LINE_POINTS;
    raster_onto(painter->raster, painter->pixels, TILE_PX, whole);
    for (; at < source->item_count; at++) {
        const struct item *item = &source->items[at];
        if (!looks_same(first, item) || painter->raster->count > most) {
            break;
        }
        struct scale scale = scale_of(painter, source, item->extent);
        if (drawn && in_sight(item, &scale, look.stroke.half)) {
            add_parts(painter, item, &look, &scale);
        }
    }
    raster_fill(painter->raster, look.colour);
    return at;
}

void
paint_ground(const struct painter *painter)
{
    SDL_memset4(painter->pixels, painter->style->ground | 0xff000000, (size_t)TILE_PX * TILE_PX);
}

// A degree as px of the tile, to the whole pixel: edges of the map are straight lines.
static struct spot
corner_of(const struct painter *painter, double lat, double lon)
{
    struct spot at =
        place_of((struct mapview_point){(int32_t)lround(lat * 1e7), (int32_t)lround(lon * 1e7)});
    int shift = place_shift(painter->at.z);
    return (struct spot){(int32_t)((at.x >> shift) - (int64_t)painter->at.x * TILE_PX),
        (int32_t)((at.y >> shift) - (int64_t)painter->at.y * TILE_PX)};
}

void
paint_outside(const struct painter *painter, const struct map_info *info)
{
    struct spot nw = corner_of(painter, info->north, info->west);
    struct spot se = corner_of(painter, info->south, info->east);
    uint32_t outside = painter->style->outside | 0xff000000;
    if (nw.x <= 0 && nw.y <= 0 && se.x >= TILE_PX - 1 && se.y >= TILE_PX - 1) {
        return;
    }
    for (int y = 0; y < TILE_PX; y++) {
        for (int x = 0; x < TILE_PX; x++) {
            if (x < nw.x || x > se.x || y < nw.y || y > se.y) {
                painter->pixels[y * TILE_PX + x] = outside;
            }
        }
    }
}
