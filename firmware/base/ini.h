#pragma once
// INI-like text: [section] lines, key = value lines, '#' or ';' comments at a line's start.

#include <stdbool.h>
#include <stddef.h>

enum { INI_NAME_MAX = 48, INI_VALUE_MAX = 256 };

enum ini_fault { INI_FINE, INI_ENTRY, INI_SECTION, INI_LONG };

struct ini {
    const char *text; // caller's, len bytes
    size_t len;
    size_t at;
    int line;                   // 1-based, of the entry returned last
    char section[INI_NAME_MAX]; // "" before the first
    char key[INI_NAME_MAX];
    char value[INI_VALUE_MAX]; // without surrounding spaces
    enum ini_fault fault;      // why the line was no entry
    const char *problem;       // likewise in words; NULL if it was one
};

// The next entry, or the next malformed line (problem set); false at the end.
bool ini_next(struct ini *ini);
