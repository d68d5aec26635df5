#include "signed.h"

#include "signed_files.h"

static void
test_against_itself_and_a_trust_file(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char trust[160];
    struct bundle *bundle = NULL;
    struct bundle_hash id;
    struct err err = {0};
    signing_path(signing, "one.hub", path);
    assert_true(signed_is(path));
    assert_true(signed_open(path, NULL, &bundle, &err));
    assert_true(signed_check(path, bundle_head_of(bundle), &err));
    assert_true(signed_id(path, &id, &err));
    assert_memory_equal(&id, &bundle_head_of(bundle)->id, sizeof id);
    bundle_close(bundle);
    assert_true(signed_open(path, signing_path(signing, "gt.trust", trust), &bundle, &err));
    bundle_close(bundle);
    signed_other_trust(signing);
    assert_false(signed_open(path, signing_path(signing, "other.trust", trust), &bundle, &err));
    assert_int_equal(err.kind, ERR_SIGNATURE);
    assert_null(bundle);
}

static void
test_what_is_none(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    struct bundle *bundle = NULL;
    struct bundle_hash id;
    struct err err = {0};
    assert_false(signed_is(signing_path(signing, "content.db", path)));
    assert_false(signed_open(path, NULL, &bundle, &err));
    assert_false(signed_id(path, &id, &err));
    assert_false(signed_is(signing_path(signing, "nothing", path)));
    assert_false(signed_open(path, NULL, &bundle, &err));
    assert_int_equal(err.kind, ERR_MISSING);
    assert_false(signed_is(signing->folder));
}

static void
test_pending_trust_is_none(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char trust[160];
    struct bundle *bundle = NULL;
    struct err err = {0};
    signing_run(signing, "trust rotate gt.trust --epoch gt=2 -o pending.trust", 0, "Missing");
    assert_false(signed_open(signing_path(signing, "one.hub", path),
        signing_path(signing, "pending.trust", trust), &bundle, &err));
    assert_non_null(strstr(err.text, "still needs signatures"));
}

static void
test_show_reads_it_too(void **state)
{
    const struct signing *signing = *state;
    signing_run(signing, "show one.hub", 0, "Signed\n  id                ");
    signing_run(signing, "show one.hub", 0, "\nHub\n");
    signing_run(signing, "show one.hub topic", 0, "1\tpapeles\tPapeles y permisos\n");
    signing_run(signing, "show content.db", 0, "Hub\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_itself_and_a_trust_file),
        cmocka_unit_test(test_what_is_none),
        cmocka_unit_test(test_pending_trust_is_none),
        cmocka_unit_test(test_show_reads_it_too),
    };
    return cmocka_run_group_tests(tests, signed_setup, signing_teardown);
}
