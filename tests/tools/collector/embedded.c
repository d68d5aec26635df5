#include "embedded.h"

#include <string.h>

#include "test.h"

static void
test_found(void **state)
{
    (void)state;
    assert_non_null(strstr(embedded_find("help.txt"), "hub-collector serve"));
    assert_non_null(strstr(embedded_find("schema/1.sql"), "CREATE TABLE record"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
