// Lines to outlines: two sides with round joins outside, cut corners inside, and caps. Whole numbers and
// single roundings only.

#include <math.h>
#include <stdlib.h>

#include "mapview/internal.h"

enum {
    ARC_POINTS = 33, // of half a circle at most
    SAG = 6,         // 26.6 px that a chord may stay below its arc
    NEAR = 3,        // normals as near as this are one
};

static int64_t
dot(struct spot a, struct spot b)
{
    return (int64_t)a.x * b.x + (int64_t)a.y * b.y;
}

static double
length(int64_t x, int64_t y)
{
    return sqrt((double)(x * x + y * y));
}

// The vector turned to that length.
static struct spot
scaled(int64_t x, int64_t y, int to)
{
    double len = length(x, y);
    double wide = (double)to;
    return (struct spot){
        (int32_t)lround((double)x * wide / len), (int32_t)lround((double)y * wide / len)};
}

static struct spot
add(struct spot a, struct spot b)
{
    return (struct spot){a.x + b.x, a.y + b.y};
}

// Points on the circle from one normal to another, at most half way round; both ends are in it.
static int
arc(struct spot from, struct spot to, int half, struct spot *out)
{
    int count = 2;
    out[0] = from;
    out[1] = to;
    while (count * 2 - 1 <= ARC_POINTS) {
        int64_t dx = out[1].x - out[0].x;
        int64_t dy = out[1].y - out[0].y;
        if (dx * dx + dy * dy <= (int64_t)8 * half * SAG) {
            break;
        }
        for (int i = count - 1; i > 0; i--) {
            int64_t x = (int64_t)out[i].x + out[i - 1].x;
            int64_t y = (int64_t)out[i].y + out[i - 1].y;
            bool opposite = x * x + y * y < 16; // then ahead of the first normal
            out[(ptrdiff_t)2 * i] = out[i];
            out[(ptrdiff_t)2 * i - 1] =
                opposite ? (struct spot){-out[i - 1].y, out[i - 1].x} : scaled(x, y, half);
        }
        count = count * 2 - 1;
    }
    return count;
}

static void
put_arc(struct raster *raster, struct spot at, struct spot from, struct spot to, int half)
{
    struct spot points[ARC_POINTS];
    int count = arc(from, to, half, points);
    for (int i = 0; i < count; i++) {
        raster_point(raster, add(at, points[i]));
    }
}

struct bend { // of a side, between two segments
    struct spot at;
    struct spot before; // normals
    struct spot after;
    double shorter; // of the two segments
};

static void
put_join(struct raster *raster, const struct bend *bend, int half)
{
    struct spot n1 = bend->before;
    struct spot n2 = bend->after;
    if (abs(n1.x - n2.x) <= NEAR && abs(n1.y - n2.y) <= NEAR) {
        raster_point(raster, add(bend->at, n1));
        return;
    }
    int64_t turn = (int64_t)n1.x * n2.y - (int64_t)n1.y * n2.x;
    int64_t square = (int64_t)half * half;
    int64_t along = square + dot(n1, n2);
    if (turn >= 0) {
        put_arc(raster, bend->at, n1, n2, half);
    } else if (-turn <= along && (double)-turn * (double)half <= bend->shorter * (double)along) {
        double longer = (double)square / (double)along; // at most 1, or roundings would grow
        struct spot cut = {(int32_t)lround((double)(n1.x + n2.x) * longer),
            (int32_t)lround((double)(n1.y + n2.y) * longer)};
        raster_point(raster, add(bend->at, cut));
    } else { // too short or too sharp to cut the corner: by way of the middle
        raster_point(raster, add(bend->at, n1));
        raster_point(raster, bend->at);
        raster_point(raster, add(bend->at, n2));
    }
}

struct path {
    const struct spot *points;
    const struct spot *normals; // one per segment
    size_t count;
};

static struct spot
minus(struct spot a)
{
    return (struct spot){-a.x, -a.y};
}

static double
shorter_of(const struct path *path, size_t i)
{
    const struct spot *p = path->points + i;
    double a = length((int64_t)p[0].x - p[-1].x, (int64_t)p[0].y - p[-1].y);
    double b = length((int64_t)p[1].x - p[0].x, (int64_t)p[1].y - p[0].y);
    return a < b ? a : b;
}

static void
put_cap(struct raster *raster, struct spot at, struct spot normal, const struct stroke *stroke)
{
    if (stroke->round) {
        put_arc(raster, at, normal, minus(normal), stroke->half);
    } else {
        raster_point(raster, add(at, normal));
        raster_point(raster, add(at, minus(normal)));
    }
}

static void
put_path(struct raster *raster, const struct path *path, const struct stroke *stroke)
{
    size_t last = path->count - 1;
    for (size_t i = 1; i < last; i++) {
        struct bend bend = {
            path->points[i], path->normals[i - 1], path->normals[i], shorter_of(path, i)};
        put_join(raster, &bend, stroke->half);
    }
    put_cap(raster, path->points[last], path->normals[last - 1], stroke);
    for (size_t i = last - 1; i > 0; i--) {
        struct bend bend = {path->points[i], minus(path->normals[i]), minus(path->normals[i - 1]),
            shorter_of(path, i)};
        put_join(raster, &bend, stroke->half);
    }
    put_cap(raster, path->points[0], minus(path->normals[0]), stroke);
    raster_end(raster);
}

// Points that differ, their normals, the outline.
static void
outline(struct raster *raster, const struct spot *points, size_t count, const struct stroke *stroke)
{
    raster->line = room_for(raster->line, count + 1, &raster->line_room, sizeof *raster->line);
    raster->normals =
        room_for(raster->normals, count + 1, &raster->normal_room, sizeof *raster->normals);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const struct spot *before = kept > 0 ? &raster->line[kept - 1] : NULL;
        if (before && before->x == points[i].x && before->y == points[i].y) {
            continue;
        }
        if (before) {
            raster->normals[kept - 1] = scaled(
                (int64_t)points[i].y - before->y, (int64_t)before->x - points[i].x, stroke->half);
        }
        raster->line[kept++] = points[i];
    }
    if (kept == 1 && stroke->round) { // a point: a disc
        raster->normals[0] = (struct spot){0, -stroke->half};
        raster->line[1] = raster->line[0];
        kept = 2;
    }
    if (kept > 1) {
        struct path path = {raster->line, raster->normals, kept};
        put_path(raster, &path, stroke);
    }
}

// Whether the way from a to b can leave a trace in the clip.
static bool
shows(const struct raster *raster, struct spot a, struct spot b, int half)
{
    int reach = half + SUB;
    struct box clip = raster->clip;
    return !((a.x < clip.left * SUB - reach && b.x < clip.left * SUB - reach) ||
             (a.x > clip.right * SUB + reach && b.x > clip.right * SUB + reach) ||
             (a.y < clip.top * SUB - reach && b.y < clip.top * SUB - reach) ||
             (a.y > clip.bottom * SUB + reach && b.y > clip.bottom * SUB + reach));
}

struct dash {
    bool ink;    // else gap
    double left; // of the piece
    struct spot *points;
    size_t count;
};

static void
dash_point(struct raster *raster, struct dash *dash, struct spot at)
{
    dash->points =
        room_for(dash->points, dash->count + 1, &raster->clipped_room[0], sizeof *dash->points);
    raster->clipped[0] = dash->points;
    dash->points[dash->count++] = at;
}

static void
dash_end(struct raster *raster, struct dash *dash, const struct stroke *stroke)
{
    bool seen = false;
    for (size_t i = 1; dash->ink && i < dash->count && !seen; i++) {
        seen = shows(raster, dash->points[i - 1], dash->points[i], stroke->half);
    }
    if (seen) {
        outline(raster, dash->points, dash->count, stroke);
    }
    dash->count = 0;
}

// From `gone` on as many whole periods as there are before `to`: what nobody sees need not be counted.
static double
skip(double gone, double to, double period)
{
    double periods = floor((to - gone) / period);
    return periods > 0 ? gone + periods * period : gone;
}

// The ways along a to b at which it may come into and has left the clip.
static void
sight(const struct raster *raster, struct spot a, struct spot b, double way[2])
{
    enum { MARGIN = 64 }; // px
    const struct box *clip = &raster->clip;
    double middle_x = (clip->left + clip->right) * (double)SUB / 2;
    double middle_y = (clip->top + clip->bottom) * (double)SUB / 2;
    double dx = (double)b.x - a.x;
    double dy = (double)b.y - a.y;
    int half_round = clip->right - clip->left + clip->bottom - clip->top;
    double reach = (double)((half_round + MARGIN) * SUB);
    double at = ((middle_x - a.x) * dx + (middle_y - a.y) * dy) / sqrt(dx * dx + dy * dy);
    way[0] = at - reach;
    way[1] = at + reach;
}

// Dashes of one segment.
static void
dash_way(struct raster *raster, struct dash *dash, const struct spot *segment,
    const struct stroke *stroke)
{
    struct spot a = segment[0];
    int64_t dx = (int64_t)segment[1].x - a.x;
    int64_t dy = (int64_t)segment[1].y - a.y;
    double len = length(dx, dy);
    double period = (double)stroke->dash + (double)stroke->gap;
    double seen[2];
    sight(raster, a, segment[1], seen);
    double gone = skip(0, fmin(seen[0], len) - period, period);
    while (len - gone > dash->left) {
        gone += dash->left;
        struct spot at = {a.x + (int32_t)lround((double)dx * gone / len),
            a.y + (int32_t)lround((double)dy * gone / len)};
        dash_point(raster, dash, at);
        dash_end(raster, dash, stroke);
        dash->ink = !dash->ink;
        dash->left = dash->ink ? stroke->dash : stroke->gap;
        dash_point(raster, dash, at);
        gone = gone > seen[1] ? skip(gone, len - period, period) : gone;
    }
    dash->left -= len - gone;
    dash_point(raster, dash, segment[1]);
}

// Dashes count from the line's beginning, so that they meet at the borders of tiles.
static void
dashed(struct raster *raster, const struct spot *points, size_t count, const struct stroke *stroke)
{
    struct dash dash = {.ink = true, .left = stroke->dash, .points = raster->clipped[0]};
    dash_point(raster, &dash, points[0]);
    for (size_t i = 1; i < count; i++) {
        if (points[i].x != points[i - 1].x || points[i].y != points[i - 1].y) {
            dash_way(raster, &dash, &points[i - 1], stroke);
        }
    }
    dash_end(raster, &dash, stroke);
}

void
stroke_line(
    struct raster *raster, const struct spot *points, size_t count, const struct stroke *stroke)
{
    if (count == 0 || stroke->half < 1) {
        return;
    }
    if (stroke->dash > 0 && stroke->gap > 0) {
        dashed(raster, points, count, stroke);
        return;
    }
    // Runs of segments that show; what lies between ends unseen.
    size_t from = 0;
    for (size_t i = 1; i <= count; i++) {
        bool goes_on = i < count && shows(raster, points[i - 1], points[i], stroke->half);
        if (!goes_on) {
            if (i - from > 1) {
                outline(raster, points + from, i - from, stroke);
            }
            from = i;
        }
    }
}
