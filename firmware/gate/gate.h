#pragma once
// What stands between a verified database and its first content query, and what changed between two.

#include "base/err.h"
#include "bundle/bundle.h"
#include "db/db.h"

enum {
    GATE_ROWS_MAX = 1024, // of sqlite_schema
    GATE_SQL_MAX = 320,   // bytes of a search table's statement, and NUL
    // Of the map:
    GATE_ZOOM_MAX = 22,
    GATE_TILES_MAX = 250 * 1000,
    GATE_TILE_MAX = 1024 * 1024,     // bytes of one tile as stored
    GATE_METADATA_MAX = 32,          // rows
    GATE_METADATA_BYTES = 64 * 1024, // of a name and its value
};

// store/schema.sql, as it was when this program was built.
const char *gate_schema(void);
// The statement that makes the search table of language_pack's row n. phrases: for a script without
// spaces between words, whose code points are indexed one by one.
void gate_search_sql(int n, bool phrases, char sql[GATE_SQL_MAX]);
// The schema this program reads: BLAKE2b-256 over the rows of sqlite_schema that schema.sql makes and
// the statements of search tables.
struct bundle_hash gate_schema_id(void);

// After SQLite's "Defense Against Dark Arts": exactly the tables and indices of schema.sql and the
// search tables hub-bundle makes for the languages present, nothing else; then quick_check, then the
// first row of every table. ERR_VERSION for a schema of another version, ERR_FORMAT names what is
// odd, ERR_LIMIT when a check works too long. Last the map: tiles that can be, of a size that can be shown,
// and at most one graph of walks, as long as it says.
bool gate_check(struct db *db, struct err *err) MUST_USE;

// Records by table and id, with their texts in every language, references taken as ids. The map is one
// record of the table "map" with the id "".
struct gate_diff {
    int added;
    int updated;
    int removed;
};
enum gate_change { GATE_ADDED, GATE_UPDATED, GATE_REMOVED };
struct gate_changed {
    enum gate_change change;
    const char *table;
    const char *id;
};
// each (may be NULL) is told every change, in order of table and id.
bool gate_compare(struct db *before, struct db *after, struct gate_diff *diff,
    void (*each)(void *context, const struct gate_changed *changed), void *context,
    struct err *err) MUST_USE;
