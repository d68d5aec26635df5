#pragma once
// Files the program carries inside itself (CMakeLists.txt lists them).

struct embedded_file {
    const char *name;
    const char *data; // NUL behind it
    int len;
};
extern const struct embedded_file embedded_files[];
extern const int embedded_count;

// A missing name is a broken build: never NULL.
const char *embedded_find(const char *name);
