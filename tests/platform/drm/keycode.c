#include "platform/drm/internal.h"

#include "test.h"

enum { PANEL_UP = KEY_UP, PANEL_SELECT = KEY_SELECT, PANEL_HELP = KEY_HELP, PANELS = KEY_COUNT };

#include <linux/input-event-codes.h>

static void
every_key_of_the_panel_has_a_code(void **state)
{
    (void)state;
    bool seen[PANELS] = {false};
    for (int code = 0; code < KEY_CNT; code++) {
        seen[keycode(code)] = true;
    }
    for (int key = 0; key < PANELS; key++) {
        assert_true(seen[key]);
    }
    assert_int_equal(keycode(KEY_UP), PANEL_UP);
    assert_int_equal(keycode(KEY_ENTER), PANEL_SELECT);
    assert_int_equal(keycode(KEY_F1), PANEL_HELP);
}

static void
others_mean_nothing(void **state)
{
    (void)state;
    assert_int_equal(keycode(KEY_POWER), KEY_NONE);
    assert_int_equal(keycode(KEY_X), KEY_NONE);
    assert_int_equal(keycode(-1), KEY_NONE);
    assert_int_equal(keycode(KEY_CNT), KEY_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_of_the_panel_has_a_code),
        cmocka_unit_test(others_mean_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
