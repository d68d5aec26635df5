#include <fcntl.h>

#include "install/folder.h"
#include "install/internal.h"
#include "test.h"

enum { DAY_S = 24 * 60 * 60, BUILD = 20700 };

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

static struct install_accepted
of_seq(int64_t seq)
{
    return (struct install_accepted){.network = "gt",
        .hub =
            {.trust_version = 3, .trust_id = {{9, 8}}, .epoch = 2, .seq = seq, .id = {{0xee, 1}}},
        .sure_day = BUILD,
        .floor_day = BUILD + 1,
        .powered_hours = 47};
}

static void
keep(struct folder *folder, int64_t seq)
{
    struct err err = {0};
    const struct install_accepted accepted = of_seq(seq);
    if (!install_accepted_write(&folder->dirs, &accepted, &err)) {
        fail_msg("%s", err.text);
    }
}

static int64_t
seq_kept(struct folder *folder)
{
    struct err err = {0};
    struct install_accepted got;
    return install_accepted_read(&folder->dirs, &got, &err) ? got.hub.seq : -1;
}

// Copies --------------------------------------------------------------------------------------------

static void
comes_back_as_written(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    struct install_accepted got;
    assert_true(install_accepted_read(&folder->dirs, &got, &err));
    assert_int_equal(got.hub.seq, 0);
    assert_int_equal(got.floor_day, 0);
    keep(folder, 41);
    const struct install_accepted want = of_seq(41);
    assert_true(install_accepted_read(&folder->dirs, &got, &err));
    assert_string_equal(got.network, "gt");
    assert_int_equal(got.hub.trust_version, 3);
    assert_memory_equal(got.hub.trust_id.bytes, want.hub.trust_id.bytes, 32);
    assert_int_equal(got.hub.epoch, 2);
    assert_int_equal(got.hub.seq, 41);
    assert_memory_equal(got.hub.id.bytes, want.hub.id.bytes, 32);
    assert_int_equal(got.sure_day, BUILD);
    assert_int_equal(got.floor_day, BUILD + 1);
    assert_int_equal(got.powered_hours, 47);
}

static void
either_copy_alone_remembers_the_newest(void **state)
{
    struct folder *folder = *state;
    const char *const copies[2] = {"data/state/accepted.a", "data/state/accepted.b"};
    char text[2][INSTALL_STATE_MAX];
    size_t len[2];
    keep(folder, 41);
    keep(folder, 42);
    for (int i = 0; i < 2; i++) {
        len[i] = folder_get(folder, copies[i], text[i], sizeof text[i]);
    }
    for (int i = 0; i < 2; i++) {
        for (size_t at = 0; at < len[i]; at++) { // any one byte of it
            text[i][at] ^= 1;
            folder_put(folder, copies[i], text[i], len[i]);
            assert_int_equal(seq_kept(folder), 42);
            text[i][at] ^= 1;
        }
        for (size_t cut = 0; cut < len[i]; cut += 7) {
            folder_put(folder, copies[i], text[i], cut);
            assert_int_equal(seq_kept(folder), 42);
        }
        char path[INSTALL_PATH_MAX];
        assert_int_equal(unlink(folder_path(folder, copies[i], path)), 0);
        assert_int_equal(seq_kept(folder), 42);
        keep(folder, 42);
        len[i] = folder_get(folder, copies[i], text[i], sizeof text[i]);
    }
}

static void
the_higher_generation_wins_after_a_cut_between(void **state)
{
    struct folder *folder = *state;
    char older[INSTALL_STATE_MAX];
    keep(folder, 41);
    for (int i = 0; i < 2; i++) {
        const char *name = i == 0 ? "data/state/accepted.a" : "data/state/accepted.b";
        size_t len = folder_get(folder, name, older, sizeof older);
        keep(folder, 42 + i);
        folder_put(folder, name, older, len);
        assert_int_equal(seq_kept(folder), 42 + i);
        keep(folder, 42 + i);
    }
}

static void
two_damaged_copies_are_no_empty_memory(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    struct install_accepted got;
    folder_put(folder, "data/state/accepted.a", "x", 1);
    folder_put(folder, "data/state/accepted.b", "", 0);
    assert_false(install_accepted_read(&folder->dirs, &got, &err));
    assert_int_equal(err.kind, ERR_FORMAT);
    keep(folder, 5);
    assert_int_equal(seq_kept(folder), 5);
}

static void
numbers_beyond_reason_are_not_kept(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    struct install_accepted accepted = of_seq(-1);
    assert_false(install_accepted_write(&folder->dirs, &accepted, &err));
    accepted = of_seq(INT64_MAX);
    assert_true(install_accepted_write(&folder->dirs, &accepted, &err));
    assert_true(seq_kept(folder) == INT64_MAX);
    accepted.powered_hours = INT64_MAX;
    assert_false(install_accepted_write(&folder->dirs, &accepted, &err));
    assert_int_equal(err.kind, ERR_LIMIT);
}

// Days -----------------------------------------------------------------------------------------------

static struct clock
at_day(int day, bool set)
{
    struct clock clock = clock_fake((int64_t)day * DAY_S);
    clock.synchronised = set;
    return clock;
}

static void
a_signed_day_raises_and_nothing_lowers(void **state)
{
    (void)state;
    struct install_accepted a = {0};
    install_saw_day(&a, BUILD);
    assert_int_equal(a.floor_day, BUILD);
    assert_int_equal(a.hub.today, BUILD);
    install_saw_day(&a, BUILD + 200);
    install_saw_day(&a, BUILD);
    install_saw_day(&a, -5);
    assert_int_equal(a.floor_day, BUILD + 200);
    assert_int_equal(a.hub.today, BUILD + 200);
    install_saw_day(&a, INT32_MAX);
    assert_int_equal(a.floor_day, BUILD + 200);
    a.powered_hours = 10 * 24 + 5; // ten days under power since: they are reached as well
    install_saw_day(&a, BUILD + 205);
    assert_int_equal(a.floor_day, BUILD + 210);
    install_saw_day(&a, BUILD + 220);
    assert_int_equal(a.floor_day, BUILD + 220);
    a.powered_hours += 24;
    install_saw_day(&a, 0);
    assert_int_equal(a.floor_day, BUILD + 221);
}

// 1970, the build, 2038, 2099 and one that leaps by 59 days at a time, vouched for or not.
static void
wrong_clocks_move_the_floor_by_sixty_days_at_most(void **state)
{
    (void)state;
    const int days[] = {0, BUILD, BUILD + INSTALL_JUMP_MAX + 1, 24855, 47481};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        for (int set = 0; set < 2; set++) {
            struct install_accepted a = {0};
            install_saw_day(&a, BUILD);
            struct clock clock = at_day(days[i], set == 1);
            install_saw_clock(&a, &clock);
            assert_int_equal(a.floor_day, BUILD);
            assert_int_equal(a.hub.today, BUILD);
        }
    }
    struct install_accepted a = {0};
    install_saw_day(&a, BUILD);
    for (int leap = 1; leap < 100; leap++) {
        struct clock clock = at_day(BUILD + leap * 59, true);
        install_saw_clock(&a, &clock);
    }
    assert_int_equal(a.floor_day, BUILD + 59);
    assert_int_equal(a.hub.today, BUILD); // keys are judged by what is sure
    struct clock clock = at_day(BUILD + INSTALL_JUMP_MAX, true);
    install_saw_clock(&a, &clock);
    assert_int_equal(a.floor_day, BUILD + INSTALL_JUMP_MAX);
    clock = at_day(BUILD + 3, true);
    install_saw_clock(&a, &clock);
    assert_int_equal(a.floor_day, BUILD + INSTALL_JUMP_MAX);
}

// The freeze attack: the clock stands in 1970, the machine runs.
static void
hours_under_power_age_content_by_themselves(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    struct install_accepted got;
    struct clock clock = at_day(0, false);
    const struct bundle_manifest manifest = {.issued = BUILD - 5, .stale_after_days = 10};
    for (int hour = 1; hour <= 11 * 24; hour++) {
        assert_true(install_hour(&folder->dirs, BUILD, &clock, &err));
    }
    assert_true(install_accepted_read(&folder->dirs, &got, &err));
    assert_int_equal(got.powered_hours, 11 * 24);
    assert_int_equal(got.floor_day, BUILD + 11);
    assert_int_equal(got.hub.seq, 0);
    assert_true(install_age(&manifest, got.floor_day, got.powered_hours).stale);
    assert_int_equal(install_age(&manifest, got.floor_day, got.powered_hours).days, 16);
    folder_put(folder, "data/state/accepted.a", "x", 1);
    folder_put(folder, "data/state/accepted.b", "x", 1);
    assert_false(
        install_hour(&folder->dirs, BUILD, &clock, &err)); // nothing is forgotten by the way
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(comes_back_as_written),
        IN_FOLDER(either_copy_alone_remembers_the_newest),
        IN_FOLDER(the_higher_generation_wins_after_a_cut_between),
        IN_FOLDER(two_damaged_copies_are_no_empty_memory),
        IN_FOLDER(numbers_beyond_reason_are_not_kept),
        cmocka_unit_test(a_signed_day_raises_and_nothing_lowers),
        cmocka_unit_test(wrong_clocks_move_the_floor_by_sixty_days_at_most),
        IN_FOLDER(hours_under_power_age_content_by_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
