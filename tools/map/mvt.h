#pragma once
// Vector tiles, written (Mapbox Vector Tile 2.1; firmware/map reads them).

#include "buffer.h"
#include "clip.h"
#include "feature.h"

// Which texts and numbers of the layer being written have which index.
struct mvt_slot {
    uint64_t hash;
    uint32_t index; // + 1; 0 = free
};

struct mvt {
    struct buffer tile;
    struct buffer features; // of the layer
    struct buffer keys;
    struct buffer values;
    struct buffer scratch;
    struct buffer commands;
    struct mvt_slot *slots; // open addressing, keys and values together
    uint32_t slot_count;    // a power of two
    uint32_t used;
    uint32_t key_count;
    uint32_t value_count;
    const char *name; // of the layer; NULL = none begun
};

// A tile is begun by mvt_reset(), its layers one after the other by mvt_layer(); mvt_end() closes the last
// one, and mvt->tile holds the bytes.
void mvt_reset(struct mvt *mvt);
void mvt_layer(struct mvt *mvt, const char *name);
// lines: points, each a line of one (SHAPE_POINT); lines; rings, outer ones before their holes. Nothing is
// written when there are none.
void mvt_feature(struct mvt *mvt, enum shape shape, const struct clip_lines *lines,
    const struct attribute *attributes, uint32_t count);
void mvt_end(struct mvt *mvt);
void mvt_finish(struct mvt *mvt);
