// A visit's way into the file: what counts, at most how much, and that nothing is lost when the disk fails.
#include <signal.h>
#include <sys/resource.h>

#include "counts/box.h"

static void
test_a_visit_is_counted(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_visit(box, "visit lang:ht topic:work referral:work");
    box_visit(box, "visit lang:es topic:gbv");
    assert_int_equal(box_open_value(box, "visit"), 0); // at the flush
    box_flush(box);
    assert_int_equal(box_open_value(box, "visit"), 2);
    assert_int_equal(box_open_value(box, "lang:ht"), 1);
    assert_int_equal(box_open_value(box, "topic:work"), 1);
    assert_int_equal(box_open_value(box, "topic:gbv"), 1);
    assert_int_equal(box_open_value(box, "topic:health"), 0);
    box_close(box);
    box_open(box); // read back
    assert_int_equal(box_open_value(box, "visit"), 2);
    assert_int_equal(box_open_value(box, "topic:gbv"), 1);
}

static void
test_nothing_of_a_visit_survives(void **state)
{
    static const struct counts_visit none;
    struct box *box = *state;
    struct counts_visit visit = {0};
    box_open(box);
    box_mark(box, &visit, "visit");
    box_mark(box, &visit, "topic:work");
    assert_memory_not_equal(&visit, &none, sizeof visit);
    counts_visit_end(box->counts, &visit);
    assert_memory_equal(&visit, &none, sizeof visit);
    box_flush(box);
    static const uint32_t nothing[COUNTS_CELLS_MAX];
    static const struct book forgotten;
    assert_memory_equal(box->counts->pending, nothing, sizeof nothing);
    assert_memory_equal(box->counts->uncounted, nothing, sizeof nothing);
    assert_memory_equal(&box->counts->before, &forgotten, sizeof forgotten);
}

static uint32_t
increments(const struct counts *counts)
{
    uint32_t sum = 0;
    for (int i = 0; i < counts->rules.count; i++) {
        sum += counts->pending[i];
    }
    return sum;
}

static void
test_at_most_five(void **state)
{
    struct box *box = *state;
    box_open(box);
    struct counts_visit visit = {0};
    for (int i = 0; i < box->counts->rules.count; i++) { // everything there is
        counts_mark(box->counts, &visit, i);
    }
    counts_visit_end(box->counts, &visit);
    assert_int_equal(increments(box->counts), COUNTS_VISIT_MAX);
    box_flush(box);
    // In the order of enum counts_kind.
    assert_int_equal(box_open_value(box, "visit"), 1);
    assert_int_equal(box_open_value(box, "lang:other"), 1); // the last
    assert_int_equal(box_open_value(box, "topic:documents"), 1);
    assert_int_equal(box_open_value(box, "referral:health"), 1);
    assert_int_equal(box_open_value(box, "unmet:search"), 1);
    assert_int_equal(box_open_value(box, "tally:woman"), 0);
    // Further topics where there is room.
    box_visit(box, "visit lang:es topic:work topic:health topic:travel topic:documents");
    box_flush(box);
    assert_int_equal(box_open_value(box, "topic:work"), 1);
    assert_int_equal(box_open_value(box, "topic:travel"), 1);
    assert_int_equal(box_open_value(box, "topic:documents"), 1); // the fourth is not remembered
}

static void
test_once_per_visit(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_visit(box, "visit visit lang:es lang:ht qr qr topic:work topic:work referral:work "
                   "referral:health");
    box_flush(box);
    assert_int_equal(box_open_value(box, "visit"), 1);
    assert_int_equal(box_open_value(box, "lang:es"), 0);
    assert_int_equal(box_open_value(box, "lang:ht"), 1);
    assert_int_equal(box_open_value(box, "qr"), 1);
    assert_int_equal(box_open_value(box, "topic:work"), 1);
    assert_int_equal(box_open_value(box, "referral:work"), 1);
    assert_int_equal(box_open_value(box, "referral:health"), 0);
    box_visit(box, "lang:es topic:work"); // nobody began a visit
    assert_int_equal(increments(box->counts), 0);
    struct counts_visit visit = {0};
    counts_mark(box->counts, &visit, -1);
    counts_mark(box->counts, &visit, COUNTS_CELLS_MAX);
    counts_mark(NULL, &visit, 0);
    counts_visit_end(box->counts, &visit);
    assert_int_equal(increments(box->counts), 0);
}

static void
test_staff_and_health(void **state)
{
    struct box *box = *state;
    box_open(box);
    counts_add(box->counts, counts_find(box->counts, "tally:woman"));
    counts_add(box->counts, counts_find(box->counts, "tally:woman"));
    counts_add(box->counts, counts_find(box->counts, "visit")); // not so
    counts_add(box->counts, -1);
    box_flush(box);
    assert_int_equal(box_open_value(box, "tally:woman"), 2);
    assert_int_equal(box_open_value(box, "visit"), 0);
}

static void
test_other_content(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_visit(box, "visit topic:work");
    static struct counts_rules rules = {.seq = 8, .epoch = 1, .threshold = 10};
    box_cell(&rules, "topic:music", false);
    box_cell(&rules, "visit", false);
    counts_declare(box->counts, &rules);
    assert_int_equal(box_open_value(box, "visit"), 1);
    assert_int_equal(box_open_value(box, "topic:work"), 1); // stays in the period
    box_visit(box, "visit topic:music");
    box_flush(box);
    assert_int_equal(box_open_value(box, "topic:music"), 1);
    assert_int_equal(box_open_value(box, "visit"), 2);
    box_wait(box, 7); // a week that only knows the new content
    box_flush(box);
    assert_true(box_open_value(box, "topic:work") == SPAN_NONE);
    assert_int_equal(box_open_value(box, "visit"), 0);
    static struct record_cell cells[COUNTS_CELLS_MAX];
    int count = counts_values(box->counts, box_row(box, "2026-W48"), cells);
    assert_int_equal(count, 22); // 21 of the first content, one of the other
}

static void
test_memory_when_the_disk_fails(void **state)
{
    struct box *box = *state;
    struct err err = {0};
    static struct record_cell cells[COUNTS_CELLS_MAX];
    char missing[96];
    snprintf(missing, sizeof missing, "%s/not-there", box->folder);
    char good[64];
    memcpy(good, box->folder, sizeof good);
    snprintf(box->folder, sizeof box->folder, "%.60s", missing);
    box_open(box);
    assert_false(counts_kept(box->counts));
    box_visit(box, "visit lang:ht");
    assert_false(counts_flush(box->counts, &err));
    box_visit(box, "visit lang:es");
    assert_int_equal(counts_values(box->counts, 1, cells), 0);
    assert_int_equal(mkdir(missing, 0700), 0); // the disk comes back
    box_flush(box);
    assert_true(counts_kept(box->counts));
    assert_int_equal(box_open_value(box, "visit"), 2);
    assert_int_equal(box_open_value(box, "lang:ht"), 1);
    memcpy(box->folder, good, sizeof good);
}

// Every place in the file at which a write may fail, from the first byte on; at last none does.
static void
test_full_disk(void **state)
{
    struct box *box = *state;
    struct err err = {0};
    struct rlimit limit;
    box->rules.epsilon_num = 0; // so that closed weeks can be added up
    box->rules.threshold = 1;
    box->rules.epoch = 0;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    box_open(box);
    uint32_t visits = 0;
    int failed = 0;
    static const rlim_t rooms[] = {0, 512, 1024, 5000, 9000, 16384, 17000, 30000, 400000, 1454000};
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        struct rlimit full = {.rlim_cur = rooms[i], .rlim_max = limit.rlim_max};
        box_visit(box, "visit lang:ht topic:gbv");
        visits++;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
        bool flushed = counts_flush(box->counts, &err);
        assert_true(flushed || !counts_kept(box->counts));
        failed += !flushed;
        if (i % 3 == 2) { // the week ends meanwhile
            box_wait(box, 7);
            flushed = counts_flush(box->counts, &err);
        }
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        if (i % 2 == 1) {
            err = (struct err){0};
            box_flush(box);
            assert_true(counts_kept(box->counts));
        }
    }
    assert_true(failed > 3);
    box_flush(box);
    assert_true(box_open_value(box, "topic:gbv") > 0);
    uint32_t all = 0;
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        struct period period;
        if (box->counts->book.heads[row].state == PERIOD_FREE) {
            continue;
        }
        assert_true(file_get_period(&box->counts->file, row, &period, &err));
        uint32_t least = period.cells[0].least; // visit, by week
        all += period.head.period.kind == RECORD_WEEK && least != SPAN_NONE ? least : 0;
    }
    assert_int_equal(all, visits);
    box_close(box);
    box_open(box); // it is whole
    char aside[96];
    snprintf(aside, sizeof aside, "%s/counts.damaged", box->folder);
    assert_int_equal(access(aside, F_OK), -1);
}

static void
test_in_memory_only(void **state)
{
    struct box *box = *state;
    box->counts = counts_open(NULL, "gt", "ventanilla-1", &box->clock);
    counts_declare(box->counts, &box->rules);
    box_visit(box, "visit");
    box_flush(box);
    assert_false(counts_kept(box->counts));
    assert_true(counts_due_ms(box->counts) == INT64_MAX);
    assert_int_equal(increments(box->counts), 1);
    struct err err = {0};
    assert_true(counts_flush(NULL, &err));
    assert_true(counts_due_ms(NULL) == INT64_MAX);
    counts_declare(NULL, &box->rules);
    counts_close(NULL);
    assert_int_equal(counts_find(NULL, "visit"), -1);
}

static void
test_by_timetable(void **state)
{
    struct box *box = *state;
    box_open(box);
    assert_true(counts_due_ms(box->counts) == COUNTS_FLUSH_MS);
    clock_advance(&box->clock, COUNTS_FLUSH_MS - 1);
    box_visit(box, "visit");
    assert_true(counts_due_ms(box->counts) == 1);
    clock_advance(&box->clock, 5);
    assert_true(counts_due_ms(box->counts) == 0);
    box_flush(box);
    assert_true(counts_due_ms(box->counts) == COUNTS_FLUSH_MS);
}

static void
test_looking_twice_tells_nothing(void **state)
{
    struct box *box = *state;
    static struct record_cell before[COUNTS_CELLS_MAX];
    static struct record_cell after[COUNTS_CELLS_MAX];
    static struct counts_period periods[COUNTS_PERIODS_MAX];
    box_open(box);
    for (int i = 0; i < 23; i++) {
        box_visit(box, "visit lang:ht");
    }
    box_flush(box);
    assert_int_equal(counts_periods(box->counts, periods), 2);
    assert_int_equal(periods[0].period.kind, RECORD_WEEK);
    assert_true(periods[0].open && periods[1].open);
    int count = counts_values(box->counts, periods[0].row, before);
    assert_int_equal(count, 21);
    for (int i = 0; i < count; i++) {
        bool many = strcmp(before[i].name, "visit") == 0 || strcmp(before[i].name, "lang:ht") == 0;
        assert_int_equal(before[i].least, many ? 20 : 0);
        assert_int_equal(before[i].most, many ? 29 : 9);
        assert_true(i == 0 || strcmp(before[i - 1].name, before[i].name) < 0);
    }
    box_visit(box, "visit lang:ht topic:work");
    box_flush(box);
    assert_int_equal(counts_values(box->counts, periods[0].row, after), count);
    assert_memory_equal(before, after, sizeof *before * (size_t)count);
    assert_int_equal(counts_values(box->counts, 0, after), 0);
    assert_int_equal(counts_values(box->counts, COUNTS_PERIODS_MAX, after), 0);
}

static void
test_more_cells_than_room(void **state)
{
    struct box *box = *state;
    box_open(box);
    for (int round = 0; round < 3; round++) { // ever other content
        static struct counts_rules rules;
        rules = (struct counts_rules){.seq = 8 + round, .epoch = 1, .threshold = 10};
        box_cell(&rules, "visit", false);
        for (int i = 0; i < 80; i++) {
            char name[RECORD_CELL_MAX];
            snprintf(name, sizeof name, "topic:t%d-%d", round, i);
            box_cell(&rules, name, false);
        }
        counts_declare(box->counts, &rules);
        box_visit(box, "visit");
        box_flush(box);
    }
    assert_int_equal(box->counts->book.names_count, COUNTS_CELLS_MAX);
    assert_int_equal(box_open_value(box, "visit"), 3);
    box_visit(box, "visit topic:t2-79"); // not counted, no harm
    box_flush(box);
    assert_true(box_open_value(box, "topic:t2-79") == SPAN_NONE);
    box_close(box);
    box_open(box);
    assert_int_equal(box_open_value(box, "visit"), 4);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_a_visit_is_counted),
        TEST(test_nothing_of_a_visit_survives),
        TEST(test_at_most_five),
        TEST(test_once_per_visit),
        TEST(test_staff_and_health),
        TEST(test_other_content),
        TEST(test_memory_when_the_disk_fails),
        TEST(test_full_disk),
        TEST(test_in_memory_only),
        TEST(test_by_timetable),
        TEST(test_looking_twice_tells_nothing),
        TEST(test_more_cells_than_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
