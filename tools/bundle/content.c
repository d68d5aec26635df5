#include "content.h"

#include <string.h>

#include "db/db.h"
#include "map/map.h"
#include "route/route.h"

const char *
content_meta(const struct content *content, const char *key)
{
    for (int i = 0; i < content->meta_count; i++) {
        if (strcmp(content->meta[i].key, key) == 0) {
            return content->meta[i].value;
        }
    }
    return "";
}

struct spot
content_meta_spot(const struct content *content, const char *key)
{
    for (int i = 0; i < content->meta_count; i++) {
        if (strcmp(content->meta[i].key, key) == 0) {
            return (struct spot){"hub.csv", content->meta[i].row, 2};
        }
    }
    return (struct spot){"hub.csv", 0, 0};
}

struct rows *
content_rows(struct content *content, const char *sheet)
{
    int at = sheets_find(sheet);
    ASSERT(at >= 0);
    return &content->rows[at];
}

const char *
content_cell(const struct rows *rows, const struct record *record, const char *column)
{
    int at = sheet_column(rows->sheet, column);
    ASSERT(at >= 0);
    return record->cells[at];
}

bool
content_true(const struct rows *rows, const struct record *record, const char *column)
{
    return strcmp(content_cell(rows, record, column), "1") == 0;
}

int
content_ref(struct content *content, const struct rows *rows, const struct record *record,
    const char *column)
{
    int at = sheet_column(rows->sheet, column);
    ASSERT(at >= 0 && rows->sheet->columns[at].words);
    const char *id = record->cells[at];
    return *id ? index_find(&content_rows(content, rows->sheet->columns[at].words)->ids, id) : -1;
}

struct spot
content_spot(const struct rows *rows, const struct record *record, int column)
{
    bool made = (rows->sheet->flags & SHEET_MADE) != 0;
    return (struct spot){
        record->file, record->row, column < 0 || made ? 0 : rows->positions[column]};
}

struct record *
content_add(struct content *content, struct rows *rows, const char *id)
{
    if (rows->count == rows->room) {
        int room = rows->room ? rows->room * 4 : 16;
        struct record *wider = arena_array(&content->arena, struct record, room);
        if (rows->count > 0) {
            memcpy(wider, rows->records, sizeof *wider * (size_t)rows->count);
        }
        rows->records = wider;
        rows->room = room;
    }
    struct record *record = &rows->records[rows->count];
    *record = (struct record){.id = id, .file = rows->file};
    record->cells = arena_array(&content->arena, const char *, rows->sheet->count);
    for (int i = 0; i < rows->sheet->count; i++) {
        record->cells[i] = "";
    }
    for (int i = 0; i < SHEET_PROVENANCE; i++) {
        record->provenance[i] = "";
    }
    record->cells[0] = id;
    rows->count++;
    return record;
}

bool
content_item(struct content *content, const char **at, const char **item)
{
    if (!*at || !**at) {
        return false;
    }
    size_t len = strcspn(*at, "|");
    *item = arena_strndup(&content->arena, *at, len);
    *at = (*at)[len] ? *at + len + 1 : NULL;
    return true;
}

int
content_language(const struct content *content, const char *tag)
{
    for (int i = 0; i < content->language_count; i++) {
        if (strcmp(content->languages[i].tag, tag) == 0) {
            return i;
        }
    }
    return -1;
}

bool
content_load_source(struct content *content)
{
    for (int i = 0; i < SHEETS_COUNT; i++) {
        char path[128];
        content->rows[i].sheet = sheet_at(i);
        content->rows[i].file =
            arena_strdup(&content->arena, sheet_path(sheet_at(i), path, sizeof path));
    }
    if (!meta_load(content)) {
        return false;
    }
    records_load(content);
    cells_load(content);
    languages_load(content);
    pages_load(content);
    pictures_load(content);
    records_check(content);
    provenance_load(content);
    units_load(content);
    return content->source >= 0;
}

bool
content_load(struct content *content)
{
    if (!content_load_source(content)) {
        return false;
    }
    translations_load(content);
    town_load(content);
    return true;
}

void
content_finish(struct content *content)
{
    route_close(content->town.walks);
    map_close(content->town.map);
    db_close(content->town.db);
    arena_finish(&content->arena);
}
