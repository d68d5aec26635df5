#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "platform/internal.h"

struct painted { // what is remembered of a node on the canvas
    uint64_t hash;
    uint64_t name;
    SDL_Rect bounds;
};

struct painted_frame {
    bool valid;
    uint32_t paper;
    enum direction dir;
    uint32_t ring[3];
    float ring_mm;
    int count;
    struct painted nodes[FRAME_NODES_MAX];
};

struct paint {
    struct text *text;
    struct images *images;
    struct panel panel;
    struct painted_frame shown;
    struct painted_frame next;
};

struct paint *
paint_create(struct text *text, struct images *images, const struct panel *panel)
{
    struct paint *paint = calloc(1, sizeof *paint);
    ASSERT(paint);
    paint->text = text;
    paint->images = images;
    paint->panel = *panel;
    return paint;
}

void
paint_destroy(struct paint *paint)
{
    free(paint);
}

void
paint_prepare(struct paint *paint, const struct frame *frame)
{
    struct brush brush = {.images = paint->images, .panel = &paint->panel};
    for (int i = 0; i < frame->count; i++) {
        prepare_node(&brush, &frame->nodes[i]);
    }
}

void
paint_forget(struct paint *paint)
{
    paint->shown.valid = false;
}

// The one node whose ring is painted, or -1.
static int
focused_node(const struct frame *frame)
{
    int at = frame->count - 1;
    while (at >= 0 && !frame->nodes[at].focused) {
        at--;
    }
    return at;
}

static void
remember(const struct panel *panel, const struct frame *frame, struct painted_frame *out)
{
    out->valid = true;
    out->paper = frame->paper;
    out->dir = frame->dir;
    memcpy(out->ring, frame->ring, sizeof out->ring);
    out->ring_mm = frame->ring_mm;
    out->count = frame->count;
    int focused = focused_node(frame);
    for (int i = 0; i < frame->count; i++) {
        const struct node *node = &frame->nodes[i];
        struct painted *painted = &out->nodes[i];
        painted->hash = node_hash(node);
        painted->name = hash_text(HASH_SEED, node->name);
        painted->bounds = node_bounds(panel, node);
        if (i == focused) {
            SDL_Rect ring = ring_bounds(panel, frame, node);
            painted->hash = hash_text(painted->hash, "ring");
            SDL_UnionRect(&painted->bounds, &ring, &painted->bounds);
        }
    }
}

// Differences ------------------------------------------------------------------------------------

static bool
same_ground(const struct painted_frame *a, const struct painted_frame *b)
{
    return a->valid && b->valid && a->paper == b->paper && a->dir == b->dir &&
           memcmp(a->ring, b->ring, sizeof a->ring) == 0 && a->ring_mm == b->ring_mm;
}

static bool
holds(const struct painted_frame *frame, int from, uint64_t name)
{
    for (int i = from; i < frame->count; i++) {
        if (frame->nodes[i].name == name) {
            return true;
        }
    }
    return false;
}

static void
add_bounds(struct region *region, const SDL_Rect *canvas, const struct painted *painted)
{
    SDL_Rect seen;
    if (SDL_IntersectRect(&painted->bounds, canvas, &seen)) {
        region_add(region, seen);
    }
}

// Walks both lists in painting order. What is equal in both and passed together keeps its pixels, for
// nothing that changed its place in the order lies over it outside the region; all else is added.
static void
add_differences(const struct painted_frame *old, const struct painted_frame *new,
    const SDL_Rect *canvas, struct region *region)
{
    int i = 0;
    int j = 0;
    while (i < old->count && j < new->count) {
        const struct painted *was = &old->nodes[i];
        const struct painted *is = &new->nodes[j];
        if (was->hash == is->hash) {
            i++;
            j++;
            continue;
        }
        bool renamed = was->name != is->name;
        bool added = renamed && !holds(old, i, is->name);
        bool removed = renamed && !holds(new, j, was->name);
        if (removed || !added) {
            add_bounds(region, canvas, was);
            i++;
        }
        if (added || !removed) {
            add_bounds(region, canvas, is);
            j++;
        }
    }
    for (; i < old->count; i++) {
        add_bounds(region, canvas, &old->nodes[i]);
    }
    for (; j < new->count; j++) {
        add_bounds(region, canvas, &new->nodes[j]);
    }
}

// Painting ---------------------------------------------------------------------------------------

static void
paint_part(struct paint *paint, struct SDL_Surface *canvas, const struct frame *frame,
    const SDL_Rect *part)
{
    struct brush brush = {
        .canvas = canvas,
        .text = paint->text,
        .images = paint->images,
        .panel = &paint->panel,
        .paper = frame->paper | 0xff000000u,
    };
    SDL_SetClipRect(canvas, part);
    draw_fill(canvas, part, brush.paper);
    for (int i = 0; i < frame->count; i++) {
        const struct node *node = &frame->nodes[i];
        if (SDL_HasIntersection(&paint->next.nodes[i].bounds, part)) {
            paint_node(&brush, node);
        }
    }
    int focused = focused_node(frame);
    if (focused >= 0) {
        paint_ring(&brush, frame, &frame->nodes[focused]); // last: nothing covers it
    }
    SDL_SetClipRect(canvas, NULL);
}

int
paint_frame(struct paint *paint, struct SDL_Surface *canvas, const struct frame *frame,
    struct SDL_Rect *dirty, int max)
{
    ASSERT(max > 0 && canvas->format->BytesPerPixel == 4);
    SDL_Rect whole = {0, 0, canvas->w, canvas->h};
    struct region region = {.rects = dirty, .max = max};
    remember(&paint->panel, frame, &paint->next);
    if (same_ground(&paint->shown, &paint->next)) {
        add_differences(&paint->shown, &paint->next, &whole, &region);
    } else {
        region_add(&region, whole);
    }
    for (int i = 0; i < region.count; i++) {
        paint_part(paint, canvas, frame, &dirty[i]);
    }
    paint->shown = paint->next;
    if (region.count > 0) {
        text_trim(paint->text);
    }
    return region.count;
}
