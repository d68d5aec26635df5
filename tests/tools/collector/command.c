#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "desk.h"

#include "test.h"

static char said[DESK_SAID_MAX];
#define KEY_A "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
#define KEY_B "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

static void
test_enrolment(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(
        desk_run(desk,
            DESK_ARGS("enrol", "gt.a", KEY_A, "--label", "Ciudad Grande", "--place", "GT01"), said),
        0);
    assert_int_equal(desk_run(desk, DESK_ARGS("hubs"), said), 0);
    assert_non_null(strstr(said, "gt.a\t" KEY_A "\tCiudad Grande\tGT01\t0\t-\t\n"));
    assert_int_equal(desk_run(desk, DESK_ARGS("enrol", "gt.a", KEY_B), said), 3);
    assert_non_null(strstr(said, "--replace"));
    assert_int_equal(desk_run(desk, DESK_ARGS("enrol", "gt.a", KEY_B, "--replace"), said), 0);
    assert_int_equal(desk_run(desk, DESK_ARGS("revoke", "gt.a"), said), 0);
    assert_int_equal(desk_run(desk, DESK_ARGS("hubs"), said), 0);
    assert_non_null(strstr(said, "gt.a\t" KEY_B "\tgt.a\t\t0\t-\trevoked\n"));
}

static void
test_wrong_lines(void **state)
{
    struct desk *desk = *state;
    const struct {
        const char *const *args;
        int status;
        const char *says;
    } cases[] = {
        {DESK_ARGS("enrol", "gt.a"), 2, "too few arguments"},
        {DESK_ARGS("enrol", "gt.a", KEY_A, "more"), 2, "too many arguments: more"},
        {DESK_ARGS("enrol", "GT.a", KEY_A), 1, "NETWORK.HUB"},
        {DESK_ARGS("enrol", "gt.a", "12"), 1, "no key"},
        {DESK_ARGS("enrol", "gt.a", KEY_A, "--label", "two\nlines"), 1, "one line"},
        {DESK_ARGS("enrol", "gt.a", KEY_A, "--label", "\xff"), 1, "one line"},
        {DESK_ARGS("revoke", "gt.nobody"), 3, "no such hub"},
        {DESK_ARGS("serve", "--burst", "0"), 2, "--burst"},
        {DESK_ARGS("serve", "--burst", "9x"), 2, "--burst"},
        {DESK_ARGS("dance"), 2, "no such command: dance"},
        {DESK_ARGS("--dance"), 2, "unknown option"},
        {DESK_ARGS("report", "--by", "shoe"), 2, "there is no 'shoe'"},
        {DESK_ARGS("report", "--format", "pdf"), 2, "--format"},
        {DESK_ARGS("report", "--language", "la"), 2, "--language"},
        {DESK_ARGS("report", "--from", "yesterday"), 2, "--from: yesterday"},
        {DESK_ARGS("report", "--from", "2026-W10", "--to", "2026-W09"), 2, "--from is after --to"},
        {DESK_ARGS("report", "-o", "/nowhere/at/all"), 3, "/nowhere/at/all"},
        {DESK_ARGS("help"), 0, "hub-collector serve"},
        {DESK_ARGS("serve", "--help"), 0, "hub-collector serve"},
        {DESK_ARGS("--version"), 0, "hub-collector " HUB_VERSION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = desk_run(desk, cases[i].args, said);
        if (status != cases[i].status || !strstr(said, cases[i].says)) {
            fail_msg("%s %s: %d, %s", cases[i].args[0], cases[i].args[1] ? cases[i].args[1] : "",
                status, said);
        }
    }
}

static void
test_exit_codes(void **state)
{
    (void)state;
    assert_int_equal(command_failed(&(struct err){ERR_FORMAT, "an example"}), EXIT_CONTENT);
    assert_int_equal(command_failed(&(struct err){ERR_VERSION, "an example"}), EXIT_CONTENT);
    assert_int_equal(command_failed(&(struct err){ERR_IO, "an example"}), EXIT_IO);
    assert_int_equal(command_failed(&(struct err){ERR_BUSY, "an example"}), EXIT_IO);
}

static void
test_tally(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(desk_run(desk, DESK_ARGS("tally"), said), 0);
    assert_string_equal(said, "0 periods summed\n");
}

#define DESK_TEST(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DESK_TEST(test_enrolment),
        DESK_TEST(test_wrong_lines),
        cmocka_unit_test(test_exit_codes),
        DESK_TEST(test_tally),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
