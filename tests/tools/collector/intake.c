#include "intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk.h"

#include "test.h"

static struct intake intake;
static struct record record;
static struct record_bytes sealed;
static char body[RECORD_BYTES_MAX];

static size_t
a_week(void)
{
    unsigned char seed[32];
    struct ledger_hub hub = desk_hub(1, seed);
    desk_record(&hub, 10, 100, &record);
    return desk_bytes(&record, seed, body);
}

static void
reset(bool key, bool only)
{
    memset(&intake, 0, sizeof intake);
    memcpy(intake.secret, "the collector keeps this to itse", 32);
    intake.has_secret = key;
    intake.sealed_only = only;
}

static void
test_kept_as_the_record(void **state)
{
    (void)state;
    struct err err = {0};
    size_t len = a_week();
    reset(true, false);
    struct bundle_key to = bundle_seal_public(intake.secret);
    assert_true(intake_read(&intake, body, len, &err));
    assert_ptr_equal(intake.body, body);
    for (int i = 0; i < 2; i++) { // another seal, the same record
        assert_true(record_seal(&to, body, len, &sealed, &err));
        assert_true(intake_read(&intake, sealed.at, sealed.len, &err));
        assert_int_equal(intake.len, len);
        assert_memory_equal(intake.body, body, len);
        assert_int_equal(intake.record.period.number, 10);
    }
}

static void
expect(const void *data, size_t len, enum err_kind kind, const char *word)
{
    struct err err = {0};
    assert_false(intake_read(&intake, data, len, &err));
    assert_int_equal(err.kind, kind);
    assert_non_null(strstr(err.text, word));
}

static void
test_refused(void **state)
{
    (void)state;
    struct err err = {0};
    size_t len = a_week();
    reset(true, true);
    struct bundle_key to = bundle_seal_public(intake.secret);
    expect(body, len, ERR_SIGNATURE, "sealed ones only");
    assert_true(record_seal(&to, body, len, &sealed, &err));
    assert_true(intake_read(&intake, sealed.at, sealed.len, &err));
    expect(sealed.at, sealed.len - 1, ERR_FORMAT, "not whole");
    intake.secret[1] ^= 1;
    expect(sealed.at, sealed.len, ERR_SIGNATURE, "another key");
    reset(false, false);
    expect(sealed.at, sealed.len, ERR_SIGNATURE, "no --seal-key");
    assert_true(intake_read(&intake, body, len, &err));
    // What was sealed has to be a record like any other, and no second seal.
    reset(true, true);
    body[0] = 'H';
    assert_true(record_seal(&to, body, len, &sealed, &err));
    expect(sealed.at, sealed.len, ERR_FORMAT, "line 1");
    body[0] = 'h';
    assert_true(record_seal(&to, body, len, &sealed, &err));
    memcpy(body, sealed.at, sealed.len);
    body[sealed.len] = '\n';
    assert_true(record_seal(&to, body, sealed.len + 1, &sealed, &err));
    expect(sealed.at, sealed.len, ERR_FORMAT, "line 1");
}

static void
test_key(void **state)
{
    (void)state;
    char folder[] = "/tmp/hub-intake-XXXXXX";
    char path[64];
    struct err err = {0};
    struct stat st;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/seal.key", folder);
    reset(false, false);
    assert_true(intake_key(&intake, NULL, &err));
    assert_false(intake.has_secret);
    assert_false(intake_key(&intake, path, &err)); // a new one would open nothing
    assert_int_equal(err.kind, ERR_MISSING);
    assert_int_equal(stat(path, &st), -1);
    unsigned char secret[32];
    assert_true(record_key_load(path, secret, &err));
    assert_true(intake_key(&intake, path, &err));
    assert_true(intake.has_secret);
    assert_memory_equal(intake.secret, secret, 32);
    assert_int_equal(truncate(path, 31), 0);
    reset(false, false);
    assert_false(intake_key(&intake, path, &err));
    assert_false(intake.has_secret);
    unlink(path);
    rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kept_as_the_record),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
