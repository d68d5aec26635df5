#include "platform/headless/kiosk.h"

static void
assert_journal(const char *script, const char *journal)
{
    kiosk_run(script);
    assert_string_equal(kiosk.complaints, "");
    assert_string_equal(kiosk.journal, journal);
    assert_false(kiosk.failed);
}

static void
assert_error(const char *script, const char *complaint)
{
    kiosk_run(script);
    assert_true(kiosk.failed);
    assert_non_null(strstr(kiosk.complaints, complaint));
}

static void
lines_are_debounced(void **state)
{
    (void)state;
    assert_journal("gpio present\nline up on\nwait 1\nline up off\nwait 1\n",
        "20 key up\n1020 key-up up\n2000 quit \n");
    // Too short to be a press.
    assert_journal("gpio present\nline up on\nwait 0.01\nline up off\nwait 1\n", "1010 quit \n");
    assert_journal("gpio present\nline switch-1 on\nline switch_2 on\nwait 0.5\n",
        "20 key down\n20 key select\n500 quit \n");
    assert_journal("gpio present\nline tally-man on\nline headphone on\nwait 1\n"
                   "line tally-man off\nline headphone off\nwait 1\n",
        "20 headphone in\n20 tally tally-man\n1020 headphone out\n2000 quit \n");
}

static void
a_stuck_key_is_let_go(void **state)
{
    (void)state;
    kiosk_run("gpio present\nline back on\nwait 40\nline up on\nwait 1\n");
    assert_string_equal(
        kiosk.journal, "20 key back\n30020 key-up back\n40020 key up\n41000 quit \n");
    assert_string_equal(
        kiosk.complaints, "warning: panel: back is stuck and does not count until it is let go\n");
}

static void
a_lost_chip_lets_go(void **state)
{
    (void)state;
    assert_journal("gpio present\nline back on\nwait 1\ngpio lost\nwait 1\ngpio present\nwait 1\n"
                   "line back on\nwait 1\n",
        "20 key back\n1000 key-up back\n3020 key back\n4000 quit \n");
}

static void
commands_complain(void **state)
{
    (void)state;
    assert_error("line up on\n", "line 1: error: up is not watched");
    assert_error("gpio broken\n", "expected: gpio unset");
    assert_error("gpio present\nline upp on\n", "names no line");
    assert_error("gpio present\nline up maybe\n", "expected: line NAME");
    assert_error("gpio present\nline led-ready on\n", "no LED");
    assert_error("gpio present\nline up busy\nline up on\n", "line 3: error: up is not watched");
    assert_error("gpio absent\nline up on\n", "not watched");
    assert_error("expect-led up on\n", "expected: led-ready");
    assert_error("expect-led led-ready on\n", "led-ready is off");
    assert_journal("expect-led led-ready off\n", "0 quit \n");
}

int
main(void)
{
    kiosk.timeout_ms = -1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_debounced),
        cmocka_unit_test(a_stuck_key_is_let_go),
        cmocka_unit_test(a_lost_chip_lets_go),
        cmocka_unit_test(commands_complain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
