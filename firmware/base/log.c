#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
log_line(int level, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    // A file name with a line break in it must not forge a line of the journal.
    for (char *c = text; *c; c++) {
        *c = (unsigned char)*c < ' ' ? ' ' : *c;
    }
    if (getenv("JOURNAL_STREAM")) {
        fprintf(stderr, "<%d>%s\n", level, text);
    } else {
        static const char *const names[8] = {"", "", "", "error: ", "warning: ", "", "", ""};
        fprintf(stderr, "%s%s\n", names[level & 7], text);
    }
}
