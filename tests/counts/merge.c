// Sixteen years of counting: the file does not grow, the oldest weeks become years, nothing that nobody took is
// lost.
#include "counts/box.h"

// Numbers of a cell over all rows of these kinds: least and most.
static void
total(struct box *box, const char *name, uint64_t *least, uint64_t *most)
{
    static struct record_cell cells[COUNTS_CELLS_MAX];
    static struct counts_period periods[COUNTS_PERIODS_MAX];
    int count = counts_periods(box->counts, periods);
    *least = 0;
    *most = 0;
    for (int i = 0; i < count; i++) {
        int values = periods[i].open ? 0 : counts_values(box->counts, periods[i].row, cells);
        for (int c = 0; c < values; c++) {
            bool this = strcmp(cells[c].name, name) == 0;
            *least += this ? cells[c].least : 0;
            *most += this ? cells[c].most : 0;
        }
    }
}

static void
live(struct box *box, int weeks)
{
    for (int week = 0; week < weeks; week++) {
        for (int i = 0; i < 12; i++) {
            box_visit(box, i < 3 ? "visit lang:ht" : "visit topic:gbv");
        }
        box_wait(box, 7);
        box_flush(box);
    }
}

static void
test_sixteen_years(void **state)
{
    struct box *box = *state;
    struct stat before;
    struct stat after;
    box->rules.epsilon_num = 0;
    box->rules.epoch = 0; // no records: not what this is about
    box_open(box);
    assert_int_equal(stat(box->file, &before), 0);
    enum { WEEKS = 16 * 52 };
    live(box, WEEKS);
    assert_int_equal(stat(box->file, &after), 0);
    assert_true(before.st_size == after.st_size);
    int years = 0;
    int weeks = 0;
    for (int row = 1; row <= COUNTS_PERIODS_MAX; row++) {
        const struct head *head = &box->counts->book.heads[row];
        years += head->state == PERIOD_CLOSED && head->period.kind == RECORD_YEAR;
        weeks += head->state == PERIOD_CLOSED && head->period.kind == RECORD_WEEK;
    }
    assert_true(years >= 5 && years <= 8);
    assert_true(weeks > 400);
    uint64_t least;
    uint64_t most;
    total(box, "visit", &least, &most);
    assert_true(least == (uint64_t)WEEKS * 12 && most == least);
    total(box, "lang:ht", &least, &most); // 3 a week: all we know is 0-9
    assert_true(least == 0 && most == (uint64_t)WEEKS * 9);
    total(box, "topic:gbv", &least, &most); // by month, the last one is open
    assert_true(least > (uint64_t)WEEKS * 9 - 60 && least <= (uint64_t)WEEKS * 9);
    box_close(box);
    box_open(box); // and it reads back
    total(box, "visit", &least, &most);
    assert_true(least == (uint64_t)WEEKS * 12);
}

static void
take(const struct box *box, const char *name)
{
    char path[160];
    snprintf(path, sizeof path, "%s/closed/gt.ventanilla-1.%s.counts", box->folder, name);
    assert_int_equal(unlink(path), 0);
}

static void
test_what_was_taken_is_in_no_year(void **state)
{
    struct box *box = *state;
    struct err err = {0};
    box->rules.epsilon_num = 0;
    box_open(box);
    live(box, 5); // W48 to W52 of 2026, and November
    assert_int_equal(box_records(box, RECORD_SUFFIX), 6);
    take(box, "2026-W48");
    take(box, "2026-W50");
    struct counts *counts = box->counts;
    assert_true(file_begin(&counts->file, &err) && merge_oldest(counts, &err));
    assert_true(file_commit(&counts->file, &err));
    static struct record_cell cells[COUNTS_CELLS_MAX];
    int count = counts_values(counts, box_row(box, "2026"), cells);
    assert_int_equal(count, 23); // of weeks and months
    for (int i = 0; i < count; i++) {
        if (strcmp(cells[i].name, "visit") == 0) {
            assert_int_equal(cells[i].least, 3 * 12);
        }
    }
    assert_int_equal(box_row(box, "2026-W49"), 0);
    box_flush(box); // the year leaves, its weeks do not
    assert_int_equal(box_records(box, RECORD_SUFFIX), 1);
    live(box, 1);
    assert_int_equal(box_records(box, RECORD_SUFFIX), 3); // 2026, W53, December
}

// A stick took all of them, and nobody knows whether it arrives: they stay files and go into no year.
static void
test_what_may_have_left_is_in_no_year(void **state)
{
    struct box *box = *state;
    struct err err = {0};
    char closed[96];
    snprintf(closed, sizeof closed, "%s/closed", box->folder);
    box->rules.epsilon_num = 0;
    box_open(box);
    live(box, 3); // W48 to W50
    assert_true(record_begin_leaving(closed, &err));
    live(box, 2);
    struct counts *counts = box->counts;
    assert_true(file_begin(&counts->file, &err) && merge_oldest(counts, &err));
    assert_true(file_commit(&counts->file, &err));
    static struct record_cell cells[COUNTS_CELLS_MAX];
    int count = counts_values(counts, box_row(box, "2026"), cells);
    uint32_t visits = 0;
    for (int i = 0; i < count; i++) {
        visits = strcmp(cells[i].name, "visit") == 0 ? cells[i].least : visits;
    }
    assert_int_equal(visits, 2 * 12);
    box_flush(box); // the year leaves, and what was merged does not
    assert_int_equal(box_records(box, RECORD_SUFFIX), 1);
    char path[160];
    snprintf(path, sizeof path, "%s/gt.ventanilla-1.2026-W49.leaving", closed);
    assert_int_equal(access(path, F_OK), 0);
}

static void
test_different_thresholds(void **state)
{
    struct box *box = *state;
    struct err err = {0};
    box->rules.epsilon_num = 0;
    box->rules.threshold = 5;
    box->rules.epoch = 0;
    box_open(box);
    for (int i = 0; i < 6; i++) {
        box_visit(box, "visit");
    }
    box_wait(box, 7);
    box_flush(box);
    box->rules.threshold = 11;
    counts_declare(box->counts, &box->rules);
    box_wait(box, 7);
    box_flush(box);
    struct counts *counts = box->counts;
    assert_true(file_begin(&counts->file, &err) && merge_oldest(counts, &err));
    assert_true(file_commit(&counts->file, &err));
    static struct record_cell cells[COUNTS_CELLS_MAX];
    int count = counts_values(counts, box_row(box, "2026"), cells);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        assert_true(cells[i].least != cells[i].most || cells[i].least >= 11);
        assert_true(cells[i].most >= 10);
    }
    box_close(box); // a kiosk reads it back
    box_open(box);
    assert_true(box_row(box, "2026") > 0);
    assert_true(access(box->file, F_OK) == 0);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_sixteen_years),
        TEST(test_what_was_taken_is_in_no_year),
        TEST(test_what_may_have_left_is_in_no_year),
        TEST(test_different_thresholds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
