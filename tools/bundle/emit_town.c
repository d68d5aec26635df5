// The map's tables into those of the content.

#include "emit.h"
#include "gate/gate.h"
#include "map/map.h"

_Static_assert((int)GATE_TILE_MAX == (int)MAP_PACKED_MAX, "what a kiosk reads passes the gate");
_Static_assert((int)GATE_ZOOM_MAX == (int)MAP_ZOOM_MAX, "likewise");

enum kind { WHOLE, TEXT, BYTES };

struct table {
    const char *select; // from the map
    const char *insert;
    enum kind kinds[4];
};

static const struct table tables[] = {
    {"SELECT name, value FROM metadata ORDER BY name", "INSERT INTO metadata VALUES(?1, ?2)",
        {TEXT, TEXT}},
    {"SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles"
     " ORDER BY zoom_level, tile_column, tile_row",
        "INSERT INTO tiles VALUES(?1, ?2, ?3, ?4)", {WHOLE, WHOLE, WHOLE, BYTES}},
    {"SELECT name, data FROM route_graph ORDER BY name", "INSERT INTO route_graph VALUES(?1, ?2)",
        {TEXT, BYTES}},
};

static void
bind(struct db_query *to, const struct db_query *from, int column, enum kind kind)
{
    size_t len = 0;
    const void *data = NULL;
    switch (kind) {
    case WHOLE:
        db_bind_int(to, column + 1, db_int(from, column));
        break;
    case TEXT:
        db_bind_text(to, column + 1, db_text(from, column));
        break;
    case BYTES:
    default:
        data = db_blob(from, column, &len);
        db_bind_blob(to, column + 1, data, len);
        break;
    }
}

static bool
copy(struct db *from, struct db *to, const struct table *table, struct err *err)
{
    struct db_query *in = NULL;
    struct db_query *out = NULL;
    bool ok = db_prepare(from, table->select, &in, err) && db_prepare(to, table->insert, &out, err);
    while (ok && db_step(in)) {
        for (int i = 0; i < db_columns(in); i++) {
            bind(out, in, i, table->kinds[i]);
        }
        ok = emit_run(out, err);
    }
    ok = ok && !db_failed(in, err);
    db_finish(in);
    db_finish(out);
    return ok;
}

bool
emit_town(const struct content *content, struct db *db, struct err *err)
{
    const struct town *town = &content->town;
    progress_set(content->progress, "writing the map");
    progress_show(content->progress, 0, 1);
    bool ok = true;
    for (size_t i = 0; ok && town->map && i < sizeof tables / sizeof *tables; i++) {
        ok = copy(town->db, db, &tables[i], err) || err_wrap(err, "%s", town->file);
    }
    return ok;
}
