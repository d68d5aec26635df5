#pragma once
// A frame is data: scenes write a list of nodes, the platform paints it, and touch, keys, narration,
// audits and tests read the same list. Sizes are millimetres on the configured panel.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum { FRAME_NODES_MAX = 384, NODE_NAME_MAX = 48 };

struct SDL_Surface;
struct SDL_Rect;

struct panel { // the glass: resolution and visible size
    int width_px;
    int height_px;
    float width_mm;
    float height_mm;
    float px_per_mm;
};

struct rect { // mm from the panel's top left corner
    float x;
    float y;
    float w;
    float h;
};

// 0xAARRGGBB; 0 = nothing is drawn.
enum { COLOUR_NONE = 0 };

enum direction { DIRECTION_LTR, DIRECTION_RTL };

enum role {     // what a node is to somebody who cannot see it
    ROLE_GROUP, // ground, bar, card: decoration
    ROLE_HEADING,
    ROLE_TEXT,
    ROLE_BUTTON,
    ROLE_TILE,     // a large choice
    ROLE_CHECKBOX, // checked says ticked or not
    ROLE_KEY,      // of the on-screen keyboard
    ROLE_IMAGE,    // meaningful; text is its alternative
    ROLE_ICON,     // decoration beside words
    ROLE_QR,       // text is what the code carries
    ROLE_MAP,      // canvas is its picture, text its alternative
    ROLE_PROGRESS, // value 0..1
    ROLE_STATUS,   // announced when it appears: warnings, results
    ROLE_DIALOG,   // ground of a modal question; owns the focus
};

enum type_style { TYPE_TITLE, TYPE_TILE, TYPE_BODY, TYPE_SMALL, TYPE_STYLES };

enum align { ALIGN_START, ALIGN_CENTER, ALIGN_END }; // start and end follow the text's direction

struct action { // what activating a node does; meaning of kind and arg: ui/ui.h
    int16_t kind;
    int16_t arg2;
    int32_t arg;
};

struct node {
    char name[NODE_NAME_MAX]; // stable id: "foot.back", "topic.work"; unique in a frame
    enum role role;
    struct rect rect;      // what touch hits, what the focus ring surrounds
    const char *key;       // text key "ui.back" or "procedure.visa.name"; "" = composed
    const char *text;      // UTF-8, frame or bundle lifetime; "" = none
    const char *lang;      // BCP 47 tag of the text as shown
    enum direction dir;    // of the text
    struct rect text_rect; // where the text is set; zero height = text is not painted
    int first_line;        // of a paragraph split over pages: the lines this page shows
    int line_count;        // 0 = all
    enum type_style style;
    float cap_mm; // capital height; 0 = the theme's for style
    enum align align;
    bool bold;
    uint32_t fg; // text
    uint32_t fill;
    uint32_t edge;
    float edge_mm;
    float radius_mm;
    const char *icon; // picture name; "" = none
    struct rect icon_rect;
    uint32_t icon_tint; // COLOUR_NONE = the picture's own colours
    bool icon_mirrored; // in right-to-left screens
    float value;        // ROLE_PROGRESS
    // ROLE_MAP: painted from the rectangle's top left; NULL = not there yet. Outlives the frame.
    struct SDL_Surface *canvas;
    uint64_t canvas_stamp; // changes with the canvas' pixels
    const char *clip;      // recorded clip; "" = none
    struct action action;  // kind 0 = none
    bool focusable;
    bool focused;
    bool pressed;
    bool disabled;
    bool checked;
    bool draggable; // a finger that comes down here may drag the map
    bool sensitive; // not spoken on the loudspeaker, not counted by language
    bool fallback;  // text is not in the visitor's language
    bool clipped;   // set by whoever laid it out: text did not fit (tests forbid it)
};

struct frame {
    const char *screen;                 // scene name: "home", "procedure"
    const char *lang;                   // the visitor's language
    enum direction dir;                 // of the screen
    int page;                           // 0-based
    int pages;                          // >= 1
    uint32_t paper;                     // ground colour
    uint32_t ring[3];                   // focus ring, inside out
    float ring_mm;                      // width of one ring line
    struct node nodes[FRAME_NODES_MAX]; // in painting and reading order
    int count;
    bool full; // a node was refused: FRAME_NODES_MAX reached (tests forbid it)
};

// How the glass hangs: degrees clockwise by which the picture (the canvas) lies turned on it.
enum turned { TURN_NONE, TURN_90, TURN_180, TURN_270 };

struct panel panel_make(int width_px, int height_px, float width_mm, float height_mm);
// Millimetres to the nearest pixel.
int panel_px(const struct panel *panel, float mm);

// Whether width and height change places.
bool turn_lies(enum turned turn);
// A rectangle of the canvas of width x height pixels to where it lies on the glass.
void turn_rect(enum turned turn, int width, int height, struct SDL_Rect *rect);
// A point of the glass to the canvas, both in parts of width and height, 0..1: for touch.
void turn_point(enum turned turn, float *x, float *y);
// Copies that part of the canvas, 4 bytes a pixel, to where it lies on the glass; pitch: the glass's bytes
// a row. part lies within the canvas.
void turn_pixels(enum turned turn, const struct SDL_Surface *canvas, const struct SDL_Rect *part,
    void *glass, int pitch);

// Appends a zeroed node (text, key, lang, icon, clip = "") and returns it; at the limit sets full and
// returns the last one again.
struct node *frame_add(struct frame *frame, enum role role, const char *name, struct rect rect);
// The node of that name, or NULL.
const struct node *frame_find(const struct frame *frame, const char *name);
// The topmost enabled node with an action at the point, or NULL. A dialog hides what is under it.
const struct node *frame_hit(const struct frame *frame, float x_mm, float y_mm);
// Whether a finger that comes down at the point may drag: what is topmost there decides.
bool frame_drags(const struct frame *frame, float x_mm, float y_mm);
// Equal hashes: equal pixels and equal meaning.
uint64_t frame_hash(const struct frame *frame);
uint64_t node_hash(const struct node *node);

struct rect rect_inset(struct rect rect, float mm);
bool rect_contains(struct rect rect, float x, float y);
bool rect_overlaps(struct rect a, struct rect b);

// Painting -------------------------------------------------------------------------------------
// SDL's surface (32 bit XRGB) is the canvas; all in pixels. Edges are anti-aliased.

void draw_fill(struct SDL_Surface *canvas, const struct SDL_Rect *rect, uint32_t colour);
struct draw_look {
    int radius_px;
    int edge_px;
    uint32_t fill;
    uint32_t edge;
};
// A filled rounded rectangle with an edge inside its bounds; fill or edge may be COLOUR_NONE.
void draw_rounded(
    struct SDL_Surface *canvas, const struct SDL_Rect *rect, const struct draw_look *look);
// The QR code (ISO/IEC 18004, byte mode, level M) of text with its quiet zone of four modules, in the
// largest whole module size that fits; false when text is too long for one code.
bool draw_qr(struct SDL_Surface *canvas, const struct SDL_Rect *rect, const char *text,
    uint32_t dark, uint32_t light);
// Writes the canvas as a PNG; the same pixels give the same bytes.
bool draw_save(struct SDL_Surface *canvas, const char *path, struct err *err) MUST_USE;

// Pictures, decoded once per size and kept up to a byte ceiling.
struct images;
struct image_bytes {
    const void *data; // NULL: no such picture
    size_t len;
};
// load is asked for the encoded bytes (PNG, JPEG, SVG) of a name; they must live until the next call.
typedef struct image_bytes (*image_loader)(void *context, const char *name);

struct images *images_create(image_loader load, void *context, size_t limit_bytes);
void images_destroy(struct images *images);
// Forgets everything: the bundle changed.
void images_clear(struct images *images);
struct image_look {
    uint32_t tint; // other than COLOUR_NONE: replaces the picture's colours but keeps its alpha
    bool mirrored;
};
// Draws the picture into rect, its shape kept, centred. A missing or damaged picture draws nothing and
// returns false.
bool images_draw(struct images *images, struct SDL_Surface *canvas, const char *name,
    const struct SDL_Rect *rect, const struct image_look *look);
// Natural size in px; false if there is no such picture.
bool images_size(struct images *images, const char *name, int *width, int *height);
size_t images_bytes(const struct images *images);
