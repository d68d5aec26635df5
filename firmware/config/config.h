#pragma once
// hub.conf: one INI-like file; the kiosk runs on defaults without it.

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "draw/draw.h"

enum {
    CONFIG_NAME_MAX = 32,
    CONFIG_TEXT_MAX = 256,
    CONFIG_KEY_MAX = 65, // a key's text, and NUL
    CONFIG_BYTES_MAX = 64 * 1024,
    CONFIG_PROBLEMS_MAX = 32,
};

struct config {
    char network[CONFIG_NAME_MAX]; // [hub] network = whose content this hub takes; empty = not set
    char hub[CONFIG_NAME_MAX];     // [hub] name = of this hub, as bundles address it
    struct panel panel;            // [panel] size = 1280x800@217x136mm
    char assets[CONFIG_TEXT_MAX];  // [paths] assets = folder of icons, theme, ui
    char fonts[CONFIG_TEXT_MAX];   // [paths] fonts = folder:folder
    char content[CONFIG_TEXT_MAX]; // [paths] content = a bundle to show instead
    char data[CONFIG_TEXT_MAX];    // [paths] data = folder of installed content and its state
    char run[CONFIG_TEXT_MAX];     // [paths] run = folder of what ends with the machine's run
    char factory[CONFIG_TEXT_MAX]; // [paths] factory = bundle the machine came with
    char languages[CONFIG_TEXT_MAX];      // [kiosk] languages = es,ht,… order; empty = the bundle's
    int idle_s;                           // [kiosk] idle = seconds until the warning, 30..900
    int warning_s;                        // [kiosk] warning = seconds of the warning, 20..120
    int utc_offset_minutes;               // [kiosk] utc_offset = -06:00
    char staff_language[CONFIG_NAME_MAX]; // [kiosk] staff_language = of the manager's screens
    char collector
        [CONFIG_TEXT_MAX]; // [upload] collector = https://HOST[:PORT]; empty: nothing is sent
    char pin[CONFIG_NAME_MAX * 2]; // [upload] pin = sha256//BASE64 of the collector's public key
    char ca[CONFIG_TEXT_MAX];      // [upload] ca = PEM file to believe instead of the system's
    char seal
        [CONFIG_KEY_MAX]; // [upload] seal = collector's key, 64 hex digits: records leave sealed.
                          // "?" for what is no key, so that none leaves open by mistake
};

struct config_problem {
    int line;
    bool warning; // unknown key; else the value was refused and the default stands
    char text[160];
};

struct config_report {
    struct config_problem problems[CONFIG_PROBLEMS_MAX];
    int count; // further ones are dropped
};

// Defaults; asset and font folders as configured at build.
struct config config_default(void);
// Reads path over *config. False only when the file cannot be read or is too large; what is wrong in
// it is in the report, and everything else of it holds.
bool config_read(const char *path, struct config *config, struct config_report *report,
    struct err *err) MUST_USE;
// Likewise, for a process at its start: every problem goes to the log, and what is missing stays as it was.
void config_load(const char *path, struct config *config);
// Likewise from memory.
void config_parse(
    const char *text, size_t len, struct config *config, struct config_report *report);
// "1280x800@217x136mm"; ERR_FORMAT names what was expected.
bool config_parse_panel(const char *text, struct panel *panel, struct err *err) MUST_USE;
