#pragma once
// Lines of any script: bidi and breaks by ICU, shaping and widths by HarfBuzz, drawing by SDL_ttf.
// Standards: UAX #9 (bidi), #14 (line breaks), #29 (grapheme clusters).

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/use.h"
#include "draw/draw.h"

enum {
    TEXT_BYTES_MAX = 16 * 1024,
    TEXT_LINES_MAX = 512,
    TEXT_LANGUAGES_MAX = 64,
    TEXT_FONTS_MAX = 32,
    TEXT_CAP_MAX = 360 // px
};

struct text;

// Opens the engine over one or more ':'-separated font folders (three levels deep). No font is
// opened before it is needed; a missing one is logged once and the next in the order stands in.
// ERR_MISSING when no folder holds any font at all.
bool text_open(const char *folders, struct text **text, struct err *err) MUST_USE;
void text_close(struct text *text);

// Declares a language: tag, ISO 15924 script and its fonts, first choice first, a list like
// "Andika-Regular.ttf,NotoSansCJK-Regular.ttc#2" (#face index; ',' or '|' between). Bold is the file
// ending in -Bold beside -Regular. Any other font of the folders stands in where these lack a character.
// Declared again, the new words hold. Undeclared tags are set like the nearest declared one ("es-GT"
// like "es"), else like the first. ERR_FORMAT for a tag or script that is none, ERR_LIMIT.
bool text_language(struct text *text, const char *tag, const char *script, const char *fonts,
    struct err *err) MUST_USE;

struct text_spec {
    const char *text;   // UTF-8; '\n' forces a line; malformed bytes show U+FFFD
    const char *lang;   // decides font order, Han forms, break rules
    enum direction dir; // base direction of the paragraph
    float cap_px;       // height of a capital H, at most TEXT_CAP_MAX; others scaled to equal ink
    bool bold;
    int width_px; // lines are filled up to this; 0 = never wrapped
};

struct text_line {
    int start; // bytes of spec.text: [start, end), trailing spaces outside
    int end;
    int width_px; // advance, trailing spaces not counted
    int top_px;   // of the line box, from the layout's top
    int height_px;
    int baseline_px; // from the layout's top
};

struct text_layout {
    int line_count;
    const struct text_line *lines;
    int width_px;     // widest line
    int height_px;    // sum of the line boxes
    int missing;      // clusters no font could show (drawn as a box; the linter refuses them)
    bool broken_word; // a word wider than the line was cut between grapheme clusters
    bool cut;         // the rest of the text is not shown: over TEXT_BYTES_MAX or TEXT_LINES_MAX
};

// Layout of spec, from the cache where possible. Never NULL. Valid until text_trim() or text_close().
const struct text_layout *text_layout(struct text *text, const struct text_spec *spec);

// Draws lines [first, first + count) (count 0: all) with the first one's top at (x, y), aligned within
// width_px. Colour 0xAARRGGBB. Pixels outside clip are left alone (NULL: the whole canvas).
struct SDL_Surface;
struct SDL_Rect;
struct text_place {
    int x;
    int y;
    int width_px;
    int first;
    int count;
    enum align align;
    uint32_t colour;
};
void text_draw(struct text *text, const struct text_layout *layout, const struct text_place *place,
    struct SDL_Surface *canvas, const struct SDL_Rect *clip);

// Frees what the last frames did not use when the caches are above their ceilings; call between
// frames, when no layout is held.
void text_trim(struct text *text);

// Frees every layout, and with it every text that was shown: nothing of a visit stays behind. Call when
// no layout is held.
void text_forget(struct text *text);

struct text_stats {
    size_t layouts; // cached
    struct use
        layout; // bytes of them. Of these four text_trim keeps the ceilings, between two frames
    struct use line;   // bytes of lines ready to paint
    struct use glyph;  // bytes of glyphs drawn once
    struct use size;   // fonts at a size
    struct use drawer; // SDL_ttf's fonts open, 0.2 to 0.5 MB each with the glyphs they keep
    struct use face;   // font files open
    uint64_t laid_out; // paragraphs shaped since text_open
    uint64_t drawn;    // line surfaces rendered since text_open
};
struct text_stats text_stats(const struct text *text);

// Pure text ------------------------------------------------------------------------------------

// Wraps every number-like run (phones, prices, ranges, codes, times, URLs) of text in U+2066 … U+2069
// so that 1-800-123-4567 keeps its order after Arabic letters. Already isolated runs stay. The result
// is arena memory; the same pointer where nothing had to change.
struct arena;
const char *text_isolate(struct arena *arena, const char *text);

// The form in which words are asked for: NFKD, case folded, marks that readers leave out dropped (harakat,
// tatweel, Latin accents, nukta), letters that keyboards and habits exchange unified (alef, yeh and heh
// forms, digits, Indic nasals), apostrophes of every kind dropped, composed again, blanks made one space;
// in scripts without spaces (Han, kana, Thai, Lao, Khmer, Burmese) a space between code points.
const char *text_fold_search(struct arena *arena, const char *text);
// The form in which they are indexed: the same, and behind it what a word is also asked for by: its parts
// around an apostrophe (K'iche' is one word, d'asile two), an Arabic word without its article.
const char *text_fold_index(struct arena *arena, const char *text);

// Bytes of the last grapheme cluster of text (for the backspace key); 0 for "".
size_t text_last_cluster(const char *text);
