// hub-usb itself, as nobody and sealed, takes content from a folder.
#include "sticks/program.h"

static int
setup(void **state)
{
    struct machine *machine = calloc(1, sizeof *machine);
    machine_begin(machine);
    machine_put(machine, "stick/content.hub");
    program_prepare(machine);
    *state = machine;
    return 0;
}

static int
teardown(void **state)
{
    machine_end(*state);
    free(*state);
    return 0;
}

static struct program_run
insert(struct machine *machine)
{
    char stick[INSTALL_PATH_MAX];
    struct program_run run = program_insert(machine, folder_path(&machine->folder, "stick", stick));
    program_wait(&run, 0);
    program_told(machine);
    return run;
}

static void
a_sealed_nobody_installs_content(void **state)
{
    struct machine *machine = *state;
    struct program_run run = insert(machine);
    assert_int_equal(run.status, 0);
    assert_int_equal(machine->status.phase, INSTALL_DONE);
    assert_shows(machine, "one", "none");
}

static void
the_same_again_and_the_next(void **state)
{
    struct machine *machine = *state;
    assert_int_equal(insert(machine).status, 0);
    assert_int_equal(insert(machine).status, 0);
    assert_int_equal(machine->status.phase, INSTALL_SAME);
    machine->make->manifest.seq++;
    machine_content(machine, "two", 3 * 1024 * 1024);
    machine_put(machine, "stick/content.hub");
    assert_int_equal(insert(machine).status, 0);
    assert_int_equal(machine->status.phase, INSTALL_DONE);
    assert_shows(machine, "two", "one");
}

static void
a_refusal_is_told_under_the_seal_too(void **state)
{
    struct machine *machine = *state;
    folder_put(&machine->folder, "stick/content.hub", "VENTHUB1 no", 11);
    assert_int_equal(insert(machine).status, 1);
    assert_int_equal(machine->status.reason, BUNDLE_DAMAGED);
    char path[INSTALL_PATH_MAX];
    unlink(folder_path(&machine->folder, "stick/content.hub", path));
    assert_int_equal(insert(machine).status, 1);
    assert_int_equal(machine->status.reason, BUNDLE_NONE_FOUND);
}

static void
files_are_for_the_group_of_the_kiosk(void **state)
{
    struct machine *machine = *state;
    struct stat st;
    struct err err = {0};
    char path[INSTALL_PATH_MAX];
    assert_int_equal(insert(machine).status, 0);
    assert_true(install_path(&machine->folder.dirs, INSTALL_CURRENT, path, &err));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sealed_nobody_installs_content, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_again_and_the_next, setup, teardown),
        cmocka_unit_test_setup_teardown(a_refusal_is_told_under_the_seal_too, setup, teardown),
        cmocka_unit_test_setup_teardown(files_are_for_the_group_of_the_kiosk, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
