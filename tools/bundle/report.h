#pragma once
// Everything that is wrong, said at once: collected while checking, printed in file and row order.

#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

enum { REPORT_MAX = 100 * 1000, REPORT_TEXT_MAX = 600 };

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

struct spot {
    const char *file; // below the content folder, or a full path
    int row;          // of the sheet (1 = the column names), or line; 0 = the whole file
    int column;       // of the sheet or line, from 1; 0 = the whole row
};

struct finding {
    struct spot spot;
    enum severity severity;
    int order;
    const char *text;
};

struct report {
    struct arena arena;
    const char *root; // put before relative file names; "" = none
    struct finding *findings;
    int count;
    int room;
    int errors;
    int warnings;
};

// Lines say what is wrong and, after "; write", what to write instead.
void report_error(struct report *report, struct spot spot, const char *format, ...) PRINTF(3, 4);
void report_warning(struct report *report, struct spot spot, const char *format, ...) PRINTF(3, 4);
void report_note(struct report *report, struct spot spot, const char *format, ...) PRINTF(3, 4);
// "file:row:column: error: text" lines and a closing count line, if there is anything to say.
void report_print(struct report *report, FILE *out);
void report_finish(struct report *report);

// "; did you mean X?" for the closest of count names, "" when none is close. Arena memory.
const char *report_closest(
    struct arena *arena, const char *word, const char *const *names, int count);
