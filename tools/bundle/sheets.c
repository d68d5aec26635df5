#include "sheets.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"

static const struct column provenance[SHEET_PROVENANCE] = {
    {.name = "assured_date", .kind = COLUMN_DATE},
    {.name = "assurer", .kind = COLUMN_WORD},
    {.name = "recheck_days", .kind = COLUMN_INT},
    {.name = "hide_after_days", .kind = COLUMN_INT},
    {.name = "source_1", .kind = COLUMN_WORD},
    {.name = "source_2", .kind = COLUMN_WORD},
};

const struct sheet *
sheet_at(int index)
{
    ASSERT(index >= 0 && index < SHEETS_COUNT);
    return index < SHEETS_DIRECTORY ? sheets_directory(index)
                                    : sheets_guidance(index - SHEETS_DIRECTORY);
}

const struct column *
sheet_provenance(int index)
{
    ASSERT(index >= 0 && index < SHEET_PROVENANCE);
    return &provenance[index];
}

int
sheets_find(const char *name)
{
    for (int i = 0; i < SHEETS_COUNT; i++) {
        if (strcmp(sheet_at(i)->name, name) == 0) {
            return i;
        }
    }
    return -1;
}

int
sheet_column(const struct sheet *sheet, const char *name)
{
    for (int i = 0; i < sheet->count; i++) {
        if (strcmp(sheet->columns[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

const char *
sheet_sql_name(const struct column *column, char *buffer, size_t size)
{
    size_t len = strlen(column->name);
    switch ((int)column->kind) {
    case COLUMN_TEXT:
    case COLUMN_REFS:
        return NULL;
    case COLUMN_REF:
    case COLUMN_PHOTO:
        ASSERT(len > 3 && strcmp(column->name + len - 3, "_id") == 0);
        snprintf(buffer, size, "%.*s_n", (int)len - 3, column->name);
        return buffer;
    default:
        return column->name;
    }
}

const char *
sheet_path(const struct sheet *sheet, char *buffer, size_t size)
{
    bool languages = (sheet->flags & SHEET_KEYED_TAG) != 0;
    snprintf(buffer, size, languages ? "languages.csv" : "sheets/%s.csv", sheet->name);
    return buffer;
}
