// What changed between two databases. Both are walked in order of table and id, side by side, so that
// memory does not grow with them: the records of each table by its index of ids, and translation, whose
// key begins with the same two.

#include <stdio.h>
#include <string.h>

#include "gate/internal.h"

enum { PLANS_MAX = 96, COLUMNS_MAX = 48, NAME_MAX_BYTES = 64 };

struct plan { // how to read one table
    const char *table;
    const char *records; // SQL: id, n, what counts
    const char *owned;   // SQL: what rows without an id of their own add to record ?1; NULL = none
};

struct plans { // by name of table
    struct arena arena;
    struct plan plan[PLANS_MAX];
    int count;
};

struct column {
    char name[NAME_MAX_BYTES];
    char refers[NAME_MAX_BYTES]; // table, "" = none
};

struct columns {
    struct column column[COLUMNS_MAX];
    int count;
    bool id;
};

enum part { KEY, RECORD, OWNED, TEXT, END }; // of what has a key, in this order

struct side { // one of the two, on its way
    struct db *db;
    const struct plans *plans;
    struct arena arena; // of the key
    int table;          // plan of records
    struct db_query *records;
    struct db_query *owned;
    struct db_query *texts;
    bool record; // records stands on a row
    bool text;   // likewise texts
    const char *key_table;
    const char *key_id;
    bool key_record; // it has a record, which records stood on
    enum part part;  // the row it is at
};

// The model is ours: what fails here is a broken program.
static struct db_query *
ask_model(struct db *model, const char *sql)
{
    struct db_query *query = NULL;
    bool ok = db_prepare(model, sql, &query, NULL);
    ASSERT(ok);
    return query;
}

static void
find_references(struct db *model, struct arena *arena, const char *table, struct columns *columns)
{
    struct db_query *query =
        ask_model(model, arena_printf(arena, "PRAGMA foreign_key_list(\"%s\")", table));
    while (db_step(query)) {
        for (int i = 0; i < columns->count; i++) {
            if (strcmp(columns->column[i].name, db_text(query, 3)) == 0 &&
                strcmp(db_text(query, 4), "n") == 0) {
                snprintf(columns->column[i].refers, NAME_MAX_BYTES, "%s", db_text(query, 2));
            }
        }
    }
    db_finish(query);
}

static struct columns
columns_of(struct db *model, struct arena *arena, const char *table)
{
    struct columns columns = {0};
    struct db_query *query =
        ask_model(model, arena_printf(arena, "PRAGMA table_info(\"%s\")", table));
    while (db_step(query)) {
        ASSERT(columns.count < COLUMNS_MAX);
        struct column *column = &columns.column[columns.count++];
        snprintf(column->name, sizeof column->name, "%s", db_text(query, 1));
        columns.id = columns.id || strcmp(column->name, "id") == 0;
    }
    db_finish(query);
    find_references(model, arena, table, &columns);
    return columns;
}

// ", t.x", or for a reference ", " and the id it means: a row put in between renumbers all after it.
static const char *
column_sql(struct arena *arena, const char *before, const struct column *column)
{
    return column->refers[0]
               ? arena_printf(arena, "%s, (SELECT r.id FROM \"%s\" r WHERE r.n = t.\"%s\")", before,
                     column->refers, column->name)
               : arena_printf(arena, "%s, t.\"%s\"", before, column->name);
}

// Who checked it counts; where it stands in the sheets does not.
static const char *
records_sql(struct arena *arena, const char *table, const struct columns *columns)
{
    const char *list = "";
    for (int i = 0; i < columns->count; i++) {
        const struct column *column = &columns->column[i];
        if (strcmp(column->name, "n") != 0 && strcmp(column->name, "id") != 0) {
            list = column_sql(arena, list, column);
        }
    }
    return arena_printf(arena,
        "SELECT t.id, t.n%s, p.assured_date, p.assurer, p.recheck_days, p.hide_after_days,"
        " p.source_1, p.source_2 FROM \"%s\" t LEFT JOIN provenance p ON p.table_name = '%s'"
        " AND p.record = t.n ORDER BY t.id",
        list, table, table);
}

static const char *
owned_sql(struct arena *arena, const char *table, const struct columns *columns)
{
    const char *list = "";
    for (int i = 1; i < columns->count; i++) {
        list = column_sql(arena, list, &columns->column[i]);
    }
    return arena_printf(arena, "SELECT%s FROM \"%s\" t WHERE t.\"%s\" = ?1 ORDER BY 1", list + 1,
        table, columns->column[0].name);
}

static struct plan *
plan_of(struct plans *plans, const char *table)
{
    for (int i = 0; i < plans->count; i++) {
        if (strcmp(plans->plan[i].table, table) == 0) {
            return &plans->plan[i];
        }
    }
    return NULL;
}

// Tables with ids, and meta by its key without what every build changes. search_item is made from others,
// count_cell too.
static void
plan_records(struct plans *plans, struct db *model)
{
    struct db_query *query =
        ask_model(model, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (db_step(query)) {
        struct columns columns = columns_of(model, &plans->arena, db_text(query, 0));
        struct plan plan = {.table = arena_strdup(&plans->arena, db_text(query, 0))};
        if (strcmp(plan.table, "meta") == 0) {
            plan.records = "SELECT key, 0, value FROM meta WHERE key <> 'built_on'"
                           " AND key <> 'content_version' ORDER BY key";
        } else if (columns.id && strcmp(plan.table, "count_cell") != 0) {
            plan.records = records_sql(&plans->arena, plan.table, &columns);
        } else {
            continue;
        }
        ASSERT(plans->count < PLANS_MAX);
        plans->plan[plans->count++] = plan;
    }
    db_finish(query);
}

// Tables without ids whose first column is a reference: they belong to what it refers to.
static void
plan_owned(struct plans *plans, struct db *model)
{
    struct db_query *query =
        ask_model(model, "SELECT name FROM sqlite_schema WHERE type = 'table'");
    while (db_step(query)) {
        struct columns columns = columns_of(model, &plans->arena, db_text(query, 0));
        struct plan *owner = plan_of(plans, columns.column[0].refers);
        if (!columns.id && owner) {
            ASSERT(!owner->owned);
            owner->owned = owned_sql(&plans->arena, db_text(query, 0), &columns);
        }
    }
    db_finish(query);
}

static void
plans_make(struct plans *plans)
{
    struct db *model = gate_model();
    *plans = (struct plans){0};
    plan_records(plans, model);
    plan_owned(plans, model);
    db_close(model);
}

static bool
step(struct db_query *query, bool *row, struct err *err)
{
    *row = db_step(query);
    return *row || !db_failed(query, err);
}

static void
close_table(struct side *side)
{
    db_finish(side->records);
    db_finish(side->owned);
    side->records = NULL;
    side->owned = NULL;
}

// Stands on the next record, if there is one in this or a later table.
static bool
seek_record(struct side *side, struct err *err)
{
    while (!side->record && side->table < side->plans->count) {
        const struct plan *plan = &side->plans->plan[side->table];
        if (!side->records &&
            (!db_prepare(side->db, plan->records, &side->records, err) ||
                (plan->owned && !db_prepare(side->db, plan->owned, &side->owned, err)))) {
            return false;
        }
        if (!step(side->records, &side->record, err)) {
            return false;
        }
        if (!side->record) {
            close_table(side);
            side->table++;
        }
    }
    return true;
}

static bool
side_open(struct side *side, struct db *db, const struct plans *plans, struct err *err)
{
    *side = (struct side){.db = db, .plans = plans};
    return db_prepare(db,
               "SELECT table_name, record_id, field_name, lang, form, text, status"
               " FROM translation ORDER BY table_name, record_id, field_name, lang, form",
               &side->texts, err) &&
           step(side->texts, &side->text, err) && seek_record(side, err);
}

static void
side_close(struct side *side)
{
    close_table(side);
    db_finish(side->texts);
    arena_finish(&side->arena);
}

static int
key_order(const char *table, const char *id, const char *other_table, const char *other_id)
{
    int order = strcmp(table, other_table);
    return order ? order : strcmp(id, other_id);
}

// The next key, of a record, of texts without one ("ui", "hub"), or of both; NULL at the end.
static void
next_key(struct side *side)
{
    arena_reset(&side->arena);
    side->part = KEY;
    side->key_table = NULL;
    if (!side->record && !side->text) {
        return;
    }
    const char *table = side->record ? side->plans->plan[side->table].table : NULL;
    int order = !side->record ? 1
                : !side->text ? -1
                              : key_order(table, db_text(side->records, 0), db_text(side->texts, 0),
                                    db_text(side->texts, 1));
    const struct db_query *from = order <= 0 ? side->records : side->texts;
    side->key_record = order <= 0;
    side->key_table = order <= 0 ? table : arena_strdup(&side->arena, db_text(from, 0));
    side->key_id = arena_strdup(&side->arena, db_text(from, order <= 0 ? 0 : 1));
}

// From the record to the first row it owns, and on to the next; *row: there is one.
static bool
next_owned(struct side *side, bool *row, struct err *err)
{
    *row = false;
    if (side->part == RECORD && side->owned) {
        db_bind_int(side->owned, 1, db_int(side->records, 1));
    }
    return !side->owned || step(side->owned, row, err);
}

static bool
leave_record(struct side *side, struct err *err)
{
    side->record = false;
    return seek_record(side, err);
}

// From the last other row to the first text, and on to the next.
static bool
next_text(struct side *side, struct err *err)
{
    if (side->part == TEXT && !step(side->texts, &side->text, err)) {
        return false;
    }
    bool ours = side->text && key_order(db_text(side->texts, 0), db_text(side->texts, 1),
                                  side->key_table, side->key_id) == 0;
    side->part = ours ? TEXT : END;
    return true;
}

// The next row of what has the key.
static bool
next_row(struct side *side, struct err *err)
{
    if (side->part == KEY && side->key_record) {
        side->part = RECORD;
        return true;
    }
    if (side->part == RECORD || side->part == OWNED) {
        bool row = false;
        if (!next_owned(side, &row, err)) {
            return false;
        }
        if (row) {
            side->part = OWNED;
            return true;
        }
        if (!leave_record(side, err)) {
            return false;
        }
    }
    return next_text(side, err);
}

static bool
equal_columns(const struct db_query *a, const struct db_query *b, int from)
{
    for (int i = from; i < db_columns(a); i++) {
        size_t a_len = 0;
        size_t b_len = 0;
        bool equal_null = db_is_null(a, i) == db_is_null(b, i);
        const void *a_data = db_blob(a, i, &a_len);
        const void *b_data = db_blob(b, i, &b_len);
        if (!equal_null || a_len != b_len || (a_len > 0 && memcmp(a_data, b_data, a_len) != 0)) {
            return false;
        }
    }
    return true;
}

// Both have the key.
static bool
equal_rows(const struct side *a, const struct side *b)
{
    switch (a->part == b->part ? a->part : KEY) {
    case RECORD:
        return equal_columns(a->records, b->records, 2);
    case OWNED:
        return equal_columns(a->owned, b->owned, 0);
    case TEXT:
        return equal_columns(a->texts, b->texts, 2);
    case END:
        return true;
    case KEY:
    default:
        return false;
    }
}

static bool
pass_rows(struct side *side, struct err *err)
{
    bool ok = true;
    while (ok && side->part != END) {
        ok = next_row(side, err);
    }
    return ok;
}

// Passes what has the same key on both sides.
static bool
compare_rows(struct side *before, struct side *after, bool *equal, struct err *err)
{
    do {
        if (!next_row(before, err) || !next_row(after, err)) {
            return false;
        }
        *equal = equal_rows(before, after);
    } while (*equal && before->part != END);
    return pass_rows(before, err) && pass_rows(after, err);
}

struct telling {
    struct gate_diff *diff;
    void (*each)(void *context, const struct gate_changed *changed);
    void *context;
};

static void
tell(const struct telling *telling, enum gate_change change, const char *table, const char *id)
{
    struct gate_diff *diff = telling->diff;
    int *count = change == GATE_ADDED     ? &diff->added
                 : change == GATE_UPDATED ? &diff->updated
                                          : &diff->removed;
    (*count)++;
    if (telling->each) {
        struct gate_changed changed = {change, table, id};
        telling->each(telling->context, &changed);
    }
}

static int
side_order(const struct side *before, const struct side *after)
{
    return !before->key_table ? 1
           : !after->key_table
               ? -1
               : key_order(before->key_table, before->key_id, after->key_table, after->key_id);
}

// What the first of the keys stands for, on the side or sides that have it.
static bool
walk_key(struct side *before, struct side *after, const struct telling *telling, struct err *err)
{
    int order = side_order(before, after);
    bool equal = false;
    if (order < 0) {
        tell(telling, GATE_REMOVED, before->key_table, before->key_id);
        return pass_rows(before, err);
    }
    if (order > 0) {
        tell(telling, GATE_ADDED, after->key_table, after->key_id);
        return pass_rows(after, err);
    }
    if (!compare_rows(before, after, &equal, err)) {
        return false;
    }
    if (!equal) {
        tell(telling, GATE_UPDATED, after->key_table, after->key_id);
    }
    return true;
}

static bool
walk(struct side *before, struct side *after, const struct telling *telling, struct err *err)
{
    next_key(before);
    next_key(after);
    while (before->key_table || after->key_table) {
        if (!walk_key(before, after, telling, err)) {
            return false;
        }
        if (before->part == END) {
            next_key(before);
        }
        if (after->part == END) {
            next_key(after);
        }
    }
    return true;
}

static bool
walk_map(struct db *before, struct db *after, const struct telling *telling, struct err *err)
{
    struct map_difference map;
    if (!gate_compare_map(before, after, &map, err)) {
        return false;
    }
    if (!map.equal) {
        tell(telling,
            !map.before  ? GATE_ADDED
            : !map.after ? GATE_REMOVED
                         : GATE_UPDATED,
            "map", "");
    }
    return true;
}

bool
// NOLINTNEXTLINE(readability-function-size): two databases, what to fill and whom to tell
gate_compare(struct db *before, struct db *after, struct gate_diff *diff,
    void (*each)(void *context, const struct gate_changed *changed), void *context, struct err *err)
{
    struct plans plans;
    struct side sides[2] = {0};
    struct telling telling = {diff, each, context};
    *diff = (struct gate_diff){0};
    plans_make(&plans);
    bool ok = side_open(&sides[0], before, &plans, err) &&
              side_open(&sides[1], after, &plans, err) &&
              walk(&sides[0], &sides[1], &telling, err) && walk_map(before, after, &telling, err);
    side_close(&sides[0]);
    side_close(&sides[1]);
    arena_finish(&plans.arena);
    return ok;
}
