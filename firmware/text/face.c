// One face of one file: its bytes, which characters it shows, how high its letters stand.

#include <fcntl.h>
#include <hb-ot.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "text/internal.h"

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

_Static_assert(
    sizeof references / sizeof references[0] == FACE_REFERENCES, "struct face counts them");

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

bool
face_open(struct face *face, const char *path, unsigned index)
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

void
face_close(struct face *face)
{
    hb_font_destroy(face->font);
    hb_face_destroy(face->face);
    munmap(face->data, face->len);
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
    for (int i = 0; i < FACE_REFERENCES; i++) {
        if (references[i].script == script) {
            return i;
        }
    }
    return 0;
}

uint32_t
face_reference(hb_script_t script)
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
    for (int i = 0; i < FACE_REFERENCES; i++) {
        if (measure_ink(face, i) > 0) {
            return i;
        }
    }
    return -1;
}

int
face_em_px(struct face *face, hb_script_t script, float cap_px)
{
    int reference = fitting_reference(face, script);
    float em = cap_px / 0.7f; // the common height of capitals
    if (reference >= 0) {
        em = cap_px * (float)references[reference].percent / 100.0f * (float)face->em /
             (float)face->ink[reference];
    }
    if (!(em >= 1.0f)) {
        return 1;
    }
    return em > (float)FONT_PX_MAX ? FONT_PX_MAX : (int)(em + 0.5f);
}

bool
face_covers(const struct face *face, uint32_t code)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(face->font, code, &glyph);
}
