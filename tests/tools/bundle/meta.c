#include "hub.h"

#include "test.h"

static void
test_starter_is_silent(void **state)
{
    hub_silent(*state, ": error:");
    hub_silent(*state, ": warning:");
}

static void
test_missing_keys(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "hub.csv", "currency,XXD\n", "");
    hub_says(hub, "hub.csv: error: no currency; write a row currency,…");
    hub_replace(hub, "hub.csv", "assurer,Equipo de la ventanilla\n", "");
    hub_says(hub, "hub.csv: error: no assurer for records that carry none");
}

static void
test_wrong_values(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "hub.csv", "country,XX", "country,Nowhere");
    hub_says(hub, "hub.csv:3:2: error: country: 'Nowhere' is no country");
    hub_replace(hub, "hub.csv", "built_on,2026-11-20", "built_on,20/11/2026");
    hub_says(hub, "hub.csv:8:2: error: built_on: '20/11/2026' is no date; write 2026-11-20");
}

static void
test_unknown_and_double_keys(void **state)
{
    struct hub *hub = *state;
    hub_append(hub, "hub.csv", "curency,GTQ");
    hub_says(hub,
        "hub.csv:22:1: warning: unknown key 'curency'; kept as it is; did you mean 'currency'?");
    hub_append(hub, "hub.csv", "country,GT");
    hub_says(hub, "hub.csv:23:2: error: key 'country' stands twice");
}

static void
test_no_hub_at_all(void **state)
{
    struct hub *hub = *state;
    hub_remove(hub, "hub.csv");
    hub_says(hub, "hub.csv: error: this file is missing");
    hub_write(hub, "hub.csv", "name,text\nid,x\n");
    hub_says(hub, "hub.csv:1:1: error: the columns are not key and value");
}

static void
test_what_is_stored(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_append(hub, "hub.csv", "extra,kept");
    struct db *db = hub_build(hub);
    assert_string_equal(hub_ask(db, "SELECT value FROM meta WHERE key='extra'", value), "kept");
    assert_string_equal(
        hub_ask(db, "SELECT value FROM meta WHERE key='id'", value), "mi-ventanilla");
    assert_string_equal(hub_ask(db, "SELECT value FROM meta WHERE key='name'", value), "(none)");
    assert_string_equal(hub_ask(db, "SELECT value FROM meta WHERE key='assurer'", value), "(none)");
    assert_string_equal(hub_ask(db,
                            "SELECT text FROM translation WHERE table_name='hub' AND"
                            " record_id='mi-ventanilla' AND field_name='name' AND lang='es'",
                            value),
        "Mi ventanilla de información");
    db_close(db);
}

static void
test_version_falls_back_to_the_date(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_replace(hub, "hub.csv", "content_version,1\n", "");
    hub_replace(hub, "hub.csv", "demonstration,1\n", "");
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(db, "SELECT value FROM meta WHERE key='content_version'", value), "2026-11-20");
    assert_string_equal(
        hub_ask(db, "SELECT value FROM meta WHERE key='demonstration'", value), "0");
    db_close(db);
}

static void
test_location_must_exist(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "hub.csv", "location_id,lugar-ventanilla", "location_id,nowhere");
    hub_says(hub, "hub.csv:12:2: error: location_id: no location has the id 'nowhere'");
}

static void
test_too_many_keys(void **state)
{
    struct hub *hub = *state;
    char row[32];
    for (int i = 0; i < 50; i++) {
        snprintf(row, sizeof row, "extra-%d,x", i);
        hub_append(hub, "hub.csv", row);
    }
    hub_says(hub, "hub.csv:66:2: error: more than 64 keys");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_starter_is_silent, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_missing_keys, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_wrong_values, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_unknown_and_double_keys, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_no_hub_at_all, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_stored, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_version_falls_back_to_the_date, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_location_must_exist, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_too_many_keys, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
