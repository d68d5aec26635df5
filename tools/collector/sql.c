#include "sql.h"

#include <stdlib.h>
#include <string.h>

#include "db/db.h"
#include "sql_postgres.h"

struct sql {
    struct db *sqlite; // one of both
    struct postgres *postgres;
};

struct sql_query {
    struct db_query *sqlite; // one of both
    struct postgres_query *postgres;
};

static bool
begins(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
sql_open(const char *url, struct sql **sql, struct err *err)
{
    struct sql opened = {NULL, NULL};
    bool ok;
    *sql = NULL;
    if (begins(url, "sqlite:") && url[7] != '\0') {
        ok = db_open(url + 7, DB_SHARED, &opened.sqlite, err);
    } else if (begins(url, "postgresql://") || begins(url, "postgres://")) {
        ok = postgres_open(url, &opened.postgres, err);
    } else {
        ok = err_set(err, ERR_FORMAT, "--db: write sqlite:FILE or postgresql://HOST/DATABASE");
    }
    if (ok) {
        *sql = malloc(sizeof **sql);
        ASSERT(*sql);
        **sql = opened;
    }
    return ok;
}

void
sql_close(struct sql *sql)
{
    if (sql) {
        db_close(sql->sqlite);
        postgres_close(sql->postgres);
        free(sql);
    }
}

enum sql_engine
sql_engine(const struct sql *sql)
{
    return sql->sqlite ? SQL_SQLITE : SQL_POSTGRES;
}

bool
sql_alive(const struct sql *sql)
{
    return sql->sqlite || postgres_alive(sql->postgres);
}

bool
sql_exec(struct sql *sql, const char *script, struct err *err)
{
    return sql->sqlite ? db_exec(sql->sqlite, script, err)
                       : postgres_exec(sql->postgres, script, err);
}

// The number of the lock is ours alone: "VENT".
bool
sql_begin(struct sql *sql, struct err *err)
{
    return sql_exec(sql,
        sql->sqlite ? "BEGIN IMMEDIATE" : "BEGIN; SELECT pg_advisory_xact_lock(1447382612)", err);
}

bool
sql_commit(struct sql *sql, struct err *err)
{
    return sql->sqlite ? db_exec(sql->sqlite, "COMMIT", err) : postgres_commit(sql->postgres, err);
}

void
sql_rollback(struct sql *sql)
{
    struct err ignored = {0};
    bool done = sql_exec(sql, "ROLLBACK", &ignored);
    (void)done; // fails when the database rolled back by itself
}

bool
sql_prepare(struct sql *sql, const char *text, struct sql_query **query, struct err *err)
{
    struct sql_query prepared = {NULL, NULL};
    *query = NULL;
    bool ok = sql->sqlite ? db_prepare(sql->sqlite, text, &prepared.sqlite, err)
                          : postgres_prepare(sql->postgres, text, &prepared.postgres, err);
    if (ok) {
        *query = malloc(sizeof **query);
        ASSERT(*query);
        **query = prepared;
    }
    return ok;
}

void
sql_finish(struct sql_query *query)
{
    if (query && query->sqlite) {
        db_finish(query->sqlite);
    } else if (query) {
        postgres_finish(query->postgres);
    }
    free(query);
}

void
sql_bind_int(struct sql_query *query, int index, int64_t value)
{
    if (query && query->sqlite) {
        db_bind_int(query->sqlite, index, value);
    } else if (query) {
        postgres_bind_int(query->postgres, index, value);
    }
}

void
sql_bind_text(struct sql_query *query, int index, const char *value)
{
    if (query && query->sqlite) {
        db_bind_text(query->sqlite, index, value);
    } else if (query) {
        postgres_bind_text(query->postgres, index, value);
    }
}

void
sql_bind_blob(struct sql_query *query, int index, const void *data, size_t len)
{
    if (query && query->sqlite) {
        db_bind_blob(query->sqlite, index, data, len);
    } else if (query) {
        postgres_bind_blob(query->postgres, index, data, len);
    }
}

bool
sql_step(struct sql_query *query)
{
    if (!query) {
        return false;
    }
    return query->sqlite ? db_step(query->sqlite) : postgres_step(query->postgres);
}

bool
sql_failed(const struct sql_query *query, struct err *err)
{
    if (!query) {
        return false;
    }
    return query->sqlite ? db_failed(query->sqlite, err) : postgres_failed(query->postgres, err);
}

void
sql_reset(struct sql_query *query)
{
    if (query && query->sqlite) {
        db_reset(query->sqlite);
    } else if (query) {
        postgres_reset(query->postgres);
    }
}

bool
sql_run(struct sql_query *query, struct err *err)
{
    while (sql_step(query)) {
    }
    return !sql_failed(query, err);
}

int64_t
sql_int(const struct sql_query *query, int column)
{
    if (!query) {
        return 0;
    }
    return query->sqlite ? db_int(query->sqlite, column) : postgres_int(query->postgres, column);
}

const char *
sql_text(const struct sql_query *query, int column)
{
    if (!query) {
        return "";
    }
    return query->sqlite ? db_text(query->sqlite, column) : postgres_text(query->postgres, column);
}

const void *
sql_blob(const struct sql_query *query, int column, size_t *len)
{
    *len = 0;
    if (!query) {
        return NULL;
    }
    return query->sqlite ? db_blob(query->sqlite, column, len)
                         : postgres_blob(query->postgres, column, len);
}
