#include "config/config.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/log.h"
#include "base/utf8.h"

enum {
    PANEL_PX_MIN = 160,
    PANEL_PX_MAX = 8192,
    PANEL_MM_MIN = 20,
    PANEL_MM_MAX = 3000,
    IDLE_MIN_S = 30,
    IDLE_MAX_S = 900,
    WARNING_MIN_S = 20,
    WARNING_MAX_S = 120,
    OFFSET_MIN = -12 * 60,
    OFFSET_MAX = 14 * 60,
};

// One "key = value" line, trimmed.
struct entry {
    const char *section;
    const char *key;
    const char *value;
};

struct reader {
    struct config *config;
    struct config_report *report;
    int line;
    unsigned seen;              // bit per key of the table
    char unknown[INI_NAME_MAX]; // section complained about last
};

static void complain(struct reader *reader, bool warning, const char *format, ...) PRINTF(3, 4);

static void
complain(struct reader *reader, bool warning, const char *format, ...)
{
    if (reader->report->count == CONFIG_PROBLEMS_MAX) {
        return;
    }
    struct config_problem *problem = &reader->report->problems[reader->report->count++];
    problem->line = reader->line;
    problem->warning = warning;
    va_list args;
    va_start(args, format);
    vsnprintf(problem->text, sizeof problem->text, format, args);
    va_end(args);
}

// Values ---------------------------------------------------------------------------------------

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

bool
config_parse_panel(const char *text, struct panel *panel, struct err *err)
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
        return err_set(err, ERR_FORMAT, "expected pixels and millimetres like 1280x800@217x136mm");
    }
    if (!between(width, PANEL_PX_MIN, PANEL_PX_MAX) ||
        !between(height, PANEL_PX_MIN, PANEL_PX_MAX)) {
        return err_set(
            err, ERR_FORMAT, "expected %d to %d pixels a side", PANEL_PX_MIN, PANEL_PX_MAX);
    }
    if (!between(width_mm, PANEL_MM_MIN, PANEL_MM_MAX) ||
        !between(height_mm, PANEL_MM_MIN, PANEL_MM_MAX)) {
        return err_set(err, ERR_FORMAT, "expected %d to %d mm a side", PANEL_MM_MIN, PANEL_MM_MAX);
    }
    // Square pixels, as data sheets and EDID round them: else two figures were swapped.
    float shape = (width / width_mm) / (height / height_mm);
    if (shape < 0.9f || shape > 1.1f) {
        return err_set(err, ERR_FORMAT,
            "expected the same shape in mm as in pixels (width first), like 1280x800@217x136mm");
    }
    *panel = panel_make((int)width, (int)height, width_mm, height_mm);
    return true;
}

static void
set_panel(struct reader *reader, const char *value)
{
    struct err err = {0};
    if (!config_parse_panel(value, &reader->config->panel, &err)) {
        complain(reader, false, "[panel] size = \"%.40s\": %.80s", value, err.text);
    }
}

// Copies a value that must not be empty nor too long.
static void
set_path(struct reader *reader, const struct entry *entry, char out[CONFIG_TEXT_MAX])
{
    size_t len = strlen(entry->value);
    if (len == 0 || len >= CONFIG_TEXT_MAX) {
        complain(reader, false, "[%s] %s: expected 1 to %d bytes", entry->section, entry->key,
            CONFIG_TEXT_MAX - 1);
        return;
    }
    memcpy(out, entry->value, len + 1);
}

// What a value of [upload] looks like: a head, so many of these characters, a tail.
struct form {
    const char *head, *characters;
    size_t least, most;
    const char *tail, *expected;
    const char *instead; // what stands for a value that is refused; NULL: the default
};
static const struct form COLLECTOR = {"https://", "abcdefghijklmnopqrstuvwxyz0123456789.:[]-", 1,
    CONFIG_TEXT_MAX - 9, "", "https://HOST or https://HOST:PORT", NULL};
static const struct form PIN = {"sha256//",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 43, 43, "=",
    "sha256// and 44 characters of base 64", NULL};
static const struct form SEAL = {"", "0123456789abcdef", CONFIG_KEY_MAX - 1, CONFIG_KEY_MAX - 1, "",
    "64 digits of 0-9 and a-f; no counts leave until it is right", "?"};

static void
set_formed(struct reader *reader, const struct entry *entry, const struct form *form, char *out)
{
    size_t head = strlen(form->head);
    bool begins = strncmp(entry->value, form->head, head) == 0;
    size_t middle = begins ? strspn(entry->value + head, form->characters) : 0;
    bool good = middle >= form->least && middle <= form->most &&
                strcmp(entry->value + head + middle, form->tail) == 0;
    const char *value = good ? entry->value : form->instead;
    if (!good) {
        complain(reader, false, "[%s] %s: expected %s", entry->section, entry->key, form->expected);
    }
    if (value) {
        memcpy(out, value, strlen(value) + 1);
    }
}

// A hub's or network's name as bundles spell it.
static void
set_name(struct reader *reader, const struct entry *entry, char out[CONFIG_NAME_MAX])
{
    size_t len = strlen(entry->value);
    bool good = len > 0 && len < CONFIG_NAME_MAX && entry->value[0] != '-' &&
                strspn(entry->value, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
    if (!good) {
        complain(reader, false,
            "[%s] %s = \"%.40s\": expected 1 to %d of a-z, 0-9 and -, like puerto-esperanza",
            entry->section, entry->key, entry->value, CONFIG_NAME_MAX - 1);
        return;
    }
    memcpy(out, entry->value, len + 1);
}

static bool
is_tag_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// "es, ht , ar" becomes "es,ht,ar"; empty is allowed.
static void
set_languages(struct reader *reader, const char *value)
{
    char out[CONFIG_TEXT_MAX];
    size_t len = 0;
    size_t tag = 0;
    bool good = true;
    for (const char *p = value; *p && good; p++) {
        if (*p == ' ' || *p == '\t') {
            // A space inside a tag ("es ht") is a forgotten comma.
            good = tag == 0 || p[1] == ',' || p[1] == ' ' || p[1] == '\t' || p[1] == '\0';
            continue;
        }
        good = len + 1 < sizeof out && (*p == ',' ? tag > 0 : is_tag_char(*p));
        tag = *p == ',' ? 0 : tag + 1;
        out[len++ % sizeof out] = *p;
    }
    if (!good || (len > 0 && tag == 0)) {
        complain(reader, false, "[kiosk] languages = \"%.40s\": expected tags like es, ht, pt-BR",
            value);
        return;
    }
    out[len] = '\0';
    memcpy(reader->config->languages, out, len + 1);
}

static void
set_staff_language(struct reader *reader, const char *value)
{
    size_t len = 0;
    while (is_tag_char(value[len])) {
        len++;
    }
    if (len == 0 || value[len] != '\0' || len >= sizeof reader->config->staff_language) {
        complain(
            reader, false, "[kiosk] staff_language = \"%.40s\": expected one tag like es", value);
        return;
    }
    memcpy(reader->config->staff_language, value, len + 1);
}

static void
set_seconds(struct reader *reader, const struct entry *entry, int range[2], int *out)
{
    float value = 0;
    const char *at = entry->value;
    if (!scan_number(&at, false, &value) || *at != '\0' || !between(value, range[0], range[1])) {
        complain(reader, false, "[%s] %s = \"%.40s\": expected seconds, %d to %d", entry->section,
            entry->key, entry->value, range[0], range[1]);
        return;
    }
    *out = (int)value;
}

static void
set_utc_offset(struct reader *reader, const char *value)
{
    bool good = strlen(value) == 6 && (value[0] == '-' || value[0] == '+') && value[3] == ':';
    for (int i = 1; good && i < 6; i++) {
        good = i == 3 || (value[i] >= '0' && value[i] <= '9');
    }
    int minutes = 0;
    if (good) {
        int hour = (value[1] - '0') * 10 + (value[2] - '0');
        int minute = (value[4] - '0') * 10 + (value[5] - '0');
        minutes = (hour * 60 + minute) * (value[0] == '-' ? -1 : 1);
        good = minute < 60 && minutes >= OFFSET_MIN && minutes <= OFFSET_MAX;
    }
    if (!good) {
        complain(reader, false,
            "[kiosk] utc_offset = \"%.40s\": expected hours and minutes like -06:00", value);
        return;
    }
    reader->config->utc_offset_minutes = minutes;
}

// Keys -----------------------------------------------------------------------------------------

enum key_id {
    KEY_HUB_NETWORK,
    KEY_HUB_NAME,
    KEY_PANEL_SIZE,
    KEY_ASSETS,
    KEY_FONTS,
    KEY_CONTENT,
    KEY_DATA,
    KEY_RUN,
    KEY_FACTORY,
    KEY_LANGUAGES,
    KEY_IDLE,
    KEY_WARNING,
    KEY_UTC_OFFSET,
    KEY_STAFF_LANGUAGE,
    KEY_COLLECTOR,
    KEY_PIN,
    KEY_CA,
    KEY_SEAL,
    KEYS,
};

static const struct {
    const char *section;
    const char *key;
    size_t path; // where it goes; 0: no path
} key_names[KEYS] = {
    [KEY_HUB_NETWORK] = {"hub", "network", 0},
    [KEY_HUB_NAME] = {"hub", "name", 0},
    [KEY_PANEL_SIZE] = {"panel", "size", 0},
    [KEY_ASSETS] = {"paths", "assets", offsetof(struct config, assets)},
    [KEY_FONTS] = {"paths", "fonts", offsetof(struct config, fonts)},
    [KEY_CONTENT] = {"paths", "content", offsetof(struct config, content)},
    [KEY_DATA] = {"paths", "data", offsetof(struct config, data)},
    [KEY_RUN] = {"paths", "run", offsetof(struct config, run)},
    [KEY_FACTORY] = {"paths", "factory", offsetof(struct config, factory)},
    [KEY_LANGUAGES] = {"kiosk", "languages", 0},
    [KEY_IDLE] = {"kiosk", "idle", 0},
    [KEY_WARNING] = {"kiosk", "warning", 0},
    [KEY_UTC_OFFSET] = {"kiosk", "utc_offset", 0},
    [KEY_STAFF_LANGUAGE] = {"kiosk", "staff_language", 0},
    [KEY_COLLECTOR] = {"upload", "collector", 0},
    [KEY_PIN] = {"upload", "pin", 0},
    [KEY_CA] = {"upload", "ca", offsetof(struct config, ca)},
    [KEY_SEAL] = {"upload", "seal", 0},
};

static bool
is_section(const char *name)
{
    for (int i = 0; i < KEYS; i++) {
        if (strcmp(key_names[i].section, name) == 0) {
            return true;
        }
    }
    return false;
}

static enum key_id
find_key(const struct entry *entry)
{
    enum key_id id = 0;
    while (id < KEYS && (strcmp(key_names[id].section, entry->section) != 0 ||
                            strcmp(key_names[id].key, entry->key) != 0)) {
        id++;
    }
    return id;
}

static void
apply(struct reader *reader, const struct entry *entry)
{
    enum key_id id = find_key(entry);
    if (id == KEYS) {
        complain(reader, true, "[%s] %.40s: unknown key", entry->section, entry->key);
        return;
    }
    if (reader->seen & (1u << id)) {
        complain(reader, true, "[%s] %s: given twice, this one holds", entry->section, entry->key);
    }
    reader->seen |= 1u << id;
    struct config *config = reader->config;
    if (key_names[id].path > 0) {
        set_path(reader, entry, (char *)config + key_names[id].path);
        return;
    }
    switch (id) {
    case KEY_HUB_NETWORK:
        set_name(reader, entry, config->network);
        break;
    case KEY_HUB_NAME:
        set_name(reader, entry, config->hub);
        break;
    case KEY_PANEL_SIZE:
        set_panel(reader, entry->value);
        break;
    case KEY_LANGUAGES:
        set_languages(reader, entry->value);
        break;
    case KEY_IDLE:
        set_seconds(reader, entry, (int[2]){IDLE_MIN_S, IDLE_MAX_S}, &config->idle_s);
        break;
    case KEY_WARNING:
        set_seconds(reader, entry, (int[2]){WARNING_MIN_S, WARNING_MAX_S}, &config->warning_s);
        break;
    case KEY_UTC_OFFSET:
        set_utc_offset(reader, entry->value);
        break;
    case KEY_STAFF_LANGUAGE:
        set_staff_language(reader, entry->value);
        break;
    case KEY_COLLECTOR:
        set_formed(reader, entry, &COLLECTOR, config->collector);
        break;
    case KEY_PIN:
        set_formed(reader, entry, &PIN, config->pin);
        break;
    case KEY_SEAL:
        set_formed(reader, entry, &SEAL, config->seal);
        break;
    case KEY_ASSETS:
    case KEY_FONTS:
    case KEY_CONTENT:
    case KEY_DATA:
    case KEY_RUN:
    case KEY_FACTORY:
    case KEY_CA:
    case KEYS:
        break;
    }
}

// Sections not known here belong to another program's part of hub.conf or are mistyped: said once.
static void
apply_line(struct reader *reader, const struct ini *ini)
{
    if (ini->problem) {
        complain(reader, false, "%s", ini->problem);
    } else if (!utf8_valid(ini->key, strlen(ini->key)) ||
               !utf8_valid(ini->value, strlen(ini->value))) {
        complain(reader, false, "expected UTF-8 text");
    } else if (is_section(ini->section)) {
        struct entry entry = {ini->section, ini->key, ini->value};
        apply(reader, &entry);
    } else if (strcmp(ini->section, reader->unknown) != 0 || ini->section[0] == '\0') {
        memcpy(reader->unknown, ini->section, sizeof reader->unknown);
        complain(reader, true, "[%.40s]: unknown section", ini->section);
    }
}

void
config_parse(const char *text, size_t len, struct config *config, struct config_report *report)
{
    *report = (struct config_report){0};
    struct reader reader = {.config = config, .report = report};
    if (memchr(text, '\0', len)) {
        complain(&reader, false, "expected a text file");
        return;
    }
    size_t mark = len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    struct ini ini = {.text = text + mark, .len = len - mark};
    while (ini_next(&ini)) {
        reader.line = ini.line;
        apply_line(&reader, &ini);
    }
}

bool
config_read(const char *path, struct config *config, struct config_report *report, struct err *err)
{
    AUTO_FREE char *data = NULL;
    size_t len = 0;
    *report = (struct config_report){0};
    if (!file_read(path, CONFIG_BYTES_MAX, &data, &len, err)) {
        return false;
    }
    config_parse(data, len, config, report);
    return true;
}

void
config_load(const char *path, struct config *config)
{
    struct config_report report = {0};
    struct err err = {0};
    if (!config_read(path, config, &report, &err)) {
        LOG_WARN("%s; defaults are used", err.text);
    }
    for (int i = 0; i < report.count; i++) {
        LOG_WARN("%s:%d: %s", path, report.problems[i].line, report.problems[i].text);
    }
}

struct config
config_default(void)
{
    return (struct config){
        .panel = panel_make(1280, 800, 217, 136),
        .assets = HUB_ASSETS_DIR,
        .fonts = HUB_FONT_DIRS,
        .data = "/var/lib/hub",
        .run = "/run/hub",
        .factory = "/usr/share/hub/factory.hub",
        .idle_s = 120,
        .warning_s = 30,
        .staff_language = "es",
    };
}
