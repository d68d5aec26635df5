// Records of closed periods: signed, byte-identical for ever, written once, and told so in the row.
#include "counts/box.h"

static const char WEEK[] = "gt.ventanilla-1.2026-W48.counts";

static void
record_path(const struct box *box, char path[160])
{
    snprintf(path, 160, "%s/closed/%s", box->folder, WEEK);
}

static void
close_week(struct box *box)
{
    for (int i = 0; i < 60; i++) {
        box_visit(box, "visit lang:ht topic:work");
    }
    box_wait(box, 7);
    box_flush(box);
}

static void
test_signed_record(void **state)
{
    struct box *box = *state;
    char path[160];
    static struct record record;
    struct err err = {0};
    size_t len = 0;
    box_open(box);
    close_week(box);
    record_path(box, path);
    char *text = box_read(path, &len);
    assert_true(record_parse(text, len, &record, &err));
    assert_string_equal(record.network, "gt");
    assert_string_equal(record.hub, "ventanilla-1");
    assert_int_equal(record.noise_num, 1);
    assert_int_equal(record.noise_den, 5);
    assert_int_equal(record.threshold, 10);
    assert_int_equal(record.cells_count, 21);
    assert_null(strstr(text, "gbv")); // by month
    char key[128];
    unsigned char seed[32];
    snprintf(key, sizeof key, "%s/hub.key", box->folder);
    assert_true(record_key_load(key, seed, &err));
    struct bundle_key public = bundle_public(seed);
    assert_true(record_verify(text, len, &public));
    free(text);
}

static void
test_identical_for_ever(void **state)
{
    struct box *box = *state;
    char path[160];
    size_t len = 0;
    size_t again_len = 0;
    box_open(box);
    close_week(box);
    record_path(box, path);
    char *first = box_read(path, &len);
    for (int i = 0; i < 5; i++) { // its row says that it was not written: a cut came first
        box->counts->book.heads[box_row(box, "2026-W48")].told = false;
        unlink(path);
        close_week(box);
        char *again = box_read(path, &again_len);
        assert_int_equal(len, again_len);
        assert_memory_equal(first, again, len);
        free(again);
    }
    free(first);
    // Taken: it is not written again.
    unlink(path);
    box_close(box);
    box_open(box);
    close_week(box);
    assert_int_equal(access(path, F_OK), -1);
    assert_true(leave_taken(box->counts, &box->counts->book.heads[box_row(box, "2026-W48")]));
}

static int
row_of(const struct box *box)
{
    return box_row(box, "2026-W48");
}

// On the screen, anybody may keep it: it has left, and still waits for the collector.
static void
test_shown_may_have_left(void **state)
{
    struct box *box = *state;
    char path[160];
    static char bytes[RECORD_BYTES_MAX];
    size_t len = 0;
    box_open(box);
    assert_false(counts_waits(box->counts, 1));
    assert_int_equal(counts_record(box->counts, 1, bytes), 0);
    assert_int_equal(counts_record(NULL, 1, bytes), 0);
    close_week(box);
    record_path(box, path);
    char *text = box_read(path, &len);
    assert_true(counts_waits(box->counts, row_of(box)));
    assert_false(leave_taken(box->counts, &box->counts->book.heads[row_of(box)]));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(counts_record(box->counts, row_of(box), bytes), len);
        assert_memory_equal(bytes, text, len);
        assert_int_equal(access(path, F_OK), -1);
        assert_true(counts_waits(box->counts, row_of(box)));
        assert_true(leave_taken(box->counts, &box->counts->book.heads[row_of(box)]));
    }
    free(text);
    assert_true(snprintf(path, sizeof path, "%s/closed/gt.ventanilla-1.2026-W48.leaving",
                    box->folder) < (int)sizeof path);
    assert_int_equal(unlink(path), 0); // the collector took it
    assert_false(counts_waits(box->counts, row_of(box)));
    assert_int_equal(counts_record(box->counts, row_of(box), bytes), 0);
}

static void
put_leaver(const struct box *box, const char *period)
{
    char path[160];
    snprintf(path, sizeof path, "%s/closed/gt.ventanilla-1.%s.leaving", box->folder, period);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fclose(file);
}

// No row bounds what may have left: a hub that only sticks visit keeps the newest.
static void
test_leavers_are_bounded(void **state)
{
    struct box *box = *state;
    char path[160];
    char period[16];
    box_open(box);
    close_week(box); // makes the folder
    for (int year = 2000; year < 2015; year++) {
        for (int week = 1; week <= 52; week++) {
            snprintf(period, sizeof period, "%d-W%02d", year, week);
            put_leaver(box, period);
        }
    }
    assert_int_equal(box_records(box, RECORD_LEAVING), 780);
    close_week(box);
    assert_int_equal(box_records(box, RECORD_LEAVING), COUNTS_PERIODS_MAX);
    snprintf(path, sizeof path, "%s/closed/gt.ventanilla-1.2001-W28.leaving", box->folder);
    assert_int_equal(access(path, F_OK), -1); // 80 of them, the oldest
    snprintf(path, sizeof path, "%s/closed/gt.ventanilla-1.2001-W29.leaving", box->folder);
    assert_int_equal(access(path, F_OK), 0);
    record_path(box, path); // a record that never left is another matter
    assert_int_equal(access(path, F_OK), 0);
}

static void
test_waits_for_the_folder(void **state)
{
    struct box *box = *state;
    char path[160];
    char folder[96];
    snprintf(folder, sizeof folder, "%s/closed", box->folder);
    FILE *file = fopen(folder, "we"); // no folder can be made here
    assert_non_null(file);
    fclose(file);
    box_open(box);
    close_week(box);
    assert_false(box->counts->book.heads[box_row(box, "2026-W48")].told);
    assert_true(counts_kept(box->counts));
    unlink(folder);
    box_flush(box);
    record_path(box, path);
    assert_int_equal(access(path, F_OK), 0);
    assert_true(box->counts->book.heads[box_row(box, "2026-W48")].told);
}

static void
test_of_content_nobody_signed(void **state)
{
    struct box *box = *state;
    char path[160];
    box->rules.epoch = 0;
    box->rules.seq = 0;
    box_open(box);
    close_week(box);
    record_path(box, path);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(box->counts->book.heads[box_row(box, "2026-W48")].state, PERIOD_CLOSED);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_signed_record),
        TEST(test_identical_for_ever),
        TEST(test_shown_may_have_left),
        TEST(test_leavers_are_bounded),
        TEST(test_waits_for_the_folder),
        TEST(test_of_content_nobody_signed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
