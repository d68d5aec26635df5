#include "record/record.h"

#include "record/sample.h"

#include "test.h"

static char buffer[RECORD_BYTES_MAX + 1];

static struct record record;

static bool
writes(enum err_kind expected)
{
    size_t len = 0;
    struct err err = {0};
    bool ok = record_write(&record, sample_seed, buffer, sizeof buffer, &len, &err);
    assert_int_equal(err.kind, ok ? ERR_NONE : expected);
    return ok;
}

static void
test_text(void **state)
{
    (void)state;
    sample_record(&record);
    struct bundle_key key = bundle_public(sample_seed);
    struct err err = {0};
    size_t len = 0;
    assert_true(record_write(&record, sample_seed, buffer, sizeof buffer, &len, &err));
    assert_int_equal(len, sizeof sample_text - 1 + 139);
    assert_memory_equal(buffer, sample_text, sizeof sample_text - 1);
    assert_true(record_verify(buffer, len, &key));
}

static void
test_same_bytes_again(void **state)
{
    (void)state;
    sample_record(&record);
    struct err err = {0};
    char again[2048];
    size_t len = 0;
    size_t len_again = 0;
    assert_true(record_write(&record, sample_seed, buffer, sizeof buffer, &len, &err));
    assert_true(record_write(&record, sample_seed, again, sizeof again, &len_again, &err));
    assert_int_equal(len, len_again);
    assert_memory_equal(buffer, again, len);
}

static void
test_no_small_number_leaves(void **state)
{
    (void)state;
    for (uint32_t least = 0; least <= 12; least++) {
        for (uint32_t most = 0; most <= 12; most++) {
            sample_record(&record);
            record.cells[0].least = least;
            record.cells[0].most = most;
            bool may = (least == most && least >= 10) || (least == 0 && most == 9);
            assert_int_equal(writes(ERR_FORMAT), may);
        }
    }
}

static void
test_threshold_of_one_is_no_threshold(void **state)
{
    (void)state;
    sample_record(&record);
    record.threshold = 1;
    record.noise_num = 0;
    record.noise_den = 1;
    record.cells_count = 2;
    record.cells[0] = (struct record_cell){"health:reboot", 0, 0};
    record.cells[1] = (struct record_cell){"health:undervolt", 3, 3};
    assert_true(writes(ERR_NONE));
    assert_non_null(strstr(buffer, "\nnoise none\nthreshold 1\ncell health:reboot 0\n"));
}

static void
test_year_of_sums(void **state)
{
    (void)state;
    static const struct {
        uint32_t least;
        uint32_t most;
        bool may;
    } cases[] = {
        {0, 468, true},
        {120, 561, true},
        {30, 30, true},
        {0, 8, false},
        {5, 5, false},
        {9, 9, true},
        {12, 11, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample_record(&record);
        record.period = (struct record_period){RECORD_YEAR, 2026, 0};
        record.cells[0].least = cases[i].least;
        record.cells[0].most = cases[i].most;
        assert_int_equal(writes(ERR_FORMAT), cases[i].may);
    }
}

static void
test_head(void **state)
{
    (void)state;
    sample_record(&record);
    record.noise_num = 2;
    record.noise_den = 10; // not in lowest terms
    assert_false(writes(ERR_FORMAT));
    sample_record(&record);
    record.period.number = 54;
    assert_false(writes(ERR_FORMAT));
    sample_record(&record);
    record.hub[0] = 'V';
    assert_false(writes(ERR_FORMAT));
    sample_record(&record);
    record.epoch = 0;
    assert_false(writes(ERR_FORMAT));
    sample_record(&record);
    record.threshold = 0;
    assert_false(writes(ERR_FORMAT));
    sample_record(&record);
    record.cells_count = RECORD_CELLS_MAX + 1;
    assert_false(writes(ERR_FORMAT));
}

static void
test_names_of_cells(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool may;
    } cases[] = {{"a", true}, {"gap:quc", true}, {"a-b:C-1", true}, {"", false}, {":a", false},
        {"a:", false}, {"A", false}, {"a:b:c", false}, {"a b", false}, {"a:-b", false},
        {"a\n", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample_record(&record);
        record.cells_count = 1;
        snprintf(record.cells[0].name, RECORD_CELL_MAX, "%s", cases[i].name);
        assert_int_equal(writes(ERR_FORMAT), cases[i].may);
    }
    sample_record(&record);
    memset(record.cells[3].name, 'z', RECORD_CELL_MAX); // no end
    assert_false(writes(ERR_FORMAT));
}

static void
test_order(void **state)
{
    (void)state;
    sample_record(&record);
    record.cells[1] = record.cells[0];
    assert_false(writes(ERR_FORMAT)); // twice
    sample_record(&record);
    struct record_cell first = record.cells[0];
    record.cells[0] = record.cells[1];
    record.cells[1] = first;
    assert_false(writes(ERR_FORMAT));
}

// The longest record the numbers allow fits.
static void
test_largest(void **state)
{
    (void)state;
    sample_record(&record);
    memset(record.network, 'n', BUNDLE_NAME_MAX - 1);
    memset(record.hub, 'h', BUNDLE_NAME_MAX - 1);
    record.epoch = record.seq = INT64_C(1) << 53;
    record.period = (struct record_period){RECORD_YEAR, 2026, 0};
    record.noise_num = 999;
    record.noise_den = 1000;
    record.threshold = 1000;
    record.cells_count = RECORD_CELLS_MAX;
    for (int i = 0; i < RECORD_CELLS_MAX; i++) {
        memset(record.cells[i].name, 'c', RECORD_CELL_MAX - 1);
        snprintf(record.cells[i].name + RECORD_CELL_MAX - 5, 5, "%04d", i);
        record.cells[i].least = RECORD_VALUE_MAX - 1;
        record.cells[i].most = RECORD_VALUE_MAX;
    }
    assert_true(writes(ERR_NONE));
}

static void
test_too_small_a_buffer(void **state)
{
    (void)state;
    sample_record(&record);
    size_t all = sizeof sample_text - 1 + 139;
    for (size_t size = 1; size <= all + 1; size++) {
        size_t len = 0;
        struct err err = {0};
        bool ok = record_write(&record, sample_seed, buffer, size, &len, &err);
        assert_int_equal(ok, size > all);
        assert_int_equal(err.kind, ok ? ERR_NONE : ERR_LIMIT);
    }
}

static void
test_names(void **state)
{
    (void)state;
    sample_record(&record);
    char id[RECORD_ID_MAX];
    record_hub_id(&record, id);
    assert_string_equal(id, "gt.ventanilla-1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_same_bytes_again),
        cmocka_unit_test(test_no_small_number_leaves),
        cmocka_unit_test(test_threshold_of_one_is_no_threshold),
        cmocka_unit_test(test_year_of_sums),
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_names_of_cells),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_largest),
        cmocka_unit_test(test_too_small_a_buffer),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
