#include "platform/platform.h"

#include "test.h"

static void
names_and_keys_belong_together(void **state)
{
    (void)state;
    for (enum platform_key key = KEY_NONE + 1; key < KEY_COUNT; key++) {
        const char *name = platform_key_name(key);
        assert_true(name[0] != '\0');
        assert_int_equal(platform_key_named(name), key);
    }
    assert_int_equal(platform_key_named("volume-up"), KEY_VOLUME_UP);
    assert_int_equal(platform_key_named("Volume-up"), KEY_NONE);
    assert_int_equal(platform_key_named(""), KEY_NONE);
    assert_string_equal(platform_key_name(KEY_NONE), "");
    assert_string_equal(platform_key_name(KEY_COUNT), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_keys_belong_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
