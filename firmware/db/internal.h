#pragma once
// What the parts of db share.

#include <sqlite3.h>

#include "db/db.h"

struct source { // a file system of one file, which SQLite reads through a function
    sqlite3_vfs vfs;
    char name[32];
    struct db_source of;
};

struct db {
    sqlite3 *handle;
    struct source *source; // of DB_READ, else NULL
    int fd;                // of a path in DB_READ, else -1
    int64_t work;          // units of DB_WORK_UNIT the running query has used
    int64_t work_max;      // units it may use
};

enum { DB_WORK_UNIT = 10 * 1000 }; // virtual machine steps

// Says in err what SQLite meant by rc; returns false.
bool db_fail(const struct db *db, int rc, struct err *err);

// read.c: db_open() of DB_READ and DB_READ_ANY.
bool db_open_path(const char *path, enum db_mode mode, struct db **db, struct err *err) MUST_USE;

// source.c: a registered file system over of (copied), to be closed after its database.
struct source *source_open(const struct db_source *of);
void source_close(struct source *source);
