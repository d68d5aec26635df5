#include "po.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/utf8.h"
#include "po_syntax.h"

#if defined(__has_feature) // clang's way to say it, and gcc 14's
#define SANITIZED __has_feature(address_sanitizer)
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#if SANITIZED
// The library's lexer keeps what it has read (gettext 0.21).
// NOLINTNEXTLINE(bugprone-reserved-identifier)
const char *__lsan_default_suppressions(void) __attribute__((visibility("default")));
const char *
__lsan_default_suppressions(void)
{
    return "leak:libgettextpo.so\n";
}
// NOLINTNEXTLINE(bugprone-reserved-identifier)
const char *__lsan_default_options(void) __attribute__((visibility("default")));
const char *
__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif

// What po_syntax() let through and the library still refuses ends the run with its own words: it hands
// its callbacks no pointer to collect them with.
static void
tell(int severity, const char *file, size_t line, const char *text)
{
    bool error = severity != PO_SEVERITY_WARNING;
    fprintf(stderr, "%s", file ? file : "po");
    if (file && line != (size_t)-1) {
        fprintf(stderr, ":%zu", line);
    }
    fprintf(stderr, ": %s: %s\n", error ? "error" : "warning", text);
    if (error) {
        exit(severity == PO_SEVERITY_FATAL_ERROR ? 3 : 1); // NOLINT(concurrency-mt-unsafe)
    }
}

// NOLINTBEGIN(readability-function-size): as the library calls them
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

// NOLINTEND(readability-function-size)

static const struct po_xerror_handler handler = {hear, hear_two};

// "charset=UTF-8" and nothing more of a name.
static bool
says_utf8(const char *data)
{
    static const char word[] = "charset=utf-8";
    const char *at = strcasestr(data, word);
    const char *behind = at ? at + strlen(word) : "x";
    return strncmp(behind, "\\n", 2) == 0 || strchr("\"; ", *behind);
}

static bool
check_bytes(struct po *po, const char *data, size_t len, struct report *report)
{
    struct spot spot = {po->shown, 0, 0};
    if (!utf8_valid(data, len)) {
        report_error(report, spot, "not UTF-8 text; save it as UTF-8");
        return false;
    }
    if (!says_utf8(data)) {
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
    if (!po_syntax(po->shown, data, arena, &po->lines, report)) {
        return false;
    }
    po->file = po_file_read(path, &handler);
    if (!po->file) {
        report_error(report, (struct spot){po->shown, 0, 0}, "cannot be read as a .po file");
    }
    return po->file;
}

static bool
same_files(const char *left, const char *right)
{
    AUTO_FREE char *a = NULL;
    AUTO_FREE char *b = NULL;
    size_t a_len = 0;
    size_t b_len = 0;
    return file_read(left, PO_BYTES_MAX, &a, &a_len, NULL) &&
           file_read(right, PO_BYTES_MAX, &b, &b_len, NULL) && a_len == b_len &&
           memcmp(a, b, a_len) == 0;
}

bool
po_save(struct po *po, struct arena *arena, const char *path, struct report *report)
{
    const char *beside = arena_printf(arena, "%s.new", path);
    // The library ends the process where it cannot write: try first.
    AUTO_CLOSE int probe = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool written = probe >= 0 && po_file_write(po->file, beside, &handler) != NULL;
    if (written && same_files(beside, path)) {
        return unlink(beside) == 0; // nothing changed: its date stays
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
