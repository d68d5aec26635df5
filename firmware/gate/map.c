// The map inside of content. Its tables hold bytes of others' formats, which map/ and route/ bear; here it is
// only whether they can be what they say.

#include <string.h>

#include "gate/internal.h"

enum { WALKS_HEADER = 32, WALKS_COUNTS = 12, WALKS_SIZES = 5 };

// Bytes for each of the five numbers in a graph's header: nodes, edges, names, text, geometry (route/route.h).
static const int64_t walks_bytes[WALKS_SIZES] = {8, 24, 4, 1, 1};

static bool
check_tiles(struct db *db, struct err *err)
{
    struct db_query *query = NULL;
    if (!db_prepare(db,
            "SELECT count(*), coalesce(max(length(tile_data)), 0),"
            " coalesce(sum(zoom_level NOT BETWEEN 0 AND 22), 0),"
            " coalesce(sum(tile_column < 0 OR tile_row < 0 OR tile_column >> zoom_level > 0"
            "  OR tile_row >> zoom_level > 0), 0) FROM tiles",
            &query, err)) {
        return false;
    }
    bool ok = db_step(query);
    if (ok && db_int(query, 0) > GATE_TILES_MAX) {
        ok = err_set(err, ERR_LIMIT, "more than %d tiles", GATE_TILES_MAX);
    } else if (ok && db_int(query, 1) > GATE_TILE_MAX) {
        ok = err_set(err, ERR_LIMIT, "a tile of %lld bytes", (long long)db_int(query, 1));
    } else if (ok && db_int(query, 2) + db_int(query, 3) > 0) {
        ok = err_set(err, ERR_FORMAT, "%lld tiles off the world",
            (long long)(db_int(query, 2) + db_int(query, 3)));
    } else if (!ok) {
        db_failed(query, err);
    }
    db_finish(query);
    return ok;
}

// length() of a text ends at its first NUL, of a blob it does not.
static bool
check_metadata(struct db *db, struct err *err)
{
    int64_t rows = 0;
    int64_t bytes = 0;
    if (!db_number(db, "SELECT count(*) FROM metadata", &rows, err)) {
        return false;
    }
    if (rows > GATE_METADATA_MAX) {
        return err_set(err, ERR_LIMIT, "%lld rows of metadata", (long long)rows);
    }
    return db_number(db,
               "SELECT coalesce(max(length(CAST(name AS BLOB)) + length(CAST(value AS BLOB))), 0)"
               " FROM metadata",
               &bytes, err) &&
           (bytes <= GATE_METADATA_BYTES ||
               err_set(err, ERR_LIMIT, "metadata of %lld bytes", (long long)bytes));
}

static int64_t
number_at(const uint8_t *at)
{
    return (int64_t)at[0] | (int64_t)at[1] << 8 | (int64_t)at[2] << 16 | (int64_t)at[3] << 24;
}

// As long as its header says, so that nobody makes room for more than there is.
static bool
check_header(const uint8_t *header, size_t len, int64_t size, struct err *err)
{
    if (len != WALKS_HEADER || memcmp(header, "HUBROUTE", 8) != 0) {
        return err_set(err, ERR_FORMAT, "walks that are none");
    }
    int64_t said = WALKS_HEADER;
    for (int i = 0; i < WALKS_SIZES; i++) {
        said += number_at(header + WALKS_COUNTS + (size_t)i * 4) * walks_bytes[i];
    }
    return said == size || err_set(err, ERR_FORMAT, "walks of %lld bytes that say they have %lld",
                               (long long)size, (long long)said);
}

static bool
check_walks(struct db *db, struct err *err)
{
    struct db_query *query = NULL;
    if (!db_prepare(db, "SELECT name, length(data), substr(data, 1, 32) FROM route_graph LIMIT 2",
            &query, err)) {
        return false;
    }
    bool ok = true;
    int rows = 0;
    for (; ok && db_step(query); rows++) {
        size_t len = 0;
        const void *header = db_blob(query, 2, &len);
        ok = (rows == 0 && strcmp(db_text(query, 0), "foot") == 0) ||
             err_set(err, ERR_FORMAT, "walks that are nobody's");
        ok = ok && check_header(header, len, db_int(query, 1), err);
    }
    ok = ok && !db_failed(query, err);
    db_finish(query);
    return ok;
}

bool
gate_check_map(struct db *db, struct err *err)
{
    return (check_tiles(db, err) && check_metadata(db, err) && check_walks(db, err)) ||
           err_wrap(err, "map");
}

// Both sides' rows in one order; *equal false at the first that differs.
static bool
compare_rows(struct db_query *before, struct db_query *after, bool *equal, struct err *err)
{
    for (bool more = true; *equal && more;) {
        bool has = db_step(before);
        more = db_step(after);
        if ((!has && db_failed(before, err)) || (!more && db_failed(after, err))) {
            return false;
        }
        *equal = has == more;
        for (int i = 0; *equal && more && i < db_columns(before); i++) {
            size_t len = 0;
            size_t other_len = 0;
            const void *data = db_blob(before, i, &len);
            const void *other = db_blob(after, i, &other_len);
            *equal = len == other_len && (len == 0 || memcmp(data, other, len) == 0);
        }
    }
    return true;
}

static bool
compare_table(struct db *before, struct db *after, const char *sql, bool *equal, struct err *err)
{
    struct db_query *queries[2] = {NULL, NULL};
    bool ok = db_prepare(before, sql, &queries[0], err) &&
              db_prepare(after, sql, &queries[1], err) &&
              compare_rows(queries[0], queries[1], equal, err);
    db_finish(queries[0]);
    db_finish(queries[1]);
    return ok;
}

bool
gate_compare_map(
    struct db *before, struct db *after, struct map_difference *difference, struct err *err)
{
    static const char *const tables[] = {"SELECT name, value FROM metadata ORDER BY name",
        ("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"
         " ORDER BY zoom_level, tile_column, tile_row"),
        "SELECT name, data FROM route_graph ORDER BY name"};
    int64_t rows[2];
    bool equal = true;
    bool ok = db_number(before, "SELECT count(*) FROM metadata", &rows[0], err) &&
              db_number(after, "SELECT count(*) FROM metadata", &rows[1], err);
    for (size_t i = 0; ok && equal && i < sizeof tables / sizeof *tables; i++) {
        ok = compare_table(before, after, tables[i], &equal, err);
    }
    *difference = (struct map_difference){rows[0] > 0, rows[1] > 0, equal};
    return ok;
}
