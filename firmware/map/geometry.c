// Geometry commands of vector tiles: first counted and checked, then written to exactly sized arrays.

#include "map/internal.h"

enum { MOVE_TO = 1, LINE_TO = 2, CLOSE_PATH = 7, COMMAND_BITS = 3 };

// What the commands of a feature come to.
struct sizes {
    uint32_t parts;
    uint32_t points;
};

// Follows the commands of one feature; with parts and points NULL it only counts.
struct pen {
    enum map_geometry geometry;
    bool close_lines;
    bool open; // a line or ring was begun and may go on
    struct sizes sizes;
    struct map_part *parts;
    struct map_point *points;
    int32_t x;
    int32_t y;
};

// Deltas may run over: tiles with such points are valid and wrap (mvt-fixtures 049, 050).
static int32_t
moved(int32_t from, uint64_t delta)
{
    return (int32_t)((uint32_t)from + (uint32_t)pb_zigzag((uint32_t)delta));
}

static void
begin_part(struct pen *pen)
{
    if (pen->parts) {
        pen->parts[pen->sizes.parts] = (struct map_part){.first = pen->sizes.points};
    }
    pen->sizes.parts++;
}

static void
put_point(struct pen *pen, struct pb *commands)
{
    pen->x = moved(pen->x, pb_varint(commands));
    pen->y = moved(pen->y, pb_varint(commands));
    if (pen->points) {
        pen->points[pen->sizes.points] = (struct map_point){pen->x, pen->y};
        pen->parts[pen->sizes.parts - 1].count++;
    }
    pen->sizes.points++;
}

// A command's count says how many pairs follow; a pair takes two bytes at least.
static bool
count_fits(const struct pb *commands, uint32_t count)
{
    return count > 0 && count <= (size_t)(commands->end - commands->at) / 2;
}

static const char *
move_to(struct pen *pen, struct pb *commands, uint32_t count)
{
    if (!count_fits(commands, count) || (pen->geometry != MAP_POINT && count != 1)) {
        return "MoveTo with a wrong count";
    }
    if (pen->geometry != MAP_POINT || pen->sizes.parts == 0) {
        begin_part(pen);
    }
    for (uint32_t i = 0; i < count; i++) {
        put_point(pen, commands);
    }
    pen->open = pen->geometry != MAP_POINT;
    return NULL;
}

static const char *
line_to(struct pen *pen, struct pb *commands, uint32_t count)
{
    if (!pen->open) {
        return "LineTo without a beginning";
    }
    if (!count_fits(commands, count)) {
        return "LineTo with a wrong count";
    }
    for (uint32_t i = 0; i < count; i++) {
        put_point(pen, commands);
    }
    return NULL;
}

static const char *
close_path(struct pen *pen, uint32_t count)
{
    bool may = pen->geometry == MAP_AREA || (pen->geometry == MAP_LINE && pen->close_lines);
    if (!pen->open || !may) {
        return "ClosePath where nothing can be closed";
    }
    if (count != 1) {
        return "ClosePath with a wrong count";
    }
    pen->open = false;
    return NULL;
}

// NULL, or what is wrong.
static const char *
follow(struct pen *pen, struct pb commands)
{
    const char *wrong = NULL;
    while (!wrong && pb_more(&commands)) {
        uint32_t command = (uint32_t)pb_varint(&commands);
        uint32_t count = command >> COMMAND_BITS;
        switch (command & ((1 << COMMAND_BITS) - 1)) {
        case MOVE_TO:
            wrong = move_to(pen, &commands, count);
            break;
        case LINE_TO:
            wrong = line_to(pen, &commands, count);
            break;
        case CLOSE_PATH:
            wrong = close_path(pen, count);
            break;
        default:
            wrong = "an unknown command";
        }
    }
    return wrong ? wrong : commands.bad ? "commands that are cut off" : NULL;
}

// Rings that turn the other way than y-down clockwise are holes (vector-tile-spec 4.3.4.4).
static bool
is_hole(const struct map_point *ring, uint32_t count)
{
    double twice = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct map_point *a = &ring[i];
        const struct map_point *b = &ring[i + 1 < count ? i + 1 : 0];
        twice += (double)a->x * b->y - (double)b->x * a->y;
    }
    return twice < 0;
}

bool
map_geometry_decode(struct decoder *decoder, struct pb commands, bool close_lines,
    struct map_feature *feature, struct err *err)
{
    struct pen pen = {.geometry = feature->geometry, .close_lines = close_lines};
    const char *wrong = follow(&pen, commands);
    if (wrong) {
        return err_set(err, ERR_FORMAT, "tile: geometry has %s", wrong);
    }
    if (pen.sizes.points > decoder->points) {
        return err_set(err, ERR_LIMIT, "tile: more than %d points", MAP_POINTS_MAX);
    }
    decoder->points -= pen.sizes.points;
    struct map_part *parts = arena_array(decoder->arena, struct map_part, pen.sizes.parts);
    struct map_point *points = arena_array(decoder->arena, struct map_point, pen.sizes.points);
    pen = (struct pen){.geometry = feature->geometry,
        .close_lines = close_lines,
        .parts = parts,
        .points = points};
    follow(&pen, commands);
    for (uint32_t i = 0; i < pen.sizes.parts && feature->geometry == MAP_AREA; i++) {
        parts[i].hole = is_hole(points + parts[i].first, parts[i].count);
    }
    feature->parts = parts;
    feature->points = points;
    feature->part_count = pen.sizes.parts;
    feature->point_count = pen.sizes.points;
    return true;
}
