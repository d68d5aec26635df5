#include "emit.h"

#include <stdlib.h>
#include <string.h>

#include "gate/gate.h"
#include "text/text.h"
#include "value.h"

enum { SQL_MAX = 2048 };

bool
emit_run(struct db_query *query, struct err *err)
{
    db_step(query);
    bool ok = !db_failed(query, err);
    db_reset(query);
    return ok;
}

uint32_t
emit_source_hash(const char *text)
{
    uint32_t hash = UINT32_C(2166136261);
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT32_C(16777619);
    }
    return hash;
}

const char *
emit_text(const struct content *content, const struct unit *unit, int language, int form)
{
    if (language != unit->home) {
        return unit->translations[language].forms[form];
    }
    if (!unit->plural) {
        return form == 0 ? unit->source : NULL;
    }
    int forms = content->languages[language].forms;
    if (forms == 1) {
        return form == 0 ? unit->plural : NULL;
    }
    return form == 0 ? unit->source : form < forms ? unit->plural : NULL;
}

static bool
emit_meta(struct content *content, struct db *db, struct err *err)
{
    struct db_query *query = NULL;
    bool ok = db_prepare(db, "INSERT INTO meta(key, value) VALUES(?1, ?2)", &query, err);
    for (int i = 0; ok && i < content->meta_count; i++) {
        if (meta_stored(content->meta[i].key)) {
            db_bind_text(query, 1, content->meta[i].key);
            db_bind_text(query, 2, content->meta[i].value);
            ok = emit_run(query, err);
        }
    }
    if (ok && !*content_meta(content, "content_version")) {
        db_bind_text(query, 1, "content_version");
        db_bind_text(query, 2, content_meta(content, "built_on"));
        ok = emit_run(query, err);
    }
    if (ok && !*content_meta(content, "demonstration")) {
        db_bind_text(query, 1, "demonstration");
        db_bind_text(query, 2, "0");
        ok = emit_run(query, err);
    }
    db_finish(query);
    return ok;
}

// "a|b" as the database has it: ",a,b,".
static const char *
as_list(struct arena *arena, const char *cell)
{
    if (!*cell) {
        return "";
    }
    char *list = arena_printf(arena, ",%s,", cell);
    for (char *p = list; *p; p++) {
        *p = *p == '|' ? ',' : *p;
    }
    return list;
}

static void
bind_picture(struct content *content, struct db_query *query, int at, const char *column, int index)
{
    const struct picture *picture = &content->pictures[index];
    if (strcmp(column, "mime") == 0) {
        db_bind_text(query, at, picture->mime);
    } else if (strcmp(column, "data") == 0) {
        db_bind_blob(query, at, picture->data, picture->len);
    } else {
        db_bind_int(query, at, strcmp(column, "width") == 0 ? picture->width : picture->height);
    }
}

static void
bind_money(const struct rows *rows, const struct record *record, struct db_query *query, int at,
    const char *cell)
{
    int64_t minor = 0;
    value_money(cell, content_cell(rows, record, "currency"), &minor);
    db_bind_int(query, at, minor);
}

static void
bind_number(struct db_query *query, int at, enum column_kind kind, const char *cell)
{
    if (!*cell) {
        db_bind_null(query, at);
    } else if (kind == COLUMN_LATITUDE || kind == COLUMN_LONGITUDE) {
        db_bind_real(query, at, strtod(cell, NULL));
    } else {
        db_bind_int(query, at, strtoll(cell, NULL, 10));
    }
}

static void
bind_cell(struct content *content, const struct rows *rows, struct db_query *query, int at,
    const int place[2])
{
    const struct record *record = &rows->records[place[0]];
    const struct column *column = &rows->sheet->columns[place[1]];
    const char *cell = record->cells[place[1]];
    switch ((int)column->kind) {
    case COLUMN_REF:
    case COLUMN_PHOTO: {
        int other = content_ref(content, rows, record, column->name);
        if (other < 0) {
            db_bind_null(query, at);
        } else {
            db_bind_int(query, at, other + 1);
        }
        break;
    }
    case COLUMN_INT:
    case COLUMN_BOOL:
    case COLUMN_LATITUDE:
    case COLUMN_LONGITUDE:
        bind_number(query, at, column->kind, cell);
        break;
    case COLUMN_MONEY:
        bind_money(rows, record, query, at, cell);
        break;
    case COLUMN_WORDS:
    case COLUMN_ENUMS:
    case COLUMN_INTS:
    case COLUMN_TAGS:
        db_bind_text(query, at, as_list(&content->arena, cell));
        break;
    case COLUMN_MADE:
        bind_picture(content, query, at, column->name, place[0]);
        break;
    default:
        db_bind_text(query, at, cell);
        break;
    }
}

// INSERT of all columns the table has; their positions go to columns.
static int
insert_sql(const struct sheet *sheet, char *sql, size_t size, int *columns)
{
    char values[512] = "";
    int count = 0;
    int used = snprintf(sql, size, "INSERT INTO \"%s\"(n", sheet->name);
    int used_values = 0;
    for (int i = 0; i < sheet->count; i++) {
        char name[64];
        const char *column = sheet_sql_name(&sheet->columns[i], name, sizeof name);
        if (column) {
            columns[count++] = i;
            used += snprintf(sql + used, size - (size_t)used, ",\"%s\"", column);
            used_values += snprintf(
                values + used_values, sizeof values - (size_t)used_values, ",?%d", count + 1);
        }
    }
    snprintf(sql + used, size - (size_t)used, ") VALUES(?1%s)", values);
    return count;
}

static bool
emit_rows(struct content *content, const struct rows *rows, struct db *db, struct err *err)
{
    char sql[SQL_MAX];
    int columns[SHEET_COLUMNS_MAX];
    int count = insert_sql(rows->sheet, sql, sizeof sql, columns);
    struct db_query *query = NULL;
    bool ok = db_prepare(db, sql, &query, err);
    for (int i = 0; ok && i < rows->count; i++) {
        db_bind_int(query, 1, i + 1);
        for (int k = 0; k < count; k++) {
            bind_cell(content, rows, query, k + 2, (int[2]){i, columns[k]});
        }
        ok = emit_run(query, err) ||
             err_wrap(err, "%s:%d", rows->records[i].file, rows->records[i].row);
    }
    db_finish(query);
    return ok;
}

static bool
emit_service_topics(struct content *content, struct db *db, struct err *err)
{
    const struct rows *services = content_rows(content, "service");
    const struct rows *topics = content_rows(content, "topic");
    struct db_query *query = NULL;
    bool ok = db_prepare(
        db, "INSERT OR IGNORE INTO service_topic(service_n, topic_n) VALUES(?1, ?2)", &query, err);
    for (int i = 0; ok && i < services->count; i++) {
        const char *list = content_cell(services, &services->records[i], "topic_ids");
        for (const char *id; ok && content_item(content, &list, &id);) {
            db_bind_int(query, 1, i + 1);
            db_bind_int(query, 2, index_find(&topics->ids, id) + 1);
            ok = emit_run(query, err);
        }
    }
    db_finish(query);
    return ok;
}

static bool
emit_unit(struct content *content, const struct unit *unit, int language, struct db_query *query,
    struct err *err)
{
    static const char *const statuses[] = {"source", "machine", "draft", "reviewed", "validated"};
    const struct language *in = &content->languages[language];
    bool ok = true;
    for (int form = 0; ok && form < CONTENT_FORMS_MAX; form++) {
        const char *text = emit_text(content, unit, language, form);
        if (!text) {
            continue;
        }
        bool home = language == unit->home;
        db_bind_text(query, 1, unit->table);
        db_bind_text(query, 2, unit->id);
        db_bind_text(query, 3, unit->field);
        db_bind_text(query, 4, in->tag);
        db_bind_int(query, 5, form);
        db_bind_text(query, 6, in->rtl ? text_isolate(&content->arena, text) : text);
        db_bind_text(
            query, 7, statuses[home ? STATUS_SOURCE : unit->translations[language].status]);
        db_bind_int(query, 8, emit_source_hash(unit->source));
        ok = emit_run(query, err) || err_wrap(err, "%s", unit->key);
    }
    return ok;
}

static bool
emit_translations(struct content *content, struct db *db, struct err *err)
{
    struct db_query *query = NULL;
    bool ok = db_prepare(db,
        "INSERT INTO translation(table_name, record_id, field_name, lang, form, text, status,"
        " source_hash) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        &query, err);
    progress_set(content->progress, "writing texts");
    for (int i = 0; ok && i < content->units.count; i++) {
        progress_show(content->progress, i, content->units.count);
        for (int language = 0; ok && language < content->language_count; language++) {
            ok = emit_unit(content, &content->units.items[i], language, query, err);
        }
    }
    db_finish(query);
    return ok;
}

static bool
emit_record_provenance(const struct rows *rows, int index, struct db_query *query, struct err *err)
{
    const struct record *record = &rows->records[index];
    db_bind_text(query, 1, rows->sheet->name);
    db_bind_int(query, 2, index + 1);
    for (int cell = 0; cell < SHEET_PROVENANCE; cell++) {
        if (sheet_provenance(cell)->kind == COLUMN_INT) {
            bind_number(query, cell + 3, COLUMN_INT, record->provenance[cell]);
        } else {
            db_bind_text(query, cell + 3, record->provenance[cell]);
        }
    }
    db_bind_text(query, 9, record->file);
    db_bind_int(query, 10, record->row);
    return emit_run(query, err);
}

static bool
emit_provenance(struct content *content, struct db *db, struct err *err)
{
    struct db_query *query = NULL;
    bool ok = db_prepare(db,
        "INSERT INTO provenance(table_name, record, assured_date, assurer, recheck_days,"
        " hide_after_days, source_1, source_2, file, row)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        &query, err);
    for (int i = 0; ok && i < SHEETS_COUNT; i++) {
        const struct rows *rows = &content->rows[i];
        bool pack = (rows->sheet->flags & SHEET_KEYED_TAG) != 0;
        for (int k = 0; ok && !pack && k < rows->count; k++) {
            ok = emit_record_provenance(rows, k, query, err);
        }
    }
    db_finish(query);
    return ok;
}

static bool
emit_tables(struct content *content, struct db *db, struct err *err)
{
    bool ok = db_exec(db, "BEGIN", err) && emit_meta(content, db, err);
    for (int i = 0; ok && i < SHEETS_COUNT; i++) {
        ok = emit_rows(content, &content->rows[i], db, err);
    }
    return ok && emit_service_topics(content, db, err) && emit_translations(content, db, err) &&
           emit_provenance(content, db, err) && emit_search(content, db, err) &&
           emit_town(content, db, err) && db_exec(db, "COMMIT", err);
}

static bool
prove(struct db *db, struct err *err)
{
    struct db_query *query = NULL;
    char word[64] = "";
    if (!db_prepare(db, "PRAGMA foreign_key_check", &query, err)) {
        return false;
    }
    bool dangling = db_step(query);
    if (dangling) {
        err_set(err, ERR_FORMAT, "%s row %lld refers to a record of %s that is not there",
            db_text(query, 0), (long long)db_int(query, 1), db_text(query, 2));
    }
    bool failed = dangling || db_failed(query, err);
    db_finish(query);
    return !failed && db_word(db, "PRAGMA integrity_check", word, sizeof word, err) &&
           (strcmp(word, "ok") == 0 || err_set(err, ERR_FORMAT, "integrity check: %s", word));
}

bool
emit(struct content *content, const char *out, struct err *err)
{
    struct db *db = NULL;
    bool ok = db_open("", DB_MEMORY, &db, err) && db_exec(db, gate_schema(), err) &&
              emit_tables(content, db, err) && prove(db, err) && db_save(db, out, err);
    db_close(db);
    return ok;
}
