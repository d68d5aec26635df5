// Which parts of a sentence keep their order.

#include <string.h>

#include "base/arena.h"
#include "tests/test.h"
#include "text/text.h"

// Expected texts write [ and ] for U+2066 and U+2069.
static void
check(const char *text, const char *expected)
{
    struct arena arena = {0};
    const char *isolated = text_isolate(&arena, text);
    char shown[512];
    char *out = shown;
    for (const char *p = isolated; *p && out < shown + sizeof shown - 1;) {
        bool opens = strncmp(p, "\xe2\x81\xa6", 3) == 0;
        bool closes = strncmp(p, "\xe2\x81\xa9", 3) == 0;
        *out++ = opens ? '[' : closes ? ']' : *p;
        p += opens || closes ? 3 : 1;
    }
    *out = '\0';
    bool same = isolated == text;
    assert_string_equal(shown, expected);
    assert_int_equal(same, strcmp(text, expected) == 0 && !strchr(expected, '['));
    arena_finish(&arena);
}

static void
phones(void **state)
{
    (void)state;
    check("اتصل 1-800-123-4567 الآن", "اتصل [1-800-123-4567] الآن");
    check("هاتف: +502 2414-7401.", "هاتف: [+502 2414-7401].");
    check("(502) 2414-7401", "[(502) 2414-7401]");
    check("(1-800-123-4567)", "([1-800-123-4567])");
    check("*123#", "[*123#]");
    check("رقم 01 42 34 56 78", "رقم [01 42 34 56 78]");
    check("+502\xc2\xa0"
          "2414\xc2\xa0"
          "7401",
        "[+502\xc2\xa0"
        "2414\xc2\xa0"
        "7401]");
}

static void
prices_ranges_codes(void **state)
{
    (void)state;
    check("السعر $20, ثم", "السعر [$20], ثم");
    check("Q150.50؟", "[Q150.50]؟");
    check("15 %", "15 %");
    check("15%", "[15%]");
    check("10–15", "[10–15]");
    check("8:00 – 16:00", "[8:00 – 16:00]");
    check("8:00-16:00,", "[8:00-16:00],");
    check("نموذج I-589.", "نموذج [I-589].");
    check("DS-160/A", "[DS-160/A]");
    check("١٠-١٥", "[١٠-١٥]");
    check("12/03/2024", "[12/03/2024]");
    check("-5", "[-5]");
}

static void
addresses(void **state)
{
    (void)state;
    check("انظر www.example.org.", "انظر [www.example.org].");
    check("https://example.org/a?b=1", "[https://example.org/a?b=1]");
    check("ana@example.org،", "[ana@example.org]،");
}

static void
left_alone(void **state)
{
    (void)state;
    check("", "");
    check("2024", "2024");
    check("Parque Central", "Parque Central");
    check("e.g.", "e.g.");
    check("- - -", "- - -");
    check("( )", "( )");
    check("سنة 2024، 3 أشخاص", "سنة 2024، 3 أشخاص");
}

static void
isolated_already(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *once = text_isolate(&arena, "اتصل 1-800-123 و $5 و \xe2\x80\xaa"
                                            "5-6\xe2\x80\xac");
    assert_ptr_equal(text_isolate(&arena, once), once);
    // A stray closing sign opens nothing, a new paragraph closes everything.
    check("\xe2\x81\xa9"
          "1-2",
        "]"
        "[1-2]");
    check("\xe2\x81\xa6"
          "1-2\n3-4",
        "[1-2\n[3-4]");
    arena_finish(&arena);
}

static void
any_bytes(void **state)
{
    (void)state;
    uint32_t seed = 20260926;
    for (int round = 0; round < 20000; round++) {
        static const char *const parts[] = {"1", "23", "-", " ", "(", ")", "\xd8\xa7", "\xff", "a",
            ".", "+", "\xe2\x81\xa6", "\xe2\x81\xa9", "\xd9\xa1", "–", "/", "@", "\n", "$"};
        char text[128] = "";
        char *end = text;
        for (int i = 0; i < 16; i++) {
            seed = seed * 1664525 + 1013904223;
            end = stpcpy(end, parts[(seed >> 16) % (sizeof parts / sizeof parts[0])]);
        }
        struct arena arena = {0};
        const char *once = text_isolate(&arena, text);
        // Taking the isolates out again gives the text; asking again changes nothing.
        const char *twice = text_isolate(&arena, once);
        size_t len = 0;
        for (const char *p = once; *p; p++) {
            len++;
        }
        assert_true(len >= strlen(text) && (len - strlen(text)) % 6 == 0);
        assert_string_equal(twice, once);
        arena_finish(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phones),
        cmocka_unit_test(prices_ranges_codes),
        cmocka_unit_test(addresses),
        cmocka_unit_test(left_alone),
        cmocka_unit_test(isolated_already),
        cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
