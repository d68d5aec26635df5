#include "record/record.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "record/sample.h"
#include "test.h"

static void
test_names(void **state)
{
    (void)state;
    static struct record record;
    char name[RECORD_FILE_MAX];
    char other[RECORD_FILE_MAX];
    char again[RECORD_FILE_MAX];
    struct record_period period;
    sample_record(&record);
    record_file_name(&record, name);
    assert_string_equal(name, "gt.ventanilla-1.2026-W48.counts");
    assert_true(record_file_is(name, RECORD_SUFFIX));
    assert_false(record_file_is(name, RECORD_LEAVING));
    assert_true(record_file_rename(name, RECORD_LEAVING, other));
    assert_string_equal(other, "gt.ventanilla-1.2026-W48.leaving");
    assert_true(record_file_is(other, RECORD_LEAVING));
    assert_true(record_file_period(other, &period));
    assert_int_equal(period.number, 48);
    assert_true(record_file_rename(other, RECORD_SUFFIX, again));
    assert_string_equal(again, name);
}

static void
test_other_names(void **state)
{
    (void)state;
    static const char *const odd[] = {"", ".counts", ".leaving", ".a.2026.counts", "counts",
        "hub.key", "gt.a.2026-W10.counts.new"};
    static const char *const no_period[] = {
        "a.counts", "gt.a.2026-W99.counts", "gt.a..counts", "gt.a.99999999999999999999.leaving"};
    char other[RECORD_FILE_MAX];
    char longest[RECORD_FILE_MAX + 1];
    struct record_period period;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        assert_false(record_file_is(odd[i], RECORD_SUFFIX));
        assert_false(record_file_rename(odd[i], RECORD_SUFFIX, other));
        assert_false(record_file_period(odd[i], &period));
    }
    for (size_t i = 0; i < sizeof no_period / sizeof *no_period; i++) {
        assert_false(record_file_period(no_period[i], &period));
    }
    memset(longest, 'a', sizeof longest);
    memcpy(longest + sizeof longest - sizeof RECORD_SUFFIX, RECORD_SUFFIX, sizeof RECORD_SUFFIX);
    assert_false(record_file_rename(longest, RECORD_LEAVING, other));     // no file of ours
    assert_false(record_file_rename(longest + 1, RECORD_LEAVING, other)); // a byte too long then
    assert_true(record_file_rename(longest + 2, RECORD_LEAVING, other));
}

static void
put(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void
expect(const char *folder, const char *name, const char *text)
{
    char path[256];
    char there[64] = "";
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "re");
    assert_int_equal(file != NULL, text != NULL);
    if (file) {
        assert_non_null(fgets(there, sizeof there, file));
        assert_string_equal(there, text);
        fclose(file);
        unlink(path);
    }
}

static void
test_begin_leaving(void **state)
{
    (void)state;
    char folder[] = "/tmp/hub-leaving-XXXXXX";
    struct err err = {0};
    assert_non_null(mkdtemp(folder));
    put(folder, "gt.a.2026-W10.counts", "ten");
    put(folder, "gt.a.2026-W11.counts", "eleven");
    put(folder, "gt.a.2026-W11.leaving", "written again after a cut: the same");
    put(folder, "gt.a.2026-W12.leaving", "twelve");
    put(folder, "gt.a.2026-W13.counts.new", "half");
    assert_true(record_begin_leaving(folder, &err));
    expect(folder, "gt.a.2026-W10.counts", NULL);
    expect(folder, "gt.a.2026-W10.leaving", "ten");
    expect(folder, "gt.a.2026-W11.counts", NULL);
    expect(folder, "gt.a.2026-W11.leaving", "eleven");
    expect(folder, "gt.a.2026-W12.leaving", "twelve");
    expect(folder, "gt.a.2026-W13.counts.new", "half");
    assert_true(record_begin_leaving(folder, &err));
    assert_int_equal(rmdir(folder), 0);
    assert_true(record_begin_leaving(folder, &err)); // none: nothing leaves
    assert_false(record_begin_leaving("/dev/null", &err));
    assert_int_equal(err.kind, ERR_IO);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_other_names),
        cmocka_unit_test(test_begin_leaving),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
