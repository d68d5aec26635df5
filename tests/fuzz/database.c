// links: gate store map route
// An honest database with patches of any bytes at any place: opening and gate end, and what passes the
// gate answers everything the kiosk asks, or fails, and ends. An input is a row of patches
//     u16 page | u16 offset | u8 length | bytes        little-endian; page and offset by remainder
// over the starter folder as hub-bundle compiles it.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "fuzz.h"
#include "gate/gate.h"
#include "map/map.h"
#include "route/route.h"
#include "store/internal.h"

enum {
    PATCH_HEAD = 5,
    PATCH_BYTES = 64,
    BASE_MAX = 16 * 1024 * 1024,
    ROWS_READ = 200,
    VALUES = 3,
    PARTS = 8,
    TILES_READ = 16
};

struct bytes {
    char *at;
    size_t len;
};

static const struct bytes *
base(void)
{
    static struct bytes bytes; // read once
    struct err err = {0};
    if (!bytes.at) {
        bool read = file_read(HUB_FUZZ_DATABASE, BASE_MAX, &bytes.at, &bytes.len, &err);
        ASSERT(read && bytes.len > 64 * DB_PAGE_SIZE);
    }
    return &bytes;
}

static size_t
number_at(const uint8_t *data)
{
    return (size_t)data[0] | (size_t)data[1] << 8;
}

static void
apply(const uint8_t *data, size_t len, struct bytes *to)
{
    while (len > PATCH_HEAD) {
        size_t at = number_at(data) % (to->len / DB_PAGE_SIZE) * DB_PAGE_SIZE +
                    number_at(data + 2) % DB_PAGE_SIZE;
        size_t bytes = data[4] % PATCH_BYTES + 1;
        bytes = bytes < len - PATCH_HEAD ? bytes : len - PATCH_HEAD;
        bytes = bytes < to->len - at ? bytes : to->len - at;
        memcpy(to->at + at, data + PATCH_HEAD, bytes);
        data += PATCH_HEAD + bytes;
        len -= PATCH_HEAD + bytes;
    }
}

static bool
read_at(void *context, int64_t offset, void *into, size_t len)
{
    const struct bytes *bytes = context;
    ASSERT(offset >= 0 && (size_t)offset + len <= bytes->len);
    memcpy(into, bytes->at + offset, len);
    return true;
}

static void
read_rows(struct db_query *query)
{
    size_t sum = 0;
    for (int rows = 0; rows < ROWS_READ && db_step(query); rows++) {
        for (int i = 0; i < db_columns(query); i++) {
            size_t len = 0;
            const unsigned char *data = db_blob(query, i, &len);
            sum += len > 0 ? data[len - 1] : 0;
            sum += strlen(db_text(query, i));
        }
    }
    db_reset(query);
    ASSERT(sum < SIZE_MAX);
}

// Everything store asks, with numbers and texts of the content; each input a part, for speed.
static void
ask_store(struct db *db, int part)
{
    static const char *const texts[VALUES] = {"page", "ui", ""};
    for (int q = part; q < QUERY_COUNT; q += PARTS) {
        struct db_query *query = NULL;
        if (!db_prepare(db, store_sql((enum query)q), &query, NULL)) {
            continue;
        }
        for (int value = 0; value < VALUES; value++) {
            db_bind_int(query, 1, value);
            db_bind_int(query, 2, value);
            db_bind_text(query, 3, texts[value]);
            db_bind_text(query, 4, value ? "es" : "");
            read_rows(query);
        }
        db_finish(query);
    }
    for (int table = part; table < store_table_count(); table += PARTS) {
        char sql[128];
        struct db_query *query = NULL;
        snprintf(sql, sizeof sql, "SELECT * FROM %s", store_table_name(table));
        if (db_prepare(db, sql, &query, NULL)) {
            read_rows(query);
        }
        db_finish(query);
    }
}

static void
ask_search(struct db *db)
{
    static const char *const words[] = {"a*", "p* AND t*", "residencia", "\"de la\"", "zzzz*"};
    for (int n = 1; n <= BUNDLE_LANGUAGES_MAX; n++) {
        char sql[128];
        struct db_query *query = NULL;
        snprintf(sql, sizeof sql, "SELECT rowid FROM search_%d WHERE search_%d MATCH ?1", n, n);
        if (!db_prepare(db, sql, &query, NULL)) {
            return;
        }
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            db_bind_text(query, 1, words[i]);
            read_rows(query);
        }
        db_finish(query);
    }
}

// As a kiosk opens the map and looks at the town: damaged tiles are empty, damaged walks are none.
static void
ask_map(struct db *db)
{
    struct map *map = NULL;
    struct route_graph *walks = NULL;
    struct map_tile *tile = calloc(1, sizeof *tile);
    ASSERT(tile);
    if (map_open_db(db, &map, NULL)) {
        for (uint32_t i = 0; i < TILES_READ; i++) {
            struct arena arena = {0};
            map_look(map, (struct map_at){14, 6825 + i % 4, 8189 + i / 4}, &arena, tile);
            arena_finish(&arena);
        }
    }
    map_close(map);
    if (route_open_db(db, &walks, NULL)) {
        ASSERT(route_summary(walks).main_nodes <= route_summary(walks).nodes);
    }
    route_close(walks);
    free(tile);
}

static void
compare_with_itself(struct db *db)
{
    struct gate_diff diff;
    if (gate_compare(db, db, &diff, NULL, NULL, NULL)) {
        ASSERT(diff.added + diff.removed + diff.updated == 0);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct bytes patched = {malloc(base()->len), base()->len};
    struct db_source source = {(int64_t)patched.len, read_at, &patched};
    struct db *db = NULL;
    struct err err = {0};
    ASSERT(patched.at);
    memcpy(patched.at, base()->at, patched.len);
    apply(data, len, &patched);
    bool passes = db_open_source(&source, &db, &err) && gate_check(db, &err);
    ASSERT(passes || err.kind != ERR_NONE);
    ASSERT(passes || len > 0); // the honest one
    if (passes) {
        int part = len > 0 ? data[len - 1] % PARTS : 0;
        ask_store(db, part);
        ask_search(db);
        ask_map(db);
        if (part == 0) {
            compare_with_itself(db);
        }
    }
    db_close(db);
    free(patched.at);
    return 0;
}

// Mutation: patches with what hurts b-trees, put in, taken out or repeated elsewhere.

static uint32_t
next(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

// The page's head, its cell pointers, the head of one of its cells, or anywhere.
static size_t
place_in(const unsigned char *page, uint32_t *seed)
{
    size_t cells = (size_t)page[3] << 8 | page[4];
    size_t head = page[0] == 2 || page[0] == 5 ? 12 : 8;
    size_t cell = cells > 0 && cells < 1000 ? head + next(seed) % cells * 2 : head;
    switch (next(seed) % 4) {
    case 0:
        return next(seed) % head;
    case 1:
        return cell;
    case 2:
        return (((size_t)page[cell] << 8 | page[cell + 1]) + next(seed) % 12) % DB_PAGE_SIZE;
    default:
        return next(seed) % DB_PAGE_SIZE;
    }
}

static size_t
make_patch(uint8_t *patch, uint32_t *seed)
{
    static const uint8_t values[] = {0, 1, 2, 5, 10, 13, 0x7f, 0x80, 0x81, 0xfe, 0xff};
    size_t pages = base()->len / DB_PAGE_SIZE;
    size_t page = next(seed) % pages;
    size_t at = place_in((const unsigned char *)base()->at + page * DB_PAGE_SIZE, seed);
    size_t len = next(seed) % 8 == 0 ? 1 + next(seed) % PATCH_BYTES : 1 + next(seed) % 4;
    patch[0] = (uint8_t)page;
    patch[1] = (uint8_t)(page >> 8);
    patch[2] = (uint8_t)at;
    patch[3] = (uint8_t)(at >> 8);
    patch[4] = (uint8_t)(len - 1);
    uint32_t kind = next(seed) % 4;
    size_t from = next(seed) % (base()->len - PATCH_BYTES);
    for (size_t i = 0; i < len; i++) {
        size_t here = page * DB_PAGE_SIZE + at + i;
        uint8_t old = here < base()->len ? (uint8_t)base()->at[here] : 0;
        uint32_t value = i == len - 1 ? next(seed) % (uint32_t)pages : 0; // a page's number
        if (kind == 0) {
            value = values[next(seed) % sizeof values];
        } else if (kind == 1) {
            value = (uint8_t)base()->at[from + i];
        } else if (kind == 2) {
            value = old + (next(seed) & 1 ? 1u : 255u);
        }
        patch[PATCH_HEAD + i] = (uint8_t)value;
    }
    return PATCH_HEAD + len;
}

static size_t
patch_len(const uint8_t *data, size_t len)
{
    if (len <= PATCH_HEAD) {
        return len;
    }
    size_t whole = PATCH_HEAD + 1 + data[4] % PATCH_BYTES;
    return whole < len ? whole : len;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t len, size_t max_len, unsigned seed)
{
    uint32_t random = seed | 1;
    uint32_t what = next(&random) % 4;
    if (what == 0 && len > 0) { // take the first out
        size_t first = patch_len(data, len);
        memmove(data, data + first, len - first);
        return len - first;
    }
    if (what == 1 && len > PATCH_HEAD) { // turn a byte of it
        data[next(&random) % patch_len(data, len)] ^= (uint8_t)(1u << next(&random) % 8);
        return len;
    }
    uint8_t patch[PATCH_HEAD + PATCH_BYTES];
    size_t more = make_patch(patch, &random);
    if (len + more > max_len) {
        len = 0;
    }
    if (more > max_len) {
        return len;
    }
    memmove(data + more, data, len); // in front, so that the next turn can take it out
    memcpy(data, patch, more);
    return len + more;
}
