// What these declare is compared with the schema in sheets.c; here: that all of them are reached.
#include "sheets.h"

#include <string.h>

#include "test.h"

static void
test_first_and_last(void **state)
{
    (void)state;
    assert_string_equal(sheets_guidance(0)->name, "topic");
    assert_string_equal(sheets_guidance(SHEETS_GUIDANCE - 1)->name, "count_cell");
}

static void
test_every_sheet_has_columns(void **state)
{
    (void)state;
    for (int i = 0; i < SHEETS_GUIDANCE; i++) {
        assert_non_null(sheets_guidance(i)->name);
        assert_true(sheets_guidance(i)->count > 0);
        assert_non_null(sheets_guidance(i)->columns);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_and_last),
        cmocka_unit_test(test_every_sheet_has_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
