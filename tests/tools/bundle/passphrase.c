#include "passphrase.h"

#include "signing.h"

static bool
from_file(const struct signing *signing, const char *text, bool new, struct passphrase *passphrase,
    struct err *err)
{
    char path[160];
    signing_write(signing, "phrase", text);
    return passphrase_get(passphrase, signing_path(signing, "phrase", path), "it", new, err);
}

static void
test_first_line_of_a_file(void **state)
{
    struct passphrase passphrase;
    struct err err = {0};
    assert_true(from_file(*state, "one two three four\nfive\n", true, &passphrase, &err));
    assert_int_equal(passphrase.len, 18);
    assert_memory_equal(passphrase.text, "one two three four", 18);
    assert_true(from_file(*state, "without an end", true, &passphrase, &err));
    assert_int_equal(passphrase.len, 14);
    assert_true(from_file(*state, "from dos it came\r\n", true, &passphrase, &err));
    assert_int_equal(passphrase.len, 16);
}

static void
test_what_is_none(void **state)
{
    char path[160];
    char lots[PASSPHRASE_MAX + 2];
    struct passphrase passphrase;
    struct err err = {0};
    assert_false(from_file(*state, "eleven char\n", true, &passphrase, &err));
    assert_non_null(strstr(err.text, "too short"));
    assert_int_equal(passphrase.len, 0);
    assert_true(from_file(*state, "old\n", false, &passphrase, &err)); // an old one is as it is
    assert_false(from_file(*state, "", false, &passphrase, &err));
    memset(lots, 'x', sizeof lots - 1);
    lots[sizeof lots - 1] = '\0';
    assert_false(from_file(*state, lots, false, &passphrase, &err));
    signing_path(*state, "nothing", path);
    assert_false(passphrase_get(&passphrase, path, "it", false, &err));
    assert_int_equal(err.kind, ERR_MISSING);
}

static void
test_wiped(void **state)
{
    static const struct passphrase zero;
    struct passphrase passphrase;
    struct err err = {0};
    assert_true(from_file(*state, "one two three four\n", true, &passphrase, &err));
    passphrase_wipe(&passphrase);
    assert_memory_equal(&passphrase, &zero, sizeof zero);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_line_of_a_file),
        cmocka_unit_test(test_what_is_none),
        cmocka_unit_test(test_wiped),
    };
    return cmocka_run_group_tests(tests, signing_setup, signing_teardown);
}
