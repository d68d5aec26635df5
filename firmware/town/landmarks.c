// What people find their way by: places of the content, and of the map those one sees from the street.

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "base/words.h"
#include "town/internal.h"

static const double PI = 3.14159265358979323846;

enum {
    ZOOM = 14,       // where vector tiles have their points of interest
    SAME_CM = 10000, // points of one house in the content and on the map
};

struct kind { // of the layer's points
    const char *layer;
    const char *key;
    const char *values; // of which people know where they are; never shelters
};

static const struct kind KINDS[] = {
    {"pois", "amenity",
        "townhall marketplace library post_office fire_station university school college pharmacy"
        " hospital clinic theatre cinema bank place_of_worship fountain fuel community_centre"
        " courthouse bus_station"},
    {"pois", "shop", "supermarket bakery mall department_store"},
    {"pois", "tourism", "museum hotel attraction artwork viewpoint"},
    {"pois", "man_made", "tower lighthouse water_tower windmill"},
    {"pois", "historic", "monument memorial castle fort"},
    {"pois", "leisure", "park stadium sports_centre playground garden"},
    {"public_transport", "kind", "bus_station ferry_terminal station"},
};

void
town_add_landmark(struct town *town, struct route_point at, const struct landmark *landmark)
{
    if (town->landmark_count < TOWN_LANDMARKS_MAX) {
        town->landmark_at[town->landmark_count] = at;
        town->landmark[town->landmark_count++] = *landmark;
    }
}

static bool
is_known(const struct map_layer *layer, const struct map_feature *feature)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (strcmp(layer->name, KINDS[i].layer) == 0 &&
            words_have(KINDS[i].values, ' ', map_text_of(layer, feature, KINDS[i].key))) {
            return true;
        }
    }
    return false;
}

static const char *
name_of(const struct map_layer *layer, const struct map_feature *feature, const char *key)
{
    const char *name = map_text_of(layer, feature, key);
    size_t len = strlen(name);
    return len > 0 && len <= TOWN_NAME_MAX && utf8_valid(name, len) ? name : NULL;
}

// "name_zh-Hans", else "name_zh".
static const char *
name_in(const struct map_layer *layer, const struct map_feature *feature, const char *tag,
    struct arena *arena)
{
    const char *name = name_of(layer, feature, arena_printf(arena, "name_%s", tag));
    int primary = (int)strcspn(tag, "-");
    return name ? name : name_of(layer, feature, arena_printf(arena, "name_%.*s", primary, tag));
}

// Web Mercator (EPSG:3857) backwards; x, y in tiles of that zoom.
static struct route_point
point_on(double x, double y, double tiles)
{
    double latitude = atan(sinh(PI * (1 - 2 * y / tiles))) * 180 / PI;
    return (struct route_point){
        (int32_t)lround(latitude * 1e7), (int32_t)lround((x / tiles * 360 - 180) * 1e7)};
}

static struct tile_at
tile_of(struct route_point point, double tiles)
{
    double angle = point.lat_e7 / 1e7 * PI / 180;
    double x = (point.lon_e7 / 1e7 + 180) / 360 * tiles;
    double y = (1 - asinh(tan(angle)) / PI) / 2 * tiles;
    return (struct tile_at){
        (uint32_t)fmin(fmax(x, 0), tiles - 1), (uint32_t)fmin(fmax(y, 0), tiles - 1)};
}

// A place of the content, whose name the content has in more languages.
static bool
is_told(struct town *town, struct route_point at, const char *name, struct arena *arena)
{
    int local = store_language_index(town->store, store_meta(town->store, "local_language"));
    for (int i = 0; i < town->landmark_count; i++) {
        if (town->landmark[i].location > 0 && route_distance(town->landmark_at[i], at) < SAME_CM &&
            strcmp(town_landmark(town, arena, i, local).text, name) == 0) {
            return true;
        }
    }
    return false;
}

static void
add_feature(struct town *town, const struct map_layer *layer, const struct map_feature *feature,
    struct tile_at tile, struct arena *arena)
{
    const char *name = name_of(layer, feature, "name");
    if (feature->geometry != MAP_POINT || feature->point_count == 0 || !name ||
        !is_known(layer, feature)) {
        return;
    }
    struct map_point point = feature->points[0];
    bool inside = point.x >= 0 && point.y >= 0 && point.x < (int32_t)layer->extent &&
                  point.y < (int32_t)layer->extent;
    if (!inside) { // the neighbour's
        return;
    }
    struct route_point at = point_on(tile.x + (double)point.x / layer->extent,
        tile.y + (double)point.y / layer->extent, 1 << ZOOM);
    if (is_told(town, at, name, arena)) {
        return;
    }
    int count = store_language_count(town->store);
    struct landmark landmark = {.name = arena_strdup(&town->arena, name),
        .names = arena_array(&town->arena, const char *, count)};
    for (int i = 0; i < count; i++) {
        const char *own = name_in(layer, feature, store_language(town->store, i)->tag, arena);
        landmark.names[i] = own ? arena_strdup(&town->arena, own) : NULL;
    }
    town_add_landmark(town, at, &landmark);
}

static void
look_at(struct town *town, struct tile_at at, struct arena *arena)
{
    struct map_tile *tile = arena_array(arena, struct map_tile, 1);
    map_look(town->map, (struct map_at){ZOOM, at.x, at.y}, arena, tile);
    for (int i = 0; i < tile->layer_count; i++) {
        const struct map_layer *layer = &tile->layers[i];
        bool known =
            strcmp(layer->name, "pois") == 0 || strcmp(layer->name, "public_transport") == 0;
        for (uint32_t k = 0; known && k < layer->feature_count; k++) {
            add_feature(town, layer, &layer->features[k], at, arena);
        }
    }
}

static bool
is_seen(const struct town *town, struct tile_at at)
{
    for (int i = 0; i < town->tile_count; i++) {
        if (town->tile[i].x == at.x && town->tile[i].y == at.y) {
            return true;
        }
    }
    return town->tile_count == TOWN_TILES_MAX;
}

void
town_look_along(struct town *town, const struct route_walk *walk, struct arena *arena)
{
    const struct map_info *info = map_info(town->map);
    bool there = info->zoom_min <= ZOOM && ZOOM <= info->zoom_max;
    for (uint32_t i = 0; there && i < walk->line_count; i++) {
        struct tile_at at = tile_of(walk->line[i], 1 << ZOOM);
        if (!is_seen(town, at)) {
            town->tile[town->tile_count++] = at;
            look_at(town, at, arena);
        }
    }
}

struct store_text
town_landmark(struct town *town, struct arena *arena, int landmark, int lang)
{
    if (landmark < 0 || landmark >= town->landmark_count) {
        return (struct store_text){.text = "", .lang = "", .key = ""};
    }
    const struct landmark *known = &town->landmark[landmark];
    if (known->location > 0) {
        const char *id = store_id(town->store, arena, "location", known->location);
        return store_text(town->store, arena, lang, "location", id, "name");
    }
    bool own = lang >= 0 && lang < store_language_count(town->store) && known->names[lang];
    const char *local = store_meta(town->store, "local_language");
    return (struct store_text){.text = own ? known->names[lang] : known->name,
        .lang = own ? store_language(town->store, lang)->tag : local,
        .key = ""};
}
