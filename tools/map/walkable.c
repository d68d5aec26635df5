#include "walkable.h"

#include <string.h>

static const struct {
    const char *values;
    enum route_kind kind;
} highways[] = {
    {"footway", ROUTE_FOOTWAY},
    {"corridor", ROUTE_FOOTWAY},
    {"steps", ROUTE_STEPS},
    {"pedestrian", ROUTE_PEDESTRIAN},
    {"path", ROUTE_PATH},
    {"track", ROUTE_TRACK},
    {"cycleway", ROUTE_CYCLEWAY},
    {"bridleway", ROUTE_BRIDLEWAY},
    {"living_street", ROUTE_LIVING_STREET},
    {"residential unclassified road", ROUTE_RESIDENTIAL},
    {"service", ROUTE_SERVICE},
    {"tertiary tertiary_link", ROUTE_TERTIARY},
    {"secondary secondary_link", ROUTE_SECONDARY},
    {"primary primary_link", ROUTE_PRIMARY},
    {"trunk trunk_link", ROUTE_TRUNK},
    {"motorway motorway_link", ROUTE_MOTORWAY},
    {"platform pier", ROUTE_PLATFORM},
    {"elevator", ROUTE_ELEVATOR},
};

enum permission { UNSAID, ALLOWED, FORBIDDEN };

static enum permission
permission(struct osm_tags tags, const char *key)
{
    if (osm_tag_is(
            tags, key, "yes permissive designated foot destination customers public official")) {
        return ALLOWED;
    }
    return osm_tag_is(tags, key,
               "no private agricultural forestry delivery use_sidepath emergency military")
               ? FORBIDDEN
               : UNSAID;
}

// The nearer tag decides: foot before access.
static enum permission
may_walk(struct osm_tags tags)
{
    enum permission foot = permission(tags, "foot");
    if (foot == UNSAID && osm_tag_is(tags, "hiking", "yes designated permissive")) {
        return ALLOWED; // forest tracks are closed to vehicles by "access" and open to hikers
    }
    return foot != UNSAID ? foot : permission(tags, "access");
}

static bool
find_kind(struct osm_tags tags, struct walkable *way)
{
    const char *highway = osm_tag(tags, "highway");
    for (size_t i = 0; i < sizeof highways / sizeof *highways; i++) {
        if (*highway && osm_tag_is(tags, "highway", highways[i].values)) {
            way->kind = highways[i].kind;
            if (osm_tag_is(tags, "footway", "crossing") || osm_tag_is(tags, "path", "crossing")) {
                way->kind = ROUTE_CROSSING;
            }
            return true;
        }
    }
    bool platform = osm_tag_is(tags, "railway", "platform") ||
                    osm_tag_is(tags, "public_transport", "platform") ||
                    osm_tag_is(tags, "man_made", "pier");
    bool ferry = osm_tag_is(tags, "route", "ferry");
    way->kind = ferry ? ROUTE_FERRY : ROUTE_PLATFORM;
    return !*highway && (platform || ferry);
}

static enum route_surface
surface_of(struct osm_tags tags)
{
    static const struct {
        const char *values;
        enum route_surface surface;
    } surfaces[] = {
        {"paved asphalt concrete concrete:plates concrete:lanes paving_stones bricks metal tiles",
            ROUTE_PAVED},
        {"sett cobblestone unhewn_cobblestone grass_paver", ROUTE_STONES},
        {"compacted wood woodchips ground earth dirt unpaved clay grass", ROUTE_FIRM},
        {"gravel fine_gravel pebblestone rock", ROUTE_GRAVEL},
        {"sand mud", ROUTE_SOFT},
    };
    for (size_t i = 0; i < sizeof surfaces / sizeof *surfaces; i++) {
        if (osm_tag_is(tags, "surface", surfaces[i].values)) {
            return surfaces[i].surface;
        }
    }
    return ROUTE_UNKNOWN;
}

static unsigned
sidewalk_flags(struct osm_tags tags)
{
    static const char *const keys[] = {
        "sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"};
    unsigned flags = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        flags |= osm_tag_is(tags, keys[i], "both left right yes") ? ROUTE_SIDEWALK : 0;
        flags |= osm_tag_is(tags, keys[i], "separate") ? ROUTE_SEPARATE : 0;
    }
    // Whoever is allowed here by name does not have to look for another way.
    return permission(tags, "foot") == ALLOWED ? flags & ~(unsigned)ROUTE_SEPARATE : flags;
}

// oneway:foot, and what foot:forward and foot:backward say; plain oneway is for vehicles.
static unsigned
direction_flags(struct osm_tags tags)
{
    if (osm_tag_is(tags, "oneway:foot", "yes 1 true") || osm_tag_is(tags, "foot:backward", "no")) {
        return ROUTE_NOT_BACKWARD;
    }
    bool only_back = permission(tags, "foot:backward") == ALLOWED &&
                     !*osm_tag(tags, "foot:forward") && permission(tags, "foot") == UNSAID;
    return osm_tag_is(tags, "oneway:foot", "-1") || osm_tag_is(tags, "foot:forward", "no") ||
                   only_back
               ? ROUTE_NOT_FORWARD
               : 0;
}

static unsigned
step_flags(struct osm_tags tags, enum route_kind kind)
{
    bool ramp = osm_tag_is(tags, "ramp:wheelchair", "yes") ||
                osm_tag_is(tags, "wheelchair", "yes") || osm_tag_is(tags, "conveying", "yes");
    unsigned flags = osm_tag_is(tags, "wheelchair", "no") ? ROUTE_NOT_STEP_FREE : 0;
    if (kind == ROUTE_STEPS) {
        const char *incline = osm_tag(tags, "incline");
        flags |= ramp ? 0 : ROUTE_NOT_STEP_FREE;
        bool number = *incline >= '0' && *incline <= '9';
        flags |= strcmp(incline, "up") == 0 || number ? ROUTE_UP : 0;
        flags |= strcmp(incline, "down") == 0 || *incline == '-' ? ROUTE_DOWN : 0;
    }
    return flags;
}

static unsigned
flags_of(struct osm_tags tags, enum route_kind kind)
{
    const char *bridge = osm_tag(tags, "bridge");
    unsigned flags = sidewalk_flags(tags) | direction_flags(tags) | step_flags(tags, kind);
    flags |= osm_tag_is(tags, "service", "driveway parking_aisle drive-through") ? ROUTE_MINOR : 0;
    flags |= *bridge && strcmp(bridge, "no") != 0 ? ROUTE_BRIDGE : 0;
    flags |= osm_tag_is(tags, "tunnel", "yes building_passage") ? ROUTE_TUNNEL : 0;
    return flags;
}

struct walkable
walkable_way(struct osm_tags tags)
{
    struct walkable way = {.yes = false};
    if (!find_kind(tags, &way)) {
        return way;
    }
    enum permission walk = may_walk(tags);
    bool named = permission(tags, "foot") == ALLOWED;
    bool fast = way.kind == ROUTE_MOTORWAY || osm_tag_is(tags, "motorroad", "yes");
    way.yes = walk != FORBIDDEN && (!fast || named);
    if (way.kind == ROUTE_FERRY && osm_tag_is(tags, "foot", "no")) {
        way.yes = false;
    }
    way.surface = surface_of(tags);
    way.flags = flags_of(tags, way.kind);
    return way;
}

bool
walkable_node(struct osm_tags tags)
{
    enum permission walk = may_walk(tags);
    if (walk != UNSAID) {
        return walk == ALLOWED;
    }
    return !osm_tag_is(tags, "barrier", "wall fence hedge retaining_wall city_wall ditch");
}

bool
walkable_node_step_free(struct osm_tags tags)
{
    return !osm_tag_is(
               tags, "barrier", "stile turnstile full-height_turnstile kissing_gate step") &&
           !osm_tag_is(tags, "wheelchair", "no");
}
