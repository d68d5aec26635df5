#include "po.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "hub.h"

#include "test.h"

static const char text[] =
    "msgid \"\"\nmsgstr \"\"\n\"Language: ht\\n\"\n\"Content-Type: text/plain; "
    "charset=UTF-8\\n\"\n\nmsgctxt \"a.b.c\"\nmsgid \"x\"\nmsgstr \"y\"\n";

static bool
opens(struct hub *hub, const char *content, const char *said)
{
    struct arena arena = {0};
    struct report report = {.root = ""};
    struct po po = {.shown = "x.po"};
    char path[256];
    if (content) {
        hub_write(hub, "x.po", content);
    }
    snprintf(path, sizeof path, "%s/x.po", hub->path);
    bool opened = po_open(&po, &arena, path, false, &report);
    if (said) {
        assert_true(report.count > 0);
        if (!strstr(report.findings[0].text, said)) {
            fail_msg("%s, not %s", report.findings[0].text, said);
        }
    }
    po_close(&po);
    report_finish(&report);
    arena_finish(&arena);
    return opened;
}

static void
test_opening(void **state)
{
    struct hub *hub = *state;
    assert_false(opens(hub, NULL, "No such file"));
    assert_true(opens(hub, text, NULL));
    assert_false(opens(hub, "msgid \"\"\nmsgstr \"\"\n", "the head does not say charset=UTF-8"));
    assert_false(opens(hub, "msgid \"\"\nmsgstr \"charset=UTF-8x\\n\"\n", "the head does not say"));
    assert_false(opens(hub, "\xff", "not UTF-8 text"));
    assert_false(opens(hub, "charset=UTF-8 ", "neither a comment"));
}

static void
test_missing_may_be_fine(void **state)
{
    struct hub *hub = *state;
    struct arena arena = {0};
    struct report report = {.root = ""};
    struct po po = {.shown = "x.po"};
    char path[256];
    snprintf(path, sizeof path, "%s/x.po", hub->path);
    assert_false(po_open(&po, &arena, path, true, &report));
    assert_int_equal(report.count, 0);
    po_close(&po);
    arena_finish(&arena);
}

static void
test_fields_and_lines(void **state)
{
    struct hub *hub = *state;
    struct arena arena = {0};
    struct report report = {.root = ""};
    struct po po = {.shown = "x.po"};
    char path[256];
    snprintf(path, sizeof path, "%s/x.po", hub->path);
    hub_write(hub, "x.po", text);
    assert_true(po_open(&po, &arena, path, false, &report));
    assert_string_equal(po_field(&po, &arena, "Language"), "ht");
    assert_string_equal(po_field(&po, &arena, "Nothing"), "");
    assert_int_equal(po_line(&po, "a.b.c"), 6);
    assert_int_equal(po_line(&po, "nothing"), 0);
    po_close(&po);
    arena_finish(&arena);
}

static void
test_saving(void **state)
{
    struct hub *hub = *state;
    struct arena arena = {0};
    struct report report = {.root = ""};
    struct po po = {.shown = "x.po"};
    struct stat before;
    struct stat after;
    char path[256];
    char copy[256];
    snprintf(path, sizeof path, "%s/x.po", hub->path);
    snprintf(copy, sizeof copy, "%s/y.po", hub->path);
    hub_write(hub, "x.po", text);
    assert_true(po_open(&po, &arena, path, false, &report));
    assert_true(po_save(&po, &arena, copy, &report));
    char *saved = hub_read(hub, "y.po");
    assert_string_equal(saved, text);
    free(saved);
    assert_int_equal(stat(copy, &before), 0);
    assert_true(po_save(&po, &arena, copy, &report)); // nothing new: not touched
    assert_int_equal(stat(copy, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    snprintf(copy, sizeof copy, "%s/nowhere/y.po", hub->path);
    assert_false(po_save(&po, &arena, copy, &report));
    assert_int_equal(report.errors, 1);
    po_close(&po);
    report_finish(&report);
    arena_finish(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_opening, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_missing_may_be_fine, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_fields_and_lines, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_saving, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
