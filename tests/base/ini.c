#include "base/ini.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

// All entries as "line [section] key=value" or "line ! problem", one per line.
static const char *
read_as_text(const char *text, size_t len, char out[static 4096])
{
    struct ini ini = {.text = text, .len = len};
    size_t used = 0;
    out[0] = '\0';
    while (ini_next(&ini)) {
        int n = ini.problem ? snprintf(out + used, 4096 - used, "%d ! %s\n", ini.line, ini.problem)
                            : snprintf(out + used, 4096 - used, "%d [%s] %s=%s\n", ini.line,
                                  ini.section, ini.key, ini.value);
        assert_true(n > 0 && (size_t)n < 4096 - used);
        used += (size_t)n;
    }
    assert_false(ini_next(&ini));
    return out;
}

static void
assert_read(const char *text, const char *expected)
{
    char out[4096];
    assert_string_equal(read_as_text(text, strlen(text), out), expected);
}

static void
sections_keys_and_values(void **state)
{
    (void)state;
    assert_read("", "");
    assert_read("a = 1\n[panel]\nsize = 1280x800\n[paths]\nfonts=/a:/b\n",
        "1 [] a=1\n3 [panel] size=1280x800\n5 [paths] fonts=/a:/b\n");
    assert_read("[]\na=1", "2 [] a=1\n");
}

static void
blanks_and_comments(void **state)
{
    (void)state;
    assert_read("# a = 1\n\n   ; b = 2\n\t c \t=\t d e \t\n", "4 [] c=d e\n");
    assert_read("a = # not a comment\nb =\n", "1 [] a=# not a comment\n2 [] b=\n");
    assert_read("a = b = c\n", "1 [] a=b = c\n");
}

// As Notepad writes it, and without an end of line at the end.
static void
carriage_returns_and_no_last_newline(void **state)
{
    (void)state;
    assert_read("[kiosk]\r\nidle = 90\r\n\r\nlanguages = es,ht",
        "2 [kiosk] idle=90\n4 [kiosk] languages=es,ht\n");
}

static void
malformed_lines_are_named_and_passed(void **state)
{
    (void)state;
    assert_read("nonsense\na=1\n", "1 ! expected: key = value\n2 [] a=1\n");
    assert_read("= 1\n", "1 ! expected: key = value\n");
    assert_read("[panel\na=1\n", "1 ! a section looks like [name]\n2 [] a=1\n");
    assert_read("[\n", "1 ! a section looks like [name]\n");
}

static void
faults_have_kinds(void **state)
{
    (void)state;
    static const char text[] = "nonsense\n[panel\na = 1\n"
                               "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn = 1\n";
    static const enum ini_fault kinds[] = {INI_ENTRY, INI_SECTION, INI_FINE, INI_LONG};
    struct ini ini = {.text = text, .len = sizeof text - 1};
    for (int i = 0; i < 4; i++) {
        assert_true(ini_next(&ini));
        assert_int_equal(ini.fault, kinds[i]);
        assert_int_equal(ini.problem == NULL, kinds[i] == INI_FINE);
    }
}

static void
limits_hold(void **state)
{
    (void)state;
    char text[1000];
    char out[4096];
    char name[INI_NAME_MAX + 1];
    char value[INI_VALUE_MAX + 1];
    for (size_t extra = 0; extra < 2; extra++) {
        memset(name, 'n', sizeof name);
        memset(value, 'v', sizeof value);
        name[INI_NAME_MAX - 1 + extra] = '\0';
        value[INI_VALUE_MAX - 1 + extra] = '\0';
        bool fits = extra == 0;
        int len = snprintf(text, sizeof text, "%s=1\n", name);
        read_as_text(text, (size_t)len, out);
        assert_int_equal(strstr(out, "the key is too long") == NULL, fits);
        len = snprintf(text, sizeof text, "k=%s\n", value);
        read_as_text(text, (size_t)len, out);
        assert_int_equal(strstr(out, "the value is too long") == NULL, fits);
        len = snprintf(text, sizeof text, "[%s]\nk=1\n", name);
        read_as_text(text, (size_t)len, out);
        assert_int_equal(strstr(out, "a section looks like") == NULL, fits);
    }
}

// The sanitizer sees a byte read beyond the end of exactly sized memory.
static void
any_cut_is_read(void **state)
{
    (void)state;
    static const char text[] = "a = 1\r\n[panel]\n size = 2 \n# c\n[x\n]\n=\n[]\n\0\n[";
    for (size_t len = 0; len < sizeof text; len++) {
        char out[4096];
        char *exact = malloc(len ? len : 1);
        assert_non_null(exact);
        memcpy(exact, text, len);
        read_as_text(exact, len, out);
        free(exact);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_keys_and_values),
        cmocka_unit_test(blanks_and_comments),
        cmocka_unit_test(carriage_returns_and_no_last_newline),
        cmocka_unit_test(malformed_lines_are_named_and_passed),
        cmocka_unit_test(faults_have_kinds),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(any_cut_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
