#include "mbtiles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock/clock.h"
#include "map/map.h"

enum { KEYS_MAX = 256 };

static const char *const tables =
    "PRAGMA application_id=0x4d504258; PRAGMA user_version=0;" // "MPBX", as MBTiles asks for
    "CREATE TABLE metadata(name TEXT, value TEXT);"
    "CREATE TABLE tiles(zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
    "CREATE TABLE route_graph(name TEXT PRIMARY KEY, data BLOB);"
    "BEGIN";
static const char *const indices =
    "COMMIT; CREATE UNIQUE INDEX name ON metadata(name);"
    "CREATE UNIQUE INDEX tile_index ON tiles(zoom_level, tile_column, tile_row)";

// The attributes of one layer, each once.
struct fields {
    struct attribute at[KEYS_MAX];
    int count;
    int zoom_min;
};

static int
compare_fields(const void *a, const void *b)
{
    return strcmp(((const struct attribute *)a)->key, ((const struct attribute *)b)->key);
}

static void
note_field(struct fields *fields, const struct attribute *attribute)
{
    for (int i = 0; i < fields->count; i++) {
        if (strcmp(fields->at[i].key, attribute->key) == 0) {
            return;
        }
    }
    if (fields->count < KEYS_MAX) {
        fields->at[fields->count++] = *attribute;
    }
}

// Features are sorted by layer; returns where the next layer begins.
static uint32_t
collect(const struct features *features, uint32_t first, struct fields *fields)
{
    uint32_t at = first;
    fields->count = 0;
    fields->zoom_min = TILES_ZOOM_MAX;
    while (at < features->count && features->at[at].layer == features->at[first].layer) {
        const struct feature *feature = &features->at[at++];
        fields->zoom_min =
            feature->zoom_min < fields->zoom_min ? feature->zoom_min : fields->zoom_min;
        for (uint32_t i = 0; i < feature->attribute_count; i++) {
            note_field(fields, &features->attributes[feature->attribute_first + i]);
        }
    }
    if (fields->count > 0) {
        qsort(fields->at, (size_t)fields->count, sizeof *fields->at, compare_fields);
    }
    return at;
}

// The row "json": which layers and attributes there are. Keys are letters, digits, '_' and '-'.
static void
describe_layers(const struct features *features, struct buffer *json)
{
    static const char *const types[] = {"String", "Number", "Boolean"};
    struct fields *fields = calloc(1, sizeof *fields);
    ASSERT(fields);
    buffer_printf(json, "{\"vector_layers\":[");
    for (uint32_t first = 0; first < features->count;) {
        uint32_t next = collect(features, first, fields);
        int zoom = fields->zoom_min < TILES_ZOOM_MIN ? TILES_ZOOM_MIN : fields->zoom_min;
        buffer_printf(json, "%s{\"id\":\"%s\",\"minzoom\":%d,\"maxzoom\":%d,\"fields\":{",
            first ? "," : "", layer_name((enum layer)features->at[first].layer), zoom,
            TILES_ZOOM_MAX);
        for (int i = 0; i < fields->count; i++) {
            buffer_printf(json, "%s\"%s\":\"%s\"", i ? "," : "", fields->at[i].key,
                types[fields->at[i].kind]);
        }
        buffer_printf(json, "}}");
        first = next;
    }
    buffer_printf(json, "]}");
    buffer_put(json, "", 1);
    free(fields);
}

bool
mbtiles_metadata(struct db *db, const char *name, const char *value, struct err *err)
{
    struct db_query *query = NULL;
    if (!db_prepare(db, "INSERT INTO metadata VALUES (?1, ?2)", &query, err)) {
        return false;
    }
    db_bind_text(query, 1, name);
    db_bind_text(query, 2, value);
    db_step(query);
    bool ok = !db_failed(query, err);
    db_finish(query);
    return ok;
}

static bool
write_metadata(const struct mbtiles *file, struct db *db, struct err *err)
{
    const struct osm_box *box = &file->extract->box;
    struct buffer json = {0};
    char bounds[100];
    char center[100];
    char zoom_min[8];
    char zoom_max[8];
    char date[16];
    struct date day = clock_date_of_days(file->extract->day);
    snprintf(date, sizeof date, "%04d-%02d-%02d", day.year, day.month, day.day);
    snprintf(bounds, sizeof bounds, "%.7f,%.7f,%.7f,%.7f", box->west / 1e7, box->south / 1e7,
        box->east / 1e7, box->north / 1e7);
    snprintf(center, sizeof center, "%.7f,%.7f,%d", (box->west / 1e7 + box->east / 1e7) / 2,
        (box->south / 1e7 + box->north / 1e7) / 2, TILES_ZOOM_MAX);
    snprintf(zoom_min, sizeof zoom_min, "%d", TILES_ZOOM_MIN);
    snprintf(zoom_max, sizeof zoom_max, "%d", TILES_ZOOM_MAX);
    describe_layers(file->features, &json);
    bool ok = mbtiles_metadata(db, "name", file->name, err) &&
              mbtiles_metadata(db, "format", "pbf", err) &&
              mbtiles_metadata(db, "bounds", bounds, err) &&
              mbtiles_metadata(db, "center", center, err) &&
              mbtiles_metadata(db, "minzoom", zoom_min, err) &&
              mbtiles_metadata(db, "maxzoom", zoom_max, err) &&
              mbtiles_metadata(db, "attribution", file->credit, err) &&
              (file->extract->day == 0 || mbtiles_metadata(db, MAP_DATE_ROW, date, err)) &&
              mbtiles_metadata(db, "type", "baselayer", err) &&
              mbtiles_metadata(db, "version", "1", err) &&
              mbtiles_metadata(db, "generator", "hub-map " HUB_VERSION, err) &&
              mbtiles_metadata(db, "json", (const char *)json.data, err);
    buffer_finish(&json);
    return ok;
}

bool
mbtiles_walks(struct db *db, const void *data, size_t len, struct err *err)
{
    struct db_query *query = NULL;
    if (len > MBTILES_GRAPH_MAX) {
        return err_set(err, ERR_LIMIT, "%zu bytes of walks, the limit is %d; choose a smaller area",
            len, MBTILES_GRAPH_MAX);
    }
    if (!db_prepare(db, "INSERT INTO route_graph VALUES ('foot', ?1)", &query, err)) {
        return false;
    }
    db_bind_blob(query, 1, data, len);
    db_step(query);
    bool ok = !db_failed(query, err);
    db_finish(query);
    return ok;
}

bool
mbtiles_tables(struct db *db, struct err *err)
{
    return db_exec(db, tables, err);
}

bool
mbtiles_finish(struct db *db, struct err *err)
{
    return db_exec(db, indices, err);
}

bool
mbtiles_fill(const struct mbtiles *file, struct db *db, struct err *err)
{
    struct tiles_job job = {.box = &file->extract->box,
        .features = file->features,
        .grid = file->grid,
        .progress = file->progress};
    return mbtiles_tables(db, err) && write_metadata(file, db, err) &&
           mbtiles_walks(db, file->graph->data, file->graph->len, err) &&
           tiles_write(&job, db, err) && mbtiles_finish(db, err);
}
