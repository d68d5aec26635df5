#include "grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *
array(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    ASSERT(memory);
    return memory;
}

void
grid_place(int32_t lat_e7, int32_t lon_e7, int32_t *x, int32_t *y)
{
    static const double pi = 3.14159265358979323846;
    static const double most = 85.0511287798066;
    double world = (double)GRID_EXTENT * (1 << GRID_ZOOM);
    double lat = fmin(most, fmax(-most, lat_e7 / 1e7)) * pi / 180;
    *x = (int32_t)floor((lon_e7 / 1e7 + 180) / 360 * world);
    *y = (int32_t)floor((0.5 - log(tan(pi / 4 + lat / 2)) / (2 * pi)) * world);
}

void
grid_begin(const struct extract *extract, struct grid *grid)
{
    grid->x = array(extract->node_count, sizeof *grid->x);
    grid->y = array(extract->node_count, sizeof *grid->y);
    grid->worth = array(extract->node_count, sizeof *grid->worth);
    for (uint32_t i = 0; i < extract->node_count; i++) {
        grid_place(extract->lat[i], extract->lon[i], &grid->x[i], &grid->y[i]);
        grid->worth[i] = INFINITY;
    }
}

void
grid_finish(struct grid *grid)
{
    free(grid->x);
    free(grid->y);
    free(grid->worth);
    *grid = (struct grid){0};
}

// --- where lines part ---

// The two neighbours a node has in every line through it; fixed: they differ, or a line ends there.
struct neighbours {
    uint32_t low;
    uint32_t high;
    bool seen;
    bool fixed;
};

static void
note(struct neighbours *node, uint32_t a, uint32_t b)
{
    uint32_t low = a < b ? a : b;
    uint32_t high = a < b ? b : a;
    if (!node->seen) {
        *node = (struct neighbours){low, high, true, node->fixed};
    } else if (node->low != low || node->high != high) {
        node->fixed = true;
    }
}

static void
note_line(struct neighbours *nodes, const struct grid_line *line)
{
    uint32_t count = line->count;
    for (uint32_t i = 0; i < count; i++) {
        bool end = !line->closed && (i == 0 || i + 1 == count);
        if (end) {
            nodes[line->nodes[i]].fixed = true;
        } else {
            note(&nodes[line->nodes[i]], line->nodes[(i + count - 1) % count],
                line->nodes[(i + 1) % count]);
        }
    }
}

// --- weighing ---

struct span {
    uint32_t first;
    uint32_t last;
    float worth; // of the node that split it off: none within is worth more
};

struct weighing {
    struct grid *grid;
    uint32_t *arc; // nodes from one fixed one to the next
    uint32_t count;
    struct span *stack;
};

// Distance of a node from the straight line between two others.
static double
distance(const struct grid *grid, uint32_t node, uint32_t a, uint32_t b)
{
    double ax = grid->x[a];
    double ay = grid->y[a];
    double dx = grid->x[b] - ax;
    double dy = grid->y[b] - ay;
    double px = grid->x[node] - ax;
    double py = grid->y[node] - ay;
    double square = dx * dx + dy * dy;
    double part = square > 0 ? fmin(1, fmax(0, (px * dx + py * dy) / square)) : 0;
    return hypot(px - part * dx, py - part * dy);
}

// The same arc is met from both sides and in both directions; it is always weighed in one.
static void
turn_arc(struct weighing *w)
{
    uint32_t last = w->count - 1;
    bool loop = w->arc[0] == w->arc[last];
    bool turn = loop ? w->arc[1] > w->arc[last - 1] : w->arc[0] > w->arc[last];
    for (uint32_t a = 0, b = last; turn && a < b; a++, b--) {
        uint32_t node = w->arc[a];
        w->arc[a] = w->arc[b];
        w->arc[b] = node;
    }
}

static void
weigh_arc(struct weighing *w)
{
    uint32_t depth = 0;
    if (w->count < 3) {
        return;
    }
    turn_arc(w);
    w->stack[depth++] = (struct span){0, w->count - 1, INFINITY};
    while (depth > 0) {
        struct span span = w->stack[--depth];
        uint32_t farthest = span.first + 1;
        double most = -1;
        for (uint32_t i = span.first + 1; i < span.last; i++) {
            double away = distance(w->grid, w->arc[i], w->arc[span.first], w->arc[span.last]);
            if (away > most) {
                most = away;
                farthest = i;
            }
        }
        float worth = fminf((float)most, span.worth);
        w->grid->worth[w->arc[farthest]] = worth;
        if (farthest - span.first > 1) {
            w->stack[depth++] = (struct span){span.first, farthest, worth};
        }
        if (span.last - farthest > 1) {
            w->stack[depth++] = (struct span){farthest, span.last, worth};
        }
    }
}

static void
weigh_line(struct weighing *w, const struct neighbours *nodes, const struct grid_line *line)
{
    uint32_t start = 0;
    uint32_t count = line->count;
    if (line->closed) {
        // from a fixed node, else from the lowest one: the same whoever looks
        for (uint32_t i = 0; i < count; i++) {
            bool fixed = nodes[line->nodes[i]].fixed;
            bool had = nodes[line->nodes[start]].fixed;
            if ((fixed && !had) || (fixed == had && line->nodes[i] < line->nodes[start])) {
                start = i;
            }
        }
    }
    uint32_t steps = line->closed ? count + 1 : count;
    w->count = 0;
    for (uint32_t i = 0; i < steps; i++) {
        uint32_t node = line->nodes[(start + i) % count];
        w->arc[w->count++] = node;
        if (i > 0 && nodes[node].fixed) {
            weigh_arc(w);
            w->arc[0] = node;
            w->count = 1;
        }
    }
    weigh_arc(w);
}

void
grid_weigh(
    struct grid *grid, uint32_t node_count, const struct grid_line *lines, uint32_t line_count)
{
    struct neighbours *nodes = array(node_count, sizeof *nodes);
    uint32_t longest = 0;
    for (uint32_t i = 0; i < line_count; i++) {
        note_line(nodes, &lines[i]);
        longest = lines[i].count > longest ? lines[i].count : longest;
    }
    struct weighing weighing = {.grid = grid,
        .arc = array((size_t)longest + 1, sizeof *weighing.arc),
        .stack = array((size_t)longest + 1, sizeof *weighing.stack)};
    for (uint32_t i = 0; i < line_count; i++) {
        if (lines[i].count > 1) {
            weigh_line(&weighing, nodes, &lines[i]);
        }
    }
    free(weighing.arc);
    free(weighing.stack);
    free(nodes);
}
