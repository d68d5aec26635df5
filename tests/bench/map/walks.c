// The way from A to B in Porto: as the kiosk does it from the tree of its hub, with a tree of its own for each,
// and by Routino in the same process. And what the kiosk does at its start: loading, one tree.

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "route/route.h"

#include "bench.h"
#include "routino.h"

enum { PAIRS = 200, ROUNDS_MOST = 5 };

static const struct {
    const char *town;
    struct route_point low;
    struct route_point high;
} place = {"porto", {411000000, -87000000}, {412000000, -85500000}};

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static const struct route_point middle = {411500000, -86250000};

// Somewhere in the town within reach of a way that is joined to the hub's.
static struct route_point
random_point(const struct route_graph *graph, uint32_t *seed, const struct route_place *joined)
{
    for (;;) {
        double x = next_random(seed) / 16777216.0;
        double y = next_random(seed) / 16777216.0;
        struct route_point point = {
            (int32_t)lround(place.low.lat_e7 + y * (place.high.lat_e7 - place.low.lat_e7)),
            (int32_t)lround(place.low.lon_e7 + x * (place.high.lon_e7 - place.low.lon_e7))};
        struct route_place found;
        if (route_snap(graph, point, ROUTE_WALK, joined, &found) && found.away_cm < 5000) {
            return point;
        }
    }
}

// Line, legs and the steps that the screen tells.
static bool
find(const struct route_graph *graph, const struct route_tree *tree, struct route_point door,
    struct arena *arena)
{
    static struct route_steps steps;
    struct route_walk walk;
    arena_reset(arena);
    if (route_find(tree, door, arena, &walk) != ROUTE_REACHED) {
        return false;
    }
    route_describe(graph, &walk, door, (struct route_landmarks){0}, &steps);
    return true;
}

enum { KIOSK, FRESH, BARE, LIST, WAYS };

static const char *const names[WAYS] = {"from the hub's tree", "with a tree of its own",
    "Routino, without a list of points", "Routino, LIST_TEXT_ALL"};

struct walks {
    const struct route_graph *graph;
    struct routino *routino;
    struct route_point ends[PAIRS][2];
    struct series round[WAYS];  // of one round, a pair each
    struct series middle[WAYS]; // the median pair of each round
};

static bool
find_fresh(const struct walks *walks, const struct route_point ends[2], struct arena *arena)
{
    struct route_place from;
    if (!route_snap(walks->graph, ends[0], ROUTE_WALK, NULL, &from)) {
        return false;
    }
    struct route_tree *tree = route_tree_grow(walks->graph, &from, ROUTE_WALK);
    bool ok = find(walks->graph, tree, ends[1], arena);
    route_tree_free(tree);
    return ok;
}

static void
time_pair(struct walks *walks, const struct route_point ends[2])
{
    struct arena arena = {0};
    struct route_place from;
    bench_must(route_snap(walks->graph, ends[0], ROUTE_WALK, NULL, &from), "no way", "");
    struct route_tree *tree = route_tree_grow(walks->graph, &from, ROUTE_WALK);
    for (int way = 0; way < (walks->routino ? WAYS : BARE); way++) {
        double start = bench_now();
        bool ok = way == KIOSK   ? find(walks->graph, tree, ends[1], &arena)
                  : way == FRESH ? find_fresh(walks, ends, &arena)
                                 : routino_walk(walks->routino, ends[0], ends[1], way == LIST);
        double took = bench_now() - start;
        if (ok) {
            bench_add(&walks->round[way], took);
        }
    }
    route_tree_free(tree);
    arena_finish(&arena);
}

static void
print_row(const struct walks *walks, int way)
{
    const struct series *own = &walks->middle[way];
    const struct series *other = &walks->middle[BARE];
    if (own->count == 0) {
        return;
    }
    printf("| %s | %d | %.2f / %.2f | %.1f |", names[way], walks->round[way].count,
        bench_least(own), bench_median(own), bench_most(&walks->round[way]));
    if (other->count > 0 && way != BARE) {
        printf(" %.3f / %.3f |\n", bench_least(own) / bench_least(other),
            bench_median(own) / bench_median(other));
    } else {
        printf(" |\n");
    }
}

static void
time_pairs(const struct bench *bench, const struct route_graph *graph, struct routino *routino)
{
    static struct walks walks;
    struct route_place hub;
    uint32_t seed = 20261128;
    int rounds = bench->rounds < ROUNDS_MOST ? bench->rounds : ROUNDS_MOST;
    walks.graph = graph;
    walks.routino = routino;
    bench_must(route_snap(graph, middle, ROUTE_WALK, NULL, &hub), "no way in the middle", "");
    for (int pair = 0; pair < PAIRS; pair++) {
        walks.ends[pair][0] = random_point(graph, &seed, &hub);
        walks.ends[pair][1] = random_point(graph, &seed, &hub);
    }
    for (int round = 0; round < rounds; round++) {
        for (int way = 0; way < WAYS; way++) {
            walks.round[way].count = 0;
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            time_pair(&walks, walks.ends[pair]);
        }
        for (int way = 0; way < WAYS && walks.round[way].count > 0; way++) {
            bench_add(&walks.middle[way], bench_median(&walks.round[way]));
        }
    }
    printf("| from A to B, %d rounds | pairs | median pair, ms | slowest | of Routino |\n"
           "|---|---|---|---|---|\n",
        rounds);
    for (int way = 0; way < WAYS; way++) {
        print_row(&walks, way);
    }
    printf("\n");
}

static void
time_start(const struct bench *bench, const char *path)
{
    static struct series load;
    static struct series grow;
    static struct series both;
    for (int round = 0; round < bench->rounds; round++) {
        struct route_graph *graph = NULL;
        struct route_place hub;
        struct err err = {0};
        double start = bench_now();
        bench_must(route_open(path, &graph, &err), "graph", err.text);
        double loaded = bench_now();
        bench_must(route_snap(graph, middle, ROUTE_WALK, NULL, &hub), "no way", "");
        struct route_tree *tree = route_tree_grow(graph, &hub, ROUTE_WALK);
        double grown = bench_now();
        bench_add(&load, loaded - start);
        bench_add(&grow, grown - loaded);
        bench_add(&both, grown - start);
        route_tree_free(tree);
        route_close(graph);
    }
    printf("| at the start, %d rounds | ms: least / median |\n|---|---|\n"
           "| graph from the file, checked | %.1f / %.1f |\n| tree | %.1f / %.1f |\n"
           "| both | %.1f / %.1f |\n\n",
        bench->rounds, bench_least(&load), bench_median(&load), bench_least(&grow),
        bench_median(&grow), bench_least(&both), bench_median(&both));
}

void
bench_walks(const struct bench *bench)
{
    char path[OUT_LEN];
    struct route_graph *graph = NULL;
    struct err err = {0};
    printf("### Walks in Porto\n\n");
    if (!bench_town(bench, place.town, path)) {
        return;
    }
    bench_must(route_open(path, &graph, &err), path, err.text);
    struct route_summary summary = route_summary(graph);
    printf("%u junctions, %u ways between them.\n\n", summary.nodes, summary.edges);
    struct routino *routino = routino_open(bench, place.town);
    time_pairs(bench, graph, routino);
    routino_close(routino);
    route_close(graph);
    time_start(bench, path);
}
