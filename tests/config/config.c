#include "config/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

static struct config config;
static struct config_report report;

static void
parse(const char *text)
{
    config = config_default();
    config_parse(text, strlen(text), &config, &report);
}

// One key in its section is taken without a word.
static void
parse_good(const char *section, const char *line)
{
    char text[512];
    snprintf(text, sizeof text, "[%s]\n%s\n", section, line);
    parse(text);
    assert_int_equal(report.count, 0);
}

// It is refused, in line 2, with a word of the reason; the defaults stand.
static void
parse_bad(const char *section, const char *line, const char *word)
{
    char text[1024];
    snprintf(text, sizeof text, "[%s]\n%s\n", section, line);
    parse(text);
    assert_int_equal(report.count, 1);
    assert_int_equal(report.problems[0].line, 2);
    assert_false(report.problems[0].warning);
    assert_non_null(strstr(report.problems[0].text, word));
    struct config defaults = config_default();
    assert_memory_equal(&config, &defaults, sizeof config);
}

static void
has_defaults(void **state)
{
    (void)state;
    struct config defaults = config_default();
    assert_int_equal(defaults.panel.width_px, 1280);
    assert_int_equal(defaults.panel.height_px, 800);
    assert_true(defaults.panel.px_per_mm > 5.8f && defaults.panel.px_per_mm < 6.0f);
    assert_int_equal(defaults.idle_s, 120);
    assert_int_equal(defaults.warning_s, 30);
    assert_int_equal(defaults.utc_offset_minutes, 0);
    assert_string_equal(defaults.languages, "");
    assert_non_null(strstr(defaults.fonts, "andika"));
    assert_int_equal(access(defaults.assets, R_OK), 0);
}

static void
reads_every_key(void **state)
{
    (void)state;
    parse_good("panel", "size = 720x1280@87x154.5mm");
    assert_int_equal(config.panel.width_px, 720);
    assert_int_equal(config.panel.height_px, 1280);
    assert_true(config.panel.width_mm == 87.0f);
    parse_good("paths", "assets = /srv/hub/assets");
    assert_string_equal(config.assets, "/srv/hub/assets");
    parse_good("paths", "fonts = /a:/b");
    assert_string_equal(config.fonts, "/a:/b");
    parse_good("paths", "content = /var/lib/hub/a file.db");
    assert_string_equal(config.content, "/var/lib/hub/a file.db");
    parse_good("hub", "network = gt");
    assert_string_equal(config.network, "gt");
    parse_good("hub", "name = puerto-esperanza-1");
    assert_string_equal(config.hub, "puerto-esperanza-1");
    parse_good("paths", "data = /data/hub");
    assert_string_equal(config.data, "/data/hub");
    parse_good("paths", "run = /run/other");
    assert_string_equal(config.run, "/run/other");
    parse_good("paths", "factory = /usr/share/hub/demo.hub");
    assert_string_equal(config.factory, "/usr/share/hub/demo.hub");
    parse_good("kiosk", "staff_language = pt-BR");
    assert_string_equal(config.staff_language, "pt-BR");
    parse_good("kiosk", "languages = es, ht ,\tpt-BR,quc");
    assert_string_equal(config.languages, "es,ht,pt-BR,quc");
    parse_good("kiosk", "languages =");
    assert_string_equal(config.languages, "");
    parse_good("kiosk", "idle = 30");
    assert_int_equal(config.idle_s, 30);
    parse_good("kiosk", "idle=900");
    assert_int_equal(config.idle_s, 900);
    parse_good("kiosk", "warning = 120");
    assert_int_equal(config.warning_s, 120);
    parse_good("kiosk", "utc_offset = -06:00");
    assert_int_equal(config.utc_offset_minutes, -360);
    parse_good("kiosk", "utc_offset = +05:45");
    assert_int_equal(config.utc_offset_minutes, 345);
}

static void
refuses_bad_values(void **state)
{
    (void)state;
    parse_bad("panel", "size = 1280x800", "1280x800@217x136mm");
    parse_bad("panel", "size = 1280x800@217x136", "1280x800@217x136mm");
    parse_bad("panel", "size = 1280x800@217x136mm!", "1280x800@217x136mm");
    parse_bad("panel", "size =", "1280x800@217x136mm");
    parse_bad("panel", "size = 128x800@217x136mm", "pixels");
    parse_bad("panel", "size = 99999999x800@217x136mm", "1280x800@217x136mm");
    parse_bad("panel", "size = 1280x800@10x6mm", "mm a side");
    parse_bad("panel", "size = 1280x800@136x217mm", "shape");
    parse_bad("paths", "assets =", "bytes");
    parse_bad("paths", "fonts =", "bytes");
    parse_bad("paths", "content =", "bytes");
    parse_bad("paths", "data =", "bytes");
    parse_bad("paths", "run =", "bytes");
    parse_bad("paths", "factory =", "bytes");
    parse_bad("hub", "network =", "a-z");
    parse_bad("hub", "network = GT", "a-z");
    parse_bad("hub", "name = -hub", "a-z");
    parse_bad("hub", "name = two words", "a-z");
    parse_bad("hub", "name = abcdefghijklmnopqrstuvwxyzabcdef", "31");
    parse_bad("kiosk", "staff_language =", "tag");
    parse_bad("kiosk", "staff_language = es, ht", "tag");
    parse_bad("kiosk", "languages = es ht", "tags");
    parse_bad("kiosk", "languages = es,,ht", "tags");
    parse_bad("kiosk", "languages = ,es", "tags");
    parse_bad("kiosk", "languages = es,", "tags");
    parse_bad("kiosk", "languages = es;ht", "tags");
    parse_bad("kiosk", "languages = español", "tags");
    parse_bad("kiosk", "idle = 29", "30 to 900");
    parse_bad("kiosk", "idle = 901", "30 to 900");
    parse_bad("kiosk", "idle = 2 minutes", "seconds");
    parse_bad("kiosk", "idle = -60", "seconds");
    parse_bad("kiosk", "idle =", "seconds");
    parse_bad("kiosk", "warning = 19", "20 to 120");
    parse_bad("kiosk", "warning = 121", "20 to 120");
    parse_bad("kiosk", "utc_offset = -6", "-06:00");
    parse_bad("kiosk", "utc_offset = 06:00", "-06:00");
    parse_bad("kiosk", "utc_offset = -13:00", "-06:00");
    parse_bad("kiosk", "utc_offset = +14:30", "-06:00");
    parse_bad("kiosk", "utc_offset = +05:75", "-06:00");
    parse_bad("kiosk", "utc_offset = +0a:00", "-06:00");
}

static void
refuses_bad_lines(void **state)
{
    (void)state;
    parse_bad("kiosk", "idle 60", "key = value");
    parse_bad("kiosk", "= 60", "key = value");
    parse_bad("kiosk", "[kiosk", "[name]");
    parse_bad("paths", "content = /a\xff", "UTF-8");
    char line[CONFIG_TEXT_MAX + 64] = "content = ";
    memset(line + strlen(line), 'x', CONFIG_TEXT_MAX);
    parse_bad("paths", line, "too long");
    parse("idle = 60\n");
    assert_int_equal(report.count, 1);
    assert_int_equal(config.idle_s, 120);
}

static void
a_mistake_spoils_nothing_else(void **state)
{
    (void)state;
    parse("\xef\xbb\xbf# hub.conf\r\n[kiosk]\r\nidle = soon\r\nwarning = 45\r\n"
          "\r\n; Cuenca\r\n[panel]\r\nsize = 800x480@152x91mm\r\n");
    assert_int_equal(report.count, 1);
    assert_int_equal(report.problems[0].line, 3);
    assert_int_equal(config.idle_s, 120);
    assert_int_equal(config.warning_s, 45);
    assert_int_equal(config.panel.width_px, 800);
}

static void
warns_of_what_it_does_not_know(void **state)
{
    (void)state;
    parse("[kiosk]\nidel = 60\n[keys]\nup = 5\ndown = 6\n[kiosk]\nidle = 60\nidle = 90\n");
    assert_int_equal(report.count, 3);
    assert_true(report.problems[0].warning);
    assert_int_equal(report.problems[0].line, 2);
    assert_non_null(strstr(report.problems[0].text, "idel"));
    assert_true(report.problems[1].warning); // the section once, not each of its keys
    assert_non_null(strstr(report.problems[1].text, "[keys]"));
    assert_true(report.problems[2].warning);
    assert_int_equal(report.problems[2].line, 8);
    assert_non_null(strstr(report.problems[2].text, "twice"));
    assert_int_equal(config.idle_s, 90);
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
    static const char binary[] = "[kiosk]\nidle = 60\n\0\n";
    config = config_default();
    config_parse(binary, sizeof binary, &config, &report);
    assert_int_equal(report.count, 1);
    assert_int_equal(config.idle_s, 120);
    config_parse("", 0, &config, &report);
    assert_int_equal(report.count, 0);
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
    struct err err = {0};
    config = config_default();
    assert_true(config_read(path, &config, &report, &err));
    assert_int_equal(config.idle_s, 77);
    assert_int_equal(ftruncate(fd, CONFIG_BYTES_MAX + 1), 0);
    assert_false(config_read(path, &config, &report, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    close(fd);
    unlink(path);
    assert_false(config_read(path, &config, &report, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_int_equal(config.idle_s, 77);
}

// What is no key stays a word that no key is, so that nothing leaves open by mistake.
static void
keeps_a_bad_seal(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "no",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f7075",
        "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[128];
        snprintf(text, sizeof text, "[upload]\nseal = %s\n", bad[i]);
        parse(text);
        assert_int_equal(report.count, 1);
        assert_non_null(strstr(report.problems[0].text, "no counts leave"));
        assert_string_equal(config.seal, "?");
    }
}

static void
takes_a_collector(void **state)
{
    (void)state;
    parse_good("upload", "collector = https://counts.example.org");
    assert_string_equal(config.collector, "https://counts.example.org");
    parse_good("upload", "collector = https://[2001:db8::1]:8443");
    parse_good("upload", "pin = sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_string_equal(config.pin, "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    parse_good("upload", "ca = /etc/hub/ca.pem");
    parse_good("upload", "seal = d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    assert_int_equal(strlen(config.seal), 64);
    parse_bad("upload", "collector = http://counts.example.org", "https://HOST");
    parse_bad("upload", "collector = https://", "https://HOST");
    parse_bad("upload", "collector = https://counts.example.org/v1", "https://HOST");
    parse_bad("upload", "collector = https://user@counts.example.org", "https://HOST");
    parse_bad("upload", "pin = sha256//short=", "base 64");
    parse_bad("upload", "pin = 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "base 64");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_defaults),
        cmocka_unit_test(takes_a_collector),
        cmocka_unit_test(keeps_a_bad_seal),
        cmocka_unit_test(reads_every_key),
        cmocka_unit_test(refuses_bad_values),
        cmocka_unit_test(refuses_bad_lines),
        cmocka_unit_test(a_mistake_spoils_nothing_else),
        cmocka_unit_test(warns_of_what_it_does_not_know),
        cmocka_unit_test(survives_a_flood),
        cmocka_unit_test(reads_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
