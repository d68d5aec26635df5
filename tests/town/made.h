#pragma once
// A small town as SQL for a content file: streets and stairs, places of every kind, two points of the map.
//
//                 3 ------- Calle Tres ------- 2     metres east and north of a point on the equator
//                 | stairs                     |
//                 |                            Calle Dos           an island far off
//   library (map) 0 --- hub -- Calle Uno ----- 1 market
//                       path in a yard

#include <stdarg.h>
#include <stdio.h>

#include "tests/map/build.h"
#include "tests/route/town.h"

enum made { // locations
    MADE_HUB = 1,
    MADE_CLINIC,
    MADE_OFFICE, // by the stairs, or around
    MADE_MARKET, // at the corner
    MADE_QUIET,  // nearer to the corner, for a sensitive service only
    MADE_ISLAND,
    MADE_OFF_MAP,
    MADE_SECRET, // the staff say where it is
    MADE_VAGUE,  // somewhere in the municipality
    MADE_BAKERY, // just behind the corner
    MADE_COUNT,
};

enum { MADE_SQL_MAX = 64 * 1024, MADE_TILES = 1 << 14, MADE_EXTENT = 4096 };

#define MADE_STYLES "assets/map"

static const struct plan made_plan = {
    .nodes = {{0, 0}, {300, 0}, {300, 200}, {0, 100}, {2000, 900}, {2100, 900}, {90, -40},
        {110, -40}},
    .node_count = 8,
    .edges = {{0, 1, 1, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {1, 2, 2, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {0, 3, 0, ROUTE_STEPS, ROUTE_NOT_STEP_FREE | ROUTE_UP, 0, {{0}}, 0},
        {3, 2, 3, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0}, {4, 5, 0, ROUTE_RESIDENTIAL, 0, 0, {{0}}, 0},
        {6, 7, 0, ROUTE_PATH, 0, 0, {{0}}, 0}},
    .edge_count = 6,
    .names = {"Calle Uno", "Calle Dos", "Calle Tres"},
    .name_count = 3,
};

static const struct made_place {
    const char *id;
    double at[2]; // metres
    const char *precision;
    const char *exposure;
    bool sensitive;
} made_places[MADE_COUNT] = {
    [MADE_HUB] = {"hub", {100, -5}, "exact", "public", false},
    [MADE_CLINIC] = {"clinic", {305, 150}, "exact", "public", false},
    [MADE_OFFICE] = {"office", {60, 125}, "block", "public", false},
    [MADE_MARKET] = {"market", {312, -8}, "exact", "public", false},
    [MADE_QUIET] = {"quiet", {303, -3}, "exact", "public", true},
    [MADE_ISLAND] = {"island", {2050, 905}, "exact", "public", false},
    [MADE_OFF_MAP] = {"off-map", {9000, 9000}, "exact", "public", false},
    [MADE_SECRET] = {"secret", {150, 5}, "exact", "ask_staff", false},
    [MADE_VAGUE] = {"vague", {150, 5}, "municipality", "public", false},
    [MADE_BAKERY] = {"bakery", {310, 14}, "exact", "public", false},
};

struct made_sql {
    char *text;
    size_t used;
};

static inline void
made_add(struct made_sql *sql, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sql->used += (size_t)vsnprintf(sql->text + sql->used, MADE_SQL_MAX - sql->used, format, args);
    va_end(args);
    ASSERT(sql->used < MADE_SQL_MAX);
}

static inline void
made_blob(struct made_sql *sql, const uint8_t *data, size_t len)
{
    made_add(sql, "X'");
    for (size_t i = 0; i < len; i++) {
        made_add(sql, "%02x", data[i]);
    }
    made_add(sql, "'");
}

// A layer of two points of interest at the foot of the stairs: a library, and nearer still what is not told.
static inline void
made_tile(struct made_sql *sql)
{
    static const char *const keys[] = {"amenity", "name", "name_ht"};
    static const char *const values[] = {
        "library", "Biblioteca", "Bibliyotèk", "social_facility", "Casa"};
    static const uint32_t tags[2][6] = {{0, 0, 1, 1, 2, 2}, {0, 3, 1, 4}};
    static const double at[2][2] = {{-8, 3}, {-1, 1}};
    struct build layer = {.len = 0};
    struct build tile = {.len = 0};
    uint32_t x = 0;
    build_number(&layer, 15, 2);
    build_text(&layer, 1, "pois");
    for (int i = 0; i < 2; i++) {
        struct route_point point = town_point(at[i][0], at[i][1]);
        double east = (point.lon_e7 / 1e7 + 180) / 360 * MADE_TILES;
        double south = MADE_TILES / 2.0 - point.lat_e7 / 1e7 / 360 * MADE_TILES; // near the equator
        x = (uint32_t)east;
        uint32_t commands[] = {1 << 3 | 1, (uint32_t)lround((east - x) * MADE_EXTENT) * 2,
            (uint32_t)lround((south - (MADE_TILES / 2 - 1)) * MADE_EXTENT) * 2};
        build_feature(&layer, &(struct build_feature){1, commands, 3, tags[i], i == 0 ? 6 : 4});
    }
    for (int i = 0; i < 3; i++) {
        build_text(&layer, 3, keys[i]);
    }
    for (int i = 0; i < 5; i++) {
        struct build value = {.len = 0};
        build_text(&value, 1, values[i]);
        build_inside(&layer, 4, &value);
    }
    build_number(&layer, 5, MADE_EXTENT);
    build_tile(&tile, &layer);
    made_add(sql, "INSERT INTO tiles VALUES (14, %u, %d, ", x, MADE_TILES / 2);
    made_blob(sql, tile.data, tile.len);
    made_add(sql, ");");
}

static inline void
made_map(struct made_sql *sql)
{
    size_t len = 0;
    uint8_t *graph = town_bytes(&made_plan, &len);
    made_add(sql, "INSERT INTO metadata VALUES ('name', 'Made'), ('format', 'pbf'),"
                  " ('minzoom', '10'), ('maxzoom', '14');INSERT INTO route_graph VALUES ('foot', ");
    made_blob(sql, graph, len);
    made_add(sql, ");");
    free(graph);
    made_tile(sql);
}

// Services and locations of the same numbers. free() it.
static inline char *
made_content(bool map)
{
    struct made_sql sql = {.text = calloc(1, MADE_SQL_MAX)};
    struct route_point hub = town_point(made_places[MADE_HUB].at[0], made_places[MADE_HUB].at[1]);
    ASSERT(sql.text);
    made_add(&sql,
        "INSERT INTO organization VALUES (1, 'org', '', '', NULL, 'government');"
        "INSERT INTO meta VALUES ('latitude', '%.7f'), ('longitude', '%.7f'),"
        " ('location_id', 'hub');",
        hub.lat_e7 / 1e7, hub.lon_e7 / 1e7);
    for (int n = MADE_HUB; n < MADE_COUNT; n++) {
        const struct made_place *place = &made_places[n];
        struct route_point at = town_point(place->at[0], place->at[1]);
        made_add(&sql,
            "INSERT INTO location VALUES (%d, '%s', 'physical', 1, %.7f, %.7f, NULL, '%s');"
            "INSERT INTO service VALUES (%d, '%s', 1, 'active', '', '', NULL, NULL, 'yes', 'no',"
            " 'no', 1, '%s', %d, '');"
            "INSERT INTO service_at_location VALUES (%d, 'at-%s', %d, %d);"
            "INSERT INTO address VALUES (%d, 'a-%s', %d, 'Calle %d', '', 'Puerto', '', 'XX', "
            "'physical');"
            "INSERT INTO translation VALUES ('location', '%s', 'name', 'es', 0, 'Casa %s', "
            "'source', 0), ('service', '%s', 'name', 'es', 0, 'Ayuda %s', 'source', 0);",
            n, place->id, at.lat_e7 / 1e7, at.lon_e7 / 1e7, place->precision, n, place->id,
            place->exposure, place->sensitive, n, place->id, n, n, n, place->id, n, n, place->id,
            place->id, place->id, place->id);
    }
    made_add(&sql, "INSERT INTO translation VALUES ('location', 'market', 'name', 'ht', 0,"
                   " 'Mache a', 'draft', 0);");
    if (map) {
        made_map(&sql);
    }
    return sql.text;
}
