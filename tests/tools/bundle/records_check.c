#include "hub.h"

#include <string.h>

#include "test.h"

static void
test_empty_cells(void **state)
{
    struct hub *hub = *state;
    hub_append(hub, "sheets/topic.csv", "otros,,3,,,0,,");
    hub_says(hub, "sheets/topic.csv:4:4: error: topic 'otros' has no icon; fill the cell");
    hub_says(hub, "sheets/topic.csv:4:7: error: topic 'otros' has no name; fill the cell");
}

static void
test_kinds(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/procedure.csv", "120.00", "\"120,00\"");
    hub_says(hub, "sheets/procedure.csv:2:9: error: fee: '120,00' is no amount; write 120.00");
    hub_replace(hub, "sheets/schedule.csv", "08:00", "8:00");
    hub_says(hub, "sheets/schedule.csv:2:6: error: opens_at: '8:00' is no time; write 08:00");
    hub_replace(hub, "sheets/location.csv", "exact", "exactly");
    hub_says(hub, "sheets/location.csv:2:9: error: pin_precision: 'exactly' is none of the words");
}

static void
test_references(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/service.csv", "orientacion,municipalidad", "orientacion,municipalida");
    hub_says(hub, "sheets/service.csv:2:2: error: organization_id: no organization has the id "
                  "'municipalida'; write one of sheets/organization.csv; did you mean "
                  "'municipalidad'?");
    hub_replace(hub, "sheets/service.csv", "papeles|salud", "papeles|trabajo");
    hub_says(hub, "sheets/service.csv:2:3: error: topic_ids: no topic has the id 'trabajo'");
}

static void
test_facts(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/step_requirement.csv", "padres,minor", "padres,!minor&married");
    hub_says(hub, "sheets/step_requirement.csv:4:3: error: condition: no answer sets the fact "
                  "'married'");
    hub_silent(hub, "fact 'minor'");
}

static void
test_exactly_one(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/schedule.csv", "orientacion-semana,orientacion,,",
        "orientacion-semana,orientacion,lugar-ventanilla,");
    hub_says(hub,
        "sheets/schedule.csv:2: error: schedule 'orientacion-semana' fills 2 of service_id, "
        "location_id, hub_window_id; fill exactly one");
    hub_replace(hub, "sheets/answer.csv", ",,,1,No sé", ",,,0,No sé");
    hub_says(hub, "sheets/answer.csv:4: error: answer 'edad-otra' fills 0 of next_question_id, "
                  "procedure_id, ask_person; fill exactly one");
}

static void
test_decimals_of_a_currency(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "hub.csv", "currency,XXD", "currency,CLP");
    hub_replace(hub, "sheets/procedure.csv", "120.00", "120.50");
    hub_says(
        hub, "sheets/procedure.csv:2:9: error: fee: '120.50' has more decimals than CLP; write 0");
}

static void
test_long_text(void **state)
{
    struct hub *hub = *state;
    char row[5000] = "otros,,3,health,,0,";
    memset(row + 19, 'x', 4200);
    row[4219] = ',';
    hub_append(hub, "sheets/topic.csv", row);
    hub_says(hub, "sheets/topic.csv:4:7: error: name: 4200 bytes, the limit is 4096");
}

static void
test_too_many_facts(void **state)
{
    struct hub *hub = *state;
    char row[160];
    for (int i = 0; i < 64; i++) {
        snprintf(row, sizeof row, "a-%d,pregunta-edad,%d,,f%d,,residencia,0,Sí,", i, i + 4, i);
        hub_append(hub, "sheets/answer.csv", row);
    }
    hub_says(hub, "sheets/answer.csv: error: 65 facts, the limit is 64");
}

static void
test_defaults(void **state)
{
    struct hub *hub = *state;
    char value[256];
    struct db *db = hub_build(hub);
    assert_string_equal(hub_ask(db, "SELECT icon FROM service WHERE id='orientacion'", value),
        "documents"); // of its first topic
    assert_string_equal(hub_ask(db, "SELECT icon FROM hotline", value), "hotline");
    assert_string_equal(hub_ask(db, "SELECT currency || country FROM procedure", value), "XXDXX");
    assert_string_equal(hub_ask(db, "SELECT qr_ok FROM procedure", value), "1");
    assert_string_equal(
        hub_ask(db, "SELECT audience FROM page", value), ",current,potential,returned,transit,");
    assert_string_equal(hub_ask(db, "SELECT freq || interval FROM schedule", value), "WEEKLY1");
    assert_string_equal(hub_ask(db, "SELECT validity_months IS NULL FROM requirement", value), "1");
    db_close(db);
}

static void
test_sensitive_procedure_has_no_code(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_replace(hub, "sheets/procedure.csv", "total_days_max,fee", "total_days_max,sensitive,fee");
    hub_replace(hub, "sheets/procedure.csv", "30,60,", "30,60,1,");
    struct db *db = hub_build(hub);
    assert_string_equal(hub_ask(db, "SELECT qr_ok FROM procedure", value), "0");
    db_close(db);
}

static void
test_all_errors_at_once(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/procedure.csv", "120.00", "x");
    hub_replace(hub, "sheets/schedule.csv", "08:00", "x");
    hub_replace(hub, "sheets/location.csv", "exact", "x");
    hub_replace(hub, "hub.csv", "country,XX", "country,x");
    hub_replace(hub, "pages/vacunas.md", "## Qué hacer", "# Qué hacer");
    hub_says(hub, "5 errors, 0 warnings");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_empty_cells, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_kinds, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_references, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_facts, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_exactly_one, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_decimals_of_a_currency, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_long_text, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_too_many_facts, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_defaults, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_sensitive_procedure_has_no_code, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_all_errors_at_once, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
