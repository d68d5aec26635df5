#include "csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/utf8.h"

struct reader {
    struct csv *csv;
    struct arena *arena;
    struct report *report;
    const char *at;
    const char *end;
    int row;    // of the spreadsheet
    int column; // from 0
    int room;   // rows
    char cell[CSV_CELL_MAX];
    size_t cell_len;
    bool cell_full;
    bool stop;
};

static struct spot
here(const struct reader *reader)
{
    return (struct spot){reader->csv->file, reader->row, reader->column + 1};
}

static char
find_separator(const char *data, const char *end)
{
    static const char candidates[] = ",;\t";
    int counts[3] = {0};
    bool quoted = false;
    for (; data < end && (quoted || *data != '\n'); data++) {
        quoted ^= *data == '"';
        const char *hit = quoted || *data == '\0' ? NULL : strchr(candidates, *data);
        if (hit) {
            counts[hit - candidates]++;
        }
    }
    int best = counts[1] > counts[0] ? 1 : 0;
    return candidates[counts[2] > counts[best] ? 2 : best];
}

static void
take(struct reader *reader, char c)
{
    if (reader->cell_len < sizeof reader->cell - 1) {
        reader->cell[reader->cell_len++] = c;
    } else if (!reader->cell_full) {
        reader->cell_full = true;
        report_error(reader->report, here(reader), "cell longer than %d bytes; split the text",
            CSV_CELL_MAX - 1);
    }
}

static void
read_quoted(struct reader *reader)
{
    struct spot start = here(reader);
    reader->at++;
    while (reader->at < reader->end) {
        if (*reader->at != '"') {
            take(reader, *reader->at++);
        } else if (reader->at + 1 < reader->end && reader->at[1] == '"') {
            take(reader, '"');
            reader->at += 2;
        } else {
            reader->at++;
            return;
        }
    }
    report_error(
        reader->report, start, "a cell opens with \" and never closes; write the closing \"");
    reader->stop = true;
}

static bool
at_line_end(const struct reader *reader)
{
    return reader->at >= reader->end || *reader->at == '\n' ||
           (*reader->at == '\r' && (reader->at + 1 == reader->end || reader->at[1] == '\n'));
}

static bool
at_cell_end(const struct reader *reader)
{
    return at_line_end(reader) || *reader->at == reader->csv->separator;
}

static void
read_bare(struct reader *reader)
{
    bool told = false;
    while (!at_cell_end(reader)) {
        if (*reader->at == '"' && !told) {
            report_error(reader->report, here(reader),
                "a \" inside a cell that does not begin with one; write \"…\"\"…\" or save it from "
                "a "
                "spreadsheet");
            told = true;
        }
        take(reader, *reader->at++);
    }
}

// Reads one cell and what ends it. True: another cell follows in this row.
static bool
read_cell(struct reader *reader)
{
    reader->cell_len = 0;
    reader->cell_full = false;
    if (reader->at < reader->end && *reader->at == '"') {
        read_quoted(reader);
        if (!reader->stop && !at_cell_end(reader)) {
            report_error(reader->report, here(reader),
                "text after a closing \"; write every \" of the text twice");
            read_bare(reader);
        }
    } else {
        read_bare(reader);
    }
    if (!at_line_end(reader)) {
        reader->at++;
        return true;
    }
    reader->at += reader->at < reader->end && *reader->at == '\r';
    reader->at += reader->at < reader->end && *reader->at == '\n';
    return false;
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *
trimmed(const struct reader *reader)
{
    const char *text = reader->cell;
    size_t len = reader->cell_len;
    while (len > 0 && is_blank(text[len - 1])) {
        len--;
    }
    while (len > 0 && is_blank(*text)) {
        text++;
        len--;
    }
    return len == 0 ? "" : arena_strndup(reader->arena, text, len);
}

// Reads one row into cells; returns how many it had, and whether all were empty.
static int
read_row(struct reader *reader, const char **cells, bool *empty)
{
    int count = 0;
    bool more = true;
    *empty = true;
    for (reader->column = 0; more && !reader->stop; reader->column++) {
        more = read_cell(reader);
        const char *text = trimmed(reader);
        *empty = *empty && !*text;
        if (count < CSV_COLUMNS_MAX) {
            cells[count] = text;
        }
        count++;
    }
    return count;
}

static void
check_names(struct reader *reader, const char *const *cells)
{
    struct csv *csv = reader->csv;
    for (int i = 0; i < csv->columns; i++) {
        struct spot spot = {csv->file, 1, i + 1};
        if (!*cells[i]) {
            report_error(reader->report, spot, "a column without a name; write its name in row 1");
        }
        for (int k = 0; k < i; k++) {
            if (*cells[i] && strcmp(cells[i], cells[k]) == 0) {
                report_error(
                    reader->report, spot, "column '%s' stands twice; remove one", cells[i]);
            }
        }
    }
}

// Names may be followed by empty cells to the right, as spreadsheets like to save them.
static bool
start_table(struct reader *reader, const char *const *cells, int count)
{
    struct csv *csv = reader->csv;
    if (count > CSV_COLUMNS_MAX) {
        report_error(reader->report, (struct spot){csv->file, 1, 0},
            "%d columns, the limit is %d; remove empty ones", count, CSV_COLUMNS_MAX);
        return false;
    }
    while (count > 0 && !*cells[count - 1]) {
        count--;
    }
    csv->columns = count;
    check_names(reader, cells);
    return true;
}

static void
store_row(struct reader *reader, const char *const *cells, int count, int row)
{
    struct csv *csv = reader->csv;
    if (csv->rows + 1 >= reader->room) {
        int room = reader->room ? reader->room * 4 : 64;
        const char **wider = arena_array(reader->arena, const char *, room * csv->columns);
        int *numbers = arena_array(reader->arena, int, room);
        if (csv->rows >= 0) {
            memcpy(
                wider, csv->cells, sizeof *wider * (size_t)csv->columns * (size_t)(csv->rows + 1));
            memcpy(numbers, csv->numbers, sizeof *numbers * (size_t)(csv->rows + 1));
        }
        csv->cells = wider;
        csv->numbers = numbers;
        reader->room = room;
    }
    csv->rows++;
    csv->numbers[csv->rows] = row;
    for (int i = 0; i < csv->columns; i++) {
        csv->cells[csv->rows * csv->columns + i] = i < count ? cells[i] : "";
    }
    for (int i = csv->columns; i < count && i < CSV_COLUMNS_MAX; i++) {
        if (*cells[i]) {
            report_error(reader->report, (struct spot){csv->file, row, i + 1},
                "'%.40s' stands right of the last named column; write texts with commas in \"…\"",
                cells[i]);
            return;
        }
    }
}

static bool
check_bytes(struct csv *csv, const char *data, size_t len, struct report *report)
{
    if (utf8_valid(data, len)) {
        return true;
    }
    int row = 1;
    for (size_t at = 0; at < len; row += data[at] == '\n', at++) {
        size_t next = at;
        if (utf8_next(data, len, &next) == UTF8_REPLACEMENT && next == at + 1) {
            break;
        }
    }
    report_error(report, (struct spot){csv->file, row, 0},
        "not UTF-8 text; save the sheet as \"CSV UTF-8\"");
    return false;
}

bool
csv_parse(struct csv *csv, struct arena *arena, const char *data, size_t len, struct report *report)
{
    if (len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        data += 3;
        len -= 3;
    }
    csv->rows = -1;
    if (!check_bytes(csv, data, len, report)) {
        return false;
    }
    struct reader *reader = arena_new(arena, struct reader);
    *reader = (struct reader){.csv = csv, .arena = arena, .report = report};
    reader->at = data;
    reader->end = data + len;
    csv->separator = find_separator(data, data + len);
    if (csv->separator != ',') {
        report_note(report, (struct spot){csv->file, 1, 0},
            "cells are separated by %s; taken as such", csv->separator == ';' ? "';'" : "tabs");
    }
    while (reader->at < reader->end && !reader->stop) {
        const char *cells[CSV_COLUMNS_MAX];
        bool empty = true;
        reader->row++;
        int count = read_row(reader, cells, &empty);
        if (empty) {
            continue;
        }
        if (csv->rows < 0 && !start_table(reader, cells, count)) {
            return false;
        }
        if (csv->rows == CSV_ROWS_MAX) {
            report_error(report, here(reader), "more than %d rows", CSV_ROWS_MAX);
            return false;
        }
        store_row(reader, cells, count, reader->row);
    }
    if (csv->rows < 0) {
        report_error(report, (struct spot){csv->file, 0, 0},
            "the sheet is empty; write the column names in row 1");
    }
    return csv->rows >= 0 && !reader->stop;
}

bool
csv_read(
    struct csv *csv, struct arena *arena, const char *path, bool optional, struct report *report)
{
    AUTO_FREE char *data = NULL;
    size_t len = 0;
    struct err err = {0};
    if (file_read(path, CSV_BYTES_MAX, &data, &len, &err)) {
        return csv_parse(csv, arena, data, len, report);
    }
    if (err.kind == ERR_MISSING && optional) {
        csv->rows = 0;
        csv->columns = 0;
        return true;
    }
    report_error(report, (struct spot){csv->file, 0, 0}, "%s",
        err.kind == ERR_MISSING ? "this file is missing" : err.text);
    return false;
}

const char *
csv_cell(const struct csv *csv, int row, int column)
{
    return column < 0 || column >= csv->columns ? "" : csv->cells[row * csv->columns + column];
}

struct spot
csv_spot(const struct csv *csv, int row, int column)
{
    return (struct spot){csv->file, csv->numbers[row], column + 1};
}

int
csv_column(const struct csv *csv, const char *name)
{
    for (int i = 0; i < csv->columns; i++) {
        if (strcmp(csv->cells[i], name) == 0) {
            return i;
        }
    }
    return -1;
}
