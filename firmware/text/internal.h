#pragma once
// The engine's insides. folders, face, fonts, language: what there is to write with. paragraph, breaks,
// bidi, scripts, itemize, shape: text to shaped runs. fill, layout: lines, kept. numbered, mask, ink, paint:
// lines to pixels.

#include <SDL_ttf.h>
#include <hb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/utypes.h>

#include "base/arena.h"
#include "text/text.h"

enum {
    LANGUAGE_TAG_MAX = 36,  // RFC 5646, 4.4.1: room for every registered tag
    LANGUAGE_FONTS_MAX = 8, // named by one language
    FONT_FILES_MAX = 4096,  // seen in the folders
    FONT_SIZES_MAX = 384,   // (face, px) pairs open at once
    FONT_SIZES_KEPT = 192, // beyond which text_trim lets go of all: a frame has the rest for itself
    FONT_DRAWERS_MAX = 24, // SDL_ttf's: 0.2 MB each, Chinese ones 0.3
    FONT_SMALL_BYTES = 4 << 20, // of a larger file SDL_ttf's font changes its size
    FONT_PX_MAX = 1024,         // em
    FONT_BYTES_MAX = 64 << 20,
    SOFT_HYPHEN = 0xad,
    GLYPHS_MAX = 8 * TEXT_BYTES_MAX, // of one layout; more are not drawn
    LAYOUT_BYTES_MAX = 4 << 20,      // ceilings of what text_trim keeps
    LINE_BYTES_MAX = 8 << 20,
    MASK_BYTES_MAX = 2 << 20, // beyond which the next line starts anew
    FACE_NONE = -1,
    FACE_UNKNOWN = -2,
};

// 26.6 fixed point, FreeType's and HarfBuzz's unit of position.
enum { PX = 64 };

static inline int
px_ceil(int32_t value)
{
    return (int)((value + PX - 1) >> 6);
}

static inline int
px_floor(int32_t value)
{
    return (int)(value >> 6);
}

// The array with room for one more than count.
void *array_grow(void *data, int count, int *room, size_t size);

// Fonts ------------------------------------------------------------------------------------------

struct font_files { // sorted by file name
    struct arena names;
    const char **paths; // in names
    int count;
    int room;
};

// Adds the font files of the ':'-separated folders and of three levels of folders in them.
void font_files_find(struct font_files *files, const char *folders);
// The path of the file of that name, or NULL.
const char *font_files_path(const struct font_files *files, const char *name, size_t len);
const char *font_file_name(const char *path);
void font_files_finish(struct font_files *files);

enum { FACE_REFERENCES = 21 }; // letters a script is measured by

struct face {
    const char *path; // of font_files
    unsigned index;   // in a collection
    void *data;       // the mapped file
    size_t len;
    hb_face_t *face;
    hb_font_t *font; // unscaled: coverage and proportions
    int em;          // units
    int ascent;      // of the line box, units
    int descent;
    int bold; // its sister; FACE_UNKNOWN until asked
    int16_t
        ink[FACE_REFERENCES]; // height of the reference letter, units; 0 = not measured, -1 none
};

bool face_open(struct face *face, const char *path, unsigned index);
void face_close(struct face *face);
bool face_covers(const struct face *face, uint32_t code);
// The em in px at which the script's letters in this face stand cap_px high.
int face_em_px(struct face *face, hb_script_t script, float cap_px);
// The letter a script is measured by.
uint32_t face_reference(hb_script_t script);

struct fonts;

struct font_metrics { // px of one line box; descent is positive
    int ascent;
    int descent;
};

// ERR_MISSING when the ':'-separated folders hold no font file.
struct fonts *fonts_open(const char *folders, struct err *err);
void fonts_close(struct fonts *fonts);
// The face of "File.ttf" or "File.ttc#2", opened now if it is not yet; FACE_NONE (logged once) if it
// is not there or damaged. opened: a face of that very name must be there.
int fonts_face(struct fonts *fonts, const char *name);
// The bold sister of a face, the face itself where there is none.
int fonts_bold(struct fonts *fonts, int face);
bool fonts_covers(const struct fonts *fonts, int face, uint32_t code);
// A face of any file that shows the code point, or FACE_NONE.
int fonts_stand_in(struct fonts *fonts, uint32_t code);
int fonts_em_px(struct fonts *fonts, int face, hb_script_t script, float cap_px);
// The face at an em; the result indexes the functions below and stays valid until fonts_forget.
int fonts_size(struct fonts *fonts, int face, int em_px, bool bold);
hb_font_t *fonts_shaper(const struct fonts *fonts, int size);
struct font_metrics fonts_metrics(const struct fonts *fonts, int size);
// SDL_ttf's handle, style and hinting set; NULL if it cannot be opened. Valid until the next call.
TTF_Font *fonts_drawer(struct fonts *fonts, int size);
enum {
    GLYPH_CODE = 0xf0000, // the drawers' code point of glyph 0
    SHEET_CELLS = 32,     // glyphs drawn at once
};
enum {
    OUTLINE_BYTES = 1 << 14, // 500 curves at the least; what is more is not drawn
    OUTLINE_BOX_BYTES = 32,
};
struct outline { // charstrings, in units of the font's scale
    size_t box_len;
    size_t len;
    uint8_t box[OUTLINE_BOX_BYTES]; // the same glyph's control box
    uint8_t bytes[OUTLINE_BYTES];
};
struct hb_draw_funcs_t *outline_open(void);
void outline_write(
    struct hb_draw_funcs_t *funcs, hb_font_t *font, uint16_t glyph, struct outline *outline);
// The face's bytes as a drawer gets them. They belong to it; the face outlives both.
struct SDL_RWops *numbered_open(const struct face *face);
// What a glyph that is read from now on looks like. Boxes are enough to measure it and quicker to load; only CFF
// fonts have them.
enum numbered_looks { NUMBERED_OUTLINES, NUMBERED_BOXES };
void numbered_show(struct SDL_RWops *bytes, enum numbered_looks looks);
struct glyph_box { // px of its ink, y upwards, from its pen on the baseline
    int left;
    int right;
    int bottom;
    int top;
};
// As SDL_ttf measures it; false if there is nothing to see.
bool fonts_measure(struct fonts *fonts, int size, uint16_t id, struct glyph_box *box);
// Up to SHEET_CELLS glyphs side by side as SDL_ttf draws them: a surface with one byte of coverage a pixel, for
// fonts_free_drawn; NULL if there is nothing to see.
struct SDL_Surface *fonts_draw(struct fonts *fonts, int size, const uint16_t *ids, int count);
// Overwrites it: what somebody typed is not left in the heap.
void fonts_free_drawn(struct SDL_Surface *drawn);
const char *fonts_face_name(const struct fonts *fonts, int face);
struct font_view { // for tests and tools
    const char *file;
    int em_px;
    bool emboldened;
};
struct font_view fonts_view(const struct fonts *fonts, int size);
struct use fonts_faces(const struct fonts *fonts);
struct use fonts_sizes(const struct fonts *fonts);
struct use fonts_drawers(const struct fonts *fonts);
// Beyond FONT_SIZES_KEPT; then fonts_forget closes every size. No layout may be held.
bool fonts_full(const struct fonts *fonts);
void fonts_forget(struct fonts *fonts);

// Languages --------------------------------------------------------------------------------------

struct language {
    char tag[LANGUAGE_TAG_MAX];
    hb_script_t script;
    hb_language_t shaping;
    char *names[LANGUAGE_FONTS_MAX]; // as declared
    int name_count;
    int faces[LANGUAGE_FONTS_MAX]; // opened at first use
    int face_count;                // FACE_UNKNOWN before that
    UBreakIterator *line;          // opened at first use
    uint32_t version;              // how often it was declared anew
};

// False if tag or script are none.
bool language_init(
    struct language *language, const char *tag, const char *script, const char *fonts);
void language_finish(struct language *language);
struct language *language_find(struct text *text, const char *tag);
// Opens the faces in their order.
void language_faces(struct text *text, struct language *language);
UBreakIterator *language_breaks(struct language *language);

// Analysis ---------------------------------------------------------------------------------------

enum unit_flag {
    UNIT_CLUSTER = 1,  // a grapheme cluster starts here
    UNIT_BREAK = 2,    // a line may start here
    UNIT_HARD = 4,     // a line must start here
    UNIT_BLANK = 8,    // white space or bidi control: never the end of a line's ink
    UNIT_UNSAFE = 16,  // shaping changes when a line starts here
    UNIT_TOKEN = 32,   // of a number with its signs: one face for all of it
    UNIT_MISSING = 64, // no font shows the cluster that starts here
};

struct run { // one face, level and script; visual order inside is the shaper's
    int start;
    int end; // units
    hb_script_t script;
    UBiDiLevel level;
    int size; // fonts_size
    int first_glyph;
    int glyph_count;
};

struct glyph {
    uint16_t id;
    uint16_t at; // first unit of its cluster; in a layout: byte of the text
    int32_t x;   // in a run: offset from the pen; in a layout: from the line's left edge
    int32_t y;   // upwards from the baseline
    int32_t advance;
};

struct paragraph { // everything known of the text being laid out; arrays are reused
    int len;       // UTF-16 units
    const struct language *language;
    enum direction dir;
    bool bold;
    UChar *units;    // [TEXT_BYTES_MAX + 1]
    uint16_t *bytes; // [TEXT_BYTES_MAX + 1] offset of each unit in the UTF-8
    uint8_t *flags;  // [TEXT_BYTES_MAX + 1] enum unit_flag
    UBiDiLevel *levels;
    uint32_t *scripts; // hb_script_t, Common and Inherited resolved
    int16_t *faces;
    int32_t *pens; // [TEXT_BYTES_MAX + 1] advance before each unit, logical order
    struct run *runs;
    int run_count;
    int run_room;
    struct glyph *glyphs;
    int glyph_count;
    int glyph_room;
    int32_t *order; // [order_room] visual order of a line's runs
    UBiDiLevel *order_levels;
    int order_room;
    int missing;
    bool cut; // the text was longer than TEXT_BYTES_MAX
};

// A pen never leaves ±PEN_MAX (1 << 30), however long or large the text is.
enum { PEN_MAX = 1 << 30 };
static inline int32_t
pen_add(int32_t pen, int32_t advance)
{
    int64_t sum = (int64_t)pen + advance;
    return (int32_t)(sum > PEN_MAX ? PEN_MAX : sum < -PEN_MAX ? -PEN_MAX : sum);
}

void paragraph_init(struct paragraph *para);
void paragraph_finish(struct paragraph *para);
// Overwrites what was laid out last.
void paragraph_wipe(struct paragraph *para);
// Decodes at most TEXT_BYTES_MAX bytes; more is cut.
void paragraph_decode(struct paragraph *para, const char *text);
// After breaks_clusters: drops the last cluster of a text that was cut.
void paragraph_cut(struct paragraph *para);
// Writes one or two units at [at]; returns the place behind them.
int units_put(UChar *units, int at, uint32_t code);
// The code point at a unit (a lone surrogate is itself), and the unit behind it.
uint32_t units_code(const UChar *units, int len, int at, int *next);
uint32_t paragraph_code(const struct paragraph *para, int at, int *next);
int paragraph_cluster_end(const struct paragraph *para, int at);
// What a code point is drawn as: tabs and line ends are spaces, other controls U+FFFD.
uint32_t paragraph_shown(uint32_t code);
// After the analysis: so for every unit.
void paragraph_show_controls(struct paragraph *para);
void paragraph_room_for_order(struct paragraph *para);
struct run *paragraph_add_run(struct paragraph *para);
// NULL at GLYPHS_MAX.
struct glyph *paragraph_add_glyph(struct paragraph *para);

// Marks UNIT_CLUSTER.
void breaks_clusters(UBreakIterator *clusters, struct paragraph *para);
// Marks UNIT_BREAK and UNIT_HARD.
void breaks_lines(UBreakIterator *lines, struct paragraph *para);
UBreakIterator *breaks_open(UBreakIteratorType type, const char *tag);

// Marks UNIT_BLANK.
void bidi_blanks(struct paragraph *para);
// Embedding levels by UAX #9, base direction from para; after breaks_clusters.
void bidi_levels(UBiDi *bidi, struct paragraph *para);
// L2: map[visual] = logical. L1 is done: by bidi_levels at the ends of paragraphs, and on lines by
// leaving the blanks at their ends out.
void bidi_order(const UBiDiLevel *levels, int count, int32_t *map);

void itemize_scripts(struct paragraph *para);
// Faces per cluster, then runs of equal face, level and script.
void itemize_runs(struct text *text, float cap_px);

// Shapes units [start, end) of run and appends the glyphs to the paragraph's.
void shape_range(struct text *text, const struct run *run, int start, int end);
// Shapes every run; fills pens and UNIT_UNSAFE.
void shape_runs(struct text *text);

// Pictures ---------------------------------------------------------------------------------------

enum {
    INK_SIDE_MAX = 16384,  // px of one line
    INK_HEIGHT_MAX = 4096, // px
    INK_BLOCK = 4,
    INK_WORD = 2 * INK_BLOCK,
};

struct ink_box { // px, y downwards, from the line's left edge on the baseline
    int left;
    int top;
    int width;
    int height;
};

enum { MASK_STEP = 16 }; // of a row

struct mask { // a glyph's coverage
    size_t bytes;
    int left; // px, y downwards, from its pen on the baseline
    int top;
    int width;
    int height;
    int pitch;       // of MASK_STEP
    uint8_t alpha[]; // empty behind width
};

struct mask_entry {
    uint32_t key;      // size and glyph; 0 = free
    struct mask *mask; // NULL: nothing of it is to be seen
};

struct masks { // by open addressing
    struct mask_entry *entries;
    size_t room; // a power of two
    size_t count;
    size_t bytes; // of entries and masks
};

// Draws what was not drawn before of a run's glyphs.
void masks_draw(struct text *text, int size, const struct glyph *glyphs, int count);
// A glyph masks_draw has met, until masks_forget; NULL if nothing of it is to be seen.
const struct mask *mask_of(const struct text *text, int size, uint16_t id);
// Overwrites and frees all.
void masks_forget(struct text *text);

struct drawn_piece { // a glyph of the line being drawn
    const struct mask *mask;
    int left; // px, y downwards, from the line's left edge on the baseline
    int top;
};

struct layout;
struct layout_line;

struct ink { // a line's picture
    struct ink_box box;
    size_t bytes;
    uint32_t *rows; // [height + 1] first block of each
    uint16_t *xs;   // of each block, from box.left
    uint8_t *alpha; // INK_BLOCK of each block
};

struct ink *ink_make(
    struct text *text, const struct layout *layout, const struct layout_line *part);
void ink_free(struct text *text, struct ink **ink);
// Overwrites what the last lines left in the buffers.
void ink_forget(struct text *text);

// Layouts ----------------------------------------------------------------------------------------

struct layout_run {
    int size;
    int first_glyph;
    int glyph_count;
    int start; // bytes
    int end;
    int32_t pen; // from the line's left edge
    hb_script_t script;
    bool rtl;
    bool hyphen; // the soft hyphen at its end shows
};

struct layout_line {
    int first_run;
    int run_count;
    struct ink *ink; // NULL until drawn
};

struct layout {
    struct text_layout shown; // first: text_draw gets back what text_layout gave
    struct layout *chain;     // same bucket
    uint64_t hash;
    uint64_t used; // turn
    size_t bytes;
    const struct language *language;
    uint32_t version; // of the language
    enum direction dir;
    float cap_px;
    bool bold;
    int width_px;
    size_t text_len;
    char *text;
    struct text_line *lines;
    struct layout_line *parts;
    struct layout_run *runs;
    int run_count;
    struct glyph *glyphs;
    int glyph_count;
};

enum { LAYOUT_BUCKETS = 1024 };

struct text {
    struct fonts *fonts;
    struct language languages[TEXT_LANGUAGES_MAX];
    int language_count;
    struct language undeclared; // stands in when there is none
    UBreakIterator *clusters;
    UBiDi *bidi;
    hb_buffer_t *buffer;
    struct paragraph para;
    struct masks masks;
    struct drawn_piece *pieces; // of the line being drawn
    int piece_count;
    int piece_room;
    uint8_t *scratch; // one line, dense
    size_t scratch_room;
    uint8_t *block_alpha; // blocks of the line being packed
    uint16_t *block_xs;
    size_t block_room;
    struct layout *buckets[LAYOUT_BUCKETS];
    size_t layouts;
    size_t layout_bytes;
    size_t line_bytes;
    uint64_t turn;   // frames so far
    uint64_t oldest; // no layout was last used before
    uint64_t laid_out;
    uint64_t drawn;
};

// Fills lines from text->para into layout.
void fill_lines(struct text *text, struct layout *layout);

void layouts_free(struct text *text);
