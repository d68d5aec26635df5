#include "config/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/ini.h"
#include "config/internal.h"
#include "test.h"

enum { SAID_MAX = 4096, LINES_BYTES_MAX = 64 * 1024 };

static struct config config;
static struct config_report report;

static void
parse_bytes(const char *text, size_t len)
{
    config = config_default();
    config_parse(text, len, &config, &report);
}

static void
parse(const char *text)
{
    parse_bytes(text, strlen(text));
}

// "ok", or every problem, joined by " + ".
static const char *
said(char out[static SAID_MAX])
{
    size_t used = (size_t)snprintf(out, SAID_MAX, "%s", report.count == 0 ? "ok" : "");
    for (int i = 0; i < report.count; i++) {
        char text[400];
        config_problem_text(&report.problems[i], text);
        used += (size_t)snprintf(out + used, SAID_MAX - used, "%s%s: %s", i > 0 ? " + " : "",
            report.problems[i].warning ? "warning" : "error", text);
        assert_true(used < SAID_MAX);
    }
    return out;
}

static void
assert_said(const char *text, const char *expected)
{
    char out[SAID_MAX];
    parse(text);
    assert_string_equal(said(out), expected);
}

// A table of lines -------------------------------------------------------------------------------

struct covered {
    bool good[CONFIG_KEYS_MAX];
    bool refused[CONFIG_KEYS_MAX];
    bool code[32]; // from 4200 on
};

static void
cover(struct covered *covered, const char *section, const char *line)
{
    char key[INI_NAME_MAX] = "";
    snprintf(key, sizeof key, "%.*s", (int)strcspn(line, " ="), line);
    int index = config_key_find(section, key);
    const char *equals = strchr(line, '=');
    bool empty = equals && equals[1 + strspn(equals + 1, " ")] == '\0';
    if (index >= 0) {
        covered->good[index] |= report.errors == 0 && !empty;
        covered->refused[index] |= report.errors > 0 && !empty;
    }
    for (int i = 0; i < report.count; i++) {
        covered->code[report.problems[i].code - 4200] = true;
    }
}

static void
check_row(char *row, struct covered *covered)
{
    char *line = strstr(row, " | ");
    assert_non_null(line);
    *line = '\0';
    line += 3;
    char *expected = strstr(line, " | ");
    assert_non_null(expected);
    *expected = '\0';
    expected += 3;
    char text[1024];
    char out[SAID_MAX];
    snprintf(text, sizeof text, "[%s]\n%s\n", row, line);
    parse(text);
    if (strcmp(said(out), expected) != 0) {
        fail_msg("[%s] %s\n%s\nbut expected\n%s", row, line, out, expected);
    }
    for (int i = 0; i < report.count; i++) {
        assert_int_equal(report.problems[i].line, 2);
    }
    if (report.errors > 0) { // nothing of it is taken
        struct config defaults = config_default();
        if (strncmp(line, "seal", 4) == 0) { // but of this, so that nothing leaves open by mistake
            memcpy(defaults.seal, "?", 2);
        }
        assert_memory_equal(&config, &defaults, sizeof config);
    }
    cover(covered, row, line);
}

static void
says_what_the_table_says(void **state)
{
    (void)state;
    struct covered covered = {0};
    char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    assert_true(file_read("tests/config/lines.txt", LINES_BYTES_MAX, &text, &len, &err));
    char *rest = text;
    for (char *row = strsep(&rest, "\n"); row; row = strsep(&rest, "\n")) {
        if (row[0] != '#' && row[0] != '\0') {
            check_row(row, &covered);
        }
    }
    free(text);
    for (int i = 0; i < config_keys_count; i++) {
        const struct config_key *key = &config_keys[i];
        bool any = key->take == take_text || key->take == take_path; // all but too long is good
        if (!covered.good[i] || (!covered.refused[i] && !any)) {
            fail_msg("lines.txt lacks a good or a bad value of [%s] %s", key->section, key->key);
        }
    }
    static const enum config_code of_a_line[] = {CONFIG_LINE, CONFIG_SECTION, CONFIG_LONG,
        CONFIG_VALUE, CONFIG_RANGE, CONFIG_EMPTY, CONFIG_QUOTES, CONFIG_COMMENT, CONFIG_SHAPE,
        CONFIG_UNKNOWN_KEY, CONFIG_UNKNOWN_SECTION, CONFIG_ALONE};
    for (size_t i = 0; i < sizeof of_a_line / sizeof *of_a_line; i++) {
        assert_true(covered.code[of_a_line[i] - 4200]);
    }
}

// Values -----------------------------------------------------------------------------------------

static void
parse_one(const char *section, const char *line)
{
    char text[1024];
    snprintf(text, sizeof text, "[%s]\n%s\n", section, line);
    parse(text);
    assert_int_equal(report.errors, 0);
}

static void
has_defaults(void **state)
{
    (void)state;
    struct config defaults = config_default();
    assert_int_equal(defaults.panel.width_px, 1280);
    assert_int_equal(defaults.panel.height_px, 800);
    assert_true(defaults.panel.px_per_mm > 5.8f && defaults.panel.px_per_mm < 6.0f);
    assert_int_equal(defaults.rotation, 0);
    assert_int_equal(defaults.idle_s, 120);
    assert_int_equal(defaults.warning_s, 30);
    assert_int_equal(defaults.utc_offset_minutes, 0);
    assert_int_equal(defaults.quiet.weekday_mask, 0);
    assert_string_equal(defaults.languages, "");
    assert_non_null(strstr(defaults.fonts, "andika"));
    assert_int_equal(access(defaults.assets, R_OK), 0);
}

static void
takes_texts(void **state)
{
    (void)state;
    parse_one("hub", "network = gt");
    assert_string_equal(config.network, "gt");
    parse_one("hub", "name = puerto-esperanza-1");
    assert_string_equal(config.hub, "puerto-esperanza-1");
    parse_one("hub", "window = Ventanilla #3, al fondo");
    assert_string_equal(config.window, "Ventanilla #3, al fondo");
    parse_one("paths", "assets = /srv/hub/assets");
    assert_string_equal(config.assets, "/srv/hub/assets");
    parse_one("paths", "fonts = /a:/b");
    assert_string_equal(config.fonts, "/a:/b");
    parse_one("paths", "content = /var/lib/hub/a file.db");
    assert_string_equal(config.content, "/var/lib/hub/a file.db");
    parse_one("paths", "data = /data/hub");
    assert_string_equal(config.data, "/data/hub");
    parse_one("paths", "run = /run/other");
    assert_string_equal(config.run, "/run/other");
    parse_one("paths", "factory = /usr/share/hub/demo.hub");
    assert_string_equal(config.factory, "/usr/share/hub/demo.hub");
    parse_one("kiosk", "staff_language = pt-BR");
    assert_string_equal(config.staff_language, "pt-BR");
    parse_one("upload", "collector = https://counts.example.org");
    assert_string_equal(config.collector, "https://counts.example.org");
    parse("[upload]\ncollector = https://a.example\nca = /a.pem\n"
          "pin = sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    assert_int_equal(report.count, 0);
    assert_string_equal(config.pin, "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_string_equal(config.ca, "/a.pem");
    parse("[hub]\nname = one\nname =\n"); // the last one holds, also when it takes it back
    assert_string_equal(config.hub, "");
}

static void
takes_numbers(void **state)
{
    (void)state;
    parse_one("panel", "size = 720x1280@87x154.5mm");
    assert_int_equal(config.panel.width_px, 720);
    assert_int_equal(config.panel.height_px, 1280);
    assert_true(config.panel.width_mm == 87.0f);
    parse_one("panel", "rotation = 270");
    assert_int_equal(config.rotation, 270);
    parse_one("kiosk", "idle = 30");
    assert_int_equal(config.idle_s, 30);
    parse_one("kiosk", "warning = 120");
    assert_int_equal(config.warning_s, 120);
    parse_one("sound", "volume = -25");
    assert_int_equal(config.volume, -25);
    parse_one("kiosk", "utc_offset = -06:00");
    assert_int_equal(config.utc_offset_minutes, -360);
    parse_one("kiosk", "utc_offset = +05:45");
    assert_int_equal(config.utc_offset_minutes, 345);
}

static void
takes_languages_in_order(void **state)
{
    (void)state;
    parse_one("kiosk", "languages = es, ht , pt-BR,quc");
    assert_string_equal(config.languages, "es,ht,pt-BR,quc");
}

// Files ------------------------------------------------------------------------------------------

static void
a_mistake_spoils_nothing_else(void **state)
{
    (void)state;
    parse("\xef\xbb\xbf# hub.conf\r\n[kiosk]\r\nidle = soon\r\nwarning\t=\t45\r\n"
          "\r\n; Cuenca\r\n[panel]\r\nsize = 800x480@152x91mm\r\n");
    assert_int_equal(report.count, 1);
    assert_int_equal(report.errors, 1);
    assert_int_equal(report.problems[0].line, 3);
    assert_int_equal(report.problems[0].code, CONFIG_RANGE);
    assert_string_equal(report.problems[0].where, "[kiosk] idle");
    assert_string_equal(report.problems[0].value, "soon");
    assert_string_equal(report.problems[0].hint, "30 … 900");
    assert_int_equal(config.idle_s, 120);
    assert_int_equal(config.warning_s, 45);
    assert_int_equal(config.panel.width_px, 800);
}

static void
names_what_is_no_line_of_ours(void **state)
{
    (void)state;
    assert_said(
        "idle = 60\n", "error: idle: a key before the first [section]; meant: [kiosk] idle [4207]");
    assert_int_equal(config.idle_s, 120);
    assert_said("[kiosk]\nwindow = espa\xf1ol\n",
        "error: [kiosk] window: not UTF-8; save the file as UTF-8 [4209]");
    assert_said("[hub]\nwindow = left\tright\n",
        "error: [hub] window = \"left right\": a tab or another control character inside the value "
        "[4215]");
    char line[CONFIG_TEXT_MAX + 64] = "[hub]\nwindow = ";
    memset(line + strlen(line), 'x', CONFIG_TEXT_MAX);
    assert_said(line, "error: too long [4208]");
    // Lines that end as on an old Mac are one line.
    assert_said("[kiosk]\ridle = 60\rwarning = 30\r", "error: a section looks like [name] [4206]");
}

static void
warns_of_what_it_does_not_know(void **state)
{
    (void)state;
    assert_said("[kiosk]\nidel = 60\n[keys]\nup = 5\ndown = 6\n[kiosk]\nidle = 60\nidle = 90\n",
        "warning: [kiosk] idel: unknown key; meant: [kiosk] idle [4221] + "
        "warning: [keys]: unknown section [4222] + "
        "warning: [kiosk] idle: given twice, this one holds; before in line 7 [4223]");
    assert_int_equal(report.errors, 0);
    assert_int_equal(config.idle_s, 90);
}

static void
knows_other_encodings(void **state)
{
    (void)state;
    static const char little[] = "\xff\xfe[\0h\0]\0\n\0";
    parse_bytes(little, sizeof little - 1);
    assert_int_equal(report.problems[0].code, CONFIG_UTF16);
    assert_int_equal(report.problems[0].line, 0);
    static const char big[] = "\xfe\xff\0[\0h\0]";
    parse_bytes(big, sizeof big - 1);
    assert_int_equal(report.problems[0].code, CONFIG_UTF16);
    static const char bare[] = "[\0h\0]\0\n\0";
    parse_bytes(bare, sizeof bare - 1);
    assert_int_equal(report.problems[0].code, CONFIG_UTF16);
    static const char binary[] = "[kiosk]\nidle = 60\n\0\n";
    parse_bytes(binary, sizeof binary - 1);
    assert_int_equal(report.count, 1);
    assert_int_equal(report.problems[0].code, CONFIG_NOT_TEXT);
    assert_int_equal(report.problems[0].line, 3);
    assert_int_equal(config.idle_s, 120);
}

static void
survives_a_flood(void **state)
{
    (void)state;
    char text[4096] = "[kiosk]\n";
    for (int i = 0; i < 200; i++) {
        memcpy(text + strlen(text), "idle = x\n", 10);
    }
    parse(text);
    assert_int_equal(report.count, CONFIG_PROBLEMS_MAX);
    assert_int_equal(report.errors, 200);
    assert_int_equal(report.more, 399 - CONFIG_PROBLEMS_MAX); // each but the first is there twice
    assert_int_equal(report.problems[0].line, 2);
    parse("");
    assert_int_equal(report.count, 0);
}

// Not in what is said of it, nor in the settings of a process that has no network.
static void
keeps_secrets(void **state)
{
    (void)state;
    static const char text[] =
        "[wifi]\nssid = Casa\ncountry = GT\npassword = ñ-secret-1\npassword = secret-22\n";
    char out[SAID_MAX];
    parse(text);
    assert_int_equal(report.count, 2);
    assert_null(strstr(said(out), "secret"));
    assert_null(memmem(&report, sizeof report, "secret", 6));
    struct config defaults = config_default();
    assert_memory_equal(&config, &defaults, sizeof config);
    struct config_wifi wifi;
    config_parse_wifi(text, sizeof text - 1, &wifi);
    assert_string_equal(wifi.ssid, "Casa");
    assert_string_equal(wifi.password, "secret-22");
    assert_string_equal(wifi.country, "GT");
}

// What is no key stays a word that no key is, so that nothing leaves open by mistake.
static void
keeps_a_bad_seal(void **state)
{
    (void)state;
    static const char good[] = "[upload]\nseal = "
                               "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\n";
    static const char *const bad[] = {"", "no", "\xff", "a\tb",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f7075",
        "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A",
        "\"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\"",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a # of 2026"};
    assert_said(good, "ok");
    assert_int_equal(strlen(config.seal), CONFIG_KEY_MAX - 1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[256];
        snprintf(text, sizeof text, "[upload]\nseal = %s\n", bad[i]);
        parse(text);
        assert_int_equal(report.errors, 1);
        assert_string_equal(config.seal, "?");
        snprintf(text, sizeof text, "%sseal = %s\n", good, bad[i]);
        parse(text); // given twice, the later line holds
        assert_string_equal(config.seal, "?");
    }
}

static void
reads_a_file(void **state)
{
    (void)state;
    char path[] = "/tmp/config-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    static const char text[] = "[kiosk]\nidle = 77\n";
    assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
    config = config_default();
    config_read(path, &config, &report);
    assert_int_equal(report.count, 0);
    assert_int_equal(config.idle_s, 77);
    assert_int_equal(ftruncate(fd, CONFIG_BYTES_MAX + 1), 0);
    config_read(path, &config, &report);
    assert_int_equal(report.problems[0].code, CONFIG_TOO_LARGE);
    close(fd);
    unlink(path);
    config_load(path, &config, NULL);
    config_load(path, &config, &report);
    assert_int_equal(report.problems[0].code, CONFIG_UNREADABLE);
    assert_int_equal(report.errors, 1);
    assert_int_equal(config.idle_s, 77);
}

// The example -------------------------------------------------------------------------------------

// Every "#key = value" of it, where the # touches the key, as a line of its own.
static char *
uncommented(const char *text)
{
    char *out = strdup(text);
    char *to = out;
    bool start = true;
    for (const char *p = text; *p; p++) {
        bool key = start && *p == '#' && p[1] >= 'a' && p[1] <= 'z';
        if (!key) {
            *to++ = *p;
        }
        start = *p == '\n';
    }
    *to = '\0';
    return out;
}

static void
the_example_holds_every_key_and_its_default(void **state)
{
    (void)state;
    char path[1024];
    char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    snprintf(path, sizeof path, "%s/firmware/hub.conf", getenv("HUB_BINARY_DIR"));
    assert_true(file_read(path, CONFIG_BYTES_MAX, &text, &len, &err));
    assert_said(text, "ok"); // as it is installed
    struct config defaults = config_default();
    assert_memory_equal(&config, &defaults, sizeof config);
    char *all = uncommented(text);
    // Whoever means to seal and has no key yet lets nothing leave open meanwhile.
    assert_said(all, "error: [upload] seal: no value; write it like 64 × 0-9 a-f [4212]");
    assert_string_equal(config.seal, "?");
    config.seal[0] = '\0';
    assert_memory_equal(&config, &defaults, sizeof config);
    for (int i = 0; i < config_keys_count; i++) {
        char line[100];
        char section[100];
        snprintf(line, sizeof line, "\n%s =", config_keys[i].key);
        snprintf(section, sizeof section, "\n[%s]\n", config_keys[i].section);
        const char *found = strstr(all, section);
        if (!found || !strstr(found, line)) {
            fail_msg("hub.conf lacks%s below%s", line, section);
        }
    }
    free(all);
    free(text);
}

static void
the_manuals_example_has_no_mistake(void **state)
{
    (void)state;
    char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    assert_true(file_read("README.md", 1024 * 1024, &text, &len, &err));
    char *example = strstr(strstr(text, "### hub.conf"), "```ini\n");
    assert_non_null(example);
    example += strlen("```ini\n");
    *strstr(example, "```") = '\0';
    assert_said(example, "ok");
    assert_int_equal(config.rotation, 90);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_the_table_says),
        cmocka_unit_test(has_defaults),
        cmocka_unit_test(takes_texts),
        cmocka_unit_test(takes_numbers),
        cmocka_unit_test(takes_languages_in_order),
        cmocka_unit_test(a_mistake_spoils_nothing_else),
        cmocka_unit_test(names_what_is_no_line_of_ours),
        cmocka_unit_test(warns_of_what_it_does_not_know),
        cmocka_unit_test(knows_other_encodings),
        cmocka_unit_test(survives_a_flood),
        cmocka_unit_test(keeps_secrets),
        cmocka_unit_test(keeps_a_bad_seal),
        cmocka_unit_test(reads_a_file),
        cmocka_unit_test(the_manuals_example_has_no_mistake),
        cmocka_unit_test(the_example_holds_every_key_and_its_default),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
