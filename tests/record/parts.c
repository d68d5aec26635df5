#include "record/sample.h"

#include "test.h"

static struct record record;
static char body[RECORD_BYTES_MAX];
static char joined[RECORD_BYTES_MAX];
static struct record_parts parts;
static char pasted[RECORD_PARTS_MAX * (RECORD_PART_BYTES + 8)];

// A record of so many cells, signed; returns its length.
static size_t
make(int week, int cells)
{
    size_t len = 0;
    struct err err = {0};
    sample_record(&record);
    record.period.number = week;
    record.cells_count = cells;
    for (int i = 0; i < cells; i++) {
        snprintf(record.cells[i].name, sizeof record.cells[i].name, "topic:t%03d", i);
        record.cells[i].least = record.cells[i].most = 100 + (uint32_t)i;
    }
    assert_true(record_write(&record, sample_seed, body, sizeof body, &len, &err));
    assert_true(record_parse(body, len, &record, &err));
    return len;
}

static void
cut(size_t len)
{
    struct err err = {0};
    assert_true(record_cut(&record, body, len, &parts, &err));
}

static bool
join_all(size_t *len, struct err *err)
{
    size_t at = 0;
    return record_join(pasted, strlen(pasted), &at, joined, len, err);
}

static void
paste(const char *text)
{
    snprintf(pasted + strlen(pasted), sizeof pasted - strlen(pasted), "%s", text);
}

static int
begin(void **state)
{
    (void)state;
    pasted[0] = '\0';
    return 0;
}

static void
any_length_comes_back(void **state)
{
    (void)state;
    struct err err = {0};
    for (int cells = 0; cells <= RECORD_CELLS_MAX; cells += 7) {
        size_t len = make(48, cells);
        size_t back = 0;
        cut(len);
        pasted[0] = '\0';
        for (int i = 0; i < parts.count; i++) {
            assert_true(strlen(parts.text[i]) <= RECORD_PART_BYTES);
            paste(parts.text[i]);
        }
        assert_true(record_is_parts(pasted, strlen(pasted)));
        assert_true(join_all(&back, &err));
        assert_int_equal(back, len);
        assert_memory_equal(joined, body, len);
    }
    assert_false(record_is_parts(body, strlen(body)));
    assert_false(record_is_parts("", 0));
}

// Notes of a phone: other order, a part twice, the end of lines changed, blank lines, words between.
static void
as_a_phone_pastes(void **state)
{
    (void)state;
    struct err err = {0};
    size_t len = make(48, 90);
    size_t back = 0;
    cut(len);
    assert_true(parts.count > 3);
    paste("\xef\xbb\xbf\r\n");
    for (int i = parts.count - 1; i >= 0; i--) {
        char copy[RECORD_PART_BYTES + 1];
        snprintf(copy, sizeof copy, "%s", parts.text[i]);
        copy[strlen(copy) - 1] = '\0'; // without the last line feed
        for (char *c = copy; *c; c++) {
            char one[3] = {*c == '\n' ? '\r' : *c, *c == '\n' ? '\n' : '\0', '\0'};
            paste(one);
        }
        paste("\n \n\n");
    }
    paste(parts.text[0]);
    assert_true(join_all(&back, &err));
    assert_int_equal(back, len);
    assert_memory_equal(joined, body, len);
}

static void
two_records_in_one_file(void **state)
{
    (void)state;
    struct err err = {0};
    size_t lens[2];
    for (int i = 0; i < 2; i++) {
        lens[i] = make(47 + i, 60);
        cut(lens[i]);
        for (int k = 0; k < parts.count; k++) {
            paste(parts.text[k]);
        }
    }
    size_t at = 0;
    size_t len = 0;
    for (int i = 0; i < 2; i++) {
        assert_true(record_join(pasted, strlen(pasted), &at, joined, &len, &err));
        assert_int_equal(len, lens[i]);
        assert_true(record_parse(joined, len, &record, &err));
        assert_int_equal(record.period.number, 47 + i);
    }
    assert_true(record_join(pasted, strlen(pasted), &at, joined, &len, &err));
    assert_int_equal(len, 0);
}

static void
what_is_wrong_is_named(void **state)
{
    (void)state;
    struct err err = {0};
    size_t len = make(48, 90);
    size_t back = 0;
    cut(len);
    for (int i = 0; i < parts.count; i++) {
        paste(i == 2 ? "" : parts.text[i]);
    }
    assert_false(join_all(&back, &err));
    assert_non_null(strstr(err.text, "gt.ventanilla-1 2026-W48: part 3 of "));
    assert_non_null(strstr(err.text, "is missing"));
    parts.text[2][RECORD_PART_BYTES / 2] ^= 1;
    paste(parts.text[2]);
    assert_false(join_all(&back, &err));
    assert_non_null(strstr(err.text, "part 3 of "));
    assert_non_null(strstr(err.text, "damaged"));
}

// Equally numbered parts that each prove themselves but differ.
static void
two_versions(void **state)
{
    (void)state;
    struct err err = {0};
    size_t back = 0;
    size_t len = make(48, 30);
    cut(len);
    for (int i = 0; i < parts.count; i++) {
        paste(parts.text[i]);
    }
    int count = parts.count;
    for (uint32_t more = 1; more == 1 || parts.count != count; more++) {
        assert_true(more < 9);
        record.cells[0].least = record.cells[0].most = 200 + more;
        assert_true(record_write(&record, sample_seed, body, sizeof body, &len, &err));
        cut(len);
    }
    paste(parts.text[0]);
    assert_false(join_all(&back, &err));
    assert_non_null(strstr(err.text, "two versions"));
}

static void
odd_heads_are_no_parts(void **state)
{
    static const char *const heads[] = {"hub-part ", "hub-part 1/2", "hub-part 0/2 a b 01234567",
        "hub-part 3/2 a b 01234567", "hub-part 1/65 a b 01234567", "hub-part 1/2 a b 0123456",
        "hub-part 1/2 a b 012345678", "hub-part 99999999999999999999/2 a b 01234567",
        "hub-part -1/2 a b 01234567"};
    (void)state;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct err err = {0};
        size_t len = 1;
        snprintf(pasted, sizeof pasted, "%s\ncell a 1\n", heads[i]);
        assert_true(join_all(&len, &err));
        assert_int_equal(len, 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(any_length_comes_back, begin),
        cmocka_unit_test_setup(as_a_phone_pastes, begin),
        cmocka_unit_test_setup(two_records_in_one_file, begin),
        cmocka_unit_test_setup(what_is_wrong_is_named, begin),
        cmocka_unit_test_setup(two_versions, begin),
        cmocka_unit_test_setup(odd_heads_are_no_parts, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
