#pragma once
// What a machine does with its settings before anything else runs: the Wi-Fi password leaves the FAT partition,
// which any PC reads, for a file that only root and hub-setup read.

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { SETUP_LINES_MAX = 16 }; // of a file that hold a password; later ones wait for the next start

// Brings state/wpa_supplicant.conf up to date with [wifi] of the file conf, then takes the password out of
// conf. Without a password in conf the stored one stays, as long as the network's name is the same. Without a
// name the stored file goes. A power cut at any point leaves the password in one of both, and the next start
// goes on. ERR_MISSING without conf; when the password could not be stored conf is not touched.
bool setup_wifi(const char *conf, const char *state, struct err *err) MUST_USE;
