// What can be found by typing: per language a full-text table over everything a visitor may look for.

#include <string.h>

#include "emit.h"
#include "gate/gate.h"
#include "text/text.h"

enum { ITEM_UNITS_MAX = 1024 };

struct item {
    const char *table;
    int record; // index
    const char *icon;
    int name;   // unit
    int *units; // what else it is found by
    int count;
};

struct collector {
    struct content *content;
    int units[ITEM_UNITS_MAX];
    int count;
};

static void
add_unit(struct collector *collector, const char *table, const char *id, const char *field)
{
    struct content *content = collector->content;
    const char *key = arena_printf(&content->arena, "%s.%s.%s", table, id, field);
    int unit = index_find(&content->units.keys, key);
    if (unit >= 0 && collector->count < ITEM_UNITS_MAX) {
        collector->units[collector->count++] = unit;
    }
}

static void
add_texts(struct collector *collector, const struct rows *rows, int record)
{
    for (int i = 0; i < rows->sheet->count; i++) {
        if (rows->sheet->columns[i].kind == COLUMN_TEXT) {
            add_unit(collector, rows->sheet->name, rows->records[record].id,
                rows->sheet->columns[i].name);
        }
    }
}

// Names of the record a column refers to, the short one too.
static void
add_named(struct collector *collector, const struct rows *rows, int record, const char *column)
{
    struct content *content = collector->content;
    int at = sheet_column(rows->sheet, column);
    int other = at < 0 ? -1 : content_ref(content, rows, &rows->records[record], column);
    if (other >= 0) {
        const struct rows *there = content_rows(content, rows->sheet->columns[at].words);
        add_unit(collector, there->sheet->name, there->records[other].id, "name");
        add_unit(collector, there->sheet->name, there->records[other].id, "alternate_name");
    }
}

// All texts, or with a column only the names it refers to, of the records of sheet that refer to this
// one by owner.
static void
add_owned(struct collector *collector, const char *sheet, const char *owner, int record,
    const char *column)
{
    struct content *content = collector->content;
    const struct rows *rows = content_rows(content, sheet);
    for (int i = 0; i < rows->count; i++) {
        if (content_ref(content, rows, &rows->records[i], owner) != record) {
            continue;
        }
        if (column) {
            add_named(collector, rows, i, column);
        } else {
            add_texts(collector, rows, i);
        }
    }
}

static void
add_procedure(struct collector *collector, int record)
{
    struct content *content = collector->content;
    const struct rows *procedures = content_rows(content, "procedure");
    const struct rows *steps = content_rows(content, "step");
    add_named(collector, procedures, record, "authority_organization_id");
    add_owned(collector, "step", "procedure_id", record, NULL);
    for (int i = 0; i < steps->count; i++) {
        if (content_ref(content, steps, &steps->records[i], "procedure_id") == record) {
            add_owned(collector, "step_requirement", "step_id", i, "requirement_id");
        }
    }
}

static void
add_service(struct collector *collector, int record)
{
    struct content *content = collector->content;
    const struct rows *services = content_rows(content, "service");
    const char *list = content_cell(services, &services->records[record], "topic_ids");
    for (const char *id; content_item(content, &list, &id);) {
        add_unit(collector, "topic", id, "name");
    }
    add_named(collector, services, record, "organization_id");
    add_owned(collector, "service_at_location", "service_id", record, "location_id");
    add_owned(collector, "required_document", "service_id", record, NULL);
    add_owned(collector, "required_document", "service_id", record, "requirement_id");
}

static void
collect(struct content *content, const struct rows *rows, int record, struct item *item)
{
    struct collector collector = {.content = content};
    const char *table = rows->sheet->name;
    const char *name = strcmp(table, "myth") == 0 ? "claim" : "name";
    int icon = sheet_column(rows->sheet, "icon");
    add_unit(&collector, table, rows->records[record].id, name);
    *item = (struct item){.table = table, .record = record, .icon = rows->sheet->icon};
    item->icon = icon >= 0 ? rows->records[record].cells[icon] : item->icon;
    item->name = collector.count > 0 ? collector.units[0] : -1;
    add_texts(&collector, rows, record);
    add_named(&collector, rows, record, "topic_id");
    if (strcmp(table, "procedure") == 0) {
        add_procedure(&collector, record);
    } else if (strcmp(table, "page") == 0) {
        add_owned(&collector, "page_block", "page_id", record, NULL);
    } else if (strcmp(table, "service") == 0) {
        add_service(&collector, record);
    } else if (strcmp(table, "lesson") == 0) {
        add_owned(&collector, "lesson_card", "lesson_id", record, NULL);
        add_owned(&collector, "quiz_item", "lesson_id", record, NULL);
    } else if (strcmp(table, "showcard") == 0) {
        add_named(&collector, rows, record, "procedure_id");
    }
    item->count = collector.count;
    item->units = arena_array(&content->arena, int, collector.count + 1);
    memcpy(item->units, collector.units, sizeof(int) * (size_t)collector.count);
}

static int
collect_all(struct content *content, struct item **items)
{
    static const char *const tables[] = {
        "procedure", "page", "service", "hotline", "myth", "lesson", "showcard"};
    enum { TABLES = sizeof tables / sizeof *tables };
    int total = 0;
    for (int i = 0; i < TABLES; i++) {
        total += content_rows(content, tables[i])->count;
    }
    *items = arena_array(&content->arena, struct item, total + 1);
    total = 0;
    for (int i = 0; i < TABLES; i++) {
        const struct rows *rows = content_rows(content, tables[i]);
        for (int k = 0; k < rows->count; k++) {
            collect(content, rows, k, &(*items)[total++]);
        }
    }
    return total;
}

static bool
emit_items(const struct item *items, int count, struct db *db, struct err *err)
{
    struct db_query *query = NULL;
    bool ok = db_prepare(db,
        "INSERT INTO search_item(n, table_name, record, icon) VALUES(?1, ?2, ?3, ?4)", &query, err);
    for (int i = 0; ok && i < count; i++) {
        db_bind_int(query, 1, i + 1);
        db_bind_text(query, 2, items[i].table);
        db_bind_int(query, 3, items[i].record + 1);
        db_bind_text(query, 4, items[i].icon);
        ok = emit_run(query, err);
    }
    db_finish(query);
    return ok;
}

// In the language, else in the first of its fallbacks that has it.
static const char *
text_for(const struct content *content, const struct unit *unit, int language)
{
    const char *text = emit_text(content, unit, language, 0);
    const struct language *in = &content->languages[language];
    for (int i = 0; !text && i < in->fallback_count; i++) {
        text = emit_text(content, unit, in->fallback[i], 0);
    }
    return text ? text : unit->source;
}

// What the screens show of it in that language; words of another one are looked for in that one's table.
static const char *
body_of(const struct content *content, const struct item *item, int language, struct arena *scratch)
{
    size_t size = 1;
    ASSERT(item->count == 0 || content->units.items);
    for (int i = 0; i < item->count; i++) {
        size += strlen(text_for(content, &content->units.items[item->units[i]], language)) + 1;
    }
    char *body = arena_alloc(scratch, size);
    char *end = body;
    for (int i = 0; i < item->count; i++) {
        const struct unit *unit = &content->units.items[item->units[i]];
        end = stpcpy(stpcpy(end, text_for(content, unit, language)), "\n");
    }
    return body;
}

static bool
fill_table(const struct content *content, const struct item *items, int count, int language,
    struct db_query *query)
{
    struct arena scratch = {0};
    bool ok = true;
    for (int i = 0; ok && i < count; i++) {
        arena_reset(&scratch);
        const struct unit *name = items[i].name < 0 ? NULL : &content->units.items[items[i].name];
        db_bind_int(query, 1, i + 1);
        db_bind_text(
            query, 2, name ? text_fold_index(&scratch, text_for(content, name, language)) : "");
        db_bind_text(
            query, 3, text_fold_index(&scratch, body_of(content, &items[i], language, &scratch)));
        ok = emit_run(query, NULL);
    }
    arena_finish(&scratch);
    return ok;
}

bool
emit_search(struct content *content, struct db *db, struct err *err)
{
    struct item *items = NULL;
    int count = collect_all(content, &items);
    bool ok = emit_items(items, count, db, err);
    progress_set(content->progress, "writing search tables");
    for (int language = 0; ok && language < content->language_count; language++) {
        char sql[GATE_SQL_MAX];
        int n = language + 1;
        struct db_query *query = NULL;
        progress_show(content->progress, language, content->language_count);
        gate_search_sql(n, content->languages[language].spaceless, sql);
        ok = db_exec(db, sql, err);
        snprintf(sql, sizeof sql, "INSERT INTO search_%d(rowid, name, body) VALUES(?1, ?2, ?3)", n);
        ok = ok && db_prepare(db, sql, &query, err);
        if (ok && !fill_table(content, items, count, language, query)) {
            ok = err_set(err, ERR_FORMAT, "search_%d cannot be filled", n);
        }
        db_finish(query);
        snprintf(sql, sizeof sql, "INSERT INTO search_%d(search_%d) VALUES('optimize')", n, n);
        ok = ok && db_exec(db, sql, err);
    }
    return ok;
}
