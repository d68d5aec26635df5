// Dijkstra's tree from the hub, with a binary heap that knows where each node stands.

#include <stdlib.h>

#include "route/internal.h"

struct heap {
    uint32_t *nodes;
    uint32_t *where; // per node: position + 1; 0 = not in it
    const uint32_t *cost;
    uint32_t count;
};

static void
put(struct heap *heap, uint32_t at, uint32_t node)
{
    heap->nodes[at] = node;
    heap->where[node] = at + 1;
}

static void
rise(struct heap *heap, uint32_t at)
{
    uint32_t node = heap->nodes[at];
    while (at > 0 && heap->cost[heap->nodes[(at - 1) / 2]] > heap->cost[node]) {
        put(heap, at, heap->nodes[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    put(heap, at, node);
}

static void
sink(struct heap *heap, uint32_t at)
{
    uint32_t node = heap->nodes[at];
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child + 1 < heap->count &&
            heap->cost[heap->nodes[child + 1]] < heap->cost[heap->nodes[child]]) {
            child++;
        }
        if (child >= heap->count || heap->cost[heap->nodes[child]] >= heap->cost[node]) {
            break;
        }
        put(heap, at, heap->nodes[child]);
        at = child;
    }
    put(heap, at, node);
}

static uint32_t
take_first(struct heap *heap)
{
    uint32_t first = heap->nodes[0];
    heap->where[first] = 0;
    heap->count--;
    if (heap->count > 0) {
        put(heap, 0, heap->nodes[heap->count]);
        sink(heap, 0);
    }
    return first;
}

// The node can be reached at this cost.
static void
offer(struct route_tree *tree, struct heap *heap, uint32_t node, uint32_t cost, uint32_t via)
{
    if (cost >= tree->cost[node]) {
        return;
    }
    tree->cost[node] = cost;
    tree->via[node] = via;
    if (heap->where[node] == 0) {
        put(heap, heap->count++, node);
    }
    rise(heap, heap->where[node] - 1);
}

static void
seed(struct route_tree *tree, struct heap *heap)
{
    const struct edge *edge = &tree->graph->edges[tree->hub.edge];
    uint32_t forward = weight_of(edge, tree->mode, false);
    uint32_t backward = weight_of(edge, tree->mode, true);
    if (backward) {
        offer(tree, heap, edge->from, cost_of(tree->hub.along_cm, backward), ROUTE_NONE);
    }
    if (forward) {
        uint32_t rest = edge->length_cm - tree->hub.along_cm;
        offer(tree, heap, edge->to, cost_of(rest, forward), ROUTE_NONE);
    }
}

static void
spread(struct route_tree *tree, struct heap *heap, uint32_t node)
{
    const struct route_graph *graph = tree->graph;
    for (uint32_t i = graph->first_arc[node]; i < graph->first_arc[node + 1]; i++) {
        uint32_t arc = graph->arcs[i];
        const struct edge *edge = &graph->edges[arc_edge(arc)];
        uint32_t weight = weight_of(edge, tree->mode, arc_reverse(arc));
        uint64_t cost = (uint64_t)tree->cost[node] + cost_of(edge->length_cm, weight);
        if (weight && cost < ROUTE_NONE) {
            offer(tree, heap, arc_reverse(arc) ? edge->from : edge->to, (uint32_t)cost, arc);
        }
    }
}

static uint32_t *
words(uint32_t count, uint32_t value)
{
    uint32_t *memory = malloc(((size_t)count + 1) * sizeof *memory);
    ASSERT(memory);
    for (uint32_t i = 0; i < count; i++) {
        memory[i] = value;
    }
    return memory;
}

struct route_tree *
route_tree_grow(
    const struct route_graph *graph, const struct route_place *hub, enum route_mode mode)
{
    ASSERT(hub->edge < graph->edge_count);
    struct route_tree *tree = malloc(sizeof *tree);
    ASSERT(tree);
    *tree = (struct route_tree){.graph = graph,
        .hub = *hub,
        .mode = mode,
        .cost = words(graph->node_count, ROUTE_NONE),
        .via = words(graph->node_count, ROUTE_NONE)};
    struct heap heap = {.nodes = words(graph->node_count, 0),
        .where = words(graph->node_count, 0),
        .cost = tree->cost};
    seed(tree, &heap);
    while (heap.count > 0) {
        spread(tree, &heap, take_first(&heap));
    }
    free(heap.nodes);
    free(heap.where);
    return tree;
}

void
route_tree_free(struct route_tree *tree)
{
    if (tree) {
        free(tree->cost);
        free(tree->via);
        free(tree);
    }
}
