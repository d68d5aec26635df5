#pragma once
// Maps that other programs made, into the tables that compile_map() makes.

#include "db/db.h"
#include "osm.h"
#include "progress.h"

enum {
    IMPORT_TILES_MAX = 250 * 1000,
    IMPORT_BYTES_MAX = 256 * 1024 * 1024, // of all tiles as stored; they are held in memory
};

struct import_job {
    const char *file;          // .mbtiles
    const struct osm_box *box; // tiles that touch it; NULL: all
    const char *credit;        // NULL: the file's own
    struct progress *progress; // NULL = silent
    uint32_t damaged;          // set: tiles left out, because a kiosk could not show them
    char first[160];           // set: which was the first, and why
    bool known;                // set: a tile has a layer of streets as Shortbread names it
};

// Fills an empty database as compile_map() does, in one order whatever the file's; with the walks if the
// file has some. ERR_MISSING, ERR_IO, ERR_FORMAT, ERR_LIMIT; *err names the file.
bool import_map(struct import_job *job, struct db *db, struct err *err) MUST_USE;
