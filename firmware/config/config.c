#include "config/config.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/log.h"
#include "base/utf8.h"
#include "config/internal.h"

struct reader {
    struct config *config;
    struct config_wifi *wifi;
    struct config_report *report;
    struct ini ini;
    int lines[CONFIG_KEYS_MAX]; // where each key was given last; 0 = nowhere
    enum { ABSENT, REFUSED, TAKEN } fate[CONFIG_KEYS_MAX]; // an empty value is absent
    char unknown[INI_NAME_MAX];                            // section complained about last
    struct config_problem spare;                           // takes what the report has no place for
};

// A value as it is repeated: whole characters, on one line.
static void
quote(const char *value, char out[CONFIG_VALUE_MAX])
{
    size_t len = strlen(value);
    if (!utf8_valid(value, len)) {
        return;
    }
    size_t room = CONFIG_VALUE_MAX - sizeof "…";
    bool cut = len > room;
    if (cut) {
        for (len = room; ((unsigned char)value[len] & 0xc0) == 0x80; len--) {
        }
    }
    snprintf(out, CONFIG_VALUE_MAX, "%.*s%s", (int)len, value, cut ? "…" : "");
    for (char *p = out; *p; p++) {
        *p = (unsigned char)*p < ' ' || *p == 127 ? ' ' : *p;
    }
}

// Of the line just read; the caller adds what more is known.
static struct config_problem *
complain(struct reader *reader, enum config_code code, bool warning)
{
    static const struct config_problem empty;
    struct config_report *report = reader->report;
    bool full = report->count == CONFIG_PROBLEMS_MAX;
    report->errors += !warning;
    report->more += full;
    struct config_problem *problem = full ? &reader->spare : &report->problems[report->count++];
    *problem = empty;
    problem->code = code;
    problem->warning = warning;
    problem->line = reader->ini.line;
    return problem;
}

static void
say_where(struct config_problem *problem, const char *section, const char *key)
{
    bool readable = utf8_valid(section, strlen(section)) && (!key || utf8_valid(key, strlen(key)));
    if (readable) {
        snprintf(problem->where, sizeof problem->where, "[%s]%s%s", section, key ? " " : "",
            key ? key : "");
    }
}

// Looking for what was meant takes a while; nobody reads it of problems that are not listed.
static void
guess(const struct reader *reader, struct config_problem *problem, const char *key)
{
    if (problem != &reader->spare) {
        config_nearest(reader->ini.section, key, problem->hint);
    }
}

// Values -----------------------------------------------------------------------------------------

static bool
in_quotes(const char *value)
{
    static const char *const marks[][2] = {
        {"\"", "\""}, {"'", "'"}, {"“", "”"}, {"«", "»"}, {"‘", "’"}, {"„", "“"}};
    size_t len = strlen(value);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t first = strlen(marks[i][0]);
        size_t last = strlen(marks[i][1]);
        if (len >= first + last && strncmp(value, marks[i][0], first) == 0 &&
            strcmp(value + len - last, marks[i][1]) == 0) {
            return true;
        }
    }
    return false;
}

static bool
has_control(const char *value)
{
    for (; *value; value++) {
        if ((unsigned char)*value < ' ' || *value == 127) {
            return true;
        }
    }
    return false;
}

static enum config_code
take(struct config_entry *entry, void *into)
{
    const struct config_key *row = entry->row;
    if (has_control(entry->value)) {
        return CONFIG_CONTROL;
    }
    if (entry->value[0] == '\0') {
        if (row->optional) {
            memset(into, 0, row->size);
        }
        return row->optional ? CONFIG_FINE : CONFIG_EMPTY;
    }
    if (!row->verbatim && in_quotes(entry->value)) {
        return CONFIG_QUOTES;
    }
    enum config_code code = row->take(entry, into);
    bool refused = code == CONFIG_VALUE || code == CONFIG_RANGE;
    if (refused && (strstr(entry->value, " #") || strstr(entry->value, " ;"))) {
        snprintf(entry->hint, sizeof entry->hint, "%s", row->hint);
        return CONFIG_COMMENT;
    }
    return code;
}

static void
say_value(
    struct reader *reader, const struct config_entry *entry, enum config_code code, bool warning)
{
    struct config_problem *problem = complain(reader, code, warning);
    say_where(problem, entry->row->section, entry->key);
    if (!entry->row->hidden) {
        quote(entry->value, problem->value);
    }
    memcpy(problem->hint, entry->hint, sizeof problem->hint);
}

static char *
field_of(const struct reader *reader, const struct config_key *row)
{
    return (row->secret ? (char *)reader->wifi : (char *)reader->config) + row->at;
}

// For settings that must not fall back to their default by a slip of the pen.
static void
put_instead(const struct reader *reader, const struct config_key *row)
{
    if (row->instead) {
        memcpy(field_of(reader, row), row->instead, strlen(row->instead) + 1);
    }
}

static void
apply(struct reader *reader, int index)
{
    const struct config_key *row = &config_keys[index];
    struct config_entry entry = {.row = row, .key = row->key, .value = reader->ini.value};
    snprintf(entry.hint, sizeof entry.hint, "%s", row->hint);
    if (reader->lines[index] > 0) {
        struct config_problem *problem = complain(reader, CONFIG_TWICE, true);
        say_where(problem, row->section, row->key);
        snprintf(problem->hint, sizeof problem->hint, "%d", reader->lines[index]);
    }
    enum config_code code = take(&entry, field_of(reader, row));
    reader->lines[index] = reader->ini.line;
    reader->fate[index] = entry.value[0] == '\0' ? ABSENT : code != CONFIG_FINE ? REFUSED : TAKEN;
    if (code != CONFIG_FINE) {
        put_instead(reader, row);
        say_value(reader, &entry, code, false);
    } else if (row->verbatim && in_quotes(entry.value)) {
        say_value(reader, &entry, CONFIG_QUOTES, true); // perhaps they are meant
    }
}

// Lines of [gpio] and [keypad]: config/wiring.h knows their keys.
static void
apply_wiring(struct reader *reader)
{
    static const enum config_code codes[] = {[WIRING_UNKNOWN] = CONFIG_UNKNOWN_KEY,
        [WIRING_TWICE] = CONFIG_TWICE,
        [WIRING_WRONG] = CONFIG_VALUE};
    const struct ini *ini = &reader->ini;
    struct err err = {0};
    enum wiring_verdict verdict =
        wiring_set(&reader->config->wiring, ini->section, ini->key, ini->value, &err);
    if (verdict == WIRING_TAKEN) {
        return;
    }
    struct config_problem *problem = complain(reader, codes[verdict], verdict != WIRING_WRONG);
    say_where(problem, ini->section, ini->key);
    quote(ini->value, problem->value);
    snprintf(problem->hint, sizeof problem->hint, "%.*s", CONFIG_HINT_MAX - 1, err.text);
}

// Lines ------------------------------------------------------------------------------------------

// An unknown section is said once, not for each of its keys.
static void
unknown(struct reader *reader)
{
    const struct ini *ini = &reader->ini;
    bool known = config_section_known(ini->section);
    if (!known && strcmp(ini->section, reader->unknown) == 0) {
        return;
    }
    memcpy(reader->unknown, ini->section, sizeof reader->unknown);
    struct config_problem *problem =
        complain(reader, known ? CONFIG_UNKNOWN_KEY : CONFIG_UNKNOWN_SECTION, true);
    say_where(problem, ini->section, known ? ini->key : NULL);
    guess(reader, problem, known ? ini->key : "");
}

static void
apply_line(struct reader *reader)
{
    static const enum config_code faults[] = {
        [INI_ENTRY] = CONFIG_LINE, [INI_SECTION] = CONFIG_SECTION, [INI_LONG] = CONFIG_LONG};
    const struct ini *ini = &reader->ini;
    if (ini->fault != INI_FINE) {
        (void)complain(reader, faults[ini->fault], false);
        reader->unknown[0] = '\0';
    } else if (!utf8_valid(ini->key, strlen(ini->key)) ||
               !utf8_valid(ini->value, strlen(ini->value))) {
        int index = config_key_find(ini->section, ini->key);
        say_where(complain(reader, CONFIG_NOT_UTF8, false), ini->section, ini->key);
        if (index >= 0) {
            put_instead(reader, &config_keys[index]);
        }
    } else if (ini->section[0] == '\0') {
        struct config_problem *problem = complain(reader, CONFIG_NO_SECTION, false);
        snprintf(problem->where, sizeof problem->where, "%s", ini->key);
        guess(reader, problem, ini->key);
    } else if (strcmp(ini->section, "gpio") == 0 || strcmp(ini->section, "keypad") == 0) {
        apply_wiring(reader);
    } else {
        int index = config_key_find(ini->section, ini->key);
        if (index >= 0) {
            apply(reader, index);
        } else {
            unknown(reader);
        }
    }
}

// Keys that mean nothing without another one of their section.
static void
find_lonely(struct reader *reader)
{
    for (int i = 0; i < config_keys_count; i++) {
        const struct config_key *row = &config_keys[i];
        int other = row->needs ? config_key_find(row->section, row->needs) : -1;
        if (other < 0 || reader->fate[i] != TAKEN || reader->fate[other] != ABSENT) {
            continue;
        }
        reader->ini.line = reader->lines[i];
        struct config_problem *problem = complain(reader, CONFIG_ALONE, true);
        say_where(problem, row->section, row->key);
        snprintf(problem->hint, sizeof problem->hint, "[%s] %s", row->section, row->needs);
    }
}

// What no line can be told of: another encoding, or no text at all.
static bool
is_text(struct reader *reader, const char *text, size_t len)
{
    bool marked =
        len >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0);
    const char *zero = memchr(text, '\0', len);
    if (!marked && !zero) {
        return true;
    }
    bool wide = marked || (len >= 2 && (text[0] == '\0') != (text[1] == '\0'));
    for (const char *p = text; !wide && p < zero; p++) {
        reader->ini.line += *p == '\n';
    }
    reader->ini.line += !wide;
    (void)complain(reader, wide ? CONFIG_UTF16 : CONFIG_NOT_TEXT, false);
    return false;
}

static void
parse(struct reader *reader, const char *text, size_t len)
{
    if (!is_text(reader, text, len)) {
        return;
    }
    size_t mark = len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    reader->ini = (struct ini){.text = text + mark, .len = len - mark};
    while (ini_next(&reader->ini)) {
        apply_line(reader);
    }
    find_lonely(reader);
}

void
config_parse(const char *text, size_t len, struct config *config, struct config_report *report)
{
    struct config_wifi wifi = {.ssid = ""};
    struct reader reader = {.config = config, .wifi = &wifi, .report = report};
    *report = (struct config_report){.count = 0};
    parse(&reader, text, len);
    explicit_bzero(&wifi, sizeof wifi);
    explicit_bzero(&reader.ini, sizeof reader.ini);
}

void
config_parse_wifi(const char *text, size_t len, struct config_wifi *wifi)
{
    struct config config = config_default();
    struct config_report report = {.count = 0};
    struct reader reader = {.config = &config, .wifi = wifi, .report = &report};
    *wifi = (struct config_wifi){.ssid = ""};
    parse(&reader, text, len);
    explicit_bzero(&reader.ini, sizeof reader.ini);
}

// Files ------------------------------------------------------------------------------------------

void
config_read(const char *path, struct config *config, struct config_report *report)
{
    AUTO_FREE char *data = NULL;
    size_t len = 0;
    struct err err = {.kind = ERR_NONE};
    if (file_read(path, CONFIG_BYTES_MAX, &data, &len, &err)) {
        config_parse(data, len, config, report);
        explicit_bzero(data, len);
        return;
    }
    *report = (struct config_report){.count = 1, .errors = 1};
    report->problems[0].code = err.kind == ERR_LIMIT ? CONFIG_TOO_LARGE : CONFIG_UNREADABLE;
    report->problems[0].line = 0;
}

void
config_load(const char *path, struct config *config, struct config_report *report)
{
    struct config_report own;
    report = report ? report : &own;
    config_read(path, config, report);
    for (int i = 0; i < report->count; i++) {
        char text[400];
        config_problem_text(&report->problems[i], text);
        LOG_WARN("%s:%d: %s", path, report->problems[i].line, text);
    }
    if (report->more > 0) {
        LOG_WARN("%s: %d more", path, report->more);
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
        .wiring = wiring_default(),
    };
}
