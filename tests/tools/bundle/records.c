#include "hub.h"

#include "test.h"

static void
test_unknown_sheet(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "sheets/services.csv", "id\n");
    hub_says(hub,
        "sheets/services.csv: error: no sheet has this name; remove or rename it; did you "
        "mean 'service.csv'?");
}

static void
test_unknown_column(void **state)
{
    struct hub *hub = *state;
    hub_replace(hub, "sheets/topic.csv", "summary", "sumary");
    hub_says(hub,
        "sheets/topic.csv:1:8: error: 'topic' has no column 'sumary'; remove it or correct "
        "its name; did you mean 'summary'?");
}

static void
test_personal_columns_are_unknown(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "sheets/contact.csv", "id,service_id,title,name\nx,orientacion,Encargada,\n");
    hub_says(hub, "sheets/contact.csv:1:4: error: 'contact' has no column 'name'");
}

static void
test_missing_column(void **state)
{
    struct hub *hub = *state;
    hub_write(hub, "sheets/hotline.csv", "id,ord\nlinea-ayuda,1\n");
    hub_says(hub, "sheets/hotline.csv:1: error: the column 'phone_id' is missing");
}

static void
test_ids(void **state)
{
    struct hub *hub = *state;
    hub_append(hub, "sheets/topic.csv", "Papeles Nuevos,,3,documents,,0,Otros,");
    hub_says(
        hub, "sheets/topic.csv:4:1: error: id: 'Papeles Nuevos' is no id; write papeles-nuevos");
    hub_append(hub, "sheets/topic.csv", "salud,,4,documents,,0,Otros,");
    hub_says(hub, "sheets/topic.csv:5:1: error: id 'salud' stands already in row 3");
    hub_append(hub, "sheets/topic.csv", ",,5,documents,,0,Otros,");
    hub_says(hub, "sheets/topic.csv:6:1: error: no id; write a short name like topic-5");
}

static void
test_ids_that_are_made(void **state)
{
    struct hub *hub = *state;
    char value[256];
    struct db *db = hub_build(hub);
    assert_string_equal(
        hub_ask(db, "SELECT id FROM step_requirement WHERE n=1", value), "residencia-3--pasaporte");
    assert_string_equal(
        hub_ask(db, "SELECT id FROM service_at_location", value), "orientacion--lugar-ventanilla");
    db_close(db);
    hub_append(hub, "sheets/step_requirement.csv", "residencia-3,pasaporte,,");
    hub_says(
        hub, "sheets/step_requirement.csv:5: error: id 'residencia-3--pasaporte' stands already");
}

static void
test_facts_are_what_answers_set(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_replace(hub, "sheets/answer.csv", "person,,,residencia", "person,adult,,residencia");
    struct db *db = hub_build(hub);
    assert_string_equal(hub_ask(db, "SELECT id FROM fact WHERE n=1", value), "adult");
    assert_string_equal(hub_ask(db, "SELECT id FROM fact WHERE n=2", value), "minor");
    assert_string_equal(hub_ask(db, "SELECT count(*) FROM fact", value), "2");
    db_close(db);
}

static void
test_rows_keep_their_order(void **state)
{
    struct hub *hub = *state;
    char value[256];
    hub_append(hub, "sheets/topic.csv", "aaa,,,health,,0,Otros,");
    struct db *db = hub_build(hub);
    assert_string_equal(hub_ask(db, "SELECT group_concat(n || id || ord) FROM topic", value),
        "1papeles1,2salud2,3aaa3");
    db_close(db);
}

static void
test_sheets_may_be_missing(void **state)
{
    struct hub *hub = *state;
    hub_remove(hub, "sheets/hotline.csv");
    hub_silent(hub, ": error:");
}

static void
test_listing(void **state)
{
    struct hub *hub = *state;
    struct arena arena = {0};
    const char **names = NULL;
    hub_write(hub, "some/b.md", "");
    hub_write(hub, "some/a.md", "");
    hub_write(hub, "some/.hidden.md", "");
    hub_write(hub, "some/a.md~", "");
    hub_write(hub, "some/c.txt", "");
    const char *path = arena_printf(&arena, "%s/some", hub->path);
    assert_int_equal(folder_list(&arena, path, ".md", &names), 2);
    assert_string_equal(names[0], "a.md");
    assert_string_equal(names[1], "b.md");
    assert_int_equal(folder_list(&arena, path, "", &names), 3);
    assert_int_equal(folder_list(&arena, "/nowhere", "", &names), 0);
    arena_finish(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_unknown_sheet, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_unknown_column, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_personal_columns_are_unknown, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_missing_column, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_ids, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_ids_that_are_made, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_facts_are_what_answers_set, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_rows_keep_their_order, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_sheets_may_be_missing, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_listing, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
