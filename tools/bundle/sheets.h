#pragma once
// What a content folder may hold: one declaration per sheet drives reading, checking, writing into the
// database and extracting for translators. tests/tools/bundle/sheets.c holds it to schema.sql.

#include <stdbool.h>
#include <stddef.h>

enum { SHEET_COLUMNS_MAX = 32, SHEET_OWNERS_MAX = 3, SHEET_PROVENANCE = 6 };

enum column_kind {
    COLUMN_ID,    // the author's key
    COLUMN_REF,   // id of a record of the sheet in words; X_id here is X_n in the table
    COLUMN_REFS,  // list of such ids; a table of its own
    COLUMN_TEXT,  // human text; in the table translation
    COLUMN_WORD,  // text that is never translated
    COLUMN_WORDS, // list of it
    COLUMN_ENUM,  // one of words
    COLUMN_ENUMS, // list of words
    COLUMN_INT,   // 0 and up
    COLUMN_INTS,  // list of it
    COLUMN_BOOL,  // 0 or 1
    COLUMN_DATE,  // 2026-11-30
    COLUMN_TIME,  // 08:30
    COLUMN_MONEY, // 12.50, in the currency of the same record
    COLUMN_LATITUDE,
    COLUMN_LONGITUDE,
    COLUMN_CURRENCY, // ISO 4217
    COLUMN_COUNTRY,  // ISO 3166-1 alpha-2
    COLUMN_TAG,      // BCP 47
    COLUMN_TAGS,     // list of it
    COLUMN_ICON,     // name of a pictogram or picture
    COLUMN_PHOTO,    // id of a picture; X_id here is X_n in the table
    COLUMN_URL,
    COLUMN_EMAIL,
    COLUMN_PHONE,     // a number as one dials it
    COLUMN_CONDITION, // facts with & and !
    COLUMN_FACT,      // name of one fact
    COLUMN_MADE,      // of the table only: the build writes it
};

struct column {
    const char *name;
    enum column_kind kind;
    bool required;
    const char *words; // ENUM(S): words with '|' between; REF(S): name of the sheet
    // Where the cell is empty; "" = stays empty. @row: position in the sheet; @currency, @country: the
    // hub's; @icon: icon of the record's first topic; @qr: 0 for a sensitive record, else 1.
    const char *fallback;
};

enum sheet_flag {
    SHEET_MADE = 1,      // no file: the build makes the records (page_block, fact, count_cell)
    SHEET_AUTO_ID = 2,   // an empty id is made from the first two references: a--b
    SHEET_KEYED_TAG = 4, // the id is a language tag
    SHEET_FILE_NAME = 8, // the id is a file name without ending
};

struct sheet {
    const char *name;
    const struct column *columns;
    int count;
    unsigned flags;
    const char *owners[SHEET_OWNERS_MAX]; // REF columns: whose provenance it takes, first first
    const char *exactly_one[SHEET_OWNERS_MAX]; // of these columns one is filled (a BOOL: is 1)
    const char *icon;                          // for @icon where no topic helps
};

enum {
    SHEETS_DIRECTORY = 19,
    SHEETS_GUIDANCE = 24,
    SHEETS_COUNT = SHEETS_DIRECTORY + SHEETS_GUIDANCE
};

// The sheets in the order of the schema, 0 … SHEETS_COUNT - 1; references may point forward.
const struct sheet *sheet_at(int index);
// Its index, or -1.
int sheets_find(const char *name);
// Position of the column, or -1.
int sheet_column(const struct sheet *sheet, const char *name);
// The column's name in the table ("topic_n" for topic_id); NULL if it has none there.
const char *sheet_sql_name(const struct column *column, char *buffer, size_t size);
// The sheet is content/sheets/<name>.csv, but languages.csv for language_pack. Buffer of 128 bytes.
const char *sheet_path(const struct sheet *sheet, char *buffer, size_t size);
// The columns every sheet may carry, 0 … SHEET_PROVENANCE - 1: assured_date … source_2.
const struct column *sheet_provenance(int index);

// The two halves of sheet_at(): sheets_directory.c, sheets_guidance.c.
const struct sheet *sheets_directory(int index);
const struct sheet *sheets_guidance(int index);
