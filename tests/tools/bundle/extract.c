#include "hub.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "test.h"

static int
extract(struct hub *hub, char *output)
{
    char arguments[512];
    snprintf(arguments, sizeof arguments, "extract %s --assets %s", hub->path, hub->assets);
    return hub_run(arguments, output, 4096);
}

static void
test_files_are_made(void **state)
{
    struct hub *hub = *state;
    char output[4096];
    assert_int_equal(extract(hub, output), 0);
    char *template = hub_read(hub, "po/es.pot");
    assert_non_null(strstr(template, "procedure.residencia.name"));
    assert_null(strstr(template, "ui.back.text")); // of the interface, for all hubs
    free(template);
    char *french = hub_read(hub, "po/ht.po");
    assert_non_null(strstr(french, "Language: ht"));
    free(french);
    assert_non_null(strstr(output, "po/en.po: 0 of "));
}

static void
test_round_trip(void **state)
{
    struct hub *hub = *state;
    char output[4096];
    char value[256];
    assert_int_equal(extract(hub, output), 0);
    hub_replace(hub, "po/ht.po", "msgid \"Pedir la residencia\"\nmsgstr \"\"",
        "msgid \"Pedir la residencia\"\nmsgstr \"Mande rezidans\"");
    assert_int_equal(extract(hub, output), 0);
    assert_non_null(strstr(output, "po/ht.po: 1 of "));
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(
            db, "SELECT text FROM translation WHERE lang='ht' AND table_name='procedure'", value),
        "Mande rezidans");
    db_close(db);
    hub_replace(hub, "sheets/procedure.csv", "Pedir la residencia", "Pedir la residencia aquí");
    assert_int_equal(extract(hub, output), 0);
    assert_non_null(strstr(output, "po/ht.po: 0 of "));
    assert_non_null(strstr(output, " 1 fuzzy, "));
    hub_silent(hub, ": warning:"); // a fuzzy entry is no stale one
}

static void
test_other_files_are_updated_too(void **state)
{
    struct hub *hub = *state;
    char output[4096];
    hub_write(hub, "po/pt.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n");
    assert_int_equal(extract(hub, output), 0);
    char *text = hub_read(hub, "po/pt.po");
    assert_non_null(strstr(text, "procedure.residencia.name"));
    free(text);
}

static void
test_errors_leave_everything(void **state)
{
    struct hub *hub = *state;
    char output[4096];
    char path[256];
    hub_write(hub, "po/ht.po", "this is no .po file");
    assert_int_equal(extract(hub, output), 3);
    char *text = hub_read(hub, "po/ht.po");
    assert_string_equal(text, "this is no .po file");
    free(text);
    hub_replace(hub, "sheets/topic.csv", "salud,,2,health", "salud,,2,nothing");
    snprintf(path, sizeof path, "%s/po/en.po", hub->path);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(extract(hub, output), 1);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void
test_interface(void **state)
{
    struct hub *hub = *state;
    char output[4096];
    char arguments[512];
    hub_write(hub, "assets/ui/po/ht.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgctxt "
        "\"ui.back.text\"\nmsgid \"Atrás\"\nmsgstr \"Tounen\"\n");
    snprintf(arguments, sizeof arguments, "extract --ui %s/ui", hub->assets);
    assert_int_equal(hub_run(arguments, output, sizeof output), 0);
    char *text = hub_read(hub, "assets/ui/po/ht.po");
    assert_non_null(strstr(text, "msgctxt \"ui.back.text\"\nmsgid \"Atrás\"\nmsgstr \"Tounen\"\n"));
    assert_non_null(strstr(text, "msgctxt \"ui.page-of.text\"\n"));
    free(text);
    text = hub_read(hub, "assets/ui/po/es.pot");
    assert_non_null(strstr(text, "msgctxt \"ui.page-of.text\"\n"));
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_files_are_made, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_round_trip, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_other_files_are_updated_too, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_errors_leave_everything, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_interface, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
