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
add_document(struct machine *machine)
{
    machine->make->trust.version++;
    machine->make->trust.issued++;
    make_document(machine->make, 3);
}

static int64_t
version_believed(struct machine *machine, const struct bundle_anchor *image)
{
    char *bytes = NULL;
    struct bundle_anchor anchor = install_anchor(&machine->folder.dirs, image, &bytes);
    int64_t version = install_anchor_version(&anchor);
    assert_true((bytes != NULL) == (anchor.chain != image->chain));
    free(bytes);
    return version;
}

static void
keep(struct machine *machine)
{
    folder_put(
        &machine->folder, "data/state/trust", machine->make->chain, machine->make->chain_len);
}

static void
the_longest_chain_is_believed(void **state)
{
    struct machine *machine = *state;
    const struct bundle_anchor *image = &machine->hub.anchor;
    assert_int_equal(version_believed(machine, image), 1);
    keep(machine);
    assert_int_equal(version_believed(machine, image), 1);
    add_document(machine);
    add_document(machine);
    keep(machine);
    assert_int_equal(version_believed(machine, image), 3);
    // A newer image brings a chain that goes further than what was learnt from sticks.
    add_document(machine);
    const struct bundle_anchor newer = make_anchor(machine->make);
    assert_int_equal(version_believed(machine, &newer), 4);
}

static void
damage_and_forks_fall_back_to_the_image(void **state)
{
    struct machine *machine = *state;
    const struct bundle_anchor *image = &machine->hub.anchor;
    add_document(machine);
    size_t len = machine->make->chain_len;
    for (size_t at = 0; at < len; at += 13) {
        machine->make->chain[at] ^= 1;
        keep(machine);
        assert_int_equal(version_believed(machine, image), 1);
        machine->make->chain[at] ^= 1;
    }
    for (size_t cut = 0; cut < len; cut += 17) {
        folder_put(&machine->folder, "data/state/trust", machine->make->chain, cut);
        assert_int_equal(version_believed(machine, image), 1);
    }
    static char large[BUNDLE_TRUST_MAX + 1];
    folder_put(&machine->folder, "data/state/trust", large, sizeof large);
    assert_int_equal(version_believed(machine, image), 1);
    keep(machine);
    assert_int_equal(version_believed(machine, image), 2);
    machine->make->chain_len = 0; // a chain of its own from the first document on
    machine->make->trust.version = 0;
    add_document(machine);
    add_document(machine);
    add_document(machine);
    keep(machine);
    assert_int_equal(version_believed(machine, image), 1);
}

static void
the_image_proves_its_own_day(void **state)
{
    struct machine *machine = *state;
    const struct install_dirs *dirs = &machine->folder.dirs;
    struct bundle_anchor image = machine->hub.anchor;
    assert_int_equal(install_image_day(dirs, &image), MAKE_TODAY - 100);
    machine_put(machine, "factory.hub");
    assert_int_equal(install_image_day(dirs, &image), MAKE_TODAY);
    folder_put(&machine->folder, "factory.hub", "x", 1);
    assert_int_equal(install_image_day(dirs, &image), MAKE_TODAY - 100);
    image.len--;
    assert_int_equal(install_image_day(dirs, &image), 0);
    image.len = 0;
    assert_int_equal(install_image_day(dirs, &image), 0);
}

#define IN_MACHINE(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_MACHINE(the_longest_chain_is_believed),
        IN_MACHINE(damage_and_forks_fall_back_to_the_image),
        IN_MACHINE(the_image_proves_its_own_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
