// .osm.pbf: blobs of compressed Protocol Buffers, one at a time.

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "map/map.h"
#include "pbf_block.h"

enum { HEADER_TYPE = 1, HEADER_SIZE = 3 };
enum { BLOB_RAW = 1, BLOB_RAW_SIZE = 2, BLOB_ZLIB = 3, BLOB_LAST = 7 };
enum { DAY_S = 86400, DAYS_MAX = 100 * 366 };
enum { FILE_BOX = 1, FILE_REQUIRED = 4, FILE_TIMESTAMP = 32 };

static bool
damaged(struct err *err, const char *what)
{
    return err_set(err, ERR_FORMAT, "damaged: %s", what);
}

static bool
is_known_feature(const struct pb *feature)
{
    static const char *const known[] = {"OsmSchema-V0.6", "DenseNodes"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (feature->len == strlen(known[i]) &&
            memcmp(feature->data, known[i], feature->len) == 0) {
            return true;
        }
    }
    return false;
}

static void
read_box(const struct osm_sink *sink, struct pb box)
{
    int64_t side[5] = {0}; // left, right, top, bottom
    while (pb_next(&box)) {
        if (box.field <= 4) {
            side[box.field] = pb_zigzag(box.value) / NANO_PER_E7;
        }
    }
    if (side[1] >= -LON_MAX && side[2] <= LON_MAX && side[4] >= -LAT_MAX && side[3] <= LAT_MAX &&
        side[1] < side[2] && side[4] < side[3]) {
        sink->box(sink->data, &(struct osm_box){(int32_t)side[1], (int32_t)side[4],
                                  (int32_t)side[2], (int32_t)side[3]});
    }
}

static bool
read_file_header(const struct osm_sink *sink, struct pb header, struct err *err)
{
    while (pb_next(&header)) {
        if (header.field == FILE_REQUIRED && header.wire == PB_BYTES &&
            !is_known_feature(&header)) {
            return err_set(err, ERR_VERSION, "needs the feature %.*s, which is not supported",
                header.len > 40 ? 40 : (int)header.len, (const char *)header.data);
        }
        if (header.field == FILE_BOX && sink->box) {
            read_box(sink, pb_inside(&header));
        }
        if (header.field == FILE_TIMESTAMP && sink->date && header.value / DAY_S <= DAYS_MAX) {
            sink->date(sink->data, (int)(header.value / DAY_S));
        }
    }
    return !header.bad || damaged(err, "the file's header");
}

// A blob's content, inflated.
static bool
unpack(const uint8_t *data, size_t len, struct map_bytes *out, struct err *err)
{
    struct pb blob = pb_begin(data, len);
    while (pb_next(&blob)) {
        if (blob.field == BLOB_RAW && blob.wire == PB_BYTES) {
            out->data = malloc(blob.len + 1);
            ASSERT(out->data);
            memcpy(out->data, blob.data, blob.len);
            out->len = blob.len;
            return true;
        }
        if (blob.field == BLOB_ZLIB && blob.wire == PB_BYTES) {
            return map_inflate(blob.data, blob.len, OSM_BLOB_MAX, out, err);
        }
        if (blob.field != BLOB_RAW_SIZE && blob.field <= BLOB_LAST) {
            return err_set(err, ERR_VERSION,
                "compressed in a way that is not supported; write it again with"
                " osmium cat -f pbf,pbf_compression=zlib");
        }
    }
    return damaged(err, "a blob without content");
}

static bool
read_exactly(FILE *file, void *data, size_t len, struct err *err)
{
    if (fread(data, 1, len, file) == len) {
        return true;
    }
    return ferror(file) ? err_set(err, ERR_IO, "cannot be read")
                        : err_set(err, ERR_FORMAT, "cut off");
}

struct blob {
    char type[16];
    uint8_t *data;
    size_t len;
};

static bool
read_blob_header(FILE *file, size_t len, struct blob *blob, struct err *err)
{
    uint8_t header[OSM_BLOB_HEADER_MAX / 16]; // real ones have 13 bytes
    if (len == 0 || len > sizeof header) {
        return err_set(err, ERR_FORMAT, "not a .osm.pbf file, or damaged");
    }
    if (!read_exactly(file, header, len, err)) {
        return false;
    }
    struct pb pb = pb_begin(header, len);
    blob->type[0] = '\0';
    blob->len = 0;
    while (pb_next(&pb)) {
        if (pb.field == HEADER_TYPE && pb.wire == PB_BYTES) {
            snprintf(blob->type, sizeof blob->type, "%.*s", pb.len > 15 ? 15 : (int)pb.len,
                (const char *)pb.data);
        } else if (pb.field == HEADER_SIZE) {
            blob->len = pb.value <= OSM_BLOB_MAX ? (size_t)pb.value : OSM_BLOB_MAX + 1;
        }
    }
    if (pb.bad || !*blob->type) {
        return damaged(err, "a blob's header");
    }
    return blob->len <= OSM_BLOB_MAX ||
           err_set(err, ERR_LIMIT, "a blob of more than %d bytes", OSM_BLOB_MAX);
}

static bool
read_blob(struct block *block, FILE *file, struct blob *blob, struct err *err)
{
    uint8_t length[4];
    if (!read_exactly(file, length, sizeof length, err)) {
        return false;
    }
    uint32_t network = 0;
    memcpy(&network, length, sizeof network);
    if (!read_blob_header(file, ntohl(network), blob, err)) {
        return false;
    }
    blob->data = realloc(blob->data, blob->len + 1);
    ASSERT(blob->data);
    struct map_bytes bytes = {0};
    if (!read_exactly(file, blob->data, blob->len, err) ||
        !unpack(blob->data, blob->len, &bytes, err)) {
        free(bytes.data);
        return false;
    }
    bool ok = true;
    if (strcmp(blob->type, "OSMHeader") == 0) {
        ok = read_file_header(block->sink, pb_begin(bytes.data, bytes.len), err);
    } else if (strcmp(blob->type, "OSMData") == 0) {
        ok = pbf_block_read(block, pb_begin(bytes.data, bytes.len), err);
    }
    free(bytes.data);
    return ok;
}

static bool
at_end(FILE *file)
{
    int c = fgetc(file);
    return c == EOF || ungetc(c, file) == EOF;
}

bool
pbf_read(FILE *file, int64_t size, const struct osm_sink *sink, struct err *err)
{
    struct block *block = calloc(1, sizeof *block);
    struct blob blob = {.data = NULL};
    ASSERT(block);
    block->sink = sink;
    bool ok = true;
    bool first = true;
    long at = 0;
    while (ok && !at_end(file)) {
        at = ftell(file);
        if (sink->progress) {
            sink->progress(sink->data, at, size);
        }
        ok = read_blob(block, file, &blob, err);
        if (ok && first && strcmp(blob.type, "OSMHeader") != 0) {
            ok = err_set(err, ERR_FORMAT, "not a .osm.pbf file");
        }
        first = false;
    }
    if (ok && first) {
        ok = err_set(err, ERR_FORMAT, "empty");
    } else if (!ok) {
        err_wrap(err, "at byte %ld", at);
    }
    pbf_block_finish(block);
    free(block);
    free(blob.data);
    return ok;
}
