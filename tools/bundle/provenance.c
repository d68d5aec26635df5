// Who checked a record and when: its own cells, else its owner's, in the end hub.csv's.

#include <string.h>

#include "content.h"
#include "value.h"

enum { CLIMB_MAX = 8 };

// The record the first filled owner column names; NULL at the top.
static const struct record *
owner_of(struct content *content, const struct rows *rows, const struct record *record,
    const struct rows **owner_rows)
{
    for (int i = 0; i < SHEET_OWNERS_MAX && rows->sheet->owners[i]; i++) {
        int at = content_ref(content, rows, record, rows->sheet->owners[i]);
        if (at >= 0) {
            int column = sheet_column(rows->sheet, rows->sheet->owners[i]);
            *owner_rows = content_rows(content, rows->sheet->columns[column].words);
            return &(*owner_rows)->records[at];
        }
    }
    return NULL;
}

static const char *
inherited(struct content *content, const struct rows *rows, const struct record *record, int cell)
{
    static const char *const last[SHEET_PROVENANCE] = {"", "", "90", "180", "", ""};
    const struct rows *at_rows = rows;
    const struct record *at = record;
    for (int i = 0; i < CLIMB_MAX && at; i++) {
        if (*at->provenance[cell]) {
            return at->provenance[cell];
        }
        at = owner_of(content, at_rows, at, &at_rows);
    }
    const char *hub = content_meta(content, sheet_provenance(cell)->name);
    return *hub ? hub : last[cell];
}

static void
check_own(struct content *content, const struct rows *rows, const struct record *record)
{
    char why[VALUE_WHY_MAX];
    for (int i = 0; i < SHEET_PROVENANCE; i++) {
        const char *text = record->provenance[i];
        if (*text && !value_check(sheet_provenance(i), text, why)) {
            struct spot spot = {record->file, record->row, rows->provenance[i]};
            report_error(content->report, spot, "%s: %s", sheet_provenance(i)->name, why);
        }
    }
}

static void
require_hub(struct content *content)
{
    static const int needed[] = {0, 1, 4};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        const char *name = sheet_provenance(needed[i])->name;
        if (content_meta_spot(content, name).row == 0) {
            report_error(content->report, (struct spot){"hub.csv", 0, 0},
                "no %s for records that carry none; write a row %s,…", name, name);
        }
    }
}

void
provenance_load(struct content *content)
{
    require_hub(content);
    for (int i = 0; i < SHEETS_COUNT; i++) {
        for (int k = 0; k < content->rows[i].count; k++) {
            check_own(content, &content->rows[i], &content->rows[i].records[k]);
        }
    }
    for (int i = 0; i < SHEETS_COUNT; i++) {
        struct rows *rows = &content->rows[i];
        // Filling in place is safe: an owner that is full already gives what it would have asked for.
        for (int k = 0; k < rows->count; k++) {
            for (int cell = 0; cell < SHEET_PROVENANCE; cell++) {
                rows->records[k].provenance[cell] =
                    inherited(content, rows, &rows->records[k], cell);
            }
        }
    }
}
