#include "install/stick.h"

#include <sys/stat.h>

static int
begin(void **state)
{
    static struct machine machine;
    machine_begin(&machine);
    folder_make(&machine.folder, "closed");
    folder_make(&machine.folder, "stick/hub");
    folder_make(&machine.folder, "stick/hub/out");
    folder_put(&machine.folder, "closed/gt.a.2026-W10.counts", "ten", 3);
    folder_put(&machine.folder, "closed/gt.a.2026-W11.counts", "eleven", 6);
    folder_put(&machine.folder, "closed/hub.key", "secret", 6);
    folder_put(&machine.folder, "closed/.counts", "x", 1);
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
carry(struct machine *machine, struct err *err)
{
    char records[INSTALL_PATH_MAX];
    char stick[INSTALL_PATH_MAX];
    const struct install_cargo cargo = {
        folder_path(&machine->folder, "closed", records), ".counts", INSTALL_RECORD_MAX};
    return install_carry(&cargo, folder_path(&machine->folder, "stick", stick), err);
}

static void
expect_file(struct machine *machine, const char *name, const char *text)
{
    char there[64] = "";
    size_t len = folder_get(&machine->folder, name, there, sizeof there - 1);
    assert_int_equal(len, strlen(text));
    assert_memory_equal(there, text, len);
}

static void
test_carried_and_kept(void **state)
{
    struct machine *machine = *state;
    struct err err = {0};
    assert_true(carry(machine, &err));
    expect_file(machine, "stick/hub/out/gt.a.2026-W10.counts", "ten");
    expect_file(machine, "stick/hub/out/gt.a.2026-W11.counts", "eleven");
    expect_file(machine, "closed/gt.a.2026-W10.counts", "ten");
    assert_false(folder_has(&machine->folder, "stick/hub/out/hub.key"));
    assert_false(folder_has(&machine->folder, "stick/hub/out/.counts"));
    assert_false(folder_has(&machine->folder, "stick/hub/out/COPY.new"));
}

// What is there already is not written again: sticks wear out.
static void
test_again(void **state)
{
    struct machine *machine = *state;
    struct err err = {0};
    struct stat before;
    struct stat after;
    char path[INSTALL_PATH_MAX];
    assert_true(carry(machine, &err));
    folder_path(&machine->folder, "stick/hub/out/gt.a.2026-W10.counts", path);
    assert_int_equal(stat(path, &before), 0);
    folder_put(&machine->folder, "closed/gt.a.2026-W11.counts", "eleven, other", 13);
    assert_true(carry(machine, &err));
    assert_int_equal(stat(path, &after), 0);
    assert_true(before.st_ino == after.st_ino);
    expect_file(machine, "stick/hub/out/gt.a.2026-W11.counts", "eleven, other");
}

static void
test_not_made_for_it(void **state)
{
    struct machine *machine = *state;
    struct err err = {0};
    char stick[INSTALL_PATH_MAX];
    char records[INSTALL_PATH_MAX];
    folder_path(&machine->folder, "stick/hub/out", stick);
    assert_int_equal(rmdir(stick), 0);
    assert_true(carry(machine, &err));
    assert_false(folder_has(&machine->folder, "stick/hub/out"));
    // Nor is a hub without counts any trouble.
    folder_make(&machine->folder, "stick/hub/out");
    const struct install_cargo cargo = {
        folder_path(&machine->folder, "nowhere", records), ".counts", INSTALL_RECORD_MAX};
    assert_true(install_carry(&cargo, folder_path(&machine->folder, "stick", stick), &err));
}

// A folder or a link where a record belongs, on either side.
static void
test_odd_files(void **state)
{
    struct machine *machine = *state;
    struct err err = {0};
    char path[INSTALL_PATH_MAX];
    folder_make(&machine->folder, "closed/folder.counts");
    assert_int_equal(
        symlink("/etc/passwd", folder_path(&machine->folder, "closed/link.counts", path)), 0);
    assert_int_equal(symlink("/etc/passwd",
                         folder_path(&machine->folder, "stick/hub/out/gt.a.2026-W10.counts", path)),
        0);
    assert_true(carry(machine, &err));
    expect_file(machine, "stick/hub/out/gt.a.2026-W10.counts", "ten"); // the link was replaced
    assert_false(folder_has(&machine->folder, "stick/hub/out/link.counts"));
    assert_false(folder_has(&machine->folder, "stick/hub/out/folder.counts"));
    folder_make(&machine->folder, "stick/hub/out/gt.a.2026-W12.counts");
    folder_put(&machine->folder, "closed/gt.a.2026-W12.counts", "twelve", 6);
    assert_false(carry(machine, &err)); // a folder cannot be
    assert_int_equal(err.kind, ERR_IO);
}

// Larger than it may be, and of another kind: it stays here.
static void
test_only_what_may_leave(void **state)
{
    struct machine *machine = *state;
    struct err err = {0};
    char out[INSTALL_PATH_MAX];
    char stick[INSTALL_PATH_MAX];
    folder_make(&machine->folder, "out");
    folder_put(&machine->folder, "out/screen-1.png", "picture", 7);
    folder_put(&machine->folder, "out/screen-2.png", "too large", 9);
    folder_put(&machine->folder, "out/diagnosis.txt", "text", 4);
    const struct install_cargo cargo = {folder_path(&machine->folder, "out", out), ".png", 8};
    assert_true(install_carry(&cargo, folder_path(&machine->folder, "stick", stick), &err));
    expect_file(machine, "stick/hub/out/screen-1.png", "picture");
    assert_false(folder_has(&machine->folder, "stick/hub/out/screen-2.png"));
    assert_false(folder_has(&machine->folder, "stick/hub/out/diagnosis.txt"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_carried_and_kept, begin, end),
        cmocka_unit_test_setup_teardown(test_again, begin, end),
        cmocka_unit_test_setup_teardown(test_not_made_for_it, begin, end),
        cmocka_unit_test_setup_teardown(test_odd_files, begin, end),
        cmocka_unit_test_setup_teardown(test_only_what_may_leave, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
