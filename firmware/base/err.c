#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
    if (!err) {
        return false;
    }
    err->kind = kind;
    va_list args;
    va_start(args, format);
    vsnprintf(err->text, sizeof err->text, format, args);
    va_end(args);
    return false;
}

bool
err_wrap(struct err *err, const char *format, ...)
{
    if (!err) {
        return false;
    }
    char prefix[ERR_TEXT_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(prefix, sizeof prefix, format, args);
    va_end(args);
    char old[ERR_TEXT_MAX];
    memcpy(old, err->text, sizeof old);
    // The prefix names the file; a cut tail loses less than a cut head.
    int n = snprintf(err->text, sizeof err->text, "%s: ", prefix);
    size_t used = n < 0 ? 0 : (size_t)n;
    if (used < sizeof err->text) {
        size_t room = sizeof err->text - used - 1;
        size_t len = strnlen(old, room);
        memcpy(err->text + used, old, len);
        err->text[used + len] = '\0';
    }
    return false;
}

const char *
err_kind_name(enum err_kind kind)
{
    static const char *const names[] = {"none", "io", "format", "limit", "signature", "version",
        "space", "busy", "missing", "denied"};
    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "unknown";
}

void
assert_failed(const char *cond, const char *file, int line)
{
    fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, cond);
    abort();
}
