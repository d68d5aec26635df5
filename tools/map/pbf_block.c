// The elements of one block of a .osm.pbf.

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "pbf_block.h"

enum { BLOCK_STRINGS = 1, BLOCK_GROUP = 2, BLOCK_GRANULARITY = 17, BLOCK_LAT = 19, BLOCK_LON = 20 };
enum { GROUP_NODE = 1, GROUP_DENSE = 2, GROUP_WAY = 3, GROUP_RELATION = 4 };
enum { DENSE_ID = 1, DENSE_LAT = 8, DENSE_LON = 9, DENSE_TAGS = 10 };
enum {
    ELEMENT_ID = 1,
    ELEMENT_KEYS = 2,
    ELEMENT_VALUES = 3,
    NODE_LAT = 8,
    NODE_LON = 9,
    WAY_REFS = 8
};
enum { MEMBER_IDS = 9, MEMBER_KINDS = 10 };

static bool
damaged(struct err *err, const char *what)
{
    return err_set(err, ERR_FORMAT, "damaged: %s", what);
}

static bool
read_strings(struct block *block, struct pb table, struct err *err)
{
    struct pb counting = table;
    uint32_t count = 0;
    while (pb_next(&counting)) {
        if (counting.wire != PB_BYTES || memchr(counting.data, '\0', counting.len)) {
            return damaged(err, "a string that is none");
        }
        count++;
    }
    if (counting.bad || count > OSM_STRINGS_MAX) {
        return damaged(err, "the table of strings");
    }
    block->strings = arena_array(&block->arena, const char *, count);
    block->string_count = count;
    for (uint32_t i = 0; pb_next(&table); i++) {
        block->strings[i] = arena_strndup(&block->arena, (const char *)table.data, table.len);
    }
    return true;
}

static const char *
string_at(const struct block *block, uint64_t index)
{
    return index < block->string_count ? block->strings[index] : NULL;
}

// Sums zigzag differences; wraps instead of overflowing.
static int64_t
add(int64_t sum, uint64_t delta)
{
    return (int64_t)((uint64_t)sum + (uint64_t)pb_zigzag(delta));
}

static bool
place(const struct block *block, int64_t lat, int64_t lon, struct osm_node *node)
{
    // Far more than the Earth, far less than an overflow.
    const int64_t most = INT64_C(1) << 40;
    if (lat > most || lat < -most || lon > most || lon < -most) {
        return false;
    }
    int64_t lat_e7 = (block->lat_offset + block->granularity * lat) / NANO_PER_E7;
    int64_t lon_e7 = (block->lon_offset + block->granularity * lon) / NANO_PER_E7;
    if (lat_e7 < -LAT_MAX || lat_e7 > LAT_MAX || lon_e7 < -LON_MAX || lon_e7 > LON_MAX) {
        return false;
    }
    node->lat_e7 = (int32_t)lat_e7;
    node->lon_e7 = (int32_t)lon_e7;
    return true;
}

static bool
put_tag(struct block *block, uint64_t key, uint64_t value, int *count)
{
    struct osm_tag tag = {string_at(block, key), string_at(block, value)};
    if (*count == OSM_TAGS_MAX || !tag.key || !tag.value) {
        return false;
    }
    block->tags[(*count)++] = tag;
    return true;
}

// Dense tags: key, value, key, value, 0 for each node; nothing at all when none has any.
static bool
read_dense_tags(struct block *block, struct pb *tags, int *count)
{
    *count = 0;
    while (pb_more(tags)) {
        uint64_t key = pb_varint(tags);
        if (key == 0) {
            return !tags->bad;
        }
        if (!put_tag(block, key, pb_varint(tags), count)) {
            return false;
        }
    }
    return !tags->bad;
}

// The columns of dense nodes.
struct dense {
    struct pb ids;
    struct pb lats;
    struct pb lons;
    struct pb tags;
};

static bool
read_columns(struct pb message, struct dense *dense)
{
    struct pb none = pb_begin(NULL, 0);
    *dense = (struct dense){none, none, none, none};
    while (pb_next(&message)) {
        if (message.field == DENSE_ID) {
            dense->ids = pb_inside(&message);
        } else if (message.field == DENSE_LAT) {
            dense->lats = pb_inside(&message);
        } else if (message.field == DENSE_LON) {
            dense->lons = pb_inside(&message);
        } else if (message.field == DENSE_TAGS) {
            dense->tags = pb_inside(&message);
        }
    }
    return !message.bad;
}

static bool
read_dense(struct block *block, struct pb message, struct err *err)
{
    struct dense dense;
    struct osm_node node = {.tags.tags = block->tags};
    int64_t lat = 0;
    int64_t lon = 0;
    bool whole = read_columns(message, &dense);
    while (pb_more(&dense.ids)) {
        node.id = add(node.id, pb_varint(&dense.ids));
        lat = add(lat, pb_varint(&dense.lats));
        lon = add(lon, pb_varint(&dense.lons));
        if (dense.lats.bad || dense.lons.bad || !place(block, lat, lon, &node) ||
            !read_dense_tags(block, &dense.tags, &node.tags.count)) {
            return damaged(err, "a node");
        }
        block->sink->node(block->sink->data, &node);
    }
    return (whole && !dense.ids.bad) || damaged(err, "nodes");
}

// What nodes, ways and relations have alike.
struct element {
    int64_t id;
    struct pb keys;
    struct pb values;
    struct pb packed[3]; // refs, or roles, members and their kinds
    int64_t lat;
    int64_t lon;
};

static bool
read_element(struct pb pb, struct element *element)
{
    *element = (struct element){.keys = pb_begin(NULL, 0), .values = pb_begin(NULL, 0)};
    for (int i = 0; i < 3; i++) {
        element->packed[i] = pb_begin(NULL, 0);
    }
    while (pb_next(&pb)) {
        if (pb.field == ELEMENT_ID) {
            element->id = (int64_t)pb.value;
        } else if (pb.field == ELEMENT_KEYS) {
            element->keys = pb_inside(&pb);
        } else if (pb.field == ELEMENT_VALUES) {
            element->values = pb_inside(&pb);
        } else if (pb.field >= WAY_REFS && pb.field <= MEMBER_KINDS) {
            if (pb.wire == PB_BYTES) {
                element->packed[pb.field - WAY_REFS] = pb_inside(&pb);
            } else if (pb.field == NODE_LAT) {
                element->lat = pb_zigzag(pb.value);
            } else if (pb.field == NODE_LON) {
                element->lon = pb_zigzag(pb.value);
            }
        }
    }
    return !pb.bad && !element->keys.bad && !element->values.bad;
}

static bool
read_tags(struct block *block, struct element *element, struct osm_tags *tags)
{
    tags->tags = block->tags;
    tags->count = 0;
    while (pb_more(&element->keys)) {
        uint64_t key = pb_varint(&element->keys);
        if (!put_tag(block, key, pb_varint(&element->values), &tags->count)) {
            return false;
        }
    }
    return !element->keys.bad && !element->values.bad;
}

static bool
read_node(struct block *block, struct pb pb, struct err *err)
{
    struct element element;
    struct osm_node node = {0};
    if (!read_element(pb, &element) || !read_tags(block, &element, &node.tags) ||
        !place(block, element.lat, element.lon, &node)) {
        return damaged(err, "a node");
    }
    node.id = pb_zigzag((uint64_t)element.id);
    block->sink->node(block->sink->data, &node);
    return true;
}

static bool
read_way(struct block *block, struct pb pb, struct err *err)
{
    struct element element;
    struct osm_way way = {.ref_count = 0};
    if (!read_element(pb, &element) || !read_tags(block, &element, &way.tags)) {
        return damaged(err, "a way");
    }
    struct pb *refs = &element.packed[0];
    for (int64_t ref = 0; pb_more(refs);) {
        ref = add(ref, pb_varint(refs));
        if (way.ref_count == OSM_REFS_MAX) {
            return err_set(err, ERR_LIMIT, "a way of more than %d nodes", OSM_REFS_MAX);
        }
        block->refs =
            grow(block->refs, (uint32_t)way.ref_count, &block->ref_room, sizeof *block->refs);
        block->refs[way.ref_count++] = ref;
    }
    way.id = element.id;
    way.refs = block->refs;
    if (refs->bad) {
        return damaged(err, "a way");
    }
    block->sink->way(block->sink->data, &way);
    return true;
}

static bool
read_relation(struct block *block, struct pb pb, struct err *err)
{
    struct element element;
    struct osm_relation relation = {.member_count = 0};
    if (!read_element(pb, &element) || !read_tags(block, &element, &relation.tags)) {
        return damaged(err, "a relation");
    }
    struct pb *ids = &element.packed[MEMBER_IDS - WAY_REFS];
    struct pb *kinds = &element.packed[MEMBER_KINDS - WAY_REFS];
    for (int64_t ref = 0; pb_more(ids);) {
        ref = add(ref, pb_varint(ids));
        uint64_t kind = pb_varint(kinds);
        if (kinds->bad || kind > OSM_RELATION) {
            return damaged(err, "a relation");
        }
        if (relation.member_count == OSM_MEMBERS_MAX) {
            return err_set(err, ERR_LIMIT, "a relation of more than %d members", OSM_MEMBERS_MAX);
        }
        block->members = grow(block->members, (uint32_t)relation.member_count, &block->member_room,
            sizeof *block->members);
        block->members[relation.member_count++] = (struct osm_member){(enum osm_kind)kind, ref};
    }
    relation.id = element.id;
    relation.members = block->members;
    if (ids->bad) {
        return damaged(err, "a relation");
    }
    block->sink->relation(block->sink->data, &relation);
    return true;
}

static bool
read_group(struct block *block, struct pb group, struct err *err)
{
    const struct osm_sink *sink = block->sink;
    bool ok = true;
    while (ok && pb_next(&group)) {
        if (group.field == GROUP_NODE && sink->node) {
            ok = read_node(block, pb_inside(&group), err);
        } else if (group.field == GROUP_DENSE && sink->node) {
            ok = read_dense(block, pb_inside(&group), err);
        } else if (group.field == GROUP_WAY && sink->way) {
            ok = read_way(block, pb_inside(&group), err);
        } else if (group.field == GROUP_RELATION && sink->relation) {
            ok = read_relation(block, pb_inside(&group), err);
        }
    }
    return ok && (!group.bad || damaged(err, "a group of elements"));
}

bool
pbf_block_read(struct block *block, struct pb message, struct err *err)
{
    const int64_t most = INT64_C(1) << 20;
    struct pb strings = pb_begin(NULL, 0);
    block->granularity = NANO_PER_E7;
    block->lat_offset = 0;
    block->lon_offset = 0;
    struct pb pb = message;
    while (pb_next(&pb)) {
        if (pb.field == BLOCK_STRINGS) {
            strings = pb_inside(&pb);
        } else if (pb.field == BLOCK_GRANULARITY) {
            block->granularity = (int64_t)pb.value;
        } else if (pb.field == BLOCK_LAT) {
            block->lat_offset = (int64_t)pb.value;
        } else if (pb.field == BLOCK_LON) {
            block->lon_offset = (int64_t)pb.value;
        }
    }
    bool sane = block->granularity > 0 && block->granularity <= most &&
                block->lat_offset > -(most << 20) && block->lat_offset < most << 20 &&
                block->lon_offset > -(most << 20) && block->lon_offset < most << 20;
    if (pb.bad || strings.bad || !sane) {
        return damaged(err, "a block");
    }
    arena_reset(&block->arena);
    bool ok = read_strings(block, strings, err);
    while (ok && pb_next(&message)) {
        if (message.field == BLOCK_GROUP) {
            ok = read_group(block, pb_inside(&message), err);
        }
    }
    return ok;
}

void
pbf_block_finish(struct block *block)
{
    arena_finish(&block->arena);
    free(block->refs);
    free(block->members);
}
