#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "record/internal.h"

struct writer {
    char *buffer;
    size_t size;
    size_t len;
    bool full;
};

static void put(struct writer *writer, const char *format, ...) PRINTF(2, 3);

static void
put(struct writer *writer, const char *format, ...)
{
    if (writer->full) {
        return;
    }
    va_list args;
    va_start(args, format);
    size_t left = writer->size - writer->len;
    int n = vsnprintf(writer->buffer + writer->len, left, format, args);
    va_end(args);
    writer->full = n < 0 || (size_t)n >= left;
    writer->len += writer->full ? 0 : (size_t)n;
}

const char *
record_clock_name(enum record_clock clock)
{
    static const char *const names[] = {"sure", "floor", "manual"};
    return names[clock];
}

static bool
is_small(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool
is_name(const char *text)
{
    size_t len = strnlen(text, BUNDLE_NAME_MAX);
    bool right = len > 0 && len < BUNDLE_NAME_MAX && text[0] != '-';
    for (size_t i = 0; right && i < len; i++) {
        right = is_small(text[i]) || text[i] == '-';
    }
    return right;
}

static bool
is_cell_name(const char *text)
{
    size_t len = strnlen(text, RECORD_CELL_MAX);
    const char *colon = memchr(text, ':', len);
    size_t kind = colon ? (size_t)(colon - text) : len;
    bool right = len < RECORD_CELL_MAX && text[0] >= 'a' && text[0] <= 'z';
    for (size_t i = 0; right && i < kind; i++) {
        right = is_small(text[i]) || text[i] == '-';
    }
    for (size_t i = kind + 1; right && i < len; i++) {
        bool letter = is_small(text[i]) || (text[i] >= 'A' && text[i] <= 'Z');
        right = letter || (text[i] == '-' && i > kind + 1);
    }
    return right && (!colon || kind + 1 < len);
}

// Whether a value may leave the hub: record.h.
static bool
is_value(const struct record *record, const struct record_cell *cell)
{
    uint32_t below = record->threshold - 1;
    if (cell->least > cell->most || cell->most > RECORD_VALUE_MAX) {
        return false;
    }
    if (record->period.kind == RECORD_YEAR) {
        return cell->most >= below && (cell->least != cell->most || cell->least >= below);
    }
    return cell->least == cell->most && cell->least > below
               ? true
               : cell->least == 0 && cell->most == below;
}

static uint32_t
common_divisor(uint32_t a, uint32_t b)
{
    while (b != 0) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static bool
is_noise(uint32_t num, uint32_t den)
{
    if (num == 0) {
        return den == 1;
    }
    return num <= RECORD_NOISE_MAX && den >= 1 && den <= RECORD_NOISE_MAX &&
           common_divisor(num, den) == 1;
}

static bool
is_period(const struct record_period *period)
{
    char text[RECORD_PERIOD_MAX];
    struct record_period again;
    if ((unsigned)period->kind > RECORD_YEAR || period->year < RECORD_YEAR_FIRST ||
        period->year > RECORD_YEAR_LAST || period->number < 0 || period->number > 99) {
        return false;
    }
    record_period_write(period, text);
    return record_period_parse(text, &again) && again.number == period->number;
}

static bool
is_number(int64_t value)
{
    return value >= 1 && value <= INT64_C(1) << 53;
}

static bool
check_head(const struct record *record, struct err *err)
{
    const struct {
        const char *what;
        bool right;
    } parts[] = {
        {"network", is_name(record->network)},
        {"hub", is_name(record->hub)},
        {"period", is_period(&record->period)},
        {"epoch", is_number(record->epoch)},
        {"seq", is_number(record->seq)},
        {"clock", (unsigned)record->clock <= RECORD_CLOCK_MANUAL},
        {"noise", is_noise(record->noise_num, record->noise_den)},
        {"threshold", record->threshold >= 1 && record->threshold <= RECORD_THRESHOLD_MAX},
        {"number of cells", record->cells_count >= 0 && record->cells_count <= RECORD_CELLS_MAX},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].right) {
            return err_set(err, ERR_FORMAT, "record: not a %s as the format has it", parts[i].what);
        }
    }
    return true;
}

static bool
check_cells(const struct record *record, struct err *err)
{
    for (int i = 0; i < record->cells_count; i++) {
        const struct record_cell *cell = &record->cells[i];
        if (!is_cell_name(cell->name)) {
            return err_set(err, ERR_FORMAT, "record: cell %d has no name as cells have", i + 1);
        }
        if (i > 0 && strcmp(record->cells[i - 1].name, cell->name) >= 0) {
            return err_set(err, ERR_FORMAT, "record: cell %s is not in order", cell->name);
        }
        if (!is_value(record, cell)) {
            return err_set(
                err, ERR_FORMAT, "record: cell %s has a value that may not leave", cell->name);
        }
    }
    return true;
}

void
record_value_write(const struct record_cell *cell, char text[24])
{
    if (cell->least == cell->most) {
        snprintf(text, 24, "%u", cell->least);
    } else {
        snprintf(text, 24, "%u-%u", cell->least, cell->most);
    }
}

bool
record_body(const struct record *record, char *buffer, size_t size, size_t *len, struct err *err)
{
    char text[24];
    char period[RECORD_PERIOD_MAX];
    struct writer writer = {.buffer = buffer, .size = size};
    *len = 0;
    if (!check_head(record, err) || !check_cells(record, err)) {
        return false;
    }
    record_period_write(&record->period, period);
    put(&writer, RECORD_TITLE "network %s\nhub %s\nperiod %s\nbundle %lld %lld\nclock %s\n",
        record->network, record->hub, period, (long long)record->epoch, (long long)record->seq,
        record_clock_name(record->clock));
    if (record->noise_num == 0) {
        put(&writer, "noise none\n");
    } else {
        put(&writer, "noise %u/%u\n", record->noise_num, record->noise_den);
    }
    put(&writer, "threshold %u\n", record->threshold);
    for (int i = 0; i < record->cells_count; i++) {
        record_value_write(&record->cells[i], text);
        put(&writer, "cell %s %s\n", record->cells[i].name, text);
    }
    *len = writer.len;
    return !writer.full || err_set(err, ERR_LIMIT, "record: longer than %zu bytes", size);
}

bool
// NOLINTNEXTLINE(readability-function-size): where the bytes go takes three of the six
record_write(const struct record *record, const unsigned char seed[32], char *buffer, size_t size,
    size_t *len, struct err *err)
{
    unsigned char signature[64];
    char hex[65];
    if (!record_body(record, buffer, size, len, err)) {
        return false;
    }
    if (size - *len <= RECORD_SIGNATURE_LINE) {
        return err_set(err, ERR_LIMIT, "record: longer than %zu bytes", size);
    }
    bundle_sign(seed, buffer, *len, signature);
    struct writer writer = {.buffer = buffer, .size = size, .len = *len};
    put(&writer, RECORD_SIGNATURE);
    for (size_t at = 0; at < sizeof signature; at += 32) {
        bundle_hex(signature + at, hex);
        put(&writer, "%s", hex);
    }
    put(&writer, "\n");
    *len = writer.len;
    return true;
}

void
record_hub_id(const struct record *record, char id[RECORD_ID_MAX])
{
    snprintf(id, RECORD_ID_MAX, "%s.%s", record->network, record->hub);
}
