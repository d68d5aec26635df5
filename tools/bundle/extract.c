// hub-bundle extract: what there is to translate, for translators.

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "command.h"
#include "merge.h"

// The texts of the hub alone: those of the interface are translated once for all hubs.
static void
drop_ui(struct content *content)
{
    struct units *units = &content->units;
    int kept = 0;
    for (int i = 0; i < units->count; i++) {
        if (strcmp(units->items[i].table, "ui") != 0) {
            kept = i + 1; // they stand at the end
        }
    }
    units->count = kept;
}

static bool
write_template(struct content *content, const char *folder, const char *tag)
{
    struct po out = {.shown = ""};
    const char *path = arena_printf(&content->arena, "%s/po/%s.pot", folder, tag);
    merge_template(content, &out);
    bool written = po_save(&out, &content->arena, path, content->report);
    po_close(&out);
    printf("%s: %d texts\n", path, content->units.count);
    return written;
}

static bool
update(struct content *content, const char *folder, const struct merge_language *language)
{
    struct po old = {0};
    struct po out = {.shown = ""};
    struct merge_result result;
    const char *path = arena_printf(&content->arena, "%s/po/%s.po", folder, language->tag);
    int before = content->report->errors;
    old.shown = arena_printf(&content->arena, "po/%s.po", language->tag);
    po_open(&old, &content->arena, path, true, content->report);
    if (content->report->errors > before) {
        return false; // never overwrite what could not be read
    }
    merge_po(content, language, &old, &out, &result);
    bool written = po_save(&out, &content->arena, path, content->report);
    printf("%s: %d of %d texts translated, %d fuzzy, %d new, %d put aside\n", path,
        result.translated, result.texts, result.fuzzy, result.added, result.retired);
    po_close(&old);
    po_close(&out);
    return written;
}

// Every language of the folder, and every .po file there is.
static bool
update_all(struct content *content, const char *folder, const char *source)
{
    const struct rows *packs = content_rows(content, "language_pack");
    const char **names = NULL;
    bool written = true;
    const char *path = arena_printf(&content->arena, "%s/po", folder);
    for (int i = 0; i < packs->count; i++) {
        struct merge_language language = {
            packs->records[i].id, content_cell(packs, &packs->records[i], "plural")};
        if (strcmp(language.tag, source) != 0) {
            written = update(content, folder, &language) && written;
        }
    }
    int count = folder_list(&content->arena, path, ".po", &names);
    for (int i = 0; i < count; i++) {
        const char *tag = arena_strndup(&content->arena, names[i], strlen(names[i]) - 3);
        struct merge_language language = {tag, ""};
        if (index_find(&packs->ids, tag) < 0 && strcmp(tag, source) != 0) {
            written = update(content, folder, &language) && written;
        }
    }
    return written;
}

static int
extract_into(struct content *content, const char *folder, const char *source)
{
    if (content->report->errors > 0) {
        return EXIT_CONTENT;
    }
    const char *path = arena_printf(&content->arena, "%s/po", folder);
    mkdir(path, 0777);
    bool template_written = write_template(content, folder, source);
    bool written = update_all(content, folder, source) && template_written;
    return written ? EXIT_DONE : EXIT_IO;
}

static int
extract_ui(struct content *content, struct report *report, const char *folder)
{
    content->report = report;
    content->folder = folder;
    report->root = folder;
    for (int i = 0; i < SHEETS_COUNT; i++) {
        content->rows[i].sheet = sheet_at(i);
        content->rows[i].file = "languages.csv";
    }
    units_load_ui(content, folder);
    return extract_into(content, folder, CONTENT_UI_LANGUAGE);
}

int
command_extract(const struct command_line *line)
{
    if (!line->ui && !command_has_folder(line)) {
        return EXIT_IO;
    }
    struct report report = {0};
    struct content *content = calloc(1, sizeof *content);
    ASSERT(content);
    int code = EXIT_DONE;
    if (line->ui) {
        code = extract_ui(content, &report, line->ui);
    } else {
        command_begin(content, &report, line);
        content_load_source(content);
        drop_ui(content);
        code = extract_into(content, content->folder, content_meta(content, "source_language"));
    }
    report_print(&report, stderr);
    content_finish(content);
    free(content);
    report_finish(&report);
    return code;
}
