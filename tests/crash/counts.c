// links: counts
// Power cuts while the kiosk counts. usage: crash_counts VARIANT [SEED [STATES]]
// 200 states, with HUB_LONG=1 10,000.
//
// counts        the real thing: 0 states damaged, 0 in which what a flush promised is lost or doubled, 0 in which
//               a week is half closed
// no-fsync      the controls: the same code whose fdatasync and fsync do nothing,
// delete        that deletes its journal as SQLite does unless told otherwise, and does not sync the folder,
// off           that has no journal. They must fail, or the harness is blind.
#include <inttypes.h>

#include "counts/box.h"
#include "crash/replay.h"

enum {
    FLUSHES = 60,
    PER_WEEK = 15, // flushes, then a week ends
    STATES = 200,
    STATES_LONG = 10000,
    FLUSHES_DAY = 24 * 4,
    DAY_BYTES_MAX = 10 * 1000 * 1000, // that a day may write to the card
    EXIT_SKIPPED = 77,
};

enum variant { WHOLE, NO_FSYNC, DELETE, OFF };
static const char *const VARIANTS[] = {"counts", "no-fsync", "delete", "off"};
static const int LEAST_BAD_PERCENT[] = {0, 20, 10, 20};

static enum variant variant; // wrapped calls get no pointer of ours

int __real_fsync(int fd);
int __wrap_fsync(int fd);
int __real_fdatasync(int fd);
int __wrap_fdatasync(int fd);

int
__wrap_fsync(int fd)
{
    return variant == NO_FSYNC ? 0 : __real_fsync(fd);
}

int
__wrap_fdatasync(int fd)
{
    return variant == NO_FSYNC || variant == OFF ? 0 : __real_fdatasync(fd);
}

bool __real_db_wipe_kept(const char *path, struct err *err);
bool __wrap_db_wipe_kept(const char *path, struct err *err);

// A journal that goes is not overwritten.
bool
__wrap_db_wipe_kept(const char *path, struct err *err)
{
    return variant == DELETE || __real_db_wipe_kept(path, err);
}

// SQLite is a library of its own, whose calls are not ours to wrap.
static const char *
pragma_of(enum variant of)
{
    return of == NO_FSYNC ? "PRAGMA synchronous=OFF"
           : of == DELETE ? "PRAGMA locking_mode=NORMAL; PRAGMA journal_mode=DELETE; "
                            "UPDATE state SET n = n"
           : of == OFF    ? "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF"
                          : "PRAGMA user_version";
}

static bool
open_box(struct box *box, const char *folder)
{
    struct err err = {0};
    snprintf(box->folder, sizeof box->folder, "%.60s", folder);
    box_open(box);
    return counts_kept(box->counts) && db_exec(box->counts->file.db, pragma_of(variant), &err);
}

static bool
prepare(void *context, const char *folder)
{
    struct box *box = context;
    box->rules.epsilon_num = 0; // numbers that can be foretold
    box->rules.threshold = 1;
    return open_box(box, folder);
}

// After flush n: n visits of every week, and of them so many in its language and topic.
static bool
work(void *context, const char *folder, void (*say)(void *disk, int n), void *disk)
{
    struct box *box = context;
    struct err err = {0};
    (void)folder;
    for (int n = 1; n <= FLUSHES; n++) {
        box_visit(box, n % 2 ? "visit lang:ht topic:work" : "visit lang:es topic:gbv");
        if (n % PER_WEEK == 0) {
            box_wait(box, 7); // what is pending is of the week that ends
        }
        if (!counts_flush(box->counts, &err)) {
            printf("flush %d: %s\n", n, err.text);
            return false;
        }
        say(disk, n);
    }
    box_close(box);
    return true;
}

// Sum of a cell over all weeks or months.
static int
sum(const struct box *box, const char *name)
{
    static struct record_cell cells[COUNTS_CELLS_MAX];
    int all = 0;
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        bool open = box->counts->book.heads[row].state == PERIOD_OPEN;
        int count = open ? 0 : counts_values(box->counts, row, cells);
        for (int i = 0; i < count; i++) {
            all += strcmp(cells[i].name, name) == 0 ? (int)cells[i].least : 0;
        }
    }
    const struct book *book = &box->counts->book;
    const struct period *open[] = {&book->week, &book->month};
    for (int i = 0; i < book->names_count; i++) {
        for (int k = 0; k < 2 && strcmp(book->names[i], name) == 0; k++) {
            all += open[k]->cells[i].least != SPAN_NONE ? (int)open[k]->cells[i].least : 0;
        }
    }
    return all;
}

// Every flush whole or not at all: the parts of the last one agree with each other.
static enum replay_verdict
look(struct box *box, int said)
{
    int visits = sum(box, "visit");
    int odd = (visits + 1) / 2;
    bool whole = sum(box, "lang:ht") == odd && sum(box, "topic:work") == odd &&
                 sum(box, "lang:es") == visits - odd && sum(box, "topic:gbv") == visits - odd;
    int weeks = 0;
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        const struct head *head = &box->counts->book.heads[row];
        weeks += head->state == PERIOD_CLOSED && head->period.kind == RECORD_WEEK;
    }
    whole = whole && visits <= FLUSHES && weeks == visits / PER_WEEK;
    return !whole ? REPLAY_UNUSABLE : visits < said ? REPLAY_LOST : REPLAY_KEPT;
}

// The kiosk's own start: recovery, wiping, reading; what it had to put aside is lost.
static enum replay_verdict
judge(void *context, const char *folder, int said)
{
    struct box *box = context;
    char aside[96];
    struct box machine = {.clock = box->clock, .rules = box->rules};
    snprintf(machine.folder, sizeof machine.folder, "%.60s", folder);
    machine.clock.fake_wall_s = BOX_MONDAY; // no week ends by looking
    machine.counts = counts_open(folder, "gt", "ventanilla-1", &machine.clock);
    snprintf(aside, sizeof aside, "%.60s/counts.damaged", folder);
    bool kept = counts_kept(machine.counts) && access(aside, F_OK) != 0;
    enum replay_verdict verdict = kept ? look(&machine, said) : REPLAY_UNUSABLE;
    counts_close(machine.counts);
    return verdict;
}

// A flush costs the same whether 200 visits came that day or none.
static int64_t
day_bytes(const struct replay_result *result)
{
    return result->said > 1 ? result->bytes * FLUSHES_DAY / (result->said - 1) : 0;
}

static bool
as_expected(const struct replay_result *result)
{
    int bad = result->lost + result->unusable;
    int percent = result->states > 0 ? 100 * bad / result->states : 0;
    if (variant == WHOLE) {
        return bad == 0 && result->states > 0 && day_bytes(result) <= DAY_BYTES_MAX;
    }
    return percent >= LEAST_BAD_PERCENT[variant];
}

int
main(int argc, char **argv)
{
    static struct box box;
    struct replay_result result;
    bool possible = false;
    for (int i = WHOLE; argc > 1 && i <= OFF; i++) {
        variant = strcmp(argv[1], VARIANTS[i]) == 0 ? (enum variant)i : variant;
    }
    if (argc < 2 || strcmp(argv[1], VARIANTS[variant]) != 0) {
        fprintf(stderr, "usage: crash_counts counts|no-fsync|delete|off [SEED [STATES]]\n");
        return 2;
    }
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20261128;
    int states = argc > 3             ? (int)strtol(argv[3], NULL, 10)
                 : getenv("HUB_LONG") ? STATES_LONG
                                      : STATES;
    box_begin(&box);
    rmdir(box.folder);
    const struct replay_program program = {
        .context = &box, .prepare = prepare, .work = work, .judge = judge};
    bool ran = replay(&program, states, seed, &result, &possible);
    if (!possible) {
        printf("skipped\n");
        return EXIT_SKIPPED;
    }
    printf("%s, seed %" PRIu64 ": %d states of %d events (%d flushes of the disk, %d promises): "
           "%d lost, %d damaged; %d needed e2fsck\n",
        argv[1], seed, result.states, result.events, result.flushes, result.said, result.lost,
        result.unusable, result.repaired);
    printf(
        "written to the disk in 24 hours of uptime: %" PRIi64 " kB\n", day_bytes(&result) / 1000);
    return ran && as_expected(&result) ? 0 : 1;
}
