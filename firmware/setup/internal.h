#pragma once
// Between storing a password and taking it out of hub.conf.

#include "config/config.h"
#include "setup/setup.h"

struct setup_line { // of hub.conf, without its line end
    size_t at;
    size_t len;
};

// The lines that hold a password: good ones of [wifi], and comments that were such lines.
int scrub_find(const char *text, size_t len, struct setup_line lines[SETUP_LINES_MAX]);
// Overwrites the line where it stands; every step is on the card before the next begins.
bool scrub_line(int fd, const char *text, struct setup_line line, struct err *err) MUST_USE;

enum { SUPPLICANT_BYTES_MAX = 1024 };

// wpa_supplicant.conf for this network; psk: its line in the file that is stored now, for when the password
// is no longer in hub.conf, "" = none. Returns the length.
size_t supplicant_write(
    const struct config_wifi *wifi, const char *psk, char out[SUPPLICANT_BYTES_MAX]);
// The psk line of a stored file that is for this network; false if there is none.
bool supplicant_psk(const char *stored, const struct config_wifi *wifi, char out[128]);
