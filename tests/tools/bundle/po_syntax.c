#include "po_syntax.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
expect(const char *text, const char *said)
{
    struct arena arena = {0};
    struct index lines = {0};
    struct report report = {.root = ""};
    char *printed = NULL;
    size_t len = 0;
    bool fine = po_syntax("x.po", text, &arena, &lines, &report);
    FILE *out = open_memstream(&printed, &len);
    report_print(&report, out);
    fclose(out);
    if (fine != !said || (said && !strstr(printed, said))) {
        fail_msg("%s: %s, not %s", text, printed, said ? said : "silence");
    }
    free(printed);
    report_finish(&report);
    arena_finish(&arena);
}

#define HEAD "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"

static void
test_well_formed(void **state)
{
    (void)state;
    expect("", NULL);
    expect(HEAD, NULL);
    expect(HEAD "#. note\n#: a.csv:1\n#, fuzzy\n#| msgid \"old\"\nmsgctxt \"a.b.c\"\nmsgid \"x\"\n"
                "msgstr \"y \\\"z\\\" \\n\"\n",
        NULL);
    expect(HEAD
        "msgctxt \"a\"\nmsgid \"x\"\nmsgid_plural \"xs\"\nmsgstr[0] \"y\"\nmsgstr[1] \"ys\"\n",
        NULL);
    expect(HEAD "msgctxt \"a\"\nmsgid \"\"\n\"one \"\n\"two\"\nmsgstr \"\"\n", NULL);
    expect(HEAD
        "msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\nmsgctxt \"b\"\nmsgid \"x\"\nmsgstr \"y\"\n",
        NULL);
    expect(HEAD "#~ msgctxt \"a\"\n#~ msgid \"x\"\n#~ msgstr \"y\"\n", NULL);
    expect(HEAD "#| msgid \"\"\n#| \"old\"\nmsgid \"x\"\n\nmsgstr \"\"\n", NULL);
    expect(HEAD "#~| msgid \"old\"\n#~ msgid \"x\"\n#~ msgstr \"y\"\n", NULL);
    expect(HEAD "msgid \"x\"\r\nmsgstr \"y\"\r\n", NULL);
}

static void
test_faults(void **state)
{
    (void)state;
    expect("hello\n", "x.po:1: error: neither a comment (#) nor msgctxt");
    expect("msgid x\n", "x.po:1: error: neither a comment");
    expect("msgid \"x\n", "x.po:1: error: a text does not end with \"");
    expect("msgid \"x\"y\"\nmsgstr \"\"\n", "x.po:1: error: a text does not end");
    expect("msgid \"\\q\"\nmsgstr \"\"\n", "x.po:1: error: an unknown \\ in a text");
    expect("msgid \"x\"\n\n", "error: an entry without msgstr");
    expect("msgid \"x\"\nmsgid \"y\"\nmsgstr \"\"\n", "x.po:2: error: out of order");
    expect("msgstr \"x\"\n", "x.po:1: error: out of order");
    expect("msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr \"y\"\n", "x.po:3: error: out of order");
    expect("msgid \"x\"\nmsgid_plural \"xs\"\nmsgstr[1] \"y\"\n", "x.po:3: error: out of order");
    expect("#| mgid \"x\"\n", "x.po:1: error: no msgctxt, msgid or msgid_plural");
    expect("#| \"x\"\n", "x.po:1: error: no msgctxt, msgid or msgid_plural");
    expect("#| msgid \"x\n", "x.po:1: error: a text does not end");
    expect("msgid \"x\"\n# no\nmsgstr \"\"\n", "x.po:2: error: a comment inside an entry");
    expect("#| msgid \"x\"\n# no\nmsgid \"x\"\nmsgstr \"\"\n", "x.po:2: error: a comment inside");
    expect("#| msgid \"x\"\n", "x.po:1: error: #| without an entry after it");
    expect("msgid \"x\"\n#~ msgstr \"\"\n", "x.po:2: error: #~ before some lines");
    expect("\"x\"\n", "x.po:1: error: a text that belongs to nothing");
    expect("msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"\"\n\nmsgctxt \"a\"\nmsgid \"z\"\nmsgstr \"\"\n",
        "x.po:5: error: a stands already in line 1; remove one");
}

static void
test_lines(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct index lines = {0};
    struct report report = {.root = ""};
    assert_true(po_syntax("x.po",
        "msgctxt \"a.b.c\"\nmsgid \"x\"\nmsgstr \"\"\n\n# c\nmsgctxt \"\"\n\"d.e\"\n\".f\"\nmsgid "
        "\"x\"\n"
        "msgstr \"\"\n\n#~ msgctxt \"g\"\n#~ msgid \"x\"\n#~ msgstr \"y\"\n",
        &arena, &lines, &report));
    assert_int_equal(index_find(&lines, "a.b.c"), 1);
    assert_int_equal(index_find(&lines, "d.e.f"), 6);
    assert_int_equal(index_find(&lines, "g"), -1);
    report_finish(&report);
    arena_finish(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_well_formed),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
