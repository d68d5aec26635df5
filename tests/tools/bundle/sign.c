#include "signed_files.h"

#define SIGN "sign content.db --passphrase-file pass --key publisher.key --trust gt.trust "

static void
test_numbers_count_on(void **state)
{
    const struct signing *signing = *state;
    signing_run(signing, SIGN "--network gt --after one.hub -o two.hub", 0,
        "  epoch, number     1, 2\n  issued            2026-11-20, stale after 180 days\n");
    signing_run(signing, SIGN "--network gt --after two.hub --seq 9 --stale-after 30 -o nine.hub",
        0, "  epoch, number     1, 9\n  issued            2026-11-20, stale after 30 days\n");
    signing_run(signing,
        SIGN "--network hn --hubs south,north --seq 4 --issued 2026-12-01 -o h.hub", 0,
        "  hubs              north,south\n  epoch, number     1, 4\n  issued            "
        "2026-12-01");
    signing_run(signing, SIGN "--network hn --after one.hub -o x.hub", 1, "is of the network gt");
    signing_run(signing, SIGN "--network gt -o x.hub", 1, "for the very first --seq 1");
    assert_false(signing_has(signing, "x.hub"));
}

static void
test_same_bytes(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    char *one = NULL;
    char *again = NULL;
    size_t len = 0;
    size_t again_len = 0;
    struct err err = {0};
    signing_run(signing, SIGN "--network gt --seq 1 -o again.hub", 0, "");
    assert_true(file_read(signing_path(signing, "one.hub", path), 1 << 26, &one, &len, &err));
    assert_true(
        file_read(signing_path(signing, "again.hub", path), 1 << 26, &again, &again_len, &err));
    assert_int_equal(len, again_len);
    assert_memory_equal(one, again, len);
    free(one);
    free(again);
}

static void
test_who_may_not(void **state)
{
    const struct signing *signing = *state;
    struct key stranger;
    struct err err = {0};
    assert_true(key_make(KEY_PUBLISHER, &stranger, &err));
    signing_save(signing, &stranger, "stranger", true);
    signing_run(
        signing, SIGN "--network mx --seq 1 -o x.hub", 1, "may not sign for the network mx");
    signing_run(signing, SIGN "--network gt --epoch 2 --seq 1 -o x.hub", 1, "may sign from 1 to 1");
    signing_run(signing, SIGN "--network gt --seq 1 --issued 2028-12-01 -o x.hub", 1, "expired");
    signing_run(signing,
        "sign content.db --passphrase-file pass --key stranger.key --trust gt.trust --network gt"
        " --seq 1 -o x.hub",
        1, "is not in document 1 of gt.trust");
    signing_write(signing, "wrong", "other words of a test\n");
    signing_run(signing, SIGN "--passphrase-file wrong --network gt --seq 1 -o x.hub", 1,
        "the passphrase is wrong");
    assert_false(signing_has(signing, "x.hub"));
    assert_false(signing_has(signing, "x.hub.new"));
}

static void
test_old_file_stays(void **state)
{
    const struct signing *signing = *state;
    signing_write(signing, "kept.hub", "old");
    signing_run(signing, SIGN "--network mx --seq 1 -o kept.hub", 1, "");
    char path[160];
    char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    assert_true(file_read(signing_path(signing, "kept.hub", path), 100, &text, &len, &err));
    assert_string_equal(text, "old");
    free(text);
}

static void
test_not_content(void **state)
{
    const struct signing *signing = *state;
    signing_write(signing, "text.db", "no database");
    signing_run(signing,
        "sign text.db --passphrase-file pass --key publisher.key --trust gt.trust --network gt"
        " --seq 1 -o x.hub",
        1, "text.db");
    signing_run(signing,
        "sign none.db --passphrase-file pass --key publisher.key --trust gt.trust --network gt"
        " --seq 1 -o x.hub",
        3, "none.db");
    signing_run(signing, "sign content.db --trust gt.trust --network gt -o x.hub", 2, "say --key");
    signing_run(signing, SIGN "--network gt --seq 0 -o x.hub", 1, "--seq 0: not a number");
    signing_run(signing, SIGN "--network gt --seq 1", 2, "say with -o FILE");
}

// What help keys tells to do when a publisher's key was stolen.
static void
test_stolen_key(void **state)
{
    const struct signing *signing = *state;
    struct key fresh;
    struct err err = {0};
    assert_true(key_make(KEY_PUBLISHER, &fresh, &err));
    signing_save(signing, &fresh, "fresh", true);
    signing_save(signing, &signing->roots[0], "root-0", true);
    signing_save(signing, &signing->roots[2], "root-2", true);
    signing_run(
        signing, "trust revoke gt.trust --publisher publisher.pub --epoch gt=2 -o t", 0, "");
    signing_run(signing, "trust rotate t --publisher fresh.pub=gt", 0, "document 2 is not valid");
    signing_run(signing,
        "sign content.db --passphrase-file pass --key fresh.key --trust t --network gt --seq 1"
        " -o x.hub",
        1, "document 2 still needs 2 signatures");
    signing_run(signing, "trust sign t --key root-0.key --passphrase-file pass", 0, "");
    signing_run(signing, "trust sign t --key root-2.key --passphrase-file pass", 0, "complete");
    signing_run(signing,
        "sign content.db --passphrase-file pass --key fresh.key --trust t --network gt --seq 1"
        " -o new.hub",
        0, "  epoch, number     2, 1\n");
    signing_run(signing, "verify new.hub --trust gt.trust", 0, "roots of that trust file allow");
    signing_run(signing, "verify one.hub --trust t", 1, "not signed by a publisher");
    signing_run(signing, SIGN "--network gt --after new.hub -o x.hub", 1,
        "carries a newer trust document than gt.trust");
}

// And when a bundle is taken back: the next one still counts on from it.
static void
test_taken_back(void **state)
{
    const struct signing *signing = *state;
    char path[160];
    struct err err = {0};
    struct chain *chain = chain_new();
    signing_run(signing, "trust revoke gt.trust --bundle one.hub -o r", 0, "not valid yet");
    bool ok = chain_read(chain, signing_path(signing, "r", path), &err) &&
              chain_sign(chain, &signing->roots[1], &err) &&
              chain_sign(chain, &signing->roots[2], &err) && chain_write(chain, path, &err);
    chain_finish(chain);
    if (!ok) {
        fail_msg("%s", err.text);
    }
    signing_run(signing, "verify one.hub --trust r", 1, "taken back by the roots");
    signing_run(signing, SIGN "--trust r --network gt --after one.hub -o after.hub", 0,
        "  epoch, number     1, 2\n");
    signing_run(signing, "verify after.hub --trust gt.trust", 0, "roots of that trust file allow");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_count_on),
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_who_may_not),
        cmocka_unit_test(test_old_file_stays),
        cmocka_unit_test(test_not_content),
        cmocka_unit_test(test_stolen_key),
        cmocka_unit_test(test_taken_back),
    };
    return cmocka_run_group_tests(tests, signed_setup, signing_teardown);
}
