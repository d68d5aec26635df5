// links: installer
// Power cuts while content is installed. usage: crash_activation VARIANT [SEED]
// 200 states, with HUB_LONG=1 10,000.
//
// install             the real thing: 0 states without content, 0 that lost what was promised
// no-fsync            the controls: the same code whose fsync does nothing,
// no-folder-fsync     nothing for folders,
// in-place            or content overwritten where it stands. They must fail, or the harness is blind.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bundle/judge.h"
#include "crash/replay.h"
#include "install/install.h"

enum {
    INSTALLS = 12,
    PAYLOAD_BYTES = 300 * 1000,
    STATES = 200,
    STATES_LONG = 10000,
    EXIT_SKIPPED = 77,
};

enum variant { WHOLE, NO_FSYNC, NO_FOLDER_FSYNC, IN_PLACE };
static const char *const VARIANTS[] = {"install", "no-fsync", "no-folder-fsync", "in-place"};
static const int LEAST_BAD_PERCENT[] = {0, 20, 20, 10};

static enum variant variant; // wrapped calls get no pointer of ours

struct machine {
    struct make *make;
    struct bundle_anchor anchor;
    struct install_dirs dirs;
};

// The calls whose absence is the control -------------------------------------------------------------

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_fdatasync(int fd);
int __wrap_fdatasync(int fd);

// ext4 writes its whole journal at the fsync of any file, folders included: the last one of an install,
// of the audit ring, would make up for what was left out before.
static bool
is_audit(int fd)
{
    char link[64];
    char path[INSTALL_PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t len = readlink(link, path, sizeof path - 1);
    path[len > 0 ? len : 0] = '\0';
    return strstr(path, "/audit") != NULL;
}

static bool
skipped(int fd)
{
    struct stat st;
    bool folder = variant == NO_FOLDER_FSYNC && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
    return variant == NO_FSYNC || folder || (variant == NO_FOLDER_FSYNC && is_audit(fd));
}

int
__wrap_fsync(int fd)
{
    return skipped(fd) ? 0 : __real_fsync(fd);
}

int
__wrap_fdatasync(int fd)
{
    return skipped(fd) ? 0 : __real_fdatasync(fd);
}

// The machine -----------------------------------------------------------------------------------------

static bool
failed(const struct err *err)
{
    printf("%s\n", err->text);
    return false;
}

// Folders on the disk that is cut; the status does not outlive the machine and stays outside.
static bool
find_folders(struct machine *machine, const char *folder)
{
    struct err err = {0};
    char data[128];
    snprintf(data, sizeof data, "%s/data", folder);
    // No content of the factory: what is lost cannot hide behind it.
    return install_dirs_of(data, "/tmp", "/nonexistent", &machine->dirs, &err) || failed(&err);
}

static bool
make_folders(const struct machine *machine, const char *folder)
{
    char path[INSTALL_PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/data", folder);
    bool made = mkdir(path, 0755) == 0 && mkdir(machine->dirs.bundles, 0755) == 0 &&
                mkdir(machine->dirs.state, 0755) == 0;
    snprintf(path, sizeof path, "%s/incoming", machine->dirs.bundles);
    return made && mkdir(path, 0755) == 0;
}

// Bundle n: its sequence number, and bytes that no other bundle has.
static struct make_file
make_bundle(struct machine *machine, int n)
{
    unsigned char *bytes = make_bytes(PAYLOAD_BYTES);
    for (int i = 0; i < PAYLOAD_BYTES; i += 100) {
        bytes[i] = (unsigned char)n;
    }
    make_payload(machine->make, bytes, PAYLOAD_BYTES);
    machine->make->manifest.seq = n;
    return make_file(machine->make);
}

static bool
write_file(const char *path, const struct make_file *file)
{
    FILE *out = fopen(path, "we");
    bool written = out && fwrite(file->bytes, 1, file->len, out) == file->len && fflush(out) == 0 &&
                   fsync(fileno(out)) == 0;
    if (out) {
        fclose(out);
    }
    return written;
}

// What follows the copy from the stick: the checked part becomes current.
static bool
activate(struct machine *machine, const struct make_file *file, int n)
{
    char path[INSTALL_PATH_MAX + 128];
    char hex[65];
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_FINE;
    struct bundle_head *head = calloc(1, sizeof *head);
    int fd = make_fd(file->bytes, file->len);
    bool read = head && bundle_head_read(fd, &machine->anchor, head, &reason, &err);
    close(fd);
    if (!read) {
        free(head);
        return failed(&err);
    }
    bundle_hex(head->id.bytes, hex);
    snprintf(path, sizeof path, "%s/incoming/%s.part", machine->dirs.bundles, hex);
    struct install_accepted accepted = {.network = "gt", .floor_day = MAKE_TODAY};
    accepted.hub.epoch = head->manifest.epoch;
    accepted.hub.seq = n;
    accepted.hub.id = head->id;
    bool done = write_file(path, file) && install_activate(&machine->dirs, head, &accepted, &err);
    bundle_head_free(head);
    free(head);
    return done || failed(&err);
}

static bool
install(struct machine *machine, int n)
{
    struct make_file file = make_bundle(machine, n);
    bool done = activate(machine, &file, n);
    free(file.bytes);
    return done;
}

static bool
overwrite(struct machine *machine, int n)
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    if (!install_path(&machine->dirs, INSTALL_CURRENT, path, &err)) {
        return failed(&err);
    }
    struct make_file file = make_bundle(machine, n);
    FILE *out = fopen(path, "r+e");
    bool done = out && fwrite(file.bytes, 1, file.len, out) == file.len && fflush(out) == 0 &&
                fsync(fileno(out)) == 0;
    if (out) {
        fclose(out);
    }
    free(file.bytes);
    return done;
}

// Prepared, worked on, judged ---------------------------------------------------------------------------

static bool
prepare(void *context, const char *folder)
{
    struct machine *machine = context;
    return find_folders(machine, folder) && make_folders(machine, folder) && install(machine, 1);
}

static bool
work(void *context, const char *folder, void (*say)(void *disk, int n), void *disk)
{
    (void)folder;
    say(disk, 1);
    for (int n = 2; n <= INSTALLS; n++) {
        if (!(variant == IN_PLACE ? overwrite(context, n) : install(context, n))) {
            return false;
        }
        say(disk, n);
    }
    return true;
}

// Sequence number of a source's content, whole to its last byte; 0 = not usable.
static int
usable(const struct machine *machine, enum install_source source)
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    enum bundle_reason reason = BUNDLE_FINE;
    struct bundle *bundle = NULL;
    if (!install_path(&machine->dirs, source, path, &err) ||
        !bundle_open(path, &machine->anchor, &bundle, &reason, &err)) {
        return 0;
    }
    const struct bundle_head *head = bundle_head_of(bundle);
    FILE *file = fopen(path, "re");
    int n = file && judge_chunks(fileno(file), head) ? (int)head->manifest.seq : 0;
    if (file) {
        fclose(file);
    }
    bundle_close(bundle);
    return n;
}

// As the kiosk does: current, else previous. What was accepted counts too: it keeps older content out.
static enum replay_verdict
judge_state(void *context, const char *folder, int said)
{
    struct machine *machine = context;
    struct install_accepted accepted = {0};
    struct err err = {0};
    (void)folder;
    int n = usable(machine, INSTALL_CURRENT);
    if (n == 0) {
        n = usable(machine, INSTALL_PREVIOUS);
    }
    if (n == 0) {
        return REPLAY_UNUSABLE;
    }
    bool remembered =
        variant == IN_PLACE ||
        (install_accepted_read(&machine->dirs, &accepted, &err) && accepted.hub.seq >= said);
    return n >= said && remembered ? REPLAY_KEPT : REPLAY_LOST;
}

static bool
as_expected(const struct replay_result *result)
{
    int bad = result->lost + result->unusable;
    int percent = result->states > 0 ? 100 * bad / result->states : 0;
    if (variant == WHOLE) {
        return bad == 0 && result->states > 0;
    }
    return percent >= LEAST_BAD_PERCENT[variant];
}

int
main(int argc, char **argv)
{
    static struct machine machine; // a chain is large for a stack
    struct replay_result result;
    bool possible = false;
    for (int i = WHOLE; argc > 1 && i <= IN_PLACE; i++) {
        variant = strcmp(argv[1], VARIANTS[i]) == 0 ? (enum variant)i : variant;
    }
    if (argc < 2 || strcmp(argv[1], VARIANTS[variant]) != 0) {
        fprintf(
            stderr, "usage: crash_activation install|no-fsync|no-folder-fsync|in-place [SEED]\n");
        return 2;
    }
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261128;
    int states = getenv("HUB_LONG") ? STATES_LONG : STATES;
    machine.make = make_begin();
    machine.anchor = make_anchor(machine.make);
    const struct replay_program program = {
        .context = &machine, .prepare = prepare, .work = work, .judge = judge_state};
    bool ran = replay(&program, states, seed, &result, &possible);
    make_free(machine.make);
    if (!possible) {
        printf("skipped\n");
        return EXIT_SKIPPED;
    }
    printf("%s, seed %" PRIu64
           ": %d states of %d events (%d flushes, %d promises): %d lost, %d unusable; "
           "%d needed e2fsck, %d of them in vain\n",
        argv[1], seed, result.states, result.events, result.flushes, result.said, result.lost,
        result.unusable, result.repaired, result.unmountable);
    return ran && as_expected(&result) ? 0 : 1;
}
