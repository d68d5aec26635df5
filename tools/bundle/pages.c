// pages/<id>.md into page_block records: a small part of Markdown, the rest refused by name.

#include <md4c.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/utf8.h"
#include "content.h"

enum { PAGE_BYTES_MAX = 64 * 1024, PAGE_BLOCKS_MAX = 99 };

struct page_reader {
    struct content *content;
    const struct record *page;
    const char *file;
    const char *data;
    size_t len;
    const char *at;        // last text seen in data: where reports point to
    const char *kind;      // of the block whose text is being read, NULL between blocks
    const char *container; // kind of list items or quotes around, NULL outside
    char text[CONTENT_TEXT_MAX + 2];
    size_t text_len;
    int start_line;
    const char *picture; // NULL = none in this block
    int items;           // blocks of the current list item
    int count;           // blocks of the page
};

static int
line_of(const struct page_reader *reader)
{
    int line = 1;
    for (const char *p = reader->data; p < reader->at; p++) {
        line += *p == '\n';
    }
    return line;
}

static struct spot
here(const struct page_reader *reader)
{
    return (struct spot){reader->file, line_of(reader), 0};
}

static int
refuse(struct page_reader *reader, const char *what, const char *instead)
{
    report_error(
        reader->content->report, here(reader), "%s cannot be shown; write %s", what, instead);
    return 0;
}

static void
append(struct page_reader *reader, const char *text, size_t len)
{
    size_t room = sizeof reader->text - 1 - reader->text_len;
    len =
        len < room ? len : room; // what is longer than CONTENT_TEXT_MAX is refused with the records
    memcpy(reader->text + reader->text_len, text, len);
    reader->text_len += len;
}

static const char *
trimmed(struct page_reader *reader)
{
    size_t len = reader->text_len;
    const char *text = reader->text;
    while (len > 0 && text[len - 1] == ' ') {
        len--;
    }
    while (len > 0 && *text == ' ') {
        text++;
        len--;
    }
    return arena_strndup(&reader->content->arena, text, len);
}

static void
add_block(struct page_reader *reader, const char *kind, const char *picture, const char *text)
{
    struct content *content = reader->content;
    struct rows *rows = content_rows(content, "page_block");
    reader->count++;
    if (reader->count > PAGE_BLOCKS_MAX) {
        return;
    }
    const char *id = arena_printf(&content->arena, "%s-%02d", reader->page->id, reader->count);
    index_add(&rows->ids, &content->arena, id, rows->count); // no other page ends so
    struct record *record = content_add(content, rows, id);
    record->file = reader->file;
    record->row = reader->start_line;
    record->cells[sheet_column(rows->sheet, "page_id")] = reader->page->id;
    record->cells[sheet_column(rows->sheet, "ord")] =
        arena_printf(&content->arena, "%d", reader->count);
    record->cells[sheet_column(rows->sheet, "kind")] = kind;
    record->cells[sheet_column(rows->sheet, "picture")] = picture;
    record->cells[sheet_column(rows->sheet, "text")] = text;
}

static void
begin_block(struct page_reader *reader, const char *kind)
{
    reader->kind = kind;
    reader->text_len = 0;
    reader->start_line = 0;
    reader->picture = NULL;
}

static void
end_block(struct page_reader *reader)
{
    if (!reader->kind) {
        return;
    }
    const char *text = trimmed(reader);
    if (reader->picture && strcmp(reader->kind, "paragraph") == 0) {
        add_block(reader, "picture", reader->picture, text);
    } else if (reader->picture) {
        refuse(reader, "a picture inside a list, heading or warning", "it on a line of its own");
    } else if (*text) {
        add_block(reader, reader->kind, "", text);
        reader->items++;
    }
    reader->kind = NULL;
}

static int
enter_list(struct page_reader *reader, MD_BLOCKTYPE type, const void *detail)
{
    if (reader->container) {
        end_block(reader);
        return refuse(reader, "a list inside a list or warning", "one list after the other");
    }
    reader->container = type == MD_BLOCK_UL ? "item" : "number";
    if (type == MD_BLOCK_OL && ((const MD_BLOCK_OL_DETAIL *)detail)->start != 1) {
        report_warning(reader->content->report, here(reader),
            "a numbered list starts at %u; the screen counts from 1",
            ((const MD_BLOCK_OL_DETAIL *)detail)->start);
    }
    return 0;
}

static int
enter_heading(struct page_reader *reader, const void *detail)
{
    unsigned level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
    begin_block(reader, "heading");
    if (level == 1) {
        return refuse(reader, "a heading with one #", "the title into sheets/page.csv, ## here");
    }
    return level == 2 ? 0 : refuse(reader, "a heading below ##", "## or a paragraph");
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct page_reader *reader = data;
    switch ((int)type) {
    case MD_BLOCK_H:
        return enter_heading(reader, detail);
    case MD_BLOCK_P:
        if (reader->kind == NULL || reader->text_len > 0) {
            end_block(reader);
            begin_block(reader, reader->container ? reader->container : "paragraph");
        }
        return 0;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        return enter_list(reader, type, detail);
    case MD_BLOCK_LI:
        end_block(reader);
        begin_block(reader, reader->container);
        reader->items = 0;
        return 0;
    case MD_BLOCK_QUOTE:
        if (reader->container) {
            return refuse(reader, "a warning inside a list or warning", "it after the list");
        }
        reader->container = "warning";
        return 0;
    case MD_BLOCK_HR:
        return refuse(reader, "a line of ---", "a heading instead");
    case MD_BLOCK_CODE:
        return refuse(reader, "indented or fenced code", "the text without spaces before it");
    case MD_BLOCK_HTML:
        return refuse(reader, "HTML", "plain text");
    case MD_BLOCK_TABLE:
        return refuse(reader, "a table", "a list");
    default:
        return 0;
    }
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct page_reader *reader = data;
    (void)detail;
    switch ((int)type) {
    case MD_BLOCK_H:
    case MD_BLOCK_P:
        end_block(reader);
        return 0;
    case MD_BLOCK_LI:
        end_block(reader);
        return reader->items > 1 ? refuse(reader, "a second paragraph inside a list item",
                                       "one sentence per item")
                                 : 0;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_QUOTE:
        reader->container = NULL;
        return 0;
    default:
        return 0;
    }
}

static void
take_picture(struct page_reader *reader, const MD_SPAN_IMG_DETAIL *detail)
{
    struct arena *arena = &reader->content->arena;
    const char *src = arena_strndup(arena, detail->src.text, detail->src.size);
    if (reader->picture || reader->text_len > 0) {
        refuse(reader, "a picture beside text or another picture", "it on a line of its own");
    }
    src = strncmp(src, "icon:", 5) == 0 ? src + 5 : src;
    src = strncmp(src, "../pictures/", 12) == 0 ? src + 12 : src;
    src = strncmp(src, "pictures/", 9) == 0 ? src + 9 : src;
    size_t len = strcspn(src, ".");
    reader->picture = arena_strndup(arena, src, len);
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct page_reader *reader = data;
    switch ((int)type) {
    case MD_SPAN_IMG:
        take_picture(reader, detail);
        return 0;
    case MD_SPAN_A:
        return refuse(reader, "a link", "the address as plain text");
    default:
        report_warning(reader->content->report, here(reader),
            "bold, italic or code is dropped; write plain words");
        return 0;
    }
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    (void)type;
    (void)detail;
    (void)data;
    return 0;
}

static int
take_entity(struct page_reader *reader, const char *text, size_t len)
{
    static const char *const names[][2] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\xc2\xa0"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i][0]) == len && strncmp(names[i][0], text, len) == 0) {
            append(reader, names[i][1], strlen(names[i][1]));
            return 0;
        }
    }
    return refuse(reader, "an &…; code", "the character itself");
}

static int
take_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE len, void *data)
{
    struct page_reader *reader = data;
    if (text >= reader->data && text <= reader->data + reader->len) {
        reader->at = text;
    }
    if (reader->start_line == 0) {
        reader->start_line = line_of(reader);
    }
    switch (type) {
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        append(reader, " ", 1);
        return 0;
    case MD_TEXT_ENTITY:
        return take_entity(reader, text, len);
    case MD_TEXT_HTML:
        return reader->kind ? refuse(reader, "HTML", "plain text") : 0;
    case MD_TEXT_NORMAL:
    case MD_TEXT_NULLCHAR:
    case MD_TEXT_CODE:
    case MD_TEXT_LATEXMATH:
    default:
        append(reader, text, len);
        return 0;
    }
}

static void
read_page(struct content *content, const struct record *page)
{
    AUTO_FREE char *data = NULL;
    AUTO_FREE struct page_reader *reader = calloc(1, sizeof *reader);
    ASSERT(reader);
    struct err err = {0};
    reader->content = content;
    reader->page = page;
    reader->file = arena_printf(&content->arena, "pages/%s.md", page->id);
    struct spot spot = {reader->file, 0, 0};
    const char *path = arena_printf(&content->arena, "%s/%s", content->folder, reader->file);
    if (!file_read(path, PAGE_BYTES_MAX, &data, &reader->len, &err)) {
        report_error(content->report, spot, "%s",
            err.kind == ERR_MISSING ? "this page of sheets/page.csv has no file; write it"
                                    : err.text);
        return;
    }
    if (!utf8_valid(data, reader->len)) {
        report_error(content->report, spot, "not UTF-8 text; save it as UTF-8");
        return;
    }
    size_t mark = reader->len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    reader->data = data + mark;
    reader->len -= mark;
    reader->at = reader->data;
    const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = take_text};
    if (md_parse(reader->data, (MD_SIZE)reader->len, &parser, reader) != 0) {
        report_error(content->report, spot, "cannot be read as Markdown");
    }
    if (reader->count == 0) {
        report_error(content->report, spot, "the page is empty; write its text");
    } else if (reader->count > PAGE_BLOCKS_MAX) {
        report_error(content->report, spot, "%d blocks, the limit is %d; make two pages",
            reader->count, PAGE_BLOCKS_MAX);
    }
}

void
pages_load(struct content *content)
{
    const struct rows *pages = content_rows(content, "page");
    for (int i = 0; i < pages->count; i++) {
        read_page(content, &pages->records[i]);
    }
    const char **names = NULL;
    const char *path = arena_printf(&content->arena, "%s/pages", content->folder);
    int count = folder_list(&content->arena, path, ".md", &names);
    for (int i = 0; i < count; i++) {
        const char *id = arena_strndup(&content->arena, names[i], strlen(names[i]) - 3);
        if (index_find(&pages->ids, id) < 0) {
            struct spot spot = {arena_printf(&content->arena, "pages/%s", names[i]), 0, 0};
            report_error(content->report, spot,
                "no row of sheets/page.csv has the id '%s'; write one or remove the file", id);
        }
    }
}
