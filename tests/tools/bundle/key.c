#include "key.h"

#include "signing.h"

static const struct passphrase right = {.text = "five words of a test", .len = 20};

static void
test_public_text(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char *text = NULL;
    size_t len = 0;
    struct bundle_key public;
    struct err err = {0};
    assert_true(
        key_read_public(signing_path(signing, "root-1.pub", path), KEY_ROOT, &public, &err));
    assert_memory_equal(&public, &signing->roots[1].public, sizeof public);
    assert_false(key_read_public(path, KEY_PUBLISHER, &public, &err));
    assert_non_null(strstr(err.text, "the key of a root; give that of a publisher"));
    assert_true(file_read(path, 1000, &text, &len, &err));
    for (size_t i = 0; i < len; i++) { // a changed file is refused, or has that other key
        struct bundle_key other;
        text[i] ^= 1;
        signing_write(signing, "bad.pub", text);
        text[i] ^= 1;
        assert_false(
            key_read_public(signing_path(signing, "bad.pub", path), KEY_ROOT, &other, &err));
    }
    free(text);
    assert_false(key_read_public(signing_path(signing, "none", path), KEY_ROOT, &public, &err));
    assert_int_equal(err.kind, ERR_MISSING);
}

static void
test_sealed_and_opened(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char pass[160];
    struct key back;
    struct err err = {0};
    signing_save(signing, &signing->publisher, "sealed", true);
    signing_path(signing, "sealed.key", path);
    signing_path(signing, "pass", pass);
    struct bundle_key public;
    assert_true(key_peek(path, KEY_PUBLISHER, &public, &err));
    assert_memory_equal(&public, &signing->publisher.public, sizeof public);
    assert_false(key_peek(path, KEY_ROOT, &public, &err));
    assert_true(key_read(path, KEY_PUBLISHER, pass, &back, &err));
    assert_memory_equal(&back.public, &signing->publisher.public, sizeof back.public);
    assert_memory_equal(back.secret, signing->publisher.secret, sizeof back.secret);
    assert_false(key_read(path, KEY_ROOT, pass, &back, &err));
    signing_write(signing, "wrong", "other words of a test\n");
    assert_false(key_read(path, KEY_PUBLISHER, signing_path(signing, "wrong", pass), &back, &err));
    assert_int_equal(err.kind, ERR_SIGNATURE);
    static const struct key zero;
    assert_memory_equal(&back, &zero, sizeof back);
}

// Whoever can write the file cannot make a publisher's key a root's.
static void
test_changed_key_file(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char pass[160];
    char text[KEY_TEXT_MAX];
    struct key back;
    struct err err = {0};
    assert_true(key_seal(&signing->publisher, &right, text, &err));
    char *role = strstr(text, "role publisher");
    assert_non_null(role);
    memcpy(role, "role release  ", 14);
    signing_write(signing, "forged.key", text);
    signing_path(signing, "pass", pass);
    assert_false(
        key_read(signing_path(signing, "forged.key", path), KEY_RELEASE, pass, &back, &err));
    assert_non_null(strstr(err.text, "somebody changed"));
    signing_write(signing, "forged.key", "hub-key-v1\n");
    assert_false(key_read(path, KEY_RELEASE, pass, &back, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
}

static void
test_nothing_secret_is_legible(void **state)
{
    const struct signing *signing = *state;
    char text[KEY_TEXT_MAX];
    char hex[65];
    struct err err = {0};
    assert_true(key_seal(&signing->publisher, &right, text, &err));
    bundle_hex(signing->publisher.secret, hex);
    assert_null(strstr(text, hex));
    bundle_hex(signing->publisher.public.bytes, hex);
    assert_non_null(strstr(text, hex));
}

static void
test_signs_as_the_firmware_reads(void **state)
{
    const struct signing *signing = *state;
    struct bundle_signature signature = key_sign(&signing->publisher, "text", 4);
    assert_true(bundle_signature_verify(&signature, &signing->publisher.public, "text", 4));
    assert_false(bundle_signature_verify(&signature, &signing->roots[0].public, "text", 4));
}

static void
test_collector(void **state)
{
    const struct signing *signing = *state;
    char text[KEY_TEXT_MAX];
    char path[160];
    struct key key;
    struct bundle_key public;
    struct err err = {0};
    assert_true(key_make(KEY_COLLECTOR, &key, &err));
    key_public_text(KEY_COLLECTOR, &key.public, text);
    signing_write(signing, "collector.pub", text);
    signing_path(signing, "collector.pub", path);
    assert_true(key_read_public(path, KEY_COLLECTOR, &public, &err));
    assert_false(key_read_public(path, KEY_PUBLISHER, &public, &err));
}

static void
test_roles(void **state)
{
    (void)state;
    for (int i = 0; i < KEY_ROLES; i++) {
        assert_int_equal(key_role_find(key_role_name((enum key_role)i)), i);
    }
    assert_int_equal(key_role_find("emperor"), KEY_ROLES);
    assert_int_equal(key_role_find(""), KEY_ROLES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_public_text),
        cmocka_unit_test(test_sealed_and_opened),
        cmocka_unit_test(test_changed_key_file),
        cmocka_unit_test(test_nothing_secret_is_legible),
        cmocka_unit_test(test_signs_as_the_firmware_reads),
        cmocka_unit_test(test_collector),
        cmocka_unit_test(test_roles),
    };
    return cmocka_run_group_tests(tests, signing_setup, signing_teardown);
}
