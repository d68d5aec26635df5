// links: installer
// Power cuts while content is installed. usage: crash_activation VARIANT [SEED [STATES]]
// 200 states, with HUB_LONG=1 10,000.
//
// install             the real thing: 0 states without content, 0 that lost what was promised
// no-fsync            the controls: the same code whose fsync does nothing,
// no-folder-fsync     nothing for folders,
// in-place            or content overwritten where it stands. They must fail, or the harness is blind.
#include <inttypes.h>
#include <sys/statvfs.h>

#include "bundle/judge.h"
#include "crash/replay.h"
#include "install/stick.h"

enum {
    INSTALLS = 12,
    AGAIN_EVERY = 5, // states in which the machine is also asked to take content once more
    STATES = 200,
    STATES_LONG = 10000,
    EXIT_SKIPPED = 77,
};

enum variant { WHOLE, NO_FSYNC, NO_FOLDER_FSYNC, IN_PLACE };
static const char *const VARIANTS[] = {"install", "no-fsync", "no-folder-fsync", "in-place"};
static const int LEAST_BAD_PERCENT[] = {0, 20, 20, 10};

static enum variant variant; // wrapped calls get no pointer of ours

struct hub {
    struct machine machine;
    int judged;
};

// The calls whose absence is the control -------------------------------------------------------------

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_fdatasync(int fd);
int __wrap_fdatasync(int fd);
int __real_statvfs(const char *path, struct statvfs *fs);
int __wrap_statvfs(const char *path, struct statvfs *fs);

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

// The disk is as small as the number of states asks for; room is not the question here.
int
__wrap_statvfs(const char *path, struct statvfs *fs)
{
    int status = __real_statvfs(path, fs);
    fs->f_bavail += (fsblkcnt_t)2 * INSTALL_SPARE_BYTES / fs->f_frsize;
    return status;
}

// The machine -----------------------------------------------------------------------------------------

// Bundles and state on the disk that is cut; the stick and the status, which does not outlive the
// machine's run, stay outside.
static bool
find_folders(struct machine *machine, const char *folder)
{
    struct err err = {0};
    char data[128];
    char run[128];
    snprintf(data, sizeof data, "%s/data", folder);
    snprintf(run, sizeof run, "%s/run", machine->folder.root);
    // No content of the factory: what is lost cannot hide behind it.
    return mkdir(data, 0755) == 0 &&
           install_dirs_of(data, run, "/nonexistent", &machine->folder.dirs, &err) &&
           mkdir(machine->folder.dirs.bundles, 0755) == 0 &&
           mkdir(machine->folder.dirs.state, 0755) == 0;
}

// Content n: its sequence number, and bytes that no other has.
static void
make_content(struct machine *machine, int n)
{
    char version[16];
    snprintf(version, sizeof version, "%d", n);
    machine_content(machine, version, 1);
    machine->make->manifest.seq = n;
}

// From the stick to the last word on the screen, as hub-usb does it.
static bool
install(struct machine *machine, int n)
{
    char path[INSTALL_PATH_MAX];
    make_content(machine, n);
    machine_put(machine, "stick/content.hub");
    folder_path(&machine->folder, "stick", path);
    bool told = install_stick(&machine->folder.dirs, &machine->hub, path, false, &machine->status);
    if (!told || machine->status.phase != INSTALL_DONE) {
        printf("content %d was refused: %d\n", n, (int)machine->status.reason);
    }
    return told && machine->status.phase == INSTALL_DONE;
}

static bool
overwrite(struct machine *machine, int n)
{
    char path[INSTALL_PATH_MAX];
    struct err err = {0};
    if (!install_path(&machine->folder.dirs, INSTALL_CURRENT, path, &err)) {
        return false;
    }
    make_content(machine, n);
    struct make_file file = make_file(machine->make);
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
    struct machine *machine = &((struct hub *)context)->machine;
    struct err err = {0};
    int lock = -1; // makes the folders that are missing
    return find_folders(machine, folder) && install_lock(&machine->folder.dirs, &lock, &err) &&
           close(lock) == 0 && install(machine, 1);
}

static bool
work(void *context, const char *folder, void (*say)(void *disk, int n), void *disk)
{
    struct machine *machine = &((struct hub *)context)->machine;
    (void)folder;
    say(disk, 1);
    for (int n = 2; n <= INSTALLS; n++) {
        if (!(variant == IN_PLACE ? overwrite(machine, n) : install(machine, n))) {
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
    if (!install_path(&machine->folder.dirs, source, path, &err) ||
        !bundle_open(path, &machine->hub.anchor, &bundle, &reason, &err)) {
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

// The stick is put in once more: a machine that cannot take content any more is no use either.
static bool
takes_the_last(struct machine *machine)
{
    char path[INSTALL_PATH_MAX];
    struct install_status status;
    folder_path(&machine->folder, "stick", path);
    return install_stick(&machine->folder.dirs, &machine->hub, path, false, &status) &&
           (status.phase == INSTALL_DONE || status.phase == INSTALL_SAME) &&
           usable(machine, INSTALL_CURRENT) == INSTALLS;
}

// As the kiosk does: current, else previous. What was accepted counts too: it keeps older content out.
static enum replay_verdict
judge_state(void *context, const char *folder, int said)
{
    struct hub *hub = context;
    struct machine *machine = &hub->machine;
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
        (install_accepted_read(&machine->folder.dirs, &accepted, &err) && accepted.hub.seq >= said);
    if (n < said || !remembered) {
        return REPLAY_LOST;
    }
    bool again = variant == WHOLE && hub->judged++ % AGAIN_EVERY == 0;
    return !again || takes_the_last(machine) ? REPLAY_KEPT : REPLAY_UNUSABLE;
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
    static struct hub hub; // large for a stack
    struct replay_result result;
    bool possible = false;
    for (int i = WHOLE; argc > 1 && i <= IN_PLACE; i++) {
        variant = strcmp(argv[1], VARIANTS[i]) == 0 ? (enum variant)i : variant;
    }
    if (argc < 2 || strcmp(argv[1], VARIANTS[variant]) != 0) {
        fprintf(stderr, "usage: crash_activation install|no-fsync|no-folder-fsync|in-place [SEED "
                        "[STATES]]\n");
        return 2;
    }
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261128;
    int states = argc > 3             ? (int)strtol(argv[3], NULL, 10)
                 : getenv("HUB_LONG") ? STATES_LONG
                                      : STATES;
    machine_begin(&hub.machine);
    const struct replay_program program = {
        .context = &hub, .prepare = prepare, .work = work, .judge = judge_state};
    bool ran = replay(&program, states, seed, &result, &possible);
    machine_end(&hub.machine);
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
