#include "bundle/bundle.h"

#include <string.h>

#include "test.h"

static const unsigned char secret[32] = "the collector keeps this to itse";
static const unsigned char other[32] = "somebody else has this key of 32";
static const char text[] = "hub-record-v1\nand so on\n";
enum { TEXT = sizeof text - 1, BOX = TEXT + BUNDLE_SEAL_BYTES };

static void
test_round_trip(void **state)
{
    (void)state;
    unsigned char first[BOX];
    unsigned char again[BOX];
    char back[TEXT];
    struct bundle_key to = bundle_seal_public(secret);
    assert_true(bundle_seal(&to, text, TEXT, first));
    assert_true(bundle_seal(&to, text, TEXT, again));
    assert_memory_not_equal(first, again, BOX); // never the same box
    assert_true(bundle_unseal(secret, first, BOX, back));
    assert_memory_equal(back, text, TEXT);
    assert_true(bundle_unseal(secret, again, BOX, back));
}

static void
test_who_and_what(void **state)
{
    (void)state;
    unsigned char box[BOX];
    char back[TEXT];
    struct bundle_key to = bundle_seal_public(secret);
    assert_true(bundle_seal(&to, text, TEXT, box));
    assert_false(bundle_unseal(other, box, BOX, back));
    assert_false(bundle_unseal(secret, box, BOX - 1, back));
    assert_false(bundle_unseal(secret, box, BUNDLE_SEAL_BYTES - 1, back));
    assert_false(bundle_unseal(secret, box, 0, back));
    for (size_t i = 0; i < BOX; i++) {
        box[i] ^= 1;
        assert_false(bundle_unseal(secret, box, BOX, back));
        box[i] ^= 1;
    }
}

// A key of small order would let anybody read: nothing is sealed to it.
static void
test_no_key(void **state)
{
    (void)state;
    unsigned char box[BOX];
    const struct bundle_key zero = {{0}};
    const struct bundle_key one = {{1}};
    assert_false(bundle_seal(&zero, text, TEXT, box));
    assert_false(bundle_seal(&one, text, TEXT, box));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_who_and_what),
        cmocka_unit_test(test_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
