#include "index.h"

#include <stdio.h>

#include "test.h"

static void
test_finds_what_was_added(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct index index = {0};
    assert_int_equal(index_find(&index, "a"), -1);
    for (int i = 0; i < 5000; i++) {
        assert_true(index_add(&index, &arena, arena_printf(&arena, "key-%d", i), i));
    }
    assert_int_equal(index.count, 5000);
    for (int i = 0; i < 5000; i++) {
        char name[32];
        snprintf(name, sizeof name, "key-%d", i);
        assert_int_equal(index_find(&index, name), i);
    }
    assert_int_equal(index_find(&index, "key-5000"), -1);
    assert_int_equal(index_find(&index, ""), -1);
    arena_finish(&arena);
}

static void
test_first_one_stays(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct index index = {0};
    assert_true(index_add(&index, &arena, "a", 1));
    assert_false(index_add(&index, &arena, "a", 2));
    assert_int_equal(index_find(&index, "a"), 1);
    arena_finish(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_what_was_added),
        cmocka_unit_test(test_first_one_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
