#include "hub.h"

#include <string.h>

#include "test.h"

#define HEAD                                                                                       \
    "msgid \"\"\nmsgstr \"\"\n\"Language: ht\\n\"\n\"Content-Type: text/plain; "                   \
    "charset=UTF-8\\n\"\n"                                                                         \
    "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"
#define NAME "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la residencia\"\n"

static const char *
translated(struct hub *hub, const char *tag, const char *key, char value[256])
{
    char sql[300];
    struct db *db = hub_build(hub);
    snprintf(sql, sizeof sql,
        "SELECT group_concat(form || text || ':' || status, '/') FROM translation WHERE lang='%s' "
        "AND"
        " table_name || '.' || record_id || '.' || field_name = '%s'",
        tag, key);
    hub_ask(db, sql, value);
    db_close(db);
    return value;
}

static void
expect(struct hub *hub, const char *entries, const char *result)
{
    char value[256];
    hub_write(hub, "po/ht.po", entries);
    assert_string_equal(translated(hub, "ht", "procedure.residencia.name", value), result);
}

static void
test_translation(void **state)
{
    struct hub *hub = *state;
    expect(hub, HEAD NAME "msgstr \"Mande rezidans\"\n", "0Mande rezidans:draft");
    expect(hub, HEAD NAME "msgstr \"\"\n", "");
    expect(hub, HEAD "#, fuzzy\n" NAME "msgstr \"Mande rezidans\"\n", "");
    expect(hub,
        HEAD "#~ msgctxt \"procedure.residencia.name\"\n#~ msgid \"Pedir la residencia\"\n#~ "
             "msgstr \"Mande\"\n",
        "");
}

static void
test_status(void **state)
{
    struct hub *hub = *state;
    expect(hub, HEAD "# status: reviewed by the interpreter on 2026-11-01\n" NAME "msgstr \"A\"\n",
        "0A:reviewed");
    expect(hub, HEAD "# status: validated\n" NAME "msgstr \"A\"\n", "0A:validated");
    expect(hub, HEAD "#. machine\n" NAME "msgstr \"A\"\n", "0A:machine");
    expect(hub, HEAD "# just a remark\n" NAME "msgstr \"A\"\n", "0A:draft");
    expect(hub,
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
        "\"X-Status: machine\\n\"\n\n" NAME "msgstr \"A\"\n",
        "0A:machine");
}

static void
test_source_has_its_own_status_and_hash(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "po/ht.po", HEAD NAME "msgstr \"Mande rezidans\"\n");
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(db,
            "SELECT count(DISTINCT source_hash) || max(status) FROM translation WHERE"
            " record_id='residencia' AND field_name='name'",
            value),
        "1source");
    // FNV-1a, 32 bits, of "Pedir la residencia"
    assert_string_equal(hub_ask(db,
                            "SELECT source_hash FROM translation WHERE record_id='residencia' AND"
                            " field_name='name' AND lang='ht'",
                            value),
        "184266055");
    db_close(db);
}

static void
test_older_text(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "po/ht.po",
        HEAD "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir residencia\"\nmsgstr \"A\"\n");
    hub_says(hub,
        "po/ht.po:7: warning: procedure.residencia.name: translated from an older text; left "
        "out");
    hub_silent(hub, ": error:");
}

static void
test_unknown_context(void **state)
{
    struct hub *hub = *state;
    hub_write(
        hub, "po/ht.po", HEAD "msgctxt \"procedure.nada.name\"\nmsgid \"Pedir\"\nmsgstr \"A\"\n");
    hub_says(hub, "po/ht.po:7: warning: procedure.nada.name: no such text; left out");
    hub_write(hub, "po/ht.po", HEAD "msgctxt \"ui.back.text\"\nmsgid \"Atrás\"\nmsgstr \"A\"\n");
    hub_says(hub, "po/ht.po:7: warning: ui.back.text: no such text"); // those of the assets
}

static void
test_interface_plural(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "assets/ui/po/ht.po",
        HEAD
        "msgctxt \"ui.days-one.text\"\nmsgid \"{n} día\"\nmsgid_plural \"{n} días\"\nmsgstr[0] "
        "\"{n} jou\"\nmsgstr[1] \"{n} jou yo\"\n");
    assert_string_equal(
        translated(hub, "ht", "ui.days-one.text", value), "0{n} jou:draft/1{n} jou yo:draft");
    assert_string_equal(
        translated(hub, "es", "ui.days-one.text", value), "0{n} día:source/1{n} días:source");
    hub_write(hub, "assets/ui/po/ht.po",
        HEAD
        "msgctxt \"ui.days-one.text\"\nmsgid \"{n} día\"\nmsgid_plural \"{n} días\"\nmsgstr[0] "
        "\"{n} jou\"\n");
    hub_check(hub);
    assert_non_null(
        strstr(hub->said, "ui.days-one.text: 1 plural forms, ht has 2; write msgstr[0] … "
                          "msgstr[1]"));
}

static void
test_head(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "po/ht.po",
        "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\"Content-Type: text/plain; "
        "charset=UTF-8\\n\"\n"
        "\"Plural-Forms: nplurals=3; plural=0;\\n\"\n");
    hub_says(hub, "po/ht.po: warning: the head says Language: fr; write ht");
    hub_says(hub, "po/ht.po: error: Plural-Forms: nplurals=3; plural=0; does not fit the 2 forms");
    hub_write(hub, "po/ht.po", "msgid \"\"\nmsgstr \"Language: ht\\n\"\n");
    hub_says(hub, "po/ht.po: error: the head does not say charset=UTF-8");
}

static void
test_stray_files(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "po/pt.po", HEAD);
    hub_says(hub, "po/pt.po: warning: languages.csv has no row pt; left out");
    hub_write(hub, "po/es.po", HEAD);
    hub_says(hub, "po/es.po: warning: es is the source language");
}

static void
test_numbers_in_arabic_are_isolated(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "languages.csv", "id\nes\nar\n");
    hub_write(hub, "po/ar.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"phone.tel-migracion.answered_hours\"\nmsgid \"Lunes a viernes, de 08:00 a "
        "12:00\"\n"
        "msgstr \"من 08:00 إلى 12:00\"\n");
    assert_non_null(strstr(translated(hub, "ar", "phone.tel-migracion.answered_hours", value),
        "\xe2\x81\xa6"
        "08:00\xe2\x81\xa9"));
    assert_null(
        strstr(translated(hub, "es", "phone.tel-migracion.answered_hours", value), "\xe2\x81\xa6"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_translation, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_status, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_source_has_its_own_status_and_hash, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_older_text, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_unknown_context, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_interface_plural, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_head, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_stray_files, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_numbers_in_arabic_are_isolated, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
