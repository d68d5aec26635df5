#pragma once
// One way to speak to either database: SQLite through firmware/db, PostgreSQL through libpq. Statements are
// written so that both understand them; parameters are $1, $2, ... in the order they first appear. One query
// runs at a time: take its rows before the next begins.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { SQL_PARAMS_MAX = 16 };

enum sql_engine { SQL_SQLITE, SQL_POSTGRES };

struct sql;       // a connection
struct sql_query; // a prepared statement

// "sqlite:FILE" or "postgresql://..." (libpq's own form). *sql is NULL after a failure.
bool sql_open(const char *url, struct sql **sql, struct err *err) MUST_USE;
// Accepts NULL. Every query must have been finished.
void sql_close(struct sql *sql);
enum sql_engine sql_engine(const struct sql *sql);
// False once the server went away: close it and open anew.
bool sql_alive(const struct sql *sql);

// One or more statements without parameters and results.
bool sql_exec(struct sql *sql, const char *script, struct err *err) MUST_USE;
// Whoever begins waits for whoever began before.
bool sql_begin(struct sql *sql, struct err *err) MUST_USE;
// ERR_IO when what was begun is lost.
bool sql_commit(struct sql *sql, struct err *err) MUST_USE;
void sql_rollback(struct sql *sql);

// *query is NULL after a failure; all functions below accept NULL and then do nothing.
bool sql_prepare(
    struct sql *sql, const char *text, struct sql_query **query, struct err *err) MUST_USE;
void sql_finish(struct sql_query *query);

// Parameters count from 1 and stay bound. Texts and blobs must live until the next step; text NULL binds
// NULL.
void sql_bind_int(struct sql_query *query, int index, int64_t value);
void sql_bind_text(struct sql_query *query, int index, const char *value);
void sql_bind_blob(struct sql_query *query, int index, const void *data, size_t len);

// True: a row can be read. False: no more rows, or an error, which sql_failed() tells apart.
bool sql_step(struct sql_query *query);
bool sql_failed(const struct sql_query *query, struct err *err);
// Ends a query before its last row.
void sql_reset(struct sql_query *query);
// For statements without rows.
bool sql_run(struct sql_query *query, struct err *err) MUST_USE;

// Columns count from 0; texts and blobs live until the next step. NULL reads as 0, "", no bytes.
int64_t sql_int(const struct sql_query *query, int column);
const char *sql_text(const struct sql_query *query, int column);
const void *sql_blob(const struct sql_query *query, int column, size_t *len);
