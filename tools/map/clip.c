#include "clip.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "grow.h"

enum side { LEFT, RIGHT, TOP, BOTTOM, SIDES };

static void
put_point(struct clip_lines *out, uint32_t first, struct map_point point)
{
    if (out->point_count > first && out->points[out->point_count - 1].x == point.x &&
        out->points[out->point_count - 1].y == point.y) {
        return;
    }
    out->points = grow(out->points, out->point_count, &out->point_room, sizeof *out->points);
    out->points[out->point_count++] = point;
}

static uint32_t
begin_line(const struct clip_lines *out)
{
    return out->point_count;
}

// Keeps what was put since first, if it has that many points.
static void
end_line(struct clip_lines *out, uint32_t first, uint32_t least)
{
    if (out->point_count - first < least) {
        out->point_count = first;
        return;
    }
    out->ends = grow(out->ends, out->line_count, &out->end_room, sizeof *out->ends);
    out->ends[out->line_count++] = out->point_count;
}

static bool
is_within(const struct clip_box *box, enum side side, struct map_point point)
{
    switch (side) {
    case LEFT:
        return point.x >= box->left;
    case RIGHT:
        return point.x <= box->right;
    case TOP:
        return point.y >= box->top;
    case BOTTOM:
    case SIDES:
    default:
        return point.y <= box->bottom;
    }
}

// Where a -> b meets the side's line; a and b lie on different sides of it.
static struct map_point
meet(const struct clip_box *box, enum side side, struct map_point a, struct map_point b)
{
    if (a.x > b.x || (a.x == b.x && a.y > b.y)) { // always from the same end
        struct map_point swap = a;
        a = b;
        b = swap;
    }
    bool upright = side == LEFT || side == RIGHT;
    int32_t at = side == LEFT    ? box->left
                 : side == RIGHT ? box->right
                 : side == TOP   ? box->top
                                 : box->bottom;
    int64_t run = upright ? (int64_t)b.x - a.x : (int64_t)b.y - a.y;
    int64_t rise = upright ? (int64_t)b.y - a.y : (int64_t)b.x - a.x;
    int64_t part = (int64_t)at - (upright ? a.x : a.y);
    int32_t other =
        (upright ? a.y : a.x) + (int32_t)llround((double)part * (double)rise / (double)run);
    return upright ? (struct map_point){at, other} : (struct map_point){other, at};
}

// The part of a -> b within the box; false if there is none.
static bool
cut(const struct clip_box *box, struct map_point *a, struct map_point *b)
{
    for (int side = 0; side < SIDES; side++) {
        bool has_a = is_within(box, (enum side)side, *a);
        bool has_b = is_within(box, (enum side)side, *b);
        if (!has_a && !has_b) {
            return false;
        }
        if (!has_a) {
            *a = meet(box, (enum side)side, *a, *b);
        } else if (!has_b) {
            *b = meet(box, (enum side)side, *a, *b);
        }
    }
    return true;
}

void
clip_line(const struct clip_box *box, const struct map_point *points, uint32_t count,
    struct clip_lines *out)
{
    uint32_t first = begin_line(out);
    for (uint32_t i = 0; i + 1 < count; i++) {
        struct map_point a = points[i];
        struct map_point b = points[i + 1];
        if (!cut(box, &a, &b)) {
            continue;
        }
        if (a.x != points[i].x || a.y != points[i].y) { // comes in from outside
            end_line(out, first, 2);
            first = begin_line(out);
        }
        put_point(out, first, a);
        put_point(out, first, b);
        if (b.x != points[i + 1].x || b.y != points[i + 1].y) { // leaves
            end_line(out, first, 2);
            first = begin_line(out);
        }
    }
    end_line(out, first, 2);
}

static bool
has_area(const struct map_point *points, uint32_t count)
{
    double twice = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct map_point *a = &points[i];
        const struct map_point *b = &points[i + 1 < count ? i + 1 : 0];
        twice += ((double)a->x - points[0].x) * ((double)b->y - points[0].y) -
                 ((double)b->x - points[0].x) * ((double)a->y - points[0].y);
    }
    return twice != 0;
}

// Sutherland and Hodgman's way: one side after the other.
static uint32_t
cut_ring(const struct clip_box *box, enum side side, const struct map_point *in, uint32_t count,
    struct map_point *out)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct map_point a = in[i];
        struct map_point b = in[i + 1 < count ? i + 1 : 0];
        bool has_a = is_within(box, side, a);
        bool has_b = is_within(box, side, b);
        if (has_a) {
            out[kept++] = a;
        }
        if (has_a != has_b) {
            out[kept++] = meet(box, side, a, b);
        }
    }
    return kept;
}

void
clip_ring(const struct clip_box *box, const struct map_point *points, uint32_t count,
    struct clip_lines *out)
{
    if (count == 0) {
        return;
    }
    // Each side at most doubles the points; real rings get a few more.
    struct map_point *a = malloc(((size_t)count + 1) * sizeof *a);
    ASSERT(a);
    memcpy(a, points, count * sizeof *a);
    for (int side = 0; side < SIDES && count > 0; side++) {
        struct map_point *b = malloc(((size_t)count * 2 + 1) * sizeof *b);
        ASSERT(b);
        count = cut_ring(box, (enum side)side, a, count, b);
        free(a);
        a = b;
    }
    uint32_t first = begin_line(out);
    for (uint32_t i = 0; i < count; i++) {
        put_point(out, first, a[i]);
    }
    while (out->point_count - first > 1 &&
           out->points[first].x == out->points[out->point_count - 1].x &&
           out->points[first].y == out->points[out->point_count - 1].y) {
        out->point_count--;
    }
    bool ring =
        out->point_count - first >= 3 && has_area(out->points + first, out->point_count - first);
    end_line(out, first, ring ? 3 : UINT32_MAX);
    free(a);
}

void
clip_reset(struct clip_lines *lines)
{
    lines->point_count = 0;
    lines->line_count = 0;
}

void
clip_finish(struct clip_lines *lines)
{
    free(lines->points);
    free(lines->ends);
    *lines = (struct clip_lines){0};
}
