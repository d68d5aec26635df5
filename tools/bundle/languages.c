// languages.csv: a hub names its languages; what it leaves empty comes from the library of packs.

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "content.h"
#include "value.h"

static void
fill_from_library(struct content *content, struct rows *rows)
{
    struct csv library = {0};
    library.file = arena_printf(&content->arena, "%s/ui/languages.csv", content->assets);
    if (!*content->assets ||
        !csv_read(&library, &content->arena, library.file, true, content->report)) {
        return;
    }
    int id = csv_column(&library, "id");
    for (int i = 0; i < rows->count; i++) {
        struct record *record = &rows->records[i];
        int pack = 1;
        while (pack <= library.rows && strcmp(csv_cell(&library, pack, id), record->id) != 0) {
            pack++;
        }
        for (int k = 1; pack <= library.rows && k < rows->sheet->count; k++) {
            const char *name = rows->sheet->columns[k].name;
            if (!*record->cells[k] && strcmp(name, "launch_order") != 0) {
                record->cells[k] = csv_cell(&library, pack, csv_column(&library, name));
            }
        }
    }
}

// Items between '|'.
static int
count_items(const char *list)
{
    int count = *list ? 1 : 0;
    for (; *list; list++) {
        count += *list == '|';
    }
    return count;
}

static void
check(struct content *content, const struct record *record, const char *column, const char *wrong)
{
    const struct rows *rows = content_rows(content, "language_pack");
    report_error(content->report, content_spot(rows, record, sheet_column(rows->sheet, column)),
        "language %s: %s: %s", record->id, column, wrong);
}

static int
parse_forms(const char *plural)
{
    bool fits = strncmp(plural, "nplurals=", 9) == 0 && plural[9] >= '1' &&
                plural[9] <= '0' + CONTENT_FORMS_MAX && plural[10] == ';' &&
                strstr(plural, "plural=") &&
                strspn(plural, "nplurasd=0123456789 ;()?:&|!%<>+-*/") == strlen(plural) &&
                plural[strlen(plural) - 1] == ';';
    return fits ? plural[9] - '0' : 0;
}

static void
check_pack(struct content *content, const struct record *record)
{
    const struct rows *rows = content_rows(content, "language_pack");
    const char *digits = content_cell(rows, record, "digits");
    const char *pattern = content_cell(rows, record, "date_pattern");
    const char *time = content_cell(rows, record, "time_pattern");
    const char *halves = content_cell(rows, record, "am_pm");
    bool half = strstr(time, "{half}") != NULL;
    if (*digits && utf8_count(digits, strlen(digits)) != 10) {
        check(content, record, "digits", "not ten digits; write 0123456789 in its script");
    }
    if (count_items(content_cell(rows, record, "months")) != 12) {
        check(content, record, "months", "not 12 names; write them with | between");
    }
    if (count_items(content_cell(rows, record, "weekdays")) != 7) {
        check(content, record, "weekdays", "not 7 names; write them with | between, Monday first");
    }
    if (!strstr(pattern, "{day}") || !strstr(pattern, "{month}") || !strstr(pattern, "{year}")) {
        check(content, record, "date_pattern", "write {day}, {month} and {year} into it");
    }
    if (!strstr(time, "{minute}") || (!strstr(time, "{hour24}") && !strstr(time, "{hour12}"))) {
        check(content, record, "time_pattern", "write {hour24} or {hour12}, and {minute} into it");
    }
    if (half != (count_items(halves) == 2)) {
        check(content, record, "am_pm", "write two words with | between exactly with {half}");
    }
    if (strlen(content_cell(rows, record, "script")) != 4) {
        check(content, record, "script", "not an ISO 15924 code; write four letters, like Latn");
    }
}

// Tags asked in turn where a text is missing: those the hub offers, the source language at the end.
static void
set_fallback(struct content *content, int at, bool own)
{
    struct rows *rows = content_rows(content, "language_pack");
    struct record *record = &rows->records[at];
    int column = sheet_column(rows->sheet, "fallback");
    struct language *language = &content->languages[at];
    const char *list = record->cells[column];
    const char *kept = "";
    for (const char *tag; content_item(content, &list, &tag);) {
        int other = content_language(content, tag);
        if (other < 0 && own) {
            report_error(content->report, content_spot(rows, record, column),
                "language %s: fallback '%s' is none of the hub's languages; remove it", record->id,
                tag);
        }
        if (other >= 0 && other != at && other != content->source) {
            language->fallback[language->fallback_count++] = other;
            kept = arena_printf(&content->arena, "%s%s%s", kept, *kept ? "|" : "", tag);
        }
    }
    if (content->source >= 0 && at != content->source) {
        language->fallback[language->fallback_count++] = content->source;
        kept = arena_printf(&content->arena, "%s%s%s", kept, *kept ? "|" : "",
            content->languages[content->source].tag);
    }
    record->cells[column] = kept;
}

static bool
is_spaceless(const char *script)
{
    return *script && strstr("Hani Hans Hant Hira Kana Jpan Thai", script) != NULL;
}

static void
take_language(struct content *content, const struct rows *rows, const struct record *record)
{
    struct language *language = &content->languages[content->language_count++];
    const char *plural = content_cell(rows, record, "plural");
    *language = (struct language){
        .tag = record->id,
        .rtl = strcmp(content_cell(rows, record, "direction"), "rtl") == 0,
        .spaceless = is_spaceless(content_cell(rows, record, "script")),
        .forms = parse_forms(plural),
    };
    if (*plural && language->forms == 0) {
        check(content, record, "plural", "no plural rule; write nplurals=2; plural=(n != 1);");
    }
}

void
languages_load(struct content *content)
{
    struct rows *rows = content_rows(content, "language_pack");
    bool own[CONTENT_LANGUAGES_MAX] = {0};
    int column = sheet_column(rows->sheet, "fallback");
    content->source = -1;
    if (rows->count > CONTENT_LANGUAGES_MAX) {
        report_error(content->report, (struct spot){rows->file, 0, 0},
            "%d languages, the limit is %d", rows->count, CONTENT_LANGUAGES_MAX);
        rows->count = CONTENT_LANGUAGES_MAX;
    }
    for (int i = 0; i < rows->count; i++) {
        own[i] = *rows->records[i].cells[column] != '\0';
    }
    fill_from_library(content, rows);
    records_defaults(content, rows);
    for (int i = 0; i < rows->count; i++) {
        take_language(content, rows, &rows->records[i]);
        check_pack(content, &rows->records[i]);
    }
    content->source = content_language(content, content_meta(content, "source_language"));
    if (content->source < 0 && *content_meta(content, "source_language")) {
        report_error(content->report, content_meta_spot(content, "source_language"),
            "the source language %s has no row in languages.csv; add it",
            content_meta(content, "source_language"));
    }
    for (int i = 0; i < rows->count; i++) {
        set_fallback(content, i, own[i]);
    }
}
