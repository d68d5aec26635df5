#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>

#include "install/stick.h"

// A folder without end: the calls below stand before the C library's. -------------------------------------

static struct {
    long invent;     // names put before the real ones
    long asked;      // calls of readdir
    int fail_after;  // calls after which the folder cannot be read; 0 = never
    int fail_errno;  // of that, and of heads when fail_heads
    bool fail_heads; // every pread fails
    bool untold;     // a file system that does not say what its entries are
} fault;

struct dirent *
readdir(DIR *dir)
{
    static struct dirent made = {.d_type = DT_REG};
    static union {
        struct dirent entry;
        char bytes[sizeof(struct dirent) + 256];
    } real;
    static char buffer[4096] __attribute__((aligned(8)));
    static long at;
    static long len;
    fault.asked++;
    if (fault.fail_after > 0 && fault.asked > fault.fail_after) {
        errno = fault.fail_errno;
        return NULL;
    }
    if (fault.invent > 0) {
        fault.invent--;
        snprintf(made.d_name, sizeof made.d_name, "IMG_%ld.JPG", fault.invent);
        return &made;
    }
    if (at >= len) {
        at = 0;
        len = syscall(SYS_getdents64, dirfd(dir), buffer, sizeof buffer);
        if (len <= 0) {
            len = 0;
            return NULL;
        }
    }
    const struct dirent *entry = (const struct dirent *)(const void *)(buffer + at);
    at += entry->d_reclen;
    memcpy(&real, entry, entry->d_reclen);
    real.entry.d_type = fault.untold ? DT_UNKNOWN : real.entry.d_type;
    return &real.entry;
}

ssize_t
pread(int fd, void *into, size_t len, off_t offset)
{
    if (fault.fail_heads) {
        errno = fault.fail_errno;
        return -1;
    }
    return syscall(SYS_pread64, fd, into, len, offset);
}

static int
begin(void **state)
{
    static struct machine machine;
    memset(&fault, 0, sizeof fault);
    machine_begin(&machine);
    *state = &machine;
    return 0;
}

static int
end(void **state)
{
    memset(&fault, 0, sizeof fault);
    machine_end(*state);
    return 0;
}

static void
put_seq(struct machine *machine, int64_t seq, const char *name)
{
    machine->make->manifest.seq = seq;
    machine_put(machine, name);
}

// Choosing ----------------------------------------------------------------------------------------------

static void
an_empty_stick_has_none(void **state)
{
    struct machine *machine = *state;
    assert_refused(machine, BUNDLE_NONE_FOUND);
    folder_make(&machine->folder, "stick/hub");
    folder_put(&machine->folder, "stick/hub/readme.txt", "x", 1);
    folder_put(&machine->folder, "stick/content.hub.zip", "x", 1);
    assert_refused(machine, BUNDLE_NONE_FOUND);
    assert_shows(machine, "none", "none");
}

static void
the_highest_wins_wherever_it_lies(void **state)
{
    struct machine *machine = *state;
    folder_make(&machine->folder, "stick/hub");
    put_seq(machine, 3, "stick/a.hub");
    put_seq(machine, 9, "stick/hub/b.HUB");
    put_seq(machine, 8, "stick/z.hub");
    put_seq(machine, 4, "stick/hub/z.hub");
    assert_installed(machine);
    struct install_accepted accepted;
    struct err err = {0};
    assert_true(install_accepted_read(&machine->folder.dirs, &accepted, &err));
    assert_int_equal(accepted.hub.seq, 9);
    put_seq(machine, 10, "stick/a.hub");
    assert_installed(machine);
}

// What makes each of them bad, and what the person is told when there is nothing else.
struct bad {
    const char *name;
    enum bundle_reason reason;
    void (*make)(struct make *make);       // before it is signed
    void (*spoil)(struct make_file *file); // after
};

static void
spoil_magic(struct make_file *file)
{
    file->bytes[0] ^= 1;
}

static void
spoil_trust(struct make_file *file)
{
    file->bytes[file->trust_at + 30] ^= 1;
}

static void
spoil_manifest(struct make_file *file)
{
    file->bytes[file->manifest_at + 30] ^= 1;
}

static void
spoil_signature(struct make_file *file)
{
    file->bytes[file->signature_at + 1] ^= 1;
}

static void
spoil_pad(struct make_file *file)
{
    file->bytes[file->pad_at] = 1;
}

static void
spoil_size(struct make_file *file)
{
    file->bytes[24] ^= 1;
}

static void
cut_last(struct make_file *file)
{
    file->len--;
}

static void
cut_head(struct make_file *file)
{
    file->len = file->manifest_at + 10;
}

static void
cut_header(struct make_file *file)
{
    file->len = 40;
}

static void
cut_all(struct make_file *file)
{
    file->len = 0;
}

static void
by_stranger(struct make *make)
{
    make->signer = make->stranger;
}

static void
by_root(struct make *make)
{
    make->signer = make->roots[0];
}

static void
by_own_chain(struct make *make) // whose only publisher it is
{
    make->trust.publishers_count = 0;
    make_publisher(&make->trust, &make->stranger, "gt");
    make->chain_len = 0;
    make_document(make, 3);
    make->signer = make->stranger;
}

static void
for_another_hub(struct make *make)
{
    static const char *const names[] = {"hub-2", "hub-3"};
    make_for_hubs(make, names, 2);
}

static void
for_another_network(struct make *make) // which the publisher may not serve
{
    snprintf(make->manifest.network, sizeof make->manifest.network, "hn");
}

static void
of_epoch_two(struct make *make)
{
    make->manifest.epoch = 2;
}

static void
of_expired_key(struct make *make)
{
    make->manifest.issued = MAKE_TODAY + 731;
}

static void
for_later_program(struct make *make)
{
    make->manifest.min_app = BUNDLE_APP_LEVEL + 1;
}

static void
of_other_schema(struct make *make)
{
    make->manifest.schema_id.bytes[0] ^= 1;
}

static void
for_demonstration(struct make *make)
{
    make->trust.demonstration = true;
    make->chain_len = 0;
    make_document(make, 3);
}

static const struct bad bads[] = {
    {"magic", BUNDLE_DAMAGED, NULL, spoil_magic},
    {"trust", BUNDLE_UNTRUSTED, NULL, spoil_trust},
    {"manifest", BUNDLE_UNTRUSTED, NULL, spoil_manifest},
    {"signature", BUNDLE_DAMAGED, NULL, spoil_signature},
    {"pad", BUNDLE_DAMAGED, NULL, spoil_pad},
    {"size", BUNDLE_DAMAGED, NULL, spoil_size},
    {"cut-last", BUNDLE_DAMAGED, NULL, cut_last},
    {"cut-head", BUNDLE_DAMAGED, NULL, cut_head},
    {"cut-header", BUNDLE_DAMAGED, NULL, cut_header},
    {"empty", BUNDLE_DAMAGED, NULL, cut_all},
    {"stranger", BUNDLE_UNTRUSTED, by_stranger, NULL},
    {"root", BUNDLE_UNTRUSTED, by_root, NULL},
    {"chain", BUNDLE_UNTRUSTED, by_own_chain, NULL},
    {"hub", BUNDLE_OTHER_HUB, for_another_hub, NULL},
    {"network", BUNDLE_UNTRUSTED, for_another_network, NULL},
    {"epoch", BUNDLE_UNTRUSTED, of_epoch_two, NULL},
    {"late", BUNDLE_KEY_EXPIRED, of_expired_key, NULL},
    {"app", BUNDLE_OTHER_PROGRAM, for_later_program, NULL},
    {"schema", BUNDLE_OTHER_PROGRAM, of_other_schema, NULL},
    {"demo", BUNDLE_DEMONSTRATION, for_demonstration, NULL},
};
enum { BADS = sizeof bads / sizeof *bads };

// All bad ones are of a higher seq, so that whoever took one of them would show it.
static void
put_bad(struct machine *machine, const struct bad *bad)
{
    char name[64];
    struct make *make = make_begin();
    size_t len = machine->make->payload_len;
    unsigned char *payload = malloc(len);
    memcpy(payload, machine->make->payload, len);
    make_payload(make, payload, len);
    make->manifest.seq = 50;
    make->manifest.schema_id = gate_schema_id();
    if (bad->make) {
        bad->make(make);
    }
    struct make_file file = make_file(make);
    if (bad->spoil) {
        bad->spoil(&file);
    }
    snprintf(name, sizeof name, "stick/%s.hub", bad->name);
    folder_put(&machine->folder, name, file.bytes, file.len);
    free(file.bytes);
    make_free(make);
}

static void
each_bad_one_is_told_apart(void **state)
{
    struct machine *machine = *state;
    for (int i = 0; i < BADS; i++) {
        machine_clear_stick(machine);
        put_bad(machine, &bads[i]);
        if (machine_insert(machine) != INSTALL_REFUSED ||
            machine->status.reason != bads[i].reason) {
            fail_msg("%s: %d", bads[i].name, (int)machine->status.reason);
        }
    }
    assert_shows(machine, "none", "none");
    static struct install_audit list[INSTALL_AUDIT_MAX];
    assert_int_equal(install_audit_read(&machine->folder.dirs, list), BADS);
    assert_int_equal(list[0].reason, BUNDLE_DEMONSTRATION);
}

static void
one_good_among_twenty_bad(void **state)
{
    struct machine *machine = *state;
    for (int i = 0; i < BADS; i++) {
        put_bad(machine, &bads[i]);
    }
    // What was meant for this hub says more than damage and strangers.
    assert_refused(machine, BUNDLE_OTHER_PROGRAM);
    put_seq(machine, 2, "stick/good.hub");
    assert_installed(machine);
    assert_shows(machine, "one", "none");
    assert_int_equal(machine_insert(machine), INSTALL_SAME);
}

static void
both_sides_are_named(void **state)
{
    struct machine *machine = *state;
    static const char *const names[] = {"hub-2", "hub-3"};
    make_for_hubs(machine->make, names, 2);
    machine_put(machine, "stick/a.hub");
    assert_refused(machine, BUNDLE_OTHER_HUB);
    assert_string_equal(machine->status.asked, "hub-2, hub-3");
    assert_string_equal(machine->status.here, "hub-1");
    machine->make->manifest.every_hub = true;
    machine->make->manifest.hubs_count = 0;
    machine_put(machine, "stick/a.hub");
    machine->hub.network = "hn";
    assert_refused(machine, BUNDLE_OTHER_HUB);
    assert_string_equal(machine->status.asked, "gt");
    assert_string_equal(machine->status.here, "hn");
    machine->hub.network = "gt";
    put_seq(machine, 5, "stick/a.hub");
    assert_installed(machine);
    machine_clear_stick(machine);
    snprintf(machine->make->manifest.content_version, BUNDLE_VERSION_MAX, "old");
    put_seq(machine, 4, "stick/a.hub");
    assert_refused(machine, BUNDLE_OLDER);
    assert_string_equal(machine->status.asked, "old");
    assert_string_equal(machine->status.here, "one");
    assert_string_equal(machine->status.version, "one");
}

// Litter and traps --------------------------------------------------------------------------------------

static void
litter_of_other_systems_is_passed_over(void **state)
{
    struct machine *machine = *state;
    folder_make(&machine->folder, "stick/System Volume Information");
    folder_make(&machine->folder, "stick/.Trashes");
    folder_make(&machine->folder, "stick/folder.hub");
    folder_make(&machine->folder, "stick/.hub");
    folder_put(&machine->folder, "stick/._content.hub", "\0\5\26\7", 4);
    machine_put(machine, "stick/System Volume Information/a.hub");
    machine_put(machine, "stick/.hidden.hub");
    machine_put(machine, "stick/content.hub.part");
    machine_put(machine, "stick/hub");
    assert_refused(machine, BUNDLE_NONE_FOUND);
    machine_put(machine, "stick/x.hUb");
    assert_installed(machine);
}

// The same word composed and decomposed, bytes of no encoding, a line break, the longest name.
static void
any_name_will_do(void **state)
{
    struct machine *machine = *state;
    char longest[256];
    memset(longest, 'n', sizeof longest);
    memcpy(longest + 251, ".hub", 5);
    const char *const names[] = {"informaci\xc3\xb3n.hub", "informacio\xcc\x81n.hub",
        "\xff\xfe.hub", "a\nerror: all is lost\n.hub", "\x1b[2J.hub", "..hub", " .hub", "%s%n.hub",
        "-rf.hub", longest};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[INSTALL_PATH_MAX];
        machine_clear_stick(machine);
        put_seq(machine, (int64_t)i + 1, "stick/plain");
        int folder = open(folder_path(&machine->folder, "stick", path), O_RDONLY | O_DIRECTORY);
        assert_int_equal(renameat(folder, "plain", folder, names[i]), 0);
        close(folder);
        enum install_phase phase = machine_insert(machine);
        bool hidden = names[i][0] == '.';
        assert_int_equal(phase, hidden ? INSTALL_REFUSED : INSTALL_DONE);
    }
    machine_clear_stick(machine);
    put_seq(machine, 20, "stick/informaci\xc3\xb3n.hub");
    put_seq(machine, 21, "stick/informacio\xcc\x81n.hub");
    assert_installed(machine);
}

static void
links_pipes_and_devices_are_not_opened(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    char aim[INSTALL_PATH_MAX];
    machine_put(machine, "elsewhere.hub");
    folder_make(&machine->folder, "folder");
    machine_put(machine, "folder/a.hub");
    assert_int_equal(symlink(folder_path(&machine->folder, "elsewhere.hub", aim),
                         folder_path(&machine->folder, "stick/link.hub", path)),
        0);
    assert_int_equal(symlink(folder_path(&machine->folder, "folder", aim),
                         folder_path(&machine->folder, "stick/hub", path)),
        0);
    assert_int_equal(symlink("loop.hub", folder_path(&machine->folder, "stick/loop.hub", path)), 0);
    assert_int_equal(mkfifo(folder_path(&machine->folder, "stick/pipe.hub", path), 0600), 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%.100s",
        folder_path(&machine->folder, "stick/socket.hub", path));
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    close(fd);
    if (geteuid() == 0) {
        folder_path(&machine->folder, "stick/device.hub", path);
        assert_int_equal(mknod(path, S_IFCHR | 0600, makedev(1, 5)), 0); // zeros without end
    }
    alarm(20); // a pipe nobody writes to must not hold us
    assert_refused(machine, BUNDLE_NONE_FOUND);
    fault.untold = true;
    assert_refused(machine, BUNDLE_NONE_FOUND);
    alarm(0);
    machine_put(machine, "stick/good.hub");
    assert_installed(machine);
}

static void
two_terabytes_of_nothing_are_damage(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    machine_put(machine, "stick/large.hub");
    folder_path(&machine->folder, "stick/large.hub", path);
    if (truncate(path, INT64_C(2) << 40) != 0) {
        assert_int_equal(truncate(path, INT64_C(1) << 40), 0);
    }
    assert_refused(machine, BUNDLE_DAMAGED);
    assert_int_equal(unlink(path), 0);
    folder_put(&machine->folder, "stick/large.hub", "", 0);
    assert_int_equal(truncate(path, INT64_C(1) << 40), 0);
    assert_refused(machine, BUNDLE_DAMAGED);
}

// Limits ------------------------------------------------------------------------------------------------

static void
a_million_photographs_are_not_read(void **state)
{
    struct machine *machine = *state;
    machine_put(machine, "stick/content.hub");
    fault.invent = 1000 * 1000;
    assert_refused(machine, BUNDLE_TOO_MANY);
    assert_int_equal(fault.asked, INSTALL_NAMES_MAX);
    fault.asked = 0;
    fault.invent = INSTALL_NAMES_MAX - 10; // a folder of holiday pictures is no obstacle
    assert_installed(machine);
}

static void
only_so_many_bundles_are_looked_at(void **state)
{
    struct machine *machine = *state;
    for (int i = 0; i < INSTALL_ENTRIES_MAX + 10; i++) {
        char name[64];
        snprintf(name, sizeof name, "stick/%d.hub", i);
        folder_put(&machine->folder, name, "x", 1);
    }
    assert_refused(machine, BUNDLE_TOO_MANY);
    folder_make(&machine->folder, "stick/hub"); // the way out: hub/ has a count of its own
    machine_put(machine, "stick/hub/a.hub");
    assert_installed(machine);
}

// Faults ------------------------------------------------------------------------------------------------

static void
a_folder_that_cannot_be_read_is_told(void **state)
{
    struct machine *machine = *state;
    machine_put(machine, "stick/content.hub");
    const struct {
        int error;
        enum bundle_reason reason;
    } cases[] = {{EIO, BUNDLE_UNREADABLE}, {ENODEV, BUNDLE_PULLED}, {ENXIO, BUNDLE_PULLED},
        {ENOMEDIUM, BUNDLE_PULLED}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int after = 1; after < 4; after++) {
            memset(&fault, 0, sizeof fault);
            fault.fail_after = after;
            fault.fail_errno = cases[i].error;
            assert_refused(machine, cases[i].reason);
        }
        memset(&fault, 0, sizeof fault);
        fault.fail_heads = true;
        fault.fail_errno = cases[i].error;
        assert_refused(machine, cases[i].reason);
    }
    memset(&fault, 0, sizeof fault);
    assert_installed(machine);
}

static void
no_stick_is_unreadable(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    assert_int_equal(rmdir(folder_path(&machine->folder, "stick", path)), 0);
    assert_refused(machine, BUNDLE_UNREADABLE);
}

static void
a_folder_for_results_is_noticed(void **state)
{
    struct machine *machine = *state;
    char path[INSTALL_PATH_MAX];
    folder_path(&machine->folder, "stick", path);
    folder_make(&machine->folder, "stick/hub");
    assert_true(install_stick(&machine->folder.dirs, &machine->hub, path, true, &machine->status));
    assert_int_equal(machine->status.phase, INSTALL_REFUSED);
    folder_make(&machine->folder, "stick/hub/out");
    assert_true(install_stick(&machine->folder.dirs, &machine->hub, path, true, &machine->status));
    assert_int_equal(machine->status.phase, INSTALL_WRITING);
    assert_int_equal(machine->status.result, INSTALL_REFUSED);
    assert_int_equal(machine_insert(machine), INSTALL_REFUSED); // when nobody will write it
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(an_empty_stick_has_none),
        IN_MACHINE(the_highest_wins_wherever_it_lies),
        IN_MACHINE(each_bad_one_is_told_apart),
        IN_MACHINE(one_good_among_twenty_bad),
        IN_MACHINE(both_sides_are_named),
        IN_MACHINE(litter_of_other_systems_is_passed_over),
        IN_MACHINE(any_name_will_do),
        IN_MACHINE(links_pipes_and_devices_are_not_opened),
        IN_MACHINE(two_terabytes_of_nothing_are_damage),
        IN_MACHINE(a_million_photographs_are_not_read),
        IN_MACHINE(only_so_many_bundles_are_looked_at),
        IN_MACHINE(a_folder_that_cannot_be_read_is_told),
        IN_MACHINE(no_stick_is_unreadable),
        IN_MACHINE(a_folder_for_results_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
