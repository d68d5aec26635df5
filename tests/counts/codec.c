// The bytes of a row: what is written reads back, and of all that may stand there else nothing passes that a
// kiosk would not have written.
#include "counts/box.h"

static struct period
sample(void)
{
    struct period period = {.row = 3,
        .head = {.state = PERIOD_CLOSED,
            .period = {RECORD_WEEK, 2026, 48},
            .clock = RECORD_CLOCK_FLOOR,
            .told = true,
            .noise_num = 1,
            .noise_den = 5,
            .threshold = 10,
            .epoch = 2,
            .seq = INT64_C(1) << 40}};
    for (int i = 0; i < COUNTS_CELLS_MAX; i++) {
        period.cells[i] = i % 3 == 0   ? (struct span){SPAN_NONE, SPAN_NONE}
                          : i % 3 == 1 ? (struct span){0, 9}
                                       : (struct span){(uint32_t)i + 10, (uint32_t)i + 10};
    }
    return period;
}

static void
test_round_trip(void **state)
{
    unsigned char data[PERIOD_BYTES];
    unsigned char again[PERIOD_BYTES];
    struct period read = {.row = 3};
    struct period period = sample();
    (void)state;
    period_encode(&period, data);
    assert_true(period_decode(data, sizeof data, &read));
    assert_int_equal(read.row, 3);
    assert_true(read.head.seq == period.head.seq && read.head.told);
    period_encode(&read, again);
    assert_memory_equal(data, again, sizeof data);
    assert_false(period_decode(data, sizeof data - 1, &read));
    memset(data, 0, sizeof data);
    assert_true(period_decode(data, sizeof data, &read));
    assert_int_equal(read.head.state, PERIOD_FREE);
    data[PERIOD_BYTES - 1] = 1; // something stands in what is free
    assert_false(period_decode(data, sizeof data, &read));
}

static bool
passes(int at, unsigned char value)
{
    unsigned char data[PERIOD_BYTES];
    struct period period = sample();
    period_encode(&period, data);
    data[at] = value;
    return period_decode(data, sizeof data, &period);
}

static void
test_refused(void **state)
{
    (void)state;
    assert_true(passes(2, 0));
    assert_false(passes(0, 3));   // state
    assert_false(passes(0, 1));   // open with the marks of closed
    assert_false(passes(0, 0));   // free with numbers
    assert_false(passes(1, 3));   // kind
    assert_false(passes(1, 1));   // month 48
    assert_false(passes(2, 3));   // clock
    assert_false(passes(3, 2));   // told
    assert_false(passes(4, 1));   // year 16779242
    assert_false(passes(11, 54)); // week 54
    assert_false(passes(11, 0));
    assert_false(passes(15, 0));                         // noise 0/5
    assert_false(passes(19, 0));                         // noise 1/0
    assert_false(passes(23, 0));                         // threshold
    assert_false(passes(23, 11));                        // numbers of threshold 10 below it
    assert_false(passes(24, 0x40));                      // epoch
    assert_false(passes(40, 1));                         // what is not used
    assert_false(passes(PERIOD_HEAD_BYTES, 1));          // one half of "not counted"
    assert_false(passes(PERIOD_HEAD_BYTES + 8 + 7, 8));  // 0-8
    assert_false(passes(PERIOD_HEAD_BYTES + 16 + 3, 3)); // 3-12
    assert_false(passes(PERIOD_HEAD_BYTES + 16, 0x7f));  // backwards
}

static void
test_open_periods_hold_numbers(void **state)
{
    unsigned char data[PERIOD_BYTES];
    struct period period = {.head = {.state = PERIOD_OPEN, .period = {RECORD_MONTH, 2026, 11}}};
    (void)state;
    period.cells[0] = (struct span){3, 3};
    period_encode(&period, data);
    assert_true(period_decode(data, sizeof data, &period));
    period.cells[1] = (struct span){0, 9};
    period_encode(&period, data);
    assert_false(period_decode(data, sizeof data, &period));
    period.cells[1] = (struct span){RECORD_VALUE_MAX + 1u, RECORD_VALUE_MAX + 1u};
    period_encode(&period, data);
    assert_false(period_decode(data, sizeof data, &period));
    period = (struct period){.head = {.state = PERIOD_OPEN, .period = {RECORD_YEAR, 2026, 0}}};
    period_encode(&period, data);
    assert_false(period_decode(data, sizeof data, &period));
}

static void
test_state(void **state)
{
    unsigned char data[STATE_BYTES];
    struct book *book = calloc(1, sizeof *book);
    (void)state;
    assert_non_null(book);
    book->heartbeat = 77;
    book->day = 20000;
    book->sure_day = 19999;
    state_encode(book, data);
    book->day = 0;
    assert_true(state_decode(data, sizeof data, book));
    assert_int_equal(book->day, 20000);
    assert_int_equal(book->sure_day, 19999);
    data[8] = 1; // a day of no calendar
    assert_false(state_decode(data, sizeof data, book));
    data[8] = 0;
    data[STATE_BYTES - 1] = 1;
    assert_false(state_decode(data, sizeof data, book));
    assert_false(state_decode(data, sizeof data - 1, book));
    free(book);
}

static void
test_names(void **state)
{
    static const char *const good[] = {"visit", "lang:zh-Hans", "topic:id-papers", "a:1"};
    static const char *const bad[] = {
        "", "Visit", "1a", "lang:", "lang:-a", "a:b:c", "a b", "a:\xc3\xa9", ":x"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char name[RECORD_CELL_MAX] = {0};
        memcpy(name, good[i], strlen(good[i]));
        assert_true(name_valid(name));
        name[RECORD_CELL_MAX - 1] = 'x'; // behind its end
        assert_false(name_valid(name));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char name[RECORD_CELL_MAX] = {0};
        memcpy(name, bad[i], strlen(bad[i]));
        assert_false(name_valid(name));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_open_periods_hold_numbers),
        cmocka_unit_test(test_state),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
