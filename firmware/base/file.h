#pragma once
// Whole files, with limits going in and old-or-new going out.

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

// Reads the file into fresh memory (free() it), NUL-terminated beyond *len; *len in bytes.
// ERR_MISSING if it is not there, ERR_LIMIT above limit bytes, else ERR_IO.
bool file_read(const char *path, size_t limit, char **data, size_t *len, struct err *err) MUST_USE;

// Writes path.new, syncs, renames over path, syncs the folder: after a power cut the old or the new
// file stands. ERR_SPACE when the disk is full; then path.new is removed.
bool file_replace(const char *path, const void *data, size_t len, struct err *err) MUST_USE;
