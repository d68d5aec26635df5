#include "bundle/bundle.h"

#include <string.h>

#include "bundle/make.h"

#include "test.h"

#define HEX(pair) pair "000000000000000000000000000000000000000000000000000000000000ff"

static const char good[] =
    "hub-trust-v1\n"
    "version 3\n"
    "use production\n"
    "issued 2026-11-28\n"
    "threshold 2\n"
    "root " HEX(
        "01") "\n"
              "root " HEX(
                  "02") "\n"
                        "root " HEX(
                            "03") "\n"
                                  "publisher " HEX(
                                      "04") " gt,hn 2028-11-28 1\n"
                                            "publisher " HEX(
                                                "05") " mx 2028-11-28 7\n"
                                                      "release " HEX(
                                                          "06") "\n"
                                                                "collector " HEX(
                                                                    "07") "\n"
                                                                          "epoch gt 1\n"
                                                                          "epoch hn 2\n"
                                                                          "revoked " HEX(
                                                                              "08") "\n"
                                                                                    "revoked " HEX(
                                                                                        "09") "\n";

static void
test_values(void **state)
{
    (void)state;
    struct err err = {0};
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    assert_non_null(trust);
    assert_true(bundle_trust_parse(good, strlen(good), trust, &err));
    assert_int_equal(trust->version, 3);
    assert_false(trust->demonstration);
    assert_int_equal(trust->issued, MAKE_TODAY);
    assert_int_equal(trust->threshold, 2);
    assert_int_equal(trust->roots_count, 3);
    assert_int_equal(trust->roots[2].bytes[0], 3);
    assert_int_equal(trust->publishers_count, 2);
    assert_int_equal(trust->publishers[0].networks_count, 2);
    assert_string_equal(trust->publishers[0].networks[1], "hn");
    assert_int_equal(trust->publishers[0].not_after, MAKE_TODAY + 731);
    assert_int_equal(trust->publishers[1].max_epoch, 7);
    assert_int_equal(trust->releases_count, 1);
    assert_int_equal(trust->collectors_count, 1);
    assert_int_equal(trust->epochs_count, 2);
    assert_int_equal(trust->epochs[1].lowest, 2);
    assert_int_equal(trust->revoked_count, 2);
    free(trust);
}

static void
test_writes_what_it_read(void **state)
{
    (void)state;
    struct err err = {0};
    char again[sizeof good];
    size_t len = 0;
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    assert_non_null(trust);
    assert_true(bundle_trust_parse(good, strlen(good), trust, &err));
    assert_true(bundle_trust_write(trust, again, sizeof again, &len, &err));
    assert_string_equal(again, good);
    assert_false(bundle_trust_write(trust, again, sizeof again - 1, &len, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    free(trust);
}

static void
refused(const char *old, const char *new)
{
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    char text[4096];
    const char *at = strstr(good, old);
    assert_non_null(at);
    int len =
        snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, new, at + strlen(old));
    struct err err = {0};
    if (bundle_trust_parse(text, (size_t)len, trust, &err)) {
        fail_msg("taken: %s -> %s", old, new);
    }
    assert_int_equal(err.kind, ERR_FORMAT);
    free(trust);
}

static void
test_not_canonical(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"hub-trust-v1", "hub-manifest-v1"},
        {"version 3", "version 0"},
        {"version 3", "version 03"},
        {"use production", "use test"},
        {"use production", "use productionx"},
        {"threshold 2", "threshold 0"},
        {"threshold 2", "threshold 4"},
        {"root " HEX("02"), "root " HEX("01")},
        {"root " HEX("02"), "root " HEX("04")},
        {"root " HEX("02") "\nroot " HEX("03") "\n", ""},
        {"gt,hn", "hn,gt"},
        {"gt,hn", "gt,gt"},
        {"gt,hn", ""},
        {"gt,hn", "*"},
        {"2028-11-28 1\n", "2028-11-28 0\n"},
        {"2028-11-28 1\n", "2028-11-28\n"},
        {"2028-11-28 1\n", "2028-11-28 1 \n"},
        {"2028-11-28 1\n", "2028-13-28 1\n"},
        {"publisher " HEX("05"), "publisher " HEX("03")},
        {"publisher " HEX("05"), "publisher " HEX("04")},
        {"release " HEX("06"), "release " HEX("05")},
        {"release", "releases"},
        {"collector " HEX("07"), "collector " HEX("01")},
        {"epoch hn 2", "epoch gt 2"},
        {"epoch hn 2", "epoch aa 2"},
        {"epoch hn 2", "epoch hn 0"},
        {"epoch hn 2", "epoch hn"},
        {"revoked " HEX("09"), "revoked " HEX("08")},
        {"revoked " HEX("09") "\n", "revoked " HEX("09") "\nepoch mx 1\n"},
        {"revoked " HEX("09") "\n", "revoked " HEX("09") "\n\n"},
        {"revoked " HEX("09") "\n", "revoked " HEX("09")},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        refused(pairs[i][0], pairs[i][1]);
    }
}

// As many as the limit says are read, one more is refused.
static void
test_limits(void **state)
{
    (void)state;
    struct err err = {0};
    char *text = malloc(BUNDLE_DOCUMENT_MAX + 1);
    struct bundle_trust *trust = calloc(1, sizeof *trust);
    struct bundle_trust *back = calloc(1, sizeof *back);
    size_t len = 0;
    assert_non_null(text);
    assert_non_null(trust);
    assert_true(bundle_trust_parse(good, strlen(good), trust, &err));
    trust->revoked_count = BUNDLE_REVOKED_MAX;
    for (int i = 0; i < BUNDLE_REVOKED_MAX; i++) {
        trust->revoked[i].bytes[0] = (unsigned char)i;
    }
    assert_true(bundle_trust_write(trust, text, BUNDLE_DOCUMENT_MAX, &len, &err));
    assert_true(bundle_trust_parse(text, len, back, &err));
    memcpy(text + len, "revoked " HEX("f0") "\n", 73);
    assert_false(bundle_trust_parse(text, len + 73, back, &err));
    assert_non_null(strstr(err.text, "too many"));
    assert_false(bundle_trust_parse(text, BUNDLE_DOCUMENT_MAX + 1, back, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
    free(text);
    free(trust);
    free(back);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_writes_what_it_read),
        cmocka_unit_test(test_not_canonical),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
