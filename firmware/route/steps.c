// A walk as few things to do: legs of one street become a piece, small pieces join their neighbours, and
// what then is more than people keep in mind goes by importance.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "route/internal.h"

enum {
    LOOK_CM = 1500,       // how far to look along the line for a direction
    SHORT_CM = 2500,      // shorter pieces are no step of their own
    BRIDGE_MIN_CM = 2000, // shorter ones go unnoticed
    STEPS_MIN = 3,
    DOOR_SELF_CM = 300, // nearer than this is at the same place
};

struct piece {
    enum route_way way;
    uint32_t name;
    uint32_t length_cm;
    uint32_t line_first;
    uint32_t before; // in the line: where the piece before it ended, less what was left out between
    bool main;       // ROUTE_ACROSS a street with traffic
};

struct story {
    const struct route_graph *graph;
    const struct route_walk *walk;
    struct piece *pieces;
    uint32_t count;
};

static enum route_way
way_of(const struct edge *edge, bool reverse, uint32_t length_cm)
{
    bool up = edge->flags & (reverse ? ROUTE_DOWN : ROUTE_UP);
    bool down = edge->flags & (reverse ? ROUTE_UP : ROUTE_DOWN);
    switch (edge->kind) {
    case ROUTE_STEPS:
        return up ? ROUTE_STAIRS_UP : down ? ROUTE_STAIRS_DOWN : ROUTE_STAIRS;
    case ROUTE_CROSSING:
        return ROUTE_ACROSS;
    case ROUTE_ELEVATOR:
        return ROUTE_BY_LIFT;
    case ROUTE_FERRY:
        return ROUTE_BY_FERRY;
    default:
        return edge->flags & ROUTE_BRIDGE && length_cm >= BRIDGE_MIN_CM ? ROUTE_OVER_BRIDGE
                                                                        : ROUTE_ALONG;
    }
}

// The greatest street that meets a crossing at one of its two ends.
static void
find_crossed(const struct route_graph *graph, uint32_t crossing, struct piece *piece)
{
    const uint32_t ends[2] = {graph->edges[crossing].from, graph->edges[crossing].to};
    uint8_t greatest = 0;
    for (int end = 0; end < 2; end++) {
        for (uint32_t i = graph->first_arc[ends[end]]; i < graph->first_arc[ends[end] + 1]; i++) {
            const struct edge *edge = &graph->edges[arc_edge(graph->arcs[i])];
            if (edge->kind >= ROUTE_LIVING_STREET && edge->kind <= ROUTE_TRUNK &&
                edge->kind > greatest) {
                greatest = edge->kind;
                piece->name = edge->name;
            }
        }
    }
    piece->main = piece->main || greatest >= ROUTE_TERTIARY;
}

static void
add_leg(struct story *story, const struct route_leg *leg)
{
    const struct edge *edge = &story->graph->edges[leg->edge];
    struct piece piece = {.way = way_of(edge, leg->reverse, leg->length_cm),
        .name = edge->name,
        .length_cm = leg->length_cm,
        .line_first = leg->line_first,
        .before = leg->line_first};
    if (piece.way == ROUTE_ACROSS) {
        piece.name = 0;
        find_crossed(story->graph, leg->edge, &piece);
    }
    struct piece *last = story->count > 0 ? &story->pieces[story->count - 1] : NULL;
    bool same_crossing = last && piece.way == ROUTE_ACROSS && last->way == ROUTE_ACROSS &&
                         (last->name == piece.name || last->name == 0 || piece.name == 0);
    if (same_crossing || (last && last->way == piece.way && last->name == piece.name)) {
        last->name = last->name ? last->name : piece.name;
        last->main = last->main || piece.main;
        last->length_cm += piece.length_cm;
    } else {
        story->pieces[story->count++] = piece;
    }
}

// The point of the line LOOK_CM before (step -1) or after (1) the one at index, or its end.
static struct route_point
look(const struct route_walk *walk, uint32_t index, int step)
{
    double seen = 0;
    uint32_t at = index;
    while ((step < 0 ? at > 0 : at + 1 < walk->line_count) && seen < LOOK_CM) {
        uint32_t next = step < 0 ? at - 1 : at + 1;
        double length = route_distance(walk->line[at], walk->line[next]);
        if (seen + length > LOOK_CM && length > 0) { // between two points
            double part = (LOOK_CM - seen) / length;
            struct route_point a = walk->line[at];
            struct route_point b = walk->line[next];
            return (struct route_point){
                a.lat_e7 + (int32_t)lround((b.lat_e7 - (double)a.lat_e7) * part),
                a.lon_e7 + (int32_t)lround((b.lon_e7 - (double)a.lon_e7) * part)};
        }
        seen += length;
        at = next;
    }
    return walk->line[at];
}

static double
bearing_out(const struct route_walk *walk, uint32_t index)
{
    return bearing_of(walk->line[index], look(walk, index, 1));
}

static double
bearing_in(const struct route_walk *walk, uint32_t index)
{
    return bearing_of(look(walk, index, -1), walk->line[index]);
}

// -180 < x <= 180, to the right is positive.
static double
between(double from, double to)
{
    double angle = fmod(to - from + 720, 360);
    return angle > 180 ? angle - 360 : angle;
}

static double
angle_at(const struct story *story, uint32_t at)
{
    const struct piece *piece = &story->pieces[at];
    return at == 0 ? 0
                   : between(bearing_in(story->walk, piece->before),
                         bearing_out(story->walk, piece->line_first));
}

static enum route_turn
turn_of(double angle)
{
    double size = fabs(angle);
    bool right = angle > 0;
    if (size < 25) {
        return ROUTE_STRAIGHT;
    }
    if (size < 60) {
        return right ? ROUTE_SLIGHT_RIGHT : ROUTE_SLIGHT_LEFT;
    }
    if (size < 120) {
        return right ? ROUTE_RIGHT : ROUTE_LEFT;
    }
    if (size < 160) {
        return right ? ROUTE_SHARP_RIGHT : ROUTE_SHARP_LEFT;
    }
    return ROUTE_BACK;
}

static void
take_out(struct story *story, uint32_t at)
{
    story->count--;
    memmove(
        &story->pieces[at], &story->pieces[at + 1], (story->count - at) * sizeof *story->pieces);
}

// Two pieces that became neighbours on the same street are one, when that goes on ahead or is named.
static void
join_equal(struct story *story)
{
    for (uint32_t i = 1; i < story->count;) {
        struct piece *last = &story->pieces[i - 1];
        const struct piece *piece = &story->pieces[i];
        bool same =
            last->way == piece->way && last->way == ROUTE_ALONG && last->name == piece->name;
        if (same && (piece->name != 0 || turn_of(angle_at(story, i)) == ROUTE_STRAIGHT)) {
            last->length_cm += piece->length_cm;
            take_out(story, i);
        } else {
            i++;
        }
    }
}

// Lets the piece before it, or for the first the one after, stand for this one too. What follows a short
// one is seen from before it: left and at once right is straight on.
static void
absorb(struct story *story, uint32_t at)
{
    struct piece *piece = &story->pieces[at];
    if (at == 0) {
        story->pieces[1].length_cm += piece->length_cm;
        story->pieces[1].line_first = 0;
        story->pieces[1].before = 0;
    } else {
        story->pieces[at - 1].length_cm += piece->length_cm;
        if (at + 1 < story->count && piece->length_cm < SHORT_CM) {
            story->pieces[at + 1].before = piece->before;
        }
    }
    take_out(story, at);
}

static bool
may_go(const struct story *story, uint32_t at)
{
    const struct piece *piece = &story->pieces[at];
    if (at == 0) { // the first says where to set out
        return story->count > 1 && piece->way == ROUTE_ALONG && piece->name == 0 &&
               piece->length_cm < SHORT_CM && story->pieces[1].way == ROUTE_ALONG;
    }
    bool plain = piece->way == ROUTE_ALONG || piece->way == ROUTE_ACROSS;
    bool joins = story->pieces[at - 1].way == ROUTE_ALONG || piece->length_cm < SHORT_CM;
    return plain && joins;
}

static void
drop_short(struct story *story)
{
    for (uint32_t i = 0; i < story->count;) {
        const struct piece *piece = &story->pieces[i];
        bool last = i + 1 == story->count;
        bool kept = piece->main || (last && piece->name != 0) || piece->length_cm >= SHORT_CM;
        if (!kept && may_go(story, i)) {
            absorb(story, i);
        } else {
            i++;
        }
    }
}

// What a step is worth; the least goes first.
static double
worth(const struct story *story, uint32_t at)
{
    const struct piece *piece = &story->pieces[at];
    double worth = fabs(angle_at(story, at)) + fmin(piece->length_cm / 100.0, 120) / 2;
    return worth + (piece->name ? 20 : 0) + (piece->main ? 60 : 0);
}

static void
keep_within(struct story *story, uint32_t most)
{
    while (story->count > most) {
        uint32_t least = ROUTE_NONE;
        for (uint32_t i = 1; i < story->count; i++) {
            if (may_go(story, i) &&
                (least == ROUTE_NONE || worth(story, i) < worth(story, least))) {
                least = i;
            }
        }
        if (least == ROUTE_NONE) {
            return; // stairs and bridges only
        }
        absorb(story, least);
        join_equal(story);
    }
}

// Which of the landmarks is nearest to the point, and within reach.
static int
landmark_at(struct route_landmarks landmarks, struct route_point point, double least_cm)
{
    int nearest = -1;
    double best = ROUTE_LANDMARK_M * 100.0;
    for (int i = 0; i < landmarks.count; i++) {
        double away = route_distance(point, landmarks.points[i]);
        if (away >= least_cm && away < best) {
            best = away;
            nearest = i;
        }
    }
    return nearest;
}

static enum route_side
side_of(double bearing, struct route_point from, struct route_point to)
{
    double angle = between(bearing, bearing_of(from, to));
    bool here = route_distance(from, to) < DOOR_SELF_CM;
    return here || fabs(angle) < 30 ? ROUTE_AHEAD : angle > 0 ? ROUTE_ON_RIGHT : ROUTE_ON_LEFT;
}

static void
put_step(struct route_steps *steps, const struct route_step *step)
{
    if (steps->count == ROUTE_STEPS_MAX - 1 && step->turn != ROUTE_ARRIVE) {
        steps->full = true;
        return;
    }
    steps->steps[steps->count++] = *step;
}

static void
tell_piece(const struct story *story, uint32_t at, struct route_landmarks landmarks,
    struct route_steps *steps)
{
    const struct piece *piece = &story->pieces[at];
    const struct route_walk *walk = story->walk;
    double out = bearing_out(walk, piece->line_first);
    struct route_step step = {
        .turn = at == 0 ? ROUTE_SET_OUT : turn_of(angle_at(story, at)),
        .way = piece->way,
        .name = graph_name(story->graph, piece->name),
        .length_cm = piece->length_cm,
        .line_first = piece->line_first,
        .bearing = (int)lround(out) % 360,
        .landmark = -1,
    };
    if (at > 0) {
        struct route_point corner = walk->line[piece->line_first];
        step.landmark = landmark_at(landmarks, corner, 0);
        step.side = step.landmark < 0
                        ? ROUTE_AHEAD
                        : side_of(bearing_in(walk, piece->before), look(walk, piece->before, -1),
                              landmarks.points[step.landmark]);
    }
    put_step(steps, &step);
}

static void
tell_arrival(const struct story *story, struct route_point door, struct route_landmarks landmarks,
    struct route_steps *steps)
{
    const struct route_walk *walk = story->walk;
    uint32_t last = walk->line_count - 1;
    double in = bearing_in(walk, last);
    struct route_step step = {.turn = ROUTE_ARRIVE,
        .name = "",
        .line_first = last,
        .bearing = (int)lround(in) % 360,
        .landmark = landmark_at(landmarks, door, DOOR_SELF_CM)};
    struct route_point seen = step.landmark < 0 ? door : landmarks.points[step.landmark];
    step.side = side_of(in, walk->line[last], seen);
    put_step(steps, &step);
}

void
route_describe(const struct route_graph *graph, const struct route_walk *walk,
    struct route_point door, struct route_landmarks landmarks, struct route_steps *steps)
{
    memset(steps, 0, sizeof *steps);
    if (walk->reach != ROUTE_REACHED || walk->line_count == 0) {
        return;
    }
    struct story story = {.graph = graph,
        .walk = walk,
        .pieces = calloc((size_t)walk->leg_count + 1, sizeof *story.pieces)};
    ASSERT(story.pieces);
    for (uint32_t i = 0; i < walk->leg_count; i++) {
        add_leg(&story, &walk->legs[i]);
    }
    join_equal(&story);
    drop_short(&story);
    join_equal(&story);
    uint32_t most = (uint32_t)ceil(walk->length_cm / 1e5 * ROUTE_STEPS_PER_KM);
    keep_within(&story, most < STEPS_MIN ? STEPS_MIN : most);
    for (uint32_t i = 0; i < story.count; i++) {
        tell_piece(&story, i, landmarks, steps);
    }
    tell_arrival(&story, door, landmarks, steps);
    free(story.pieces);
}
