// Scripts of signs, marks and brackets.

#include "tests/test.h"
#include "tests/text/engine.h"

// expected: one letter per character: L latin, A arabic, H han, C cyrillic, D devanagari, T thai.
static void
check(const char *text, hb_script_t script, const char *expected)
{
    static const struct {
        char letter;
        hb_script_t script;
    } names[] = {{'L', HB_SCRIPT_LATIN}, {'A', HB_SCRIPT_ARABIC}, {'H', HB_SCRIPT_HAN},
        {'C', HB_SCRIPT_CYRILLIC}, {'D', HB_SCRIPT_DEVANAGARI}, {'T', HB_SCRIPT_THAI}};
    struct language language = {.script = script};
    struct paragraph para;
    char found[256] = "";
    int count = 0;
    paragraph_init(&para);
    para.language = &language;
    paragraph_decode(&para, text);
    itemize_scripts(&para);
    for (int at = 0; at < para.len; count++) {
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
            if (names[i].script == (hb_script_t)para.scripts[at]) {
                found[count] = names[i].letter;
            }
        }
        paragraph_code(&para, at, &at);
    }
    assert_string_equal(found, expected);
    paragraph_finish(&para);
}

static void
signs(void **state)
{
    (void)state;
    check("a, b", HB_SCRIPT_LATIN, "LLLL");
    check("ab جد 12", HB_SCRIPT_LATIN, "LLLAAAAA");
    check("12 ab", HB_SCRIPT_ARABIC, "LLLLL"); // read with what follows
    check("12 -", HB_SCRIPT_ARABIC, "AAAA");   // nothing follows
    check("", HB_SCRIPT_LATIN, "");
    check("я 2024", HB_SCRIPT_LATIN, "CCCCCC");
}

static void
marks(void **state)
{
    (void)state;
    check("e\xcc\x81", HB_SCRIPT_LATIN, "LL");
    check("بَ", HB_SCRIPT_ARABIC, "AA");
    check("क॒।", HB_SCRIPT_DEVANAGARI, "DDD");
    check("\xcc\x81", HB_SCRIPT_THAI, "T");
}

static void
pairs(void **state)
{
    (void)state;
    // What closes is read like what opened.
    check("جد (ab) جد", HB_SCRIPT_ARABIC, "AAAALLAAAA");
    check("他说“OK”。", HB_SCRIPT_HAN, "HHHLLHH");
    check("«ab» я", HB_SCRIPT_LATIN, "LLLLLC");
    check("(я)", HB_SCRIPT_LATIN, "CCC");
    check("ж) (", HB_SCRIPT_LATIN, "CCCC");
    check("a[(ж])b", HB_SCRIPT_LATIN, "LLLCLLL"); // ] closes both
}

static void
paragraphs(void **state)
{
    (void)state;
    check("я\n12", HB_SCRIPT_LATIN, "CLLL");
    check("я (\n) b", HB_SCRIPT_LATIN, "CCCLLLL");
}

static void
many_brackets(void **state)
{
    (void)state;
    char text[512];
    struct language language = {.script = HB_SCRIPT_LATIN};
    struct paragraph para;
    memset(text, '(', 250);
    text[250] = 'a';
    memset(text + 251, ')', 250);
    text[501] = '\0';
    paragraph_init(&para);
    para.language = &language;
    paragraph_decode(&para, text);
    itemize_scripts(&para);
    for (int i = 0; i < para.len; i++) {
        assert_int_equal(para.scripts[i], HB_SCRIPT_LATIN);
    }
    paragraph_finish(&para);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs),
        cmocka_unit_test(marks),
        cmocka_unit_test(pairs),
        cmocka_unit_test(paragraphs),
        cmocka_unit_test(many_brackets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
