#include "base/ini.h"

#include <string.h>

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void
trim(const char **start, const char **end)
{
    while (*start < *end && is_space(**start)) {
        ++*start;
    }
    while (*start < *end && is_space((*end)[-1])) {
        --*end;
    }
}

// Copies [start, end) trimmed; false if it does not fit.
static bool
take(char *out, size_t size, const char *start, const char *end)
{
    trim(&start, &end);
    size_t len = (size_t)(end - start);
    if (len >= size) {
        return false;
    }
    memcpy(out, start, len);
    out[len] = '\0';
    return true;
}

static void
blame(struct ini *ini, enum ini_fault fault, const char *words)
{
    ini->fault = fault;
    ini->problem = words;
}

static void
read_entry(struct ini *ini, const char *start, const char *end)
{
    if (*start == '[') {
        ini->key[0] = ini->value[0] = '\0';
        bool closed = end[-1] == ']';
        bool fits = closed && take(ini->section, sizeof ini->section, start + 1, end - 1);
        if (!fits) { // what follows belongs to no section, rather than to the one before
            ini->section[0] = '\0';
        }
        blame(ini, fits ? INI_FINE : INI_SECTION, fits ? NULL : "a section looks like [name]");
        return;
    }
    const char *equals = memchr(start, '=', (size_t)(end - start));
    if (!equals || equals == start) {
        blame(ini, INI_ENTRY, "expected: key = value");
    } else if (!take(ini->key, sizeof ini->key, start, equals)) {
        blame(ini, INI_LONG, "the key is too long");
    } else if (!take(ini->value, sizeof ini->value, equals + 1, end)) {
        blame(ini, INI_LONG, "the value is too long");
    }
}

bool
ini_next(struct ini *ini)
{
    while (ini->at < ini->len) {
        const char *start = ini->text + ini->at;
        const char *end = memchr(start, '\n', ini->len - ini->at);
        end = end ? end : ini->text + ini->len;
        ini->at = (size_t)(end - ini->text) + 1;
        ini->line++;
        trim(&start, &end);
        if (start == end || *start == '#' || *start == ';') {
            continue;
        }
        bool section = *start == '[';
        blame(ini, INI_FINE, NULL);
        read_entry(ini, start, end);
        if (!section || ini->problem) {
            return true;
        }
    }
    return false;
}
