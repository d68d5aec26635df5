#include "buttons/buttons.h"

#include <string.h>

#include "test.h"

static struct panel_wiring wiring;
static struct buttons buttons;

static void
a_machine_without_a_panel_is_well(void **state)
{
    (void)state;
    wiring = wiring_default();
    buttons_init(&buttons, &wiring);
    assert_false(buttons_ailing(&buttons.state));
    assert_int_equal(buttons.state.keypads, -1);
}

static void
faults_are_ailments(void **state)
{
    (void)state;
    wiring = wiring_default();
    memcpy(wiring.chip[0], "panel", 6);
    buttons_init(&buttons, &wiring);
    assert_int_equal(buttons.state.chips[0], BUTTONS_ABSENT);
    assert_int_equal(buttons.state.chips[1], BUTTONS_UNSET);
    assert_true(buttons_ailing(&buttons.state));
    buttons.state.chips[0] = BUTTONS_PRESENT;
    assert_false(buttons_ailing(&buttons.state));
    buttons.state.chips[1] = BUTTONS_LOST;
    assert_true(buttons_ailing(&buttons.state));
    buttons.state.chips[1] = BUTTONS_UNSET;
    struct buttons_line *line = &buttons.state.lines[WIRING_HELP];
    line->stuck = true;
    assert_true(buttons_ailing(&buttons.state));
    *line = (struct buttons_line){.chatters = true};
    assert_true(buttons_ailing(&buttons.state));
    *line = (struct buttons_line){.refusal = BUTTONS_BUSY};
    assert_true(buttons_ailing(&buttons.state));
    *line = (struct buttons_line){.watched = true, .active = true};
    assert_false(buttons_ailing(&buttons.state));
}

static void
everything_has_a_name(void **state)
{
    (void)state;
    for (enum buttons_chip i = BUTTONS_UNSET; i <= BUTTONS_LOST; i++) {
        assert_true(strlen(buttons_chip_name(i)) > 3);
    }
    for (enum buttons_refusal i = BUTTONS_ACCEPTED; i <= BUTTONS_UNABLE; i++) {
        assert_true(strlen(buttons_refusal_name(i)) > 3);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_machine_without_a_panel_is_well),
        cmocka_unit_test(faults_are_ailments),
        cmocka_unit_test(everything_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
