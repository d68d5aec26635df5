#pragma once
// What protects a key file: asked for on the terminal without echo, or the first line of a file.

#include <stddef.h>

#include "base/err.h"

enum { PASSPHRASE_MIN = 12, PASSPHRASE_MAX = 512 };

struct passphrase {
    char text[PASSPHRASE_MAX]; // wiped by passphrase_wipe()
    size_t len;
};

// file NULL: asks on /dev/tty, a second time when it is a new one. A new one has PASSPHRASE_MIN bytes.
bool passphrase_get(struct passphrase *passphrase, const char *file, const char *what, bool new,
    struct err *err) MUST_USE;
void passphrase_wipe(struct passphrase *passphrase);
