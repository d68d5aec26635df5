#include "lint.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "emit.h"

enum { MARKS_MAX = 48, MARK_LEN = 40 };

// What every language must repeat: {names}, or runs of digits.
struct marks {
    char items[MARKS_MAX][MARK_LEN]; // sorted
    int count;
};

static int
by_text(const void *left, const void *right)
{
    return strcmp(left, right);
}

static void
add_mark(struct marks *marks, const char *text, size_t len)
{
    if (marks->count < MARKS_MAX && len > 0 && len < MARK_LEN) {
        memcpy(marks->items[marks->count], text, len);
        marks->items[marks->count++][len] = '\0';
    }
}

static void
find_names(const char *text, struct marks *marks)
{
    marks->count = 0;
    for (const char *p = text; (p = strchr(p, '{')); p++) {
        const char *end = strchr(p, '}');
        if (end) {
            add_mark(marks, p, (size_t)(end - p) + 1);
        }
    }
    qsort(marks->items, (size_t)marks->count, MARK_LEN, by_text);
}

// The digit's value in whatever script, -1 if it is none.
static int
digit_of(uint32_t code)
{
    static const uint32_t zeros[] = {'0', 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66,
        0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
        if (code >= zeros[i] && code <= zeros[i] + 9) {
            return (int)(code - zeros[i]);
        }
    }
    return -1;
}

// Digits only: 12.50 and 12,50 are the same two runs, 08:00 and 8:00 too.
static void
find_numbers(const char *text, struct marks *marks)
{
    char run[MARK_LEN];
    size_t used = 0;
    size_t len = strlen(text);
    marks->count = 0;
    for (size_t at = 0; at <= len;) {
        uint32_t code = at < len ? utf8_next(text, len, &at) : 0;
        int digit = digit_of(code);
        if (digit >= 0 && used == 1 && run[0] == '0') {
            used = 0; // a leading zero
        }
        if (digit >= 0 && used < MARK_LEN - 1) {
            run[used++] = (char)('0' + digit);
        } else if (digit < 0) {
            add_mark(marks, run, used);
            used = 0;
        }
        at += code == 0;
    }
    qsort(marks->items, (size_t)marks->count, MARK_LEN, by_text);
}

static bool
equal(const struct marks *a, const struct marks *b)
{
    bool same = a->count == b->count;
    for (int i = 0; same && i < a->count; i++) {
        same = strcmp(a->items[i], b->items[i]) == 0;
    }
    return same;
}

// Marks of a that b lacks, each as often as it lacks them.
static const char *
missing(struct arena *arena, const struct marks *a, const struct marks *b)
{
    const char *list = "";
    int k = 0;
    for (int i = 0; i < a->count; i++) {
        while (k < b->count && strcmp(b->items[k], a->items[i]) < 0) {
            k++;
        }
        if (k < b->count && strcmp(b->items[k], a->items[i]) == 0) {
            k++;
        } else {
            list = arena_printf(arena, "%s%s%s", list, *list ? ", " : "", a->items[i]);
        }
    }
    return list;
}

static void
complain(
    struct content *content, const struct unit *unit, int language, const struct marks marks[2])
{
    struct arena *arena = &content->arena;
    const char *lost = missing(arena, &marks[0], &marks[1]);
    const char *added = missing(arena, &marks[1], &marks[0]);
    report_error(content->report, lint_spot(content, unit, language),
        "%s: %s%s%s%s%s of the source; write the same ones", unit->key,
        *lost ? "the translation lacks " : "", lost,
        *lost && *added ? " and has " : (*added ? "the translation has " : ""), added,
        *added ? ", not" : "");
}

// Plural forms: "one day", "two days" of some languages do not write the number.
static void
drop_count(struct marks *marks)
{
    int kept = 0;
    for (int i = 0; i < marks->count; i++) {
        if (strcmp(marks->items[i], "{n}") != 0) {
            memmove(marks->items[kept++], marks->items[i], MARK_LEN);
        }
    }
    marks->count = kept;
}

static void
check_names(struct content *content, const struct unit *unit, int language, const char *text)
{
    struct marks marks[2];
    struct marks plural;
    find_names(unit->source, &marks[0]);
    find_names(unit->plural ? unit->plural : unit->source, &plural);
    find_names(text, &marks[1]);
    if (equal(&marks[0], &marks[1]) || equal(&plural, &marks[1])) {
        return;
    }
    bool counts = unit->plural && strstr(unit->plural, "{n}");
    if (counts) {
        drop_count(&marks[0]);
        drop_count(&marks[1]);
    }
    if (!equal(&marks[0], &marks[1])) {
        complain(content, unit, language, marks);
    }
}

// "under 18" where the source writes it in words: worth a look, no danger.
static bool
only_small_added(const struct marks marks[2], struct arena *arena)
{
    const char *added = missing(arena, &marks[1], &marks[0]);
    for (const char *p = added; *p; p += strspn(p, ", ")) {
        size_t len = strcspn(p, ",");
        if (len > 2) {
            return false;
        }
        p += len;
    }
    return !*missing(arena, &marks[0], &marks[1]);
}

// The text without month names that are written with digits: "12月" for December.
static const char *
without_months(struct content *content, int language, const char *text)
{
    const struct rows *packs = content_rows(content, "language_pack");
    const char *months = content_cell(packs, &packs->records[language], "months");
    char *copy = arena_strdup(&content->arena, text);
    const char *names[12];
    int count = 0;
    for (const char *name; count < 12 && content_item(content, &months, &name);) {
        names[count++] = name;
    }
    for (int i = count - 1; i >= 0; i--) { // 12月 before 2月
        size_t len = strlen(names[i]);
        bool digits = strpbrk(names[i], "0123456789") != NULL && len > 2;
        for (char *at = copy; digits && (at = strstr(at, names[i])); at += len) {
            memset(at, ' ', len);
        }
    }
    return copy;
}

static void
check_numbers(struct content *content, const struct unit *unit, int language, const char *text)
{
    struct marks marks[2];
    struct marks bare;
    find_numbers(unit->source, &marks[0]);
    find_numbers(text, &marks[1]);
    if (equal(&marks[0], &marks[1])) {
        return;
    }
    find_numbers(without_months(content, language, text), &bare);
    if (equal(&marks[0], &bare)) {
        return;
    }
    if (only_small_added(marks, &content->arena)) {
        report_warning(content->report, lint_spot(content, unit, language),
            "%s: the translation has the number %s, not the source; is it right?", unit->key,
            missing(&content->arena, &marks[1], &marks[0]));
    } else {
        complain(content, unit, language, marks);
    }
}

static void
check_translation(struct content *content, const struct unit *unit, int language)
{
    for (int form = 0; form < CONTENT_FORMS_MAX; form++) {
        const char *text = unit->translations[language].forms[form];
        if (!text) {
            continue;
        }
        check_names(content, unit, language, text);
        if (!unit->plural) {
            check_numbers(content, unit, language, text);
        }
    }
}

void
lint_translations(struct content *content)
{
    for (int i = 0; i < content->units.count; i++) {
        const struct unit *unit = &content->units.items[i];
        for (int language = 0; language < content->language_count; language++) {
            if (language != unit->home) {
                check_translation(content, unit, language);
            }
        }
    }
}
