#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/ini.h"
#include "embedded.h"

bool
words_open(const char *language, struct words *words)
{
    static const char *const languages[] = {"en", "es"};
    char name[32];
    memset(words, 0, sizeof *words);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (strcmp(languages[i], language) == 0) {
            words->language = languages[i];
        }
    }
    if (!words->language) {
        return false;
    }
    snprintf(name, sizeof name, "report/%s.ini", words->language);
    const char *text = embedded_find(name);
    struct ini ini = {.text = text, .len = strlen(text)};
    words->memory = malloc(ini.len + WORDS_MAX);
    ASSERT(words->memory);
    char *free_at = words->memory;
    while (ini_next(&ini)) {
        ASSERT(!ini.problem && words->count < WORDS_MAX);
        struct word *word = &words->at[words->count++];
        snprintf(word->key, sizeof word->key, "%.15s.%.46s", ini.section, ini.key);
        size_t size = strlen(ini.value) + 1;
        memcpy(free_at, ini.value, size);
        word->text = free_at;
        free_at += size;
    }
    return true;
}

void
words_close(struct words *words)
{
    free(words->memory);
    memset(words, 0, sizeof *words);
}

static const char *
lookup(const struct words *words, const char *key)
{
    for (int i = 0; i < words->count; i++) {
        if (strcmp(words->at[i].key, key) == 0) {
            return words->at[i].text;
        }
    }
    return NULL;
}

const char *
words_get(const struct words *words, const char *key)
{
    const char *text = lookup(words, key);
    ASSERT(text);
    return text;
}

const char *
words_find(const struct words *words, const char *section, const char *code)
{
    char key[WORDS_KEY_MAX];
    snprintf(key, sizeof key, "%.15s.%.46s", section, code);
    return lookup(words, key);
}

static const char *
value_of(const char *const *pairs, const char *name, size_t len)
{
    for (; pairs[0]; pairs += 2) {
        if (strlen(pairs[0]) == len && memcmp(pairs[0], name, len) == 0) {
            return pairs[1];
        }
    }
    return NULL;
}

void
words_fill(const char *text, const char *const *pairs, char *into, size_t size)
{
    size_t len = 0;
    while (*text && len + 1 < size) {
        size_t skip = *text == '{' ? strcspn(text, "}") : 0;
        const char *value = skip > 0 ? value_of(pairs, text + 1, skip - 1) : NULL;
        if (!value) {
            into[len++] = *text++;
            continue;
        }
        size_t n = strlen(value);
        n = n < size - 1 - len ? n : size - 1 - len;
        memcpy(into + len, value, n);
        len += n;
        text += skip + 1;
    }
    into[len] = '\0';
}

// U+202F, the narrow no-break space that SI puts between thousands.
void
words_number(int64_t value, char text[40])
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)value);
    char *out = text;
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0 && digits[i - 1] != '-') {
            memcpy(out, "\xe2\x80\xaf", 3);
            out += 3;
        }
        *out++ = digits[i];
    }
    *out = '\0';
}

void
words_range(int64_t least, int64_t most, char text[96])
{
    char first[40];
    char last[40];
    words_number(least, first);
    words_number(most, last);
    if (least == most) {
        snprintf(text, 96, "%s", first);
    } else {
        snprintf(text, 96, "%s\xe2\x80\x93%s", first, last);
    }
}
