#include "base/hash.h"

#include <string.h>

#include "test.h"

// From the test suite of draft-eastlake-fnv, appendix C, 64-bit FNV-1a.
static void
published_values(void **state)
{
    (void)state;
    assert_true(hash_text(HASH_SEED, "") == UINT64_C(0xcbf29ce484222325));
    assert_true(hash_text(HASH_SEED, "a") == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(hash_text(HASH_SEED, "foobar") == UINT64_C(0x85944171f73967e8));
    assert_true(hash_bytes(HASH_SEED, "a\0", 2) == UINT64_C(0x089be207b544f1e4));
}

static void
text_and_bytes_agree_and_chain(void **state)
{
    (void)state;
    const char *text = "Años 100 € 你好";
    uint64_t whole = hash_text(HASH_SEED, text);
    assert_true(hash_bytes(HASH_SEED, text, strlen(text)) == whole);
    for (size_t cut = 0; cut <= strlen(text); cut++) {
        uint64_t head = hash_bytes(HASH_SEED, text, cut);
        assert_true(hash_text(head, text + cut) == whole);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_values),
        cmocka_unit_test(text_and_bytes_agree_and_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
