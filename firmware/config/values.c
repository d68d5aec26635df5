// Values of hub.conf: names, paths, numbers, languages, the glass.
#include "config/internal.h"

#include <stdio.h>
#include <string.h>

enum { PANEL_PX_MIN = 160, PANEL_PX_MAX = 8192, PANEL_MM_MIN = 20, PANEL_MM_MAX = 3000 };

// Digits with an optional fraction at *at; moves *at past them. Independent of the locale.
static bool
scan_number(const char **at, bool fraction, float *value)
{
    const char *p = *at;
    float number = 0;
    int count = 0;
    while (*p >= '0' && *p <= '9' && count < 7) {
        number = number * 10 + (float)(*p++ - '0');
        count++;
    }
    if (count == 0) {
        return false;
    }
    if (fraction && *p == '.' && p[1] >= '0' && p[1] <= '9') {
        float weight = 0.1f;
        for (p++; *p >= '0' && *p <= '9'; p++) {
            number += weight * (float)(*p - '0');
            weight /= 10;
        }
    }
    *at = p;
    *value = number;
    return true;
}

static bool
scan_char(const char **at, char expected)
{
    if (**at != expected) {
        return false;
    }
    (*at)++;
    return true;
}

static bool
between(float value, int min, int max)
{
    return value >= (float)min && value <= (float)max;
}

// Names and texts --------------------------------------------------------------------------------

// A hub's or network's name as bundles spell it.
enum config_code
take_name(struct config_entry *entry, void *into)
{
    size_t len = strlen(entry->value);
    bool good = len < CONFIG_NAME_MAX && entry->value[0] != '-' &&
                strspn(entry->value, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
    if (!good) {
        snprintf(entry->hint, CONFIG_HINT_MAX, "%s (a-z 0-9 -, 1 … %d)", entry->row->hint,
            CONFIG_NAME_MAX - 1);
        return CONFIG_VALUE;
    }
    memcpy(into, entry->value, len + 1);
    return CONFIG_FINE;
}

enum config_code
take_text(struct config_entry *entry, void *into)
{
    size_t len = strlen(entry->value);
    if (len >= entry->row->size) {
        return CONFIG_LONG;
    }
    memcpy(into, entry->value, len + 1);
    return CONFIG_FINE;
}

// What a unit of systemd runs has no folder of its own to begin in.
enum config_code
take_path(struct config_entry *entry, void *into)
{
    if (strstr(entry->value, " #") || strstr(entry->value, " ;")) {
        return CONFIG_VALUE; // no path, but one with a comment behind it
    }
    return take_text(entry, into);
}

static bool
is_tag_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// "es, ht , ar" becomes "es,ht,ar".
enum config_code
take_languages(struct config_entry *entry, void *into)
{
    char out[CONFIG_TEXT_MAX];
    size_t len = 0;
    size_t tag = 0;
    bool good = true;
    for (const char *p = entry->value; *p && good; p++) {
        if (*p == ' ') {
            // A space inside a tag ("es ht") is a forgotten comma.
            good = tag == 0 || p[1] == ',' || p[1] == ' ' || p[1] == '\0';
            continue;
        }
        good = len + 1 < sizeof out && (*p == ',' ? tag > 0 : is_tag_char(*p));
        tag = *p == ',' ? 0 : tag + 1;
        out[len++ % sizeof out] = *p;
    }
    if (!good || tag == 0) {
        return CONFIG_VALUE;
    }
    out[len] = '\0';
    memcpy(into, out, len + 1);
    return CONFIG_FINE;
}

enum config_code
take_tag(struct config_entry *entry, void *into)
{
    size_t len = 0;
    while (is_tag_char(entry->value[len])) {
        len++;
    }
    if (entry->value[len] != '\0' || len >= CONFIG_NAME_MAX) {
        return CONFIG_VALUE;
    }
    memcpy(into, entry->value, len + 1);
    return CONFIG_FINE;
}

// Numbers ----------------------------------------------------------------------------------------

enum config_code
take_number(struct config_entry *entry, void *into)
{
    const struct config_key *row = entry->row;
    const char *at = entry->value;
    bool below = row->min < 0 && scan_char(&at, '-');
    if (!below && row->min < 0) {
        (void)scan_char(&at, '+');
    }
    float value = 0;
    snprintf(entry->hint, CONFIG_HINT_MAX, "%d … %d", row->min, row->max);
    if (!scan_number(&at, false, &value) || *at != '\0') {
        return CONFIG_RANGE;
    }
    value = below ? -value : value;
    if (!between(value, row->min, row->max)) {
        return CONFIG_RANGE;
    }
    *(int *)into = (int)value;
    return CONFIG_FINE;
}

enum config_code
take_rotation(struct config_entry *entry, void *into)
{
    static const char *const turns[] = {"0", "90", "180", "270"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(entry->value, turns[i]) == 0) {
            *(int *)into = i * 90;
            return CONFIG_FINE;
        }
    }
    return CONFIG_VALUE;
}

// The glass --------------------------------------------------------------------------------------

static enum config_code
panel_of(const char *text, struct panel *panel)
{
    float width = 0;
    float height = 0;
    float width_mm = 0;
    float height_mm = 0;
    const char *at = text;
    bool good = scan_number(&at, false, &width) && scan_char(&at, 'x') &&
                scan_number(&at, false, &height) && scan_char(&at, '@') &&
                scan_number(&at, true, &width_mm) && scan_char(&at, 'x') &&
                scan_number(&at, true, &height_mm) && scan_char(&at, 'm') && scan_char(&at, 'm') &&
                *at == '\0';
    if (!good) {
        return CONFIG_VALUE;
    }
    if (!between(width, PANEL_PX_MIN, PANEL_PX_MAX) ||
        !between(height, PANEL_PX_MIN, PANEL_PX_MAX) ||
        !between(width_mm, PANEL_MM_MIN, PANEL_MM_MAX) ||
        !between(height_mm, PANEL_MM_MIN, PANEL_MM_MAX)) {
        return CONFIG_RANGE;
    }
    // Square pixels, as data sheets and EDID round them: else two figures were swapped.
    float shape = (width / width_mm) / (height / height_mm);
    if (shape < 0.9f || shape > 1.1f) {
        return CONFIG_SHAPE;
    }
    *panel = panel_make((int)width, (int)height, width_mm, height_mm);
    return CONFIG_FINE;
}

enum config_code
take_panel(struct config_entry *entry, void *into)
{
    enum config_code code = panel_of(entry->value, into);
    if (code == CONFIG_RANGE) {
        snprintf(entry->hint, CONFIG_HINT_MAX, "%d … %d px, %d … %d mm", PANEL_PX_MIN, PANEL_PX_MAX,
            PANEL_MM_MIN, PANEL_MM_MAX);
    }
    return code;
}

bool
config_parse_panel(const char *text, struct panel *panel, struct err *err)
{
    switch ((int)panel_of(text, panel)) {
    case CONFIG_FINE:
        return true;
    case CONFIG_RANGE:
        return err_set(err, ERR_FORMAT, "expected %d to %d pixels and %d to %d mm a side",
            PANEL_PX_MIN, PANEL_PX_MAX, PANEL_MM_MIN, PANEL_MM_MAX);
    case CONFIG_SHAPE:
        return err_set(err, ERR_FORMAT,
            "expected the same shape in mm as in pixels (width first), like 1280x800@217x136mm");
    default:
        return err_set(err, ERR_FORMAT, "expected pixels and millimetres like 1280x800@217x136mm");
    }
}
