#include "chain.h"

#include "signing.h"

static void
expect_missing(const struct chain *chain, int of_before, int of_last)
{
    struct chain_missing missing = chain_missing(chain);
    assert_int_equal(missing.of_before, of_before);
    assert_int_equal(missing.of_last, of_last);
}

static bool
is_verified(const struct chain *chain)
{
    char *bytes = NULL;
    size_t len = 0;
    struct err err = {0};
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    assert_true(chain_bytes(chain, &bytes, &len, &err));
    bool ok = bundle_chain_verify(bytes, len, bytes, len, trust, &err);
    free(bytes);
    free(trust);
    return ok;
}

// Written, read again by another machine, signed there.
static struct chain *
hand_over(const struct signing *signing, struct chain *chain)
{
    char path[160];
    struct err err = {0};
    assert_true(chain_write(chain, signing_path(signing, "handed.trust", path), &err));
    chain_finish(chain);
    struct chain *next = chain_new();
    if (!chain_read(next, path, &err)) {
        fail_msg("%s", err.text);
    }
    return next;
}

static void
test_signatures_collect(void **state)
{
    const struct signing *signing = *state;
    struct err err = {0};
    struct bundle_trust *trust = signing_trust(signing);
    struct chain *chain = chain_new();
    assert_true(chain_append(chain, trust, &err));
    expect_missing(chain, 2, 2);
    chain = hand_over(signing, chain);
    assert_true(chain_sign(chain, &signing->roots[2], &err));
    expect_missing(chain, 1, 1);
    assert_false(is_verified(chain));
    chain = hand_over(signing, chain);
    assert_false(chain_sign(chain, &signing->roots[2], &err)); // twice is once
    assert_int_equal(err.kind, ERR_BUSY);
    assert_false(chain_sign(chain, &signing->roots[3], &err));
    assert_int_equal(err.kind, ERR_SIGNATURE);
    assert_false(chain_sign(chain, &signing->publisher, &err));
    assert_true(chain_sign(chain, &signing->roots[0], &err));
    expect_missing(chain, 0, 0);
    chain = hand_over(signing, chain);
    assert_true(is_verified(chain));
    chain_finish(chain);
    free(trust);
}

static void
test_next_document(void **state)
{
    const struct signing *signing = *state;
    struct err err = {0};
    struct bundle_trust *trust = signing_trust(signing);
    struct chain *chain = chain_new();
    assert_true(chain_append(chain, trust, &err));
    assert_true(chain_sign(chain, &signing->roots[0], &err));
    trust->version = 2;
    trust->threshold = 3;
    assert_false(chain_append(chain, trust, &err)); // the first is not done
    assert_int_equal(err.kind, ERR_BUSY);
    assert_true(chain_sign(chain, &signing->roots[1], &err));
    assert_true(chain_append(chain, trust, &err));
    assert_int_equal(chain->count, 2);
    expect_missing(chain, 2, 3);
    trust->epochs_count = 1; // nobody signed it: it may be changed
    trust->epochs[0] = (struct bundle_epoch){.network = "gt", .lowest = 2};
    assert_true(chain_append(chain, trust, &err));
    assert_int_equal(chain->count, 2);
    assert_int_equal(chain->last->epochs_count, 1);
    chain = hand_over(signing, chain);
    for (int i = 0; i < 3; i++) {
        assert_false(is_verified(chain));
        assert_true(chain_sign(chain, &signing->roots[i], &err));
    }
    expect_missing(chain, 0, 0);
    assert_true(is_verified(chain));
    chain_finish(chain);
    free(trust);
}

static void
test_not_canonical_is_not_written(void **state)
{
    struct err err = {0};
    struct bundle_trust *trust = signing_trust(*state);
    struct chain *chain = chain_new();
    trust->threshold = 4;
    assert_false(chain_append(chain, trust, &err));
    trust->threshold = 2;
    trust->roots[0] = trust->publishers[0].key;
    assert_false(chain_append(chain, trust, &err));
    chain_finish(chain);
    free(trust);
}

static void
test_damaged_file(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char *bytes = NULL;
    size_t len = 0;
    struct err err = {0};
    signing_save_trust(signing);
    assert_true(file_read(signing_path(signing, "gt.trust", path), 1 << 20, &bytes, &len, &err));
    signing_path(signing, "bad.trust", path);
    for (size_t at = 0; at < len; at += 11) {
        struct chain *chain = chain_new();
        bytes[at] ^= 4;
        assert_true(file_replace(path, bytes, len, &err));
        bytes[at] ^= 4;
        assert_false(chain_read(chain, path, &err));
        chain_finish(chain);
    }
    for (size_t cut = 0; cut < len; cut += 97) {
        struct chain *chain = chain_new();
        assert_true(file_replace(path, bytes, cut, &err));
        assert_false(chain_read(chain, path, &err));
        chain_finish(chain);
    }
    free(bytes);
}

// One document more than a bundle may carry.
static void
test_full(void **state)
{
    const struct signing *signing = *state;
    struct err err = {0};
    char *bytes = NULL;
    size_t len = 0;
    struct bundle_trust *trust = signing_trust(signing);
    struct chain *chain = chain_new();
    for (trust->version = 1; trust->version <= BUNDLE_DOCUMENTS_MAX; trust->version++) {
        assert_true(chain_append(chain, trust, &err));
        assert_true(chain_sign(chain, &signing->roots[0], &err));
        assert_true(chain_sign(chain, &signing->roots[1], &err));
    }
    assert_true(is_verified(chain));
    assert_true(chain_append(chain, trust, &err));
    assert_false(chain_bytes(chain, &bytes, &len, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    assert_null(bytes);
    chain_finish(chain);
    free(trust);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signatures_collect),
        cmocka_unit_test(test_next_document),
        cmocka_unit_test(test_not_canonical_is_not_written),
        cmocka_unit_test(test_damaged_file),
        cmocka_unit_test(test_full),
    };
    return cmocka_run_group_tests(tests, signing_setup, signing_teardown);
}
