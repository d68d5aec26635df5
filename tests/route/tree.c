#include "route/internal.h"

#include "town.h"

#include "test.h"

static uint32_t
next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

// Any town: nodes anywhere, edges between any, of any kind, some one-way, some with stairs.
static struct plan *
random_town(uint32_t seed)
{
    struct plan *town = calloc(1, sizeof *town);
    assert_non_null(town);
    town->node_count = 5 + (int)(next_random(&seed) % (TOWN_NODES_MAX - 5));
    town->edge_count = 1 + (int)(next_random(&seed) % (TOWN_EDGES_MAX - 1));
    for (int i = 0; i < town->node_count; i++) {
        town->nodes[i][0] = next_random(&seed) % 1000;
        town->nodes[i][1] = next_random(&seed) % 1000;
    }
    for (int i = 0; i < town->edge_count; i++) {
        unsigned flags = next_random(&seed) % 8 == 0 ? ROUTE_NOT_FORWARD : 0;
        flags |= next_random(&seed) % 8 == 0 ? ROUTE_NOT_STEP_FREE : 0;
        town->edges[i] = (struct town_edge){
            .from = (int)(next_random(&seed) % (uint32_t)town->node_count),
            .to = (int)(next_random(&seed) % (uint32_t)town->node_count),
            .kind = (enum route_kind)(next_random(&seed) % ROUTE_KINDS),
            .flags = flags,
        };
    }
    return town;
}

// Bellman and Ford's way: relax all until nothing changes.
static void
relax_all(const struct route_tree *tree, uint32_t *cost)
{
    const struct route_graph *graph = tree->graph;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < graph->edge_count * 2; i++) {
            const struct edge *edge = &graph->edges[i / 2];
            uint32_t weight = weight_of(edge, tree->mode, i % 2);
            uint32_t from = i % 2 ? edge->to : edge->from;
            uint32_t to = i % 2 ? edge->from : edge->to;
            if (weight && cost[from] != ROUTE_NONE &&
                cost[from] + cost_of(edge->length_cm, weight) < cost[to]) {
                cost[to] = cost[from] + cost_of(edge->length_cm, weight);
                changed = true;
            }
        }
    }
}

static void
compare(const struct route_graph *graph, uint32_t hub_edge, enum route_mode mode)
{
    struct route_place hub = {.edge = hub_edge, .along_cm = graph->edges[hub_edge].length_cm / 3};
    struct route_tree *tree = route_tree_grow(graph, &hub, mode);
    const struct edge *edge = &graph->edges[hub_edge];
    uint32_t cost[TOWN_NODES_MAX];
    for (uint32_t i = 0; i < graph->node_count; i++) {
        cost[i] = ROUTE_NONE;
    }
    if (weight_of(edge, mode, true)) {
        cost[edge->from] = cost_of(hub.along_cm, weight_of(edge, mode, true));
    }
    if (weight_of(edge, mode, false)) {
        uint32_t there = cost_of(edge->length_cm - hub.along_cm, weight_of(edge, mode, false));
        cost[edge->to] = there < cost[edge->to] ? there : cost[edge->to];
    }
    relax_all(tree, cost);
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (tree->cost[i] != cost[i]) {
            fail_msg("node %u: %u, not %u", i, tree->cost[i], cost[i]);
        }
    }
    route_tree_free(tree);
}

static void
test_as_bellman_ford(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 300; seed++) {
        struct plan *town = random_town(seed);
        struct route_graph *graph = town_graph(town);
        uint32_t edge = seed % (uint32_t)town->edge_count;
        compare(graph, edge, ROUTE_WALK);
        compare(graph, edge, ROUTE_STEP_FREE);
        compare(graph, edge, ROUTE_SHORTEST);
        route_close(graph);
        free(town);
    }
}

static void
test_free_nothing(void **state)
{
    (void)state;
    route_tree_free(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_bellman_ford),
        cmocka_unit_test(test_free_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
