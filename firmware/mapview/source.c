// A vector tile as a list of what to draw, from the ground up.

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "mapview/internal.h"

// From the ground up.
enum stage {
    STAGE_SEA,
    STAGE_LAND,
    STAGE_SITE,
    STAGE_WATER,
    STAGE_STREAM,
    STAGE_PIER,
    STAGE_SQUARE,
    STAGE_BUILDING,
    STAGE_STREET,
    STAGE_ABOVE,
    STAGE_BORDER
};

enum {
    LEVELS_MAX = 12, // more: the file does not have its streets from below to above
    GROUND_LEVEL = 1,
    LEVEL_DROP = 4, // ranks
};

struct sorter {
    struct source *source;
    size_t room;
    int level; // of streets
    int rank;
    bool tunnel;
    bool bridge;
};

static uint32_t
order_of(int stage, int level, enum item_pass pass, int rank)
{
    return (uint32_t)stage << 24 | (uint32_t)level << 16 | (uint32_t)pass << 8 | (uint32_t)rank;
}

static int
stage_of_area(int kind)
{
    switch (kind) {
    case AREA_SEA:
        return STAGE_SEA;
    case AREA_WATER:
        return STAGE_WATER;
    case AREA_PIER:
        return STAGE_PIER;
    case AREA_SQUARE:
        return STAGE_SQUARE;
    case AREA_BUILDING:
        return STAGE_BUILDING;
    default:
        return kind >= AREA_SCHOOL ? STAGE_SITE : STAGE_LAND;
    }
}

static int
stage_of_line(int kind)
{
    switch (kind) {
    case LINE_RIVER:
    case LINE_STREAM:
        return STAGE_STREAM;
    case LINE_PIER:
        return STAGE_PIER;
    case LINE_FERRY:
    case LINE_CABLE:
        return STAGE_ABOVE;
    case LINE_BORDER:
        return STAGE_BORDER;
    default:
        return STAGE_STREET;
    }
}

// What lies over what where streets meet; high last.
static int
rank_of_line(int kind)
{
    switch (kind) {
    case LINE_RAIL:
        return 13;
    case LINE_TRAM:
        return 11;
    case LINE_RUNWAY:
        return 0;
    default:
        return kind <= LINE_STEPS ? 10 - kind + (kind > LINE_TRACK) : 0;
    }
}

static bool
is_true(const struct map_layer *layer, const struct map_feature *feature, const char *key)
{
    const struct map_value *value = map_value_of(layer, feature, key);
    return value && (value->count != 0 || value->number != 0);
}

static struct item *
add_item(struct sorter *sorter, const struct map_layer *layer, const struct map_feature *feature)
{
    struct source *source = sorter->source;
    source->items =
        room_for(source->items, source->item_count + 1, &sorter->room, sizeof *source->items);
    struct item *item = &source->items[source->item_count++];
    *item = (struct item){.feature = feature,
        .extent = layer->extent,
        .left = INT32_MAX,
        .top = INT32_MAX,
        .right = INT32_MIN,
        .bottom = INT32_MIN};
    for (uint32_t i = 0; i < feature->point_count; i++) {
        struct map_point at = feature->points[i];
        item->left = at.x < item->left ? at.x : item->left;
        item->right = at.x > item->right ? at.x : item->right;
        item->top = at.y < item->top ? at.y : item->top;
        item->bottom = at.y > item->bottom ? at.y : item->bottom;
    }
    return item;
}

static void
add_again(struct sorter *sorter, enum item_pass pass, uint32_t order)
{
    struct source *source = sorter->source;
    source->items =
        room_for(source->items, source->item_count + 1, &sorter->room, sizeof *source->items);
    source->items[source->item_count] = source->items[source->item_count - 1];
    struct item *item = &source->items[source->item_count++];
    item->pass = (uint8_t)pass;
    item->order = order;
}

static void
add_area(struct sorter *sorter, const struct map_layer *layer, const struct map_feature *feature)
{
    int kind = kind_of_area(layer, feature);
    if (kind == KIND_NONE) {
        return;
    }
    int stage = stage_of_area(kind);
    struct item *item = add_item(sorter, layer, feature);
    item->kind = (uint8_t)kind;
    item->pass = PASS_AREA;
    item->order = order_of(stage, kind, PASS_AREA, kind);
    if (stage != STAGE_LAND) {
        add_again(sorter, PASS_EDGE, order_of(stage, kind, PASS_EDGE, kind));
    }
}

// Files have their streets from below to above: where the rank falls or a bridge begins, the next level
// does.
static int
level_of(struct sorter *sorter, const struct item *item)
{
    int rank = rank_of_line(item->kind);
    if (rank + LEVEL_DROP <= sorter->rank || (sorter->tunnel && !item->tunnel) ||
        (!sorter->bridge && item->bridge)) {
        sorter->level++;
    }
    sorter->rank = rank;
    sorter->tunnel = item->tunnel;
    sorter->bridge = item->bridge;
    return sorter->level;
}

static void
add_line(struct sorter *sorter, const struct map_layer *layer, const struct map_feature *feature)
{
    int kind = kind_of_line(layer, feature);
    if (kind == KIND_NONE) {
        return;
    }
    int stage = stage_of_line(kind);
    struct item *item = add_item(sorter, layer, feature);
    item->kind = (uint8_t)kind;
    item->pass = PASS_CASING;
    item->tunnel = stage == STAGE_STREET && is_true(layer, feature, "tunnel");
    item->bridge = stage == STAGE_STREET && is_true(layer, feature, "bridge");
    int rank = rank_of_line(kind);
    int level = stage == STAGE_STREET ? level_of(sorter, item) : 0;
    item->order = order_of(stage, level, PASS_CASING, rank);
    add_again(sorter, PASS_LINE, order_of(stage, level, PASS_LINE, rank));
}

static int
compare_items(const void *a, const void *b)
{
    const struct item *p = a;
    const struct item *q = b;
    if (p->order != q->order) {
        return p->order < q->order ? -1 : 1;
    }
    if (p->kind != q->kind) {
        return p->kind < q->kind ? -1 : 1;
    }
    // As in the file: features of a layer lie one behind the other.
    return (p->feature > q->feature) - (p->feature < q->feature);
}

// A file in no order has levels without end: then there are three.
static void
flatten(struct source *source, int levels)
{
    for (size_t i = 0; i < source->item_count && levels > LEVELS_MAX; i++) {
        struct item *item = &source->items[i];
        if (item->order >> 24 == STAGE_STREET) {
            int level = item->tunnel ? 0 : item->bridge ? 2 : GROUND_LEVEL;
            item->order = (item->order & 0xff00ffffU) | (uint32_t)level << 16;
        }
    }
}

static void
sort_out(struct source *source)
{
    struct sorter sorter = {.source = source};
    for (int l = 0; l < source->tile->layer_count; l++) {
        const struct map_layer *layer = &source->tile->layers[l];
        for (uint32_t i = 0; i < layer->feature_count; i++) {
            const struct map_feature *feature = &layer->features[i];
            if (feature->geometry == MAP_AREA) {
                add_area(&sorter, layer, feature);
            } else if (feature->geometry == MAP_LINE) {
                add_line(&sorter, layer, feature);
            }
        }
    }
    flatten(source, sorter.level);
    if (source->item_count > 0) {
        qsort(source->items, source->item_count, sizeof *source->items, compare_items);
    }
}

void
source_load(struct source *source, struct map *map)
{
    struct err err;
    struct map_at at = {source->at.z, source->at.x, source->at.y};
    source->tile = arena_new(&source->arena, struct map_tile);
    if (!map_read(map, at, &source->arena, source->tile, &err)) {
        LOG_WARN("mapview: %s", err.text);
        memset(source->tile, 0, sizeof *source->tile);
    }
    sort_out(source);
    source->loaded = true;
    if (!source->named) {
        names_gather(source, source->tile);
        source->named = true;
    }
}

size_t
source_bytes(const struct source *source)
{
    return source->arena.held + source->name_arena.held +
           source->item_count * sizeof *source->items;
}

void
source_strip(struct source *source)
{
    arena_finish(&source->arena);
    source->arena = (struct arena){0};
    free(source->items);
    source->items = NULL;
    source->item_count = 0;
    source->tile = NULL;
    source->loaded = false;
}

void
source_finish(struct source *source)
{
    source_strip(source);
    arena_finish(&source->name_arena);
    free(source->names);
    memset(source, 0, sizeof *source);
}
