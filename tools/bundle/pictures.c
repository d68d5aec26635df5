// Pictograms and pictures that records name: found, checked, measured.

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/auto.h"
#include "base/file.h"
#include "content.h"
#include "image.h"

enum { PICTURE_BYTES_MAX = 4 * 1024 * 1024 };

static const char *const endings[] = {"png", "jpg", "jpeg", "svg"};

struct found {
    const char *path;
    const char *shown; // for reports and provenance
    bool icon;         // of the family of pictograms
    bool seen;
};

static struct found
find_file(struct content *content, const char *id)
{
    struct found found = {0};
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !found.seen; i++) {
        found.shown = arena_printf(&content->arena, "pictures/%s.%s", id, endings[i]);
        found.path = arena_printf(&content->arena, "%s/%s", content->folder, found.shown);
        found.seen = access(found.path, F_OK) == 0;
    }
    if (!found.seen && *content->assets) {
        found.shown = arena_printf(&content->arena, "icons/%s.svg", id);
        found.path = arena_printf(&content->arena, "%s/%s", content->assets, found.shown);
        found.seen = access(found.path, F_OK) == 0;
        found.icon = found.seen;
    }
    return found;
}

static void
complain_missing(struct content *content, struct spot spot, const char *column, const char *id)
{
    struct arena *arena = &content->arena;
    const char **names = NULL;
    int count =
        folder_list(arena, arena_printf(arena, "%s/icons", content->assets), ".svg", &names);
    for (int i = 0; i < count; i++) {
        names[i] = arena_strndup(arena, names[i], strlen(names[i]) - 4);
    }
    report_error(content->report, spot,
        "%s: no pictogram and no file in pictures/ is called '%.60s'; write one that is there%s",
        column, id, report_closest(arena, id, names, count));
}

static void
read_picture(struct content *content, struct picture *picture, const struct found *found)
{
    struct spot spot = {found->icon ? found->path : found->shown, 0, 0};
    struct err err = {0};
    AUTO_FREE char *data = NULL;
    if (!file_read(found->path, PICTURE_BYTES_MAX, &data, &picture->len, &err)) {
        report_error(content->report, spot, "%s", err.text);
        return;
    }
    picture->data = arena_strndup(&content->arena, data, picture->len);
    struct image_facts facts = {0};
    if (!image_examine(picture->data, picture->len, &facts, &err)) {
        report_error(content->report, spot, "%s", err.text);
    }
    picture->mime = facts.mime;
    picture->width = facts.width;
    picture->height = facts.height;
}

// An icon taken over from a topic is complained of there.
static bool
is_inherited(struct content *content, const struct column *column, const char *id)
{
    const struct rows *topics = content_rows(content, "topic");
    bool found = false;
    for (int i = 0; column->fallback && !found && i < topics->count; i++) {
        found = strcmp(content_cell(topics, &topics->records[i], "icon"), id) == 0;
    }
    return found;
}

// The record of the picture; made if the sheet has none.
static void
use(struct content *content, const char *id, const struct column *column, struct spot spot)
{
    struct rows *rows = content_rows(content, "picture");
    int at = index_find(&rows->ids, id);
    if (at >= 0) {
        return;
    }
    struct found found = find_file(content, id);
    if (!found.seen) {
        if (!is_inherited(content, column, id)) {
            complain_missing(content, spot, column->name, id);
        }
        return;
    }
    const char *ending = strrchr(found.path, '.');
    bool photo = strcmp(ending, ".jpg") == 0 || strcmp(ending, ".jpeg") == 0;
    index_add(&rows->ids, &content->arena, id, rows->count);
    struct record *record = content_add(content, rows, id);
    record->file = found.shown;
    record->cells[sheet_column(rows->sheet, "kind")] = found.icon ? "icon"
                                                       : photo    ? "photo"
                                                                  : "drawing";
}

static void
use_all_of(struct content *content, const struct rows *rows, int column)
{
    for (int i = 0; i < rows->count; i++) {
        const char *id = rows->records[i].cells[column];
        if (*id) {
            use(content, id, &rows->sheet->columns[column],
                content_spot(rows, &rows->records[i], column));
        }
    }
}

static void
complain_unused(struct content *content)
{
    const struct rows *rows = content_rows(content, "picture");
    const char **names = NULL;
    const char *path = arena_printf(&content->arena, "%s/pictures", content->folder);
    int count = folder_list(&content->arena, path, "", &names);
    for (int i = 0; i < count; i++) {
        const char *id = arena_strndup(&content->arena, names[i], strcspn(names[i], "."));
        if (index_find(&rows->ids, id) < 0) {
            struct spot spot = {arena_printf(&content->arena, "pictures/%s", names[i]), 0, 0};
            report_warning(content->report, spot, "no record uses this picture; left out");
        }
    }
}

void
pictures_load(struct content *content)
{
    for (int i = 0; i < SHEETS_COUNT; i++) {
        const struct sheet *sheet = content->rows[i].sheet;
        for (int k = 0; k < sheet->count; k++) {
            enum column_kind kind = sheet->columns[k].kind;
            if (kind == COLUMN_ICON || kind == COLUMN_PHOTO) {
                use_all_of(content, &content->rows[i], k);
            }
        }
    }
    const struct rows *rows = content_rows(content, "picture");
    content->pictures = arena_array(&content->arena, struct picture, rows->count + 1);
    for (int i = 0; i < rows->count; i++) {
        struct found found = find_file(content, rows->records[i].id);
        content->pictures[i] = (struct picture){.id = rows->records[i].id, .mime = "", .data = ""};
        if (found.seen) {
            read_picture(content, &content->pictures[i], &found);
        } else {
            complain_missing(
                content, content_spot(rows, &rows->records[i], 0), "id", rows->records[i].id);
        }
    }
    complain_unused(content);
}
