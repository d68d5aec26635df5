// Font handles: one mapping and one HarfBuzz face per face, one scaled font per (face, em).

#include "text/internal.h"

#include <fcntl.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/log.h"

// The letter whose height stands for a script's size, and the share of the Latin capital it gets:
// letters that carry marks above and below would tower at 100 % and tear the lines apart.
struct reference {
    uint32_t script;
    uint32_t code;
    int percent;
};

static const struct reference references[] = {
    {HB_SCRIPT_LATIN, 'H', 100},
    {HB_SCRIPT_CYRILLIC, 0x041d, 100},
    {HB_SCRIPT_GREEK, 0x0397, 100},
    {HB_SCRIPT_ARABIC, 0x0627, 100},
    {HB_SCRIPT_HEBREW, 0x05d0, 86},
    {HB_SCRIPT_DEVANAGARI, 0x0915, 100},
    {HB_SCRIPT_BENGALI, 0x0995, 100},
    {HB_SCRIPT_GURMUKHI, 0x0a15, 100},
    {HB_SCRIPT_GUJARATI, 0x0a95, 100},
    {HB_SCRIPT_TAMIL, 0x0b95, 100},
    {HB_SCRIPT_TELUGU, 0x0c15, 100},
    {HB_SCRIPT_ETHIOPIC, 0x1200, 100},
    {HB_SCRIPT_THAI, 0x0e01, 86},
    {HB_SCRIPT_LAO, 0x0e81, 86},
    {HB_SCRIPT_KHMER, 0x1780, 86},
    {HB_SCRIPT_MYANMAR, 0x1000, 86},
    {HB_SCRIPT_HAN, 0x56fd, 100},
    {HB_SCRIPT_HIRAGANA, 0x56fd, 100},
    {HB_SCRIPT_KATAKANA, 0x56fd, 100},
    {HB_SCRIPT_BOPOMOFO, 0x56fd, 100},
    {HB_SCRIPT_HANGUL, 0xac00, 100},
};

enum { REFERENCES = sizeof references / sizeof references[0] };

struct face {
    const char *path; // of files
    unsigned index;   // in a collection
    void *data;       // the mapped file
    size_t len;
    hb_face_t *face;
    hb_font_t *font; // unscaled: coverage and proportions
    int em;          // units
    int ascent;      // of the line box, units
    int descent;
    int bold;                // its sister; FACE_UNKNOWN until asked
    int16_t ink[REFERENCES]; // height of the reference letter, units; 0 = not measured
};

struct size {
    int face;
    int em_px;
    bool embolden; // no bold face: the drawing is thickened
    hb_font_t *font;
};

struct fonts {
    struct font_files files;
    struct face faces[TEXT_FONTS_MAX];
    int face_count;
    struct size sizes[FONT_SIZES_MAX];
    int size_count;
    char *absent[TEXT_FONTS_MAX]; // names asked for in vain, so that each is logged once
    int absent_count;
    hb_set_t **coverages; // of files; NULL until read
};

static void *
map_file(const char *path, size_t *len)
{
    AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (fd < 0 || fstat(fd, &info) != 0 || info.st_size <= 0 || info.st_size > FONT_BYTES_MAX) {
        return NULL;
    }
    *len = (size_t)info.st_size;
    void *data = mmap(NULL, *len, PROT_READ, MAP_PRIVATE, fd, 0);
    return data == MAP_FAILED ? NULL : data;
}

static bool
ink_extents(const struct face *face, uint32_t code, hb_glyph_extents_t *extents)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(face->font, code, &glyph) &&
           hb_font_get_glyph_extents(face->font, glyph, extents);
}

// The line box holds what a page really sets. Latin fonts for every orthography of the world keep
// room for stacks nobody writes here (Andika: 1.61 em), so theirs is measured from the tallest
// Vietnamese capital and the deepest descender; other scripts need all their font asks for.
static void
measure_box(struct face *face)
{
    hb_font_extents_t box = {0};
    hb_font_get_h_extents(face->font, &box);
    face->ascent = box.ascender;
    face->descent = -box.descender;
    hb_glyph_extents_t high = {0};
    hb_glyph_extents_t low = {0};
    if (!ink_extents(face, 0x1eaa, &high) || !ink_extents(face, 'g', &low)) {
        return;
    }
    int depth = -(low.y_bearing + low.height);
    if (high.y_bearing < face->ascent) {
        face->ascent = high.y_bearing;
    }
    if (depth > 0 && depth < face->descent) {
        face->descent = depth;
    }
}

static bool
open_face(struct face *face, const char *path, unsigned index)
{
    *face = (struct face){.path = path, .index = index, .bold = FACE_UNKNOWN};
    face->data = map_file(path, &face->len);
    if (!face->data) {
        return false;
    }
    hb_blob_t *blob =
        hb_blob_create(face->data, (unsigned)face->len, HB_MEMORY_MODE_READONLY, NULL, NULL);
    unsigned faces = hb_face_count(blob);
    face->face = hb_face_create(blob, index);
    hb_blob_destroy(blob);
    face->em = (int)hb_face_get_upem(face->face);
    if (index >= faces || hb_face_get_glyph_count(face->face) == 0 || face->em < 16) {
        hb_face_destroy(face->face);
        munmap(face->data, face->len);
        return false;
    }
    hb_face_make_immutable(face->face);
    face->font = hb_font_create(face->face);
    hb_font_make_immutable(face->font);
    measure_box(face);
    return true;
}

static void
close_face(struct face *face)
{
    hb_font_destroy(face->font);
    hb_face_destroy(face->face);
    munmap(face->data, face->len);
}

struct fonts *
fonts_open(const char *folders, struct err *err)
{
    struct fonts *fonts = calloc(1, sizeof *fonts);
    ASSERT(fonts);
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
        close_face(&fonts->faces[i]);
    }
    for (int i = 0; i < fonts->absent_count; i++) {
        free(fonts->absent[i]);
    }
    for (int i = 0; fonts->coverages && i < fonts->files.count; i++) {
        hb_set_destroy(fonts->coverages[i]);
    }
    free(fonts->coverages);
    font_files_finish(&fonts->files);
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
        !open_face(&fonts->faces[fonts->face_count], path, index)) {
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
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(fonts->faces[face].font, code, &glyph);
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
    if (is_regular(font_file_name(path)) && open_face(&face, path, 0)) {
        hb_face_collect_unicodes(face.face, codes);
        close_face(&face);
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

static int
measure_ink(struct face *face, int reference)
{
    hb_glyph_extents_t extents = {0};
    if (face->ink[reference] == 0) {
        bool found = ink_extents(face, references[reference].code, &extents);
        int height = found ? -extents.height : 0;
        // A letter outside these bounds is not what its name says; the size stays sane.
        face->ink[reference] =
            (int16_t)(height > face->em / 4 && height < face->em * 5 / 4 ? height : -1);
    }
    return face->ink[reference];
}

static int
reference_of(hb_script_t script)
{
    for (int i = 0; i < REFERENCES; i++) {
        if (references[i].script == script) {
            return i;
        }
    }
    return 0;
}

uint32_t
fonts_reference(hb_script_t script)
{
    return references[reference_of(script)].code;
}

// The reference to size a face by in text of a script: the script's own letter, else H (digits of a
// Latin font in Han text), else whatever letter the face is made for (digits of an Arabic font in
// Latin text). -1: none.
static int
fitting_reference(struct face *face, hb_script_t script)
{
    int wanted = reference_of(script);
    if (measure_ink(face, wanted) > 0) {
        return wanted;
    }
    for (int i = 0; i < REFERENCES; i++) {
        if (measure_ink(face, i) > 0) {
            return i;
        }
    }
    return -1;
}

int
fonts_em_px(struct fonts *fonts, int face, hb_script_t script, float cap_px)
{
    struct face *from = &fonts->faces[face];
    int reference = fitting_reference(from, script);
    float em = cap_px / 0.7f; // the common height of capitals
    if (reference >= 0) {
        em = cap_px * (float)references[reference].percent / 100.0f * (float)from->em /
             (float)from->ink[reference];
    }
    if (!(em >= 1.0f)) {
        return 1;
    }
    return em > (float)FONT_PX_MAX ? FONT_PX_MAX : (int)(em + 0.5f);
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

int32_t
fonts_embolden(const struct fonts *fonts, int size)
{
    const struct size *at = &fonts->sizes[size];
    return at->embolden ? at->em_px * PX / 24 : 0;
}

const char *
fonts_face_name(const struct fonts *fonts, int face)
{
    return font_file_name(fonts->faces[face].path);
}

bool
fonts_full(const struct fonts *fonts)
{
    return fonts->size_count == FONT_SIZES_MAX;
}

void
fonts_forget(struct fonts *fonts)
{
    for (int i = 0; i < fonts->size_count; i++) {
        hb_font_destroy(fonts->sizes[i].font);
    }
    fonts->size_count = 0;
}

struct font_view
fonts_view(const struct fonts *fonts, int size)
{
    const struct size *at = &fonts->sizes[size];
    return (struct font_view){fonts_face_name(fonts, at->face), at->em_px, at->embolden};
}

int
fonts_count(const struct fonts *fonts)
{
    return fonts->face_count;
}
