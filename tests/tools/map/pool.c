#include "pool.h"

#include <stdio.h>
#include <string.h>

#include "test.h"

static void
test_every_text_once(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    struct pool pool = {0};
    static const char *first[MANY];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < MANY; i++) {
            char text[16];
            snprintf(text, sizeof text, "text %d", i);
            const char *kept = pool_text(&pool, text);
            assert_string_equal(kept, text);
            if (round == 0) {
                first[i] = kept;
            }
            assert_ptr_equal(kept, first[i]);
        }
    }
    assert_int_equal(pool.count, MANY);
    assert_ptr_equal(pool_text(&pool, ""), pool_text(&pool, ""));
    pool_finish(&pool);
    assert_int_equal(pool.count, 0);
    pool_finish(&pool);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_text_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
