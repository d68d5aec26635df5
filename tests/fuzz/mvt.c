// links: map
// Any bytes are a tile or are refused; every index of what was decoded stays within its array.

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "map/map.h"

static void
walk_layer(const struct map_layer *layer)
{
    size_t sum = 0;
    for (uint32_t i = 0; i < layer->feature_count; i++) {
        const struct map_feature *feature = &layer->features[i];
        for (uint32_t part = 0; part < feature->part_count; part++) {
            ASSERT(feature->parts[part].first + feature->parts[part].count <= feature->point_count);
        }
        for (uint32_t point = 0; point < feature->point_count; point++) {
            sum += feature->points[point].x != feature->points[point].y;
        }
        for (uint32_t tag = 0; tag < feature->tag_count; tag++) {
            sum += strlen(layer->keys[feature->tags[2 * tag]]);
            sum += strlen(layer->values[feature->tags[2 * tag + 1]].text);
        }
        sum += strlen(map_text_of(layer, feature, "name"));
    }
    ASSERT(sum < SIZE_MAX);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena arena = {0};
    struct map_tile tile;
    struct map_bytes bytes = {0};
    struct err err = {0};
    if (map_inflate(data, len, MAP_TILE_MAX, &bytes, &err)) {
        if (map_decode(bytes.data, bytes.len, &arena, &tile, &err)) {
            for (int i = 0; i < tile.layer_count; i++) {
                walk_layer(&tile.layers[i]);
            }
        } else {
            ASSERT(err.kind == ERR_FORMAT || err.kind == ERR_LIMIT);
            ASSERT(tile.layer_count == 0);
        }
    }
    free(bytes.data);
    arena_finish(&arena);
    return 0;
}
