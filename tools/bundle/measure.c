#include "measure.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { WORD_MAX = 96 };

struct counter {
    struct measure sum;
    enum syllables how;
    int words; // of the sentence
    int chars;
    char word[WORD_MAX];
    int word_len;
    int letters; // of the word
};

static uint32_t
lower(uint32_t code)
{
    if ((code >= 'A' && code <= 'Z') || (code >= 0xc0 && code <= 0xde && code != 0xd7)) {
        return code + 32;
    }
    return code;
}

static bool
is_letter(uint32_t code)
{
    if (code < 0x80) {
        return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
    }
    bool latin_sign = code < 0xc0 && code != 0xaa && code != 0xba;
    bool punctuation = (code >= 0x2000 && code <= 0x206f) || (code >= 0x3000 && code <= 0x303f) ||
                       (code >= 0xff00 && code <= 0xff20) || code == 0x60c || code == 0x61b ||
                       code == 0x61f || code == 0x964 || (code >= 0x1361 && code <= 0x1368);
    return !latin_sign && !punctuation && code != 0xd7 && code != 0xf7;
}

static bool
is_small(uint32_t code)
{
    return (code >= 'a' && code <= 'z') || (code >= 0xdf && code <= 0xff);
}

static bool
is_stop(uint32_t code)
{
    static const uint32_t stops[] = {
        '.', '!', '?', 0x2026, 0x61f, 0x6d4, 0x964, 0x1362, 0x1367, 0x3002, 0xff01, 0xff1f};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        if (stops[i] == code) {
            return true;
        }
    }
    return false;
}

static void
end_word(struct counter *counter)
{
    if (counter->word_len == 0) {
        return;
    }
    counter->words++;
    counter->sum.words++;
    counter->sum.long_words += counter->letters > 6;
    counter->sum.syllables +=
        counter->how == SYLLABLES_ES   ? measure_syllables_es(counter->word, counter->word_len)
        : counter->how == SYLLABLES_EN ? measure_syllables_en(counter->word, counter->word_len)
        : counter->how == SYLLABLES_FR ? measure_syllables_fr(counter->word, counter->word_len)
                                       : 0;
    counter->word_len = 0;
    counter->letters = 0;
}

static void
end_sentence(struct counter *counter)
{
    end_word(counter);
    if (counter->chars == 0) {
        return;
    }
    counter->sum.sentences++;
    if (counter->words > counter->sum.longest_words) {
        counter->sum.longest_words = counter->words;
    }
    if (counter->chars > counter->sum.longest_chars) {
        counter->sum.longest_chars = counter->chars;
    }
    counter->words = 0;
    counter->chars = 0;
}

static void
take(struct counter *counter, uint32_t code, char next)
{
    bool digit = code >= '0' && code <= '9';
    if (!digit && !is_letter(code)) {
        bool joins = code == '\'' || code == 0x2019 || code == '-';
        bool number = (code == '.' || code == ',' || code == ':') && next >= '0' && next <= '9';
        if (counter->word_len == 0 || !(joins || number)) {
            end_word(counter);
        }
        return;
    }
    counter->chars++;
    counter->sum.chars++;
    counter->letters += !digit;
    if (counter->word_len + UTF8_MAX < WORD_MAX) {
        char bytes[UTF8_MAX];
        size_t len = utf8_put(bytes, lower(code));
        memcpy(counter->word + counter->word_len, bytes, len);
        counter->word_len += (int)len;
    }
}

// What follows a stop: blanks and then no small letter, or nothing.
static bool
ends_here(const char *text, size_t len, size_t at, uint32_t stop)
{
    if (stop >= 0x600) {
        return true;
    }
    bool blank = at >= len;
    while (at < len) {
        size_t next = at;
        uint32_t code = utf8_next(text, len, &next);
        bool quote = code == '"' || code == ')' || code == 0xbb || code == 0x201d || code == '\'';
        if (code != ' ' && code != '\n' && code != 0xa0 && !quote) {
            return blank && !is_small(code);
        }
        blank = blank || !quote;
        at = next;
    }
    return true;
}

struct measure
measure_text(const char *text, enum syllables how)
{
    struct counter counter = {.how = how};
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        uint32_t code = utf8_next(text, len, &at);
        take(&counter, code, text[at]);
        if (code == '\n' || (is_stop(code) && ends_here(text, len, at, code))) {
            end_sentence(&counter);
        }
    }
    end_sentence(&counter);
    return counter.sum;
}

void
measure_add(struct measure *sum, const struct measure *part)
{
    sum->sentences += part->sentences;
    sum->words += part->words;
    sum->chars += part->chars;
    sum->syllables += part->syllables;
    sum->long_words += part->long_words;
    if (part->longest_words > sum->longest_words) {
        sum->longest_words = part->longest_words;
    }
    if (part->longest_chars > sum->longest_chars) {
        sum->longest_chars = part->longest_chars;
    }
}

// Spanish: a strong vowel (a e o, or an accented one) makes a syllable; weak ones (i u ü y) join it or
// each other: nacionalidad 5, huir 1, reunión 2, guía 2, país 2.
int
measure_syllables_es(const char *word, int len)
{
    enum { NONE, WEAK, STRONG, ACCENTED_WEAK } last = NONE;
    int count = 0;
    for (size_t at = 0; at < (size_t)len;) {
        uint32_t code = utf8_next(word, (size_t)len, &at);
        bool strong = code == 'a' || code == 'e' || code == 'o' || code == 0xe1 || code == 0xe9 ||
                      code == 0xf3;
        bool accented = code == 0xed || code == 0xfa;
        bool weak =
            code == 'i' || code == 'u' || code == 0xfc || (code == 'y' && at == (size_t)len);
        if (strong) {
            count += last != WEAK;
            last = STRONG;
        } else if (accented) {
            count += last != WEAK;
            last = ACCENTED_WEAK;
        } else if (weak) {
            count += last == NONE;
            last = last == NONE ? WEAK : last;
        } else {
            last = code == 'h' ? last : NONE;
        }
    }
    return count > 0 ? count : 1;
}

static bool
is_vowel(uint32_t code)
{
    static const uint32_t vowels[] = {'a', 'e', 'i', 'o', 'u', 'y', 0xe0, 0xe1, 0xe2, 0xe4, 0xe8,
        0xe9, 0xea, 0xeb, 0xee, 0xef, 0xf4, 0xf6, 0xf9, 0xfb, 0xfc, 0x153};
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
        if (vowels[i] == code) {
            return true;
        }
    }
    return false;
}

static int
vowel_groups(const char *word, int len)
{
    int count = 0;
    bool inside = false;
    for (size_t at = 0; at < (size_t)len;) {
        bool vowel = is_vowel(utf8_next(word, (size_t)len, &at));
        count += vowel && !inside;
        inside = vowel;
    }
    return count;
}

static bool
ends_with(const char *word, int len, const char *tail)
{
    int tail_len = (int)strlen(tail);
    return len > tail_len && memcmp(word + len - tail_len, tail, (size_t)tail_len) == 0;
}

int
measure_syllables_en(const char *word, int len)
{
    int count = vowel_groups(word, len);
    bool silent = (ends_with(word, len, "e") && !ends_with(word, len, "le")) ||
                  (ends_with(word, len, "ed") && !ends_with(word, len, "ted") &&
                      !ends_with(word, len, "ded"));
    count -= silent && count > 1;
    return count > 0 ? count : 1;
}

int
measure_syllables_fr(const char *word, int len)
{
    int count = vowel_groups(word, len);
    bool silent =
        ends_with(word, len, "e") || ends_with(word, len, "es") || ends_with(word, len, "ent");
    count -= silent && count > 1;
    return count > 0 ? count : 1;
}

static double
per(int a, int b)
{
    return b > 0 ? (double)a / b : 0;
}

double
measure_fernandez_huerta(const struct measure *measure)
{
    return 206.84 - 60 * per(measure->syllables, measure->words) -
           1.02 * per(measure->words, measure->sentences);
}

double
measure_flesch_en(const struct measure *measure)
{
    return 206.835 - 84.6 * per(measure->syllables, measure->words) -
           1.015 * per(measure->words, measure->sentences);
}

double
measure_flesch_fr(const struct measure *measure)
{
    return 207 - 73.6 * per(measure->syllables, measure->words) -
           1.015 * per(measure->words, measure->sentences);
}

double
measure_lix(const struct measure *measure)
{
    return per(measure->words, measure->sentences) + 100 * per(measure->long_words, measure->words);
}
