// Vector tiles: layers, features, keys and values. Each message is gone through twice: to count, then to
// fill arrays of that size.

#include <string.h>

#include "map/internal.h"

enum { TILE_LAYER = 3 };
enum {
    LAYER_NAME = 1,
    LAYER_FEATURE = 2,
    LAYER_KEY = 3,
    LAYER_VALUE = 4,
    LAYER_EXTENT = 5,
    LAYER_VERSION = 15
};
enum { FEATURE_ID = 1, FEATURE_TAGS = 2, FEATURE_TYPE = 3, FEATURE_GEOMETRY = 4 };
enum {
    VALUE_STRING = 1,
    VALUE_FLOAT = 2,
    VALUE_DOUBLE = 3,
    VALUE_INT = 4,
    VALUE_UINT = 5,
    VALUE_SINT = 6,
    VALUE_BOOL = 7
};
enum { EXTENT_DEFAULT = 4096, VERSION_MAX = 2 };

static bool
damaged(struct err *err, const char *what)
{
    return err_set(err, ERR_FORMAT, "tile: %s", what);
}

static bool
take_items(struct decoder *decoder, size_t count, struct err *err)
{
    if (count > decoder->items) {
        return err_set(
            err, ERR_LIMIT, "tile: more than %d features, keys and values", MAP_ITEMS_MAX);
    }
    decoder->items -= (uint32_t)count;
    return true;
}

static double
float_of(uint64_t bits)
{
    uint32_t half = (uint32_t)bits;
    float value = 0;
    memcpy(&value, &half, sizeof value);
    return (double)value;
}

static double
double_of(uint64_t bits)
{
    double value = 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

// The wire type each field of Value has.
static bool
value_wire_fits(const struct pb *pb)
{
    switch (pb->field) {
    case VALUE_STRING:
        return pb->wire == PB_BYTES;
    case VALUE_FLOAT:
        return pb->wire == PB_FIXED32;
    case VALUE_DOUBLE:
        return pb->wire == PB_FIXED64;
    case VALUE_INT:
    case VALUE_UINT:
    case VALUE_SINT:
    case VALUE_BOOL:
        return pb->wire == PB_VARINT;
    default:
        return false;
    }
}

static struct map_value
value_of(struct decoder *decoder, const struct pb *pb)
{
    struct map_value value = {.text = ""};
    switch (pb->field) {
    case VALUE_STRING:
        value.text = arena_strndup(decoder->arena, (const char *)pb->data, pb->len);
        break;
    case VALUE_FLOAT:
    case VALUE_DOUBLE:
        value.kind = MAP_REAL;
        value.real = pb->field == VALUE_FLOAT ? float_of(pb->value) : double_of(pb->value);
        break;
    case VALUE_INT:
    case VALUE_SINT:
        value.kind = MAP_INT;
        value.number = pb->field == VALUE_INT ? (int64_t)pb->value : pb_zigzag(pb->value);
        break;
    case VALUE_UINT:
        value.kind = MAP_UINT;
        value.count = pb->value;
        break;
    default:
        value.kind = MAP_BOOL;
        value.count = pb->value != 0;
        break;
    }
    return value;
}

static bool
decode_value(struct decoder *decoder, struct pb pb, struct map_value *value, struct err *err)
{
    bool found = false;
    while (pb_next(&pb)) {
        if (!value_wire_fits(&pb)) {
            return damaged(err, "a value of unknown type");
        }
        *value = value_of(decoder, &pb);
        found = true;
    }
    return (found && !pb.bad) || damaged(err, "a value that is empty or cut off");
}

static bool
decode_tags(struct decoder *decoder, struct pb tags, const struct map_layer *layer,
    struct map_feature *feature, struct err *err)
{
    size_t len = (size_t)(tags.end - tags.at);
    if (len > decoder->tags) {
        return err_set(err, ERR_LIMIT, "tile: more than %d bytes of tags", MAP_TAGS_MAX);
    }
    decoder->tags -= (uint32_t)len;
    uint32_t *pairs = arena_array(decoder->arena, uint32_t, len);
    uint32_t count = 0;
    while (pb_more(&tags)) {
        uint64_t index = pb_varint(&tags);
        if (index >= (count % 2 ? layer->value_count : layer->key_count) || tags.bad) {
            return damaged(err, "a tag without its key or value");
        }
        pairs[count++] = (uint32_t)index;
    }
    decoder->tile->mended += count % 2 != 0;
    feature->tags = pairs;
    feature->tag_count = count / 2;
    return true;
}

// What a feature consists of, before it is understood.
struct raw_feature {
    struct pb tags;
    struct pb geometry;
    bool has_type;
};

static bool
read_feature(struct pb pb, struct map_feature *feature, struct raw_feature *raw, struct err *err)
{
    while (pb_next(&pb)) {
        bool packed = pb.field == FEATURE_TAGS || pb.field == FEATURE_GEOMETRY;
        if (pb.field <= FEATURE_GEOMETRY && pb.wire != (packed ? PB_BYTES : PB_VARINT)) {
            return damaged(err, "a feature with a field of another type");
        }
        if (pb.field == FEATURE_ID) {
            feature->id = pb.value;
            feature->has_id = true;
        } else if (pb.field == FEATURE_TYPE) {
            raw->has_type = pb.value <= MAP_AREA;
            feature->geometry = raw->has_type ? (enum map_geometry)pb.value : MAP_UNKNOWN;
        } else if (pb.field == FEATURE_TAGS) {
            raw->tags = pb_inside(&pb);
        } else if (pb.field == FEATURE_GEOMETRY) {
            raw->geometry = pb_inside(&pb);
        }
    }
    return !pb.bad || damaged(err, "a feature that is cut off");
}

static bool
decode_feature(struct decoder *decoder, struct pb pb, const struct map_layer *layer,
    struct map_feature *feature, struct err *err)
{
    struct raw_feature raw = {.tags = pb_begin(NULL, 0), .geometry = pb_begin(NULL, 0)};
    if (!read_feature(pb, feature, &raw, err) ||
        !decode_tags(decoder, raw.tags, layer, feature, err)) {
        return false;
    }
    bool empty = !pb_more(&raw.geometry);
    decoder->tile->mended += !raw.has_type || empty;
    return feature->geometry == MAP_UNKNOWN || empty ||
           map_geometry_decode(decoder, raw.geometry, layer->version == 1, feature, err);
}

static void
note_field(const struct pb *pb, struct map_layer *layer, struct pb *name)
{
    switch (pb->field) {
    case LAYER_NAME:
        *name = pb_inside(pb);
        break;
    case LAYER_FEATURE:
        layer->feature_count++;
        break;
    case LAYER_KEY:
        layer->key_count++;
        break;
    case LAYER_VALUE:
        layer->value_count++;
        break;
    case LAYER_EXTENT:
        layer->extent = pb->value <= MAP_EXTENT_MAX ? (uint32_t)pb->value : 0;
        break;
    case LAYER_VERSION:
        layer->version = pb->value <= VERSION_MAX ? (uint32_t)pb->value : 0;
        break;
    default:
        break;
    }
}

// First time through: the scalar fields, and how many of the rest.
static bool
survey_layer(struct pb pb, struct map_layer *layer, struct pb *name, struct err *err)
{
    name->bad = true; // none so far
    layer->extent = EXTENT_DEFAULT;
    while (pb_next(&pb)) {
        bool scalar = pb.field == LAYER_EXTENT || pb.field == LAYER_VERSION;
        bool ours = scalar || pb.field <= LAYER_VALUE;
        if (ours && pb.wire != (scalar ? PB_VARINT : PB_BYTES)) {
            return damaged(err, "a layer with a field of another type");
        }
        note_field(&pb, layer, name);
    }
    const char *wrong = pb.bad                ? "a layer that is cut off"
                        : name->bad           ? "a layer without a name"
                        : layer->version == 0 ? "a layer of an unknown version"
                        : layer->extent == 0  ? "a layer with an impossible extent"
                                              : NULL;
    return !wrong || damaged(err, wrong);
}

// Second time: keys and values before features, which may stand before them in the message.
static bool
fill_layer(struct decoder *decoder, struct pb message, struct map_layer *layer, struct err *err)
{
    const char **keys = arena_array(decoder->arena, const char *, layer->key_count);
    struct map_value *values = arena_array(decoder->arena, struct map_value, layer->value_count);
    struct map_feature *features =
        arena_array(decoder->arena, struct map_feature, layer->feature_count);
    uint32_t at = 0;
    for (struct pb pb = message; pb_next(&pb);) {
        if (pb.field == LAYER_KEY) {
            keys[at++] = arena_strndup(decoder->arena, (const char *)pb.data, pb.len);
        }
    }
    at = 0;
    for (struct pb pb = message; pb_next(&pb);) {
        if (pb.field == LAYER_VALUE && !decode_value(decoder, pb_inside(&pb), &values[at++], err)) {
            return false;
        }
    }
    at = 0;
    for (struct pb pb = message; pb_next(&pb);) {
        if (pb.field == LAYER_FEATURE &&
            !decode_feature(decoder, pb_inside(&pb), layer, &features[at++], err)) {
            return false;
        }
    }
    layer->keys = keys;
    layer->values = values;
    layer->features = features;
    return true;
}

static bool
decode_layer(struct decoder *decoder, struct pb message, struct err *err)
{
    struct map_tile *tile = decoder->tile;
    struct map_layer layer = {0};
    struct pb name = pb_begin(NULL, 0);
    if (tile->layer_count == MAP_LAYERS_MAX) {
        return err_set(err, ERR_LIMIT, "tile: more than %d layers", MAP_LAYERS_MAX);
    }
    if (!survey_layer(message, &layer, &name, err) ||
        !take_items(
            decoder, (size_t)layer.feature_count + layer.key_count + layer.value_count, err)) {
        return false;
    }
    layer.name = arena_strndup(decoder->arena, (const char *)name.at, (size_t)(name.end - name.at));
    if (!fill_layer(decoder, message, &layer, err)) {
        return err_wrap(err, "layer %.40s", layer.name);
    }
    tile->layers[tile->layer_count++] = layer;
    return true;
}

bool
map_decode(
    const void *data, size_t len, struct arena *arena, struct map_tile *tile, struct err *err)
{
    struct decoder decoder = {.arena = arena,
        .tile = tile,
        .items = MAP_ITEMS_MAX,
        .tags = MAP_TAGS_MAX,
        .points = MAP_POINTS_MAX};
    memset(tile, 0, sizeof *tile);
    struct pb pb = pb_begin(data, len);
    bool ok = len <= MAP_TILE_MAX ||
              err_set(err, ERR_LIMIT, "tile: %zu bytes, the limit is %d", len, MAP_TILE_MAX);
    while (ok && pb_next(&pb)) {
        // The specification has nothing else at this level, so it is no tile.
        ok = (pb.field == TILE_LAYER && pb.wire == PB_BYTES) || damaged(err, "an unknown field");
        ok = ok && decode_layer(&decoder, pb_inside(&pb), err);
    }
    ok = ok && (!pb.bad || damaged(err, "cut off"));
    if (!ok) {
        memset(tile, 0, sizeof *tile);
    }
    return ok;
}

const struct map_value *
map_value_of(const struct map_layer *layer, const struct map_feature *feature, const char *key)
{
    for (uint32_t i = 0; i < feature->tag_count; i++) {
        if (strcmp(layer->keys[feature->tags[(size_t)2 * i]], key) == 0) {
            return &layer->values[feature->tags[(size_t)2 * i + 1]];
        }
    }
    return NULL;
}

const char *
map_text_of(const struct map_layer *layer, const struct map_feature *feature, const char *key)
{
    const struct map_value *value = map_value_of(layer, feature, key);
    return value ? value->text : "";
}

const struct map_layer *
map_layer_of(const struct map_tile *tile, const char *name)
{
    for (int i = 0; i < tile->layer_count; i++) {
        if (strcmp(tile->layers[i].name, name) == 0) {
            return &tile->layers[i];
        }
    }
    return NULL;
}
