// links: route
// Any bytes are a walking graph or are refused; on what was loaded one can walk.

#include "fuzz.h"
#include "route/route.h"

static void
walk(const struct route_graph *graph)
{
    struct arena arena = {0};
    struct route_place hub;
    struct route_point centre = {180000, -300200000};
    if (route_snap(graph, centre, ROUTE_WALK, NULL, &hub)) {
        for (int mode = ROUTE_WALK; mode <= ROUTE_SHORTEST; mode++) {
            struct route_tree *tree = route_tree_grow(graph, &hub, (enum route_mode)mode);
            struct route_walk there;
            struct route_steps steps;
            struct route_point door = {181000, -300190000};
            struct route_landmarks landmarks = {&centre, 1};
            if (route_find(tree, door, &arena, &there) == ROUTE_REACHED) {
                route_describe(graph, &there, door, landmarks, &steps);
                ASSERT(steps.count >= 1 && steps.steps[steps.count - 1].turn == ROUTE_ARRIVE);
            }
            route_tree_free(tree);
        }
    }
    arena_finish(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct route_graph *graph = NULL;
    struct err err = {0};
    if (route_load(data, len, &graph, &err)) {
        ASSERT(route_summary(graph).main_nodes <= route_summary(graph).nodes);
        walk(graph);
    } else {
        ASSERT(!graph && err.kind != ERR_NONE);
    }
    route_close(graph);
    return 0;
}
