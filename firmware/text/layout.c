// Layouts, kept until a frame boundary finds them too many.

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "text/internal.h"

struct wanted { // what a layout is found by
    const struct text_spec *spec;
    struct language *language;
    const char *text;
    size_t len;
    uint64_t hash;
};

// Eight bytes at a time: the longest part of finding a page of text.
static uint64_t
hash_words(uint64_t hash, const char *text, size_t len)
{
    for (; len >= sizeof hash; len -= sizeof hash, text += sizeof hash) {
        uint64_t word = 0;
        memcpy(&word, text, sizeof word);
        hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        hash ^= hash >> 32;
    }
    return hash_bytes(hash, text, len);
}

static uint64_t
hash_wanted(const struct wanted *wanted)
{
    const struct text_spec *spec = wanted->spec;
    uint32_t cap = 0;
    memcpy(&cap, &spec->cap_px, sizeof cap);
    const uint64_t words[] = {(uintptr_t)wanted->language, wanted->language->version, cap,
        (uint64_t)spec->dir, spec->bold, (uint32_t)spec->width_px};
    uint64_t hash = HASH_SEED;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x100000001b3);
    }
    return hash_words(hash, wanted->text, wanted->len);
}

static bool
is_wanted(const struct layout *layout, const struct wanted *wanted)
{
    const struct text_spec *spec = wanted->spec;
    return layout->hash == wanted->hash && layout->text_len == wanted->len &&
           layout->language == wanted->language && layout->version == wanted->language->version &&
           layout->dir == spec->dir && layout->bold == spec->bold &&
           layout->width_px == spec->width_px && layout->cap_px == spec->cap_px &&
           memcmp(layout->text, wanted->text, wanted->len) == 0;
}

static size_t
layout_size(const struct layout *layout)
{
    size_t lines = (size_t)layout->shown.line_count;
    return sizeof *layout + layout->text_len + 1 +
           lines * (sizeof *layout->lines + sizeof *layout->parts) +
           (size_t)layout->run_count * sizeof *layout->runs +
           (size_t)layout->glyph_count * sizeof *layout->glyphs;
}

static void
layout_free(struct text *text, struct layout *layout)
{
    for (int i = 0; i < layout->shown.line_count; i++) {
        ink_free(text, &layout->parts[i].ink);
    }
    text->layouts--;
    text->layout_bytes -= layout->bytes;
    explicit_bzero(layout->text, layout->text_len); // what somebody typed is not left in the heap
    if (layout->glyphs) {
        explicit_bzero(layout->glyphs, (size_t)layout->glyph_count * sizeof *layout->glyphs);
    }
    free(layout->text);
    free(layout->lines);
    free(layout->parts);
    free(layout->runs);
    free(layout->glyphs);
    free(layout);
}

// Everything about the text that does not depend on the width.
static void
analyze(struct text *text, const struct wanted *wanted)
{
    struct paragraph *para = &text->para;
    para->language = wanted->language;
    para->dir = wanted->spec->dir;
    para->bold = wanted->spec->bold;
    language_faces(text, wanted->language);
    paragraph_decode(para, wanted->text);
    breaks_clusters(text->clusters, para);
    paragraph_cut(para);
    breaks_lines(language_breaks(wanted->language), para);
    bidi_blanks(para);
    bidi_levels(text->bidi, para);
    itemize_scripts(para);
    paragraph_show_controls(para);
    itemize_runs(text, wanted->spec->cap_px);
    shape_runs(text);
}

static void *
fit_array(void *data, int count, size_t size)
{
    void *fitted = realloc(data, (size_t)(count > 0 ? count : 1) * size);
    ASSERT(fitted);
    return fitted;
}

static struct layout *
build(struct text *text, const struct wanted *wanted)
{
    struct layout *layout = calloc(1, sizeof *layout);
    ASSERT(layout);
    layout->hash = wanted->hash;
    layout->language = wanted->language;
    layout->version = wanted->language->version;
    layout->dir = wanted->spec->dir;
    layout->cap_px = wanted->spec->cap_px;
    layout->bold = wanted->spec->bold;
    layout->width_px = wanted->spec->width_px;
    layout->text_len = wanted->len;
    layout->text = strndup(wanted->text, wanted->len);
    ASSERT(layout->text);
    analyze(text, wanted);
    fill_lines(text, layout);
    layout->runs = fit_array(layout->runs, layout->run_count, sizeof *layout->runs);
    layout->glyphs = fit_array(layout->glyphs, layout->glyph_count, sizeof *layout->glyphs);
    layout->shown.missing = text->para.missing;
    layout->bytes = layout_size(layout);
    text->layouts++;
    text->layout_bytes += layout->bytes;
    text->laid_out++;
    return layout;
}

static float
sane_cap(float cap_px)
{
    if (!(cap_px >= 1.0f)) { // not a number is neither
        return 1.0f;
    }
    return cap_px > (float)TEXT_CAP_MAX ? (float)TEXT_CAP_MAX : cap_px;
}

const struct text_layout *
text_layout(struct text *text, const struct text_spec *spec)
{
    struct text_spec sane = *spec;
    sane.cap_px = sane_cap(spec->cap_px);
    struct wanted wanted = {
        .spec = &sane,
        .language = language_find(text, spec->lang ? spec->lang : ""),
        .text = spec->text ? spec->text : "",
    };
    wanted.len = strnlen(wanted.text, TEXT_BYTES_MAX + 1);
    wanted.hash = hash_wanted(&wanted);
    struct layout **bucket = &text->buckets[wanted.hash % LAYOUT_BUCKETS];
    for (struct layout *layout = *bucket; layout; layout = layout->chain) {
        if (is_wanted(layout, &wanted)) {
            layout->used = text->turn;
            return &layout->shown;
        }
    }
    struct layout *layout = build(text, &wanted);
    layout->used = text->turn;
    layout->chain = *bucket;
    *bucket = layout;
    return &layout->shown;
}

// Frees the layouts last used before turn.
static void
free_older(struct text *text, uint64_t turn)
{
    for (int i = 0; i < LAYOUT_BUCKETS; i++) {
        struct layout **at = &text->buckets[i];
        while (*at) {
            struct layout *layout = *at;
            if (layout->used >= turn) {
                at = &layout->chain;
                continue;
            }
            *at = layout->chain;
            layout_free(text, layout);
        }
    }
}

void
layouts_free(struct text *text)
{
    free_older(text, UINT64_MAX);
}

static bool
over_ceiling(const struct text *text)
{
    return text->layout_bytes > LAYOUT_BYTES_MAX || text->line_bytes > LINE_BYTES_MAX;
}

void
text_trim(struct text *text)
{
    // The oldest go first, by halves of the age, until the rest fits.
    uint64_t age = text->turn - text->oldest;
    while (over_ceiling(text) && age > 0) {
        age /= 2;
        text->oldest = text->turn - age;
        free_older(text, text->oldest);
    }
    if (text->masks.bytes >= MASK_BYTES_MAX) {
        masks_forget(text);
    }
    if (fonts_full(text->fonts)) {
        layouts_free(text);
        masks_forget(text);
        fonts_forget(text->fonts);
    }
    text->turn++;
}
