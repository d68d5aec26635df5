// Outlines to pixels by FreeType's smooth rasteriser (exact area coverage, spans handed out): whole
// numbers only, so that every machine draws the same.

#include <stdlib.h>
#include <string.h>

#include "mapview/internal.h"

void *
room_for(void *data, size_t count, size_t *room, size_t size)
{
    if (count <= *room) {
        return data;
    }
    size_t wanted = *room < 64 ? 64 : *room * 2;
    *room = wanted < count ? count : wanted;
    data = realloc(data, *room * size);
    ASSERT(data);
    return data;
}

bool
raster_open(struct raster *raster, struct err *err)
{
    memset(raster, 0, sizeof *raster);
    return FT_Init_FreeType(&raster->library) == 0 ||
           err_set(err, ERR_IO, "mapview: FreeType does not start");
}

void
raster_close(struct raster *raster)
{
    if (raster->library) {
        FT_Done_FreeType(raster->library);
    }
    free(raster->points);
    free(raster->tags);
    free(raster->ends);
    free(raster->line);
    free(raster->scaled);
    free(raster->clipped[0]);
    free(raster->clipped[1]);
    free(raster->normals);
    memset(raster, 0, sizeof *raster);
}

void
raster_onto(struct raster *raster, uint32_t *pixels, int stride, struct box clip)
{
    raster->pixels = pixels;
    raster->stride = stride;
    raster->clip = clip;
    raster->count = raster->begun = raster->end_count = 0;
}

void
raster_point(struct raster *raster, struct spot at)
{
    if (raster->count == RASTER_POINTS_MAX) {
        return;
    }
    if (raster->count == raster->room) {
        size_t room = raster->room;
        raster->points = room_for(raster->points, raster->count + 1, &room, sizeof *raster->points);
        raster->tags = realloc(raster->tags, room);
        ASSERT(raster->tags);
        memset(raster->tags + raster->room, FT_CURVE_TAG_ON, room - raster->room);
        raster->room = room;
    }
    raster->points[raster->count++] = (FT_Vector){at.x, at.y};
}

void
raster_end(struct raster *raster)
{
    if (raster->count - raster->begun < 3) {
        raster->count = raster->begun;
        return;
    }
    raster->ends =
        room_for(raster->ends, raster->end_count + 1, &raster->end_room, sizeof *raster->ends);
    raster->ends[raster->end_count++] = (uint16_t)(raster->count - 1);
    raster->begun = raster->count;
}

static void
put_spans(int y, int count, const FT_Span *spans, void *user)
{
    const struct raster *raster = user;
    uint32_t *row = raster->pixels + (ptrdiff_t)y * raster->stride;
    uint32_t colour = raster->colour | 0xff000000;
    uint32_t alpha = raster->colour >> 24;
    for (int i = 0; i < count; i++) {
        uint32_t *at = row + spans[i].x;
        int len = spans[i].len;
        uint32_t cover = alpha == 255 ? spans[i].coverage : (spans[i].coverage * alpha + 127) / 255;
        if (cover == 255) {
            for (int k = 0; k < len; k++) {
                at[k] = colour;
            }
        } else {
            for (int k = 0; k < len; k++) {
                at[k] = raster_mix(at[k], colour, cover);
            }
        }
    }
}

void
raster_fill(struct raster *raster, uint32_t colour)
{
    if (raster->end_count > 0 && colour >> 24 != 0 && !box_empty(raster->clip)) {
        // The signs of these types differ between FreeType 2.12 and 2.13; the numbers fit both.
        FT_Outline outline = {.points = raster->points,
            .tags = (void *)raster->tags,
            .contours = (void *)raster->ends};
        outline.n_contours = (__typeof__(outline.n_contours))raster->end_count;
        outline.n_points = (__typeof__(outline.n_points))raster->begun;
        FT_Raster_Params params = {
            .flags = FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
            .gray_spans = put_spans,
            .user = raster,
            .clip_box = {
                raster->clip.left, raster->clip.top, raster->clip.right, raster->clip.bottom}};
        raster->colour = colour;
        FT_Outline_Render(raster->library, &outline, &params); // fails only without memory
    }
    raster->count = raster->begun = raster->end_count = 0;
}

// Where a side of the clip cuts the way from a to b; from the same two points always the same, whichever
// comes first.
static struct spot
cross(struct spot a, struct spot b, bool upright, int32_t at)
{
    if (upright ? a.x > b.x : a.y > b.y) {
        struct spot turn = a;
        a = b;
        b = turn;
    }
    int64_t way = upright ? (int64_t)b.x - a.x : (int64_t)b.y - a.y;
    int64_t part = upright ? (int64_t)at - a.x : (int64_t)at - a.y;
    int64_t rise = upright ? (int64_t)b.y - a.y : (int64_t)b.x - a.x;
    int32_t other = (int32_t)((upright ? a.y : a.x) + rise * part / way);
    return upright ? (struct spot){at, other} : (struct spot){other, at};
}

struct side { // of the box one cuts at
    bool upright;
    bool less; // what is less than at stays
    int32_t at;
};

static bool
stays(const struct side *side, struct spot point)
{
    int32_t value = side->upright ? point.x : point.y;
    return side->less ? value <= side->at : value >= side->at;
}

// Sutherland and Hodgman, one side; out has room for twice as many.
static size_t
cut(const struct side *side, const struct spot *points, size_t count, struct spot *out)
{
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        struct spot a = points[i];
        struct spot b = points[i + 1 < count ? i + 1 : 0];
        bool a_stays = stays(side, a);
        if (a_stays) {
            out[made++] = a;
        }
        if (a_stays != stays(side, b)) {
            out[made++] = cross(a, b, side->upright, side->at);
        }
    }
    return made;
}

void
raster_ring(struct raster *raster, const struct spot *points, size_t count)
{
    enum { MARGIN = 2 };
    struct box clip = raster->clip;
    struct side sides[] = {{true, false, (clip.left - MARGIN) * SUB},
        {true, true, (clip.right + MARGIN) * SUB}, {false, false, (clip.top - MARGIN) * SUB},
        {false, true, (clip.bottom + MARGIN) * SUB}};
    for (int i = 0; i < 4; i++) {
        int into = i & 1;
        raster->clipped[into] = room_for(
            raster->clipped[into], count * 2 + 4, &raster->clipped_room[into], sizeof *points);
        count = cut(&sides[i], points, count, raster->clipped[into]);
        points = raster->clipped[into];
    }
    for (size_t i = 0; i < count; i++) {
        raster_point(raster, points[i]);
    }
    raster_end(raster);
}
