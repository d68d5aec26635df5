#include "sql_postgres.h"

#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_MAX = 24, QUERY_NAME_MAX = 24, BINARY = 1 };

struct postgres {
    PGconn *connection;
    int prepared; // statements so far: their names
};

struct postgres_query {
    struct postgres *of;
    char name[QUERY_NAME_MAX];
    int count; // highest parameter bound
    const char *values[SQL_PARAMS_MAX];
    int lengths[SQL_PARAMS_MAX];
    int formats[SQL_PARAMS_MAX];
    char numbers[SQL_PARAMS_MAX][NUMBER_MAX];
    PGresult *row; // the present one, or the failure
    bool running;
    bool failed;
};

// By class of SQLSTATE (PostgreSQL 15, appendix A): what would pass when tried again is BUSY or IO.
static enum err_kind
kind_of(const char *state)
{
    if (!state || strncmp(state, "08", 2) == 0) {
        return ERR_IO;
    }
    if (strcmp(state, "53100") == 0) {
        return ERR_SPACE;
    }
    static const char *const busy[] = {"25", "40", "53", "55", "57"};
    for (size_t i = 0; i < sizeof busy / sizeof *busy; i++) {
        if (strncmp(state, busy[i], 2) == 0) {
            return ERR_BUSY;
        }
    }
    return ERR_FORMAT;
}

static bool
fail(const struct postgres *postgres, const PGresult *result, struct err *err)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *text = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (!text) {
        text = PQerrorMessage(postgres->connection);
    }
    int line = (int)strcspn(text, "\n");
    return err_set(err, kind_of(state), "database: %.*s", line, text);
}

bool
postgres_open(const char *url, struct postgres **postgres, struct err *err)
{
    struct postgres *opened = calloc(1, sizeof *opened);
    ASSERT(opened);
    opened->connection = PQconnectdb(url);
    *postgres = NULL;
    if (PQstatus(opened->connection) != CONNECTION_OK) {
        fail(opened, NULL, err);
        postgres_close(opened);
        return false;
    }
    // Notices are for people at a prompt; what matters comes back as an error.
    if (!postgres_exec(opened, "SET client_min_messages = error; SET timezone = 'UTC'", err)) {
        postgres_close(opened);
        return false;
    }
    *postgres = opened;
    return true;
}

void
postgres_close(struct postgres *postgres)
{
    if (postgres) {
        PQfinish(postgres->connection);
        free(postgres);
    }
}

bool
postgres_alive(const struct postgres *postgres)
{
    return PQstatus(postgres->connection) == CONNECTION_OK;
}

bool
postgres_exec(struct postgres *postgres, const char *script, struct err *err)
{
    PGresult *result = PQexec(postgres->connection, script);
    ExecStatusType status = PQresultStatus(result);
    bool ok =
        status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || fail(postgres, result, err);
    PQclear(result);
    return ok;
}

// COMMIT of a transaction that failed answers ROLLBACK, and calls that a success.
bool
postgres_commit(struct postgres *postgres, struct err *err)
{
    PGresult *result = PQexec(postgres->connection, "COMMIT");
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK || fail(postgres, result, err);
    if (ok && strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        ok = err_set(err, ERR_IO, "database: the transaction was rolled back");
    }
    PQclear(result);
    return ok;
}

bool
postgres_prepare(
    struct postgres *postgres, const char *text, struct postgres_query **query, struct err *err)
{
    char name[QUERY_NAME_MAX];
    *query = NULL;
    snprintf(name, sizeof name, "q%d", postgres->prepared++);
    PGresult *result = PQprepare(postgres->connection, name, text, 0, NULL);
    bool ok = PQresultStatus(result) == PGRES_COMMAND_OK || fail(postgres, result, err);
    PQclear(result);
    if (ok) {
        *query = calloc(1, sizeof **query);
        ASSERT(*query);
        (*query)->of = postgres;
        memcpy((*query)->name, name, sizeof name);
    }
    return ok;
}

void
postgres_finish(struct postgres_query *query)
{
    char sql[QUERY_NAME_MAX + 16];
    postgres_reset(query);
    snprintf(sql, sizeof sql, "DEALLOCATE %s", query->name);
    PQclear(PQexec(query->of->connection, sql));
    free(query);
}

static void
bind(struct postgres_query *query, int index, const char *value, size_t len)
{
    ASSERT(index >= 1 && index <= SQL_PARAMS_MAX);
    query->count = index > query->count ? index : query->count;
    query->values[index - 1] = value;
    query->lengths[index - 1] = (int)len;
    query->formats[index - 1] = 0;
}

void
postgres_bind_int(struct postgres_query *query, int index, int64_t value)
{
    ASSERT(index >= 1 && index <= SQL_PARAMS_MAX);
    char *number = query->numbers[index - 1];
    snprintf(number, NUMBER_MAX, "%lld", (long long)value);
    bind(query, index, number, 0);
}

void
postgres_bind_text(struct postgres_query *query, int index, const char *value)
{
    bind(query, index, value, 0);
}

void
postgres_bind_blob(struct postgres_query *query, int index, const void *data, size_t len)
{
    bind(query, index, data, len);
    query->formats[index - 1] = BINARY;
}

static bool
start(struct postgres_query *query)
{
    PGconn *connection = query->of->connection;
    query->failed = PQsendQueryPrepared(connection, query->name, query->count, query->values,
                        query->lengths, query->formats, BINARY) != 1;
    query->running = !query->failed;
    if (query->running) {
        PQsetSingleRowMode(connection);
    }
    return query->running;
}

bool
postgres_step(struct postgres_query *query)
{
    if (!query->running && !start(query)) {
        return false;
    }
    PQclear(query->row);
    query->row = PQgetResult(query->of->connection);
    ExecStatusType status = PQresultStatus(query->row);
    if (status == PGRES_SINGLE_TUPLE) {
        return true;
    }
    // A connection that broke gives no result at all.
    query->failed = status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK;
    PGresult *rest = NULL;
    while (query->row && (rest = PQgetResult(query->of->connection)) != NULL) {
        PQclear(rest);
    }
    query->running = false;
    return false;
}

bool
postgres_failed(const struct postgres_query *query, struct err *err)
{
    if (query->failed) {
        fail(query->of, query->row, err);
    }
    return query->failed;
}

void
postgres_reset(struct postgres_query *query)
{
    while (query->running && postgres_step(query)) {
    }
    PQclear(query->row);
    query->row = NULL;
    query->failed = false;
}

int64_t
postgres_int(const struct postgres_query *query, int column)
{
    const char *value = PQgetvalue(query->row, 0, column);
    uint64_t eight = 0;
    uint32_t four = 0;
    switch (PQgetlength(query->row, 0, column)) {
    case 8:
        memcpy(&eight, value, 8);
        return (int64_t)be64toh(eight);
    case 4:
        memcpy(&four, value, 4);
        return (int32_t)be32toh(four);
    default: // NULL; statements cast what is of another type
        return 0;
    }
}

const char *
postgres_text(const struct postgres_query *query, int column)
{
    return PQgetvalue(query->row, 0, column); // libpq ends it with NUL
}

const void *
postgres_blob(const struct postgres_query *query, int column, size_t *len)
{
    *len = (size_t)PQgetlength(query->row, 0, column);
    return PQgetvalue(query->row, 0, column);
}
