#pragma once
// Walking: the ways of a town as a graph, one shortest-path tree from the hub, and from it the walk to any
// door: length, minutes, line, and the steps that describe it. No text is made here.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

// The bytes of a graph: column data of the row 'foot' of the table route_graph(name TEXT PRIMARY KEY, data
// BLOB) of an MBTiles file. All numbers little-endian.
//
//   0        8   "HUBROUTE"
//   8        4   version: 1
//   12       4   nodes N
//   16       4   edges E
//   20       4   names K
//   24       4   bytes of names T
//   28       4   bytes of geometry G
//   32   N * 8   node: latitude, longitude (int32, 1e-7 degree)
//       E * 24   edge: from, to (uint32, nodes), length (uint32, cm), name (uint32, 0 = none, else 1..K),
//                where its geometry ends (uint32; it begins where that of the edge before ends),
//                kind, surface (uint8, below), flags (uint16, below)
//        K * 4   where each name ends in the text (uint32; never falls)
//            T   the names, UTF-8 without NUL
//            G   per edge the points between its two nodes: latitude and longitude less those of the
//                point before, each a zigzag varint (base/pb.h)
enum {
    ROUTE_VERSION = 1,
    ROUTE_HEADER_BYTES = 32,
    ROUTE_NODE_BYTES = 8,
    ROUTE_EDGE_BYTES = 24,
    ROUTE_NODES_MAX = 1000 * 1000,
    ROUTE_EDGES_MAX = 1500 * 1000,
    ROUTE_NAMES_MAX = 200 * 1000,
    ROUTE_TEXT_MAX = 8 * 1024 * 1024,      // bytes of all names
    ROUTE_GEOMETRY_MAX = 24 * 1024 * 1024, // bytes
    ROUTE_LENGTH_MAX = 20 * 1000 * 1000,   // of one edge, cm
};

#define ROUTE_MAGIC "HUBROUTE"

// OSM's highway values, and what else is walked.
enum route_kind {
    ROUTE_FOOTWAY,
    ROUTE_CROSSING, // over a street
    ROUTE_STEPS,
    ROUTE_PEDESTRIAN,
    ROUTE_PATH,
    ROUTE_TRACK,
    ROUTE_CYCLEWAY,
    ROUTE_BRIDLEWAY,
    ROUTE_LIVING_STREET,
    ROUTE_RESIDENTIAL, // and unclassified, road
    ROUTE_SERVICE,
    ROUTE_TERTIARY,
    ROUTE_SECONDARY,
    ROUTE_PRIMARY,
    ROUTE_TRUNK,
    ROUTE_MOTORWAY, // where walking is allowed by foot=yes
    ROUTE_PLATFORM, // and piers
    ROUTE_ELEVATOR,
    ROUTE_FERRY,
    ROUTE_KINDS,
};

enum route_surface {
    ROUTE_UNKNOWN,
    ROUTE_PAVED,
    ROUTE_STONES, // setts, cobbles
    ROUTE_FIRM,   // compacted earth, wood
    ROUTE_GRAVEL,
    ROUTE_SOFT, // mud, sand
    ROUTE_SURFACES,
};

enum route_flag {
    ROUTE_SIDEWALK = 1,      // a street with a pavement
    ROUTE_SEPARATE = 2,      // a street whose pavement is drawn as a way of its own
    ROUTE_MINOR = 4,         // driveways, parking aisles
    ROUTE_NOT_STEP_FREE = 8, // steps without a ramp, stiles, wheelchair=no
    ROUTE_UP = 16,           // steps that rise from -> to
    ROUTE_DOWN = 32,         // or fall
    ROUTE_NOT_FORWARD = 64,  // oneway:foot
    ROUTE_NOT_BACKWARD = 128,
    ROUTE_BRIDGE = 256,
    ROUTE_TUNNEL = 512,
    ROUTE_FLAGS_ALL = 1023,
};

struct route_point {
    int32_t lat_e7;
    int32_t lon_e7;
};

struct route_graph;

// Bytes of the format above; nothing of data is kept. ERR_FORMAT, ERR_VERSION, ERR_LIMIT; then *graph is
// NULL.
bool route_load(const void *data, size_t len, struct route_graph **graph, struct err *err) MUST_USE;
// The graph in the MBTiles file at path. ERR_MISSING: there is no file, or no graph in it.
bool route_open(const char *path, struct route_graph **graph, struct err *err) MUST_USE;
// The graph inside of an open database, of which nothing is kept. ERR_MISSING: there is none in it.
struct db;
bool route_open_db(struct db *db, struct route_graph **graph, struct err *err) MUST_USE;
// Accepts NULL.
void route_close(struct route_graph *graph);

struct route_summary {
    uint32_t nodes;
    uint32_t edges;
    uint32_t islands;    // parts of the graph that no way joins
    uint32_t main_nodes; // nodes of the largest
    double length_km;
};
struct route_summary route_summary(const struct route_graph *graph);

// Great-circle distance on a sphere of 6371.0088 km, cm.
double route_distance(struct route_point a, struct route_point b);

enum route_mode {
    ROUTE_WALK,      // quiet ways and pavements preferred
    ROUTE_STEP_FREE, // likewise, without ROUTE_NOT_STEP_FREE, on firm ground if possible
    ROUTE_SHORTEST,  // by length alone
};

// A point on an edge.
struct route_place {
    uint32_t edge;
    uint32_t along_cm; // from the edge's first node
    struct route_point at;
    uint32_t away_cm; // from the point that was asked for
};

enum { ROUTE_SNAP_MAX_M = 300 };

// The nearest point that can be walked in this mode, at most ROUTE_SNAP_MAX_M away; same_island (NULL:
// any): joined to that place. False if there is none.
bool route_snap(const struct route_graph *graph, struct route_point point, enum route_mode mode,
    const struct route_place *same_island, struct route_place *place);

struct route_tree;

// All shortest walks from the hub. The graph must outlive it; free by route_tree_free(), which accepts
// NULL.
struct route_tree *route_tree_grow(
    const struct route_graph *graph, const struct route_place *hub, enum route_mode mode);
void route_tree_free(struct route_tree *tree);

enum route_reach {
    ROUTE_REACHED,
    ROUTE_OFF_MAP, // no way near the door
    ROUTE_ISLAND,  // the way near the door is joined to no way of the hub: ask the staff
    ROUTE_NO_WAY,  // joined, but only by stairs (ROUTE_STEP_FREE) or against oneway:foot
};

// Part of an edge.
struct route_leg {
    uint32_t edge;
    bool reverse;        // walked to -> from
    uint32_t line_first; // in the walk's line
    uint32_t length_cm;
};

struct route_walk {
    enum route_reach reach;
    struct route_place door;
    uint32_t length_cm; // along the ways
    uint32_t seconds;   // at 4.5 km/h, slower on stairs and soft ground, from hub to door
    uint32_t minutes;   // rounded up, at least 1
    bool stairs;        // or another ROUTE_NOT_STEP_FREE on the way
    const struct route_leg *legs;
    const struct route_point *line; // from the hub's to the door's place
    uint32_t leg_count;
    uint32_t line_count;
};

// How far a door is, without its line and legs: cheap enough to sort every place of a town by.
enum route_reach route_measure(
    const struct route_tree *tree, struct route_point door, struct route_walk *walk);
// Likewise with line and legs in arena memory.
enum route_reach route_find(const struct route_tree *tree, struct route_point door,
    struct arena *arena, struct route_walk *walk);

enum route_turn {
    ROUTE_SET_OUT,
    ROUTE_STRAIGHT,
    ROUTE_SLIGHT_LEFT,
    ROUTE_LEFT,
    ROUTE_SHARP_LEFT,
    ROUTE_BACK,
    ROUTE_SHARP_RIGHT,
    ROUTE_RIGHT,
    ROUTE_SLIGHT_RIGHT,
    ROUTE_ARRIVE,
};

enum route_way {
    ROUTE_ALONG,
    ROUTE_ACROSS, // the street of that name
    ROUTE_STAIRS,
    ROUTE_STAIRS_UP,
    ROUTE_STAIRS_DOWN,
    ROUTE_OVER_BRIDGE,
    ROUTE_BY_LIFT,
    ROUTE_BY_FERRY,
};

enum route_side { ROUTE_AHEAD, ROUTE_ON_LEFT, ROUTE_ON_RIGHT };

// One thing to do: turn, then walk length_cm.
struct route_step {
    enum route_turn turn;
    enum route_way way;
    const char *name;     // of the street, as its sign says; "" = none. The graph's
    uint32_t length_cm;   // 0 for ROUTE_ARRIVE
    uint32_t line_first;  // where in the walk's line
    int bearing;          // the direction walked, degrees from north, 0..359
    int landmark;         // index of one near its beginning, -1 = none
    enum route_side side; // of the landmark; for ROUTE_ARRIVE without one, of the door
};

enum {
    ROUTE_STEPS_MAX = 64,
    ROUTE_STEPS_PER_KM = 6, // aimed at; stairs, lifts and ferries are never left out
    ROUTE_LANDMARK_M = 25,  // as near as this to the point where one turns
};

struct route_steps {
    struct route_step steps[ROUTE_STEPS_MAX];
    int count;
    bool full; // there were more
};

// The steps of a walk that was found: ROUTE_SET_OUT first, ROUTE_ARRIVE last. Landmarks may be NULL.
struct route_landmarks {
    const struct route_point *points;
    int count;
};
void route_describe(const struct route_graph *graph, const struct route_walk *walk,
    struct route_point door, struct route_landmarks landmarks, struct route_steps *steps);
