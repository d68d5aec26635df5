// The end of a week and of a month: exact numbers become noisy ones, once.
#include "counts/box.h"

static void
count_visits(struct box *box, int visits)
{
    for (int i = 0; i < visits; i++) {
        box_visit(box, "visit lang:ht topic:gbv");
    }
}

static void
test_week_and_month_end(void **state)
{
    struct box *box = *state;
    box_open(box);
    count_visits(box, 100);
    box_flush(box);
    box_wait(box, 7);      // 2026-11-30, still November
    count_visits(box, 50); // since the last flush: of the week before
    box_flush(box);
    const struct book *book = &box->counts->book;
    int week = box_row(box, "2026-W48");
    assert_int_equal(book->heads[week].state, PERIOD_CLOSED);
    assert_int_equal(book->heads[box_row(box, "2026-W49")].state, PERIOD_OPEN);
    assert_int_equal(book->heads[box_row(box, "2026-11")].state, PERIOD_OPEN);
    assert_int_equal(box_open_value(box, "visit"), 0);
    assert_int_equal(box_open_value(box, "topic:gbv"), 150);
    static struct record_cell cells[COUNTS_CELLS_MAX];
    int count = counts_values(box->counts, week, cells);
    assert_int_equal(count, 21);
    for (int i = 0; i < count; i++) {
        if (strcmp(cells[i].name, "visit") == 0) { // 10 standard deviations
            assert_true(cells[i].least > 80 && cells[i].least < 220);
        }
    }
    assert_int_equal(book->heads[week].noise_num, 1);
    assert_int_equal(book->heads[week].noise_den, 5);
    assert_int_equal(book->heads[week].seq, 7);
    box_wait(box, 1);
    box_flush(box);
    assert_int_equal(book->heads[box_row(box, "2026-11")].state, PERIOD_CLOSED);
    assert_int_equal(box_open_value(box, "topic:gbv"), 0);
}

// No cell between 1 and the threshold leaves, whatever was counted.
static void
test_nothing_small_leaves(void **state)
{
    struct box *box = *state;
    struct period *period = calloc(1, sizeof *period);
    struct book *book = calloc(1, sizeof *book);
    assert_true(period && book);
    book->names_count = COUNTS_CELLS_MAX;
    for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
        snprintf(book->names[i], sizeof book->names[i], i % 2 ? "health:h%d" : "topic:t%d", i);
    }
    uint32_t was[COUNTS_CELLS_MAX];
    int small = 0;
    for (int round = 0; round < 200; round++) {
        box->rules.threshold = round % 3 == 0 ? 10 : round % 3 == 1 ? 11 : 1;
        box->rules.epsilon_num = round % 7 == 0 ? 0 : 1;
        *period = (struct period){
            .row = 1, .head = {.state = PERIOD_OPEN, .period = {RECORD_WEEK, 2026, 48}}};
        for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
            was[i] = (uint32_t)(i % 24 + (i % 32 == 0 ? RECORD_VALUE_MAX - 30 : 0));
            period->cells[i] = (struct span){was[i], was[i]};
        }
        period_close(period, book, &box->rules);
        for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
            struct span cell = period->cells[i];
            bool number = cell.least == cell.most && cell.least >= box->rules.threshold;
            bool range = cell.least == 0 && cell.most == box->rules.threshold - 1;
            assert_true(number || range);
            assert_true(cell.most <= RECORD_VALUE_MAX);
            small += range;
            bool exact = i % 2 == 1 || box->rules.epsilon_num == 0;
            assert_true(!exact || (number ? cell.least == was[i] : was[i] < box->rules.threshold));
        }
    }
    assert_true(small > 1000);
    free(period);
    free(book);
}

static void
test_exact_without_noise(void **state)
{
    struct box *box = *state;
    box->rules.epsilon_num = 0;
    box_open(box);
    count_visits(box, 31);
    box_visit(box, "visit lang:es");
    for (int i = 0; i < 12; i++) {
        counts_add(box->counts, counts_find(box->counts, "health:reboot"));
    }
    box_wait(box, 7);
    box_flush(box);
    static struct record_cell cells[COUNTS_CELLS_MAX];
    int count = counts_values(box->counts, box_row(box, "2026-W48"), cells);
    for (int i = 0; i < count; i++) {
        const char *name = cells[i].name;
        uint32_t least = strcmp(name, "visit") == 0           ? 32
                         : strcmp(name, "lang:ht") == 0       ? 31
                         : strcmp(name, "health:reboot") == 0 ? 12
                                                              : 0;
        assert_int_equal(cells[i].least, least);
        assert_int_equal(cells[i].most, least > 0 ? least : 9);
    }
}

static void
test_closed_for_ever(void **state)
{
    struct box *box = *state;
    unsigned char first[PERIOD_BYTES];
    unsigned char now[PERIOD_BYTES];
    struct err err = {0};
    struct period period;
    box_open(box);
    count_visits(box, 40);
    box_wait(box, 7);
    box_flush(box);
    int row = box_row(box, "2026-W48");
    assert_true(file_get_period(&box->counts->file, row, &period, &err));
    period_encode(&period, first);
    for (int week = 0; week < 12; week++) {
        count_visits(box, 40);
        if (week == 5) {
            box_close(box);
            box->rules.epsilon_num = 2; // other content, other noise
            box->rules.seq++;
            box_open(box);
        }
        box_wait(box, 7);
        box_flush(box);
        assert_true(file_get_period(&box->counts->file, row, &period, &err));
        period_encode(&period, now);
        assert_memory_equal(first, now, sizeof first);
    }
}

// What is over while the machine is off is closed at its next start; weeks without the machine have no row.
static void
test_weeks_without_power(void **state)
{
    struct box *box = *state;
    box_open(box);
    count_visits(box, 20);
    box_close(box);
    box->clock.fake_wall_s += INT64_C(21) * 24 * 3600;
    box_open(box);
    assert_int_equal(box->counts->book.heads[box_row(box, "2026-W48")].state, PERIOD_CLOSED);
    assert_int_equal(box_row(box, "2026-W49"), 0);
    assert_int_equal(box->counts->book.heads[box_row(box, "2026-W51")].state, PERIOD_OPEN);
    assert_int_equal(box_open_value(box, "visit"), 0);
}

static void
test_clock_quality(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_flush(box);
    assert_int_equal(box->counts->book.week.head.clock, RECORD_CLOCK_SURE);
    box->clock.synchronised = false;
    box_flush(box);
    box->clock.synchronised = true;
    box_flush(box); // the worst of it
    assert_int_equal(box->counts->book.week.head.clock, RECORD_CLOCK_FLOOR);
    box_wait(box, 7);
    box_flush(box);
    assert_int_equal(box->counts->book.week.head.clock, RECORD_CLOCK_SURE);
}

static void
test_clock_set_by_hand(void **state)
{
    struct box *box = *state;
    box_open(box);
    box_flush(box);
    clock_set_fake(&box->clock, clock_wall_s(&box->clock) + 3600);
    box_flush(box);
    assert_int_equal(box->counts->book.week.head.clock, RECORD_CLOCK_MANUAL);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_week_and_month_end),
        TEST(test_nothing_small_leaves),
        TEST(test_exact_without_noise),
        TEST(test_closed_for_ever),
        TEST(test_weeks_without_power),
        TEST(test_clock_quality),
        TEST(test_clock_set_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
