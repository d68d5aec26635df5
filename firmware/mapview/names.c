// What a vector tile has to say in words: kept apart from what is drawn, since names are laid out over
// many tiles at once.

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "mapview/internal.h"

enum { NAME_BYTES_MAX = 160, NAMES_MAX = 20000, LINE_SPOTS_MAX = 4096 };

struct gather {
    struct source *source;
    size_t room;
    const struct map_layer *layer;
    const struct map_feature *feature;
    const char *text; // in the source's arena
    int kind;
    int rank;
    int from;
    struct spot spots[LINE_SPOTS_MAX];
    uint32_t count;
};

static struct spot
world_of(const struct gather *gather, double x, double y)
{
    int shift = WORLD_BITS - gather->source->at.z;
    double side = (double)(1 << shift) / gather->layer->extent;
    return (struct spot){(int32_t)(gather->source->at.x << shift) + (int32_t)lround(x * side),
        (int32_t)(gather->source->at.y << shift) + (int32_t)lround(y * side)};
}

static void
add_name(struct gather *gather)
{
    struct source *source = gather->source;
    // What cutting left of a line may be one spot.
    bool whole = gather->feature->geometry == MAP_POINT ? gather->count > 0 : gather->count > 1;
    if (!whole || source->name_count == NAMES_MAX) {
        gather->count = 0;
        return;
    }
    source->names =
        room_for(source->names, source->name_count + 1, &gather->room, sizeof *source->names);
    struct spot *points = arena_array(&source->name_arena, struct spot, gather->count);
    memcpy(points, gather->spots, gather->count * sizeof *points);
    source->names[source->name_count++] = (struct name){.text = gather->text,
        .points = points,
        .count = gather->count,
        .kind = (uint8_t)gather->kind,
        .rank = (uint8_t)gather->rank,
        .from = (uint8_t)gather->from};
    gather->count = 0;
}

// Liang and Barsky: the part of a way that lies in the tile, as shares of it; false: none.
static bool
clip_way(struct map_point a, struct map_point b, double extent, double share[2])
{
    double step[4] = {(double)a.x - b.x, (double)b.x - a.x, (double)a.y - b.y, (double)b.y - a.y};
    double room[4] = {a.x, extent - a.x, a.y, extent - a.y};
    share[0] = 0;
    share[1] = 1;
    for (int i = 0; i < 4; i++) {
        if (step[i] == 0 && room[i] < 0) {
            return false;
        }
        double at = step[i] == 0 ? 0 : room[i] / step[i];
        if (step[i] < 0 && at > share[0]) {
            share[0] = at;
        } else if (step[i] > 0 && at < share[1]) {
            share[1] = at;
        }
    }
    return share[0] < share[1];
}

static void
add_spot(struct gather *gather, struct spot at)
{
    const struct spot *last = gather->count > 0 ? &gather->spots[gather->count - 1] : NULL;
    if (gather->count < LINE_SPOTS_MAX && !(last && last->x == at.x && last->y == at.y)) {
        gather->spots[gather->count++] = at;
    }
}

// Lines end at the tile's edge, where those of its neighbour begin.
static void
add_line(struct gather *gather, const struct map_part *part)
{
    const struct map_point *points = gather->feature->points + part->first;
    gather->count = 0;
    for (uint32_t i = 1; i < part->count; i++) {
        struct map_point a = points[i - 1];
        struct map_point b = points[i];
        double share[2];
        if (!clip_way(a, b, gather->layer->extent, share)) {
            add_name(gather);
            continue;
        }
        double dx = (double)b.x - a.x;
        double dy = (double)b.y - a.y;
        if (share[0] > 0) {
            add_name(gather);
        }
        add_spot(gather, world_of(gather, a.x + dx * share[0], a.y + dy * share[0]));
        add_spot(gather, world_of(gather, a.x + dx * share[1], a.y + dy * share[1]));
    }
    add_name(gather);
}

static void
add_points(struct gather *gather)
{
    for (uint32_t i = 0; i < gather->feature->point_count; i++) {
        struct map_point at = gather->feature->points[i];
        double extent = gather->layer->extent;
        if (at.x >= 0 && at.x < extent && at.y >= 0 && at.y < extent) {
            gather->spots[0] = world_of(gather, at.x, at.y);
            gather->count = 1;
            add_name(gather);
        }
    }
}

// Names of streets and waters stand in layers of their own.
static int
kind_of(const struct map_layer *layer, const struct map_feature *feature, int *rank)
{
    *rank = 0;
    if (strcmp(layer->name, "street_labels") == 0) {
        static const char *const main_streets[] = {
            "motorway", "trunk", "primary", "secondary", "tertiary"};
        static const char *const paths[] = {
            "footway", "path", "steps", "cycleway", "track", "bridleway", "platform", "corridor"};
        const char *kind = map_text_of(layer, feature, "kind");
        for (int i = 0; i < (int)(sizeof main_streets / sizeof *main_streets); i++) {
            if (strcmp(kind, main_streets[i]) == 0) {
                *rank = i;
                return LABEL_MAIN;
            }
        }
        for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
            if (strcmp(kind, paths[i]) == 0) {
                return LABEL_PATH;
            }
        }
        return LABEL_STREET;
    }
    if (strcmp(layer->name, "streets_polygons_labels") == 0) {
        return LABEL_STREET;
    }
    if (strcmp(layer->name, "water_lines_labels") == 0 ||
        strcmp(layer->name, "water_polygons_labels") == 0) {
        return LABEL_WATER;
    }
    return kind_of_label(layer, feature, rank);
}

// A pond is named where it is about as large as its name; without an area known, at once. Squares and
// pharmacies are many.
static int
from_of(const struct gather *gather)
{
    enum { MANY_FROM = 16 };
    bool square = gather->kind == LABEL_STREET && gather->feature->geometry == MAP_POINT;
    if (square || (gather->kind == LABEL_HELP && gather->rank > 1)) {
        return MANY_FROM;
    }
    static const double least_px = 90;
    static const double equator_m = 40075016.7;
    const struct map_value *value = map_value_of(gather->layer, gather->feature, "way_area");
    if (!value || value->kind == MAP_TEXT) {
        return 0;
    }
    double area = value->real + (double)value->number + (double)value->count;
    int zoom = MAPVIEW_ZOOM_MIN;
    while (zoom < MAPVIEW_ZOOM_MAX && !(sqrt(area) >= least_px * equator_m / (256 << zoom))) {
        zoom++;
    }
    return zoom;
}

static void
add_feature(struct gather *gather)
{
    const char *text = map_text_of(gather->layer, gather->feature, "name");
    if (!*text || strlen(text) > NAME_BYTES_MAX || !utf8_valid(text, strlen(text))) {
        return;
    }
    gather->kind = kind_of(gather->layer, gather->feature, &gather->rank);
    if (gather->kind == KIND_NONE) {
        return;
    }
    gather->from = from_of(gather);
    gather->text = arena_strdup(&gather->source->name_arena, text);
    if (gather->feature->geometry == MAP_POINT) {
        add_points(gather);
    }
    for (uint32_t i = 0; i < gather->feature->part_count; i++) {
        if (gather->feature->geometry == MAP_LINE) {
            add_line(gather, &gather->feature->parts[i]);
        }
    }
}

void
names_gather(struct source *source, const struct map_tile *tile)
{
    struct gather *gather = calloc(1, sizeof *gather);
    ASSERT(gather);
    gather->source = source;
    for (int l = 0; l < tile->layer_count; l++) {
        gather->layer = &tile->layers[l];
        for (uint32_t i = 0; i < gather->layer->feature_count; i++) {
            gather->feature = &gather->layer->features[i];
            add_feature(gather);
        }
    }
    free(gather);
}
