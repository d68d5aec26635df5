#pragma once
// Which ways people may and can walk, and what they are like. The choices, and where they differ from other
// routers: README.md, "What can be walked".

#include "osm.h"
#include "route/route.h"

struct walkable {
    bool yes;
    enum route_kind kind;
    enum route_surface surface;
    unsigned flags; // enum route_flag
};

struct walkable walkable_way(struct osm_tags tags);
// Whether one gets past a node: no wall, no locked gate.
bool walkable_node(struct osm_tags tags);
// Whether a wheelchair does.
bool walkable_node_step_free(struct osm_tags tags);
