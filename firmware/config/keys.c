// Every key of hub.conf, and what somebody may have meant who wrote another one.
#include "config/internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/ini.h"

#define FIELD(name) .at = offsetof(struct config, name), .size = sizeof((struct config *)0)->name
#define SECRET(name)                                                                               \
    .at = offsetof(struct config_wifi, name), .size = sizeof((struct config_wifi *)0)->name,       \
    .secret = true

// clang-format off
const struct config_key config_keys[] = {
    {"hub", "network", take_name, FIELD(network), .hint = "gt", .optional = true},
    {"hub", "name", take_name, FIELD(hub), .hint = "ventanilla-1", .optional = true},
    {"hub", "window", take_text, FIELD(window), .hint = "Ventanilla 3", .optional = true},
    {"hub", "hours", take_hours, FIELD(shifts), .hint = "mo-fr 08:00-16:00, sa 08:00-12:00", .optional = true},
    {"panel", "size", take_panel, FIELD(panel), .hint = "1280x800@217x136mm"},
    {"panel", "rotation", take_rotation, FIELD(rotation), .hint = "0, 90, 180, 270"},
    {"paths", "assets", take_path, FIELD(assets), .hint = "/usr/share/hub"},
    {"paths", "fonts", take_path, FIELD(fonts), .hint = "/usr/share/fonts/truetype/andika"},
    {"paths", "content", take_path, FIELD(content), .hint = "/srv/hub/gt-7.hub", .optional = true},
    {"paths", "data", take_path, FIELD(data), .hint = "/var/lib/hub"},
    {"paths", "run", take_path, FIELD(run), .hint = "/run/hub"},
    {"paths", "factory", take_path, FIELD(factory), .hint = "/usr/share/hub/factory.hub"},
    {"kiosk", "languages", take_languages, FIELD(languages), .hint = "es, ht, pt-BR", .optional = true},
    {"kiosk", "staff_language", take_tag, FIELD(staff_language), .hint = "es"},
    {"kiosk", "idle", take_number, FIELD(idle_s), .hint = "120", .min = 30, .max = 900},
    {"kiosk", "warning", take_number, FIELD(warning_s), .hint = "30", .min = 20, .max = 120},
    {"kiosk", "utc_offset", take_utc_offset, FIELD(utc_offset_minutes), .hint = "-06:00"},
    {"kiosk", "quiet", take_quiet, FIELD(quiet), .hint = "20:00-06:00", .optional = true},
    {"sound", "volume", take_number, FIELD(volume), .hint = "0", .min = -50, .max = 50},
    {"upload", "collector", take_collector, FIELD(collector), .hint = "https://HOST, https://HOST:PORT", .optional = true},
    {"upload", "pin", take_pin, FIELD(pin), .hint = "sha256//… (44 × A-Z a-z 0-9 + / =)", .optional = true, .needs = "collector"},
    {"upload", "ca", take_path, FIELD(ca), .hint = "/etc/hub/ca.pem", .optional = true, .needs = "collector"},
    {"upload", "seal", take_seal, FIELD(seal), .hint = "64 × 0-9 a-f", .instead = "?"},
    {"wifi", "ssid", take_text, SECRET(ssid), .hint = "1 … 32 bytes", .optional = true, .verbatim = true, .needs = "country"},
    {"wifi", "password", take_password, SECRET(password), .hint = "8 … 63 ASCII, 64 × 0-9 a-f", .optional = true, .verbatim = true, .hidden = true, .needs = "ssid"},
    {"wifi", "country", take_country, SECRET(country), .hint = "GT", .optional = true},
};
// clang-format on

const int config_keys_count = sizeof config_keys / sizeof *config_keys;
_Static_assert(sizeof config_keys / sizeof *config_keys <= CONFIG_KEYS_MAX, "more keys than lines");

int
config_key_find(const char *section, const char *key)
{
    for (int i = 0; i < config_keys_count; i++) {
        if (strcmp(config_keys[i].section, section) == 0 && strcmp(config_keys[i].key, key) == 0) {
            return i;
        }
    }
    return -1;
}

bool
config_section_known(const char *section)
{
    for (int i = 0; i < config_keys_count; i++) {
        if (strcmp(config_keys[i].section, section) == 0) {
            return true;
        }
    }
    return false;
}

// Near misses ------------------------------------------------------------------------------------

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '-' ? '_' : c;
}

static int
least(int a, int b, int c)
{
    int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

// Letters to change, add, drop or swap with their neighbour; capitals, and - for _, count nothing.
static int
distance(const char *a, const char *b)
{
    int rows[3][INI_NAME_MAX + 1];
    int len_b = (int)strnlen(b, INI_NAME_MAX);
    for (int j = 0; j <= len_b; j++) {
        rows[0][j] = j;
    }
    for (int i = 1; a[i - 1] != '\0'; i++) {
        int *now = rows[i % 3];
        const int *last = rows[(i + 2) % 3];
        const int *before = rows[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= len_b; j++) {
            char ca = lower(a[i - 1]);
            char cb = lower(b[j - 1]);
            now[j] = least(last[j] + 1, now[j - 1] + 1, last[j - 1] + (ca != cb));
            bool swapped =
                i > 1 && j > 1 && ca == lower(b[j - 2]) && lower(a[i - 2]) == cb && ca != cb;
            if (swapped && before[j - 2] + 1 < now[j]) {
                now[j] = before[j - 2] + 1;
            }
        }
    }
    return rows[strlen(a) % 3][len_b];
}

// A third of the letters may be wrong, at most two; or it begins alike: rotate, rotation.
static bool
near(const char *written, const char *known, int *best)
{
    enum { STEM = 4, WORSE = 3 };
    int apart = distance(written, known);
    if ((apart > 2 || apart * 3 > (int)strlen(known)) && strncasecmp(written, known, STEM) == 0) {
        apart = WORSE;
    }
    bool nearer = apart <= WORSE && apart * 3 <= (int)strlen(known) + 1 && apart < *best;
    *best = nearer ? apart : *best;
    return nearer;
}

void
config_nearest(const char *section, const char *key, char out[CONFIG_HINT_MAX])
{
    out[0] = '\0';
    int best = INI_NAME_MAX;
    for (int i = 0; i < config_keys_count; i++) {
        const struct config_key *row = &config_keys[i];
        if (key[0] == '\0') {
            if (near(section, row->section, &best)) {
                snprintf(out, CONFIG_HINT_MAX, "[%s]", row->section);
            }
        } else if (strcmp(section, row->section) == 0 && near(key, row->key, &best)) {
            snprintf(out, CONFIG_HINT_MAX, "[%s] %s", row->section, row->key);
        }
    }
    for (int i = 0; out[0] == '\0' && key[0] != '\0' && i < config_keys_count; i++) {
        if (strcasecmp(key, config_keys[i].key) == 0) { // right, but it lives elsewhere
            snprintf(out, CONFIG_HINT_MAX, "[%s] %s", config_keys[i].section, config_keys[i].key);
        }
    }
}
