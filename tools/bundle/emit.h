#pragma once
// Checked content into one SQLite file (firmware/store/schema.sql).

#include "content.h"
#include "db/db.h"

// Writes beside out and renames; equal content gives equal bytes.
bool emit(struct content *content, const char *out, struct err *err) MUST_USE;
// Search tables (search.c); inside emit's transaction.
bool emit_search(struct content *content, struct db *db, struct err *err) MUST_USE;

// The map, if there is one (emit_town.c); likewise.
bool emit_town(const struct content *content, struct db *db, struct err *err) MUST_USE;

// 32-bit FNV-1a, translation.source_hash.
uint32_t emit_source_hash(const char *text);
// The unit's text in the language: its form 0, NULL when it is not translated.
const char *emit_text(
    const struct content *content, const struct unit *unit, int language, int form);
// Steps and resets; false and *err if that failed.
bool emit_run(struct db_query *query, struct err *err) MUST_USE;
