#include "lint.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "emit.h"
#include "lint_words.h"
#include "measure.h"

enum { STEP_WORDS_MAX = 20, EASE_WORDS_MIN = 60 };

// Readability is said of a page or procedure as a whole: formulae mean nothing on one sentence.
struct group {
    const char *key;
    struct spot spot;
    struct measure sum;
};

struct reading {
    struct content *content;
    int language;
    struct lint_words words;
    struct index keys;
    struct group *groups;
    int count;
    struct arena scratch;
};

static bool
field_is(const struct unit *unit, const char *table, const char *field)
{
    return strcmp(unit->table, table) == 0 && strcmp(unit->field, field) == 0;
}

// Law is quoted as it is written; names are no sentences.
static bool
is_quoted(const struct unit *unit)
{
    return strcmp(unit->field, "legal_basis") == 0 || strcmp(unit->field, "legal_note") == 0 ||
           strcmp(unit->table, "organization") == 0;
}

static const char *
owner_key(struct content *content, const struct unit *unit)
{
    static const char *const owners[][3] = {{"page_block", "page_id", "page"},
        {"step", "procedure_id", "procedure"}, {"lesson_card", "lesson_id", "lesson"},
        {"quiz_item", "lesson_id", "lesson"}};
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
        if (strcmp(unit->table, owners[i][0]) == 0) {
            const struct rows *rows = content_rows(content, unit->table);
            const struct record *record = &rows->records[index_find(&rows->ids, unit->id)];
            return arena_printf(
                &content->arena, "%s.%s", owners[i][2], content_cell(rows, record, owners[i][1]));
        }
    }
    return arena_printf(&content->arena, "%s.%s", unit->table, unit->id);
}

static void
add_to_group(struct reading *reading, const struct unit *unit, const struct measure *measure)
{
    struct content *content = reading->content;
    const char *key = owner_key(content, unit);
    int at = index_find(&reading->keys, key);
    if (at < 0) {
        at = reading->count++;
        index_add(&reading->keys, &content->arena, key, at);
        reading->groups[at] =
            (struct group){.key = key, .spot = lint_spot(content, unit, reading->language)};
    }
    measure_add(&reading->groups[at].sum, measure);
}

// value above pair[1] is an error, above pair[0] a warning; 0 = no limit.
static void
check_limit(
    const struct reading *reading, struct spot spot, int value, const int pair[2], const char *what)
{
    struct report *report = reading->content->report;
    const char *tag = reading->content->languages[reading->language].tag;
    if (pair[1] > 0 && value > pair[1]) {
        report_error(report, spot, "%s: %s: %d, the limit is %d; write shorter ones", tag, what,
            value, pair[1]);
    } else if (pair[0] > 0 && value > pair[0]) {
        report_warning(report, spot, "%s: %s: %d, better at most %d", tag, what, value, pair[0]);
    }
}

static void
check_lengths(const struct reading *reading, const struct unit *unit, struct spot spot,
    const struct measure *measure)
{
    const struct lint_words *words = &reading->words;
    if (field_is(unit, "step", "name") && measure->words > STEP_WORDS_MAX) {
        report_error(reading->content->report, spot,
            "%s: step of %d words, the limit is %d; cut it",
            reading->content->languages[reading->language].tag, measure->words, STEP_WORDS_MAX);
        return;
    }
    check_limit(
        reading, spot, measure->longest_words, words->sentence_words, "words in a sentence");
    check_limit(
        reading, spot, measure->longest_chars, words->sentence_chars, "characters in a sentence");
    check_limit(reading, spot, measure->sentences, words->paragraph, "sentences in a paragraph");
}

static void
check_phrases(struct reading *reading, const struct unit *unit, struct spot spot, const char *text)
{
    static const char *const names[] = {
        "a word of offices", "a double negative", "hard to read", "true only for a day"};
    const char *folded = lint_words_fold(&reading->scratch, text);
    const char *tag = reading->content->languages[reading->language].tag;
    for (int kind = PHRASE_JARGON; kind <= PHRASE_RELATIVE_DATE; kind++) {
        int at = 0;
        bool dated = kind == PHRASE_RELATIVE_DATE && strcmp(unit->table, "ui") == 0;
        const struct phrase *phrase = NULL;
        while (!dated && (phrase = lint_words_find(
                              &reading->words, (enum phrase_kind)kind, text, folded, &at))) {
            report_warning(reading->content->report, spot, "%s: '%s' is %s%s%s", tag, phrase->text,
                names[kind], *phrase->instead ? "; write " : "", phrase->instead);
        }
    }
}

static void
check_step_start(struct reading *reading, struct spot spot, const char *text)
{
    const char *folded = lint_words_fold(&reading->scratch, text);
    for (int i = 0; i < reading->words.count; i++) {
        const struct phrase *phrase = &reading->words.phrases[i];
        if (phrase->kind == PHRASE_STEP_START &&
            strncmp(folded, phrase->folded, strlen(phrase->folded)) == 0) {
            report_warning(reading->content->report, spot,
                "%s: the step starts with '%s'; write a verb first: what to do",
                reading->content->languages[reading->language].tag, phrase->text);
            return;
        }
    }
}

// Words in Latin capitals that nothing explains.
static void
check_acronyms(struct reading *reading, struct spot spot, const char *text)
{
    for (const char *p = text; *p;) {
        size_t len = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        bool before = p > text && ((p[-1] | 0x20) >= 'a' && (p[-1] | 0x20) <= 'z');
        bool after = p[len] >= 0x80 || ((p[len] | 0x20) >= 'a' && (p[len] | 0x20) <= 'z') ||
                     p[len] == '-' || p[len] == '}';
        if (len < 2 || before || after || (p > text && (p[-1] >= 0x80 || p[-1] == '{'))) {
            p += len ? len : 1;
            continue;
        }
        const char *word = arena_strndup(&reading->scratch, p, len);
        int at = 0;
        const char *folded = lint_words_fold(&reading->scratch, word);
        if (!lint_words_find(&reading->words, PHRASE_KNOWN, word, folded, &at)) {
            report_warning(reading->content->report, spot,
                "%s: '%s' is not explained; write what it stands for",
                reading->content->languages[reading->language].tag, word);
        }
        p += len;
    }
}

static void
check_characters(const struct reading *reading, struct spot spot, const char *text)
{
    size_t len = strlen(text);
    const char *tag = reading->content->languages[reading->language].tag;
    for (size_t at = 0; at < len;) {
        uint32_t code = utf8_next(text, len, &at);
        bool control = code < 0x20 && code != '\n';
        bool override = (code >= 0x202a && code <= 0x202e) || code == 0xfeff;
        if (control || override || code == UTF8_REPLACEMENT) {
            report_error(reading->content->report, spot,
                "%s: the invisible or broken character U+%04X; type the text again", tag,
                (unsigned)code);
            return;
        }
    }
    if (strstr(text, "**") || strstr(text, "</") || strstr(text, "](")) {
        report_error(reading->content->report, spot,
            "%s: marks of Markdown or HTML would be shown as they are; write plain text", tag);
    }
}

static enum syllables
syllables_for(enum ease ease)
{
    return ease == EASE_FERNANDEZ_HUERTA ? SYLLABLES_ES
           : ease == EASE_FLESCH_EN      ? SYLLABLES_EN
           : ease == EASE_FLESCH_FR      ? SYLLABLES_FR
                                         : SYLLABLES_NONE;
}

static void
read_unit(struct reading *reading, const struct unit *unit)
{
    struct spot spot = lint_spot(reading->content, unit, reading->language);
    for (int form = 0; form < CONTENT_FORMS_MAX; form++) {
        const char *text = emit_text(reading->content, unit, reading->language, form);
        if (!text) {
            continue;
        }
        arena_reset(&reading->scratch);
        struct measure measure = measure_text(text, syllables_for(reading->words.ease));
        check_characters(reading, spot, text);
        if (is_quoted(unit)) {
            continue;
        }
        check_lengths(reading, unit, spot, &measure);
        check_phrases(reading, unit, spot, text);
        check_acronyms(reading, spot, text);
        if (field_is(unit, "step", "name")) {
            check_step_start(reading, spot, text);
        }
        if (strcmp(unit->table, "ui") != 0 && measure.words > 3) {
            add_to_group(reading, unit, &measure);
        }
    }
}

static void
judge_group(const struct reading *reading, const struct group *group)
{
    static const char *const names[] = {
        "", "Fernández Huerta", "Flesch", "Flesch (Kandel and Moles)", "LIX"};
    const struct lint_words *words = &reading->words;
    const struct measure *sum = &group->sum;
    bool lix = words->ease == EASE_LIX;
    double value = words->ease == EASE_FERNANDEZ_HUERTA ? measure_fernandez_huerta(sum)
                   : words->ease == EASE_FLESCH_EN      ? measure_flesch_en(sum)
                   : words->ease == EASE_FLESCH_FR      ? measure_flesch_fr(sum)
                                                        : measure_lix(sum);
    int warn = words->ease_limits[0];
    int error = words->ease_limits[1];
    bool bad = error > 0 && (lix ? value > error : value < error);
    bool poor = warn > 0 && (lix ? value > warn : value < warn);
    const char *tag = reading->content->languages[reading->language].tag;
    if (bad) {
        report_error(reading->content->report, group->spot,
            "%s: %s is hard to read: %s %.0f, the limit is %d; write shorter words and sentences",
            tag, group->key, names[words->ease], value, error);
    } else if (poor) {
        report_warning(reading->content->report, group->spot,
            "%s: %s could be easier to read: %s %.0f, better %d", tag, group->key,
            names[words->ease], value, warn);
    }
}

void
lint_texts(struct content *content)
{
    progress_set(content->progress, "reading texts");
    for (int language = 0; language < content->language_count; language++) {
        struct reading reading = {.content = content, .language = language};
        progress_show(content->progress, language, content->language_count);
        reading.words = lint_words_load(&content->arena, content->languages[language].tag);
        reading.groups = arena_array(&content->arena, struct group, content->units.count + 1);
        for (int i = 0; i < content->units.count; i++) {
            read_unit(&reading, &content->units.items[i]);
        }
        for (int i = 0; i < reading.count && reading.words.ease != EASE_NONE; i++) {
            if (reading.groups[i].sum.words >= EASE_WORDS_MIN) {
                judge_group(&reading, &reading.groups[i]);
            }
        }
        arena_finish(&reading.scratch);
    }
}
