// sheets/*.csv and languages.csv into records; empty cells take what they stand for.

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "value.h"

// Columns of the file that the sheet does not know.
static void
check_column(struct content *content, const struct rows *rows, const struct csv *csv, int at)
{
    const char *names[SHEET_COLUMNS_MAX + SHEET_PROVENANCE];
    int count = 0;
    for (int i = 0; i < rows->sheet->count; i++) {
        if (rows->sheet->columns[i].kind != COLUMN_MADE) {
            names[count++] = rows->sheet->columns[i].name;
        }
    }
    for (int i = 0; i < SHEET_PROVENANCE; i++) {
        names[count++] = sheet_provenance(i)->name;
    }
    const char *name = csv_cell(csv, 0, at);
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0) {
            return;
        }
    }
    if (*name) {
        report_error(content->report, csv_spot(csv, 0, at),
            "'%s' has no column '%.60s'; remove it or correct its name%s", rows->sheet->name, name,
            report_closest(&content->arena, name, names, count));
    }
}

static void
match_columns(struct content *content, struct rows *rows, const struct csv *csv)
{
    for (int i = 0; i < rows->sheet->count; i++) {
        const struct column *column = &rows->sheet->columns[i];
        int at = column->kind == COLUMN_MADE ? -1 : csv_column(csv, column->name);
        rows->positions[i] = at + 1;
        bool auto_id = i == 0 && (rows->sheet->flags & SHEET_AUTO_ID);
        if (at < 0 && column->required && !auto_id && !(rows->sheet->flags & SHEET_KEYED_TAG)) {
            report_error(content->report, (struct spot){rows->file, 1, 0},
                "the column '%s' is missing; write it in row 1 and fill it", column->name);
        }
    }
    for (int i = 0; i < SHEET_PROVENANCE; i++) {
        rows->provenance[i] = csv_column(csv, sheet_provenance(i)->name) + 1;
    }
    for (int i = 0; i < csv->columns; i++) {
        check_column(content, rows, csv, i);
    }
}

// a--b of the first two references.
static const char *
auto_id(struct content *content, const struct rows *rows, const struct csv *csv, int row)
{
    const char *parts[2] = {"", ""};
    int count = 0;
    for (int i = 0; i < rows->sheet->count && count < 2; i++) {
        if (rows->sheet->columns[i].kind == COLUMN_REF) {
            parts[count++] = csv_cell(csv, row, rows->positions[i] - 1);
        }
    }
    return arena_printf(&content->arena, "%s--%s", parts[0], parts[1]);
}

static const char *
take_id(struct content *content, const struct rows *rows, const struct csv *csv, int row)
{
    const struct sheet *sheet = rows->sheet;
    struct spot spot = csv_spot(csv, row, rows->positions[0] - 1);
    const char *id = csv_cell(csv, row, rows->positions[0] - 1);
    char why[VALUE_WHY_MAX];
    if (!*id && (sheet->flags & SHEET_AUTO_ID)) {
        return auto_id(content, rows, csv, row);
    }
    if (!*id) {
        report_error(
            content->report, spot, "no id; write a short name like %s-%d", sheet->name, row);
        return NULL;
    }
    bool fits = sheet->flags & SHEET_AUTO_ID ? value_is_id(id, CONTENT_AUTO_ID_MAX) : false;
    if (!fits && !value_check(&sheet->columns[0], id, why)) {
        report_error(content->report, spot, "id: %s", why);
        return NULL;
    }
    return id;
}

static void
take_row(struct content *content, struct rows *rows, const struct csv *csv, int row)
{
    const char *id = take_id(content, rows, csv, row);
    if (!id) {
        return;
    }
    int before = index_find(&rows->ids, id);
    if (before >= 0) {
        report_error(content->report, csv_spot(csv, row, rows->positions[0] - 1),
            "id '%s' stands already in row %d; write another one", id, rows->records[before].row);
        return;
    }
    index_add(&rows->ids, &content->arena, id, rows->count);
    struct record *record = content_add(content, rows, id);
    record->row = csv->numbers[row];
    for (int i = 1; i < rows->sheet->count; i++) {
        record->cells[i] = csv_cell(csv, row, rows->positions[i] - 1);
    }
    for (int i = 0; i < SHEET_PROVENANCE; i++) {
        record->provenance[i] = csv_cell(csv, row, rows->provenance[i] - 1);
    }
}

static void
load_sheet(struct content *content, struct rows *rows)
{
    struct csv csv = {.file = rows->file};
    const char *path = arena_printf(&content->arena, "%s/%s", content->folder, rows->file);
    bool optional = !(rows->sheet->flags & SHEET_KEYED_TAG);
    if (!csv_read(&csv, &content->arena, path, optional, content->report) || csv.columns == 0) {
        return;
    }
    match_columns(content, rows, &csv);
    for (int row = 1; row <= csv.rows; row++) {
        take_row(content, rows, &csv, row);
    }
}

static int
by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

int
folder_list(struct arena *arena, const char *path, const char *ending, const char ***names)
{
    int count = 0;
    int room = 0;
    *names = NULL;
    DIR *folder = opendir(path);
    while (folder) {
        struct dirent *entry = readdir(folder); // NOLINT(concurrency-mt-unsafe): one thread
        if (!entry) {
            break;
        }
        size_t len = strlen(entry->d_name);
        size_t tail = strlen(ending);
        bool fits = len > tail && strcmp(entry->d_name + len - tail, ending) == 0;
        if (entry->d_name[0] == '.' || entry->d_name[len - 1] == '~' || !fits) {
            continue;
        }
        if (count == room) {
            room = room ? room * 4 : 64;
            const char **wider = arena_array(arena, const char *, room);
            if (count > 0) {
                memcpy(wider, *names, sizeof *wider * (size_t)count);
            }
            *names = wider;
        }
        (*names)[count++] = arena_strdup(arena, entry->d_name);
    }
    if (folder) {
        closedir(folder);
    }
    if (count > 1) {
        qsort(*names, (size_t)count, sizeof **names, by_name);
    }
    return count;
}

// Files that no sheet is read from would be silently lost.
static void
check_strays(struct content *content)
{
    const char *known[SHEETS_COUNT];
    int known_count = 0;
    for (int i = 0; i < SHEETS_COUNT; i++) {
        if (!(sheet_at(i)->flags & (SHEET_MADE | SHEET_KEYED_TAG))) {
            known[known_count++] = arena_printf(&content->arena, "%s.csv", sheet_at(i)->name);
        }
    }
    const char **names = NULL;
    const char *path = arena_printf(&content->arena, "%s/sheets", content->folder);
    int count = folder_list(&content->arena, path, "", &names);
    for (int i = 0; i < count; i++) {
        bool found = false;
        for (int k = 0; k < known_count; k++) {
            found = found || strcmp(known[k], names[i]) == 0;
        }
        if (!found) {
            struct spot spot = {arena_printf(&content->arena, "sheets/%s", names[i]), 0, 0};
            report_error(content->report, spot, "no sheet has this name; remove or rename it%s",
                report_closest(&content->arena, names[i], known, known_count));
        }
    }
}

// Facts are what answers set, in their order.
static void
collect_facts(struct content *content)
{
    struct rows *facts = content_rows(content, "fact");
    const struct rows *answers = content_rows(content, "answer");
    for (int i = 0; i < answers->count; i++) {
        const char *name = content_cell(answers, &answers->records[i], "sets");
        if (*name && index_add(&facts->ids, &content->arena, name, facts->count)) {
            struct record *record = content_add(content, facts, name);
            record->file = answers->file;
            record->row = answers->records[i].row;
        }
    }
}

void
records_load(struct content *content)
{
    for (int i = 0; i < SHEETS_COUNT; i++) {
        if (!(content->rows[i].sheet->flags & SHEET_MADE)) {
            load_sheet(content, &content->rows[i]);
        }
    }
    for (int i = 0; i < SHEETS_COUNT; i++) {
        if (!(content->rows[i].sheet->flags & SHEET_KEYED_TAG)) {
            records_defaults(content, &content->rows[i]);
        }
    }
    collect_facts(content);
    check_strays(content);
}
