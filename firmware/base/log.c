#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const NAMES[8] = {"", "", "", "error: ", "warning: ", "", "", ""};

// What a technician reads on the screen, where no journal is within reach.
static struct {
    char line[LOG_KEPT][LOG_KEPT_BYTES];
    int next;
    int count;
} kept;

static void
keep(int level, const char *text)
{
    snprintf(kept.line[kept.next], LOG_KEPT_BYTES, "%s%s", NAMES[level & 7], text);
    kept.next = (kept.next + 1) % LOG_KEPT;
    kept.count += kept.count < LOG_KEPT;
}

const char *
log_kept(int newest)
{
    if (newest < 0 || newest >= kept.count) {
        return NULL;
    }
    return kept.line[(kept.next - 1 - newest + LOG_KEPT) % LOG_KEPT];
}

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
    keep(level, text);
    if (getenv("JOURNAL_STREAM")) {
        fprintf(stderr, "<%d>%s\n", level, text);
    } else {
        fprintf(stderr, "%s%s\n", NAMES[level & 7], text);
    }
}
