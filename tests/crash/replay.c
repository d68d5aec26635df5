#include "replay.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"
#include "loop.h"

static const char GROUP[] = "2048"; // blocks: the disk has four groups, so copies of its superblock

// splitmix64 (Steele, Lea, Flood 2014): the same states from the same seed everywhere.
static uint64_t
next(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

struct bench {
    const struct replay_program *program;
    struct replay_result *result;
    struct disk disk;
    char folder[64];       // where file systems are mounted
    unsigned char *stable; // the disk as flushed before the cut
    int applied;           // events that are in it
    unsigned char *image;  // the disk after the cut
    int image_file;
};

// Working ---------------------------------------------------------------------------------------------

static void
say(void *disk, int n)
{
    disk_say(disk, n);
}

static bool
make_file_system(const char *path)
{
    const char *const make[] = {"mkfs.ext4", "-q", "-F", "-b", "4096", "-g", GROUP, "-E",
        "lazy_itable_init=0,lazy_journal_init=0", path, NULL};
    return loop_run(make) == 0;
}

static bool
work(struct bench *bench)
{
    const struct replay_program *program = bench->program;
    bool prepared = program->prepare(program->context, bench->folder);
    int folder = open(bench->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = folder >= 0 && syncfs(folder) == 0;
    if (folder >= 0) {
        close(folder);
    }
    return prepared && synced && program->work(program->context, bench->folder, say, &bench->disk);
}

// The program's own run, on the disk that writes down.
static bool
record(struct bench *bench, bool *possible)
{
    char device[32];
    int file = open(bench->disk.path, O_RDWR | O_CLOEXEC);
    *possible = make_file_system(bench->disk.path);
    int loop = *possible && file >= 0 ? loop_attach(file, device) : -1;
    *possible = loop >= 0 && loop_mount(device, bench->folder);
    bool worked = *possible && work(bench);
    if (*possible) {
        loop_unmount(bench->folder);
    }
    if (loop >= 0) {
        close(loop);
    }
    if (file >= 0) {
        close(file);
    }
    if (!*possible) {
        printf("no mkfs.ext4, loop device or ext4 here\n");
    } else if (!worked || bench->disk.log->full) {
        printf("the program itself failed, or it wrote too much\n");
    }
    return worked && !bench->disk.log->full;
}

// Cutting ---------------------------------------------------------------------------------------------

static void
apply(unsigned char *bytes, const struct disk_log *log, const struct disk_event *event)
{
    if (event->kind == DISK_WRITE) {
        memcpy(bytes + event->offset, log->data + event->data, event->len);
    }
}

static void
apply_part(unsigned char *bytes, const struct disk_log *log, const struct disk_event *event,
    uint64_t keep, uint64_t *random)
{
    for (size_t at = 0; event->kind == DISK_WRITE && at < event->len; at += DISK_SECTOR) {
        if (next(random) % 10 < keep) {
            memcpy(bytes + event->offset + at, log->data + event->data + at, DISK_SECTOR);
        }
    }
}

// The disk after a cut just before event `cut`; cuts come in rising order.
static void
make_state(struct bench *bench, int cut, uint64_t *random)
{
    static const uint64_t KEEP_TENTHS[] = {0, 5, 9};
    const struct disk_log *log = bench->disk.log;
    int flush = cut;
    while (flush > 0 && log->events[flush - 1].kind != DISK_FLUSH) {
        flush--;
    }
    for (; bench->applied < flush; bench->applied++) {
        apply(bench->stable, log, &log->events[bench->applied]);
    }
    memcpy(bench->image, bench->stable, DISK_BYTES);
    uint64_t keep = KEEP_TENTHS[next(random) % 3];
    for (int i = flush; i < cut; i++) {
        apply_part(bench->image, log, &log->events[i], keep, random);
    }
}

static int
said_before(const struct disk_log *log, int cut)
{
    while (cut > 0 && log->events[cut - 1].kind != DISK_SAID) {
        cut--;
    }
    return cut > 0 ? log->events[cut - 1].said : 0;
}

// A superblock half written is mended from its copy, which every group of blocks but the first may have. On
// a partition of more than 128 MiB e2fsck knows where; here it has to be told.
static bool
repair(const struct bench *bench)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)getpid(), bench->image_file);
    const char *const check[] = {"e2fsck", "-fy", path, NULL};
    const char *const from_copy[] = {"e2fsck", "-fy", "-b", GROUP, "-B", "4096", path, NULL};
    return loop_run(check) <= 2 || loop_run(from_copy) <= 2;
}

// What a boot finds: recovers the journal, repairs if that is not enough, looks.
static enum replay_verdict
boot(struct bench *bench, int said, bool repaired)
{
    char device[32];
    enum replay_verdict verdict = REPLAY_UNUSABLE;
    // A fresh loop device each time: the old one would answer from its cache.
    int loop = loop_attach(bench->image_file, device);
    bool mounted = loop >= 0 && loop_mount(device, bench->folder);
    if (mounted) {
        verdict = bench->program->judge(bench->program->context, bench->folder, said);
        loop_unmount(bench->folder);
    }
    if (loop >= 0) {
        close(loop);
    }
    if (mounted || repaired) {
        bench->result->unmountable += !mounted;
        return verdict;
    }
    bench->result->repaired++;
    return repair(bench) ? boot(bench, said, true) : REPLAY_UNUSABLE;
}

static int
compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a;
    int y = *(const int *)b;
    return (x > y) - (x < y);
}

static void
count(struct bench *bench, int *first)
{
    const struct disk_log *log = bench->disk.log;
    *first = log->count;
    for (int i = 0; i < log->count; i++) {
        bench->result->flushes += log->events[i].kind == DISK_FLUSH;
        bench->result->said += log->events[i].kind == DISK_SAID;
        bench->result->bytes += *first < i ? (int64_t)log->events[i].len : 0;
        if (log->events[i].kind == DISK_SAID && *first == log->count) {
            *first = i;
        }
    }
    bench->result->events = log->count;
}

// Anywhere after the first promise; every second cut before the flush that follows the nearest promise
// behind it, where a promise not kept is lost.
static int
choose_cut(const struct disk_log *log, int first, bool soon, uint64_t *random)
{
    int cut = first + 1 + (int)(next(random) % (uint64_t)(log->count - first));
    if (!soon) {
        return cut;
    }
    while (log->events[cut - 1].kind != DISK_SAID) {
        cut--;
    }
    int flush = cut;
    while (flush < log->count && log->events[flush].kind != DISK_FLUSH) {
        flush++;
    }
    return cut + (int)(next(random) % (uint64_t)(flush - cut + 1));
}

static void
cut_everywhere(struct bench *bench, int states, uint64_t seed)
{
    int first = 0;
    int *cuts = calloc((size_t)states, sizeof *cuts);
    count(bench, &first);
    int range = bench->disk.log->count - first;
    for (int i = 0; cuts && range > 0 && i < states; i++) {
        cuts[i] = choose_cut(bench->disk.log, first, i % 2 != 0, &seed);
    }
    if (cuts && range > 0) {
        qsort(cuts, (size_t)states, sizeof *cuts, compare_ints);
    }
    for (int i = 0; cuts && range > 0 && i < states; i++) {
        make_state(bench, cuts[i], &seed);
        enum replay_verdict verdict = boot(bench, said_before(bench->disk.log, cuts[i]), false);
        bench->result->states++;
        bench->result->lost += verdict == REPLAY_LOST;
        bench->result->unusable += verdict == REPLAY_UNUSABLE;
    }
    free(cuts);
}

// Set-up ----------------------------------------------------------------------------------------------

static bool
set_up(struct bench *bench)
{
    if (geteuid() != 0 || unshare(CLONE_NEWNS) != 0 ||
        mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        printf("needs root\n");
        return false;
    }
    snprintf(bench->folder, sizeof bench->folder, "/tmp/hub-crash-XXXXXX");
    bench->image_file = memfd_create("image", MFD_CLOEXEC);
    bench->stable = calloc(1, DISK_BYTES);
    if (!mkdtemp(bench->folder) || bench->image_file < 0 || !bench->stable ||
        ftruncate(bench->image_file, DISK_BYTES) != 0) {
        printf("no memory or temporary folder\n");
        return false;
    }
    bench->image = mmap(NULL, DISK_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, bench->image_file, 0);
    return bench->image != MAP_FAILED;
}

bool
replay(const struct replay_program *program, int states, uint64_t seed,
    struct replay_result *result, bool *possible)
{
    struct bench bench = {.program = program, .result = result, .image_file = -1};
    *result = (struct replay_result){0};
    *possible = set_up(&bench) && disk_begin(&bench.disk);
    if (!*possible) {
        return false;
    }
    bool worked = record(&bench, possible);
    if (worked) {
        cut_everywhere(&bench, states, seed);
    }
    disk_end(&bench.disk);
    munmap(bench.image, DISK_BYTES);
    close(bench.image_file);
    rmdir(bench.folder);
    free(bench.stable);
    return worked;
}
