// A language is data: tag, script, fonts in order.

#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

static bool
is_tag(const char *tag)
{
    size_t len = strlen(tag);
    for (size_t i = 0; i < len; i++) {
        bool alnum = (tag[i] >= '0' && tag[i] <= '9') || (tag[i] >= 'a' && tag[i] <= 'z') ||
                     (tag[i] >= 'A' && tag[i] <= 'Z');
        if (!alnum && tag[i] != '-') {
            return false;
        }
    }
    return len > 0 && len < LANGUAGE_TAG_MAX;
}

static void
add_names(struct language *language, const char *fonts)
{
    for (const char *at = fonts; *at && language->name_count < LANGUAGE_FONTS_MAX;) {
        at += strspn(at, ",| ");
        size_t len = strcspn(at, ",|");
        if (len > 0) {
            char *name = strndup(at, len);
            ASSERT(name);
            language->names[language->name_count++] = name;
        }
        at += len;
    }
}

bool
language_init(struct language *language, const char *tag, const char *script, const char *fonts)
{
    if (!is_tag(tag) || strlen(script) != 4) {
        return false;
    }
    *language = (struct language){
        .script = hb_script_from_string(script, 4), // Hans and Hant become Han
        .shaping = hb_language_from_string(tag, -1),
        .face_count = FACE_UNKNOWN,
    };
    memcpy(language->tag, tag, strlen(tag) + 1);
    add_names(language, fonts);
    return true;
}

void
language_finish(struct language *language)
{
    for (int i = 0; i < language->name_count; i++) {
        free(language->names[i]);
    }
    ubrk_close(language->line);
    *language = (struct language){0};
}

void
language_faces(struct text *text, struct language *language)
{
    if (language->face_count != FACE_UNKNOWN) {
        return;
    }
    language->face_count = 0;
    for (int i = 0; i < language->name_count; i++) {
        int face = fonts_face(text->fonts, language->names[i]);
        if (face != FACE_NONE) {
            language->faces[language->face_count++] = face;
        }
    }
    if (language->face_count == 0) { // whatever shows the letters of its script
        int face = fonts_stand_in(text->fonts, face_reference(language->script));
        if (face != FACE_NONE) {
            language->faces[language->face_count++] = face;
        }
    }
}

UBreakIterator *
language_breaks(struct language *language)
{
    if (!language->line) {
        language->line = breaks_open(UBRK_LINE, language->tag);
        ASSERT(language->line); // text_open has proved that ICU has its data
    }
    return language->line;
}

// "es-GT" is set like "es" if only that is declared, "zh" like "zh-Hans".
static bool
is_kin(const char *tag, const char *of)
{
    size_t a = strcspn(tag, "-");
    size_t b = strcspn(of, "-");
    return a == b && strncasecmp(tag, of, a) == 0;
}

struct language *
language_find(struct text *text, const char *tag)
{
    struct language *kin = NULL;
    for (int i = 0; i < text->language_count; i++) {
        struct language *language = &text->languages[i];
        if (strcasecmp(language->tag, tag) == 0) {
            return language;
        }
        if (!kin && is_kin(language->tag, tag)) {
            kin = language;
        }
    }
    if (kin) {
        return kin;
    }
    return text->language_count > 0 ? &text->languages[0] : &text->undeclared;
}
