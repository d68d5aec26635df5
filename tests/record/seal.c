#include "record/record.h"

#include <stdlib.h>
#include <string.h>

#include "record/sample.h"
#include "test.h"

static const unsigned char secret[32] = "the collector keeps this to itse";
static const unsigned char other[32] = "somebody else has this key of 32";
static struct record_bytes sealed;
static struct record_bytes again;
static struct record_bytes back;
static char text[RECORD_BYTES_MAX];

static size_t
sample_text_signed(void)
{
    return sample_sign(sample_text, sizeof sample_text - 1, text);
}

static void
test_round_trip(void **state)
{
    (void)state;
    struct err err = {0};
    struct bundle_key to = bundle_seal_public(secret);
    size_t len = sample_text_signed();
    assert_false(record_is_sealed(text, len));
    assert_true(record_seal(&to, text, len, &sealed, &err));
    assert_true(record_is_sealed(sealed.at, sealed.len));
    assert_true(record_seal(&to, text, len, &again, &err));
    assert_memory_equal(sealed.at, again.at, RECORD_SEALED_HEAD);
    assert_memory_not_equal(sealed.at, again.at, sealed.len);
    assert_null(memmem(sealed.at, sealed.len, "ventanilla", 10)); // nor anything else of it
    assert_true(record_unseal(secret, sealed.at, sealed.len, &back, &err));
    assert_int_equal(back.len, len);
    assert_memory_equal(back.at, text, len);
    assert_true(record_unseal(secret, again.at, again.len, &back, &err));
    assert_memory_equal(back.at, text, len);
}

// A length tells nothing finer than steps.
static void
test_lengths(void **state)
{
    (void)state;
    struct err err = {0};
    struct bundle_key to = bundle_seal_public(secret);
    size_t most = RECORD_BYTES_MAX - RECORD_SEALED_HEAD - BUNDLE_SEAL_BYTES;
    memset(text, 'x', sizeof text);
    for (size_t len = 1; len <= most; len += len < 1900 || len > most - 40 ? 1 : 97) {
        text[len - 1] = '\n';
        assert_true(record_seal(&to, text, len, &sealed, &err));
        assert_true(sealed.len % RECORD_SEALED_STEP == 0 && sealed.len >= len);
        assert_true(sealed.len - len < RECORD_SEALED_STEP + 70);
        assert_true(record_unseal(secret, sealed.at, sealed.len, &back, &err));
        assert_true(back.len == len && memcmp(back.at, text, len) == 0);
        text[len - 1] = 'x';
    }
    text[most] = '\n';
    assert_false(record_seal(&to, text, most + 1, &sealed, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    assert_false(record_seal(&to, text, 0, &sealed, &err));
    assert_false(record_seal(&to, text, 5, &sealed, &err)); // no line's end
}

// The longest record that a hub can write fits.
static void
test_longest(void **state)
{
    (void)state;
    struct err err = {0};
    size_t len = 0;
    static struct record record;
    struct bundle_key to = bundle_seal_public(secret);
    sample_record(&record);
    record.period = (struct record_period){RECORD_YEAR, 2026, 0};
    record.cells_count = RECORD_CELLS_MAX;
    for (int i = 0; i < RECORD_CELLS_MAX; i++) {
        snprintf(record.cells[i].name, RECORD_CELL_MAX,
            "topic:a-long-name-of-a-cell-that-is-as-long-%03d", i);
        record.cells[i].least = RECORD_VALUE_MAX - 1;
        record.cells[i].most = RECORD_VALUE_MAX;
    }
    memset(record.network, 'n', sizeof record.network - 1);
    memset(record.hub, 'h', sizeof record.hub - 1);
    record.network[BUNDLE_NAME_MAX - 1] = record.hub[BUNDLE_NAME_MAX - 1] = '\0';
    assert_true(record_write(&record, sample_seed, text, sizeof text, &len, &err));
    assert_true(record_seal(&to, text, len, &sealed, &err));
    assert_int_equal(sealed.len, RECORD_BYTES_MAX);
}

static void
refused(const unsigned char key[32], size_t len, enum err_kind kind)
{
    struct err err = {0};
    back.len = 1;
    assert_false(record_unseal(key, sealed.at, len, &back, &err));
    assert_int_equal(err.kind, kind);
    assert_int_equal(back.len, 0);
}

static void
test_refused(void **state)
{
    (void)state;
    struct err err = {0};
    struct bundle_key to = bundle_seal_public(secret);
    assert_true(record_seal(&to, text, sample_text_signed(), &sealed, &err));
    size_t len = sealed.len;
    refused(other, len, ERR_SIGNATURE);
    refused(secret, len - 1, ERR_FORMAT);
    refused(secret, 0, ERR_FORMAT);
    refused(secret, RECORD_SEALED_HEAD, ERR_FORMAT);
    sealed.at[len - 1] ^= 1;
    refused(secret, len, ERR_SIGNATURE);
    sealed.at[len - 1] ^= 1;
    sealed.at[RECORD_SEALED_HEAD] ^= 1;
    refused(secret, len, ERR_SIGNATURE);
    sealed.at[RECORD_SEALED_HEAD] ^= 1;
    sealed.at[0] ^= 1;
    refused(secret, len, ERR_FORMAT);
    sealed.at[0] ^= 1;
    assert_true(record_unseal(secret, sealed.at, len, &back, &err));
}

static void
test_keys(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "?",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751",
        "D75A980182B10AB7D54BFED3C964073A0EE172F3DAA62325AF021A68F707511A"};
    struct bundle_key to = bundle_seal_public(secret);
    struct bundle_key key;
    struct err err = {0};
    char hex[65];
    bundle_hex(to.bytes, hex);
    assert_true(record_seal_key(hex, &key, &err));
    assert_memory_equal(&key, &to, sizeof to);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        err = (struct err){0};
        assert_false(record_seal_key(bad[i], &key, &err));
        assert_int_equal(err.kind, ERR_FORMAT);
    }
    memset(&key, 0, sizeof key);
    assert_false(record_seal(&key, text, sample_text_signed(), &sealed, &err));
    assert_int_equal(err.kind, ERR_SIGNATURE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_longest),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
