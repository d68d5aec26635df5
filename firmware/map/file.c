// MBTiles: an SQLite file with the tables (or views) metadata and tiles.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "db/db.h"
#include "map/map.h"

struct map {
    struct db *db;
    bool owned;            // db is ours to close
    int damaged;           // tiles that were empty for it
    struct db_query *tile; // prepared once
    struct map_info info;
};

static const double latitude_max = 85.0511287798066; // of the square web Mercator world

// A character entity at text[*at] as its code point, '&' itself if it is none that maps use.
static uint32_t
entity(const char *text, size_t *at)
{
    static const struct {
        const char *name;
        uint32_t code;
    } known[] = {{"&copy;", 0xa9}, {"&amp;", '&'}, {"&nbsp;", ' '}, {"&quot;", '"'}, {"&lt;", '<'},
        {"&gt;", '>'}, {"&#169;", 0xa9}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t len = strlen(known[i].name);
        if (strncmp(text + *at, known[i].name, len) == 0) {
            *at += len;
            return known[i].code;
        }
    }
    (*at)++;
    return '&';
}

// Plain text of what may be HTML: attributions mostly are links.
static void
strip_html(const char *html, char *out, size_t size)
{
    size_t len = strlen(html);
    size_t used = 0;
    for (size_t at = 0; at < len;) {
        const char *end = html[at] == '<' ? strchr(html + at, '>') : NULL;
        if (end) {
            at = (size_t)(end - html) + 1;
            continue;
        }
        char encoded[UTF8_MAX];
        uint32_t code = html[at] == '&' ? entity(html, &at) : utf8_next(html, len, &at);
        size_t bytes = utf8_put(encoded, code < ' ' ? ' ' : code);
        if (used + bytes >= size) {
            break;
        }
        memcpy(out + used, encoded, bytes);
        used += bytes;
    }
    out[used] = '\0';
}

// "west,south,east,north" in degrees; what is no box on Earth is left as it was.
static void
read_bounds(const char *text, struct map_info *info)
{
    double value[4];
    for (int i = 0; i < 4; i++) {
        char *end = NULL;
        value[i] = strtod(text, &end);
        if (end == text || !isfinite(value[i]) || *end != (i < 3 ? ',' : '\0')) {
            return;
        }
        text = end + 1;
    }
    if (value[0] >= -180 && value[0] < value[2] && value[2] <= 180 && value[1] < value[3] &&
        value[1] >= -90 && value[3] <= 90) {
        info->west = value[0];
        info->south = fmax(value[1], -latitude_max);
        info->east = value[2];
        info->north = fmin(value[3], latitude_max);
    }
}

static void
read_zoom(const char *text, int *zoom)
{
    char *end = NULL;
    long value = strtol(text, &end, 10);
    if (end != text && *end == '\0' && value >= 0 && value <= MAP_ZOOM_MAX) {
        *zoom = (int)value;
    }
}

// "2026-11-20T..." is that day; what is no day is none.
static void
read_date(const char *text, char date[MAP_DATE_MAX])
{
    static const char shape[] = "0000-00-00";
    bool day = strlen(text) >= strlen(shape);
    for (size_t i = 0; day && shape[i]; i++) {
        day = shape[i] == '-' ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
    }
    if (day) {
        snprintf(date, MAP_DATE_MAX, "%.10s", text);
    }
}

static bool
read_metadata(struct map *map, struct err *err)
{
    struct db_query *query = NULL;
    struct map_info *info = &map->info;
    char format[16] = "";
    *info = (struct map_info){.zoom_max = MAP_ZOOM_MAX,
        .west = -180,
        .south = -latitude_max,
        .east = 180,
        .north = latitude_max};
    if (!db_prepare(map->db, "SELECT name, value FROM metadata", &query, err)) {
        return false;
    }
    int rows = 0;
    for (; db_step(query); rows++) {
        char name[64];
        snprintf(name, sizeof name, "%s", db_text(query, 0));
        const char *value = db_text(query, 1);
        if (strcmp(name, "format") == 0) {
            snprintf(format, sizeof format, "%s", value);
        } else if (strcmp(name, "name") == 0) {
            strip_html(value, info->name, sizeof info->name);
        } else if (strcmp(name, "attribution") == 0) {
            strip_html(value, info->credit, sizeof info->credit);
        } else if (strcmp(name, "bounds") == 0) {
            read_bounds(value, info);
        } else if (strcmp(name, "minzoom") == 0) {
            read_zoom(value, &info->zoom_min);
        } else if (strcmp(name, "maxzoom") == 0) {
            read_zoom(value, &info->zoom_max);
        } else if (strcmp(name, MAP_DATE_ROW) == 0 ||
                   strcmp(name, "planetiler:osm:osmosisreplicationtime") == 0) {
            read_date(value, info->date);
        }
    }
    bool failed = db_failed(query, err);
    db_finish(query);
    if (info->zoom_max < info->zoom_min) {
        info->zoom_min = 0;
    }
    if (!failed && rows == 0) {
        return err_set(err, ERR_MISSING, "no map in it");
    }
    return !failed &&
           (strcmp(format, "pbf") == 0 ||
               err_set(err, ERR_FORMAT, "tiles are \"%s\", not vectors (\"pbf\")", format));
}

static bool
begin(struct map *map, struct err *err)
{
    return read_metadata(map, err) &&
           db_prepare(map->db,
               "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2"
               " AND tile_row = ?3",
               &map->tile, err);
}

static struct map *
create(void)
{
    struct map *map = calloc(1, sizeof *map);
    ASSERT(map);
    return map;
}

bool
map_open(const char *path, struct map **map, struct err *err)
{
    struct map *opened = create();
    *map = NULL;
    opened->owned = true;
    bool ok = db_open(path, DB_READ_ANY, &opened->db, err);
    if (ok && !begin(opened, err)) {
        // A file without a row of metadata is no map of anybody's.
        err->kind = err->kind == ERR_MISSING ? ERR_FORMAT : err->kind;
        ok = err_wrap(err, "%s", path);
    }
    if (!ok) {
        map_close(opened);
        return false;
    }
    *map = opened;
    return true;
}

bool
map_open_db(struct db *db, struct map **map, struct err *err)
{
    struct map *opened = create();
    *map = NULL;
    opened->db = db;
    if (!begin(opened, err)) {
        map_close(opened);
        return err_wrap(err, "map");
    }
    *map = opened;
    return true;
}

void
map_close(struct map *map)
{
    if (!map) {
        return;
    }
    if (map->damaged > 1) {
        LOG_WARN("map: %d damaged tiles were shown empty", map->damaged);
    }
    db_finish(map->tile);
    if (map->owned) {
        db_close(map->db);
    }
    free(map);
}

const struct map_info *
map_info(const struct map *map)
{
    return &map->info;
}

static bool
decode_packed(
    const void *data, size_t len, struct arena *arena, struct map_tile *tile, struct err *err)
{
    struct map_bytes bytes = {0};
    if (len > MAP_PACKED_MAX) {
        return err_set(err, ERR_LIMIT, "%zu bytes, the limit is %d", len, MAP_PACKED_MAX);
    }
    bool ok = map_inflate(data, len, MAP_TILE_MAX, &bytes, err) &&
              map_decode(bytes.data, bytes.len, arena, tile, err);
    free(bytes.data);
    return ok;
}

bool
map_read(
    struct map *map, struct map_at at, struct arena *arena, struct map_tile *tile, struct err *err)
{
    memset(tile, 0, sizeof *tile);
    if (at.z < 0 || at.z > MAP_ZOOM_MAX || at.x >> at.z || at.y >> at.z) {
        return true;
    }
    db_bind_int(map->tile, 1, at.z);
    db_bind_int(map->tile, 2, at.x);
    db_bind_int(map->tile, 3, (INT64_C(1) << at.z) - 1 - at.y); // rows count from the south
    bool ok = true;
    if (db_step(map->tile)) {
        size_t len = 0;
        const void *data = db_blob(map->tile, 0, &len);
        ok = decode_packed(data, len, arena, tile, err);
    } else {
        ok = !db_failed(map->tile, err);
    }
    db_reset(map->tile);
    return ok || err_wrap(err, "tile %d/%u/%u", at.z, at.x, at.y);
}

void
map_look(struct map *map, struct map_at at, struct arena *arena, struct map_tile *tile)
{
    struct err err = {0};
    if (map_read(map, at, arena, tile, &err)) {
        return;
    }
    memset(tile, 0, sizeof *tile);
    if (map->damaged++ == 0) {
        LOG_WARN("map: %s", err.text);
    }
}
