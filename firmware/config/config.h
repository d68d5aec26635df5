#pragma once
// hub.conf: one INI-like file; the kiosk runs on defaults without it. firmware/hub.conf explains every key.

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "config/wiring.h"
#include "draw/draw.h"

enum {
    CONFIG_NAME_MAX = WIRING_NAME_MAX,
    CONFIG_TEXT_MAX = 256,
    CONFIG_KEY_MAX = 65, // a key's text, and NUL
    CONFIG_BYTES_MAX = 64 * 1024,
    CONFIG_PROBLEMS_MAX = 32,
    CONFIG_WHERE_MAX = 104,
    CONFIG_VALUE_MAX = 44,
    CONFIG_HINT_MAX = 104,
    CONFIG_SHIFTS_MAX = 8,
};

struct config_shift {
    int weekday_mask; // bit 0 = Monday
    int opens;        // minutes of the day, 0..1439
    int closes;       // likewise, after opens; of quiet hours up to 1440, and perhaps before
};

struct config {
    char network[CONFIG_NAME_MAX]; // [hub] network = whose content this hub takes; empty = not set
    char hub[CONFIG_NAME_MAX];     // [hub] name = of this hub, as bundles address it
    char window
        [CONFIG_TEXT_MAX]; // [hub] window = its desk, in the staff's language; empty = content's
    struct config_shift shifts[CONFIG_SHIFTS_MAX]; // [hub] hours = of the desk
    struct panel panel;            // [panel] size = 1280x800@217x136mm, as people see it
    int rotation;                  // [panel] rotation = 0, 90, 180, 270: clockwise, on the display
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
    struct config_shift quiet;            // [kiosk] quiet = 20:00-06:00; mask 0 = never
    int volume; // [sound] volume = percent points louder or softer, -50..50
    char collector
        [CONFIG_TEXT_MAX]; // [upload] collector = https://HOST[:PORT]; empty: nothing is sent
    char pin[CONFIG_NAME_MAX * 2]; // [upload] pin = sha256//BASE64 of the collector's public key
    char ca[CONFIG_TEXT_MAX];      // [upload] ca = PEM file to believe instead of the system's
    char seal
        [CONFIG_KEY_MAX]; // [upload] seal = collector's key, 64 hex digits: records leave sealed;
                          // "?" for what is no key, so that none leaves open by mistake
    struct panel_wiring wiring; // [gpio], [keypad]
};

// What only hub-setup is told: it leaves no trace in struct config.
struct config_wifi {
    char ssid[33];     // [wifi] ssid = 1..32 bytes
    char password[65]; // [wifi] password = 8..63 printable ASCII, or 64 hexadecimal digits
    char country[3];   // [wifi] country = ISO 3166, two capitals
};

// What is wrong, as the screen and the manual number it.
enum config_code {
    CONFIG_FINE = 0,
    CONFIG_UNREADABLE = 4201, // of the whole file: defaults hold
    CONFIG_TOO_LARGE,
    CONFIG_NOT_TEXT, // a zero byte
    CONFIG_UTF16,
    CONFIG_LINE = 4205, // of a line: neither [section] nor key = value
    CONFIG_SECTION,     // [name
    CONFIG_NO_SECTION,  // a key before the first [section]
    CONFIG_LONG,
    CONFIG_NOT_UTF8,
    CONFIG_VALUE = 4210,       // of a value: hint is an example
    CONFIG_RANGE,              // hint is the range
    CONFIG_EMPTY,              // hint is an example
    CONFIG_QUOTES,             // around it
    CONFIG_COMMENT,            // behind it
    CONFIG_CONTROL,            // a tab or another control character in it
    CONFIG_SHAPE,              // size: the mm do not fit the pixels
    CONFIG_UNKNOWN_KEY = 4221, // warnings: hint is the nearest one
    CONFIG_UNKNOWN_SECTION,
    CONFIG_TWICE, // hint is the line before
    CONFIG_ALONE, // hint is the key it needs
};

struct config_problem {
    enum config_code code;
    bool warning;                 // else the value was refused and the default stands
    int line;                     // 0: the whole file
    char where[CONFIG_WHERE_MAX]; // "[kiosk] idle"; "" = none
    char value[CONFIG_VALUE_MAX]; // as written, perhaps cut; never of a secret
    char hint[CONFIG_HINT_MAX];   // the same in every language; "" = none
};

struct config_report {
    struct config_problem problems[CONFIG_PROBLEMS_MAX];
    int count;
    int errors; // of them all, listed or not
    int more;   // that are not listed
};

// Defaults; asset and font folders as configured at build.
struct config config_default(void);
// Reads path over *config. What is wrong is in the report, and everything else holds.
void config_read(const char *path, struct config *config, struct config_report *report);
// Likewise, for a process at its start: every problem also goes to the log. report may be NULL.
void config_load(const char *path, struct config *config, struct config_report *report);
// Likewise from memory.
void config_parse(
    const char *text, size_t len, struct config *config, struct config_report *report);
// [wifi] of a text; what is refused there stays empty.
void config_parse_wifi(const char *text, size_t len, struct config_wifi *wifi);
// "1280x800@217x136mm"; ERR_FORMAT names what was expected.
bool config_parse_panel(const char *text, struct panel *panel, struct err *err) MUST_USE;
// One English line for the journal and --check-config, without file and line number.
void config_problem_text(const struct config_problem *problem, char out[400]);
// Every --config FILE of a command line, before its other options: those win whatever the order.
void config_of_arguments(
    int argc, char **argv, struct config *config, struct config_report *report);
// --check-config FILE: one line "file:line: error: ..." for each problem. The exit status: 1 with errors,
// else 0.
int config_check(const char *path);
