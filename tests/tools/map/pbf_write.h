#pragma once
// .osm.pbf files, written by hand.

#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "osm.h"

struct pbf_writer {
    struct buffer file;
    struct buffer strings; // of the block
    struct buffer group;
    uint64_t string_count;
};

static inline uint64_t
pbf_string(struct pbf_writer *writer, const char *text)
{
    if (writer->string_count == 0) {
        buffer_bytes(&writer->strings, 1, "", 0); // index 0 is nobody's
        writer->string_count = 1;
    }
    buffer_bytes(&writer->strings, 1, text, strlen(text));
    return writer->string_count++;
}

// type and content of a blob; packed: as zlib (here as gzip, which readers of ours take too) or raw.
static inline void
pbf_blob(struct pbf_writer *writer, const char *type, const struct buffer *content, bool packed)
{
    struct buffer blob = {0};
    struct buffer header = {0};
    if (packed) {
        struct buffer gzip = {0};
        buffer_gzip(&gzip, content);
        buffer_field(&blob, 2, content->len);
        buffer_bytes(&blob, 3, gzip.data, gzip.len);
        buffer_finish(&gzip);
    } else {
        buffer_bytes(&blob, 1, content->data, content->len);
    }
    buffer_bytes(&header, 1, type, strlen(type));
    buffer_field(&header, 3, blob.len);
    uint8_t length[4] = {0, 0, (uint8_t)(header.len >> 8), (uint8_t)header.len};
    buffer_put(&writer->file, length, sizeof length);
    buffer_put(&writer->file, header.data, header.len);
    buffer_put(&writer->file, blob.data, blob.len);
    buffer_finish(&blob);
    buffer_finish(&header);
}

static inline void
pbf_header(struct pbf_writer *writer, const char *feature)
{
    struct buffer header = {0};
    struct buffer box = {0};
    for (uint32_t side = 1; side <= 4; side++) { // left, right, top, bottom
        static const int64_t nano[] = {0, -2000000000, 3000000000, 1000000000, -1000000000};
        struct buffer value = {0};
        buffer_zigzag(&value, nano[side]);
        buffer_varint(&box, side << 3);
        buffer_put(&box, value.data, value.len);
        buffer_finish(&value);
    }
    buffer_bytes(&header, 1, box.data, box.len);
    buffer_bytes(&header, 4, "OsmSchema-V0.6", 14);
    buffer_bytes(&header, 4, feature, strlen(feature));
    buffer_field(&header, 32, 1763596800 + 3600); // 2025-11-20 01:00
    pbf_blob(writer, "OSMHeader", &header, false);
    buffer_finish(&header);
    buffer_finish(&box);
}

// Two dense nodes, 10 and 12, the second a bank; a node of the old kind, 13; a way of them; a relation.
static inline void
pbf_fill(struct pbf_writer *writer)
{
    struct buffer part = {0};
    struct buffer dense = {0};
    uint64_t amenity = pbf_string(writer, "amenity");
    uint64_t bank = pbf_string(writer, "bank");
    uint64_t highway = pbf_string(writer, "highway");
    uint64_t path = pbf_string(writer, "path");
    static const int64_t numbers[3][2] = {{10, 2}, {10000000, -20000000}, {-300000000, 5}};
    static const uint32_t fields[3] = {1, 8, 9};
    for (int i = 0; i < 3; i++) {
        buffer_reset(&part);
        buffer_zigzag(&part, numbers[i][0]);
        buffer_zigzag(&part, numbers[i][1]);
        buffer_bytes(&dense, fields[i], part.data, part.len);
    }
    buffer_reset(&part);
    buffer_varint(&part, 0);
    buffer_varint(&part, amenity);
    buffer_varint(&part, bank);
    buffer_varint(&part, 0);
    buffer_bytes(&dense, 10, part.data, part.len);
    buffer_bytes(&writer->group, 2, dense.data, dense.len);

    struct buffer node = {0};
    buffer_field(&node, 1, 26); // zigzag of 13
    buffer_field(&node, 8, 3);  // -2
    buffer_field(&node, 9, 8);  // 4
    buffer_bytes(&writer->group, 1, node.data, node.len);

    struct buffer way = {0};
    buffer_field(&way, 1, 100);
    buffer_reset(&part);
    buffer_varint(&part, highway);
    buffer_bytes(&way, 2, part.data, part.len);
    buffer_reset(&part);
    buffer_varint(&part, path);
    buffer_bytes(&way, 3, part.data, part.len);
    buffer_reset(&part);
    buffer_zigzag(&part, 10);
    buffer_zigzag(&part, 2);
    buffer_zigzag(&part, 1);
    buffer_bytes(&way, 8, part.data, part.len);
    buffer_bytes(&writer->group, 3, way.data, way.len);

    struct buffer relation = {0};
    buffer_field(&relation, 1, 7);
    buffer_bytes(&relation, 8, "\0\0", 2);
    buffer_reset(&part);
    buffer_zigzag(&part, 100);
    buffer_zigzag(&part, -88);
    buffer_bytes(&relation, 9, part.data, part.len);
    buffer_bytes(&relation, 10, "\1\0", 2);
    buffer_bytes(&writer->group, 4, relation.data, relation.len);
    buffer_finish(&part);
    buffer_finish(&dense);
    buffer_finish(&node);
    buffer_finish(&way);
    buffer_finish(&relation);
}

// Puts what was filled in as a block of data.
static inline void
pbf_block(struct pbf_writer *writer, bool packed)
{
    struct buffer block = {0};
    buffer_bytes(&block, 1, writer->strings.data, writer->strings.len);
    buffer_bytes(&block, 2, writer->group.data, writer->group.len);
    pbf_blob(writer, "OSMData", &block, packed);
    buffer_finish(&block);
}

static inline void
pbf_finish(struct pbf_writer *writer)
{
    buffer_finish(&writer->file);
    buffer_finish(&writer->strings);
    buffer_finish(&writer->group);
    *writer = (struct pbf_writer){0};
}

// What a sink was given, as text.
struct heard {
    char text[2000];
    size_t len;
    struct osm_box box;
    int64_t progress;
    int day;
};

static inline void
heard_add(struct heard *heard, const char *format, long long id, long long a, long long b)
{
    char word[80];
    (void)format;
    snprintf(word, sizeof word, "%s%lld(%lld,%lld) ", format, id, a, b);
    for (const char *c = word; *c && heard->len + 1 < sizeof heard->text; c++) {
        heard->text[heard->len++] = *c;
        heard->text[heard->len] = '\0';
    }
}

static inline void
heard_box(void *data, const struct osm_box *box)
{
    ((struct heard *)data)->box = *box;
}

static inline void
heard_node(void *data, const struct osm_node *node)
{
    heard_add(
        data, *osm_tag(node->tags, "amenity") ? "N" : "n", node->id, node->lat_e7, node->lon_e7);
}

static inline void
heard_way(void *data, const struct osm_way *way)
{
    heard_add(data, *osm_tag(way->tags, "highway") ? "W" : "w", way->id, way->ref_count,
        way->ref_count ? way->refs[way->ref_count - 1] : 0);
}

static inline void
heard_relation(void *data, const struct osm_relation *relation)
{
    const struct osm_member *last =
        relation->member_count ? &relation->members[relation->member_count - 1] : NULL;
    heard_add(data, *osm_tag(relation->tags, "type") ? "R" : "r", relation->id,
        relation->member_count, last ? last->ref * 10 + (long long)last->kind : 0);
}

static inline void
heard_progress(void *data, int64_t done, int64_t total)
{
    (void)total;
    ((struct heard *)data)->progress = done;
}

static inline void
heard_date(void *data, int day)
{
    ((struct heard *)data)->day = day;
}

#define HEARD_SINK(heard)                                                                          \
    {(heard), heard_box, heard_node, heard_way, heard_relation, heard_progress, heard_date}
