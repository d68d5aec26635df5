#pragma once
// The half of sql.h that speaks to PostgreSQL; sql.c chooses.

#include "sql.h"

struct postgres;
struct postgres_query;

bool postgres_open(const char *url, struct postgres **postgres, struct err *err) MUST_USE;
void postgres_close(struct postgres *postgres);
bool postgres_alive(const struct postgres *postgres);
bool postgres_exec(struct postgres *postgres, const char *script, struct err *err) MUST_USE;
bool postgres_commit(struct postgres *postgres, struct err *err) MUST_USE;
bool postgres_prepare(struct postgres *postgres, const char *text, struct postgres_query **query,
    struct err *err) MUST_USE;
void postgres_finish(struct postgres_query *query);
void postgres_bind_int(struct postgres_query *query, int index, int64_t value);
void postgres_bind_text(struct postgres_query *query, int index, const char *value);
void postgres_bind_blob(struct postgres_query *query, int index, const void *data, size_t len);
bool postgres_step(struct postgres_query *query);
bool postgres_failed(const struct postgres_query *query, struct err *err);
void postgres_reset(struct postgres_query *query);
int64_t postgres_int(const struct postgres_query *query, int column);
const char *postgres_text(const struct postgres_query *query, int column);
const void *postgres_blob(const struct postgres_query *query, int column, size_t *len);
