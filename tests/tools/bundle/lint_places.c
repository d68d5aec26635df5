#include "hub.h"

#include "test.h"

static void
test_service_that_must_not_be_found(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/service.csv", ",1,public", ",1,phone_only");
    hub_says(hub, "sheets/location.csv:2:7: error: location 'lugar-ventanilla' tells where it is "
                  "(latitude), but service 'orientacion' there is phone_only; empty the cell");
    hub_says(hub,
        "sheets/location.csv:2:6: error: location 'lugar-ventanilla' tells where it is (landmark)");
    hub_says(hub,
        "sheets/address.csv:2: error: a street for location 'lugar-ventanilla', but service "
        "'orientacion' there is phone_only; remove the row");
    hub_says(hub,
        "sheets/location.csv:2:9: error: location 'lugar-ventanilla': service 'orientacion' "
        "there is phone_only; write hidden");
}

static void
test_phone_only_needs_a_phone(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/service.csv", "yes,0,public", "yes,0,phone_only");
    hub_silent(hub, ": error:"); // it has one
    hub_replace(hub, "sheets/phone.csv", ",residencia-tramite,", ",,");
    hub_says(hub,
        "sheets/service.csv:3: error: service 'residencia-tramite' is phone_only and has no phone");
}

static void
test_hidden_pin(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/location.csv", "exact", "hidden");
    hub_says(hub, "sheets/location.csv:2:8: error: location 'lugar-ventanilla' tells where it is "
                  "(longitude), but its pin is hidden");
    hub_replace(hub, "sheets/location.csv", "physical", "virtual");
    hub_replace(hub, "sheets/location.csv", "hidden", "exact");
    hub_says(hub, "sheets/location.csv:2:8: error: location 'lugar-ventanilla' tells where it is "
                  "(longitude), but it is virtual");
}

static void
test_coordinates(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/location.csv", "0.0100,-30.0000", "0.0100,");
    hub_says(hub, "sheets/location.csv:2:7: error: location 'lugar-ventanilla' has only one of");
    hub_replace(hub, "sheets/location.csv", "0.0100,", ",");
    hub_says(
        hub, "sheets/location.csv:2:7: warning: location 'lugar-ventanilla' has no coordinates");
    hub_replace(hub, "sheets/location.csv", "plaza.,,", "plaza.,-30.0000,0.0100");
    hub_says(hub, "sheets/location.csv:2:7: warning: location 'lugar-ventanilla' lies 4");
}

static void
test_sensitive_topics(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/topic.csv", "transit,0,Salud", "transit,1,Salud");
    hub_says(hub,
        "sheets/page.csv:2: error: page 'vacunas' belongs to the sensitive topic 'salud'; "
        "write 1 into sensitive");
    hub_replace(hub, "sheets/page.csv", "summary", "summary,sensitive");
    hub_replace(hub, "sheets/page.csv", "papeles.", "papeles.,1");
    hub_silent(hub, ": error:");
}

static void
test_sensitive_procedure_with_a_code(void **state)
{
    struct hub *hub = *state;
    hub_replace(
        hub, "sheets/procedure.csv", "total_days_max,fee", "total_days_max,sensitive,qr_ok,fee");
    hub_replace(hub, "sheets/procedure.csv", "30,60,", "30,60,1,1,");
    hub_says(hub, "sheets/procedure.csv:2:10: warning: procedure 'residencia' is sensitive and may "
                  "be carried away");
}

static void
test_photo_on_a_sensitive_page(void **state)
{
    struct hub *hub = *state;
    static const char jpeg[] = "\xff\xd8\xff\xc0\0\x11\x08\0\x20\0\x10\x03\0\0\0";
    hub_write_bytes(hub, "pictures/puerta.jpg", jpeg, sizeof jpeg - 1);
    hub_replace(hub, "sheets/page.csv", "summary", "summary,sensitive");
    hub_replace(hub, "sheets/page.csv", "papeles.", "papeles.,1");
    hub_write(hub, "pages/vacunas.md", "Uno.\n\n![Puerta](puerta.jpg)\n");
    hub_says(hub, "pages/vacunas.md:3: error: a photo on a sensitive page");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_service_that_must_not_be_found, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_phone_only_needs_a_phone, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_hidden_pin, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_coordinates, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_sensitive_topics, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(
            test_sensitive_procedure_with_a_code, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_photo_on_a_sensitive_page, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
