#pragma once
// Between the files of town.

#include "town/town.h"

struct landmark {
    int location;       // of the content; 0 = of the map
    const char *name;   // of the map, as its sign says
    const char **names; // by language of the content, NULL = as its sign says
};

struct door {
    int location;
    struct route_point at;
};

struct mode {                // of walking
    struct route_tree *tree; // NULL: no way near the hub
    struct town_walk *walks; // by door; NULL: not measured yet
};

struct tile_at {
    uint32_t x;
    uint32_t y;
};

struct town {
    struct store *store;
    struct map *map;
    struct mapview *view;
    struct route_graph *graph; // NULL: nobody is led
    struct route_place begin;  // on the way nearest to the hub
    struct mode *usual;
    struct mode *step_free; // measured when it is first asked for: most visits never do
    struct route_point hub;
    int hub_location;
    struct door *doors; // by location
    int door_count;
    struct arena arena; // names of landmarks
    struct route_point landmark_at[TOWN_LANDMARKS_MAX];
    struct landmark landmark[TOWN_LANDMARKS_MAX];
    int landmark_count;
    struct tile_at tile[TOWN_TILES_MAX]; // whose landmarks are there
    int tile_count;
};

// The door of a location, NULL if it has none.
const struct door *town_door(const struct town *town, int location);
void town_add_landmark(struct town *town, struct route_point at, const struct landmark *landmark);
// Adds the landmarks of the map along a walk, once.
void town_look_along(struct town *town, const struct route_walk *walk, struct arena *arena);
