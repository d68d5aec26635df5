// What somebody who images the card can read: 50 flushes on an ext4 file system, each with another number of
// visits; then every state of the open week is searched for in the raw image, byte by byte.
// usage: crash_carve VARIANT
//
// counts   the real thing: one snapshot is there, the present one
// closed   likewise, and then the week ends: none is there
// wal      the controls, on the same rows: a write-ahead log,
// delete   a journal that is deleted after each flush,
// rename   a new file renamed over the old. They must leave many, or the search is blind.
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>

#include "counts/box.h"
#include "crash/loop.h"

enum { SNAPSHOTS = 50, IMAGE_BYTES = 32 * 1024 * 1024, EXIT_SKIPPED = 77 };

enum variant { WHOLE, CLOSED, WAL, DELETE, RENAME };
static const char *const VARIANTS[] = {"counts", "closed", "wal", "delete", "rename"};
enum { LEAST_FOUND = 20 };

static enum variant variant; // the wrapped call gets no pointer of ours

bool __real_db_wipe_kept(const char *path, struct err *err);
bool __wrap_db_wipe_kept(const char *path, struct err *err);

bool
__wrap_db_wipe_kept(const char *path, struct err *err)
{
    return variant > CLOSED || __real_db_wipe_kept(path, err);
}

// The cells of the open week at a flush, as they stand in the row: what is searched for.
struct snapshot {
    unsigned char cells[3 * PERIOD_CELL_BYTES];
};

struct bench {
    struct box box;
    struct snapshot snapshots[SNAPSHOTS];
    int file; // of the image
    char folder[64];
};

static const char *
pragma_of(void)
{
    return variant == WAL      ? "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0"
           : variant == DELETE ? "PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=DELETE; "
                                 "UPDATE state SET n = n"
                               : "PRAGMA user_version";
}

static void
take_snapshot(struct bench *bench, int n)
{
    unsigned char data[PERIOD_BYTES];
    period_encode(&bench->box.counts->book.week, data);
    // visit, lang:es, lang:ht: the first three names
    memcpy(bench->snapshots[n].cells, data + PERIOD_HEAD_BYTES, sizeof bench->snapshots[n].cells);
}

// As many a program keeps its numbers: one small file, written anew each time.
static bool
replace(const struct bench *bench)
{
    unsigned char data[PERIOD_BYTES];
    char path[96];
    struct err err = {0};
    period_encode(&bench->box.counts->book.week, data);
    snprintf(path, sizeof path, "%.60s/counts.json", bench->folder);
    return file_replace(path, data, sizeof data, &err);
}

// Numbers that nothing else on the disk is likely to be: 70,000 and on.
static bool
count(struct bench *bench)
{
    struct box *box = &bench->box;
    struct err err = {0};
    for (int n = 0; n < SNAPSHOTS; n++) {
        int visits = n == 0 ? 70000 : 101;
        for (int i = 0; i < visits; i++) {
            box_visit(box, i % 3 ? "visit lang:ht" : "visit lang:es");
        }
        if (!counts_flush(box->counts, &err)) {
            printf("%s\n", err.text);
            return false;
        }
        take_snapshot(bench, n);
        if (variant == RENAME && !replace(bench)) {
            return false;
        }
    }
    return true;
}

static bool
run(struct bench *bench)
{
    struct box *box = &bench->box;
    struct err err = {0};
    snprintf(box->folder, sizeof box->folder, "%.60s", bench->folder);
    box_open(box);
    bool ok = counts_kept(box->counts) && db_exec(box->counts->file.db, pragma_of(), &err) &&
              count(bench);
    if (ok && variant == CLOSED) {
        box_wait(box, 7);
        ok = counts_flush(box->counts, &err);
    }
    box_close(box);
    return ok;
}

static int
found(const struct bench *bench)
{
    int count = 0;
    void *image = mmap(NULL, IMAGE_BYTES, PROT_READ, MAP_SHARED, bench->file, 0);
    ASSERT(image != MAP_FAILED);
    for (int n = 0; n < SNAPSHOTS; n++) {
        const struct snapshot *snapshot = &bench->snapshots[n];
        bool there = memmem(image, IMAGE_BYTES, snapshot->cells, sizeof snapshot->cells) != NULL;
        count += there;
        if (n == SNAPSHOTS - 1 && !there && variant != CLOSED) {
            printf("not even the present one is there\n");
            count = -1;
        }
    }
    munmap(image, IMAGE_BYTES);
    return count;
}

static bool
set_up(struct bench *bench, char device[32], int *loop)
{
    snprintf(bench->folder, sizeof bench->folder, "/tmp/hub-carve-XXXXXX");
    bench->file = memfd_create("image", MFD_CLOEXEC);
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)getpid(), bench->file);
    const char *const make[] = {"mkfs.ext4", "-q", "-F", "-b", "4096", path, NULL};
    if (geteuid() != 0 || unshare(CLONE_NEWNS) != 0 ||
        mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 || !mkdtemp(bench->folder) ||
        bench->file < 0 || ftruncate(bench->file, IMAGE_BYTES) != 0 || loop_run(make) != 0) {
        return false;
    }
    *loop = loop_attach(bench->file, device);
    return *loop >= 0 && loop_mount(device, bench->folder);
}

int
main(int argc, char **argv)
{
    static struct bench bench;
    char device[32];
    int loop = -1;
    for (int i = WHOLE; argc > 1 && i <= RENAME; i++) {
        variant = strcmp(argv[1], VARIANTS[i]) == 0 ? (enum variant)i : variant;
    }
    if (argc < 2 || strcmp(argv[1], VARIANTS[variant]) != 0) {
        fprintf(stderr, "usage: crash_carve counts|closed|wal|delete|rename\n");
        return 2;
    }
    box_begin(&bench.box);
    rmdir(bench.box.folder);
    if (!set_up(&bench, device, &loop)) {
        printf("skipped: needs root, mkfs.ext4 and a loop device\n");
        return EXIT_SKIPPED;
    }
    bool ran = run(&bench);
    ran = loop_unmount(bench.folder) && ran;
    close(loop);
    rmdir(bench.folder);
    int count = ran ? found(&bench) : -1;
    printf("%s: %d of %d snapshots are in the image\n", argv[1], count, SNAPSHOTS);
    bool good = variant == WHOLE    ? count == 1
                : variant == CLOSED ? count == 0
                                    : count >= LEAST_FOUND;
    return good ? 0 : 1;
}
