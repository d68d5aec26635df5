// Sticks that go wrong under hub-usb, as a file system sees it: it ends by itself, says why, keeps the
// content that was there, and stays small.
#include "sticks/program.h"

#include "sticks/stick.h"

enum {
    CONTENT_BYTES = 3 * 1024 * 1024,
    MIDDLE = 3 * 1024 * 1024 / 2,
#if defined(HUB_SANITIZED) // they keep freed memory, and more beside every byte
    RSS_MIB_MAX = 64,
#else
    RSS_MIB_MAX = 32,
#endif
};

struct place {
    struct machine machine;
    struct make_file next; // newer content than what is installed
};

static int
setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    struct machine *machine = &place->machine;
    machine_begin(machine);
    machine_put(machine, "stick/content.hub");
    assert_installed(machine);
    machine->make->manifest.seq++;
    machine_content(machine, "two", CONTENT_BYTES);
    place->next = make_file(machine->make);
    program_prepare(machine);
    *state = place;
    return 0;
}

static int
teardown(void **state)
{
    struct place *place = *state;
    free(place->next.bytes);
    machine_end(&place->machine);
    free(place);
    return 0;
}

static void
expect_small(const struct program_run *run)
{
    print_message("largest process: %ld KiB\n", run->rss_kib);
    if (run->rss_kib > RSS_MIB_MAX * 1024) {
        fail_msg("%ld KiB, at most %d MiB", run->rss_kib, RSS_MIB_MAX);
    }
}

static struct program_run
insert(struct place *place, enum stick_fault fault, size_t from)
{
    struct stick_server server;
    const struct stick_content content = {
        .bytes = place->next.bytes, .len = place->next.len, .fault = fault, .from = from};
    if (!stick_insert(&server, &content)) {
        skip();
    }
    struct program_run run = program_insert(&place->machine, server.folder);
    program_told(&place->machine); // while the stick is in
    stick_remove(&server);
    program_wait(&run, 0);
    expect_small(&run);
    return run;
}

static void
expect_refused(struct place *place, enum stick_fault fault, size_t from, enum bundle_reason reason)
{
    struct program_run run = insert(place, fault, from);
    assert_int_equal(run.status, 1);
    assert_int_equal(place->machine.status.phase, INSTALL_REFUSED);
    assert_int_equal(place->machine.status.reason, reason);
    assert_shows(&place->machine, "one", "none");
}

static void
a_sound_one_is_taken(void **state)
{
    struct place *place = *state;
    assert_int_equal(insert(place, STICK_SOUND, 0).status, 0);
    assert_shows(&place->machine, "two", "one");
}

static void
read_errors_are_told(void **state)
{
    expect_refused(*state, STICK_ERRORS, 0, BUNDLE_UNREADABLE);
    expect_refused(*state, STICK_ERRORS, 100, BUNDLE_UNREADABLE);
    expect_refused(*state, STICK_ERRORS, MIDDLE, BUNDLE_UNREADABLE);
}

static void
a_pulled_one_is_told(void **state)
{
    expect_refused(*state, STICK_GONE, 100, BUNDLE_PULLED);
    expect_refused(*state, STICK_GONE, MIDDLE, BUNDLE_PULLED);
}

static void
after_a_pull_the_copy_goes_on(void **state)
{
    struct place *place = *state;
    expect_refused(place, STICK_GONE, MIDDLE, BUNDLE_PULLED);
    assert_int_equal(insert(place, STICK_SOUND, 0).status, 0);
    assert_shows(&place->machine, "two", "one");
}

static void
one_that_hangs_is_left(void **state)
{
    expect_refused(*state, STICK_HANGS, 0, BUNDLE_STUCK);
    expect_refused(*state, STICK_HANGS, MIDDLE, BUNDLE_STUCK);
}

// Taken as it was read first, or not at all.
static void
other_bytes_the_second_time_do_not_matter(void **state)
{
    struct place *place = *state;
    struct program_run run = insert(place, STICK_UNSTEADY, 0);
    char version[64];
    machine_version(&place->machine, INSTALL_CURRENT, version); // verifies every chunk
    assert_string_equal(version, run.status == 0 ? "two" : "one");
    assert_true(run.status == 0 || place->machine.status.reason == BUNDLE_UNSTEADY ||
                place->machine.status.reason == BUNDLE_DAMAGED);
}

static void
a_million_names_are_not_waited_for(void **state)
{
    struct place *place = *state;
    struct program_run run = insert(place, STICK_CROWDED, 0);
    char version[64];
    machine_version(&place->machine, INSTALL_CURRENT, version);
    assert_string_equal(version, run.status == 0 ? "two" : "one");
    assert_true(run.status == 0 || run.status == 1);
    expect_refused(place, STICK_CROWDED_BUNDLES, 0, BUNDLE_TOO_MANY);
}

static void
two_terabytes_are_not_read(void **state)
{
    expect_refused(*state, STICK_ENDLESS, 0, BUNDLE_DAMAGED);
}

#define STICK_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STICK_TEST(a_sound_one_is_taken),
        STICK_TEST(read_errors_are_told),
        STICK_TEST(a_pulled_one_is_told),
        STICK_TEST(after_a_pull_the_copy_goes_on),
        STICK_TEST(one_that_hangs_is_left),
        STICK_TEST(other_bytes_the_second_time_do_not_matter),
        STICK_TEST(a_million_names_are_not_waited_for),
        STICK_TEST(two_terabytes_are_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
