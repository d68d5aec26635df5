// Tables that are only listed: hotlines, myths, posters, lessons and the like.

#include <string.h>

#include "store/internal.h"

// n, valid from, valid to, provenance of every row of owner ?1 (tables of nobody: 0).
#define PLAIN(table, valid, filter, order)                                                         \
    {#table, "SELECT t.n, " valid ", p.assured_date, p.recheck_days, p.hide_after_days"            \
             " FROM " #table " t LEFT JOIN provenance p ON p.table_name = '" #table "'"            \
             " AND p.record = t.n WHERE " filter " ORDER BY " order}
#define FREE(table)         PLAIN(table, "'', ''", "?1 = 0 OR 1", "t.ord, t.n")
#define OWNED(table, owner) PLAIN(table, "'', ''", "t." owner " = ?1", "t.ord, t.n")

static const struct plain {
    const char *name;
    const char *sql;
} plains[] = {
    FREE(hotline),
    FREE(poster),
    FREE(lesson),
    FREE(learn_item),
    FREE(showcard),
    FREE(hub_window),
    PLAIN(myth, "'', t.valid_to", "?1 = 0 OR 1", "t.ord, t.n"),
    // An event is over when its day is.
    PLAIN(event, "'', t.starts", "?1 = 0 OR 1", "t.starts, t.opens_at, t.n"),
    PLAIN(survey, "t.starts, t.ends", "?1 = 0 OR 1", "t.n"),
    OWNED(lesson_card, "lesson_n"),
    OWNED(quiz_item, "lesson_n"),
    OWNED(quiz_answer, "quiz_item_n"),
    OWNED(survey_option, "survey_n"),
};

enum { PLAIN_COUNT = sizeof plains / sizeof *plains };
_Static_assert((int)PLAIN_COUNT <= (int)STORE_PLAIN_MAX, "a slot for every list");

struct store_list
store_all(struct store *store, struct arena *arena, const char *table, int owner,
    const struct clock *clock)
{
    struct list list = store_list_begin(arena);
    int today = store_today(store, clock);
    for (int i = 0; i < PLAIN_COUNT; i++) {
        if (strcmp(plains[i].name, table) != 0) {
            continue;
        }
        struct row row = store_row_open(store, arena, &store->plain[i], plains[i].sql);
        store_row_bind(&row, 1, owner);
        while (store_row_next(&row)) {
            int n = store_row_n(&row);
            const char *from = store_row_text(&row);
            const char *to = store_row_text(&row);
            if (store_valid_on(today, from, to) &&
                store_row_freshness(&row, today, NULL) != STORE_HIDDEN) {
                store_list_add(&list, n);
            }
        }
    }
    return store_list_end(&list);
}
