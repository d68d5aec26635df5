#pragma once
// An engine over the machine's fonts, for the tests of text. Include after tests/test.h.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text/internal.h"

#define ENGINE_ANDIKA "/usr/share/fonts/truetype/andika"
#define ENGINE_NOTO   "/usr/share/fonts/truetype/noto"
#define ENGINE_CJK    "/usr/share/fonts/opentype/noto"

struct engine_language {
    const char *tag;
    const char *script;
    const char *fonts;
    enum direction dir;
};

static const struct engine_language engine_languages[] = {
    {"es", "Latn", "Andika-Regular.ttf", DIRECTION_LTR},
    {"ht", "Latn", "Andika-Regular.ttf", DIRECTION_LTR},
    {"en", "Latn", "Andika-Regular.ttf", DIRECTION_LTR},
    {"fr", "Latn", "Andika-Regular.ttf", DIRECTION_LTR},
    {"pt", "Latn", "Andika-Regular.ttf", DIRECTION_LTR},
    {"quc", "Latn", "Andika-Regular.ttf", DIRECTION_LTR},
    {"vi", "Latn", "Andika-Regular.ttf", DIRECTION_LTR},
    {"ru", "Cyrl", "Andika-Regular.ttf", DIRECTION_LTR},
    {"ar", "Arab", "NotoNaskhArabic-Regular.ttf,Andika-Regular.ttf", DIRECTION_RTL},
    {"ur", "Arab", "NotoNastaliqUrdu-Regular.ttf,Andika-Regular.ttf", DIRECTION_RTL},
    {"hi", "Deva", "NotoSansDevanagari-Regular.ttf,Andika-Regular.ttf", DIRECTION_LTR},
    {"ne", "Deva", "NotoSansDevanagari-Regular.ttf,Andika-Regular.ttf", DIRECTION_LTR},
    {"bn", "Beng", "NotoSansBengali-Regular.ttf,Andika-Regular.ttf", DIRECTION_LTR},
    {"am", "Ethi", "NotoSansEthiopic-Regular.ttf,Andika-Regular.ttf", DIRECTION_LTR},
    {"zh-Hans", "Hans", "Andika-Regular.ttf,NotoSansCJK-Regular.ttc#2", DIRECTION_LTR},
    {"th", "Thai", "NotoSansThai-Regular.ttf,Andika-Regular.ttf", DIRECTION_LTR},
};

enum { ENGINE_LANGUAGES = sizeof engine_languages / sizeof engine_languages[0] };

// Ends the program as skipped where Debian's fonts are not installed.
static inline struct text *
engine_open(void)
{
    struct err err;
    struct text *text = NULL;
    const char *folders = ENGINE_ANDIKA ":" ENGINE_NOTO ":" ENGINE_CJK;
    if (access(ENGINE_ANDIKA "/Andika-Regular.ttf", R_OK) != 0 ||
        access(ENGINE_NOTO "/NotoNaskhArabic-Regular.ttf", R_OK) != 0 ||
        access(ENGINE_CJK "/NotoSansCJK-Regular.ttc", R_OK) != 0) {
        fprintf(stderr, "skipped: needs fonts-sil-andika, fonts-noto-core and fonts-noto-cjk\n");
        exit(77);
    }
    if (!text_open(folders, &text, &err)) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    for (int i = 0; i < ENGINE_LANGUAGES; i++) {
        const struct engine_language *language = &engine_languages[i];
        if (!text_language(text, language->tag, language->script, language->fonts, &err)) {
            fprintf(stderr, "%s\n", err.text);
            exit(1);
        }
    }
    return text;
}

static inline const struct layout *
engine_layout(struct text *text, const char *lang, const char *content, int width_px)
{
    struct text_spec spec = {.text = content, .lang = lang, .cap_px = 28, .width_px = width_px};
    for (int i = 0; i < ENGINE_LANGUAGES; i++) {
        if (strcmp(engine_languages[i].tag, lang) == 0) {
            spec.dir = engine_languages[i].dir;
        }
    }
    return (const struct layout *)(const void *)text_layout(text, &spec);
}

// Numbers of a fixed seed, for tests that try many things.
static inline uint32_t
engine_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % below;
}
