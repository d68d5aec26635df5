#include "import.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "map/map.h"
#include "mbtiles.h"
#include "route/route.h"

enum { VALUE_MAX_BYTES = 60 * 1024 };

// The tiles of one zoom that touch the box, rows counted from the south.
struct range {
    int64_t west;
    int64_t east;
    int64_t south;
    int64_t north;
};

static double
row_of(int32_t lat_e7)
{
    double lat = lat_e7 / 1e7 * 3.14159265358979323846 / 180;
    return (1 + asinh(tan(lat)) / 3.14159265358979323846) / 2; // 0 south, 1 north
}

static struct range
range_of(const struct osm_box *box, int zoom)
{
    double tiles = ldexp(1, zoom);
    if (!box) {
        return (struct range){0, (int64_t)tiles - 1, 0, (int64_t)tiles - 1};
    }
    return (struct range){(int64_t)floor((box->west / 1e7 + 180) / 360 * tiles),
        (int64_t)floor((box->east / 1e7 + 180) / 360 * tiles),
        (int64_t)floor(row_of(box->south) * tiles), (int64_t)floor(row_of(box->north) * tiles)};
}

struct importing {
    struct import_job *job;
    struct db *from;
    struct db *to;
    int64_t tiles;
    int64_t bytes;
    int64_t last[3]; // zoom, column, row: a file without an index may have a tile twice
};

// What a screen would make of the tile.
static bool
try_tile(struct importing *importing, const void *data, size_t len, struct err *err)
{
    struct arena arena = {0};
    struct map_bytes bytes = {0};
    struct map_tile *tile = calloc(1, sizeof *tile); // large
    ASSERT(tile);
    bool ok = len <= MAP_PACKED_MAX ||
              err_set(err, ERR_LIMIT, "%zu bytes, the limit is %d", len, MAP_PACKED_MAX);
    ok = ok && map_inflate(data, len, MAP_TILE_MAX, &bytes, err) &&
         map_decode(bytes.data, bytes.len, &arena, tile, err);
    importing->job->known = importing->job->known || (ok && map_layer_of(tile, "streets") != NULL);
    free(bytes.data);
    free(tile);
    arena_finish(&arena);
    return ok;
}

static bool
put_tile(struct importing *importing, const struct db_query *row, struct db_query *insert,
    struct err *err)
{
    size_t len = 0;
    const void *data = db_blob(row, 3, &len);
    struct import_job *job = importing->job;
    struct err why = {0};
    int64_t place[3] = {db_int(row, 0), db_int(row, 1), db_int(row, 2)};
    if (importing->tiles > 0 && memcmp(place, importing->last, sizeof place) == 0) {
        return true;
    }
    memcpy(importing->last, place, sizeof place);
    if (!try_tile(importing, data, len, &why)) {
        if (job->damaged++ == 0) {
            snprintf(job->first, sizeof job->first, "%lld/%lld/%lld: %.100s", (long long)place[0],
                (long long)place[1], (long long)place[2], why.text);
        }
        return true;
    }
    importing->tiles++;
    importing->bytes += (int64_t)len;
    if (importing->tiles > IMPORT_TILES_MAX || importing->bytes > IMPORT_BYTES_MAX) {
        return err_set(err, ERR_LIMIT,
            "more than %d tiles or %d MB; choose a smaller area with map_around_km in hub.csv",
            IMPORT_TILES_MAX, IMPORT_BYTES_MAX >> 20);
    }
    for (int i = 0; i < 3; i++) {
        db_bind_int(insert, i + 1, place[i]);
    }
    db_bind_blob(insert, 4, data, len);
    db_step(insert);
    return !db_failed(insert, err);
}

static bool
copy_zoom(struct importing *importing, int zoom, struct db_query *select, struct db_query *insert,
    struct err *err)
{
    struct range range = range_of(importing->job->box, zoom);
    db_bind_int(select, 1, zoom);
    db_bind_int(select, 2, range.west);
    db_bind_int(select, 3, range.east);
    db_bind_int(select, 4, range.south);
    db_bind_int(select, 5, range.north);
    while (db_step(select)) {
        if (!put_tile(importing, select, insert, err)) {
            return false;
        }
    }
    return !db_failed(select, err);
}

static bool
copy_tiles(struct importing *importing, struct err *err)
{
    struct db_query *select = NULL;
    struct db_query *insert = NULL;
    bool ok = db_prepare(importing->from,
                  "SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"
                  " WHERE zoom_level = ?1 AND tile_column BETWEEN ?2 AND ?3"
                  " AND tile_row BETWEEN ?4 AND ?5 ORDER BY tile_column, tile_row DESC",
                  &select, err) &&
              db_prepare(importing->to, "INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)", &insert, err);
    progress_set(importing->job->progress, "reading tiles");
    for (int zoom = 0; ok && zoom <= MAP_ZOOM_MAX; zoom++) {
        progress_show(importing->job->progress, zoom, MAP_ZOOM_MAX);
        ok = copy_zoom(importing, zoom, select, insert, err);
    }
    db_finish(select);
    db_finish(insert);
    return ok &&
           (importing->tiles > 0 || err_set(err, ERR_FORMAT, "no tile in it or in this area"));
}

// The rows that say something of the map; others are of the program that made it.
static bool
copy_metadata(struct importing *importing, const struct map_info *info, struct err *err)
{
    static const char *const rows[] = {"name", "format", "center", "minzoom", "maxzoom", "type",
        "version", "description", "generator", "json"};
    const struct osm_box *box = importing->job->box;
    const char *credit = importing->job->credit ? importing->job->credit : info->credit;
    char bounds[100];
    snprintf(bounds, sizeof bounds, "%.7f,%.7f,%.7f,%.7f",
        box ? fmax(info->west, box->west / 1e7) : info->west,
        box ? fmax(info->south, box->south / 1e7) : info->south,
        box ? fmin(info->east, box->east / 1e7) : info->east,
        box ? fmin(info->north, box->north / 1e7) : info->north);
    bool ok = mbtiles_metadata(importing->to, "bounds", bounds, err) &&
              mbtiles_metadata(importing->to, "attribution", credit, err) &&
              (!*info->date || mbtiles_metadata(importing->to, MAP_DATE_ROW, info->date, err));
    struct db_query *query = NULL;
    ok = ok && db_prepare(importing->from, "SELECT value FROM metadata WHERE name = ?1 LIMIT 1",
                   &query, err);
    for (size_t i = 0; ok && i < sizeof rows / sizeof *rows; i++) {
        db_bind_text(query, 1, rows[i]);
        bool has = db_step(query) && strlen(db_text(query, 0)) <= VALUE_MAX_BYTES;
        ok = !db_failed(query, err) &&
             (!has || mbtiles_metadata(importing->to, rows[i], db_text(query, 0), err));
        db_reset(query);
    }
    db_finish(query);
    return ok;
}

// Walks that the kiosk could not read are as good as none, but somebody meant them to be there.
static bool
copy_walks(struct importing *importing, struct err *err)
{
    struct route_graph *graph = NULL;
    struct db_query *query = NULL;
    struct err none = {0};
    if (!route_open_db(importing->from, &graph, &none)) {
        return none.kind == ERR_MISSING || err_set(err, none.kind, "%s", none.text);
    }
    route_close(graph);
    if (!db_prepare(
            importing->from, "SELECT data FROM route_graph WHERE name = 'foot'", &query, err)) {
        return false;
    }
    size_t len = 0;
    bool ok = db_step(query);
    const void *data = ok ? db_blob(query, 0, &len) : NULL;
    ok = ok && mbtiles_walks(importing->to, data, len, err);
    db_finish(query);
    return ok;
}

static bool
copy_all(struct importing *importing, const struct map_info *info, struct err *err)
{
    return mbtiles_tables(importing->to, err) && copy_metadata(importing, info, err) &&
           copy_tiles(importing, err) && copy_walks(importing, err) &&
           mbtiles_finish(importing->to, err);
}

bool
import_map(struct import_job *job, struct db *db, struct err *err)
{
    struct importing importing = {.job = job, .to = db};
    struct map *map = NULL;
    if (!map_open(job->file, &map, err)) {
        return false;
    }
    bool ok = db_open(job->file, DB_READ_ANY, &importing.from, err);
    if (ok && !copy_all(&importing, map_info(map), err)) {
        ok = err_wrap(err, "%s", job->file);
    }
    db_close(importing.from);
    map_close(map);
    return ok;
}
