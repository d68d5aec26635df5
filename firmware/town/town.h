#pragma once
// The hub's town, opened with the content that holds it: how far every place is on foot, the walk there as
// steps, and what stands along it.

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "map/map.h"
#include "mapview/mapview.h"
#include "route/route.h"
#include "store/store.h"

enum {
    TOWN_DOORS_MAX = 1024,    // places of the content; further ones count as off the map
    TOWN_LANDMARKS_MAX = 512, // places of the content and of the map together
    TOWN_NAME_MAX = 96,       // bytes of a name of the map; longer ones are no landmarks
    TOWN_TILES_MAX = 64,      // tiles of the map looked at for landmarks
};

struct town;

// ERR_MISSING: content without a map; others as map_open_db() and route_open_db(). Store and text must
// outlive the town. A map without walks is shown, and nobody is led. styles: the folder assets/map.
bool town_open(struct store *store, struct text *text, const char *styles, struct town **town,
    struct err *err) MUST_USE;
void town_close(struct town *town);

// The picture of the map, the town's; NULL where none can be drawn.
struct mapview *town_view(struct town *town);
const struct map_info *town_info(const struct town *town);
// The hub as hub.csv places it.
struct route_point town_hub(const struct town *town);
// Whether walks begin here: there is a graph, and a way near the hub.
bool town_leads(const struct town *town);

struct town_walk {
    enum route_reach
        reach; // ROUTE_OFF_MAP also for a location without a point, or with a vague one
    uint32_t length_m;
    uint32_t minutes; // rounded up; 0 = in the hub's own house
    bool stairs;      // or what else is not step-free, on the way
};
// Instant: every location was measured when the town was opened; without stairs, when that was first asked.
struct town_walk town_walk(const struct town *town, int location, bool step_free);

// The walk from the hub to a location and its steps, in arena memory and the town's; landmarks of the steps
// are those of town_landmark(). False unless the location is reached.
bool town_route(struct town *town, int location, bool step_free, struct arena *arena,
    struct route_walk *walk, struct route_steps *steps);
// What a landmark is called in the language of that index, or as its sign says.
struct store_text town_landmark(struct town *town, struct arena *arena, int landmark, int lang);
