// Exact coverage of outlines, in whole numbers: the same pixels on every machine.
//
// Every edge adds to the cell it crosses how much of the row it covers; a running sum along the row
// then is the winding number times the covered area. Contours of one direction may overlap.

#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

enum {
    SUB_BITS = 8, // coordinates are 24.8
    SUB = 1 << SUB_BITS,
    FULL_BITS = 2 * SUB_BITS + 1, // a whole cell counts 2 * SUB * SUB
    FLAT = 16,                    // curves leave their chords by a sixteenth of a pixel at most
    SEGMENTS_MAX = 32,
};

void
outline_begin(struct outline *outline, int32_t x, int32_t y)
{
    outline->count = 0;
    outline->origin = (struct point){x, y};
    outline->low = (struct point){INT32_MAX, INT32_MAX};
    outline->high = (struct point){INT32_MIN, INT32_MIN};
}

void
outline_finish(struct outline *outline)
{
    free(outline->edges);
    free(outline->cells);
    *outline = (struct outline){0};
}

static void
stretch(struct outline *outline, struct point at)
{
    outline->low.x = at.x < outline->low.x ? at.x : outline->low.x;
    outline->low.y = at.y < outline->low.y ? at.y : outline->low.y;
    outline->high.x = at.x > outline->high.x ? at.x : outline->high.x;
    outline->high.y = at.y > outline->high.y ? at.y : outline->high.y;
}

static void
add_edge(struct outline *outline, struct point from, struct point to)
{
    if (outline->count == OUTLINE_EDGES_MAX) {
        return;
    }
    outline->edges =
        array_grow(outline->edges, outline->count, &outline->room, sizeof *outline->edges);
    outline->edges[outline->count++] = (struct edge){from, to};
    stretch(outline, from);
    stretch(outline, to);
}

void
outline_move(struct outline *outline, struct point to)
{
    outline_close(outline);
    outline->start = to;
    outline->at = to;
}

void
outline_line(struct outline *outline, struct point to)
{
    add_edge(outline, outline->at, to);
    outline->at = to;
}

void
outline_close(struct outline *outline)
{
    if (outline->at.x != outline->start.x || outline->at.y != outline->start.y) {
        outline_line(outline, outline->start);
    }
}

// Half as many chords leave the curve by four times as much.
static int
chords(int64_t bend)
{
    int shift = 0;
    while (bend > FLAT && (1 << shift) < SEGMENTS_MAX) {
        bend /= 4;
        shift++;
    }
    return shift;
}

static int64_t
bend(int32_t a, int32_t b, int32_t c)
{
    int64_t off = (int64_t)a - 2 * (int64_t)b + c;
    return off < 0 ? -off : off;
}

void
outline_quadratic(struct outline *outline, struct point c, struct point to)
{
    struct point from = outline->at;
    int64_t off = bend(from.x, c.x, to.x) + bend(from.y, c.y, to.y);
    int shift = chords(off / 4);
    int64_t n = (int64_t)1 << shift;
    int64_t half = (n * n) / 2;
    for (int64_t i = 1; i < n; i++) {
        int64_t a = (n - i) * (n - i);
        int64_t b = 2 * i * (n - i);
        int64_t d = i * i;
        outline_line(outline,
            (struct point){(int32_t)((from.x * a + c.x * b + to.x * d + half) >> (2 * shift)),
                (int32_t)((from.y * a + c.y * b + to.y * d + half) >> (2 * shift))});
    }
    outline_line(outline, to);
}

void
outline_cubic(struct outline *outline, struct point c, struct point d, struct point to)
{
    struct point from = outline->at;
    int64_t first = bend(from.x, c.x, d.x) + bend(from.y, c.y, d.y);
    int64_t second = bend(c.x, d.x, to.x) + bend(c.y, d.y, to.y);
    int shift = chords((first > second ? first : second) * 3 / 4);
    int64_t n = (int64_t)1 << shift;
    int64_t half = (n * n * n) / 2;
    for (int64_t i = 1; i < n; i++) {
        int64_t m = n - i;
        int64_t k[4] = {m * m * m, 3 * m * m * i, 3 * m * i * i, i * i * i};
        int64_t x = from.x * k[0] + c.x * k[1] + d.x * k[2] + to.x * k[3] + half;
        int64_t y = from.y * k[0] + c.y * k[1] + d.y * k[2] + to.y * k[3] + half;
        outline_line(
            outline, (struct point){(int32_t)(x >> (3 * shift)), (int32_t)(y >> (3 * shift))});
    }
    outline_line(outline, to);
}

// An edge inside one row, from xa to xb: dy of the row's height, signed.
static void
add_row(int32_t *cells, int32_t xa, int32_t xb, int32_t dy)
{
    int32_t from = xa < xb ? xa : xb;
    int32_t to = xa < xb ? xb : xa;
    int32_t cell = from >> SUB_BITS;
    if (to <= (cell + 1) << SUB_BITS) {
        int32_t right = dy * (from + to - 2 * (cell << SUB_BITS));
        cells[cell] += dy * 2 * SUB - right;
        cells[cell + 1] += right;
        return;
    }
    int32_t width = to - from;
    int32_t x = from;
    int32_t done = 0;
    while (x < to) {
        int32_t next = (cell + 1) << SUB_BITS;
        next = next < to ? next : to;
        int32_t until = dy * (next - from) / width;
        int32_t part = until - done;
        int32_t right = part * (x + next - 2 * (cell << SUB_BITS));
        cells[cell] += part * 2 * SUB - right;
        cells[cell + 1] += right;
        done = until;
        x = next;
        cell++;
    }
}

static void
add_cells(struct outline *outline, const struct edge *edge, int stride)
{
    bool down = edge->from.y < edge->to.y;
    struct point top = down ? edge->from : edge->to;
    struct point bottom = down ? edge->to : edge->from;
    if (top.y == bottom.y) {
        return;
    }
    int64_t slope = ((int64_t)(bottom.x - top.x) * 65536) / (bottom.y - top.y);
    int32_t y = top.y;
    int32_t x = top.x;
    while (y < bottom.y) {
        int32_t row = y >> SUB_BITS;
        int32_t next_y = (row + 1) << SUB_BITS;
        int32_t next_x = bottom.x;
        if (next_y < bottom.y) {
            next_x = top.x + (int32_t)((slope * (next_y - top.y)) >> 16);
        } else {
            next_y = bottom.y;
        }
        add_row(
            outline->cells + (ptrdiff_t)row * stride, x, next_x, down ? next_y - y : y - next_y);
        y = next_y;
        x = next_x;
    }
}

// Makes the box whole pixels and the edges relative to its corner.
static bool
settle(struct outline *outline, struct mask_box *box)
{
    outline_close(outline);
    if (outline->count == 0) {
        return false;
    }
    box->left = outline->low.x >> SUB_BITS;
    box->top = outline->low.y >> SUB_BITS;
    box->width = ((outline->high.x + SUB - 1) >> SUB_BITS) - box->left;
    box->height = ((outline->high.y + SUB - 1) >> SUB_BITS) - box->top;
    if (box->width <= 0 || box->height <= 0 || box->width > MASK_SIDE_MAX ||
        box->height > MASK_SIDE_MAX) {
        return false;
    }
    int32_t x = box->left * SUB;
    int32_t y = box->top * SUB;
    for (int i = 0; i < outline->count; i++) {
        struct edge *edge = &outline->edges[i];
        edge->from = (struct point){edge->from.x - x, edge->from.y - y};
        edge->to = (struct point){edge->to.x - x, edge->to.y - y};
    }
    return true;
}

bool
outline_measure(struct outline *outline, struct mask_box *box)
{
    if (!settle(outline, box)) {
        *box = (struct mask_box){0};
        return false;
    }
    // An edge on the right border adds to the cell behind it, and to the one behind that.
    int stride = box->width + 2;
    size_t cells = (size_t)stride * (size_t)box->height;
    if (cells > outline->cell_room) {
        outline->cells = realloc(outline->cells, cells * sizeof *outline->cells);
        ASSERT(outline->cells);
        outline->cell_room = cells;
    }
    memset(outline->cells, 0, cells * sizeof *outline->cells);
    for (int i = 0; i < outline->count; i++) {
        add_cells(outline, &outline->edges[i], stride);
    }
    return true;
}

void
outline_cover(const struct outline *outline, const struct mask_box *box, uint8_t *alpha)
{
    const int32_t *cells = outline->cells;
    for (int y = 0; y < box->height; y++) {
        int32_t sum = 0;
        for (int x = 0; x < box->width; x++) {
            sum += cells[x];
            int32_t area = (sum < 0 ? -sum : sum) >> (FULL_BITS - 8);
            alpha[x] = (uint8_t)(area > 255 ? 255 : area);
        }
        memset(alpha + box->width, 0, (size_t)(mask_stride(box) - box->width));
        cells += box->width + 2;
        alpha += mask_stride(box);
    }
}
