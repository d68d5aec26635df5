#pragma once
// Maps for the screen: MBTiles files with vector tiles, read as hostile bytes. Formats: MBTiles 1.3
// (github.com/mapbox/mbtiles-spec), Mapbox Vector Tile 2.1 (github.com/mapbox/vector-tile-spec);
// layers as Shortbread 1.0 names them (shortbread-tiles.org).

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum {
    MAP_PACKED_MAX = 1024 * 1024,   // one tile as stored, bytes
    MAP_TILE_MAX = 4 * 1024 * 1024, // one tile inflated, bytes
    MAP_LAYERS_MAX = 64,            // of one tile
    MAP_ITEMS_MAX = 100 * 1000,     // features, keys and values of one tile together
    MAP_TAGS_MAX = 1000 * 1000,     // bytes of all features' tags
    MAP_POINTS_MAX = 500 * 1000,    // of one tile
    MAP_EXTENT_MAX = 1 << 16,       // units along a tile's side
    MAP_ZOOM_MAX = 22,
};

enum map_kind { MAP_TEXT, MAP_REAL, MAP_INT, MAP_UINT, MAP_BOOL };

struct map_value {
    enum map_kind kind;
    const char *text; // MAP_TEXT, else ""; may be malformed UTF-8 (base/utf8.h)
    double real;      // MAP_REAL
    int64_t number;   // MAP_INT
    uint64_t count;   // MAP_UINT, MAP_BOOL
};

enum map_geometry { MAP_UNKNOWN, MAP_POINT, MAP_LINE, MAP_AREA };

// In units of the layer's extent from the tile's top left, y down; the buffer lies outside of it.
struct map_point {
    int32_t x;
    int32_t y;
};

// A point set, a line, or a ring without its closing point.
struct map_part {
    uint32_t first; // of the feature's points
    uint32_t count;
    bool hole; // MAP_AREA: turns against its outer ring
};

struct map_feature {
    uint64_t id;
    bool has_id;
    enum map_geometry geometry; // MAP_UNKNOWN: no parts
    const struct map_part *parts;
    const struct map_point *points;
    const uint32_t *tags; // pairs: index of a key, index of a value
    uint32_t part_count;
    uint32_t point_count;
    uint32_t tag_count; // pairs
};

struct map_layer {
    const char *name;
    uint32_t version; // 1 or 2
    uint32_t extent;  // at least 1
    const struct map_feature *features;
    const char *const *keys;
    const struct map_value *values;
    uint32_t feature_count;
    uint32_t key_count;
    uint32_t value_count;
};

struct map_tile {
    struct map_layer layers[MAP_LAYERS_MAX];
    int layer_count;
    int mended; // faults of the tile that were passed over: no type or geometry, half a tag
};

// Decodes a tile that is not compressed; what it holds is in the arena and shares nothing with data.
// ERR_FORMAT for damage, ERR_LIMIT beyond a limit; then *tile is empty.
bool map_decode(const void *data, size_t len, struct arena *arena, struct map_tile *tile,
    struct err *err) MUST_USE;
// The feature's value for the key, NULL if it has none.
const struct map_value *map_value_of(
    const struct map_layer *layer, const struct map_feature *feature, const char *key);
// Its text, "" if it has none or another kind of value.
const char *map_text_of(
    const struct map_layer *layer, const struct map_feature *feature, const char *key);
// The layer of that name, or NULL.
const struct map_layer *map_layer_of(const struct map_tile *tile, const char *name);

struct map_bytes {
    uint8_t *data; // never NULL after success; free() it
    size_t len;
};

// Inflates gzip or zlib bytes into fresh memory; other bytes are copied as they are. ERR_LIMIT beyond
// limit bytes, ERR_FORMAT for damage; then out->data is NULL.
bool map_inflate(
    const void *data, size_t len, size_t limit, struct map_bytes *out, struct err *err) MUST_USE;

struct map; // an open file

enum { MAP_NAME_MAX = 128, MAP_CREDIT_MAX = 256, MAP_DATE_MAX = 11 };
#define MAP_DATE_ROW "data_date" // of the table "metadata": when OpenStreetMap's data was taken

// From the table "metadata"; what is missing or makes no sense has its default.
struct map_info {
    char name[MAP_NAME_MAX];
    char credit[MAP_CREDIT_MAX]; // "attribution" without HTML; must be shown with the map
    char date[MAP_DATE_MAX]; // MAP_DATE_ROW, or what planetiler writes: YYYY-MM-DD; "" = not said
    int zoom_min;            // 0
    int zoom_max;            // MAP_ZOOM_MAX
    double west;             // degrees; the whole world
    double south;
    double east;
    double north;
};

// ERR_MISSING, ERR_IO; ERR_FORMAT for a file that is no MBTiles or holds pictures instead of vectors.
// *map is NULL after a failure.
bool map_open(const char *path, struct map **map, struct err *err) MUST_USE;
// The map inside of an open database, which must outlive it: content has the same tables (store/schema.sql).
// ERR_MISSING: they are empty, there is no map.
struct db;
bool map_open_db(struct db *db, struct map **map, struct err *err) MUST_USE;
// Accepts NULL.
void map_close(struct map *map);
const struct map_info *map_info(const struct map *map);
// Tile x, y of zoom z, counted from the north-west as web maps do. One that is not in the file is an
// empty tile and no error.
struct map_at {
    int z;
    uint32_t x;
    uint32_t y;
};
bool map_read(struct map *map, struct map_at at, struct arena *arena, struct map_tile *tile,
    struct err *err) MUST_USE;
// Likewise for a screen: a damaged tile is an empty one. The first of a map is logged, with how many there
// were when the map is closed.
void map_look(struct map *map, struct map_at at, struct arena *arena, struct map_tile *tile);
