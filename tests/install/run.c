#include <errno.h>
#include <fcntl.h>
#include <sys/sysmacros.h>

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
errors_of_the_stick_are_told_apart(void **state)
{
    (void)state;
    struct install_run run = {.device = ""};
    const int gone[] = {ENODEV, ENXIO, ENOMEDIUM, ESHUTDOWN};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        assert_int_equal(install_stick_fault(&run, gone[i]), BUNDLE_PULLED);
    }
    assert_int_equal(install_stick_fault(&run, EIO), BUNDLE_UNREADABLE);
    assert_int_equal(install_stick_fault(&run, 0), BUNDLE_UNREADABLE);
    // Most arrives as EIO: then its device in /sys tells.
    snprintf(run.device, sizeof run.device, "/sys/dev/block/none");
    assert_int_equal(install_stick_fault(&run, EIO), BUNDLE_PULLED);
    snprintf(run.device, sizeof run.device, "/");
    assert_int_equal(install_stick_fault(&run, EIO), BUNDLE_UNREADABLE);
}

static void
errors_of_the_card_are_told_apart(void **state)
{
    (void)state;
    struct err err = {.kind = ERR_SPACE};
    assert_int_equal(install_card_fault(ENOSPC), BUNDLE_NO_SPACE);
    assert_int_equal(install_card_fault(EDQUOT), BUNDLE_NO_SPACE);
    assert_int_equal(install_card_fault(EIO), BUNDLE_CARD);
    assert_int_equal(install_card_fault(EROFS), BUNDLE_CARD);
    assert_int_equal(install_card_reason(&err), BUNDLE_NO_SPACE);
    err.kind = ERR_IO;
    assert_int_equal(install_card_reason(&err), BUNDLE_CARD);
}

static void
status_is_written_once_a_second(void **state)
{
    struct machine *machine = *state;
    struct install_status status = {.seconds_left = -1};
    struct install_status told;
    struct err err = {0};
    struct install_run run = {.dirs = &machine->folder.dirs, .status = &status};
    run.clock = clock_fake(0);
    install_tell(&run, INSTALL_COPYING);
    for (int ms = 1; ms <= 5000; ms++) {
        clock_advance(&run.clock, 1);
        status.bytes = ms;
        install_tell_sometimes(&run);
        assert_true(install_status_read(&machine->folder.dirs, &told, &err));
        assert_int_equal(told.bytes, ms / 1000 * 1000);
    }
}

static void
the_hub_is_what_is_configured_and_remembered(void **state)
{
    struct machine *machine = *state;
    struct install_status status = {0};
    struct install_run run = {
        .dirs = &machine->folder.dirs, .hub = &machine->hub, .status = &status};
    install_recall(&run);
    struct bundle_hub hub = install_hub_of(&run);
    assert_string_equal(hub.network, "gt");
    assert_string_equal(hub.name, "hub-1");
    assert_int_equal(hub.seq, 0);
    assert_int_equal(hub.today, MAKE_TODAY - 50); // the image's
    const struct bundle_hash schema = gate_schema_id();
    assert_memory_equal(hub.schema_id.bytes, schema.bytes, 32);
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
    install_recall(&run);
    hub = install_hub_of(&run);
    assert_int_equal(hub.seq, 1);
    assert_int_equal(hub.today, MAKE_TODAY); // the day its content was issued
    assert_string_equal(run.version, "one");
}

// Content stays on the screen when its key is replaced, also for whoever compares with it.
static void
installed_content_keeps_its_judgement(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    struct install_opened opened;
    struct err err = {0};
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
    struct make_file file = make_file(machine->make);
    const struct bundle_hash id =
        bundle_hash(file.bytes + file.manifest_at, file.signature_at - file.manifest_at);
    free(file.bytes);
    assert_true(install_path(&machine->folder.dirs, INSTALL_CURRENT, path, &err));

    machine->make->trust.publishers_count = 0;
    make_publisher(&machine->make->trust, &machine->make->stranger, "gt");
    machine->make->trust.version = 2;
    make_document(machine->make, 3);
    folder_put(
        &machine->folder, "data/state/trust", machine->make->chain, machine->make->chain_len);
    assert_true(install_open(&machine->folder.dirs, &machine->hub.anchor, path, &opened, &err));
    bundle_close(opened.bundle);
    struct bundle_anchor image = make_anchor(machine->make); // a newer image, likewise
    assert_true(install_open(&machine->folder.dirs, &image, path, &opened, &err));
    bundle_close(opened.bundle);

    machine->make->trust.revoked[0] = id;
    machine->make->trust.revoked_count = 1;
    machine->make->trust.version = 3;
    make_document(machine->make, 3);
    folder_put(
        &machine->folder, "data/state/trust", machine->make->chain, machine->make->chain_len);
    assert_false(install_open(&machine->folder.dirs, &machine->hub.anchor, path, &opened, &err));
    assert_int_equal(opened.reason, BUNDLE_REVOKED);
    assert_null(opened.bundle);
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_of_the_stick_are_told_apart),
        cmocka_unit_test(errors_of_the_card_are_told_apart),
        IN_MACHINE(status_is_written_once_a_second),
        IN_MACHINE(the_hub_is_what_is_configured_and_remembered),
        IN_MACHINE(installed_content_keeps_its_judgement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
