#include "tiles.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "mvt.h"

// A feature that shows in a tile.
struct entry {
    uint32_t x;
    uint32_t y;
    uint32_t feature;
};

struct entries {
    struct entry *at;
    uint32_t count;
    uint32_t room;
};

struct writer {
    const struct tiles_job *job;
    int zoom;
    struct clip_box box; // the map, in units of this zoom
    struct mvt mvt;
    struct buffer packed;
    struct clip_lines lines;
    struct map_point *line; // one part before it is cut
    uint32_t line_room;
};

static struct map_point
place(const struct writer *writer, uint32_t node)
{
    return (struct map_point){grid_coarser(writer->job->grid->x[node], writer->zoom),
        grid_coarser(writer->job->grid->y[node], writer->zoom)};
}

static struct clip_box
box_of_map(const struct osm_box *box, int zoom)
{
    struct clip_box units;
    grid_place(box->north, box->west, &units.left, &units.top);
    grid_place(box->south, box->east, &units.right, &units.bottom);
    units.left = grid_coarser(units.left, zoom);
    units.top = grid_coarser(units.top, zoom);
    units.right = grid_coarser(units.right, zoom);
    units.bottom = grid_coarser(units.bottom, zoom);
    return units;
}

static struct clip_box
meet(struct clip_box a, struct clip_box b)
{
    return (struct clip_box){a.left > b.left ? a.left : b.left, a.top > b.top ? a.top : b.top,
        a.right < b.right ? a.right : b.right, a.bottom < b.bottom ? a.bottom : b.bottom};
}

static struct clip_box
box_of_feature(const struct writer *writer, const struct feature *feature)
{
    const struct features *features = writer->job->features;
    struct clip_box box = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    for (uint32_t p = 0; p < feature->part_count; p++) {
        const struct part *part = &features->parts[feature->part_first + p];
        for (uint32_t i = 0; i < part->node_count; i++) {
            struct map_point point = place(writer, features->nodes[part->node_first + i]);
            box.left = point.x < box.left ? point.x : box.left;
            box.right = point.x > box.right ? point.x : box.right;
            box.top = point.y < box.top ? point.y : box.top;
            box.bottom = point.y > box.bottom ? point.y : box.bottom;
        }
    }
    return box;
}

// What nobody could see at this zoom: smaller than a pixel of 512 to the tile.
static bool
is_speck(const struct writer *writer, const struct feature *feature, const struct clip_box *box)
{
    enum { PIXEL = GRID_EXTENT / 512 };
    return writer->zoom < TILES_ZOOM_MAX && feature->shape != SHAPE_POINT &&
           box->right - box->left < PIXEL && box->bottom - box->top < PIXEL;
}

static int32_t
tile_of(int32_t units)
{
    return units >> 12; // GRID_EXTENT
}

static void
spread(struct writer *writer, uint32_t index, struct entries *entries)
{
    const struct feature *feature = &writer->job->features->at[index];
    struct clip_box box = box_of_feature(writer, feature);
    if (is_speck(writer, feature, &box)) {
        return;
    }
    box = meet(box, writer->box);
    if (box.left > box.right || box.top > box.bottom) {
        return;
    }
    int32_t reach = feature->shape == SHAPE_POINT ? 0 : TILES_BUFFER;
    struct clip_box map = {tile_of(writer->box.left), tile_of(writer->box.top),
        tile_of(writer->box.right), tile_of(writer->box.bottom)};
    struct clip_box tiles =
        meet(map, (struct clip_box){tile_of(box.left - reach), tile_of(box.top - reach),
                      tile_of(box.right + reach), tile_of(box.bottom + reach)});
    for (int32_t x = tiles.left; x <= tiles.right; x++) {
        for (int32_t y = tiles.top; y <= tiles.bottom; y++) {
            entries->at = grow(entries->at, entries->count, &entries->room, sizeof *entries->at);
            entries->at[entries->count++] = (struct entry){(uint32_t)x, (uint32_t)y, index};
        }
    }
}

// The part's points that this zoom keeps.
static uint32_t
take_points(struct writer *writer, const struct part *part, bool closed)
{
    const struct tiles_job *job = writer->job;
    // Half a pixel; on the deepest tiles, which are enlarged 16 times, half a unit.
    int shift = TILES_ZOOM_MAX - writer->zoom;
    float least = shift == 0 ? 0.5F : (float)(4 << shift);
    uint32_t count = 0;
    for (uint32_t i = 0; i < part->node_count; i++) {
        uint32_t node = job->features->nodes[part->node_first + i];
        bool end = !closed && (i == 0 || i + 1 == part->node_count);
        if (end || job->grid->worth[node] >= least) {
            writer->line = grow(writer->line, count, &writer->line_room, sizeof *writer->line);
            writer->line[count++] = place(writer, node);
        }
    }
    return count;
}

static double
twice_area(const struct map_point *points, uint32_t count)
{
    double twice = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct map_point *a = &points[i];
        const struct map_point *b = &points[i + 1 < count ? i + 1 : 0];
        twice += ((double)a->x - points[0].x) * ((double)b->y - points[0].y) -
                 ((double)b->x - points[0].x) * ((double)a->y - points[0].y);
    }
    return twice;
}

static void
turn(struct map_point *points, uint32_t count)
{
    for (uint32_t a = 0, b = count; a + 1 < b; a++) {
        struct map_point point = points[a];
        points[a] = points[--b];
        points[b] = point;
    }
}

// Cuts one ring; true if something of it is left. Outer rings, counterclockwise with north up, become
// clockwise in the tile, whose y points down; a ring so thin that rounding turned it over is left out.
static bool
cut_ring(struct writer *writer, const struct clip_box *box, const struct part *part, bool *hole)
{
    struct clip_lines *lines = &writer->lines;
    const struct tiles_job *job = writer->job;
    double whole = 0;
    for (uint32_t i = 0; i < part->node_count; i++) {
        uint32_t a = job->features->nodes[part->node_first + i];
        uint32_t b = job->features->nodes[part->node_first + (i + 1) % part->node_count];
        uint32_t o = job->features->nodes[part->node_first];
        const int32_t *x = job->grid->x;
        const int32_t *y = job->grid->y;
        whole += ((double)x[a] - x[o]) * ((double)y[b] - y[o]) -
                 ((double)x[b] - x[o]) * ((double)y[a] - y[o]);
    }
    *hole = whole > 0;
    uint32_t before = lines->line_count;
    uint32_t first = lines->point_count;
    uint32_t taken = take_points(writer, part, true); // may move writer->line
    clip_ring(box, writer->line, taken, lines);
    if (lines->line_count == before) {
        return false;
    }
    uint32_t count = lines->point_count - first;
    if ((twice_area(lines->points + first, count) > 0) != *hole) {
        lines->line_count = before;
        lines->point_count = first;
        return false;
    }
    turn(lines->points + first, count);
    return true;
}

static void
cut_area(struct writer *writer, const struct clip_box *box, const struct feature *feature)
{
    bool shows = false; // the outer ring whose holes follow
    for (uint32_t p = 0; p < feature->part_count; p++) {
        const struct part *part = &writer->job->features->parts[feature->part_first + p];
        struct clip_lines *lines = &writer->lines;
        uint32_t line_count = lines->line_count;
        uint32_t point_count = lines->point_count;
        bool hole = false;
        bool left = cut_ring(writer, box, part, &hole);
        if (!hole) {
            shows = left;
        } else if (!shows) {
            lines->line_count = line_count;
            lines->point_count = point_count;
        }
    }
}

static void
cut_feature(struct writer *writer, const struct clip_box *tile, const struct feature *feature)
{
    struct clip_lines *lines = &writer->lines;
    const struct features *features = writer->job->features;
    struct clip_box wide = {tile->left - TILES_BUFFER, tile->top - TILES_BUFFER,
        tile->right + TILES_BUFFER, tile->bottom + TILES_BUFFER};
    struct clip_box box = meet(wide, writer->box);
    clip_reset(lines);
    if (feature->shape == SHAPE_AREA) {
        cut_area(writer, &box, feature);
    }
    for (uint32_t p = 0; p < feature->part_count && feature->shape != SHAPE_AREA; p++) {
        const struct part *part = &features->parts[feature->part_first + p];
        if (feature->shape == SHAPE_POINT) {
            lines->points =
                grow(lines->points, lines->point_count, &lines->point_room, sizeof *lines->points);
            lines->points[lines->point_count++] = place(writer, features->nodes[part->node_first]);
        } else {
            uint32_t taken = take_points(writer, part, false);
            clip_line(&box, writer->line, taken, lines);
        }
    }
    for (uint32_t i = 0; i < lines->point_count; i++) {
        lines->points[i].x -= tile->left;
        lines->points[i].y -= tile->top;
    }
}

static void
encode(struct writer *writer, const struct entry *entries, uint32_t count)
{
    const struct features *features = writer->job->features;
    struct clip_box tile = {(int32_t)entries->x * GRID_EXTENT, (int32_t)entries->y * GRID_EXTENT,
        ((int32_t)entries->x + 1) * GRID_EXTENT, ((int32_t)entries->y + 1) * GRID_EXTENT};
    int layer = -1;
    mvt_reset(&writer->mvt);
    for (uint32_t i = 0; i < count; i++) {
        const struct feature *feature = &features->at[entries[i].feature];
        if (feature->layer != layer) {
            layer = feature->layer;
            mvt_layer(&writer->mvt, layer_name((enum layer)layer));
        }
        cut_feature(writer, &tile, feature);
        mvt_feature(&writer->mvt, (enum shape)feature->shape, &writer->lines,
            features->attributes + feature->attribute_first, feature->attribute_count);
    }
    mvt_end(&writer->mvt);
}

static bool
store(struct writer *writer, const struct entry *entry, struct db_query *query, struct err *err)
{
    buffer_reset(&writer->packed);
    buffer_gzip(&writer->packed, &writer->mvt.tile);
    if (writer->mvt.tile.len > MAP_TILE_MAX || writer->packed.len > MAP_PACKED_MAX) {
        return err_set(err, ERR_LIMIT,
            "tile %d/%u/%u would have %zu bytes, more than a kiosk reads", writer->zoom, entry->x,
            entry->y, writer->mvt.tile.len);
    }
    db_bind_int(query, 1, writer->zoom);
    db_bind_int(query, 2, entry->x);
    db_bind_int(query, 3, (INT64_C(1) << writer->zoom) - 1 - entry->y); // rows count from the south
    db_bind_blob(query, 4, writer->packed.data, writer->packed.len);
    db_step(query);
    return !db_failed(query, err);
}

// By tile, then in the order of the features.
static int
compare_entries(const void *a, const void *b)
{
    const struct entry *p = a;
    const struct entry *q = b;
    if (p->x != q->x) {
        return p->x < q->x ? -1 : 1;
    }
    if (p->y != q->y) {
        return p->y > q->y ? -1 : 1;
    }
    return (p->feature > q->feature) - (p->feature < q->feature);
}

static bool
write_zoom(struct tiles_job *job, struct writer *writer, struct db_query *query, struct err *err)
{
    struct entries entries = {0};
    for (uint32_t i = 0; i < job->features->count; i++) {
        if (job->features->at[i].zoom_min <= writer->zoom) {
            spread(writer, i, &entries);
        }
    }
    if (entries.count > 0) {
        qsort(entries.at, entries.count, sizeof *entries.at, compare_entries);
    }
    bool ok = true;
    for (uint32_t first = 0; ok && first < entries.count;) {
        const struct entry *entry = &entries.at[first];
        uint32_t end = first;
        while (
            end < entries.count && entries.at[end].x == entry->x && entries.at[end].y == entry->y) {
            end++;
        }
        progress_show(job->progress, first, entries.count);
        encode(writer, entry, end - first);
        if (writer->mvt.tile.len > 0) {
            ok = store(writer, entry, query, err);
            job->written++;
        }
        first = end;
    }
    free(entries.at);
    return ok;
}

bool
tiles_write(struct tiles_job *job, struct db *db, struct err *err)
{
    struct writer writer = {.job = job};
    struct db_query *query = NULL;
    bool ok = db_prepare(db, "INSERT INTO tiles VALUES (?1, ?2, ?3, ?4)", &query, err);
    for (int zoom = TILES_ZOOM_MIN; ok && zoom <= TILES_ZOOM_MAX; zoom++) {
        writer.zoom = zoom;
        writer.box = box_of_map(job->box, zoom);
        progress_set(job->progress, "writing tiles");
        ok = write_zoom(job, &writer, query, err);
    }
    db_finish(query);
    mvt_finish(&writer.mvt);
    buffer_finish(&writer.packed);
    clip_finish(&writer.lines);
    free(writer.line);
    return ok;
}
