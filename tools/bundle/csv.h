#pragma once
// A spreadsheet saved as text, read strictly (RFC 4180) so that no cell slips into its neighbour.

#include <stdbool.h>

#include "base/arena.h"
#include "report.h"

enum {
    CSV_BYTES_MAX = 16 * 1024 * 1024,
    CSV_ROWS_MAX = 50 * 1000,
    CSV_COLUMNS_MAX = 80,
    CSV_CELL_MAX = 8 * 1024, // bytes
};

struct csv {
    const char *file;   // as the report calls it
    char separator;     // ',' or what stands in its place: ';' or tab
    int columns;        // of the first row
    int rows;           // without the first, without empty ones
    const char **cells; // (rows + 1) * columns, trimmed; row 0 = the column names
    int *numbers;       // row of the spreadsheet for each of the rows + 1
};

// Parses len bytes. What is wrong goes to the report; false when nothing can be used. A byte order
// mark, CRLF and ';' or tab instead of ',' are taken (the latter two with a note).
bool csv_parse(
    struct csv *csv, struct arena *arena, const char *data, size_t len, struct report *report);
// Reads and parses path; csv->file is set by the caller. A missing file is an error unless optional,
// and then true with no columns.
bool csv_read(
    struct csv *csv, struct arena *arena, const char *path, bool optional, struct report *report);
// row 0 = names; column from 0.
const char *csv_cell(const struct csv *csv, int row, int column);
struct spot csv_spot(const struct csv *csv, int row, int column);
// Column of that name, or -1.
int csv_column(const struct csv *csv, const char *name);
