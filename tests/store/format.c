#include "tests/store/content.h"

enum { ES, HT, AR, FR, ZH };

#define OPEN  "\xe2\x81\xa8"
#define CLOSE "\xe2\x81\xa9"

static const char sql[] = "INSERT INTO translation VALUES ('ui', 'currency.XXD', 'text', 'es', 0, "
                          "'{amount} peso', 'source', 0),"
                          " ('ui', 'currency.XXD', 'text', 'es', 1, '{amount} pesos', 'source', 0),"
                          " ('ui', 'currency.XXD', 'text', 'ar', 0, '{amount} بيزو', 'draft', 0),"
                          " ('ui', 'currency.BAD', 'text', 'es', 0, 'no amount', 'source', 0);"
                          "INSERT INTO language_pack SELECT 6, 'xx', 'X', 'X', 'ltr', 'Latn', '', "
                          "'', 'none', 0, 9, '', '', '', '',"
                          " '', '', '', '';"
                          "INSERT INTO language_pack SELECT 7, 'yy', 'X', 'X', 'ltr', 'Latn', '', "
                          "'', 'none', 0, 10, '', '', '', '',"
                          " '{day} {month}', '', '', ''";

static int
setup(void **state)
{
    return content_setup(state, sql);
}

static void
filled(void **state)
{
    struct content *content = *state;
    static const struct store_value values[] = {{"n", "3"}, {"total", "7"}, {"name", "{n}"},
        {"none", NULL}, {"long_name_of_a_value", "x"}, {"a_name_of_thirty_one_characters", "y"},
        {"time", "3 p. m."}};
    static const struct {
        const char *pattern;
        const char *filled;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"{n}", OPEN "3" CLOSE},
        {"{n} de {total}", OPEN "3" CLOSE " de " OPEN "7" CLOSE},
        {"{n}{n}", OPEN "3" CLOSE OPEN "3" CLOSE},
        {"{name}", OPEN "{n}" CLOSE}, // a value is not filled again
        {"{none}", OPEN CLOSE},
        {"{unknown}", "{unknown}"},
        {"{unknown {n}}", "{unknown " OPEN "3" CLOSE "}"},
        {"{", "{"},
        {"}{", "}{"},
        {"{}", "{}"},
        {"{n", "{n"},
        {"a } b {n} c {", "a } b " OPEN "3" CLOSE " c {"},
        {"{N}", "{N}"},
        {"{long_name_of_a_value}", OPEN "x" CLOSE},
        {"{a name longer than any value may have}", "{a name longer than any value may have}"},
        {"{a_name_of_thirty_one_characters}", OPEN "y" CLOSE},
        {"A {time}.", "A " OPEN "3 p. m." CLOSE}, // one full stop
        {"A {time}. B {n}.", "A " OPEN "3 p. m." CLOSE " B " OPEN "3" CLOSE "."},
        {"A {time}, {none}.", "A " OPEN "3 p. m." CLOSE ", " OPEN CLOSE "."},
        {"ሰላም {n}", "ሰላም " OPEN "3" CLOSE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(
            store_fill(&content->arena, cases[i].pattern, values, 7), cases[i].filled);
    }
    assert_string_equal(store_fill(&content->arena, "{n}", NULL, 0), "{n}");
}

// A template of a stick cannot ask for more memory than one text may have.
static void
filled_within_limits(void **state)
{
    struct content *content = *state;
    char *pattern = arena_alloc(&content->arena, 16 * 1024);
    char *big = arena_alloc(&content->arena, 8 * 1024);
    memset(big, 'x', 8 * 1024 - 1);
    for (size_t i = 0; i + 3 < 16 * 1024; i += 3) {
        memcpy(pattern + i, "{a}", 3);
    }
    // 64 KiB with its end is one byte too many.
    struct store_value whole = {"a",
        arena_printf(&content->arena, "%s%s%s%s%s%s%s%s", big, big, big, big, big, big, big, big)};
    assert_int_equal(strlen(whole.text), 64 * 1024 - 8);
    assert_int_equal(strlen(store_fill(&content->arena, "{a}x", &whole, 1)), STORE_FILL_MAX - 1);
    assert_string_equal(store_fill(&content->arena, "{a}xy", &whole, 1), "");
    struct store_value value = {"a", big};
    assert_string_equal(store_fill(&content->arena, pattern, &value, 1), "");
    assert_int_equal(strlen(store_fill(&content->arena, "{a}", &value, 1)), 8 * 1024 - 1 + 6);
}

static void
dates(void **state)
{
    struct content *content = *state;
    static const struct {
        int lang;
        struct date date;
        const char *text;
    } cases[] = {
        {ES, {2026, 11, 30, 0, 0}, "30 de noviembre de 2026"},
        {ES, {2026, 1, 2, 4, 0}, "2 de enero de 2026"},
        {HT, {2026, 12, 1, 1, 0}, "1 diciembre 2026"},
        {FR, {2026, 11, 30, 0, 0}, "lunes 30 noviembre 2026"},
        {FR, {2026, 11, 30, 9, 0}, " 30 noviembre 2026"},
        {AR, {2026, 3, 5, 3, 0}, "٥ marzo ٢٠٢٦"},
        {ZH, {2026, 11, 30, 0, 0}, "2026年11月30日"},
        {5, {2026, 3, 5, 3, 0}, "2026-03-05"}, // neither pattern nor names
        {6, {2026, 3, 5, 3, 0}, "2026-03-05"}, // a pattern, no names
        {FR, {2026, 11, 30, 7, 0}, " 30 noviembre 2026"},
        {FR, {2026, 11, 30, -1, 0}, " 30 noviembre 2026"},
        {FR, {1, 11, 30, 6, 0}, "domingo 30 noviembre 1"},
        {ES, {2026, 0, 5, 3, 0}, ""},
        {ES, {2026, 13, 5, 3, 0}, ""},
        {ES, {2026, 1, 0, 3, 0}, ""},
        {ES, {2026, 1, 32, 3, 0}, ""},
        {ES, {-1, 1, 1, 3, 0}, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(
            store_date(content->store, &content->arena, cases[i].lang, &cases[i].date),
            cases[i].text);
    }
}

static void
times(void **state)
{
    struct content *content = *state;
    static const struct {
        int lang;
        int minutes;
        const char *text;
    } cases[] = {
        {ES, 0, "12:00 a. m."},
        {ES, 8 * 60 + 5, "8:05 a. m."},
        {ES, 12 * 60, "12:00 p. m."},
        {ES, 13 * 60 + 30, "1:30 p. m."},
        {ES, 24 * 60 - 1, "11:59 p. m."},
        {HT, 0, "00:00"},
        {HT, 8 * 60 + 5, "08:05"},
        {HT, 13 * 60, "13:00"},
        {HT, 24 * 60, "24:00"},
        {AR, 9 * 60 + 30, "٩:٣٠ ص"},
        {AR, 21 * 60 + 30, "٩:٣٠ م"},
        {5, 9 * 60, "09:00"},
        {ES, 24 * 60, "12:00 a. m."},
        {ES, -1, ""},
        {ES, 24 * 60 + 1, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(
            store_time(content->store, &content->arena, cases[i].lang, cases[i].minutes),
            cases[i].text);
    }
}

static void
numbers(void **state)
{
    struct content *content = *state;
    struct arena *arena = &content->arena;
    assert_string_equal(store_number(content->store, arena, ES, 0), "0");
    assert_string_equal(store_number(content->store, arena, ES, 1234567890), "1234567890");
    assert_string_equal(store_number(content->store, arena, ES, -2147483647 - 1), "-2147483648");
    assert_string_equal(store_number(content->store, arena, AR, 1090), "١٠٩٠");
    assert_string_equal(store_number(content->store, arena, AR, -5), "-٥");
    assert_string_equal(store_number(content->store, arena, 77, 12), "12");
}

static void
money(void **state)
{
    struct content *content = *state;
    static const struct {
        int lang;
        const char *currency;
        int64_t amount;
        const char *text;
    } cases[] = {
        {ES, "XXD", 100, "1 peso"},
        {ES, "XXD", 1200, "12 pesos"},
        {ES, "XXD", 1250, "12.50 pesos"},
        {ES, "XXD", 1205, "12.05 pesos"},
        {ES, "XXD", 150, "1.50 pesos"},
        {ES, "XXD", 50, "0.50 pesos"},
        {ES, "XXD", 0, "0 pesos"},
        {ES, "XXD", 123456789, "1234567.89 pesos"},
        {AR, "XXD", 1250, "١٢.٥٠ بيزو"},
        {HT, "XXD", 1200, "12 pesos"},
        {ES, "USD", 1250, "USD 12.50"},
        {ES, "USD", 1200, "USD 12"},
        {AR, "USD", 700, "USD ٧"},
        {ES, "BAD", 700, "BAD 7"},
        {ES, "", 700, "7"},
        {ES, "USD", -50, "USD -0.50"},
        {ES, "USD", INT64_MIN, "USD -92233720368547758.08"},
        {ES, "USD", INT64_MAX, "USD 92233720368547758.07"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(store_money(content->store, &content->arena, cases[i].lang,
                                cases[i].currency, cases[i].amount),
            cases[i].text);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(filled),
        cmocka_unit_test(filled_within_limits),
        cmocka_unit_test(dates),
        cmocka_unit_test(times),
        cmocka_unit_test(numbers),
        cmocka_unit_test(money),
    };
    return cmocka_run_group_tests(tests, setup, content_teardown);
}
