#pragma once
// What is drawn. raster, stroke: outlines to pixels. style: how things look. kind: what they are. place:
// where they are. source, names: a vector tile ready to draw and to read. paint: a tile of pixels. tiles:
// those kept.

#include <SDL.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "mapview/mapview.h"

enum {
    TILE_PX = 256,
    SUB = 64, // FreeType's 26.6: parts of a pixel
    ZOOMS = MAPVIEW_ZOOM_MAX - MAPVIEW_ZOOM_MIN + 1,
    SOURCE_ZOOM = 14, // deeper views enlarge these tiles, as Shortbread means it
    WORLD_BITS = 30,  // places are counted in 2^-30 of the world's side: 1/16 px of zoom 18
    CONTRASTS = 3,
};

struct spot { // 26.6 px, or 2^-30 of the world
    int32_t x;
    int32_t y;
};

struct box { // px; right and bottom are outside
    int left;
    int top;
    int right;
    int bottom;
};

static inline struct box
box_meet(struct box a, struct box b)
{
    return (struct box){a.left > b.left ? a.left : b.left, a.top > b.top ? a.top : b.top,
        a.right < b.right ? a.right : b.right, a.bottom < b.bottom ? a.bottom : b.bottom};
}

static inline bool
box_empty(struct box box)
{
    return box.left >= box.right || box.top >= box.bottom;
}

// The array with room for count things.
void *room_for(void *data, size_t count, size_t *room, size_t size);

// Raster -----------------------------------------------------------------------------------------

// An outline in the making and where it is drawn.
struct raster {
    FT_Library library;
    FT_Vector *points;
    uint8_t *tags;
    uint16_t *ends;
    size_t count;
    size_t room;
    size_t end_count;
    size_t end_room;
    size_t begun; // first point of the contour being made
    uint32_t *pixels;
    int stride;
    struct box clip;
    uint32_t colour;
    struct spot *line; // room of who makes outlines
    size_t line_room;
    struct spot *scaled; // and of who hands them lines
    size_t scaled_room;
    struct spot *clipped[2];
    size_t clipped_room[2];
    struct spot *normals;
    size_t normal_room;
};

// under, a / 255 of the way to over; the bytes beside each other do not meet.
static inline uint32_t
raster_mix(uint32_t under, uint32_t over, uint32_t a)
{
    uint32_t weight = a + (a >> 7); // 0..256
    uint32_t even = under & 0xff00ff;
    uint32_t odd = under >> 8 & 0xff00ff;
    even = (even * (256 - weight) + (over & 0xff00ff) * weight) >> 8 & 0xff00ff;
    odd = (odd * (256 - weight) + (over >> 8 & 0xff00ff) * weight) & 0xff00ff00;
    return even | odd;
}

enum { RASTER_POINTS_MAX = 32000 }; // of one outline: FreeType counts in shorts

bool raster_open(struct raster *raster, struct err *err) MUST_USE;
void raster_close(struct raster *raster);
// Pixels left of and above which nothing is drawn; stride in pixels.
void raster_onto(struct raster *raster, uint32_t *pixels, int stride, struct box clip);
void raster_point(struct raster *raster, struct spot at);
// Ends the contour.
void raster_end(struct raster *raster);
// Fills what the contours enclose (non-zero winding) with 0xAARRGGBB, edges by exact area, and forgets them.
void raster_fill(struct raster *raster, uint32_t colour);
// Adds a ring, cut to the clip.
void raster_ring(struct raster *raster, const struct spot *points, size_t count);

struct stroke {
    int half; // 26.6 px
    bool round;
    int dash; // 26.6 px; 0 = whole
    int gap;
};
// Adds a line's outline, as far as the clip sees it.
void stroke_line(
    struct raster *raster, const struct spot *points, size_t count, const struct stroke *stroke);

// Places -----------------------------------------------------------------------------------------

struct spot place_of(struct mapview_point at); // 2^-30 of the world
struct mapview_point place_back(double x, double y);
// 2^-30 of the world in one pixel, as a shift.
static inline int
place_shift(int zoom)
{
    return WORLD_BITS - 8 - zoom;
}

// Style ------------------------------------------------------------------------------------------

enum area_kind {
    AREA_SEA,
    AREA_WATER,
    AREA_BUILT,
    AREA_TRADE,
    AREA_FIELD,
    AREA_MEADOW,
    AREA_FOREST,
    AREA_SAND,
    AREA_WETLAND,
    AREA_PARK,
    AREA_CEMETERY,
    AREA_SCHOOL,
    AREA_HOSPITAL,
    AREA_SPORT,
    AREA_PARKING,
    AREA_CLOSED,
    AREA_SQUARE,
    AREA_PIER,
    AREA_BUILDING,
    AREAS
};

enum line_kind {
    LINE_MOTORWAY,
    LINE_TRUNK,
    LINE_PRIMARY,
    LINE_SECONDARY,
    LINE_TERTIARY,
    LINE_STREET,
    LINE_LIVING,
    LINE_SERVICE,
    LINE_TRACK,
    LINE_PATH,
    LINE_STEPS,
    LINE_RAIL,
    LINE_TRAM,
    LINE_RUNWAY,
    LINE_RIVER,
    LINE_STREAM,
    LINE_PIER,
    LINE_FERRY,
    LINE_CABLE,
    LINE_BORDER,
    LINE_WALK,
    LINES
};

enum label_kind {
    LABEL_CITY,
    LABEL_TOWN,
    LABEL_QUARTER,
    LABEL_MAIN,
    LABEL_STREET,
    LABEL_PATH,
    LABEL_WATER,
    LABEL_STATION,
    LABEL_STOP,
    LABEL_HELP,
    LABEL_PUBLIC,
    LABEL_SHOP,
    LABELS
};

struct area_style {
    uint32_t fill; // COLOUR_NONE: not drawn
    uint32_t edge;
    float edge_mm[ZOOMS];
    int from; // zoom
};

struct line_style {
    uint32_t fill;
    uint32_t casing;
    uint32_t tunnel; // fill below ground
    float width_mm[ZOOMS];
    float casing_mm[ZOOMS]; // on either side
    float dash_mm;
    float gap_mm;
    int from;
};

struct label_style {
    uint32_t ink;
    uint32_t halo;
    uint32_t dot;
    float cap_mm[ZOOMS];
    float halo_mm;
    float dot_mm;
    float bold;
    int from;
};

struct map_style {
    uint32_t ground;
    uint32_t outside; // of the map
    float repeat_mm;  // between two of the same name
    float gap_mm;     // between names
    struct area_style areas[AREAS];
    struct line_style lines[LINES];
    struct label_style labels[LABELS];
};

struct mapview_style_set {
    struct map_style styles[CONTRASTS];
};

// Reads one file over a style; false with file and line of the first fault.
bool style_parse(const char *path, const char *text, size_t len, struct map_style *style,
    struct err *err) MUST_USE;
// Plain, of three colours.
void style_plain(struct map_style *style, uint32_t paper, uint32_t ink, uint32_t water);

// Kinds ------------------------------------------------------------------------------------------

enum { KIND_NONE = -1 };
int kind_of_area(const struct map_layer *layer, const struct map_feature *feature);
int kind_of_line(const struct map_layer *layer, const struct map_feature *feature);
// Places, stations and points of interest; streets and waters by their layers. rank: lower first.
int kind_of_label(const struct map_layer *layer, const struct map_feature *feature, int *rank);

// Sources ----------------------------------------------------------------------------------------

struct tile_at {
    int z;
    uint32_t x;
    uint32_t y;
};

static inline bool
tile_same(struct tile_at a, struct tile_at b)
{
    return a.z == b.z && a.x == b.x && a.y == b.y;
}

enum item_pass { PASS_AREA, PASS_EDGE, PASS_CASING, PASS_LINE };

struct item { // something to draw
    const struct map_feature *feature;
    uint32_t order; // stage, level, pass, class
    uint32_t extent;
    int32_t left; // units of the extent
    int32_t top;
    int32_t right;
    int32_t bottom;
    uint8_t pass;
    uint8_t kind;
    bool tunnel;
    bool bridge;
};

struct name { // of a label; points are 2^-30 of the world
    const char *text;
    const struct spot *points;
    uint32_t count;
    uint8_t kind;
    uint8_t rank;
    uint8_t from; // zoom at which it is worth its room
};

struct source { // a vector tile
    struct tile_at at;
    struct arena arena; // of what is drawn
    struct map_tile *tile;
    struct item *items;
    size_t item_count;
    struct arena name_arena; // outlives arena
    struct name *names;
    size_t name_count;
    uint64_t used; // counts up with every use
    uint64_t turn; // of the view, when it was used
    bool loaded;   // items stand
    bool named;    // names stand
};

// Reads and sorts a tile. A damaged one is logged and empty.
void source_load(struct source *source, struct map *map);
size_t source_bytes(const struct source *source);
// Lets go of what is drawn; the names stay.
void source_strip(struct source *source);
void source_finish(struct source *source);
// Fills names and name_count; part of source_load.
void names_gather(struct source *source, const struct map_tile *tile);

// Painting a tile --------------------------------------------------------------------------------

struct painter {
    struct raster *raster;
    const struct map_style *style;
    float px_per_mm;
    struct tile_at at; // the tile of pixels
    uint32_t *pixels;  // TILE_PX x TILE_PX
};

// Ground only.
void paint_ground(const struct painter *painter);
// Draws items from `from` on that look the same; returns where to go on, item_count at the end.
size_t paint_some(const struct painter *painter, const struct source *source, size_t from);
// The ground beyond the map's edges.
void paint_outside(const struct painter *painter, const struct map_info *info);
// The tile of vectors that the tile of pixels is part of.
struct tile_at source_of(const struct map_info *info, struct tile_at at);

// Tiles of pixels --------------------------------------------------------------------------------

struct tile {
    struct tile_at at;
    uint32_t *pixels;
    uint64_t used;
    bool done;
};

struct tiles { // every one TILE_PX x TILE_PX, newest use last to go
    struct tile *slots;
    size_t count;
    size_t made; // slots with memory for pixels; those from count on wait for a tile
    size_t room;
    size_t limit; // of slots
};

enum { TILE_BYTES = TILE_PX * TILE_PX * 4 };

const struct tile *tiles_find(const struct tiles *tiles, struct tile_at at);
// A slot for a tile to be drawn; the one unused longest goes when limit is reached.
struct tile *tiles_take(struct tiles *tiles, struct tile_at at, uint64_t turn);
// Keeps no more than limit.
void tiles_trim(struct tiles *tiles, size_t limit);
// Lets go of the tiles but keeps their memory, which the next ones want at once.
void tiles_forget(struct tiles *tiles);
void tiles_finish(struct tiles *tiles);
// The tile onto the canvas with its corner at (x, y), else what other zooms have of it, else ground.
struct blit {
    struct SDL_Surface *canvas;
    struct box clip;
    int x;
    int y;
    uint32_t ground;
    uint64_t turn;
};
void tiles_blit(struct tiles *tiles, struct tile_at at, const struct blit *blit);
