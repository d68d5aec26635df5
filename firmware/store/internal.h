#pragma once
// What the files of store/ share. Content may be damaged or made to harm: every reader below hands
// out empty values for what it cannot believe, and says so once.

#include "base/plural.h"
#include "db/db.h"
#include "store/store.h"

enum {
    STORE_TEXT_MAX = 16 * 1024,           // bytes of one text; a longer one reads as ""
    STORE_FILL_MAX = 64 * 1024,           // bytes of one filled template
    STORE_PICTURE_MAX = 8 * 1024 * 1024,  // encoded bytes; a larger one is none
    STORE_ROWS_MAX = 4096,                // rows looked at for one answer
    STORE_TRANSLATIONS_MAX = 4000 * 1000, // rows counted for the percentages
    STORE_N_MAX = 1000 * 1000,            // no table is longer
    STORE_META_MAX = 64,
    STORE_CHAIN_MAX = 8, // languages tried for one text
    STORE_CODE_MAX = 64, // bytes of a tag, a fact, a table name
    STORE_TABLES_MAX = 64,
    STORE_PLAIN_MAX = 16,
    STORE_SHIFTS_MAX = 64, // schedule rows of one service, place or window
    STORE_NAMES_KEPT = 3,  // languages whose names are held for search
    STORE_MEMO_SLOTS = 1024,
    STORE_MEMO_BYTES = 1024 * 1024,
};

enum query { // sql.c, in the same order
    QUERY_SCHEMA,
    QUERY_META,
    QUERY_FACTS,
    QUERY_LANGUAGES,
    QUERY_TRANSLATED,
    QUERY_TEXT,
    QUERY_UI,
    QUERY_TRANSLATED_RECORD,
    QUERY_PROVENANCE,
    QUERY_DUE,
    QUERY_PICTURE,
    QUERY_TOPIC,
    QUERY_TOPICS,
    QUERY_PROCEDURE,
    QUERY_PROCEDURES,
    QUERY_STEP,
    QUERY_STEPS,
    QUERY_REQUIREMENT,
    QUERY_REQUIREMENTS,
    QUERY_QUESTION,
    QUERY_ANSWER,
    QUERY_ANSWERS,
    QUERY_PAGE,
    QUERY_PAGES,
    QUERY_BLOCK,
    QUERY_BLOCKS,
    QUERY_SERVICE,
    QUERY_SERVICES,
    QUERY_SERVICE_TOPIC,
    QUERY_SERVICE_STATUS,
    QUERY_SERVICE_PLACES,
    QUERY_SCHEDULE,
    QUERY_SCHEDULE_COUNT,
    QUERY_PLACE,
    QUERY_PINS,
    QUERY_PHONE,
    QUERY_PHONES_OF_SERVICE,
    QUERY_PHONES_OF_PLACE,
    QUERY_PHONES_OF_ORGANIZATION,
    QUERY_SPOKEN,
    QUERY_ACCESS,
    QUERY_DOCUMENTS,
    QUERY_COSTS,
    QUERY_COST,
    QUERY_HOTLINE,
    QUERY_ALERT,
    QUERY_ALERTS,
    QUERY_SEARCH_TABLE,
    QUERY_SEARCH_ITEMS,
    QUERY_SEARCH_COUNT,
    QUERY_COUNT,
};

struct slot { // a statement prepared at its first use
    struct db_query *query;
    bool tried;
    bool broken; // it spun on damaged content once: it is not run again
    bool warned;
};

// sql.c
const char *store_sql(enum query query);

// row.c: one pass over one query's rows ------------------------------------------------------------

struct row {
    struct store *store;
    struct arena *arena; // where texts go
    struct slot *slot;
    int column; // next to be read
    int rows;   // seen so far
    int limit;
};

// Prepares (sql is read at the first call only) and rewinds the slot's query.
struct row store_row_open(
    struct store *store, struct arena *arena, struct slot *slot, const char *sql);
struct row store_row_begin(struct store *store, struct arena *arena, enum query query);
// The same, with parameter 1 bound to n.
struct row store_row_of(struct store *store, struct arena *arena, enum query query, int n);
void store_row_bind(struct row *row, int index, int64_t value);
void store_row_bind_text(struct row *row, int index, const char *value);
// False at the end, at the limit and after a failure; the query is rewound then.
bool store_row_next(struct row *row);
void store_row_end(struct row *row);

// Each reads the next column.
const char *store_row_text(
    struct row *row); // "" unless well-formed UTF-8 of at most STORE_TEXT_MAX
const char *store_row_codes(struct row *row); // ",a,b," as "a,b"
int store_row_int(struct row *row, int min, int max, int none);
int store_row_n(struct row *row); // reference: 1..STORE_N_MAX, else 0
bool store_row_flag(struct row *row);
int64_t store_row_money(struct row *row); // 0..10^15, else 0

// Says once per slot that something in its rows cannot be believed.
void store_row_doubt(struct row *row, const char *what);

// list.c: lists of n -------------------------------------------------------------------------------

struct list {
    int *n;
    int count;
    bool full;
};

struct list store_list_begin(struct arena *arena);
void store_list_add(struct list *list, int n);
bool store_list_has(const struct list *list, int n);
struct store_list store_list_end(const struct list *list);
// All rows' first column, with parameter 1 bound to n.
struct store_list store_list_of(struct store *store, struct arena *arena, enum query query, int n);

// language.c ---------------------------------------------------------------------------------------

enum search_mode { SEARCH_UNKNOWN, SEARCH_NONE, SEARCH_WORDS, SEARCH_PHRASES };

struct language {
    struct store_language shown;
    struct plural plural;
    int chain[STORE_CHAIN_MAX]; // indices tried for a text, itself first
    int chain_count;
    char digits[10][8];
    enum search_mode search_mode;
    struct slot search;
};

bool store_languages_load(struct store *store, struct err *err) MUST_USE;
// The language at that index, the source language for an index there is not.
const struct language *store_language_at(const struct store *store, int lang);

// format.c
const char *store_format(struct arena *arena, const char *pattern, const struct store_value *values,
    int count, bool isolate);

// fresh.c: today, validity, age --------------------------------------------------------------------

// Days since 1970; 0 = nobody gave a clock, nothing expires.
int store_today(const struct store *store, const struct clock *clock);
// Both ends count; "" is open. A date that cannot be read is never valid.
bool store_valid_on(int today, const char *from, const char *to);
// Reads assured_date, recheck_days, hide_after_days.
enum store_freshness store_row_freshness(struct row *row, int today, int *checked_days);
// Whether lists may show the record today.
bool store_listed(struct store *store, const char *table, int n, int today);

// facts.c
void store_facts_load(struct store *store);
bool store_condition_holds(const struct store *store, const char *condition, uint64_t facts);
uint64_t store_fact_bits(const struct store *store, const char *names);

// tables.c: tables and columns by name -------------------------------------------------------------

// Index of a table of the schema with n and id, -1 for anything else.
int store_table(const char *name);
const char *store_table_name(int table);
int store_table_count(void);

// hours.c, schedule.c ------------------------------------------------------------------------------

enum shift_owner { SHIFT_SERVICE, SHIFT_PLACE, SHIFT_WINDOW };

struct shift { // one believable row of schedule
    const char *id;
    enum shift_owner owner;
    int owner_n;
    int from; // days since 1970, both ends count
    int to;
    bool monthly;
    int interval;
    unsigned weekdays;  // bit 0 = Monday; 0 = any
    uint32_t monthdays; // bit 1 = the first; 0 = any
    int opens;          // minutes of the day
    int closes;
    bool closed; // a holiday
};

struct shift_set {
    const struct shift *shift[STORE_SHIFTS_MAX];
    int count;
};

bool store_shift_on(const struct shift *shift, int day);
struct store_opening store_opening_of(const struct shift_set *set, int today, int minute);
// service's opening when its status is known already
struct store_opening store_service_state(
    struct store *store, int service, bool closed, const struct clock *clock);

// ---------------------------------------------------------------------------------------------------

struct meta {
    const char *key;
    const char *value;
};

struct service_place {
    int service;
    int location;
};

struct memo { // a text found before
    uint64_t hash;
    const char *key;
    const char *text;
    int64_t count;
    int lang;  // asked for
    int found; // index of the language it is in, -1 = none has it
};

struct search_item {
    int n;
    int table;
    int record;
    const char *icon;
    int judged_on; // day
    bool judged;
    bool listed; // on that day
};

struct search_names { // of all items in one language, folded once
    struct arena arena;
    const char **name; // " word word "; NULL = not loaded
    int lang;
    unsigned used; // the larger the later
};

struct store {
    struct db *db;
    struct arena arena;    // what lives as long as the store
    struct bundle *bundle; // NULL: a plain file
    const struct clock *clock;
    const char *fact[STORE_FACTS_MAX]; // NULL = there is none
    struct language language[STORE_LANGUAGES_MAX];
    struct slot slot[QUERY_COUNT];
    struct slot table_row[STORE_TABLES_MAX];
    struct slot table_id[STORE_TABLES_MAX];
    struct slot plain[STORE_PLAIN_MAX];
    struct meta *meta;
    struct shift *shift;
    struct service_place *place;
    struct search_item *item; // by n
    struct search_names names[STORE_NAMES_KEPT];
    struct arena memo_arena;
    struct memo memo[STORE_MEMO_SLOTS];
    int meta_count;
    int language_count;
    int source_language;
    int shift_count;
    int place_count;
    int item_count;
    unsigned names_used;
    bool shifts_loaded;
    bool items_loaded;
    bool broken; // a query met bytes that are no database
};
