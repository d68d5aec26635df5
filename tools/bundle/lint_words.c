#include "lint_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "embedded.h"
#include "text/text.h"

static const char *const kind_names[PHRASE_KINDS] = {
    "jargon", "double-negative", "vague", "relative-date", "step-start", "known"};

const char *
lint_words_fold(struct arena *arena, const char *text)
{
    const char *folded = text_fold_search(arena, text);
    size_t len = strlen(folded);
    char *out = arena_alloc(arena, len + 3);
    char *end = out;
    *end++ = ' ';
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t code = utf8_next(folded, len, &at);
        bool letter = code >= 0x80 || (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z');
        bool sign = code >= 0x2000 && code <= 0x206f; // dashes, quotes
        if (letter && !sign && code != 0xa0 && code != 0xbf && code != 0xa1) {
            memcpy(end, folded + from, at - from);
            end += at - from;
        } else if (end[-1] != ' ') {
            *end++ = ' ';
        }
    }
    if (end[-1] != ' ') {
        *end++ = ' ';
    }
    *end = '\0';
    return out;
}

static bool
is_raw(const char *text)
{
    return strpbrk(text, "/()&+") != NULL;
}

static void
take_limits(struct lint_words *words, const char *key, const char *values)
{
    static const char *const eases[] = {
        "none", "fernandez-huerta", "flesch-en", "flesch-fr", "lix"};
    char *end = NULL;
    int *pair = strcmp(key, "sentence-words") == 0   ? words->sentence_words
                : strcmp(key, "sentence-chars") == 0 ? words->sentence_chars
                : strcmp(key, "paragraph") == 0      ? words->paragraph
                                                     : words->ease_limits;
    for (size_t i = 0; i < sizeof eases / sizeof *eases; i++) {
        words->ease = strcmp(key, eases[i]) == 0 ? (enum ease)i : words->ease;
    }
    pair[0] = (int)strtol(values, &end, 10);
    pair[1] = (int)strtol(end, NULL, 10);
}

static void
take_phrase(struct lint_words *words, struct arena *arena, enum phrase_kind kind, char *line)
{
    struct phrase *phrase = &words->phrases[words->count++];
    char *arrow = strstr(line, " => ");
    phrase->kind = kind;
    phrase->instead = "";
    if (arrow) {
        *arrow = '\0';
        phrase->instead = arrow + 4;
    }
    phrase->text = line;
    phrase->folded = is_raw(line) ? line : lint_words_fold(arena, line);
}

static const struct embedded_file *
find_file(struct arena *arena, const char *tag)
{
    const struct embedded_file *file = embedded_find(arena_printf(arena, "lint/%s.txt", tag));
    if (!file) {
        file = embedded_find(arena_printf(arena, "lint/%.*s.txt", (int)strcspn(tag, "-"), tag));
    }
    file = file ? file : embedded_find("lint/default.txt");
    ASSERT(file);
    return file;
}

struct lint_words
lint_words_load(struct arena *arena, const char *tag)
{
    const struct embedded_file *file = find_file(arena, tag);
    struct lint_words words = {0};
    int lines = 0;
    for (const char *p = file->data; *p; p++) {
        lines += *p == '\n';
    }
    words.phrases = arena_array(arena, struct phrase, lines + 1);
    int kind = -1;
    for (char *line = arena_strdup(arena, file->data); line && *line;) {
        char *next = strchr(line, '\n');
        if (next) {
            *next++ = '\0';
        }
        if (*line == '[') {
            kind = -1;
            for (int i = 0; i < PHRASE_KINDS; i++) {
                size_t len = strlen(kind_names[i]);
                kind =
                    strncmp(line + 1, kind_names[i], len) == 0 && line[len + 1] == ']' ? i : kind;
            }
        } else if (*line && *line != '#' && kind >= 0) {
            take_phrase(&words, arena, (enum phrase_kind)kind, line);
        } else if (*line && *line != '#') {
            char *values = line + strcspn(line, " ");
            *values = '\0';
            take_limits(&words, line, values + 1);
        }
        line = next;
    }
    return words;
}

const struct phrase *
lint_words_find(const struct lint_words *words, enum phrase_kind kind, const char *text,
    const char *folded, int *at)
{
    for (; *at < words->count; (*at)++) {
        const struct phrase *phrase = &words->phrases[*at];
        if (phrase->kind != kind) {
            continue;
        }
        bool raw = phrase->folded == phrase->text;
        if (raw ? strcasestr(text, phrase->text) != NULL : strstr(folded, phrase->folded) != NULL) {
            (*at)++;
            return phrase;
        }
    }
    return NULL;
}
