#include "lint.h"

#include <string.h>

#include "hub.h"

#include "test.h"

static void
test_where_a_text_stands(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "po/ht.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la residencia\"\nmsgstr \"A\"\n");
    hub_check(hub);
    int at = index_find(&hub->content->units.keys, "procedure.residencia.name");
    struct unit *unit = &hub->content->units.items[at];
    assert_string_equal(lint_spot(hub->content, unit, 0).file, "sheets/procedure.csv");
    assert_string_equal(lint_spot(hub->content, unit, 2).file, "po/ht.po");
    assert_int_equal(lint_spot(hub->content, unit, 2).row, 5);
    unit->table = "ui";
    assert_non_null(strstr(lint_spot(hub->content, unit, 2).file, "/assets/ui/po/ht.po"));
}

static void
test_every_part_runs(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/phone.csv", ",2026-11-20,", ",,");                         // records
    hub_replace(hub, "sheets/answer.csv", ",,,1,No sé", ",,residencia,0,No sé");        // guidance
    hub_replace(hub, "sheets/topic.csv", "Clínicas y vacunas", "Clínicas y/o vacunas"); // texts
    hub_write(hub, "po/ht.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "msgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la residencia\"\nmsgstr \"{a}\"\n");
    hub_says(hub, "sheets/phone.csv:2:7: warning: nobody has dialled");
    hub_says(hub, "sheets/question.csv:2: error: from question");
    hub_says(hub, "sheets/topic.csv:3:8: warning: es: 'y/o'");
    hub_says(hub, "po/ht.po:5: error: procedure.residencia.name: the translation has {a}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_where_a_text_stands, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_every_part_runs, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
