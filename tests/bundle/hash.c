#include "bundle/bundle.h"

#include <string.h>

#include "test.h"

// BLAKE2b-256 of "" and "abc" as b2sum -l 256 prints them.
static void
test_known_hashes(void **state)
{
    (void)state;
    char hex[65];
    bundle_hex(bundle_hash("", 0).bytes, hex);
    assert_string_equal(hex, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    bundle_hex(bundle_hash("abc", 3).bytes, hex);
    assert_string_equal(hex, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void
test_hex_and_back(void **state)
{
    (void)state;
    unsigned char bytes[32];
    unsigned char back[32];
    char hex[65];
    for (size_t i = 0; i < 32; i++) {
        bytes[i] = (unsigned char)(i * 8 + 5);
    }
    bundle_hex(bytes, hex);
    assert_true(bundle_unhex(hex, back));
    assert_memory_equal(bytes, back, 32);
}

static void
test_only_small_hex(void **state)
{
    (void)state;
    unsigned char bytes[32];
    char hex[66];
    memset(hex, 'a', 64);
    hex[64] = '\0';
    assert_true(bundle_unhex(hex, bytes));
    hex[63] = 'A';
    assert_false(bundle_unhex(hex, bytes));
    hex[63] = 'g';
    assert_false(bundle_unhex(hex, bytes));
    hex[63] = '\0';
    assert_false(bundle_unhex(hex, bytes));
    hex[63] = 'a';
    hex[64] = 'a';
    hex[65] = '\0';
    assert_false(bundle_unhex(hex, bytes));
    assert_false(bundle_unhex("", bytes));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_hashes),
        cmocka_unit_test(test_hex_and_back),
        cmocka_unit_test(test_only_small_hex),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
