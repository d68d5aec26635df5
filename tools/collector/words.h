#pragma once
// What reports say, from report/LANGUAGE.ini: sections of key = value.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORDS_MAX = 256, WORDS_KEY_MAX = 64 };

struct word {
    char key[WORDS_KEY_MAX]; // "section.key"
    const char *text;        // in words.memory
};

struct words {
    const char *language;
    struct word at[WORDS_MAX];
    int count;
    char *memory;
};

// "en", "es"; false when there is no such file.
bool words_open(const char *language, struct words *words);
void words_close(struct words *words);
// A missing word is a broken build: never NULL.
const char *words_get(const struct words *words, const char *key);
// What a code of that section is called; NULL when nobody said.
const char *words_find(const struct words *words, const char *section, const char *code);
// With {NAME} replaced; pairs: name, value, ..., NULL. Cut at size.
void words_fill(const char *text, const char *const *pairs, char *into, size_t size);
// "12 345" (no-break spaces in between).
void words_number(int64_t value, char text[40]);
// "12 345" or "12 300–12 345".
void words_range(int64_t least, int64_t most, char text[96]);
