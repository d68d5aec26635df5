#pragma once
// From a file of OpenStreetMap data to the tables of a map: hub-map writes them into a file of their own,
// hub-bundle into the content.

#include "db/db.h"
#include "osm.h"
#include "progress.h"

struct compile_job {
    const char *file;          // .osm or .osm.pbf
    const struct osm_box *box; // NULL: all of the file
    const char *name;
    const char *credit;        // must be shown with the map; NULL = OpenStreetMap's
    struct progress *progress; // NULL = silent
    bool no_sea;               // leaves the sea out
    uint32_t broken;           // set: areas left out, whose outline is open or crosses itself
};

// Makes the tables metadata, tiles and route_graph in an empty database of DB_MEMORY or DB_CREATE; the same
// data gives the same rows in the same order. *err names the file, and the place in it if it is damaged:
// ERR_MISSING, ERR_IO, ERR_FORMAT, ERR_LIMIT (what a kiosk would not read).
bool compile_map(struct compile_job *job, struct db *db, struct err *err) MUST_USE;
