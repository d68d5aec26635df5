#include <fcntl.h>
#include <sys/resource.h>

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

static void
next_version(struct machine *machine, const char *version)
{
    machine->make->manifest.seq++;
    machine_content(machine, version, 0);
}

static void
first_second_third(void **state)
{
    struct machine *machine = *state;
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
    assert_shows(machine, "one", "none");
    assert_string_equal(machine->status.version, "one");
    assert_true(machine->status.bytes == machine->status.bytes_total);
    next_version(machine, "two");
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
    assert_shows(machine, "two", "one");
    next_version(machine, "three");
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
    assert_shows(machine, "three", "two");
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(first_second_third),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
