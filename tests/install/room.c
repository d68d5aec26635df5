#include <errno.h>
#include <sys/statvfs.h>

#include "install/stick.h"

// A card of any size: the call below stands before the C library's.
static struct {
    uint64_t free_bytes;
    int error;
    bool lie;
} card;

int
statvfs(const char *path, struct statvfs *fs)
{
    (void)path;
    *fs = (struct statvfs){.f_frsize = 512,
        .f_bavail = (fsblkcnt_t)((card.lie ? card.free_bytes : UINT64_C(1) << 40) / 512)};
    errno = card.error;
    return card.error ? -1 : 0;
}

static int
begin(void **state)
{
    static struct machine machine;
    memset(&card, 0, sizeof card);
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
install(struct machine *machine, int64_t seq, const char *version)
{
    machine->make->manifest.seq = seq;
    machine_content(machine, version, 0);
    assert_int_equal(machine_offer(machine), INSTALL_DONE);
}

static void
put_stray(struct machine *machine, const char *folder, char digit, const char *end)
{
    char name[160];
    char hex[INSTALL_ID_TEXT];
    memset(hex, digit, 64);
    hex[64] = '\0';
    snprintf(name, sizeof name, "data/bundles/%s%s%s", folder, hex, end);
    folder_put(&machine->folder, name, "x", 1);
}

static bool
has_stray(struct machine *machine, const char *folder, char digit, const char *end)
{
    char name[160];
    char hex[INSTALL_ID_TEXT];
    memset(hex, digit, 64);
    hex[64] = '\0';
    snprintf(name, sizeof name, "data/bundles/%s%s%s", folder, hex, end);
    return folder_has(&machine->folder, name);
}

static void
room_is_wanted_beside_what_is_there(void **state)
{
    struct machine *machine = *state;
    machine->make->manifest.seq = 1;
    struct make_file file = make_file(machine->make);
    machine_put(machine, "stick/a.hub");
    card.lie = true;
    card.free_bytes = (file.len + 511) / 512 * 512 + INSTALL_SPARE_BYTES - 512;
    assert_refused(machine, BUNDLE_NO_SPACE);
    assert_shows(machine, "none", "none");
    card.free_bytes += 512;
    assert_installed(machine);
    free(file.bytes);
}

static void
a_resumed_copy_wants_only_the_rest(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    machine_content(machine, "large", 4u * 1024 * 1024);
    struct make_file file = make_file(machine->make);
    struct bundle_hash id =
        bundle_hash(file.bytes + file.manifest_at, file.signature_at - file.manifest_at);
    machine_put(machine, "stick/a.hub");
    assert_true(install_part_path(&machine->folder.dirs, &id, path, &err));
    FILE *part = fopen(path, "wb");
    assert_int_equal(fwrite(file.bytes, 1, 3u * 1024 * 1024, part), 3 * 1024 * 1024);
    fclose(part);
    free(file.bytes);
    card.lie = true;
    card.free_bytes = INSTALL_SPARE_BYTES + 2u * 1024 * 1024;
    assert_installed(machine);
}

static void
what_nobody_names_goes_first(void **state)
{
    struct machine *machine = *state;
    install(machine, 1, "one");
    install(machine, 2, "two");
    put_stray(machine, "", 'a', ".hub");
    put_stray(machine, "incoming/", 'b', ".part");
    folder_put(&machine->folder, "data/bundles/notes.hub", "x", 1); // nobody's business
    folder_put(&machine->folder, "data/bundles/current.new", "x", 1);
    machine->make->manifest.seq = 3;
    machine_clear_stick(machine);
    machine_put(machine, "stick/a.hub");
    card.lie = true; // also when it does not help
    assert_refused(machine, BUNDLE_NO_SPACE);
    assert_false(has_stray(machine, "", 'a', ".hub"));
    assert_false(has_stray(machine, "incoming/", 'b', ".part"));
    assert_true(folder_has(&machine->folder, "data/bundles/notes.hub"));
    assert_shows(machine, "two", "one");
}

static void
a_damaged_pointer_deletes_nothing(void **state)
{
    struct machine *machine = *state;
    install(machine, 1, "one");
    put_stray(machine, "", 'a', ".hub");
    folder_put(&machine->folder, "data/bundles/previous", "???", 3);
    install_sweep(&machine->folder.dirs, NULL);
    assert_true(has_stray(machine, "", 'a', ".hub"));
    assert_shows(machine, "one", "none");
    char path[INSTALL_PATH_MAX];
    assert_int_equal(unlink(folder_path(&machine->folder, "data/bundles/previous", path)), 0);
    install_sweep(&machine->folder.dirs, NULL);
    assert_false(has_stray(machine, "", 'a', ".hub"));
    assert_shows(machine, "one", "none");
}

static void
a_card_that_does_not_answer_is_the_card(void **state)
{
    struct machine *machine = *state;
    machine_put(machine, "stick/a.hub");
    card.error = EIO;
    assert_refused(machine, BUNDLE_CARD);
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(room_is_wanted_beside_what_is_there),
        IN_MACHINE(a_resumed_copy_wants_only_the_rest),
        IN_MACHINE(what_nobody_names_goes_first),
        IN_MACHINE(a_damaged_pointer_deletes_nothing),
        IN_MACHINE(a_card_that_does_not_answer_is_the_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
