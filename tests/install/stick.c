// Who may do what to a hub, over several sticks: reference table "role x attack", the cells that need a
// memory. Those of one bundle alone are in tests/bundle and find.c.

#include "install/stick.h"

static int
begin(void **state)
{
    static struct machine machine;
    machine_begin(&machine);
    *state = &machine;
    return 0;
}

static int
end(void **state)
{
    machine_end(*state);
    return 0;
}

static void
prepare(struct machine *machine, int64_t seq, const char *version)
{
    machine->make->manifest.seq = seq;
    machine_content(machine, version, 0);
}

#define INSTALLS(machine, seq, version)                                                            \
    do {                                                                                           \
        prepare(machine, seq, version);                                                            \
        if (machine_offer(machine) != INSTALL_DONE) {                                              \
            fail_msg("%s: %d", version, (int)(machine)->status.reason);                            \
        }                                                                                          \
    } while (0)

#define REFUSES(machine, seq, version, why)                                                        \
    do {                                                                                           \
        prepare(machine, seq, version);                                                            \
        assert_int_equal(machine_offer(machine), INSTALL_REFUSED);                                 \
        assert_int_equal((machine)->status.reason, why);                                           \
    } while (0)

// The next trust document, signed by the roots of that mask.
static void
add_document(struct machine *machine, unsigned signers)
{
    machine->make->trust.version++;
    machine->make->trust.issued++;
    make_document(machine->make, signers);
}

static void
replace_publisher(struct machine *machine, struct make_key key)
{
    machine->make->trust.publishers_count = 0;
    make_publisher(&machine->make->trust, &key, "gt");
    machine->make->signer = key;
}

// What the bundle, its chain and its signer were, to come back to.
struct past {
    struct bundle_trust trust;
    unsigned char chain[BUNDLE_TRUST_MAX];
    size_t chain_len;
    struct make_key signer;
};

static struct past *
remember(const struct machine *machine)
{
    struct past *past = malloc(sizeof *past);
    past->trust = machine->make->trust;
    memcpy(past->chain, machine->make->chain, sizeof past->chain);
    past->chain_len = machine->make->chain_len;
    past->signer = machine->make->signer;
    return past;
}

static void
go_back(struct machine *machine, const struct past *past)
{
    machine->make->trust = past->trust;
    memcpy(machine->make->chain, past->chain, sizeof past->chain);
    machine->make->chain_len = past->chain_len;
    machine->make->signer = past->signer;
}

// Rollback ----------------------------------------------------------------------------------------------

static void
older_and_equal_numbers_are_refused(void **state)
{
    struct machine *machine = *state;
    INSTALLS(machine, 5, "five");
    REFUSES(machine, 4, "four", BUNDLE_OLDER);
    REFUSES(machine, 5, "five-again", BUNDLE_OLDER); // the same number, other content
    assert_shows(machine, "five", "none");
    INSTALLS(machine, 6, "six");
    prepare(machine, 5, "five");
    assert_int_equal(machine_offer(machine), INSTALL_REFUSED); // also what is previous
    assert_shows(machine, "six", "five");
}

static void
installed_content_remembers_for_a_lost_state(void **state)
{
    struct machine *machine = *state;
    INSTALLS(machine, 5, "five");
    char path[INSTALL_PATH_MAX];
    assert_int_equal(unlink(folder_path(&machine->folder, "data/state/accepted.a", path)), 0);
    assert_int_equal(unlink(folder_path(&machine->folder, "data/state/accepted.b", path)), 0);
    REFUSES(machine, 4, "four", BUNDLE_OLDER);
    folder_put(&machine->folder, "data/state/accepted.a", "?", 1);
    folder_put(&machine->folder, "data/state/accepted.b", "?", 1);
    REFUSES(machine, 4, "four", BUNDLE_OLDER);
    INSTALLS(machine, 6, "six");
}

static void
the_factorys_content_is_a_floor(void **state)
{
    struct machine *machine = *state;
    prepare(machine, 5, "factory");
    machine_put(machine, "factory.hub");
    REFUSES(machine, 4, "four", BUNDLE_OLDER);
    INSTALLS(machine, 6, "six");
    assert_shows(machine, "six", "none");
}

static void
an_old_copy_of_the_state_is_raised_again(void **state)
{
    struct machine *machine = *state;
    char old[2][INSTALL_STATE_MAX];
    size_t len[2];
    INSTALLS(machine, 5, "five");
    len[0] = folder_get(&machine->folder, "data/state/accepted.a", old[0], sizeof old[0]);
    len[1] = folder_get(&machine->folder, "data/state/accepted.b", old[1], sizeof old[1]);
    INSTALLS(machine, 9, "nine");
    folder_put(&machine->folder, "data/state/accepted.a", old[0], len[0]);
    folder_put(&machine->folder, "data/state/accepted.b", old[1], len[1]);
    REFUSES(machine, 8, "eight", BUNDLE_OLDER);
}

// A hub that is moved to another network begins anew there, and cannot come back to older content.
static void
numbers_count_per_network(void **state)
{
    struct machine *machine = *state;
    struct bundle_publisher *publisher = &machine->make->trust.publishers[0];
    publisher->networks_count = 2;
    snprintf(publisher->networks[1], sizeof publisher->networks[1], "hn");
    add_document(machine, 3);
    INSTALLS(machine, 50, "gt-50");
    machine->hub.network = "hn";
    snprintf(machine->make->manifest.network, sizeof machine->make->manifest.network, "hn");
    INSTALLS(machine, 2, "hn-2");
    REFUSES(machine, 1, "hn-1", BUNDLE_OLDER);
    machine->hub.network = "gt";
    snprintf(machine->make->manifest.network, sizeof machine->make->manifest.network, "gt");
    REFUSES(machine, 49, "gt-49", BUNDLE_OLDER); // previous still knows
}

static void
without_a_network_the_factorys_is_served(void **state)
{
    struct machine *machine = *state;
    machine->hub.network = "";
    REFUSES(machine, 2, "two", BUNDLE_OTHER_HUB);
    machine_put(machine, "factory.hub");
    INSTALLS(machine, 3, "three");
}

// Keys --------------------------------------------------------------------------------------------------

static void
a_new_key_comes_with_any_stick(void **state)
{
    struct machine *machine = *state;
    INSTALLS(machine, 1, "old-key");
    struct past *past = remember(machine);
    replace_publisher(machine, make_key(7));
    add_document(machine, 3);
    INSTALLS(machine, 2, "new-key");
    go_back(machine, past); // the old key and the old chain, a higher number
    REFUSES(machine, 3, "stolen-key", BUNDLE_UNTRUSTED);
    machine->make->manifest.epoch = 1;
    REFUSES(machine, INT64_C(1) << 53, "stolen-key", BUNDLE_UNTRUSTED);
    assert_shows(machine, "new-key", "old-key");
    free(past);
}

// The stolen key's content is on the stick too, and of a higher number; whichever is read first.
static void
one_stick_with_both_is_judged_by_the_newer_trust(void **state)
{
    struct machine *machine = *state;
    for (int order = 0; order < 2; order++) {
        machine_clear_stick(machine);
        prepare(machine, 90 + order, "stolen");
        struct make_file stolen = make_file(machine->make);
        replace_publisher(machine, make_key(7 + order));
        add_document(machine, 3);
        prepare(machine, 2 + order, "rightful");
        if (order == 0) {
            folder_put(&machine->folder, "stick/b.hub", stolen.bytes, stolen.len);
        }
        machine_put(machine, "stick/m.hub");
        if (order == 1) {
            folder_put(&machine->folder, "stick/b.hub", stolen.bytes, stolen.len);
        }
        free(stolen.bytes);
        assert_installed(machine);
        assert_shows(machine, "rightful", order == 0 ? "none" : "rightful");
    }
}

// Trust counts even when its content is for somebody else.
static void
a_neighbours_stick_revokes_too(void **state)
{
    struct machine *machine = *state;
    INSTALLS(machine, 1, "one");
    struct past *past = remember(machine);
    static const char *const other[] = {"hub-2"};
    replace_publisher(machine, make_key(7));
    add_document(machine, 3);
    make_for_hubs(machine->make, other, 1);
    REFUSES(machine, 2, "neighbours", BUNDLE_OTHER_HUB);
    machine->make->manifest.every_hub = true;
    machine->make->manifest.hubs_count = 0;
    go_back(machine, past);
    REFUSES(machine, 3, "stolen", BUNDLE_UNTRUSTED);
    free(past);
}

static void
a_root_alone_changes_nothing(void **state)
{
    struct machine *machine = *state;
    INSTALLS(machine, 1, "one");
    struct past *past = remember(machine);
    for (unsigned signers = 0; signers < 8; signers++) {
        go_back(machine, past);
        replace_publisher(machine, machine->make->stranger);
        add_document(machine, signers);
        bool enough = signers == 3 || signers == 5 || signers == 6 || signers == 7;
        if (!enough) {
            REFUSES(machine, 2, "usurper", BUNDLE_UNTRUSTED);
            assert_false(folder_has(&machine->folder, "data/state/trust"));
        }
    }
    go_back(machine, past);
    INSTALLS(machine, 2, "two");
    free(past);
}

static void
lost_trust_is_no_way_back(void **state)
{
    struct machine *machine = *state;
    INSTALLS(machine, 1, "one");
    struct past *past = remember(machine);
    replace_publisher(machine, make_key(7));
    add_document(machine, 3);
    INSTALLS(machine, 2, "two");
    char path[INSTALL_PATH_MAX];
    assert_int_equal(unlink(folder_path(&machine->folder, "data/state/trust", path)), 0);
    struct past *newer = remember(machine);
    go_back(machine, past);
    REFUSES(machine, 3, "stolen", BUNDLE_UNTRUSTED); // accepted remembers the chain's version
    go_back(machine, newer);
    INSTALLS(machine, 4, "four"); // and its stick brings it again
    assert_true(folder_has(&machine->folder, "data/state/trust"));
    free(past);
    free(newer);
}

static void
revoked_content_is_refused_by_name(void **state)
{
    struct machine *machine = *state;
    prepare(machine, 3, "mistake");
    struct make_file file = make_file(machine->make);
    machine->make->trust.revoked[0] =
        bundle_hash(file.bytes + file.manifest_at, file.signature_at - file.manifest_at);
    machine->make->trust.revoked_count = 1;
    free(file.bytes);
    add_document(machine, 3);
    assert_int_equal(machine_offer(machine), INSTALL_REFUSED);
    assert_int_equal(machine->status.reason, BUNDLE_REVOKED);
    INSTALLS(machine, 4, "corrected");
}

// Epochs ------------------------------------------------------------------------------------------------

// A stolen key runs ahead to the last number there is; the roots open the next epoch.
static void
fast_forward_is_undone_by_an_epoch(void **state)
{
    struct machine *machine = *state;
    INSTALLS(machine, INT64_C(1) << 53, "far-ahead");
    struct past *past = remember(machine);
    REFUSES(machine, 2, "normal", BUNDLE_OLDER);
    replace_publisher(machine, make_key(7));
    machine->make->trust.publishers[0].max_epoch = 2;
    machine->make->trust.epochs_count = 1;
    machine->make->trust.epochs[0] = (struct bundle_epoch){.network = "gt", .lowest = 2};
    add_document(machine, 3);
    machine->make->manifest.epoch = 2;
    INSTALLS(machine, 1, "recovered");
    INSTALLS(machine, 2, "normal-again");
    machine->make->manifest.epoch = 1;
    REFUSES(machine, 3, "of-the-past", BUNDLE_OLDER);
    go_back(machine, past);
    REFUSES(machine, INT64_C(1) << 53, "far-ahead", BUNDLE_UNTRUSTED);
    assert_shows(machine, "normal-again", "recovered");
    free(past);
}

static void
a_publisher_opens_no_epoch(void **state)
{
    struct machine *machine = *state;
    machine->make->manifest.epoch = 2;
    REFUSES(machine, 1, "own-epoch", BUNDLE_UNTRUSTED);
}

// Time --------------------------------------------------------------------------------------------------

static void
a_key_expires_by_signed_days_only(void **state)
{
    struct machine *machine = *state;
    int not_after = machine->make->trust.publishers[0].not_after;
    machine->make->manifest.issued = not_after;
    INSTALLS(machine, 1, "last-day");
    machine->make->manifest.issued = not_after + 1;
    REFUSES(machine, 2, "too-late", BUNDLE_KEY_EXPIRED);
    // A clock that ran ahead, and somebody who vouched for it: content ages, the key does not.
    struct install_accepted accepted;
    struct err err = {0};
    assert_true(install_accepted_read(&machine->folder.dirs, &accepted, &err));
    struct clock clock = clock_fake((int64_t)(not_after + 59) * 86400);
    install_saw_clock(&accepted, &clock);
    assert_int_equal(accepted.floor_day, not_after + 59);
    assert_true(install_accepted_write(&machine->folder.dirs, &accepted, &err));
    machine->make->manifest.issued = not_after;
    INSTALLS(machine, 3, "still-the-last-day");
    // A document of the roots of a later day does: that day is reached.
    machine->make->trust.issued = not_after + 1;
    add_document(machine, 3);
    REFUSES(machine, 4, "expired", BUNDLE_KEY_EXPIRED);
}

static void
powered_hours_begin_anew_with_new_content(void **state)
{
    struct machine *machine = *state;
    struct install_accepted accepted;
    struct err err = {0};
    struct clock clock = clock_fake(0);
    clock.synchronised = false;
    INSTALLS(machine, 1, "one");
    for (int hour = 0; hour < 49; hour++) {
        assert_true(install_hour(&machine->folder.dirs, 0, &clock, &err));
    }
    assert_true(install_accepted_read(&machine->folder.dirs, &accepted, &err));
    assert_int_equal(accepted.powered_hours, 49);
    assert_int_equal(accepted.floor_day, MAKE_TODAY + 2);
    INSTALLS(machine, 2, "two"); // issued before: two days old already
    assert_true(install_accepted_read(&machine->folder.dirs, &accepted, &err));
    assert_int_equal(accepted.powered_hours, 0);
    assert_int_equal(accepted.floor_day, MAKE_TODAY + 2);
    assert_int_equal(
        install_age(&machine->make->manifest, accepted.floor_day, accepted.powered_hours).days, 2);
}

// Mixing ------------------------------------------------------------------------------------------------

static void
payloads_do_not_change_places(void **state)
{
    struct machine *machine = *state;
    prepare(machine, 1, "aaa");
    struct make_file a = make_file(machine->make);
    prepare(machine, 2, "bbb");
    struct make_file b = make_file(machine->make);
    assert_int_equal(a.len - a.payload_at, b.len - b.payload_at);
    memcpy(b.bytes + b.payload_at, a.bytes + a.payload_at, b.len - b.payload_at);
    folder_put(&machine->folder, "stick/mixed.hub", b.bytes, b.len);
    assert_refused(machine, BUNDLE_UNSTEADY);
    assert_shows(machine, "none", "none");
    free(a.bytes);
    free(b.bytes);
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(older_and_equal_numbers_are_refused),
        IN_MACHINE(installed_content_remembers_for_a_lost_state),
        IN_MACHINE(the_factorys_content_is_a_floor),
        IN_MACHINE(an_old_copy_of_the_state_is_raised_again),
        IN_MACHINE(numbers_count_per_network),
        IN_MACHINE(without_a_network_the_factorys_is_served),
        IN_MACHINE(a_new_key_comes_with_any_stick),
        IN_MACHINE(one_stick_with_both_is_judged_by_the_newer_trust),
        IN_MACHINE(a_neighbours_stick_revokes_too),
        IN_MACHINE(a_root_alone_changes_nothing),
        IN_MACHINE(lost_trust_is_no_way_back),
        IN_MACHINE(revoked_content_is_refused_by_name),
        IN_MACHINE(fast_forward_is_undone_by_an_epoch),
        IN_MACHINE(a_publisher_opens_no_epoch),
        IN_MACHINE(a_key_expires_by_signed_days_only),
        IN_MACHINE(powered_hours_begin_anew_with_new_content),
        IN_MACHINE(payloads_do_not_change_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
