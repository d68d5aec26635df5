// What could be written on a part of the map: names of all its tiles, pieces of one street joined.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "mapview/view.h"

enum {
    MEET = 40,               // 2^-30 of the world: ends as near as this are one
    CHAIN_POINTS_MAX = 4096, // to either side of where it begins
    CHAIN_ROOM = 2 * CHAIN_POINTS_MAX,
    CANDIDATES_MAX = 6000,
};

struct piece {
    const struct name *name;
    bool used;
};

struct pieces {
    struct piece *at;
    size_t count;
    size_t room;
};

struct chain {
    struct spot *points; // the middle of a field, so that it grows on both ends
    size_t first;
    size_t end;
};

// Of a name at this zoom, px; without setting it.
static float
rough_width(const struct mapview *view, const struct name *name)
{
    struct lettering lettering = settle_lettering(view, name->kind, name->text);
    return (float)utf8_count(name->text, strlen(name->text)) * lettering.cap_px * 0.75F;
}

static bool
in_region(const struct mapview *view, const struct name *name)
{
    int shift = place_shift(view->camera.zoom);
    struct box box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    for (uint32_t i = 0; i < name->count; i++) {
        int x = name->points[i].x >> shift;
        int y = name->points[i].y >> shift;
        box = (struct box){x < box.left ? x : box.left, y < box.top ? y : box.top,
            x + 1 > box.right ? x + 1 : box.right, y + 1 > box.bottom ? y + 1 : box.bottom};
    }
    return !box_empty(box_meet(box, view->labels.region));
}

static void
collect(struct mapview *view, const struct source *source, struct pieces *pieces)
{
    const struct map_style *style = view_style(view);
    for (size_t i = 0; i < source->name_count; i++) {
        const struct name *name = &source->names[i];
        bool wanted =
            view->camera.zoom >= style->labels[name->kind].from && view->camera.zoom >= name->from;
        if (wanted && in_region(view, name)) {
            pieces->at = room_for(pieces->at, pieces->count + 1, &pieces->room, sizeof *pieces->at);
            pieces->at[pieces->count++] = (struct piece){name, false};
        }
    }
}

static int
compare_pieces(const void *a, const void *b)
{
    const struct name *p = ((const struct piece *)a)->name;
    const struct name *q = ((const struct piece *)b)->name;
    if (p->kind != q->kind) {
        return p->kind < q->kind ? -1 : 1;
    }
    int order = strcmp(p->text, q->text);
    if (order != 0) {
        return order;
    }
    // The same for the same map, however its tiles came in.
    if (p->points[0].x != q->points[0].x) {
        return p->points[0].x < q->points[0].x ? -1 : 1;
    }
    return (p->points[0].y > q->points[0].y) - (p->points[0].y < q->points[0].y);
}

static bool
meet(struct spot a, struct spot b)
{
    return abs(a.x - b.x) <= MEET && abs(a.y - b.y) <= MEET;
}

// The cosine between the ways a to b and b to c.
static double
straightness(struct spot a, struct spot b, struct spot c)
{
    double ux = (double)b.x - a.x;
    double uy = (double)b.y - a.y;
    double vx = (double)c.x - b.x;
    double vy = (double)c.y - b.y;
    double len = sqrt(ux * ux + uy * uy) * sqrt(vx * vx + vy * vy);
    return len > 0 ? (ux * vx + uy * vy) / len : 1;
}

// The piece that goes on straightest from the chain's end; *turned: from its last point on.
static struct piece *
next_piece(struct piece *pieces, size_t count, const struct spot end[2], bool *turned)
{
    struct piece *best = NULL;
    double most = 0.25; // no sharper turn than that
    for (size_t i = 0; i < count; i++) {
        const struct name *name = pieces[i].name;
        if (pieces[i].used || name->count < 2) {
            continue;
        }
        uint32_t last = name->count - 1;
        for (int way = 0; way < 2; way++) {
            struct spot from = name->points[way ? last : 0];
            struct spot to = name->points[way ? last - 1 : 1];
            double straight = meet(end[1], from) ? straightness(end[0], end[1], to) : -1;
            if (straight > most) {
                most = straight;
                best = &pieces[i];
                *turned = way == 1;
            }
        }
    }
    return best;
}

static void
append(struct chain *chain, const struct name *name, bool turned)
{
    for (uint32_t i = 1; i < name->count && chain->end < CHAIN_ROOM; i++) {
        chain->points[chain->end++] = name->points[turned ? name->count - 1 - i : i];
    }
}

static void
prepend(struct chain *chain, const struct name *name, bool turned)
{
    for (uint32_t i = 1; i < name->count && chain->first > 0; i++) {
        chain->points[--chain->first] = name->points[turned ? name->count - 1 - i : i];
    }
}

static void
grow_chain(struct chain *chain, struct piece *pieces, size_t count)
{
    bool turned = false;
    struct piece *piece = NULL;
    do {
        const struct spot *p = chain->points + chain->end;
        piece = next_piece(pieces, count, (struct spot[2]){p[-2], p[-1]}, &turned);
        if (piece) {
            piece->used = true;
            append(chain, piece->name, turned);
        }
    } while (piece);
    do {
        const struct spot *p = chain->points + chain->first;
        piece = next_piece(pieces, count, (struct spot[2]){p[1], p[0]}, &turned);
        if (piece) {
            piece->used = true;
            prepend(chain, piece->name, turned);
        }
    } while (piece);
}

static int32_t
order_of(const struct name *name, float length)
{
    static const int16_t first[LABELS] = {[LABEL_CITY] = 0,
        [LABEL_TOWN] = 20,
        [LABEL_HELP] = 40,
        [LABEL_STATION] = 50,
        [LABEL_MAIN] = 60,
        [LABEL_PUBLIC] = 64,
        [LABEL_QUARTER] = 70,
        [LABEL_WATER] = 80,
        [LABEL_STREET] = 100,
        [LABEL_SHOP] = 110,
        [LABEL_PATH] = 140,
        [LABEL_STOP] = 150};
    int32_t longer = length > 4000 ? 400 : (int32_t)(length / 10);
    return (first[name->kind] + 8 * name->rank) * 100 - longer;
}

static void
add_candidate(
    struct mapview *view, const struct name *name, const struct spot *points, size_t count)
{
    struct labels *labels = &view->labels;
    int shift = place_shift(view->camera.zoom);
    double length = 0;
    for (size_t i = 1; i < count; i++) {
        length +=
            hypot((double)points[i].x - points[i - 1].x, (double)points[i].y - points[i - 1].y);
    }
    float px = (float)(length / (double)(1 << shift));
    if (labels->candidate_count == CANDIDATES_MAX ||
        (count > 1 && px < 0.5F * rough_width(view, name))) {
        return;
    }
    labels->candidates = room_for(labels->candidates, labels->candidate_count + 1,
        &labels->candidate_room, sizeof *labels->candidates);
    struct spot *own = arena_array(&labels->arena, struct spot, count);
    memcpy(own, points, count * sizeof *own);
    labels->candidates[labels->candidate_count++] =
        (struct candidate){.text = arena_strdup(&labels->arena, name->text),
            .points = own,
            .count = (uint32_t)count,
            .length = px,
            .order = order_of(name, px),
            .kind = name->kind};
}

// Pieces of one name and kind.
static void
join(struct mapview *view, struct piece *pieces, size_t count, struct chain *chain)
{
    for (size_t i = 0; i < count; i++) {
        const struct name *name = pieces[i].name;
        if (pieces[i].used) {
            continue;
        }
        pieces[i].used = true;
        if (name->count == 1) {
            add_candidate(view, name, name->points, 1);
            continue;
        }
        chain->first = chain->end = CHAIN_POINTS_MAX;
        chain->points[chain->end++] = name->points[0];
        append(chain, name, false);
        grow_chain(chain, pieces, count);
        add_candidate(view, name, chain->points + chain->first, chain->end - chain->first);
    }
}

static int
compare_candidates(const void *a, const void *b)
{
    const struct candidate *p = a;
    const struct candidate *q = b;
    if (p->order != q->order) {
        return p->order < q->order ? -1 : 1;
    }
    int order = strcmp(p->text, q->text);
    if (order != 0) {
        return order;
    }
    if (p->points[0].x != q->points[0].x) {
        return p->points[0].x < q->points[0].x ? -1 : 1;
    }
    return (p->points[0].y > q->points[0].y) - (p->points[0].y < q->points[0].y);
}

void
candidates_gather(struct mapview *view)
{
    struct labels *labels = &view->labels;
    struct pieces pieces = {0};
    struct chain chain = {.points = calloc(CHAIN_ROOM, sizeof *chain.points)};
    ASSERT(chain.points);
    for (size_t i = 0; i < view->source_count; i++) {
        if (view->sources[i]->named) {
            collect(view, view->sources[i], &pieces);
        }
    }
    if (pieces.count > 0) {
        qsort(pieces.at, pieces.count, sizeof *pieces.at, compare_pieces);
    }
    for (size_t from = 0; from < pieces.count;) {
        size_t end = from + 1;
        const struct name *name = pieces.at[from].name;
        while (end < pieces.count && pieces.at[end].name->kind == name->kind &&
               strcmp(pieces.at[end].name->text, name->text) == 0) {
            end++;
        }
        join(view, pieces.at + from, end - from, &chain);
        from = end;
    }
    if (labels->candidate_count > 0) {
        qsort(labels->candidates, labels->candidate_count, sizeof *labels->candidates,
            compare_candidates);
    }
    free(pieces.at);
    free(chain.points);
}
