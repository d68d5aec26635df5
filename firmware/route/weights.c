// What people prefer to walk on, and how fast they are there.

#include "route/internal.h"

// In sixteenths of a metre per metre; reasons: the table of walkability in tools/map/README.md.
static const uint8_t kind_weight[ROUTE_KINDS] = {
    [ROUTE_FOOTWAY] = 16,
    [ROUTE_CROSSING] = 16,
    [ROUTE_STEPS] = 28,
    [ROUTE_PEDESTRIAN] = 16,
    [ROUTE_PATH] = 18,
    [ROUTE_TRACK] = 20,
    [ROUTE_CYCLEWAY] = 18,
    [ROUTE_BRIDLEWAY] = 24,
    [ROUTE_LIVING_STREET] = 16,
    [ROUTE_RESIDENTIAL] = 17,
    [ROUTE_SERVICE] = 19,
    [ROUTE_TERTIARY] = 20,
    [ROUTE_SECONDARY] = 24,
    [ROUTE_PRIMARY] = 28,
    [ROUTE_TRUNK] = 48,
    [ROUTE_MOTORWAY] = 64,
    [ROUTE_PLATFORM] = 17,
    [ROUTE_ELEVATOR] = 32,
    [ROUTE_FERRY] = 32,
};

enum {
    WITH_SIDEWALK = 18,  // a street's weight is at most this then
    EXTRA_SEPARATE = 16, // the pavement beside is meant
    EXTRA_MINOR = 12,
    EXTRA_GRAVEL = 2,
    EXTRA_SOFT = 8,
    EXTRA_ROUGH_WHEELS = 16, // stones, gravel or worse under wheels
};

static bool
has_sidewalk(const struct edge *edge)
{
    return edge->flags & ROUTE_SIDEWALK && edge->kind >= ROUTE_RESIDENTIAL &&
           edge->kind <= ROUTE_TRUNK && edge->kind != ROUTE_SERVICE;
}

bool
is_street(enum route_kind kind)
{
    return kind == ROUTE_PEDESTRIAN || (kind >= ROUTE_LIVING_STREET && kind <= ROUTE_TRUNK);
}

uint32_t
weight_of(const struct edge *edge, enum route_mode mode, bool reverse)
{
    if (edge->flags & (reverse ? ROUTE_NOT_BACKWARD : ROUTE_NOT_FORWARD) ||
        (mode == ROUTE_STEP_FREE && edge->flags & ROUTE_NOT_STEP_FREE)) {
        return 0;
    }
    if (mode == ROUTE_SHORTEST) {
        return WEIGHT_ONE;
    }
    uint32_t weight = kind_weight[edge->kind];
    if (has_sidewalk(edge) && weight > WITH_SIDEWALK) {
        weight = WITH_SIDEWALK;
    }
    weight += edge->flags & ROUTE_SEPARATE ? EXTRA_SEPARATE : 0;
    weight += edge->flags & ROUTE_MINOR ? EXTRA_MINOR : 0;
    weight += edge->surface == ROUTE_GRAVEL ? EXTRA_GRAVEL : 0;
    weight += edge->surface == ROUTE_SOFT ? EXTRA_SOFT : 0;
    bool rough = edge->surface == ROUTE_STONES || edge->surface >= ROUTE_GRAVEL;
    weight += rough && mode == ROUTE_STEP_FREE ? EXTRA_ROUGH_WHEELS : 0;
    return weight;
}

double
seconds_of(const struct edge *edge, uint32_t length_cm)
{
    static const double seconds_per_cm = 3.6 / 4.5 / 100; // 4.5 km/h
    double slower = edge->kind == ROUTE_STEPS ? 2.0 : 1.0;
    // As OSRM's foot profile: three quarters of the speed on gravel, half on mud and sand.
    slower *= edge->surface == ROUTE_GRAVEL ? 4.0 / 3 : edge->surface == ROUTE_SOFT ? 2.0 : 1.0;
    return length_cm * seconds_per_cm * slower;
}
