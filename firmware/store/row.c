#include <limits.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "store/internal.h"

static const int64_t money_max = INT64_C(1000) * 1000 * 1000 * 1000 * 1000;

static void
warn(struct slot *slot, const char *text)
{
    if (!slot->warned) {
        slot->warned = true;
        LOG_WARN("store: %s", text);
    }
}

struct row
store_row_open(struct store *store, struct arena *arena, struct slot *slot, const char *sql)
{
    struct err err = {0};
    if (!slot->tried) {
        slot->tried = true;
        if (!db_prepare(store->db, sql, &slot->query, &err)) {
            store->broken = store->broken || err.kind == ERR_FORMAT;
            warn(slot, err.text);
        }
    }
    db_reset(slot->query);
    return (struct row){.store = store, .arena = arena, .slot = slot, .limit = STORE_ROWS_MAX};
}

struct row
store_row_begin(struct store *store, struct arena *arena, enum query query)
{
    return store_row_open(store, arena, &store->slot[query], store_sql(query));
}

struct row
store_row_of(struct store *store, struct arena *arena, enum query query, int n)
{
    struct row row = store_row_begin(store, arena, query);
    store_row_bind(&row, 1, n);
    return row;
}

void
store_row_bind(struct row *row, int index, int64_t value)
{
    db_bind_int(row->slot->query, index, value);
}

void
store_row_bind_text(struct row *row, int index, const char *value)
{
    db_bind_text(row->slot->query, index, value);
}

bool
store_row_next(struct row *row)
{
    struct slot *slot = row->slot;
    if (slot->broken) {
        return false;
    }
    if (row->rows >= row->limit) {
        store_row_doubt(row, "more rows than the limit");
        db_reset(slot->query);
        return false;
    }
    row->rows++;
    row->column = 0;
    if (db_step(slot->query)) {
        return true;
    }
    struct err err = {0};
    if (db_failed(slot->query, &err)) {
        slot->broken = err.kind == ERR_LIMIT;
        row->store->broken = row->store->broken || err.kind == ERR_FORMAT;
        warn(slot, err.text);
    }
    return false;
}

void
store_row_end(struct row *row)
{
    db_reset(row->slot->query);
}

void
store_row_doubt(struct row *row, const char *what)
{
    if (!row->slot->warned) {
        row->slot->warned = true;
        LOG_WARN("store: %s in column \"%s\"", what,
            db_column_name(row->slot->query, row->column > 0 ? row->column - 1 : 0));
    }
}

const char *
store_row_text(struct row *row)
{
    const char *text = db_text(row->slot->query, row->column);
    row->column++;
    size_t len = strnlen(text, STORE_TEXT_MAX + 1);
    if (len > STORE_TEXT_MAX || !utf8_valid(text, len)) {
        store_row_doubt(row, len > STORE_TEXT_MAX ? "a text too long" : "malformed UTF-8");
        return "";
    }
    return len == 0 ? "" : arena_strndup(row->arena, text, len);
}

const char *
store_row_codes(struct row *row)
{
    const char *codes = store_row_text(row);
    size_t start = strspn(codes, ",");
    size_t len = strlen(codes);
    while (len > start && codes[len - 1] == ',') {
        len--;
    }
    return len == start ? "" : arena_strndup(row->arena, codes + start, len - start);
}

static int64_t
number(struct row *row, int64_t min, int64_t max, int64_t none)
{
    bool null = db_is_null(row->slot->query, row->column);
    int64_t value = db_int(row->slot->query, row->column);
    row->column++;
    if (null) {
        return none;
    }
    if (value < min || value > max) {
        store_row_doubt(row, "an absurd number");
        return none;
    }
    return value;
}

int
store_row_int(struct row *row, int min, int max, int none)
{
    return (int)number(row, min, max, none);
}

int
store_row_n(struct row *row)
{
    return (int)number(row, 1, STORE_N_MAX, 0);
}

bool
store_row_flag(struct row *row)
{
    return number(row, 0, 1, 0) == 1;
}

int64_t
store_row_money(struct row *row)
{
    return number(row, 0, money_max, 0);
}
