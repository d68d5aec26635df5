#include "bundle/bundle.h"

#include <string.h>

#include "bundle/internal.h"
#include "bundle/make.h"

#include "test.h"

// Whether the chain, judged by itself, is right.
static bool
verifies(const struct make *make, struct err *err)
{
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    bool ok =
        bundle_chain_verify(make->chain, make->chain_len, make->chain, make->chain_len, trust, err);
    free(trust);
    return ok;
}

static void
next(struct make *make, unsigned signers)
{
    make->trust.version++;
    make_document(make, signers);
}

static void
test_first_document(void **state)
{
    (void)state;
    struct err err = {0};
    for (unsigned signers = 0; signers < 8; signers++) {
        struct make *make = make_begin();
        make->chain_len = 0;
        make_document(make, signers);
        bool enough = signers == 3 || signers >= 5;
        assert_int_equal(verifies(make, &err), enough);
        make_free(make);
    }
}

static void
test_strangers_sign(void **state)
{
    (void)state;
    struct err err = {0};
    struct make *make = make_begin();
    make->chain_len = 0;
    make_document(make, 3 | 8); // enough, and one by a key that is no root
    assert_false(verifies(make, &err));
    assert_int_equal(err.kind, ERR_SIGNATURE);
    make_free(make);
}

// Roots 0 1 2 hand over to 3 4 5: both thresholds must have signed.
static void
test_roots_change(void **state)
{
    (void)state;
    struct err err = {0};
    static const struct {
        unsigned signers;
        bool good;
    } cases[] = {{3, false}, {8 | 16, false}, {3 | 8, false}, {1 | 8 | 16, false},
        {3 | 8 | 16, true}, {7 | 56, true}, {0, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct make *make = make_begin();
        for (int root = 0; root < 3; root++) {
            make->trust.roots[root] = make->roots[root + 3].public;
        }
        next(make, cases[i].signers);
        assert_int_equal(verifies(make, &err), cases[i].good);
        if (cases[i].good) {
            next(make, 8 | 16); // the new ones go on alone
            assert_true(verifies(make, &err));
            next(make, 3); // the old ones are out
            assert_false(verifies(make, &err));
        }
        make_free(make);
    }
}

static void
test_versions_use_days(void **state)
{
    (void)state;
    struct err err = {0};
    struct make *make = make_begin();
    make_document(make, 3); // version 1 twice
    assert_false(verifies(make, &err));
    make_free(make);
    make = make_begin();
    make->trust.version = 3;
    make_document(make, 3);
    assert_false(verifies(make, &err));
    make_free(make);
    make = make_begin();
    make->trust.demonstration = true;
    next(make, 3);
    assert_false(verifies(make, &err));
    make_free(make);
    make = make_begin();
    make->trust.issued--;
    next(make, 3);
    assert_false(verifies(make, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    make_free(make);
}

static void
test_longer_one_counts(void **state)
{
    (void)state;
    struct err err = {0};
    struct make *make = make_begin();
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    size_t first = make->chain_len;
    next(make, 3);
    size_t second = make->chain_len;
    assert_true(bundle_chain_verify(make->chain, first, make->chain, second, trust, &err));
    assert_int_equal(trust->version, 2);
    assert_true(bundle_chain_verify(make->chain, second, make->chain, first, trust, &err));
    assert_int_equal(trust->version, 2);
    assert_true(bundle_chain_verify(make->chain, first, make->chain, first, trust, &err));
    assert_int_equal(trust->version, 1);
    free(trust);
    make_free(make);
}

static void
test_forks(void **state)
{
    (void)state;
    struct err err = {0};
    struct make *one = make_begin();
    struct make *two = make_begin();
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    next(one, 3);
    two->trust.issued++;
    next(two, 3);
    assert_false(
        bundle_chain_verify(one->chain, one->chain_len, two->chain, two->chain_len, trust, &err));
    assert_int_equal(err.kind, ERR_SIGNATURE);
    // The same document, signed by others of the roots, is no fork.
    make_free(two);
    two = make_begin();
    next(two, 7);
    assert_true(
        bundle_chain_verify(one->chain, one->chain_len, two->chain, two->chain_len, trust, &err));
    free(trust);
    make_free(one);
    make_free(two);
}

// Every bit of a chain of two documents counts, also when the anchor is that chain.
static void
test_every_bit_counts(void **state)
{
    (void)state;
    struct make *make = make_begin();
    struct make *bad = make_begin();
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    next(make, 5);
    for (size_t bit = 0; bit < make->chain_len * 8; bit += 3) {
        memcpy(bad->chain, make->chain, make->chain_len);
        bad->chain[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_false(bundle_chain_verify(
            make->chain, make->chain_len, bad->chain, make->chain_len, trust, NULL));
    }
    for (size_t len = 0; len < make->chain_len; len += 7) {
        assert_false(
            bundle_chain_verify(make->chain, make->chain_len, make->chain, len, trust, NULL));
    }
    free(trust);
    make_free(make);
    make_free(bad);
}

static void
test_signatures_sorted_once(void **state)
{
    (void)state;
    struct err err = {0};
    struct make *make = make_begin();
    unsigned char *at = make->chain + make->chain_len - 2 * (size_t)BUNDLE_SIGNATURE_BYTES;
    unsigned char other[BUNDLE_SIGNATURE_BYTES];
    assert_true(verifies(make, &err));
    memcpy(other, at, sizeof other);
    memcpy(at, at + sizeof other, sizeof other); // the same twice
    assert_false(verifies(make, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    memcpy(at + sizeof other, other, sizeof other); // the wrong way round
    assert_false(verifies(make, &err));
    make_free(make);
}

static void
test_too_many_documents(void **state)
{
    (void)state;
    struct err err = {0};
    struct make *make = make_begin();
    while (make->trust.version < BUNDLE_DOCUMENTS_MAX) {
        next(make, 3);
    }
    assert_true(verifies(make, &err));
    next(make, 3);
    assert_false(verifies(make, &err));
    make_free(make);
}

static void
test_claims(void **state)
{
    (void)state;
    struct make *make = make_begin();
    assert_false(bundle_chain_claims_demonstration(make->chain, make->chain_len));
    assert_false(bundle_chain_claims_demonstration(make->chain, make->chain_len - 1));
    assert_false(bundle_chain_claims_demonstration("", 0));
    make->chain_len = 0;
    make->trust.demonstration = true;
    make_document(make, 0);
    assert_true(bundle_chain_claims_demonstration(make->chain, make->chain_len));
    make_free(make);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_document),
        cmocka_unit_test(test_strangers_sign),
        cmocka_unit_test(test_roots_change),
        cmocka_unit_test(test_versions_use_days),
        cmocka_unit_test(test_longer_one_counts),
        cmocka_unit_test(test_forks),
        cmocka_unit_test(test_every_bit_counts),
        cmocka_unit_test(test_signatures_sorted_once),
        cmocka_unit_test(test_too_many_documents),
        cmocka_unit_test(test_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
