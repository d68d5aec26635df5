// Reads loosely, writes what was understood, and takes the bytes only when both are the same: so the rules
// stand in one place (write.c), and there is one text per meaning.

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "record/internal.h"

struct reader {
    const char *at;
    const char *end;
    int line;
    bool bad;
    struct err *err;
};

struct span {
    const char *text;
    size_t len;
};

static void
fail(struct reader *reader, const char *what)
{
    if (!reader->bad) {
        err_set(reader->err, ERR_FORMAT, "record: line %d: %s", reader->line, what);
    }
    reader->bad = true;
}

static bool
begins(const struct reader *reader, const char *key)
{
    size_t len = strlen(key);
    return !reader->bad && (size_t)(reader->end - reader->at) >= len &&
           memcmp(reader->at, key, len) == 0;
}

// The rest of the next line, which begins with key.
static struct span
line(struct reader *reader, const char *key)
{
    reader->line++;
    struct span span = {"", 0};
    if (!begins(reader, key)) {
        fail(reader, "not the line that belongs here");
        return span;
    }
    span.text = reader->at + strlen(key);
    const char *end = memchr(span.text, '\n', (size_t)(reader->end - span.text));
    if (!end) {
        fail(reader, "the text ends too early");
        return (struct span){"", 0};
    }
    span.len = (size_t)(end - span.text);
    reader->at = end + 1;
    return span;
}

static void
copy(struct reader *reader, struct span span, char *into, size_t size)
{
    if (span.len == 0 || span.len >= size || memchr(span.text, '\0', span.len)) {
        fail(reader, "not a word of its kind");
        into[0] = '\0';
        return;
    }
    memcpy(into, span.text, span.len);
    into[span.len] = '\0';
}

// Takes the part before separator off the span; all of it when there is none.
static struct span
part(struct span *span, char separator)
{
    const char *end = span->len > 0 ? memchr(span->text, separator, span->len) : NULL;
    struct span first = {span->text, end ? (size_t)(end - span->text) : span->len};
    size_t taken = first.len + (end ? 1 : 0);
    span->text += taken;
    span->len -= taken;
    return first;
}

static int64_t
number(struct reader *reader, struct span span)
{
    int64_t value = 0;
    bool right = span.len > 0 && span.len <= 16;
    for (size_t i = 0; right && i < span.len; i++) {
        right = span.text[i] >= '0' && span.text[i] <= '9';
        value = value * 10 + (span.text[i] - '0');
    }
    if (!right) {
        fail(reader, "not a number");
        return 0;
    }
    return value;
}

static uint32_t
small_number(struct reader *reader, struct span span)
{
    int64_t value = number(reader, span);
    if (value > RECORD_VALUE_MAX) {
        fail(reader, "a number beyond its limit");
        return 0;
    }
    return (uint32_t)value;
}

static bool
equals(struct span span, const char *text)
{
    return span.len == strlen(text) && memcmp(span.text, text, span.len) == 0;
}

static void
read_clock(struct reader *reader, struct record *record)
{
    struct span span = line(reader, "clock ");
    for (int i = RECORD_CLOCK_SURE; i <= RECORD_CLOCK_MANUAL; i++) {
        if (equals(span, record_clock_name((enum record_clock)i))) {
            record->clock = (enum record_clock)i;
            return;
        }
    }
    fail(reader, "no such clock");
}

static void
read_noise(struct reader *reader, struct record *record)
{
    struct span span = line(reader, "noise ");
    record->noise_den = 1;
    if (!equals(span, "none")) {
        record->noise_num = small_number(reader, part(&span, '/'));
        record->noise_den = small_number(reader, span);
        if (record->noise_num == 0) {
            fail(reader, "noise of nothing");
        }
    }
}

static void
read_head(struct reader *reader, struct record *record)
{
    char period[RECORD_PERIOD_MAX];
    line(reader, "hub-record-v1");
    copy(reader, line(reader, "network "), record->network, sizeof record->network);
    copy(reader, line(reader, "hub "), record->hub, sizeof record->hub);
    copy(reader, line(reader, "period "), period, sizeof period);
    if (!reader->bad && !record_period_parse(period, &record->period)) {
        fail(reader, "not a week, month or year");
    }
    struct span bundle = line(reader, "bundle ");
    record->epoch = number(reader, part(&bundle, ' '));
    record->seq = number(reader, bundle);
    read_clock(reader, record);
    read_noise(reader, record);
    record->threshold = small_number(reader, line(reader, "threshold "));
}

static void
read_cells(struct reader *reader, struct record *record)
{
    while (begins(reader, "cell ")) {
        struct span value = line(reader, "cell ");
        struct span name = part(&value, ' ');
        if (record->cells_count == RECORD_CELLS_MAX) {
            fail(reader, "too many cells");
            return;
        }
        struct record_cell *cell = &record->cells[record->cells_count++];
        copy(reader, name, cell->name, sizeof cell->name);
        struct span least = part(&value, '-');
        cell->least = small_number(reader, least);
        cell->most = value.len > 0 ? small_number(reader, value) : cell->least;
    }
}

// Nothing but the 128 digits and LF; their case is checked too.
static bool
signature_of(const char *text, size_t len, unsigned char signature[64])
{
    char hex[65] = "";
    if (len != RECORD_SIGNATURE_LINE || text[len - 1] != '\n' ||
        memcmp(text, RECORD_SIGNATURE, sizeof RECORD_SIGNATURE - 1) != 0) {
        return false;
    }
    const char *digits = text + sizeof RECORD_SIGNATURE - 1;
    for (size_t at = 0; at < 64; at += 32) {
        memcpy(hex, digits + 2 * at, 64);
        if (!bundle_unhex(hex, signature + at)) {
            return false;
        }
    }
    return true;
}

static bool
is_canonical(const struct record *record, const char *data, size_t body_len, struct err *err)
{
    AUTO_FREE char *again = malloc(body_len + 1);
    size_t len = 0;
    ASSERT(again);
    if (!record_body(record, again, body_len + 1, &len, err)) {
        return false;
    }
    return (len == body_len && memcmp(again, data, len) == 0) ||
           err_set(err, ERR_FORMAT, "record: not in its canonical form");
}

bool
record_parse(const void *data, size_t len, struct record *record, struct err *err)
{
    struct reader reader = {.at = data, .end = (const char *)data + len, .err = err};
    unsigned char signature[64];
    *record = (struct record){.cells_count = 0};
    if (len > RECORD_BYTES_MAX) {
        return err_set(err, ERR_LIMIT, "record: more than %d bytes", RECORD_BYTES_MAX);
    }
    read_head(&reader, record);
    read_cells(&reader, record);
    if (!reader.bad && !signature_of(reader.at, (size_t)(reader.end - reader.at), signature)) {
        reader.line++;
        fail(&reader, "neither a cell nor the signature");
    }
    size_t body_len = len < RECORD_SIGNATURE_LINE ? 0 : len - RECORD_SIGNATURE_LINE;
    if (reader.bad || !is_canonical(record, data, body_len, err)) {
        *record = (struct record){.cells_count = 0};
        return false;
    }
    return true;
}

bool
record_verify(const void *data, size_t len, const struct bundle_key *key)
{
    unsigned char signature[64];
    if (len <= RECORD_SIGNATURE_LINE || len > RECORD_BYTES_MAX) {
        return false;
    }
    size_t body_len = len - RECORD_SIGNATURE_LINE;
    return signature_of((const char *)data + body_len, RECORD_SIGNATURE_LINE, signature) &&
           bundle_signed(key, data, body_len, signature);
}
