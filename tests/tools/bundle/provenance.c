#include "hub.h"

#include "test.h"

static void
ask(struct db *db, const char *table, const char *id, char value[256])
{
    char sql[300];
    snprintf(sql, sizeof sql,
        "SELECT assured_date || '|' || assurer || '|' || recheck_days || '|' || hide_after_days || "
        "'|'"
        " || source_1 FROM provenance p JOIN \"%s\" t ON t.n = p.record AND p.table_name = '%s'"
        " WHERE t.id = '%s'",
        table, table, id);
    hub_ask(db, sql, value);
}

static void
test_hub_is_the_last_owner(void **state)
{
    char value[256];
    struct db *db = hub_build(*state);
    ask(db, "procedure", "residencia", value);
    assert_string_equal(value,
        "2026-11-20|Equipo de la ventanilla|90|180|Guía de la ventanilla; vista "
        "el 2026-11-20");
    db_close(db);
}

static void
test_cell_by_cell_from_the_owner(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_write(hub, "sheets/phone.csv",
        "id,service_id,number,dial_tested_on,assurer\n"
        "tel-ayuda,orientacion,+000 1,2026-11-20,Recepción\n");
    hub_replace(hub, "sheets/service.csv", "exposure", "exposure,assured_date,recheck_days");
    hub_replace(hub, "sheets/service.csv", "public", "public,2026-11-01,30");
    hub_replace(hub, "sheets/organization.csv", "org_type", "org_type,assured_date,source_1");
    hub_replace(
        hub, "sheets/organization.csv", "government", "government,2026-10-01,Carta de 2026");
    struct db *db = hub_build(hub);
    // assurer: its own; date and days: the service's; source: the organisation's; hiding: the hub's
    ask(db, "phone", "tel-ayuda", value);
    assert_string_equal(value, "2026-11-01|Recepción|30|180|Carta de 2026");
    ask(db, "hotline", "linea-ayuda", value);
    assert_string_equal(value, "2026-11-01|Recepción|30|180|Carta de 2026");
    db_close(db);
}

static void
test_every_record_has_a_row(void **state)
{
    char value[256];
    struct db *db = hub_build(*state);
    for (int i = 0; i < SHEETS_COUNT; i++) {
        char sql[300];
        const char *name = sheet_at(i)->name;
        snprintf(sql, sizeof sql,
            "SELECT count(*) - (SELECT count(*) FROM provenance WHERE table_name = '%s') FROM "
            "\"%s\"",
            name, name);
        if (!(sheet_at(i)->flags & SHEET_KEYED_TAG)) {
            assert_string_equal(hub_ask(db, sql, value), "0");
        }
    }
    db_close(db);
}

static void
test_faults(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/service.csv", "exposure", "exposure,assured_date");
    hub_replace(hub, "sheets/service.csv", "public", "public,ayer");
    hub_says(hub, "sheets/service.csv:2:13: error: assured_date: 'ayer' is no date");
}

// A topic that is its own parent, or two of each other, must not hang the climb.
static void
test_circle_of_owners(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/topic.csv", "papeles,,1", "papeles,salud,1");
    hub_replace(hub, "sheets/topic.csv", "salud,,2", "salud,papeles,2");
    hub_says(hub, "sheets/topic.csv:2:2: error: topic 'papeles' lies three levels deep");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_hub_is_the_last_owner, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_cell_by_cell_from_the_owner, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_every_record_has_a_row, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_faults, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_circle_of_owners, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
