// The engine and its languages.

#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

bool
text_open(const char *folders, struct text **out, struct err *err)
{
    *out = NULL;
    struct text *text = calloc(1, sizeof *text);
    ASSERT(text);
    UErrorCode status = U_ZERO_ERROR;
    text->fonts = fonts_open(folders, err);
    text->clusters = text->fonts ? breaks_open(UBRK_CHARACTER, "") : NULL;
    text->bidi = ubidi_openSized(TEXT_BYTES_MAX, 0, &status);
    text->buffer = hb_buffer_create();
    paragraph_init(&text->para);
    if (!text->fonts || !text->clusters || U_FAILURE(status)) {
        if (text->fonts) {
            err_set(err, ERR_MISSING, "text: the ICU data cannot be read");
        }
        text_close(text);
        return false;
    }
    language_init(&text->undeclared, "und", "Latn", "");
    *out = text;
    return true;
}

void
text_close(struct text *text)
{
    if (!text) {
        return;
    }
    layouts_free(text);
    masks_forget(text);
    for (int i = 0; i < text->language_count; i++) {
        language_finish(&text->languages[i]);
    }
    language_finish(&text->undeclared);
    paragraph_finish(&text->para);
    free(text->pieces);
    free(text->scratch);
    free(text->block_alpha);
    free(text->block_xs);
    hb_buffer_destroy(text->buffer);
    ubidi_close(text->bidi);
    ubrk_close(text->clusters);
    fonts_close(text->fonts);
    free(text);
}

void
text_forget(struct text *text)
{
    layouts_free(text);
    masks_forget(text);
    paragraph_wipe(&text->para);
    ink_forget(text);
}

bool
text_language(
    struct text *text, const char *tag, const char *script, const char *fonts, struct err *err)
{
    struct language fresh = {0};
    struct language *language = NULL;
    if (!language_init(&fresh, tag, script, fonts)) {
        return err_set(err, ERR_FORMAT, "text: language \"%s\", script \"%s\"", tag, script);
    }
    for (int i = 0; i < text->language_count; i++) {
        if (strcasecmp(text->languages[i].tag, tag) == 0) {
            language = &text->languages[i];
        }
    }
    if (!language && text->language_count == TEXT_LANGUAGES_MAX) {
        language_finish(&fresh);
        return err_set(err, ERR_LIMIT, "text: %s is one language over %d", tag, TEXT_LANGUAGES_MAX);
    }
    if (language) { // said anew: what was laid out before must not be found again
        fresh.version = language->version + 1;
        language_finish(language);
    } else {
        language = &text->languages[text->language_count++];
    }
    *language = fresh;
    return true;
}

struct text_stats
text_stats(const struct text *text)
{
    return (struct text_stats){
        .layouts = text->layouts,
        .layout = {text->layout_bytes, LAYOUT_BYTES_MAX},
        .line = {text->line_bytes, LINE_BYTES_MAX},
        .glyph = {text->masks.bytes, MASK_BYTES_MAX},
        .size = fonts_sizes(text->fonts),
        .drawer = fonts_drawers(text->fonts),
        .face = fonts_faces(text->fonts),
        .laid_out = text->laid_out,
        .drawn = text->drawn,
    };
}
