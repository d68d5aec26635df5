#include "embedded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static void
test_finds(void **state)
{
    (void)state;
    assert_non_null(embedded_find("help/build.txt"));
    assert_non_null(embedded_find("starter/sheets/topic.csv"));
    assert_non_null(embedded_find("lint/es.txt"));
    assert_null(embedded_find("help"));
    assert_null(embedded_find(""));
}

// Byte for byte what lies in the tree.
static void
test_is_the_file(void **state)
{
    const char *source = getenv("HUB_SOURCE_DIR");
    if (!source) {
        skip();
    }
    char path[512];
    snprintf(path, sizeof path, "%s/tools/bundle/help/build.txt", source);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    const struct embedded_file *help = embedded_find("help/build.txt");
    for (size_t i = 0; i < help->len; i++) {
        assert_int_equal((unsigned char)help->data[i], getc(file));
    }
    assert_int_equal(getc(file), EOF);
    fclose(file);
    assert_int_equal(help->data[help->len], 0);
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds),
        cmocka_unit_test(test_is_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
