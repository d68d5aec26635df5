#include "signed_files.h"

static void
test_right_and_wrong(void **state)
{
    const struct signing *signing = *state;
    signed_other_trust(signing);
    signing_run(signing, "verify one.hub", 0, "Checked against the trust chain inside");
    signing_run(
        signing, "verify one.hub --trust gt.trust", 0, "The roots of that trust file allow");
    signing_run(signing, "verify one.hub --trust other.trust", 1, "another trust chain");
    signing_run(signing, "verify none.hub", 3, "no such file");
    signing_run(signing, "verify content.db", 1, "not a");
    signing_run(signing, "verify one.hub two.hub", 2, "too many arguments");
}

static void
test_damaged(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char copy[160];
    char *bytes = NULL;
    size_t len = 0;
    struct err err = {0};
    assert_true(file_read(signing_path(signing, "one.hub", path), 1 << 26, &bytes, &len, &err));
    signing_path(signing, "bad.hub", copy);
    const size_t places[] = {3, 100, 2000, len / 2, len - 1};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        assert_true(file_replace(copy, bytes, len, &err));
        signed_spoil(signing, "bad.hub", places[i]);
        signing_run(signing, "verify bad.hub", 1, "hub-bundle: ");
    }
    assert_true(file_replace(copy, bytes, len - 1, &err));
    signing_run(signing, "verify bad.hub", 1, "not of the size");
    free(bytes);
}

static void
test_trust_file_comes_out(void **state)
{
    const struct signing *signing = *state;
    char command[300];
    signing_run(signing, "verify one.hub --extract parts", 0, "");
    snprintf(command, sizeof command, "cd %s && cmp parts/trust gt.trust", signing->folder);
    assert_int_equal(system(command), 0);
}

// Debian's own minisign agrees, and sees a changed manifest.
static void
test_minisign(void **state)
{
    const struct signing *signing = *state;
    char command[300];
    if (system("command -v minisign >/dev/null") != 0) {
        print_message("minisign is not installed\n");
        skip();
    }
    signing_run(signing, "verify one.hub --extract parts", 0, "");
    snprintf(command, sizeof command, "cd %s/parts && minisign -V -p publisher.pub -m manifest",
        signing->folder);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command,
        "cd %s/parts && sed -i 's/^seq 1/seq 2/' manifest && grep -q '^seq 2' manifest &&"
        " ! minisign -V -p publisher.pub -m manifest >said 2>&1",
        signing->folder);
    assert_int_equal(system(command), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_right_and_wrong),
        cmocka_unit_test(test_damaged),
        cmocka_unit_test(test_trust_file_comes_out),
        cmocka_unit_test(test_minisign),
    };
    return cmocka_run_group_tests(tests, signed_setup, signing_teardown);
}
