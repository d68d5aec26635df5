#include "embedded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
test_finds(void **state)
{
    (void)state;
    assert_non_null(embedded_find("schema.sql"));
    assert_non_null(embedded_find("help/build.txt"));
    assert_non_null(embedded_find("starter/sheets/topic.csv"));
    assert_non_null(embedded_find("lint/es.txt"));
    assert_null(embedded_find("schema"));
    assert_null(embedded_find(""));
}

// Byte for byte what lies in the tree.
static void
test_schema_is_the_file(void **state)
{
    const char *source = getenv("HUB_SOURCE_DIR");
    if (!source) {
        skip();
    }
    char path[512];
    snprintf(path, sizeof path, "%s/firmware/store/schema.sql", source);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    const struct embedded_file *schema = embedded_find("schema.sql");
    for (size_t i = 0; i < schema->len; i++) {
        assert_int_equal((unsigned char)schema->data[i], getc(file));
    }
    assert_int_equal(getc(file), EOF);
    fclose(file);
    assert_int_equal(schema->data[schema->len], 0);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds),
        cmocka_unit_test(test_schema_is_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
