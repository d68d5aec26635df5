#pragma once
// Unicode's own test files. Include after tests/test.h.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/internal.h"

enum { CASE_POINTS_MAX = 512 };

// The file of the package unicode-data; the program ends as skipped without it.
static inline FILE *
conformance_open(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "/usr/share/unicode/%s", name);
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "skipped: no %s; needs the package unicode-data\n", path);
        exit(77);
    }
    return file;
}

// Puts a code point at the end of para's units.
static inline void
conformance_add(struct paragraph *para, uint32_t code)
{
    if (code < 0x10000) {
        para->units[para->len++] = (UChar)code;
    } else {
        para->units[para->len++] = (UChar)(0xd7c0 + (code >> 10));
        para->units[para->len++] = (UChar)(0xdc00 + (code & 0x3ff));
    }
}

// Reads "÷ 0061 × 0308 ÷" into units; marks[unit] says whether a break stands before it, for 0 and the
// end too. Returns false for a comment.
static inline bool
conformance_breaks(const char *line, struct paragraph *para, bool *marks)
{
    para->len = 0;
    memset(marks, 0, CASE_POINTS_MAX * sizeof *marks);
    for (const char *at = line; *at && *at != '#' && *at != '\n';) {
        if (strncmp(at, "÷", 2) == 0) {
            marks[para->len] = true;
            at += 2;
        } else if (strncmp(at, "×", 2) == 0) {
            at += 2;
        } else if (*at == ' ' || *at == '\t') {
            at++;
        } else {
            char *end = NULL;
            uint32_t code = (uint32_t)strtoul(at, &end, 16);
            if (end == at || para->len + 2 >= CASE_POINTS_MAX) { // a byte order mark, a line end
                break;
            }
            conformance_add(para, code);
            at = end;
        }
    }
    memset(para->flags, 0, (size_t)para->len + 1);
    return para->len > 0;
}
