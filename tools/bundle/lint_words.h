#pragma once
// What the word lists (lint/<tag>.txt) say of a language; adding one is adding a file.

#include <stdbool.h>

#include "base/arena.h"

enum phrase_kind {
    PHRASE_JARGON,        // words of offices; instead = plain ones
    PHRASE_NEGATIVE,      // double negatives
    PHRASE_VAGUE,         // y/o, passives
    PHRASE_RELATIVE_DATE, // tomorrow: wrong the day after it was written
    PHRASE_STEP_START,    // words a step must not start with: no verb
    PHRASE_KNOWN,         // capitals that need no explanation
    PHRASE_KINDS
};

enum ease { EASE_NONE, EASE_FERNANDEZ_HUERTA, EASE_FLESCH_EN, EASE_FLESCH_FR, EASE_LIX };

struct phrase {
    enum phrase_kind kind;
    const char *text;    // as written in the list
    const char *folded;  // " words in between single blanks "; raw where it holds signs
    const char *instead; // "" = nothing better to propose
};

struct lint_words {
    int sentence_words[2]; // more is a warning, an error; 0 = no limit
    int sentence_chars[2]; // for scripts without spaces
    int paragraph[2];      // sentences
    enum ease ease;
    int ease_limits[2]; // below (LIX: above) is a warning, an error; 0 = never
    struct phrase *phrases;
    int count;
};

// Of the language, else of its first subtag ("zh-Hans": zh), else of lint/default.txt.
struct lint_words lint_words_load(struct arena *arena, const char *tag);
// Folded for comparing: " como sacar un papel ".
const char *lint_words_fold(struct arena *arena, const char *text);
// The first phrase of that kind from *at on that the text (and its folded form) holds; *at moves on.
// NULL if there is none.
const struct phrase *lint_words_find(const struct lint_words *words, enum phrase_kind kind,
    const char *text, const char *folded, int *at);
