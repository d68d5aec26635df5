// Which faces and sizes are open: a face per name; per (face, em) a scaled font to shape with and, while
// it is drawn with, one of SDL_ttf.

#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"
#include "text/internal.h"

struct size {
    int face;
    int em_px;
    bool embolden; // no bold face: the drawing is thickened
    hb_font_t *font;
    TTF_Font *drawer;
    SDL_RWops *bytes; // the drawer's
    bool refused;     // by SDL_ttf
    uint64_t drawn;   // when last, of fonts.drawn
};

struct fonts {
    struct font_files files;
    struct face faces[TEXT_FONTS_MAX];
    int face_count;
    struct size sizes[FONT_SIZES_MAX];
    int size_count;
    int drawer_count;
    uint64_t drawn;
    char *absent[TEXT_FONTS_MAX]; // names asked for in vain, so that each is logged once
    int absent_count;
    hb_set_t **coverages; // of files; NULL until read
};

struct fonts *
fonts_open(const char *folders, struct err *err)
{
    struct fonts *fonts = calloc(1, sizeof *fonts);
    ASSERT(fonts);
    TTF_Init(); // what fails is told when a font is opened
    font_files_find(&fonts->files, folders);
    if (fonts->files.count == 0) {
        fonts_close(fonts);
        err_set(err, ERR_MISSING, "text: no font in \"%s\"", folders);
        return NULL;
    }
    return fonts;
}

void
fonts_close(struct fonts *fonts)
{
    if (!fonts) {
        return;
    }
    fonts_forget(fonts);
    for (int i = 0; i < fonts->face_count; i++) {
        face_close(&fonts->faces[i]);
    }
    for (int i = 0; i < fonts->absent_count; i++) {
        free(fonts->absent[i]);
    }
    for (int i = 0; fonts->coverages && i < fonts->files.count; i++) {
        hb_set_destroy(fonts->coverages[i]);
    }
    free(fonts->coverages);
    font_files_finish(&fonts->files);
    TTF_Quit();
    free(fonts);
}

static bool
known_absent(const struct fonts *fonts, const char *name)
{
    for (int i = 0; i < fonts->absent_count; i++) {
        if (strcmp(fonts->absent[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static int
absent(struct fonts *fonts, const char *name, const char *why)
{
    LOG_WARN("text: font %s %s", name, why);
    if (fonts->absent_count < TEXT_FONTS_MAX) {
        fonts->absent[fonts->absent_count] = strdup(name);
        ASSERT(fonts->absent[fonts->absent_count]);
        fonts->absent_count++;
    }
    return FACE_NONE;
}

static int
face_of_path(struct fonts *fonts, const char *path, unsigned index)
{
    for (int i = 0; i < fonts->face_count; i++) {
        if (fonts->faces[i].path == path && fonts->faces[i].index == index) {
            return i;
        }
    }
    if (fonts->face_count == TEXT_FONTS_MAX ||
        !face_open(&fonts->faces[fonts->face_count], path, index)) {
        return FACE_NONE;
    }
    return fonts->face_count++;
}

int
fonts_face(struct fonts *fonts, const char *name)
{
    if (known_absent(fonts, name)) {
        return FACE_NONE;
    }
    size_t len = strcspn(name, "#");
    unsigned long index = name[len] == '#' ? strtoul(name + len + 1, NULL, 10) : 0;
    const char *path = font_files_path(&fonts->files, name, len);
    if (!path) {
        return absent(fonts, name, "is not in the font folders");
    }
    int face = face_of_path(fonts, path, (unsigned)(index & 0xffff));
    return face == FACE_NONE ? absent(fonts, name, "cannot be opened") : face;
}

// "Andika-Bold.ttf" beside "Andika-Regular.ttf", in the same folder or another.
static int
find_bold(struct fonts *fonts, int face)
{
    static const char regular[] = "-Regular.";
    const struct face *from = &fonts->faces[face];
    const char *name = font_file_name(from->path);
    const char *style = strstr(name, regular);
    char bold[256];
    if (!style) {
        return face;
    }
    int len = snprintf(
        bold, sizeof bold, "%.*s-Bold.%s", (int)(style - name), name, style + sizeof regular - 1);
    if (len < 0 || len >= (int)sizeof bold) {
        return face;
    }
    const char *path = font_files_path(&fonts->files, bold, (size_t)len);
    int found = path ? face_of_path(fonts, path, from->index) : FACE_NONE;
    return found == FACE_NONE ? face : found;
}

int
fonts_bold(struct fonts *fonts, int face)
{
    struct face *from = &fonts->faces[face];
    if (from->bold == FACE_UNKNOWN) {
        from->bold = find_bold(fonts, face);
    }
    return from->bold;
}

bool
fonts_covers(const struct fonts *fonts, int face, uint32_t code)
{
    return face_covers(&fonts->faces[face], code);
}

// Only upright faces of normal weight stand in.
static bool
is_regular(const char *name)
{
    const char *style = strrchr(name, '-');
    return !style || strncmp(style, "-Regular.", 9) == 0;
}

static hb_set_t *
read_coverage(const char *path)
{
    hb_set_t *codes = hb_set_create();
    struct face face;
    if (is_regular(font_file_name(path)) && face_open(&face, path, 0)) {
        hb_face_collect_unicodes(face.face, codes);
        face_close(&face);
    }
    return codes;
}

// Read when a character is asked for that no declared font has, once for all files.
static void
read_coverages(struct fonts *fonts)
{
    fonts->coverages = calloc((size_t)fonts->files.count, sizeof *fonts->coverages);
    ASSERT(fonts->coverages);
    for (int i = 0; i < fonts->files.count; i++) {
        fonts->coverages[i] = read_coverage(fonts->files.paths[i]);
    }
}

int
fonts_stand_in(struct fonts *fonts, uint32_t code)
{
    for (int i = 0; i < fonts->face_count; i++) {
        if (is_regular(fonts_face_name(fonts, i)) && fonts_covers(fonts, i, code)) {
            return i;
        }
    }
    if (!fonts->coverages) {
        read_coverages(fonts);
    }
    for (int i = 0; i < fonts->files.count; i++) {
        int face = hb_set_has(fonts->coverages[i], code)
                       ? face_of_path(fonts, fonts->files.paths[i], 0)
                       : FACE_NONE;
        if (face != FACE_NONE) {
            return face;
        }
    }
    return FACE_NONE;
}

int
fonts_em_px(struct fonts *fonts, int face, hb_script_t script, float cap_px)
{
    return face_em_px(&fonts->faces[face], script, cap_px);
}

// At the ceiling the nearest em of the same face stands in; text_trim makes room.
static int
nearest_size(const struct fonts *fonts, int face, int em_px)
{
    int best = 0;
    int best_distance = 1 << 20;
    for (int i = 0; i < fonts->size_count; i++) {
        int distance =
            abs(fonts->sizes[i].em_px - em_px) + (fonts->sizes[i].face == face ? 0 : FONT_PX_MAX);
        if (distance < best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    return best;
}

int
fonts_size(struct fonts *fonts, int face, int em_px, bool bold)
{
    int real = bold ? fonts_bold(fonts, face) : face;
    bool embolden = bold && real == face;
    for (int i = 0; i < fonts->size_count; i++) {
        const struct size *size = &fonts->sizes[i];
        if (size->face == real && size->em_px == em_px && size->embolden == embolden) {
            return i;
        }
    }
    if (fonts->size_count == FONT_SIZES_MAX) {
        return nearest_size(fonts, real, em_px);
    }
    struct size *size = &fonts->sizes[fonts->size_count];
    *size = (struct size){.face = real, .em_px = em_px, .embolden = embolden};
    size->font = hb_font_create(fonts->faces[real].face);
    hb_font_set_scale(size->font, em_px * PX, em_px * PX);
    return fonts->size_count++;
}

hb_font_t *
fonts_shaper(const struct fonts *fonts, int size)
{
    return fonts->sizes[size].font;
}

struct font_metrics
fonts_metrics(const struct fonts *fonts, int size)
{
    const struct size *at = &fonts->sizes[size];
    const struct face *face = &fonts->faces[at->face];
    int half = face->em / 2;
    return (struct font_metrics){
        .ascent = (face->ascent * at->em_px + half) / face->em,
        .descent = (face->descent * at->em_px + half) / face->em,
    };
}

// The one not drawn with for the longest time.
static void
close_oldest_drawer(struct fonts *fonts)
{
    struct size *oldest = NULL;
    for (int i = 0; i < fonts->size_count; i++) {
        struct size *size = &fonts->sizes[i];
        if (size->drawer && (!oldest || size->drawn < oldest->drawn)) {
            oldest = size;
        }
    }
    if (oldest) {
        TTF_CloseFont(oldest->drawer);
        oldest->drawer = NULL;
        fonts->drawer_count--;
    }
}

// Of a large file one is open and changes its size, for its tables are large. It forgets its glyphs when it
// changes; they are kept as masks. Small ones stay open at every size.
static void
take_over_drawer(struct fonts *fonts, struct size *size)
{
    for (int i = 0; i < fonts->size_count; i++) {
        struct size *other = &fonts->sizes[i];
        if (other->drawer && other->face == size->face) {
            TTF_Font *drawer = other->drawer;
            other->drawer = NULL;
            if (TTF_SetFontSize(drawer, size->em_px) == 0) {
                size->drawer = drawer;
                size->bytes = other->bytes;
                return;
            }
            TTF_CloseFont(drawer);
            fonts->drawer_count--;
        }
    }
}

static void
set_style(const struct size *size)
{
    TTF_SetFontStyle(size->drawer, size->embolden ? TTF_STYLE_BOLD : TTF_STYLE_NORMAL);
}

static void
open_drawer(struct fonts *fonts, struct size *size)
{
    const struct face *face = &fonts->faces[size->face];
    if (face->len > FONT_SMALL_BYTES) {
        take_over_drawer(fonts, size);
    }
    if (size->drawer) {
        set_style(size);
        return;
    }
    if (fonts->drawer_count == FONT_DRAWERS_MAX) {
        close_oldest_drawer(fonts);
    }
    size->bytes = numbered_open(face);
    size->drawer = TTF_OpenFontIndexRW(size->bytes, 1, size->em_px, 0);
    size->refused = !size->drawer;
    if (size->refused) {
        LOG_WARN("text: font %s: %s", fonts_face_name(fonts, size->face), TTF_GetError());
        return;
    }
    fonts->drawer_count++;
    TTF_SetFontHinting(size->drawer, TTF_HINTING_NONE); // HarfBuzz's widths are those of outlines
    set_style(size);
}

TTF_Font *
fonts_drawer(struct fonts *fonts, int size)
{
    struct size *at = &fonts->sizes[size];
    if (!at->drawer && !at->refused) {
        open_drawer(fonts, at);
    }
    at->drawn = ++fonts->drawn;
    return at->drawer;
}

// SDL_ttf keeps the measures and loads a glyph only once more, to draw it; if it did not it would measure its outline.
bool
fonts_measure(struct fonts *fonts, int size, uint16_t id, struct glyph_box *box)
{
    TTF_Font *font = fonts_drawer(fonts, size);
    if (!font) {
        return false;
    }
    SDL_RWops *bytes = fonts->sizes[size].bytes;
    numbered_show(bytes, NUMBERED_BOXES);
    int failed = TTF_GlyphMetrics32(
        font, GLYPH_CODE + id, &box->left, &box->right, &box->bottom, &box->top, NULL);
    numbered_show(bytes, NUMBERED_OUTLINES);
    return !failed && box->right > box->left && box->top > box->bottom;
}

SDL_Surface *
fonts_draw(struct fonts *fonts, int size, const uint16_t *ids, int count)
{
    TTF_Font *font = fonts_drawer(fonts, size);
    if (!font || TTF_FontHeight(font) > INK_HEIGHT_MAX) { // a damaged font may say anything
        return NULL;
    }
    char utf8[SHEET_CELLS * UTF8_MAX + 1];
    char *end = utf8;
    for (int i = 0; i < count; i++) {
        end += utf8_put(end, GLYPH_CODE + ids[i]);
    }
    *end = '\0';
    // Shaded: one byte a pixel, from 0 (black, the ground) to 255 (white, the ink): its coverage.
    SDL_Color white = {255, 255, 255, 255};
    SDL_Color black = {0, 0, 0, 255};
    SDL_Surface *drawn = TTF_RenderUTF8_Shaded(font, utf8, white, black);
    explicit_bzero(utf8, sizeof utf8);
    if (drawn && drawn->format->BytesPerPixel != 1) {
        SDL_FreeSurface(drawn);
        return NULL;
    }
    return drawn;
}

void
fonts_free_drawn(SDL_Surface *drawn)
{
    explicit_bzero(drawn->pixels, (size_t)drawn->h * (size_t)drawn->pitch);
    SDL_FreeSurface(drawn);
}

const char *
fonts_face_name(const struct fonts *fonts, int face)
{
    return font_file_name(fonts->faces[face].path);
}

bool
fonts_full(const struct fonts *fonts)
{
    return fonts->size_count > FONT_SIZES_KEPT;
}

void
fonts_forget(struct fonts *fonts)
{
    for (int i = 0; i < fonts->size_count; i++) {
        hb_font_destroy(fonts->sizes[i].font);
        TTF_CloseFont(fonts->sizes[i].drawer);
    }
    fonts->size_count = 0;
    fonts->drawer_count = 0;
}

struct font_view
fonts_view(const struct fonts *fonts, int size)
{
    const struct size *at = &fonts->sizes[size];
    return (struct font_view){fonts_face_name(fonts, at->face), at->em_px, at->embolden};
}

struct use
fonts_faces(const struct fonts *fonts)
{
    return (struct use){(size_t)fonts->face_count, TEXT_FONTS_MAX};
}

struct use
fonts_sizes(const struct fonts *fonts)
{
    return (struct use){(size_t)fonts->size_count, FONT_SIZES_KEPT};
}

struct use
fonts_drawers(const struct fonts *fonts)
{
    return (struct use){(size_t)fonts->drawer_count, FONT_DRAWERS_MAX};
}
