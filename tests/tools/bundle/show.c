#include "hub.h"

#include <stdlib.h>
#include <string.h>

#include "town.h"

#include "test.h"

static void
expect(struct hub *hub, const char *arguments, int code, const char *text)
{
    char command[900];
    char output[12000];
    snprintf(command, sizeof command, "show %s.db %s", hub->path, arguments);
    int got = hub_run(command, output, sizeof output);
    if (got != code || !strstr(output, text)) {
        fail_msg("%s: %d, %s", arguments, got, output);
    }
}

static void
build(struct hub *hub)
{
    hub_write(hub, "po/ht.po",
        "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
        "# status: reviewed\nmsgctxt \"procedure.residencia.name\"\nmsgid \"Pedir la "
        "residencia\"\nmsgstr "
        "\"Mande rezidans\"\n");
    db_close(hub_build(hub));
}

static void
test_summary(void **state)
{
    struct hub *hub = *state;
    build(hub);
    expect(hub, "", 0, "  id                mi-ventanilla\n");
    expect(hub, "", 0, "  text name         Mi ventanilla de información\n");
    expect(hub, "", 0, "  es         100 %");
    expect(hub, "", 0, "  procedure                 1\n");
    expect(hub, "", 0, "  can be searched           5\n");
}

static void
test_map(void **state)
{
    struct hub *hub = *state;
    build(hub);
    expect(hub, "", 0, "\nMap\n  none\n");
    town_write(hub, "map/pueblo.osm");
    build(hub);
    expect(hub, "", 0,
        "\nMap\n"
        "  name               pueblo.osm\n"
        "  attribution        © OpenStreetMap contributors\n"
        "  data of            2026-11-01\n"
        "  bounds             -30.02000,0.00000,-29.98000,0.02000\n"
        "  tiles              ");
    expect(hub, "", 0, " bytes\n  walks              1.8 km of ways, 6 junctions\n");
}

static void
test_language_line(void **state)
{
    struct hub *hub = *state;
    char expected[200];
    build(hub);
    int total = hub->content->units.count;
    snprintf(expected, sizeof expected,
        "  ht           %d %% %6d          %6d  %6d  %6d   %6d    %6d   %6d\n", 100 / total, 1, 0,
        0, 0, 1, 0, total - 1);
    expect(hub, "", 0, expected);
}

static void
test_table_and_record(void **state)
{
    struct hub *hub = *state;
    build(hub);
    expect(hub, "topic", 0, "1\tpapeles\tPapeles y permisos\n2\tsalud\tSalud\n");
    expect(hub, "procedure residencia", 0, "  fee                        12000\n");
    expect(
        hub, "procedure residencia", 0, "  assurer                    Equipo de la ventanilla\n");
    expect(hub, "procedure residencia", 0, "reviewed  Mande rezidans\n");
    expect(hub, "picture health", 0, "  data                       (");
    expect(hub, "requirement pasaporte", 0, "  validity_months            -\n");
}

static void
test_gaps(void **state)
{
    struct hub *hub = *state;
    char expected[64];
    build(hub);
    expect(hub, "--gaps", 0, "en\tprocedure\t3\n");
    expect(hub, "--gaps", 0, "ht\tprocedure\t2\n");
    expect(hub, "--gaps=ht", 0, "procedure.residencia.summary\tEs el permiso para vivir aquí.");
    expect(hub, "--gaps en", 0, "procedure.residencia.name\tPedir la residencia\n");
    expect(hub, "--gaps ht | wc -l", 0, "");
    snprintf(expected, sizeof expected, "%d\n", hub->content->units.count - 1);
    expect(hub, "--gaps ht | wc -l", 0, expected);
    expect(hub, "--gaps es | wc -l", 0, "0\n");
}

static void
test_what_is_not_there(void **state)
{
    struct hub *hub = *state;
    build(hub);
    expect(hub, "nothing", 2, "no table 'nothing'");
    expect(hub, "\"topic; DROP\"", 2, "no table");
    expect(hub, "topic nothing", 2, "no topic has the id 'nothing'");
    expect(hub, "--gaps pt", 2, "no language 'pt' in it");
}

static void
test_what_is_no_bundle(void **state)
{
    struct hub *hub = *state;
    expect(hub, "", 3, "no such file");
    hub_write(hub, "../hub.db", "hello");
    expect(hub, "", 1, "error: ");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_summary, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_map, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_language_line, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_table_and_record, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_gaps, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_not_there, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_what_is_no_bundle, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
