#pragma once
// Counting words, sentences and syllables: the raw figures of readability formulae.

#include <stdbool.h>

enum syllables { SYLLABLES_NONE, SYLLABLES_ES, SYLLABLES_EN, SYLLABLES_FR };

struct measure {
    int sentences;
    int words;
    int chars; // code points that are letters or digits
    int syllables;
    int long_words;    // more than 6 letters
    int longest_words; // of one sentence
    int longest_chars; // of one sentence
};

// Of one text. A sentence ends at . ! ? … ། ؟ । ። 。 ！ ？ before a blank and no small letter, and at
// the end of a line.
struct measure measure_text(const char *text, enum syllables how);
// Sums; longest ones are the longer.
void measure_add(struct measure *sum, const struct measure *part);

// Syllables of one word in small letters (UTF-8, len bytes); at least 1.
int measure_syllables_es(const char *word, int len);
int measure_syllables_en(const char *word, int len);
int measure_syllables_fr(const char *word, int len);

double measure_fernandez_huerta(const struct measure *measure); // 206.84 - 60 syl/w - 1.02 w/s
double measure_flesch_en(const struct measure *measure);        // 206.835 - 84.6 syl/w - 1.015 w/s
double measure_flesch_fr(const struct measure *measure);        // 207 - 73.6 syl/w - 1.015 w/s
double measure_lix(const struct measure *measure);              // w/s + % words > 6 letters
