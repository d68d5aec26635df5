#pragma once
// What the next trust document says.

#include "bundle/bundle.h"
#include "command.h"

// The first document, of --root and the other options.
bool trust_first(
    const struct command_line *line, struct bundle_trust *trust, struct err *err) MUST_USE;
// The next one: keys, thresholds and epochs as the options say.
bool trust_rotate(
    const struct command_line *line, struct bundle_trust *trust, struct err *err) MUST_USE;
// The next one, without --publisher's keys and with --bundle's ids (a .hub file or 64 digits) revoked.
bool trust_revoke(
    const struct command_line *line, struct bundle_trust *trust, struct err *err) MUST_USE;
