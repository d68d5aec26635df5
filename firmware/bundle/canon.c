#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bundle/internal.h"
#include "clock/clock.h"

struct canon_reader
canon_begin(const char *text, size_t len, struct err *err)
{
    return (struct canon_reader){.at = text, .end = text + len, .err = err};
}

void
canon_fail(struct canon_reader *reader, const char *what)
{
    if (!reader->bad) {
        err_set(reader->err, ERR_FORMAT, "line %d: %s", reader->line, what);
    }
    reader->bad = true;
}

// Up to the next LF, which is taken too; bad without one.
static struct canon_span
next_line(struct canon_reader *reader)
{
    struct canon_span span = {reader->at, 0};
    size_t left = (size_t)(reader->end - reader->at);
    const char *end = reader->bad || left == 0 ? NULL : memchr(reader->at, '\n', left);
    reader->line++;
    if (!end) {
        canon_fail(reader, "the text ends too early");
        return span;
    }
    span.len = (size_t)(end - reader->at);
    reader->at = end + 1;
    return span;
}

void
canon_title(struct canon_reader *reader, const char *title)
{
    struct canon_span span = next_line(reader);
    if (span.len != strlen(title) || memcmp(span.text, title, span.len) != 0) {
        canon_fail(reader, "another kind of text");
    }
}

bool
canon_is(const struct canon_reader *reader, const char *key)
{
    size_t len = strlen(key);
    return !reader->bad && (size_t)(reader->end - reader->at) > len &&
           memcmp(reader->at, key, len) == 0 && reader->at[len] == ' ';
}

struct canon_span
canon_line(struct canon_reader *reader, const char *key)
{
    bool right = canon_is(reader, key);
    struct canon_span span = next_line(reader);
    size_t skip = strlen(key) + 1;
    if (!right || span.len < skip) {
        char what[64];
        snprintf(what, sizeof what, "expected '%s'", key);
        canon_fail(reader, what);
        return (struct canon_span){"", 0};
    }
    return (struct canon_span){span.text + skip, span.len - skip};
}

struct canon_span
canon_part(struct canon_span *span, char separator)
{
    const char *end = span->len > 0 ? memchr(span->text, separator, span->len) : NULL;
    struct canon_span part = {span->text, end ? (size_t)(end - span->text) : span->len};
    size_t taken = part.len + (end ? 1 : 0);
    span->text += taken;
    span->len -= taken;
    return part;
}

int
canon_count(struct canon_span span, char separator)
{
    int count = 1;
    for (size_t i = 0; i < span.len; i++) {
        count += span.text[i] == separator;
    }
    return count;
}

int64_t
canon_number(struct canon_reader *reader, struct canon_span span, int64_t least, int64_t most)
{
    int64_t value = 0;
    bool right = span.len > 0 && span.len <= 16; // 2^53 has 16 digits
    for (size_t i = 0; right && i < span.len; i++) {
        right = span.text[i] >= '0' && span.text[i] <= '9';
        value = value * 10 + (span.text[i] - '0');
    }
    if (!right || value < least || value > most) {
        canon_fail(reader, "not a number in its range");
        return least;
    }
    return value;
}

int
canon_day(struct canon_reader *reader, struct canon_span span)
{
    char text[11] = "";
    int day = 0;
    if (span.len == 10) {
        memcpy(text, span.text, 10);
    }
    if (!clock_parse_date(text, &day) || day < 0) {
        canon_fail(reader, "not a day since 1970 as YYYY-MM-DD");
        return 0;
    }
    return day;
}

void
canon_bytes(struct canon_reader *reader, struct canon_span span, unsigned char bytes[32])
{
    char hex[65] = "";
    if (span.len == 64) {
        memcpy(hex, span.text, 64);
    }
    if (!bundle_unhex(hex, bytes)) {
        canon_fail(reader, "not 64 hexadecimal digits");
    }
}

static bool
may_stand(enum canon_kind kind, char c, bool first)
{
    bool small = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    bool hyphen = c == '-' && !first;
    switch (kind) {
    case CANON_NAME:
        return small || hyphen;
    case CANON_TAG:
        return small || hyphen || (c >= 'A' && c <= 'Z');
    case CANON_VERSION:
        return c > ' ' && c < 0x7f;
    }
    return false;
}

void
canon_word(struct canon_reader *reader, enum canon_kind kind, struct canon_span span, char *out,
    size_t size)
{
    bool right = span.len > 0 && span.len < size;
    for (size_t i = 0; right && i < span.len; i++) {
        right = may_stand(kind, span.text[i], i == 0);
    }
    if (!right) {
        canon_fail(reader, "not a name of its kind");
        out[0] = '\0';
        return;
    }
    memcpy(out, span.text, span.len);
    out[span.len] = '\0';
}

void
canon_put(struct canon_writer *writer, const char *format, ...)
{
    if (writer->full) {
        return;
    }
    va_list args;
    va_start(args, format);
    int n = vsnprintf(writer->buffer + writer->len, writer->size - writer->len, format, args);
    va_end(args);
    writer->full = n < 0 || (size_t)n >= writer->size - writer->len;
    writer->len += writer->full ? 0 : (size_t)n;
}

void
canon_put_bytes(struct canon_writer *writer, const char *key, const unsigned char bytes[32])
{
    char hex[65];
    bundle_hex(bytes, hex);
    canon_put(writer, "%s %s", key, hex);
}

void
canon_put_day(struct canon_writer *writer, const char *key, int day)
{
    struct date date = clock_date_of_days(day);
    canon_put(writer, "%s %04d-%02d-%02d", key, date.year, date.month, date.day);
}

void
canon_put_names(struct canon_writer *writer, const void *names, int count)
{
    const char *name = names;
    for (int i = 0; i < count; i++) {
        canon_put(writer, "%s%s", i > 0 ? "," : "", name + (size_t)i * BUNDLE_NAME_MAX);
    }
}

bool
canon_end(const struct canon_writer *writer, size_t *len, struct err *err)
{
    *len = writer->len;
    return !writer->full || err_set(err, ERR_LIMIT, "longer than %zu bytes", writer->size);
}
