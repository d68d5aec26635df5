// What the staff are told of the content shown, and when it is old.

#include "tests/shelf/installed.h"

static struct shelf_facts
facts(struct installed *machine)
{
    assert_true(shelf_open(&machine->wish, &machine->shelf));
    return shelf_facts(&machine->wish, &machine->shelf, &machine->clock);
}

static void
test_of_signed_content(void **state)
{
    struct installed *machine = *state;
    char name[128];
    free(installed_as(machine, "current", 3, name).bytes);
    struct shelf_facts told = facts(machine);
    assert_int_equal(told.source, INSTALL_CURRENT);
    assert_int_equal(told.code, 0);
    assert_string_equal(told.version, "2026-11-28");
    assert_int_equal(told.issued, MAKE_TODAY);
    assert_false(told.old);
    assert_int_equal(told.floor_day, 20787); // the clock's, two days after it was issued
    assert_false(told.can_revert);
    free(installed_put(machine, "factory.hub", 1).bytes);
    assert_true(facts(machine).can_revert);
    free(installed_as(machine, "previous", 2, name).bytes);
    assert_true(facts(machine).can_revert);
}

static void
test_of_what_stands_in(void **state)
{
    struct installed *machine = *state;
    char name[128];
    free(installed_as(machine, "current", 3, name).bytes);
    free(installed_put(machine, "factory.hub", 1).bytes);
    installed_damage(machine, name, 3000);
    struct shelf_facts told = facts(machine);
    assert_int_equal(told.source, INSTALL_FACTORY);
    assert_int_equal(told.code, BUNDLE_DAMAGED);
    assert_false(told.can_revert);
}

static void
test_of_a_file_nobody_signed(void **state)
{
    struct installed *machine = *state;
    machine->wish.file = machine->named;
    machine->wish.unsigned_too = true;
    folder_put(&machine->folder, "named", machine->make->payload, machine->make->payload_len);
    struct shelf_facts told = facts(machine);
    assert_int_equal(told.source, SHELF_FILE);
    assert_string_equal(told.version, "2026-11-20");
    assert_int_equal(told.issued, 0);
    assert_int_equal(told.floor_day, 20777);
    assert_false(told.old || told.can_revert);
}

// A clock that stands still: the hours under power tell.
static void
test_old_by_hours(void **state)
{
    struct installed *machine = *state;
    struct err err = {0};
    free(installed_put(machine, "factory.hub", 1).bytes);
    struct install_accepted accepted = {.powered_hours = 180 * 24};
    assert_true(install_accepted_write(&machine->wish.dirs, &accepted, &err));
    assert_false(facts(machine).old);
    accepted.powered_hours = 181 * 24;
    assert_true(install_accepted_write(&machine->wish.dirs, &accepted, &err));
    assert_true(facts(machine).old);
}

static void
test_old_by_days(void **state)
{
    struct installed *machine = *state;
    struct err err = {0};
    free(installed_put(machine, "factory.hub", 1).bytes);
    struct install_accepted accepted = {.floor_day = MAKE_TODAY + 180};
    assert_true(install_accepted_write(&machine->wish.dirs, &accepted, &err));
    assert_false(facts(machine).old);
    accepted.floor_day++;
    assert_true(install_accepted_write(&machine->wish.dirs, &accepted, &err));
    struct shelf_facts told = facts(machine);
    assert_true(told.old);
    assert_int_equal(told.floor_day, MAKE_TODAY + 181);
}

// Ten years ahead in one leap: nobody's clock says that.
static void
test_a_wild_clock_ages_nothing(void **state)
{
    struct installed *machine = *state;
    free(installed_put(machine, "factory.hub", 1).bytes);
    machine->clock = clock_fake(1796040000 + (int64_t)3650 * 86400);
    assert_false(facts(machine).old);
}

#define MACHINE(test) cmocka_unit_test_setup_teardown(test, installed_setup, installed_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        MACHINE(test_of_signed_content),
        MACHINE(test_of_what_stands_in),
        MACHINE(test_of_a_file_nobody_signed),
        MACHINE(test_old_by_hours),
        MACHINE(test_old_by_days),
        MACHINE(test_a_wild_clock_ages_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
