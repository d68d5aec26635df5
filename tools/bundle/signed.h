#pragma once
// Signed bundles as the tool reads them.

#include <stdio.h>

#include "bundle/bundle.h"

// Whether the file begins as a bundle does.
bool signed_is(const char *path);
// Opens against the trust file, or, NULL, against the chain it carries itself. A demonstration is
// allowed. ERR_SIGNATURE or ERR_FORMAT when it is not right; the text says why.
bool signed_open(
    const char *path, const char *trust_path, struct bundle **bundle, struct err *err) MUST_USE;
// Opens content, compiled or signed (then *bundle, else NULL, is to be closed after the database, also
// after a failure).
bool signed_open_content(
    const char *path, struct bundle **bundle, struct db **db, struct err *err) MUST_USE;
// Whether every chunk is as signed.
bool signed_check(const char *path, const struct bundle_head *head, struct err *err) MUST_USE;
// The bundle's id: its manifest's hash.
bool signed_id(const char *path, struct bundle_hash *id, struct err *err) MUST_USE;
// "  key   value" lines.
void signed_print(const struct bundle_head *head, FILE *out);
