#pragma once
// The view itself, and what lies over its tiles. letter, slant: a name as a picture and as a shape.
// candidates, settle, labels: which names stand where. walk: the line. sources: vector tiles kept. view:
// the rest.

#include "mapview/internal.h"

struct letter { // the picture of a name: coverage of ink and halo, row by row without what is empty
    int width;
    int height;
    int anchor_x; // the middle of the name in it
    int anchor_y;
    size_t bytes;
    uint32_t *rows;   // [height + 1] first byte pair of each
    uint16_t *starts; // [height] its x
    uint8_t *cover;   // pairs: ink, halo
};

struct lettering {
    const char *name;
    const char *lang;
    float cap_px;
    float halo_px;
    int width_px; // lines are wrapped at; 0 = one line
    int side;     // where lines end evenly: -1 left, 1 right, 0 neither
    bool bold;
};

struct letter_size { // px
    int width;
    int above; // of the middle: half a capital above the baseline, or half the lines
    int below;
};

struct letter_size letter_measure(struct text *text, const struct lettering *lettering);
// angle: radians, clockwise.
struct letter *letter_make(struct text *text, const struct lettering *lettering, float angle);
void letter_free(struct letter *letter);
// Draws it with its middle at (x, y).
void letter_draw(const struct letter *letter, struct raster *raster, struct spot at,
    const struct label_style *style);

struct slant { // a rectangle that may lie askew, px
    float x;   // middle
    float y;
    float half_w;
    float half_h;
    float angle;
};
bool slants_meet(const struct slant *a, const struct slant *b);
// Whether all of it lies in the box.
bool slant_within(const struct slant *slant, struct box box);

struct placed { // a name on the map; px of the world at its zoom
    char *text;
    struct letter *letter;
    struct spot at; // the letter's middle
    struct spot dot;
    float half_w;
    float half_h;
    float angle;
    int dot_px;   // 0 = none
    int borrowed; // from shown, whose index this is; -1 = own
    bool hidden;
    uint8_t kind;
};

struct candidate { // a name that looks for a place
    const char *text;
    const struct spot *points; // 2^-30 of the world
    uint32_t count;            // 1 = a point, else a line
    float length;              // px
    int32_t order;             // low first
    uint8_t kind;
};

enum labels_stage { LABELS_DONE, LABELS_LOAD, LABELS_GATHER, LABELS_PLACE };

struct labels {
    struct placed *shown;
    size_t shown_count;
    struct placed *making;
    size_t making_count;
    size_t making_room;
    size_t making_bytes;
    struct candidate *candidates;
    size_t candidate_count;
    size_t candidate_room;
    size_t next;  // candidate
    bool outside; // the second round: places the window does not see
    enum labels_stage stage;
    struct arena arena; // of the candidates
    struct box region;  // px of the world
    int zoom;
    bool valid; // shown is of the region and zoom
    uint64_t laid_out;
};

enum { LABELS_MAX = 400 };

struct mapview {
    struct map *map;
    struct text *text;
    struct mapview_style_set *styles;
    struct raster raster;
    struct mapview_camera camera;
    struct mapview_window window;
    char lang[40];
    bool shown;
    int left; // px of the world at the window's corner
    int top;
    struct SDL_Surface *canvas;
    uint64_t stamp;
    uint64_t turn; // counts what was shown
    uint64_t uses;
    struct tiles tiles;
    struct tile_at painting; // the tile being drawn
    size_t painted;          // items of it
    bool is_painting;
    struct source **sources;
    size_t source_count;
    size_t source_room;
    struct spot *walk; // 2^-30 of the world
    size_t walk_count;
    size_t walk_room;
    struct labels labels;
    struct mapview_free free[MAPVIEW_FREE_MAX]; // pinned ones: px of the world
    int free_count;
    uint64_t tiles_drawn;
};

const struct map_style *view_style(const struct mapview *view);
// The vector tile, loaded or at least with its names; NULL: it was loaded just now, ask again.
struct source *view_source(struct mapview *view, struct tile_at at, bool loaded);
void view_forget_sources(struct mapview *view);
// Draws the canvas anew.
void view_draw(struct mapview *view);
// Tiles of pixels that the window sees: x and y from .left and .top to before .right and .bottom.
struct box view_tiles(const struct mapview *view);

// One step of laying names out; false: all is done.
bool labels_step(struct mapview *view);
bool labels_busy(const struct mapview *view);
// Where the window shows names: not at its very edge. Px of the window.
struct box labels_window(const struct mapview *view);
// Whether a shape, px of the window, meets something kept free (that is pinned to the map).
bool labels_meet_free(const struct mapview *view, const struct slant *slant, bool pinned);
// Which of those shown must not be seen now.
void labels_hide(struct mapview *view);
void labels_draw(struct mapview *view, struct box clip);
void labels_finish(struct labels *labels);
// The old stay shown until the new are there, unless the zoom is another.
void labels_begin(struct mapview *view);

// From names to candidates: lines of one name joined, those first that matter most.
void candidates_gather(struct mapview *view);
// Places a candidate wherever it may stand, once or at some distances.
void settle(struct mapview *view, const struct candidate *candidate);
// How a kind of name is set in this window.
struct lettering settle_lettering(const struct mapview *view, int kind, const char *text);
// Shapes that nothing else may cover: the name and its dot, px from (left, top).
struct slant settle_slant(const struct placed *placed, int left, int top);
struct slant settle_dot(const struct placed *placed, int left, int top);

// Takes the line over; true if it is another.
bool walk_take(struct mapview *view, const struct mapview_line *line);
void walk_draw(struct mapview *view, struct box clip);
// Whether a shape, px of the window, lies over the walk.
bool walk_meets(const struct mapview *view, const struct slant *slant);
// Half of what the walk takes, px.
float walk_half(const struct mapview *view);
