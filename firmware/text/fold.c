// Words as they are indexed and asked for.

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/auto.h"
#include "base/utf8.h"
#include "text/internal.h"

struct units { // a growing UTF-16 string
    UChar *data;
    int32_t len;
    int32_t room;
};

static void
reserve(struct units *units, int32_t room)
{
    if (room > units->room) {
        units->data = realloc(units->data, (size_t)room * sizeof *units->data);
        ASSERT(units->data);
        units->room = room;
    }
}

static bool
is_apostrophe(uint32_t code)
{
    static const uint16_t apostrophes[] = {0x27, 0x60, 0xb4, 0x2b9, 0x2bb, 0x2bc, 0x2bd, 0x2be,
        0x2bf, 0x2018, 0x2019, 0x201b, 0x2032, 0xa78b, 0xa78c, 0xff07};
    for (size_t i = 0; i < sizeof apostrophes / sizeof apostrophes[0]; i++) {
        if (apostrophes[i] == code) {
            return true;
        }
    }
    return false;
}

struct range {
    uint16_t first;
    uint16_t last;
};

// Marks readers leave out: accents of Latin, Greek and Cyrillic, points of Hebrew, vowels and signs
// above Arabic letters (with the hamza that decomposition splits off), the stretching stroke, the dot
// below Devanagari and Gurmukhi letters for sounds of other languages.
// Vowel signs of Indic, Thai or Burmese are letters in all but name and stay.
static bool
is_left_out(UChar32 code)
{
    static const struct range marks[] = {{0x300, 0x36f}, {0x483, 0x489}, {0x591, 0x5bd},
        {0x5bf, 0x5bf}, {0x5c1, 0x5c2}, {0x5c4, 0x5c5}, {0x5c7, 0x5c7}, {0x610, 0x61a},
        {0x640, 0x640}, {0x64b, 0x65f}, {0x670, 0x670}, {0x6d6, 0x6dc}, {0x6df, 0x6e4},
        {0x6e7, 0x6e8}, {0x6ea, 0x6ed}, {0x8d3, 0x8ff}, {0x93c, 0x93c}, {0xa3c, 0xa3c},
        {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0x2de0, 0x2dff}, {0xa66f, 0xa67d},
        {0xfe20, 0xfe2f}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (code >= marks[i].first && code <= marks[i].last) {
            return true;
        }
    }
    return u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

// Letters that keyboards and habits exchange.
static UChar32
unify(UChar32 code)
{
    switch (code) {
    case 0x131: // ı without its dot
        return 'i';
    case 0x671: // alef wasla
        return 0x627;
    case 0x649: // alef maksura
    case 0x6cc: // Farsi yeh
        return 0x64a;
    case 0x6a9: // keheh
        return 0x643;
    case 0x629: // teh marbuta
    case 0x6c1: // heh goal
    case 0x6c3: // teh marbuta goal
    case 0x6d5: // ae
        return 0x647;
    case 0x901: // candrabindu, as anusvara
        return 0x902;
    case 0xa01: // adak bindi
    case 0xa70: // tippi, as bindi
        return 0xa02;
    default:
        return u_charType(code) == U_DECIMAL_DIGIT_NUMBER ? '0' + u_charDigitValue(code) : code;
    }
}

static void
decode(struct units *units, const char *text)
{
    size_t len = strlen(text);
    reserve(units, (int32_t)len + 1);
    for (size_t at = 0; at < len;) {
        uint32_t code = utf8_next(text, len, &at);
        if (!is_apostrophe(code)) {
            units->len = units_put(units->data, units->len, code);
        }
    }
}

static void
normalize(struct units *units, const UNormalizer2 *form)
{
    UErrorCode status = U_ZERO_ERROR;
    struct units out = {0};
    reserve(&out, units->len * 2 + 64);
    out.len = unorm2_normalize(form, units->data, units->len, out.data, out.room, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        reserve(&out, out.len + 1);
        out.len = unorm2_normalize(form, units->data, units->len, out.data, out.room, &status);
    }
    ASSERT(U_SUCCESS(status));
    free(units->data);
    *units = out;
}

static void
fold_case(struct units *units)
{
    UErrorCode status = U_ZERO_ERROR;
    struct units out = {0};
    reserve(&out, units->len * 3 + 1); // no character folds to more than three
    out.len =
        u_strFoldCase(out.data, out.room, units->data, units->len, U_FOLD_CASE_DEFAULT, &status);
    ASSERT(U_SUCCESS(status));
    free(units->data);
    *units = out;
}

static void
reduce(struct units *units)
{
    int32_t out = 0;
    for (int32_t at = 0; at < units->len;) {
        UChar32 code = (UChar32)units_code(units->data, units->len, at, &at);
        if (!is_left_out(code) && !is_apostrophe((uint32_t)code)) {
            // Never longer than what was read.
            out = units_put(units->data, out, (uint32_t)unify(code));
        }
    }
    units->len = out;
}

// In Devanagari a nasal before a stop of its own row is written as a letter or as a dot: हिन्दी, हिंदी. Here
// the dot stands for both.
static void
unify_nasals(struct units *units)
{
    enum { FIRST_ROW = 0x915, LAST_ROW = 0x92e, ROW = 5, VIRAMA = 0x94d, DOT = 0x902 };
    static const UChar nasals[] = {
        0x919, 0x91e, 0x923, 0x928, 0x92e}; // the last letter of each row
    int32_t out = 0;
    for (int32_t at = 0; at < units->len; at++) {
        UChar code = units->data[at];
        UChar stop = at + 2 < units->len && units->data[at + 1] == VIRAMA ? units->data[at + 2] : 0;
        // U+0929 stands between the rows of द and प.
        int place = stop >= FIRST_ROW && stop <= LAST_ROW && stop != 0x929
                        ? stop - FIRST_ROW - (stop > 0x929)
                        : -1;
        if (place >= 0 && place % ROW != ROW - 1 && code == nasals[place / ROW]) {
            code = DOT;
            at++;
        }
        units->data[out++] = code;
    }
    units->len = out;
}

// Scripts that set no spaces: every character is a word to the index.
static bool
stands_alone(UChar32 code)
{
    static const UScriptCode scripts[] = {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA,
        USCRIPT_THAI, USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR};
    if (code < 0xe00 || !u_hasBinaryProperty(code, UCHAR_ALPHABETIC)) {
        return code >= 0xe00 && (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0 &&
               uscript_hasScript(code, USCRIPT_THAI);
    }
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        if (uscript_hasScript(code, scripts[i])) {
            return true;
        }
    }
    return false;
}

static char *
encode(struct arena *arena, const struct units *units)
{
    char *out = arena_alloc(arena, (size_t)units->len * (UTF8_MAX + 1) + 1);
    char *end = out;
    bool space = true; // none at the start, never two
    for (int32_t at = 0; at < units->len;) {
        UChar32 code = (UChar32)units_code(units->data, units->len, at, &at);
        bool blank = u_isUWhiteSpace(code);
        bool alone = !blank && stands_alone(code);
        if (alone && !space) {
            *end++ = ' ';
        }
        if (!blank) {
            end += utf8_put(end, (uint32_t)code);
        }
        if ((blank && !space) || alone) {
            *end++ = ' ';
            blank = true;
        }
        space = blank;
    }
    while (end > out && end[-1] == ' ') {
        end--;
    }
    *end = '\0';
    return out;
}

const char *
text_fold_search(struct arena *arena, const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *apart = unorm2_getNFKDInstance(&status);
    const UNormalizer2 *composed = unorm2_getNFCInstance(&status);
    ASSERT(U_SUCCESS(status));
    struct units units = {0};
    decode(&units, text);
    normalize(&units, apart);
    fold_case(&units);
    normalize(&units, apart); // folding may have composed anew
    reduce(&units);
    unify_nasals(&units);
    normalize(&units, composed); // Hangul and voiced kana become one character again
    const char *folded = encode(arena, &units);
    free(units.data);
    return folded;
}

// The words of text that hold an apostrophe, each as the parts between: "d'asile" as "d asile".
static const char *
parts_of_words(struct arena *arena, const char *text)
{
    size_t len = strlen(text);
    char *parts = arena_alloc(arena, len + 2);
    size_t out = 0;
    for (size_t at = 0; at < len;) {
        size_t start = out; // of the word in parts
        bool parted = false;
        bool inside = true;
        while (inside && at < len) {
            size_t from = at;
            uint32_t code = utf8_next(text, len, &at);
            inside = !u_isUWhiteSpace((UChar32)code);
            bool apostrophe = is_apostrophe(code);
            parted = parted || apostrophe;
            size_t bytes = apostrophe ? 1 : at - from;
            memcpy(parts + out, apostrophe ? " " : text + from, bytes);
            out += bytes;
        }
        out = parted ? out : start;
    }
    parts[out] = '\0';
    return parts;
}

// Length of the article, with what is joined before it, that a folded Arabic word begins with: ال, وال, لل.
static size_t
article_of(const char *word, size_t len)
{
    static const char *const articles[] = {"ال", "وال", "بال", "كال", "فال", "لل", "ولل"};
    enum { REST_MIN = 6 }; // bytes, three letters
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t article = strlen(articles[i]);
        if (len >= article + REST_MIN && memcmp(word, articles[i], article) == 0) {
            return article;
        }
    }
    return 0;
}

static const char *
words_without_article(struct arena *arena, const char *folded)
{
    char *words = arena_alloc(arena, strlen(folded) + 1);
    char *end = words;
    while (*folded) {
        size_t len = strcspn(folded, " ");
        size_t article = article_of(folded, len);
        if (article > 0) {
            end = mempcpy(end, folded + article, len - article);
            *end++ = ' ';
        }
        folded += len + (folded[len] == ' ');
    }
    end -= end > words;
    *end = '\0';
    return words;
}

const char *
text_fold_index(struct arena *arena, const char *text)
{
    const char *folded = text_fold_search(arena, text);
    const char *parts = text_fold_search(arena, parts_of_words(arena, text));
    const char *bare = words_without_article(arena, folded);
    return arena_printf(
        arena, "%s%s%s%s%s", folded, *parts ? " " : "", parts, *bare ? " " : "", bare);
}
