#include "install/stick.h"

static int
begin(void **state)
{
    static struct machine machine;
    machine_begin(&machine);
    *state = &machine;
    return 0;
}

static int
end(void **state)
{
    machine_end(*state);
    return 0;
}

static bool
has_any_part(struct machine *machine)
{
    char path[INSTALL_PATH_MAX];
    return rmdir(folder_path(&machine->folder, "data/bundles/incoming", path)) != 0;
}

// Signed by the rightful publisher, and still not let in; the zoo itself is in tests/gate.
static void
what_does_not_pass_the_gate_stays_out(void **state)
{
    struct machine *machine = *state;
    static const char *const odd[] = {"CREATE TABLE more (x)",
        "CREATE VIEW v AS SELECT * FROM meta",
        "CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END", "DROP TABLE translation"};
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        machine->make->manifest.seq = 2 + (int64_t)i;
        machine_content_with(machine, "odd", odd[i]);
        machine_offer(machine);
        if (machine->status.reason != BUNDLE_HOSTILE) {
            fail_msg("%s: %d", odd[i], (int)machine->status.reason);
        }
        assert_shows(machine, "one", "none");
    }
    assert_false(has_any_part(machine));
    folder_make(&machine->folder, "data/bundles/incoming");
    size_t len = 3000000;
    make_payload(machine->make, make_bytes(len), len); // no database at all
    machine->make->manifest.seq = 20;
    assert_int_equal(machine_offer(machine), INSTALL_REFUSED);
    assert_int_equal(machine->status.reason, BUNDLE_HOSTILE);
    machine->make->manifest.seq = 2; // nothing of it was accepted: its number is free
    machine_content(machine, "two", 0);
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
}

static void
what_changes_is_counted(void **state)
{
    struct machine *machine = *state;
    const struct gate_diff *diff = &machine->status.diff;
    machine_content_with(machine, "one",
        "INSERT INTO topic VALUES (1, 'a', NULL, 1, 'x', '', 0), (2, 'b', NULL, 2, 'x', '', 0),"
        "(3, 'c', NULL, 3, 'x', '', 0)");
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
    assert_int_equal(diff->added + diff->updated + diff->removed, 0); // there was nothing before
    machine->make->manifest.seq = 2;
    machine_content_with(machine, "two",
        "INSERT INTO topic VALUES (1, 'b', NULL, 2, 'y', '', 0), (2, 'c', NULL, 3, 'x', '', 0),"
        "(3, 'd', NULL, 4, 'x', '', 0), (4, 'e', NULL, 5, 'x', '', 0)");
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
    assert_int_equal(diff->added, 2);
    assert_int_equal(diff->updated, 1);
    assert_int_equal(diff->removed, 1);
    assert_int_equal(machine_insert(machine), INSTALL_SAME);
    assert_int_equal(diff->added + diff->updated + diff->removed, 0);
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(what_does_not_pass_the_gate_stays_out),
        IN_MACHINE(what_changes_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
