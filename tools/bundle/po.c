#include "po.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/utf8.h"

#if defined(__SANITIZE_ADDRESS__)
// The library's lexer keeps what it has read (gettext 0.21).
const char *__lsan_default_suppressions(void) __attribute__((visibility("default")));
const char *
__lsan_default_suppressions(void)
{
    return "leak:libgettextpo_xmalloc\nleak:libgettextpo_xrealloc\nleak:libgettextpo_xstrdup\n";
}
const char *__lsan_default_options(void) __attribute__((visibility("default")));
const char *
__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif

// libgettextpo hands its callbacks no pointer of the caller's: where they report to is kept here
// between po_listen(report) and po_listen(NULL).
static struct report *
po_listen(struct report *report, bool set)
{
    static _Thread_local struct report *listening;
    if (set) {
        listening = report;
    }
    return listening;
}

static void
tell(int severity, const char *file, size_t line, const char *text)
{
    struct report *report = po_listen(NULL, false);
    ASSERT(report);
    struct spot spot = {file ? file : "", line == (size_t)-1 ? 0 : (int)line, 0};
    size_t root = report->root ? strlen(report->root) : 0;
    if (root > 0 && strncmp(spot.file, report->root, root) == 0 && spot.file[root] == '/') {
        spot.file += root + 1;
    }
    int len = (int)strcspn(text, "\n");
    if (severity == PO_SEVERITY_WARNING) {
        report_warning(report, spot, "%.*s", len, text);
    } else {
        report_error(report, spot, "%.*s", len, text);
    }
    if (severity == PO_SEVERITY_FATAL_ERROR) { // must not return
        report_print(report, stderr);
        exit(3);
    }
}

static void
hear(int severity, po_message_t message, const char *file, size_t line, size_t column, int lines,
    const char *text)
{
    (void)message;
    (void)column;
    (void)lines;
    tell(severity, file, line, text);
}

static void
hear_two(int severity, po_message_t message, const char *file, size_t line, size_t column,
    int lines, const char *text, po_message_t message2, const char *file2, size_t line2,
    size_t column2, int lines2, const char *text2)
{
    (void)message;
    (void)column;
    (void)lines;
    (void)message2;
    (void)column2;
    (void)lines2;
    (void)text2;
    (void)file2;
    (void)line2;
    tell(severity, file, line, text);
}

static const struct po_xerror_handler handler = {hear, hear_two};

// Appends the C string literal that starts at text (a ") to out.
static size_t
unquote(const char *text, size_t len, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 1; i < len && text[i] != '"' && n + 1 < room; i++) {
        if (text[i] == '\\' && i + 1 < len) {
            i++;
        }
        out[n++] = text[i];
    }
    out[n] = '\0';
    return n;
}

// Contexts are plain ASCII keys: escapes and breaks over lines may be handled simply.
static void
index_lines(struct po *po, struct arena *arena, const char *data, size_t len)
{
    int number = 1;
    const char *end = data + len;
    char context[512];
    size_t used = 0;
    int start = 0;
    for (const char *line = data; line < end; number++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t width = (size_t)((stop ? stop : end) - line);
        if (width > 8 && strncmp(line, "msgctxt ", 8) == 0) {
            used = unquote(line + 8, width - 8, context, sizeof context);
            start = number;
        } else if (start > 0 && width > 0 && *line == '"') {
            used += unquote(line, width, context + used, sizeof context - used);
        } else if (start > 0) {
            index_add(&po->lines, arena, arena_strndup(arena, context, used), start);
            start = 0;
        }
        line = stop ? stop + 1 : end;
    }
}

static bool
check_bytes(struct po *po, const char *data, size_t len, struct report *report)
{
    struct spot spot = {po->shown, 0, 0};
    if (!utf8_valid(data, len)) {
        report_error(report, spot, "not UTF-8 text; save it as UTF-8");
        return false;
    }
    if (!strstr(data, "charset=UTF-8") && !strstr(data, "charset=utf-8")) {
        report_error(report, spot,
            "the head does not say charset=UTF-8; write \"Content-Type: text/plain; "
            "charset=UTF-8\\n\"");
        return false;
    }
    return true;
}

bool
po_open(struct po *po, struct arena *arena, const char *path, bool optional, struct report *report)
{
    AUTO_FREE char *data = NULL;
    size_t len = 0;
    struct err err = {0};
    *po = (struct po){.shown = po->shown};
    if (!file_read(path, PO_BYTES_MAX, &data, &len, &err)) {
        if (err.kind != ERR_MISSING || !optional) {
            report_error(report, (struct spot){po->shown, 0, 0}, "%s", err.text);
        }
        return false;
    }
    if (!check_bytes(po, data, len, report)) {
        return false;
    }
    index_lines(po, arena, data, len);
    int before = report->errors;
    po_listen(report, true);
    po->file = po_file_read(path, &handler);
    po_listen(NULL, true);
    if (!po->file || report->errors > before) {
        if (report->errors == before) {
            report_error(report, (struct spot){po->shown, 0, 0}, "cannot be read as a .po file");
        }
        po_close(po);
        return false;
    }
    return true;
}

bool
po_save(struct po *po, struct arena *arena, const char *path, struct report *report)
{
    const char *beside = arena_printf(arena, "%s.new", path);
    AUTO_FCLOSE FILE *probe =
        fopen(beside, "w"); // the library ends the process where it cannot write
    bool written = false;
    if (probe) {
        po_listen(report, true);
        written = po_file_write(po->file, beside, &handler) != NULL;
        po_listen(NULL, true);
    }
    if (!written || rename(beside, path) != 0) {
        char reason[128];
        report_error(report, (struct spot){path, 0, 0}, "cannot be written: %s",
            strerror_r(errno, reason, sizeof reason));
        unlink(beside);
        return false;
    }
    return true;
}

void
po_close(struct po *po)
{
    if (po->file) {
        po_file_free(po->file);
        po->file = NULL;
    }
}

int
po_line(const struct po *po, const char *context)
{
    int line = index_find(&po->lines, context);
    return line < 0 ? 0 : line;
}

// The library's own way to the head copies it for nobody to free.
static const char *
head_of(const struct po *po, struct arena *arena)
{
    const char *head = "";
    po_message_iterator_t iterator = po_message_iterator(po->file, NULL);
    for (po_message_t message; !*head && (message = po_next_message(iterator));) {
        bool is_head = !po_message_msgctxt(message) && !*po_message_msgid(message);
        head = is_head ? arena_strdup(arena, po_message_msgstr(message)) : head;
    }
    po_message_iterator_free(iterator);
    return head;
}

const char *
po_field(const struct po *po, struct arena *arena, const char *field)
{
    AUTO_FREE char *value = po_header_field(head_of(po, arena), field);
    return value ? arena_strdup(arena, value) : "";
}
