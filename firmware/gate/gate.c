#include "gate/gate.h"

#include <stdio.h>
#include <string.h>

#include "gate/internal.h"

enum { NAME_SHOWN = 48 };

// A stranger's name for the journal.
static const char *
shown(const char *name, char buffer[NAME_SHOWN])
{
    size_t len = 0;
    for (; name[len] && len < NAME_SHOWN - 1; len++) {
        buffer[len] = name[len] >= ' ' && name[len] <= '~' ? name[len] : '?';
    }
    buffer[len] = '\0';
    return buffer;
}

static const struct definition *
find(const struct definitions *in, const char *name)
{
    int low = 0;
    int high = in->count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = strcmp(in->rows[middle].name, name);
        if (order == 0) {
            return &in->rows[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

// Whether the candidate made its search table n by this statement.
static bool
made_by(const struct definitions *found, int n, const char *sql)
{
    char name[32];
    snprintf(name, sizeof name, "search_%d", n);
    const struct definition *row = find(found, name);
    size_t len = strlen(sql);
    return row && row->len >= len && memcmp(row->bytes + row->len - len, sql, len) == 0;
}

// The search tables of the languages that the candidate says it has, in the way it made them: there
// are two, and it may choose.
static bool
add_search_tables(struct db *db, struct db *model, const struct definitions *found, struct err *err)
{
    struct db_query *query = NULL;
    if (!db_prepare(db, "SELECT n FROM language_pack ORDER BY n", &query, err)) {
        return false;
    }
    int n = 0;
    bool ok = true;
    while (ok && db_step(query)) {
        char sql[GATE_SQL_MAX];
        n++;
        if (db_int(query, 0) != n || n > BUNDLE_LANGUAGES_MAX) {
            ok = err_set(err, ERR_FORMAT, "language_pack is not numbered 1, 2, ... %d",
                BUNDLE_LANGUAGES_MAX);
        } else {
            gate_search_sql(n, true, sql);
            gate_search_sql(n, made_by(found, n, sql), sql);
            ok = db_exec(model, sql, err);
        }
    }
    ok = ok && !db_failed(query, err);
    db_finish(query);
    return ok;
}

static bool
same(const struct definition *a, const struct definition *b)
{
    return a->len == b->len && memcmp(a->bytes, b->bytes, a->len) == 0 && a->rooted == b->rooted;
}

// Both are in order of names, of which the wanted ones are unique.
static bool
compare(const struct definitions *found, const struct definitions *wanted, struct err *err)
{
    char name[NAME_SHOWN];
    int count = found->count < wanted->count ? found->count : wanted->count;
    for (int i = 0; i < count; i++) {
        const struct definition *a = &found->rows[i];
        const struct definition *b = &wanted->rows[i];
        int order = strcmp(a->name, b->name);
        if (order != 0) {
            return err_set(err, ERR_FORMAT, "schema: %s %s",
                shown(order < 0 ? a->name : b->name, name),
                order < 0 ? "is foreign" : "is missing");
        }
        if (!same(a, b)) {
            return err_set(
                err, ERR_FORMAT, "schema: %s is defined otherwise", shown(a->name, name));
        }
    }
    if (found->count != wanted->count) {
        bool more = found->count > count;
        return err_set(err, ERR_FORMAT, "schema: %s %s",
            shown((more ? found : wanted)->rows[count].name, name),
            more ? "is foreign" : "is missing");
    }
    return true;
}

// Before language_pack may be read it must be the table we think it is.
static bool
languages_are_ours(
    const struct definitions *found, const struct definitions *wanted, struct err *err)
{
    const struct definition *a = find(found, "language_pack");
    const struct definition *b = find(wanted, "language_pack");
    return (a && b && same(a, b)) || err_set(err, ERR_FORMAT, "schema: no language_pack of ours");
}

static bool
check_schema(struct db *db, struct db *model, struct definitions *wanted, struct err *err)
{
    struct definitions found = {0};
    bool ok = definitions_read(db, &found, err) && definitions_read(model, wanted, err) &&
              languages_are_ours(&found, wanted, err) && add_search_tables(db, model, &found, err);
    definitions_free(wanted);
    ok = ok && definitions_read(model, wanted, err) && compare(&found, wanted, err);
    definitions_free(&found);
    return ok;
}

// Free pages are never read, but db_save() leaves none.
static bool
check_pages(struct db *db, struct err *err)
{
    int64_t free_pages = 0;
    return db_number(db, "PRAGMA freelist_count", &free_pages, err) &&
           (free_pages == 0 || err_set(err, ERR_FORMAT, "free pages")) && db_check(db, err);
}

static bool
read_first(struct db *db, const char *table, struct err *err)
{
    char sql[128];
    struct db_query *query = NULL;
    snprintf(sql, sizeof sql, "SELECT * FROM \"%.64s\" LIMIT 1", table);
    if (!db_prepare(db, sql, &query, err)) {
        return err_wrap(err, "%.64s", table);
    }
    if (db_step(query)) {
        for (int i = 0; i < db_columns(query); i++) {
            size_t len = 0;
            db_blob(query, i, &len);
        }
    }
    bool ok = !db_failed(query, err);
    db_finish(query);
    return ok || err_wrap(err, "%.64s", table);
}

static bool
read_first_rows(struct db *db, const struct definitions *wanted, struct err *err)
{
    for (int i = 0; i < wanted->count; i++) {
        if (wanted->rows[i].table && !read_first(db, wanted->rows[i].name, err)) {
            return false;
        }
    }
    return true;
}

bool
gate_check(struct db *db, struct err *err)
{
    struct db *model = gate_model();
    struct definitions wanted = {0};
    bool ok = check_schema(db, model, &wanted, err) && check_pages(db, err) &&
              read_first_rows(db, &wanted, err) && gate_check_map(db, err);
    definitions_free(&wanted);
    db_close(model);
    return ok;
}
