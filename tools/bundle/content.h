#pragma once
// A content folder in memory: what was written, with what empty cells stand for filled in.

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "csv.h"
#include "index.h"
#include "progress.h"
#include "report.h"
#include "sheets.h"

enum {
    CONTENT_LANGUAGES_MAX = 64,
    CONTENT_FORMS_MAX = 6, // plural forms of a language
    CONTENT_META_MAX = 64,
    CONTENT_ID_MAX = 64,
    CONTENT_AUTO_ID_MAX = 2 * CONTENT_ID_MAX + 2,
    CONTENT_FACTS_MAX = 64,
    CONTENT_TEXT_MAX = 4 * 1024, // bytes of one text
};

#define CONTENT_UI_LANGUAGE "es" // ui.csv is written in it

struct record {
    const char *id;
    const char *file;   // below the content folder
    int row;            // of the sheet, or line
    const char **cells; // one per column of the sheet, effective; "" = empty
    const char *provenance[SHEET_PROVENANCE];
};

struct rows {
    const struct sheet *sheet;
    const char *file;
    struct record *records; // n = index + 1
    int count;
    int room;
    struct index ids;                 // id -> index
    int positions[SHEET_COLUMNS_MAX]; // column of the file for each column, from 1; 0 = none
    int provenance[SHEET_PROVENANCE]; // likewise
};

struct meta {
    const char *key;
    const char *value;
    int row;
};

struct language {
    const char *tag;
    bool rtl;
    bool spaceless; // words are not separated: code points are indexed one by one
    int forms;      // nplurals
    int fallback[CONTENT_LANGUAGES_MAX]; // languages asked in turn, the source language last
    int fallback_count;
};

enum status { STATUS_SOURCE, STATUS_MACHINE, STATUS_DRAFT, STATUS_REVIEWED, STATUS_VALIDATED };

struct translation {
    const char *forms[CONTENT_FORMS_MAX]; // NULL = there is none
    enum status status;
    int line; // of the .po file
};

// One human text in the source language and what the .po files make of it.
struct unit {
    const char *table;
    const char *id;
    const char *field;
    const char *key; // table.id.field, the msgctxt
    const char *source;
    const char *plural; // NULL = no plural forms
    const char *note;   // for the translator
    struct spot spot;
    int home;                         // language of the source; -1 = the hub does not offer it
    struct translation *translations; // one per language
};

struct units {
    struct unit *items;
    int count;
    int room;
    struct index keys;
};

struct picture {
    const char *id;
    const char *mime;
    int width;
    int height;
    const void *data;
    size_t len;
};

// What map/ of the folder became: the tables of an MBTiles file.
struct town {
    const char *file;          // "map/town.osm"; NULL = there is no map
    struct db *db;             // in memory
    struct map *map;           // of db
    struct route_graph *walks; // NULL: a map of another program, nobody is led
};

struct content {
    struct arena arena;
    struct report *report;
    struct progress *progress; // NULL = none
    const char *folder;
    const char *assets; // "" = none
    struct meta meta[CONTENT_META_MAX];
    int meta_count;
    struct rows rows[SHEETS_COUNT];
    struct language languages[CONTENT_LANGUAGES_MAX];
    int language_count;
    int source; // index of the source language, -1 = none
    struct units units;
    struct picture *pictures; // one per record of the picture sheet
    struct town town;
};

// Reads everything below folder. What is wrong is in content->report; false only when nothing can be
// built on what was read. content is zeroed by the caller but for report, folder, assets.
bool content_load(struct content *content);
// Likewise without the translations.
bool content_load_source(struct content *content);
void content_finish(struct content *content);

// hub.csv's value, "" if there is none.
const char *content_meta(const struct content *content, const char *key);
struct spot content_meta_spot(const struct content *content, const char *key);
struct rows *content_rows(struct content *content, const char *sheet);
// The cell of a named column, which must exist; never NULL.
const char *content_cell(const struct rows *rows, const struct record *record, const char *column);
bool content_true(const struct rows *rows, const struct record *record, const char *column);
// Index of the record the cell refers to, -1 if the cell is empty or nothing has that id.
int content_ref(struct content *content, const struct rows *rows, const struct record *record,
    const char *column);
struct spot content_spot(const struct rows *rows, const struct record *record, int column);
struct record *content_add(struct content *content, struct rows *rows, const char *id);
// Items of a list cell "a|b|c" one after the other: *at = cell at first, NULL at the end. False when
// there is no further one.
bool content_item(struct content *content, const char **at, const char **item);
int content_language(const struct content *content, const char *tag);

// The parts of content_load(), in this order; each reports for itself.
bool meta_load(struct content *content); // meta.c
void records_load(struct content *content);
void cells_load(struct content *content); // cells.c: what the kiosk counts
void languages_load(struct content *content);
void pages_load(struct content *content);
void pictures_load(struct content *content);
void records_check(struct content *content);
void provenance_load(struct content *content);
void units_load(struct content *content);
void town_load(struct content *content); // town.c; after everything but the translations
// The user interface's alone: folder/ui.csv.
void units_load_ui(struct content *content, const char *folder);
void translations_load(struct content *content);

// The key goes into the table meta: it is no text and no default for the records.
bool meta_stored(const char *name);
// Empty cells take what they stand for (records_check.c).
void records_defaults(struct content *content, struct rows *rows);
// Names in the folder with that ending ("" = all) in byte order; hidden ones left out.
int folder_list(struct arena *arena, const char *path, const char *ending, const char ***names);
