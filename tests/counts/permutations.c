// Whatever order visitors came in, and in whatever quarter-hour: equal totals leave byte-identical files. 1,000
// orders of the visits of two days. The obvious way to count, a row per cell that is made at its first visit, goes
// through the same comparison and has to be caught.
#include "counts/box.h"

enum { ORDERS = 1000, VISITS = 60, FLUSHES = 8, KINDS = 12 };

static const char *const VISIT_KINDS[KINDS] = {"visit lang:ht topic:work referral:work qr",
    "visit lang:ht topic:documents", "visit lang:es topic:gbv referral:protection", "visit lang:es",
    "visit lang:other gap:ht help", "visit lang:other topic:health unmet:search",
    "visit lang:ht hotline topic:gbv", "visit lang:es audio topic:travel",
    "visit lang:es topic:health referral:health", "visit lang:ht unmet:work",
    "visit lang:ht topic:travel topic:work", "visit lang:es qr topic:documents"};

struct random {
    uint64_t state;
};

// splitmix64, as in tests/crash.
static uint32_t
next(struct random *random, uint32_t limit)
{
    random->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = random->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)((z ^ (z >> 31)) % limit);
}

// An order of the visits, and after how many of them each flush comes.
static void
shuffle(struct random *random, int order[VISITS], int cuts[VISITS + 1])
{
    memset(cuts, 0, sizeof *cuts * (VISITS + 1));
    for (int i = 0; i < VISITS; i++) {
        int j = (int)next(random, (uint32_t)i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (int i = 0; i < FLUSHES; i++) {
        cuts[next(random, VISITS + 1)]++;
    }
}

struct result {
    char *bytes[2];
    size_t len[2];
    struct timespec times[2];
};

static struct result
read_result(const struct box *box)
{
    struct result result = {0};
    const char *const paths[] = {box->file, box->journal};
    for (int i = 0; i < 2; i++) {
        struct stat st;
        if (stat(paths[i], &st) == 0) {
            result.bytes[i] = box_read(paths[i], &result.len[i]);
            result.times[i] = st.st_mtim;
        }
    }
    return result;
}

static bool
equal(const struct result *a, const struct result *b)
{
    bool same = true;
    for (int i = 0; i < 2; i++) {
        same = same && a->len[i] == b->len[i] && a->times[i].tv_sec == b->times[i].tv_sec &&
               a->times[i].tv_nsec == b->times[i].tv_nsec &&
               (a->len[i] == 0 || memcmp(a->bytes[i], b->bytes[i], a->len[i]) == 0);
    }
    return same;
}

static void
free_result(struct result *result)
{
    free(result->bytes[0]);
    free(result->bytes[1]);
}

static void
count_ours(struct box *box, const int order[VISITS], const int cuts[VISITS + 1])
{
    box_open(box);
    for (int i = 0; i <= VISITS; i++) {
        for (int c = 0; c < cuts[i]; c++) {
            clock_advance(&box->clock, COUNTS_FLUSH_MS);
            box_flush(box);
        }
        if (i < VISITS) {
            box_visit(box, VISIT_KINDS[order[i] % KINDS]);
        }
    }
    box_close(box);
}

// What everybody would write: INSERT ... ON CONFLICT DO UPDATE, committed at the same flushes.
static void
count_naively(struct box *box, const int order[VISITS], const int cuts[VISITS + 1])
{
    struct db *db = NULL;
    struct db_query *query = NULL;
    struct err err = {0};
    assert_true(db_open(box->file, DB_CREATE, &db, &err));
    assert_true(db_exec(db, "CREATE TABLE count(cell TEXT PRIMARY KEY, n INTEGER); BEGIN", &err));
    assert_true(db_prepare(db,
        "INSERT INTO count VALUES(?1, 1) ON CONFLICT(cell) DO UPDATE SET n = n + 1", &query, &err));
    for (int i = 0; i < VISITS; i++) {
        const char *names = VISIT_KINDS[order[i] % KINDS];
        while (*names) {
            char name[RECORD_CELL_MAX];
            size_t len = strcspn(names, " ");
            snprintf(name, sizeof name, "%.*s", (int)len, names);
            db_bind_text(query, 1, name);
            db_step(query);
            assert_false(db_failed(query, &err));
            names += len;
            names += *names == ' ';
        }
        if (cuts[i] > 0) {
            assert_true(db_exec(db, "COMMIT; BEGIN", &err));
        }
    }
    db_finish(query);
    assert_true(db_exec(db, "COMMIT", &err));
    db_close(db);
    const struct timespec times[2] = {{.tv_sec = DB_KEPT_TIME_S}, {.tv_sec = DB_KEPT_TIME_S}};
    assert_int_equal(utimensat(AT_FDCWD, box->file, times, 0), 0);
}

// How many of so many orders left other bytes than the first.
static int
differing(
    int orders, void (*count)(struct box *box, const int order[VISITS], const int cuts[VISITS + 1]))
{
    struct random random = {20261128};
    struct result first = {0};
    int differ = 0;
    for (int n = 0; n < orders; n++) {
        struct box box;
        int order[VISITS] = {0};
        int cuts[VISITS + 1];
        box_begin(&box);
        shuffle(&random, order, cuts);
        count(&box, order, cuts);
        struct result result = read_result(&box);
        box_end(&box);
        if (n == 0) {
            first = result;
        } else {
            differ += !equal(&first, &result);
            free_result(&result);
        }
    }
    free_result(&first);
    return differ;
}

static void
test_orders_leave_equal_bytes(void **state)
{
    (void)state;
    assert_int_equal(differing(ORDERS, count_ours), 0);
}

static void
test_sees_the_naive_way(void **state)
{
    enum { FEW = 50 };
    (void)state;
    int differ = differing(FEW, count_naively);
    printf("naive: %d of %d orders are told apart\n", differ, FEW - 1);
    assert_true(differ > FEW / 2);
}

// The number of flushes is the same, what is counted is not: the comparison sees a single visit.
static void
one_more(struct box *box, const int order[VISITS], const int cuts[VISITS + 1])
{
    int other[VISITS];
    memcpy(other, order, sizeof other);
    other[0] = other[0] == 0 ? 1 : 0;
    count_ours(box, other, cuts);
}

static void
test_sees_one_visit(void **state)
{
    (void)state;
    assert_true(differing(5, one_more) > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders_leave_equal_bytes),
        cmocka_unit_test(test_sees_the_naive_way),
        cmocka_unit_test(test_sees_one_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
