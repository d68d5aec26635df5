// The trust commands as people type them.

#include "signing.h"

static int
setup(void **state)
{
    signing_setup(state);
    const struct signing *signing = *state;
    signing_save(signing, &signing->roots[0], "root-0", true);
    signing_save(signing, &signing->roots[1], "root-1", true);
    signing_save(signing, &signing->publisher, "publisher", true);
    return 0;
}

static void
test_new_signed_by_two(void **state)
{
    const struct signing *signing = *state;
    signing_run(signing,
        "trust new -o new.trust --root root-0.pub --root root-1.pub --root root-2.pub"
        " --publisher publisher.pub=gt",
        0, "document 1 is not valid yet. Missing:\n  2 signatures of the 3 roots of document 1\n");
    signing_run(signing, "trust sign new.trust --key root-0.key --passphrase-file pass", 0,
        "  1 signature of the 3 roots");
    signing_run(signing, "trust sign new.trust --key root-0.key --passphrase-file pass", 1,
        "has signed it already");
    signing_run(signing, "trust rotate new.trust --epoch gt=2", 1, "still needs signatures");
    signing_run(signing,
        "trust sign new.trust --key root-1.key --passphrase-file pass -o done.trust", 0,
        "done.trust: document 1 is complete, with 2 signatures");
    signing_run(signing, "trust show new.trust", 0, "1 signature of");
    signing_run(signing, "trust show done.trust", 0, "  signed\n");
    signing_run(signing, "trust show done.trust", 0, " for gt until 2028-11-19, epochs up to 1\n");
}

static void
test_rotate_and_revoke(void **state)
{
    const struct signing *signing = *state;
    signing_save_trust(signing);
    signing_run(signing, "trust rotate gt.trust --root root-3.pub --drop root-2.pub -o two.trust",
        0,
        "Missing:\n  2 signatures of the 3 roots of document 2\n"
        "  2 signatures of the 3 roots of document 1\n");
    // Nobody signed it: the same document is changed again.
    signing_run(signing, "trust revoke two.trust --publisher publisher.pub --epoch gt=2", 0,
        "document 2 is not valid yet");
    signing_run(signing, "trust show two.trust", 0, "document 2 of 2026-11-20, for production");
    signing_run(signing, "trust show two.trust", 0, "  epoch      gt from 2\n");
    signing_run(signing, "trust sign two.trust --key root-0.key --passphrase-file pass", 0, "");
    signing_run(signing, "trust sign two.trust --key root-1.key --passphrase-file pass", 0,
        "document 2 is complete");
    signing_run(
        signing, "trust revoke two.trust --publisher publisher.pub", 3, "not in the document");
    signing_run(signing, "trust show gt.trust", 0, "document 1 is complete"); // -o left it alone
}

static void
test_wrong_use(void **state)
{
    const struct signing *signing = *state;
    signing_save_trust(signing);
    signing_run(signing, "trust", 2, "too few arguments");
    signing_run(signing, "trust burn gt.trust", 2, "trust new, rotate, revoke, sign or show");
    signing_run(signing, "trust new", 2, "trust new -o FILE");
    signing_run(signing, "trust new -o gt.trust --root root-0.pub", 2, "is there already");
    signing_run(signing, "trust show", 2, "say which trust file");
    signing_run(signing, "trust sign gt.trust", 2, "say with --key");
    signing_run(signing, "trust sign gt.trust --key publisher.key --passphrase-file pass", 2,
        "give that of a root");
    signing_run(signing, "trust show none.trust", 3, "none.trust");
    signing_run(signing, "trust show pass", 2, "not a trust file");
    signing_run(signing, "trust rotate gt.trust --network gt", 2, "does not take --network");
    signing_run(
        signing, "trust revoke gt.trust --drop publisher.pub", 2, "revoke does not take --drop");
    signing_run(
        signing, "trust rotate gt.trust --bundle x.hub", 2, "rotate does not take --bundle");
    signing_run(signing, "trust show gt.trust -o x", 2, "show does not take --output");
    signing_run(signing, "trust revoke gt.trust", 2, "what is revoked");
    signing_run(signing, "trust show gt.trust", 0, "document 1 is complete");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new_signed_by_two),
        cmocka_unit_test(test_rotate_and_revoke),
        cmocka_unit_test(test_wrong_use),
    };
    return cmocka_run_group_tests(tests, setup, signing_teardown);
}
