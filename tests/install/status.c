#include "install/folder.h"
#include "install/internal.h"
#include "test.h"

static int
begin(void **state)
{
    static struct folder folder;
    folder_begin(&folder);
    *state = &folder;
    return 0;
}

static int
end(void **state)
{
    folder_end(*state);
    return 0;
}

static const struct install_status FULL = {.phase = INSTALL_WRITING,
    .result = INSTALL_REFUSED,
    .run = 123456789012,
    .bytes = 17,
    .bytes_total = INT64_C(2147483648),
    .seconds_left = 90,
    .reason = BUNDLE_OTHER_HUB,
    .asked = "hn",
    .here = "gt",
    .diff = {41, 2, 3},
    .version = "2026-11-28",
    .technician = true};

static struct install_status
read_back(struct folder *folder)
{
    struct install_status got;
    struct err err = {0};
    if (!install_status_read(&folder->dirs, &got, &err)) {
        fail_msg("%s", err.text);
    }
    return got;
}

static void
comes_back_as_written(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    assert_int_equal(read_back(folder).phase, INSTALL_IDLE);
    assert_true(install_status_write(&folder->dirs, &FULL, &err));
    struct install_status got = read_back(folder);
    assert_int_equal(got.phase, FULL.phase);
    assert_int_equal(got.result, FULL.result);
    assert_true(got.run == FULL.run && got.bytes == 17 && got.bytes_total == FULL.bytes_total);
    assert_int_equal(got.seconds_left, 90);
    assert_int_equal(got.reason, BUNDLE_OTHER_HUB);
    assert_true(got.technician);
    assert_string_equal(got.asked, "hn");
    assert_string_equal(got.here, "gt");
    assert_int_equal(got.diff.added, 41);
    assert_int_equal(got.diff.updated, 2);
    assert_int_equal(got.diff.removed, 3);
    assert_string_equal(got.version, "2026-11-28");
    for (int phase = 0; phase < INSTALL_PHASES; phase++) {
        struct install_status status = {.phase = (enum install_phase)phase, .seconds_left = -1};
        assert_true(install_status_write(&folder->dirs, &status, &err));
        got = read_back(folder);
        assert_int_equal(got.phase, phase);
        assert_int_equal(got.seconds_left, -1);
        assert_string_equal(got.asked, "");
    }
    assert_false(folder_has(folder, "run/usb/status.new"));
}

static void
a_value_writes_no_key_of_its_own(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    struct install_status status = {.phase = INSTALL_REFUSED, .asked = "a\nphase = done\n#"};
    assert_true(install_status_write(&folder->dirs, &status, &err));
    struct install_status got = read_back(folder);
    assert_int_equal(got.phase, INSTALL_REFUSED);
    assert_string_equal(got.asked, "a phase = done #");
}

static void
what_a_later_version_adds_is_passed_over(void **state)
{
    (void)state;
    const char text[] = "[status]\nmood = good\nphase = copying\n";
    struct install_status got;
    struct err err = {0};
    assert_true(install_status_parse(text, sizeof text - 1, &got, &err));
    assert_int_equal(got.phase, INSTALL_COPYING);
    assert_int_equal(got.seconds_left, -1);
}

static const char LONG_VERSION[] =
    "[status]\nphase = done\nversion = 1234567890123456789012345678901234567890123456789\n";

static void
damage_is_told_and_reads_as_idle(void **state)
{
    struct folder *folder = *state;
    const char *const bad[] = {"", "phase = done\n", "[status]\n", "[status]\nphase = dancing\n",
        "[status]\nphase = done\nbytes = -1\n", "[status]\nphase = done\nbytes = 1x\n",
        "[status]\nphase = done\nbytes =\n", "[status]\nphase = done\nseconds_left = -2\n",
        "[status]\nphase = done\nreason = 10000\n", "[status]\nphase = done\nadded = 2147483648\n",
        "[status]\nphase = done\nrun = 9223372036854775808\n",
        "[status]\nphase = done\nhere = \xff\n", "[status]\nphase = done\nresult = x\n",
        LONG_VERSION};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct install_status got;
        struct err err = {0};
        folder_put(folder, "run/usb/status", bad[i], strlen(bad[i]));
        if (install_status_read(&folder->dirs, &got, &err)) {
            fail_msg("accepted: %s", bad[i]);
        }
        assert_int_equal(err.kind, ERR_FORMAT);
        assert_int_equal(got.phase, INSTALL_IDLE);
    }
    static char large[INSTALL_STATE_MAX + 1];
    memset(large, '\n', sizeof large);
    folder_put(folder, "run/usb/status", large, sizeof large);
    struct install_status got;
    struct err err = {0};
    assert_false(install_status_read(&folder->dirs, &got, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

static void
a_missing_folder_is_an_error_for_the_writer(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    folder_end(folder);
    assert_false(install_status_write(&folder->dirs, &FULL, &err));
    assert_int_equal(err.kind, ERR_MISSING);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(comes_back_as_written),
        IN_FOLDER(a_value_writes_no_key_of_its_own),
        cmocka_unit_test(what_a_later_version_adds_is_passed_over),
        IN_FOLDER(damage_is_told_and_reads_as_idle),
        IN_FOLDER(a_missing_folder_is_an_error_for_the_writer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
