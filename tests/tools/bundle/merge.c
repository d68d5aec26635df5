#include "merge.h"

#include <stdlib.h>
#include <string.h>

#include "hub.h"

#include "test.h"

#define HEAD                                                                                       \
    "# a remark of the translator\nmsgid \"\"\nmsgstr \"\"\n\"Language: ht\\n\"\n\"Content-Type: " \
    "text/plain; charset=UTF-8\\n\"\n\n"

struct merged {
    char *text;
    struct merge_result result;
};

// Merges the hub's texts with old ("" = no file).
static struct merged
merge(struct hub *hub, const char *old_text)
{
    struct merged merged;
    struct po old = {.shown = "old.po"};
    struct po out = {.shown = "out.po"};
    struct merge_language language = {"ht", "nplurals=2; plural=(n != 1);"};
    char path[256];
    hub_check(hub);
    hub->report.root = "";
    if (*old_text) {
        hub_write(hub, "old.po", old_text);
        snprintf(path, sizeof path, "%s/old.po", hub->path);
        if (!po_open(&old, &hub->content->arena, path, false, &hub->report)) {
            fail_msg("%s", hub->report.findings[hub->report.count - 1].text);
        }
    }
    merge_po(hub->content, &language, &old, &out, &merged.result);
    snprintf(path, sizeof path, "%s/out.po", hub->path);
    assert_true(po_save(&out, &hub->content->arena, path, &hub->report));
    po_close(&old);
    po_close(&out);
    merged.text = hub_read(hub, "out.po");
    return merged;
}

static void
expect(struct hub *hub, const char *old_text, const char *part)
{
    struct merged merged = merge(hub, old_text);
    if (!strstr(merged.text, part)) {
        const char *at = strstr(merged.text, "procedure.residencia.name");
        fail_msg("no %s in %.400s", part, at ? at - 100 : merged.text);
    }
    free(merged.text);
}

static void
test_new_file(void **state)
{
    expect(*state, "", "\"Language: ht\\n\"\n");
    expect(*state, "", "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n");
    expect(*state, "",
        "#: sheets/procedure.csv:2\nmsgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la "
        "residencia\"\nmsgstr \"\"\n");
    expect(*state, "",
        "#. One word.\n#: ui.csv:2\nmsgctxt \"ui.back.text\"\nmsgid \"Atrás\"\nmsgstr \"\"\n");
    expect(*state, "",
        "msgid \"{n} día\"\nmsgid_plural \"{n} días\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n");
}

#define NAME "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la residencia\"\n"

static void
test_translation_stays(void **state)
{
    expect(*state, HEAD NAME "msgstr \"Mande\"\n", NAME "msgstr \"Mande\"\n");
    expect(*state, HEAD NAME "msgstr \"Mande\"\n", "# a remark of the translator\nmsgid \"\"\n");
    expect(
        *state, HEAD "# status: reviewed\n" NAME "msgstr \"Mande\"\n", "# status: reviewed\n#: ");
    expect(*state, HEAD "#, fuzzy\n" NAME "msgstr \"Mande\"\n",
        "#, fuzzy\n" NAME "msgstr \"Mande\"\n");
}

static void
test_changed_text_is_fuzzy(void **state)
{
    expect(*state,
        HEAD
        "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir residencia\"\nmsgstr \"Mande\"\n",
        "#, fuzzy\n#| msgid \"Pedir residencia\"\n" NAME "msgstr \"Mande\"\n");
}

static void
test_changed_twice_keeps_the_first_source(void **state)
{
    expect(*state,
        HEAD
        "#, fuzzy\n#| msgid \"Residencia\"\nmsgctxt \"procedure.residencia.name\"\nmsgid \"Pedir "
        "residencia\"\nmsgstr \"Mande\"\n",
        "#, fuzzy\n#| msgid \"Residencia\"\n" NAME "msgstr \"Mande\"\n");
}

static void
test_text_that_went_back(void **state)
{
    struct merged merged = merge(*state, HEAD
        "#, fuzzy\n#| msgid \"Pedir la residencia\"\nmsgctxt \"procedure.residencia.name\"\nmsgid "
        "\"Pedir residencia\"\nmsgstr \"Mande\"\n");
    assert_null(strstr(merged.text, "fuzzy"));
    assert_non_null(strstr(merged.text, NAME "msgstr \"Mande\"\n"));
    free(merged.text);
}

static void
test_untranslated_change_is_just_new(void **state)
{
    struct merged merged = merge(*state,
        HEAD "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir residencia\"\nmsgstr \"\"\n");
    assert_null(strstr(merged.text, "fuzzy"));
    free(merged.text);
}

static void
test_vanished_is_put_aside(void **state)
{
    static const char old[] =
        HEAD "msgctxt \"procedure.vieja.name\"\nmsgid \"Vieja\"\nmsgstr \"Ansyen\"\n";
    expect(*state, old,
        "#~ msgctxt \"procedure.vieja.name\"\n#~ msgid \"Vieja\"\n#~ msgstr \"Ansyen\"\n");
    struct merged merged = merge(*state, old);
    assert_int_equal(merged.result.retired, 1);
    struct merged again = merge(*state, merged.text); // and stays there
    assert_int_equal(again.result.retired, 0);
    assert_string_equal(again.text, merged.text);
    free(merged.text);
    free(again.text);
    merged = merge(*state, HEAD "msgctxt \"procedure.vieja.name\"\nmsgid \"Vieja\"\nmsgstr \"\"\n");
    assert_null(strstr(merged.text, "Vieja"));
    free(merged.text);
}

static void
test_vanished_comes_back(void **state)
{
    expect(*state,
        HEAD
        "#~ msgctxt \"procedure.residencia.name\"\n#~ msgid \"Pedir la residencia\"\n#~ msgstr "
        "\"Mande\"\n",
        NAME "msgstr \"Mande\"\n");
}

// A paragraph put before another one moves all that follow: their translations go along.
static void
test_moved_text_takes_its_translation_along(void **state)
{
    struct hub *hub = *state;
    static const char old[] =
        HEAD "msgctxt \"page_block.vacunas-08.text\"\nmsgid \"Vaya al centro de salud por la "
             "mañana.\"\nmsgstr \"Ale nan sant sante a maten.\"\n";
    expect(hub, old,
        "msgctxt \"page_block.vacunas-07.text\"\nmsgid \"Vaya al centro de salud por la "
        "mañana.\"\nmsgstr \"Ale nan sant sante a maten.\"\n");
    struct merged merged = merge(hub, old);
    assert_null(strstr(merged.text, "fuzzy"));
    free(merged.text);
}

static void
test_counts(void **state)
{
    struct merged merged = merge(*state, HEAD NAME
        "msgstr \"Mande\"\n\nmsgctxt \"topic.salud.name\"\nmsgid \"La salud\"\nmsgstr \"Sante\"\n");
    assert_int_equal(merged.result.translated, 1);
    assert_int_equal(merged.result.fuzzy, 1);
    assert_int_equal(merged.result.added, merged.result.texts - 2);
    free(merged.text);
}

static void
test_same_input_same_file(void **state)
{
    struct merged first = merge(*state, HEAD NAME "msgstr \"Mande\"\n");
    struct merged second = merge(*state, first.text);
    assert_string_equal(first.text, second.text);
    free(first.text);
    free(second.text);
}

static void
test_template(void **state)
{
    struct hub *hub = *state;
    struct po out = {.shown = ""};
    char path[256];
    hub_check(hub);
    merge_template(hub->content, &out);
    snprintf(path, sizeof path, "%s/x.pot", hub->path);
    assert_true(po_save(&out, &hub->content->arena, path, &hub->report));
    po_close(&out);
    char *text = hub_read(hub, "x.pot");
    assert_non_null(
        strstr(text, "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la residencia\"\n"
                     "msgstr \"\"\n"));
    assert_null(strstr(text, "Language:"));
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_new_file, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_translation_stays, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_changed_text_is_fuzzy, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_changed_twice_keeps_the_first_source, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_text_that_went_back, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_untranslated_change_is_just_new, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_vanished_is_put_aside, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_vanished_comes_back, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_moved_text_takes_its_translation_along, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_counts, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_same_input_same_file, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_template, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
