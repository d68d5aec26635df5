#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

#include "install/stick.h"

// Faults of a stick and of the card: the calls below stand before the C library's. ------------------------

static struct {
    ino_t stick;    // whose reads count
    int reads;      // of it, seen so far
    int fail_read;  // the one from which on they fail; 0 = none
    int read_errno; // 0: the file ends there
    bool lie;       // every read but the first of a place gives other bytes
    off_t last;     // place of the last one
    int writes;     // to the card, of any kind, and syncs and renames
    int fail_write; // likewise
    int write_errno;
    bool only_once; // the next one works again
} fault;

static bool
is_stick(int fd)
{
    struct stat st;
    return fault.stick != 0 && fstat(fd, &st) == 0 && st.st_ino == fault.stick;
}

static bool
write_fails(void)
{
    fault.writes++;
    bool fails = fault.fail_write > 0 && (fault.only_once ? fault.writes == fault.fail_write
                                                          : fault.writes >= fault.fail_write);
    errno = fails ? fault.write_errno : errno;
    return fails;
}

ssize_t
pread(int fd, void *into, size_t len, off_t offset)
{
    if (!is_stick(fd)) {
        return syscall(SYS_pread64, fd, into, len, offset);
    }
    fault.reads++;
    if (fault.fail_read > 0 && fault.reads >= fault.fail_read) {
        errno = fault.read_errno;
        return fault.read_errno == 0 ? 0 : -1;
    }
    ssize_t got = syscall(SYS_pread64, fd, into, len, offset);
    if (fault.lie && offset <= fault.last && got > 0) {
        ((char *)into)[got / 2] ^= 1;
    }
    fault.last = offset > fault.last ? offset : fault.last;
    return got;
}

ssize_t
pwrite(int fd, const void *data, size_t len, off_t offset)
{
    return write_fails() ? -1 : syscall(SYS_pwrite64, fd, data, len, offset);
}

ssize_t
write(int fd, const void *data, size_t len)
{
    return fd > 2 && write_fails() ? -1 : syscall(SYS_write, fd, data, len);
}

int
fsync(int fd)
{
    return write_fails() ? -1 : (int)syscall(SYS_fsync, fd);
}

int
ftruncate(int fd, off_t len)
{
    return write_fails() ? -1 : (int)syscall(SYS_ftruncate, fd, len);
}

int
rename(const char *from, const char *to)
{
    return write_fails() ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static void
heal(void)
{
    ino_t stick = fault.stick;
    memset(&fault, 0, sizeof fault);
    fault.stick = stick;
    fault.last = -1;
}

enum { CHUNKS = 5 };

// Five chunks of content that is new to a machine which shows "one".
static int
begin(void **state)
{
#if defined __USE_FORTIFY_LEVEL && __USE_FORTIFY_LEVEL > 0
    *state = NULL; // fortified calls do not pass through those above
    return 0;
#else
    static struct machine machine;
    struct stat st;
    char path[INSTALL_PATH_MAX];
    memset(&fault, 0, sizeof fault);
    machine_begin(&machine);
    assert_int_equal(machine_offer(&machine), INSTALL_DONE);
    machine.make->manifest.seq = 2;
    machine_content(&machine, "two", (CHUNKS - 1) * BUNDLE_CHUNK_BYTES);
    assert_in_range(machine.make->manifest.chunks_count, CHUNKS, CHUNKS + 1);
    machine_clear_stick(&machine);
    machine_put(&machine, "stick/content.hub");
    assert_int_equal(stat(folder_path(&machine.folder, "stick/content.hub", path), &st), 0);
    fault.stick = st.st_ino;
    heal();
    *state = &machine;
    return 0;
#endif
}

static int
end(void **state)
{
    memset(&fault, 0, sizeof fault);
    if (*state) {
        machine_end(*state);
    }
    return 0;
}

static void
need(const void *machine)
{
    if (!machine) {
        skip();
    }
}

static bool
has_part(struct machine *machine)
{
    char name[128];
    char hex[INSTALL_ID_TEXT];
    struct make_file file = make_file(machine->make);
    size_t len = file.signature_at - file.manifest_at;
    struct bundle_hash id = bundle_hash(file.bytes + file.manifest_at, len);
    free(file.bytes);
    bundle_hex(id.bytes, hex);
    snprintf(name, sizeof name, "data/bundles/incoming/%s.part", hex);
    return folder_has(&machine->folder, name);
}

// The stick ---------------------------------------------------------------------------------------------

// How many reads of the stick an import takes: those of the head, then one per chunk.
static int
count_reads(struct machine *machine)
{
    heal();
    fault.fail_read = INT32_MAX;
    assert_installed(machine);
    int reads = fault.reads;
    heal();
    return reads;
}

static void
every_byte_is_read_once(void **state)
{
    struct machine *machine = *state;
    need(machine);
    fault.lie = true;
    assert_installed(machine); // a second look would have been lied to
    assert_shows(machine, "two", "one");
    assert_int_equal(machine->status.bytes, machine->make->manifest.payload_size);
    assert_int_equal(fault.reads, 2 + machine->make->manifest.chunks_count);
}

static void
pulled_at_every_chunk_and_put_in_again(void **state)
{
    struct machine *machine = *state;
    need(machine);
    const struct {
        int error;
        enum bundle_reason reason;
    } cases[] = {{EIO, BUNDLE_UNREADABLE}, {ENODEV, BUNDLE_PULLED}, {ENXIO, BUNDLE_PULLED},
        {0, BUNDLE_UNREADABLE}};
    int chunks = machine->make->manifest.chunks_count;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            heal();
            fault.fail_read = 3 + chunk; // two reads of the head
            fault.read_errno = cases[i].error;
            assert_refused(machine, cases[i].reason);
            assert_shows(machine, "one", "none");
            assert_true(has_part(machine));
            assert_int_equal(machine->status.bytes, (int64_t)chunk * BUNDLE_CHUNK_BYTES);
            // Put in again, it goes on where it was: a chunk further each time.
            heal();
            fault.fail_read = 3 + 1;
            fault.read_errno = ENODEV;
            if (chunk < chunks - 1) {
                assert_refused(machine, BUNDLE_PULLED);
                assert_int_equal(machine->status.bytes, (int64_t)(chunk + 1) * BUNDLE_CHUNK_BYTES);
            }
            char path[INSTALL_PATH_MAX];
            nftw(folder_path(&machine->folder, "data/bundles/incoming", path), folder_remove_entry,
                16, FTW_DEPTH | FTW_PHYS);
            folder_make(&machine->folder, "data/bundles/incoming");
        }
    }
    heal();
    assert_installed(machine);
    assert_shows(machine, "two", "one");
}

static void
pulled_while_the_head_is_read(void **state)
{
    struct machine *machine = *state;
    need(machine);
    for (int read = 1; read <= 2; read++) {
        heal();
        fault.fail_read = read;
        fault.read_errno = ENODEV;
        assert_refused(machine, BUNDLE_PULLED);
        fault.read_errno = EIO;
        fault.reads = 0;
        assert_refused(machine, BUNDLE_UNREADABLE);
    }
    assert_shows(machine, "one", "none");
}

static void
a_resumed_copy_reads_only_what_is_missing(void **state)
{
    struct machine *machine = *state;
    need(machine);
    fault.fail_read = 2 + 4;
    fault.read_errno = ENODEV;
    assert_refused(machine, BUNDLE_PULLED);
    heal();
    assert_installed(machine);
    assert_int_equal(fault.reads, 2 + machine->make->manifest.chunks_count - 3);
    assert_shows(machine, "two", "one");
}

static void
changed_chunks_are_never_written(void **state)
{
    struct machine *machine = *state;
    need(machine);
    struct make_file file = make_file(machine->make);
    for (int chunk = 0; chunk < machine->make->manifest.chunks_count; chunk++) {
        size_t at = file.payload_at + (size_t)chunk * BUNDLE_CHUNK_BYTES + 77;
        file.bytes[at] ^= 0x40;
        folder_put(&machine->folder, "stick/content.hub", file.bytes, file.len);
        assert_refused(machine, BUNDLE_UNSTEADY);
        file.bytes[at] ^= 0x40;
        assert_shows(machine, "one", "none");
    }
    folder_put(&machine->folder, "stick/content.hub", file.bytes, file.len);
    assert_installed(machine);
    free(file.bytes);
}

static void
a_spoilt_part_is_copied_again(void **state)
{
    struct machine *machine = *state;
    need(machine);
    fault.fail_read = 2 + 4;
    fault.read_errno = ENODEV;
    assert_refused(machine, BUNDLE_PULLED);
    heal();
    struct make_file file = make_file(machine->make);
    struct bundle_hash id =
        bundle_hash(file.bytes + file.manifest_at, file.signature_at - file.manifest_at);
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    assert_true(install_part_path(&machine->folder.dirs, &id, path, &err));
    int part = open(path, O_RDWR);
    assert_int_equal(syscall(SYS_pwrite64, part, "spoilt", 6, (off_t)file.payload_at + 5000), 6);
    assert_int_equal(syscall(SYS_ftruncate, part, (off_t)file.len + 12345), 0); // and too long
    close(part);
    free(file.bytes);
    assert_installed(machine);
    assert_int_equal(fault.reads, 2 + machine->make->manifest.chunks_count - 2);
    assert_shows(machine, "two", "one");
}

// The card ----------------------------------------------------------------------------------------------

// Every single write, sync and rename of an import, failing for good or once: either it was installed, or
// the old content stands; then the stick is put in again and all is well.
static void
every_write_fails(struct machine *machine, int error, enum bundle_reason reason)
{
    folder_copy(&machine->folder, "data", "before");
    for (int write = 1;; write++) {
        heal();
        fault.fail_write = write;
        fault.write_errno = error;
        char path[INSTALL_PATH_MAX];
        struct install_status status;
        folder_path(&machine->folder, "stick", path);
        bool told = install_stick(&machine->folder.dirs, &machine->hub, path, false, &status);
        int writes = fault.writes;
        heal();
        if (status.phase == INSTALL_REFUSED) {
            if (status.reason != reason) {
                fail_msg("write %d: %d", write, (int)status.reason);
            }
            char version[64];
            machine_version(machine, INSTALL_CURRENT, version);
            // A pointer that was renamed but not synced is not told as done; it may be there.
            if (strcmp(version, "one") != 0 && strcmp(version, "two") != 0) {
                fail_msg("write %d: shows %s", write, version);
            }
        } else {
            assert_int_equal(status.phase, INSTALL_DONE);
            if (writes < write && told) {
                assert_true(write > 20);
                return; // nothing failed any more
            }
        }
        enum install_phase again = machine_insert(machine);
        assert_true(again == INSTALL_DONE || again == INSTALL_SAME);
        char version[64];
        machine_version(machine, INSTALL_CURRENT, version);
        assert_string_equal(version, "two");
        folder_copy(&machine->folder, "before", "data");
    }
}

static void
no_space_at_every_write(void **state)
{
    need(*state);
    every_write_fails(*state, ENOSPC, BUNDLE_NO_SPACE);
}

static void
a_worn_card_at_every_write(void **state)
{
    need(*state);
    every_write_fails(*state, EIO, BUNDLE_CARD);
}

static void
a_full_card_gives_the_copy_up_and_a_pulled_stick_does_not(void **state)
{
    struct machine *machine = *state;
    need(machine);
    for (int write = 1; write < 200; write++) { // until the part's first chunk
        heal();
        fault.fail_write = write;
        fault.write_errno = ENOSPC;
        char path[INSTALL_PATH_MAX];
        struct install_status status;
        folder_path(&machine->folder, "stick", path);
        (void)!install_stick(&machine->folder.dirs, &machine->hub, path, false, &status);
        heal();
        if (status.phase == INSTALL_REFUSED && status.bytes > 0) {
            assert_false(has_part(machine));
            return;
        }
    }
    fail();
}

// Progress ----------------------------------------------------------------------------------------------

static void
both_totals_are_told(void **state)
{
    struct machine *machine = *state;
    need(machine);
    (void)count_reads(machine);
    assert_int_equal(machine->status.bytes_total, machine->make->manifest.payload_size);
    assert_int_equal(machine->status.bytes, machine->status.bytes_total);
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(every_byte_is_read_once),
        IN_MACHINE(pulled_at_every_chunk_and_put_in_again),
        IN_MACHINE(pulled_while_the_head_is_read),
        IN_MACHINE(a_resumed_copy_reads_only_what_is_missing),
        IN_MACHINE(changed_chunks_are_never_written),
        IN_MACHINE(a_spoilt_part_is_copied_again),
        IN_MACHINE(no_space_at_every_write),
        IN_MACHINE(a_worn_card_at_every_write),
        IN_MACHINE(a_full_card_gives_the_copy_up_and_a_pulled_stick_does_not),
        IN_MACHINE(both_totals_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
