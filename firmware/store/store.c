#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

enum { SCHEMA_TABLES_MAX = 4096 };

// Tables without n and id, beside those of tables.c.
static const char *const other_tables[] = {"meta", "translation", "provenance", "service_topic",
    "search_item", "metadata", "tiles", "route_graph"};

enum { OTHER_TABLES = sizeof other_tables / sizeof *other_tables };

static int
any_table(const char *name)
{
    for (int i = 0; i < OTHER_TABLES; i++) {
        if (strcmp(other_tables[i], name) == 0) {
            return i;
        }
    }
    int table = store_table(name);
    return table < 0 ? -1 : OTHER_TABLES + table;
}

static bool
check_schema(struct store *store, struct err *err)
{
    bool seen[OTHER_TABLES + STORE_TABLES_MAX] = {0};
    struct arena arena = {0};
    struct row row = store_row_begin(store, &arena, QUERY_SCHEMA);
    row.limit = SCHEMA_TABLES_MAX;
    while (store_row_next(&row)) {
        int table = any_table(store_row_text(&row));
        if (table >= 0) {
            seen[table] = true;
        }
    }
    arena_finish(&arena);
    for (int i = 0; i < OTHER_TABLES + store_table_count(); i++) {
        if (!seen[i]) {
            return err_set(err, ERR_FORMAT, "store: table \"%s\" is missing",
                i < OTHER_TABLES ? other_tables[i] : store_table_name(i - OTHER_TABLES));
        }
    }
    return true;
}

static void
load_meta(struct store *store)
{
    store->meta = arena_array(&store->arena, struct meta, STORE_META_MAX);
    struct row row = store_row_begin(store, &store->arena, QUERY_META);
    while (store->meta_count < STORE_META_MAX && store_row_next(&row)) {
        struct meta *meta = &store->meta[store->meta_count++];
        meta->key = store_row_text(&row);
        meta->value = store_row_text(&row);
    }
    store_row_end(&row);
}

static struct store *
create(void)
{
    struct store *store = calloc(1, sizeof *store);
    ASSERT(store);
    return store;
}

// The first questions to an open database; closes what fails.
static bool
begin(struct store *opened, struct store **store, struct err *err)
{
    if (!check_schema(opened, err)) {
        store_close(opened);
        return false;
    }
    load_meta(opened);
    store_facts_load(opened);
    if (!store_languages_load(opened, err)) {
        store_close(opened);
        return false;
    }
    if (store_broken(opened)) {
        store_close(opened);
        return err_set(err, ERR_FORMAT, "store: not what was signed");
    }
    *store = opened;
    return true;
}

bool
store_open(struct bundle *bundle, struct store **store, struct err *err)
{
    struct store *opened = create();
    *store = NULL;
    opened->bundle = bundle;
    if (!bundle_database(bundle, &opened->db, err)) {
        store_close(opened);
        return false;
    }
    return begin(opened, store, err);
}

bool
store_open_file(const char *path, struct store **store, struct err *err)
{
    struct store *opened = create();
    *store = NULL;
    if (!db_open(path, DB_READ, &opened->db, err)) {
        store_close(opened);
        return false;
    }
    return begin(opened, store, err);
}

const struct bundle_head *
store_head(const struct store *store)
{
    return store->bundle ? bundle_head_of(store->bundle) : NULL;
}

struct db *
store_db(struct store *store)
{
    return store->db;
}

bool
store_broken(const struct store *store)
{
    return store->bundle && store->broken;
}

static void
finish_slots(struct slot *slots, int count)
{
    for (int i = 0; i < count; i++) {
        db_finish(slots[i].query);
    }
}

void
store_close(struct store *store)
{
    if (!store) {
        return;
    }
    finish_slots(store->slot, QUERY_COUNT);
    finish_slots(store->table_row, STORE_TABLES_MAX);
    finish_slots(store->table_id, STORE_TABLES_MAX);
    finish_slots(store->plain, STORE_PLAIN_MAX);
    for (int i = 0; i < store->language_count; i++) {
        db_finish(store->language[i].search.query);
    }
    db_close(store->db);
    bundle_close(store->bundle);
    for (int i = 0; i < STORE_NAMES_KEPT; i++) {
        arena_finish(&store->names[i].arena);
    }
    arena_finish(&store->memo_arena);
    arena_finish(&store->arena);
    free(store);
}

void
store_set_clock(struct store *store, const struct clock *clock)
{
    store->clock = clock;
}

const char *
store_meta(const struct store *store, const char *key)
{
    for (int i = 0; i < store->meta_count; i++) {
        if (strcmp(store->meta[i].key, key) == 0) {
            return store->meta[i].value;
        }
    }
    return "";
}

size_t
store_bytes(const struct store *store)
{
    size_t bytes = store->arena.held + store->memo_arena.held;
    for (int i = 0; i < STORE_NAMES_KEPT; i++) {
        bytes += store->names[i].arena.held;
    }
    return bytes;
}

struct image_bytes
store_picture(struct store *store, const char *name)
{
    struct row row = store_row_begin(store, &store->arena, QUERY_PICTURE);
    store_row_bind_text(&row, 1, name);
    struct image_bytes bytes = {0};
    if (store_row_next(&row)) { // not ended: the bytes live in the query until the next call
        bytes.data = db_blob(row.slot->query, 0, &bytes.len);
    }
    if (bytes.len == 0 || bytes.len > STORE_PICTURE_MAX) {
        return (struct image_bytes){0};
    }
    return bytes;
}
