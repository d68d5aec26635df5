#pragma once
// Files built into the tool (CMakeLists.txt lists them): help, word lists, the starter folder.

#include <stddef.h>

struct embedded_file {
    const char *name;
    const char *data; // len bytes and a NUL
    size_t len;
};

extern const struct embedded_file embedded_files[];
extern const int embedded_count;

// The file of that name, or NULL.
const struct embedded_file *embedded_find(const char *name);
