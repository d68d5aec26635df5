// What each cell must be: filled, of its kind, and referring to something that is there.

#include <string.h>

#include "content.h"
#include "value.h"

// The icon of the record's first topic, else the sheet's own.
static const char *
topic_icon(struct content *content, const struct rows *rows, const struct record *record)
{
    const struct rows *topics = content_rows(content, "topic");
    int at = sheet_column(rows->sheet, "topic_ids");
    at = at >= 0 ? at : sheet_column(rows->sheet, "topic_id");
    const char *list = at >= 0 ? record->cells[at] : "";
    const char *id = "";
    content_item(content, &list, &id);
    int topic = index_find(&topics->ids, id);
    if (topic >= 0) {
        return content_cell(topics, &topics->records[topic], "icon");
    }
    return rows->sheet->icon ? rows->sheet->icon : "";
}

static const char *
fallback_of(struct content *content, const struct rows *rows, int index, const char *fallback)
{
    if (strcmp(fallback, "@row") == 0) {
        return arena_printf(&content->arena, "%d", index + 1);
    }
    if (strcmp(fallback, "@icon") == 0) {
        return topic_icon(content, rows, &rows->records[index]);
    }
    if (strcmp(fallback, "@qr") == 0) {
        return content_true(rows, &rows->records[index], "sensitive") ? "0" : "1";
    }
    return *fallback == '@' ? content_meta(content, fallback + 1) : fallback;
}

void
records_defaults(struct content *content, struct rows *rows)
{
    for (int i = 0; i < rows->count; i++) {
        struct record *record = &rows->records[i];
        for (int k = 1; k < rows->sheet->count; k++) {
            const char *fallback = rows->sheet->columns[k].fallback;
            if (!*record->cells[k] && fallback) {
                record->cells[k] = fallback_of(content, rows, i, fallback);
            }
        }
    }
}

static void
check_known(struct content *content, const struct rows *rows, const struct record *record, int at)
{
    const struct column *column = &rows->sheet->columns[at];
    const struct rows *there = content_rows(content, column->words);
    const char *list = record->cells[at];
    for (const char *id; content_item(content, &list, &id);) {
        if (index_find(&there->ids, id) >= 0) {
            continue;
        }
        const char **names = arena_array(&content->arena, const char *, there->count + 1);
        for (int i = 0; i < there->count; i++) {
            names[i] = there->records[i].id;
        }
        report_error(content->report, content_spot(rows, record, at),
            "%s: no %s has the id '%.70s'; write one of %s%s", column->name, column->words, id,
            there->file, report_closest(&content->arena, id, names, there->count));
    }
}

static void
check_facts(struct content *content, const struct rows *rows, const struct record *record, int at)
{
    const struct rows *facts = content_rows(content, "fact");
    const char *text = record->cells[at];
    while (*text) {
        text += strspn(text, "&!");
        size_t len = strcspn(text, "&!");
        const char *name = arena_strndup(&content->arena, text, len);
        if (len > 0 && index_find(&facts->ids, name) < 0) {
            report_error(content->report, content_spot(rows, record, at),
                "%s: no answer sets the fact '%.70s'; write it into the column sets of one",
                rows->sheet->columns[at].name, name);
        }
        text += len;
    }
}

static void
check_amount(struct content *content, const struct rows *rows, const struct record *record, int at)
{
    int64_t minor = 0;
    const char *currency = content_cell(rows, record, "currency");
    if (!value_money(record->cells[at], currency, &minor)) {
        report_error(content->report, content_spot(rows, record, at),
            "%s: '%.40s' has more decimals than %s; write %d", rows->sheet->columns[at].name,
            record->cells[at], currency, value_decimals(currency));
    }
}

static void
check_text(struct content *content, const struct rows *rows, const struct record *record, int at)
{
    size_t len = strlen(record->cells[at]);
    if (len > CONTENT_TEXT_MAX) {
        report_error(content->report, content_spot(rows, record, at),
            "%s: %zu bytes, the limit is %d; split the text", rows->sheet->columns[at].name, len,
            CONTENT_TEXT_MAX);
    }
}

static void
check_cell(struct content *content, const struct rows *rows, const struct record *record, int at)
{
    const struct column *column = &rows->sheet->columns[at];
    const char *text = record->cells[at];
    char why[VALUE_WHY_MAX];
    if (!*text) {
        if (column->required && (rows->positions[at] > 0 || rows->sheet->flags)) {
            report_error(content->report, content_spot(rows, record, at),
                "%s '%s' has no %s; fill the cell", rows->sheet->name, record->id, column->name);
        }
        return;
    }
    if (!value_check(column, text, why)) {
        report_error(content->report, content_spot(rows, record, at), "%s: %s", column->name, why);
        return;
    }
    switch ((int)column->kind) {
    case COLUMN_REF:
    case COLUMN_REFS:
        check_known(content, rows, record, at);
        break;
    case COLUMN_CONDITION:
        check_facts(content, rows, record, at);
        break;
    case COLUMN_MONEY:
        check_amount(content, rows, record, at);
        break;
    case COLUMN_TEXT:
        check_text(content, rows, record, at);
        break;
    default:
        break;
    }
}

static void
check_exactly_one(struct content *content, const struct rows *rows, const struct record *record)
{
    const struct sheet *sheet = rows->sheet;
    int filled = 0;
    char names[160] = "";
    size_t len = 0;
    for (int i = 0; i < SHEET_OWNERS_MAX && sheet->exactly_one[i]; i++) {
        const char *cell = content_cell(rows, record, sheet->exactly_one[i]);
        filled += *cell && strcmp(cell, "0") != 0;
        len += (size_t)snprintf(
            names + len, sizeof names - len, "%s%s", i ? ", " : "", sheet->exactly_one[i]);
    }
    if (len > 0 && filled != 1) {
        report_error(content->report, content_spot(rows, record, -1),
            "%s '%s' fills %d of %s; fill exactly one", sheet->name, record->id, filled, names);
    }
}

void
records_check(struct content *content)
{
    for (int i = 0; i < SHEETS_COUNT; i++) {
        const struct rows *rows = &content->rows[i];
        int first = rows->sheet->flags & (SHEET_KEYED_TAG | SHEET_FILE_NAME) ? 0 : 1;
        for (int k = 0; k < rows->count; k++) {
            for (int at = first; at < rows->sheet->count; at++) {
                check_cell(content, rows, &rows->records[k], at);
            }
            check_exactly_one(content, rows, &rows->records[k]);
        }
    }
    const char *location = content_meta(content, "location_id");
    if (*location && index_find(&content_rows(content, "location")->ids, location) < 0) {
        report_error(content->report, content_meta_spot(content, "location_id"),
            "location_id: no location has the id '%s'; write one of sheets/location.csv", location);
    }
    const struct rows *facts = content_rows(content, "fact");
    if (facts->count > CONTENT_FACTS_MAX) {
        report_error(content->report, (struct spot){"sheets/answer.csv", 0, 0},
            "%d facts, the limit is %d; merge some", facts->count, CONTENT_FACTS_MAX);
    }
}
