// Wishes of the staff that are files.
#include "install/stick.h"

enum { DAY_S = 86400, FLOOR_DAY = 20785, NOW_S = FLOOR_DAY * DAY_S + 36000 };

static int
begin(void **state)
{
    static struct machine machine;
    machine_begin(&machine);
    folder_make(&machine.folder, "run/clock");
    *state = &machine;
    return 0;
}

static int
end(void **state)
{
    machine_end(*state);
    return 0;
}

// The clock ------------------------------------------------------------------------------------------------

static void
the_clock_is_asked_for_once(void **state)
{
    struct machine *machine = *state;
    const struct install_dirs *dirs = &machine->folder.dirs;
    struct err err = {0};
    int64_t wall_s = 0;
    assert_false(install_clock_asked(dirs));
    assert_false(install_take_clock(dirs, FLOOR_DAY, &wall_s, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_true(install_ask_clock(dirs, NOW_S, &err));
    assert_true(install_clock_asked(dirs));
    assert_true(install_take_clock(dirs, FLOOR_DAY, &wall_s, &err));
    assert_true(wall_s == NOW_S);
    assert_false(install_clock_asked(dirs));
}

static void
a_time_that_cannot_be_is_struck(void **state)
{
    struct machine *machine = *state;
    const struct install_dirs *dirs = &machine->folder.dirs;
    static const int64_t seconds[] = {0, NOW_S - DAY_S, INT64_C(4102444800), INT64_MAX};
    static const char *const texts[] = {"", "\n", "1795428000", "-5\n", "0x10\n", "1795428000 \n",
        "1795428000\n1\n", "99999999999999999999\n"};
    struct err err = {0};
    int64_t wall_s = 0;
    for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
        assert_true(install_ask_clock(dirs, seconds[i], &err));
        assert_false(install_take_clock(dirs, FLOOR_DAY, &wall_s, &err));
        assert_false(install_clock_asked(dirs));
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        folder_put(&machine->folder, "run/requests/clock", texts[i], strlen(texts[i]));
        assert_false(install_take_clock(dirs, 0, &wall_s, &err));
        assert_false(install_clock_asked(dirs));
    }
}

static void
set_by_hand_is_remembered_while_the_machine_runs(void **state)
{
    struct machine *machine = *state;
    struct err err = {0};
    assert_false(install_clock_by_hand(&machine->folder.dirs));
    assert_true(install_clock_set(&machine->folder.dirs, &err));
    assert_true(install_clock_set(&machine->folder.dirs, &err));
    assert_true(install_clock_by_hand(&machine->folder.dirs));
}

// The factory's content --------------------------------------------------------------------------------------

static void
install(struct machine *machine, int64_t seq, const char *version)
{
    machine->make->manifest.seq = seq;
    machine_content(machine, version, 0);
    machine_put(machine, "stick/a.hub");
    machine_insert(machine);
    assert_int_equal(machine->status.phase, INSTALL_DONE);
}

static bool
ask_factory(struct machine *machine, struct err *err)
{
    bool done = false;
    assert_true(install_ask_factory(&machine->folder.dirs, err));
    bool ok = install_requests(&machine->folder.dirs, &done, err);
    assert_int_equal(ok, done);
    assert_false(folder_has(&machine->folder, "run/requests/factory"));
    return ok;
}

static void
back_to_the_factory(void **state)
{
    struct machine *machine = *state;
    struct err err = {0};
    char path[INSTALL_PATH_MAX];
    char version[64];
    install(machine, 2, "two");
    install(machine, 3, "three");
    assert_false(ask_factory(machine, &err)); // there is none: nothing is taken away
    assert_int_equal(err.kind, ERR_MISSING);
    assert_true(install_path(&machine->folder.dirs, INSTALL_CURRENT, path, &err));
    assert_true(install_path(&machine->folder.dirs, INSTALL_PREVIOUS, path, &err));
    machine->make->manifest.seq = 1;
    machine_content(machine, "factory", 0);
    machine_put(machine, "factory.hub");
    assert_true(ask_factory(machine, &err));
    assert_false(install_path(&machine->folder.dirs, INSTALL_CURRENT, path, &err));
    assert_false(install_path(&machine->folder.dirs, INSTALL_PREVIOUS, path, &err));
    machine_version(machine, INSTALL_FACTORY, version);
    assert_string_equal(version, "factory");
    assert_true(ask_factory(machine, &err)); // asked again there is nothing to do
    // What was accepted stays: an older content is no way back.
    install(machine, 4, "four");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_clock_is_asked_for_once, begin, end),
        cmocka_unit_test_setup_teardown(a_time_that_cannot_be_is_struck, begin, end),
        cmocka_unit_test_setup_teardown(
            set_by_hand_is_remembered_while_the_machine_runs, begin, end),
        cmocka_unit_test_setup_teardown(back_to_the_factory, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
