#pragma once
// A small database as db_save() writes it, for the tests of db/.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "db/db.h"
#include "test.h"

struct place {
    char folder[64];
    char file[96];
};

static inline int
place_setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    snprintf(place->folder, sizeof place->folder, "/tmp/hub-db-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->file, sizeof place->file, "%s/x.db", place->folder);
    *state = place;
    return 0;
}

static inline int
place_teardown(void **state)
{
    struct place *place = *state;
    unlink(place->file);
    rmdir(place->folder);
    free(place);
    return 0;
}

static const char made_schema[] =
    "CREATE TABLE t(n INTEGER PRIMARY KEY, name TEXT, size REAL, data BLOB) STRICT;"
    "CREATE TABLE w(a TEXT, b INTEGER, PRIMARY KEY(a, b)) STRICT, WITHOUT ROWID;"
    "CREATE VIRTUAL TABLE f USING fts5(name, body, content='', detail=none, prefix='1 2')";

// 200 rows of each table, so that there are inner pages too.
static inline void
made_fill(struct db *db)
{
    struct err err = {0};
    struct db_query *query = NULL;
    char word[64];
    assert_true(db_exec(db, made_schema, &err) && db_exec(db, "BEGIN", &err));
    assert_true(db_prepare(db, "INSERT INTO t VALUES(?1, ?2, ?3, ?4)", &query, &err));
    for (int i = 1; i <= 200; i++) {
        snprintf(word, sizeof word, "name-%d", i);
        db_bind_int(query, 1, i);
        db_bind_text(query, 2, word);
        db_bind_real(query, 3, i / 2.0);
        db_bind_blob(query, 4, "a\0b", 3);
        db_step(query);
        assert_false(db_failed(query, &err));
    }
    db_finish(query);
    assert_true(db_exec(db,
        "INSERT INTO w SELECT name, n FROM t;"
        "INSERT INTO f(rowid, name, body) SELECT n, name, 'paper work ' || name FROM t; COMMIT",
        &err));
}

static inline void
made_save(const char *path)
{
    struct db *db = NULL;
    struct err err = {0};
    assert_true(db_open("", DB_MEMORY, &db, &err));
    made_fill(db);
    if (!db_save(db, path, &err)) {
        fail_msg("%s", err.text);
    }
    db_close(db);
}

// Everything a kiosk would ask; results do not matter, ending does. False when a question failed.
static inline bool
made_ask(struct db *db, struct err *err)
{
    static const char *const questions[] = {"SELECT * FROM t", "SELECT * FROM t WHERE n = 77",
        "SELECT * FROM w", "SELECT * FROM w WHERE a = 'name-9'",
        "SELECT rowid FROM f WHERE f MATCH 'pa*'",
        "SELECT rowid FROM f WHERE f MATCH 'name work' ORDER BY rank", "PRAGMA quick_check"};
    bool fine = true;
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct db_query *query = NULL;
        if (!db_prepare(db, questions[i], &query, err)) {
            assert_true(err->kind != ERR_NONE);
            fine = false;
            continue;
        }
        size_t len = 0;
        for (int rows = 0; rows < 1000 && db_step(query); rows++) {
            for (int column = 0; column < db_columns(query); column++) {
                len += strlen(db_text(query, column));
                db_blob(query, column, &len);
            }
        }
        fine = !db_failed(query, err) && fine;
        db_finish(query);
    }
    return fine;
}

// A database in memory as a source that may be told to fail.
struct made_source {
    char *bytes;
    size_t len;
    struct db_source of;
    int reads;
    int fails_at;       // the read that fails, from 1; 0 = none
    bool fails_forever; // and all after it
    bool unsteady;      // every read turns a bit of what it gives
};

static inline bool
made_source_read(void *context, int64_t offset, void *into, size_t len)
{
    struct made_source *source = context;
    source->reads++;
    bool failing = source->reads == source->fails_at ||
                   (source->fails_forever && source->fails_at && source->reads > source->fails_at);
    if (failing || offset < 0 || (size_t)offset + len > source->len) {
        return false;
    }
    memcpy(into, source->bytes + offset, len);
    if (source->unsteady && source->reads > 1 && len > 0) {
        ((char *)into)[(size_t)source->reads * 131 % len] ^= 0x10;
    }
    return true;
}

static inline void
made_source_load(struct made_source *source, const char *path)
{
    struct err err = {0};
    *source = (struct made_source){0};
    assert_true(file_read(path, 1 << 24, &source->bytes, &source->len, &err));
    source->of = (struct db_source){
        .size = (int64_t)source->len, .read = made_source_read, .context = source};
}
