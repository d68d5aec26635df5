// hub-map show: what is in a map file.

#include <stdio.h>

#include "command.h"
#include "db/db.h"
#include "map/map.h"
#include "route/route.h"

static bool
show_tiles(const char *path, struct err *err)
{
    struct db *db = NULL;
    struct db_query *query = NULL;
    if (!db_open(path, DB_READ_ANY, &db, err)) {
        return false;
    }
    bool ok = db_prepare(db,
        "SELECT zoom_level, count(*), sum(length(tile_data)), max(length(tile_data)) FROM tiles"
        " GROUP BY zoom_level ORDER BY zoom_level",
        &query, err);
    printf("\nZoom   tiles      bytes    largest\n");
    while (db_step(query)) {
        printf("%4lld %7lld %10lld %10lld\n", (long long)db_int(query, 0),
            (long long)db_int(query, 1), (long long)db_int(query, 2), (long long)db_int(query, 3));
    }
    ok = ok && !db_failed(query, err);
    db_finish(query);
    db_close(db);
    return ok;
}

static bool
show_map(const char *path, struct err *err)
{
    struct map *map = NULL;
    if (!map_open(path, &map, err)) {
        return false;
    }
    const struct map_info *info = map_info(map);
    printf("Map\n");
    printf("  name         %s\n", info->name);
    printf("  attribution  %s\n", info->credit);
    printf(
        "  bounds       %.5f,%.5f,%.5f,%.5f\n", info->west, info->south, info->east, info->north);
    printf("  zoom         %d to %d\n", info->zoom_min, info->zoom_max);
    map_close(map);
    return true;
}

// A map of another program has no walks; that is no error.
static bool
show_walks(const char *path, struct err *err)
{
    struct route_graph *graph = NULL;
    if (!route_open(path, &graph, err)) {
        printf("\nNo walks\n");
        return err->kind == ERR_MISSING;
    }
    struct route_summary summary = route_summary(graph);
    double share = summary.nodes ? 100.0 * summary.main_nodes / summary.nodes : 0;
    printf("\nWalks\n");
    printf("  junctions    %u\n", summary.nodes);
    printf("  ways         %u, %.1f km\n", summary.edges, summary.length_km);
    printf("  islands      %u; the largest has %.1f %% of the junctions\n", summary.islands, share);
    route_close(graph);
    return true;
}

int
command_show(const struct command_line *line)
{
    struct err err = {0};
    if (show_map(line->file, &err) && show_tiles(line->file, &err) &&
        show_walks(line->file, &err)) {
        return EXIT_DONE;
    }
    fprintf(stderr, "error: %s\n", err.text);
    return err.kind == ERR_MISSING || err.kind == ERR_IO ? EXIT_IO : EXIT_CONTENT;
}
