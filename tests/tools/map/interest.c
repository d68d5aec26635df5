#include "interest.h"

#include <stdio.h>

#include "test.h"

static void
test_keys(void **state)
{
    (void)state;
    static const char *const kept[] = {"access", "addr:housenumber", "highway", "name",
        "wheelchair", "name:es", "name:zh-Hans-CN", "name:sr_Latn", "sidewalk:both"};
    static const char *const left[] = {"", "source", "name:", "name:x", "name:etymology:wikidata",
        "name:\"", "Highway", "zzz", "tiger:county", "highway "};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        assert_true(interest_key(kept[i]));
    }
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        assert_false(interest_key(left[i]));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
