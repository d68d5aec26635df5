#include "base/words.h"

#include "test.h"

static void
test_whole_words(void **state)
{
    (void)state;
    assert_true(words_have("hospital clinic", ' ', "hospital"));
    assert_true(words_have("hospital clinic", ' ', "clinic"));
    assert_false(words_have("hospital clinic", ' ', "clin"));
    assert_false(words_have("hospital clinic", ' ', "pital"));
    assert_false(words_have("hospital clinic", ' ', "hospital clinic"));
    assert_true(words_have("ab|a", '|', "a"));
}

static void
test_nothing_stands_nowhere(void **state)
{
    (void)state;
    assert_false(words_have("", ',', "ht"));
    assert_false(words_have("", ',', ""));
    assert_false(words_have("es,,ht", ',', ""));
    assert_true(words_have(",es,,ht,", ',', "ht"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_words),
        cmocka_unit_test(test_nothing_stands_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
