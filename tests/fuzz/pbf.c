// links: map_tool
// Any bytes are a .osm.pbf or are refused; what is handed over can be read to its end.

#include <string.h>

#include "fuzz.h"
#include "osm.h"

static void
read_tags(struct osm_tags tags)
{
    for (int i = 0; i < tags.count; i++) {
        ASSERT(strlen(tags.tags[i].key) + strlen(tags.tags[i].value) < SIZE_MAX);
    }
}

static void
on_node(void *data, const struct osm_node *node)
{
    (void)data;
    ASSERT(node->lat_e7 >= -900000000 && node->lat_e7 <= 900000000);
    ASSERT(node->lon_e7 >= -1800000000 && node->lon_e7 <= 1800000000);
    read_tags(node->tags);
}

static void
on_way(void *data, const struct osm_way *way)
{
    int64_t *sum = data;
    for (int i = 0; i < way->ref_count; i++) {
        *sum ^= way->refs[i];
    }
    read_tags(way->tags);
}

static void
on_relation(void *data, const struct osm_relation *relation)
{
    int64_t *sum = data;
    for (int i = 0; i < relation->member_count; i++) {
        *sum ^= relation->members[i].ref;
        ASSERT(relation->members[i].kind <= OSM_RELATION);
    }
    read_tags(relation->tags);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    int64_t sum = 0;
    struct err err = {0};
    struct osm_sink sink = {.data = &sum, .node = on_node, .way = on_way, .relation = on_relation};
    FILE *file = fmemopen((void *)(uintptr_t)data, len > 0 ? len : 1, "rb");
    if (len > 0 && file) {
        ASSERT(pbf_read(file, (int64_t)len, &sink, &err) || err.kind != ERR_NONE);
    }
    if (file) {
        fclose(file);
    }
    return 0;
}
