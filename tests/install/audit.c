#include "install/folder.h"
#include "install/internal.h"
#include "test.h"

enum { RECORD = 64 };

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

static void
add(struct folder *folder, int n)
{
    const struct install_audit record = {.day = 20000 + n,
        .result = INSTALL_REFUSED,
        .reason = BUNDLE_OLDER,
        .epoch = 1,
        .seq = INT64_C(1) << 53,
        .key_id = {1, 2, 3, 4, 5, 6, 7, (unsigned char)n}};
    struct err err = {0};
    if (!install_audit_add(&folder->dirs, &record, &err)) {
        fail_msg("%s", err.text);
    }
}

static void
newest_come_first_and_the_oldest_leave(void **state)
{
    struct folder *folder = *state;
    static struct install_audit list[INSTALL_AUDIT_MAX];
    assert_int_equal(install_audit_read(&folder->dirs, list), 0);
    for (int n = 1; n <= 300; n++) {
        add(folder, n);
        int count = install_audit_read(&folder->dirs, list);
        assert_int_equal(count, n < INSTALL_AUDIT_MAX ? n : INSTALL_AUDIT_MAX);
        assert_int_equal(list[0].day, 20000 + n);
        assert_int_equal(list[count - 1].day, 20000 + n - count + 1);
    }
    assert_int_equal(list[0].result, INSTALL_REFUSED);
    assert_int_equal(list[0].reason, BUNDLE_OLDER);
    assert_int_equal(list[0].epoch, 1);
    assert_true(list[0].seq == INT64_C(1) << 53);
    assert_int_equal(list[0].key_id[7], 300 & 255);
    static unsigned char ring[RECORD * INSTALL_AUDIT_MAX + 1];
    assert_int_equal(folder_get(folder, "data/state/audit", ring, sizeof ring),
        RECORD * INSTALL_AUDIT_MAX); // it never grows
}

static void
a_torn_record_is_left_out(void **state)
{
    struct folder *folder = *state;
    static struct install_audit list[INSTALL_AUDIT_MAX];
    static unsigned char ring[RECORD * INSTALL_AUDIT_MAX];
    for (int n = 1; n <= 5; n++) {
        add(folder, n);
    }
    folder_get(folder, "data/state/audit", ring, sizeof ring);
    for (size_t byte = 2 * RECORD; byte < 3 * RECORD; byte++) { // the third
        ring[byte] ^= 1;
        folder_put(folder, "data/state/audit", ring, sizeof ring);
        assert_int_equal(install_audit_read(&folder->dirs, list), 4);
        ring[byte] ^= 1;
    }
    ring[4 * RECORD + 20] ^= 0x80; // the newest: its place is taken again
    folder_put(folder, "data/state/audit", ring, sizeof ring);
    assert_int_equal(install_audit_read(&folder->dirs, list), 4);
    add(folder, 6);
    assert_int_equal(install_audit_read(&folder->dirs, list), 5);
    assert_int_equal(list[0].day, 20006);
}

static void
a_cut_or_foreign_file_is_filled_up_again(void **state)
{
    struct folder *folder = *state;
    static struct install_audit list[INSTALL_AUDIT_MAX];
    static unsigned char ring[RECORD * INSTALL_AUDIT_MAX];
    add(folder, 1);
    add(folder, 2);
    folder_get(folder, "data/state/audit", ring, sizeof ring);
    folder_put(folder, "data/state/audit", ring, RECORD + 10);
    assert_int_equal(install_audit_read(&folder->dirs, list), 1);
    add(folder, 3);
    assert_int_equal(install_audit_read(&folder->dirs, list), 2);
    assert_int_equal(list[0].day, 20003);
    memset(ring, 0xff, sizeof ring);
    folder_put(folder, "data/state/audit", ring, sizeof ring);
    assert_int_equal(install_audit_read(&folder->dirs, list), 0);
    add(folder, 4);
    assert_int_equal(install_audit_read(&folder->dirs, list), 1);
}

static void
no_folder_is_an_error(void **state)
{
    struct folder *folder = *state;
    struct err err = {0};
    folder_end(folder);
    assert_false(install_audit_add(&folder->dirs, &(struct install_audit){0}, &err));
    assert_int_equal(err.kind, ERR_MISSING);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(newest_come_first_and_the_oldest_leave),
        IN_FOLDER(a_torn_record_is_left_out),
        IN_FOLDER(a_cut_or_foreign_file_is_filled_up_again),
        IN_FOLDER(no_folder_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
