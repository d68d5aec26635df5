// Without a server: what opening says. Everything else is tests/tools/collector/sql.c beside a server
// (ctest collector/postgres).

#include "sql_postgres.h"

#include <string.h>

#include "test.h"

static void
test_no_server(void **state)
{
    struct postgres *postgres = NULL;
    struct err err = {0};
    (void)state;
    assert_false(postgres_open("postgresql:///x?host=/nowhere", &postgres, &err));
    assert_null(postgres);
    assert_int_equal(err.kind, ERR_IO);
    assert_null(strchr(err.text, '\n'));
    assert_false(postgres_open("postgresql://?nonsense=1", &postgres, &err));
    assert_null(postgres);
    postgres_close(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
