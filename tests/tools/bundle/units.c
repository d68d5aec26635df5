#include "hub.h"

#include <string.h>

#include "test.h"

static const struct unit *
unit(struct hub *hub, const char *key)
{
    int at = index_find(&hub->content->units.keys, key);
    return at < 0 ? NULL : &hub->content->units.items[at];
}

static void
test_every_text_once(void **state)
{
    struct hub *hub = *state;
    hub_check(hub);
    const struct unit *name = unit(hub, "procedure.residencia.name");
    assert_non_null(name);
    assert_string_equal(name->source, "Pedir la residencia");
    assert_string_equal(name->spot.file, "sheets/procedure.csv");
    assert_int_equal(name->spot.row, 2);
    assert_int_equal(name->spot.column, 10);
    assert_int_equal(name->home, 0);
    assert_null(unit(hub, "procedure.residencia.legal_basis")); // empty
    assert_null(unit(hub, "procedure.residencia.kind"));        // no text
    assert_non_null(unit(hub, "page_block.vacunas-01.text"));
    assert_non_null(unit(hub, "hub.mi-ventanilla.greeting"));
}

static void
test_interface(void **state)
{
    struct hub *hub = *state;
    hub_check(hub);
    const struct unit *days = unit(hub, "ui.days-one.text");
    assert_non_null(days);
    assert_string_equal(days->plural, "{n} días");
    assert_string_equal(unit(hub, "ui.back.text")->note, "One word.");
    assert_null(unit(hub, "ui.back.text")->plural);
    assert_non_null(strstr(days->spot.file, "/assets/ui/ui.csv"));
}

static void
test_interface_language_is_not_the_hubs(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "hub.csv", "source_language,es", "source_language,en");
    hub_write(hub, "languages.csv", "id\nen\nht\n");
    hub_check(hub);
    assert_int_equal(unit(hub, "ui.back.text")->home, -1);
    assert_int_equal(unit(hub, "procedure.residencia.name")->home, 0);
}

static void
test_faults(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "assets/ui/ui.csv", "key,text\nback,Atrás\nback,Volver\nnext,\n");
    hub_check(hub);
    assert_non_null(strstr(hub->said, "ui.csv:3:1: error: key 'back' is empty, stands twice"));
    assert_non_null(strstr(hub->said, "ui.csv:4:1: error: key 'next' is empty"));
    hub_write(hub, "assets/ui/ui.csv", "name,text\nback,Atrás\n");
    hub_check(hub);
    assert_non_null(strstr(hub->said, "ui.csv:1: error: no columns key and text"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_text_once, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_interface, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_interface_language_is_not_the_hubs, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_faults, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
