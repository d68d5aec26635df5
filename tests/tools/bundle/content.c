#include "hub.h"

#include <string.h>

#include "test.h"

static void
test_cells_and_references(void **state)
{
    struct hub *hub = *state;
    hub_check(hub);
    struct content *content = hub->content;
    struct rows *steps = content_rows(content, "step");
    const struct record *step = &steps->records[2];
    assert_int_equal(steps->count, 3);
    assert_string_equal(step->id, "residencia-3");
    assert_string_equal(content_cell(steps, step, "place"), "at_office");
    assert_true(content_true(steps, step, "needs_appointment"));
    assert_false(content_true(steps, step, "can_be_done_by_other"));
    assert_int_equal(content_ref(content, steps, step, "procedure_id"), 0);
    assert_int_equal(content_ref(content, steps, &steps->records[1], "service_id"), -1);
    assert_string_equal(content_meta(content, "country"), "XX");
    assert_string_equal(content_meta(content, "nothing"), "");
    assert_int_equal(content_meta_spot(content, "country").row, 3);
    assert_int_equal(content_meta_spot(content, "nothing").row, 0);
}

static void
test_spots(void **state)
{
    struct hub *hub = *state;
    hub_check(hub);
    struct rows *topics = content_rows(hub->content, "topic");
    struct spot spot =
        content_spot(topics, &topics->records[1], sheet_column(topics->sheet, "icon"));
    assert_string_equal(spot.file, "sheets/topic.csv");
    assert_int_equal(spot.row, 3);
    assert_int_equal(spot.column, 4);
    assert_int_equal(content_spot(topics, &topics->records[1], -1).column, 0);
    struct rows *blocks = content_rows(hub->content, "page_block");
    assert_int_equal(content_spot(blocks, &blocks->records[0], 3).column, 0); // made from a page
}

static void
test_lists(void **state)
{
    struct hub *hub = *state;
    hub_check(hub);
    char joined[64] = "";
    const char *list = "a|b|c";
    for (const char *item; content_item(hub->content, &list, &item);) {
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "[%s]", item);
    }
    assert_string_equal(joined, "[a][b][c]");
    const char *item = NULL;
    list = "";
    assert_false(content_item(hub->content, &list, &item));
    list = NULL;
    assert_false(content_item(hub->content, &list, &item));
}

static void
test_adding(void **state)
{
    struct hub *hub = *state;
    hub_check(hub);
    struct rows *rows = content_rows(hub->content, "taxonomy");
    for (int i = 0; i < 100; i++) {
        struct record *record = content_add(hub->content, rows, "x");
        assert_string_equal(record->cells[1], "");
        record->cells[1] = "name";
    }
    assert_int_equal(rows->count, 100);
    assert_string_equal(rows->records[0].cells[1], "name");
    assert_string_equal(rows->records[99].provenance[5], "");
}

static void
test_nothing_to_build_on(void **state)
{
    struct hub *hub = *state;
    hub_remove(hub, "languages.csv");
    hub_says(hub, "languages.csv: error: this file is missing");
    assert_int_equal(hub->content->source, -1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_cells_and_references, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_spots, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_lists, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_adding, hub_setup, hub_teardown),
        cmocka_unit_test_setup_teardown(test_nothing_to_build_on, hub_setup, hub_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
