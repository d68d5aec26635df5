#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

enum { DAYS_MAX = 100 * 366 };

int
store_today(const struct store *store, const struct clock *clock)
{
    clock = clock ? clock : store->clock;
    if (!clock) {
        return 0;
    }
    struct date date = clock_date(clock);
    int days = clock_days(&date);
    return days > 0 ? days : 1;
}

bool
store_valid_on(int today, const char *from, const char *to)
{
    int day = 0;
    if (today == 0) {
        return true;
    }
    if (from[0] && !(clock_parse_date(from, &day) && day <= today)) {
        return false;
    }
    return !to[0] || (clock_parse_date(to, &day) && today <= day);
}

enum store_freshness
store_row_freshness(struct row *row, int today, int *checked_days)
{
    int checked = 0;
    bool known = clock_parse_date(store_row_text(row), &checked);
    int recheck = store_row_int(row, 0, DAYS_MAX, 0);
    int hide = store_row_int(row, 0, DAYS_MAX, 0);
    if (checked_days) {
        *checked_days = known ? checked : 0;
    }
    if (!known) {
        return STORE_DUE;
    }
    int age = today - checked;
    if (today > 0 && hide > 0 && age > hide) {
        return STORE_HIDDEN;
    }
    return today > 0 && recheck > 0 && age > recheck ? STORE_DUE : STORE_FRESH;
}

struct store_provenance
store_provenance(
    struct store *store, struct arena *arena, const char *table, int n, const struct clock *clock)
{
    struct store_provenance answer = {
        .assurer = "", .source_1 = "", .source_2 = "", .freshness = STORE_DUE};
    struct row row = store_row_begin(store, arena, QUERY_PROVENANCE);
    store_row_bind_text(&row, 1, table);
    store_row_bind(&row, 2, n);
    if (store_row_next(&row)) {
        answer.freshness =
            store_row_freshness(&row, store_today(store, clock), &answer.checked_days);
        answer.assurer = store_row_text(&row);
        answer.source_1 = store_row_text(&row);
        answer.source_2 = store_row_text(&row);
    }
    store_row_end(&row);
    return answer;
}

bool
store_listed(struct store *store, const char *table, int n, int today)
{
    struct arena arena = {0};
    bool listed = true;
    struct row row = store_row_begin(store, &arena, QUERY_PROVENANCE);
    store_row_bind_text(&row, 1, table);
    store_row_bind(&row, 2, n);
    if (store_row_next(&row)) {
        listed = store_row_freshness(&row, today, NULL) != STORE_HIDDEN;
    }
    store_row_end(&row);
    bool procedure = strcmp(table, "procedure") == 0;
    if (listed && (procedure || strcmp(table, "myth") == 0)) {
        const char *from = procedure ? store_string(store, &arena, table, "valid_from", n) : "";
        listed = store_valid_on(today, from, store_string(store, &arena, table, "valid_to", n));
    } else if (listed && strcmp(table, "service") == 0) {
        const char *status = store_string(store, &arena, table, "status", n);
        listed = strcmp(status, "active") == 0 || strcmp(status, "temporarily closed") == 0;
    }
    arena_finish(&arena);
    return listed;
}

// Recheck ----------------------------------------------------------------------------------------------

static bool
read_due(struct row *row, int today, struct store_due *due)
{
    due->n = store_row_n(row);
    due->table = store_row_text(row);
    int checked = 0;
    bool known = clock_parse_date(store_row_text(row), &checked);
    int recheck = store_row_int(row, 0, DAYS_MAX, 0);
    int hide = store_row_int(row, 0, DAYS_MAX, 0);
    due->due_days = known ? checked + recheck : 0;
    due->freshness = known && hide > 0 && today - checked > hide        ? STORE_HIDDEN
                     : !known || (recheck > 0 && today > due->due_days) ? STORE_DUE
                                                                        : STORE_FRESH;
    return due->n > 0 && (!known || recheck > 0);
}

static int
most_pressing(const void *a, const void *b)
{
    const struct store_due *x = a;
    const struct store_due *y = b;
    if (x->due_days != y->due_days) {
        return x->due_days < y->due_days ? -1 : 1;
    }
    int tables = strcmp(x->table, y->table);
    return tables != 0 ? tables : (x->n > y->n) - (x->n < y->n);
}

int
store_due(
    struct store *store, struct arena *arena, int ahead_days, struct store_due due[STORE_LIST_MAX])
{
    struct store_due *all = arena_array(arena, struct store_due, STORE_ROWS_MAX);
    int count = 0;
    int today = store_today(store, NULL);
    struct row row = store_row_begin(store, arena, QUERY_DUE);
    while (today > 0 && count < STORE_ROWS_MAX && store_row_next(&row)) {
        count += read_due(&row, today, &all[count]) && all[count].due_days <= today + ahead_days;
    }
    store_row_end(&row);
    qsort(all, (size_t)count, sizeof *all, most_pressing);
    count = count < STORE_LIST_MAX ? count : STORE_LIST_MAX;
    memcpy(due, all, sizeof *all * (size_t)count);
    return count;
}
