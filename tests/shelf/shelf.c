// Which content is shown, and what stands in for it.

#include "tests/shelf/installed.h"
#include "tests/town/made.h"

#include <dirent.h>
#include <malloc.h>

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void); // of gcc's and clang's run-time
#endif

enum { GROWN_MAX = 64 * 1024 };

static int64_t
shown(const struct installed *machine)
{
    return store_head(machine->shelf.store)->manifest.seq;
}

static void
opens(struct installed *machine, int source, int64_t seq, int code)
{
    assert_true(shelf_open(&machine->wish, &machine->shelf));
    assert_int_equal(machine->shelf.source, source);
    assert_int_equal(shown(machine), seq);
    assert_int_equal(machine->shelf.code, code);
}

static void
fails(struct installed *machine, int code)
{
    assert_false(shelf_open(&machine->wish, &machine->shelf));
    assert_null(machine->shelf.store);
    assert_int_equal(machine->shelf.code, code);
}

static void
three(struct installed *machine, char name[3][128])
{
    free(installed_as(machine, "current", 3, name[0]).bytes);
    free(installed_as(machine, "previous", 2, name[1]).bytes);
    free(installed_put(machine, "factory.hub", 1).bytes);
    snprintf(name[2], 128, "factory.hub");
}

// Installed ----------------------------------------------------------------------------------------

static void
test_a_new_machine_shows_what_it_came_with(void **state)
{
    struct installed *machine = *state;
    fails(machine, SHELF_MISSING);
    free(installed_put(machine, "factory.hub", 1).bytes);
    opens(machine, INSTALL_FACTORY, 1, 0);
}

static void
test_the_newest_that_opens(void **state)
{
    struct installed *machine = *state;
    char name[3][128];
    three(machine, name);
    opens(machine, INSTALL_CURRENT, 3, 0);
    installed_damage(machine, name[0], 3000); // in the head
    opens(machine, INSTALL_PREVIOUS, 2, BUNDLE_DAMAGED);
    installed_damage(machine, name[1], 3000);
    opens(machine, INSTALL_FACTORY, 1, BUNDLE_DAMAGED);
    installed_damage(machine, name[2], 3000);
    fails(machine, BUNDLE_DAMAGED);
}

// The head is right, the first page of the database is not: the very first open falls back.
static void
test_a_first_open_that_fails(void **state)
{
    struct installed *machine = *state;
    char name[128];
    struct make_file file = installed_as(machine, "current", 3, name);
    free(installed_put(machine, "factory.hub", 1).bytes);
    installed_damage(machine, name, file.payload_at + 40);
    opens(machine, INSTALL_FACTORY, 1, SHELF_DAMAGED);
    free(file.bytes);
}

static bool
only_odd(void *context, struct store *store, struct err *err)
{
    (void)context;
    return store_head(store)->manifest.seq % 2 == 1 || err_set(err, ERR_FORMAT, "even");
}

static void
test_the_last_word_is_the_kiosks(void **state)
{
    struct installed *machine = *state;
    char name[128];
    machine->wish.accept = only_odd;
    free(installed_as(machine, "current", 2, name).bytes);
    free(installed_put(machine, "factory.hub", 1).bytes);
    opens(machine, INSTALL_FACTORY, 1, SHELF_DAMAGED);
}

static void
test_on_trial(void **state)
{
    struct installed *machine = *state;
    char name[3][128];
    three(machine, name);
    for (int start = 0; start < INSTALL_TRIES_MAX; start++) {
        opens(machine, INSTALL_CURRENT, 3, 0);
        shelf_rested(&machine->wish, &machine->shelf); // and then it went down
    }
    opens(machine, INSTALL_PREVIOUS, 2, SHELF_TRIED);
    for (int turn = 0; turn < SHELF_HEALTHY; turn++) { // of what is not on trial
        shelf_rested(&machine->wish, &machine->shelf);
    }
    assert_true(folder_has(&machine->folder, "data/kiosk/trial"));
}

static void
test_healthy(void **state)
{
    struct installed *machine = *state;
    char name[3][128];
    three(machine, name);
    for (int start = 0; start < 2 * INSTALL_TRIES_MAX; start++) {
        opens(machine, INSTALL_CURRENT, 3, 0);
        assert_true(folder_has(&machine->folder, "data/kiosk/trial"));
        for (int turn = 0; turn < SHELF_HEALTHY; turn++) {
            shelf_rested(&machine->wish, &machine->shelf);
        }
        assert_false(folder_has(&machine->folder, "data/kiosk/trial"));
    }
}

// A card that takes no more writing still shows its content.
static void
test_a_trial_that_cannot_be_counted(void **state)
{
    struct installed *machine = *state;
    char name[3][128];
    char path[INSTALL_PATH_MAX];
    three(machine, name);
    assert_int_equal(rmdir(folder_path(&machine->folder, "data/kiosk", path)), 0);
    for (int start = 0; start < 2 * INSTALL_TRIES_MAX; start++) {
        opens(machine, INSTALL_CURRENT, 3, 0);
    }
}

// A part that is read long after the first open is not what was signed.
static void
test_breaks_while_shown(void **state)
{
    struct installed *machine = *state;
    char name[128];
    struct make_file file = installed_as(machine, "current", 3, name);
    free(installed_put(machine, "factory.hub", 1).bytes);
    opens(machine, INSTALL_CURRENT, 3, 0);
    assert_int_equal(store_picture(machine->shelf.store, "map").len, INSTALLED_PICTURE);
    opens(machine, INSTALL_CURRENT, 3, 0); // nothing is verified yet
    installed_damage(machine, name, file.len - 5000);
    assert_int_equal(store_picture(machine->shelf.store, "map").len, 0);
    assert_true(store_broken(machine->shelf.store));
    shelf_skip(&machine->shelf);
    opens(machine, INSTALL_FACTORY, 1, SHELF_DAMAGED);
    assert_false(store_broken(machine->shelf.store));
    opens(machine, INSTALL_FACTORY, 1, SHELF_DAMAGED);
    installed_damage(machine, name, file.len - 5000); // written anew
    shelf_unskip(&machine->shelf);
    opens(machine, INSTALL_CURRENT, 3, 0);
    free(file.bytes);
}

// A named file ---------------------------------------------------------------------------------------

static void
test_a_named_file_and_nothing_else(void **state)
{
    struct installed *machine = *state;
    char name[3][128];
    three(machine, name);
    machine->wish.file = machine->named;
    fails(machine, SHELF_MISSING);
    free(installed_put(machine, "named", 7).bytes);
    opens(machine, SHELF_FILE, 7, 0);
    assert_false(folder_has(&machine->folder, "data/kiosk/trial"));
    installed_damage(machine, "named", 3000);
    fails(machine, BUNDLE_DAMAGED);
}

static void
test_what_nobody_signed(void **state)
{
    struct installed *machine = *state;
    machine->wish.file = machine->named;
    folder_put(&machine->folder, "named", machine->make->payload, machine->make->payload_len);
    fails(machine, BUNDLE_DAMAGED);
    machine->wish.unsigned_too = true;
    assert_true(shelf_open(&machine->wish, &machine->shelf));
    assert_null(store_head(machine->shelf.store));
    assert_false(store_broken(machine->shelf.store));
    free(installed_put(machine, "named", 7).bytes); // a signed one all the same
    opens(machine, SHELF_FILE, 7, 0);
}

// The town comes and goes with the content that has one; one that is damaged hides nothing else.
static void
test_a_town(void **state)
{
    static const char *const more[] = {
        "", "DELETE FROM metadata", "UPDATE route_graph SET data = X'00'"};
    struct installed *machine = *state;
    machine->wish.file = machine->named;
    machine->wish.unsigned_too = true;
    machine->wish.map_styles = MADE_STYLES;
    for (int i = 0; i < 3; i++) {
        struct content made;
        struct err err = {0};
        char *sql = made_content(true);
        char *bytes = NULL;
        size_t len = 0;
        content_begin(&made);
        content_sql(&made, content_languages);
        content_sql(&made, sql);
        content_sql(&made, more[i]);
        content_sql(&made, "COMMIT");
        db_close(made.db);
        made.db = NULL;
        assert_true(file_read(made.path, 64 << 20, &bytes, &len, &err));
        folder_put(&machine->folder, "named", bytes, len);
        assert_true(shelf_open(&machine->wish, &machine->shelf));
        assert_int_equal(machine->shelf.town != NULL, i == 0);
        content_end(&made);
        free(bytes);
        free(sql);
    }
    shelf_close(&machine->shelf);
    assert_null(machine->shelf.town);
}

static void
test_trust(void **state)
{
    struct installed *machine = *state;
    struct make *make = machine->make;
    machine->wish.file = machine->named;
    make->signer = make->stranger;
    free(installed_put(machine, "named", 7).bytes);
    fails(machine, BUNDLE_UNTRUSTED);
    make->signer = make->publisher;
    free(installed_put(machine, "named", 7).bytes);
    opens(machine, SHELF_FILE, 7, 0);
    machine->wish.trust = "/nowhere/root.trust";
    fails(machine, BUNDLE_UNTRUSTED);
    folder_put(&machine->folder, "root.trust", "", 0);
    machine->wish.trust = machine->trust;
    assert_false(shelf_open(&machine->wish, &machine->shelf));
}

static void
test_throw_away_keys(void **state)
{
    struct installed *machine = *state;
    struct make *make = machine->make;
    machine->wish.file = machine->named;
    make->chain_len = 0;
    make->trust.demonstration = true;
    make_document(make, 3);
    folder_put(&machine->folder, "root.trust", make->chain, make->chain_len);
    free(installed_put(machine, "named", 7).bytes);
    fails(machine, BUNDLE_DEMONSTRATION);
    machine->wish.demonstration = true;
    opens(machine, SHELF_FILE, 7, 0);
}

// Switching --------------------------------------------------------------------------------------------

static int
descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    while (readdir(folder)) {
        count++;
    }
    closedir(folder);
    return count;
}

static size_t
bytes_in_use(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

static void
test_200_switches(void **state)
{
    struct installed *machine = *state;
    char name[2][128];
    free(installed_as(machine, "current", 1, name[0]).bytes);
    opens(machine, INSTALL_CURRENT, 1, 0);
    int before = descriptors();
    size_t warm = 0;
    for (int64_t seq = 2; seq <= 201; seq++) {
        warm = seq == 10 ? bytes_in_use() : warm;
        char path[INSTALL_PATH_MAX];
        free(installed_as(machine, "current", seq, name[seq % 2]).bytes);
        opens(machine, INSTALL_CURRENT, seq, 0);
        unlink(folder_path(&machine->folder, name[(seq + 1) % 2], path));
    }
    assert_int_equal(descriptors(), before);
    assert_true(bytes_in_use() <= warm + GROWN_MAX);
}

#define MACHINE(test) cmocka_unit_test_setup_teardown(test, installed_setup, installed_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        MACHINE(test_a_new_machine_shows_what_it_came_with),
        MACHINE(test_the_newest_that_opens),
        MACHINE(test_a_first_open_that_fails),
        MACHINE(test_the_last_word_is_the_kiosks),
        MACHINE(test_on_trial),
        MACHINE(test_healthy),
        MACHINE(test_a_trial_that_cannot_be_counted),
        MACHINE(test_breaks_while_shown),
        MACHINE(test_a_named_file_and_nothing_else),
        MACHINE(test_what_nobody_signed),
        MACHINE(test_a_town),
        MACHINE(test_trust),
        MACHINE(test_throw_away_keys),
        MACHINE(test_200_switches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
