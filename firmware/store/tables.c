// Records and columns by name. A name from outside is looked up here and never becomes part of a
// statement.

#include <string.h>

#include "store/internal.h"

#define TABLE(name)                                                                                \
    {#name, "SELECT * FROM " #name " WHERE n = ?1", "SELECT n FROM " #name " WHERE id = ?1"}

static const struct table {
    const char *name;
    const char *row;
    const char *by_id;
} tables[] = {
    TABLE(language_pack),
    TABLE(picture),
    TABLE(organization),
    TABLE(service),
    TABLE(location),
    TABLE(address),
    TABLE(service_at_location),
    TABLE(schedule),
    TABLE(phone),
    TABLE(contact),
    TABLE(language),
    TABLE(cost_option),
    TABLE(accessibility),
    TABLE(service_area),
    TABLE(required_document),
    TABLE(taxonomy),
    TABLE(taxonomy_term),
    TABLE(attribute),
    TABLE(hub_window),
    TABLE(topic),
    TABLE(procedure),
    TABLE(step),
    TABLE(requirement),
    TABLE(step_requirement),
    TABLE(fact),
    TABLE(question),
    TABLE(answer),
    TABLE(page),
    TABLE(page_block),
    TABLE(alert),
    TABLE(hotline),
    TABLE(myth),
    TABLE(poster),
    TABLE(lesson),
    TABLE(lesson_card),
    TABLE(quiz_item),
    TABLE(quiz_answer),
    TABLE(learn_item),
    TABLE(event),
    TABLE(survey),
    TABLE(survey_option),
    TABLE(showcard),
    TABLE(count_cell),
};

enum { TABLE_COUNT = sizeof tables / sizeof *tables };
_Static_assert((int)TABLE_COUNT <= (int)STORE_TABLES_MAX, "a slot for every table");

int
store_table_count(void)
{
    return TABLE_COUNT;
}

const char *
store_table_name(int table)
{
    return tables[table].name;
}

int
store_table(const char *name)
{
    for (int i = 0; i < TABLE_COUNT; i++) {
        if (strcmp(tables[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

int
store_n(struct store *store, const char *table, const char *id)
{
    int index = store_table(table);
    if (index < 0) {
        return 0;
    }
    struct row row =
        store_row_open(store, &store->arena, &store->table_id[index], tables[index].by_id);
    store_row_bind_text(&row, 1, id);
    int n = store_row_next(&row) ? store_row_n(&row) : 0;
    store_row_end(&row);
    return n;
}

// Stands on the record's column; false if there is no such table, record or column.
static bool
find_column(struct row *row, const char *column)
{
    if (!store_row_next(row)) {
        return false;
    }
    int count = db_columns(row->slot->query);
    for (int i = 0; i < count; i++) {
        if (strcmp(db_column_name(row->slot->query, i), column) == 0) {
            row->column = i;
            return true;
        }
    }
    return false;
}

const char *
store_string(struct store *store, struct arena *arena, const char *table, const char *column, int n)
{
    int index = store_table(table);
    if (index < 0) {
        return "";
    }
    struct row row = store_row_open(store, arena, &store->table_row[index], tables[index].row);
    store_row_bind(&row, 1, n);
    const char *text = find_column(&row, column) ? store_row_text(&row) : "";
    store_row_end(&row);
    return text;
}

const char *
store_id(struct store *store, struct arena *arena, const char *table, int n)
{
    return store_string(store, arena, table, "id", n);
}

// "-12" to -12; false for what is no number of at most nine digits.
static bool
parse_integer(const char *text, int *value)
{
    int sign = text[0] == '-' ? -1 : 1;
    const char *digits = sign < 0 ? text + 1 : text;
    size_t len = strlen(digits);
    if (len == 0 || len > 9 || strspn(digits, "0123456789") != len) {
        return false;
    }
    *value = 0;
    for (size_t i = 0; i < len; i++) {
        *value = *value * 10 + (digits[i] - '0');
    }
    *value *= sign;
    return true;
}

int
store_int(struct store *store, const char *table, const char *column, int n)
{
    struct arena arena = {0};
    const char *text = store_string(store, &arena, table, column, n);
    int value = -1;
    if (!parse_integer(text, &value) && !clock_parse_date(text, &value) &&
        !clock_parse_time(text, &value)) {
        value = -1;
    }
    arena_finish(&arena);
    return value;
}

const char *
store_icon(struct store *store, struct arena *arena, const char *table, int n)
{
    const char *icon = store_string(store, arena, table, "icon", n);
    return icon[0] ? icon : store_string(store, arena, table, "picture", n);
}

bool
store_quiz_correct(struct store *store, int answer)
{
    return store_int(store, "quiz_answer", "correct", answer) == 1;
}
