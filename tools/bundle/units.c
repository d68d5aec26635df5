// Every human text of the folder, once, in the source language.

#include <string.h>

#include "content.h"

static struct unit *
add_unit(struct content *content, const char *table, const char *id, const char *field)
{
    struct units *units = &content->units;
    if (units->count == units->room) {
        int room = units->room ? units->room * 4 : 256;
        struct unit *wider = arena_array(&content->arena, struct unit, room);
        if (units->count > 0) {
            memcpy(wider, units->items, sizeof *wider * (size_t)units->count);
        }
        units->items = wider;
        units->room = room;
    }
    const char *key = arena_printf(&content->arena, "%s.%s.%s", table, id, field);
    if (!index_add(&units->keys, &content->arena, key, units->count)) {
        return NULL;
    }
    struct unit *unit = &units->items[units->count++];
    *unit = (struct unit){.table = table, .id = id, .field = field, .key = key, .note = ""};
    unit->home = content->source;
    unit->translations =
        arena_array(&content->arena, struct translation, content->language_count + 1);
    return unit;
}

static void
add_hub(struct content *content)
{
    static const char *const fields[] = {"name", "place", "greeting"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *text = content_meta(content, fields[i]);
        const char *id = content_meta(content, "id");
        if (*text && *id) {
            struct unit *unit = add_unit(content, "hub", id, fields[i]);
            ASSERT(unit); // the first of its name
            unit->source = text;
            unit->spot = content_meta_spot(content, fields[i]);
        }
    }
}

static void
add_record(struct content *content, const struct rows *rows, const struct record *record)
{
    const struct sheet *sheet = rows->sheet;
    for (int i = 0; i < sheet->count; i++) {
        if (sheet->columns[i].kind == COLUMN_TEXT && *record->cells[i]) {
            struct unit *unit = add_unit(content, sheet->name, record->id, sheet->columns[i].name);
            if (unit) {
                unit->source = record->cells[i];
                unit->spot = content_spot(rows, record, i);
            }
        }
    }
}

// The user interface travels with the content so that a stick can bring a language.
void
units_load_ui(struct content *content, const char *folder)
{
    struct csv csv = {0};
    csv.file = arena_printf(&content->arena, "%s/ui.csv", folder);
    if (!csv_read(&csv, &content->arena, csv.file, true, content->report) || csv.columns == 0) {
        return;
    }
    int key = csv_column(&csv, "key");
    int text = csv_column(&csv, "text");
    int plural = csv_column(&csv, "plural");
    int note = csv_column(&csv, "note");
    if (key < 0 || text < 0) {
        report_error(content->report, (struct spot){csv.file, 1, 0},
            "no columns key and text; write key,text,plural,note in row 1");
        return;
    }
    for (int row = 1; row <= csv.rows; row++) {
        const char *id = csv_cell(&csv, row, key);
        struct unit *unit =
            *id && *csv_cell(&csv, row, text) ? add_unit(content, "ui", id, "text") : NULL;
        if (!unit) {
            report_error(content->report, csv_spot(&csv, row, key),
                "key '%.60s' is empty, stands twice or has no text; correct it", id);
            continue;
        }
        unit->source = csv_cell(&csv, row, text);
        unit->plural = *csv_cell(&csv, row, plural) ? csv_cell(&csv, row, plural) : NULL;
        unit->note = csv_cell(&csv, row, note);
        unit->spot = csv_spot(&csv, row, text);
        unit->home = content_language(content, CONTENT_UI_LANGUAGE);
    }
}

void
units_load(struct content *content)
{
    add_hub(content);
    for (int i = 0; i < SHEETS_COUNT; i++) {
        for (int k = 0; k < content->rows[i].count; k++) {
            add_record(content, &content->rows[i], &content->rows[i].records[k]);
        }
    }
    if (*content->assets) {
        units_load_ui(content, arena_printf(&content->arena, "%s/ui", content->assets));
    }
}
