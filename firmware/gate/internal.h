#pragma once
// What the parts of gate share.

#include "base/arena.h"
#include "gate/gate.h"

extern const char gate_schema_sql[]; // store/schema.sql, made by the build

struct definition {    // a row of sqlite_schema
    const char *name;  // ends at its first NUL
    const char *bytes; // type, name, tbl_name and sql, each behind its length
    size_t len;
    bool table;  // to be read from
    bool rooted; // has pages; a virtual table has none
};

struct definitions {
    struct arena arena;
    struct definition *rows; // by name
    int count;
};

// All of db's. ERR_LIMIT for more than GATE_ROWS_MAX.
bool definitions_read(struct db *db, struct definitions *definitions, struct err *err) MUST_USE;
void definitions_free(struct definitions *definitions);
// A database in memory made of schema.sql.
struct db *gate_model(void);

// map.c: numbers and sizes of the map's tables, whose definitions are ours.
bool gate_check_map(struct db *db, struct err *err) MUST_USE;
struct map_difference {
    bool before; // there is one
    bool after;
    bool equal;
};
bool gate_compare_map(struct db *before, struct db *after, struct map_difference *difference,
    struct err *err) MUST_USE;
