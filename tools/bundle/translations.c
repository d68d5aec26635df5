// po/<tag>.po of the folder and of the user interface onto the texts they translate.

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "content.h"
#include "po.h"

struct reading {
    struct content *content;
    struct po po;
    int language;
    enum status status; // of entries that say nothing
    bool ui;
};

static bool
status_of(const char *word, enum status *status)
{
    static const char *const words[] = {"source", "machine", "draft", "reviewed", "validated"};
    for (int i = STATUS_MACHINE; i <= STATUS_VALIDATED; i++) {
        if (strncasecmp(word, words[i], strlen(words[i])) == 0) {
            *status = (enum status)i;
            return true;
        }
    }
    return false;
}

// "# status: reviewed by ROLE on DATE" by a translator, "#. machine" by a program.
static enum status
entry_status(const struct reading *reading, po_message_t message)
{
    enum status status = reading->status;
    const char *comments = po_message_comments(message);
    const char *extracted = po_message_extracted_comments(message);
    const char *said = comments ? strstr(comments, "status:") : NULL;
    if (extracted && strncmp(extracted, "machine", 7) == 0) {
        status = STATUS_MACHINE;
    }
    if (said) {
        said += strlen("status:");
        status_of(said + strspn(said, " "), &status);
    }
    return status;
}

static struct spot
spot_of(const struct reading *reading, const char *context)
{
    return (struct spot){reading->po.shown, po_line(&reading->po, context), 0};
}

static bool
same(const char *a, const char *b)
{
    return (!a && !b) || (a && b && strcmp(a, b) == 0);
}

// Forms of the entry; false when one is empty (then the entry is no translation yet).
static bool
take_forms(const struct reading *reading, const struct unit *unit, po_message_t message,
    struct translation *translation)
{
    struct arena *arena = &reading->content->arena;
    if (!unit->plural) {
        const char *text = po_message_msgstr(message);
        translation->forms[0] = text && *text ? arena_strdup(arena, text) : NULL;
        return translation->forms[0];
    }
    int forms = reading->content->languages[reading->language].forms;
    int given = 0;
    for (; given < CONTENT_FORMS_MAX; given++) {
        const char *text = po_message_msgstr_plural(message, given);
        if (!text || !*text) {
            break;
        }
        translation->forms[given] = arena_strdup(arena, text);
    }
    if (given > 0 && given != forms) {
        report_error(reading->content->report, spot_of(reading, unit->key),
            "%s: %d plural forms, %s has %d; write msgstr[0] … msgstr[%d]", unit->key, given,
            reading->content->languages[reading->language].tag, forms, forms - 1);
        return false;
    }
    return given > 0;
}

static void
take_entry(const struct reading *reading, po_message_t message)
{
    struct content *content = reading->content;
    const char *context = po_message_msgctxt(message);
    if (!context || po_message_is_obsolete(message)) {
        return; // the head, or what extract put aside
    }
    int at = index_find(&content->units.keys, context);
    struct unit *unit = at >= 0 ? &content->units.items[at] : NULL;
    if (!unit || (strcmp(unit->table, "ui") == 0) != reading->ui) {
        report_warning(content->report, spot_of(reading, context),
            "%.120s: no such text; left out (hub-bundle extract puts it aside)", context);
        return;
    }
    if (!same(po_message_msgid(message), unit->source) ||
        !same(po_message_msgid_plural(message), unit->plural)) {
        report_warning(content->report, spot_of(reading, context),
            "%.120s: translated from an older text; left out (run hub-bundle extract, then check "
            "it)",
            context);
        return;
    }
    struct translation translation = {
        .status = entry_status(reading, message), .line = po_line(&reading->po, context)};
    if (!po_message_is_fuzzy(message) && take_forms(reading, unit, message, &translation)) {
        unit->translations[reading->language] = translation;
    }
}

static void
check_head(const struct reading *reading)
{
    struct content *content = reading->content;
    const struct language *language = &content->languages[reading->language];
    char tag[64];
    snprintf(tag, sizeof tag, "%s", po_field(&reading->po, &content->arena, "Language"));
    for (char *p = tag; *p; p++) {
        *p = *p == '_' ? '-' : *p;
    }
    if (*tag && strcasecmp(tag, language->tag) != 0) {
        report_warning(content->report, (struct spot){reading->po.shown, 0, 0},
            "the head says Language: %s; write %s", tag, language->tag);
    }
    const char *plural = po_field(&reading->po, &content->arena, "Plural-Forms");
    const char *count = strstr(plural, "nplurals=");
    if (count && strtol(count + strlen("nplurals="), NULL, 10) != language->forms) {
        report_error(content->report, (struct spot){reading->po.shown, 0, 0},
            "Plural-Forms: %.60s does not fit the %d forms of %s in languages.csv", plural,
            language->forms, language->tag);
    }
}

static void
read_file(struct content *content, const char *folder, int language, bool ui)
{
    struct reading reading = {
        .content = content, .language = language, .status = STATUS_DRAFT, .ui = ui};
    const char *tag = content->languages[language].tag;
    const char *path = arena_printf(&content->arena, "%s/po/%s.po", folder, tag);
    reading.po.shown = ui ? path : arena_printf(&content->arena, "po/%s.po", tag);
    if (!po_open(&reading.po, &content->arena, path, true, content->report)) {
        return;
    }
    check_head(&reading);
    status_of(po_field(&reading.po, &content->arena, "X-Status"), &reading.status);
    po_message_iterator_t iterator = po_message_iterator(reading.po.file, NULL);
    for (po_message_t message; (message = po_next_message(iterator));) {
        take_entry(&reading, message);
    }
    po_message_iterator_free(iterator);
    po_close(&reading.po);
}

static void
check_strays(struct content *content)
{
    const char **names = NULL;
    const char *path = arena_printf(&content->arena, "%s/po", content->folder);
    int count = folder_list(&content->arena, path, ".po", &names);
    for (int i = 0; i < count; i++) {
        const char *tag = arena_strndup(&content->arena, names[i], strlen(names[i]) - 3);
        int language = content_language(content, tag);
        struct spot spot = {arena_printf(&content->arena, "po/%s", names[i]), 0, 0};
        if (language < 0) {
            report_warning(content->report, spot, "languages.csv has no row %s; left out", tag);
        } else if (language == content->source) {
            report_warning(content->report, spot,
                "%s is the source language: its texts stand in the sheets; left out", tag);
        }
    }
}

void
translations_load(struct content *content)
{
    int ui = content_language(content, CONTENT_UI_LANGUAGE);
    progress_set(content->progress, "reading translations");
    for (int i = 0; i < content->language_count; i++) {
        progress_show(content->progress, i, content->language_count);
        if (i != content->source) {
            read_file(content, content->folder, i, false);
        }
        if (i != ui && *content->assets) {
            const char *folder = arena_printf(&content->arena, "%s/ui", content->assets);
            read_file(content, folder, i, true);
        }
    }
    check_strays(content);
}
