#include "install/folder.h"
#include "install/internal.h"
#include "test.h"

static int
begin(void **state)
{
    static struct folder folder;
    folder_begin(&folder);
    *state = &folder;
    return 0;
}

static int
end(void **state)
{
    folder_end(*state);
    return 0;
}

static const struct bundle_hash A = {{1}};
static const struct bundle_hash B = {{2}};

static bool
starts(struct folder *folder, const struct bundle_hash *id)
{
    struct err err = {0};
    bool ok = install_trial_begin(&folder->dirs, id, &err);
    assert_true(ok || err.kind == ERR_LIMIT);
    return ok;
}

static void
three_starts_without_health_are_enough(void **state)
{
    struct folder *folder = *state;
    for (int i = 0; i < INSTALL_TRIES_MAX; i++) {
        assert_int_equal(install_trial_tries(&folder->dirs, &A), i);
        assert_true(starts(folder, &A));
    }
    assert_false(starts(folder, &A));
    assert_false(starts(folder, &A));
    assert_int_equal(install_trial_tries(&folder->dirs, &A), INSTALL_TRIES_MAX);
    assert_true(starts(folder, &B)); // the next source
}

// The kiosk's unit lets nobody read its files; this one hub-usb must.
static void
the_group_may_read_it(void **state)
{
    struct folder *folder = *state;
    struct stat st;
    mode_t before = umask(0077);
    assert_true(starts(folder, &A));
    umask(before);
    assert_int_equal(stat(folder->dirs.trial, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
}

static void
health_begins_the_count_anew(void **state)
{
    struct folder *folder = *state;
    for (int i = 0; i < 10; i++) {
        assert_true(starts(folder, &A));
        assert_true(starts(folder, &A));
        install_trial_end(&folder->dirs);
    }
    install_trial_end(&folder->dirs);
    assert_int_equal(install_trial_tries(&folder->dirs, &A), 0);
}

// Power that failed three times must not put good content aside for ever.
static void
a_healthy_successor_gives_the_first_its_chance_again(void **state)
{
    struct folder *folder = *state;
    for (int i = 0; i < INSTALL_TRIES_MAX; i++) {
        assert_true(starts(folder, &A));
    }
    assert_true(starts(folder, &B));
    install_trial_end(&folder->dirs);
    assert_true(starts(folder, &A));
}

static void
damage_counts_nothing(void **state)
{
    struct folder *folder = *state;
    assert_true(starts(folder, &A));
    assert_true(starts(folder, &A));
    char text[128];
    size_t len = folder_get(folder, "data/kiosk/trial", text, sizeof text);
    for (size_t cut = 0; cut < len; cut++) {
        folder_put(folder, "data/kiosk/trial", text, cut);
        assert_int_equal(install_trial_tries(&folder->dirs, &A), 0);
    }
    text[65] = '?';
    folder_put(folder, "data/kiosk/trial", text, len);
    assert_true(starts(folder, &A));
    assert_int_equal(install_trial_tries(&folder->dirs, &A), 1);
}

static void
age_is_the_larger_of_days_and_powered_hours(void **state)
{
    (void)state;
    const struct bundle_manifest manifest = {.issued = 20000, .stale_after_days = 180};
    assert_int_equal(install_age(&manifest, 20000, 0).days, 0);
    assert_int_equal(
        install_age(&manifest, 0, 0).days, 0); // a floor lost makes nothing younger than new
    assert_int_equal(install_age(&manifest, 20180, 0).days, 180);
    assert_false(install_age(&manifest, 20180, 0).stale);
    assert_true(install_age(&manifest, 20181, 0).stale);
    // A clock that stands still for 181 days under power.
    assert_false(install_age(&manifest, 20000, 180 * 24 + 23).stale);
    assert_true(install_age(&manifest, 20000, 181 * 24).stale);
    assert_true(install_age(&manifest, 0, INT64_MAX).stale);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(three_starts_without_health_are_enough),
        IN_FOLDER(the_group_may_read_it),
        IN_FOLDER(health_begins_the_count_anew),
        IN_FOLDER(a_healthy_successor_gives_the_first_its_chance_again),
        IN_FOLDER(damage_counts_nothing),
        cmocka_unit_test(age_is_the_larger_of_days_and_powered_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
