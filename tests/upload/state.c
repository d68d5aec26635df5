#include "upload/upload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

#include "test.h"

static struct upload_state state_a;
static struct upload_state state_b;

static struct bundle_hash
hash_of(unsigned char byte)
{
    struct bundle_hash hash;
    memset(hash.bytes, byte, sizeof hash.bytes);
    return hash;
}

static void
test_round_trip(void **state)
{
    char path[] = "/tmp/hub-state-XXXXXX";
    struct err err = {0};
    struct bundle_hash hash = hash_of(7);
    struct bundle_hash other = hash_of(8);
    (void)state;
    close(mkstemp(path));
    memset(&state_a, 0, sizeof state_a);
    state_a.failures = 3;
    state_a.skip = 5;
    snprintf(state_a.last, sizeof state_a.last, "%s", upload_end_name(UPLOAD_NO_NETWORK));
    upload_state_refuse(&state_a, "gt.a.2026-W10.counts", &hash);
    upload_state_refuse(&state_a,
        "gt-aaaaaaaaaaaaaaaaaaaaaaaaaaaa.hub-aaaaaaaaaaaaaaaaaaaaaaaaaaa.2026-W10.counts", &hash);
    assert_true(upload_state_write(path, &state_a, &err));
    upload_state_read(path, &state_b);
    assert_int_equal(state_b.failures, 3);
    assert_int_equal(state_b.skip, 5);
    assert_string_equal(state_b.last, "no-network");
    assert_int_equal(state_b.refused_count, 2);
    assert_true(upload_state_is_refused(&state_b, "gt.a.2026-W10.counts", &hash));
    assert_true(upload_state_is_refused(&state_b,
        "gt-aaaaaaaaaaaaaaaaaaaaaaaaaaaa.hub-aaaaaaaaaaaaaaaaaaaaaaaaaaa.2026-W10.counts", &hash));
    assert_false(upload_state_is_refused(&state_b, "gt.a.2026-W10.counts", &other));
    assert_false(upload_state_is_refused(&state_b, "gt.a.2026-W11.counts", &hash));
    unlink(path);
}

// A state file that somebody spoilt costs nothing but patience.
static void
test_spoilt(void **state)
{
    static const char *const texts[] = {"", "[upload]\nskip = -1\nfailures = x\n",
        "[upload]\nskip = 99999999999999999999\n", "[refused]\na = 12\n", "\xff\xfe[", "[upload"};
    char path[] = "/tmp/hub-state-XXXXXX";
    struct err err = {0};
    (void)state;
    close(mkstemp(path));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(file_replace(path, texts[i], strlen(texts[i]), &err));
        upload_state_read(path, &state_b);
        assert_int_equal(state_b.skip, 0);
        assert_int_equal(state_b.failures, 0);
        assert_int_equal(state_b.refused_count, 0);
    }
    unlink(path);
    upload_state_read(path, &state_b);
    assert_int_equal(state_b.skip, 0);
}

static void
test_back_off(void **state)
{
    static const int least[] = {0, 1, 2, 4, 8, 12, 12};
    static const int most[] = {1, 2, 4, 8, 16, 24, 24};
    (void)state;
    for (int extreme = 0; extreme < 2; extreme++) {
        memset(&state_a, 0, sizeof state_a);
        for (int i = 0; i < 7; i++) {
            int span = most[i] - least[i] + 1;
            upload_state_failed(&state_a, extreme ? (uint32_t)span - 1 : 0);
            assert_int_equal(state_a.skip, extreme ? most[i] : least[i]);
        }
    }
    for (uint32_t chance = 0; chance < 1000; chance++) { // never beyond, for ever
        upload_state_failed(&state_a, chance * 2654435761U);
        assert_in_range(state_a.skip, 12, 24);
    }
}

static void
test_oldest_is_forgotten(void **state)
{
    struct bundle_hash hash = hash_of(1);
    char name[32];
    (void)state;
    memset(&state_a, 0, sizeof state_a);
    for (int i = 0; i < UPLOAD_REFUSED_MAX + 3; i++) {
        snprintf(name, sizeof name, "gt.a.%d.counts", 2000 + i);
        upload_state_refuse(&state_a, name, &hash);
    }
    assert_int_equal(state_a.refused_count, UPLOAD_REFUSED_MAX);
    assert_false(upload_state_is_refused(&state_a, "gt.a.2002.counts", &hash));
    assert_true(upload_state_is_refused(&state_a, "gt.a.2003.counts", &hash));
    assert_true(upload_state_is_refused(&state_a, name, &hash));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_spoilt),
        cmocka_unit_test(test_back_off),
        cmocka_unit_test(test_oldest_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
