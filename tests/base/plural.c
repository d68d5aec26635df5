#include <stdio.h>
#include <string.h>

#include "base/plural.h"
#include "test.h"

static int
form(const char *expression, uint64_t n)
{
    struct plural plural;
    char rule[600];
    int len = snprintf(rule, sizeof rule, "nplurals=6; plural=%s;", expression);
    assert_in_range(len, 1, sizeof rule - 1);
    assert_true(plural_parse(rule, &plural));
    return plural_form(&plural, n);
}

// The compiler is the oracle: the same expression as C and as text.
#define SAME_AS_C(expression)                                                                      \
    for (uint64_t n = 0; n < 250; n++) {                                                           \
        uint64_t value = (uint64_t)(expression);                                                   \
        if (form(#expression, n) != (int)(value < 6 ? value : 0)) {                                \
            fail_msg("%s at n=%d gives %d", #expression, (int)n, form(#expression, n));            \
        }                                                                                          \
    }

static void
languages(void **state)
{
    (void)state;
    // es, de, pt-PT
    SAME_AS_C((n != 1));
    // fr, pt-BR, ht, hi
    SAME_AS_C((n > 1));
    // zh, ja, th, vi
    SAME_AS_C(0);
    // ar
    SAME_AS_C(n == 0                          ? 0
              : n == 1                        ? 1
              : n == 2                        ? 2
              : n % 100 >= 3 && n % 100 <= 10 ? 3
              : n % 100 >= 11                 ? 4
                                              : 5);
    // ru, uk
    SAME_AS_C((n % 10 == 1 && n % 100 != 11                                    ? 0
               : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1
                                                                               : 2));
    // pl
    SAME_AS_C((n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2));
    // lt
    SAME_AS_C((n % 10 == 1 && n % 100 != 11                     ? 0
               : n % 10 >= 2 && (n % 100 < 10 || n % 100 >= 20) ? 1
                                                                : 2));
    // sl
    SAME_AS_C((n % 100 == 1 ? 0 : n % 100 == 2 ? 1 : n % 100 == 3 || n % 100 == 4 ? 2 : 3));
    // am, ti: as hi in gettext
    SAME_AS_C(n > 1);
}

static void
known_forms(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        int n;
        int form;
    } cases[] = {
        {"nplurals=2; plural=(n != 1);", 1, 0},
        {"nplurals=2; plural=(n != 1);", 0, 1},
        {"nplurals=2; plural=(n > 1);", 0, 0},
        {"nplurals=2; plural=(n > 1);", 2, 1},
        {"nplurals=1; plural=0;", 5, 0},
        {"nplurals=1; plural=0", 5, 0},
        {" nplurals=3 ; plural=n%10==1?0:n%10>=2&&n%10<=4?1:2 ; ", 22, 1},
        {"nplurals=2; plural=n==1||n==11?0:1;", 11, 0},
        {"nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
         "n%100>=11 ? 4 : 5;",
            100, 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct plural plural;
        assert_true(plural_parse(cases[i].rule, &plural));
        assert_int_equal(plural_form(&plural, (uint64_t)cases[i].n), cases[i].form);
    }
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wparentheses"

static void
precedence(void **state)
{
    (void)state;
    SAME_AS_C(1 + 2 * 2 - 4 / 2);
    SAME_AS_C(7 - 4 - 1);
    SAME_AS_C(16 / 4 / 2);
    SAME_AS_C((1 + 2) * (4 - 2) % 4);
    SAME_AS_C(!n + !!n);
    SAME_AS_C(!(n == 3) && n < 5 || n > 200);
    SAME_AS_C(n < 3 == 1);
    SAME_AS_C(n == 1 || n > 2 && n != 5);
    SAME_AS_C(n > 5 ? n > 10 ? 1 : 2 : n > 2 ? 3 : 4);
    SAME_AS_C((n ? 1 : 0) ? 2 + 1 : 3 - 3);
    SAME_AS_C(n - 2 < 3 ? 1 : 2); // unsigned, as gettext counts
    SAME_AS_C(n < 123456789 ? 1 : 0);
    SAME_AS_C(n % 7 % 4 + (n % 2 ? 1 : 0));
    SAME_AS_C(((((((((n)))))))) <= 4);
}

#pragma GCC diagnostic pop

static void
division_by_zero(void **state)
{
    (void)state;
    assert_int_equal(form("5 / n", 0), 0);
    assert_int_equal(form("5 % n", 0), 0);
    assert_int_equal(form("1 + 1 / n", 0), 0);
    assert_int_equal(form("!(1 / n)", 0), 0);
    assert_int_equal(form("1 / n == 0", 0), 0);
    assert_int_equal(form("1 / n ? 1 : 2", 0), 0);
    // What C would not reach does not count.
    assert_int_equal(form("n == 0 ? 3 : 1 / n", 0), 3);
    assert_int_equal(form("n == 0 || 1 / n", 0), 1);
    assert_int_equal(form("n && 1 / n ? 1 : 2", 0), 2);
    assert_int_equal(form("n || 1 / n ? 1 : 2", 0), 0);
    assert_int_equal(form("1 / n && 1 ? 1 : 2", 0), 0);
    assert_int_equal(form("1 / n || 1 ? 1 : 2", 0), 0);
    assert_int_equal(form("4 / n", 2), 2);
}

static void
out_of_range_is_the_first_form(void **state)
{
    (void)state;
    struct plural plural;
    assert_true(plural_parse("nplurals=2; plural=n;", &plural));
    assert_int_equal(plural_form(&plural, 1), 1);
    assert_int_equal(plural_form(&plural, 2), 0);
    assert_int_equal(plural_form(&plural, UINT64_MAX), 0);
    plural = (struct plural){0};
    assert_int_equal(plural_form(&plural, 1), 0);
}

static void
damaged_rules(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "",
        "n != 1",
        "nplurals=2;",
        "plural=n;",
        "nplurals=0; plural=0;",
        "nplurals=7; plural=0;",
        "nplurals=22; plural=0;",
        "nplurals=x; plural=0;",
        "nplurals=2; plural=;",
        "nplurals=2; plural=n n;",
        "nplurals=2; plural=n !=;",
        "nplurals=2; plural=!= n;",
        "nplurals=2; plural=(n;",
        "nplurals=2; plural=n);",
        "nplurals=2; plural=();",
        "nplurals=2; plural=n ? 1;",
        "nplurals=2; plural=n : 1;",
        "nplurals=2; plural=n ? 1 : ;",
        "nplurals=2; plural=(n ? 1) : 0;",
        "nplurals=2; plural=n ? (1 : 0);",
        "nplurals=2; plural=n ! 1;",
        "nplurals=2; plural=n = 1;",
        "nplurals=2; plural=n & 1;",
        "nplurals=2; plural=m;",
        "nplurals=2; plural=-1;",
        "nplurals=2; plural=n(1);",
        "nplurals=2; plural=1234567890;",
        "nplurals=2; plural=1 ? ;",
        "nplurals=2; plural=n ? 1 : 2 : 3;",
        "nplurals=2; plural=system(\"x\");",
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct plural plural;
        if (plural_parse(rules[i], &plural)) {
            fail_msg("read: %s", rules[i]);
        }
        assert_int_equal(plural_form(&plural, 1), 0);
    }
}

// A rule of the text repeated, before and after an n.
static bool
parses_repeated(const char *before, const char *after, int times)
{
    char rule[4096] = "nplurals=2; plural=";
    size_t len = strlen(rule);
    for (int i = 0; i < times; i++) {
        len += (size_t)snprintf(rule + len, sizeof rule - len, "%s", before);
    }
    len += (size_t)snprintf(rule + len, sizeof rule - len, "n");
    for (int i = 0; i < times; i++) {
        len += (size_t)snprintf(rule + len, sizeof rule - len, "%s", after);
    }
    struct plural plural;
    bool read = plural_parse(rule, &plural);
    plural_form(&plural, 3);
    return read;
}

static void
limits(void **state)
{
    (void)state;
    assert_true(parses_repeated("(", ")", 32));
    assert_false(parses_repeated("(", ")", 33));
    assert_true(parses_repeated("!", "", 32));
    assert_false(parses_repeated("!", "", 33));
    // Operands of a right-leaning sum wait on the stack.
    assert_true(parses_repeated("1+(", ")", 16));
    assert_false(parses_repeated("1+(", ")", 17));
    assert_true(parses_repeated("n?", ":1", 30));
    assert_false(parses_repeated("n?", ":1", 31));
    // Instructions.
    assert_true(parses_repeated("", "+1", 47));
    assert_false(parses_repeated("", "+1", 48));
    assert_false(parses_repeated(" ", " ", 1500));
}

// Any text at all, from a fixed generator: nothing may be read out of bounds (sanitizers watch).
static void
noise(void **state)
{
    (void)state;
    static const char *const tokens[] = {"n", "1", "0", "(", ")", "?", ":", "!", "!=", "==", "<",
        ">=", "&&", "||", "%", "/", "*", "+", "-", " ", ";", "x", "9"};
    uint32_t seed = 7;
    int read = 0;
    for (int round = 0; round < 20000; round++) {
        char rule[256] = "nplurals=3; plural=";
        size_t len = strlen(rule);
        seed = seed * 1664525 + 1013904223;
        int count = (int)(seed >> 27);
        for (int i = 0; i < count; i++) {
            seed = seed * 1664525 + 1013904223;
            const char *token = tokens[(seed >> 16) % (sizeof tokens / sizeof *tokens)];
            len += (size_t)snprintf(rule + len, sizeof rule - len, "%s", token);
        }
        struct plural plural;
        read += plural_parse(rule, &plural);
        assert_in_range(plural_form(&plural, seed), 0, 2);
    }
    assert_in_range(read, 100, 19000);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages),
        cmocka_unit_test(known_forms),
        cmocka_unit_test(precedence),
        cmocka_unit_test(division_by_zero),
        cmocka_unit_test(out_of_range_is_the_first_form),
        cmocka_unit_test(damaged_rules),
        cmocka_unit_test(limits),
        cmocka_unit_test(noise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
