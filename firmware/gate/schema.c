// What a database of this program's schema holds in sqlite_schema: nobody writes that down, it is what
// SQLite makes of schema.sql.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gate/internal.h"

enum { FIELDS = 4, LENGTH_BYTES = 4 };

const char *
gate_schema(void)
{
    return gate_schema_sql;
}

void
gate_search_sql(int n, bool phrases, char sql[GATE_SQL_MAX])
{
    int len = snprintf(sql, GATE_SQL_MAX,
        "CREATE VIRTUAL TABLE search_%d USING fts5(name, body, content='', detail=%s,"
        " prefix='1 2 3', tokenize=\"unicode61 remove_diacritics 2 categories"
        " 'L* N* Co Mn Mc'\")",
        n, phrases ? "full" : "none");
    ASSERT(len > 0 && len < GATE_SQL_MAX);
}

struct db *
gate_model(void)
{
    struct db *db = NULL;
    struct err err = {0};
    bool made = db_open("", DB_MEMORY, &db, &err) && db_exec(db, gate_schema_sql, &err);
    ASSERT(made);
    return db;
}

static size_t
put_field(char *at, const void *data, size_t len, bool null)
{
    uint32_t said = null ? UINT32_MAX : (uint32_t)len;
    for (int i = 0; i < LENGTH_BYTES; i++) {
        at[i] = (char)(said >> 8 * i & 0xff);
    }
    if (len > 0) {
        memcpy(at + LENGTH_BYTES, data, len);
    }
    return LENGTH_BYTES + len;
}

static struct definition
read_definition(const struct db_query *query, struct arena *arena)
{
    struct definition row = {.name = arena_strdup(arena, db_text(query, 1))};
    const void *data[FIELDS];
    size_t len[FIELDS];
    size_t size = 0;
    for (int i = 0; i < FIELDS; i++) {
        data[i] = db_blob(query, i, &len[i]);
        size += LENGTH_BYTES + len[i];
    }
    char *bytes = arena_alloc(arena, size);
    for (int i = 0; i < FIELDS; i++) {
        row.len += put_field(bytes + row.len, data[i], len[i], db_is_null(query, i));
    }
    row.bytes = bytes;
    row.rooted = db_int(query, FIELDS) > 1;
    row.table = strcmp(db_text(query, 0), "table") == 0;
    return row;
}

static int
by_name(const void *a, const void *b)
{
    const struct definition *first = a;
    const struct definition *second = b;
    return strcmp(first->name, second->name);
}

bool
definitions_read(struct db *db, struct definitions *definitions, struct err *err)
{
    struct db_query *query = NULL;
    *definitions = (struct definitions){0};
    definitions->rows = arena_array(&definitions->arena, struct definition, GATE_ROWS_MAX);
    if (!db_prepare(
            db, "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_schema", &query, err)) {
        return false;
    }
    bool more = db_step(query);
    for (; more && definitions->count < GATE_ROWS_MAX; more = db_step(query)) {
        definitions->rows[definitions->count++] = read_definition(query, &definitions->arena);
    }
    bool failed = db_failed(query, err);
    if (more) {
        failed = !err_set(err, ERR_LIMIT, "more than %d tables and indices", GATE_ROWS_MAX);
    }
    db_finish(query);
    qsort(definitions->rows, (size_t)definitions->count, sizeof *definitions->rows, by_name);
    return !failed;
}

void
definitions_free(struct definitions *definitions)
{
    arena_finish(&definitions->arena);
    *definitions = (struct definitions){0};
}

struct bundle_hash
gate_schema_id(void)
{
    char words[GATE_SQL_MAX];
    char phrases[GATE_SQL_MAX];
    struct db *db = gate_model();
    struct definitions made;
    bool read = definitions_read(db, &made, NULL);
    ASSERT(read);
    gate_search_sql(1, false, words);
    gate_search_sql(1, true, phrases);
    size_t size = sizeof words + sizeof phrases + 2 * LENGTH_BYTES;
    for (int i = 0; i < made.count; i++) {
        size += made.rows[i].len;
    }
    char *all = arena_alloc(&made.arena, size);
    size_t len = 0;
    for (int i = 0; i < made.count; i++) {
        memcpy(all + len, made.rows[i].bytes, made.rows[i].len);
        len += made.rows[i].len;
    }
    len += put_field(all + len, words, strlen(words), false);
    len += put_field(all + len, phrases, strlen(phrases), false);
    struct bundle_hash id = bundle_hash(all, len);
    definitions_free(&made);
    db_close(db);
    return id;
}
