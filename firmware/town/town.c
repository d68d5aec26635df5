#include "town/town.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "town/internal.h"

enum { DOOR_CM = 4000 }; // nearer than this is at the door; more than ROUTE_LANDMARK_M

static const struct route_point FAR = {900000000, 0}; // nothing is near the pole

static struct route_point
point_of(double latitude, double longitude)
{
    return (struct route_point){(int32_t)lround(latitude * 1e7), (int32_t)lround(longitude * 1e7)};
}

static bool
read_degrees(const char *text, double most, double *degrees)
{
    char *end = NULL;
    *degrees = strtod(text, &end);
    return end != text && *end == '\0' && fabs(*degrees) <= most;
}

static bool
find_hub(struct town *town, struct err *err)
{
    double latitude = 0;
    double longitude = 0;
    if (!read_degrees(store_meta(town->store, "latitude"), 90, &latitude) ||
        !read_degrees(store_meta(town->store, "longitude"), 180, &longitude)) {
        return err_set(err, ERR_MISSING, "town: nobody says where the hub is");
    }
    town->hub = point_of(latitude, longitude);
    town->hub_location = store_n(town->store, "location", store_meta(town->store, "location_id"));
    return true;
}

// Doors --------------------------------------------------------------------------------------------

const struct door *
town_door(const struct town *town, int location)
{
    int low = 0;
    int high = town->door_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (town->doors[middle].location < location) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < town->door_count && town->doors[low].location == location;
    return found ? &town->doors[low] : NULL;
}

static void
find_doors(struct town *town)
{
    struct store_pin *pins = calloc(TOWN_DOORS_MAX, sizeof *pins);
    town->doors = calloc(TOWN_DOORS_MAX, sizeof *town->doors);
    ASSERT(pins && town->doors);
    town->door_count = store_pins(town->store, pins, TOWN_DOORS_MAX);
    for (int i = 0; i < town->door_count; i++) {
        struct door *door = &town->doors[i];
        *door = (struct door){pins[i].location, point_of(pins[i].latitude, pins[i].longitude)};
        if (pins[i].known && pins[i].location != town->hub_location) {
            town_add_landmark(town, door->at, &(struct landmark){.location = pins[i].location});
        }
    }
    free(pins);
}

// Walks ----------------------------------------------------------------------------------------------

static struct town_walk
measure_door(const struct town *town, const struct mode *mode, const struct door *door)
{
    struct route_walk walk = {.reach = ROUTE_REACHED};
    if (door->location != town->hub_location) {
        route_measure(mode->tree, door->at, &walk);
    }
    return (struct town_walk){walk.reach, (walk.length_cm + 50) / 100, walk.minutes, walk.stairs};
}

static void
forget(struct mode *mode)
{
    route_tree_free(mode->tree);
    free(mode->walks);
    *mode = (struct mode){0};
}

// The tree from a place, and every door by it; how many of them are reached.
static int
grow(const struct town *town, const struct route_place *place, enum route_mode how,
    struct mode *mode)
{
    int reached = 0;
    forget(mode);
    mode->tree = route_tree_grow(town->graph, place, how);
    mode->walks = calloc((size_t)town->door_count + 1, sizeof *mode->walks);
    ASSERT(mode->walks);
    for (int i = 0; i < town->door_count; i++) {
        mode->walks[i] = measure_door(town, mode, &town->doors[i]);
        bool away = town->doors[i].location != town->hub_location;
        reached += away && mode->walks[i].reach == ROUTE_REACHED;
    }
    return reached;
}

// A way in a yard may be joined to nothing: then the walk begins on the nearest way of the town.
static void
begin_walks(struct town *town)
{
    if (!route_snap(town->graph, town->hub, ROUTE_WALK, NULL, &town->begin)) {
        LOG_WARN("town: no way within %d m of the hub", ROUTE_SNAP_MAX_M);
        return;
    }
    int reached = grow(town, &town->begin, ROUTE_WALK, town->usual);
    for (int i = 0; i < town->door_count && reached == 0; i++) {
        struct route_place door;
        struct route_place begin;
        if (town->usual->walks[i].reach == ROUTE_ISLAND &&
            route_snap(town->graph, town->doors[i].at, ROUTE_WALK, NULL, &door) &&
            route_snap(town->graph, town->hub, ROUTE_WALK, &door, &begin)) {
            town->begin = begin;
            reached = grow(town, &begin, ROUTE_WALK, town->usual);
        }
    }
}

static const struct mode *
mode_of(const struct town *town, bool step_free)
{
    struct route_place place;
    struct mode *mode = step_free ? town->step_free : town->usual;
    if (step_free && !mode->tree && town->usual->tree &&
        route_snap(town->graph, town->hub, ROUTE_STEP_FREE, &town->begin, &place)) {
        grow(town, &place, ROUTE_STEP_FREE, mode);
    }
    return mode;
}

// Opening ------------------------------------------------------------------------------------------

static bool
open_graph(struct town *town, struct err *err)
{
    if (!route_open_db(store_db(town->store), &town->graph, err)) {
        return err->kind == ERR_MISSING;
    }
    begin_walks(town);
    return true;
}

// Walks are of use without a picture.
static void
open_view(struct town *town, struct text *text, const char *styles)
{
    struct err err = {0};
    if (!mapview_open(town->map, text, styles, &town->view, &err)) {
        LOG_WARN("town: %s", err.text);
    }
}

bool
town_open(
    struct store *store, struct text *text, const char *styles, struct town **town, struct err *err)
{
    *town = NULL;
    struct town *opened = calloc(1, sizeof *opened);
    ASSERT(opened);
    opened->store = store;
    opened->usual = calloc(1, sizeof *opened->usual);
    opened->step_free = calloc(1, sizeof *opened->step_free);
    ASSERT(opened->usual && opened->step_free);
    bool ok = map_open_db(store_db(store), &opened->map, err) && find_hub(opened, err);
    if (ok) {
        find_doors(opened);
        ok = open_graph(opened, err);
    }
    if (!ok) {
        town_close(opened);
        return false;
    }
    open_view(opened, text, styles);
    *town = opened;
    return true;
}

void
town_close(struct town *town)
{
    if (town) {
        forget(town->usual);
        forget(town->step_free);
        free(town->usual);
        free(town->step_free);
        route_close(town->graph);
        mapview_close(town->view);
        map_close(town->map);
        free(town->doors);
        arena_finish(&town->arena);
        free(town);
    }
}

// Questions ----------------------------------------------------------------------------------------

struct mapview *
town_view(struct town *town)
{
    return town->view;
}

const struct map_info *
town_info(const struct town *town)
{
    return map_info(town->map);
}

struct route_point
town_hub(const struct town *town)
{
    return town->hub;
}

bool
town_leads(const struct town *town)
{
    return town->usual->tree != NULL;
}

struct town_walk
town_walk(const struct town *town, int location, bool step_free)
{
    const struct door *door = town_door(town, location);
    const struct mode *mode = mode_of(town, step_free);
    if (!door || !mode->walks) {
        bool only_stairs = door && town_leads(town);
        return (struct town_walk){.reach = only_stairs ? ROUTE_NO_WAY : ROUTE_OFF_MAP};
    }
    return mode->walks[door - town->doors];
}

// What stands at the door is no landmark on the way to it; so the last step tells the side of the door.
static void
describe(struct town *town, const struct door *door, const struct route_walk *walk,
    struct arena *arena, struct route_steps *steps)
{
    int count = town->landmark_count;
    struct route_point *points = arena_array(arena, struct route_point, count + 1);
    for (int i = 0; i < count; i++) {
        bool near = route_distance(town->landmark_at[i], door->at) < DOOR_CM;
        points[i] = near ? FAR : town->landmark_at[i];
    }
    route_describe(town->graph, walk, door->at, (struct route_landmarks){points, count}, steps);
}

bool
// NOLINTNEXTLINE(readability-function-size): which walk, and where line and steps are put
town_route(struct town *town, int location, bool step_free, struct arena *arena,
    struct route_walk *walk, struct route_steps *steps)
{
    const struct door *door = town_door(town, location);
    const struct mode *mode = mode_of(town, step_free);
    *walk = (struct route_walk){.reach = ROUTE_OFF_MAP};
    steps->count = 0;
    if (!door || location == town->hub_location || !mode->tree ||
        route_find(mode->tree, door->at, arena, walk) != ROUTE_REACHED) {
        return false;
    }
    town_look_along(town, walk, arena);
    describe(town, door, walk, arena, steps);
    return steps->count > 0;
}
