#pragma once
// .po files through libgettextpo, with its complaints as ours and the lines it does not tell.

#include <gettext-po.h>

#include "base/arena.h"
#include "index.h"
#include "report.h"

enum { PO_BYTES_MAX = 32 * 1024 * 1024 };

struct po {
    po_file_t file;
    const char *shown;  // as reports call it
    struct index lines; // msgctxt -> line of its msgctxt in the file
};

// False and a report when the file cannot be used; a missing file is only reported unless optional.
bool po_open(
    struct po *po, struct arena *arena, const char *path, bool optional, struct report *report);
// Writes beside and renames.
bool po_save(struct po *po, struct arena *arena, const char *path, struct report *report);
void po_close(struct po *po);
int po_line(const struct po *po, const char *context);
// Value of a header field ("" if there is none); arena memory.
const char *po_field(const struct po *po, struct arena *arena, const char *field);
