#pragma once
// The grammar of .po files, read strictly before libgettextpo sees them: it hands its complaints no
// pointer of ours, so what it would refuse is told here, all at once and with lines.

#include <stdbool.h>

#include "base/arena.h"
#include "index.h"
#include "report.h"

// True if the text is well-formed; else every fault is in the report. Lines of msgctxt go to lines.
bool po_syntax(const char *file, const char *data, struct arena *arena, struct index *lines,
    struct report *report);
