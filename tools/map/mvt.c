#include "mvt.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { TILE_LAYER = 3, LAYER_NAME = 1, LAYER_FEATURE = 2, LAYER_KEY = 3, LAYER_VALUE = 4 };
enum { LAYER_EXTENT_FIELD = 5, LAYER_VERSION = 15, EXTENT = 4096, VERSION = 2 };
enum { FEATURE_TAGS = 2, FEATURE_TYPE = 3, FEATURE_GEOMETRY = 4 };
enum { VALUE_STRING = 1, VALUE_INT = 4, VALUE_BOOL = 7 };
enum { MOVE_TO = 1, LINE_TO = 2, CLOSE_PATH = 7, SLOTS_MIN = 1024 };

void
mvt_reset(struct mvt *mvt)
{
    buffer_reset(&mvt->tile);
    mvt->name = NULL;
}

static void
begin_tables(struct mvt *mvt)
{
    if (!mvt->slots) {
        mvt->slot_count = SLOTS_MIN;
        mvt->slots = calloc(mvt->slot_count, sizeof *mvt->slots);
        ASSERT(mvt->slots);
    }
    memset(mvt->slots, 0, mvt->slot_count * sizeof *mvt->slots);
    mvt->used = 0;
    mvt->key_count = 0;
    mvt->value_count = 0;
    buffer_reset(&mvt->features);
    buffer_reset(&mvt->keys);
    buffer_reset(&mvt->values);
}

void
mvt_end(struct mvt *mvt)
{
    if (mvt->name && mvt->features.len > 0) {
        struct buffer *layer = &mvt->scratch;
        buffer_reset(layer);
        buffer_field(layer, LAYER_VERSION, VERSION);
        buffer_bytes(layer, LAYER_NAME, mvt->name, strlen(mvt->name));
        buffer_put(layer, mvt->features.data, mvt->features.len);
        buffer_put(layer, mvt->keys.data, mvt->keys.len);
        buffer_put(layer, mvt->values.data, mvt->values.len);
        buffer_field(layer, LAYER_EXTENT_FIELD, EXTENT);
        buffer_bytes(&mvt->tile, TILE_LAYER, layer->data, layer->len);
    }
    mvt->name = NULL;
}

void
mvt_layer(struct mvt *mvt, const char *name)
{
    mvt_end(mvt);
    begin_tables(mvt);
    mvt->name = name;
}

static struct mvt_slot *
slot_of(const struct mvt *mvt, uint64_t hash)
{
    uint32_t mask = mvt->slot_count - 1;
    uint32_t at = (uint32_t)(hash >> 20) & mask;
    while (mvt->slots[at].index != 0 && mvt->slots[at].hash != hash) {
        at = (at + 1) & mask;
    }
    return &mvt->slots[at];
}

static void
widen(struct mvt *mvt)
{
    struct mvt wider = {.slot_count = mvt->slot_count * 2};
    wider.slots = calloc(wider.slot_count, sizeof *wider.slots);
    ASSERT(wider.slots);
    for (uint32_t i = 0; i < mvt->slot_count; i++) {
        if (mvt->slots[i].index != 0) {
            *slot_of(&wider, mvt->slots[i].hash) = mvt->slots[i];
        }
    }
    free(mvt->slots);
    mvt->slots = wider.slots;
    mvt->slot_count = wider.slot_count;
}

// The index of what has this hash, which count becomes if it is new. A collision of 64 bits would mix up two
// names of one tile; with a few thousand of them it does not happen.
static uint32_t
index_of(struct mvt *mvt, uint64_t hash, uint32_t *count, bool *new)
{
    if (mvt->used * 2 >= mvt->slot_count) {
        widen(mvt);
    }
    struct mvt_slot *slot = slot_of(mvt, hash);
    *new = slot->index == 0;
    if (*new) {
        *slot = (struct mvt_slot){hash, ++*count};
        mvt->used++;
    }
    return slot->index - 1;
}

static uint32_t
key_index(struct mvt *mvt, const char *key)
{
    bool new = false;
    uint64_t hash = hash_text(hash_bytes(HASH_SEED, "k", 1), key);
    uint32_t index = index_of(mvt, hash, &mvt->key_count, &new);
    if (new) {
        buffer_bytes(&mvt->keys, LAYER_KEY, key, strlen(key));
    }
    return index;
}

static uint32_t
value_index(struct mvt *mvt, const struct attribute *attribute)
{
    bool new = false;
    uint8_t kind = (uint8_t)attribute->kind;
    uint64_t hash = hash_bytes(hash_bytes(HASH_SEED, "v", 1), &kind, 1);
    hash = hash_bytes(hash, &attribute->number, sizeof attribute->number);
    hash = hash_text(hash, attribute->text);
    uint32_t index = index_of(mvt, hash, &mvt->value_count, &new);
    if (new) {
        struct buffer *value = &mvt->scratch;
        buffer_reset(value);
        if (attribute->kind == ATTRIBUTE_TEXT) {
            buffer_bytes(value, VALUE_STRING, attribute->text, strlen(attribute->text));
        } else {
            buffer_field(value, attribute->kind == ATTRIBUTE_BOOL ? VALUE_BOOL : VALUE_INT,
                (uint64_t)attribute->number);
        }
        buffer_bytes(&mvt->values, LAYER_VALUE, value->data, value->len);
    }
    return index;
}

struct pen {
    struct buffer *out;
    int32_t x;
    int32_t y;
};

static void
command(struct pen *pen, uint32_t what, uint32_t count)
{
    buffer_varint(pen->out, (uint64_t)count << 3 | what);
}

static void
go(struct pen *pen, struct map_point point)
{
    buffer_zigzag(pen->out, (int64_t)point.x - pen->x);
    buffer_zigzag(pen->out, (int64_t)point.y - pen->y);
    pen->x = point.x;
    pen->y = point.y;
}

static void
draw(struct pen *pen, enum shape shape, const struct clip_lines *lines)
{
    uint32_t first = 0;
    if (shape == SHAPE_POINT) {
        command(pen, MOVE_TO, lines->point_count);
        for (uint32_t i = 0; i < lines->point_count; i++) {
            go(pen, lines->points[i]);
        }
        return;
    }
    for (uint32_t line = 0; line < lines->line_count; line++) {
        uint32_t count = lines->ends[line] - first;
        command(pen, MOVE_TO, 1);
        go(pen, lines->points[first]);
        command(pen, LINE_TO, count - 1);
        for (uint32_t i = first + 1; i < lines->ends[line]; i++) {
            go(pen, lines->points[i]);
        }
        if (shape == SHAPE_AREA) {
            command(pen, CLOSE_PATH, 1);
        }
        first = lines->ends[line];
    }
}

void
mvt_feature(struct mvt *mvt, enum shape shape, const struct clip_lines *lines,
    const struct attribute *attributes, uint32_t count)
{
    if (lines->point_count == 0) {
        return;
    }
    struct buffer tags = {0};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t key = key_index(mvt, attributes[i].key);
        buffer_varint(&tags, key);
        buffer_varint(&tags, value_index(mvt, &attributes[i]));
    }
    buffer_reset(&mvt->commands);
    struct pen pen = {.out = &mvt->commands};
    draw(&pen, shape, lines);
    struct buffer *message = &mvt->scratch;
    buffer_reset(message);
    if (tags.len > 0) {
        buffer_bytes(message, FEATURE_TAGS, tags.data, tags.len);
    }
    buffer_field(message, FEATURE_TYPE, (uint64_t)shape);
    buffer_bytes(message, FEATURE_GEOMETRY, mvt->commands.data, mvt->commands.len);
    buffer_bytes(&mvt->features, LAYER_FEATURE, message->data, message->len);
    buffer_finish(&tags);
}

void
mvt_finish(struct mvt *mvt)
{
    buffer_finish(&mvt->tile);
    buffer_finish(&mvt->features);
    buffer_finish(&mvt->keys);
    buffer_finish(&mvt->values);
    buffer_finish(&mvt->scratch);
    buffer_finish(&mvt->commands);
    free(mvt->slots);
    *mvt = (struct mvt){0};
}
