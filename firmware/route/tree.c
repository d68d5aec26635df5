// Dijkstra's tree from the hub. The heap forgets nothing: a node that is offered again at less cost stands in it
// twice, and the dearer offer is passed over when its turn comes (lazy deletion). In street networks that is
// rare, and cheaper than keeping track of where each node stands.

#include <stdlib.h>

#include "route/internal.h"

struct offer {
    uint32_t cost;
    uint32_t node;
};

// Four children to a parent: half the levels of a binary heap, and siblings lie side by side in memory.
enum { CHILDREN = 4 };

struct heap {
    struct offer *offers;
    size_t count;
    size_t room; // the edge of what is reached is short beside the graph
};

static void
push(struct heap *heap, struct offer offer)
{
    if (heap->count == heap->room) {
        heap->room = heap->room > 0 ? heap->room * 2 : 1024;
        heap->offers = realloc(heap->offers, heap->room * sizeof *heap->offers);
        ASSERT(heap->offers);
    }
    size_t at = heap->count++;
    while (at > 0 && heap->offers[(at - 1) / CHILDREN].cost > offer.cost) {
        heap->offers[at] = heap->offers[(at - 1) / CHILDREN];
        at = (at - 1) / CHILDREN;
    }
    heap->offers[at] = offer;
}

static size_t
cheapest_child(const struct heap *heap, size_t at)
{
    size_t first = at * CHILDREN + 1;
    size_t end = first + CHILDREN < heap->count ? first + CHILDREN : heap->count;
    size_t best = first;
    for (size_t child = first + 1; child < end; child++) {
        best = heap->offers[child].cost < heap->offers[best].cost ? child : best;
    }
    return best;
}

static struct offer
pop(struct heap *heap)
{
    struct offer first = heap->offers[0];
    struct offer last = heap->offers[--heap->count];
    size_t at = 0;
    for (;;) {
        size_t child = cheapest_child(heap, at);
        if (child >= heap->count || heap->offers[child].cost >= last.cost) {
            break;
        }
        heap->offers[at] = heap->offers[child];
        at = child;
    }
    heap->offers[at] = last;
    return first;
}

// The node can be reached at this cost.
static void
offer(struct route_tree *tree, struct heap *heap, uint32_t node, uint32_t cost, uint32_t via)
{
    if (cost < tree->cost[node]) {
        tree->cost[node] = cost;
        tree->via[node] = via;
        push(heap, (struct offer){cost, node});
    }
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
        uint32_t next = arc_reverse(arc) ? edge->from : edge->to;
        if (tree->cost[next] <= tree->cost[node]) {
            continue; // where the walk came from, mostly
        }
        uint32_t weight = weight_of(edge, tree->mode, arc_reverse(arc));
        uint64_t cost = (uint64_t)tree->cost[node] + cost_of(edge->length_cm, weight);
        if (weight && cost < ROUTE_NONE) {
            offer(tree, heap, next, (uint32_t)cost, arc);
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
    struct heap heap = {0};
    seed(tree, &heap);
    while (heap.count > 0) {
        struct offer best = pop(&heap);
        if (best.cost == tree->cost[best.node]) {
            spread(tree, &heap, best.node);
        }
    }
    free(heap.offers);
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
