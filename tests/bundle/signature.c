#include "bundle/bundle.h"

#include <string.h>

#include "bundle/make.h"

#include "test.h"

static const char text[] = "hub-manifest-v1\nand so on\n";

static void
test_round_trip(void **state)
{
    (void)state;
    struct err err = {0};
    char buffer[BUNDLE_SIGNATURE_MAX];
    struct bundle_signature back;
    struct make_key key = make_key(7);
    struct bundle_signature signature = make_signature(&key, text, strlen(text));
    size_t len = bundle_signature_write(&signature, buffer);
    assert_true(bundle_signature_parse(buffer, len, &back, &err));
    assert_memory_equal(&signature, &back, sizeof back);
    assert_true(bundle_signature_verify(&back, &key.public, text, strlen(text)));
    assert_int_equal(strncmp(buffer, "untrusted comment: ", 19), 0);
}

static void
test_who_and_what(void **state)
{
    (void)state;
    struct make_key key = make_key(7);
    struct make_key other = make_key(8);
    struct bundle_signature signature = make_signature(&key, text, strlen(text));
    assert_false(bundle_signature_verify(&signature, &other.public, text, strlen(text)));
    assert_false(bundle_signature_verify(&signature, &key.public, text, strlen(text) - 1));
    assert_false(bundle_signature_verify(&signature, &key.public, "", 0));
    struct bundle_signature bad = signature;
    bad.key_id[7] ^= 1;
    assert_false(bundle_signature_verify(&bad, &key.public, text, strlen(text)));
    bad = signature;
    bad.of_comment[3] ^= 1;
    assert_false(bundle_signature_verify(&bad, &key.public, text, strlen(text)));
}

// S + L verifies where S is not required to be small (RFC 8032, 8.4).
static void
test_not_malleable(void **state)
{
    (void)state;
    static const unsigned char order[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6,
        0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, [31] = 0x10};
    struct make_key key = make_key(7);
    struct bundle_signature signature = make_signature(&key, text, strlen(text));
    sodium_add(signature.of_text + 32, order, 32);
    assert_false(bundle_signature_verify(&signature, &key.public, text, strlen(text)));
    signature = make_signature(&key, text, strlen(text));
    sodium_add(signature.of_comment + 32, order, 32);
    assert_false(bundle_signature_verify(&signature, &key.public, text, strlen(text)));
}

// Every byte of the file is part of the format: whatever changes is refused by parse or by verify.
static void
test_every_bit_counts(void **state)
{
    (void)state;
    char buffer[BUNDLE_SIGNATURE_MAX];
    struct make_key key = make_key(7);
    struct bundle_signature signature = make_signature(&key, text, strlen(text));
    size_t len = bundle_signature_write(&signature, buffer);
    for (size_t bit = 0; bit < len * 8; bit++) {
        struct bundle_signature back;
        buffer[bit / 8] ^= (char)(1 << bit % 8);
        if (bundle_signature_parse(buffer, len, &back, NULL)) {
            assert_false(bundle_signature_verify(&back, &key.public, text, strlen(text)));
        }
        buffer[bit / 8] ^= (char)(1 << bit % 8);
    }
    struct bundle_signature back;
    assert_false(bundle_signature_parse(buffer, len - 1, &back, NULL));
    assert_false(bundle_signature_parse(buffer, len + 1, &back, NULL));
    assert_false(bundle_signature_parse(buffer, 0, &back, NULL));
    assert_true(bundle_signature_parse(buffer, len, &back, NULL));
}

static void
test_key_id(void **state)
{
    (void)state;
    struct make_key key = make_key(7);
    unsigned char id[8];
    bundle_key_id(&key.public, id);
    assert_memory_equal(id, bundle_hash(key.public.bytes, 32).bytes, 8);
}

// Test 2 of RFC 8032, 7.1.
static void
test_plain_signature(void **state)
{
    (void)state;
    static const char seed_hex[] =
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    static const char public_hex[] =
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    static const char first_hex[] =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da";
    unsigned char seed[32];
    unsigned char signature[64];
    char hex[65];
    assert_true(bundle_unhex(seed_hex, seed));
    struct bundle_key key = bundle_public(seed);
    bundle_hex(key.bytes, hex);
    assert_string_equal(hex, public_hex);
    bundle_sign(seed, "\x72", 1, signature);
    bundle_hex(signature, hex);
    assert_string_equal(hex, first_hex);
    assert_true(bundle_signed(&key, "\x72", 1, signature));
    assert_false(bundle_signed(&key, "\x73", 1, signature));
    signature[63] ^= 1;
    assert_false(bundle_signed(&key, "\x72", 1, signature));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_plain_signature),
        cmocka_unit_test(test_who_and_what),
        cmocka_unit_test(test_not_malleable),
        cmocka_unit_test(test_every_bit_counts),
        cmocka_unit_test(test_key_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
